//! Adds break opportunities to words that are wider than a line, so that no text runs off the page.
//!
//! A word is hyphenated by the rules of its language. Code, addresses and digests break after punctuation; a part that
//! is still too wide breaks at any character, without a hyphen. Words that fit are not changed, so they look as before
//! and cost nothing.

use std::borrow::Cow;
use std::ops::Range;

use hypher::Lang;

use super::language::language_and_region;
use crate::project::Theme;

/// Zero-width space: a break opportunity without a hyphen.
pub const BREAK: char = '\u{200B}';

/// Lets a line end with a hyphen.
const SOFT_HYPHEN: char = '\u{AD}';

/// A part of a name, an address or code that has more characters than this may break anywhere.
pub const LONG_PART: usize = 20;

/// Upper bound of the width of such a part, in ems.
const WIDEST_PART: f64 = 15.0;

/// Where text may break anywhere, narrow columns are measured in parts of this many characters.
const MEASURED_PART: usize = 10;

/// A run that is not a word of a language is broken if it takes more than this fraction of a line. Otherwise it would
/// leave a large gap at the end of the line before it.
const PART_OF_LINE: f64 = 0.6;

/// Lower bound for the length of a line, in ems.
const NARROWEST: f64 = 5.0;

/// Length of the lines, in ems of the type in which they are set.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    line: f64,
    /// The length of a whole line, if `line` is shorter because other pieces share it.
    whole_line: f64,
    /// Sizes of the headings of each level, relative to the size of the running text. `notes` and `title` use the same
    /// unit.
    headings: [f64; 4],
    notes: f64,
    title: f64,
}

impl Default for Room {
    /// The lines of a page 170 mm wide.
    fn default() -> Self {
        Self { line: 31.5, whole_line: 31.5, headings: [2.0, 1.3, 1.08, 1.0], notes: 0.84, title: 2.5 }
    }
}

impl Room {
    /// The lines of a page whose text is `width` points wide.
    #[must_use]
    pub fn of_page(width: f64, theme: &Theme) -> Self {
        let number = |words: &str| words.trim_end_matches(char::is_alphabetic).parse::<f64>().ok();
        let unit = |words: &str| match words.trim_start_matches(|c: char| !c.is_alphabetic()) {
            "mm" => 72.0 / 25.4,
            "cm" => 720.0 / 25.4,
            "in" => 72.0,
            _ => 1.0,
        };
        let size = theme.value("text", "size").and_then(|size| Some(number(size)? * unit(size)));
        let part =
            |key: &str| theme.value("scale", key).and_then(number).filter(|part| *part > 0.1).unwrap_or(1.0);
        let line = width / size.filter(|size| *size > 1.0).unwrap_or(10.0);
        Self {
            line,
            whole_line: line,
            headings: ["case", "section", "subsection", "minor"].map(part),
            notes: part("notes"),
            title: part("title"),
        }
    }

    /// The lines in type of another size, relative to the running text.
    fn at(self, size: f64) -> Self {
        self.of((self.line / size).max(NARROWEST))
    }

    /// The width of the longest part of an address that is not broken.
    fn longest_part(self) -> f64 {
        self.whole_line * PART_OF_LINE
    }

    /// Whole lines of this length.
    fn of(self, line: f64) -> Self {
        Self { line, whole_line: line, ..self }
    }

    /// The lines of a heading.
    #[must_use]
    pub fn in_heading(self, level: u8) -> Self {
        let index = usize::from(level.clamp(1, 4)) - 1;
        self.at(self.headings[index])
    }

    /// The lines of a note.
    #[must_use]
    pub fn in_note(self) -> Self {
        self.at(self.notes).inside()
    }

    /// The lines of the book's title.
    #[must_use]
    pub fn in_title(self) -> Self {
        self.at(self.title)
    }

    /// The lines inside a block such as a list or a quotation.
    #[must_use]
    pub fn inside(self) -> Self {
        self.of((self.line - 3.0).max(NARROWEST))
    }

    /// The lines of a caption. In the lists of figures and tables, the label and the page number share them.
    #[must_use]
    pub fn in_caption(self) -> Self {
        self.of((self.line - 10.0).max(NARROWEST))
    }

    /// The lines where pieces of different type follow each other without a space. No piece can rely on having a line
    /// to itself, so each is broken as if the line were as short as possible.
    #[must_use]
    pub fn shared(self) -> Self {
        Self { line: NARROWEST, ..self }
    }

    /// The width of the longest part of a run of this width that stays unbroken.
    #[must_use]
    pub fn unbroken(self, width: f64) -> f64 {
        if width > self.line * PART_OF_LINE { width.min(WIDEST_PART) } else { width }
    }

    /// Whether adjacent pieces with this total width are wider than a line.
    #[must_use]
    pub fn is_exceeded_by(self, width: f64) -> bool {
        width > self.line
    }
}

