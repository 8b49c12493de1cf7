//! Whitespace in running text.

use super::line_end::{self, LINE_END};
use crate::model::{Inline, Shown};

/// Appends words. Every run of spaces, tabs and line ends becomes one space, or one line end. Keeps no-break spaces.
pub fn append(text: &mut String, words: &str) {
    text.reserve(words.len());
    for character in words.chars() {
        match (character, text.chars().next_back()) {
            ('\n', Some(' ')) => {
                text.pop();
                text.push(LINE_END);
            }
            (' ' | '\t' | '\n' | '\u{C}', Some(' ' | LINE_END)) => {}
            ('\n', _) => text.push(LINE_END),
            (' ' | '\t' | '\u{C}', _) => text.push(' '),
            (character, _) => text.push(character),
        }
    }
}

/// Resolves line ends. Removes spaces at the ends of a paragraph and of its lines, doubled spaces, and inlines that are
/// empty after that.
pub fn tidy(inlines: &mut Vec<Inline>) {
    line_end::resolve(inlines);
    let mut after_blank = true;
    drop_doubled(inlines, &mut after_blank);
    drop_trailing(inlines);
    // The inlines live as long as the book, and most paragraphs have only one.
    inlines.shrink_to_fit();
}

fn drop_doubled(inlines: &mut Vec<Inline>, after_blank: &mut bool) {
    for inline in inlines.iter_mut() {
        match inline {
            Inline::Text(text) => {
                if *after_blank && text.starts_with(' ') {
                    text.remove(0);
                }
                if !text.is_empty() {
                    *after_blank = text.ends_with(' ');
                }
            }
            // The words of the place to which it leads.
            Inline::Link(_, _, words) if words.is_empty() => *after_blank = false,
            inline => match inline.children_mut() {
                Some(children) => drop_doubled(children, after_blank),
                None => *after_blank = inline.shown() == Shown::Break,
            },
        }
    }
    for index in 1..inlines.len() {
        if let (Inline::LineBreak, Inline::Text(text)) = (inlines[index].clone(), &mut inlines[index - 1]) {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    inlines.retain(|inline| !is_empty(inline));
}

/// Whether an inline has no visible content and no anchor.
fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.is_empty(),
        Inline::Link(..) => false,
        Inline::Span(attributes, children) => children.is_empty() && attributes.id.is_none(),
        inline => inline.shown() == Shown::Children && inline.children().is_empty(),
    }
}

fn drop_trailing(inlines: &mut Vec<Inline>) {
    while let Some(last) = inlines.last_mut() {
        match last {
            Inline::Text(text) => text.truncate(text.trim_end_matches(' ').len()),
            Inline::Styled(_, children) | Inline::Span(_, children) => drop_trailing(children),
            Inline::LineBreak => {
                inlines.pop();
                continue;
            }
            _ => return,
        }
        if !is_empty(last) {
            return;
        }
        inlines.pop();
    }
}
