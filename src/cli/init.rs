//! `casebook init`: creates a small project that builds without messages.

use std::path::Path;

use super::arguments::InitArguments;
use super::exit::Exit;
use super::output::{fail, tell};
use super::quoted::quoted;
use crate::config::schema;
use crate::release::save::{self, NewFile};

/// The files of the project, as they are in `templates/book/`.
const FILES: &[(&str, &str)] = &[
    ("README.md", include_str!("../../templates/book/README.md")),
    ("book.yaml", include_str!("../../templates/book/book.yaml")),
    ("front/preface.md", include_str!("../../templates/book/front/preface.md")),
    ("cases/1-harbour.md", include_str!("../../templates/book/cases/1-harbour.md")),
    ("cases/2-river.md", include_str!("../../templates/book/cases/2-river.md")),
    ("data/turnout.csv", include_str!("../../templates/book/data/turnout.csv")),
    ("figures/bars.typ", include_str!("../../templates/book/figures/bars.typ")),
    // A file named `.gitignore` in the template would hide files of the template in casebook's own repository.
    (".gitignore", "/dist\n"),
];

/// The schema file that the first line of book.yaml names for editors.
const SCHEMA: &str = ".book.schema.json";

/// Creates the project in a new or empty folder.
pub fn init(arguments: &InitArguments) -> Exit {
    let schema = schema::book();
    let texts = FILES.iter().copied().chain([(SCHEMA, schema.as_str())]);
    let files: Vec<NewFile<'_>> =
        texts.map(|(path, text)| NewFile { path, bytes: text.as_bytes() }).collect();
    match save::beginning(&arguments.name, &files) {
        Ok(()) => {
            tell(&welcome(&arguments.name));
            Exit::Done
        }
        Err(error) => fail(&error.to_string()),
    }
}

/// The next steps, as commands to paste.
fn welcome(folder: &Path) -> String {
    let name = folder.display();
    let enter = if folder == Path::new(".") { String::new() } else { format!("cd {} && ", quoted(folder)) };
    format!(
        "Created `{name}`. Build the book with:\n\n  {enter}casebook build\n\nThen edit book.yaml and the files in cases/.\n"
    )
}
