//! Typographic quotation marks, apostrophes, primes, spaces and dates, by the language of the text; and titles, which are
//! not Markdown.

mod date;
mod delimiters;
mod elisions;
mod marks;
mod passage;
mod quotes;
pub mod ranges;
mod sides;
mod signs;
mod spaces;

pub use date::date;
pub use delimiters::Language;
pub use passage::{Change, Passage};
pub use signs::{DOUBLE, OBJECT, SINGLE, element, is_undecided, straight};

/// Converts straight quotation marks, double and triple hyphens and triple full stops in a title, as the parser does in
/// Markdown.
#[must_use]
pub fn typographic(words: &str, language: Language) -> String {
    let dashed = words.replace("---", "—").replace("--", "–").replace("...", "…");
    decided(
        &dashed.replace('"', DOUBLE.encode_utf8(&mut [0; 4])).replace('\'', SINGLE.encode_utf8(&mut [0; 4])),
        language,
    )
}

/// The parts of a title, such as `Scorecard Diplomacy:` and `Grading States`, between which a long one is broken.
#[must_use]
pub fn title_parts(title: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for (at, colon) in title.match_indices([':', '：']) {
        let end = at + colon.len();
        if (colon == "：" || title[end..].starts_with(' ')) && !title[end..].trim().is_empty() {
            parts.push(title[begin..end].trim_start());
            begin = end;
        }
    }
    parts.push(title[begin..].trim_start());
    parts
}

/// What begins and what ends a quotation in a language: the outer marks, with their spaces.
#[must_use]
pub fn marks(language: Language) -> (String, String) {
    let quotation = decided(&format!("{}{OBJECT}{}", element(true), element(false)), language);
    let (opening, closing) = quotation.split_once(OBJECT).unwrap_or_default();
    (opening.to_owned(), closing.to_owned())
}

/// What becomes of the undecided marks of a passage and of the spaces beside marks, in order.
#[must_use]
pub fn changes(passage: &Passage) -> Vec<Change> {
    let mut changes = quotes::changes(passage);
    spaces::add(passage, &mut changes);
    changes
}

/// A text in one language with its marks decided.
#[must_use]
pub fn decided(words: &str, language: Language) -> String {
    let mut passage = Passage::default();
    passage.push(words, language);
    let mut changes = changes(&passage).into_iter().peekable();
    let mut out = String::with_capacity(words.len());
    for (at, character) in words.chars().enumerate() {
        match changes.next_if(|change| change.at == at) {
            Some(change) => out.extend(change.signs()),
            None => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::title_parts;

    #[test]
    fn titles_have_parts_after_colons() {
        for (title, parts) in [
            ("Diplomacy", &["Diplomacy"][..]),
            ("Diplomacy: Grading States", &["Diplomacy:", "Grading States"]),
            ("Diplomatie : noter les États", &["Diplomatie :", "noter les États"]),
            ("外交：给国家打分", &["外交：", "给国家打分"]),
            ("One: Two: Three", &["One:", "Two:", "Three"]),
            ("The 9:30 Train", &["The 9:30 Train"]),
            ("Ends with a colon: ", &["Ends with a colon: "]),
        ] {
            assert_eq!(title_parts(title), parts);
        }
    }
}
