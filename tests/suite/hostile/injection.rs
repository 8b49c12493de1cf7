//! Typst code and markup where text stands: it comes out as the same text everywhere.

use libtest_mimic::Trial;

use super::Input;
use super::Says::Nothing;

const CODE: &str = "#panic(1) $x$ @a";

pub fn tests() -> Vec<Trial> {
    let body = |name, body: String| Input::new(name, Nothing).body(&body).text(CODE);
    vec![
        body("f01_paragraph", format!("Words {CODE} words.")),
        body("f02_heading", format!("## Law {CODE}\n\nWords.")),
        body("f03_table_cell", format!("| A | B |\n| --- | --- |\n| {CODE} | 2 |")),
        body("f04_note", format!("Rated.[^1]\n\n[^1]: Note {CODE}")),
        body("f05_code_span", format!("Words `{CODE}` words.")),
        body("f06_code_block", format!("```\n{CODE}\n```")),
        body("f07_link_text", format!("[{CODE}](https://example.org)")),
        body("f08_list_item", format!("- One {CODE}\n- Two")),
        body("f09_quote", format!("> Words {CODE} words.")),
        body("f14_language_of_code", format!("```#panic(1)\n{CODE}\n```")),
        Input::new("f10_title", Nothing)
            .oman(format!("---\ntitle: 'T {CODE}'\n---\n\nThe sultanate was rated.\n"))
            .text(CODE),
    ]
    .into_iter()
    .map(|input| input.trial("injection"))
    .collect()
}
