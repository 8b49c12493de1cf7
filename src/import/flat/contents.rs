//! Finds the contents of a book: rows of broken tables, or lines with leaders and page numbers.

use super::caption::is_caption;
use super::lines::{Line, arabic, is_roman};
use super::sentence::{begins_capital, begins_small, key};

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The heading, as far as the contents kept it.
    pub text: String,
    /// The letters and digits of the heading, without its number.
    pub key: String,
    /// Its number, one item for each level: `1.2` has two.
    pub number: Vec<u32>,
    /// The page.
    pub page: Option<u32>,
    /// The spaces before it.
    pub indent: usize,
    /// The line of the source.
    pub line: usize,
}

/// The words over the contents, as [`key`] writes them.
const TITLES: [&str; 15] = [
    "contents",
    "tableofcontents",
    "inhalt",
    "inhaltsverzeichnis",
    "tabledesmatières",
    "sommaire",
    "índice",
    "indice",
    "índicegeneral",
    "sumario",
    "sumário",
    "inhoud",
    "inhoudsopgave",
    "оглавление",
    "содержание",
];

/// The words over lists of figures and tables, which may follow the contents.
const LISTS: [&str; 12] = [
    "figures",
    "tables",
    "listoffigures",
    "listoftables",
    "illustrations",
    "abbildungen",
    "tabellen",
    "abbildungsverzeichnis",
    "tabellenverzeichnis",
    "figuras",
    "tablas",
    "tableaux",
];

/// Lines of the contents among which a common line is looked for.
const COMMON_NEAR: usize = 40;

/// The indentation that entries on a common line get, because they stand below the entry before it.
const COMMON: usize = 8;

/// Lines without a page number that may stand between two entries.
const GAP: usize = 2;

/// A line of the contents, by what it shows.
#[derive(Debug)]
enum Found {
    /// An entry that cannot be anything else.
    Entry(Entry),
    /// A heading with a number after it.
    Weak(Entry),
    /// A part of a table without words.
    Empty,
}

/// Takes the contents out of the lines. The list is empty if there are none.
pub fn take(lines: &mut [Line]) -> Vec<Entry> {
    let Some(start) = start(lines) else { return Vec::new() };
    let (entries, end) = read(lines, start);
    if entries.len() < 3 {
        return Vec::new();
    }
    for line in lines.iter_mut().take(end).skip(start) {
        line.text.clear();
    }
    // The captions stand in the text, too.
    entries
        .into_iter()
        .filter(|entry| !is_caption(&entry.text) && !LISTS.contains(&entry.key.as_str()))
        .collect()
}

fn start(lines: &[Line]) -> Option<usize> {
    let filled: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| !line.is_blank()).map(|(index, _)| index).collect();
    let entries_after = |place: usize, count: usize| {
        let after = filled.get(place..(place + count).min(filled.len())).unwrap_or_default();
        let strong = |index: &&usize| {
            lines.get(**index).is_some_and(|line| matches!(found(line), Some(Found::Entry(_) | Found::Empty)))
        };
        after.iter().filter(strong).count()
    };
    let weak_after = |place: usize| {
        let after = filled.get(place..(place + 8).min(filled.len())).unwrap_or_default();
        after.iter().filter(|index| lines.get(**index).and_then(found).is_some()).count()
    };
    let titled = |place: &usize| {
        let is_title = filled.get(*place).and_then(|index| lines.get(*index)).is_some_and(is_title);
        is_title && (entries_after(place + 1, 8) >= 3 || weak_after(place + 1) >= 4)
    };
    let first_third = 0..filled.len().div_ceil(3);
    let by_title = first_third.clone().find(titled);
    let by_form = || first_third.into_iter().find(|place| entries_after(*place, 6) >= 5);
    by_title.or_else(by_form).and_then(|place| filled.get(place).copied())
}

fn is_title(line: &Line) -> bool {
    TITLES.contains(&key(&line.text).as_str())
}

