//! Accepts an SVG only if it is well-formed, contains no scripts and no external references, and is small enough for
//! readers.

mod size;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

use self::size::Tree;
use crate::address;

/// The SVG namespace (SVG 2, section 1.3). Without it, browsers show nothing.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// Forbidden elements: they run code, load resources, or contain something other than a drawing.
const REFUSED: &[&str] = &[
    "script",
    "handler",
    "listener",
    "foreignobject",
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

/// Returns an SVG without its document type declaration, which no reader needs and some try to load; or the reason why
/// it is not accepted, in a few words. `raster` validates the raster images inside it.
pub fn check(bytes: &[u8], raster: fn(&[u8]) -> Result<(), String>) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text);
    let mut tree = Tree::default();
    let mut is_svg = false;
    let mut style: Option<String> = None;
    let mut document_type = 0..0;
    loop {
        let start = offset(&reader);
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                is_svg |= tree.is_at_top() && is_root(&tag);
                check_element(&tag, &mut tree, raster)?;
                if is_style(&tag) {
                    style = Some(String::new());
                }
            }
            Event::Empty(tag) => {
                is_svg |= tree.is_at_top() && is_root(&tag);
                check_element(&tag, &mut tree, raster)?;
                tree.close();
            }
            Event::End(_) => {
                tree.close();
                check_style(&style.take().unwrap_or_default(), &mut tree)?;
            }
            Event::DocType(doctype) if doctype.to_ascii_uppercase().contains("<!ENTITY") => {
                return Err("it declares entities".to_owned());
            }
            Event::DocType(doctype) => {
                check_document_type(&doctype)?;
                document_type = start..offset(&reader);
            }
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
    Ok([&bytes[..document_type.start], &bytes[document_type.end..]].concat())
}

fn offset(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
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

/// A document type declaration may refer to the DTD of the W3C, which readers know. Any other would have to be loaded.
fn check_document_type(doctype: &str) -> Result<(), String> {
    let mut words = doctype.split_whitespace().skip(1);
    let is_known = match words.next() {
        None => true,
        Some("PUBLIC") => doctype.contains("\"-//W3C//DTD SVG"),
        Some(_) => false,
    };
    if is_known && !doctype.contains('[') {
        return Ok(());
    }
    Err("its document type refers to another file or contains declarations; delete `<!DOCTYPE …>`".to_owned())
}

/// The characters that a character reference stands for.
fn character(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let known = resolve_predefined_entity(reference).map(str::to_owned);
    known.ok_or_else(|| format!("`&{};` is not defined in XML", &**reference))
}

fn check_element(
    tag: &BytesStart<'_>,
    tree: &mut Tree,
    raster: fn(&[u8]) -> Result<(), String>,
) -> Result<(), String> {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    if REFUSED.contains(&name.as_str()) {
        return Err(format!("it contains <{name}>, which could run code or load something"));
    }
    tree.open();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = unescape(&attribute.value).map_err(|error| error.to_string())?;
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
                None => check_embedded(value, raster)?,
            },
            "attributename" if is_link(value) => {
                return Err(format!("it animates `{value}`, which could run code"));
            }
            "base" => return Err(loads(value)),
            "id" => tree.name(value),
            // Attributes with a prefix contain data of drawing programs.
            _ if attribute.key.prefix().is_some() => {}
            _ => check_style(value, tree)?,
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

/// Checks a raster image inside the drawing.
fn check_embedded(value: &str, raster: fn(&[u8]) -> Result<(), String>) -> Result<(), String> {
    let Some((kind, data)) = value.split_once(',').filter(|(kind, _)| kind.starts_with("data:")) else {
        return Err(loads(value));
    };
    let kind = kind.to_ascii_lowercase();
    if !kind.starts_with("data:image/") || kind.contains("svg") || !kind.ends_with(";base64") {
        return Err(format!("it embeds `{kind}`; only bitmap pictures in base64 can be embedded"));
    }
    let data: String = data.chars().filter(|character| !character.is_whitespace()).collect();
    let bytes = BASE64.decode(data).map_err(|_| "an embedded picture is not valid base64".to_owned())?;
    raster(&bytes).map_err(|reason| format!("an embedded picture is not usable: {reason}"))
}

/// Checks a style, in an attribute or an element, which may refer only to parts of the drawing.
fn check_style(style: &str, tree: &mut Tree) -> Result<(), String> {
    // Most attributes are numbers and names.
    if !style.contains(['(', '\\', '@']) {
        return Ok(());
    }
    let style = unescaped(style);
    let lower = style.to_ascii_lowercase();
    if let Some(name) = LOADING.iter().find(|name| lower.contains(**name)) {
        return Err(format!("its style sheet contains `{name}`, which loads another file"));
    }
    for (start, name) in lower.match_indices("url(") {
        let target = style[start + name.len()..].split(')').next().unwrap_or_default();
        let target = target.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        match target.strip_prefix('#') {
            Some(id) => tree.uses(id),
            None => return Err(loads(target)),
        }
    }
    Ok(())
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
