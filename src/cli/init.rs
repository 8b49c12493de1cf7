//! `casebook init`: a small project that builds without a word, to be written over.

use super::arguments::InitArguments;
use super::exit::Exit;
use super::messages::{fail, tell};
use crate::release::save::{self, NewFile};

/// The files of the project, as they lie in `templates/book/`.
const FILES: &[(&str, &str)] = &[
    ("book.yaml", include_str!("../../templates/book/book.yaml")),
    ("front/preface.md", include_str!("../../templates/book/front/preface.md")),
    ("cases/1-harbour.md", include_str!("../../templates/book/cases/1-harbour.md")),
    ("cases/2-river.md", include_str!("../../templates/book/cases/2-river.md")),
    ("data/turnout.csv", include_str!("../../templates/book/data/turnout.csv")),
    ("figures/bars.typ", include_str!("../../templates/book/figures/bars.typ")),
];

/// Makes the project in a folder that is new or empty.
pub fn init(arguments: &InitArguments) -> Exit {
    let files: Vec<NewFile<'_>> =
        FILES.iter().map(|(path, text)| NewFile { path, bytes: text.as_bytes() }).collect();
    let name = arguments.name.display();
    match save::beginning(&arguments.name, &files) {
        Ok(()) => {
            tell(&format!("casebook: {name} is ready; `casebook build {name}` makes the book\n"));
            Exit::Done
        }
        Err(error) => fail(&error.to_string()),
    }
}
