//! Text of headings and captions for contents, running heads and metadata.

use super::{Inline, Nodes};

/// The plain text for contents, running heads and metadata, without images and note references.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text: String = Nodes::of_text(inlines).inlines().map(own_words).collect();
    // Metadata are not broken into lines, so break opportunities have no meaning there.
    text.retain(|character| character != '\u{200B}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an inline element itself, without its content.
fn own_words(inline: &Inline) -> &str {
    match inline {
        Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words) => words,
        Inline::LineBreak => " ",
        Inline::Styled(..)
        | Inline::Span(..)
        | Inline::Link(..)
        | Inline::Image(..)
        | Inline::NoteReference(_) => "",
    }
}

/// Running text for contents and running heads. Emphasis is kept; links, notes and ids are removed, because the text is
/// a copy.
#[must_use]
pub fn label(inlines: &[Inline]) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in inlines {
        match inline {
            Inline::Text(_) | Inline::Code(_) => kept.push(inline.clone()),
            Inline::Styled(style, children) => kept.push(Inline::Styled(*style, label(children))),
            Inline::Span(_, children) | Inline::Link(_, _, children) => kept.extend(label(children)),
            Inline::Mention(_, words) => kept.push(Inline::Text(words.clone())),
            Inline::LineBreak => kept.push(Inline::Text(" ".to_owned())),
            Inline::Image(..) | Inline::NoteReference(_) => {}
        }
    }
    kept
}
