//! The parts of a Word document, and their relationships.

use std::collections::HashMap;

use crate::import::archive::Archive;
use crate::import::unreadable::{Error, Wanted};
use crate::import::xml::Element;

/// A relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// The last word of its type: `image`.
    pub kind: String,
    /// The path of the part, or the address of something outside the document.
    pub target: String,
    /// Whether the target is outside the document.
    pub is_external: bool,
}

/// The relationships of a part by their ids.
pub type Relationships = HashMap<String, Relationship>;

/// The relationships of a part, or of the whole document for an empty path.
///
/// # Errors
///
/// If they are damaged.
pub fn relationships(archive: &mut Archive<'_>, path: &str) -> Result<Relationships, Error> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let of = [folder, "_rels", &format!("{name}.rels")];
    let of: Vec<&str> = of.into_iter().filter(|part| !part.is_empty()).collect();
    let Some(root) = archive.part(&of.join("/"))? else { return Ok(Relationships::new()) };
    let relationship = |element: &Element| {
        let is_external = element.attribute("TargetMode") == Some("External");
        let target = element.attribute("Target").unwrap_or_default();
        let target = if is_external { target.to_owned() } else { joined(folder, target) };
        let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
        Some((element.attribute("Id")?.to_owned(), Relationship { kind, target, is_external }))
    };
    Ok(root.elements().filter_map(relationship).collect())
}

/// The path of the text, and whether the document has macros.
///
/// # Errors
///
/// If the archive is no Word document.
pub fn main_part(archive: &mut Archive<'_>) -> Result<(String, bool), Error> {
    let types = archive.part("[Content_Types].xml")?;
    let main =
        relationships(archive, "")?.into_values().find(|relationship| relationship.kind == "officeDocument");
    let (Some(types), Some(main)) = (types, main) else {
        return Err(missing_or_other(archive));
    };
    let kind = content_type(&types, &main.target).unwrap_or_default().to_ascii_lowercase();
    let other = match kind.as_str() {
        kind if kind.contains("spreadsheetml") || kind.contains("ms-excel") => "a spreadsheet",
        kind if kind.contains("presentationml") || kind.contains("ms-powerpoint") => "a presentation",
        kind if kind.contains("visio") => "a drawing",
        _ => return Ok((main.target, kind.contains("macroenabled"))),
    };
    Err(Error::Other(other.to_owned(), Wanted::Word))
}

fn missing_or_other(archive: &mut Archive<'_>) -> Error {
    let first = archive.bytes("mimetype").ok().flatten().unwrap_or_default();
    match String::from_utf8_lossy(&first).trim() {
        "application/vnd.oasis.opendocument.text" => {
            Error::Other("a text in OpenDocument format (.odt)".to_owned(), Wanted::Word)
        }
        "application/epub+zip" => Error::Other("an EPUB".to_owned(), Wanted::Word),
        kind if kind.starts_with("application/vnd.oasis") => {
            Error::Other("an OpenDocument file of another kind".to_owned(), Wanted::Word)
        }
        _ if !archive.has("[Content_Types].xml") => Error::Other("another archive".to_owned(), Wanted::Word),
        _ => Error::Missing("_rels/.rels".to_owned()),
    }
}
/// The content type of a part.
fn content_type<'t>(types: &'t Element, path: &str) -> Option<&'t str> {
    let same = |own: &str| own.trim_start_matches('/').eq_ignore_ascii_case(path);
    let own = types.elements().find(|element| element.attribute("PartName").is_some_and(same));
    let ending = path.rsplit('.').next()?;
    let by_ending = || {
        types.elements().find(|element| {
            element.attribute("Extension").is_some_and(|own| own.eq_ignore_ascii_case(ending))
        })
    };
    own.or_else(by_ending)?.attribute("ContentType")
}

/// The path of a target relative to a folder of the archive. A path that leads out ends in the archive.
fn joined(folder: &str, target: &str) -> String {
    let target = percent_encoding::percent_decode_str(target).decode_utf8_lossy().replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            part => path.push(part),
        }
    }
    path.retain(|part| !part.is_empty());
    path.join("/")
}

/// The parts of a kind inside the document, by name.
pub fn targets<'r>(relationships: &'r Relationships, kind: &str) -> Vec<&'r str> {
    let of_kind = relationships.values().filter(|own| own.kind == kind && !own.is_external);
    let mut targets: Vec<&str> = of_kind.map(|own| own.target.as_str()).collect();
    targets.sort_unstable();
    targets
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn targets_stay_in_the_archive() {
        for (folder, target, expected) in [
            ("word", "media/a.png", "word/media/a.png"),
            ("word", "../media/a.png", "media/a.png"),
            ("word", "/word/media/a%20b.png", "word/media/a b.png"),
            ("word", "../../../etc/passwd", "etc/passwd"),
            ("", "word/document.xml", "word/document.xml"),
            ("word", "..\\media\\a.png", "media/a.png"),
        ] {
            assert_eq!(joined(folder, target), expected);
        }
    }
}
