//! Callouts as Typst source: boxes with a title.

use super::call::{Call, Markup, Value};
use super::case::Writer;
use crate::apparatus::{BEHIND_LABEL, callout_label};
use crate::model::{Callout, CalloutKind};
use crate::vocabulary::CALLOUT;

impl Writer<'_> {
    /// A callout: its kind, its title, and its text.
    pub(super) fn callout(&self, callout: &Callout) -> Call {
        let kind = callout.kind.map(CalloutKind::name);
        Call::new(CALLOUT.function)
            .with(Value::optional(kind))
            .with(self.callout_title(callout).map_or(Value::none(), Value::content))
            .body(self.blocks(&callout.blocks))
    }

    fn callout_title(&self, callout: &Callout) -> Option<Markup> {
        let label = callout_label(self.book.wording(), callout);
        let writer = self.in_room(self.room.inside());
        match (label, &callout.title) {
            (Some(label), Some(title)) => {
                Some(Markup::text(&format!("{label}{BEHIND_LABEL}")).then(writer.inlines(title)))
            }
            (None, Some(title)) => Some(writer.inlines(title)),
            (Some(label), None) => Some(Markup::text(label)),
            (None, None) => None,
        }
    }
}
