//! The document as written: what `book.yaml` says and what each case file holds. Nothing here is decided yet.
//!
//! The tree is made once, by [`parse`](crate::parse), and never changes. Whatever needs an answer from outside its
//! own file (a note's number, a link's target, an image's bytes) has a small id in order of appearance; the question
//! behind the id is in [`Case`], the answer in [`Book`](crate::resolve::Book).

mod attributes;
mod block;
mod case;
mod fold;
mod id;
mod inline;
mod manifest;
mod numbering;
mod sheet;
mod walk;
mod words;

pub use attributes::Attributes;
pub use block::{
    Alignment, Block, BlockKind, Caption, Cell, DefinitionItem, Figure, FigureBody, FigureImage, Label, List,
    Row, Table,
};
pub use case::{
    AuthorId, Captioned, Case, Header, Image, Link, Mention, Note, Reference, Section, is_remote,
};
pub use fold::filter;
pub use id::{CaptionId, ImageId, LinkId, MentionId, NoteId, ReferenceId, SectionId};
pub use inline::{Inline, Shown, Style};
pub use manifest::{Claim, Date, Entry, Manifest, Part, Person, Series, Site};
pub use numbering::{NumberStyle, Numbering};
pub use sheet::{Length, Margins, PAPERS, Sheet, Size};
pub use walk::{Inside, Node, Nodes, Role, Text, running};
pub use words::{label, plain_text};
