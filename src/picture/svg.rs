//! Accepts an SVG only if it is well-formed, contains no scripts and no external references, and is small enough for
//! readers.

mod conditions;
mod document_type;
mod families;
mod size;

use std::ops::Range;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use percent_encoding::percent_decode_str;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

pub use self::families::{Families, with_families};
use self::size::Tree;
use super::kind::{MediaType, Motion, Read, Remark};
use super::raster;
use crate::address;

/// The SVG namespace (SVG 2, section 1.3). Without it, browsers show nothing.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Forbidden elements: they run code, load resources, or contain something other than a drawing.
const REFUSED: &[&str] = &[
    "script",
    "handler",
    "listener",
    "iframe",
    "frame",
    "object",
    "embed",
    "applet",
    "audio",
    "video",
    "canvas",
    "animation",
    "html",
    "body",
    "base",
    "meta",
    "link",
    "form",
];

/// CSS names that load resources without `url(` (CSS Images 4, CSS Values 5).
const LOADING: &[&str] = &["@import", "image-set(", "image(", "src("];

/// Whether the bytes look like an SVG.
#[must_use]
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).into_owned();
    head.contains("<svg") || head.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml")
}

/// The elements that move a drawing (SVG Animations 2).
const MOVING: &[&str] = &["animate", "animatemotion", "animatetransform", "set"];

/// Reads an SVG: without its document type, with its entities replaced, with only the parts that all outputs show, and
/// with upright pictures in sRGB inside it. `language` selects among its languages.
///
/// # Errors
/// The reason why it is not accepted, in a few words.
pub fn read(bytes: &[u8], language: &str) -> Result<Read, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let text = document_type::removed(text)?;
    let (text, lost) = conditions::resolved(&text, language)?;
    let found = check(&text)?;
    let mut remarks = found.remarks;
    let mut dropped = Vec::new();
    if lost.foreign > 0 {
        let those = match lost.foreign {
            1 => "a `<foreignObject>`".to_owned(),
            count => format!("{count} `<foreignObject>`"),
        };
        dropped.push(format!("the content of {those} is left out, because no `<switch>` replaces it"));
    }
    if let Some(first) = lost.shortened.first() {
        let labels = if lost.shortened.len() == 1 {
            "1 label".to_owned()
        } else {
            format!("{} labels", lost.shortened.len())
        };
        dropped.push(format!("the file cuts {labels} short (“{first}”)"));
    }
    if found.has_fonts {
        dropped.push("its own fonts are left out of the PDF, which uses those of the book".to_owned());
    }
    if !dropped.is_empty() {
        remarks.push(Remark::Dropped(dropped));
    }
    if found.moves {
        remarks.push(Remark::Animated(Motion::OnScreens));
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut done = 0;
    for (place, replacement) in found.replaced {
        bytes.extend_from_slice(&text.as_bytes()[done..place.start]);
        bytes.extend_from_slice(replacement.as_bytes());
        done = place.end;
    }
    bytes.extend_from_slice(&text.as_bytes()[done..]);
    Ok(Read { media_type: MediaType::Svg, size: None, bytes, remarks })
}

/// What an accepted SVG contains.
#[derive(Default)]
struct Found {
    /// The pictures inside that were converted: the place of the address, and the new one.
    replaced: Vec<(Range<usize>, String)>,
    has_fonts: bool,
    moves: bool,
    remarks: Vec<Remark>,
}

