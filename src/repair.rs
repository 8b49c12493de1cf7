//! Removes invisible and invalid characters, and records their offsets.

use std::borrow::Cow;
use std::ops::Range;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Span};

/// The repaired text of a file, with the mapping to offsets in the file.
#[derive(Debug)]
pub struct Source<'a> {
    /// The file.
    pub file: FileId,
    /// The text without the removed characters, and with `\n` as line end.
    pub text: Cow<'a, str>,
    /// For each cut: its offset in `text`, and the number of bytes removed up to and including it.
    cuts: Vec<(usize, usize)>,
}

impl<'a> Source<'a> {
    /// The same source with another text of the same length.
    #[must_use]
    pub fn with_text(&self, text: Cow<'a, str>) -> Self {
        Self { file: self.file, text, cuts: self.cuts.clone() }
    }

    /// The span in the file for a range of `text`.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let cut_before = |index: usize| index.checked_sub(1).map_or(0, |last| self.cuts[last].1);
        let start = range.start + cut_before(self.cuts.partition_point(|cut| cut.0 <= range.start));
        let end = range.end + cut_before(self.cuts.partition_point(|cut| cut.0 < range.end));
        Span::new(self.file, start..end)
    }

    /// The range of `text` for a span that [`span`](Self::span) returned.
    #[must_use]
    pub fn range(&self, span: Span) -> Range<usize> {
        let clean = |offset: usize| {
            let cut =
                self.cuts.iter().take_while(|(at, cut)| at + cut <= offset).last().map_or(0, |(_, cut)| *cut);
            offset - cut
        };
        clean(span.range().start)..clean(span.range().end)
    }

    /// The text at a span that [`span`](Self::span) returned.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(self.range(span)).unwrap_or_default()
    }
}

/// The reason why a character is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unwanted {
    /// Part of a line end or of the encoding; removed without a diagnostic.
    Encoding,
    Invisible,
    Control,
    /// Part of a line end inside an address in angle brackets.
    LineEnd,
}

/// Repairs `text`. Warns about every run of removed characters.
#[must_use]
pub fn source<'a>(file: FileId, text: &'a str, diagnostics: &mut Diagnostics) -> Source<'a> {
    let mut clean = String::new();
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    let mut kept = 0;
    let mut cut = 0;
    let mut broken = 0..0;
    let mut run: Option<(Range<usize>, Unwanted, char)> = None;
    let mut line = Line::default();
    for (offset, character) in text.char_indices() {
        let end = offset + character.len_utf8();
        if character == '\r' && !text[end..].starts_with('\n') {
            // Old line ends are replaced one to one, so that no offset changes.
            clean.push_str(&text[kept..offset]);
            clean.push('\n');
            kept = end;
            continue;
        }
        if character == '<' {
            broken = broken_address(text, offset).unwrap_or(0..0);
        }
        let unwanted = if broken.contains(&offset) {
            Some(Unwanted::LineEnd)
        } else {
            unwanted(text, offset, character, &mut line)
        };
        let Some(unwanted) = unwanted else { continue };
        clean.push_str(&text[kept..offset]);
        kept = end;
        cut += character.len_utf8();
        cuts.push((clean.len(), cut));
        match &mut run {
            Some((range, Unwanted::LineEnd, _)) if range.end == offset && unwanted == Unwanted::LineEnd => {
                range.end = end;
            }
            Some((range, kind, first)) if range.end == offset && (*kind, *first) == (unwanted, character) => {
                range.end = end;
            }
            _ => {
                warn(file, run.replace((offset..end, unwanted, character)), diagnostics);
            }
        }
    }
    warn(file, run, diagnostics);
    if kept == 0 {
        return Source { file, text: Cow::Borrowed(text), cuts };
    }
    clean.push_str(&text[kept..]);
    Source { file, text: Cow::Owned(clean), cuts }
}

/// Removes control characters from a string.
#[must_use]
pub fn printable(words: &str) -> Cow<'_, str> {
    let is_control =
        |character: char| unwanted("", 0, character, &mut Line::default()) == Some(Unwanted::Control);
    if words.contains(is_control) { Cow::Owned(words.replace(is_control, "")) } else { Cow::Borrowed(words) }
}

