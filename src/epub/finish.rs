//! Rewrites what epub-builder 0.8.3 does not support: the metadata block, the language of the package, navigation and
//! NCX, and reproducible bytes. Every replaced part must be found, or the build of the EPUB fails.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read, Write};

use chrono::{Datelike, Timelike};
use quick_xml::events::{BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::documents::{Material, modified};
use super::{navigation, package};
use crate::markup::Tag;
use crate::model::Direction;
use crate::resolve::Book;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const MIMETYPE: &str = "mimetype";
const CONTAINER: &str = "META-INF/container.xml";
const PACKAGE: &str = "OEBPS/content.opf";
const NAVIGATION: &str = "OEBPS/nav.xhtml";
/// The folder of the package.
const FOLDER: &str = "OEBPS/";
/// How the names of documents end.
const DOCUMENT: &str = ".xhtml";
const NCX: &str = "OEBPS/toc.ncx";

/// Rewrites a finished EPUB.
pub fn finish(book: &Book, material: &Material<'_>, packed: &[u8]) -> Result<Vec<u8>> {
    let mut files = unpack(packed)?;
    replace(&mut files, NAVIGATION, navigation::navigation(book, material.page_breaks).into_bytes())?;
    let opf = files.get(PACKAGE).ok_or("there is no package document")?;
    let opf = finish_package(book, material, std::str::from_utf8(opf)?, &with_formulas(&files))?;
    replace(&mut files, PACKAGE, opf)?;
    replace(&mut files, NCX, navigation::ncx(book, material.page_breaks).into_bytes())?;
    repack(book, files)
}

/// The documents with formulas, by their names in the package.
fn with_formulas(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let math = Tag::new("math").start().replace('>', " ");
    let has_formula = |bytes: &[u8]| bytes.windows(math.len()).any(|part| part == math.as_bytes());
    let documents = files.iter().filter(|(name, bytes)| name.ends_with(DOCUMENT) && has_formula(bytes));
    documents.filter_map(|(name, _)| name.strip_prefix(FOLDER)).map(str::to_owned).collect()
}

fn replace(files: &mut BTreeMap<String, Vec<u8>>, name: &str, bytes: Vec<u8>) -> Result<()> {
    match files.insert(name.to_owned(), bytes) {
        Some(_) => Ok(()),
        None => Err(format!("there is no {name}").into()),
    }
}

fn unpack(packed: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut archive = ZipArchive::new(Cursor::new(packed))?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        files.insert(file.name().to_owned(), bytes);
    }
    Ok(files)
}

/// Replaces the metadata, sets the language, and puts the contents page after the title page.
fn finish_package(
    book: &Book,
    material: &Material<'_>,
    opf: &str,
    with_formulas: &BTreeSet<String>,
) -> Result<Vec<u8>> {
    let mut reader = Reader::from_str(opf);
    let mut writer = Writer::new(Vec::new());
    let (mut met_package, mut met_metadata, mut met_title_page) = (0, 0, 0);
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "package" => {
                met_package += 1;
                let mut package = BytesStart::new("package");
                package.push_attribute(("xmlns", "http://www.idpf.org/2007/opf"));
                package.push_attribute(("version", "3.0"));
                package.push_attribute(("unique-identifier", "epub-id"));
                let language = book.manifest().language.as_str();
                package.push_attribute(("xml:lang", language));
                package.push_attribute(("dir", Direction::of(language).name()));
                writer.write_event(Event::Start(package))?;
            }
            Event::Start(tag) if tag.name().as_ref() == "metadata" => {
                met_metadata += 1;
                reader.read_to_end(tag.name())?;
                let end = tag.to_end().into_owned();
                writer.write_event(Event::Start(tag))?;
                writer
                    .write_event(Event::Text(BytesText::from_escaped(package::metadata(book, material))))?;
                writer.write_event(Event::End(end))?;
            }
            Event::Empty(tag) if tag.name().as_ref() == "itemref" && refers_to(&tag, "id_title.xhtml")? => {
                met_title_page += 1;
                writer.write_event(Event::Empty(tag))?;
                let mut contents = BytesStart::new("itemref");
                contents.push_attribute(("idref", "nav"));
                writer.write_event(Event::Empty(contents))?;
            }
            Event::Empty(tag) if tag.name().as_ref() == "item" => {
                writer.write_event(Event::Empty(with_property(tag, with_formulas)?))?;
            }
            event => writer.write_event(event)?,
        }
    }
    if (met_package, met_metadata, met_title_page) != (1, 1, 1) {
        return Err("the package document is not as epub-builder 0.8.3 writes it".into());
    }
    Ok(writer.into_inner())
}

/// An item of the manifest, with the property that says that it has formulas (EPUB 3.3, appendix D.4.2).
fn with_property<'t>(tag: BytesStart<'t>, with_formulas: &BTreeSet<String>) -> Result<BytesStart<'t>> {
    let href = tag.try_get_attribute("href")?.map(|href| href.value.into_owned());
    if !href.is_some_and(|href| with_formulas.contains(&href)) {
        return Ok(tag);
    }
    let mut item = BytesStart::new("item");
    let mut properties = "mathml".to_owned();
    for attribute in tag.attributes() {
        let attribute = attribute?;
        if attribute.key.as_ref() == "properties" {
            properties = format!("{} mathml", attribute.value);
        } else {
            item.push_attribute((attribute.key.as_ref(), &*attribute.value));
        }
    }
    item.push_attribute(("properties", properties.as_str()));
    Ok(item)
}

fn refers_to(tag: &BytesStart<'_>, id: &str) -> Result<bool> {
    Ok(tag.try_get_attribute("idref")?.is_some_and(|idref| idref.value.as_ref() == id))
}

/// Packs the files in a fixed order with a fixed time (OCF 3.3, section 4.3: `mimetype` first, stored, no extra field).
fn repack(book: &Book, mut files: BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>> {
    let time = modified(book).naive_utc();
    let year = u16::try_from(time.year()).unwrap_or(0);
    // ZIP cannot represent times before 1980.
    let time = DateTime::from_date_and_time(
        year,
        u8::try_from(time.month())?,
        u8::try_from(time.day())?,
        u8::try_from(time.hour())?,
        u8::try_from(time.minute())?,
        u8::try_from(time.second())?,
    )
    .unwrap_or_default();
    let options = SimpleFileOptions::default().last_modified_time(time).unix_permissions(0o644);
    let deflated = options.compression_method(CompressionMethod::Deflated).compression_level(Some(9));
    let stored = options.compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let first = [MIMETYPE, CONTAINER, PACKAGE, NAVIGATION, NCX];
    let rest: Vec<String> = files.keys().filter(|name| !first.contains(&name.as_str())).cloned().collect();
    for name in first.iter().map(|name| (*name).to_owned()).chain(rest) {
        let bytes = files.remove(&name).ok_or_else(|| format!("there is no {name}"))?;
        let is_packed =
            name == MIMETYPE || [".png", ".jpg", ".gif", ".webp"].iter().any(|ending| name.ends_with(ending));
        archive.start_file(name, if is_packed { stored } else { deflated })?;
        archive.write_all(&bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
