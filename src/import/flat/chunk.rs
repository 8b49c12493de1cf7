//! Groups the lines of a text into chunks: paragraphs or their parts, headings, tables, items of lists.

use std::collections::HashSet;

use super::caption::is_caption;
use super::clean::raised_digit;
use super::contents::{self, Entry};
use super::hyphen::{OPEN, Vocabulary};
use super::lines::Line;
use super::sentence::{begins_capital, is_finished, is_finished_before_number, key, opening};
use super::table;
use crate::import::{Doubt, Place, Reason};

/// A part of the text that stands by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Chunk {
    /// The line where it begins.
    pub line: usize,
    /// Its page.
    pub page: usize,
    /// What it is by its form.
    pub form: Form,
    /// Its text, on one line. Empty for a table.
    pub text: String,
    /// Whether it begins a page after a page that was not filled, as chapters do.
    pub opens_page: bool,
    /// The entry of the contents that it is.
    pub entry: Option<usize>,
    /// Whether its last line is as long as the lines of the text; `None` if lines were not broken.
    pub ends_full: Option<bool>,
}

/// What a chunk is by its form.
#[derive(Debug, Clone, PartialEq)]
pub enum Form {
    /// Text.
    Words,
    /// A line with `#`, or a line that is all bold; with the level of the signs.
    Heading(u8),
    /// Rows of cells.
    Table(Vec<Vec<String>>),
    /// An item of a list, with its number if it has one.
    Item(Option<u32>),
    /// A quotation, by its signs.
    Quote,
}

/// Lines with a soft hyphen at their ends, from which on a text has them wherever it breaks a word.
const SOFT: usize = 3;

/// The chunks of a text.
#[must_use]
pub fn split(lines: &[Line], entries: &[Entry], doubts: &mut Vec<Doubt>) -> Vec<Chunk> {
    let keys: HashSet<&str> =
        entries.iter().map(|entry| entry.key.as_str()).filter(|key| key.len() > 2).collect();
    let openings = openings(lines);
    let mut splitter = Splitter { width: width(lines), keys, openings, chunks: Vec::new(), last: None };
    let mut index = 0;
    while let Some(line) = lines.get(index) {
        if let Some((rows, used)) = table::at(lines, index) {
            splitter.push(line, Form::Table(rows), String::new());
            splitter.last = None;
            index += used;
        } else if let Some((rows, used)) = table::columns_at(lines, index) {
            doubts.push(doubt(line.number, &line.text, Reason::TableByColumns));
            splitter.push(line, Form::Table(rows), String::new());
            splitter.last = None;
            index += used;
        } else {
            splitter.add(line, lines.get(index + 1));
            index += 1;
        }
    }
    let soft = lines.iter().filter(|line| line.text.ends_with('\u{AD}')).count();
    let vocabulary =
        Vocabulary::of(lines.iter().map(|line| line.text.as_str())).with_soft_hyphens(soft >= SOFT);
    for chunk in &mut splitter.chunks {
        // A converter that joins lines itself leaves the soft hyphen and a space.
        chunk.text = vocabulary.settle(&chunk.text.replace("\u{AD} ", ""));
    }
    rebuild_tables(&mut splitter.chunks, doubts);
    splitter.chunks
}

fn doubt(line: usize, words: &str, reason: Reason) -> Doubt {
    Doubt { place: Place::Line(line), piece: None, words: opening(words), reason }
}

fn rebuild_tables(chunks: &mut [Chunk], doubts: &mut Vec<Doubt>) {
    let rows = |chunk: &Chunk| match &chunk.form {
        Form::Table(rows) => Some(rows.clone()),
        Form::Words | Form::Heading(_) | Form::Item(_) | Form::Quote => None,
    };
    let tables: Vec<Vec<Vec<String>>> = chunks.iter().filter_map(rows).collect();
    let tables: Vec<&Vec<Vec<String>>> = tables.iter().collect();
    for chunk in chunks.iter_mut().filter(|chunk| chunk.form == Form::Words && chunk.text.len() < 1000) {
        if let Some(rows) = table::rebuild(&chunk.text, &tables) {
            doubts.push(doubt(chunk.line, &chunk.text, Reason::TableRebuilt));
            chunk.form = Form::Table(rows);
            chunk.text.clear();
        }
    }
}

/// The first lines of pages after a page that has clearly fewer lines than most.
fn openings(lines: &[Line]) -> HashSet<usize> {
    let mut pages: Vec<(usize, usize, usize)> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        match pages.last_mut().filter(|(page, ..)| *page == line.page) {
            Some((_, _, count)) => *count += 1,
            None => pages.push((line.page, line.number, 1)),
        }
    }
    let mut counts: Vec<usize> = pages.iter().map(|(_, _, count)| *count).collect();
    counts.sort_unstable();
    let usual = counts.get(counts.len() * 3 / 4).copied().unwrap_or(0);
    let pairs = pages.iter().zip(pages.iter().skip(1));
    pairs.filter(|((_, _, count), _)| count * 100 < usual * 85).map(|(_, (_, line, _))| *line).collect()
}

