//! `casebook references`.

use std::path::Path;

use super::arguments::ReferencesArguments;
use super::compiled::with_book;
use super::exit::Exit;
use super::find;
use super::output::{print, tell};
use crate::api::Book;
use crate::load;
use crate::release::save;

/// Prints the works that the book cites, or writes them to a file.
pub fn references(arguments: &ReferencesArguments) -> Exit {
    with_book(&arguments.messages, arguments.project.as_deref(), |book| print_works(arguments, book))
}

fn print_works(arguments: &ReferencesArguments, book: &Book) -> Result<Exit, String> {
    if let Some(name) = arguments.case.as_deref().filter(|name| !book.has_case(name)) {
        let known: Vec<&str> = book.cases().collect();
        return Err(format!("there is no case `{name}`; the cases are {}", known.join(", ")));
    }
    let works = book.references(arguments.format.0, arguments.case.as_deref());
    match arguments.out.as_deref() {
        Some(file) => write(arguments, book, file, &works)?,
        None => print(&works)?,
    }
    Ok(Exit::Done)
}

/// Writes a file, which may replace that of an earlier run, but no file of the book.
fn write(arguments: &ReferencesArguments, book: &Book, file: &Path, works: &str) -> Result<(), String> {
    let place = find::project(arguments.project.as_deref())?;
    let own = load::resolved(file);
    if book.sources().any(|path| load::resolved(&place.path(path)) == own) {
        return Err(format!("`{}` is a file of the book; name another file for `--out`", file.display()));
    }
    let is_there = load::is_file(file);
    save::file(file, works.as_bytes()).map_err(|error| error.to_string())?;
    if !arguments.messages.quiet {
        let verb = if is_there { "Replaced" } else { "Wrote" };
        tell(&format!("{verb} `{}`\n", file.display()));
    }
    Ok(())
}
