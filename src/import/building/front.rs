//! The properties of the document: its title, authors and summary, by the styles of its first paragraphs or as saved with it.

use super::item::{Item, Kind, Paragraph};
use super::pool::Pool;
use super::role::Role;
use crate::import::{Properties, Reason};

/// Takes the title and the like off the beginning of the document.
pub fn take(items: &mut Vec<Item>, pool: &mut Pool) -> Properties {
    let mut properties = Properties::default();
    let count = items.iter().take_while(|item| is_front(item)).count();
    // A page break or empty lines without a title before them belong to the text.
    let has_front = items
        .iter()
        .take(count)
        .any(|item| matches!(item, Item::Paragraph(paragraph) if paragraph.is_visible()));
    if !has_front {
        return properties;
    }
    for item in items.drain(..count) {
        if let Item::Paragraph(paragraph) = item {
            add(&mut properties, &paragraph, pool);
        }
    }
    properties
}

fn is_front(item: &Item) -> bool {
    let Item::Paragraph(paragraph) = item else { return false };
    let is_picture =
        paragraph.atoms.iter().any(|atom| matches!(atom.kind, Kind::Image(..) | Kind::Formula(..)));
    match paragraph.role {
        Role::Title | Role::Subtitle | Role::Author | Role::Date => !is_picture,
        Role::Abstract | Role::AbstractTitle => {
            let has_notes =
                paragraph.atoms.iter().any(|atom| matches!(atom.kind, Kind::Note(_) | Kind::Citation(..)));
            !is_picture && !has_notes
        }
        _ => !paragraph.is_visible() && !paragraph.is_rule,
    }
}

fn add(properties: &mut Properties, paragraph: &Paragraph, pool: &mut Pool) {
    let words = paragraph.words();
    if words.is_empty() {
        return;
    }
    let mut doubt = |reason| pool.doubt_at(paragraph.number, reason, &words);
    if paragraph.atoms.iter().any(|atom| matches!(atom.kind, Kind::Note(_))) {
        doubt(Reason::TitleNote);
    }
    let join = |text: &mut String, between: &str| {
        let gap = if text.is_empty() { "" } else { between };
        text.push_str(&format!("{gap}{words}"));
    };
    match paragraph.role {
        Role::Title => join(&mut properties.title, " "),
        Role::Subtitle => join(&mut properties.subtitle, " "),
        Role::Author => properties.authors.extend(authors(paragraph)),
        Role::Date => match date(&words) {
            Some(date) => properties.date = date,
            None => doubt(Reason::Date),
        },
        Role::Abstract => join(&mut properties.description, "\n\n"),
        _ => {}
    }
}

/// The authors in a paragraph: one a line, or with `and` or a semicolon between them.
fn authors(paragraph: &Paragraph) -> Vec<String> {
    let mut text = String::new();
    for atom in &paragraph.atoms {
        match &atom.kind {
            Kind::Text(words) => text.push_str(words),
            Kind::Break => text.push(';'),
            _ => {}
        }
    }
    names(&text)
}

fn names(text: &str) -> Vec<String> {
    let mut text = text.replace(['\t', '\n'], " ");
    let ands = [" and ", " & ", " und ", " et ", " y "];
    if ands.iter().any(|and| text.contains(and)) {
        for and in ands {
            text = text.replace(and, ";");
        }
        text = text.replace(", ", ";");
    }
    let name = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split(';').map(|part| name(part.trim_matches([' ', ',']))).filter(|name| !name.is_empty()).collect()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date as in `book.yaml`: `2014-07-28`.
fn date(text: &str) -> Option<String> {
    let is_digits =
        |part: &str, count: usize| part.len() == count && part.chars().all(|digit| digit.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    match parts.as_slice() {
        [year] | [year, _] | [year, _, _]
            if is_digits(year, 4) && parts.iter().skip(1).all(|part| is_digits(part, 2)) =>
        {
            return Some(text.to_owned());
        }
        _ => {}
    }
    let words: Vec<String> =
        text.split([' ', ',', '.']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let month_of = |word: &String| MONTHS.iter().position(|month| month == word).map(|index| index + 1);
    let number = |word: &String| word.parse::<u32>().ok();
    match words.as_slice() {
        [month, year] if is_digits(year, 4) => Some(format!("{year}-{:02}", month_of(month)?)),
        [first, second, year] if is_digits(year, 4) => {
            let (month, day) = match month_of(first) {
                Some(month) => (month, number(second)?),
                None => (month_of(second)?, number(first)?),
            };
            (1..=31).contains(&day).then(|| format!("{year}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

/// The properties that were saved with a document. An empty one was not.
#[derive(Debug, Default)]
pub struct Saved {
    /// The title.
    pub title: String,
    /// The authors, as one text.
    pub authors: String,
    /// A summary.
    pub description: String,
    /// The language.
    pub language: String,
}

/// Fills what the text does not say with the properties that were saved with the document.
pub fn fill(properties: &mut Properties, saved: &Saved, language: &str, pool: &mut Pool) {
    let mut words = Vec::new();
    if properties.title.is_empty() {
        properties.title = saved.title.trim().to_owned();
        words.push(properties.title.clone());
    }
    if properties.authors.is_empty() {
        properties.authors = names(&saved.authors);
        words.extend(properties.authors.iter().cloned());
    }
    if properties.description.is_empty() {
        properties.description = saved.description.trim().to_owned();
        words.push(properties.description.clone());
    }
    words.retain(|word| !word.is_empty());
    if !words.is_empty() {
        pool.doubt_at(0, Reason::SavedProperties, &words.join(" | "));
    }
    let own = oxilangtag::LanguageTag::parse_and_normalize(saved.language.trim());
    properties.language = language.to_owned();
    if let (true, Ok(tag)) = (language.is_empty(), own) {
        properties.language = tag.as_str().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_names_are_read() {
        for (text, expected) in [
            ("July 28, 2014", Some("2014-07-28")),
            ("28 July 2014", Some("2014-07-28")),
            ("May 2017", Some("2017-05")),
            ("2017-05", Some("2017-05")),
            ("2017", Some("2017")),
            ("Easter 2017", None),
            ("Monday", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
        for (text, expected) in [
            ("Judith G. Kelley", &["Judith G. Kelley"][..]),
            ("A. One, B. Two and C. Three", &["A. One", "B. Two", "C. Three"]),
            ("One, A.; Two, B.", &["One, A.", "Two, B."]),
            ("", &[]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }
}
