//! Estimates how high each case is, so that the scroll bar is right and links arrive although a browser lays out only the
//! cases in sight.

use rayon::prelude::*;

use crate::resolve::{Book, BookCase};

/// A rule for each case with the numbers from which the style sheet computes its height: letters, figures, and rows of
/// tables. `cases` is their markup.
pub fn rules(book: &Book, cases: &[String]) -> String {
    let rule = |(case, markup): (&str, &String)| {
        let markup = &open(markup);
        let count = |tag: &str| markup.matches(tag).count();
        format!(
            "section[id=\"{case}\"] {{ --letters: {}; --figures: {}; --rows: {}; --paragraphs: {}; }}\n",
            letters(markup),
            count("<figure"),
            count("<tr"),
            ["<p>", "<p ", "<h3", "<h4"].map(count).iter().sum::<usize>(),
        )
    };
    book.cases().par_iter().map(BookCase::key).zip(cases).map(rule).collect::<Vec<_>>().concat()
}

/// The markup without what is closed at first: descriptions and data of figures.
fn open(markup: &str) -> String {
    let mut parts = markup.split("<details");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |open, part| open + part.split_once("</details>").map_or("", |(_, rest)| rest))
}

/// Number of characters outside tags.
fn letters(markup: &str) -> usize {
    let outside = markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    outside.map(|text| text.chars().count()).sum()
}
