//! `casebook import`: makes a project from a manuscript.

use std::path::{Path, PathBuf};

use super::arguments::{ImportArguments, TrackChangesArgument};
use super::exit::Exit;
use super::flaws::flaws;
use super::output::{count, fail, tell};
use super::quoted::quoted;
use crate::config::schema;
use crate::import::{self, Files, Folder, Manuscript, Options, Source, Split, TrackChanges};
use crate::load;
use crate::release::save::{self, NewFile};

/// The schema file that the first line of book.yaml names for editors.
const SCHEMA: &str = ".book.schema.json";

/// Imports the sources into a new or empty folder.
pub fn import(arguments: &ImportArguments) -> Exit {
    match imported(arguments) {
        Ok((folder, found)) => {
            tell(&welcome(arguments, &folder, &found));
            Exit::Done
        }
        Err(message) => fail(&message),
    }
}

/// Writes the project. Returns its folder and what it holds.
fn imported(arguments: &ImportArguments) -> Result<(PathBuf, Folder), String> {
    let manuscript = manuscript(arguments)?;
    let folder = folder(arguments)?;
    let title =
        folder.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let names: Vec<String> = arguments.sources.iter().map(|path| path.display().to_string()).collect();
    let found = import::folder(&manuscript, &names.join(", "), &title);
    let found = import::mended(found, flaws);
    let schema = schema::book();
    let added = [(SCHEMA, schema.as_bytes()), (".gitignore", b"/dist\n".as_slice())];
    let files = found.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).chain(added);
    let files: Vec<NewFile<'_>> = files.map(|(path, bytes)| NewFile { path, bytes }).collect();
    save::beginning(&folder, &files).map_err(|error| error.to_string())?;
    Ok((folder, found))
}

/// Reads the sources.
fn manuscript(arguments: &ImportArguments) -> Result<Manuscript, String> {
    let options = options(arguments);
    if arguments.sources.iter().any(|path| load::is_folder(path)) {
        let [source] = arguments.sources.as_slice() else {
            return Err("import one folder at a time".to_owned());
        };
        let name = source.display().to_string();
        let found = load::folder(source).map_err(|error| format!("`{name}` cannot be read: {error}"))?;
        return import::read_folder(&name, found.files, &found.refused, &options)
            .map_err(|error| error.to_string());
    }
    let mut texts = Vec::new();
    for path in &arguments.sources {
        let name = path.display().to_string();
        let bytes = load::manuscript(path).map_err(|reason| format!("`{name}` cannot be read: {reason}"))?;
        let beside =
            import::relatives(Source { name: &name, bytes: &bytes, beside: None }, &options).into_iter();
        let beside: Files =
            beside.filter_map(|picture| Some((picture.clone(), load::beside(path, &picture)?))).collect();
        texts.push((name, bytes, beside));
    }
    let sources = texts.iter().map(|(name, bytes, beside)| Source { name, bytes, beside: Some(beside) });
    let sources: Vec<Source<'_>> = sources.collect();
    import::read(&sources, &options).map_err(|error| error.to_string())
}

fn options(arguments: &ImportArguments) -> Options {
    Options {
        kind: arguments.from.map(|kind| kind.0),
        split: arguments.split.as_deref().map(Split::named).unwrap_or_default(),
        track_changes: match arguments.track_changes {
            TrackChangesArgument::Accept => TrackChanges::Accept,
            TrackChangesArgument::Reject => TrackChanges::Reject,
            TrackChangesArgument::All => TrackChanges::All,
        },
    }
}

/// The folder to create: in the current folder, with the name of the first source.
fn folder(arguments: &ImportArguments) -> Result<PathBuf, String> {
    if let Some(folder) = &arguments.into {
        return Ok(folder.clone());
    }
    let stem = arguments.sources.first().and_then(|source| source.file_stem());
    stem.map(PathBuf::from).ok_or_else(|| "name the folder with `--into DIR`".to_owned())
}

/// What was imported, and the next steps.
fn welcome(arguments: &ImportArguments, folder: &Path, found: &Folder) -> String {
    let source = match arguments.sources.as_slice() {
        [source] => format!("`{}`", source.display()),
        sources => count(sources.len(), "file"),
    };
    let report = folder.join("import.md");
    let look = match found.doubts.len() {
        0 => String::new(),
        doubts => format!("Look at {} in `{}`.\n", count(doubts, "place"), report.display()),
    };
    format!(
        "Imported {source} into `{}`: {}.\n{look}Build the book with:\n\n  casebook build {}\n",
        folder.display(),
        found.counts(),
        quoted(folder)
    )
}
