//! Citations, `[see @key, p. 3]`, and cross-references, `@fig-port`.

use super::escape::Site;
use super::piece::{Piece, gather_words};
use super::writer::Writer;
use crate::model::{Citation, CitationForm, CitedWork, CrossReference, Inline, Referred, Wanted, plain_text};

impl Writer<'_> {
    /// Adds a citation.
    pub(super) fn citation(&self, citation: &Citation, site: Site, pieces: &mut Vec<Piece>) {
        let Some((first, others)) = citation.works.split_first() else { return };
        let is_in_text =
            citation.form == CitationForm::InText && !first.hides_author && first.prefix.is_empty();
        if !is_in_text {
            return self.bracketed(&citation.works, site, pieces);
        }
        pieces.push(Piece::Raw(format!("@{}", key(&first.key))));
        if first.suffix.is_empty() && others.is_empty() {
            return;
        }
        pieces.push(Piece::Raw(" [".to_owned()));
        self.gather_into(&first.suffix, site, pieces);
        for work in others {
            pieces.push(Piece::Raw(";".to_owned()));
            self.work(work, site, pieces);
        }
        pieces.push(Piece::Raw("]".to_owned()));
    }

    fn bracketed(&self, works: &[CitedWork], site: Site, pieces: &mut Vec<Piece>) {
        pieces.push(Piece::Raw("[".to_owned()));
        for (index, work) in works.iter().enumerate() {
            if index > 0 {
                pieces.push(Piece::Raw(";".to_owned()));
                if work.prefix.is_empty() {
                    pieces.push(Piece::Char(' '));
                }
            }
            self.work(work, site, pieces);
        }
        pieces.push(Piece::Raw("]".to_owned()));
    }

    fn work(&self, work: &CitedWork, site: Site, pieces: &mut Vec<Piece>) {
        self.gather_into(&work.prefix, site, pieces);
        if !work.prefix.is_empty() && pieces.last() != Some(&Piece::Char(' ')) {
            pieces.push(Piece::Char(' '));
        }
        let sign = if work.hides_author { "-@" } else { "@" };
        pieces.push(Piece::Raw(format!("{sign}{}", key(&work.key))));
        let begins_with_word =
            plain_text(&work.suffix).starts_with(char::is_alphanumeric) && !begins_with_space(&work.suffix);
        if begins_with_word {
            gather_words(", ", pieces);
        }
        self.gather_into(&work.suffix, site, pieces);
    }

    /// Adds a cross-reference.
    pub(super) fn cross_reference(
        &self,
        reference: &CrossReference,
        written: &[Inline],
        site: Site,
        pieces: &mut Vec<Piece>,
    ) {
        if !written.is_empty() {
            return self.as_written(written, site, pieces);
        }
        for place in &reference.places {
            pieces.push(Piece::Raw(referred(place)));
        }
    }

    /// Adds the signs of a cross-reference as they were typed.
    fn as_written(&self, written: &[Inline], site: Site, pieces: &mut Vec<Piece>) {
        for inline in written {
            match inline {
                Inline::Text(words) => {
                    for (index, word) in words.split(' ').enumerate() {
                        if index > 0 {
                            pieces.push(Piece::Char(' '));
                        }
                        pieces.push(Piece::Raw(escaped_command(word)));
                    }
                }
                other => self.gather_into(std::slice::from_ref(other), site, pieces),
            }
        }
    }
}

/// A word of a cross-reference; the one of bookdown begins with an escaped sign.
fn escaped_command(word: &str) -> String {
    if word.starts_with("@ref(") { format!("\\{word}") } else { word.to_owned() }
}

fn begins_with_space(content: &[Inline]) -> bool {
    matches!(content.first(), Some(Inline::Text(words)) if words.starts_with([' ', '\u{A0}']))
}

/// A reference to one place.
fn referred(place: &Referred) -> String {
    let id = &place.id;
    match place.wanted {
        Wanted::Label => format!("@{id}"),
        Wanted::Number => format!("[-@{id}]"),
        Wanted::Bare => format!("\\ref{{{id}}}"),
        Wanted::Name => format!("{{ref}}`{id}`"),
        Wanted::Words => format!("{{ref}}`{} <{id}>`", plain_text(&place.prefix)),
        Wanted::Title => format!("{{doc}}`{id}`"),
    }
}

/// A key, in braces if it has signs that would end it.
fn key(key: &str) -> String {
    let is_letter = |sign: char| sign.is_alphanumeric() || sign == '_';
    let is_plain = key.starts_with(is_letter)
        && key.ends_with(is_letter)
        && key.chars().all(|sign| is_letter(sign) || ":.#$%&-+?<>~/".contains(sign))
        && !key.chars().zip(key.chars().skip(1)).any(|(one, next)| !is_letter(one) && !is_letter(next))
        && !key.contains(['$', '<', '~', '&', '#']);
    if is_plain { key.to_owned() } else { format!("{{{key}}}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn keys_have_braces_only_where_needed() {
        for (key, expected) in [
            ("kelley2017", "kelley2017"),
            ("doi:10.1/x-y", "doi:10.1/x-y"),
            ("a--b", "{a--b}"),
            ("a.", "{a.}"),
            ("two words", "{two words}"),
        ] {
            assert_eq!(super::key(key), expected);
        }
    }
}
