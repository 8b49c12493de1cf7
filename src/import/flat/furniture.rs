//! Removes what stands on every page and is no text: page numbers and running heads.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::contents::{Entry, numbered, plain};
use super::lines::{Line, arabic, is_roman};
use super::sentence::{begins_small, is_finished, key};
use crate::import::{Doubt, Place, Reason};

/// Lines of a page that may be a running head, at its top and at its foot.
const EDGE: usize = 3;

/// Running heads are at most this long, in bytes.
const LONGEST: usize = 90;

/// Blanks the page numbers and running heads, and numbers the pages by what is left of their ends.
pub fn remove(lines: &mut [Line], entries: &[Entry], doubts: &mut Vec<Doubt>) {
    let has_pages = lines.last().is_some_and(|line| line.page > 1);
    let numbers = if has_pages { numbers_at_edges(lines) } else { numbers_in_sequence(lines) };
    let entries = LinesOf::find(lines, entries);
    let heads = if has_pages {
        heads_at_edges(lines, &numbers, &entries.repeated())
    } else {
        heads_near(lines, &numbers)
    };
    let heads = &heads - &entries.headings();
    report(lines, &numbers, &heads, doubts);
    if !has_pages {
        let mut page = 0;
        for (index, line) in lines.iter_mut().enumerate() {
            page += usize::from(numbers.contains(&index));
            line.page = page;
        }
    }
    for index in numbers.union(&heads) {
        if let Some(line) = lines.get_mut(*index) {
            line.text.clear();
        }
    }
}

/// The lines with the words of the entries of the contents.
#[derive(Debug, Default)]
struct LinesOf {
    /// For each wording, the number of its entries, and its lines.
    found: Vec<(usize, Vec<usize>)>,
    /// Those in the middle of a sentence, which are no headings.
    inside: Vec<usize>,
}

impl LinesOf {
    fn find(lines: &[Line], entries: &[Entry]) -> Self {
        let mut wanted: HashMap<&str, (usize, Vec<usize>)> = HashMap::new();
        for entry in entries.iter().filter(|entry| !entry.key.is_empty()) {
            wanted.entry(&entry.key).or_default().0 += 1;
        }
        let mut inside = Vec::new();
        let filled: Vec<(usize, &Line)> =
            lines.iter().enumerate().filter(|(_, line)| !line.is_blank()).collect();
        for (place, (index, line)) in filled.iter().enumerate() {
            let key = key(numbered(&plain(&line.text)).1);
            let Some((_, found)) = wanted.get_mut(key.as_str()) else { continue };
            let is_inside = filled.get(place + 1).is_some_and(|(_, next)| begins_small(&next.text));
            if is_inside { inside.push(*index) } else { found.push(*index) }
        }
        Self { found: wanted.into_values().collect(), inside }
    }

    /// The headings among them: the first line with the words of an entry, and all lines with the words of several
    /// entries, if there are hardly more such lines.
    fn headings(&self) -> BTreeSet<usize> {
        let headings = self.found.iter().flat_map(|(count, found)| {
            let kept = if found.len() <= count + count / 4 { found.len() } else { usize::from(*count == 1) };
            found.iter().take(kept).copied()
        });
        headings.collect()
    }

    /// The lines after the first with the words of an entry, and those in the middle of a sentence.
    fn repeated(&self) -> BTreeSet<usize> {
        let alone = self.found.iter().filter(|(count, _)| *count == 1);
        alone.flat_map(|(_, found)| found.iter().skip(1)).chain(&self.inside).copied().collect()
    }
}

