//! A file of BibLaTeX. Its entries are found at once, and each is read when it is cited, together with the entries from which
//! it inherits.

use std::collections::{HashMap, HashSet};

use biblatex::{Bibliography, RawBibliography, RawChunk, RawEntry, Spanned};

use crate::diag::{Code, Diagnostic};
use crate::model::TexSource;
use crate::source::{FileId, Span};

use super::work::{Work, tex};

/// The entries of a file.
pub struct TexFile<'p> {
    file: FileId,
    text: &'p str,
    raw: RawBibliography<'p>,
    places: HashMap<&'p str, usize>,
}

/// Fields that name other entries.
const PARENTS: [&str; 2] = ["crossref", "xdata"];

/// Fields of a book that its chapters have under another name, or not at all.
const OWN: [(&str, &str); 3] =
    [("subtitle", "booksubtitle"), ("titleaddon", "booktitleaddon"), ("shorttitle", "")];

impl<'p> TexFile<'p> {
    /// Finds the entries of a file.
    ///
    /// # Errors
    /// The message for a file whose entries cannot be found.
    pub fn read(file: FileId, text: &'p str) -> Result<Self, Diagnostic> {
        let raw = RawBibliography::parse(text).map_err(|error| complaint(file, text, &error))?;
        let keys = raw.entries.iter().enumerate().map(|(index, entry)| (entry.v.key.v, index));
        let places = keys.rev().collect();
        Ok(Self { file, text, raw, places })
    }

    /// The key of each entry, and its place.
    pub fn keys(&self) -> impl Iterator<Item = (&'p str, Span)> {
        self.raw.entries.iter().map(|entry| (entry.v.key.v, Span::new(self.file, entry.v.key.span.clone())))
    }

