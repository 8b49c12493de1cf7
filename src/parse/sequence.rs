//! Interprets blocks by their position: captions next to figures and tables, and handwritten tables of contents.

use std::collections::BTreeMap;

use super::{label, table_notes};
use crate::model::{
    Block, BlockKind, Caption, CaptionId, Cell, Figure, FigureBody, FigureImage, Image, ImageId, Inline,
    Label, LabelKind, List, Nodes, Numbering, Style, plain_text,
};
use crate::source::Span;

/// Marker of a list item in a list without numbers that is converted to running text.
pub const BULLET: &str = "•";

/// Id of every caption until the whole text is parsed; then the captions are numbered.
pub const UNNUMBERED: CaptionId = CaptionId(0);

/// Moves each caption paragraph into its figure or table. A figure without one gets the title of its image as caption,
/// or else its alternative text if that cites notes. `cited` holds those alternative texts.
pub fn captions(blocks: Vec<Block>, images: &[Image], cited: &BTreeMap<ImageId, Vec<Inline>>) -> Vec<Block> {
    let lacks_caption = |block: &Block| caption_place_of(block).is_some_and(Option::is_none);
    let blocks = table_notes::part(blocks, |block| caption_of(block, false).is_some(), lacks_caption);
    let mut placed: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let follows_image = placed.last().is_some_and(is_image_without_caption);
        let Some((caption, is_for_table)) = caption_of(&block, follows_image) else {
            placed.push(block);
            continue;
        };
        let suits = |block: &Block| matches!(block.kind, BlockKind::Table(_)) == is_for_table;
        let next = blocks.peek().filter(|next| lacks_caption(next));
        let suits_next = next.is_some_and(suits);
        let before = placed.last_mut().filter(|last| suits(last) || !suits_next).and_then(caption_place);
        let before = before.filter(|place| place.is_none());
        if let Some(place) = before {
            *place = Some(caption);
            if let (Some(id), Some(last)) = (block.attributes.id, placed.last_mut()) {
                last.attributes.id.get_or_insert(id);
            }
        } else if let Some(place) = blocks.peek_mut().and_then(caption_place).filter(|place| place.is_none())
        {
            *place = Some(caption);
            if let (Some(id), Some(next)) = (block.attributes.id, blocks.peek_mut()) {
                next.attributes.id.get_or_insert(id);
            }
        } else {
            placed.push(block);
        }
    }
    for block in &mut placed {
        if let BlockKind::Figure(figure) = &mut block.kind {
            complete(figure, images, cited);
        }
    }
    placed
}

/// Gives a figure the caption that its images have, and the notes that their alternative texts cite.
fn complete(figure: &mut Figure, images: &[Image], cited: &BTreeMap<ImageId, Vec<Inline>>) {
    let shown: Vec<ImageId> = figure.images().iter().map(|image| image.image).collect();
    if let [image] = shown.as_slice() {
        let image = &images[image.index()];
        figure.caption = figure.caption.take().or_else(|| title_caption(image));
    }
    for id in shown {
        let Some(alt) = cited.get(&id) else { continue };
        match &mut figure.caption {
            Some(caption) => caption.content.extend(citations(alt)),
            None => figure.caption = Some(caption(alt.clone(), &images[id.index()])),
        }
    }
}

fn title_caption(image: &Image) -> Option<Caption> {
    Some(caption(vec![Inline::Text(image.title.clone()?)], image))
}

fn caption(words: Vec<Inline>, image: &Image) -> Caption {
    let (label, content) = split_label(words);
    Caption { id: UNNUMBERED, label, content, span: image.span }
}

/// The note references in running text, in order.
pub fn citations(inlines: &[Inline]) -> Vec<Inline> {
    Nodes::of_text(inlines).inlines().filter(|inline| is_citation(inline)).cloned().collect()
}

fn is_image_without_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figure(figure) if !figure.images().is_empty() && figure.caption.is_none())
}

fn caption_place_of(block: &Block) -> Option<&Option<Caption>> {
    match &block.kind {
        BlockKind::Figure(figure) => Some(&figure.caption),
        BlockKind::Table(table) => Some(&table.caption),
        _ => None,
    }
}

fn caption_place(block: &mut Block) -> Option<&mut Option<Caption>> {
    match &mut block.kind {
        BlockKind::Figure(figure) => Some(&mut figure.caption),
        BlockKind::Table(table) => Some(&mut table.caption),
        _ => None,
    }
}