fn report(lines: &[Line], numbers: &BTreeSet<usize>, heads: &BTreeSet<usize>, doubts: &mut Vec<Doubt>) {
    let doubt = |line: &Line, reason| Doubt {
        place: Place::Line(line.number),
        piece: None,
        words: line.text.clone(),
        reason,
    };
    if let Some(line) = numbers.first().and_then(|first| lines.get(*first)) {
        doubts.push(doubt(line, Reason::PageNumbers(numbers.len())));
    }
    let mut kinds: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for index in heads {
        if let Some(line) = lines.get(*index) {
            kinds.entry(without_page(&line.text)).or_insert((*index, 0)).1 += 1;
        }
    }
    for (first, count) in kinds.values() {
        if let Some(line) = lines.get(*first) {
            doubts.push(doubt(line, Reason::RunningHead(*count)));
        }
    }
}

/// A text without the page number at its beginning or end. Other numbers are words: those of a row of a table differ.
fn without_page(text: &str) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let is_page = |word: &str| {
        word.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '–')) || is_roman(word)
    };
    if words.last().is_some_and(|word| is_page(word)) {
        words.pop();
    }
    if words.first().is_some_and(|word| is_page(word)) {
        words.remove(0);
    }
    words.join(" ")
}

/// The lines with text of each page, as indices.
fn pages(lines: &[Line]) -> Vec<Vec<usize>> {
    let mut pages: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_blank()) {
        pages.entry(line.page).or_default().push(index);
    }
    pages.into_values().collect()
}

/// The lines at the edges of pages that are numbers, and those beside the edge that the numbers of the neighbours expect.
fn numbers_at_edges(lines: &[Line]) -> BTreeSet<usize> {
    let text = |index: &usize| lines.get(*index).map_or("", |line| line.text.as_str());
    let is_number = |index: &usize| arabic(text(index)).is_some() || is_roman(text(index));
    let pages = pages(lines);
    let at_edge = |page: &Vec<usize>| -> Vec<usize> {
        let edges = [page.first(), page.last()];
        edges.into_iter().flatten().copied().filter(is_number).collect()
    };
    let mut found: BTreeSet<usize> = pages.iter().flat_map(at_edge).collect();
    let value = |page: usize| {
        pages.get(page).map(at_edge).and_then(|edges| edges.iter().find_map(|index| arabic(text(index))))
    };
    for (place, page) in pages.iter().enumerate().filter(|(place, _)| value(*place).is_none()) {
        let before = place.checked_sub(1).and_then(value).map(|number| number + 1);
        let after = value(place + 1).and_then(|number| number.checked_sub(1));
        let beside = [page.get(1), page.len().checked_sub(2).and_then(|index| page.get(index))];
        found.extend(beside.into_iter().flatten().filter(|index| {
            arabic(text(index)).is_some_and(|number| before == Some(number) || after == Some(number))
        }));
    }
    found
}

/// The lines at the edges of at least three pages that are equal without page numbers, as far as nothing else stands
/// between them and the edge.
/// `repeated` are lines that are running heads at an edge however seldom they come.
fn heads_at_edges(lines: &[Line], numbers: &BTreeSet<usize>, repeated: &BTreeSet<usize>) -> BTreeSet<usize> {
    let pages = pages(lines);
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for page in &pages {
        let edges = page.iter().take(EDGE).chain(page.iter().skip(EDGE).rev().take(EDGE));
        for index in edges {
            let Some(line) = lines.get(*index).filter(|line| may_be_head(&line.text)) else { continue };
            let is_top = page.first() == Some(index);
            for words in heads_of(&line.text, is_top).filter(|words| (3..LONGEST).contains(&words.len())) {
                found.entry(words).or_default().push(*index);
            }
        }
    }
    let often: BTreeSet<usize> = found.into_values().filter(|places| places.len() >= 3).flatten().collect();
    let is_furniture =
        |index: &&usize| often.contains(index) || repeated.contains(index) || numbers.contains(index);
    let peeled = |page: &Vec<usize>| {
        let top = page.iter().take_while(is_furniture).copied();
        let foot = page.iter().rev().take_while(is_furniture).copied();
        top.chain(foot).collect::<Vec<_>>()
    };
    let heads = pages.iter().flat_map(peeled).filter(|index| !numbers.contains(index));
    heads.collect()
}

