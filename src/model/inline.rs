//! Inline content: text, emphasis, links, note references.

use super::{Attributes, CitationId, CrossReferenceId, FormulaId, ImageId, LinkId, MentionId, ReferenceId};

/// A character style.
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

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text. White space is single spaces; quotation marks and dashes are typographic.
    Text(String),
    /// Text in a character style: `*words*`.
    Styled(Style, Vec<Inline>),
    /// `[words]{.class #id}`
    Span(Attributes, Vec<Inline>),
    /// `` `words` ``
    Code(String),
    /// `$x^2$`, and `$$x^2$$` also within a paragraph. The text is the TeX.
    Formula(FormulaId, String),
    /// `[words](destination)`
    Link(LinkId, Attributes, Vec<Inline>),
    /// `![words](source)` inside a line; alone in a paragraph it is a [`Figure`](super::Figure).
    Image(ImageId, Attributes),
    /// `[^label]`
    NoteReference(ReferenceId),
    /// `[@key, p. 3]`, as the author wrote it. `cite` replaces it by what the citation style prints.
    Citation(CitationId, Vec<Inline>),
    /// `@fig-port`, as the author wrote it. `crossref` replaces it by a link with the label and number.
    CrossReference(CrossReferenceId, Vec<Inline>),
    /// A mention of a figure or table by its label, as the author wrote it: `Figure 9`.
    Mention(MentionId, String),
    /// A backslash or two spaces at the end of a line, or `<br>`.
    LineBreak,
}

/// The visible part of an inline element itself, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown<'a> {
    /// Text.
    Words(&'a str),
    /// Code.
    Code(&'a str),
    /// A formula, in TeX.
    Formula(&'a str),
    /// A line break.
    Break,
    /// Something that is not text: an image, or a note reference.
    Object,
    /// Nothing; its content is visible.
    Children,
}

impl Inline {
    /// The part of this element that is visible by itself.
    #[must_use]
    pub fn shown(&self) -> Shown<'_> {
        match self {
            Inline::Text(words) | Inline::Mention(_, words) => Shown::Words(words),
            Inline::Code(words) => Shown::Code(words),
            Inline::Formula(_, tex) => Shown::Formula(tex),
            Inline::Image(..) | Inline::NoteReference(_) => Shown::Object,
            Inline::LineBreak => Shown::Break,
            Inline::Styled(..)
            | Inline::Span(..)
            | Inline::Link(..)
            | Inline::Citation(..)
            | Inline::CrossReference(..) => Shown::Children,
        }
    }

    /// The content of this element; empty for one without content.
    #[must_use]
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Styled(_, children)
            | Inline::Span(_, children)
            | Inline::Link(_, _, children)
            | Inline::Citation(_, children)
            | Inline::CrossReference(_, children) => children,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Formula(..)
            | Inline::Image(..)
            | Inline::NoteReference(_)
            | Inline::Mention(..)
            | Inline::LineBreak => &[],
        }
    }

    /// The content of this element, to change it; `None` for an element that cannot have any.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Styled(_, children)
            | Inline::Span(_, children)
            | Inline::Link(_, _, children)
            | Inline::Citation(_, children)
            | Inline::CrossReference(_, children) => Some(children),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Formula(..)
            | Inline::Image(..)
            | Inline::NoteReference(_)
            | Inline::Mention(..)
            | Inline::LineBreak => None,
        }
    }
}
