//! The strings of BibLaTeX files: names for words that several entries share, such as the name of a journal.

use std::collections::HashMap;
use std::ops::Range;

use biblatex::{Pair, RawChunk, RawEntry, Spanned};

/// The strings of all files.
#[derive(Default)]
pub struct TexStrings<'p> {
    /// Each with the index of its file.
    strings: Vec<(usize, Pair<'p>)>,
    /// Their indices by name in small letters: BibLaTeX does not tell small from capital letters.
    places: HashMap<String, Vec<usize>>,
}

/// A string that contains itself, or that is too long.
pub struct Endless<'p> {
    pub name: &'p str,
    /// Where the entry uses it.
    pub place: Range<usize>,
}

/// The most strings in strings, and the most parts of a field.
const DEEPEST: usize = 32;
const MOST_PARTS: usize = 10_000;

type Parts<'p> = Vec<Spanned<RawChunk<'p>>>;

impl<'p> TexStrings<'p> {
    pub fn add(&mut self, file: usize, strings: Vec<Pair<'p>>) {
        for string in strings {
            self.places.entry(string.key.v.to_ascii_lowercase()).or_default().push(self.strings.len());
            self.strings.push((file, string));
        }
    }

    /// An entry with the words of its strings. Names that no string has stay: they may be names of months.
    ///
    /// # Errors
    /// The first string that contains itself, or that is too long.
    pub fn written_out(&self, file: usize, entry: &RawEntry<'p>) -> Result<RawEntry<'p>, Endless<'p>> {
        let mut entry = entry.clone();
        for field in &mut entry.fields {
            let mut parts = Parts::new();
            for part in &field.value.v {
                self.write_out(file, part, &part.span, 0, &mut parts).ok_or_else(|| Endless {
                    name: name(part).unwrap_or_default(),
                    place: part.span.clone(),
                })?;
            }
            field.value.v = parts;
        }
        Ok(entry)
    }

    /// Adds the words of a part of a field. `None` if there is no end to them.
    fn write_out(
        &self,
        file: usize,
        part: &Spanned<RawChunk<'p>>,
        place: &Range<usize>,
        depth: usize,
        parts: &mut Parts<'p>,
    ) -> Option<()> {
        if depth > DEEPEST || parts.len() > MOST_PARTS {
            return None;
        }
        match self.definition(file, part) {
            Some((file, string)) => {
                let mut inner = string.value.v.iter();
                inner.try_for_each(|part| self.write_out(*file, part, place, depth + 1, parts))
            }
            None => {
                parts.push(Spanned::new(part.v.clone(), place.clone()));
                Some(())
            }
        }
    }

    /// The strings that an entry uses, each with the index of its file, and after those that it uses itself.
    pub fn used(&self, file: usize, entry: &RawEntry<'p>) -> Vec<&(usize, Pair<'p>)> {
        let mut found = Vec::new();
        for part in entry.fields.iter().flat_map(|field| &field.value.v) {
            self.collect(file, part, 0, &mut found);
        }
        found
    }

    fn collect<'s>(
        &'s self,
        file: usize,
        part: &Spanned<RawChunk<'p>>,
        depth: usize,
        found: &mut Vec<&'s (usize, Pair<'p>)>,
    ) {
        let Some(string) = self.definition(file, part) else { return };
        if depth > DEEPEST || found.iter().any(|known| std::ptr::eq(*known, string)) {
            return;
        }
        for part in &string.1.value.v {
            self.collect(string.0, part, depth + 1, found);
        }
        found.push(string);
    }

    /// The string that a part of a field names: the last one before it in its file, the first one behind it, or one of another
    /// file.
    fn definition(&self, file: usize, part: &Spanned<RawChunk<'p>>) -> Option<&(usize, Pair<'p>)> {
        let known = self.places.get(&name(part)?.to_ascii_lowercase())?;
        let strings = || known.iter().map(|index| &self.strings[*index]);
        let own = || strings().filter(|(of, _)| *of == file);
        own()
            .rfind(|(_, string)| string.value.span.end <= part.span.start)
            .or_else(|| own().find(|(_, string)| part.span.end <= string.key.span.start))
            .or_else(|| strings().rfind(|(of, _)| *of != file))
    }
}

/// The name that a part of a field may have instead of words.
fn name<'p>(part: &Spanned<RawChunk<'p>>) -> Option<&'p str> {
    match part.v {
        RawChunk::Abbreviation(name) => Some(name),
        RawChunk::Normal(_) => None,
    }
}
