//! Figures and tables that do not fit on a page float, so that no page ends short. They keep their order, and the text
//! of every output keeps the order of the source.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;

use crate::first_minutes::{check, said};
use crate::golden::Outcome;
use crate::pages::pdf::{Page, Pdf, squash};

type Test = fn() -> Outcome;

pub fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 5] = [
        ("no_page_ends_short", no_page_ends_short),
        ("figures_keep_their_order", figures_keep_their_order),
        ("a_figure_can_keep_its_place", a_figure_can_keep_its_place),
        ("no_case_ends_with_a_few_lines", no_case_ends_with_a_few_lines),
        ("no_note_is_alone_below_its_heading", no_note_is_alone_below_its_heading),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("floats::{name}"), test)).collect()
}

/// Cases that begin with more and more lines, so that their figures meet the foot of a page at every height.
const CASES: usize = 12;

const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"300\" height=\"220\">\
    <rect width=\"300\" height=\"220\" fill=\"#777777\"/></svg>";

/// A paragraph of some lines, with its name at its beginning and its end.
fn paragraph(name: &str, lines: usize) -> String {
    format!("Begin{name} {} end{name}.\n\n", "ordinary words of a paragraph that goes on ".repeat(2 * lines))
}

/// A case with two figures, a table, and text between them. `class` is an attribute list of all three.
fn case(number: usize, class: &str) -> String {
    let mut text = format!("# Case {number}\n\n");
    for line in 0..5 + number {
        text += &paragraph(&format!("Lead{number}x{line}"), 2);
    }
    for figure in 1..=2 {
        let _ = write!(text, "![The port](port.svg){class}\n\n*Figure {number}.{figure}: The port*\n\n");
        text += &paragraph(&format!("Text{number}x{figure}"), 3);
    }
    let rows: String = (1..=6).map(|row| format!("| Row {row} | {row} |\n")).collect();
    let _ = write!(text, "*Table {number}.1: Ships*\n\n| Ship | Number |\n| --- | --- |\n{rows}\n");
    for last in 0..6 {
        text += &paragraph(&format!("Last{number}x{last}"), 2);
    }
    text + "Words with a note.[^1]\n\n[^1]: A note.\n"
}

/// Writes and builds a book, and returns its PDF. `verify` compares the order of its tags with the sources.
fn build(folder: &Path, key: &str, class: &str) -> Result<Pdf, libtest_mimic::Failed> {
    fs::write(folder.join("port.svg"), PICTURE)?;
    let head = "title: Book\nlanguage: en\nchecks: {repeated-caption: allow}\ncases: [\"case*.md\"]\n";
    fs::write(folder.join("book.yaml"), format!("{head}{key}"))?;
    for number in 0..CASES {
        fs::write(folder.join(format!("case{number:02}.md")), case(number, class))?;
    }
    let (words, code) = said(folder, &["build", "-q", "--format", "pdf", "--format", "epub"])?;
    check(code == 0 && words.is_empty(), &words)?;
    let (words, code) = said(folder, &["verify", "-q", "dist"])?;
    check(code == 0, &words)?;
    Ok(Pdf::read(&fs::read(folder.join("dist/book.pdf"))?).map_err(|error| error.to_string())?)
}

/// The pages that end more than four lines above the foot, although text of the same case follows.
fn short_pages(pdf: &Pdf) -> Vec<String> {
    let feet: Vec<f32> = pdf.pages.iter().map(foot).collect();
    let lowest = feet.iter().copied().filter(|foot| *foot > 0.0).fold(f32::MAX, f32::min);
    let goes_on = |page: usize| {
        pdf.pages.get(page + 1).is_some_and(|next| {
            let words = next.words();
            words.contains("endLead") || words.contains("endText") || words.contains("endLast")
        })
    };
    let is_short = |page: &usize| {
        let words = pdf.pages[*page].words();
        words.contains("ordinary")
            && goes_on(*page)
            && !next_is_a_case(pdf, *page)
            && feet[*page] - lowest > 60.0
    };
    let name = |page: usize| format!("page {} ends {} points short", pdf.labels[page], feet[page] - lowest);
    (0..pdf.pages.len()).filter(is_short).map(name).collect()
}

fn next_is_a_case(pdf: &Pdf, page: usize) -> bool {
    let opens = |number| {
        let name = format!("BeginLead{number}x0");
        pdf.pages.get(page + 1).is_some_and(|next| next.words().contains(&name))
    };
    (0..CASES).any(opens)
}

/// Height of the lowest line of the running text on a page: of what is set in the size of the text.
fn foot(page: &Page) -> f32 {
    let text = page.pieces.iter().filter(|piece| piece.y > 60.0 && !piece.words.is_empty());
    text.map(|piece| piece.y).fold(f32::MAX, f32::min)
}

fn no_page_ends_short() -> Outcome {
    let folder = tempfile::tempdir()?;
    let pdf = build(folder.path(), "", "")?;
    check(short_pages(&pdf).is_empty(), short_pages(&pdf).join("\n"))?;
    // Without floats, some pages end short: the test would notice them.
    let pdf = build(folder.path(), "floating-figures: false\n", "")?;
    check(short_pages(&pdf).len() > 2, "every page is full even without floats")
}

