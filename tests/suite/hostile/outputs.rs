//! Checks the outputs of a hostile book.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use html5gum::{Token, Tokenizer};
use lopdf::{Document, Object};
use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::shown::{self, letters};
use super::{Result, check};
use crate::golden::Outcome;

const ELEMENTS: &[&str] = &[
    "iframe",
    "object",
    "embed",
    "form",
    "base",
    "applet",
    "frame",
    "foreignobject",
    "animate",
    "animatemotion",
    "animatetransform",
    "set",
];
/// Forbidden prefixes of addresses, without spaces and in lower case.
const SCHEMES: &[&str] = &["javascript:", "vbscript:", "file:", "blob:", "filesystem:"];
/// Allowed prefixes of addresses in the outputs.
const DATA: &[&str] =
    &["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/svg+xml", "data:font/woff2"];
/// Attributes that hold addresses.
const ADDRESSES: &[&str] = &[
    "href",
    "src",
    "xlink:href",
    "action",
    "formaction",
    "srcset",
    "imagesrcset",
    "data",
    "poster",
    "background",
    "manifest",
    "ping",
];
/// Keys of a PDF that start actions or refer to other files (ISO 32000-2, tables 29, 44 and 201).
const ACTIONS: &[&str] = &[
    "JS",
    "JavaScript",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "AA",
    "OpenAction",
    "GoToR",
    "GoToE",
    "SubmitForm",
    "ImportData",
    "Rendition",
    "RichMedia",
    "Movie",
    "Sound",
    "AcroForm",
    "XFA",
];

/// Reads the three outputs: they are valid, run no code, load nothing, and contain the texts.
pub fn check_book(out: &Path, texts: &[(String, &[&str])]) -> Outcome {
    let html = fs::read_to_string(out.join("book.html"))?;
    check_markup("book.html", &html, 1, &BTreeSet::new())?;
    let epub = check_epub(&fs::read(out.join("book.epub"))?)?;
    let mut pdf = Document::load(out.join("book.pdf"))?;
    pdf.decompress();
    check_pdf(&pdf)?;
    let found = [("HTML", shown::markup(&html)), ("EPUB", epub), ("PDF", shown::pdf(&pdf)?)];
    for (text, formats) in texts {
        for (format, found) in found.iter().filter(|(format, _)| formats.contains(format)) {
            let holds = letters(found).contains(&letters(text));
            check(holds, format!("the {format} does not have {text:?}:\n{found}"))?;
        }
    }
    Ok(())
}

/// Checks an EPUB and returns its text.
fn check_epub(bytes: &[u8]) -> Result<String> {
    let mut words = String::new();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let names: BTreeSet<String> = archive.file_names().map(str::to_owned).collect();
    for name in &names {
        let mut part = archive.by_name(name)?;
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !matches!(ending, "xhtml" | "opf" | "ncx" | "xml" | "svg" | "css") {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        if ending == "css" {
            check_css(name, &text, &names)?;
            continue;
        }
        check_xml(name, &text)?;
        check_markup(name, &text, 0, &names)?;
        if ending != "svg" {
            words.push_str(&shown::markup(&text));
        }
    }
    Ok(words)
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
            Event::PI(instruction) => {
                check(instruction.target() != "xml-stylesheet", format!("{name} names a style sheet"))?;
            }
            _ => {}
        }
    }
}

/// `scripts` is the number of casebook's own scripts in the file; `parts` are the names of the files next to it.
fn check_markup(name: &str, text: &str, scripts: usize, parts: &BTreeSet<String>) -> Outcome {
    let mut found = 0;
    let mut is_style = false;
    for token in Tokenizer::new(text) {
        let tag = match token {
            Ok(Token::StartTag(tag)) => tag,
            Ok(Token::String(style)) if is_style => {
                check_css(name, &String::from_utf8_lossy(&style.value), parts)?;
                continue;
            }
            Ok(Token::EndTag(_)) => {
                is_style = false;
                continue;
            }
            _ => continue,
        };
        let element = String::from_utf8_lossy(&tag.name).into_owned();
        is_style = element == "style";
        check(!ELEMENTS.contains(&element.as_str()), format!("{name} has <{element}>"))?;
        let of = |key: &[u8]| {
            let value = tag.attributes.iter().find(|(name, _)| name.as_slice() == key);
            value.map(|(_, value)| String::from_utf8_lossy(value.as_slice()).to_ascii_lowercase())
        };
        // The JSON-LD for search engines is in a `script` element, but is not code.
        let is_data = of(b"type").is_some_and(|kind| kind == "application/ld+json");
        found += usize::from(element == "script" && !is_data);
        check(of(b"http-equiv").is_none_or(|value| value != "refresh"), format!("{name} refreshes"))?;
        for (key, value) in &tag.attributes {
            let key = String::from_utf8_lossy(key).to_ascii_lowercase();
            let value = String::from_utf8_lossy(value.as_slice());
            check(!key.starts_with("on") && key != "srcdoc", format!("{name} has {key}={value}"))?;
            if key == "style" {
                check_css(name, &value, parts)?;
            }
            if ADDRESSES.contains(&key.as_str()) {
                let is_loaded = !matches!(element.as_str(), "a" | "area")
                    && of(b"rel").is_none_or(|rel| matches!(rel.as_str(), "stylesheet" | "icon" | "preload"));
                check_address(&format!("{name}: <{element} {key}>"), &value, is_loaded)?;
            }
        }
    }
    check(found <= scripts, format!("{name} has {found} scripts"))
}

