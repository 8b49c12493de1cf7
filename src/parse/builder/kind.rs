//! The kinds of frames.

use super::super::fence::Fence;
use crate::model::{Alignment, CalloutKind, Fold, LinkId, NoteId, PassageKind, Style};

/// The kind of a frame, which decides what it becomes when it closes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Root,
    Note(NoteId),
    Paragraph,
    Heading(u8),
    Quote,
    List(Option<u64>),
    Item,
    DefinitionList,
    Term,
    Definition,
    /// Code, with its fence if it has one.
    CodeBlock(Option<Box<Fence>>),
    Division,
    Passage(PassageKind),
    Callout {
        kind: Option<CalloutKind>,
        fold: Option<Fold>,
        /// Its title, unless the author wrote one.
        word: Option<String>,
    },
    /// The title of a callout.
    Title,
    Figure,
    Table(Vec<Option<Alignment>>),
    TableHead,
    TableFoot,
    /// A caption in Markdown beside a table.
    TableCaption,
    Row,
    Cell {
        is_header: bool,
        column_span: u16,
        row_span: u16,
    },
    Caption,
    Styled(Style),
    Span,
    Code,
    Link(LinkId),
    /// Collects the alternative text of an image.
    Image {
        source: String,
        title: Option<String>,
    },
    /// Passes its children to the frame below.
    Transparent,
    /// Drops its children. A diagnostic has reported why.
    Discard,
}

impl Kind {
    /// Whether the frame becomes an inline element.
    pub fn is_inline(&self) -> bool {
        matches!(self, Kind::Styled(_) | Kind::Span | Kind::Code | Kind::Link(_) | Kind::Image { .. })
    }

    /// Whether the frame can contain only running text.
    pub(super) fn holds_inlines(&self) -> bool {
        self.is_inline()
            || matches!(
                self,
                Kind::Paragraph
                    | Kind::Heading(_)
                    | Kind::Term
                    | Kind::Caption
                    | Kind::TableCaption
                    | Kind::Title
            )
    }
}
