//! Alternative texts in attribute lists: `![](flag.png){alt="A flag"}`, or `fig-alt` as in Quarto.

use super::Builder;
use crate::model::{Attributes, ImageId, Inline};

/// Whether the attributes mark an image as decorative (HTML Living Standard, section 4.8.4.4.7; WAI-ARIA 1.2 for `role`
/// and `aria-hidden`).
pub fn is_decorative(attributes: &Attributes) -> bool {
    attributes.other.iter().any(|(key, value)| {
        let value = value.trim();
        match key.as_str() {
            "alt" | "fig-alt" => value.is_empty(),
            "role" => matches!(value, "presentation" | "none"),
            "aria-hidden" => value == "true",
            _ => false,
        }
    })
}

impl Builder<'_> {
    /// Takes the alternative text out of the list of the image that ends at `offset`, and adds it to the words in brackets, unless
    /// those are the caption.
    pub fn take_alternative(&mut self, offset: usize) {
        let Some(Inline::Image(id, attributes)) = self.inline_before(offset) else { return };
        let id = *id;
        if is_decorative(attributes) {
            self.decorate(id);
        }
        let Some(Inline::Image(_, attributes)) = self.inline_before(offset) else { return };
        let is_alternative = |key: &str| matches!(key, "alt" | "fig-alt");
        let given =
            attributes.other.iter().find(|(key, value)| is_alternative(key) && !value.trim().is_empty());
        let Some(given) = given.map(|(_, value)| value.trim().to_owned()) else { return };
        attributes.other.retain(|(key, _)| !is_alternative(key));
        let image = &mut self.images[id.index()];
        image.alt = Some(match image.alt.take().filter(|_| !self.implicit_figures) {
            Some(words) if words == given => given,
            Some(words) if words.ends_with(['.', '!', '?']) => format!("{words} {given}"),
            Some(words) => format!("{words}. {given}"),
            None => given,
        });
    }

    /// Marks an image without an alternative text as decorative.
    pub fn decorate(&mut self, id: ImageId) {
        self.images[id.index()].alt.get_or_insert_default();
    }
}
