//! Notes in the PDF: every link from a reference to its note and back, and the running heads of their pages.

use std::collections::{BTreeMap, BTreeSet};

use super::pdf::{Goal, Page, Pdf, Result};
use super::{built, check, opening, project, same};

/// A number, its position, and the target of its link; the number of a note has no link.
struct Number {
    page: usize,
    height: f32,
    words: String,
    to: Option<Goal>,
}

/// The numbers of a case: references in the text, numbers of notes, and page numbers after the arrows.
struct Numbers {
    references: Vec<Number>,
    notes: Vec<Number>,
    ways_back: Vec<Number>,
}

/// The size of the running text in the theme, to which the size of notes is relative.
const RUNNING_TEXT: f32 = 10.6;

/// The pages of a case.
fn pages(pdf: &Pdf, title: &str) -> Result<std::ops::Range<usize>> {
    let first = opening(pdf, title)?;
    let outline = pdf.outline()?;
    let next = outline.iter().find(|(depth, _, page)| *depth == 0 && *page > first);
    Ok(first..next.map_or(pdf.pages.len(), |(_, _, page)| *page))
}

fn numbers(pdf: &Pdf, title: &str) -> Result<Numbers> {
    let mut found = Numbers { references: Vec::new(), notes: Vec::new(), ways_back: Vec::new() };
    for page in pages(pdf, title)? {
        for link in pdf.pages[page].links.iter().filter(|link| is_number(&link.words)) {
            let list = if is_small(link.size) { &mut found.ways_back } else { &mut found.references };
            let (height, to) = (link.area[3], Some(link.to.clone()));
            list.push(Number { page, height, words: link.words.clone(), to });
        }
        for piece in pdf.pages[page].pieces.iter().filter(|piece| is_small(piece.size)) {
            if let Some(digits) = piece.words.strip_suffix('.').filter(|digits| is_number(digits)) {
                let height = piece.y + piece.size;
                found.notes.push(Number { page, height, words: digits.to_owned(), to: None });
            }
        }
    }
    for list in [&mut found.references, &mut found.notes, &mut found.ways_back] {
        list.sort_by(|one, two| one.page.cmp(&two.page).then(two.height.total_cmp(&one.height)));
    }
    Ok(found)
}

fn is_number(words: &str) -> bool {
    !words.is_empty() && words.chars().all(|character| character.is_ascii_digit())
}

/// Whether type is smaller than the running text.
fn is_small(size: f32) -> bool {
    size < RUNNING_TEXT - 0.1
}

const CASES: [(&str, usize); 2] = [("Chad", project::NOTES_OF_CHAD), ("Oman", project::NOTES_OF_OMAN)];

/// Whether a link leads to a position, with a tolerance of one line.
fn leads_to(goal: Option<&Goal>, place: &Number) -> bool {
    matches!(goal, Some(Goal::Page(page, height)) if *page == place.page && (height - place.height).abs() < 20.0)
}

pub fn references_lead_to_notes() -> Result<()> {
    let screen = &built()?.screen;
    for (title, count) in CASES {
        let Numbers { references, notes, .. } = numbers(screen, title)?;
        let order: Vec<String> = notes.iter().map(|note| note.words.clone()).collect();
        same(&order, &(1..=count).map(|number| number.to_string()).collect())?;
        let mut cited = BTreeSet::new();
        for reference in &references {
            let note = notes.iter().find(|note| note.words == reference.words);
            let note = note.ok_or_else(|| format!("{title} has no note {}", reference.words))?;
            let way = format!("{title}: reference {} leads to {:?}", reference.words, reference.to);
            check(leads_to(reference.to.as_ref(), note), way)?;
            cited.insert(&reference.words);
        }
        same(&cited.len(), &count)?;
    }
    Ok(())
}