/// The caption in a block, and whether its label is that of a table. After an image it needs no label if it is in italics.
pub(super) fn caption_of(block: &Block, follows_image: bool) -> Option<(Caption, bool)> {
    let paragraph = match &block.kind {
        BlockKind::Division(blocks) => match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => inlines,
            _ => return None,
        },
        BlockKind::Paragraph(inlines) => inlines,
        // `1. ábra: words` reads as a list.
        BlockKind::List(list) => &only_item(list)?,
        _ => return None,
    };
    let unlabelled = || emphasized(paragraph, &[Style::Emphasis], block.span).filter(|_| follows_image);
    let caption = labelled(paragraph, block.span).or_else(unlabelled)?;
    let is_for_table = caption.label.as_ref().is_some_and(|label| label.kind == LabelKind::Table);
    Some((caption, is_for_table))
}

/// The text of a list with one numbered item, its number included.
fn only_item(list: &List) -> Option<Vec<Inline>> {
    let number = list.numbering.as_ref().filter(|numbering| numbering.is_plain())?.first();
    let [item] = list.items.as_slice() else { return None };
    let [Block { kind: BlockKind::Paragraph(words), .. }] = item.as_slice() else { return None };
    Some([Inline::Text(format!("{number}. "))].into_iter().chain(words.iter().cloned()).collect())
}

/// The caption that running text directly after an image is: text with a label, or text that is emphasized as a whole.
pub fn caption_below(content: &[Inline], span: Span) -> Option<Caption> {
    labelled(content, span).or_else(|| emphasized(content, &[Style::Emphasis, Style::Strong], span))
}

/// A caption without a label: everything is emphasized, apart from notes behind it.
fn emphasized(content: &[Inline], styles: &[Style], span: Span) -> Option<Caption> {
    let [Inline::Styled(style, words), notes @ ..] = content else { return None };
    let is_caption = styles.contains(style) && notes.iter().all(is_citation) && !plain_text(words).is_empty();
    is_caption.then(|| {
        let content = words.iter().chain(notes).cloned().collect();
        Caption { id: UNNUMBERED, label: None, content, span }
    })
}

/// A caption with a label, emphasized or not: `Figure 9: words`, `*Figure 9: words*`, `**Figure 9.** Words`.
fn labelled(content: &[Inline], span: Span) -> Option<Caption> {
    let (label, words) = split_label(without_first_emphasis(content));
    let content = match emphasized(&words, &[Style::Emphasis, Style::Strong], span) {
        Some(caption) => caption.content,
        None => words,
    };
    label.map(|label| Caption { id: UNNUMBERED, label: Some(label), content, span })
}

/// Running text without the emphasis that it begins with.
fn without_first_emphasis(content: &[Inline]) -> Vec<Inline> {
    let mut flat = content.to_vec();
    while let Some(Inline::Styled(Style::Emphasis | Style::Strong, inside)) = flat.first().cloned() {
        flat.remove(0);
        // A label may be set off by its type alone; a sentence about a figure goes on with a verb.
        let rest = plain_text(&flat);
        let is_set_off = label::is_whole(&plain_text(&inside)) && !rest.is_empty();
        if is_set_off && !rest.starts_with(|first: char| first.is_lowercase() || first.is_ascii_punctuation())
        {
            flat.insert(0, Inline::Text(label::SEPARATOR.to_owned()));
        }
        flat.splice(0..0, inside);
    }
    flat
}

/// Splits `Figure 9: words` into the label and the rest.
pub fn split_label(mut inlines: Vec<Inline>) -> (Option<Label>, Vec<Inline>) {
    let joined = join_leading_text(&mut inlines);
    let Some((label, end)) = label::label(&joined) else { return (None, inlines) };
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        joined[end..].clone_into(text);
        if text.is_empty() {
            inlines.remove(0);
        }
    }
    (Some(label), inlines)
}

/// Joins the plain text at the start into one inline, and returns it.
fn join_leading_text(inlines: &mut Vec<Inline>) -> String {
    let count = inlines.iter().take_while(|inline| matches!(inline, Inline::Text(_))).count();
    let joined: String = inlines
        .drain(..count)
        .map(|inline| match inline {
            Inline::Text(text) => text,
            _ => String::new(),
        })
        .collect();
    if !joined.is_empty() {
        inlines.insert(0, Inline::Text(joined.clone()));
    }
    joined
}

