//! What stands inside a line: text, emphasis, links, note references.

use super::{Attributes, ImageId, LinkId, MentionId, ReferenceId};

/// How words are set off from those around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `*words*`
    Emphasis,
    /// `**words**`
    Strong,
    /// `~~words~~`
    Strikethrough,
    /// `^words^`
    Superscript,
    /// `~words~`
    Subscript,
}

impl Style {
    /// Every style.
    #[cfg(test)]
    pub const ALL: [Style; 5] =
        [Style::Emphasis, Style::Strong, Style::Strikethrough, Style::Superscript, Style::Subscript];
}

/// One piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain words. White space is single spaces, quotation marks and dashes are typographic.
    Text(String),
    /// Words in a style: `*words*`.
    Styled(Style, Vec<Inline>),
    /// `[words]{.class #id}`
    Span(Attributes, Vec<Inline>),
    /// `` `words` ``
    Code(String),
    /// `[words](destination)`
    Link(LinkId, Attributes, Vec<Inline>),
    /// `![words](source)` inside a line; alone in a paragraph it is a [`Figure`](super::Figure).
    Image(ImageId, Attributes),
    /// `[^label]`
    NoteReference(ReferenceId),
    /// Words that name a figure or table by its label, as the author wrote them: `Figure 9`.
    Mention(MentionId, String),
    /// A backslash or two spaces at the end of a line, or `<br>`.
    LineBreak,
}

impl Inline {
    /// The pieces inside this one.
    #[must_use]
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Styled(_, children) | Inline::Span(_, children) | Inline::Link(_, _, children) => {
                children
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(..)
            | Inline::NoteReference(_)
            | Inline::Mention(..)
            | Inline::LineBreak => &[],
        }
    }

    /// The pieces inside this one, to change them; `None` if it has no inside.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Styled(_, children) | Inline::Span(_, children) | Inline::Link(_, _, children) => {
                Some(children)
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Image(..)
            | Inline::NoteReference(_)
            | Inline::Mention(..)
            | Inline::LineBreak => None,
        }
    }
}

/// The words alone: for contents, running heads and metadata. Images and note references have none.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    fn collect(inlines: &[Inline], text: &mut String) {
        for inline in inlines {
            match inline {
                Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words) => text.push_str(words),
                Inline::LineBreak => text.push(' '),
                Inline::Styled(..)
                | Inline::Span(..)
                | Inline::Link(..)
                | Inline::Image(..)
                | Inline::NoteReference(_) => collect(inline.children(), text),
            }
        }
    }
    let mut text = String::new();
    collect(inlines, &mut text);
    // Metadata have no lines, so that a place to break a word means nothing there.
    text.retain(|character| character != '\u{200B}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