/// The usual width of a full line if the lines of paragraphs were broken; `None` if each line is a paragraph.
fn width(lines: &[Line]) -> Option<u32> {
    let texts =
        || lines.iter().filter(|line| !line.is_blank() && !line.is_row()).map(|line| line.text.as_str());
    let lengths: Vec<usize> = texts().map(|text| text.chars().count()).collect();
    let all: usize = lengths.iter().sum();
    let long: usize = lengths.iter().filter(|length| **length > 160).sum();
    let mut widths: Vec<u32> = texts().map(print_width).collect();
    widths.sort_unstable();
    if long * 2 > all { None } else { widths.get(widths.len() * 4 / 5).copied() }
}

/// About the width of a line in print, in hundredths of the size of the type. A converter may have joined it to the
/// lines before it.
fn print_width(text: &str) -> u32 {
    text.rsplit(OPEN).next().unwrap_or_default().chars().map(char_width).sum()
}

fn char_width(sign: char) -> u32 {
    match sign {
        'i' | 'j' | 'l' | '\'' | '|' | '’' | '‘' | '.' | ',' | ':' | ';' | '!' => 27,
        'f' | 't' | 'r' | 's' | 'I' | '-' | '(' | ')' | '[' | ']' | ' ' | '/' | 'J' => 36,
        'm' | 'w' | 'M' | 'W' | '—' | '@' | '%' => 80,
        'A'..='Z' => 67,
        _ => 49,
    }
}

#[derive(Debug)]
struct Splitter<'a> {
    width: Option<u32>,
    keys: HashSet<&'a str>,
    /// The numbers of the lines that open a page after an unfilled one.
    openings: HashSet<usize>,
    chunks: Vec<Chunk>,
    /// The line before, if it belongs to the last chunk.
    last: Option<&'a Line>,
}

impl<'a> Splitter<'a> {
    fn add(&mut self, line: &'a Line, next: Option<&Line>) {
        if line.is_blank() || is_rule(&line.text) {
            self.last = None;
            return;
        }
        let (form, text) = form(&line.text);
        let goes_on = match self.last {
            Some(last) if form == Form::Words => !self.breaks(last, line),
            _ => false,
        };
        if goes_on {
            self.append(&text);
        } else {
            self.push(line, form.clone(), text);
        }
        self.end(line, next);
        let is_whole = matches!(form, Form::Heading(_)) || self.is_entry(&line.text) || self.width.is_none();
        self.last = (!is_whole).then_some(line);
    }

    fn push(&mut self, line: &Line, form: Form, text: String) {
        let opens_page = self.openings.contains(&line.number);
        self.chunks.push(Chunk {
            line: line.number,
            page: line.page,
            form,
            text,
            opens_page,
            entry: None,
            ends_full: None,
        });
    }

    fn append(&mut self, text: &str) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.text = joined(&chunk.text, text);
        }
    }

    fn end(&mut self, line: &Line, next: Option<&Line>) {
        let first = next.and_then(|next| next.text.split(' ').next()).unwrap_or("text");
        let is_full = self.width.map(|width| !has_room(&line.text, first, width));
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.ends_full = is_full;
        }
    }

    fn is_entry(&self, text: &str) -> bool {
        let text = contents::plain(text);
        text.len() < 120 && self.keys.contains(key(contents::numbered(&text).1).as_str())
    }

    /// Whether a line does not go on with the paragraph of the line before it.
    fn breaks(&self, last: &Line, line: &Line) -> bool {
        let Some(width) = self.width else { return true };
        let first = line.text.split(' ').next().unwrap_or_default();
        let had_room = has_room(&last.text, first, width);
        let is_short = print_width(&last.text) < width * 3 / 5;
        let finished = is_finished_before_number(&last.text);
        last.page != line.page
            || self.is_entry(&line.text)
            || begins_note(last, line)
            || (line.indent > last.indent + 1 && finished)
            || (finished && had_room && !begins_small(line))
            || (is_short && had_room && begins_capital(&line.text) && !goes_on(&last.text))
            || (is_caption(&line.text) && (finished || had_room))
    }
}

/// Whether a word would have found room at the end of a line. Spaces are stretched, so a little is not enough.
fn has_room(line: &str, word: &str, width: u32) -> bool {
    (print_width(line) + char_width(' ') + print_width(word)) * 100 < width * 101
}

