//! The words of running text where it is shown a second time: in contents, running heads and metadata.

use super::{Inline, Nodes, Shown};

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
    match inline.shown() {
        Shown::Words(words) | Shown::Code(words) => words,
        Shown::Break => " ",
        Shown::Object | Shown::Children => "",
    }
}

/// Running text as it stands in contents and running heads: emphasis stays; what leads somewhere, or must stand in a
/// book only once, goes.
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
