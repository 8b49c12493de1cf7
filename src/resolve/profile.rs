//! Finds the ICC profile of the press that `book.yaml` names.

use super::files::{FileKind, named};
use crate::diag::Diagnostic;
use crate::model::Manifest;
use crate::project::Project;
use crate::source::{FileId, Span};

const PROFILE: FileKind = FileKind { what: "an ICC profile", endings: &["icc", "icm"] };

/// The output profile of a book. Only the output for print shops knows whether it can be used.
#[derive(Debug)]
pub struct Profile {
    /// The file.
    pub file: FileId,
    /// The path as written.
    pub path: String,
    /// Where `book.yaml` names it.
    pub span: Span,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// The profile that the key `output-intent` names.
pub fn resolve(manifest: &Manifest, project: &Project) -> Option<Result<Profile, Diagnostic>> {
    let (written, span) = manifest.output_intent.as_ref()?;
    let found = named(written, *span, &PROFILE, project);
    Some(found.map(|(file, bytes)| Profile {
        file,
        path: written.to_owned(),
        span: *span,
        bytes: bytes.to_vec(),
    }))
}