/// Removes a placeholder for a table of contents: `[TOC]`, the heading above it, and the rules around them.
pub fn without_contents(mut blocks: Vec<Block>) -> Vec<Block> {
    let Some(place) = blocks.iter().position(is_contents_place) else { return blocks };
    let mut first = place;
    let mut after = place + 1;
    if first > 0 && is_contents_title(&blocks[first - 1]) {
        first -= 1;
    }
    if first > 0 && matches!(blocks[first - 1].kind, BlockKind::Divider) {
        first -= 1;
    }
    if blocks.get(after).is_some_and(|block| matches!(block.kind, BlockKind::Divider)) {
        after += 1;
    }
    blocks.drain(first..after);
    blocks
}

fn is_contents_place(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(inlines) if plain_text(inlines).eq_ignore_ascii_case("[toc]") && !cites(inlines))
}

/// Whether inlines cite a note.
fn cites(inlines: &[Inline]) -> bool {
    Nodes::of_text(inlines).inlines().any(is_citation)
}

fn is_citation(inline: &Inline) -> bool {
    matches!(inline, Inline::NoteReference(_))
}

fn is_contents_title(block: &Block) -> bool {
    let (BlockKind::Paragraph(inlines) | BlockKind::Heading(_, inlines)) = &block.kind else { return false };
    let text = plain_text(inlines).to_lowercase();
    !cites(inlines) && matches!(text.trim_end_matches(':'), "contents" | "table of contents")
}

/// Converts a caption to running text on a new line.
fn caption_inlines(caption: Option<Caption>) -> Vec<Inline> {
    let Some(caption) = caption else { return Vec::new() };
    let label = caption.label.map(|label| Inline::Text(format!("{}. ", label.words)));
    std::iter::once(Inline::LineBreak).chain(label).chain(caption.content).collect()
}

/// Converts a list to running text: one line for each item, after its marker.
fn list_inlines(list: List) -> Vec<Inline> {
    let mut markers = list.numbering.iter().flat_map(Numbering::markers);
    let mut inlines = Vec::new();
    for item in list.items {
        if !inlines.is_empty() {
            inlines.push(Inline::LineBreak);
        }
        let marker = markers.next().unwrap_or_else(|| BULLET.to_owned());
        inlines.push(Inline::Text(format!("{marker} ")));
        inlines.extend(inlines_of(item));
    }
    inlines
}

fn figure_inlines(body: FigureBody) -> Vec<Inline> {
    let image = |FigureImage { image, attributes, link }| {
        let image = Inline::Image(image, attributes);
        match link {
            Some((id, attributes)) => Inline::Link(id, attributes, vec![image]),
            None => image,
        }
    };
    match body {
        FigureBody::Images(images) => images.into_iter().map(image).collect(),
        FigureBody::Blocks(blocks) => inlines_of(blocks),
    }
}

/// Converts a cell to running text.
pub fn cell_inlines(cell: Cell) -> Vec<Inline> {
    if cell.blocks.is_empty() { cell.content } else { inlines_of(cell.blocks) }
}

/// Converts blocks to running text where only inlines are allowed: one line for each paragraph.
pub fn inlines_of(blocks: Vec<Block>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for block in blocks {
        if !inlines.is_empty() {
            inlines.push(Inline::LineBreak);
        }
        match block.kind {
            BlockKind::Paragraph(more) | BlockKind::Heading(_, more) => inlines.extend(more),
            BlockKind::Figure(figure) => {
                inlines.extend(figure_inlines(figure.body));
                inlines.extend(caption_inlines(figure.caption));
            }
            BlockKind::CodeBlock { text, .. } => inlines.push(Inline::Code(text)),
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) | BlockKind::Passage(_, blocks) => {
                inlines.extend(inlines_of(blocks));
            }
            BlockKind::Callout(callout) => {
                if let Some(title) = callout.title {
                    inlines.extend(title);
                    inlines.push(Inline::LineBreak);
                }
                inlines.extend(inlines_of(callout.blocks));
            }
            BlockKind::List(list) => inlines.extend(list_inlines(list)),
            BlockKind::DefinitionList(items) => {
                for item in items {
                    inlines.extend(item.term);
                    inlines.push(Inline::LineBreak);
                    inlines.extend(inlines_of(item.definitions.into_iter().flatten().collect()));
                }
            }
            BlockKind::Table(table) => {
                inlines.extend(caption_inlines(table.caption));
                for row in table.header.into_iter().chain(table.rows).chain(table.foot) {
                    for cell in row {
                        inlines.extend(cell_inlines(cell));
                        inlines.push(Inline::Text(" ".to_owned()));
                    }
                    inlines.push(Inline::LineBreak);
                }
            }
            BlockKind::Divider | BlockKind::PageBreak => {}
        }
    }
    inlines
}
