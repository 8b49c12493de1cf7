//! casebook compiles Markdown case files into EPUB, PDF and a single HTML file. Each case has its own endnotes, and a
//! note has the same number in every format.
//!
//! Build a book in five lines:
//!
//! ```
//! use casebook::{Format, Project};
//!
//! # let dist = tempfile::tempdir()?;
//! # let dist = dist.path();
//! let project = Project::open("templates/book")?;
//! let book = project.compile()?;
//! let release = book.render(&[Format::Epub, Format::Html])?;
//! release.write(dist)?;
//! assert!(book.verify(dist)?.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Each step succeeds or returns a [`Report`] with every problem in the sources, by file, line and column. The warnings
//! of a successful step are in [`Book::report`] and [`Release::report`].
//!
//! Rendering is deterministic: the same sources and the same [time](Project::at) give the same bytes on every computer.
//! The crate does not use the network and reads nothing outside the project folder.
//!
//! Everything that is not listed on this page is internal and may change in any version. `ARCHITECTURE.md` describes it.

mod api;

pub use api::{Book, Project, Release, Report};
pub use artifact::{Artifact, Content, Format, Selection};
pub use diag::render::MessageFormat;
pub use diag::{Code, Diagnostic, Level, Severity, explain};
pub use references::ReferenceFormat;
pub use source::{FileId, Span};
pub use typeset::source::Source as TypstSource;

#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod measure;

mod address;
mod apparatus;
mod artifact;
mod cache;
mod cite;
mod compile;
mod config;
mod crossref;
mod diag;
mod epub;
mod font;
mod highlight;
mod html;
mod import;
mod lint;
mod load;
mod markup;
mod math;
mod model;
mod parallel;
mod parse;
mod pdf;
mod picture;
mod preview;
mod project;
mod references;
mod release;
mod render;
mod repair;
mod resolve;
mod serve;
mod source;
mod typeset;
mod typography;
mod verify;
mod vocabulary;

#[cfg(test)]
mod tests;
