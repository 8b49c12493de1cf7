//! Writes running text: inlines.

use super::case::{Writer, tag};
use super::edition::Edition;
use super::tag::Tag;
use crate::apparatus::Setting;
use crate::model::{Attributes, Inline, LinkId, LinkRole};
use crate::resolve::Target;
use crate::vocabulary::{self, CODE, MENTION, NOTE_REFERENCE, RANGE, SPAN};

/// The words of an abbreviation.
fn abbreviated(attributes: &Attributes) -> Option<&str> {
    let is_abbreviation = attributes.classes.iter().any(|class| class == "abbr");
    let title = attributes.other.iter().find(|(key, _)| key == "title").filter(|_| is_abbreviation)?;
    Some(&title.1)
}

impl<E: Edition> Writer<'_, E> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.running_text(words),
            Inline::Citation(_, typed) | Inline::CrossReference(_, typed) => self.inlines(typed),
            Inline::Styled(style, children) => self.element(vocabulary::style(*style).element, children),
            Inline::Span(attributes, children) => {
                let is_unused_anchor = children.is_empty()
                    && !attributes
                        .id
                        .as_deref()
                        .and_then(|id| self.case.anchor(id))
                        .is_some_and(|anchor| self.case.is_linked(anchor));
                if !is_unused_anchor {
                    let is_overridden = attributes.direction().is_some()
                        && attributes.classes.iter().any(|class| class == "bdo");
                    let title = abbreviated(attributes);
                    let element = match title {
                        Some(_) => "abbr",
                        None if is_overridden => "bdo",
                        None => SPAN.element,
                    };
                    let tag = tag::<E>(element, "", self.named(attributes), attributes);
                    self.push(&tag.with_some("title", title).start());
                    self.inlines(children);
                    self.close(element);
                }
            }
            Inline::Code(code) => {
                let tag = Tag::new(CODE.element).with_some("dir", self.direction_of_code());
                self.push(&tag.start());
                self.text(code);
                self.close(CODE.element);
            }
            Inline::Formula(id, _) => self.formula(*id),
            Inline::Link(id, attributes, children) => self.link(*id, attributes, children),
            Inline::Image(id, attributes) => self.image(*id, attributes, None, Setting::InLine),
            Inline::NoteReference(id) => {
                let (Some(note), Some(anchor)) = (self.case.cited(*id), self.case.reference_anchor(*id))
                else {
                    return;
                };
                let (target, number) = (self.case.note_anchor(note), self.case.number(note));
                let reference = Tag::new(NOTE_REFERENCE.element)
                    .with("id", anchor)
                    .classes(NOTE_REFERENCE.class, &[])
                    .with("href", format!("#{target}"))
                    .semantics::<E>("noteref", "doc-noteref");
                self.push(&reference.text(number));
            }
            Inline::Mention(id, words) => {
                let Some(place) = self.case.mentioned(*id) else {
                    self.push(&Tag::new(RANGE.element).classes(RANGE.class, &[]).start());
                    self.whole_text(words);
                    return self.close(RANGE.element);
                };
                let href = self.edition.href(self.index, place);
                self.push(&Tag::new(MENTION.element).classes(MENTION.class, &[]).with("href", href).start());
                self.whole_text(words);
                self.close(MENTION.element);
            }
            Inline::LineBreak => self.push(&Tag::new("br").void::<E>()),
        }
    }

    fn element(&mut self, element: &str, children: &[Inline]) {
        self.push(&Tag::new(element).start());
        self.inlines(children);
        self.close(element);
    }

    fn link(&mut self, id: LinkId, attributes: &Attributes, children: &[Inline]) {
        if let LinkRole::Page { after: Some(_), .. } = self.case.source().links[id.index()].role {
            self.text(", ");
        }
        let is_open = self.open_link(id, attributes);
        self.inlines(children);
        if is_open {
            self.close("a");
        }
    }

    /// Writes the start tag of a link; `false` if it has no target.
    pub(super) fn open_link(&mut self, id: LinkId, attributes: &Attributes) -> bool {
        let href = match self.case.target(id) {
            Target::Place(place) => self.edition.href(self.index, place),
            Target::Address(address) => address.clone(),
            Target::Nowhere => return false,
        };
        let link = &self.case.source().links[id.index()];
        let title = link.title.as_deref();
        let tag = tag::<E>("a", "", self.named(attributes), attributes);
        let tag = match link.role {
            LinkRole::Work => tag.semantics::<E>("biblioref", "doc-biblioref"),
            LinkRole::Note | LinkRole::Page { .. } => tag.semantics::<E>("backlink", "doc-backlink"),
            LinkRole::Written => tag,
        };
        self.push(&tag.with("href", href).with_some("title", title).start());
        true
    }
}
