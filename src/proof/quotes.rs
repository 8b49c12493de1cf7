//! Quotations that are opened and never closed, or closed and never opened. Single marks are not looked at: one of them is
//! also the apostrophe.

use super::passages::{GAP, Passage};
use super::place::{self, Told};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

/// Languages in which the same mark opens and closes.
const ALIKE: &[&str] = &["sv", "fi", "nb", "nn", "no", "da", "is"];

/// A mark that has no partner: its offset, and whether it opens.
struct Lonely {
    offset: usize,
    opens: bool,
}

/// Complains of the first mark of each passage that has no partner.
pub fn check(passages: &[Passage<'_>], text: &str, diagnostics: &mut Diagnostics) {
    let mut told = Told::default();
    for (index, passage) in passages.iter().enumerate() {
        // A mark alone in a cell means that the cell above holds here, too.
        if passage.words.trim().chars().count() < 2 {
            continue;
        }
        let Some(lonely) = lonely(passage) else { continue };
        // A quotation of several paragraphs opens each of them and closes the last.
        let next = passages.get(index + 1).filter(|next| next.is_paragraph && passage.is_paragraph);
        if lonely.opens && next.is_some_and(|next| next.words.starts_with(['“', '„', '«', '»', '”']))
        {
            continue;
        }
        if !told.has_room(passage.block) {
            continue;
        }
        let message = if lonely.opens {
            "a quotation begins here and does not end in this paragraph"
        } else {
            "a quotation ends here and does not begin in this paragraph"
        };
        diagnostics.push(
            Diagnostic::new(Code::UnbalancedQuote, place_of(passage, &lonely, text), message).help(
                if is_measure(&passage.words, lonely.offset) {
                    "for inches write ″ (U+2033); a quotation mark needs its partner"
                } else {
                    "add the quotation mark that is missing, or take this one out"
                },
            ),
        );
    }
}

/// The first mark without a partner.
fn lonely(passage: &Passage<'_>) -> Option<Lonely> {
    let words = &passage.words;
    let is_low = words.contains('„');
    let is_alike = ALIKE.contains(&passage.primary_language()) && !words.contains('“');
    let mut open: Option<usize> = None;
    let mut guillemet: Option<usize> = None;
    for (offset, mark) in words.char_indices() {
        let opens = match mark {
            '„' => true,
            // A straight mark without a partner is printed as an opening one, wherever it stands.
            '“' => !is_low && !is_at_end(words, offset + mark.len_utf8()),
            '”' if is_alike => open.is_none(),
            '”' if open.is_none() && is_measure(words, offset) => continue,
            '”' => false,
            // French and German point them to opposite sides: the first of two opens.
            '«' | '»' => {
                guillemet = if guillemet.is_none() { Some(offset) } else { None };
                continue;
            }
            _ => continue,
        };
        match (opens, open) {
            (true, None) => open = Some(offset),
            (true, Some(first)) => return Some(Lonely { offset: first, opens: true }),
            (false, Some(_)) => open = None,
            (false, None) => return Some(Lonely { offset, opens: false }),
        }
    }
    open.or(guillemet).map(|offset| Lonely { offset, opens: true })
}

/// Whether a mark that ends at `offset` ends a word, and none begins behind it.
fn is_at_end(words: &str, offset: usize) -> bool {
    let behind = words[offset..].chars().next();
    behind.is_none_or(|next| next.is_whitespace() || next == GAP)
}

/// Whether the mark means inches or seconds: a digit stands before it.
fn is_measure(words: &str, offset: usize) -> bool {
    words[..offset].ends_with(|before: char| before.is_ascii_digit())
}

/// The word beside the mark.
fn place_of(passage: &Passage<'_>, lonely: &Lonely, text: &str) -> Span {
    let (before, behind) = passage.words.split_at(lonely.offset);
    let is_blank = |character: char| character.is_whitespace() || character == GAP;
    let mark = behind.chars().next().map_or(0, char::len_utf8);
    let word = if lonely.opens {
        behind[mark..].split(is_blank).next().unwrap_or_default()
    } else {
        before.rsplit(is_blank).next().unwrap_or_default()
    };
    // The same word may have stood before.
    let earlier =
        if lonely.opens { before.to_owned() } else { before[..before.len() - word.len()].to_owned() };
    let span = place::of_words(text, passage.block, &[word], place::count(&earlier, word));
    if span == passage.block { span } else { with_mark(span, lonely.opens, text) }
}

/// The place with the quotation mark that stands before or behind it, other marks between.
fn with_mark(span: Span, opens: bool, text: &str) -> Span {
    const MARKS: [char; 6] = ['"', '“', '”', '„', '«', '»'];
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
