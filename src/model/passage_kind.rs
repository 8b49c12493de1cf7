//! The form of a passage: a poem or an epigraph.

/// The form of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    /// A poem: each paragraph is a stanza, and each line of it ends with [`Inline::LineBreak`](super::Inline::LineBreak). No-break spaces at the
    /// start of a line are its indentation.
    Verse,
    /// A motto at the beginning of a text.
    Epigraph,
}

impl PassageKind {
    /// The form that a class or a directive names.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "verse" | "poem" | "poetry" | "line-block" => Some(Self::Verse),
            "epigraph" => Some(Self::Epigraph),
            _ => None,
        }
    }
}