/// Checks a text without document type. Fails with the reason why it is not accepted.
fn check(text: &str) -> Result<Found, String> {
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    let mut found = Found::default();
    let mut is_svg = false;
    let mut style: Option<String> = None;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                is_svg |= tree.is_at_top() && is_root(&tag);
                check_element(&tag, text, &mut tree, &mut found)?;
                if is_style(&tag) {
                    style = Some(String::new());
                }
            }
            Event::Empty(tag) => {
                is_svg |= tree.is_at_top() && is_root(&tag);
                check_element(&tag, text, &mut tree, &mut found)?;
                tree.close();
            }
            Event::End(_) => {
                tree.close();
                check_style(&style.take().unwrap_or_default(), &mut tree, &mut found)?;
            }
            Event::DocType(_) => return Err("its document type is not at its start".to_owned()),
            Event::PI(instruction) if instruction.target() == "xml-stylesheet" => {
                return Err(
                    "it refers to a style sheet, but a picture in a book must be self-contained".to_owned()
                );
            }
            Event::GeneralRef(reference) => {
                let character = character(&reference)?;
                if let Some(style) = &mut style {
                    style.push_str(&character);
                }
            }
            Event::Text(text) => style.iter_mut().for_each(|style| style.push_str(&text)),
            Event::CData(text) => style.iter_mut().for_each(|style| style.push_str(&text)),
            Event::Eof if is_svg && tree.is_at_top() => break,
            Event::Eof if is_svg => return Err("the file is truncated".to_owned()),
            Event::Eof => return Err("it is XML but not SVG".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    tree.check()?;
    Ok(found)
}

fn is_style(tag: &BytesStart<'_>) -> bool {
    tag.local_name().as_ref().eq_ignore_ascii_case("style")
}

/// Whether an element is `svg` in the SVG namespace.
fn is_root(tag: &BytesStart<'_>) -> bool {
    let prefix = tag.name().prefix().map(|prefix| format!("xmlns:{}", prefix.as_ref()));
    let key = prefix.as_deref().unwrap_or("xmlns");
    let mut attributes = tag.attributes().flatten();
    tag.local_name().as_ref() == "svg"
        && attributes.any(|attribute| attribute.key.as_ref() == key && attribute.value == NAMESPACE)
}

/// The characters that a character reference stands for.
fn character(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let known = resolve_predefined_entity(reference).map(str::to_owned);
    known.ok_or_else(|| format!("`&{};` is not defined in XML", &**reference))
}

fn check_element(tag: &BytesStart<'_>, text: &str, tree: &mut Tree, found: &mut Found) -> Result<(), String> {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    if REFUSED.contains(&name.as_str()) {
        return Err(format!("it contains <{name}>, which could run code or load something"));
    }
    tree.open();
    found.moves |= MOVING.contains(&name.as_str());
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let raw = attribute.value;
        let value = unescape(&raw).map_err(|error| error.to_string())?;
        let value = value.trim();
        if key.starts_with("on") {
            return Err(format!("it contains `{key}`, which could run code"));
        }
        match key.as_str() {
            "href" | "src" if name == "a" => check_link(value)?,
            "href" | "src" => match value.strip_prefix('#') {
                // Animations refer to an element without showing it again.
                Some(_) if name.starts_with("animate") || name == "set" => {}
                Some(id) => tree.uses(id),
                None => {
                    if let Some(converted) = embedded(value, found)? {
                        let start = raw.as_ptr().addr() - text.as_ptr().addr();
                        found.replaced.push((start..start + raw.len(), converted));
                    }
                }
            },
            "attributename" if is_link(value) => {
                return Err(format!("it animates `{value}`, which could run code"));
            }
            "base" => return Err(loads(value)),
            "id" => tree.name(value),
            // Attributes with a prefix contain data of drawing programs.
            _ if attribute.key.prefix().is_some() => {}
            _ => check_style(value, tree, found)?,
        }
    }
    Ok(())
}

/// Whether an attribute with this name contains a URL or code.
fn is_link(name: &str) -> bool {
    let name = name.rsplit(':').next().unwrap_or(name).trim().to_ascii_lowercase();
    matches!(name.as_str(), "href" | "src") || name.starts_with("on")
}

fn loads(value: &str) -> String {
    let shown: String = value.chars().take(80).collect();
    format!("it loads `{shown}`, but a picture in a book must be self-contained")
}

