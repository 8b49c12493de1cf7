//! The second reading of the sources: finds the words of a file by a few simple rules, without code of the parser.
//!
//! A word is the letters and digits between two spaces, or one character of Chinese or Japanese. If a rule is not sure
//! about a word, the word does not count: in unusual markup a lost word may be missed, but no false alarm is raised.

use std::collections::HashSet;
use std::ops::Range;

use super::brackets::{bracketed, is_attribute_list, is_destination};
use super::code::FenceLine;
use super::{code, formulas, line_starts};

/// A word of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The text between two spaces, without known markup.
    pub chunk: String,
    /// Byte range in the file.
    pub place: Range<usize>,
    /// Whether it begins an item of a list whose marker is not compared.
    pub is_item: bool,
}

impl Word {
    /// The word without surrounding punctuation.
    pub fn name(&self) -> &str {
        self.chunk.trim_matches(|character: char| !character.is_alphanumeric())
    }

    /// The letters and digits.
    pub fn letters(&self) -> String {
        letters(&self.chunk)
    }

    /// The letters and digits between dashes and slashes, where a line may end.
    pub fn parts(&self) -> impl Iterator<Item = String> {
        parts(&self.chunk)
    }
}

/// The words of a case file that every output must contain. Those of citations are replaced, and do not count.
#[must_use]
pub fn words(text: &str, has_citations: bool, has_formulas: bool) -> Vec<Word> {
    let mut scan = Scan {
        text,
        kept: vec![Sign::Kept; text.len()],
        is_code: vec![false; text.len()],
        is_html: vec![false; text.len()],
        labels: text.lines().filter_map(defined_label).collect(),
        items: Vec::new(),
    };
    let body = scan.leave_out_header();
    let within = |part: Range<usize>| body + part.start..body + part.end;
    let parts = code::parts(&text[body..]);
    let fenced = code::fenced(&text[body..]);
    let is_inline = |part: &&Range<usize>| !fenced.iter().any(|fenced| fenced.contains(&part.start));
    for blank in code::trimmed(&text[body..], parts.iter().filter(is_inline)) {
        scan.mark(within(blank), Sign::Doubtful);
    }
    for part in parts {
        scan.mark_code(within(part));
    }
    for part in code::html(&text[body..]) {
        scan.is_html[within(part)].fill(true);
    }
    if has_formulas {
        // What is indented like code may be the text of a list, and then has formulas; what is fenced has none.
        let mut is_fenced = vec![false; text.len()];
        for part in fenced.into_iter().map(within) {
            is_fenced[part.clone()].fill(true);
            scan.mark_code(part);
        }
        for formula in formulas::ranges(text, body, &is_fenced) {
            scan.mark(formula, Sign::Doubtful);
        }
        // Some directives are printed as typed.
        let mut is_typed = scan.is_code.clone();
        for part in code::directives(&text[body..]).into_iter().map(within) {
            is_typed[part].fill(true);
        }
        for formula in formulas::ranges(text, body, &is_typed) {
            scan.mark(formula, Sign::Gone);
        }
    }
    scan.inserted(body);
    scan.metadata(body);
    scan.lines(body);
    scan.spans(body);
    scan.citations(body, has_citations);
    scan.items.sort_unstable();
    scan.words(body)
}

/// The words of the text of an output.
pub fn shown(text: &str) -> impl Iterator<Item = String> + '_ {
    chunks(text).map(letters).filter(|letters| !letters.is_empty())
}

/// The parts of words in an output that breaks lines.
pub fn shown_parts(text: &str) -> impl Iterator<Item = String> {
    chunks(text).flat_map(parts)
}

/// Splits a text at separators, and around characters that are words by themselves.
fn chunks(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_border).flat_map(|words| {
        let mut rest = words;
        std::iter::from_fn(move || {
            let first = rest.chars().next()?;
            let end =
                if is_word(first) { first.len_utf8() } else { rest.find(is_word).unwrap_or(rest.len()) };
            let (chunk, after) = rest.split_at(end);
            rest = after;
            Some(chunk)
        })
    })
}

fn parts(chunk: &str) -> impl Iterator<Item = String> {
    chunk
        .split(['-', '\u{2010}', '\u{2011}', '–', '—', '/'])
        .map(letters)
        .filter(|letters| !letters.is_empty())
}

