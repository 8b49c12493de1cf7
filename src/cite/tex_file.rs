//! The files of BibLaTeX of a book. Their entries are found at once, and each is read when it is cited, together with the entries
//! from which it inherits.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use biblatex::{Bibliography, RawBibliography, RawChunk, RawEntry, Spanned};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::TexSource;
use crate::source::{FileId, Span};

use super::tex_strings::{Endless, TexStrings};
use super::work::fields::UNPRINTED;
use super::work::{Work, tex};

/// The entries of all files. One may inherit from an entry of another file, and use its strings.
#[derive(Default)]
pub struct TexFiles<'p> {
    texts: Vec<(FileId, &'p str)>,
    /// The entries, and the index of the file of each.
    entries: Vec<(usize, Spanned<RawEntry<'p>>)>,
    strings: TexStrings<'p>,
    places: HashMap<&'p str, usize>,
}

/// Fields that name other entries.
const PARENTS: [&str; 2] = ["crossref", "xdata"];

/// Fields of a book that its chapters have under another name, or not at all.
const OWN: [(&str, &str); 3] =
    [("subtitle", "booksubtitle"), ("titleaddon", "booktitleaddon"), ("shorttitle", "")];

/// Fields that are those of one entry only.
const NOT_INHERITED: [&str; 8] =
    ["crossref", "entryset", "entrysubtype", "ids", "related", "xdata", "xref", "options"];

impl<'p> TexFiles<'p> {
    /// Finds the entries of a file. Returns their keys, places and indices.
    ///
    /// # Errors
    /// The message for a file whose entries cannot be found.
    pub fn add(&mut self, file: FileId, text: &'p str) -> Result<Vec<(&'p str, Span, usize)>, Diagnostic> {
        let raw = RawBibliography::parse(text).map_err(|error| complaint(file, text, &error))?;
        let (place, first) = (self.texts.len(), self.entries.len());
        self.texts.push((file, text));
        self.strings.add(place, raw.abbreviations);
        self.entries.extend(raw.entries.into_iter().map(|entry| (place, entry)));
        let found = self.entries[first..].iter().zip(first..);
        let found = found
            .map(|((_, entry), index)| (entry.v.key.v, Span::new(file, entry.v.key.span.clone()), index));
        let found: Vec<_> = found.collect();
        for (key, _, index) in &found {
            self.places.entry(key).or_insert(*index);
        }
        Ok(found)
    }

    /// A place in the file of an entry.
    fn span(&self, index: usize, range: &Range<usize>) -> Span {
        Span::new(self.texts[self.entries[index].0].0, range.clone())
    }

    /// An entry as it is in the file, with those from which it inherits and the strings that they use.
    pub fn source(&self, index: usize) -> TexSource {
        let all = self.with_parents(index);
        let used = all.iter().flat_map(|index| {
            let (file, entry) = &self.entries[*index];
            self.strings.used(*file, &entry.v)
        });
        let strings = used.map(|(file, string)| {
            let value = self.texts[*file].1.get(string.value.span.clone()).unwrap_or("{}");
            format!("@string{{{} = {value}}}", string.key.v)
        });
        let entry = |index: &usize| {
            let (file, entry) = &self.entries[*index];
            let text = self.texts[*file].1;
            let start = text[..entry.v.key.span.start].rfind('@').unwrap_or(entry.span.start);
            let rest = text.get(start..).unwrap_or_default();
            let length = entry.span.end.saturating_sub(start);
            // The place of an entry ends before its closing brace.
            let is_open = rest.get(length..).is_some_and(|rest| rest.starts_with(['}', ')']));
            let text = rest.get(..length + usize::from(is_open)).unwrap_or_default();
            (entry.v.key.v.to_owned(), text.to_owned())
        };
        TexSource { strings: strings.collect(), entries: all.iter().map(entry).collect() }
    }

    /// Reads an entry. Warns about each of its fields that is not printed.
    ///
    /// # Errors
    /// The message for an entry that cannot be read.
    pub fn work(&self, index: usize, diagnostics: &mut Diagnostics) -> Result<Work, Diagnostic> {
        let own = &self.entries[index].1.v;
        if own.kind.v.eq_ignore_ascii_case("set") {
            let message = format!("the work `{}` is a set of other works", own.key.v);
            let place = self.span(index, &own.key.span);
            return Err(Diagnostic::new(Code::InvalidBibliography, place, message)
                .help("cite the works of the set: `[@one; @two]`"));
        }
        let entry = self.entry(index)?;
        for (name, fault) in tex::unprinted(&entry) {
            let field = own.fields.iter().find(|field| field.key.v.eq_ignore_ascii_case(name));
            let place = field.map_or(&own.key.span, |field| &field.key.span);
            let message = format!("the work `{}` has {fault}", own.key.v);
            diagnostics.push(Diagnostic::new(Code::UnprintedField, self.span(index, place), message));
        }
        Ok(tex::work(&entry))
    }

    /// An entry with the fields that it inherits.
    fn entry(&self, index: usize) -> Result<biblatex::Entry, Diagnostic> {
        let own = &self.entries[index].1.v;
        self.check_parents(index, &mut Vec::new(), &mut HashSet::new())?;
        self.check_fields(index)?;
        let all = self.with_parents(index);
        let entries = all.iter().map(|index| self.written_out(*index));
        let raw = RawBibliography {
            preamble: String::new(),
            entries: entries.collect::<Result<_, _>>()?,
            abbreviations: Vec::new(),
        };
        let mut read = Bibliography::from_raw(raw).map_err(|error| {
            let is_there = |index: &&usize| {
                let span = &self.entries[**index].1.span;
                span.start <= error.span.start && error.span.end <= span.end
            };
            let index = all.iter().find(is_there).copied().unwrap_or(index);
            let message = format!("the work `{}` cannot be read: {}", own.key.v, error.kind);
            Diagnostic::new(Code::InvalidBibliography, self.span(index, &error.span), message)
        })?;
        let mut entry = read.remove(own.key.v).unwrap_or_else(|| {
            biblatex::Entry::new(own.key.v.to_owned(), biblatex::EntryType::new(own.kind.v))
        });
        if matches!(entry.entry_type, biblatex::EntryType::Unknown(_)) {
            inherit_all(
                &mut entry,
                all.iter().skip(1).filter_map(|index| read.get(self.entries[*index].1.v.key.v)),
            );
        } else if own.fields.iter().any(|field| field.key.v.eq_ignore_ascii_case("crossref")) {
            keep_own(own, &mut entry);
        }
        Ok(entry)
    }

    /// An entry with the words of its strings.
    fn written_out(&self, index: usize) -> Result<Spanned<RawEntry<'p>>, Diagnostic> {
        let (file, entry) = &self.entries[index];
        let complaint = |Endless { name, place }| {
            let message = format!("the string `{name}` contains itself, or is too long");
            Diagnostic::new(Code::InvalidBibliography, self.span(index, &place), message)
        };
        let written = self.strings.written_out(*file, &entry.v).map_err(complaint)?;
        Ok(Spanned::new(written, entry.span.clone()))
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
    fn parents(&self, index: usize) -> impl Iterator<Item = (&'p str, Span)> + use<'_, 'p> {
        let fields = &self.entries[index].1.v.fields;
        let fields =
            fields.iter().filter(|field| PARENTS.iter().any(|name| field.key.v.eq_ignore_ascii_case(name)));
        fields.flat_map(move |field| {
            let span = self.span(index, &field.value.span);
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
        let own = self.entries[index].1.v.key.v;
        path.push(index);
        for (key, span) in self.parents(index) {
            let complaint = |message| Diagnostic::new(Code::InvalidBibliography, span, message);
            let Some(parent) = self.places.get(key).copied() else {
                let message =
                    format!("the work `{own}` inherits from `{key}`, which is in no file of BibLaTeX");
                return Err(complaint(message).help("add that work to the bibliography, or delete the field"));
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

    /// Refuses an entry that has a field twice: only one of them would be printed.
    fn check_fields(&self, index: usize) -> Result<(), Diagnostic> {
        let own = &self.entries[index].1.v;
        let twice = own.fields.iter().enumerate().find_map(|(place, field)| {
            let first =
                own.fields[..place].iter().find(|first| first.key.v.eq_ignore_ascii_case(field.key.v))?;
            let is_lost =
                first.value.v.iter().map(|chunk| &chunk.v).ne(field.value.v.iter().map(|chunk| &chunk.v));
            let is_printed = !UNPRINTED.iter().any(|name| field.key.v.eq_ignore_ascii_case(name));
            (is_lost && is_printed).then_some((first, field))
        });
        let Some((first, field)) = twice else { return Ok(()) };
        let message = format!("the work `{}` has the field `{}` twice", own.key.v, field.key.v);
        Err(Diagnostic::new(Code::InvalidBibliography, self.span(index, &field.key.span), message)
            .related(self.span(index, &first.key.span), "first here")
            .help("delete one of the two"))
    }
}

/// The most entries that inherit from each other in a row.
const MOST_PARENTS: usize = 32;

fn plain<'s>(chunk: &Spanned<RawChunk<'s>>) -> Option<&'s str> {
    match chunk.v {
        RawChunk::Normal(words) => Some(words),
        RawChunk::Abbreviation(_) => None,
    }
}

/// Adds the fields of parents to an entry of a type that the library does not know, which inherits nothing there.
fn inherit_all<'e>(entry: &mut biblatex::Entry, parents: impl Iterator<Item = &'e biblatex::Entry>) {
    for (name, value) in parents.flat_map(|parent| &parent.fields) {
        if !NOT_INHERITED.contains(&name.as_str()) && !entry.fields.contains_key(name) {
            entry.fields.insert(name.clone(), value.clone());
        }
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
