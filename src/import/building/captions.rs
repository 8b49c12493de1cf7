//! Captions: their labels, and the figure or table that each belongs to.

use super::item::{Atom, Kind, Paragraph};
use super::make::{self, NOWHERE};
use super::text;
use crate::import::Reason;
use crate::model::{Block, BlockKind, Caption, CaptionId, Inline, Label, LabelKind, plain_text};
use crate::parse::label;

/// A block, or a caption that is still without its figure or table.
#[derive(Debug)]
pub enum Draft {
    /// A block.
    Block(Block),
    /// A caption.
    Caption(Loose),
    /// A title, which is the caption of the table before it if this has no other one.
    Title(String),
}

/// A caption without its figure or table.
#[derive(Debug)]
pub struct Loose {
    /// The label.
    pub label: Option<Label>,
    /// The words after it.
    pub content: Vec<Inline>,
    /// The whole paragraph, for a caption that finds nothing.
    pub whole: Vec<Inline>,
    /// The id of the places at its beginning.
    pub id: Option<String>,
    /// The number of its paragraph.
    pub number: usize,
    /// Whether its style says that it is a caption.
    pub is_certain: bool,
}

/// The caption that a paragraph is; `None` for any other paragraph. `is_certain` if its style says so.
pub fn caption(paragraph: &Paragraph, is_certain: bool) -> Option<(Option<Label>, Vec<Atom>, Vec<usize>)> {
    let raw = raw(&paragraph.atoms);
    let by_field = number_end(&paragraph.atoms).and_then(|end| with_number(&raw, end));
    let found = by_field.or_else(|| by_words(&raw, is_certain));
    let Some((label, end)) = found else {
        return is_certain.then(|| (None, paragraph.atoms.clone(), Vec::new()));
    };
    let (atoms, anchors) = without_start(&paragraph.atoms, end);
    Some((Some(label), atoms, anchors))
}

/// The text at the beginning, up to something that is not text.
fn raw(atoms: &[Atom]) -> String {
    let texts = atoms.iter().map_while(|atom| match &atom.kind {
        Kind::Text(text) => Some(text.as_str()),
        Kind::NumberEnd => Some(""),
        Kind::Break => Some(" "),
        Kind::Page | Kind::Note(_) | Kind::Image(..) | Kind::Formula(..) | Kind::Citation(..) => None,
    });
    texts.collect::<String>().replace('\t', " ")
}

/// Where the number of a caption ends that a field has counted.
fn number_end(atoms: &[Atom]) -> Option<usize> {
    let end = atoms.iter().rposition(|atom| atom.kind == Kind::NumberEnd)?;
    let length = raw(atoms.get(..end)?).len();
    (length < 40).then_some(length)
}

/// The label that ends with a number, and where the words after it begin.
fn with_number(raw: &str, end: usize) -> Option<(Label, usize)> {
    let words = raw.get(..end)?.trim();
    let (label, _) = label::label(&format!("{words}: x"))?;
    let rest = raw.get(end..)?;
    let is_sign = |sign: char| {
        sign.is_whitespace() || matches!(sign, ':' | '.' | '|' | '–' | '—' | '-' | '：' | '．' | '。')
    };
    Some((label, raw.len() - rest.trim_start_matches(is_sign).len()))
}

fn by_words(raw: &str, is_certain: bool) -> Option<(Label, usize)> {
    let start = raw.len() - raw.trim_start().len();
    let text = raw.trim_start();
    if let Some((label, end)) = label::label(text) {
        return Some((label, start + end));
    }
    if label::is_whole(text) {
        let (label, _) = label::label(&format!("{}: x", text.trim()))?;
        return Some((label, raw.len()));
    }
    // In a caption, nothing need stand between the label and the words.
    let end =
        text.match_indices([' ', '\u{A0}']).nth(1).map(|(end, _)| start + end).filter(|_| is_certain)?;
    with_number(raw, end)
}

