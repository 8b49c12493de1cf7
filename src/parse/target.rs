//! Ids that other tools write as text: `(port)=` and `{#port}` before a block, `` :label:`port` `` after one, `(\#fig:port)` in a
//! caption.

use super::attributes;
use crate::model::{Attributes, AuthorId, Block, BlockKind, Case, Image, Inline, InsideMut};
use crate::source::Span;

/// Makes these texts ids of blocks, and returns their places. `text` is the file.
pub fn take(case: &mut Case, text: &str) -> Vec<Span> {
    let mut blocks = std::mem::take(&mut case.blocks);
    let mut taker = Taker { text, images: &mut case.images, ids: &mut case.author_ids, taken: Vec::new() };
    taker.blocks(&mut blocks);
    for note in &mut case.notes {
        taker.blocks(&mut note.blocks);
    }
    let places = taker.taken;
    case.blocks = blocks;
    places
}

struct Taker<'a> {
    text: &'a str,
    images: &'a mut Vec<Image>,
    ids: &'a mut Vec<AuthorId>,
    taken: Vec<Span>,
}

impl Taker<'_> {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        // The targets for the next block, and the paragraph of the last one.
        let mut waiting: Vec<(String, Span)> = Vec::new();
        let mut last_target = None;
        for mut block in std::mem::take(blocks) {
            let found = targets(&block, self.text);
            if let Some((targets, rest)) = found {
                waiting.extend(targets);
                if rest.is_empty() {
                    last_target = Some(block);
                    continue;
                }
                block.kind = BlockKind::Paragraph(rest);
            }
            if let (Some(id), Some(last)) = (label_after(&block), blocks.last_mut()) {
                self.give(last, id.to_owned(), block.span);
                continue;
            }
            for (id, span) in waiting.drain(..) {
                self.give(&mut block, id, span);
            }
            self.list_before(&mut block);
            self.caption(&mut block);
            for inside in block.inside_mut() {
                if let InsideMut::Blocks(blocks) = inside {
                    self.blocks(blocks);
                }
            }
            blocks.push(block);
        }
        // Nothing follows, so it stays text.
        blocks.extend(last_target.filter(|_| !waiting.is_empty()));
    }

    /// Gives an id to a block, which may have one already.
    fn give(&mut self, block: &mut Block, id: String, span: Span) {
        self.taken.push(span);
        self.ids.push(AuthorId { id: id.clone(), span });
        if block.attributes.id.is_none() {
            block.attributes.id = Some(id);
            return;
        }
        let attributes = Attributes { id: Some(id), ..Attributes::default() };
        match &mut block.kind {
            BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => {
                content.insert(0, Inline::Span(attributes, Vec::new()));
            }
            _ => {
                let inside = Block { attributes, ..block.clone() };
                let own = std::mem::take(&mut block.attributes);
                block.kind =
                    BlockKind::Division(vec![Block { attributes: own, kind: inside.kind, ..inside }]);
                block.attributes = inside.attributes;
            }
        }
    }

    /// Takes an attribute list that is the first line of a paragraph.
    fn list_before(&mut self, block: &mut Block) {
        let BlockKind::Paragraph(content) = &mut block.kind else { return };
        let start = block.span.range().start;
        let Some(line) = self.text.get(start..).and_then(|text| text.lines().next()) else { return };
        let Some((found, length)) =
            attributes::attributes(line).filter(|(_, end)| *end == line.trim_end().len())
        else {
            return;
        };
        let Some(Inline::Text(words)) = content.first_mut() else { return };
        let Some((_, rest)) = words.split_once('}').filter(|(_, rest)| !rest.trim().is_empty()) else {
            return;
        };
        *words = rest.trim_start().to_owned();
        let span = Span::new(block.span.file, start..start + length);
        self.taken.push(span);
        let id = found.id.clone();
        attributes::merge(&mut block.attributes, Attributes { id: None, ..found });
        if let Some(id) = id {
            self.give(block, id, span);
        }
    }

    /// Takes the id from the beginning of a caption or of the alternative text of a picture.
    fn caption(&mut self, block: &mut Block) {
        let image = match &block.kind {
            BlockKind::Figure(figure) => match figure.images() {
                [image] => Some(image.image),
                _ => None,
            },
            _ => None,
        };
        let found = match &mut block.kind {
            BlockKind::Figure(figure) => figure.caption.as_mut(),
            BlockKind::Table(table) => table.caption.as_mut(),
            _ => return,
        };
        let caption = found.as_ref().map(|caption| caption.span);
        let content = found.map(|caption| &mut caption.content);
        let mut ids = Vec::new();
        if let Some(content) = content
            && let Some(Inline::Text(words)) = content.first_mut()
            && let Some((label, rest)) = label_in_caption(words)
        {
            ids.push(label.to_owned());
            *words = rest.to_owned();
            if words.is_empty() {
                content.remove(0);
            }
        }
        if let Some(image) = image
            && let Some(alt) = &mut self.images[image.index()].alt
            && let Some((label, rest)) = label_in_caption(alt)
        {
            ids.extend((!ids.iter().any(|id| id == label)).then(|| label.to_owned()));
            *alt = rest.to_owned();
        }
        for id in ids {
            let around = [caption, Some(block.span)].into_iter().flatten();
            let span = around.into_iter().find_map(|around| self.place(around, &id)).unwrap_or(block.span);
            self.give(block, id, span);
        }
    }

    /// The place of a label in the source of a caption.
    fn place(&self, around: Span, id: &str) -> Option<Span> {
        let (typed, range) = (format!("(\\#{id})"), around.range());
        let at = range.start + self.text.get(range)?.find(&typed)?;
        Some(Span::new(around.file, at..at + typed.len()))
    }
}