/// The language of a BCP 47 tag; `None` if casebook has no hyphenation patterns for it.
#[must_use]
pub fn language(tag: &str) -> Option<Lang> {
    let code = <[u8; 2]>::try_from(language_and_region(tag).0.as_bytes()).ok()?;
    Lang::from_iso(code)
}

/// Returns `words` with break opportunities in words that are too wide.
#[must_use]
pub fn prose(words: &str, room: Room, language: Option<Lang>) -> Cow<'_, str> {
    broken(words, room, |run, out| {
        if is_address(run) {
            return join(parts(run).into_iter(), BREAK, out);
        }
        for segment in segments(run) {
            match syllables(segment, language) {
                _ if !is_wide(segment, room.line * PART_OF_LINE) => out.push_str(segment),
                Some(_) if !is_wide(segment, room.line) => out.push_str(segment),
                Some(syllables) => join(syllables.into_iter(), SOFT_HYPHEN, out),
                None => join(parts(segment).into_iter(), BREAK, out),
            }
        }
    })
}

/// Typst breaks a part of an address with so many characters anywhere.
const PART_OF_ADDRESS: usize = 15;

/// An address in running text that Typst would break inside a word.
#[derive(Debug, PartialEq, Eq)]
pub struct Address {
    /// The first long part, which is not broken. It has no hyphen at its end.
    pub part: Range<usize>,
    /// The end of the address, after that part.
    pub end: Range<usize>,
}

/// The first address in running text that Typst would break inside a word.
#[must_use]
pub fn long_address(words: &str, room: Room) -> Option<Address> {
    let mut at = 0;
    words.split_inclusive(is_space).find_map(|run| {
        let (start, word) = (at, run.trim_end_matches(is_space));
        at += run.len();
        let part = if is_address(word) { long_part(word, room)? } else { return None };
        Some(Address {
            part: start + part.start..start + part.end,
            end: start + part.end..start + word.len(),
        })
    })
}

/// The first long part of an address: empty, if it must be broken or if the whole address is long. `None` if the address
/// is short.
fn long_part(address: &str, room: Room) -> Option<Range<usize>> {
    let parts = parts_of_name(address);
    let first = parts.iter().position(|part| part.len() >= PART_OF_ADDRESS).unwrap_or(parts.len());
    let start = parts[..first].iter().map(|part| part.len()).sum::<usize>();
    match parts.get(first) {
        Some(part) if !is_wide(part, room.longest_part()) => {
            Some(start..start + part.trim_end_matches('-').len())
        }
        Some(_) => Some(start..start),
        None => is_wide(address, room.line * PART_OF_LINE).then_some(0..0),
    }
}

/// The end of an address with break opportunities after its punctuation, and inside a part that is too wide for a line.
#[must_use]
pub fn end_of_address(end: &str, room: Room) -> String {
    let mut out = String::new();
    for part in parts_of_name(end) {
        // Lines may end after some signs anyway.
        if !out.is_empty() && !out.ends_with(['/', '-', '?']) {
            out.push(BREAK);
        }
        let pieces = if is_wide(part, room.longest_part()) { characters(part) } else { vec![part] };
        join(pieces.into_iter(), BREAK, &mut out);
    }
    out
}

/// Whether the run is an address, where a reader would take a hyphen at the line end for a part of it.
fn is_address(run: &str) -> bool {
    run.contains("://") || run.starts_with("www.") || run.contains('@')
}

/// Returns code with break opportunities in runs that are too wide.
#[must_use]
pub fn code(text: &str, room: Room) -> Cow<'_, str> {
    broken(text, room, |run, out| join(parts(run).into_iter(), BREAK, out))
}

/// Calls `cut` for each run between spaces that is too wide by estimate, and copies the rest.
fn broken(text: &str, room: Room, cut: impl Fn(&str, &mut String)) -> Cow<'_, str> {
    let most = room.line * PART_OF_LINE;
    let is_long = |run: &str| is_wide(run, most);
    if !text.split(is_space).any(is_long) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(2 * text.len());
    for run in text.split_inclusive(is_space) {
        let word = run.trim_end_matches(is_space);
        if is_long(word) {
            cut(word, &mut out);
        } else {
            out.push_str(word);
        }
        out.push_str(&run[word.len()..]);
    }
    Cow::Owned(out)
}

/// Whether a line may end at this space.
fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n')
}

/// Whether the estimated width of a run exceeds `most` ems. Counting bytes first is cheaper, and settles most words.
fn is_wide(run: &str, most: f64) -> bool {
    #[expect(clippy::cast_precision_loss, reason = "no word is that long")]
    let bytes = run.len() as f64;
    bytes > most && width(run) > most
}

/// Upper estimate of the width of a word in ems, for a bold or a fixed-width face.
#[must_use]
pub fn width(word: &str) -> f64 {
    word.chars().map(of_character).sum()
}

