//! The kinds of callouts, which are boxes such as a note or a warning.

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

    /// Whether a class of a division makes it a callout.
    #[must_use]
    pub fn is_callout(class: &str) -> bool {
        matches!(class, "admonition" | "callout") || Self::of(class).is_some()
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
