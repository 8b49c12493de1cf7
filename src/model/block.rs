//! Blocks: paragraphs, headings, figures, tables, lists.

use super::{
    Attributes, CalloutKind, CaptionId, CodeLines, Fold, ImageId, Inline, LinkId, Numbering, PassageKind,
    SectionId,
};
use crate::source::Span;

/// A block, with its place in the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Place of the block.
    pub span: Span,
    /// The attribute list.
    pub attributes: Attributes,
    /// The content.
    pub kind: BlockKind,
}

/// The content of a block, by construct.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// `## Words`
    Heading(SectionId, Vec<Inline>),
    /// Text up to an empty line.
    Paragraph(Vec<Inline>),
    /// Images that share no line with text, or `<figure>`.
    Figure(Figure),
    /// A pipe table.
    Table(Table),
    /// `- words` or `1. words`
    List(List),
    /// A term, with `: definition` on the lines under it.
    DefinitionList(Vec<DefinitionItem>),
    /// `> words`
    Quote(Vec<Block>),
    /// Fenced or indented code, verbatim.
    CodeBlock {
        /// The language, such as `rust`.
        language: Option<String>,
        /// The code, with its line breaks.
        text: String,
        /// The name of its file.
        file_name: Option<String>,
        /// Numbers and marks of its lines.
        lines: CodeLines,
    },
    /// `<div class="…">`
    Division(Vec<Block>),
    /// `> [!NOTE]`, `::: note`, `!!! note`
    Callout(Callout),
    /// `| words`, `::: verse`, `::: epigraph`
    Passage(PassageKind, Vec<Block>),
    /// `---`
    Divider,
    /// `\newpage`: a new page on paper, and nothing elsewhere.
    PageBreak,
}

/// Images, or any other blocks, with a caption.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// What is shown.
    pub body: FigureBody,
    /// The caption, if there is one.
    pub caption: Option<Caption>,
}

/// What a figure shows.
#[derive(Debug, Clone, PartialEq)]
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

    /// Whether it shows code and nothing else. The caption of a listing stands above it, because it may be continued on
    /// the next page.
    #[must_use]
    pub fn is_listing(&self) -> bool {
        matches!(self.blocks(), [Block { kind: BlockKind::CodeBlock { .. }, .. }])
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

/// The caption of a figure or table, under or above it.
#[derive(Debug, Clone, PartialEq)]
pub struct Caption {
    /// Id of the caption.
    pub id: CaptionId,
    /// The label; `None` for a caption without a number.
    pub label: Option<Label>,
    /// The text after the label.
    pub content: Vec<Inline>,
    /// Place of the caption.
    pub span: Span,
}

/// The label of a figure or table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Kind and number as the author wrote them (`Fig. 9`).
    pub words: String,
    /// Normalized form, equal for all spellings (`figure 9`).
    pub name: String,
    /// What it is the label of.
    pub kind: LabelKind,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// A figure: an entry of the list of figures.
    Figure,
    /// A table: an entry of the list of tables.
    Table,
    /// Code, which no list has.
    Listing,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Alignment of each column.
    pub columns: Vec<Alignment>,
    /// Width of each column in thousandths of the width of the text. Empty if the content decides.
    pub widths: Vec<u16>,
    /// Header rows; empty if the table has none.
    pub header: Vec<Row>,
    /// The body rows.
    pub rows: Vec<Row>,
    /// Rows of the foot, at the end of the table.
    pub foot: Vec<Row>,
    /// The caption, if there is one.
    pub caption: Option<Caption>,
}

impl Table {
    /// All rows, in order.
    pub fn all_rows(&self) -> impl Iterator<Item = &Row> {
        self.header.iter().chain(self.below_header())
    }

    /// All rows, in order, to change them.
    pub fn all_rows_mut(&mut self) -> impl Iterator<Item = &mut Row> {
        self.header.iter_mut().chain(&mut self.rows).chain(&mut self.foot)
    }

    /// The rows of the body and of the foot.
    pub fn below_header(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().chain(&self.foot)
    }
}

/// A row of cells.
pub type Row = Vec<Cell>;

/// A table cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The text; a line break is [`Inline::LineBreak`].
    pub content: Vec<Inline>,
    /// The blocks of a cell that is more than a line of text. Then `content` is empty.
    pub blocks: Vec<Block>,
    /// Whether it is a header of its row or column.
    pub is_header: bool,
    /// Number of columns that the cell spans, at least 1.
    pub column_span: u16,
    /// Number of rows that the cell spans, at least 1.
    pub row_span: u16,
}

impl Cell {
    /// A cell with one line of text.
    #[must_use]
    pub const fn of_text(content: Vec<Inline>) -> Self {
        Self { content, blocks: Vec::new(), is_header: false, column_span: 1, row_span: 1 }
    }

    /// Whether it shows nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_empty() && self.blocks.is_empty()
    }
}

/// Horizontal alignment of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// The side where lines begin in the language of the text.
    Start,
    /// `:---:`
    Center,
    /// `---:`
    End,
}

/// A list, ordered or unordered.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The numbers of the items; `None` for bullets.
    pub numbering: Option<Numbering>,
    /// Whether the items have no space between them.
    pub tight: bool,
    /// The items.
    pub items: Vec<Vec<Block>>,
}

/// A term with its definitions.
#[derive(Debug, Clone, PartialEq)]
pub struct DefinitionItem {
    /// The term.
    pub term: Vec<Inline>,
    /// One or more definitions.
    pub definitions: Vec<Vec<Block>>,
}

/// A box with a kind and a title: `> [!NOTE]`, `::: note`, `!!! note`, `<aside>`, `<details>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// Its kind; `None` for a box that has only a title, or not even that.
    pub kind: Option<CalloutKind>,
    /// The title that the author gave.
    pub title: Option<Vec<Inline>>,
    /// Whether a reader can fold it.
    pub fold: Option<Fold>,
    /// The text.
    pub blocks: Vec<Block>,
}
