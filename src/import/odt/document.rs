//! Opens a document, in an archive or as a single file, and gives its parts and its files.

use std::collections::{HashMap, HashSet};

use crate::import::archive::Archive;
use crate::import::building::finish::Files;
use crate::import::building::pictures::{ending_of, is_metafile};
use crate::import::unreadable::{Error, Wanted};
use crate::import::xml::{self, Budget, Element};

/// The kind of a text in `OpenDocument` format; templates and parts of larger documents are texts, too.
const TEXT: &str = "application/vnd.oasis.opendocument.text";

/// The parts of a document.
#[derive(Debug, Default)]
pub struct Document {
    /// The text and the styles of single places.
    pub content: Element,
    /// The styles with names.
    pub styles: Option<Element>,
    /// What is known about the document.
    pub meta: Option<Element>,
    /// The documents inside it, by their folders.
    pub objects: HashMap<String, Element>,
    /// The paths of all files, in lower case.
    pub files: HashSet<String>,
    /// The paths of pictures that stand for objects and that a book can show, in lower case.
    pub replacements: HashSet<String>,
    /// Whether it has macros.
    pub has_macros: bool,
}

/// The files of a document.
#[derive(Default)]
pub struct Package<'a> {
    archive: Option<Archive<'a>>,
    /// The files that stand in the text, by the names that the reader gave them.
    pub own: HashMap<String, Vec<u8>>,
}

impl Files for Package<'_> {
    fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        if let Some(bytes) = self.own.get(path) {
            return Ok(Some(bytes.clone()));
        }
        self.archive.as_mut().map_or(Ok(None), |archive| archive.bytes(path))
    }
}

/// Opens a document.
///
/// # Errors
///
/// If it is encrypted, damaged, too large, or of another kind.
pub fn open(bytes: &[u8]) -> Result<(Document, Package<'_>), Error> {
    if is_xml(bytes) {
        return Ok((flat(bytes)?, Package::default()));
    }
    let mut archive = Archive::open(bytes, Wanted::OpenDocument)?;
    check(&mut archive)?;
    let content = archive.part("content.xml")?.ok_or_else(|| Error::Missing("content.xml".to_owned()))?;
    let files = archive.names();
    let mut document = Document {
        styles: archive.part("styles.xml")?,
        meta: archive.part("meta.xml")?,
        has_macros: files.iter().any(|path| path.starts_with("basic/") || path.starts_with("scripts/")),
        files,
        ..Document::default()
    };
    for path in objects(&content) {
        if let Some(root) = object(&mut archive, &format!("{path}/content.xml"))? {
            document.objects.insert(path, root);
        }
    }
    document.replacements = replacements(&mut archive, &document.files)?;
    document.content = content;
    Ok((document, Package { archive: Some(archive), own: HashMap::new() }))
}

fn is_xml(bytes: &[u8]) -> bool {
    let start = bytes.get(..2_000).unwrap_or(bytes);
    let start = String::from_utf8_lossy(start);
    start.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') && start.contains("office:document")
}

/// A document in a single file.
fn flat(bytes: &[u8]) -> Result<Document, Error> {
    let content = xml::parse(bytes, "office:document", &mut Budget::default())?;
    let kind = content.attribute("office:mimetype").unwrap_or(TEXT);
    if content.name() != "office:document" || !kind.starts_with(TEXT) {
        return Err(other(kind));
    }
    Ok(Document { content, ..Document::default() })
}

/// Checks that an archive is a text, and not encrypted.
fn check(archive: &mut Archive<'_>) -> Result<(), Error> {
    let kind = archive.bytes("mimetype")?.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    let is_word = archive.has("[Content_Types].xml") && archive.has("_rels/.rels");
    match kind.as_deref() {
        Some(kind) if kind.starts_with(TEXT) => {}
        None if archive.has("content.xml") => {}
        Some(kind) => return Err(other(kind)),
        None if is_word => return Err(other("a Word document (.docx) or another file of Office")),
        None => return Err(other("another archive")),
    }
    let manifest = archive.bytes("META-INF/manifest.xml")?.unwrap_or_default();
    if archive.has("encrypted-package") || contains(&manifest, b"encryption-data") {
        return Err(Error::Encrypted);
    }
    Ok(())
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|window| window == words)
}

/// The error for a document of another kind.
fn other(kind: &str) -> Error {
    let kind = match kind {
        "application/epub+zip" => "an EPUB",
        kind if kind.starts_with("application/vnd.oasis.opendocument.spreadsheet") => "a spreadsheet",
        kind if kind.starts_with("application/vnd.oasis.opendocument.presentation") => "a presentation",
        kind if kind.starts_with("application/vnd.oasis.opendocument.graphics") => "a drawing",
        kind if kind.starts_with("application/vnd.sun.xml") => {
            "a document of OpenOffice.org 1 (.sxw); open it in LibreOffice and save it as .odt"
        }
        kind if kind.starts_with("application/") => "a document of another kind",
        kind => kind,
    };
    Error::Other(kind.to_owned(), Wanted::OpenDocument)
}

/// The folders of the documents inside a document.
fn objects(content: &Element) -> HashSet<String> {
    let objects = content.descendants().filter(|element| element.name() == "draw:object");
    objects.filter_map(|object| object.attribute("xlink:href")).map(folder).collect()
}

/// The path of a folder or a file: `Object 1` for `./Object 1/`.
pub fn folder(href: &str) -> String {
    let path = percent_encoding::percent_decode_str(href).decode_utf8_lossy().into_owned();
    path.trim_start_matches("./").trim_end_matches('/').to_owned()
}

/// The pictures that stand for objects, without those that no book can show.
fn replacements(archive: &mut Archive<'_>, files: &HashSet<String>) -> Result<HashSet<String>, Error> {
    let mut found = HashSet::new();
    for path in files.iter().filter(|path| path.starts_with("objectreplacements/")) {
        let picture = archive.bytes(path)?.unwrap_or_default();
        if ending_of(&picture).is_some_and(|ending| !is_metafile(&format!("x.{ending}"))) {
            found.insert(path.clone());
        }
    }
    Ok(found)
}

/// The text of a document inside the document. Old programs declare the document type of formulas.
fn object(archive: &mut Archive<'_>, path: &str) -> Result<Option<Element>, Error> {
    let Some(bytes) = archive.bytes(path)? else { return Ok(None) };
    let text = String::from_utf8_lossy(&bytes);
    let declaration = text.find("<!DOCTYPE").and_then(|start| {
        let end = start + text.get(start..)?.find('>')? + 1;
        (!text.get(start..end)?.contains('[')).then_some((start, end))
    });
    let text = match declaration {
        Some((start, end)) => {
            format!("{}{}", text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default())
        }
        None => text.into_owned(),
    };
    // A formula that cannot be read is no reason to refuse the text.
    Ok(xml::parse(text.as_bytes(), path, &mut Budget::default()).ok())
}

/// The name of a file that stands in the text, by its first bytes.
pub fn name_of(bytes: &[u8], index: usize) -> String {
    format!("picture-{}.{}", index + 1, ending_of(bytes).unwrap_or("bin"))
}