/// The entries from a line on, and the line after the last of them.
fn read(lines: &[Line], start: usize) -> (Vec<Entry>, usize) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut waiting: Vec<&Line> = Vec::new();
    let mut end = start;
    let mut page = 0;
    let has_common = lines.iter().skip(start).take(COMMON_NEAR).any(|line| common(line).len() > 1);
    for (index, line) in lines.iter().enumerate().skip(start).filter(|(_, line)| !line.is_blank()) {
        let common = common(line);
        if common.len() > 1 && !entries.is_empty() {
            waiting.drain(..).for_each(|line| entries.push(made(&line.text, line)));
            page = common.iter().filter_map(|entry| entry.page).next_back().unwrap_or(page);
            entries.extend(common);
            end = index + 1;
            continue;
        }
        let entry = match found(line) {
            Some(Found::Entry(entry)) => Some(entry),
            Some(Found::Weak(entry)) if (page..page + 60).contains(&entry.page.unwrap_or(page)) => {
                let indent = entry.indent + if has_common { COMMON } else { 0 };
                Some(Entry { indent, ..entry })
            }
            Some(Found::Weak(_)) | None => None,
            Some(Found::Empty) => {
                end = index + 1;
                continue;
            }
        };
        if let Some(mut entry) = entry {
            settle(&mut entries, &mut waiting, &mut entry);
            page = entry.page.unwrap_or(page);
            entries.push(entry);
            end = index + 1;
        } else if LISTS.contains(&key(&line.text).as_str()) {
            (page, end) = (0, index + 1);
        } else if is_title(line) || arabic(&line.text).is_some() || is_roman(&line.text) {
            // Lines before the number of the page are entries only if more entries follow.
            end = if waiting.is_empty() { index + 1 } else { end };
        } else {
            waiting.push(line);
            if waiting.len() > GAP || line.text.len() > 120 {
                break;
            }
        }
    }
    (entries, end)
}

/// Lines without a page before an entry are its first lines, or entries that lost their page.
fn settle(entries: &mut Vec<Entry>, waiting: &mut Vec<&Line>, entry: &mut Entry) {
    for line in waiting.drain(..).rev() {
        let goes_on = begins_small(&entry.text) || line.text.ends_with([',', ':', '-', '–', '—']);
        if goes_on {
            *entry = Entry { page: entry.page, ..made(&format!("{} {}", line.text, entry.text), line) };
        } else {
            entries.push(made(&line.text, line));
        }
    }
}

