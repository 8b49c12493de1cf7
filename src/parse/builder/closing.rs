//! Closes frames: turns each into a child of the frame below. Text in a place where it has no meaning is kept as text.

use std::ops::Range;

use super::numbering::integer;
use super::page_break::Breaks;
use super::running::{caption_paragraph, inline, inlines, loose_inlines, take_citations};
use super::{Builder, Child, Frame, Kind, Part, figure, passage, table};
use crate::model::{
    Attributes, AuthorId, Block, BlockKind, Callout, CalloutKind, Caption, Cell, DefinitionItem, Figure,
    FigureBody, Fold, Inline, Section, SectionId, Table, plain_text,
};
use crate::parse::attributes;
use crate::parse::fence::Fence;
use crate::parse::foreign::{self, Construct};
use crate::parse::{listing, sequence, table_notes};
use crate::source::Span;

impl Builder<'_> {
    /// Whether the alternative text of an image is being read.
    pub fn is_in_image(&self) -> bool {
        let open = self.stack.iter().rev().take_while(|frame| frame.kind.is_inline());
        open.into_iter().any(|frame| matches!(frame.kind, Kind::Image { .. }))
    }

    /// Closes the innermost frame.
    pub fn close(&mut self, end: usize) {
        let mut frame = self.stack.pop().expect("only an open frame is closed");
        let range = frame.opening.start..end.max(frame.opening.start);
        let children = std::mem::take(&mut frame.children);
        self.note_author_id(&mut frame, &children, &range);
        match frame.kind {
            // The children of a discarded frame are lost on purpose. Those of the others are in another frame already.
            Kind::Discard | Kind::Root | Kind::Transparent => {}
            Kind::Note(id) => {
                let blocks = self.blocks(children);
                self.notes[id.index()].blocks = blocks;
            }
            Kind::Item => {
                let is_loose = frame.is_loose;
                let number = integer(&frame.attributes, "value");
                frame.attributes.other.retain(|(key, _)| key != "value");
                let blocks = self.blocks(children);
                let blocks = item_blocks(&frame, blocks, self.source.span(range));
                self.children().push(Child::Item { blocks, is_loose, number });
            }
            Kind::Term => {
                let inlines = named(frame.attributes, inlines(children));
                self.children().push(Child::Term(inlines));
            }
            Kind::Definition => {
                let blocks = self.blocks(children);
                let blocks = item_blocks(&frame, blocks, self.source.span(range));
                self.children().push(Child::Definition(blocks));
            }
            Kind::Title => {
                let inlines = named(frame.attributes, inlines(children));
                self.children().push(Child::Title(inlines, range));
            }
            Kind::Caption => {
                let (label, content) = sequence::split_label(inlines(children));
                let content = named(frame.attributes, content);
                let span = self.source.span(range);
                self.children().push(Child::Caption(Caption {
                    id: sequence::UNNUMBERED,
                    label,
                    content,
                    span,
                }));
            }
            Kind::TableHead => self.children().extend(table::rows_of(Part::Head, children)),
            Kind::TableFoot => self.children().extend(table::rows_of(Part::Foot, children)),
            Kind::TableCaption => {
                let content = inlines(children);
                frame.attributes.classes.insert(0, table::CAPTION.to_owned());
                let block = paragraph_of(self.source.span(range), frame.attributes, content);
                self.children().push(Child::TableCaption(block));
            }
            Kind::Row => self.close_row(&frame.attributes, children),
            Kind::Cell { is_header, column_span, row_span } => {
                let (content, blocks) = self.cell(frame.attributes, children, &range);
                let cell = Cell { content, blocks, is_header, column_span, row_span };
                self.children().push(Child::Cell(cell, range));
            }
            // An image inside the alternative text of another one contributes only its text (CommonMark, section 6.4).
            Kind::Image { .. } if self.is_in_image() => {
                let words = loose_inlines(children);
                self.children().extend(words.into_iter().map(|word| Child::Inline(word, range.clone())));
            }
            Kind::Image { source, title } => {
                let alt = inlines(children);
                let mut words = alt.clone();
                let citations = take_citations(&mut words);
                let id = self.image(&source, &plain_text(&words), title, frame.attributes, range.clone());
                if let Some(id) =
                    id.filter(|_| !citations.is_empty() || self.implicit_figures && !alt.is_empty())
                {
                    self.cited.insert(id, alt);
                }
                for citation in citations {
                    self.inline(citation, range.clone());
                }
            }
            ref kind if kind.is_inline() => {
                let mut inlines = loose_inlines(children);
                // Links cannot be nested, and a note reference is a link, so it is moved after the link.
                let citations =
                    if matches!(kind, Kind::Link(_)) { take_citations(&mut inlines) } else { Vec::new() };
                let inline = inline(kind, frame.attributes, inlines);
                self.inline(inline, range.clone());
                for citation in citations {
                    self.inline(citation, range.clone());
                }
            }
            kind => {
                let breaks = Breaks::of(&frame.attributes);
                if breaks.before {
                    self.page_break(&range);
                }
                if let Some(kind) = self.block_kind(kind, &mut frame.attributes, children, &range) {
                    let span = self.source.span(range.clone());
                    let block = Block { span, attributes: frame.attributes, kind };
                    self.children().push(Child::Block(block));
                }
                if breaks.after {
                    self.page_break(&range);
                }
            }
        }
    }

    fn note_author_id(&mut self, frame: &mut Frame, children: &[Child], range: &Range<usize>) {
        let Some(id) = frame.attributes.id.clone().filter(|_| frame.kind != Kind::Discard) else { return };
        // Word processors repeat their bookmarks. Keep the first; the others have no content to lose.
        let is_bookmark = frame.kind == Kind::Span && children.is_empty();
        if is_bookmark && self.author_ids.iter().any(|author| author.id == id) {
            frame.attributes.id = None;
            return;
        }
        self.author_ids.push(AuthorId { id, span: self.source.span(range.clone()) });
    }

    /// The block that a frame becomes; `None` if it is empty.
    fn block_kind(
        &mut self,
        kind: Kind,
        attributes: &mut Attributes,
        children: Vec<Child>,
        range: &Range<usize>,
    ) -> Option<BlockKind> {
        match kind {
            Kind::Paragraph => self.paragraph(children, attributes),
            Kind::Heading(level) => {
                let content = inlines(children);
                if plain_text(&content).is_empty() {
                    // A heading without text would be an empty entry in the contents.
                    return (!content.is_empty() || attributes.id.is_some())
                        .then_some(BlockKind::Paragraph(content));
                }
                let id = SectionId::after(self.sections.len());
                self.sections.push(Section {
                    level,
                    text: plain_text(&content),
                    span: self.source.span(range.clone()),
                });
                Some(BlockKind::Heading(id, content))
            }
            Kind::Quote => Some(BlockKind::Quote(passage::apart(self.blocks(children)))),
            Kind::Passage(kind) => passage::of(kind, self.blocks(children)),
            Kind::Division => {
                let blocks = self.blocks(children);
                let blocks = table_notes::after_table(blocks, self.source.span(range.clone()));
                (!blocks.is_empty() || attributes.id.is_some())
                    .then(|| self.captioned(attributes, blocks, self.source.span(range.clone())))
            }
            Kind::Callout { kind, fold, word } => {
                let word = word.map(|word| vec![Inline::Text(word)]);
                Some(BlockKind::Callout(self.callout(kind, fold, word, children)))
            }
            Kind::List(start) => Some(BlockKind::List(self.list(start, attributes, children))),
            Kind::DefinitionList => Some(BlockKind::DefinitionList(self.definitions(children))),
            Kind::CodeBlock(fence) => {
                let fence = fence.map_or_else(Fence::default, |fence| *fence);
                let mut text = text_of(children);
                let is_directive = foreign::fence(&fence.word) == Some(Construct::Directive);
                if is_directive && !fence.argument.is_empty() {
                    // The author sees on the page that nothing reads the directive.
                    text = format!("{} {}\n{text}", fence.word, fence.argument);
                }
                let has_options = text.starts_with("#| ") || text.starts_with("//| ");
                if fence.draws || fence.is_cell && has_options {
                    self.reached.add_cell(range);
                }
                Some(code(fence, &text, self.source.span(range.clone())))
            }
            Kind::Figure => self.figure(children),
            Kind::Table(columns) => {
                let table = table::of(&columns, attributes, children);
                if table.columns.is_empty() {
                    // Without cells there is no table, but its caption may contain text.
                    return table.caption.map(|caption| caption_paragraph(caption).kind);
                }
                Some(BlockKind::Table(table))
            }
            other => unreachable!("{other:?} is closed by its own rule"),
        }
    }

    fn callout(
        &mut self,
        kind: Option<CalloutKind>,
        fold: Option<Fold>,
        word: Option<Vec<Inline>>,
        mut children: Vec<Child>,
    ) -> Callout {
        let place = children.iter().position(|child| matches!(child, Child::Title(..)));
        let title = match place.map(|place| children.remove(place)) {
            Some(Child::Title(words, _)) if !words.is_empty() => Some(words),
            _ => word,
        };
        // Without a title there would be nothing to unfold.
        let fold = fold.filter(|_| kind.is_some() || title.is_some());
        Callout { kind, title, fold, blocks: self.blocks(children) }
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
        if let [
            Block {
                kind:
                    BlockKind::Figure(Figure { caption: place @ None, .. })
                    | BlockKind::Table(Table { caption: place @ None, .. }),
                ..
            },
        ] = blocks.as_mut_slice()
        {
            *place = caption;
            return blocks.pop().map(|block| block.kind);
        }
        (!blocks.is_empty() || caption.is_some())
            .then_some(BlockKind::Figure(Figure { body: FigureBody::Blocks(blocks), caption }))
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

    /// Converts children into blocks. Running text between blocks becomes paragraphs, and captions are joined to their
    /// figures and tables.
    pub(super) fn blocks(&mut self, children: Vec<Child>) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut text = Vec::new();
        for child in children {
            match child {
                Child::Column(..) => {}
                Child::Inline(..) | Child::Term(_) | Child::Row { .. } | Child::Cell(..) => {
                    if figure::are_apart(&text, &child, &self.source.text) {
                        blocks.extend(self.text_block(&mut text));
                    }
                    text.push(child);
                }
                Child::Block(block) | Child::TableCaption(block) => {
                    blocks.extend(self.text_block(&mut text));
                    blocks.push(block);
                }
                Child::Item { blocks: more, .. } | Child::Definition(more) => {
                    blocks.extend(self.text_block(&mut text));
                    blocks.extend(more);
                }
                Child::Title(words, range) => {
                    blocks.extend(self.text_block(&mut text));
                    blocks.extend(self.title_paragraph(words, range));
                }
                Child::Caption(caption) => {
                    blocks.extend(self.text_block(&mut text));
                    blocks.push(caption_paragraph(caption));
                }
            }
        }
        blocks.extend(self.text_block(&mut text));
        let blocks = table::captions(blocks);
        table_notes::marked(sequence::captions(listing::captions(blocks), &self.images, &self.cited))
    }

    /// Converts loose running text into a paragraph; `None` if it is only white space.
    fn text_block(&mut self, text: &mut Vec<Child>) -> Option<Block> {
        let text = std::mem::take(text);
        let words = text.iter().filter_map(|child| match child {
            Child::Inline(Inline::Text(words), _) if words.trim().is_empty() => None,
            Child::Inline(_, range) | Child::Cell(_, range) => Some(range.clone()),
            _ => None,
        });
        let range = words.reduce(|all, range| all.start..range.end).unwrap_or_default();
        let kind = self.paragraph(text, &Attributes::default())?;
        Some(Block { span: self.source.span(range), attributes: Attributes::default(), kind })
    }

    /// A title outside a callout, or another one in it.
    fn title_paragraph(&self, words: Vec<Inline>, range: Range<usize>) -> Option<Block> {
        let kind = BlockKind::Paragraph(words);
        let block = Block { span: self.source.span(range), attributes: Attributes::default(), kind };
        (!matches!(&block.kind, BlockKind::Paragraph(words) if words.is_empty())).then_some(block)
    }

    /// The kind of a paragraph: images that share no line with text are a figure.
    fn paragraph(&mut self, children: Vec<Child>, attributes: &Attributes) -> Option<BlockKind> {
        match self.figure_paragraph(children) {
            Ok(figure) => Some(BlockKind::Figure(figure)),
            Err(inlines) => {
                let is_kept = !inlines.is_empty() || attributes.id.is_some();
                is_kept.then_some(BlockKind::Paragraph(inlines))
            }
        }
    }
}

