//! A second pass over a finished PDF, for what typst-pdf 0.15 does not write: objects packed in streams (ISO 32000-1,
//! sections 7.5.7 and 7.5.8), names without places to break, and the trim and bleed boxes of a printer's file (section
//! 14.11.2).

use lopdf::{Document, Error, Object, SaveOptions};

use crate::typeset::sheet::Sheet;

/// So many objects are in one stream: a reader must unpack all of them for any.
const TOGETHER: usize = 200;

/// The same document with its small objects packed: the tags of a book are thousands, and stand in plain text else.
///
/// # Errors
/// If the file is not a PDF that the library reads.
pub fn packed(pdf: &[u8]) -> Result<Vec<u8>, Error> {
    save(Document::load_mem(pdf)?)
}

/// The same for a printer: every page has a trim box, and around it a bleed box; the media box is as far from the trim on
/// all sides.
///
/// # Errors
/// If the file is not a PDF that the library reads.
pub fn boxed(pdf: &[u8], sheet: &Sheet) -> Result<Vec<u8>, Error> {
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
    save(document)
}

/// What names a place: a line of the outline, a tag, a link.
const NAMES: [&[u8]; 3] = [b"Title", b"T", b"Contents"];

/// Takes the places where a line may end out of names: they are searched and read out, and have no lines.
fn unbroken(document: &mut Document) {
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

fn save(mut document: Document) -> Result<Vec<u8>, Error> {
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