/// The entries of a line that has several, each with its page: `Background 2 Law 3`.
fn common(line: &Line) -> Vec<Entry> {
    let (mut entries, mut words): (Vec<Entry>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut parts = line.text.split_whitespace().peekable();
    while let Some(part) = parts.next() {
        let ends = parts.peek().is_none_or(|next| begins_capital(next));
        match arabic(part).filter(|_| ends && !words.is_empty()) {
            Some(page) if entries.last().is_none_or(|last: &Entry| last.page <= Some(page)) => {
                let entry = made(&words.join(" "), line);
                entries.push(Entry { page: Some(page), indent: line.indent + COMMON, ..entry });
                words.clear();
            }
            Some(_) => return Vec::new(),
            None => words.push(part),
        }
    }
    let is_whole = words.is_empty() && entries.iter().all(|entry| entry.key.chars().any(char::is_alphabetic));
    if is_whole && !line.is_row() { entries } else { Vec::new() }
}

fn found(line: &Line) -> Option<Found> {
    if !line.is_row() {
        return with_page(&line.text, line);
    }
    let cells: Vec<&str> =
        line.text.trim_matches('|').split('|').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    if !line.text.chars().any(char::is_alphanumeric) {
        return Some(Found::Empty);
    }
    let page = cells.last().and_then(|cell| arabic(cell)).filter(|_| cells.len() > 1);
    let words = cells.get(..cells.len() - usize::from(page.is_some())).unwrap_or_default().join(" ");
    let entry = match with_page(&words, line) {
        Some(Found::Entry(entry)) if page.is_none() => entry,
        _ => Entry { page, ..made(&words, line) },
    };
    Some(if entry.key.is_empty() { Found::Empty } else { Found::Entry(entry) })
}

/// An entry with leaders, or with a page number after a gap.
fn with_page(text: &str, line: &Line) -> Option<Found> {
    let text = text.trim_end();
    let words = text.trim_end_matches(|character: char| character.is_ascii_alphanumeric());
    let last = text.get(words.len()..).unwrap_or_default();
    let page = arabic(last);
    let dotted = words.trim_end_matches(['.', ' ', '…', '·', '_', '‥', '\t']);
    let leaders = words.get(dotted.len()..).unwrap_or_default();
    let dots = leaders.chars().filter(|sign| !matches!(sign, ' ' | '\t')).count();
    let has_leaders = dots >= 3 || leaders.contains('…');
    let is_page = page.is_some() || is_roman(last) || last.is_empty();
    let has_words = dotted.chars().any(|sign| sign.is_alphabetic() || (has_leaders && sign.is_numeric()));
    if !is_page || !has_words {
        return None;
    }
    let entry = Entry { page, ..made(dotted, line) };
    if has_leaders || (page.is_some() && dots == 0 && leaders.len() >= 3) {
        return Some(Found::Entry(entry));
    }
    let is_small_roman = last.len() > 1 && last.chars().all(|sign| matches!(sign, 'i' | 'v' | 'x'));
    let is_weak = (page.is_some() || is_small_roman) && dots == 0 && !leaders.is_empty() && dotted.len() < 90;
    is_weak.then_some(Found::Weak(entry))
}

fn made(text: &str, line: &Line) -> Entry {
    let text = plain(text);
    let (number, words) = numbered(&text);
    Entry { key: key(words), number, page: None, indent: line.indent, line: line.number, text: text.clone() }
}

/// A heading without the signs of Markdown.
#[must_use]
pub fn plain(text: &str) -> String {
    let kept = text.trim().trim_start_matches('#').replace(['`', '*'], "");
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number before a heading, by its parts, and the words after it.
#[must_use]
pub fn numbered(text: &str) -> (Vec<u32>, &str) {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let parts: Vec<Option<u32>> =
        first.trim_end_matches(['.', ')']).split('.').map(|part| part.parse().ok()).collect();
    let number: Vec<u32> = parts.iter().filter_map(|part| *part).filter(|part| *part < 1000).collect();
    if number.len() == parts.len() && !rest.is_empty() {
        (number, rest.trim_start())
    } else {
        (Vec::new(), text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::lines;

    fn entries(text: &str) -> Vec<(String, Option<u32>)> {
        let mut lines = lines::read(text);
        take(&mut lines).into_iter().map(|entry| (entry.text, entry.page)).collect()
    }

    #[test]
    fn rows_of_broken_tables_are_entries() {
        let text = "A Book\n\nContents\n\n| Ports | 4 |\n|---|---|\n| Summary | |\n| | |\n\n| arbour works | 9 |\n\nText.";
        let expected = [("Ports", Some(4)), ("Summary", None), ("arbour works", Some(9))];
        assert_eq!(entries(text), expected.map(|(words, page)| (words.to_owned(), page)));
    }

    #[test]
    fn lines_with_leaders_are_entries() {
        let text = "Contents\nThe Sea . . . . . . 3\n   The Long\n   and the Short Waves ..... 12\nWind   20\n\nThe Sea\nIt is wide.\n";
        let found = entries(text);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1], ("The Long and the Short Waves".to_owned(), Some(12)));
    }

    #[test]
    fn entries_on_common_lines_stand_below_the_one_before() {
        let text = "Contents\nOman . . . . . . 3\nBackground 3 Law of 1990 4\nOutcomes 5\nChad . . . . . . 6\nBackground 6 Law 7\n\nFigures\nFigure 1. A map . . . . . . 3\n\nOman\nIt is.\n";
        let mut lines = lines::read(text);
        let entries = take(&mut lines);
        let found: Vec<(&str, usize)> =
            entries.iter().map(|entry| (entry.text.as_str(), entry.indent)).collect();
        let expected = [
            ("Oman", 0),
            ("Background", 8),
            ("Law of 1990", 8),
            ("Outcomes", 8),
            ("Chad", 0),
            ("Background", 8),
            ("Law", 8),
        ];
        assert_eq!(found, expected);
        assert_eq!(lines.iter().filter(|line| !line.is_blank()).count(), 2);
    }

    #[test]
    fn running_text_is_no_contents() {
        assert!(entries("The year was 1914\nand then 1915\nand more of it\n").is_empty());
    }
}