/// The running heads that a line may be, without page numbers. The first line of a page may have one at each side.
fn heads_of(text: &str, is_top: bool) -> impl Iterator<Item = String> {
    let sides: Vec<&str> = text.split("   ").map(str::trim).filter(|side| !side.is_empty()).collect();
    let has_two = is_top && sides.len() == 2 && sides.iter().all(|side| side.contains(char::is_alphabetic));
    let sides = if has_two { sides } else { vec![text] };
    sides.into_iter().map(without_page).collect::<Vec<_>>().into_iter()
}

/// Whether a line may be a running head: it is no note, and neither goes on with a sentence nor is one.
fn may_be_head(text: &str) -> bool {
    let is_sentence = is_finished(text) && text.split(' ').count() > 5;
    !may_be_note(text) && !begins_small(text) && !is_sentence
}

/// Whether a line may be a note, which has its number right before the text: `12Ibid.`, `12 Ibid.`, `¹² Ibid.`
fn may_be_note(text: &str) -> bool {
    let digits = text.chars().take_while(|sign| sign.is_numeric()).count();
    let after = text.chars().skip(digits).collect::<String>();
    (1..=3).contains(&digits) && !after.starts_with("   ") && after.chars().any(char::is_alphabetic)
}

/// The lines that are only a number, as far as these numbers rise from page to page.
fn numbers_in_sequence(lines: &[Line]) -> BTreeSet<usize> {
    let alone: Vec<(usize, u32)> =
        lines.iter().enumerate().filter_map(|(index, line)| Some((index, arabic(&line.text)?))).collect();
    let mut chain: Vec<(usize, Option<usize>)> = Vec::new();
    for (place, (_, number)) in alone.iter().enumerate() {
        let nearby = place.saturating_sub(30)..place;
        let follows = |before: &usize| {
            alone.get(*before).is_some_and(|(_, earlier)| earlier < number && number - earlier <= 4)
        };
        let best = nearby.filter(follows).max_by_key(|before| chain.get(*before).map(|link| link.0));
        let length = best.and_then(|before| chain.get(before)).map_or(1, |link| link.0 + 1);
        chain.push((length, best));
    }
    let mut at = (0..chain.len()).max_by_key(|place| chain.get(*place).map(|link| link.0));
    let mut found = BTreeSet::new();
    while let Some(place) = at {
        found.extend(alone.get(place).map(|(index, _)| *index));
        at = chain.get(place).and_then(|link| link.1);
    }
    if found.len() < 5 { BTreeSet::new() } else { found }
}

/// Short lines that come often, and mostly near a page number.
fn heads_near(lines: &[Line], numbers: &BTreeSet<usize>) -> BTreeSet<usize> {
    let filled: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| !line.is_blank()).map(|(index, _)| index).collect();
    let is_near = |place: usize| {
        let around = place.saturating_sub(EDGE)..(place + EDGE + 1).min(filled.len());
        filled.get(around).unwrap_or_default().iter().any(|index| numbers.contains(index))
    };
    let mut found: BTreeMap<&str, (usize, Vec<usize>)> = BTreeMap::new();
    for (place, index) in filled.iter().enumerate() {
        let Some(line) = lines.get(*index).filter(|line| is_head(line)) else { continue };
        let (near, places) = found.entry(&line.text).or_default();
        *near += usize::from(is_near(place));
        places.push(*index);
    }
    let often = found.into_values().filter(|(near, places)| *near >= 4 && near * 10 >= places.len() * 7);
    often.flat_map(|(_, places)| places).collect()
}

