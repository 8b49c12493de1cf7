//! Running text.

use super::attributes;
use super::code_span::{code_in_text, code_span};
use super::escape::{self, Site};
use super::link;
use super::piece::{Piece, gather_words};
use super::styles;
use super::wrap::{self, Lines};
use super::writer::Writer;
use crate::model::{Attributes, Inline, LinkId, ReferenceId};

impl Writer<'_> {
    /// The lines of a paragraph, none longer than `width` if possible.
    pub(super) fn paragraph(&self, content: &[Inline], width: usize) -> Vec<String> {
        self.lines(content, Site::Block, Lines::Wrapped(width))
    }

    /// The text on one line.
    pub(super) fn line(&self, content: &[Inline], site: Site) -> String {
        self.lines(content, site, Lines::One).concat()
    }

    /// The lines of a text.
    pub(super) fn lines(&self, content: &[Inline], site: Site, lines: Lines) -> Vec<String> {
        wrap::lines(&self.pieces(content, site), lines)
    }

    /// A text as pieces whose markup is decided.
    pub(super) fn pieces(&self, content: &[Inline], site: Site) -> Vec<Piece> {
        let mut pieces = Vec::new();
        self.gather(content, site, &mut pieces);
        settle_code(&mut pieces, site);
        styles::settle(&mut pieces);
        escape::settle(&mut pieces, self.reading, site, self.is_unknown);
        pieces
    }

    fn gather(&self, content: &[Inline], site: Site, pieces: &mut Vec<Piece>) {
        for inline in content {
            match inline {
                Inline::Text(words) | Inline::Mention(_, words) => gather_words(words, pieces),
                Inline::Styled(style, children) => {
                    pieces.push(Piece::Open(*style));
                    self.gather(children, site, pieces);
                    pieces.push(Piece::Close(*style));
                }
                Inline::Span(attributes, children) => self.span(attributes, children, site, pieces),
                Inline::Code(code) => {
                    // Two fences beside each other would be one.
                    let follows = pieces.last().and_then(Piece::last) == Some('`');
                    pieces.extend(follows.then(|| Piece::Raw("<!-- -->".to_owned())));
                    pieces.push(Piece::Raw(code_span(code, site)));
                }
                Inline::Formula(id, tex) => {
                    let formula = self.case.formulas.get(id.index());
                    pieces.push(Piece::Raw(super::formula::inline(formula, tex)));
                }
                Inline::Link(id, attributes, children) => self.link(*id, attributes, children, site, pieces),
                Inline::Image(id, attributes) => {
                    if let Some(image) = self.case.images.get(id.index()) {
                        link::add_image(image, attributes, pieces);
                    }
                }
                Inline::NoteReference(id) => self.note_reference(*id, pieces),
                Inline::Citation(id, children) => match self.case.citations.get(id.index()) {
                    Some(citation) => self.citation(citation, site, pieces),
                    None => self.gather(children, site, pieces),
                },
                Inline::CrossReference(id, children) => match self.case.cross_references.get(id.index()) {
                    Some(reference) => self.cross_reference(reference, children, site, pieces),
                    None => self.gather(children, site, pieces),
                },
                Inline::LineBreak => pieces.push(Piece::Break),
            }
        }
    }

    /// Adds inline content to pieces, as [`Writer::pieces`] does.
    pub(super) fn gather_into(&self, content: &[Inline], site: Site, pieces: &mut Vec<Piece>) {
        self.gather(content, site, pieces);
    }

    fn span(&self, attributes: &Attributes, children: &[Inline], site: Site, pieces: &mut Vec<Piece>) {
        match attributes::list(attributes).filter(|list| !list.is_empty()) {
            Some(list) => {
                pieces.push(Piece::Enter("["));
                self.gather(children, site, pieces);
                pieces.push(Piece::Leave(format!("]{list}")));
            }
            None => {
                pieces.push(Piece::Raw(format!("<span{}>", attributes::of_tag(attributes))));
                self.gather(children, site, pieces);
                pieces.push(Piece::Raw("</span>".to_owned()));
            }
        }
    }

    fn link(
        &self,
        id: LinkId,
        attributes: &Attributes,
        children: &[Inline],
        site: Site,
        pieces: &mut Vec<Piece>,
    ) {
        let Some(found) = self.case.links.get(id.index()) else { return self.gather(children, site, pieces) };
        if let Some(address) = link::in_angles(found, attributes, children) {
            return pieces.push(Piece::Raw(address));
        }
        match attributes::list(attributes) {
            Some(list) => {
                pieces.push(Piece::Enter("["));
                self.gather(children, site, pieces);
                pieces.push(Piece::Leave(format!(
                    "]({}){list}",
                    link::target(&found.destination, found.title.as_deref(), site)
                )));
            }
            None => {
                pieces.push(Piece::Raw(link::opening_tag(found, attributes)));
                self.gather(children, site, pieces);
                pieces.push(Piece::Raw("</a>".to_owned()));
            }
        }
    }

    fn note_reference(&self, id: ReferenceId, pieces: &mut Vec<Piece>) {
        let label = self.case.references.get(id.index()).map(|reference| reference.label.as_str());
        let Some(label) = label else { return };
        match self.numbers.get(label) {
            Some(number) => pieces.push(Piece::Raw(format!("[^{number}]"))),
            None => gather_words(&format!("[^{label}]"), pieces),
        }
    }
}

/// Writes code with brackets as elements inside links with spans, whose ends casebook finds by their brackets alone.
fn settle_code(pieces: &mut [Piece], site: Site) {
    let mut open: Vec<(usize, bool)> = Vec::new();
    for at in 0..pieces.len() {
        match pieces.get(at) {
            Some(Piece::Enter(_)) => open.push((at, false)),
            Some(Piece::Leave(target)) => {
                let is_span = target.starts_with("]{");
                let Some((start, has_span)) = open.pop() else { continue };
                if has_span && !is_span {
                    pieces
                        .get_mut(start..at)
                        .unwrap_or_default()
                        .iter_mut()
                        .for_each(|piece| settle_brackets(piece, site));
                }
                if let Some((_, has_span)) = open.last_mut() {
                    *has_span |= is_span;
                }
            }
            _ => {}
        }
    }
}

fn settle_brackets(piece: &mut Piece, site: Site) {
    if let Piece::Raw(markup) = piece
        && markup.starts_with('`')
        && markup.contains(['[', ']'])
    {
        let code = markup.trim_matches('`').trim_matches(' ');
        *markup = code_in_text(&if site == Site::Cell { code.replace("\\|", "|") } else { code.to_owned() });
    }
}
