//! A second pass over a finished PDF for features that typst-pdf 0.15 lacks: object streams (ISO 32000-1, sections
//! 7.5.7 and 7.5.8), titles without break opportunities, and trim and bleed boxes for print shops (section 14.11.2).

use lopdf::{Document, Error, Object, SaveOptions};

use super::press::{self, Press};
use crate::typeset::sheet::Sheet;

/// Number of objects in one stream. A reader must decompress the whole stream to access any of them.
const TOGETHER: usize = 200;

/// A file for a print shop as PDF/X-4, with a trim box and a bleed box on every page. The media box has the same
/// distance from the trim box on all sides.
///
/// # Errors
/// If the library cannot read the file as PDF.
pub fn pressed(pdf: &[u8], sheet: &Sheet, inks: &Press) -> Result<Vec<u8>, Error> {
    let mut document = Document::load_mem(pdf)?;
    let (width, height) = sheet.trim();
    for page in document.page_iter().collect::<Vec<_>>() {
        let dictionary = document.get_dictionary_mut(page)?;
        let media = dictionary.get(b"MediaBox").and_then(Object::as_array)?;
        let side =
            |index: usize| media.get(index).and_then(|side| side.as_float().ok()).map_or(0.0, f64::from);
        let (left, bottom) = ((side(2) - width) / 2.0, (side(3) - height) / 2.0);
        let around = |distance: f64| {
            let sides =
                [left - distance, bottom - distance, left + width + distance, bottom + height + distance];
            #[expect(clippy::cast_possible_truncation, reason = "lopdf holds real numbers as f32")]
            Object::Array(sides.map(|side| Object::Real(side as f32)).to_vec())
        };
        let (trim, bleed) = (around(0.0), around(sheet.bleed()));
        dictionary.set("TrimBox", trim);
        dictionary.set("BleedBox", bleed);
    }
    press::finish(&mut document, inks)?;
    save(document)
}

/// Dictionary keys of titles and descriptions, in the outline, tags and links.
const NAMES: [&[u8]; 3] = [b"Title", b"T", b"Contents"];

/// Removes zero-width spaces and soft hyphens from such texts, which are searched and read aloud, and never break into
/// lines.
pub fn unbroken(document: &mut Document) {
    for object in document.objects.values_mut() {
        let Ok(dictionary) = object.as_dict_mut() else { continue };
        for key in NAMES {
            let Ok(Object::String(bytes, _)) = dictionary.get_mut(key) else { continue };
            let Some(units) = bytes.strip_prefix(&[0xFE, 0xFF]) else { continue };
            let shown = |unit: &&[u8]| ![[0x20, 0x0B], [0x00, 0xAD]].iter().any(|hidden| *unit == hidden);
            let units = units.chunks(2).filter(shown);
            *bytes = std::iter::once(&[0xFE, 0xFF][..]).chain(units).flatten().copied().collect();
        }
    }
}

/// Writes a file with small objects in compressed streams. A book has thousands of tags, which are otherwise stored as plain text.
///
/// # Errors
/// If the library cannot write an object.
pub fn save(mut document: Document) -> Result<Vec<u8>, Error> {
    unbroken(&mut document);
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(TOGETHER)
        .compression_level(9)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    Ok(bytes)
}
