//! What may and must be in the outputs of a hostile book.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use html5gum::{Token, Tokenizer};
use lopdf::{Document, Object};
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Result, check};
use crate::golden::Outcome;

const ELEMENTS: &[&str] = &["iframe", "object", "embed", "form", "base", "applet", "frame"];
/// What no address may begin with, without blanks and in small letters.
const SCHEMES: &[&str] = &["javascript:", "vbscript:", "data:text/html", "file:"];

/// Reads the three outputs: they are sound, run nothing, load nothing, and have the texts.
pub fn check_book(out: &Path, texts: &[&str]) -> Outcome {
    let html = fs::read_to_string(out.join("book.html"))?;
    check_markup("book.html", &html, 1)?;
    let mut epub = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(out.join("book.epub"))?))?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index)?;
        let name = part.name().to_owned();
        if [".xhtml", ".opf", ".ncx", ".xml", ".svg"].iter().any(|ending| name.ends_with(ending)) {
            let mut text = String::new();
            part.read_to_string(&mut text)?;
            check_xml(&name, &text)?;
            check_markup(&name, &text, 0)?;
            if Path::new(&name).extension().is_some_and(|ending| ending == "xhtml") {
                epub.push_str(&text);
            }
        }
    }
    let mut pdf = Document::load(out.join("book.pdf"))?;
    pdf.decompress();
    check_pdf(&pdf)?;
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let found = [("HTML", words(&html)), ("EPUB", words(&epub)), ("PDF", pdf.extract_text(&pages)?)];
    for text in texts {
        for (format, found) in &found {
            let holds = letters(found).contains(&letters(text));
            check(holds, format!("the {format} does not have {text:?}:\n{found}"))?;
        }
    }
    Ok(())
}

fn check_xml(name: &str, text: &str) -> Outcome {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event().map_err(|error| format!("{name} is not XML: {error}"))? {
            Event::Eof => return Ok(()),
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.map_err(|error| format!("{name} is not XML: {error}"))?;
                }
            }
            _ => {}
        }
    }
}

/// `scripts` is how many scripts of casebook itself the file has.
fn check_markup(name: &str, text: &str, scripts: usize) -> Outcome {
    let mut found = 0;
    for token in Tokenizer::new(text) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        let element = String::from_utf8_lossy(&tag.name).into_owned();
        check(!ELEMENTS.contains(&element.as_str()), format!("{name} has <{element}>"))?;
        let of = |key: &[u8]| {
            let value = tag.attributes.iter().find(|(name, _)| name.as_slice() == key);
            value.map(|(_, value)| String::from_utf8_lossy(value.as_slice()).to_ascii_lowercase())
        };
        // What describes the book to search engines is called a script, and is none.
        let is_data = of(b"type").is_some_and(|kind| kind == "application/ld+json");
        found += usize::from(element == "script" && !is_data);
        check(of(b"http-equiv").is_none_or(|value| value != "refresh"), format!("{name} refreshes"))?;
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_ascii_lowercase();
            let value: String = String::from_utf8_lossy(value.as_slice())
                .chars()
                .filter(|c| !c.is_whitespace() && !c.is_control())
                .collect::<String>()
                .to_ascii_lowercase();
            check(!key.starts_with("on"), format!("{name} has {key}={value}"))?;
            if matches!(key.as_str(), "href" | "src" | "xlink:href" | "action" | "srcset" | "data") {
                let is_unsafe = SCHEMES.iter().any(|scheme| value.starts_with(scheme));
                check(!is_unsafe, format!("{name} has {key}={value}"))?;
                let is_loaded =
                    element != "a" && key != "action" && of(b"rel").is_none_or(|rel| rel == "stylesheet");
                // The names of XML vocabularies inside an embedded picture load nothing.
                let is_embedded = value.starts_with("data:image/");
                let is_remote = !is_embedded && (value.contains("://") || value.starts_with("//"));
                check(!(is_loaded && is_remote), format!("{name} loads {value}"))?;
            }
        }
    }
    check(found <= scripts, format!("{name} has {found} scripts"))
}

fn check_pdf(pdf: &Document) -> Outcome {
    for object in pdf.objects.values() {
        check_object(object)?;
    }
    Ok(())
}

fn check_object(object: &Object) -> Outcome {
    match object {
        Object::Array(items) => items.iter().try_for_each(check_object),
        Object::Dictionary(dictionary) => check_dictionary(dictionary),
        Object::Stream(stream) => check_dictionary(&stream.dict),
        Object::Name(name) => {
            let is_active = matches!(name.as_slice(), b"JavaScript" | b"Launch" | b"EmbeddedFile");
            check(!is_active, format!("the PDF has /{}", String::from_utf8_lossy(name)))
        }
        _ => Ok(()),
    }
}

fn check_dictionary(dictionary: &lopdf::Dictionary) -> Outcome {
    for (key, value) in dictionary {
        let name = String::from_utf8_lossy(key);
        let is_active =
            matches!(&*name, "JS" | "JavaScript" | "Launch" | "EmbeddedFiles" | "OpenAction" | "AA");
        check(!is_active, format!("the PDF has /{name}"))?;
        if let (b"URI", Object::String(address, _)) = (key.as_slice(), value) {
            let address = String::from_utf8_lossy(address).to_ascii_lowercase();
            let is_unsafe = SCHEMES.iter().any(|scheme| address.trim().starts_with(scheme));
            check(!is_unsafe, format!("the PDF links to {address}"))?;
        }
        check_object(value)?;
    }
    Ok(())
}

/// The text that markup shows, and the alternative texts.
fn words(markup: &str) -> String {
    let mut words = String::new();
    let mut hidden = 0_usize;
    for token in Tokenizer::new(markup) {
        match token {
            Ok(Token::StartTag(tag)) => {
                hidden += usize::from(matches!(tag.name.as_slice(), b"script" | b"style"));
                let alt = tag.attributes.iter().find(|(key, _)| key.as_slice() == b"alt");
                words.extend(alt.map(|(_, alt)| String::from_utf8_lossy(alt.as_slice()).into_owned()));
            }
            Ok(Token::EndTag(tag)) if matches!(tag.name.as_slice(), b"script" | b"style") => {
                hidden = hidden.saturating_sub(1);
            }
            Ok(Token::String(text)) if hidden == 0 => {
                words.push_str(&String::from_utf8_lossy(text.as_slice()));
            }
            _ => {}
        }
    }
    words
}

/// Lines are broken differently everywhere.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '-' | '\u{2010}'))
        .collect()
}

/// Bytes of a sound PNG of some size.
pub fn png(width: u32, height: u32) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(width, height).write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
