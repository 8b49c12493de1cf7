//! Callouts as markup: boxes with a title.

use super::case::{Writer, tag};
use super::edition::Edition;
use super::tag::Tag;
use crate::apparatus::{BEHIND_LABEL, callout_label};
use crate::model::{Attributes, Callout, Fold};
use crate::vocabulary::{CALLOUT, CALLOUT_LABEL, CALLOUT_TITLE, callout_class};

impl<E: Edition> Writer<'_, E> {
    /// Writes a callout. An EPUB shows all of it, because many readers cannot unfold.
    pub(super) fn callout(&mut self, callout: &Callout, attributes: &Attributes, anchor: Option<&str>) {
        let fold = callout.fold.filter(|_| !E::IS_XML);
        let (element, title) = match fold {
            Some(_) => ("details", "summary"),
            None => (CALLOUT.element, CALLOUT_TITLE.element),
        };
        let class = match callout.kind {
            Some(kind) => format!("{} {}", CALLOUT.class, callout_class(kind)),
            None => CALLOUT.class.to_owned(),
        };
        let start = tag::<E>(element, &class, anchor, attributes);
        // The role of an element that folds is its own.
        let start = if fold.is_none() { start.with("role", "note") } else { start };
        let start = if fold == Some(Fold::Open) { start.flag("open") } else { start };
        self.push(&(start.start() + "\n"));
        self.callout_title(callout, title);
        self.blocks(&callout.blocks);
        self.close_line(element);
    }

    fn callout_title(&mut self, callout: &Callout, element: &str) {
        let label = callout_label(self.book.wording(), callout);
        if label.is_none() && callout.title.is_none() {
            return;
        }
        self.push(&Tag::new(element).classes(CALLOUT_TITLE.class, &[]).start());
        if let Some(label) = label {
            let is_whole = callout.title.is_none();
            self.push(&Tag::new(CALLOUT_LABEL.element).classes(CALLOUT_LABEL.class, &[]).start());
            self.text(label);
            self.push(if is_whole { "" } else { BEHIND_LABEL.trim_end() });
            self.close(CALLOUT_LABEL.element);
            self.push(if is_whole { "" } else { " " });
        }
        self.inlines(callout.title.as_deref().unwrap_or_default());
        self.close_line(element);
    }
}
