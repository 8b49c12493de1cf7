//! Turns what the citation style prints into inlines.

use hayagriva::citationberg::{FontStyle, FontVariant, FontWeight, VerticalAlign};
use hayagriva::{ElemChild, ElemChildren, ElemMeta, Formatted, Formatting};

use crate::model::{Attributes, Inline, Link, LinkId, Style, plain_text};
use crate::source::Span;

/// Writes inlines, and collects the links in them.
pub struct Writer<'a> {
    pub links: &'a mut Vec<Link>,
    /// The place of the citation or the work, for messages about links.
    pub span: Span,
}

/// A part of a citation.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Words between works.
    Words(Vec<Inline>),
    /// The work with this index in the citation.
    Work(usize, Vec<Inline>),
}

impl Writer<'_> {
    /// The parts of a citation.
    pub fn parts(&mut self, printed: &ElemChildren) -> Vec<Part> {
        let part = |child: &ElemChild| match child {
            ElemChild::Elem(element) => match element.meta {
                Some(ElemMeta::Entry(index)) => Part::Work(index, self.inlines(&element.children)),
                _ => Part::Words(self.inlines(&element.children)),
            },
            other => Part::Words(self.inline(other)),
        };
        printed.0.iter().map(part).collect()
    }

    /// The inlines of an element.
    pub fn inlines(&mut self, children: &ElemChildren) -> Vec<Inline> {
        tidied(children.0.iter().flat_map(|child| self.inline(child)).collect())
    }

    /// The inlines of one element.
    pub fn inline(&mut self, child: &ElemChild) -> Vec<Inline> {
        match child {
            ElemChild::Text(text) => formatted(text),
            ElemChild::Elem(element) => self.inlines(&element.children),
            ElemChild::Markup(text) => vec![Inline::Text(text.clone())],
            ElemChild::Link { text, url } => {
                let id = self.link(url.clone());
                vec![Inline::Link(id, Attributes::default(), formatted(text))]
            }
            ElemChild::Transparent { .. } => Vec::new(),
        }
    }

    fn link(&mut self, destination: String) -> LinkId {
        let id = LinkId::after(self.links.len());
        self.links.push(Link { destination, title: None, is_citation: false, span: self.span });
        id
    }

    /// A link from a citation to a work.
    pub fn link_to_work(&mut self, destination: String) -> LinkId {
        let id = self.link(destination);
        self.links[id.index()].is_citation = true;
        id
    }
}

fn formatted(text: &Formatted) -> Vec<Inline> {
    if text.text.is_empty() {
        return Vec::new();
    }
    let Formatting { font_style, font_variant, font_weight, vertical_align, .. } = text.formatting;
    let mut inline = Inline::Text(text.text.clone());
    let styles = [
        (font_style == FontStyle::Italic, Style::Emphasis),
        (font_weight == FontWeight::Bold, Style::Strong),
        (vertical_align == VerticalAlign::Sup, Style::Superscript),
        (vertical_align == VerticalAlign::Sub, Style::Subscript),
    ];
    for (_, style) in styles.into_iter().filter(|(is_wanted, _)| *is_wanted) {
        inline = Inline::Styled(style, vec![inline]);
    }
    if font_variant == FontVariant::SmallCaps {
        let attributes = Attributes { classes: vec!["smallcaps".to_owned()], ..Attributes::default() };
        inline = Inline::Span(attributes, vec![inline]);
    }
    vec![inline]
}

/// The same inlines, with neighbouring texts as one.
pub fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(words)) => last.push_str(&words),
            (_, inline) => joined.push(inline),
        }
    }
    joined
}

/// What a style prints, with one full stop where it prints two: `Report.”.`
fn tidied(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut inlines = joined(inlines);
    for index in 0..inlines.len() {
        let is_after_stop = index.checked_sub(1).is_some_and(|before| ends_sentence(&inlines[before]));
        let Inline::Text(words) = &mut inlines[index] else { continue };
        if is_after_stop && words.starts_with('.') {
            words.remove(0);
        }
        *words =
            STOPS.iter().fold(std::mem::take(words), |words, stop| words.replace(&format!("{stop}."), stop));
    }
    inlines
}

/// Ends of a sentence after which a style prints no full stop.
const STOPS: [&str; 6] = [".”", "?”", "!”", ".’", "?’", "!’"];

/// Whether the text of an inline ends with a full stop, perhaps in quotation marks.
fn ends_sentence(inline: &Inline) -> bool {
    let words = plain_text(std::slice::from_ref(inline));
    words.trim_end_matches(['”', '’', '»']).ends_with(['.', '?', '!'])
}
