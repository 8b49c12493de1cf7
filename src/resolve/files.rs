//! Finds a file that `book.yaml` names.

use super::near::Near;
use super::path;
use crate::diag::{Code, Diagnostic};
use crate::project::{Project, Refusal};
use crate::source::{FileId, Span};

/// A kind of file.
pub struct FileKind {
    /// What it is, as a message names it after "that of": `an ICC profile`.
    pub what: &'static str,
    /// The extensions that its names may have.
    pub endings: &'static [&'static str],
}

/// The file with the path that an author wrote, and its bytes.
///
/// # Errors
/// The message for a path that leads out of the project or to no file, and for a file that cannot be read.
pub fn named<'p>(
    written: &str,
    span: Span,
    kind: &FileKind,
    project: &'p Project,
) -> Result<(FileId, &'p [u8]), Diagnostic> {
    let is_absolute =
        written.starts_with(['/', '\\']) || written.get(1..3).is_some_and(|drive| drive.starts_with(':'));
    let path = path::join("", written).ok().filter(|_| !is_absolute).ok_or_else(|| {
        Diagnostic::new(Code::OutsideProject, span, format!("`{written}` is outside the project folder"))
            .help("copy the file into the folder of book.yaml")
    })?;
    let Some(file) = project.find(&path) else { return Err(missing(written, &path, span, kind, project)) };
    match &project.file(file).content {
        Ok(bytes) => Ok((file, bytes)),
        Err(Refusal::UnknownKind) => {
            let message = format!("`{written}` cannot be read: its extension is not that of {}", kind.what);
            let endings: Vec<String> = kind.endings.iter().map(|ending| format!("`.{ending}`")).collect();
            let help = format!("its name should end in {}", endings.join(" or "));
            Err(Diagnostic::new(Code::UnreadableFile, span, message).help(help))
        }
        Err(refusal) => {
            let code = if *refusal == Refusal::Outside { Code::OutsideProject } else { Code::UnreadableFile };
            Err(Diagnostic::new(code, span, format!("`{written}` cannot be read: {refusal}")))
        }
    }
}

fn missing(written: &str, path: &str, span: Span, kind: &FileKind, project: &Project) -> Diagnostic {
    if let Some((folder, refusal)) = project.closed_above(path) {
        let message = format!("`{folder}` cannot be read: {refusal}");
        return Diagnostic::new(Code::UnreadableFile, span, message);
    }
    let fits = |path: &str| {
        let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| kind.endings.contains(&ending.as_str()))
    };
    let question = Near::new(project).question((path, written), ("", ""), fits);
    Diagnostic::new(Code::MissingFile, span, format!("there is no file `{written}`")).help(
        question
            .unwrap_or_else(|| "paths are relative to the folder of book.yaml and case-sensitive".to_owned()),
    )
}
