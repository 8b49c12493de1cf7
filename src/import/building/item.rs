//! The content of a document between its XML and the model: paragraphs of formatted pieces, tables and lists.

use super::format::{Format, Mark};
use super::role::Role;
use crate::model::{
    Alignment, CitationId, Delimiter, FormulaId, ImageId, NumberStyle, Numbering, ReferenceId,
};

/// A paragraph, a table or a list.
#[derive(Debug, Clone)]
pub enum Item {
    /// A paragraph.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Grid),
    /// A list, in a format that nests lists.
    List(Listing),
}

/// A list with its items.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The numbers of the items; `None` for bullets.
    pub numbering: Option<Numbering>,
    /// The content of each item.
    pub items: Vec<Vec<Item>>,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// Its number in the document, from 1.
    pub number: usize,
    /// What it is by its style.
    pub role: Role,
    /// Its place in a list.
    pub list: Option<Listed>,
    /// Its indentation.
    pub indent: Indent,
    /// Its alignment.
    pub alignment: Option<Alignment>,
    /// Its content.
    pub atoms: Vec<Atom>,
    /// The places with names at its beginning.
    pub anchors: Vec<usize>,
    /// Whether it begins a page.
    pub begins_page: bool,
    /// Whether it shows nothing but a line.
    pub is_rule: bool,
}

/// The indentation of a paragraph in twentieths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Indent {
    /// Of all lines.
    pub left: i64,
    /// Of the first line, more than of the others.
    pub first: i64,
}

/// The place of a paragraph in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The list and the level.
    pub place: ListPlace,
    /// The mark; `None` for an item without one.
    pub marker: Option<Marker>,
}

/// The mark of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// A bullet.
    Bullet,
    /// A box for a task, and whether it is checked.
    Task(bool),
    /// A number.
    Number {
        /// The style of the number.
        style: NumberStyle,
        /// The signs around it.
        delimiter: Delimiter,
        /// The number.
        number: i64,
        /// Whether the item shows exactly this, without words and numbers of other levels.
        is_exact: bool,
    },
}

/// The place of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPlace {
    /// The list.
    pub list: String,
    /// The level, from 0.
    pub level: usize,
}

/// A piece of a paragraph in one format.
#[derive(Debug, Clone)]
pub struct Atom {
    /// The format.
    pub format: Format,
    /// The content.
    pub kind: Kind,
}

/// Where a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// In the line.
    Line,
    /// Beside the text.
    Floating,
}

/// The content of a piece.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Text.
    Text(String),
    /// A line break.
    Break,
    /// A page break.
    Page,
    /// A reference to a note.
    Note(ReferenceId),
    /// A picture.
    Image(ImageId, Placement),
    /// A formula, in TeX.
    Formula(FormulaId, String),
    /// A citation, as it is written in Markdown.
    Citation(CitationId, String),
    /// The end of the number of a caption.
    NumberEnd,
}

impl Item {
    /// Whether a reader sees something of it.
    pub fn is_visible(&self) -> bool {
        match self {
            Self::Paragraph(paragraph) => paragraph.is_visible(),
            Self::Table(_) | Self::List(_) => true,
        }
    }
}

impl Kind {
    /// Whether a reader sees it.
    pub fn is_visible(&self) -> bool {
        match self {
            Self::Text(text) => !text.trim().is_empty(),
            Self::Break | Self::Page | Self::NumberEnd => false,
            Self::Note(_) | Self::Image(..) | Self::Formula(..) | Self::Citation(..) => true,
        }
    }
}

impl Paragraph {
    /// Adds a piece. Text in the same format joins the text before it.
    pub fn push(&mut self, atom: Atom) {
        match (self.atoms.last_mut(), &atom.kind) {
            (Some(Atom { format, kind: Kind::Text(text) }), Kind::Text(more)) if *format == atom.format => {
                text.push_str(more);
            }
            _ => self.atoms.push(atom),
        }
    }

    /// Whether a reader sees something of it.
    pub fn is_visible(&self) -> bool {
        self.atoms.iter().any(|atom| atom.kind.is_visible())
    }

    /// Its words.
    pub fn words(&self) -> String {
        let words = self.atoms.iter().map(|atom| match &atom.kind {
            Kind::Text(text) => text.as_str(),
            Kind::Break | Kind::Page => " ",
            Kind::Note(_) | Kind::Image(..) | Kind::Formula(..) | Kind::Citation(..) | Kind::NumberEnd => "",
        });
        words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether it is not in the middle or at the end of lines.
    pub fn is_at_start(&self) -> bool {
        matches!(self.alignment, None | Some(Alignment::Start))
    }

    /// Whether it shows only pictures.
    pub fn is_pictures(&self) -> bool {
        let mut visible = self.atoms.iter().filter(|atom| atom.kind.is_visible()).peekable();
        visible.peek().is_some() && visible.all(|atom| matches!(atom.kind, Kind::Image(..)))
    }

    /// Whether all of its text is code by its font.
    pub fn is_code(&self) -> bool {
        let mut visible = self.atoms.iter().filter(|atom| atom.kind.is_visible()).peekable();
        let is_code = |atom: &Atom| {
            let marks = atom.format.marks;
            let is_raised = marks.has(Mark::Superscript) || marks.has(Mark::Subscript);
            matches!(atom.kind, Kind::Text(_))
                && marks.has(Mark::FixedWidth)
                && !is_raised
                && atom.format.link.is_none()
        };
        visible.peek().is_some() && visible.all(is_code)
    }
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Its rows.
    pub rows: Vec<GridRow>,
    /// A title that is its caption if it has no other one.
    pub title: String,
    /// Whether the author has set the first row off.
    pub has_first_row: bool,
    /// The places with names at its beginning.
    pub anchors: Vec<usize>,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct GridRow {
    /// Whether it is repeated on each page.
    pub is_header: bool,
    /// Columns before the first cell.
    pub before: usize,
    /// The cells.
    pub cells: Vec<GridCell>,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// The columns that it covers.
    pub span: usize,
    /// Its part in a cell of several rows.
    pub merge: Merge,
    /// Its content.
    pub items: Vec<Item>,
}

/// The part of a cell in a cell of several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// None.
    Single,
    /// The first.
    First,
    /// One that continues the cell above.
    Next,
}