/// Targets with their places, and the text after them.
type Targets = (Vec<(String, Span)>, Vec<Inline>);

/// The targets at the beginning of a paragraph, each alone on its line, and the text after them.
fn targets(block: &Block, text: &str) -> Option<Targets> {
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    let (first, others) = content.split_first()?;
    let Inline::Text(words) = first else { return None };
    let (mut targets, mut rest, mut at) = (Vec::new(), words.as_str(), block.span.range().start);
    while let Some((id, after)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(")="))
        && !id.is_empty()
        && !id.contains([' ', '(', ')'])
    {
        let line = text.get(at..)?.lines().next()?;
        if line.trim_end() != format!("({id})=") {
            break;
        }
        targets.push((id.to_owned(), Span::new(block.span.file, at..at + line.trim_end().len())));
        at += text.get(at..)?.find('\n').map_or(line.len(), |end| end + 1);
        at += text.get(at..)?.len() - text.get(at..)?.trim_start_matches([' ', '\t', '>']).len();
        rest = after.trim_start();
    }
    let words = (!rest.is_empty()).then(|| Inline::Text(rest.to_owned()));
    (!targets.is_empty()).then(|| (targets, words.into_iter().chain(others.iter().cloned()).collect()))
}

/// The id in a paragraph that is nothing but `` :label:`port` ``.
fn label_after(block: &Block) -> Option<&str> {
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    match content.as_slice() {
        [Inline::Text(role), Inline::Code(id)] if role == ":label:" && !id.contains(' ') => Some(id),
        _ => None,
    }
}

/// The id at the beginning of a caption, `(#fig:port)` without its backslash, and the words after it.
fn label_in_caption(words: &str) -> Option<(&str, &str)> {
    let (id, rest) = words.trim_start().strip_prefix("(#")?.split_once(')')?;
    let (kind, name) = id.split_once(':')?;
    let is_id = ["fig", "tab", "tbl", "lst"].contains(&kind) && !name.is_empty() && !name.contains(' ');
    is_id.then_some((id, rest.trim_start()))
}
