//! Reads which part of a work is cited: `pp. 12–14`, `chap. 2`, `S. 7`, in the words of the book's language or in English.

use hayagriva::citationberg::taxonomy::{Locator, Term};
use hayagriva::citationberg::{Locale, TermForm};

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
            let found = self.find(inside).filter(|found| found.length == inside.len());
            let (kind, value) = found
                .map_or_else(|| (Locator::Page, inside.trim().to_owned()), |found| (found.kind, found.value));
            return Some(Found { kind, value, length: start + inside.len() + 2 });
        }
        let label = self.0.iter().find_map(|(word, kind)| {
            let length = prefix(&text[start..], word)?;
            let rest = &text[start + length..];
            let is_whole = !word.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
            is_whole.then_some((*kind, start + length))
        });
        let (kind, after) = label.unwrap_or((Locator::Page, start));
        let from =
            after + (text[after..].len() - text[after..].trim_start_matches([' ', '\u{a0}', '.']).len());
        let length = value(&text[from..], label.is_some());
        (length > 0).then(|| Found {
            kind,
            value: text[from..from + length].to_owned(),
            length: from + length,
        })
    }
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
}