/// What parts two words. A bar parts cells, and full-width punctuation has its space inside.
pub(super) fn is_border(character: char) -> bool {
    let is_wide = matches!(character, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3020}' | '\u{FF01}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}');
    // A straight mark becomes a mark of the language, which may be full-width.
    let is_quotation = matches!(character, '"' | '“' | '”' | '„' | '«' | '»' | '״' | '″');
    character.is_whitespace() || character == '|' || is_wide || is_quotation
}

/// Whether a character counts as a word: Chinese and Japanese have no spaces between words, and a line may end
/// anywhere.
fn is_word(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FDF}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{31A0}'..='\u{31FF}' | '\u{3400}'..='\u{9FFF}' | '\u{A000}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FF9F}' | '\u{1B000}'..='\u{1B16F}' | '\u{20000}'..='\u{3FFFF}')
}

pub(super) fn letters(chunk: &str) -> String {
    chunk.chars().filter(|character| character.is_alphanumeric()).collect()
}

/// What happens to a byte of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Kept,
    /// Markup that does not separate words: `<b>`.
    Gone,
    /// Markup that separates words: `<td>`.
    Border,
    /// Unknown, so the word that contains it does not count.
    Doubtful,
}

pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    kept: Vec<Sign>,
    /// Bytes that are code or look like it, where markup may be literal.
    is_code: Vec<bool>,
    /// Bytes in HTML blocks, where Markdown may be literal.
    is_html: Vec<bool>,
    /// Labels of link definitions, in brackets.
    labels: HashSet<String>,
    /// Offsets where items of lists begin whose markers are not compared.
    pub(super) items: Vec<usize>,
}

