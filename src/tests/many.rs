//! Tests of the space for names in the page layout, which all books of a process share.

use crate::api::Project;
use crate::typeset::world::free_paths;

/// A book with this many cases.
fn book(count: usize) -> Project {
    let cases = (0..count).map(|number| (format!("{number}.md"), format!("# Case {number}\n\nWord.\n")));
    let manifest = "title: Many\nlanguage: en\ncases: [\"*.md\"]\n";
    Project::from_files([("book.yaml".to_owned(), manifest.to_owned())].into_iter().chain(cases))
}

#[test]
fn a_book_that_needs_too_many_names_is_refused() {
    assert!(book(100).compile().unwrap().has_room());
    assert!(!book(66_000).compile().unwrap().has_room());
}

#[test]
fn a_layout_uses_names() {
    let before = free_paths();
    book(20).compile().unwrap().render(&[crate::artifact::Format::Pdf]).unwrap();
    let after = free_paths();
    assert!(before - after >= 20, "{before} {after}");
}
