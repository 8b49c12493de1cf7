//! The test project: long enough that its notes fill pages, and small enough for a fast layout.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use tempfile::TempDir;

use crate::golden::root;

const MANIFEST: &str = "\
title: Two Elections
subtitle: Read back from paper
slug: elections
sort: Two Elections
series: {name: Counting, position: 3}
source: The minutes of two commissions
accessibility: {conforms-to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA, certified-by: A. Reader}
authors: [{name: A. Author, sort: \"Author, A.\"}]
language: en-GB
identifier: urn:isbn:9783161484100
date: 2017-04
publisher: Example Press
rights: © 2017 A. Author
edition: Second edition
site: {url: \"https://example.org\"}
digest-in-imprint: true
page: {trim: 6 × 9 in, margins: {inner: 24mm, outer: 18mm}, bleed: 3mm, crop-marks: true, multiple: 8}
front: [preface.md]
cases: [chad.md, oman.md]
";

/// Draws a bar for each record, and describes it.
const SCRIPT: &str = r##"#let draw(data, options) = stack(dir: ltr, spacing: 2mm, ..data.map(record => rect(
  width: 6mm, height: int(record.count) * 1mm, fill: rgb("#7a1f2b"),
)))
#let describe(data, options) = "Bars for " + data.map(record => record.name).join(" and ")
"##;

const RECORDS: &str = "name,count\nMay,12\nJune,20\n";

const PREFACE: &str = "---\ntitle: Preface\n---\n\nTwo cases follow.\n";

/// Number of paragraphs of Chad, with one note each.
const PARAGRAPHS: usize = 40;
/// Number of notes of each case. The additional note of Chad is cited twice.
pub const NOTES_OF_CHAD: usize = PARAGRAPHS + 1;
pub const NOTES_OF_OMAN: usize = 36;

/// A unique paragraph of about five lines.
fn prose(number: usize) -> String {
    let clerk = format!("Clerk {number} counted the ballots of ward {} by hand", number * 7);
    format!("{clerk}, sealed the boxes and sent them by road to the capital, where they were counted again. ")
        .repeat(2)
}

/// The text of a note, about three lines long.
fn note(label: &str) -> String {
    let words =
        "A cable of the embassy says who was in the room, what was promised, and on which day of the week.";
    format!("[^{label}]: Source {label}. {words} {words}\n\n")
}

/// The references are on several pages, and the notes fill more than one page.
fn chad() -> String {
    let paragraphs: String =
        (1..=PARAGRAPHS).map(|number| format!("{}[^n{number}]\n\n", prose(number).trim_end())).collect();
    let (first, second) =
        paragraphs.split_at(paragraphs.match_indices("\n\n").nth(19).map_or(0, |at| at.0 + 2));
    let notes: String = (1..=PARAGRAPHS).map(|number| note(&format!("n{number}"))).collect();
    format!(
        "---\ntitle: Chad\n---\n\n\
         Both elections were close.[^twice] The other one was [held in Oman](oman.md), as Figure 2 and Table 1 show.\n\n\
         - a list\n- of two\n\n\
         ## Ballots\n\n{first}\
         ![Bars](bars.typ){{data=records.csv}}\n\n*Figure 1: Ballots by month*\n\n\
         ## Recount\n\n### By hand\n\n{second}\
         The same source again.[^twice]\n\n{}{notes}",
        note("twice")
    )
}

/// All references are on one page, and the notes fill more than one page.
fn oman() -> String {
    let references: String =
        (1..=NOTES_OF_OMAN).map(|number| format!("word {number}[^m{number}] ")).collect();
    let notes: String = (1..=NOTES_OF_OMAN).map(|number| note(&format!("m{number}"))).collect();
    format!(
        "---\ntitle: Oman\nslug: case-studies/oman\npdf: Case study - Oman.pdf\n---\n\n{references}\n\n\
         Ballots were counted as [in the first case](chad.md#recount).\n\n\
         ![A chequered flag](flag.png){{#flag}}\n\n*Figure 2: The flag*\n\n\
         ## Numbers\n\n\
         Month | Ballots\n--- | ---:\nMay | 12\nJune | 20\n\n*Table 1: Ballots*\n\n{notes}"
    )
}

/// Writes the project into a folder.
pub fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("book.yaml"), MANIFEST)?;
    fs::write(folder.join("preface.md"), PREFACE)?;
    fs::write(folder.join("chad.md"), chad())?;
    fs::write(folder.join("oman.md"), oman())?;
    fs::write(folder.join("bars.typ"), SCRIPT)?;
    fs::write(folder.join("records.csv"), RECORDS)?;
    fs::copy(root().join("tests/constructs/picture.png"), folder.join("flag.png"))?;
    Ok(())
}

/// Builds the project with the program. The outputs are in `dist` in the folder.
pub fn build() -> Result<TempDir, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    write(&folder.path().join("book"))?;
    make(folder, &["pdf", "print", "cases", "epub"])
}

/// Builds the project in these formats.
pub fn make(folder: TempDir, formats: &[&str]) -> Result<TempDir, Box<dyn std::error::Error>> {
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "book", "--out", "dist"])
        .args(formats.iter().flat_map(|format| ["--format", format]))
        .current_dir(folder.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .output()?;
    if run.status.success() { Ok(folder) } else { Err(String::from_utf8(run.stderr)?.into()) }
}
