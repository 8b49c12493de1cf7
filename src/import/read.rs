//! Reads sources with the reader for their kind.

use super::doubt::{Doubt, Reason};
use super::encoding::Decoded;
use super::error::Error;
use super::files::Files;
use super::manuscript::{Content, Manuscript, Picture, Piece};
use super::options::{Kind, Options, Tool};
use super::{docx, encoding, epub, flat, html, markdown, merged, odt, others, paths};

/// A file to import.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its path, for messages, and for the name of a case.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// The pictures beside it, by the path that its text names.
    pub beside: Option<&'a Files>,
}

impl Source<'_> {
    /// The file and the pictures beside it as a folder, with the path of the file in it.
    fn as_folder(&self) -> (String, Files) {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or(self.name).to_owned();
        let mut files = self.beside.cloned().unwrap_or_default();
        files.insert(name.clone(), self.bytes.to_vec());
        (name, files)
    }
}

/// The manuscript of all sources, in their order.
///
/// # Errors
/// If a source cannot be read.
pub fn read(sources: &[Source<'_>], options: &Options) -> Result<Manuscript, Error> {
    let mut manuscript = Manuscript::default();
    for source in sources {
        merged::add(&mut manuscript, one(*source, options)?);
    }
    // The title of one of several case files is none of the book.
    let is_case_file = |piece: &Piece| matches!(piece.content, Content::Markdown(_));
    if manuscript.pieces.len() > 1 && manuscript.pieces.iter().all(is_case_file) {
        manuscript.properties.title.clear();
    }
    if manuscript.pieces.is_empty() {
        return Err(Error::Empty(sources.first().map_or(String::new(), |source| source.name.to_owned())));
    }
    Ok(manuscript)
}

/// The manuscript of a folder. `name` is its path, for messages, and `refused` has the paths of its files that cannot be read,
/// with the reasons.
///
/// # Errors
/// If the folder has no text that can be read.
pub fn read_folder(
    name: &str,
    files: Files,
    refused: &[(String, String)],
    options: &Options,
) -> Result<Manuscript, Error> {
    let guessed = || {
        others::tool(&files).map(Kind::Book).or_else(|| (!html_of(&files).is_empty()).then_some(Kind::Html))
    };
    let without_text = others::unread(&files, "").next().map(str::to_owned);
    let without_text = || match without_text {
        Some(other) => Error::OtherTexts(name.to_owned(), other),
        None => Error::NoText(name.to_owned()),
    };
    let Some(kind) = options.kind.or_else(guessed) else { return Err(without_text()) };
    let mut manuscript = match kind {
        Kind::Book(tool) => others::read(files, tool),
        Kind::Markdown => others::read(files, Tool::Pandoc),
        Kind::Html => html::read(&files, &html_of(&files), None, options).manuscript,
        Kind::Word | Kind::OpenDocument | Kind::Text | Kind::Epub => {
            return Err(Error::NotAFolder(name.to_owned(), kind.name()));
        }
    };
    if manuscript.pieces.is_empty() {
        return Err(without_text());
    }
    let doubts = refused.iter().map(|(path, reason)| Doubt::of_file(path, Reason::NotRead(reason.clone())));
    manuscript.doubts.splice(0..0, doubts);
    Ok(manuscript)
}

/// The documents of HTML in a folder: the index first, then the others as it links to them, and those that it does not by name.
fn html_of(files: &Files) -> Vec<String> {
    let is_html = |path: &&String| matches!(paths::ending(path).as_str(), "html" | "htm" | "xhtml");
    let mut found: Vec<String> = files.keys().filter(is_html).cloned().collect();
    found.sort_by_key(|path| (!paths::name(path).starts_with("index."), path.clone()));
    let links = found.first().map(|index| html::links(files, index)).unwrap_or_default();
    found.sort_by_cached_key(|path| links.iter().position(|link| link == path).unwrap_or(usize::MAX));
    // The index links to itself only by accident.
    if let Some(place) =
        found.iter().position(|path| paths::name(path).starts_with("index.") && !path.contains('/'))
    {
        let index = found.remove(place);
        found.insert(0, index);
    }
    found
}

/// The paths of the pictures and the style sheets that stand beside a file of Markdown or HTML, as the text names them.
#[must_use]
pub fn relatives(source: Source<'_>, options: &Options) -> Vec<String> {
    let kind = options.kind.or_else(|| kind_of(source));
    let named =
        |text: Result<Decoded, String>| text.map_or_else(|_| Vec::new(), |text| others::pictures(&text.text));
    match kind {
        Some(Kind::Markdown | Kind::Book(_)) => named(encoding::plain(source.bytes)),
        Some(Kind::Html) => {
            let sheets = encoding::page(source.bytes).map(|text| html::style_sheets(&text.text));
            let mut paths = named(encoding::page(source.bytes));
            paths.extend(sheets.unwrap_or_default());
            paths
        }
        Some(Kind::Word | Kind::OpenDocument | Kind::Text | Kind::Epub) | None => Vec::new(),
    }
}

fn one(source: Source<'_>, options: &Options) -> Result<Manuscript, Error> {
    let kind =
        options.kind.or_else(|| kind_of(source)).ok_or_else(|| Error::UnknownKind(source.name.to_owned()))?;
    let unreadable = |reason: String| Error::Unreadable(source.name.to_owned(), reason);
    match kind {
        Kind::Markdown => {
            let read = encoding::plain(source.bytes).map_err(unreadable)?;
            let mut manuscript = markdown::read(source.name, &read.text);
            manuscript.doubts.extend(read.doubts.into_iter().map(|doubt| Doubt { piece: Some(0), ..doubt }));
            let files = source.beside.into_iter().flatten();
            let pictures =
                files.map(|(path, bytes)| Picture { path: path.clone(), bytes: bytes.clone() }).collect();
            Ok(Manuscript { pictures, ..manuscript })
        }
        Kind::Book(tool) => Ok(others::read(source.as_folder().1, tool)),
        Kind::Html => {
            encoding::page(source.bytes).map_err(unreadable)?;
            let (name, files) = source.as_folder();
            Ok(html::read(&files, &[name], None, options).manuscript)
        }
        Kind::Epub => epub::read(source.bytes, options).map_err(unreadable),
        Kind::Word => docx::read(source.bytes, options).map_err(|reason| unreadable(reason.to_string())),
        Kind::OpenDocument => {
            odt::read(source.bytes, options).map_err(|reason| unreadable(reason.to_string()))
        }
        Kind::Text => {
            let read = encoding::plain(source.bytes).map_err(unreadable)?;
            let mut manuscript = flat::read(&read.text);
            manuscript.doubts.splice(0..0, read.doubts);
            Ok(manuscript)
        }
    }
}

/// The kind of a source, by its first bytes and its ending.
fn kind_of(source: Source<'_>) -> Option<Kind> {
    let ending = source.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    // Archives, and the old format of Word, whose reader explains what to do.
    let is_word = source.bytes.starts_with(b"PK\x03\x04") || source.bytes.starts_with(b"\xD0\xCF\x11\xE0");
    match ending.as_deref() {
        Some("docx" | "docm" | "doc" | "dotx") => Some(Kind::Word),
        Some("odt" | "fodt" | "ott") => Some(Kind::OpenDocument),
        Some("txt" | "text") => Some(Kind::Text),
        Some("html" | "htm" | "xhtml") => Some(Kind::Html),
        Some("epub") => Some(Kind::Epub),
        Some("md" | "markdown" | "mkd" | "mkdn" | "mdown" | "qmd" | "rmd") => Some(Kind::Markdown),
        _ if is_word => Some(Kind::Word),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_ending_and_content() {
        for (name, bytes, expected) in [
            ("a.docx", &b""[..], Some(Kind::Word)),
            ("a.DOC", b"", Some(Kind::Word)),
            ("a.odt", b"", Some(Kind::OpenDocument)),
            ("a", b"PK\x03\x04", Some(Kind::Word)),
            ("a.txt", b"", Some(Kind::Text)),
            ("a/b.md", b"", Some(Kind::Markdown)),
            ("a.xyz", b"words", None),
            ("a.xyz/b", b"words", None),
        ] {
            assert_eq!(kind_of(Source { name, bytes, beside: None }), expected, "{name}");
        }
    }

    #[test]
    fn a_source_without_text_is_refused() {
        let read = |name, bytes| {
            read(&[Source { name, bytes, beside: None }], &Options::default()).map(|read| read.pieces.len())
        };
        assert_eq!(read("a.md", b"# A\n\nWords."), Ok(1));
        assert_eq!(read("a.md", b" \n"), Err(Error::Empty("a.md".to_owned())));
        let foreign = read("a.md", b"\xC7\xD1\xB1\xB9\xBE\xEE");
        assert!(matches!(foreign, Err(Error::Unreadable(_, reason)) if reason.contains("not in UTF-8")));
        assert_eq!(read("a.xyz", b"a"), Err(Error::UnknownKind("a.xyz".to_owned())));
    }
}
