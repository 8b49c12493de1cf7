//! The command line: one declaration feeds the parser and the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::messages::MessageArguments;
use crate::artifact::Format;

/// Compiles ordered case files into EPUB, PDF and a single-file HTML, with endnotes numbered per case.
#[derive(Debug, Parser)]
#[command(name = "casebook", version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Makes the book, or says what is wrong with its sources.
    Build(BuildArguments),
    /// Says what is wrong with the sources, and writes nothing.
    Check(CheckArguments),
    /// Proves a release: that its files are whole, and say what the sources say.
    Verify(VerifyArguments),
    /// Begins a book: a small project that builds, to be written over.
    Init(InitArguments),
    /// Prints a JSON Schema, for editors and for programs that read messages.
    Schema(SchemaArguments),
    /// Prints what completes the command line in a shell.
    Completions(CompletionsArguments),
    /// Writes the manual pages.
    Man(ManArguments),
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// The folder to make. What is there already is never touched.
    pub name: PathBuf,
}

#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of what.
    pub subject: SchemaSubject,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SchemaSubject {
    /// The file book.yaml.
    Book,
    /// The header of a case.
    FrontMatter,
    /// A line of `--message-format json`.
    Messages,
    /// The file release.json that every build writes.
    Release,
}

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell.
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub struct ManArguments {
    /// Where the files go.
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// The folder that holds book.yaml.
    #[arg(default_value = "content")]
    pub project: PathBuf,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
pub struct VerifyArguments {
    /// The folder that the release lies in.
    #[arg(value_name = "DIR")]
    pub release: PathBuf,

    /// The folder that holds book.yaml.
    #[arg(default_value = "content")]
    pub project: PathBuf,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
pub struct BuildArguments {
    /// The folder that holds book.yaml.
    #[arg(default_value = "content")]
    pub project: PathBuf,

    /// Where the files go.
    #[arg(long, short, value_name = "DIR", default_value = "dist")]
    pub out: PathBuf,

    /// What to make; may be given several times. Without it: everything.
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Vec<FormatArgument>,

    /// Make only the PDF of this case, named by its slug; may be given several times.
    #[arg(long, short, value_name = "SLUG")]
    pub case: Vec<String>,

    #[command(flatten)]
    pub messages: MessageArguments,
}

impl BuildArguments {
    /// The formats that the arguments mean. Naming a case means the case PDFs alone.
    ///
    /// # Errors
    /// If cases are named together with a format that has no single cases.
    pub fn formats(&self) -> Result<Vec<Format>, String> {
        let mut formats: Vec<Format> = self.format.iter().map(|format| format.0).collect();
        formats.sort_unstable();
        formats.dedup();
        match (formats.as_slice(), self.case.is_empty()) {
            ([], true) => Ok(Format::USUAL.to_vec()),
            ([], false) => Ok(vec![Format::Cases]),
            (formats, false) if formats != [Format::Cases] => {
                Err("--case makes the PDF of a case; with it, the only --format is `cases`".to_owned())
            }
            _ => Ok(formats),
        }
    }
}

/// A format as a word on the command line.
#[derive(Debug, Clone, Copy)]
pub struct FormatArgument(pub Format);

impl ValueEnum for FormatArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const VARIANTS: [FormatArgument; Format::ALL.len()] = {
            let mut variants = [FormatArgument(Format::Epub); Format::ALL.len()];
            let mut index = 0;
            while index < variants.len() {
                variants[index] = FormatArgument(Format::ALL[index]);
                index += 1;
            }
            variants
        };
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let help = match self.0 {
            Format::Epub => "the book for e-readers",
            Format::Pdf => "the book in pages",
            Format::Print => "the same pages for a printer",
            Format::Html => "the book in one file for browsers",
            Format::Cases => "one PDF a case",
        };
        Some(clap::builder::PossibleValue::new(self.0.name()).help(help))
    }
}
