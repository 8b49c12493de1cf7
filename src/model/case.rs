//! A parsed case file: its header, its text, and lists of everything that has an id.

use std::sync::Arc;

use super::{Block, CrossReference, Formula, Inline, Label, LabelKind, LinkId, ListedWork};
use crate::source::{FileId, Span};

/// A parsed case file.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The file it was read from.
    pub file: FileId,
    /// The header.
    pub header: Header,
    /// The text, without the notes.
    pub blocks: Vec<Block>,
    /// Every heading, in order of appearance. `SectionId` is an index into this list, and the other
    /// ids are indices into the following ones.
    pub sections: Vec<Section>,
    /// Every note reference, including those in notes.
    pub references: Vec<Reference>,
    /// Every note definition.
    pub notes: Vec<Note>,
    /// Every link.
    pub links: Vec<Link>,
    /// Every image.
    pub images: Vec<Image>,
    /// Every formula.
    pub formulas: Vec<Formula>,
    /// The definitions of macros in the text, in TeX, and their places. They hold for all formulas of the case.
    pub macros: Vec<(String, Span)>,
    /// Every figure and table with a caption.
    pub captions: Vec<Captioned>,
    /// Every citation of works, until `cite` replaces them.
    pub citations: Vec<Citation>,
    /// Every cross-reference, until `crossref` replaces them.
    pub cross_references: Vec<CrossReference>,
    /// The works that it cites or lists, sorted by key.
    pub works: Vec<Arc<ListedWork>>,
    /// Every mention of a figure or table.
    pub mentions: Vec<Mention>,
    /// Every id that the author set.
    pub author_ids: Vec<AuthorId>,
    /// Whether casebook wrote the text: the list of works at the end of the book.
    pub is_generated: bool,
}

impl Case {
    /// A case without text.
    #[must_use]
    pub fn empty(file: FileId, header: Header) -> Self {
        Self {
            file,
            header,
            blocks: Vec::new(),
            sections: Vec::new(),
            references: Vec::new(),
            notes: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            formulas: Vec::new(),
            macros: Vec::new(),
            captions: Vec::new(),
            citations: Vec::new(),
            cross_references: Vec::new(),
            works: Vec::new(),
            mentions: Vec::new(),
            author_ids: Vec::new(),
            is_generated: false,
        }
    }
}

/// A figure or table with a caption, which can be mentioned and listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Captioned {
    /// The id that the author set.
    pub id: Option<String>,
    /// What it is, by its content. The label may say otherwise, because a picture may show a table.
    pub kind: LabelKind,
    /// The label of its caption.
    pub label: Option<Label>,
    /// The caption after the label, as plain text.
    pub text: String,
    /// Place of the caption.
    pub span: Span,
}

/// A citation of one or more works.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    /// The works, in order.
    pub works: Vec<CitedWork>,
    /// The syntax.
    pub form: CitationForm,
}

/// The syntax of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationForm {
    /// `[@key]`
    Bracketed,
    /// `@key`: the authors are a part of the sentence.
    InText,
}

/// A work in a citation.
#[derive(Debug, Clone, PartialEq)]
pub struct CitedWork {
    /// The key of the work.
    pub key: String,
    /// The words before the key.
    pub prefix: Vec<Inline>,
    /// The words after the key, which may begin with a part of the work: `, pp. 12–14`.
    pub suffix: Vec<Inline>,
    /// Whether the authors are left out: `-@key`.
    pub hides_author: bool,
    /// Place of the key.
    pub span: Span,
}

/// A mention of a figure or table: `Figure 9`, or the 4 of `Tables 3 and 4`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The label that it mentions, in the form of [`Label::name`].
    pub name: String,
    /// Place of the mention.
    pub span: Span,
}

/// An id from an attribute list or an HTML element.
#[derive(Debug, Clone, PartialEq)]
pub struct AuthorId {
    /// The id, as written.
    pub id: String,
    /// Place of the construct with this id.
    pub span: Span,
}

