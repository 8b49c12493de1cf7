//! Works of every kind in styles of notes, by author and date, and by number, compared with what pandoc 3.9 prints with the same
//! style files: chicago-notes-bibliography, chicago-author-date and ieee of github.com/citation-style-language/styles.

use libtest_mimic::Trial;

use super::{paragraphs, project};
use crate::first_minutes::{check, write};
use crate::golden::Outcome;

const WORKS: &str = include_str!("kinds.bib");

/// Style, key and text of each work. In a style of notes, the text is that of the note; otherwise, that of the list.
const EXPECTED: &str = include_str!("kinds.txt");

pub fn tests() -> Vec<Trial> {
    vec![Trial::test("citations::works_of_every_kind", works_of_every_kind)]
}

fn works_of_every_kind() -> Outcome {
    for style in ["chicago-notes", "chicago-author-date", "ieee"] {
        let lines =
            EXPECTED.lines().filter_map(|line| line.split_once('\t')).filter(|(name, _)| *name == style);
        let works: Vec<(&str, &str)> = lines.filter_map(|(_, rest)| rest.split_once('\t')).collect();
        let text: String = works.iter().map(|(key, _)| format!("One [@{key}].\n\n")).collect();
        let keys = format!("bibliography: kinds.bib\ncitation-style: {style}\ncited-in: false");
        let folder = project(&keys, &[&format!("# Oman\n\n{text}")])?;
        write(folder.path(), &[("kinds.bib", WORKS)])?;
        let found: Vec<String> = paragraphs(folder.path())?.iter().map(|text| unnumbered(text)).collect();
        let lost: Vec<_> =
            works.iter().filter(|(_, text)| !found.iter().any(|found| found == text)).collect();
        check(works.len() > 15 && lost.is_empty(), format!("{style}: {lost:#?} not in {found:#?}"))?;
    }
    Ok(())
}

/// A work of a list without its number.
fn unnumbered(text: &str) -> String {
    let rest = text.strip_prefix('[').and_then(|rest| rest.split_once("] ")).map(|(_, rest)| rest);
    rest.unwrap_or(text).trim().to_owned()
}
