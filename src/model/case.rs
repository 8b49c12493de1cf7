//! A case file as written: its header, its text, and lists of all in it that has an id.

use super::{Block, Inline, Label};
use crate::source::{FileId, Span};

/// One case file as written.
#[derive(Debug, Clone)]
pub struct Case {
    /// The file it was read from.
    pub file: FileId,
    /// What the header says.
    pub header: Header,
    /// The text, without the notes.
    pub blocks: Vec<Block>,
    /// Every heading, in order of appearance.
    pub sections: Vec<Section>,
    /// Every note reference, those inside notes included.
    pub references: Vec<Reference>,
    /// Every note definition.
    pub notes: Vec<Note>,
    /// Every link.
    pub links: Vec<Link>,
    /// Every image.
    pub images: Vec<Image>,
    /// Every figure and table with a caption.
    pub captions: Vec<Captioned>,
    /// Every mention of a figure or table.
    pub mentions: Vec<Mention>,
    /// Every id that the author gave.
    pub author_ids: Vec<AuthorId>,
}

/// A figure or table with a caption: what can be mentioned and listed.
#[derive(Debug, Clone)]
pub struct Captioned {
    /// The id that the author gave it.
    pub id: Option<String>,
    /// The label of its caption.
    pub label: Option<Label>,
    /// The words of its caption after the label.
    pub text: String,
    /// Place of the caption.
    pub span: Span,
}

/// A place that mentions a figure or table: `Figure 9`, or the 4 of `Tables 3 and 4`.
#[derive(Debug, Clone)]
pub struct Mention {
    /// What it names, as [`Label::name`] has it.
    pub name: String,
    /// Place of the words.
    pub span: Span,
}

/// An id from an attribute list or an HTML element.
#[derive(Debug, Clone)]
pub struct AuthorId {
    /// The id as written.
    pub id: String,
    /// Place of the thing that has it.
    pub span: Span,
}

/// What a case says of itself before its text begins.
#[derive(Debug, Clone, Default)]
pub struct Header {
    /// The title: from the header, else the first heading, else the file name.
    pub title: Vec<Inline>,
    /// Place of the title.
    pub title_span: Option<Span>,
    /// Id of the heading that is the title.
    pub id: Option<String>,
    /// Level of the heading that is the title, as written.
    pub title_level: Option<u8>,
    /// Address below the site, without slashes at its ends (`case-studies/armenia`).
    pub slug: Option<(String, Span)>,
    /// File name of the case's own PDF: the last part of the `PDF` key, percent-decoded.
    pub pdf_name: Option<(String, Span)>,
    /// BCP 47 tag of the case's language, where it is not the book's.
    pub language: Option<String>,
    /// A short summary.
    pub excerpt: Option<String>,
    /// All other keys with their values, in order.
    pub other: Vec<(String, String)>,
}

/// A heading: the section that it opens.
#[derive(Debug, Clone)]
pub struct Section {
    /// Level as written, 1 to 6.
    pub level: u8,
    /// The heading's words, for contents and running heads; note references do not count.
    pub text: String,
    /// Place of the heading.
    pub span: Span,
}

/// A place that cites a note.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The label between `[^` and `]`.
    pub label: String,
    /// Place of the reference.
    pub span: Span,
}

/// A note definition.
#[derive(Debug, Clone)]
pub struct Note {
    /// The label between `[^` and `]:`.
    pub label: String,
    /// The note's text.
    pub blocks: Vec<Block>,
    /// Place of the label.
    pub span: Span,
}

/// A link as written.
#[derive(Debug, Clone)]
pub struct Link {
    /// The destination as written, escapes and entities decoded.
    pub destination: String,
    /// The title after the destination.
    pub title: Option<String>,
    /// Place of the link.
    pub span: Span,
}

/// An image as written.
#[derive(Debug, Clone)]
pub struct Image {
    /// The source as written, escapes and entities decoded.
    pub source: String,
    /// Alternative text; empty for a picture that is for the eye alone, `None` where the author wrote none.
    pub alt: Option<String>,
    /// The title after the source: the caption of a figure that has no other.
    pub title: Option<String>,
    /// Place of the image.
    pub span: Span,
}

impl Image {
    /// Whether it is for the eye alone, and readers who cannot see it miss nothing.
    #[must_use]
    pub fn is_decorative(&self) -> bool {
        self.alt.as_deref() == Some("")
    }

    /// Whether the source is an address on the network.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        is_remote(&self.source)
    }
}

/// Whether the source of an image is an address on the network.
#[must_use]
pub fn is_remote(source: &str) -> bool {
    let source = source.trim();
    let scheme = source.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    source.starts_with("//") || matches!(scheme.as_deref(), Some("http" | "https" | "ftp"))
}
