//! Abbreviations: each occurrence of a defined one in the text gets its words as a title.

use super::notation::Abbreviation;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Attributes, Block, Case, Inline, InsideMut};
use crate::source::Span;

/// The class of an abbreviation, as raw HTML has it.
const CLASS: &str = "abbr";

/// Marks the abbreviations in the text and the notes of a case, and reports those that do not occur.
pub fn mark(case: &mut Case, defined: &[Abbreviation], diagnostics: &mut Diagnostics) {
    if defined.is_empty() {
        return;
    }
    let is_used = marked(case, defined);
    let unused = defined.iter().zip(&is_used).filter(|(_, is_used)| !**is_used);
    for (abbreviation, _) in unused {
        let message = format!("the abbreviation `{}` does not occur in this file", abbreviation.name);
        let span = Span::new(case.file, abbreviation.range.clone());
        diagnostics.push(Diagnostic::new(Code::UnusedAbbreviation, span, message).help("delete the line"));
    }
}

/// Marks the abbreviations of the book, each with its words. Those that the case defines are marked before.
pub fn mark_known(case: &mut Case, known: &[(String, String)]) {
    let abbreviation = |(name, words): &(String, String)| Abbreviation {
        name: name.clone(),
        words: words.clone(),
        range: 0..0,
    };
    let defined: Vec<Abbreviation> = known.iter().map(abbreviation).collect();
    marked(case, &defined);
}

/// Marks abbreviations. Returns which of them occur.
fn marked(case: &mut Case, defined: &[Abbreviation]) -> Vec<bool> {
    let mut marker = Marker { defined, is_used: vec![false; defined.len()] };
    marker.blocks(&mut case.blocks);
    for note in &mut case.notes {
        marker.blocks(&mut note.blocks);
    }
    marker.is_used
}

struct Marker<'a> {
    defined: &'a [Abbreviation],
    is_used: Vec<bool>,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.inlines(content),
                    InsideMut::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for mut inline in std::mem::take(inlines) {
            match &mut inline {
                Inline::Text(words) => {
                    self.words(words, inlines);
                    continue;
                }
                // The author has explained it here.
                Inline::Span(attributes, _) if attributes.classes.iter().any(|class| class == CLASS) => {}
                other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                }
            }
            inlines.push(inline);
        }
    }

    fn words(&mut self, words: &str, inlines: &mut Vec<Inline>) {
        let mut kept = 0;
        while let Some((start, index)) = self.next(words, kept) {
            let Abbreviation { name, words: title, .. } = &self.defined[index];
            self.is_used[index] = true;
            if kept < start {
                inlines.push(Inline::Text(words[kept..start].to_owned()));
            }
            let attributes = Attributes {
                classes: vec![CLASS.to_owned()],
                other: vec![("title".to_owned(), title.clone())],
                ..Attributes::default()
            };
            inlines.push(Inline::Span(attributes, vec![Inline::Text(name.clone())]));
            kept = start + name.len();
        }
        if kept < words.len() {
            inlines.push(Inline::Text(words[kept..].to_owned()));
        }
    }

    /// The next occurrence of an abbreviation as a whole word, the longest one first.
    fn next(&self, words: &str, from: usize) -> Option<(usize, usize)> {
        let occurrence = |(index, abbreviation): (usize, &Abbreviation)| {
            let name = &abbreviation.name;
            let mut found = words[from..].match_indices(name).map(|(at, _)| from + at);
            let start = found.find(|start| is_whole(words, *start, start + name.len()))?;
            Some((start, index))
        };
        let found = self.defined.iter().enumerate().filter_map(occurrence);
        found.min_by_key(|(start, index)| (*start, usize::MAX - self.defined[*index].name.len()))
    }
}

fn is_whole(words: &str, start: usize, end: usize) -> bool {
    !words[..start].ends_with(char::is_alphanumeric) && !words[end..].starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inlines(words: &str) -> Vec<Inline> {
        let of = |name: &str| Abbreviation { name: name.into(), words: "words".into(), range: 0..0 };
        let defined = [of("HTML"), of("HTML 5"), of("É")];
        let mut marker = Marker { defined: &defined, is_used: vec![false; 3] };
        let mut inlines = vec![Inline::Text(words.to_owned())];
        marker.inlines(&mut inlines);
        inlines
    }

    #[test]
    fn whole_words_are_marked() {
        let cases = [
            ("HTML", 1),
            ("XHTML and HTMLs", 1),
            ("an HTML page", 3),
            ("HTML 5", 1),
            ("(HTML), HTML", 4),
            ("ÉÉ Éa É", 2),
        ];
        for (words, count) in cases {
            assert_eq!(inlines(words).len(), count, "{words:?}");
        }
    }
}
