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

/// What an inline shows by itself, without those inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// Words.
    Words(&'a str),
    /// Words in the type of code.
    Code(&'a str),
    /// The end of a line.
    Break,
    /// Something that is no text of the author: a picture, the number of a note.
    Object,
    /// Nothing: everything to see is in its children.
    Children,
}

impl Inline {
    /// What this inline shows by itself.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        match self {
            Inline::Text(words) | Inline::Mention(_, words) => Shown::Words(words),
            Inline::Code(words) => Shown::Code(words),
            Inline::Image(..) | Inline::NoteReference(_) => Shown::Object,
            Inline::LineBreak => Shown::Break,
            Inline::Styled(..) | Inline::Span(..) | Inline::Link(..) => Shown::Children,
        }
    }

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
