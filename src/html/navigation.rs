//! The table of contents and the lists of figures and tables, next to the text.

use super::edition::SingleFile;
use crate::apparatus::{Entry, contents, lists};
use crate::markup::{self, Tag};
use crate::model::Part;
use crate::resolve::Book;
use crate::vocabulary::CONTENTS;

/// All of them.
pub fn sidebar(book: &Book, edition: &SingleFile<'_>) -> String {
    let mut out = navigation(book, edition, CONTENTS.class, &book.wording().contents, &contents(book));
    for list in lists(book) {
        out += &navigation(book, edition, list.name, list.title, &list.entries);
    }
    Tag::new("div").with("class", "sidebar").with("id", "_sidebar").around(&format!("\n{out}")) + "\n"
}

/// The table of contents, or a list of figures or tables. Its id begins with an underscore, unlike every id made from a
/// case.
fn navigation(book: &Book, edition: &SingleFile<'_>, name: &str, title: &str, list: &[Entry<'_>]) -> String {
    let class = if name == CONTENTS.class { name.to_owned() } else { format!("{} {name}", CONTENTS.class) };
    let id = format!("_{name}");
    let heading = Tag::new("h2").with("id", &id).text(title);
    let nav = Tag::new(CONTENTS.element).with("class", class).with("aria-labelledby", &id);
    nav.around(&format!("\n{heading}\n{}", entries(book, edition, list, None))) + "\n"
}

/// The entry for the notes of a case, after those for its sections: on a screen, readers go to the notes and back, and
/// the mark in the contents follows them.
fn notes(book: &Book, entry: &Entry<'_>) -> Option<String> {
    let case = &book.cases()[entry.case];
    let has_notes = entry.anchor == case.key() && !case.notes().is_empty();
    let link =
        || Tag::new("a").with("href", format!("#{}", case.endnotes_anchor())).text(&book.wording().notes);
    has_notes.then(|| Tag::new("li").around(&link()) + "\n")
}

/// The entries of a list, and after them the one for the notes.
fn entries(book: &Book, edition: &SingleFile<'_>, list: &[Entry<'_>], extra: Option<String>) -> String {
    let item = |entry: &Entry<'_>| {
        let label = markup::label(book, entry.case, edition, &entry.heading);
        let mut item = Tag::new("a").with("href", format!("#{}", entry.anchor)).around(&label);
        if !entry.children.is_empty() {
            item += &format!("\n{}", entries(book, edition, &entry.children, notes(book, entry)));
        }
        let case = &book.cases()[entry.case];
        let is_title = case.part() == Part::Title && entry.anchor == case.key();
        let class = is_title.then_some("part-title");
        Tag::new("li").with_some("class", class).around(&item) + "\n"
    };
    Tag::new("ol").around(&format!("\n{}", list.iter().map(item).chain(extra).collect::<String>())) + "\n"
}