pub fn arrows_name_the_pages_of_references() -> Result<()> {
    let screen = &built()?.screen;
    for (title, _) in CASES {
        let Numbers { references, notes, ways_back } = numbers(screen, title)?;
        let mut expected: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for reference in &references {
            expected.entry(&reference.words).or_default().insert(reference.page);
        }
        let mut found: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for way in &ways_back {
            let page = way.to.as_ref().and_then(Goal::page).ok_or("a way back leads nowhere")?;
            same(&way.words, &screen.labels[page])?;
            // The page number belongs to the last note number above it.
            let is_above = |note: &&Number| {
                note.page < way.page || note.page == way.page && note.height > way.height - 5.0
            };
            let note = notes.iter().rfind(is_above).ok_or("a way back is above all notes")?;
            found.entry(&note.words).or_default().insert(page);
            check(references.iter().any(|one| one.words == note.words && leads_to(way.to.as_ref(), one)), {
                format!("{title}: the way back from note {} leads to {:?}", note.words, way.to)
            })?;
        }
        same(&found, &expected)?;
        for note in &notes {
            let labels: Vec<&str> =
                expected[note.words.as_str()].iter().map(|page| screen.labels[*page].as_str()).collect();
            let words = format!("↑{}", labels.join(","));
            check(screen.pages[note.page].words().contains(&words), format!("no `{words}` behind a note"))?;
        }
        let twice = expected.values().filter(|pages| pages.len() == 2).count();
        same(&twice, &usize::from(title == "Chad"))?;
    }
    Ok(())
}

/// The words at the head of a page.
pub fn head(page: &Page) -> Vec<&str> {
    let height = page.pieces.iter().map(|piece| piece.y).max_by(f32::total_cmp).unwrap_or_default();
    page.line(height).into_iter().map(|piece| piece.words.as_str()).collect()
}

pub fn heads_over_notes_name_their_pages() -> Result<()> {
    let screen = &built()?.screen;
    for (title, word) in [("Chad", "Notestopages"), ("Oman", "Notestopage")] {
        let Numbers { references, notes, .. } = numbers(screen, title)?;
        // A page without references begins with notes, or with the heading above them.
        let of_notes: BTreeSet<usize> = notes.iter().map(|note| note.page).collect();
        let all = of_notes.into_iter().filter(|page| references.iter().all(|one| one.page != *page));
        let mut checked = 0;
        for page in all {
            let begin = notes.iter().filter(|note| note.page == page);
            let cited =
                |note: &Number| references.iter().find(|one| one.words == note.words).map(|one| one.page);
            let pages: BTreeSet<usize> = begin.filter_map(cited).collect();
            let (Some(first), Some(last)) = (pages.first(), pages.last()) else { continue };
            let (first, last) = (&screen.labels[*first], &screen.labels[*last]);
            let numbers = if first == last { first.clone() } else { format!("{first}–{last}") };
            let case = if screen.labels[page].parse::<usize>()? % 2 == 0 { title } else { "" };
            same(&head(&screen.pages[page]).concat(), &format!("{case}{word}{numbers}"))?;
            checked += 1;
        }
        check(checked >= 2, format!("{title} has only {checked} pages that begin with notes"))?;
    }
    Ok(())
}

/// Unicode lets a line end between these signs and a digit.
pub fn references_do_not_begin_lines() -> Result<()> {
    let words = |number: usize| {
        let filler = ["a bc", "abc ab", "abcdefg", "abcde f"][number % 4];
        let sign = ["?", "!", "—", "…", "%", "?**", "*", "`"][number % 8];
        let opening = ["", "", "", "", "", "**", "*", "`"][number % 8];
        format!("{filler} {} {opening}so{sign}[^{number}]", &"oh my dear "[..number % 11])
    };
    let text: Vec<String> = (0..400).map(words).collect();
    let notes: String = (0..400).map(|number| format!("[^{number}]: A note.\n\n")).collect();
    let text = format!("# Signs\n\n{}\n\n{notes}", text.join(" "));
    let book = "title: A Book\ncases: [a.md]".as_bytes().to_vec();
    let files = [("book.yaml", book), ("a.md", text.into_bytes())];
    let book = casebook::Project::from_files(files).compile().map_err(|report| report.to_string())?;
    let release = book.render(&[casebook::Format::Pdf]).map_err(|report| report.to_string())?;
    let pdf = release.files().iter().find(|file| file.path.ends_with("a-book.pdf")).ok_or("no PDF")?;
    let pdf = Pdf::read(&pdf.bytes)?;
    let mut count = 0;
    for page in pdf.pages.iter().filter(|page| page.words().contains("abcdefg")) {
        let left = page.pieces.iter().map(|piece| piece.x).min_by(f32::total_cmp).unwrap_or_default();
        for link in page.links.iter().filter(|link| is_number(&link.words) && !is_small(link.size)) {
            check(link.area[0] > left + 2.0, format!("a reference begins a line at {:?}", link.area))?;
            count += 1;
        }
    }
    check(count > 350, format!("{count} references"))
}
