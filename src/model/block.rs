//! What a page is built of: paragraphs, headings, figures, tables, lists.

use super::{Attributes, CaptionId, ImageId, Inline, LinkId, Numbering, SectionId};
use crate::source::Span;

/// One block with its place in the source.
#[derive(Debug, Clone)]
pub struct Block {
    /// Where it stands.
    pub span: Span,
    /// Its attribute list.
    pub attributes: Attributes,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is.
#[derive(Debug, Clone)]
pub enum BlockKind {
    /// `## Words`
    Heading(SectionId, Vec<Inline>),
    /// Words up to an empty line.
    Paragraph(Vec<Inline>),
    /// Images that share no line with text, or `<figure>`.
    Figure(Figure),
    /// A pipe table.
    Table(Table),
    /// `- words` or `1. words`
    List(List),
    /// A term, and under it `: words`.
    DefinitionList(Vec<DefinitionItem>),
    /// `> words`
    Quote(Vec<Block>),
    /// Fenced or indented code, verbatim.
    CodeBlock {
        /// First word after the fence.
        language: Option<String>,
        /// The code, with its line breaks.
        text: String,
    },
    /// `<div class="…">`
    Division(Vec<Block>),
    /// `---`
    Divider,
}

/// Images, or any other blocks, with a caption.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What is shown.
    pub body: FigureBody,
    /// The caption, if there is one.
    pub caption: Option<Caption>,
}

/// What a figure shows.
#[derive(Debug, Clone)]
pub enum FigureBody {
    /// At least one image. Several are a group, set side by side.
    Images(Vec<FigureImage>),
    /// Other blocks of a `<figure>`.
    Blocks(Vec<Block>),
}

/// An image of a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureImage {
    /// The image.
    pub image: ImageId,
    /// Its own attribute list.
    pub attributes: Attributes,
    /// The link around it.
    pub link: Option<(LinkId, Attributes)>,
}

impl Figure {
    /// The images that it shows by itself; none if it shows blocks.
    #[must_use]
    pub fn images(&self) -> &[FigureImage] {
        match &self.body {
            FigureBody::Images(images) => images,
            FigureBody::Blocks(_) => &[],
        }
    }

    /// The blocks that it shows; none if it shows images.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        match &self.body {
            FigureBody::Images(_) => &[],
            FigureBody::Blocks(blocks) => blocks,
        }
    }

    /// The attributes of its only image. The id among them names the figure.
    #[must_use]
    pub fn attributes_of_image(&self) -> Option<&Attributes> {
        match self.images() {
            [image] => Some(&image.attributes),
            _ => None,
        }
    }
}

/// The words under a figure or above a table.
#[derive(Debug, Clone)]
pub struct Caption {
    /// Its number among the captions of the case.
    pub id: CaptionId,
    /// Kind and number.
    pub label: Option<Label>,
    /// The words after the label.
    pub content: Vec<Inline>,
    /// Place of the caption.
    pub span: Span,
}

/// What a figure or table is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Kind and number as the author wrote them (`Fig. 9`).
    pub words: String,
    /// What all ways to write it have in common (`figure 9`).
    pub name: String,
    /// Whether it is counted among the tables, not among the figures.
    pub is_table: bool,
}

/// A table.
#[derive(Debug, Clone)]
pub struct Table {
    /// Alignment of each column.
    pub columns: Vec<Alignment>,
    /// Header rows; empty where the table has none.
    pub header: Vec<Row>,
    /// The other rows.
    pub rows: Vec<Row>,
    /// The caption, if there is one.
    pub caption: Option<Caption>,
}

/// A row of cells.
pub type Row = Vec<Cell>;

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Words; a line break is [`Inline::LineBreak`].
    pub content: Vec<Inline>,
    /// Whether it heads its row or column.
    pub is_header: bool,
    /// How many columns it covers, at least 1.
    pub column_span: u16,
    /// How many rows it covers, at least 1.
    pub row_span: u16,
}

/// How the words of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As the page's language does.
    Start,
    /// `:---:`
    Center,
    /// `---:`
    End,
}

/// A list with bullets or numbers.
#[derive(Debug, Clone)]
pub struct List {
    /// How the items are numbered; `None` for bullets.
    pub numbering: Option<Numbering>,
    /// Whether items stand without space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A term with what is said of it.
#[derive(Debug, Clone)]
pub struct DefinitionItem {
    /// The term.
    pub term: Vec<Inline>,
    /// One or more definitions.
    pub definitions: Vec<Vec<Block>>,
}