    /// An entry as it is in the file, with those from which it inherits and the strings that they use.
    pub fn source(&self, index: usize) -> TexSource {
        let all = self.with_parents(index);
        let fields = all.iter().flat_map(|index| &self.raw.entries[*index].v.fields);
        let used: Vec<&str> = fields.flat_map(|field| &field.value.v).filter_map(abbreviation).collect();
        let strings = self.raw.abbreviations.iter().filter(|string| used.contains(&string.key.v));
        let strings = strings.map(|string| {
            format!(
                "@string{{{} = {}}}",
                string.key.v,
                self.text.get(string.value.span.clone()).unwrap_or("{}")
            )
        });
        let entry = |index: &usize| {
            let entry = &self.raw.entries[*index];
            let start = self.text[..entry.v.key.span.start].rfind('@').unwrap_or(entry.span.start);
            let rest = self.text.get(start..).unwrap_or_default();
            let length = entry.span.end.saturating_sub(start);
            // The place of an entry ends before its closing brace.
            let is_open = rest.get(length..).is_some_and(|rest| rest.starts_with(['}', ')']));
            let text = rest.get(..length + usize::from(is_open)).unwrap_or_default();
            (entry.v.key.v.to_owned(), text.to_owned())
        };
        TexSource { strings: strings.collect(), entries: all.iter().map(entry).collect() }
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// The message for an entry that cannot be read.
    pub fn work(&self, index: usize) -> Result<Work, Diagnostic> {
        Ok(tex::work(&self.entry(index)?))
    }

    /// An entry with the fields that it inherits.
    fn entry(&self, index: usize) -> Result<biblatex::Entry, Diagnostic> {
        let own = &self.raw.entries[index].v;
        self.check_parents(index, &mut Vec::new(), &mut HashSet::new())?;
        check_fields(own, self.file)?;
        let entries = self.with_parents(index).into_iter().map(|index| self.raw.entries[index].clone());
        let raw = RawBibliography {
            preamble: String::new(),
            entries: entries.collect(),
            abbreviations: self.raw.abbreviations.clone(),
        };
        let mut read = Bibliography::from_raw(raw).map_err(|error| {
            let span = Span::new(self.file, error.span.clone());
            let message = format!("the work `{}` cannot be read: {}", own.key.v, error.kind);
            Diagnostic::new(Code::InvalidBibliography, span, message)
        })?;
        let mut entry = read.remove(own.key.v).unwrap_or_else(|| {
            biblatex::Entry::new(own.key.v.to_owned(), biblatex::EntryType::new(own.kind.v))
        });
        if own.fields.iter().any(|field| field.key.v.eq_ignore_ascii_case("crossref")) {
            keep_own(own, &mut entry);
        }
        Ok(entry)
    }

    /// The entry at an index, and those from which it inherits.
    fn with_parents(&self, index: usize) -> Vec<usize> {
        let mut found = vec![index];
        let mut next = 0;
        while let Some(index) = found.get(next).copied() {
            for (name, _) in self.parents(index) {
                found.extend(self.places.get(name).copied().filter(|parent| !found.contains(parent)));
            }
            next += 1;
        }
        found
    }

    /// The keys of the entries from which an entry inherits, and their places.
    fn parents(&self, index: usize) -> impl Iterator<Item = (&'p str, Span)> {
        let fields = &self.raw.entries[index].v.fields;
        let fields =
            fields.iter().filter(|field| PARENTS.iter().any(|name| field.key.v.eq_ignore_ascii_case(name)));
        let file = self.file;
        fields.flat_map(move |field| {
            let span = Span::new(file, field.value.span.clone());
            let keys = field.value.v.iter().filter_map(plain).flat_map(|keys| keys.split(','));
            keys.map(str::trim).filter(|key| !key.is_empty()).map(move |key| (key, span))
        })
    }

    /// Refuses an entry that inherits from one that is not there, or from itself: the library would never end.
    fn check_parents(
        &self,
        index: usize,
        path: &mut Vec<usize>,
        known: &mut HashSet<usize>,
    ) -> Result<(), Diagnostic> {
        let own = self.raw.entries[index].v.key.v;
        path.push(index);
        for (key, span) in self.parents(index) {
            let complaint = |message| Diagnostic::new(Code::InvalidBibliography, span, message);
            let Some(parent) = self.places.get(key).copied() else {
                let message = format!("the work `{own}` inherits from `{key}`, which is not in this file");
                return Err(complaint(message).help("copy that work into this file, or delete the field"));
            };
            if path.contains(&parent) {
                return Err(complaint(format!("the work `{own}` inherits from itself by way of `{key}`")));
            }
            if path.len() == MOST_PARENTS {
                let message = format!(
                    "the work `{own}` is the last of a chain of more than {MOST_PARENTS} works that inherit"
                );
                return Err(complaint(message));
            }
            if known.insert(parent) {
                self.check_parents(parent, path, known)?;
            }
        }
        path.pop();
        Ok(())
    }
}

/// The most entries that inherit from each other in a row.
const MOST_PARENTS: usize = 32;

/// Fields that programs write several times, and that hardly any style prints.
const UNPRINTED: [&str; 5] = ["abstract", "annotation", "annote", "file", "keywords"];

/// Refuses an entry that has a field twice: only one of them would be printed.
fn check_fields(own: &RawEntry<'_>, file: FileId) -> Result<(), Diagnostic> {
    let twice = own.fields.iter().enumerate().find_map(|(index, field)| {
        let first = own.fields[..index].iter().find(|first| first.key.v.eq_ignore_ascii_case(field.key.v))?;
        let is_lost =
            first.value.v.iter().map(|chunk| &chunk.v).ne(field.value.v.iter().map(|chunk| &chunk.v));
        let is_printed = !UNPRINTED.iter().any(|name| field.key.v.eq_ignore_ascii_case(name));
        (is_lost && is_printed).then_some((first, field))
    });
    let Some((first, field)) = twice else { return Ok(()) };
    let message = format!("the work `{}` has the field `{}` twice", own.key.v, field.key.v);
    let span = |span: &std::ops::Range<usize>| Span::new(file, span.clone());
    Err(Diagnostic::new(Code::InvalidBibliography, span(&field.key.span), message)
        .related(span(&first.key.span), "first here")
        .help("delete one of the two"))
}

fn plain<'s>(chunk: &Spanned<RawChunk<'s>>) -> Option<&'s str> {
    match chunk.v {
        RawChunk::Normal(words) => Some(words),
        RawChunk::Abbreviation(_) => None,
    }
}

fn abbreviation<'s>(chunk: &Spanned<RawChunk<'s>>) -> Option<&'s str> {
    match chunk.v {
        RawChunk::Abbreviation(name) => Some(name),
        RawChunk::Normal(_) => None,
    }
}

/// Moves what a chapter inherits from the title of its book. The library gives it to the chapter.
fn keep_own(own: &RawEntry<'_>, entry: &mut biblatex::Entry) {
    for (field, of_book) in OWN {
        if own.fields.iter().any(|known| known.key.v.eq_ignore_ascii_case(field)) {
            continue;
        }
        if let Some(inherited) = entry.fields.remove(field).filter(|_| !of_book.is_empty()) {
            entry.fields.entry(of_book.to_owned()).or_insert(inherited);
        }
    }
}

fn complaint(file: FileId, text: &str, error: &biblatex::ParseError) -> Diagnostic {
    let span = Span::new(file, error.span.clone());
    let message = match entry_before(text, error.span.start) {
        Some(key) => format!("this file cannot be read from the work `{key}` on: {}", error.kind),
        None => format!("this file cannot be read: {}", error.kind),
    };
    Diagnostic::new(Code::InvalidBibliography, span, message)
}

/// The key of the last work that begins before an offset.
fn entry_before(text: &str, offset: usize) -> Option<&str> {
    let before = &text[..text.floor_char_boundary(offset.min(text.len()))];
    let start = before.rfind('@')?;
    let (_, rest) = text[start..].split_once('{')?;
    let key = rest.split([',', '}', '\n']).next()?.trim();
    (!key.is_empty()).then_some(key)
}
