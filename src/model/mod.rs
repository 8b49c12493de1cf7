//! The document as written: the content of `book.yaml` and of each case file. References are not resolved yet.
//!
//! [`parse`](crate::parse) builds the tree, and nothing changes it later. Each node that depends on something outside
//! its file (the number of a note, the target of a link, the bytes of an image) has an id, numbered in order of
//! appearance. [`Case`] lists these nodes by id, and [`Book`](crate::resolve::Book) the results.

mod attributes;
mod block;
mod callout;
mod case;
mod cell;
mod code;
mod cross_reference;
mod direction;
mod fold;
mod formula;
pub mod grid;
mod id;
mod inline;
mod listed;
mod manifest;
mod numbering;
mod numbers;
pub mod passage;
mod passage_kind;
mod sheet;
mod statement;
mod theme_name;
mod walk;
mod wording;
mod words;

pub use attributes::Attributes;
pub use block::{
    Alignment, Block, BlockKind, Callout, Caption, Cell, DefinitionItem, Figure, FigureBody, FigureImage,
    Label, LabelKind, List, Row, Table,
};
pub use callout::{CalloutKind, Fold};
pub use case::{
    AuthorId, Captioned, Case, Citation, CitationForm, CitedWork, Header, Image, Link, LinkRole, Mention,
    Note, Reference, Section, is_remote,
};
pub use code::{CodeLines, TokenKind};
pub use cross_reference::{CaptionNumbers, CrossReference, Numbers, Referred, Wanted};
pub use direction::Direction;
pub use fold::filter;
pub use formula::Formula;
pub use id::{
    CaptionId, CitationId, CrossReferenceId, FormulaId, ImageId, LinkId, MentionId, NoteId, ReferenceId,
    SectionId,
};
pub use inline::{Inline, Shown, Style};
pub use listed::{ListedWork, TexSource, bare_doi};
pub use manifest::{Bibliography, Claim, Date, Entry, Manifest, Part, PartTitle, Person, Series, Site};
pub use numbering::{Delimiter, NumberStyle, Numbering};
pub use numbers::are_numbers;
pub use passage_kind::PassageKind;
pub use sheet::{Length, Margins, PAPERS, Sheet, Size};
pub use statement::StatementKind;
pub use theme_name::ThemeName;
pub use walk::{Inside, InsideMut, Node, Nodes, Role, Text, running};
pub use wording::{Phrase, Wording};
pub use words::{label, plain_text};