/// The pieces without the first bytes of their text, and the places with names in what was removed.
fn without_start(atoms: &[Atom], end: usize) -> (Vec<Atom>, Vec<usize>) {
    let mut left = end;
    let mut kept = Vec::new();
    let mut anchors = Vec::new();
    for atom in atoms {
        match &atom.kind {
            Kind::Text(text) if left > 0 => {
                anchors.extend(atom.format.anchor);
                let rest = text.get(left.min(text.len())..).unwrap_or_default();
                left = left.saturating_sub(text.len());
                if !rest.is_empty() {
                    kept.push(Atom { kind: Kind::Text(rest.to_owned()), ..atom.clone() });
                }
            }
            Kind::Break if left > 0 => left -= 1,
            Kind::NumberEnd => {}
            _ => kept.push(atom.clone()),
        }
    }
    anchors.dedup();
    (kept, anchors)
}

/// A caption in doubt: the number of its paragraph, its words, and the reason.
pub type Lost = (usize, String, Reason);

/// Gives each caption to the figure or table that it belongs to. Gives back the paragraphs in doubt.
pub fn attach(drafts: Vec<Draft>) -> (Vec<Block>, Vec<Lost>) {
    let (mut places, titles) = without_titles(drafts);
    let mut doubts = Vec::new();
    for index in 0..places.len() {
        if !matches!(places.get(index), Some(Some(Draft::Caption(_)))) {
            continue;
        }
        let Some(Draft::Caption(loose)) = places.get_mut(index).and_then(Option::take) else { continue };
        let twin = twin(&places, index, &loose);
        if twin.is_some() {
            doubts.push((loose.number, plain_text(&loose.whole), Reason::CaptionTwice));
        }
        let target = twin.or_else(|| target(&places, index, &loose));
        match target.and_then(|target| places.get_mut(target)) {
            Some(Some(Draft::Block(block))) => {
                give(block, loose.label, loose.content);
                block.attributes.id = block.attributes.id.take().or(loose.id);
            }
            _ => {
                if loose.is_certain {
                    doubts.push((loose.number, plain_text(&loose.whole), Reason::CaptionAlone));
                }
                let paragraph = make::block(BlockKind::Paragraph(loose.whole));
                let block = Block {
                    attributes: crate::model::Attributes { id: loose.id, ..Default::default() },
                    ..paragraph
                };
                if let Some(place) = places.get_mut(index) {
                    *place = Some(Draft::Block(block));
                }
            }
        }
    }
    for (place, title) in titles {
        if let Some(Some(Draft::Block(block))) = places.get_mut(place)
            && shown(block).is_some()
        {
            give(block, None, vec![Inline::Text(title)]);
        }
    }
    let blocks = places.into_iter().flatten().filter_map(|draft| match draft {
        Draft::Block(block) => Some(block),
        Draft::Caption(_) | Draft::Title(_) => None,
    });
    (blocks.collect(), doubts)
}

/// The drafts at their places, and the titles with the places of their tables.
fn without_titles(drafts: Vec<Draft>) -> (Vec<Option<Draft>>, Vec<(usize, String)>) {
    let (mut places, mut titles) = (Vec::new(), Vec::new());
    for draft in drafts {
        match draft {
            Draft::Title(title) if places.is_empty() || title.is_empty() => {}
            Draft::Title(title) => titles.push((places.len() - 1, title)),
            Draft::Block(_) | Draft::Caption(_) => places.push(Some(draft)),
        }
    }
    (places, titles)
}

/// A picture before a caption that has the same words as a caption already, without the label. Programs write the alternative
/// text as such a caption.
fn twin(places: &[Option<Draft>], index: usize, loose: &Loose) -> Option<usize> {
    let is_figure = loose.label.as_ref().is_some_and(|label| label.kind == LabelKind::Figure);
    let before = (0..index).rev().find(|place| matches!(places.get(*place), Some(Some(_))))?;
    let Some(Some(Draft::Block(Block { kind: BlockKind::Figure(figure), .. }))) = places.get(before) else {
        return None;
    };
    let own = figure.caption.as_ref().filter(|own| own.label.is_none() && is_figure)?;
    (plain_text(&own.content) == plain_text(&loose.content)).then_some(before)
}

