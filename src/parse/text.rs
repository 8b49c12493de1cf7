//! Whitespace in running text.

use crate::model::{Inline, Shown};

/// Collapses every run of spaces, tabs and line ends into one space. Keeps no-break spaces.
pub fn collapse(words: &str) -> String {
    let mut collapsed = String::with_capacity(words.len());
    for character in words.chars() {
        if !matches!(character, ' ' | '\t' | '\n' | '\u{C}') {
            collapsed.push(character);
        } else if !collapsed.ends_with(' ') {
            collapsed.push(' ');
        }
    }
    collapsed
}

/// Removes spaces at the ends of a paragraph and of its lines, doubled spaces, and inlines that are empty after that.
pub fn tidy(inlines: &mut Vec<Inline>) {
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
