//! Builds the model from a stream of openings, words and closings, whether Markdown or HTML says them.
//!
//! Every construct that is open has a [`Frame`] on the stack. Closing a frame turns its children into one child of
//! the frame below. Nothing that closes badly loses words: they pass to the frame below as they are.

use std::ops::Range;

use super::repair::Source;
use super::sequence;
use super::text::{self, tidy};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{
    Alignment, Attributes, AuthorId, Block, BlockKind, Caption, Cell, DefinitionItem, Figure, Image, ImageId, Inline,
    Link, LinkId, List, Note, NoteId, Reference, ReferenceId, Row, Section, SectionId, Table, plain_text,
};

/// How deep lists and quotations may nest: a list counts one, a quotation two, for that is what they cost the page
/// layout, which gives up (in Typst 0.15) at about sixty nested rules.
const DEEPEST: usize = 26;

/// A construct that is open.
pub struct Frame {
    pub kind: Kind,
    /// The HTML element that opened it; `None` for Markdown.
    pub element: Option<String>,
    /// The opening, in the source.
    pub opening: Range<usize>,
    pub attributes: Attributes,
    children: Vec<Child>,
    /// Whether a paragraph of its own stood directly in this list item.
    is_loose: bool,
}

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
    Cell { is_header: bool, column_span: u16, row_span: u16 },
    Caption,
    Emphasis,
    Strong,
    Strikethrough,
    Superscript,
    Subscript,
    Span,
    Code,
    Link(LinkId),
    /// Collects the alternative text of an image.
    Image { source: String, title: Option<String> },
    /// Leaves its children to the frame below.
    Transparent,
    /// Loses its children; the reason has been told.
    Discard,
}

impl Kind {
    /// Whether it is a piece of running text.
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Kind::Emphasis | Kind::Strong | Kind::Strikethrough | Kind::Superscript | Kind::Subscript | Kind::Span
                | Kind::Code | Kind::Link(_) | Kind::Image { .. }
        )
    }

    /// Whether only running text can stand in it.
    fn holds_inlines(&self) -> bool {
        self.is_inline() || matches!(self, Kind::Paragraph | Kind::Heading(_) | Kind::Term | Kind::Cell { .. } | Kind::Caption)
    }

    fn weight(&self) -> usize {
        match self {
            Kind::Quote => 2,
            Kind::Item | Kind::Definition | Kind::Division => 1,
            kind => usize::from(kind.is_inline()),
        }
    }
}

enum Child {
    Inline(Inline, Range<usize>),
    Block(Block),
    Item { blocks: Vec<Block>, is_loose: bool },
    Term(Vec<Inline>),
    Definition(Vec<Block>),
    Row { is_header: bool, row: Row },
    Cell(Cell, Range<usize>),
    Caption(Caption),
}

