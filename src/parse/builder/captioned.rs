//! Divisions that are figures, tables or listings by their id, `::: {#fig-port}`, as in Quarto and pandoc-crossref. Their
//! caption is the last paragraph, or an attribute.

use super::Builder;
use crate::config::has_markup;
use crate::model::{
    Attributes, Block, BlockKind, Caption, Figure, FigureBody, Inline, LabelKind, plain_text,
};
use crate::parse::sequence;
use crate::source::Span;

/// Attributes with the caption, and others that only place the parts.
const CAPTIONS: &[&str] = &["fig-cap", "fig.cap", "tbl-cap", "lst-cap", "caption"];
const PLACING: &[&str] = &["layout", "layout-ncol", "layout-nrow", "layout-valign", "fig-pos", "fig-env"];

impl Builder<'_> {
    /// The figure or table that a division with these blocks is. Its attributes lose what belongs to its parts.
    pub(super) fn captioned(
        &mut self,
        attributes: &mut Attributes,
        mut blocks: Vec<Block>,
        span: Span,
    ) -> BlockKind {
        let Some(kind) = attributes.id.as_deref().and_then(kind_of_id) else {
            return BlockKind::Division(blocks);
        };
        let caption = self.take_caption(attributes, &mut blocks, span);
        if let Some(kind) = alone(&mut blocks, kind, caption.as_ref()) {
            attributes.other.retain(|(key, _)| !PLACING.contains(&key.as_str()));
            return kind;
        }
        if caption.is_none() {
            name_first(attributes, &mut blocks);
            return BlockKind::Division(blocks);
        }
        attributes.other.retain(|(key, _)| !PLACING.contains(&key.as_str()));
        let body = match group(&blocks) {
            Some(group) => group,
            None => {
                for block in &mut blocks {
                    self.caption_part(block);
                }
                FigureBody::Blocks(blocks)
            }
        };
        BlockKind::Figure(Figure { body, caption })
    }

    /// Gives a picture among others the caption that it has in those tools: its alternative text.
    fn caption_part(&self, block: &mut Block) {
        let BlockKind::Figure(Figure { body: FigureBody::Images(images), caption: caption @ None }) =
            &mut block.kind
        else {
            return;
        };
        let [image] = images.as_slice() else { return };
        let image = &self.images[image.image.index()];
        if let Some(alt) = image.alt.clone().filter(|alt| !alt.is_empty()) {
            *caption = Some(caption_of(vec![Inline::Text(alt)], image.span));
        }
    }

    /// Takes the caption: an attribute, or the last paragraph, if something stands before it that has none.
    fn take_caption(
        &mut self,
        attributes: &mut Attributes,
        blocks: &mut Vec<Block>,
        span: Span,
    ) -> Option<Caption> {
        if attributes.other.iter().any(|(key, _)| is_caption(key)) {
            return self.caption_in(attributes, span);
        }
        if blocks.len() < 2 || blocks.len() == 2 && has_caption(&blocks[0]) {
            return None;
        }
        let is_text = |block: &mut Block| matches!(&block.kind, BlockKind::Paragraph(content) if !plain_text(content).is_empty());
        let Block { kind: BlockKind::Paragraph(content), span, .. } = blocks.pop_if(is_text)? else {
            return None;
        };
        Some(caption_of(content, span))
    }

    /// Takes the caption out of attributes. Its words have no Markdown.
    pub(super) fn caption_in(&mut self, attributes: &mut Attributes, span: Span) -> Option<Caption> {
        let place = attributes.other.iter().position(|(key, _)| is_caption(key))?;
        let (_, words) = attributes.other.remove(place);
        if has_markup(&words) {
            self.reached.add_caption(&self.source.range(span));
        }
        (!words.is_empty()).then(|| caption_of(vec![Inline::Text(words)], span))
    }
}

fn kind_of_id(id: &str) -> Option<LabelKind> {
    match id.split_once(['-', ':'])? {
        ("fig", _) => Some(LabelKind::Figure),
        ("tbl" | "tab", _) => Some(LabelKind::Table),
        ("lst", _) => Some(LabelKind::Listing),
        _ => None,
    }
}

/// Whether an attribute is a caption.
pub fn is_caption(key: &str) -> bool {
    CAPTIONS.contains(&key)
}

fn caption_of(words: Vec<Inline>, span: Span) -> Caption {
    let (label, content) = sequence::split_label(words);
    Caption { id: sequence::UNNUMBERED, label, content, span }
}

fn has_caption(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Figure(figure) if figure.caption.is_some())
        || matches!(&block.kind, BlockKind::Table(table) if table.caption.is_some())
}

/// The only block as a figure or table with this caption, or with its own.
fn alone(blocks: &mut Vec<Block>, kind: LabelKind, caption: Option<&Caption>) -> Option<BlockKind> {
    let [block] = blocks.as_mut_slice() else { return None };
    let place = match (&mut block.kind, kind) {
        (BlockKind::Figure(figure), LabelKind::Figure | LabelKind::Listing) => &mut figure.caption,
        (BlockKind::Table(table), _) => &mut table.caption,
        _ => return None,
    };
    if place.is_some() && caption.is_some() || block.attributes.id.is_some() {
        return None;
    }
    *place = place.take().or_else(|| caption.cloned());
    blocks.pop().map(|block| block.kind)
}

/// Moves the id of a division without a caption to the first figure or table in it that has one.
fn name_first(attributes: &mut Attributes, blocks: &mut [Block]) {
    let named = blocks.iter_mut().find(|block| has_caption(block));
    if let Some(block) = named.filter(|block| block.attributes.id.is_none()) {
        block.attributes.id = attributes.id.take();
    }
}

/// The pictures as a group side by side, if none has a caption or an id.
fn group(blocks: &[Block]) -> Option<FigureBody> {
    let mut images = Vec::new();
    for block in blocks {
        let BlockKind::Figure(figure @ Figure { caption: None, .. }) = &block.kind else { return None };
        let is_bare = block.attributes.id.is_none()
            && !figure.images().is_empty()
            && figure.images().iter().all(|image| image.attributes.id.is_none());
        if !is_bare {
            return None;
        }
        images.extend(figure.images().iter().cloned());
    }
    Some(FigureBody::Images(images))
}
