//! Text of headings and captions for contents, running heads and metadata.

use super::{Inline, Nodes, Shown};

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
    match inline.shown() {
        Shown::Words(words) | Shown::Code(words) => words,
        Shown::Break => " ",
        Shown::Object | Shown::Children => "",
    }
}

/// Running text for contents and running heads. Emphasis is kept; links, notes and ids are removed, because the text is
/// a copy.
#[must_use]
pub fn label(inlines: &[Inline]) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in inlines {
        match (inline, inline.shown()) {
            (Inline::Styled(style, children), _) => kept.push(Inline::Styled(*style, label(children))),
            (_, Shown::Words(words)) => kept.push(Inline::Text(words.to_owned())),
            (_, Shown::Code(_)) => kept.push(inline.clone()),
            (_, Shown::Break) => kept.push(Inline::Text(" ".to_owned())),
            (_, Shown::Object) => {}
            (_, Shown::Children) => kept.extend(label(inline.children())),
        }
    }
    kept
}