fn figures_keep_their_order() -> Outcome {
    let folder = tempfile::tempdir()?;
    let pdf = build(folder.path(), "", "")?;
    let all: String = pdf.pages.iter().map(Page::words).collect();
    for number in 0..CASES {
        let place = |words: String| all.rfind(&squash(&words)).ok_or(format!("`{words}` is on no page"));
        let (first, second) =
            (place(format!("Figure {number}.1. The port"))?, place(format!("Figure {number}.2. The port"))?);
        let table = place(format!("Table {number}.1. Ships"))?;
        check(first < second && second < table, format!("case {number}: {first}, {second}, {table}"))?;
        // The notes come after everything else.
        let case = &all[table..];
        check(case.contains("Notes"), format!("case {number} has a table after its notes"))?;
    }
    Ok(())
}

/// Notes of each case, on a line each. One or two of them have room on the page before if all give space.
const NOTES: usize = 30;

fn no_case_ends_with_a_few_lines() -> Outcome {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    fs::write(folder.join("book.yaml"), "title: Book\nlanguage: en\ncases: [\"case*.md\"]\n")?;
    for number in 0..30 {
        let cited: String = (1..=NOTES).map(|note| format!("[^{note}]")).collect();
        let notes: String =
            (1..=NOTES).map(|note| format!("[^{note}]: Note{number}x{note}end.\n\n")).collect();
        let lines: String = (0..number).map(|line| format!("Line {line} of the text.\n\n")).collect();
        let text = format!("# Case {number}\n\n{lines}Words with notes.{cited}\n\n{notes}");
        fs::write(folder.join(format!("case{number:02}.md")), text)?;
    }
    let (words, code) = said(folder, &["build", "-q", "--format", "pdf"])?;
    check(code == 0 && words.is_empty(), &words)?;
    let pdf = Pdf::read(&fs::read(folder.join("dist/book.pdf"))?).map_err(|error| error.to_string())?;
    let mut pitches = Vec::new();
    for number in 0..30 {
        let last =
            pdf.pages.iter().rev().find(|page| page.words().contains(&format!("Note{number}x{NOTES}end")));
        let last = last.ok_or("the last note is on no page")?;
        let place = |note: usize| {
            let words = format!("Note{number}x{note}end");
            last.pieces.iter().find(|piece| piece.words.contains(&words)).map(|piece| piece.y)
        };
        let count = (1..=NOTES).filter(|note| place(*note).is_some()).count();
        check(count > 2, format!("case {number} ends with a page of {count} notes"))?;
        pitches.extend(place(NOTES - 1).zip(place(NOTES)).map(|(one, next)| one - next));
    }
    // Without closer notes in some cases, these would end with a page of one or two.
    let (low, high) =
        pitches.iter().fold((f32::MAX, 0.0_f32), |(low, high), of| (low.min(*of), high.max(*of)));
    check(high > low + 1.0, format!("the notes are {low} to {high} points apart"))
}

/// Cases whose text has no line, one, two and so on.
const SPREAD: usize = 40;

/// No heading of notes stands at the foot of a page with the first note alone.
fn no_note_is_alone_below_its_heading() -> Outcome {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    fs::write(folder.join("book.yaml"), "title: Book\nlanguage: en\ncases: [\"case*.md\"]\n")?;
    for number in 0..SPREAD {
        let lines: String = (0..number).map(|line| format!("Line {line} of the text.\n\n")).collect();
        let words = "words of a note that goes on ".repeat(5);
        let notes: String =
            (1..=9).map(|note| format!("[^{note}]: Note{number}x{note}begins {words}.\n\n")).collect();
        let cited: String = (1..=9).map(|note| format!("[^{note}]")).collect();
        let text = format!("# Case {number}\n\n{lines}Words with notes.{cited}\n\n{notes}");
        fs::write(folder.join(format!("case{number:02}.md")), text)?;
    }
    let (words, code) = said(folder, &["build", "-q", "--format", "pdf"])?;
    check(code == 0 && words.is_empty(), &words)?;
    let pdf = Pdf::read(&fs::read(folder.join("dist/book.pdf"))?).map_err(|error| error.to_string())?;
    for number in 0..SPREAD {
        let has = |page: &Page, note: usize| page.words().contains(&format!("Note{number}x{note}begins"));
        let first = pdf.pages.iter().find(|page| has(page, 1)).ok_or("the first note is on no page")?;
        check(has(first, 2), format!("the first note of case {number} is alone below the heading"))?;
    }
    Ok(())
}

fn a_figure_can_keep_its_place() -> Outcome {
    let folder = tempfile::tempdir()?;
    let pdf = build(folder.path(), "", "{.in-place}")?;
    // A list of figures names each before.
    let page_of = |words: &str| pdf.pages.iter().rposition(|page| page.words().contains(&squash(words)));
    for number in 0..CASES {
        for figure in 1..=2 {
            let caption = format!("Figure {number}.{figure}. The port");
            let before = if figure == 1 {
                format!("endLead{number}x{}.", 4 + number)
            } else {
                format!("endText{number}x1.")
            };
            let (caption_page, before) = (page_of(&caption), page_of(&before));
            let is_next = caption_page.zip(before).is_some_and(|(page, before)| page - before < 2);
            check(
                is_next,
                format!("{caption} is on page {caption_page:?}, the text before it on {before:?}"),
            )?;
        }
    }
    Ok(())
}
