//! Quotation marks without a partner. Single marks are not checked, because an apostrophe is the same character.

use std::collections::BTreeSet;

use super::passages::{GAP, Passage};
use super::place::{self, Told};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::typography::Language;

/// Languages other than those of [`Language`] in which authors open and close quotations with the same mark.
const ALIKE: &[&str] = &["nb", "nn", "no", "is"];

/// The marks of East Asia, whose forms say which is which.
const CORNERS: [(char, char); 4] = [('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉')];

/// The marks that may begin each paragraph of a long quotation.
const BEGINNINGS: [char; 8] = ['“', '„', '«', '»', '”', '「', '『', '《'];

/// The marks, as typed and as printed.
const MARKS: [char; 14] = ['"', '“', '”', '„', '«', '»', '「', '」', '『', '』', '《', '》', '〈', '〉'];

/// The spaces beside French marks.
const NO_BREAK: [char; 2] = ['\u{A0}', '\u{202F}'];

/// Maximum number of paragraphs of a quotation that opens in the first and closes in the last one only.
const FARTHEST: usize = 30;

/// A mark without a partner: its byte offset, and whether it opens.
struct Lonely {
    offset: usize,
    opens: bool,
}

/// Reports the first mark without a partner in each passage.
pub fn check(passages: &[Passage<'_>], text: &str, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    // A mark alone in a cell means "ditto".
    let is_mark = |passage: &Passage<'_>| passage.words.trim().chars().count() < 2;
    let found: Vec<Option<Lonely>> = passages
        .iter()
        .map(|passage| if is_mark(passage) || has_markup(passage) { None } else { first(passage) })
        .collect();
    let spanned = spanned(passages, &found);
    for (index, (passage, lonely)) in passages.iter().zip(&found).enumerate() {
        let Some(lonely) = lonely.as_ref().filter(|_| !spanned.contains(&index)) else { continue };
        // A quotation of several paragraphs opens in each of them and closes in the last.
        let next = passages.get(index + 1).filter(|next| next.is_paragraph && passage.is_paragraph);
        if lonely.opens && next.is_some_and(|next| next.words.starts_with(BEGINNINGS)) {
            continue;
        }
        if !told.has_room(passage.block) {
            continue;
        }
        let message = if lonely.opens {
            "this quotation is opened but not closed in this paragraph"
        } else {
            "this quotation is closed but not opened in this paragraph"
        };
        diagnostics.push(
            Diagnostic::new(Code::UnbalancedQuote, place_of(passage, lonely, text), message).help(
                if is_measure(&passage.words, lonely.offset) {
                    "for inches, write ″ (U+2033); otherwise add the missing quotation mark"
                } else {
                    "add the missing quotation mark, or delete this one"
                },
            ),
        );
    }
}

/// Whether the passage contains markup of another tool, which is printed as typed. Its marks are not quotations, and
/// another check reports it.
fn has_markup(passage: &Passage<'_>) -> bool {
    const SIGNS: [&str; 12] = ["=\"", "=“", "=”", "=„", "=«", "=「", "{%", "{{", "{#", "{.", "](", "\\"];
    SIGNS.iter().any(|sign| passage.words.contains(sign))
}

/// The first and the last passage of each quotation that opens in the first and closes in the last one only.
fn spanned(passages: &[Passage<'_>], found: &[Option<Lonely>]) -> BTreeSet<usize> {
    let mut ends = BTreeSet::new();
    let lonely = found.iter().enumerate().filter_map(|(index, lonely)| Some((index, lonely.as_ref()?)));
    let lonely: Vec<(usize, &Lonely)> = lonely.collect();
    for pair in lonely.windows(2) {
        let [(first, opening), (last, closing)] = pair else { continue };
        let are_near =
            *last - *first <= FARTHEST && passages[*first].is_paragraph && passages[*last].is_paragraph;
        if are_near
            && opening.opens
            && !closing.opens
            && begins(passages, *first, opening)
            && ends_with(&passages[*last], closing)
        {
            ends.extend([*first, *last]);
        }
    }
    ends
}

/// Whether the mark begins its paragraph, or the text before it announces a quotation.
fn begins(passages: &[Passage<'_>], index: usize, mark: &Lonely) -> bool {
    let before = passages[index].words[..mark.offset].trim_end();
    before.is_empty() || before.ends_with([':', ','])
}

/// Whether only notes and full stops follow the mark.
fn ends_with(passage: &Passage<'_>, mark: &Lonely) -> bool {
    !passage.words[mark.offset..].contains(char::is_alphanumeric)
}

/// The role of a mark.
#[derive(Clone, Copy)]
enum Role {
    Opens,
    Closes,
    /// It closes a quotation if one is open, and otherwise opens one.
    Either,
    /// It is not a quotation mark.
    Neither,
}

/// The first mark without a partner.
fn first(passage: &Passage<'_>) -> Option<Lonely> {
    let found = [lonely(passage), lonely_corner(&passage.words)];
    found.into_iter().flatten().min_by_key(|lonely| lonely.offset)
}

/// The first mark of East Asia without a partner.
fn lonely_corner(words: &str) -> Option<Lonely> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (offset, mark) in words.char_indices() {
        let Some((_, closing)) =
            CORNERS.iter().find(|(opening, closing)| mark == *opening || mark == *closing)
        else {
            continue;
        };
        if is_named(words, offset, mark) {
            continue;
        }
        if mark != *closing {
            open.push((offset, *closing));
        } else if open.last().is_some_and(|(_, expected)| expected == closing) {
            open.pop();
        } else if open.iter().any(|(_, expected)| expected == closing) {
            // The innermost mark was never closed.
            break;
        } else {
            return Some(Lonely { offset, opens: false });
        }
    }
    open.last().map(|(offset, _)| Lonely { offset: *offset, opens: true })
}

/// Whether the text speaks of a mark itself, which stands alone between others: `“「”`.
fn is_named(words: &str, offset: usize, mark: char) -> bool {
    let before = words[..offset].chars().next_back();
    let behind = words[offset + mark.len_utf8()..].chars().next();
    let is_one_of = |side: Option<char>, marks: &str| side.is_some_and(|side| marks.contains(side));
    is_one_of(before, "‘“「『《（(") && is_one_of(behind, "’”」』》）)")
}

/// The first mark of the other languages without a partner.
fn lonely(passage: &Passage<'_>) -> Option<Lonely> {
    let words = &passage.words;
    let mut open: Option<usize> = None;
    let mut guillemet: Option<usize> = None;
    let marks = Marks::of(passage);
    let mut was_measure = false;
    for (offset, mark) in words.char_indices() {
        // French and German point them in opposite directions: the first of a pair opens.
        if matches!(mark, '«' | '»') {
            guillemet = if guillemet.is_none() { Some(offset) } else { None };
            continue;
        }
        let opens = match role(passage, marks, offset, mark) {
            Role::Opens => true,
            // A closing mark after a number means inches. A straight mark there was turned into an opening one, which
            // is reported.
            Role::Closes if mark == '”' && open.is_none() && is_measure(words, offset) => continue,
            Role::Closes => false,
            Role::Either => open.is_none(),
            Role::Neither => continue,
        };
        match (opens, open) {
            (true, None) => open = Some(offset),
            (true, Some(first)) => return Some(Lonely { offset: first, opens: true }),
            (false, Some(_)) => {
                open = None;
                was_measure |= is_measure(words, offset);
            }
            // `“A pipe of 12” fits.”`: the inch mark was taken for the end.
            (false, None) if was_measure => return None,
            (false, None) => return Some(Lonely { offset, opens: false }),
        }
    }
    open.or(guillemet).map(|offset| Lonely { offset, opens: true })
}

/// Properties of all marks in a passage.
#[derive(Clone, Copy)]
struct Marks {
    /// Whether quotations open with a low mark: „…“.
    is_low: bool,
    /// Whether the same mark may open and close: ”…”.
    is_alike: bool,
    /// Whether a quotation may begin with ” and end with “.
    is_reversed: bool,
}

impl Marks {
    fn of(passage: &Passage<'_>) -> Self {
        let words = &passage.words;
        let outer = Language::of(passage.language).outer;
        let is_alike = (outer.opening == outer.closing || ALIKE.contains(&passage.primary_language()))
            && !words.contains('“');
        // In Arabic and Urdu, ”x“ is as common as “x”.
        let is_reversed = (outer.opening, outer.closing) == ('”', '“');
        Self { is_low: words.contains('„'), is_alike, is_reversed }
    }
}

/// The role of a mark. Straight marks were directed by the spaces around them. With spaces on both sides, or on none,
/// the direction is unknown, and only the number of marks counts.
fn role(passage: &Passage<'_>, marks: Marks, offset: usize, mark: char) -> Role {
    let words = &passage.words;
    let Marks { is_low, is_alike, is_reversed } = marks;
    let (before, behind) =
        (words[..offset].chars().next_back(), words[offset + mark.len_utf8()..].chars().next());
    match mark {
        // Next to „x“, the author may have typed “x”.
        '“' | '”' if is_low && begins_word(before, behind) => Role::Either,
        '“' | '”' if is_low => Role::Closes,
        '“' | '”' if is_abbreviation(passage, before, behind) => Role::Neither,
        // Between single marks, it is an item of a list of characters: `'"'`.
        '“' | '”' if is_single(before) && is_single(behind) => Role::Neither,
        '“' | '”' if is_reversed || is_undecided(before, behind) => Role::Either,
        '“' if !may_begin(before) && is_at_end(words, offset + mark.len_utf8()) => Role::Closes,
        '„' | '“' => Role::Opens,
        '”' if is_alike => Role::Either,
        '”' => Role::Closes,
        _ => Role::Neither,
    }
}

/// Whether a mark stands before a word, and after none.
fn begins_word(before: Option<char>, behind: Option<char>) -> bool {
    may_begin(before) && behind.is_some_and(|behind| !behind.is_whitespace())
}

/// Whether a word may begin after this character.
fn may_begin(before: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || "([{".contains(before))
}

fn is_single(side: Option<char>) -> bool {
    side.is_some_and(|side| "'‘’".contains(side))
}

/// Hebrew abbreviations and numbers contain the mark inside the word.
fn is_abbreviation(passage: &Passage<'_>, before: Option<char>, behind: Option<char>) -> bool {
    let is_letter = |side: Option<char>| side.is_some_and(char::is_alphabetic);
    matches!(passage.primary_language(), "he" | "yi") && is_letter(before) && is_letter(behind)
}

/// Whether the characters on both sides of a mark leave its direction open: code, letters of a script without spaces,
/// letters or spaces on both sides, or another quotation mark.
fn is_undecided(before: Option<char>, behind: Option<char>) -> bool {
    let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let is_odd = |side: char| {
        "'‘’\"–—-/".contains(side)
            || matches!(side, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}')
    };
    (before.is_some() && behind.is_some() && is_blank(before) && is_blank(behind))
        || (is_word(before) && is_word(behind))
        || before.is_some_and(|before| before == GAP || is_odd(before))
        || behind.is_some_and(is_odd)
        // A note reference follows a closing mark; code follows an opening one.
        || (behind == Some(GAP) && (is_blank(before) || before.is_some_and(|before| "([{".contains(before))))
}

/// Whether a mark that ends at `offset` ends a word, and no word begins after it.
fn is_at_end(words: &str, offset: usize) -> bool {
    let behind = words[offset..].chars().next();
    behind.is_none_or(|next| next.is_whitespace() || next == GAP)
}

/// Whether the mark means inches or seconds, after a digit.
fn is_measure(words: &str, offset: usize) -> bool {
    words[..offset].ends_with(|before: char| before.is_ascii_digit())
}

/// The place of the mark, with the word next to it.
fn place_of(passage: &Passage<'_>, lonely: &Lonely, text: &str) -> Span {
    let (before, behind) = passage.words.split_at(lonely.offset);
    // The marks inside a word have another form in the source.
    let is_blank =
        |character: char| character.is_whitespace() || character == GAP || MARKS.contains(&character);
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    let word = if lonely.opens {
        behind[mark..].trim_start_matches(NO_BREAK).split(is_blank).next().unwrap_or_default()
    } else {
        before.trim_end_matches(NO_BREAK).rsplit(is_blank).next().unwrap_or_default()
    };
    // Skip earlier occurrences of the same word.
    let earlier =
        if lonely.opens { before } else { &before[..before.trim_end_matches(NO_BREAK).len() - word.len()] };
    let span = place::of_words(text, passage.block, &[word], place::count(earlier, word));
    if span == passage.block { span } else { with_mark(span, lonely.opens, text) }
}

/// Extends the place by the quotation mark before or after it, with the punctuation between.
fn with_mark(span: Span, opens: bool, text: &str) -> Span {
    let range = span.range();
    let is_other = |character: &char| !character.is_alphanumeric() && !MARKS.contains(character);
    let (Some(before), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else { return span };
    if opens {
        let between: usize = before.chars().rev().take_while(is_other).map(char::len_utf8).sum();
        let mark = before[..before.len() - between].chars().next_back().filter(|last| MARKS.contains(last));
        mark.map_or(span, |mark| Span::new(span.file, range.start - between - mark.len_utf8()..range.end))
    } else {
        let between: usize = behind.chars().take_while(is_other).map(char::len_utf8).sum();
        let mark = behind[between..].chars().next().filter(|first| MARKS.contains(first));
        mark.map_or(span, |mark| Span::new(span.file, range.start..range.end + between + mark.len_utf8()))
    }
}