fn of_character(character: char) -> f64 {
    match character {
        BREAK | SOFT_HYPHEN => 0.0,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '&' => 1.0,
        character if character.is_uppercase() => 0.75,
        character if character < '\u{500}' => 0.6,
        _ => 1.0,
    }
}

/// The widths of the text before the first space and after the last one; the second is `None` if there is no space.
#[must_use]
pub fn ends(words: &str) -> (f64, Option<f64>) {
    let first = words.find(is_space).map_or(words, |at| &words[..at]);
    (width(first), words.rfind(is_space).map(|at| width(&words[at + 1..])))
}

/// Splits a run where a line may end without any help.
fn segments(run: &str) -> impl Iterator<Item = &str> {
    run.split_inclusive(|character: char| {
        matches!(character, '-' | '–' | '—' | '/' | '?' | '!' | '|' | BREAK | SOFT_HYPHEN | '\u{2010}')
            || has_own_breaks(character)
    })
}

/// Whether the script of the character allows breaks between any two characters, or finds them with a dictionary.
fn has_own_breaks(character: char) -> bool {
    matches!(character, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// The syllables of a word. `None` if it is not a word, or if a syllable is too long.
#[must_use]
pub fn syllables(word: &str, language: Option<Lang>) -> Option<Vec<&str>> {
    let letters = word.trim_matches(|character: char| !character.is_alphabetic());
    let is_word =
        letters.chars().all(|character| character.is_alphabetic() || matches!(character, '\'' | '’'));
    let has_inner_capital = letters.chars().skip(1).any(char::is_uppercase);
    if !is_word || has_inner_capital && letters.chars().any(char::is_lowercase) {
        return None;
    }
    let start = word.find(letters)?;
    let mut parts: Vec<&str> = hypher::hyphenate(letters, language?).collect();
    // Characters around the letters stay with the first and the last syllable.
    let (first, last) = (parts.first()?.len(), parts.last()?.len());
    let end = start + letters.len();
    *parts.first_mut()? = &word[..start + first];
    *parts.last_mut()? = if parts.len() == 1 { word } else { &word[end - last..] };
    parts.iter().all(|part| part.chars().count() <= LONG_PART).then_some(parts)
}

/// Splits a name, an address or code after punctuation. A part that is still too long is split into its characters.
#[must_use]
pub fn parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in parts_of_name(word) {
        if part.chars().count() > LONG_PART {
            parts.extend(characters(part));
        } else {
            parts.push(part);
        }
    }
    parts
}

/// Like [`parts`], but a part that may break anywhere is split into the sections that a narrow column keeps together.
#[must_use]
pub fn measured_parts(word: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in parts_of_name(word) {
        let characters = characters(part);
        if characters.len() <= LONG_PART {
            parts.push(part);
            continue;
        }
        let mut rest = part;
        for characters in characters.chunks(MEASURED_PART) {
            let (piece, after) = rest.split_at(characters.iter().map(|piece| piece.len()).sum());
            parts.push(piece);
            rest = after;
        }
    }
    parts
}

/// Splits a text into characters, each with the marks that combine with it.
fn characters(part: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = Vec::new();
    let mut is_joined = false;
    for (at, character) in part.char_indices() {
        if !(is_joined || combines(character)) || starts.is_empty() {
            starts.push(at);
        }
        is_joined = character == '\u{200D}';
    }
    let ends = starts.iter().skip(1).copied().chain([part.len()]);
    starts.iter().zip(ends).map(|(start, end)| &part[*start..end]).collect()
}

/// Whether the character is drawn together with the one before it: a combining mark, joiner or variation selector.
fn combines(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{0483}'..='\u{0489}' | '\u{0591}'..='\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{06D6}'..='\u{06ED}' | '\u{0900}'..='\u{0903}'
        | '\u{093A}'..='\u{094F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200C}' | '\u{200D}'
        | '\u{20D0}'..='\u{20FF}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}'
        | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Splits a word after punctuation and after no-break spaces.
fn parts_of_name(word: &str) -> Vec<&str> {
    let is_mark =
        |character: char| "/\\._@:?&=,;~-+#%|)]}>\u{A0}\u{202F}\u{2007}\u{2060}".contains(character);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, mark) in word.char_indices().filter(|(_, character)| is_mark(*character)) {
        let end = at + mark.len_utf8();
        let is_between = word[end..].chars().next().is_some_and(|character| !is_mark(character));
        // Do not split between "http:" and "//", and do not leave one or two characters alone.
        if is_between && end - start > 2 {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    parts
}

fn join<'a>(parts: impl Iterator<Item = &'a str>, between: char, out: &mut String) {
    for (index, part) in parts.enumerate() {
        if index > 0 {
            out.push(between);
        }
        out.push_str(part);
    }
}
