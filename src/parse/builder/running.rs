//! Converts the children of a frame into running text.

use super::{Child, Kind};
use crate::model::{Attributes, Block, BlockKind, Caption, Inline, Row};
use crate::parse::sequence;
use crate::parse::text::tidy;

/// Removes the note references from running text and returns them in order.
pub(super) fn take_citations(inlines: &mut Vec<Inline>) -> Vec<Inline> {
    let mut citations = Vec::new();
    let mut kept = Vec::with_capacity(inlines.len());
    for mut inline in std::mem::take(inlines) {
        if matches!(inline, Inline::NoteReference(_)) {
            citations.push(inline);
            continue;
        }
        if let Some(children) = inline.children_mut() {
            citations.extend(take_citations(children));
        }
        kept.push(inline);
    }
    *inlines = kept;
    citations
}

/// Converts children into running text without white space at its ends.
pub(super) fn inlines(children: Vec<Child>) -> Vec<Inline> {
    let mut inlines = loose_inlines(children);
    tidy(&mut inlines);
    inlines
}

/// Converts children into running text and keeps white space. A block gets a line of its own.
pub(super) fn loose_inlines(children: Vec<Child>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let (mut has_words, mut is_line_over) = (false, false);
    for child in children {
        let (more, stands_apart) = match child {
            Child::Inline(inline, _) => (vec![inline], false),
            Child::Column(..) => (Vec::new(), false),
            Child::Cell(cell, _) => {
                (sequence::cell_inlines(cell).into_iter().chain([space()]).collect(), false)
            }
            Child::Row { row, .. } => (loose_row(row), true),
            Child::Term(more) | Child::Title(more, _) => (more, true),
            Child::Caption(caption) => (sequence::inlines_of(vec![caption_paragraph(caption)]), true),
            Child::Block(block) | Child::TableCaption(block) => (sequence::inlines_of(vec![block]), true),
            Child::Item { blocks, .. } | Child::Definition(blocks) => (sequence::inlines_of(blocks), true),
        };
        let is_blank =
            more.iter().all(|inline| matches!(inline, Inline::Text(words) if words.trim().is_empty()));
        let is_line_start = !has_words || inlines.last() == Some(&Inline::LineBreak);
        if (is_line_over || stands_apart) && !is_blank && !is_line_start {
            inlines.push(Inline::LineBreak);
        }
        has_words |= !is_blank;
        is_line_over = stands_apart || is_line_over && is_blank;
        inlines.extend(more);
    }
    inlines
}

fn loose_row(row: Row) -> Vec<Inline> {
    let cells = row.into_iter().map(sequence::cell_inlines);
    cells.flat_map(|content| content.into_iter().chain([space()])).collect()
}

fn space() -> Inline {
    Inline::Text(" ".to_owned())
}

pub(super) fn caption_paragraph(caption: Caption) -> Block {
    let label = caption.label.map(|label| Inline::Text(format!("{}. ", label.words)));
    let content = label.into_iter().chain(caption.content).collect();
    Block { span: caption.span, attributes: Attributes::default(), kind: BlockKind::Paragraph(content) }
}

pub(super) fn inline(kind: &Kind, attributes: Attributes, children: Vec<Inline>) -> Inline {
    let with_attributes = |inline: Inline| {
        if attributes == Attributes::default() {
            inline
        } else {
            Inline::Span(attributes.clone(), vec![inline])
        }
    };
    match kind {
        Kind::Styled(style) => with_attributes(Inline::Styled(*style, children)),
        Kind::Link(id) => Inline::Link(*id, attributes, children),
        Kind::Code if children.iter().all(|child| matches!(child, Inline::Text(_))) => {
            // Keep line break opportunities, which are part of the text.
            let words = children.iter().map(|child| match child {
                Inline::Text(words) => words.as_str(),
                _ => "",
            });
            with_attributes(Inline::Code(
                words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "),
            ))
        }
        _ => Inline::Span(attributes, children),
    }
}