impl Scan<'_> {
    pub(super) fn mark(&mut self, range: Range<usize>, sign: Sign) {
        let is_code = self.is_code[range.clone()].contains(&true);
        self.kept[range].fill(if is_code { Sign::Doubtful } else { sign });
    }

    /// Marks Markdown syntax. In an HTML block it may be literal, so it becomes doubtful.
    pub(super) fn mark_markdown(&mut self, range: Range<usize>, sign: Sign) {
        let is_html = self.is_html[range.clone()].contains(&true);
        self.mark(range, if is_html { Sign::Doubtful } else { sign });
    }

    fn mark_code(&mut self, range: Range<usize>) {
        self.is_code[range].fill(true);
    }

    /// Skips the header. Returns the offset of the text.
    fn leave_out_header(&mut self) -> usize {
        let text = self.text.trim_start_matches('\u{FEFF}');
        let mut lines = text.trim_start().lines();
        let start = self.text.len() - text.trim_start().len();
        let first = lines.next().unwrap_or_default().trim_end();
        if first.starts_with("---") || first == "+++" {
            let mut offset = start;
            for (number, line) in self.text[start..].split_inclusive('\n').enumerate() {
                offset += line.len();
                if number > 0 && [first, "---", "..."].contains(&line.trim_end()) {
                    return offset;
                }
            }
            return start;
        }
        let mut offset = start;
        for line in self.text[start..].split_inclusive('\n') {
            let is_key = line.split_once(':').is_some_and(|(key, value)| {
                key.chars().all(|c| c.is_ascii_alphanumeric() || " _-".contains(c))
                    && value.starts_with([' ', '\t', '\r', '\n'])
            });
            let is_continued = offset > start && line.starts_with("    ");
            if !(is_key || is_continued) {
                break;
            }
            offset += line.len();
        }
        offset
    }

    /// Marks syntax at the beginning of lines: fences, list markers, link definitions.
    fn lines(&mut self, body: usize) {
        let mut fences = code::Fences::default();
        let mut offset = body;
        let mut contents = None;
        for line in self.text[body..].split_inclusive('\n') {
            let range = offset..offset + line.len();
            offset = range.end;
            if let Some(syntax) = line_starts::syntax(line) {
                self.mark(range.start + syntax.start..range.start + syntax.end, Sign::Doubtful);
                // On a page, the marker of an item is between two words.
                if line[syntax.clone()].ends_with([')', '.']) {
                    let rest = &line[syntax.end..];
                    self.items.push(range.end - rest.trim_start().len());
                }
            }
            for syntax in line_starts::in_cells(line) {
                self.mark(range.start + syntax.start..range.start + syntax.end, Sign::Doubtful);
            }
            let bare = line.trim_start_matches([' ', '\t', '>']).trim_end();
            let start = range.start + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
            match fences.line(line) {
                FenceLine::Opening | FenceLine::Closing => self.kept[range].fill(Sign::Border),
                FenceLine::Code => self.mark_code(range),
                FenceLine::Text => {
                    if bare.eq_ignore_ascii_case("[toc]") {
                        self.mark(range.clone(), Sign::Border);
                        self.mark(contents.take().unwrap_or(0..0), Sign::Border);
                    }
                    self.line(start, bare, &range);
                    if !bare.is_empty() && !bare.chars().all(|c| "-*_ ".contains(c)) {
                        contents = Some(range);
                    }
                }
            }
        }
    }

    fn line(&mut self, start: usize, bare: &str, range: &Range<usize>) {
        let line = &self.text[range.clone()];
        let markers = line.len() - line.trim_start().len()..code::markers(line);
        if markers.start < markers.end {
            self.mark_markdown(range.start + markers.start..range.start + markers.end, Sign::Border);
        }
        let Some(label) =
            bare.strip_prefix('[').and_then(|rest| rest.split_once("]:")).map(|(label, _)| label)
        else {
            return;
        };
        if label.starts_with('^') {
            self.mark_markdown(start..start + label.len() + 3, Sign::Border);
        } else if !label.contains('[') {
            self.mark_markdown(range.clone(), Sign::Border);
            // The URL or the title may be on the next line.
            let next = self.text[range.end..].split_inclusive('\n').next().unwrap_or_default();
            let is_title = next.trim_start().starts_with(['"', '\'', '(']);
            if bare.ends_with("]:") || is_title {
                self.mark_markdown(range.end..range.end + next.len(), Sign::Border);
            }
        }
    }

    /// Marks inline syntax.
    fn spans(&mut self, body: usize) {
        let mut offset = body;
        while let Some(next) =
            self.text[offset..].find(['<', '[', ']', '{', '&', '!', '\\', '(']).map(|next| offset + next)
        {
            offset = if self.kept[next] == Sign::Kept { self.span(next).max(next + 1) } else { next + 1 };
        }
    }

    /// Marks the inline syntax at an offset. Returns the offset after it.
    fn span(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match rest.as_bytes()[0] {
            b'<' => self.tag(at),
            b'&' => {
                let name = rest[1..].split(';').next().unwrap_or_default();
                if name.len() < 32
                    && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
                    && rest[1 + name.len()..].starts_with(';')
                {
                    self.mark(at..at + name.len() + 2, Sign::Doubtful);
                }
                at + 1
            }
            b'{' => {
                let end = bracketed(rest, '{', '}', 500).unwrap_or(0);
                // As in `x_{n=1}`.
                let is_behind_word = self.text[..at]
                    .ends_with(|before: char| before.is_alphanumeric() || "_^".contains(before));
                let is_list = !is_behind_word && is_attribute_list(&rest[..end]);
                self.mark_markdown(at..at + end, if is_list { Sign::Gone } else { Sign::Doubtful });
                at + end
            }
            b'!' if rest[1..].starts_with('[') => {
                let end = bracketed(&rest[1..], '[', ']', 5_000).map_or(0, |end| end + 1);
                self.mark_markdown(at..at + end, Sign::Doubtful);
                // The destination or the label of the image follows.
                if end > 0 { self.destination(at + end - 1) } else { at + 1 }
            }
            b'\\' => self.command(at),
            b'(' if rest[1..].starts_with('@') => self.reference(at),
            b'[' if self.text[..at].ends_with('^') => self.note(at),
            b'[' if rest[1..].starts_with('^') => {
                let end = bracketed(rest, '[', ']', 500).unwrap_or(0);
                self.mark_markdown(at..at + end, Sign::Gone);
                at + end
            }
            b']' => self.destination(at),
            _ => at + 1,
        }
    }

    /// Marks the destination or the label after the closing bracket of a link text. Returns the offset after it.
    fn destination(&mut self, bracket: usize) -> usize {
        let start = bracket + 1;
        let end = match self.text[start..].chars().next() {
            Some('(') => bracketed(&self.text[start..], '(', ')', 5_000),
            Some('[') if !self.text[start..].starts_with("[^") => {
                bracketed(&self.text[start..], '[', ']', 500)
            }
            _ => None,
        };
        let Some(end) = end.map(|length| start + length) else { return start };
        let behind = &self.text[start..end];
        let is_link = if behind.starts_with('[') { self.is_defined(behind) } else { is_destination(behind) };
        let is_sure = is_link && self.has_opening(bracket);
        self.mark_markdown(start..end, if is_sure { Sign::Gone } else { Sign::Doubtful });
        end
    }

    /// Whether a label in brackets is defined. The empty label `[]` stands for the link text.
    fn is_defined(&self, label: &str) -> bool {
        label == "[]" || self.labels.contains(&label.to_lowercase())
    }

    /// Whether the closing bracket at an offset has an opening one in its paragraph.
    fn has_opening(&self, bracket: usize) -> bool {
        let start = self.text.floor_char_boundary(bracket.saturating_sub(5_000));
        let before = &self.text[start..bracket];
        let before = &before[before.rfind("\n\n").map_or(0, |blank| blank + 2)..];
        let mut depth = 1_usize;
        for (place, sign) in before.rmatch_indices(['[', ']']) {
            if before[..place].ends_with('\\') {
                continue;
            }
            depth = if sign == "]" { depth + 1 } else { depth - 1 };
            if depth == 0 {
                return true;
            }
        }
        false
    }

    fn words(&self, body: usize) -> Vec<Word> {
        let mut words = Vec::new();
        let mut open = Chunk::default();
        let mut is_split = false;
        for (offset, character) in self.text[body..].char_indices() {
            let offset = body + offset;
            match self.kept[offset] {
                Sign::Gone => {}
                Sign::Doubtful => open.is_doubtful = true,
                Sign::Kept if is_word(character) => {
                    words.extend(std::mem::take(&mut open).word());
                    open.push(offset, character);
                    words.extend(std::mem::take(&mut open).word());
                }
                Sign::Kept if !is_border(character) => open.push(offset, character),
                Sign::Kept | Sign::Border => {
                    // A word that a hyphen splits at a line end may be rejoined.
                    open.is_doubtful |= is_split;
                    if !open.raw.is_empty() {
                        is_split = open.raw.ends_with('-') && character == '\n';
                        open.is_doubtful |= is_split;
                    }
                    words.extend(std::mem::take(&mut open).word());
                }
            }
        }
        open.is_doubtful |= is_split;
        words.extend(open.word());
        for word in &mut words {
            word.is_item = self.items.binary_search(&word.place.start).is_ok();
        }
        words
    }
}

