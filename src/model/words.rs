//! The words of running text where it is shown a second time: in contents, running heads and metadata.

use super::{Inline, Nodes};

/// The words alone: for contents, running heads and metadata. Images and note references have none.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text: String = Nodes::of_text(inlines).inlines().map(own_words).collect();
    // Metadata have no lines, so that a place to break a word means nothing there.
    text.retain(|character| character != '\u{200B}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words that a piece shows by itself, without those inside it.
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

/// Running text as it stands in contents and running heads: emphasis stays; what leads somewhere, or must stand in a
/// book only once, goes.
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
