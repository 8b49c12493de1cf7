//! Declares the command line. Parser, help, completions and manual pages are derived from it.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::examples;
use super::messages::{CodeArgument, MessageArguments};
use super::version;
use crate::artifact::Format;
use crate::import::Kind;
use crate::references::ReferenceFormat;

/// Compile Markdown case files into EPUB, PDF and a single HTML file.
#[derive(Debug, Parser)]
#[command(name = "casebook", version = version::words(), max_term_width = 100, after_help = examples::CASEBOOK)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    /// Use colors: auto, always or never [default: auto].
    #[arg(
        long,
        value_name = "WHEN",
        hide_default_value = true,
        default_value = "auto",
        hide_possible_values = true,
        global = true
    )]
    pub color: ColorArgument,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a new book project.
    Init(InitArguments),
    /// Make a project from a manuscript: Word, Markdown, or the text of a finished book.
    Import(ImportArguments),
    /// Check the sources and report every problem; write nothing.
    Check(CheckArguments),
    /// Build books, or report the errors in their sources.
    Build(BuildArguments),
    /// Show the book in the browser, and build it again after each change.
    Serve(ServeArguments),
    /// Build the release again after each change.
    #[command(after_help = examples::WATCH)]
    Watch(WatchArguments),
    /// Compare the files of a release with the sources, word by word.
    Verify(VerifyArguments),
    /// List the scripts of the book and the fonts that are used for them.
    Fonts(FontsArguments),
    /// Print the works that the book cites, for other programs.
    References(ReferencesArguments),
    /// Explain a check, or list all checks.
    Explain(ExplainArguments),
    /// Print a JSON Schema, for editors and for programs.
    Schema(SchemaArguments),
    /// Print a completion script for a shell.
    Completions(CompletionsArguments),
    /// Write the manual pages.
    Man(ManArguments),
}

#[derive(Debug, Args)]
#[command(after_help = examples::INIT)]
pub struct InitArguments {
    /// Folder to create; it must be new or empty.
    pub name: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = examples::IMPORT)]
pub struct ImportArguments {
    /// Files to import, in reading order, or one folder.
    #[arg(value_name = "SOURCE", required = true)]
    pub sources: Vec<PathBuf>,

    /// Folder to create; it must be new or empty [default: the name of the first source].
    #[arg(long, value_name = "DIR")]
    pub into: Option<PathBuf>,

    /// Kind of the sources: word, text, markdown, html, epub, or the tool of a folder: quarto, bookdown, mdbook, myst,
    /// jekyll, hugo, pelican, pandoc [default: each shows its own].
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    pub from: Option<KindArgument>,

    /// Begin a case at each paragraph with this style; in web pages and EPUBs, at each heading of this level (`h2`) or element of
    /// this class; or `none` [default: Heading 1].
    #[arg(long, value_name = "STYLE")]
    pub split: Option<String>,

    /// Recorded changes: accept, reject, or all to show them with a report.
    #[arg(long, value_name = "WAY", default_value = "accept", hide_possible_values = true)]
    pub track_changes: TrackChangesArgument,
}

/// The kind of a source.
#[derive(Debug, Clone, Copy)]
pub struct KindArgument(pub Kind);

impl ValueEnum for KindArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [KindArgument; Kind::ALL.len()] = {
            let mut all = [KindArgument(Kind::Word); Kind::ALL.len()];
            let mut index = 0;
            while index < all.len() {
                all[index] = KindArgument(Kind::ALL[index]);
                index += 1;
            }
            all
        };
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}

/// What becomes of recorded changes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum TrackChangesArgument {
    /// They are made.
    Accept,
    /// They are undone.
    Reject,
    /// Insertions and deletions both stay.
    All,
}

#[derive(Debug, Args)]
#[command(after_help = examples::EXPLAIN)]
pub struct ExplainArguments {
    /// Check to explain; without it, list all checks.
    #[arg(value_name = "CHECK", hide_possible_values = true)]
    pub check: Option<CodeArgument>,
}

#[derive(Debug, Args)]
#[command(after_help = examples::SCHEMA)]
pub struct SchemaArguments {
    /// Schema to print: book, front-matter, theme, messages or release.
    #[arg(hide_possible_values = true)]
    pub subject: SchemaSubject,
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum SchemaSubject {
    /// The file book.yaml.
    Book,
    /// The header of a case.
    FrontMatter,
    /// The file theme.toml of a project's styles.
    Theme,
    /// A line of `--message-format json`.
    Messages,
    /// The file release.json that every build writes.
    Release,
}

#[derive(Debug, Args)]
#[command(after_help = examples::COMPLETIONS)]
pub struct CompletionsArguments {
    /// Shell to complete for: bash, zsh, fish, powershell or elvish.
    #[arg(hide_possible_values = true)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = examples::MAN)]
pub struct ManArguments {
    /// Folder to write the pages to; it is created if it does not exist.
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_help = examples::CHECK)]
pub struct CheckArguments {
    /// Folders of book.yaml, or the files themselves [default: search upwards].
    #[arg(value_name = "PROJECT")]
    pub projects: Vec<PathBuf>,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
#[command(after_help = examples::VERIFY)]
pub struct VerifyArguments {
    /// Folder of the release [default: `dist` of the project].
    #[arg(value_name = "DIR")]
    pub release: Option<PathBuf>,

