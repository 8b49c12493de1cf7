//! What the author asks for: the kind of the source, where it is divided, and what becomes of recorded changes.

/// The kind of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A document of Word, `.docx`.
    Word,
    /// A text in `OpenDocument` format, `.odt` or `.fodt`.
    OpenDocument,
    /// The text of a finished book, as a conversion from PDF leaves it.
    Text,
    /// Markdown that casebook reads as it is.
    Markdown,
    /// HTML, as a browser has saved it.
    Html,
    /// An EPUB.
    Epub,
    /// A folder with Markdown for another tool.
    Book(Tool),
}

/// A tool that makes books from Markdown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// Quarto.
    Quarto,
    /// bookdown.
    Bookdown,
    /// mdBook.
    MdBook,
    /// Jupyter Book and MyST.
    Myst,
    /// Jekyll.
    Jekyll,
    /// Hugo.
    Hugo,
    /// Pelican.
    Pelican,
    /// Pandoc, or any tool without a reading order of its own.
    Pandoc,
}

impl Tool {
    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quarto => "quarto",
            Self::Bookdown => "bookdown",
            Self::MdBook => "mdbook",
            Self::Myst => "myst",
            Self::Jekyll => "jekyll",
            Self::Hugo => "hugo",
            Self::Pelican => "pelican",
            Self::Pandoc => "pandoc",
        }
    }
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Word,
        Self::OpenDocument,
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Epub,
        Self::Book(Tool::Quarto),
        Self::Book(Tool::Bookdown),
        Self::Book(Tool::MdBook),
        Self::Book(Tool::Myst),
        Self::Book(Tool::Jekyll),
        Self::Book(Tool::Hugo),
        Self::Book(Tool::Pelican),
        Self::Book(Tool::Pandoc),
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::OpenDocument => "odt",
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Epub => "epub",
            Self::Book(tool) => tool.name(),
        }
    }
}

/// How a source is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The kind of the sources; `None` if each shows its own.
    pub kind: Option<Kind>,
    /// Where the text is divided into cases.
    pub split: Split,
    /// What becomes of the changes that a word processor has recorded.
    pub track_changes: TrackChanges,
}

/// Where a text is divided into cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Split {
    /// At each heading of the first level.
    #[default]
    Heading1,
    /// At each paragraph with the style of this name; in pages, at each heading of this level or element of this class.
    Style(String),
    /// Nowhere.
    Nowhere,
}

impl Split {
    /// The place that a word on the command line names: `none`, or a style.
    #[must_use]
    pub fn named(word: &str) -> Self {
        if word.eq_ignore_ascii_case("none") { Self::Nowhere } else { Self::Style(word.to_owned()) }
    }
}

/// What becomes of the changes that a word processor has recorded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TrackChanges {
    /// They are made.
    #[default]
    Accept,
    /// They are undone.
    Reject,
    /// Both what was inserted and what was deleted stays, and the report names each.
    All,
}
