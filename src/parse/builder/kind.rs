//! What a frame becomes when it closes.

use crate::model::{Alignment, LinkId, NoteId, Style};

/// What a frame becomes when it closes.
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
    CodeBlock(Option<String>),
    Division,
    Figure,
    Table(Vec<Alignment>),
    TableHead,
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
    /// Leaves its children to the frame below.
    Transparent,
    /// Loses its children; the reason has been told.
    Discard,
}

impl Kind {
    /// Whether it is a piece of running text.
    pub fn is_inline(&self) -> bool {
        matches!(self, Kind::Styled(_) | Kind::Span | Kind::Code | Kind::Link(_) | Kind::Image { .. })
    }

    /// Whether only running text can stand in it.
    pub(super) fn holds_inlines(&self) -> bool {
        self.is_inline()
            || matches!(
                self,
                Kind::Paragraph | Kind::Heading(_) | Kind::Term | Kind::Cell { .. } | Kind::Caption
            )
    }
}