/// The header of a case, and the title that follows from it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// The title: from the header, otherwise from the first heading, otherwise from the file name.
    pub title: Vec<Inline>,
    /// The number of the case, as printed (`3`, `Appendix A:`). The title begins with it, as an inline of its own.
    pub number: Option<String>,
    /// The words that begin the numbers of its captions and equations (`3.`), if casebook numbers the cases.
    pub prefix: String,
    /// Place of the title.
    pub title_span: Option<Span>,
    /// The title in running heads, if it differs.
    pub short_title: Option<String>,
    /// Id of the heading that became the title.
    pub id: Option<String>,
    /// Whether the heading that became the title has the class `unnumbered`.
    pub is_unnumbered: bool,
    /// Level of the heading that became the title, as written.
    pub title_level: Option<u8>,
    /// Path of the case below the site's URL, without leading or trailing slash (`case-studies/armenia`).
    pub slug: Option<(String, Span)>,
    /// File name of the PDF of this case: the last part of the `PDF` key, percent-decoded.
    pub pdf_name: Option<(String, Span)>,
    /// Language of the case as a BCP 47 tag, if it differs from the book's.
    pub language: Option<String>,
    /// A short summary.
    pub excerpt: Option<String>,
    /// All other keys with their values, in order. They are kept as metadata.
    pub other: Vec<(String, String)>,
}

impl Header {
    /// The title without the number of the case.
    #[must_use]
    pub fn title_without_number(&self) -> &[Inline] {
        self.title.get(usize::from(self.number.is_some())..).unwrap_or_default()
    }
}

/// A heading, and the section that it opens.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Level as written, 1 to 6.
    pub level: u8,
    /// The heading as plain text, without note references.
    pub text: String,
    /// Place of the heading.
    pub span: Span,
}

/// A note reference.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The label between `[^` and `]`.
    pub label: String,
    /// Place of the reference.
    pub span: Span,
}

/// A note definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// The label between `[^` and `]:`.
    pub label: String,
    /// The content of the note.
    pub blocks: Vec<Block>,
    /// Place of the label.
    pub span: Span,
}

/// A link as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The destination with escapes and entities decoded.
    pub destination: String,
    /// The title, which follows the destination in the source.
    pub title: Option<String>,
    /// What it is for.
    pub role: LinkRole,
    /// Place of the link.
    pub span: Span,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkRole {
    /// An author wrote it.
    Written,
    /// It leads from a citation to the work.
    Work,
    /// It leads from a work to a note that cites it.
    Note,
    /// It leads from a work to a citation in the text. On paper it shows the number of the page, but not that of the link
    /// `after` which it comes once more. `is_named` if its words are shown there, too.
    Page {
        /// The link before it.
        after: Option<LinkId>,
        /// Whether its words are also shown on paper.
        is_named: bool,
    },
}

/// An image as written.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// The source with escapes and entities decoded.
    pub source: String,
    /// Alternative text; empty for a decorative image, `None` if the author wrote none.
    pub alt: Option<String>,
    /// The title, which follows the source. It is the caption of a figure that has no other.
    pub title: Option<String>,
    /// Place of the image.
    pub span: Span,
}

impl Image {
    /// Whether the image is decorative, so that screen readers skip it.
    #[must_use]
    pub fn is_decorative(&self) -> bool {
        self.alt.as_deref() == Some("")
    }

    /// Whether the source is a URL on the network.
    #[must_use]
    pub fn is_remote(&self) -> bool {
        is_remote(&self.source)
    }
}

/// Whether the source of an image is a URL on the network.
#[must_use]
pub fn is_remote(source: &str) -> bool {
    let source = source.trim();
    let scheme = source.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    source.starts_with("//") || matches!(scheme.as_deref(), Some("http" | "https" | "ftp"))
}
