//! casebook compiles ordered case files (Markdown with a metadata header, tables, figures and many notes) into EPUB, PDF and a
//! single-file HTML, with endnotes numbered per case.
//!
//! A book in five lines:
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
//! Each step either succeeds or returns a [`Report`], which holds everything that is wrong with the sources, each at its file,
//! line and column. The warnings of a step that succeeded are in [`Book::report`] and [`Release::report`].
//!
//! Rendering is deterministic: the same sources and the same [time](Project::at) give the same bytes on every machine. Nothing is
//! read from the network, and nothing on the disk outside of the project folder.
//!
//! Everything that is not listed on this page is internal and may change in any version. `ARCHITECTURE.md` describes it.

mod api;

pub use api::{Book, Project, Release, Report};
pub use artifact::{Artifact, Content, Format};
pub use diag::render::MessageFormat;
pub use diag::{Code, Diagnostic, Severity};
pub use source::{FileId, Span};

#[doc(hidden)]
pub mod address;
#[doc(hidden)]
pub mod apparatus;
#[doc(hidden)]
pub mod artifact;
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod compile;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod diag;
#[doc(hidden)]
pub mod epub;
#[doc(hidden)]
pub mod font;
#[doc(hidden)]
pub mod html;
#[doc(hidden)]
pub mod lint;
#[doc(hidden)]
pub mod load;
#[doc(hidden)]
pub mod markup;
#[doc(hidden)]
pub mod model;
#[doc(hidden)]
pub mod parallel;
#[doc(hidden)]
pub mod parse;
#[doc(hidden)]
pub mod pdf;
#[doc(hidden)]
pub mod picture;
#[doc(hidden)]
pub mod project;
#[doc(hidden)]
pub mod release;
#[doc(hidden)]
pub mod render;
#[doc(hidden)]
pub mod repair;
#[doc(hidden)]
pub mod resolve;
#[doc(hidden)]
pub mod source;
#[doc(hidden)]
pub mod typeset;
#[doc(hidden)]
pub mod typography;
#[doc(hidden)]
pub mod verify;
#[doc(hidden)]
pub mod vocabulary;