fn check_address(place: &str, address: &str, is_loaded: bool) -> Outcome {
    let plain: String = address
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .collect::<String>()
        .to_ascii_lowercase();
    check(!SCHEMES.iter().any(|scheme| plain.starts_with(scheme)), format!("{place} is {address}"))?;
    if !plain.starts_with("data:") {
        let is_remote = plain.contains("://") || plain.starts_with("//") || plain.starts_with("\\\\");
        return check(!(is_loaded && is_remote), format!("{place} loads {address}"));
    }
    // An empty icon prevents browsers from requesting one.
    if plain == "data:," {
        return Ok(());
    }
    check(is_loaded && DATA.iter().any(|kind| plain.starts_with(kind)), format!("{place} is {address}"))?;
    // The same rules apply to a picture inside the page.
    let Some(picture) = address.strip_prefix("data:image/svg+xml") else { return Ok(()) };
    let (form, picture) = picture.split_once(',').ok_or("an address without data")?;
    let bytes = if form.ends_with(";base64") {
        BASE64.decode(picture)?
    } else {
        percent_decode_str(picture).collect()
    };
    let picture = String::from_utf8(bytes)?;
    check_xml(place, &picture)?;
    check_markup(place, &picture, 0, &BTreeSet::new())
}

/// A style sheet imports nothing, and refers only to the file itself or to files next to it.
fn check_css(name: &str, css: &str, parts: &BTreeSet<String>) -> Outcome {
    let css = css.to_ascii_lowercase();
    check(!css.contains("@import"), format!("{name} imports a style sheet"))?;
    for target in css.split("url(").skip(1) {
        let target = target.split(')').next().unwrap_or_default().trim_matches(['"', '\'', ' ']);
        let file = target.trim_start_matches("../");
        let is_part = !file.is_empty() && parts.iter().any(|part| part.to_ascii_lowercase().ends_with(file));
        let is_inside = target.starts_with('#') || DATA.iter().any(|kind| target.starts_with(kind));
        check(is_inside || is_part, format!("{name} loads {target}"))?;
    }
    Ok(())
}

fn check_pdf(pdf: &Document) -> Outcome {
    pdf.objects.values().try_for_each(check_object)
}

fn check_object(object: &Object) -> Outcome {
    match object {
        Object::Array(items) => items.iter().try_for_each(check_object),
        Object::Dictionary(dictionary) => check_dictionary(dictionary),
        Object::Stream(stream) => check_dictionary(&stream.dict),
        Object::Name(name) => check_name(name),
        _ => Ok(()),
    }
}

fn check_dictionary(dictionary: &lopdf::Dictionary) -> Outcome {
    for (key, value) in dictionary {
        check_name(key)?;
        if let (b"URI", Object::String(address, _)) = (key.as_slice(), value) {
            check_address("a link of the PDF", &String::from_utf8_lossy(address), false)?;
        }
        check_object(value)?;
    }
    Ok(())
}

fn check_name(name: &[u8]) -> Outcome {
    let name = String::from_utf8_lossy(name);
    check(!ACTIONS.contains(&&*name), format!("the PDF has /{name}"))
}

/// The bytes of a valid PNG of this size.
pub fn png(width: u32, height: u32) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_luma8(width, height).write_to(&mut bytes, image::ImageFormat::Png)?;
    Ok(bytes.into_inner())
}
