//! Accepts an SVG only if it is well-formed and neither runs code nor loads anything.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Whether the bytes are meant to be an SVG.
pub fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).into_owned();
    head.contains("<svg") || head.trim_start_matches('\u{FEFF}').trim_start().starts_with("<?xml")
}

/// Says what is wrong with an SVG, in a few words.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    let mut reader = Reader::from_str(text);
    let mut is_svg = false;
    let mut depth = 0_u32;
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(tag) => {
                depth += 1;
                is_svg |= depth == 1 && tag.local_name().as_ref() == "svg";
                check_element(&tag)?;
            }
            Event::Empty(tag) => {
                is_svg |= depth == 0 && tag.local_name().as_ref() == "svg";
                check_element(&tag)?;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::DocType(doctype) if doctype.to_ascii_uppercase().contains("<!ENTITY") => {
                return Err("it declares entities".to_owned());
            }
            Event::Text(style) if imports(&style) => {
                return Err("its style sheet loads another file".to_owned());
            }
            Event::CData(style) if imports(&style) => {
                return Err("its style sheet loads another file".to_owned());
            }
            Event::Eof if is_svg && depth == 0 => return Ok(()),
            Event::Eof if is_svg => return Err("it ends too early; the file was cut short".to_owned()),
            Event::Eof => return Err("it is XML, but not SVG".to_owned()),
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

fn imports(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    style.contains("@import") || loads(&style)
}

/// Whether a style names something outside the file.
fn loads(style: &str) -> bool {
    style.split("url(").skip(1).any(|target| {
        let target = target.trim_start_matches(['"', '\'', ' ']);
        !target.starts_with('#') && !target.starts_with("data:image/")
    })
}

fn check_element(tag: &BytesStart<'_>) -> Result<(), String> {
    let name = tag.local_name().as_ref().to_ascii_lowercase();
    if matches!(name.as_str(), "script" | "foreignobject" | "iframe" | "object" | "embed") {
        return Err(format!("it contains <{name}>, which could run code"));
    }
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
        let value = attribute.value.trim().to_ascii_lowercase();
        if key.starts_with("on") {
            return Err(format!("it contains `{key}`, which could run code"));
        }
        let is_link = matches!(key.as_str(), "href" | "src");
        let is_inside = value.starts_with('#') || value.starts_with("data:image/");
        if is_link && name == "a" && value.starts_with("javascript:") {
            return Err("it contains a link that runs code".to_owned());
        }
        if is_link && name != "a" && !is_inside || !is_link && loads(&value) {
            return Err(format!("it loads `{value}`, and a picture in a book must stand alone"));
        }
    }
    Ok(())
}
