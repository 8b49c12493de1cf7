//! Raw HTML, links and tables that are active, broken or unusual.

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
        body("e04_javascript_with_a_tab", fails, "[more](<java\tscript:alert>)"),
        body("e04_javascript_with_an_encoded_tab", fails, "[more](java&Tab;script:alert)"),
        body("e04_javascript_with_a_line_end", fails, "<a href=\"java\nscript:alert\">more</a>"),
        body("e04_javascript_with_encoded_line_ends", fails, "[more](&#10;java&NewLine;script&colon;alert)"),
        body("e04_javascript_in_an_attribute", fails, "<a href=\" java&#x09;script&colon;alert\">more</a>"),
        // Markdown finds no link here, only text.
        body("e04_no_link", Nothing, "[more](java\tscript:alert)").text("[more](java script:alert)"),
        body("e05_data_link", fails, "[more](data:text/html,words)"),
        body("e05_vbscript_link", fails, "[more](vbscript:words)"),
        body("e06_iframe", warns, "Before <iframe src=\"https://example.org\"></iframe> after.")
            .text("after."),
        body("e06_object", warns, "Before <object data=\"a\"></object> after.").text("after."),
        body("e06_form", warns, "Before <form action=\"https://example.org\">Words</form> after.")
            .text("after."),
        body("e06_embed", warns, "Before <embed src=\"a.swf\"> after.").text("Before after."),
        body("e06_base", warns, "Before <base href=\"https://example.org/\"> after.").text("Before after."),
        body("e06_refresh", warns, "Before <meta http-equiv=\"refresh\" content=\"0;url=a\"> after.")
            .text("Before after."),
        body("e07_unclosed_div", warns, "<div class=\"box\">\n\nWords.").text("Words."),
        body("e08_end_of_the_page", warns, "Before </body></html> after.").text("after."),
        body("e09_html_that_is_not_xml", Nothing, "One<br>two <span class=box>three</span>.").text("three"),
        body("e10_comment_that_is_not_xml", Nothing, "One <!-- a -- b --> two.").text("two."),
        body("e11_odd_text", Nothing, "One ]]> two <?php echo 1 ?> three&nbsp;four &copy; five.")
            .text("One ]]> two three four © five."),
        body("e12_style", warns, "<style>* {display: none}</style>\n\nWords.").text("Words."),
        body("e13_too_many_cells", Error("01-oman.md:7"), "| A | B |\n| --- | --- |\n| 1 | 2 | 3 |"),
        body(
            "e14_too_few_cells",
            Nothing,
            "| A | B | C |\n| --- | --- | --- |\n| a\\|b |\n|  |  | `c\\|d` |",
        )
        .text("a|b")
        .text("c|d"),
        body("e15_dollars", Nothing, "It cost $5 and $6.").text("$5 and $6"),
        body("e16_dead_fragment", fails, "[law](#law)"),
        body("e17_dead_case", fails, "[Peru](03-peru.md)"),
        body("e18_backslash", warns, "[words](<https://example.org/a\\b>)").text("words"),
        body("e18_backslash_between_angles", warns, "<https://example.org/a\\_b>").text("example.org/a_b"),
        body("e18_bidi_mark", warns, "[words](https://example.org/\u{200e}a)").text("https://example.org/a"),
        body("e19_heading_jumps", Warning("01-oman.md:7"), "# Law\n\n#### Exceptions\n\nWords."),
        body("e20_same_heading_twice", Nothing, "## Law\n\nOne.\n\n## Law\n\nTwo.").text("Two."),
        body("e21_quotes_100_deep", fails, &format!("{}words", "> ".repeat(100))),
        body("e22_list_12_deep", Nothing, &list(12)).text("item 12"),
        body("e23_quotes_in_lists_in_quotes", Nothing, "> > > > > - - - - - > > > > > words").text("words"),
    ]
    .into_iter()
    .map(|input| input.trial("markup"))
    .collect()
}

/// A list nested this deep.
fn list(depth: usize) -> String {
    (1..=depth).map(|level| format!("{}- item {level}\n", "  ".repeat(level - 1))).collect()
}