/// The text between two separators.
#[derive(Default)]
struct Chunk {
    raw: String,
    start: usize,
    end: usize,
    is_doubtful: bool,
}

impl Chunk {
    fn push(&mut self, offset: usize, character: char) {
        if self.raw.is_empty() {
            self.start = offset;
        }
        self.raw.push(character);
        self.end = offset + character.len_utf8();
    }

    fn word(self) -> Option<Word> {
        let letters = letters(&self.raw);
        let is_sure = !self.is_doubtful && !self.raw.contains(['<', '>']) && !may_part(&self.raw);
        let word = Word { chunk: self.raw, place: self.start..self.end, is_item: false };
        (is_sure && !letters.is_empty()).then_some(word)
    }
}

/// Whether a straight single mark inside, as in `'a'(b`, may become a full-width one, which parts words. An apostrophe
/// is between two letters.
fn may_part(chunk: &str) -> bool {
    chunk.match_indices('\'').any(|(at, _)| {
        let (before, after) = (&chunk[..at], &chunk[at + 1..]);
        let is_between = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        !is_between && !letters(before).is_empty() && !letters(after).is_empty()
    })
}

/// The label that a line defines, in brackets.
fn defined_label(line: &str) -> Option<String> {
    let (label, _) = line.trim_start_matches([' ', '\t', '>']).split_once("]:")?;
    label.starts_with('[').then(|| label.to_lowercase() + "]")
}
