//! Removes the space between a word and the reference to its note: `word [^1]`. With the space, the number could begin
//! a line.

use unicode_script::{Script, UnicodeScript};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Block, Case, Inline, InsideMut, ReferenceId, Shown};

/// Removes these spaces from a case, with a warning for each. A no-break space is kept, as are the space between two
/// references and one without which two words would be one: `word [^1]word`.
pub fn remove(case: &mut Case, diagnostics: &mut Diagnostics) {
    let mut found = Vec::new();
    blocks(&mut case.blocks, &mut found);
    for note in &mut case.notes {
        blocks(&mut note.blocks, &mut found);
    }
    found.sort_unstable();
    for id in found {
        let reference = &case.references[id.index()];
        let message = format!("the space before the reference to note `{}` is removed", reference.label);
        let help = "delete the space, or write `&nbsp;` to keep it";
        diagnostics.push(Diagnostic::new(Code::SpaceBeforeNote, reference.span, message).help(help));
    }
}

fn blocks(of: &mut [Block], found: &mut Vec<ReferenceId>) {
    for block in of {
        for inside in block.inside_mut() {
            match inside {
                InsideMut::Text(content) => text(content, found),
                InsideMut::Blocks(inner) => blocks(inner, found),
            }
        }
    }
}

fn text(content: &mut Vec<Inline>, found: &mut Vec<ReferenceId>) {
    let mut search = Search::default();
    search.read(content);
    search.end(false);
    if !search.found.is_empty() {
        let mut number = 0;
        trim(content, &mut number, &search.found);
        found.extend(search.found.iter().map(|(_, reference)| *reference));
    }
}

/// What precedes a place in running text.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, in this line.
    #[default]
    Nothing,
    /// A reference, and perhaps a space after it.
    Reference,
    /// A word, a picture or the like.
    Word,
    /// A word, and a space at the end of the text with this number.
    Space(usize),
}

/// Finds references after a space. Texts are numbered in their order.
#[derive(Default)]
struct Search {
    before: Before,
    texts: usize,
    /// The text that ends with the space, and the reference.
    found: Vec<(usize, ReferenceId)>,
    /// One of these whose next word is not known yet.
    open: Option<(usize, ReferenceId)>,
}

/// Whether a character cannot stand directly after the word before it.
fn begins_word(character: char) -> bool {
    let is_spaced = !matches!(character.script(), Script::Han | Script::Hiragana | Script::Katakana);
    character.is_alphanumeric() && is_spaced || "([{“‘«„¿¡".contains(character)
}

impl Search {
    fn read(&mut self, content: &[Inline]) {
        for inline in content {
            match inline.shown() {
                Shown::Words(words) => {
                    self.words(words);
                    self.texts += usize::from(matches!(inline, Inline::Text(_)));
                }
                Shown::Code(_) | Shown::Formula(_) => self.word(),
                Shown::Break => {
                    self.end(false);
                    self.before = Before::Nothing;
                }
                Shown::Object => self.object(inline),
                Shown::Children => self.read(inline.children()),
            }
        }
    }

    fn words(&mut self, words: &str) {
        if let Some(first) = words.chars().next() {
            self.end(begins_word(first));
        }
        let has_word = !words.trim_matches(' ').is_empty();
        self.before = match self.before {
            before if words.is_empty() => before,
            _ if has_word && !words.ends_with(' ') => Before::Word,
            _ if has_word => Before::Space(self.texts),
            Before::Word => Before::Space(self.texts),
            before => before,
        };
    }

    fn object(&mut self, inline: &Inline) {
        let Inline::NoteReference(id) = inline else { return self.word() };
        if let Before::Space(text) = self.before {
            self.open = Some((text, *id));
        }
        self.before = Before::Reference;
    }

    /// Code or a picture.
    fn word(&mut self) {
        self.end(true);
        self.before = Before::Word;
    }

    /// Something follows the reference; the space before it is needed if that is a word.
    fn end(&mut self, is_word: bool) {
        let open = self.open.take();
        self.found.extend(open.filter(|_| !is_word));
    }
}

/// Trims the ends of the texts that were found. `number` counts the texts.
fn trim(content: &mut Vec<Inline>, number: &mut usize, found: &[(usize, ReferenceId)]) {
    for inline in content.iter_mut() {
        match inline {
            Inline::Text(words) => {
                if found.iter().any(|(text, _)| text == number) {
                    words.truncate(words.trim_end_matches(' ').len());
                }
                *number += 1;
            }
            inline => {
                if let Some(children) = inline.children_mut() {
                    trim(children, number, found);
                }
            }
        }
    }
    content.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::model::{Inline, ReferenceId, Style};

    fn note(number: usize) -> Inline {
        Inline::NoteReference(ReferenceId::after(number))
    }

    fn words(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    fn emphasis(content: Vec<Inline>) -> Inline {
        Inline::Styled(Style::Emphasis, content)
    }

    #[test]
    fn a_space_after_a_word_is_removed() {
        for (before, after) in [
            (vec![words("word "), note(0)], vec![words("word"), note(0)]),
            (vec![emphasis(vec![words("word ")]), note(0)], vec![emphasis(vec![words("word")]), note(0)]),
            (vec![words("a "), emphasis(vec![note(0)])], vec![words("a"), emphasis(vec![note(0)])]),
            (
                vec![Inline::Code("x".to_owned()), words(" "), note(0)],
                vec![Inline::Code("x".to_owned()), note(0)],
            ),
        ] {
            let (mut content, mut found) = (before, Vec::new());
            text(&mut content, &mut found);
            assert_eq!((content, found.len()), (after, 1));
        }
    }

    #[test]
    fn other_spaces_are_kept() {
        for content in [
            vec![note(0), words(" "), note(1)],
            vec![words("word\u{A0}"), note(0)],
            vec![words("word"), note(0), words(" more")],
            vec![words("word"), Inline::LineBreak, note(0)],
            vec![note(0), words(" word")],
            vec![words("word "), note(0), words("word")],
            vec![words("word "), note(0), note(1), emphasis(vec![words("word")])],
        ] {
            let (mut after, mut found) = (content.clone(), Vec::new());
            text(&mut after, &mut found);
            assert_eq!((after, found.len()), (content, 0));
        }
    }
}
