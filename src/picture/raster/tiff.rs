//! What `image` does not hand out of a TIFF: its profile, its inks and the number of its pages.

use std::io::Cursor;

use tiff::ColorType;
use tiff::decoder::{Decoder, DecodingResult};
use tiff::tags::Tag;

/// The bit of `NewSubfileType` of a page that is a smaller copy of another (TIFF 6.0, section 8).
const SMALLER_COPY: u32 = 1;

/// Its colour profile.
pub fn profile(bytes: &[u8]) -> Option<Vec<u8>> {
    Decoder::new(Cursor::new(bytes)).ok()?.get_tag_u8_vec(Tag::IccProfile).ok()
}

/// The number of its pages, without thumbnails.
pub fn pages(bytes: &[u8]) -> Option<usize> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?;
    let mut pages = 1;
    while decoder.more_images() {
        decoder.next_image().ok()?;
        let kind = decoder.find_tag_unsigned::<u32>(Tag::NewSubfileType).ok()?.unwrap_or_default();
        pages += usize::from(kind & SMALLER_COPY == 0);
    }
    Some(pages)
}

/// Width, height and the values of each pixel, if they are those of cyan, magenta, yellow and black.
pub fn inks(bytes: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut decoder = Decoder::new(Cursor::new(bytes)).ok()?;
    let (width, height) = decoder.dimensions().ok()?;
    let ColorType::CMYK(_) = decoder.colortype().ok()? else { return None };
    let values = match decoder.read_image().ok()? {
        DecodingResult::U8(values) => values,
        DecodingResult::U16(values) => values.iter().map(|value| value.to_be_bytes()[0]).collect(),
        _ => return None,
    };
    let expected = usize::try_from(width).ok()? * usize::try_from(height).ok()? * 4;
    (values.len() == expected).then_some((width, height, values))
}
