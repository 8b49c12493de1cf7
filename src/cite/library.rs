//! Reads the files of the bibliography. Only the works that the text cites are read in full, so a large file costs little.

use std::collections::BTreeMap;

use biblatex::{Chunk, Spanned};
use hayagriva::{Entry, io};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Manifest;
use crate::project::Project;
use crate::resolve::{FileKind, named};
use crate::source::{FileId, Span};

use super::json;

const BIBLIOGRAPHY: FileKind = FileKind { what: "a bibliography", endings: &["bib", "yaml", "yml", "json"] };

/// The works of all files, by key.
#[derive(Default)]
pub struct Library {
    works: BTreeMap<String, Found>,
    /// Whether a file could not be read, so that works may be missing.
    pub is_damaged: bool,
}

/// A work in a file.
struct Found {
    span: Span,
    work: Work,
}

enum Work {
    BibLaTeX(Box<biblatex::Entry>),
    Read(Box<Entry>),
}

impl Library {
    /// Reads the files that `book.yaml` names.
    pub fn read(manifest: &Manifest, project: &Project, diagnostics: &mut Diagnostics) -> Self {
        let mut library = Self::default();
        for (path, span) in &manifest.bibliography.files {
            let read = named(path, *span, &BIBLIOGRAPHY, project)
                .and_then(|(file, _)| Ok((file, project.text(file)?)))
                .and_then(|(file, text)| library.add(file, path, text, diagnostics));
            if let Err(complaint) = read {
                library.is_damaged = true;
                diagnostics.push(complaint);
            }
        }
        library
    }

    fn add(
        &mut self,
        file: FileId,
        path: &str,
        text: &str,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Diagnostic> {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let works = match ending.as_str() {
            "bib" => biblatex(file, text)?,
            "json" => json::works(file, text)?.into_iter().map(unread).collect(),
            _ => yaml(file, text)?,
        };
        for (key, work) in works {
            let span = place(file, text, &key, &ending);
            if let Some(first) = self.works.get(&key) {
                let message = format!("the bibliography has two works with the key `{key}`");
                diagnostics.push(
                    Diagnostic::new(Code::InvalidBibliography, span, message)
                        .related(first.span, "first here")
                        .help("change one of the two keys"),
                );
                continue;
            }
            self.works.insert(key, Found { span, work });
        }
        Ok(())
    }

    /// The keys of all works.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.works.keys().map(String::as_str)
    }

    /// Where a work is in its file.
    pub fn place(&self, key: &str) -> Option<Span> {
        self.works.get(key).map(|found| found.span)
    }

    /// The work with this key. `None` if there is none.
    ///
    /// # Errors
    /// The message for a work that cannot be read.
    pub fn work(&self, key: &str) -> Option<Result<Entry, Diagnostic>> {
        let found = self.works.get(key)?;
        Some(match &found.work {
            Work::Read(entry) => Ok((**entry).clone()),
            Work::BibLaTeX(entry) => Entry::try_from(&with_subtitles(entry)).map_err(|error| {
                let span = Span::new(found.span.file, error.span.clone());
                let message = format!("the work `{key}` cannot be read: {}", error.kind);
                Diagnostic::new(Code::InvalidBibliography, span, message)
            }),
        })
    }
}

fn read(entry: Entry) -> (String, Work) {
    (entry.key().to_owned(), Work::Read(Box::new(entry)))
}

fn biblatex(file: FileId, text: &str) -> Result<Vec<(String, Work)>, Diagnostic> {
    let bibliography = biblatex::Bibliography::parse(text).map_err(|error| {
        let span = Span::new(file, error.span.clone());
        let message = match entry_before(text, error.span.start) {
            Some(key) => format!("this file cannot be read from the work `{key}` on: {}", error.kind),
            None => format!("this file cannot be read: {}", error.kind),
        };
        Diagnostic::new(Code::InvalidBibliography, span, message)
    })?;
    Ok(bibliography.into_iter().map(unread).collect())
}

fn unread(entry: biblatex::Entry) -> (String, Work) {
    (entry.key.clone(), Work::BibLaTeX(Box::new(entry)))
}

/// The key of the last work that begins before an offset.
fn entry_before(text: &str, offset: usize) -> Option<&str> {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let start = before.rfind('@')?;
    let (_, rest) = text[start..].split_once('{')?;
    let key = rest.split([',', '}', '\n']).next()?.trim();
    (!key.is_empty()).then_some(key)
}

fn yaml(file: FileId, text: &str) -> Result<Vec<(String, Work)>, Diagnostic> {
    let library = io::from_yaml_str(text).map_err(|error| {
        let offset = error.location().map_or(0, |location| location.index());
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let message = format!("this file cannot be read: {words}");
        Diagnostic::new(Code::InvalidBibliography, Span::new(file, offset..offset), message)
    })?;
    Ok(library.iter().cloned().map(read).collect())
}

/// The place of a key in a file.
fn place(file: FileId, text: &str, key: &str, ending: &str) -> Span {
    let is_its = |at: &usize| {
        let (before, after) = (text[..*at].trim_end(), text[at + key.len()..].trim_start());
        match ending {
            "bib" => before.ends_with(['{', '(']) && after.starts_with([',', '}', ')']),
            "json" => before.ends_with('"') && after.starts_with('"'),
            _ => text[..*at].rsplit('\n').next() == Some("") && after.starts_with(':'),
        }
    };
    let found = text.match_indices(key).map(|(at, _)| at).find(is_its);
    found.map_or(Span::whole(file), |at| Span::new(file, at..at + key.len()))
}

/// The same entry with its subtitles in the titles, because the library for works drops them.
fn with_subtitles(entry: &biblatex::Entry) -> biblatex::Entry {
    let mut entry = entry.clone();
    for (title, subtitle) in [
        ("title", "subtitle"),
        ("booktitle", "booksubtitle"),
        ("maintitle", "mainsubtitle"),
        ("journaltitle", "journalsubtitle"),
    ] {
        let Some(subtitle) = entry.fields.get(subtitle).cloned() else { continue };
        if let Some(title) = entry.fields.get_mut(title) {
            let ends = title.iter().last().is_some_and(|chunk| chunk.v.get().ends_with(['?', '!', ':', '.']));
            let joint = if ends { " " } else { ": " };
            title.push(Spanned::zero(Chunk::Normal(joint.to_owned())));
            title.extend(subtitle);
        }
    }
    entry
}
