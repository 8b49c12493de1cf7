//! Requires every word of the second reading in each output, at least as often as in its source.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::expected::Medium;
use super::files::BUILD_ANEW;
use super::piece::{Glyphs, Piece, UNNAMED, is_from_right};
use super::scan::{self, Word};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Project;
use crate::resolve::{Book, BookCase};
use crate::source::{FileId, Span};

/// Maximum number of lost words to report for one case in one output.
const MOST: usize = 5;

/// Number of words up to which lost words are searched next to their neighbours.
const MOST_LOOKS: usize = 5_000;

/// The words of each case, from the second reading.
pub struct Words {
    cases: Vec<(FileId, Vec<Word>)>,
}

impl Words {
    /// Reads the sources of a book.
    #[must_use]
    pub fn of(book: &Book, project: &Project) -> Self {
        let has_citations = !book.manifest().bibliography.files.is_empty();
        let has_formulas = book.manifest().has_formulas;
        let read = |case: &BookCase| {
            let source = case.source();
            let text = project.text(source.file).ok().filter(|_| !source.is_generated);
            (source.file, text.map(|text| scan::words(text, has_citations, has_formulas)).unwrap_or_default())
        };
        Self { cases: book.cases().iter().map(read).collect() }
    }

    /// Compares a file of the whole book with the sources, case by case if the pieces mark where each case begins.
    pub fn check(&self, path: &str, pieces: &[Piece], medium: Medium, diagnostics: &mut Diagnostics) {
        let starts: Vec<usize> = (0..pieces.len()).filter(|index| pieces[*index].begins_case).collect();
        if starts.len() != self.cases.len() {
            let mut shown = Shown::of(pieces, medium);
            return self.cases.iter().for_each(|case| complain(path, case, &mut shown, diagnostics));
        }
        let ends = starts.iter().skip(1).copied().chain([pieces.len()]);
        for ((case, start), end) in self.cases.iter().zip(&starts).zip(ends) {
            complain(path, case, &mut Shown::of(&pieces[*start..end], medium), diagnostics);
        }
    }

    /// Compares the PDF of one case with its source.
    pub fn check_case(
        &self,
        case: usize,
        path: &str,
        pieces: &[Piece],
        medium: Medium,
        diagnostics: &mut Diagnostics,
    ) {
        complain(path, &self.cases[case], &mut Shown::of(pieces, medium), diagnostics);
    }
}

/// The words of an output, with their counts.
struct Shown<'p> {
    medium: Medium,
    pieces: &'p [Piece],
    counts: HashMap<String, usize>,
    /// Counts of the words without digits. On a page, the number of a note follows a word without a space.
    bare: HashMap<String, usize>,
    glyphs: Glyphs,
    /// All letters as one string, built on first use.
    joined: OnceCell<String>,
    /// The same with U+FFFD for each unknown character, built on first use; empty if all characters are known.
    holed: OnceCell<Vec<char>>,
}

impl<'p> Shown<'p> {
    fn of(pieces: &'p [Piece], medium: Medium) -> Self {
        let (counts, bare) = (HashMap::new(), HashMap::new());
        let (joined, holed) = (OnceCell::new(), OnceCell::new());
        let mut shown = Self { medium, pieces, counts, bare, glyphs: Glyphs::of(pieces), joined, holed };
        for piece in pieces {
            match medium {
                Medium::Markup => scan::shown(&piece.plain).for_each(|word| shown.add(word)),
                Medium::Pages => scan::shown_parts(&piece.plain).for_each(|word| shown.add(word)),
            }
        }
        shown
    }

    fn add(&mut self, word: String) {
        if self.medium == Medium::Pages && word.contains(char::is_numeric) {
            *self.bare.entry(bare(&word)).or_default() += 1;
        }
        *self.counts.entry(on_line(word, self.medium)).or_default() += 1;
    }

    /// Whether the output has the word. Each call uses up one occurrence.
    fn takes(&mut self, word: &Word) -> bool {
        match self.medium {
            Medium::Markup => take(&mut self.counts, &word.letters()),
            // A word with a character that has no glyph cannot be checked.
            Medium::Pages if self.glyphs.shown(&word.letters()).is_some() => true,
            Medium::Pages => word.parts().all(|part| {
                let part = on_line(part, self.medium);
                take(&mut self.counts, &part) || take(&mut self.bare, &bare(&part))
            }),
        }
    }

    /// Whether the output has the word except for unknown characters. Another font of the book may have a glyph for
    /// such a character, so [`Glyphs`] can know it.
    fn has_holed(&self, word: &Word) -> bool {
        if self.medium == Medium::Markup {
            return false;
        }
        let holed = self.holed.get_or_init(|| {
            let letters = || self.pieces.iter().flat_map(|piece| piece.plain.chars());
            let is_part = |letter: &char| letter.is_alphanumeric() || *letter == UNNAMED;
            if letters().any(|letter| letter == UNNAMED) {
                letters().filter(is_part).collect()
            } else {
                Vec::new()
            }
        });
        let word: Vec<char> = word.letters().chars().collect();
        let unnamed = (0..holed.len()).filter(|at| holed[*at] == UNNAMED);
        let mut starts =
            unnamed.flat_map(|hole| (0..word.len()).filter_map(move |before| hole.checked_sub(before)));
        starts.any(|start| holed.get(start..start + word.len()).is_some_and(|shown| fits(&word, shown)))
    }

