//! Reads the text of an EPUB 3.3: the documents of its spine, in order.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::markup::{self, attribute};
use super::piece::Piece;

/// Limit on the size of one unpacked file, in bytes.
const LARGEST: u64 = 256_000_000;

/// Reads the text of an EPUB.
///
/// # Errors
///
/// Returns a short description of the damage.
pub fn read(bytes: &[u8]) -> Result<Vec<Piece>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let container = file(&mut archive, "META-INF/container.xml")?;
    let package = elements(&container, "rootfile", "full-path")?;
    let package = package.into_iter().next().ok_or("it names no package document")?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let package = file(&mut archive, &package)?;
    let ids = elements(&package, "item", "id")?;
    let addresses = elements(&package, "item", "href")?;
    let items: BTreeMap<String, String> = ids.into_iter().zip(addresses).collect();
    let mut pieces = Vec::new();
    for id in elements(&package, "itemref", "idref")? {
        let address =
            items.get(&id).ok_or_else(|| format!("its spine refers to `{id}`, which does not exist"))?;
        let path = if folder.is_empty() { address.clone() } else { format!("{folder}/{address}") };
        let document = file(&mut archive, &path)?;
        pieces.extend(markup::xhtml(&document).map_err(|words| format!("`{path}`: {words}"))?);
    }
    Ok(pieces)
}

fn file(archive: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Result<String, String> {
    let file = archive.by_name(path).map_err(|error| format!("`{path}`: {error}"))?;
    let mut text = String::new();
    let read = file.take(LARGEST).read_to_string(&mut text);
    read.map(|_| text).map_err(|error| format!("`{path}`: {error}"))
}

/// The values of an attribute on all elements with this name; an empty text for an element without it.
fn elements(markup: &str, name: &str, wanted: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::from_str(markup);
    let mut found = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => {
                found.push(attribute(&tag, wanted).unwrap_or_default());
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}