/// The text of a code block.
fn text_of(children: Vec<Child>) -> String {
    let words = |child| match child {
        Child::Inline(Inline::Text(text), _) => text,
        other => plain_text(&inlines(vec![other])),
    };
    children.into_iter().map(words).collect()
}

/// A code block, or a figure with code if its fence has a caption.
fn code(fence: Fence, text: &str, span: Span) -> BlockKind {
    let code = BlockKind::CodeBlock {
        language: fence.language,
        text: text.trim_end_matches('\n').to_owned(),
        file_name: fence.file_name,
        lines: fence.lines,
    };
    match fence.caption {
        Some(caption) => listing::figure_of(code, &caption, span),
        None => code,
    }
}

/// Wraps running text in a span if its construct cannot have attributes of its own.
pub(super) fn named(attributes: Attributes, content: Vec<Inline>) -> Vec<Inline> {
    if attributes.id.is_none() && !attributes.say_how_to_read() {
        content
    } else {
        vec![Inline::Span(attributes, content)]
    }
}

/// The blocks of an item or a definition, with its attributes. In Markdown, an attribute list belongs to the paragraph
/// above it.
fn item_blocks(frame: &Frame, mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
    let attributes = frame.attributes.clone();
    match blocks.first_mut() {
        Some(Block { kind: BlockKind::Paragraph(_), attributes: of_paragraph, .. })
            if frame.element.is_none() =>
        {
            attributes::merge(of_paragraph, attributes);
            blocks
        }
        _ => named_blocks(attributes, blocks, span),
    }
}

/// Wraps blocks in a division if their construct cannot have attributes of its own.
pub(super) fn named_blocks(attributes: Attributes, mut blocks: Vec<Block>, span: Span) -> Vec<Block> {
    if attributes.id.is_none() && !attributes.say_how_to_read() {
        return blocks;
    }
    match blocks.as_mut_slice() {
        [Block { kind: BlockKind::Paragraph(content), .. }] => {
            *content = named(attributes, std::mem::take(content));
            blocks
        }
        _ => vec![Block { span, attributes, kind: BlockKind::Division(blocks) }],
    }
}

fn paragraph_of(span: Span, attributes: Attributes, content: Vec<Inline>) -> Block {
    Block { span, attributes, kind: BlockKind::Paragraph(content) }
}
