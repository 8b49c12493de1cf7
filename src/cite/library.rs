//! Reads the files of the bibliography. Only the works that the text cites are read in full, so a large file costs little.

use std::collections::BTreeMap;
use std::sync::Arc;

use hayagriva::{Entry, io};
use serde_json::{Map, Value};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{ListedWork, Manifest};
use crate::project::Project;
use crate::resolve::{FileKind, named};
use crate::source::{FileId, Span};

use super::tex_file::TexFiles;
use super::work::{Work, json, yaml};

const BIBLIOGRAPHY: FileKind = FileKind { what: "a bibliography", endings: &["bib", "yaml", "yml", "json"] };

/// The works of all files, by key.
#[derive(Default)]
pub struct Library<'p> {
    works: BTreeMap<String, Found>,
    tex: TexFiles<'p>,
    /// Whether a file could not be read, so that works may be missing.
    pub is_damaged: bool,
}

/// A work in a file.
struct Found {
    span: Span,
    source: Source,
}

/// A work that is not yet read in full.
enum Source {
    /// The index of an entry of BibLaTeX.
    Tex(usize),
    Json(Map<String, Value>),
    Yaml(Box<Entry>),
}

impl<'p> Library<'p> {
    /// Reads the files that `book.yaml` names.
    pub fn read(manifest: &Manifest, project: &'p Project, diagnostics: &mut Diagnostics) -> Self {
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
        text: &'p str,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Diagnostic> {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let works = match ending.as_str() {
            "bib" => {
                let found = self.tex.add(file, text)?.into_iter();
                found.map(|(key, span, index)| (key.to_owned(), span, Source::Tex(index))).collect()
            }
            "json" => json_works(file, text)?,
            _ => yaml_works(file, text)?,
        };
        for (key, span, source) in works {
            if let Some(first) = self.works.get(&key) {
                let message = format!("the bibliography has two works with the key `{key}`");
                diagnostics.push(
                    Diagnostic::new(Code::InvalidBibliography, span, message)
                        .related(first.span, "first here")
                        .help("change one of the two keys"),
                );
                continue;
            }
            self.works.insert(key, Found { span, source });
        }
        Ok(())
    }

    /// Works for metadata and other programs.
    pub fn listed<'w>(&self, works: impl Iterator<Item = &'w Work>) -> BTreeMap<String, Arc<ListedWork>> {
        let listed = |work: &Work| {
            let key = work.key();
            let tex = match self.works.get(key).map(|found| &found.source) {
                Some(Source::Tex(index)) => Some(self.tex.source(*index)),
                Some(Source::Json(_) | Source::Yaml(_)) | None => None,
            };
            (key.to_owned(), Arc::new(ListedWork { key: key.to_owned(), item: work.to_json(), tex }))
        };
        works.map(listed).collect()
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
    pub fn work(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Result<Work, Diagnostic>> {
        let found = self.works.get(key)?;
        let work = match &found.source {
            Source::Tex(index) => self.tex.work(*index, diagnostics),
            Source::Yaml(entry) => Ok(yaml::work(entry)),
            Source::Json(item) => json::work(item)
                .map(|(work, unread)| {
                    for name in unread {
                        diagnostics.push(unprinted(found.span, key, &name));
                    }
                    work
                })
                .ok_or_else(|| without_id(found.span)),
        };
        Some(work)
    }
}

/// The warning about a member of a work that no citation style prints.
fn unprinted(span: Span, key: &str, name: &str) -> Diagnostic {
    let message = format!("no citation style prints `{name}` of the work `{key}`");
    Diagnostic::new(Code::UnprintedField, span, message)
        .help("write a variable of CSL 1.0.2, with text, names or a date")
}

fn without_id(span: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidBibliography, span, "a work in this file has no `id`")
}

fn json_works(file: FileId, text: &str) -> Result<Vec<(String, Span, Source)>, Diagnostic> {
    let items: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|error| {
        let line =
            text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let offset = line + error.column().saturating_sub(1);
        let message = format!("this file is not CSL JSON: {words}");
        Diagnostic::new(Code::InvalidBibliography, Span::new(file, offset..offset), message)
    })?;
    let mut from = 0;
    let mut work = |item: Map<String, Value>| {
        let key = json::key(&item).ok_or_else(|| without_id(Span::new(file, 0..0)))?;
        let place = place(text, &key, from, |before, after| before.ends_with('"') && after.starts_with('"'));
        from = place.end;
        Ok((key, Span::new(file, place), Source::Json(item)))
    };
    items.into_iter().map(&mut work).collect()
}

fn yaml_works(file: FileId, text: &str) -> Result<Vec<(String, Span, Source)>, Diagnostic> {
    let library = io::from_yaml_str(text).map_err(|error| {
        let offset = error.location().map_or(0, |location| location.index());
        let words = error.to_string();
        let words = words.split(" at line ").next().unwrap_or_default();
        let message = format!("this file cannot be read: {words}");
        Diagnostic::new(Code::InvalidBibliography, Span::new(file, offset..offset), message)
    })?;
    let mut from = 0;
    let work = |entry: &Entry| {
        let is_key = |before: &str, after: &str| before.is_empty() && after.starts_with(':');
        let place = place(text, entry.key(), from, is_key);
        from = place.end;
        (entry.key().to_owned(), Span::new(file, place), Source::Yaml(Box::new(entry.clone())))
    };
    Ok(library.iter().map(work).collect())
}

/// The place of a key in a file, from an offset on. Works are in the order of the file.
fn place(text: &str, key: &str, from: usize, is_key: impl Fn(&str, &str) -> bool) -> std::ops::Range<usize> {
    let is_its = |at: &usize| {
        let line = text[..*at].rsplit('\n').next().unwrap_or_default();
        is_key(line, text[at + key.len()..].trim_start())
    };
    let found = text[from..].match_indices(key).map(|(at, _)| from + at).find(is_its);
    found.map_or(from..from, |at| at..at + key.len())
}