/// Whether a short line cannot end a paragraph: a quotation or parenthesis is open, or a word is broken.
fn goes_on(text: &str) -> bool {
    let is_open = |open: char, close: char| text.matches(open).count() > text.matches(close).count();
    text.ends_with([',', '-', '\u{AD}']) || is_open('“', '”') || is_open('(', ')')
}

fn begins_small(line: &Line) -> bool {
    super::sentence::begins_small(&line.text)
}

/// Whether a line looks like the first of a note: `³ Words`, `3Words`, or `3 Words` under a short line.
fn begins_note(last: &Line, line: &Line) -> bool {
    if line.text.chars().next().is_some_and(|first| raised_digit(first).is_some()) {
        return true;
    }
    let length = line.text.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.text.get(length..).unwrap_or_default();
    let is_number = (1..=3).contains(&length);
    let is_attached = begins_capital(after) && !after.starts_with(' ');
    let follows = || {
        let before = last.text.bytes().take_while(u8::is_ascii_digit).count();
        let number =
            |text: &str, length: usize| text.get(..length).and_then(|digits| digits.parse::<u32>().ok());
        let pair = number(&last.text, before).zip(number(&line.text, length));
        pair.is_some_and(|(earlier, later)| later == earlier + 1)
    };
    let is_close = !after.starts_with([' ', '.', ',', ')', ':', '-', '–']) && !after.is_empty();
    is_number
        && (is_attached
            || (is_close && follows())
            || (after.starts_with(' ')
                && (follows() || is_finished(&last.text))
                && begins_capital(after.trim_start())))
}

/// Whether a line is drawn: a rule over the notes, or what a converter left of it.
fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3
        && text.chars().all(|sign| matches!(sign, '-' | '_' | '*' | '=' | '—' | '─' | ' '))
}

/// Two lines of a paragraph as one. A soft hyphen, or a hyphen in the middle of a word, joins them.
#[must_use]
pub fn joined(first: &str, second: &str) -> String {
    if let Some(start) = first.strip_suffix('\u{AD}') {
        return format!("{start}{second}");
    }
    let broken = first.strip_suffix(['-', '\u{2010}']).filter(|start| start.ends_with(char::is_lowercase));
    match broken.filter(|_| second.starts_with(char::is_lowercase)) {
        Some(start) => format!("{start}{OPEN}{second}"),
        None if first.ends_with('-') => format!("{first}{second}"),
        None => format!("{first} {second}"),
    }
}

fn form(text: &str) -> (Form, String) {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level) && text.get(level..).is_some_and(|rest| rest.starts_with(' ')) {
        let words = text.get(level..).unwrap_or_default().trim().trim_end_matches('#').trim_end();
        return (Form::Heading(u8::try_from(level).unwrap_or(6)), unemphasized(words));
    }
    let bold = text.strip_prefix("**").and_then(|rest| rest.trim_end().strip_suffix("**"));
    if let Some(words) =
        bold.filter(|words| words.len() < 120 && !words.contains("**") && !is_finished(words))
    {
        return (Form::Heading(7), unemphasized(words));
    }
    for bullet in ["- ", "* ", "• ", "◦ ", "‣ ", "▪ ", "– "] {
        if let Some(words) = text.strip_prefix(bullet) {
            return (Form::Item(None), words.trim_start().to_owned());
        }
    }
    if let Some(words) = text.strip_prefix('>') {
        // Some converters write the notes of a page as quotations.
        let words = words.trim_start();
        let is_note = words.starts_with(|sign: char| sign.is_numeric());
        return (if is_note { Form::Words } else { Form::Quote }, words.to_owned());
    }
    numbered_item(text).unwrap_or_else(|| (Form::Words, text.to_owned()))
}

fn unemphasized(words: &str) -> String {
    let bare = words.trim_matches(['*', '_', ' ']);
    // A converter may write one bold heading in several parts.
    if bare.contains("**") { bare.replace("**", "") } else { bare.to_owned() }
}

/// `1. Words` and `1) Words`, but not `1.2 Words`.
fn numbered_item(text: &str) -> Option<(Form, String)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..length)?.parse().ok().filter(|_| length <= 2)?;
    let words = text.get(length..)?.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((Form::Item(Some(number)), words.trim_start().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::lines;

    fn texts(text: &str) -> Vec<String> {
        split(&lines::read(text), &[], &mut Vec::new()).into_iter().map(|chunk| chunk.text).collect()
    }

    #[test]
    fn broken_lines_are_joined() {
        let text = "The harbour was built by the town in the year of the\nlong winter, when ships co-\noperated with nobody. It is old.\nThe town paid for it with the taxes that it took from the\nfishers.\n5The taxes were low.\n";
        let found = texts(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].contains("ships cooperated with"), "{found:?}");
        assert_eq!(found[2], "5The taxes were low.");
    }
}
