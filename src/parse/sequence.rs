//! Interprets blocks by their position: captions next to figures and tables, and handwritten tables of contents.

use std::collections::BTreeMap;

use super::label::label;
use crate::model::{
    Block, BlockKind, Caption, CaptionId, Image, ImageId, Inline, Label, List, Nodes, Numbering, Style,
    plain_text,
};

/// Marker of a list item in a list without numbers that is converted to running text.
pub const BULLET: &str = "•";

/// Id of every caption until the whole text is parsed; then the captions are numbered.
pub const UNNUMBERED: CaptionId = CaptionId(0);

/// Moves each caption paragraph into its figure or table. A figure without one gets the title of its image as caption,
/// or else its alternative text if that cites notes. `cited` holds those alternative texts.
pub fn captions(blocks: Vec<Block>, images: &[Image], cited: &BTreeMap<ImageId, Vec<Inline>>) -> Vec<Block> {
    let mut placed: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let Some((caption, is_for_table)) = caption_of(&block) else {
            placed.push(block);
            continue;
        };
        let next_is_table = blocks.peek().is_some_and(|next| matches!(next.kind, BlockKind::Table(_)));
        let before = placed.last_mut().and_then(|last| {
            let is_for_next = is_for_table && next_is_table && matches!(last.kind, BlockKind::Figure(_));
            caption_place(last).filter(|place| place.is_none() && !is_for_next)
        });
        if let Some(place) = before {
            *place = Some(caption);
            if let (Some(id), Some(last)) = (block.attributes.id, placed.last_mut()) {
                last.attributes.id.get_or_insert(id);
            }
        } else if let Some(place) =
            blocks.peek_mut().filter(|_| is_for_table && next_is_table).and_then(caption_place)
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
            let image = &images[figure.image.index()];
            let alt = cited.get(&figure.image);
            let written = figure.caption.take().or_else(|| title_caption(image));
            figure.caption = match (written, alt) {
                (Some(mut caption), Some(alt)) => {
                    caption.content.extend(citations(alt));
                    Some(caption)
                }
                (None, Some(alt)) => Some(caption(alt.clone(), image)),
                (written, None) => written,
            };
        }
    }
    placed
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

fn caption_place(block: &mut Block) -> Option<&mut Option<Caption>> {
    match &mut block.kind {
        BlockKind::Figure(figure) => Some(&mut figure.caption),
        BlockKind::Table(table) => Some(&mut table.caption),
        _ => None,
    }
}

/// The caption in a block, and whether its label is that of a table.
fn caption_of(block: &Block) -> Option<(Caption, bool)> {
    let paragraph = match &block.kind {
        BlockKind::Division(blocks) => match blocks.as_slice() {
            [Block { kind: BlockKind::Paragraph(inlines), .. }] => inlines,
            _ => return None,
        },
        BlockKind::Paragraph(inlines) => inlines,
        _ => return None,
    };
    // `*Figure 9: words*` is one emphasized inline; `*Figure 9*: words` and `*Figure 9: words*[^1]` begin with one.
    let Some(Inline::Styled(Style::Emphasis | Style::Strong, emphasised)) = paragraph.first() else {
        return None;
    };
    let flat = if paragraph.len() == 1 {
        emphasised.clone()
    } else {
        let rest_is_open = matches!(&paragraph[1], Inline::Text(text) if text.starts_with([':', '.']));
        let label_is_closed = plain_text(emphasised).ends_with([':', '.']);
        let only_cites = paragraph[1..].iter().all(|inline| matches!(inline, Inline::NoteReference(_)));
        if !rest_is_open && !label_is_closed && !only_cites {
            return None;
        }
        emphasised.iter().chain(&paragraph[1..]).cloned().collect()
    };
    let (label, content) = split_label(flat);
    let is_for_table = label.as_ref()?.is_table;
    Some((Caption { id: UNNUMBERED, label, content, span: block.span }, is_for_table))
}

/// Splits `Figure 9: words` into the label and the rest.
pub fn split_label(mut inlines: Vec<Inline>) -> (Option<Label>, Vec<Inline>) {
    let joined = join_leading_text(&mut inlines);
    let Some(label) = label(&joined) else { return (None, inlines) };
    if let Some(Inline::Text(text)) = inlines.first_mut() {
        *text = joined[label.words.len()..].trim_start_matches([':', '.']).trim_start().to_owned();
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
                inlines.push(Inline::Image(figure.image, figure.attributes));
                inlines.extend(caption_inlines(figure.caption));
            }
            BlockKind::CodeBlock { text, .. } => inlines.push(Inline::Code(text)),
            BlockKind::Quote(blocks) | BlockKind::Division(blocks) => inlines.extend(inlines_of(blocks)),
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
                for row in table.header.into_iter().chain(table.rows) {
                    for cell in row {
                        inlines.extend(cell.content);
                        inlines.push(Inline::Text(" ".to_owned()));
                    }
                    inlines.push(Inline::LineBreak);
                }
            }
            BlockKind::Divider => {}
        }
    }
    inlines
}