/// The lists of [`Case`](crate::model::Case) as they grow, and the stack of open frames.
pub struct Builder<'a> {
    pub source: &'a Source<'a>,
    pub diagnostics: &'a mut Diagnostics,
    pub sections: Vec<Section>,
    pub references: Vec<Reference>,
    pub notes: Vec<Note>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub author_ids: Vec<AuthorId>,
    stack: Vec<Frame>,
    is_too_deep: bool,
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a Source<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        let mut builder = Self {
            source,
            diagnostics,
            sections: Vec::new(),
            references: Vec::new(),
            notes: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            author_ids: Vec::new(),
            stack: Vec::new(),
            is_too_deep: false,
        };
        builder.push_frame(Kind::Root, None, 0..0);
        builder
    }

    /// Adds a complaint about a range of the source.
    pub fn complain(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.source.span(range);
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// The innermost open frame.
    pub fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root frame stays open to the end")
    }

    /// Opens a construct.
    pub fn open(&mut self, kind: Kind, element: Option<String>, opening: Range<usize>) {
        if !kind.is_inline() && !kind.holds_inlines() && self.top().kind.is_inline() {
            self.close_inlines(opening.start);
        }
        let depth = self.stack.iter().map(|frame| frame.kind.weight()).sum::<usize>() + kind.weight();
        if depth > DEEPEST {
            if !self.is_too_deep {
                let message = "lists, quotations and emphasis are nested too deep here to be set on a page";
                self.complain(Code::DeepNesting, opening.clone(), message, "take out a few levels");
            }
            self.is_too_deep = true;
            return self.push_frame(Kind::Transparent, element, opening);
        }
        if kind == Kind::Paragraph && element.is_none() && self.top().kind == Kind::Item {
            self.top().is_loose = true;
        }
        self.push_frame(kind, element, opening);
    }

    fn push_frame(&mut self, kind: Kind, element: Option<String>, opening: Range<usize>) {
        let attributes = Attributes::default();
        self.stack.push(Frame { kind, element, opening, attributes, children: Vec::new(), is_loose: false });
    }

    /// Whether only running text can stand here.
    pub fn is_in_text(&self) -> bool {
        self.stack
            .iter()
            .rev()
            .find(|frame| !matches!(frame.kind, Kind::Transparent | Kind::Discard) && !frame.kind.is_inline())
            .is_some_and(|frame| frame.kind.holds_inlines())
    }

    /// Whether a line break here would be the first thing in its paragraph.
    pub fn is_at_start(&self) -> bool {
        self.stack.iter().rev().take_while(|frame| frame.kind.holds_inlines()).all(|frame| frame.children.is_empty())
    }

    /// Whether code, with its white space, is being collected.
    pub fn is_in_code_block(&self) -> bool {
        self.stack.iter().any(|frame| matches!(frame.kind, Kind::CodeBlock(_)))
    }

    /// The note whose text is being read.
    pub fn current_note(&self) -> Option<NoteId> {
        self.stack.iter().rev().find_map(|frame| match frame.kind {
            Kind::Note(note) => Some(note),
            _ => None,
        })
    }

    /// Closes the innermost Markdown construct, and first every HTML element left open in it.
    pub fn close_markdown(&mut self, end: usize) {
        while self.top().element.is_some() {
            self.report_unclosed();
            self.close(end);
        }
        self.close(end);
    }

    /// Closes the nearest open HTML element of one of these names; false if there is none in this construct.
    pub fn close_element(&mut self, names: &[&str], end: usize) -> bool {
        let inside = self.stack.iter().rev().take_while(|frame| frame.element.is_some());
        let Some(above) = inside.into_iter().position(|frame| frame.element.as_deref().is_some_and(|name| names.contains(&name))) else {
            return false;
        };
        for _ in 0..above {
            self.report_unclosed();
            self.close(end);
        }
        self.close(end);
        true
    }

    /// Whether one of `names` is open, nearer than any of `bounds` and in this Markdown construct.
    pub fn has_open(&self, names: &[&str], bounds: &[&str]) -> bool {
        self.stack
            .iter()
            .rev()
            .map_while(|frame| frame.element.as_deref())
            .take_while(|name| !bounds.contains(name))
            .any(|name| names.contains(&name))
    }

    fn close_inlines(&mut self, end: usize) {
        while self.top().kind.is_inline() && self.top().element.is_some() {
            self.report_unclosed();
            self.close(end);
        }
    }

    fn report_unclosed(&mut self) {
        let frame = self.top();
        let (kind, opening) = (frame.kind.clone(), frame.opening.clone());
        let Some(name) = frame.element.clone() else { return };
        if kind == Kind::Discard {
            let message = format!("`<{name}>` is never closed, so the text after it would be lost");
            self.complain(Code::SwallowedText, opening, message, &format!("delete it, or write `</{name}>` where it ends"));
        } else if !super::html::may_stay_open(&name) {
            let message = format!("`<{name}>` is opened here and never closed");
            self.complain(Code::UnbalancedElement, opening, message, &format!("write `</{name}>` where it ends"));
        }
    }

    /// Ends the building: closes what is open and gives the blocks of the running text.
    pub fn finish(&mut self) -> Vec<Block> {
        let end = self.source.text.len();
        while self.stack.len() > 1 {
            self.report_unclosed();
            self.close(end);
        }
        let root = self.stack.pop().expect("the root frame stays open to the end");
        self.blocks(root.children)
    }

    /// Adds words. White space becomes single spaces, except in code.
    pub fn text(&mut self, words: &str, range: Range<usize>) {
        if let Kind::CodeBlock(_) = self.top().kind {
            if let Some(Child::Inline(Inline::Text(text), _)) = self.top().children.last_mut() {
                return text.push_str(words);
            }
            return self.inline(Inline::Text(words.to_owned()), range);
        }
        let words = text::collapse(words);
        if let Some(Child::Inline(Inline::Text(text), before)) = self.top().children.last_mut() {
            before.end = range.end;
            return text.push_str(&words);
        }
        self.inline(Inline::Text(words), range);
    }

    /// Adds a piece of running text.
    pub fn inline(&mut self, inline: Inline, range: Range<usize>) {
        self.top().children.push(Child::Inline(inline, range));
    }

    /// Adds a block without children.
    pub fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        if self.top().kind.is_inline() {
            self.close_inlines(range.start);
        }
        let block = Block { span: self.source.span(range), attributes: Attributes::default(), kind };
        self.top().children.push(Child::Block(block));
    }

    /// Adds a note reference.
    pub fn reference(&mut self, label: String, range: Range<usize>) {
        let id = ReferenceId::after(self.references.len());
        let (inside, span) = (self.current_note(), self.source.span(range.clone()));
        self.references.push(Reference { label, inside, span });
        self.inline(Inline::NoteReference(id), range);
    }

    /// Adds an image.
    pub fn image(&mut self, source: String, alt: &str, title: Option<String>, attributes: Attributes, range: Range<usize>) {
        let id = ImageId::after(self.images.len());
        let alt = (!alt.trim().is_empty()).then(|| alt.trim().to_owned());
        self.images.push(Image { source, alt, title, span: self.source.span(range.clone()) });
        self.inline(Inline::Image(id, attributes), range);
    }

    /// Adds a link and gives its id.
    pub fn link(&mut self, destination: String, title: Option<String>, range: Range<usize>) -> LinkId {
        let id = LinkId::after(self.links.len());
        self.links.push(Link { destination, title, span: self.source.span(range) });
        id
    }

    /// Notes an id that an attribute list gives.
    pub fn author_id(&mut self, id: String, range: Range<usize>) {
        self.author_ids.push(AuthorId { id, span: self.source.span(range), is_anchor: false });
    }

    /// Where the last cell of the open row ends.
    pub fn end_of_last_cell(&mut self) -> Option<usize> {
        match self.top().children.last() {
            Some(Child::Cell(_, range)) => Some(range.end),
            _ => None,
        }
    }

    /// The attributes of the last child of the innermost frame, if it can have some and ends at `offset`.
    pub fn attributes_before(&mut self, offset: usize) -> Option<&mut Attributes> {
        let Some(Child::Inline(inline, range)) = self.top().children.last_mut() else { return None };
        if range.end != offset {
            return None;
        }
        if let Inline::Emphasis(_) | Inline::Strong(_) | Inline::Code(_) | Inline::Strikethrough(_) | Inline::Superscript(_) | Inline::Subscript(_) = inline {
            let wrapped = std::mem::replace(inline, Inline::LineBreak);
            *inline = Inline::Span(Attributes::default(), vec![wrapped]);
        }
        match inline {
            Inline::Span(attributes, _) | Inline::Link(_, attributes, _) | Inline::Image(_, attributes) => Some(attributes),
            _ => None,
        }
    }

    /// The attributes of the last block of the innermost frame.
    pub fn attributes_of_last_block(&mut self) -> Option<&mut Attributes> {
        match self.top().children.last_mut() {
            Some(Child::Block(block)) => Some(&mut block.attributes),
            _ => None,
        }
    }

    /// Closes the innermost frame.
    pub fn close(&mut self, end: usize) {
        let mut frame = self.stack.pop().expect("only an open frame is closed");
        let range = frame.opening.start..end.max(frame.opening.start);
        let children = std::mem::take(&mut frame.children);
        self.note_author_id(&frame, &children, &range);
        match frame.kind {
            Kind::Discard => {}
            Kind::Root | Kind::Transparent => self.top().children.extend(children),
            Kind::Note(id) => {
                let blocks = self.blocks(children);
                self.notes[id.index()].blocks = blocks;
            }
            Kind::Item => {
                let is_loose = frame.is_loose;
                let blocks = self.blocks(children);
                self.top().children.push(Child::Item { blocks, is_loose });
            }
            Kind::Term => {
                let inlines = self.inlines(children);
                self.top().children.push(Child::Term(inlines));
            }
            Kind::Definition => {
                let blocks = self.blocks(children);
                self.top().children.push(Child::Definition(blocks));
            }
            Kind::Caption => {
                let (label, content) = sequence::split_label(self.inlines(children));
                let span = self.source.span(range);
                self.top().children.push(Child::Caption(Caption { label, content, span }));
            }
            Kind::TableHead => {
                let rows = children.into_iter().map(|child| match child {
                    Child::Row { row, .. } => Child::Row { is_header: true, row },
                    other => other,
                });
                self.top().children.extend(rows);
            }
            Kind::Row => self.close_row(children),
            Kind::Cell { is_header, column_span, row_span } => {
                let content = self.inlines(children);
                self.top().children.push(Child::Cell(Cell { content, is_header, column_span, row_span }, range));
            }
            Kind::Image { source, title } => {
                let alt = plain_text(&self.inlines(children));
                self.image(source, &alt, title, frame.attributes, range);
            }
            ref kind if kind.is_inline() => {
                let inlines = self.loose_inlines(children);
                let inline = inline(kind, frame.attributes, inlines);
                self.inline(inline, range);
            }
            kind => {
                if let Some(kind) = self.block_kind(kind, &frame.attributes, children, &range) {
                    let block = Block { span: self.source.span(range), attributes: frame.attributes, kind };
                    self.top().children.push(Child::Block(block));
                }
            }
        }
    }

    fn note_author_id(&mut self, frame: &Frame, children: &[Child], range: &Range<usize>) {
        if let Some(id) = frame.attributes.id.clone().filter(|_| frame.kind != Kind::Discard) {
            let is_anchor = frame.kind == Kind::Span && children.is_empty();
            self.author_ids.push(AuthorId { id, span: self.source.span(range.clone()), is_anchor });
        }
    }

    fn close_row(&mut self, children: Vec<Child>) {
        let mut row = Row::new();
        for child in children {
            match child {
                Child::Cell(cell, _) => row.push(cell),
                Child::Inline(Inline::Text(text), _) if text.trim().is_empty() => {}
                other => {
                    let content = self.inlines(vec![other]);
                    row.push(Cell { content, is_header: false, column_span: 1, row_span: 1 });
                }
            }
        }
        let is_header = !row.is_empty() && row.iter().all(|cell| cell.is_header);
        self.top().children.push(Child::Row { is_header, row });
    }

    /// What a block frame becomes; `None` if nothing is in it.
    fn block_kind(&mut self, kind: Kind, attributes: &Attributes, children: Vec<Child>, range: &Range<usize>) -> Option<BlockKind> {
        match kind {
            Kind::Paragraph => self.paragraph(children, attributes),
            Kind::Heading(level) => {
                let content = self.inlines(children);
                let id = SectionId::after(self.sections.len());
                self.sections.push(Section { level, text: plain_text(&content), span: self.source.span(range.clone()) });
                Some(BlockKind::Heading(id, content))
            }
            Kind::Quote => Some(BlockKind::Quote(self.blocks(children))),
            Kind::Division => {
                let blocks = self.blocks(children);
                (!blocks.is_empty() || attributes.id.is_some()).then_some(BlockKind::Division(blocks))
            }
            Kind::List(start) => Some(BlockKind::List(self.list(start, children))),
            Kind::DefinitionList => Some(BlockKind::DefinitionList(self.definitions(children))),
            Kind::CodeBlock(language) => {
                let text = children
                    .into_iter()
                    .map(|child| match child {
                        Child::Inline(Inline::Text(text), _) => text,
                        other => plain_text(&self.inlines(vec![other])),
                    })
                    .collect::<String>();
                Some(BlockKind::CodeBlock { language, text: text.trim_end_matches('\n').to_owned() })
            }
            Kind::Figure => self.figure(children),
            Kind::Table(columns) => Some(BlockKind::Table(self.table(columns, children))),
            other => unreachable!("{other:?} is closed by its own rule"),
        }
    }

    /// An image alone in a paragraph is a figure.
    fn paragraph(&mut self, children: Vec<Child>, attributes: &Attributes) -> Option<BlockKind> {
        let mut inlines = self.inlines(children);
        if let [Inline::Image(image, image_attributes)] = inlines.as_mut_slice() {
            let figure = Figure { image: *image, attributes: std::mem::take(image_attributes), caption: None };
            return Some(BlockKind::Figure(figure));
        }
        (!inlines.is_empty() || attributes.id.is_some()).then_some(BlockKind::Paragraph(inlines))
    }

    fn figure(&mut self, children: Vec<Child>) -> Option<BlockKind> {
        let mut caption = None;
        let mut others = Vec::new();
        for child in children {
            match child {
                Child::Caption(found) if caption.is_none() => caption = Some(found),
                other => others.push(other),
            }
        }
        let mut blocks = self.blocks(others);
        if let [Block { kind: BlockKind::Figure(Figure { caption: place @ None, .. }) | BlockKind::Table(Table { caption: place @ None, .. }), .. }] = blocks.as_mut_slice() {
            *place = caption;
            return blocks.pop().map(|block| block.kind);
        }
        blocks.extend(caption.map(caption_paragraph));
        (!blocks.is_empty()).then_some(BlockKind::Division(blocks))
    }

    fn list(&mut self, start: Option<u64>, children: Vec<Child>) -> List {
        let mut tight = true;
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in children {
            match child {
                Child::Item { blocks, is_loose } => {
                    tight &= !is_loose;
                    items.push(blocks);
                }
                other => {
                    let blocks = self.blocks(vec![other]);
                    if !blocks.is_empty() {
                        items.push(blocks);
                    }
                }
            }
        }
        List { start, tight, items }
    }

    fn definitions(&mut self, children: Vec<Child>) -> Vec<DefinitionItem> {
        let mut items: Vec<DefinitionItem> = Vec::new();
        for child in children {
            match child {
                Child::Term(term) => items.push(DefinitionItem { term, definitions: Vec::new() }),
                other => {
                    let definition = match other {
                        Child::Definition(blocks) => blocks,
                        other => self.blocks(vec![other]),
                    };
                    match items.last_mut() {
                        Some(item) if !definition.is_empty() => item.definitions.push(definition),
                        None if !definition.is_empty() => {
                            items.push(DefinitionItem { term: Vec::new(), definitions: vec![definition] });
                        }
                        Some(_) | None => {}
                    }
                }
            }
        }
        items
    }

    fn table(&mut self, columns: Vec<Alignment>, children: Vec<Child>) -> Table {
        let mut table = Table { columns, header: Vec::new(), rows: Vec::new(), caption: None };
        for child in children {
            match child {
                Child::Row { is_header: true, row } if table.rows.is_empty() => table.header.push(row),
                Child::Row { row, .. } => table.rows.push(row),
                Child::Caption(caption) if table.caption.is_none() => table.caption = Some(caption),
                Child::Inline(Inline::Text(text), _) if text.trim().is_empty() => {}
                other => {
                    let content = self.inlines(vec![other]);
                    if !content.is_empty() {
                        table.rows.push(vec![Cell { content, is_header: false, column_span: 1, row_span: 1 }]);
                    }
                }
            }
        }
        let width = |row: &Row| row.iter().map(|cell| usize::from(cell.column_span)).sum::<usize>();
        let widest = table.header.iter().chain(&table.rows).map(width).max().unwrap_or(0);
        let columns = table.columns.len().max(widest);
        table.columns.resize(columns, Alignment::Start);
        table
    }

    /// Children as blocks: running text between blocks becomes paragraphs, captions find their figure or table.
    fn blocks(&mut self, children: Vec<Child>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut text: Vec<Child> = Vec::new();
        let mut start = None;
        let flush = |builder: &mut Self, text: &mut Vec<Child>, start: &mut Option<Range<usize>>, blocks: &mut Vec<Block>| {
            let range = start.take().unwrap_or_default();
            if let Some(kind) = builder.paragraph(std::mem::take(text), &Attributes::default()) {
                blocks.push(Block { span: builder.source.span(range), attributes: Attributes::default(), kind });
            }
        };
        for child in children {
            match child {
                Child::Inline(inline, range) => {
                    if start.is_some() || !matches!(&inline, Inline::Text(text) if text.trim().is_empty()) {
                        start.get_or_insert(range.clone()).end = range.end;
                        text.push(Child::Inline(inline, range));
                    }
                }
                Child::Block(block) => {
                    flush(self, &mut text, &mut start, &mut blocks);
                    blocks.push(block);
                }
                Child::Item { blocks: more, .. } | Child::Definition(more) => {
                    flush(self, &mut text, &mut start, &mut blocks);
                    blocks.extend(more);
                }
                Child::Caption(caption) => {
                    flush(self, &mut text, &mut start, &mut blocks);
                    blocks.push(caption_paragraph(caption));
                }
                Child::Term(inlines) => text.extend(inlines.into_iter().map(|inline| Child::Inline(inline, 0..0))),
                Child::Row { row, .. } => {
                    let cells = row.into_iter().flat_map(|cell| cell.content.into_iter().chain([Inline::Text(" ".into())]));
                    text.extend(cells.map(|inline| Child::Inline(inline, 0..0)));
                }
                Child::Cell(cell, range) => {
                    text.extend(cell.content.into_iter().map(|inline| Child::Inline(inline, range.clone())));
                }
            }
        }
        flush(self, &mut text, &mut start, &mut blocks);
        sequence::captions(blocks, &self.images)
    }

    /// Children as the running text of a paragraph, without blanks at its ends.
    fn inlines(&mut self, children: Vec<Child>) -> Vec<Inline> {
        let mut inlines = self.loose_inlines(children);
        tidy(&mut inlines);
        inlines
    }

    fn loose_inlines(&mut self, children: Vec<Child>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        for child in children {
            match child {
                Child::Inline(inline, _) => inlines.push(inline),
                Child::Term(more) => inlines.extend(more),
                Child::Cell(cell, _) => inlines.extend(cell.content),
                Child::Caption(caption) => inlines.extend(caption.content),
                Child::Row { row, .. } => inlines.extend(row.into_iter().flat_map(|cell| cell.content)),
                Child::Block(block) => inlines.extend(sequence::inlines_of(vec![block])),
                Child::Item { blocks, .. } | Child::Definition(blocks) => inlines.extend(sequence::inlines_of(blocks)),
            }
        }
        inlines
    }
}

fn caption_paragraph(caption: Caption) -> Block {
    let label = caption.label.map(|label| Inline::Text(format!("{label}. ")));
    let content = label.into_iter().chain(caption.content).collect();
    Block { span: caption.span, attributes: Attributes::default(), kind: BlockKind::Paragraph(content) }
}

fn inline(kind: &Kind, attributes: Attributes, children: Vec<Inline>) -> Inline {
    let with_attributes = |inline: Inline| {
        if attributes == Attributes::default() { inline } else { Inline::Span(attributes.clone(), vec![inline]) }
    };
    match kind {
        Kind::Emphasis => with_attributes(Inline::Emphasis(children)),
        Kind::Strong => with_attributes(Inline::Strong(children)),
        Kind::Strikethrough => with_attributes(Inline::Strikethrough(children)),
        Kind::Superscript => with_attributes(Inline::Superscript(children)),
        Kind::Subscript => with_attributes(Inline::Subscript(children)),
        Kind::Link(id) => Inline::Link(*id, attributes, children),
        Kind::Code if children.iter().all(|child| matches!(child, Inline::Text(_))) => {
            with_attributes(Inline::Code(plain_text(&children)))
        }
        _ => Inline::Span(attributes, children),
    }
}
