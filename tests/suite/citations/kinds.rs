//! Works of every kind, and works that are hard in one way each, in styles of notes, by author and date, and by number, compared with
//! what pandoc 3.9 prints with the same style files: chicago-notes-bibliography, chicago-author-date, apa and ieee of
//! github.com/citation-style-language/styles.

use libtest_mimic::Trial;

use super::{paragraphs, project};
use crate::first_minutes::{check, write};
use crate::golden::Outcome;

/// Works, and the style, the key and the text of each. In a style of notes, the text is that of the note; otherwise, that of the list or
/// of the citation.
const KINDS: [&str; 2] = [include_str!("kinds.bib"), include_str!("kinds.txt")];
/// The same for letters after years, namesakes, ranges of dates, quotations, pages with letters and the like.
const HARD: [&str; 2] = [include_str!("hard.bib"), include_str!("hard.txt")];

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("citations::works_of_every_kind", || compare(KINDS)),
        Trial::test("citations::hard_works", || compare(HARD)),
    ]
}

fn compare([works, expected]: [&str; 2]) -> Outcome {
    for style in ["chicago-notes", "chicago-author-date", "apa", "ieee"] {
        let lines =
            expected.lines().filter_map(|line| line.split_once('\t')).filter(|(name, _)| *name == style);
        let lines: Vec<(&str, &str)> = lines.filter_map(|(_, rest)| rest.split_once('\t')).collect();
        let mut keys: Vec<&str> = lines.iter().map(|(key, _)| *key).collect();
        keys.dedup();
        let text: String = keys.iter().map(|key| format!("[@{key}].\n\n")).collect();
        let keys = format!("bibliography: kinds.bib\ncitation-style: {style}\ncited-in: false");
        let folder = project(&keys, &[&format!("# Oman\n\n{text}")])?;
        write(folder.path(), &[("kinds.bib", works)])?;
        let found: Vec<String> = paragraphs(folder.path())?.iter().map(|text| unnumbered(text)).collect();
        let lost: Vec<_> =
            lines.iter().filter(|(_, text)| !found.iter().any(|found| found == text)).collect();
        check(lost.is_empty(), format!("{style}: {lost:#?} not in {found:#?}"))?;
    }
    check(expected.lines().count() > 100, "few works")
}

/// A work of a list without its number.
fn unnumbered(text: &str) -> String {
    let rest = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map(|(_, rest)| rest);
    rest.unwrap_or(text).trim().to_owned()
}
