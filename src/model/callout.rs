//! Callouts: boxes beside the argument, such as a note or a warning.

use super::{Block, Inline};

/// A box with a kind and a title: `> [!NOTE]`, `::: note`, `!!! note`, `<aside>`, `<details>`.
#[derive(Debug, Clone)]
pub struct Callout {
    /// Its kind; `None` for a box that has only a title, or not even that.
    pub kind: Option<CalloutKind>,
    /// The title that the author gave.
    pub title: Option<Vec<Inline>>,
    /// Whether a reader can fold it.
    pub fold: Option<Fold>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// The kind of a callout. Each has a word in every language, so that it can be told without a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalloutKind {
    /// Something to know.
    Note,
    /// Something that helps.
    Tip,
    /// Something not to miss.
    Important,
    /// Something that can go wrong.
    Warning,
    /// Something that can do harm.
    Caution,
}

/// The state of a callout that can be folded, before a reader folds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    /// Its text is shown.
    Open,
    /// Only its title is shown.
    Closed,
}

impl CalloutKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution];

    /// The kind that a word names, in any case: `note`, `NOTE`, `callout-note`, `hint`.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        match word.strip_prefix("callout-").unwrap_or(&word) {
            "note" | "info" => Some(Self::Note),
            "tip" | "hint" => Some(Self::Tip),
            "important" => Some(Self::Important),
            "warning" | "danger" | "error" => Some(Self::Warning),
            "caution" | "attention" => Some(Self::Caution),
            _ => None,
        }
    }

    /// Its name in class names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }
}
