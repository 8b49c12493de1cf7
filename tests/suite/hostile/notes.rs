//! Notes that are missing, duplicated, or in unusual places.

use libtest_mimic::Trial;

use super::Says::{Error, Nothing, Warning};
use super::{Input, case};

pub fn tests() -> Vec<Trial> {
    let body = |name, says, body: &str| Input::new(name, says).body(body);
    vec![
        body("c01_undefined", Error("01-oman.md:5"), "Rated.[^1]"),
        body("c02_never_referenced", Warning("01-oman.md:7"), "Rated.\n\n[^1]: A note.").text("A note."),
        body("c03_defined_twice", Error("01-oman.md:8"), "Rated.[^1]\n\n[^1]: A.\n[^1]: B."),
        body("c04_same_label_in_two_cases", Nothing, "Rated.[^1]\n\n[^1]: Of Oman.")
            .file("02-chad.md", case("Chad", "Rated.[^1]\n\n[^1]: Of Chad."))
            .text("Of Oman.")
            .text("Of Chad."),
        // Notes may cite each other. Each is in the book once, and both have a link back.
        body("c05_cycle", Nothing, "Rated.[^a]\n\n[^a]: One.[^b]\n\n[^b]: Two.[^a]").text("One.").text("Two."),
        body("c06_empty", Warning("01-oman.md:7"), "Rated.[^1]\n\n[^1]:"),
        body("c07_three_references", Nothing, "One.[^1] Two.[^1] Three.[^1]\n\n[^1]: A note.").text("A note."),
        body(
            "c08_paragraphs_list_and_code",
            Nothing,
            "Rated.[^1]\n\n[^1]: First.\n\n    Second.\n\n    - An item\n\n    ```\n    code\n    ```",
        )
        .text("First.")
        .text("Second.")
        .text("An item")
        .text("code"),
        // A note in a heading is supported, so there is no message.
        body("c09_in_a_heading", Nothing, "## Law[^1]\n\nRated.\n\n[^1]: A note.").text("A note."),
        body(
            "c10_in_a_cell_and_a_caption",
            Nothing,
            "*Table 1: Rates[^2]*\n\n| A | B |\n| --- | --- |\n| 1[^1] | 2 |\n\n[^1]: Of the cell.\n\n[^2]: Of the caption.",
        )
        .text("Of the cell.")
        .text("Of the caption."),
        body("c11_odd_label", Nothing, "Rated.[^<>&:]\n\n[^<>&:]: A note.").text("A note."),
        Input::new("c12_note_of_another_case", Error("02-chad.md:5"))
            .body("Rated.[^1]\n\n[^1]: A note.")
            .file("02-chad.md", case("Chad", "Rated.[^1]")),
    ]
    .into_iter()
    .map(|input| input.trial("notes"))
    .collect()
}
