//! The fonts of a PDF: the characters and widths of their codes (ISO 32000-1, sections 9.5 to 9.10).

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

use super::piece::UNNAMED;
use super::place::Widths;
use super::sign::sign;

/// The part of a font that reading text needs.
pub struct Font<'a> {
    encoding: Option<Encoding<'a>>,
    pub widths: Widths,
    /// Placeholder for its unknown character.
    pub sign: char,
}

impl Default for Font<'_> {
    /// A font without information.
    fn default() -> Self {
        Self { encoding: None, widths: Widths::default(), sign: UNNAMED }
    }
}

impl<'a> Font<'a> {
    /// Reads the font with an id. `number` is its index among the fonts of the file.
    pub fn read(document: &'a Document, id: ObjectId, number: usize) -> Self {
        let sign = sign(number);
        let Ok(font) = document.get_dictionary(id) else { return Self { sign, ..Self::default() } };
        Self { encoding: font.get_font_encoding(document).ok(), widths: Widths::of(font, document), sign }
    }

    /// Decodes a string. An unknown character becomes U+FFFD.
    pub fn words(&self, string: &[u8]) -> String {
        let words = self.encoding.as_ref().and_then(|encoding| encoding.bytes_to_string(string).ok());
        words.unwrap_or_else(|| UNNAMED.to_string())
    }
}

/// The fonts of a page, by the names that its content uses.
pub fn names(document: &Document, page: ObjectId) -> BTreeMap<Vec<u8>, ObjectId> {
    let Ok((own, inherited)) = document.get_page_resources(page) else { return BTreeMap::new() };
    let inherited = inherited.iter().filter_map(|id| document.get_dictionary(*id).ok());
    let fonts = own
        .into_iter()
        .chain(inherited)
        .filter_map(|resources| resources.get_deref(b"Font", document).and_then(Object::as_dict).ok());
    let names = fonts.flat_map(Dictionary::iter);
    names.filter_map(|(name, font)| Some((name.clone(), font.as_reference().ok()?))).collect()
}
