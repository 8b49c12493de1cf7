//! The record of a release: `release.json` lists outputs and sources, and `SHA256SUMS` has the digests of the files.
//!
//! A build of some formats or cases records only the files that it wrote, not others in the folder.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::artifact::{Artifact, Content, Format, Selection};
use crate::project::{Project, Theme};
use crate::resolve::{Book, searched};
use crate::typeset::typst_version;

/// File name of the record.
pub const RECORD: &str = "release.json";
/// File name of the list of digests.
pub const SUMS: &str = "SHA256SUMS";

/// The folders of the project whose files all count as sources.
const LOOKS: [&str; 2] = ["styles", "fonts"];

/// The files that one build of casebook wrote, and their sources: `release.json`.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Release {
    /// The book.
    pub book: Identity,
    /// The programs that built it.
    pub made_by: MadeBy,
    /// The files that this build wrote, sorted by path, without `release.json` and `SHA256SUMS`.
    pub artifacts: Vec<ArtifactRecord>,
    /// The source files of the book, sorted by path, including all of `styles/` and `fonts/`.
    pub sources: Vec<FileDigest>,
    /// The built-in font files, which are used for faces that the project's own fonts lack.
    pub built_in_fonts: Vec<Font>,
}

impl Release {
    /// The files of an earlier release that this build replaces under another name, because the book or a case was
    /// renamed. Files of formats that this build did not write are excluded.
    #[must_use]
    pub fn outdated(&self, made: &[Artifact], selection: &Selection<'_>) -> Vec<&ArtifactRecord> {
        let is_made = |old: &&ArtifactRecord| made.iter().any(|artifact| artifact.path == old.path);
        let is_of_selection = |old: &&ArtifactRecord| {
            let format = Format::ALL.into_iter().find(|format| format.has_file(&self.book.slug, &old.path));
            format.is_some_and(|format| selection.is_whole(format))
        };
        self.artifacts.iter().filter(|old| !is_made(old)).filter(is_of_selection).collect()
    }
}

/// The metadata of the book.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Identity {
    /// The title.
    pub title: String,
    /// Base name of its files.
    pub slug: String,
    /// Its language (BCP 47).
    pub language: String,
    /// The identifier in `book.yaml`.
    pub identifier: Option<String>,
    /// The edition in words.
    pub edition: Option<String>,
    /// The date of publication, in the precision of `book.yaml`.
    pub date: Option<String>,
    /// Time of the build in seconds since 1970-01-01: `SOURCE_DATE_EPOCH`, or else the date of the book; never the
    /// system clock.
    pub clock: Option<i64>,
    /// The digest of the sources that the imprint prints.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub digest: String,
}

/// Versions of the programs.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MadeBy {
    /// Version of casebook.
    pub casebook: String,
    /// Version of the built-in Typst.
    pub typst: String,
}

/// One file that was written.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ArtifactRecord {
    /// Path below the output folder.
    pub path: String,
    /// Size in bytes.
    pub size: usize,
    /// SHA-256 in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// Number of pages; null for files without pages.
    pub pages: Option<usize>,
    /// Number of endnotes.
    pub notes: usize,
}

/// One file of the project.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FileDigest {
    /// Path below the project folder.
    pub path: String,
    /// SHA-256 in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// A font file.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Font {
    /// Its full name, from the font file.
    pub name: Option<String>,
    /// SHA-256 in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
}

/// Adds `release.json` and `SHA256SUMS` to the artifacts, and returns the record.
///
/// # Errors
/// If the record cannot be serialized, which would be a bug in casebook.
pub fn add(
    artifacts: &mut Vec<Artifact>,
    book: &Book,
    project: &Project,
    theme: &Theme,
) -> serde_json::Result<Release> {
    let release = release(artifacts, book, project, theme);
    let mut bytes = serde_json::to_vec_pretty(&release)?;
    bytes.push(b'\n');
    let mut lines: Vec<(&str, &str)> =
        release.artifacts.iter().map(|made| (made.path.as_str(), made.sha256.as_str())).collect();
    let own = sha256(&bytes);
    lines.push((RECORD, &own));
    lines.sort_unstable();
    let sums: String = lines.into_iter().map(|(path, digest)| format!("{digest}  {path}\n")).collect();
    artifacts.push(Artifact { content: Content::Record, path: RECORD.to_owned(), pages: None, bytes });
    let (path, bytes) = (SUMS.to_owned(), sums.into_bytes());
    artifacts.push(Artifact { content: Content::Checksums, path, pages: None, bytes });
    Ok(release)
}