fn unwanted(text: &str, offset: usize, character: char, line: &mut Line) -> Option<Unwanted> {
    match character {
        '\r' => Some(Unwanted::Encoding),
        '\u{FEFF}' if offset == 0 => Some(Unwanted::Encoding),
        '\t' | '\n' => None,
        // Characters that XML 1.0 (section 2.2) forbids, and the control characters that it discourages.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {
            Some(Unwanted::Control)
        }
        '\u{FDD0}'..='\u{FDEF}' => Some(Unwanted::Control),
        // Overrides display text in another order than it is stored, which is never wanted.
        '\u{202D}' | '\u{202E}' | '\u{FEFF}' => Some(Unwanted::Invisible),
        // Marks for right-to-left text are valid only next to such text.
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' => {
            (!line.is_right_to_left(text, offset)).then_some(Unwanted::Invisible)
        }
        // Joiners and zero-width spaces are valid only between characters of scripts that use them.
        '\u{200B}'..='\u{200D}' | '\u{2060}' => {
            let before = text[..offset].chars().next_back().is_some_and(takes_joiners);
            let after = text[offset..].chars().nth(1).is_some_and(takes_joiners);
            (!before || !after).then_some(Unwanted::Invisible)
        }
        _ => None,
    }
}

/// For an address that begins at `offset` with `<http` and is closed on the next line: the range of the line end and
/// the indentation after it.
fn broken_address(text: &str, offset: usize) -> Option<Range<usize>> {
    let inside = &text[offset + 1..];
    if !inside.starts_with("http://") && !inside.starts_with("https://") {
        return None;
    }
    let end = inside.find(['\n', '\r', ' ', '\t', '<', '>'])?;
    let rest = inside[end..].trim_start_matches(['\n', '\r', ' ', '\t']);
    let gap = &inside[end..inside.len() - rest.len()];
    let is_one_line_end = gap.starts_with(['\n', '\r']) && gap.trim_matches('\r').matches('\n').count() <= 1;
    let second = rest.find(['\n', '\r', ' ', '\t', '<', '>'])?;
    (is_one_line_end && second > 0 && rest[second..].starts_with('>'))
        .then(|| offset + 1 + end..offset + 1 + end + gap.len())
}

/// The last examined line, and whether it has right-to-left text, so that a long line is examined once.
#[derive(Default)]
struct Line {
    range: Range<usize>,
    is_right_to_left: bool,
}

impl Line {
    fn is_right_to_left(&mut self, text: &str, offset: usize) -> bool {
        if !self.range.contains(&offset) {
            let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
            let end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
            *self =
                Self { range: start..end, is_right_to_left: text[start..end].chars().any(is_right_to_left) };
        }
        self.is_right_to_left
    }
}

/// Hebrew, Arabic and their neighbours up to Thaana and N'Ko, with the presentation forms.
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
        && character.is_alphabetic()
}

/// Scripts from U+0590 on except extended Latin and Greek, and pictographs, which join with U+200D.
fn takes_joiners(character: char) -> bool {
    character >= '\u{0590}' && !matches!(character, '\u{1E00}'..='\u{218F}')
}

fn warn(file: FileId, run: Option<(Range<usize>, Unwanted, char)>, diagnostics: &mut Diagnostics) {
    let Some((range, unwanted, character)) = run else { return };
    if unwanted == Unwanted::LineEnd {
        let message = "this address is split over two lines; it is joined";
        let span = Span::new(file, range.start..range.start);
        return diagnostics.push(
            Diagnostic::new(Code::MalformedAddress, span, message).help("write the address on one line"),
        );
    }
    let count = range.len() / character.len_utf8();
    let times = if count == 1 { String::new() } else { format!(" ({count} times)") };
    let name = format!("U+{:04X}", character as u32);
    let (code, message) = match unwanted {
        Unwanted::Encoding | Unwanted::LineEnd => return,
        Unwanted::Invisible => {
            (Code::InvisibleCharacter, format!("an invisible character, {name}{times}, is left out"))
        }
        Unwanted::Control => (
            Code::ControlCharacter,
            format!("the control character {name}{times} is not allowed in a book; it is left out"),
        ),
    };
    diagnostics.push(
        Diagnostic::new(code, Span::new(file, range), message)
            .help("probably pasted in by accident; delete it"),
    );
}
