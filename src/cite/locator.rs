//! Reads which part of a work is cited: `pp. 12–14`, `chap. 2`, `S. 7`, in the words of the book's language or in English.

use hayagriva::citationberg::taxonomy::{Locator, Term};
use hayagriva::citationberg::{Locale, PageRangeFormat, TermForm};

/// The kinds of parts that have words in the locales.
const KINDS: [Locator; 22] = [
    Locator::Page,
    Locator::Act,
    Locator::Appendix,
    Locator::ArticleLocator,
    Locator::Book,
    Locator::Canon,
    Locator::Chapter,
    Locator::Column,
    Locator::Equation,
    Locator::Figure,
    Locator::Folio,
    Locator::Issue,
    Locator::Line,
    Locator::Note,
    Locator::Paragraph,
    Locator::Part,
    Locator::Rule,
    Locator::Section,
    Locator::SubVerbo,
    Locator::Table,
    Locator::Verse,
    Locator::Volume,
];

/// Words that pandoc knows besides those of the locales.
const MORE: &[(&str, Locator)] = &[
    ("ch.", Locator::Chapter),
    ("chs.", Locator::Chapter),
    ("chap.", Locator::Chapter),
    ("sec.", Locator::Section),
    ("secs.", Locator::Section),
    ("para.", Locator::Paragraph),
    ("paras.", Locator::Paragraph),
    ("n.", Locator::Note),
    ("nn.", Locator::Note),
    ("fig.", Locator::Figure),
    ("figs.", Locator::Figure),
    ("vol.", Locator::Volume),
    ("vols.", Locator::Volume),
    ("bk.", Locator::Book),
    ("pt.", Locator::Part),
    ("app.", Locator::Appendix),
];

/// The words for parts of works, the longest first.
pub struct Words(Vec<(String, Locator)>);

/// A part of a work at the beginning of a text.
#[derive(Debug, PartialEq)]
pub struct Found {
    pub kind: Locator,
    pub value: String,
    /// The length of the text that names the part.
    pub length: usize,
}

impl Words {
    /// The words of these locales.
    pub fn of<'l>(locales: impl Iterator<Item = &'l Locale>) -> Self {
        let mut words: Vec<(String, Locator)> =
            MORE.iter().map(|(word, kind)| ((*word).to_owned(), *kind)).collect();
        for locale in locales {
            for (kind, form) in KINDS.into_iter().flat_map(|kind| FORMS.map(|form| (kind, form))) {
                let Some(term) = locale.term(Term::Locator(kind), form) else { continue };
                let forms = [term.single(), term.multiple()];
                words.extend(forms.into_iter().flatten().map(|word| (word.to_lowercase(), kind)));
            }
        }
        words.retain(|(word, _)| !word.is_empty());
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Self(words)
    }

    /// The part that the beginning of a text names.
    pub fn find(&self, text: &str) -> Option<Found> {
        let start = text.len() - text.trim_start_matches([',', ' ', '\u{a0}']).len();
        if let Some(inside) = text[start..].strip_prefix('{') {
            let (inside, _) = inside.split_once('}')?;
            let (kind, value) = match self.label(inside) {
                Some((kind, from)) if from < inside.len() => (kind, &inside[from..]),
                Some(_) | None => (Locator::Page, inside),
            };
            let value = value.trim().to_owned();
            return Some(Found { kind, value, length: start + inside.len() + 2 });
        }
        let label = self.label(&text[start..]);
        let (kind, from) = label.map_or((Locator::Page, start), |(kind, length)| (kind, start + length));
        let length = value(&text[from..], label.is_some());
        (length > 0).then(|| Found {
            kind,
            value: text[from..from + length].to_owned(),
            length: from + length,
        })
    }

    /// The kind of part that a word at the beginning names, and where its value begins.
    fn label(&self, text: &str) -> Option<(Locator, usize)> {
        self.0.iter().find_map(|(word, kind)| {
            let length = prefix(text, word)?;
            let rest = &text[length..];
            let is_whole = !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
            let rest = rest.trim_start_matches([' ', '\u{a0}', '.']);
            is_whole.then_some((*kind, text.len() - rest.len()))
        })
    }
}

/// Whether a value names several parts: `iv, vi–xi`.
pub fn is_plural(value: &str) -> bool {
    let words = [", ", " and ", " & ", " und ", " et "];
    value.trim().contains(['-', '–', '—', ';', ',']) || words.iter().any(|word| value.contains(word))
}

/// A value that names several parts as it is printed, with ranges in the form of the style: `1103–28`.
pub fn printed(value: &str, format: PageRangeFormat) -> String {
    let piece = |piece: &str| {
        let number = |part: &str| !part.is_empty() && part.chars().all(|digit| digit.is_ascii_digit());
        let bare = piece.trim_end_matches([',', ';', ' ']);
        match bare.split_once(['-', '–', '—']) {
            Some((first, last)) if number(first) && number(last.trim_start_matches(['-', '–'])) => {
                let mut range = String::new();
                // Writing to a text cannot fail.
                let _ = format.format(&mut range, first, last.trim_start_matches(['-', '–']), Some("–"));
                range + &piece[bare.len()..]
            }
            Some((first, last)) => {
                format!("{first}–{}{}", last.trim_start_matches(['-', '–']), &piece[bare.len()..])
            }
            None => piece.to_owned(),
        }
    };
    value.split_inclusive([',', ';', ' ']).map(piece).collect()
}

