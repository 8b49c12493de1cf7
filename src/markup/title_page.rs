//! The title page of EPUB and HTML.

use super::tag::{self, Tag};
use crate::apparatus::credits;
use crate::resolve::Book;
use crate::typography::title_parts;

/// Title, subtitle, people and imprint, as markup that is also valid XHTML.
#[must_use]
pub fn title_page(book: &Book) -> String {
    let manifest = book.manifest();
    let mut out = Tag::new("h1").classes("title", &[]).around(&title(&manifest.title)) + "\n";
    let mut line = |class: &str, words: Option<&str>| {
        if let Some(words) = words {
            out += &(Tag::new("p").classes(class, &[]).text(words) + "\n");
        }
    };
    line("subtitle", manifest.subtitle.as_deref());
    for author in credits(book, &manifest.authors) {
        line("author", Some(&author));
    }
    for contributor in credits(book, &manifest.contributors) {
        line("contributor", Some(&contributor));
    }
    line("publisher", manifest.publisher.as_deref());
    line("date", manifest.date.map(|date| date.year.to_string()).as_deref());
    line("rights", manifest.rights.as_deref());
    out
}

/// A title whose later parts begin a new line if they do not fit on the line of the first.
fn title(title: &str) -> String {
    let parts = title_parts(title);
    let later = parts.windows(2).map(|pair| {
        let space = if pair[0].ends_with('：') { "" } else { " " };
        space.to_owned() + &Tag::new("span").classes("title-part", &[]).text(pair[1])
    });
    tag::text(parts[0]) + &later.collect::<String>()
}
