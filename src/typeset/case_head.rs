//! The head of the first page of each case that is a document of its own, as in the offprint of a journal.

use typst_layout::PagedDocument;

use super::call::{Call, Value};
use super::language::language_and_region;
use super::world::BookWorld;
use crate::model::Direction;
use crate::resolve::Book;

/// The head with authors, book, publisher, year and rights, as high as the space above the text. `None` if the author's layout
/// has no such head.
pub fn laid_out(book: &Book, world: &BookWorld) -> Option<PagedDocument> {
    let document = typst::compile::<PagedDocument>(&world.with_main(&main(book))).output.ok()?;
    (document.pages().len() == 1).then_some(document)
}

/// The part of the rights that names the owner, such as `© 2017 A. Author`. The rest, often a licence, has no room in a head.
fn owner(rights: &str) -> &str {
    let from = &rights[rights.find('©').unwrap_or(0)..];
    from.split([',', ';']).next().unwrap_or(from).trim()
}

/// The source of the head.
pub fn main(book: &Book) -> String {
    let manifest = book.manifest();
    let year = manifest.date.map(|date| date.year.to_string());
    let published: Vec<String> = manifest.publisher.clone().into_iter().chain(year).collect();
    let call = Call::new("case-head")
        .with(Value::texts(manifest.authors.iter().map(|author| &author.name)))
        .with(Value::text(&manifest.title))
        .with(Value::text(&published.join(", ")))
        .with(Value::optional(manifest.rights.as_deref().map(owner)))
        .named("language", Value::text(language_and_region(&manifest.language).0))
        .named("direction", Value::name(Direction::of(&manifest.language).name()));
    format!("#import \"/styles/book.typ\": case-head\n#{}\n", Value::from(call).as_str())
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn the_head_names_the_owner_of_the_rights() {
        for (rights, expected) in [
            ("© 2017 A. Author", "© 2017 A. Author"),
            ("Text © 2026 the authors, MIT OR Apache-2.0.", "© 2026 the authors"),
            ("Public domain", "Public domain"),
            ("", ""),
        ] {
            assert_eq!(owner(rights), expected);
        }
    }
}