/// Reads `release.json`.
///
/// # Errors
/// If the bytes are not a valid record.
pub fn read(bytes: &[u8]) -> Result<Release, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

/// The JSON Schema of `release.json`.
#[must_use]
pub fn schema() -> String {
    let schema = schemars::schema_for!(Release);
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}

fn release(artifacts: &[Artifact], book: &Book, project: &Project, theme: &Theme) -> Release {
    let mut made: Vec<ArtifactRecord> =
        artifacts.par_iter().map(|artifact| artifact_record(artifact, book)).collect();
    made.sort_by(|a, b| a.path.cmp(&b.path));
    let manifest = book.manifest();
    Release {
        book: Identity {
            title: manifest.title.clone(),
            slug: book.slug().to_owned(),
            language: manifest.language.clone(),
            identifier: manifest.identifier.clone(),
            edition: manifest.edition.clone(),
            date: manifest.date.map(|date| date.to_string()),
            clock: book.clock(),
            digest: book.digest().to_owned(),
        },
        made_by: MadeBy { casebook: env!("CARGO_PKG_VERSION").to_owned(), typst: typst_version().to_owned() },
        artifacts: made,
        sources: sources(book, project),
        built_in_fonts: built_in_fonts(theme),
    }
}

fn artifact_record(artifact: &Artifact, book: &Book) -> ArtifactRecord {
    ArtifactRecord {
        path: artifact.path.clone(),
        size: artifact.bytes.len(),
        sha256: sha256(&artifact.bytes),
        media_type: artifact.media_type().to_owned(),
        pages: artifact.pages,
        notes: match artifact.content {
            Content::Case(index) => book.cases()[index].notes().len(),
            Content::Book(_) | Content::Record | Content::Checksums => {
                book.cases().iter().map(|case| case.notes().len()).sum()
            }
        },
    }
}

/// The digests of the source files, in the order of the project, which is sorted by path.
#[must_use]
pub fn sources(book: &Book, project: &Project) -> Vec<FileDigest> {
    let digest = |(path, bytes): (&str, &[u8])| FileDigest { path: path.to_owned(), sha256: sha256(bytes) };
    source_files(book, project).map(digest).collect()
}

/// The source files of a book with their bytes, sorted by path.
pub fn source_files<'p>(book: &Book, project: &'p Project) -> impl Iterator<Item = (&'p str, &'p [u8])> {
    let used = book.files();
    let is_look = |path: &str| path.split_once('/').is_some_and(|(first, _)| LOOKS.contains(&first));
    project.files.iter().filter_map(move |file| {
        let is_used = is_look(&file.path) || project.find(&file.path).is_some_and(|id| used.contains(&id));
        let bytes = file.content.as_ref().ok().filter(|_| is_used)?;
        Some((file.path.as_str(), bytes.as_slice()))
    })
}

/// The folders in which a new file would be a source of the book, as paths below the project folder, which itself is the
/// empty path.
#[must_use]
pub fn source_folders<'p>(book: &Book, project: &'p Project) -> BTreeSet<&'p str> {
    let is_look = |path: &str| path.split('/').next().is_some_and(|first| LOOKS.contains(&first));
    let looks = project.folders.iter().map(String::as_str).filter(|path| is_look(path));
    searched(&book.manifest().order, project).into_iter().chain(looks).collect()
}

/// The names and digests of the built-in files that were recorded in this process.
static RECORDED: Mutex<Vec<(&[u8], Font)>> = Mutex::new(Vec::new());

fn built_in_fonts(theme: &Theme) -> Vec<Font> {
    let built_in = theme.fonts.iter().filter_map(|font| match font.bytes {
        Cow::Borrowed(bytes) => Some(bytes),
        Cow::Owned(_) => None,
    });
    let mut named: Vec<Font> = built_in.map(built_in_font).collect();
    named.sort_by(|a, b| (&a.name, &a.sha256).cmp(&(&b.name, &b.sha256)));
    named
}

/// The record of a built-in file. Each is read once in a process, because they are larger than most books.
fn built_in_font(bytes: &'static [u8]) -> Font {
    let mut recorded = RECORDED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, font)) = recorded.iter().find(|(file, _)| std::ptr::eq(*file, bytes)) {
        return font.clone();
    }
    let face = ttf_parser::Face::parse(bytes, 0).ok();
    let name = face.and_then(|face| {
        let mut full = face.names().into_iter().filter(|name| name.name_id == ttf_parser::name_id::FULL_NAME);
        full.find_map(|name| name.to_string())
    });
    let font = Font { name, sha256: sha256(bytes) };
    recorded.push((bytes, font.clone()));
    font
}

/// The SHA-256 (FIPS 180-4) of a file, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
