//! Invalid headers of cases.

use libtest_mimic::Trial;

use super::Says::{Error, Nothing, Warning};
use super::{Input, MANIFEST, Says};

pub fn tests() -> Vec<Trial> {
    let yaml = |name, says: Says, header: &str| {
        Input::new(name, says).oman(format!("---\n{header}\n---\n\nThe sultanate was rated.\n"))
    };
    let anchors: String = (b'b'..=b'i')
        .map(|c| {
            let (c, before) = (char::from(c), char::from(c - 1));
            format!("{c}: &{c} [{}]\n", vec![format!("*{before}"); 9].join(","))
        })
        .collect();
    let bomb = format!("a: &a [x,x,x,x,x,x,x,x,x]\n{anchors}title: Oman");
    let deep = format!("title: {}{}", "[".repeat(10_000), "]".repeat(10_000));
    let odd = "Oman < & > \" '";
    vec![
        yaml("a01_unbalanced_quote", Error("01-oman.md:2"), "title: \"Oman"),
        Input::new("a02_never_closed", Error("01-oman.md:1")).oman("---\ntitle: Oman\n\nWords.\n"),
        yaml("a03_a_key_twice", Error("01-oman.md:3"), "title: Oman\ntitle: Chad"),
        yaml("a04_title_is_a_list", Error("01-oman.md:2"), "title: [Oman, Chad]"),
        yaml("a05_tab_as_indentation", Error("01-oman.md:2"), "\ttitle: Oman"),
        Input::new("a06_no_title_anywhere", Warning("01-oman.md:1")).oman("The sultanate was rated.\n"),
        yaml("a07_empty_title", Warning("01-oman.md:2"), "title: \"\""),
        Input::new("a08_pelican_line_without_colon", Error("01-oman.md:2"))
            .oman("Title: Oman\nno colon here\nSlug: oman\n\nThe sultanate was rated.\n"),
        Input::new("a09_pelican_key_twice", Error("01-oman.md:2"))
            .oman("Title: Oman\nTitle: Chad\n\nThe sultanate was rated.\n"),
        yaml("a10_misspelled_key", Warning("01-oman.md:3"), "title: Oman\ntitel: Chad"),
        yaml("a11_date_that_does_not_exist", Error("01-oman.md:3"), "title: Oman\ndate: 2017-02-30"),
        yaml("a12_no_language_tag", Error("01-oman.md:3"), "title: Oman\nlanguage: \"not a tag!\""),
        yaml("a13_alias_bomb", Error("01-oman.md"), &bomb),
        yaml("a14_nested_10000_deep", Error("01-oman.md:2"), &deep),
        yaml("a15_tag_for_an_object", Error("01-oman.md:2"), "title: !!python/object/apply:os.system [ls]"),
        yaml("a15_tag_for_a_ruby_object", Error("01-oman.md:2"), "title: !ruby/object:Gem {}"),
        Input::new("a16_executable_header", Error("01-oman.md:1"))
            .oman("---js\n{title: process.exit()}\n---\n\nThe sultanate was rated.\n"),
        Input::new("a17_same_slug_twice", Error("02-chad.md"))
            .oman("---\ntitle: Oman\nslug: same\n---\n\nThe sultanate was rated.\n")
            .file("02-chad.md", "---\ntitle: Oman\nslug: same\n---\n\nThe republic was rated.\n"),
        yaml("a18_odd_characters_in_a_title", Nothing, "title: \"Oman < & > \\\" '\"").text(odd),
        // A built-in font has emoji. A character that no font has is a warning, and the book is built.
        yaml("a18_emoji_in_a_title", Nothing, "title: \"Oman \u{1f600}\""),
        yaml("a18_missing_character_in_a_title", Warning("01-oman.md:2"), "title: \"Oman \u{6f22}\""),
        yaml("a19_no_is_a_title", Nothing, "title: No").text("No").file("book.yaml", MANIFEST),
    ]
    .into_iter()
    .map(|input| input.trial("headers"))
    .collect()
}
