//! Adds notes, images and links to the innermost frame, and finds what a following attribute list applies to.

use std::ops::Range;

use super::{Builder, Child};
use crate::diag::Code;
use crate::model::{
    Attributes, AuthorId, Image, ImageId, Inline, Link, LinkId, LinkRole, Reference, ReferenceId, is_remote,
};
use crate::parse::run;

impl Builder<'_> {
    /// Adds a note reference.
    pub fn reference(&mut self, label: String, range: Range<usize>) {
        let id = ReferenceId::after(self.references.len());
        let span = self.source.span(range.clone());
        self.references.push(Reference { label, span });
        self.inline(Inline::NoteReference(id), range);
    }

    /// Adds an image and returns its id. Returns `None` if the image is on the network and was turned into a link. `alt` is
    /// printable, except that characters may stand for quotation marks.
    pub fn image(
        &mut self,
        source: &str,
        alt: &str,
        title: Option<String>,
        attributes: Attributes,
        range: Range<usize>,
    ) -> Option<ImageId> {
        for (_, label) in run::undefined_notes(title.as_deref().unwrap_or_default()) {
            let message = format!("note `{label}` cannot be cited in the title of an image");
            self.complain(
                Code::UndefinedNote,
                range.clone(),
                message,
                "cite it in a caption under the image",
            );
        }
        let source = self.printable(&self.unmasked(source, &range), &range).into_owned();
        let title = title.map(|title| self.printable(&self.unmasked(&title, &range), &range).into_owned());
        if self.links_remote_images && is_remote(&source) {
            self.link_to_image(&source, alt, title.as_deref(), attributes, range);
            return None;
        }
        let id = ImageId::after(self.images.len());
        let alt = (!alt.trim().is_empty()).then(|| alt.trim().to_owned());
        self.images.push(Image { source, alt, title, span: self.source.span(range.clone()) });
        self.inline(Inline::Image(id, attributes), range);
        Some(id)
    }

    /// Adds a link to an image on the network. Its text is the alternative text and the title, or otherwise the URL.
    fn link_to_image(
        &mut self,
        source: &str,
        alt: &str,
        title: Option<&str>,
        attributes: Attributes,
        range: Range<usize>,
    ) {
        let words: Vec<&str> =
            [Some(alt.trim()), title].into_iter().flatten().filter(|words| !words.is_empty()).collect();
        let words = if words.is_empty() { source.to_owned() } else { words.join(". ") };
        let words = vec![Inline::Text(words)];
        // Links cannot be nested.
        let inline = if self.is_in_link() {
            Inline::Span(attributes, words)
        } else {
            Inline::Link(self.link(source, None, range.clone()), attributes, words)
        };
        self.inline(inline, range);
    }

    /// Adds a link and returns its id.
    pub fn link(&mut self, destination: &str, title: Option<String>, range: Range<usize>) -> LinkId {
        let destination = self.printable(&self.unmasked(destination, &range), &range).into_owned();
        let title = title.map(|title| self.printable(&self.unmasked(&title, &range), &range).into_owned());
        let id = LinkId::after(self.links.len());
        self.links.push(Link { destination, title, role: LinkRole::Written, span: self.source.span(range) });
        id
    }

    /// Records an id from an attribute list.
    pub fn author_id(&mut self, id: String, range: Range<usize>) {
        self.author_ids.push(AuthorId { id, span: self.source.span(range) });
    }

    /// The attributes of the last inline, if it ends at `offset` and can have attributes.
    pub fn attributes_before(&mut self, offset: usize) -> Option<&mut Attributes> {
        let inline = self.inline_before(offset)?;
        if let Inline::Styled(..) | Inline::Code(_) = inline {
            let wrapped = std::mem::replace(inline, Inline::LineBreak);
            *inline = Inline::Span(Attributes::default(), vec![wrapped]);
        }
        match inline {
            Inline::Span(attributes, _) | Inline::Link(_, attributes, _) | Inline::Image(_, attributes) => {
                Some(attributes)
            }
            _ => None,
        }
    }

    /// The inline that ends at `offset`. Notes in the text of a link or an image stand after it and end with it.
    pub(super) fn inline_before(&mut self, offset: usize) -> Option<&mut Inline> {
        let children = self.children();
        let holds_notes = |inline: &Inline| matches!(inline, Inline::Link(..) | Inline::Image(..));
        let place = children.iter().rposition(
            |child| !matches!(child, Child::Inline(Inline::NoteReference(_), range) if range.end == offset),
        )?;
        let is_last = place + 1 == children.len();
        match &mut children[place] {
            Child::Inline(inline, range) if range.end == offset && (is_last || holds_notes(inline)) => {
                Some(inline)
            }
            _ => None,
        }
    }

    /// Puts the words of the last inline in its place, if that is a span without attributes.
    pub fn unwrap_span(&mut self) {
        let children = self.children();
        let is_bare =
            |inline: &Inline| matches!(inline, Inline::Span(list, _) if *list == Attributes::default());
        let span = children.pop_if(|child| matches!(child, Child::Inline(inline, _) if is_bare(inline)));
        if let Some(Child::Inline(Inline::Span(_, words), range)) = span {
            children.extend(words.into_iter().map(|word| Child::Inline(word, range.clone())));
        }
    }

    /// Whether a span, link, image or code span ends at `offset`.
    pub fn ends_with_span(&mut self, offset: usize) -> bool {
        let last = self.inline_before(offset);
        last.is_some_and(|inline| {
            matches!(inline, Inline::Span(..) | Inline::Link(..) | Inline::Image(..) | Inline::Code(_))
        })
    }

    /// The attributes of the last child, if it is a block.
    pub fn attributes_of_last_block(&mut self) -> Option<&mut Attributes> {
        match self.children().last_mut() {
            Some(Child::Block(block)) => Some(&mut block.attributes),
            _ => None,
        }
    }
}
