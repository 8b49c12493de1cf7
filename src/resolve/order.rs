//! The reading order: finds the files that the three lists of `book.yaml` name.

use std::collections::BTreeMap;

use globset::{GlobBuilder, GlobMatcher};

use super::near::Near;
use super::path;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, nearest};
use crate::model::{Date, Entry, Manifest, Part};
use crate::project::{Project, Refusal, composed};
use crate::source::{FileId, Span};

/// A file of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// Where it stands.
    pub part: Part,
    /// Index of the title above it, in `parts` of the manifest.
    pub below: Option<usize>,
    /// The file.
    pub file: FileId,
}

/// The files of the book in reading order. Reports files that do not exist or cannot be read, and leaves them out.
#[must_use]
pub fn reading_order(manifest: &Manifest, project: &Project, diagnostics: &mut Diagnostics) -> Vec<Listed> {
    let mut order = Vec::new();
    let near = Near::new(project);
    let mut listed: BTreeMap<FileId, Span> = BTreeMap::new();
    for entry in &manifest.order {
        let is_pattern = is_pattern(&entry.pattern);
        let files = if is_pattern {
            matching(entry, project, &near, diagnostics)
        } else {
            named(entry, project, &near, diagnostics).into_iter().collect()
        };
        for file in files {
            match listed.get(&file) {
                // A file that an earlier entry names keeps that position; a pattern may match it again.
                Some(_) if is_pattern => {}
                Some(first) => diagnostics.push(
                    Diagnostic::new(
                        Code::ListedTwice,
                        entry.span,
                        format!("the reading order lists `{}` twice", entry.pattern),
                    )
                    .related(*first, "first here")
                    .help("delete one of the two entries"),
                ),
                None => {
                    listed.insert(file, entry.span);
                    if is_readable(file, entry, project, diagnostics) {
                        order.push(Listed { part: entry.part, below: entry.below, file });
                    }
                }
            }
        }
    }
    order
}

/// Whether an entry, or a part of it, is a pattern and not the name of a file.
pub(super) fn is_pattern(entry: &str) -> bool {
    entry.contains(['*', '?', '['])
}

fn named(entry: &Entry, project: &Project, near: &Near<'_>, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let pattern = &entry.pattern;
    let is_absolute =
        pattern.starts_with(['/', '\\']) || pattern.get(1..3).is_some_and(|drive| drive.starts_with(':'));
    let path = match path::join("", pattern) {
        Ok(path) if !is_absolute => path,
        _ => {
            diagnostics.push(
                Diagnostic::new(
                    Code::OutsideProject,
                    entry.span,
                    format!("`{pattern}` is outside the project folder"),
                )
                .help("copy the file into the folder of book.yaml and use its new path"),
            );
            return None;
        }
    };
    if let Some(file) = project.find(&path) {
        return Some(file);
    }
    if let Some((folder, refusal)) = project.closed_above(&path) {
        diagnostics.push(unreadable(entry, folder, refusal));
        return None;
    }
    let message = format!("there is no file `{pattern}`");
    let diagnostic = Diagnostic::new(Code::MissingFile, entry.span, message);
    diagnostics.push(match near.question((&path, pattern), ("", ""), is_case) {
        Some(question) => diagnostic.help(question),
        None if !is_case(&path) => diagnostic.help(format!(
            "the name of a case file must end in {}",
            CASE_ENDINGS.map(|ending| format!("`.{ending}`")).join(", ")
        )),
        None => diagnostic.help("paths are relative to the folder of book.yaml and case-sensitive"),
    });
    None
}

/// Extensions of case files, in lower case. They only decide which files are suggested.
const CASE_ENDINGS: [&str; 10] =
    ["md", "markdown", "mkd", "mkdn", "mdown", "mdx", "qmd", "rmd", "txt", "text"];

fn is_case(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| CASE_ENDINGS.contains(&ending.as_str()))
}