    /// Folder of book.yaml, or the file itself [default: search upwards].
    pub project: Option<PathBuf>,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
#[command(after_help = examples::FONTS)]
pub struct FontsArguments {
    /// Folder of book.yaml, or the file itself [default: search upwards].
    pub project: Option<PathBuf>,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
#[command(after_help = examples::REFERENCES)]
pub struct ReferencesArguments {
    /// Folder of book.yaml, or the file itself [default: search upwards].
    pub project: Option<PathBuf>,

    /// Format: bib, ris or csl-json.
    #[arg(long, value_name = "FORMAT", default_value = "bib", hide_possible_values = true)]
    pub format: ReferenceFormatArgument,

    /// Print only the works that this case cites.
    #[arg(long, value_name = "NAME")]
    pub case: Option<String>,

    /// Write to this file instead of standard output. A file of the book is never replaced.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,

    #[command(flatten)]
    pub messages: MessageArguments,
}

/// A format for works.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceFormatArgument(pub ReferenceFormat);

impl ValueEnum for ReferenceFormatArgument {
    fn value_variants<'a>() -> &'a [Self] {
        const { &[Self(ReferenceFormat::Bib), Self(ReferenceFormat::Ris), Self(ReferenceFormat::CslJson)] }
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self.0 {
            ReferenceFormat::Bib => PossibleValue::new("bib").help("BibLaTeX"),
            ReferenceFormat::Ris => PossibleValue::new("ris").help("RIS, for reference managers"),
            ReferenceFormat::CslJson => PossibleValue::new("csl-json").help("CSL JSON"),
        })
    }
}

#[derive(Debug, Args)]
#[command(after_help = examples::BUILD)]
pub struct BuildArguments {
    /// Folders of book.yaml, or the files themselves [default: search upwards].
    #[arg(value_name = "PROJECT")]
    pub projects: Vec<PathBuf>,

    /// Write a depfile for Ninja and Make.
    #[arg(long, value_name = "FILE", display_order = 4)]
    pub deps: Option<PathBuf>,

    #[command(flatten)]
    pub options: BuildOptions,
}

#[derive(Debug, Args)]
pub struct WatchArguments {
    /// Folder of book.yaml, or the file itself [default: search upwards].
    pub project: Option<PathBuf>,

    #[command(flatten)]
    pub options: BuildOptions,
}

/// The options of commands that write a release.
#[derive(Debug, Clone, Args)]
pub struct BuildOptions {
    /// Output folder [default: `dist` of the project].
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// Build only epub, pdf, print, html or cases; repeatable.
    #[arg(long, short, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Vec<FormatArgument>,

    /// Build only the PDF of the case with this slug; repeatable.
    #[arg(long, short, value_name = "SLUG")]
    pub case: Vec<String>,

    /// Open the HTML, or otherwise the first file, when done.
    #[arg(long)]
    pub open: bool,

    /// Folder of the cache [default: that of the user].
    #[arg(long, value_name = "DIR")]
    pub cache: Option<PathBuf>,

    /// Neither use nor keep results of other builds.
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,

    #[command(flatten)]
    pub messages: MessageArguments,
}

#[derive(Debug, Args)]
#[command(after_help = examples::SERVE)]
pub struct ServeArguments {
    /// Folder of book.yaml, or the file itself [default: search upwards].
    pub project: Option<PathBuf>,

    /// Port of the server; 0 for any free one [default: 3300].
    #[arg(long, short, value_name = "N", hide_default_value = true, default_value_t = 3300)]
    pub port: u16,

    /// Command that opens a line, such as `code -g {file}:{line}`.
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,

    /// Do not open the browser.
    #[arg(long)]
    pub no_open: bool,

    #[command(flatten)]
    pub messages: MessageArguments,
}

impl BuildOptions {
    /// The formats that the arguments select. With `--case`, only the PDFs of cases.
    ///
    /// # Errors
    /// If `--case` is combined with a format that does not support it.
    pub fn formats(&self) -> Result<Vec<Format>, String> {
        let mut formats: Vec<Format> = self.format.iter().map(|format| format.0).collect();
        formats.sort_unstable();
        formats.dedup();
        match (formats.as_slice(), self.case.is_empty()) {
            ([], true) => Ok(Format::USUAL.to_vec()),
            ([], false) => Ok(vec![Format::Cases]),
            (formats, false) if formats != [Format::Cases] => {
                Err("`--case` builds case PDFs and cannot be combined with a format other than `cases`"
                    .to_owned())
            }
            _ => Ok(formats),
        }
    }
}

/// When messages have colors.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ColorArgument {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere if `CLICOLOR_FORCE` is set.
    Auto,
    /// Also in files and pipes.
    Always,
    /// Nowhere.
    Never,
}

impl ColorArgument {
    /// Applies the choice to all later output.
    pub fn apply(self) {
        let choice = match self {
            ColorArgument::Auto => anstream::ColorChoice::Auto,
            ColorArgument::Always => anstream::ColorChoice::Always,
            ColorArgument::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Parses the name of a format.
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
        Some(clap::builder::PossibleValue::new(self.0.name()).help(self.0.summary()))
    }
}
