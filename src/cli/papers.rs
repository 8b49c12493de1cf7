//! Prints schemas, completions and manual pages. All are generated from the declarations that the program itself uses.

use clap::{Command, CommandFactory};

use super::arguments::{Arguments, CompletionsArguments, ManArguments, SchemaArguments, SchemaSubject};
use super::exit::Exit;
use super::output::{fail, show};
use crate::config::schema;
use crate::diag::render::json;
use crate::release::{record, save};

/// Prints a JSON Schema.
pub fn schema(arguments: &SchemaArguments) -> Exit {
    show(&match arguments.subject {
        SchemaSubject::Book => schema::book(),
        SchemaSubject::FrontMatter => schema::front_matter(),
        SchemaSubject::Theme => schema::theme(),
        SchemaSubject::Messages => json::schema(),
        SchemaSubject::Release => record::schema(),
    })
}

/// Prints the completions for a shell.
pub fn completions(arguments: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "casebook", &mut script);
    show(&String::from_utf8_lossy(&script))
}

/// Writes a manual page for casebook and for each of its commands.
pub fn manual(arguments: &ManArguments) -> Exit {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let pages: std::io::Result<Vec<(String, Vec<u8>)>> =
        std::iter::once(&command).chain(command.get_subcommands()).map(page).collect();
    let written = pages.and_then(|pages| {
        let files: Vec<save::NewFile<'_>> =
            pages.iter().map(|(path, bytes)| save::NewFile { path, bytes }).collect();
        save::release(&arguments.folder, &files, &Vec::new, &|| ())
    });
    match written {
        Ok(()) => Exit::Done,
        Err(error) => fail(&error.to_string()),
    }
}

/// A manual page of section 1 with its file name. It has no date, so that it is reproducible.
fn page(command: &Command) -> std::io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    let page = clap_mangen::Man::new(command.clone());
    page.render(&mut bytes)?;
    Ok((page.get_filename(), bytes))
}
