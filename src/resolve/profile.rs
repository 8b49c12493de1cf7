//! Finds the ICC profile of the press that `book.yaml` names.

use super::near::Near;
use super::path;
use crate::diag::{Code, Diagnostic};
use crate::model::Manifest;
use crate::project::{Project, Refusal};
use crate::source::{FileId, Span};

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
    Some(find(written, *span, project))
}

fn find(written: &str, span: Span, project: &Project) -> Result<Profile, Diagnostic> {
    let is_absolute =
        written.starts_with(['/', '\\']) || written.get(1..3).is_some_and(|drive| drive.starts_with(':'));
    let path = path::join("", written).ok().filter(|_| !is_absolute).ok_or_else(|| {
        Diagnostic::new(Code::OutsideProject, span, format!("`{written}` is outside the project folder"))
            .help("copy the profile into the folder of book.yaml")
    })?;
    let Some(file) = project.find(&path) else { return Err(missing(written, &path, span, project)) };
    match &project.file(file).content {
        Ok(bytes) => Ok(Profile { file, path: written.to_owned(), span, bytes: bytes.clone() }),
        Err(Refusal::UnknownKind) => Err(Diagnostic::new(
            Code::UnreadableFile,
            span,
            format!("`{written}` cannot be read: its extension is not that of an ICC profile"),
        )
        .help("the name of a profile ends in `.icc` or `.icm`")),
        Err(refusal) => {
            let code = if *refusal == Refusal::Outside { Code::OutsideProject } else { Code::UnreadableFile };
            Err(Diagnostic::new(code, span, format!("`{written}` cannot be read: {refusal}")))
        }
    }
}

fn missing(written: &str, path: &str, span: Span, project: &Project) -> Diagnostic {
    if let Some((folder, refusal)) = project.closed_above(path) {
        let message = format!("`{folder}` cannot be read: {refusal}");
        return Diagnostic::new(Code::UnreadableFile, span, message);
    }
    let is_profile = |path: &str| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| ["icc", "icm"].contains(&ending.as_str()))
    };
    let question = Near::new(project).question((path, written), ("", ""), is_profile);
    Diagnostic::new(Code::MissingFile, span, format!("there is no file `{written}`")).help(
        question
            .unwrap_or_else(|| "paths are relative to the folder of book.yaml and case-sensitive".to_owned()),
    )
}
