//! Makes case files from manuscripts of other kinds: Word, `OpenDocument`, HTML, EPUB, flattened text, books of other tools.
//!
//! A reader for each kind makes a [`Manuscript`]: cases of the model, pictures, works and doubts. `dialect` writes each case as
//! Markdown, and `project` puts the files of a project together.

mod archive;
pub mod arrangement;
pub mod book;
mod building;
pub mod dialect;
mod directory;
pub mod docx;
pub mod doubt;
pub mod encoding;
pub mod epub;
pub mod error;
pub mod files;
pub mod flat;
pub mod html;
pub mod manuscript;
pub mod markdown;
pub mod mend;
pub mod merged;
pub mod names;
pub mod odt;
pub mod options;
pub mod others;
pub mod paths;
pub mod project;
pub mod read;
pub mod reason;
pub mod report;
mod unreadable;
mod xml;

pub use arrangement::Setting;
pub use doubt::{Doubt, Place, Reason};
pub use files::Files;
pub use manuscript::{Content, Manuscript, Picture, Piece, Properties};
pub use mend::{Flaw, mended};
pub use options::{Kind, Options, Split, TrackChanges};
pub use project::{Folder, folder};
pub use read::{Source, read, read_folder, relatives};