    /// Whether the word is joined to one of its neighbours: the text of a page has no space at a line break of the
    /// author.
    fn has_beside(&self, before: Option<&Word>, word: &Word, after: Option<&Word>) -> bool {
        if self.medium == Medium::Markup {
            return false;
        }
        let joined = self.joined.get_or_init(|| {
            let letters = self.pieces.iter().flat_map(|piece| piece.plain.chars());
            letters.filter(|letter| letter.is_alphanumeric() && !letter.is_numeric()).collect()
        });
        let of = |word: Option<&Word>| word.map(|word| bare(&word.letters())).unwrap_or_default();
        let follows_item = after.is_some_and(|after| after.is_item);
        let (before, letters, after) = (of(before), of(Some(word)), of(after));
        // Right-to-left words are in visual order on a page, together with the words between them, so neighbours cannot
        // be compared.
        let is_from_right = |word: &String| word.chars().any(is_from_right);
        [&before, &letters, &after].into_iter().any(is_from_right)
            || stand_together(joined, &before, &letters, word.is_item)
            || stand_together(joined, &letters, &after, follows_item)
    }
}

/// Whether the letters of an output match a word. U+FFFD matches any letter outside ASCII. Most letters must be known,
/// because U+FFFD alone would match every word of one letter.
fn fits(word: &[char], shown: &[char]) -> bool {
    let unnamed = shown.iter().filter(|letter| **letter == UNNAMED).count();
    2 * unnamed < shown.len()
        && word
            .iter()
            .zip(shown)
            .all(|(letter, shown)| letter == shown || *shown == UNNAMED && !letter.is_ascii())
}

/// Maximum length of the number of a list item (`viii.`), which is between two words on a page.
const LONGEST_NUMBER: usize = 5;

/// Whether two words follow each other in a text without spaces, perhaps with the number of a list item between them.
fn stand_together(joined: &str, one: &str, other: &str, is_item: bool) -> bool {
    let most = if is_item { LONGEST_NUMBER } else { 0 };
    let mut ends = joined.match_indices(one).map(|(place, _)| place + one.len());
    ends.any(|end| {
        let rest = &joined[end..];
        rest.char_indices().take(most + 1).any(|(number, _)| rest[number..].starts_with(other))
    })
}

fn take(counts: &mut HashMap<String, usize>, word: &str) -> bool {
    let Some(count) = counts.get_mut(word).filter(|count| **count > 0) else { return false };
    *count -= 1;
    true
}

fn bare(word: &str) -> String {
    word.chars().filter(|character| !character.is_numeric()).collect()
}

/// The word in the form for comparison. On a page, the letters of right-to-left words are in visual order, so they are
/// sorted.
fn on_line(word: String, medium: Medium) -> String {
    if medium == Medium::Markup || !word.chars().any(is_from_right) {
        return word;
    }
    let mut characters: Vec<char> = word.chars().collect();
    characters.sort_unstable();
    characters.into_iter().collect()
}

fn complain(
    path: &str,
    (file, words): &(FileId, Vec<Word>),
    shown: &mut Shown,
    diagnostics: &mut Diagnostics,
) {
    let lost: Vec<usize> = (0..words.len()).filter(|index| !shown.takes(&words[*index])).collect();
    let neighbour = |index: Option<usize>| index.and_then(|index| words.get(index));
    let is_beside = |index: &usize| {
        shown.has_beside(neighbour(index.checked_sub(1)), &words[*index], neighbour(index.checked_add(1)))
    };
    // Each search reads the whole output. If thousands of words are missing, most of them are really lost.
    let looks = if lost.len() > MOST_LOOKS { 0 } else { lost.len() };
    let is_told = |index: &usize| is_beside(index) || shown.has_holed(&words[*index]);
    let is_lost = |(number, index): &(usize, usize)| *number >= looks || !is_told(index);
    let lost: Vec<&Word> =
        lost.into_iter().enumerate().filter(is_lost).map(|(_, index)| &words[index]).collect();
    let mut say = |word: &Word, message: String| {
        let span = Span::new(*file, word.place.clone());
        diagnostics.push(Diagnostic::new(Code::LostWord, span, message).help(BUILD_ANEW));
    };
    let lost = joined(&lost);
    let (told, rest) = lost.split_at(if lost.len() > MOST + 1 { MOST } else { lost.len() });
    for word in told {
        say(word, format!("`{}` occurs less often in `{path}` than in the source", word.name()));
    }
    if let Some(next) = rest.first() {
        let rest = rest.len();
        say(
            next,
            format!(
                "`{}` and other words, {rest} in all, occur less often in `{path}` than in the source",
                next.name()
            ),
        );
    }
}

/// Joins words that follow each other without a space: each Chinese or Japanese character counts as a word.
fn joined(lost: &[&Word]) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::with_capacity(lost.len());
    for word in lost {
        match joined.last_mut() {
            Some(before) if before.place.end == word.place.start => {
                before.chunk.push_str(&word.chunk);
                before.place.end = word.place.end;
            }
            Some(_) | None => joined.push((*word).clone()),
        }
    }
    joined
}
