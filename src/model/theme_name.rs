//! The names of the built-in themes.

/// A built-in theme, which a book chooses with `theme`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// A printed book: serif text, sans-serif headings.
    #[default]
    Press,
    /// A report: sans-serif text with an uneven right edge, one colour, a wide outer margin.
    Modern,
    /// A manuscript: one serif family, black only.
    Plain,
}

impl ThemeName {
    /// All built-in themes, the default first.
    pub const ALL: [Self; 3] = [Self::Press, Self::Modern, Self::Plain];

    /// The name in `book.yaml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Press => "press",
            Self::Modern => "modern",
            Self::Plain => "plain",
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }
}
