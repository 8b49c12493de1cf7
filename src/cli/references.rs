//! `casebook references`.

use super::arguments::ReferencesArguments;
use super::compiled::with_book;
use super::exit::Exit;
use super::output::print;
use crate::api::Book;

/// Prints the works that the book cites.
pub fn references(arguments: &ReferencesArguments) -> Exit {
    with_book(&arguments.messages, arguments.project.as_deref(), |book| print_works(arguments, book))
}

fn print_works(arguments: &ReferencesArguments, book: &Book) -> Result<Exit, String> {
    if let Some(name) = arguments.case.as_deref().filter(|name| !book.has_case(name)) {
        let known: Vec<&str> = book.cases().collect();
        return Err(format!("there is no case `{name}`; the cases are {}", known.join(", ")));
    }
    print(&book.references(arguments.format.0, arguments.case.as_deref()))?;
    Ok(Exit::Done)
}
