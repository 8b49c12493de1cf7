//! Reads the title page: title, subtitle and authors.

use super::chunk::{Chunk, Form};
use super::clean::MARK;
use super::sentence::is_finished;
use crate::import::{Doubt, Place, Properties, Reason};

/// Short chunks at the beginning that may be the title page.
const MOST: usize = 4;

/// Takes the title page from the chunks before the first heading of the contents.
pub fn take(front: &mut Vec<Chunk>, doubts: &mut Vec<Doubt>) -> Properties {
    let mut properties = Properties::default();
    let count = front.iter().take(MOST).take_while(|chunk| is_line(chunk)).count();
    for chunk in front.drain(..count) {
        doubts.push(Doubt {
            place: Place::Line(chunk.line),
            piece: None,
            words: chunk.text.clone(),
            reason: Reason::PropertyGuessed,
        });
        let text = chunk.text.trim_matches(['*', '_', ' ']);
        if properties.title.is_empty() {
            properties.title = text.to_owned();
        } else if let Some(authors) = authors(text).filter(|_| properties.authors.is_empty()) {
            properties.authors = authors;
        } else if properties.subtitle.is_empty() {
            properties.subtitle = text.to_owned();
        }
    }
    properties
}

fn is_line(chunk: &Chunk) -> bool {
    let is_text = matches!(chunk.form, Form::Words | Form::Heading(_));
    let text = chunk.text.as_str();
    is_text
        && text.len() < 160
        && !is_finished(text)
        && !text.contains(MARK.0)
        && text.chars().any(char::is_alphabetic)
}

/// The names in a line that has nothing but names: `by Ann Example and Bob Sample`.
fn authors(text: &str) -> Option<Vec<String>> {
    let bare = ["by ", "By ", "von ", "par ", "por "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text);
    // Helpers are named after the authors.
    let end = [" with ", " With "].iter().filter_map(|word| bare.find(word)).min().unwrap_or(bare.len());
    let names = bare
        .get(..end)?
        .replace(" and ", ", ")
        .replace(" & ", ", ")
        .replace(" und ", ", ")
        .replace(" et ", ", ");
    let names: Vec<String> =
        names.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    names.iter().all(|name| is_name(name)).then_some(names).filter(|names| !names.is_empty())
}

fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let particle = |word: &str| {
        matches!(word, "de" | "van" | "von" | "der" | "den" | "da" | "di" | "la" | "del" | "ten" | "bin")
    };
    let is_part = |word: &&str| particle(word) || word.chars().next().is_some_and(char::is_uppercase);
    (2..=5).contains(&words.len())
        && words.iter().all(is_part)
        && !name.contains([':', '?', '!', '0', '1', '2'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_titles() {
        for (text, expected) in [
            ("by Ann Example and Bob Sample", Some(vec!["Ann Example", "Bob Sample"])),
            ("Ann B. Example With help from Carol Writer", Some(vec!["Ann B. Example"])),
            ("Ports: A History", None),
            ("Working with histories", None),
        ] {
            let expected = expected.map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>());
            assert_eq!(authors(text), expected, "{text}");
        }
    }
}