const FORMS: [TermForm; 3] = [TermForm::Long, TermForm::Short, TermForm::Symbol];

/// The length of `word` at the beginning of a text, in any case.
fn prefix(text: &str, word: &str) -> Option<usize> {
    let length = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(end, _)| end);
    (text[..length].to_lowercase() == word).then_some(length)
}

/// The length of the numbers at the beginning of a text: `12`, `12–14, 18`, `iv`, `3 and 5`. Roman numerals count only after a
/// word such as `p.`.
fn value(text: &str, is_labelled: bool) -> usize {
    let (mut end, mut at) = (0, 0);
    loop {
        let rest = &text[at..];
        let length = rest.find([' ', ',', ';', '\u{a0}', ')', ']']).unwrap_or(rest.len());
        let token = rest[..length].trim_end_matches(['.', ':', '?', '!']);
        if !is_number(token, is_labelled) {
            return end;
        }
        end = at + token.len();
        let gap = &text[end..];
        let joint = gap.trim_start_matches([',', ' ', '\u{a0}']);
        let joint =
            ["and ", "& ", "und ", "et "].iter().find_map(|word| joint.strip_prefix(word)).unwrap_or(joint);
        if joint.len() == gap.len() {
            return end;
        }
        at = text.len() - joint.len();
    }
}

fn is_number(token: &str, may_be_roman: bool) -> bool {
    let is_roman = |part: &str| !part.is_empty() && part.chars().all(|letter| "ivxlcdm".contains(letter));
    let mut parts = token.split(['-', '–', '—']);
    token.starts_with(|first: char| first.is_ascii_digit())
        || token.contains(|letter: char| letter.is_ascii_digit()) && may_be_roman
        || may_be_roman
            && parts.all(|part| is_roman(part) || part.chars().all(|letter| letter.is_ascii_digit()))
            && !token.is_empty()
}

#[cfg(test)]
mod tests {
    use hayagriva::archive::locales;

    use super::*;

    #[test]
    fn parts_of_works_are_read_in_two_languages() {
        let all = locales();
        let of = |code: &'static str| {
            all.iter().filter(move |locale| locale.lang.as_ref().is_some_and(|lang| lang.0 == code))
        };
        let words = Words::of(of("de-DE").chain(of("en-US")));
        for (text, expected) in [
            (", pp. 12–14", Some((Locator::Page, "12–14", ""))),
            (", p. 3, emphasis added", Some((Locator::Page, "3", ", emphasis added"))),
            (" 33", Some((Locator::Page, "33", ""))),
            (", 33–35, 40, passim", Some((Locator::Page, "33–35, 40", ", passim"))),
            (", S. 7", Some((Locator::Page, "7", ""))),
            (", Kap. 2", Some((Locator::Chapter, "2", ""))),
            (", chapter 2 and more", Some((Locator::Chapter, "2", " and more"))),
            (", chap. iv", Some((Locator::Chapter, "iv", ""))),
            (", § 5", Some((Locator::Section, "5", ""))),
            (", pages 3 and 5", Some((Locator::Page, "3 and 5", ""))),
            ("{ii, A, D-Z}, with a suffix", Some((Locator::Page, "ii, A, D-Z", ", with a suffix"))),
            (", {pp. iv, 3a, B}", Some((Locator::Page, "iv, 3a, B", ""))),
            (" {chap. B}", Some((Locator::Chapter, "B", ""))),
            (", vol. 2, p. 3", Some((Locator::Volume, "2", ", p. 3"))),
            (", as quoted", None),
            (", i mean this", None),
            ("", None),
            (", pp. passim", None),
        ] {
            let found = words.find(text);
            let found = found.as_ref().map(|found| (found.kind, found.value.as_str(), &text[found.length..]));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn ranges_have_the_form_of_the_style() {
        use PageRangeFormat::{Chicago16, Expanded, Minimal};
        for (value, format, expected) in [
            ("1103-1128", Chicago16, "1103–28"),
            ("1103–1128, 1130", Minimal, "1103–28, 1130"),
            ("1103--1128", Expanded, "1103–1128"),
            ("iv, vi-xi", Chicago16, "iv, vi–xi"),
            ("3, 5-7 and 12", Chicago16, "3, 5–7 and 12"),
        ] {
            assert_eq!(printed(value, format), expected, "{value}");
        }
        assert!(is_plural("iv, vi") && is_plural("3 and 5") && !is_plural("iv") && !is_plural("3a"));
    }
}