/// The files that match a pattern, sorted by path. `*` does not match a `/`.
fn matching(entry: &Entry, project: &Project, near: &Near<'_>, diagnostics: &mut Diagnostics) -> Vec<FileId> {
    // Both sides are normalized (NFC), because the author and the file system may encode the same name differently.
    let glob = match glob(&composed(&entry.pattern)) {
        Ok(glob) => glob,
        Err(error) => {
            let message = format!("`{}` is not a valid pattern: {}", entry.pattern, error.kind());
            diagnostics.push(Diagnostic::new(Code::EmptyPattern, entry.span, message));
            return Vec::new();
        }
    };
    let paths =
        project.files.iter().map(|file| file.path.as_str()).filter(|path| glob.is_match(&*composed(path)));
    let files: Vec<FileId> = paths.filter_map(|path| project.find(path)).collect();
    let closed = closed_for(&entry.pattern, project);
    for (folder, refusal) in &closed {
        diagnostics.push(unreadable(entry, folder, refusal));
    }
    if files.is_empty() && closed.is_empty() {
        let message = format!("no file matches `{}`", entry.pattern);
        let help = similar_pattern(&entry.pattern, project, near).map_or_else(
            || {
                "paths are relative to the folder of book.yaml; `*` matches any characters except `/`"
                    .to_owned()
            },
            |pattern| did_you_mean(&pattern),
        );
        diagnostics.push(Diagnostic::new(Code::EmptyPattern, entry.span, message).help(help));
    }
    files
}

pub(super) fn glob(pattern: &str) -> Result<GlobMatcher, globset::Error> {
    Ok(GlobBuilder::new(pattern).literal_separator(true).build()?.compile_matcher())
}

/// The pattern with its folder replaced by the most similar existing one; `None` if that pattern matches no case.
fn similar_pattern(pattern: &str, project: &Project, near: &Near<'_>) -> Option<String> {
    let (folder, rest) = pattern.rsplit_once('/').filter(|(folder, _)| !folder.contains(['*', '?', '[']))?;
    if !near.guesses.may_guess() {
        return None;
    }
    let files = project.files.iter().map(|file| file.path.as_str());
    let meant = nearest(folder, files.clone().map(path::folder))?;
    let pattern = format!("{meant}/{rest}");
    let glob = glob(&pattern).ok()?;
    files.clone().any(|path| is_case(path) && glob.is_match(path)).then_some(pattern)
}

fn is_readable(file: FileId, entry: &Entry, project: &Project, diagnostics: &mut Diagnostics) -> bool {
    let found = project.file(file);
    if let Err(refusal) = &found.content {
        diagnostics.push(unreadable(entry, &found.path, refusal));
        return false;
    }
    project.text(file).map_err(|complaint| diagnostics.push(complaint)).is_ok()
}

/// The unreadable folders that may contain files matching a pattern.
fn closed_for<'a>(pattern: &str, project: &'a Project) -> Vec<(&'a str, &'a Refusal)> {
    let refused =
        project.files.iter().filter_map(|file| Some((file.path.as_str(), file.content.as_ref().err()?)));
    let folders = refused.filter(|(_, refusal)| matches!(refusal, Refusal::ClosedFolder(_)));
    let reaches = |folder: &str| {
        let parts: Vec<&str> = pattern.split('/').collect();
        let depth = folder.split('/').count();
        let above = parts.get(..depth).filter(|_| depth < parts.len()).map(|parts| parts.join("/"));
        let glob = above.and_then(|above| GlobBuilder::new(&above).literal_separator(true).build().ok());
        pattern.contains("**") || glob.is_some_and(|glob| glob.compile_matcher().is_match(folder))
    };
    folders.filter(|(folder, _)| reaches(folder)).collect()
}

fn unreadable(entry: &Entry, path: &str, refusal: &Refusal) -> Diagnostic {
    let code = if *refusal == Refusal::Outside { Code::OutsideProject } else { Code::UnreadableFile };
    Diagnostic::new(code, entry.span, format!("`{path}` cannot be read: {refusal}"))
}

/// The first second of a date, in seconds since 1970-01-01 UTC.
pub fn start_of(date: Date) -> Option<i64> {
    let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
    let date = chrono::NaiveDate::from_ymd_opt(date.year, month.into(), day.into())?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp())
}
