//! The segments of a JPEG (ITU-T T.81, annex B).

use image::codecs::jpeg::{PixelDensity, PixelDensityUnit};

/// Start of the application segment that holds a part of a colour profile (ICC.1:2022, annex B.4).
const PROFILE: &[u8] = b"ICC_PROFILE\0";
/// Start of the segment by which Adobe declares that inks are stored inverted.
const ADOBE: &[u8] = b"Adobe";

/// Start of the JFIF header (ITU-T T.871).
const JFIF: &[u8] = b"JFIF\0";

const APP0: u8 = 0xE0;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const START_OF_SCAN: u8 = 0xDA;

/// The resolution on paper in the JFIF header.
pub fn density(bytes: &[u8]) -> Option<PixelDensity> {
    let header =
        segments(bytes).find(|segment| segment.marker == APP0 && segment.content.starts_with(JFIF))?;
    let &[unit, x_high, x_low, y_high, y_low] = header.content.get(7..12)? else { return None };
    let unit = match unit {
        1 => PixelDensityUnit::Inches,
        2 => PixelDensityUnit::Centimeters,
        _ => return None,
    };
    let density = (u16::from_be_bytes([x_high, x_low]), u16::from_be_bytes([y_high, y_low]));
    Some(PixelDensity { density, unit })
}

/// Whether the file has any part of a colour profile.
pub fn has_profile(bytes: &[u8]) -> bool {
    segments(bytes).any(|segment| segment.is_profile())
}

/// Whether Adobe wrote the file or a program that follows it.
pub fn is_of_adobe(bytes: &[u8]) -> bool {
    segments(bytes).any(|segment| segment.marker == APP14 && segment.content.starts_with(ADOBE))
}

/// The file without its colour profile.
pub fn without_profile(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut done = 0;
    for segment in segments(bytes).filter(Segment::is_profile) {
        out.extend_from_slice(&bytes[done..segment.start]);
        done = segment.end;
    }
    out.extend_from_slice(&bytes[done..]);
    out
}

struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
    start: usize,
    end: usize,
}

impl Segment<'_> {
    fn is_profile(&self) -> bool {
        self.marker == APP2 && self.content.starts_with(PROFILE)
    }
}

/// The segments before the pixels.
fn segments(bytes: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut start = 2;
    std::iter::from_fn(move || {
        // Markers may be preceded by any number of fill bytes.
        while bytes.get(start..start + 2) == Some(&[0xFF, 0xFF]) {
            start += 1;
        }
        let [0xFF, marker, high, low] = *bytes.get(start..start + 4)? else { return None };
        let end = start + 2 + usize::from(u16::from_be_bytes([high, low]));
        let content = bytes.get(start + 4..end).filter(|_| marker != START_OF_SCAN)?;
        let segment = Segment { marker, content, start, end };
        start = end;
        Some(segment)
    })
}