/// Checks a link, which must point to a web address or to a part of the picture. Readers ignore characters that a URL
/// cannot contain.
fn check_link(value: &str) -> Result<(), String> {
    let address: String =
        value.chars().filter(|character| !character.is_whitespace() && !character.is_control()).collect();
    if address.starts_with('#') || address::is_safe(&address) {
        return Ok(());
    }
    Err(format!("it contains a link to `{address}`; only links to web addresses are allowed"))
}

/// Checks a raster image inside the drawing. Returns its new address if it was converted.
fn embedded(value: &str, found: &mut Found) -> Result<Option<String>, String> {
    let Some((kind, data)) = value.split_once(',').filter(|(kind, _)| kind.starts_with("data:")) else {
        return Err(loads(value));
    };
    let kind = kind.to_ascii_lowercase();
    if !kind.starts_with("data:image/") || kind.contains("svg") || !kind.ends_with(";base64") {
        return Err(format!("it embeds `{kind}`; only bitmap pictures in base64 can be embedded"));
    }
    let bytes = decoded(data).ok_or("an embedded picture is not valid base64")?;
    let read =
        raster::read(&bytes).map_err(|reason| format!("an embedded picture is not usable: {reason}"))?;
    for remark in read.remarks {
        if !found.remarks.contains(&remark) {
            found.remarks.push(remark);
        }
    }
    let address = || format!("data:{};base64,{}", read.media_type.name(), BASE64.encode(&read.bytes));
    Ok((read.bytes != bytes).then(address))
}

fn decoded(data: &str) -> Option<Vec<u8>> {
    let data: String = data.chars().filter(|character| !character.is_whitespace()).collect();
    BASE64.decode(data).ok()
}

/// Checks a style, in an attribute or an element, which may refer only to parts of the drawing.
fn check_style(style: &str, tree: &mut Tree, found: &mut Found) -> Result<(), String> {
    // Most attributes are numbers and names.
    if !style.contains(['(', '\\', '@']) {
        return Ok(());
    }
    let style = unescaped(style);
    let lower = style.to_ascii_lowercase();
    if let Some(name) = LOADING.iter().find(|name| lower.contains(**name)) {
        return Err(format!("its style sheet contains `{name}`, which loads another file"));
    }
    found.moves |= lower.contains("@keyframes") || lower.contains("@-webkit-keyframes");
    for (start, name) in lower.match_indices("url(") {
        let target = style[start + name.len()..].split(')').next().unwrap_or_default();
        let target = target.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        match target.strip_prefix('#') {
            Some(id) => tree.uses(id),
            None if is_font(target) => found.has_fonts = true,
            None => return Err(loads(target)),
        }
    }
    Ok(())
}

/// Whether an address contains a font: by its first bytes, because programs write many media types.
fn is_font(address: &str) -> bool {
    let data = address.strip_prefix("data:").and_then(|address| address.split_once(','));
    let Some((kind, data)) = data.filter(|(kind, _)| kind.ends_with(";base64")) else { return false };
    let bytes = percent_decode_str(data).decode_utf8().ok().and_then(|data| decoded(&data));
    let starts: [&[u8]; 6] = [b"wOFF", b"wOF2", b"OTTO", b"\0\x01\0\0", b"true", b"ttcf"];
    !kind.contains("svg") && bytes.is_some_and(|bytes| starts.iter().any(|start| bytes.starts_with(start)))
}

/// Decodes the escapes in a style (CSS Syntax 3, section 4.3.7).
fn unescaped(style: &str) -> String {
    let mut out = String::with_capacity(style.len());
    let mut rest = style;
    while let Some(start) = rest.find('\\') {
        out.push_str(&rest[..start]);
        rest = &rest[start + 1..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let number = u32::from_str_radix(&rest[..digits], 16).ok();
        out.extend(number.and_then(char::from_u32));
        rest = &rest[digits..];
        if digits > 0 {
            rest = rest.strip_prefix(|c: char| c.is_whitespace()).unwrap_or(rest);
        }
    }
    out + rest
}
