//! Running text: words, and what stands among them.

use quick_xml::escape::escape;

use super::case::Writer;
use super::edition::Edition;
use super::element::{semantics, void_end};
use crate::model::{Attributes, Inline};
use crate::resolve::Target;
use crate::vocabulary;

impl<E: Edition> Writer<'_, E> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(words) => self.running_text(words),
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
                    let element = if is_overridden { "bdo" } else { "span" };
                    self.open(element, "", attributes, "");
                    self.inlines(children);
                    self.push(&format!("</{element}>"));
                }
            }
            Inline::Code(code) => {
                self.push("<code>");
                self.text(code);
                self.push("</code>");
            }
            Inline::Link(id, attributes, children) => self.link(*id, attributes, children),
            Inline::Image(id, attributes) => self.image(*id, attributes, None),
            Inline::NoteReference(id) => {
                let (Some(note), Some(anchor)) = (self.case.cited(*id), self.case.reference_anchor(*id))
                else {
                    return;
                };
                let (target, number) = (self.case.note_anchor(note), self.case.number(note));
                self.push(&format!(
                    "<a id=\"{anchor}\" class=\"note-reference\" href=\"#{target}\"{}>{number}</a>",
                    semantics::<E>("noteref", "doc-noteref"),
                ));
            }
            Inline::Mention(id, words) => {
                let Some(place) = self.case.mentioned(*id) else { return self.running_text(words) };
                let href = escape(self.edition.href(self.index, place)).into_owned();
                self.push(&format!("<a class=\"mention\" href=\"{href}\">"));
                self.running_text(words);
                self.push("</a>");
            }
            Inline::LineBreak => self.push(&format!("<br{}", void_end::<E>())),
        }
    }

    fn element(&mut self, element: &str, children: &[Inline]) {
        self.push(&format!("<{element}>"));
        self.inlines(children);
        self.push(&format!("</{element}>"));
    }

    fn link(&mut self, id: crate::model::LinkId, attributes: &Attributes, children: &[Inline]) {
        let href = match self.case.target(id) {
            Target::Place(place) => self.edition.href(self.index, place),
            Target::Address(address) => address.clone(),
            Target::Nowhere => return self.inlines(children),
        };
        let title = self.case.source().links[id.index()].title.as_deref();
        let title = title.map(|title| format!(" title=\"{}\"", escape(title))).unwrap_or_default();
        self.open("a", "", attributes, &format!(" href=\"{}\"{title}", escape(&href)));
        self.inlines(children);
        self.push("</a>");
    }
}
