//! The label of a callout, such as "Note", in the language of the book.

use crate::model::{Callout, CalloutKind, Wording, plain_text};

/// The words before the title of a callout; `None` if it has no kind, or if its title says the same.
#[must_use]
pub fn callout_label<'w>(wording: &'w Wording, callout: &Callout) -> Option<&'w str> {
    let word = match callout.kind? {
        CalloutKind::Note => &wording.callout_note,
        CalloutKind::Tip => &wording.callout_tip,
        CalloutKind::Important => &wording.callout_important,
        CalloutKind::Warning => &wording.callout_warning,
        CalloutKind::Caution => &wording.callout_caution,
    };
    let title = callout.title.as_deref().map(plain_text).unwrap_or_default();
    let says_it = title.to_lowercase().starts_with(&word.to_lowercase());
    (!says_it).then_some(word)
}

/// What stands between the label of a callout and its title, if it has both.
pub const BEHIND_LABEL: &str = ". ";