fn is_head(line: &Line) -> bool {
    let letters = line.text.chars().filter(|character| character.is_alphabetic()).count();
    letters >= 3 && line.text.len() < LONGEST && !line.is_row() && !line.text.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::flat::{contents, lines};

    fn kept(text: &str) -> (Vec<String>, usize) {
        let mut lines = lines::read(text);
        let mut doubts = Vec::new();
        let entries = contents::take(&mut lines);
        remove(&mut lines, &entries, &mut doubts);
        (lines.into_iter().map(|line| line.text).filter(|text| !text.is_empty()).collect(), doubts.len())
    }

    #[test]
    fn heads_and_numbers_at_the_edges_of_pages_go() {
        let page = |(number, words)| format!("A Book of Ports\n\nText about {words}.\n\n{number}\n\u{C}");
        let text: String = (1..).zip(["ships", "quays", "fish", "rain"]).map(page).collect();
        let (lines, doubts) = kept(&text);
        assert_eq!(lines.len(), 4);
        assert!(lines.iter().all(|line| line.starts_with("Text")), "{lines:?}");
        assert_eq!(doubts, 2);
    }

    #[test]
    fn a_running_head_is_the_heading_where_it_comes_first() {
        let contents = "Contents\nOman . . . . 1\nChad . . . . 4\nPeru . . . . 7\n\u{C}";
        let page = |(number, head): (u32, &str)| format!("{head}\nText number {number}.\n\n{number}\n\u{C}");
        let heads = ["Oman", "Oman", "Oman", "Oman", "CHAD", "Chad", "Chad", "Chad", "Chad"];
        let text: String = contents.to_owned() + &(1..).zip(heads).map(page).collect::<String>();
        let heads: Vec<String> = kept(&text).0.into_iter().filter(|line| !line.starts_with("Text")).collect();
        assert_eq!(heads, ["Oman", "CHAD"]);
    }

    #[test]
    fn rows_of_tables_at_the_feet_of_pages_stay() {
        let page = |(number, value)| {
            format!("Text about {value}.\n\nAid of all donors \\$1,{value} million\n{number}\n\u{C}")
        };
        let text: String = (1..).zip([108, 204, 317, 422]).map(page).collect();
        assert_eq!(kept(&text).0.len(), 8);
    }

    #[test]
    fn a_running_head_may_stand_at_each_side() {
        let page = |(number, side)| format!("Oman          {side}\nText {number}.\n\u{C}");
        let text: String =
            (1..).zip(["The law of Oman", "The law of Oman", "Notes to page 3"]).map(page).collect();
        assert_eq!(kept(&text).0, ["Text 1.", "Text 2.", "Text 3."]);
    }

    #[test]
    fn a_short_chapter_has_a_running_head_once() {
        let text = "Contents\nOman . . 1\nChad . . 3\nPeru . . 5\n\u{C}Oman\nWords.\n\n1\n\u{C}Oman\nMore.\n\n2\n\u{C}Chad\nWords.\n";
        let dotted = text.replace(" . . ", " . . . . ");
        assert_eq!(kept(&dotted).0, ["Oman", "Words.", "More.", "Chad", "Words."]);
    }

    #[test]
    fn equal_sentences_at_the_edges_stay() {
        let page = |number| {
            format!(
                "year. The harbour is old\nText {number}.\nIt rains for most of the year there.\n\n{number}\n\u{C}"
            )
        };
        assert_eq!(kept(&(1..5).map(page).collect::<String>()).0.len(), 12);
    }

    #[test]
    fn equal_notes_at_the_feet_stay() {
        let page = |(number, words)| format!("Text about {words}.\n\n{number} Ibid.\n\n{number}\n\u{C}");
        let text: String = (1..).zip(["ships", "quays", "fish", "rain"]).map(page).collect();
        assert_eq!(kept(&text).0.len(), 8);
    }

    #[test]
    fn a_number_alone_stays_without_a_sequence() {
        let (lines, doubts) = kept("The harbour.\n\n12\n\nThe town.\n");
        assert_eq!(lines, ["The harbour.", "12", "The town."]);
        assert_eq!(doubts, 0);
    }
}
