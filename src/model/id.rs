//! Ids: each is an index into one list of a [`Case`](super::Case).

/// Declares an id: an index into one list of a case.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the next thing after `count` others of its kind.
            #[must_use]
            pub fn after(count: usize) -> Self {
                Self(u32::try_from(count).unwrap_or(u32::MAX))
            }

            /// The index into the list of the case that this id belongs to.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}

ids! {
    /// A heading, and the section it opens: an index into [`Case::sections`](super::Case::sections).
    SectionId;
    /// A note reference: an index into [`Case::references`](super::Case::references).
    ReferenceId;
    /// A note definition: an index into [`Case::notes`](super::Case::notes).
    NoteId;
    /// A link: an index into [`Case::links`](super::Case::links).
    LinkId;
    /// An image: an index into [`Case::images`](super::Case::images).
    ImageId;
    /// A caption, and the figure or table that it belongs to: an index into [`Case::captions`](super::Case::captions).
    CaptionId;
    /// A formula: an index into [`Case::formulas`](super::Case::formulas).
    FormulaId;
    /// A citation: an index into [`Case::citations`](super::Case::citations).
    CitationId;
    /// A cross-reference: an index into [`Case::cross_references`](super::Case::cross_references).
    CrossReferenceId;
    /// A mention of a figure or table: an index into [`Case::mentions`](super::Case::mentions).
    MentionId;
}
