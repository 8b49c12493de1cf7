//! Alternative texts that an attribute list gives: `![](flag.png){alt="A flag"}`, or `fig-alt` as Quarto has it.

use super::{Builder, Child};
use crate::model::Inline;

impl Builder<'_> {
    /// Takes the alternative text out of the list of the image that was read last, and adds it to the words in brackets:
    /// those are often a caption.
    pub fn take_alternative(&mut self) {
        let Some(Child::Inline(Inline::Image(id, attributes), _)) = self.children().last_mut() else {
            return;
        };
        let id = *id;
        let is_alternative = |key: &str| matches!(key, "alt" | "fig-alt");
        let given =
            attributes.other.iter().find(|(key, value)| is_alternative(key) && !value.trim().is_empty());
        let Some(given) = given.map(|(_, value)| value.trim().to_owned()) else { return };
        attributes.other.retain(|(key, _)| !is_alternative(key));
        let image = &mut self.images[id.index()];
        image.alt = Some(match image.alt.take() {
            Some(words) if words == given => given,
            Some(words) if words.ends_with(['.', '!', '?']) => format!("{words} {given}"),
            Some(words) => format!("{words}. {given}"),
            None => given,
        });
    }
}
