//! Paragraphs that are figures: images that share no line with text, and a caption on the lines after them.

use super::running::inlines;
use super::{Builder, Child};
use crate::model::{Attributes, Figure, FigureBody, FigureImage, Inline, LinkId, Nodes};
use crate::parse::{attributes, sequence};

impl Builder<'_> {
    /// The figure that a paragraph is.
    ///
    /// # Errors
    /// The running text of the paragraph, if it is not a figure.
    pub(super) fn figure_paragraph(&mut self, mut children: Vec<Child>) -> Result<Figure, Vec<Inline>> {
        let Some(end) = end_of_images(&children) else { return Err(inlines(children)) };
        let rest = children.split_off(end);
        let words: Vec<Inline> =
            inlines(rest.clone()).into_iter().skip_while(|inline| *inline == Inline::LineBreak).collect();
        // In pandoc, a backslash after an image keeps it in the line.
        if matches!(&words[..], [Inline::Text(words)] if words.trim() == "\\") {
            return Err(inlines(children));
        }
        let span = self.span_of(&rest);
        let caption = if words.is_empty() || self.are_cited(&children, &words) {
            None
        } else {
            let caption = self.ends_line(&children, &rest).then(|| sequence::caption_below(&words, span));
            match caption.flatten() {
                Some(caption) => Some(caption),
                None => {
                    children.extend(rest);
                    return Err(inlines(children));
                }
            }
        };
        let mut images = Vec::new();
        collect(inlines(children), None, &mut images);
        let caption = match (caption, images.as_mut_slice()) {
            (None, [image]) => {
                let span = self.images[image.image.index()].span;
                self.caption_in(&mut image.attributes, span)
            }
            (caption, _) => caption,
        };
        Ok(Figure { body: FigureBody::Images(images), caption })
    }

    /// Whether the words are only the notes that the alternative texts cite, which belong to the caption.
    fn are_cited(&self, images: &[Child], words: &[Inline]) -> bool {
        let images = images.iter().filter_map(|child| match child {
            Child::Inline(inline, _) => Some(std::slice::from_ref(inline)),
            _ => None,
        });
        let alternatives =
            images.flat_map(|image| Nodes::of_text(image).inlines()).filter_map(|inline| match inline {
                Inline::Image(id, _) => self.cited.get(id),
                _ => None,
            });
        let cited: Vec<Inline> = alternatives.flat_map(|alt| sequence::citations(alt)).collect();
        words == cited
    }

    /// Whether a line ends between images and the text after them.
    fn ends_line(&self, images: &[Child], rest: &[Child]) -> bool {
        let is_blank = |child: &&Child| matches!(child, Child::Inline(Inline::Text(words), _) if words.trim().is_empty());
        let next = rest.iter().find(|child| !is_blank(child));
        if matches!(next, Some(Child::Inline(Inline::LineBreak, _))) {
            return true;
        }
        let Some(Child::Inline(_, range)) = images.last() else { return false };
        let mut behind = self.source.text.get(range.end..).unwrap_or_default();
        if let Some((_, length)) = attributes::attributes(behind) {
            behind = &behind[length..];
        }
        behind.trim_start_matches([' ', '\t', '\\']).starts_with('\n')
    }

    fn span_of(&self, children: &[Child]) -> crate::source::Span {
        let ranges = children.iter().filter_map(|child| match child {
            Child::Inline(Inline::Text(words), _) if words.trim().is_empty() => None,
            Child::Inline(Inline::LineBreak, _) => None,
            Child::Inline(_, range) => Some(range.clone()),
            _ => None,
        });
        self.source.span(ranges.reduce(|all, range| all.start..range.end).unwrap_or_default())
    }
}

/// Whether a blank line is between two images, as between HTML elements that follow each other.
pub(super) fn are_apart(text: &[Child], next: &Child, source: &str) -> bool {
    let Child::Inline(next, at) = next else { return false };
    let is_blank =
        |child: &&Child| matches!(child, Child::Inline(Inline::Text(words), _) if words.trim().is_empty());
    let Some(Child::Inline(last, before)) = text.iter().rev().find(|child| !is_blank(child)) else {
        return false;
    };
    let between = source.get(before.end..at.start).unwrap_or_default();
    // The line that a break ends, and that on which the next image begins, are not blank lines.
    let ends: Vec<usize> = between.match_indices('\n').map(|(at, _)| at).collect();
    let is_blank_line = ends.windows(2).any(|ends| between[ends[0]..ends[1]].trim().is_empty());
    is_image(last) && is_image(next) && is_blank_line
}

/// How many children are images and the blanks between them; `None` if the first words are no image.
fn end_of_images(children: &[Child]) -> Option<usize> {
    let mut end = None;
    for (index, child) in children.iter().enumerate() {
        match child {
            Child::Inline(inline, _) if is_image(inline) => end = Some(index + 1),
            Child::Inline(Inline::Text(words), _) if words.trim().is_empty() => {}
            Child::Inline(Inline::LineBreak, _) => {}
            _ => break,
        }
    }
    end
}

/// Whether an inline shows nothing but images.
fn is_image(inline: &Inline) -> bool {
    match inline {
        Inline::Image(..) => true,
        Inline::Text(_)
        | Inline::Code(_)
        | Inline::Formula(..)
        | Inline::NoteReference(_)
        | Inline::Citation(..)
        | Inline::CrossReference(..)
        | Inline::Mention(..)
        | Inline::LineBreak => false,
        Inline::Styled(..) | Inline::Span(..) | Inline::Link(..) => {
            let is_blank = |inline: &Inline| match inline {
                Inline::Text(words) => words.trim().is_empty(),
                inline => *inline == Inline::LineBreak,
            };
            let children = inline.children();
            children.iter().any(is_image) && children.iter().all(|child| is_image(child) || is_blank(child))
        }
    }
}

/// Collects images under the attributes of what is around them; an id among them is that of the first.
fn collect_in(
    around: Attributes,
    content: Vec<Inline>,
    link: Option<&(LinkId, Attributes)>,
    images: &mut Vec<FigureImage>,
) {
    let first = images.len();
    collect(content, link, images);
    if let Some(image) = images.get_mut(first) {
        let own = std::mem::replace(&mut image.attributes, around);
        attributes::merge(&mut image.attributes, own);
    }
}

/// Collects images with the links around them. A style does not change an image.
fn collect(content: Vec<Inline>, link: Option<&(LinkId, Attributes)>, images: &mut Vec<FigureImage>) {
    for inline in content {
        match inline {
            Inline::Image(image, attributes) => {
                images.push(FigureImage { image, attributes, link: link.cloned() });
            }
            Inline::Styled(_, children) => collect(children, link, images),
            Inline::Span(around, children) => collect_in(around, children, link, images),
            Inline::Link(id, mut attributes, children) => {
                let around = Attributes { id: attributes.id.take(), ..Attributes::default() };
                collect_in(around, children, Some(&(id, attributes)), images);
            }
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::Formula(..)
            | Inline::NoteReference(_)
            | Inline::Citation(..)
            | Inline::CrossReference(..)
            | Inline::Mention(..)
            | Inline::LineBreak => {}
        }
    }
}
