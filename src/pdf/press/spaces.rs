//! Recognizes the colour spaces that Typst writes.

use lopdf::{Dictionary, Document, Object};

/// A colour space, as far as its colours must be converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// One component, from black to white.
    Grey,
    /// Red, green and blue.
    Rgb,
    /// Press or a pattern, which stay as they are.
    Other,
}

impl Space {
    /// The space that an object describes.
    pub fn of(object: &Object, document: &Document) -> Self {
        let Ok((_, object)) = document.dereference(object) else { return Self::Other };
        match object {
            Object::Name(name) => Self::named(name),
            Object::Array(items) => match items.first().and_then(|name| name.as_name().ok()) {
                Some(b"ICCBased") => Self::of_profile(items, document),
                Some(b"CalGray") => Self::Grey,
                Some(b"CalRGB") => Self::Rgb,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }

    /// The space of this name in the resources of a page or form.
    pub fn in_resources(name: &[u8], resources: &Dictionary, document: &Document) -> Self {
        let spaces = resources.get_deref(b"ColorSpace", document).and_then(Object::as_dict);
        match spaces.and_then(|spaces| spaces.get(name)) {
            Ok(object) => Self::of(object, document),
            Err(_) => Self::named(name),
        }
    }

    fn named(name: &[u8]) -> Self {
        match name {
            b"DeviceGray" | b"G" => Self::Grey,
            b"DeviceRGB" | b"RGB" => Self::Rgb,
            _ => Self::Other,
        }
    }

    fn of_profile(items: &[Object], document: &Document) -> Self {
        let stream = items.get(1).and_then(|profile| document.dereference(profile).ok());
        let stream = stream.and_then(|(_, profile)| profile.as_stream().ok());
        match stream.and_then(|stream| stream.dict.get(b"N").and_then(Object::as_i64).ok()) {
            Some(1) => Self::Grey,
            Some(3) => Self::Rgb,
            _ => Self::Other,
        }
    }
}