/// The figure or table beside a caption: that of its kind, and first the one on the side where it usually is.
fn target(places: &[Option<Draft>], index: usize, loose: &Loose) -> Option<usize> {
    let neighbour = |step: isize| {
        let mut place = index.checked_add_signed(step)?;
        // A caption that has found its place leaves a gap.
        while matches!(places.get(place), Some(None)) {
            place = place.checked_add_signed(step)?;
        }
        match places.get(place)?.as_ref()? {
            Draft::Block(block) => Some((place, shown(block)?)),
            Draft::Caption(_) | Draft::Title(_) => None,
        }
    };
    let (before, after) = (neighbour(-1), neighbour(1));
    let both = |kind: LabelKind| match kind {
        LabelKind::Figure => [before, after],
        LabelKind::Table | LabelKind::Listing => [after, before],
    };
    let kind = loose.label.as_ref().map(|label| label.kind);
    let of_kind =
        |kind| both(kind).into_iter().flatten().find(|(_, shown)| *shown == kind).map(|(place, _)| place);
    match kind {
        // A picture may show a table.
        Some(kind) => {
            of_kind(kind).or_else(|| both(kind).into_iter().flatten().next().map(|(place, _)| place))
        }
        None => of_kind(LabelKind::Figure)
            .or_else(|| of_kind(LabelKind::Table))
            .or_else(|| of_kind(LabelKind::Listing)),
    }
}

/// What a block without a caption shows.
fn shown(block: &Block) -> Option<LabelKind> {
    match &block.kind {
        BlockKind::Figure(figure) if figure.caption.is_none() => Some(LabelKind::Figure),
        BlockKind::Table(table) if table.caption.is_none() => Some(LabelKind::Table),
        _ => None,
    }
}

fn give(block: &mut Block, label: Option<Label>, content: Vec<Inline>) {
    let caption = Caption { id: CaptionId(0), label, content, span: NOWHERE };
    match &mut block.kind {
        BlockKind::Figure(figure) => figure.caption = Some(caption),
        BlockKind::Table(table) => table.caption = Some(caption),
        _ => {}
    }
}

/// The running text of a caption and of the whole paragraph.
pub fn loose(
    paragraph: &Paragraph,
    is_certain: bool,
    id: impl FnOnce(&[usize]) -> Option<String>,
) -> Option<Loose> {
    let (label, atoms, inner) = caption(paragraph, is_certain)?;
    let anchors: Vec<usize> = paragraph.anchors.iter().copied().chain(inner).collect();
    Some(Loose {
        label,
        content: text::inlines(&atoms),
        whole: text::inlines(&paragraph.atoms),
        id: id(&anchors),
        number: paragraph.number,
        is_certain,
    })
}

#[cfg(test)]
mod tests {
    use super::super::format::Format;
    use super::*;

    fn paragraph(pieces: &[&str]) -> Paragraph {
        let atom = |piece: &&str| {
            let kind = if *piece == "#" { Kind::NumberEnd } else { Kind::Text((*piece).to_owned()) };
            Atom { format: Format::default(), kind }
        };
        Paragraph { atoms: pieces.iter().map(atom).collect(), ..Paragraph::default() }
    }

    #[test]
    fn labels_end_with_their_number() {
        for (pieces, is_certain, words, rest) in [
            (&["Figure ", "1", "#", ": The port"][..], true, "Figure 1", "The port"),
            (&["Figure ", "2", "-", "1", "#", " The port"], true, "Figure 2-1", "The port"),
            (&["Table 5.1"], true, "Table 5.1", ""),
            (&["Table 1", "#"], true, "Table 1", ""),
            (&["Abb. 3\tDer Hafen"], true, "Abb. 3", "Der Hafen"),
            (&["Figure 1. The port"], false, "Figure 1", "The port"),
            (&["Figure 1 shows the port"], false, "none", ""),
            (&["The port"], true, "", "The port"),
            (&["Photograph ", "7", "#", " The port"], true, "", "Photograph 7 The port"),
        ] {
            let found = caption(&paragraph(pieces), is_certain);
            let (label, content) = match &found {
                None => ("none".to_owned(), String::new()),
                Some((label, atoms, _)) => {
                    let label = label.as_ref().map(|label| label.words.clone()).unwrap_or_default();
                    (label, crate::model::plain_text(&text::inlines(atoms)))
                }
            };
            assert_eq!((label.as_str(), content.as_str()), (words, rest), "{pieces:?}");
        }
    }
}
