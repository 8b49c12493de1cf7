//! Long tables on paper: the last row is never alone on a page, and the repeated header says which table continues.

use std::fs;

use libtest_mimic::Trial;

use crate::first_minutes::{check, said};
use crate::golden::Outcome;
use crate::pages::pdf::{Page, Pdf, squash};

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("tables::long_tables_break_well", long_tables_break_well)]
}

/// Cases that begin with more and more lines, so that their tables break after every row.
const CASES: usize = 24;

/// Rows of each table.
const ROWS: usize = 44;

fn case(number: usize) -> String {
    let lines: String = (0..number).map(|line| format!("Line {line} of the text.\n\n")).collect();
    let rows: String = (1..=ROWS).map(|row| format!("| Row{row}of{number}end | -{row}.5 |\n")).collect();
    format!(
        "# Case {number}\n\n{lines}*Table {number}: Ships*\n\n| Ship | Number |\n| --- | --: |\n{rows}\nAfter it.\n"
    )
}

fn long_tables_break_well() -> Outcome {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let head = "title: Book\nlanguage: en\nchecks: {repeated-caption: allow}\ncases: [\"case*.md\"]\n";
    fs::write(folder.join("book.yaml"), head)?;
    for number in 0..CASES {
        fs::write(folder.join(format!("case{number:02}.md")), case(number))?;
    }
    let (words, code) = said(folder, &["build", "-q", "--format", "pdf"])?;
    check(code == 0 && words.is_empty(), &words)?;
    let (words, code) = said(folder, &["verify", "-q", "dist"])?;
    check(code == 0, &words)?;
    let pdf = Pdf::read(&fs::read(folder.join("dist/book.pdf"))?).map_err(|error| error.to_string())?;
    let mut heights = Vec::new();
    for number in 0..CASES {
        let pages = pdf.pages.iter().filter(|page| !rows(page, number).is_empty());
        for page in pages {
            let rows = rows(page, number);
            check(rows != [ROWS], format!("the last row of table {number} is alone"))?;
            let continued = page.words().contains(&squash(&format!("Table {number} (continued)")));
            check(
                continued == (rows[0] > 1),
                format!("a page of table {number} begins with row {}", rows[0]),
            )?;
            heights.extend(height(page, number, rows[0]));
        }
        let all: String = pdf.pages.iter().map(Page::words).collect();
        check(all.contains("\u{2212}44.5"), "a hyphen is no minus sign")?;
    }
    // Some tables got more space for this: without it, their last rows would be alone.
    let (low, high) =
        heights.iter().fold((f32::MAX, 0.0_f32), |(low, high), of| (low.min(*of), high.max(*of)));
    check(high > low + 0.2 && high < low + 3.0, format!("rows are {low} to {high} points high"))
}

/// The rows of a table on a page.
fn rows(page: &Page, number: usize) -> Vec<usize> {
    (1..=ROWS).filter(|row| page.words().contains(&format!("Row{row}of{number}end"))).collect()
}

/// The height of a row and the space after it, if the next one is on the same page.
fn height(page: &Page, number: usize, row: usize) -> Option<f32> {
    let place = |row: usize| {
        let words = format!("Row{row}of{number}end");
        page.pieces.iter().find(|piece| piece.words == words).map(|piece| piece.y)
    };
    Some(place(row)? - place(row + 1)?)
}
