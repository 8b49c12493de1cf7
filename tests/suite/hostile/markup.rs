//! Raw HTML, links and tables that are active, broken or odd.

use libtest_mimic::Trial;

use super::Input;
use super::Says::{Error, Nothing, Warning};

pub fn tests() -> Vec<Trial> {
    let warns = Warning("01-oman.md:5");
    let fails = Error("01-oman.md:5");
    let body = |name, says, body: &str| Input::new(name, says).body(body);
    vec![
        body("e01_script", warns, "Before <script>alert(1)</script> after.").text("after."),
        body("e02_handler", warns, "<span onclick=\"alert(1)\">Words.</span>").text("Words."),
        body("e03_javascript_link", fails, "[more](javascript:alert)"),
        body("e04_javascript_in_capitals", fails, "[more](JaVaScRiPt:alert)"),
        body("e04_javascript_with_an_entity", fails, "[more](java&#x73;cript:alert)"),
        body("e05_data_link", fails, "[more](data:text/html,words)"),
        body("e05_vbscript_link", fails, "[more](vbscript:words)"),
        body("e06_iframe", warns, "Before <iframe src=\"https://example.org\"></iframe> after.")
            .text("after."),
        body("e06_object", warns, "Before <object data=\"a\"></object> after.").text("after."),
        body("e06_form", warns, "Before <form action=\"https://example.org\">Words</form> after.")
            .text("after."),
        body("e07_unclosed_div", warns, "<div class=\"box\">\n\nWords.").text("Words."),
        body("e08_end_of_the_page", warns, "Before </body></html> after.").text("after."),
        body("e09_html_that_is_not_xml", Nothing, "One<br>two <span class=box>three</span>.").text("three"),
        body("e10_comment_that_is_not_xml", Nothing, "One <!-- a -- b --> two.").text("two."),
        body("e12_style", warns, "<style>* {display: none}</style>\n\nWords.").text("Words."),
        body("e13_too_many_cells", Error("01-oman.md:7"), "| A | B |\n| --- | --- |\n| 1 | 2 | 3 |"),
        body("e15_dollars", Nothing, "It cost $5 and $6.").text("$5 and $6"),
        body("e16_dead_fragment", fails, "[law](#law)"),
        body("e17_dead_case", fails, "[Peru](03-peru.md)"),
        body("e19_heading_jumps", Warning("01-oman.md:7"), "# Law\n\n#### Exceptions\n\nWords."),
        body("e20_same_heading_twice", Nothing, "## Law\n\nOne.\n\n## Law\n\nTwo.").text("Two."),
        body("e21_quotes_100_deep", fails, &format!("{}words", "> ".repeat(100))),
    ]
    .into_iter()
    .map(|input| input.trial("markup"))
    .collect()
}
