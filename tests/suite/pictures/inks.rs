//! JPEGs of four inks, in the three ways that programs write them.

use super::release::{Colour, Release};
use crate::golden::Outcome;

type Inks = [u8; 4];

/// Cyan, magenta, yellow and black of the four quarters: 0 for none.
const INKS: [Inks; 4] = [[0, 230, 200, 10], [200, 20, 230, 0], [230, 200, 10, 30], [10, 20, 220, 0]];

/// The inks by the profile of Typst, as Little CMS 2.16 converts them.
const BY_STANDARD: [Colour; 4] = [[230, 62, 61], [37, 168, 87], [46, 71, 143], [248, 222, 63]];

/// Full inks, which are entries of the table in [`profile`]: between entries, libraries interpolate in several ways.
const FULL: [Inks; 4] = [[0, 255, 255, 0], [255, 0, 255, 0], [255, 255, 0, 0], [0, 0, 255, 0]];

/// The full inks by [`profile`], as Little CMS 2.16 converts them.
const BY_PROFILE: [Colour; 4] = [[255, 71, 10], [0, 197, 112], [19, 92, 193], [255, 238, 69]];

/// How a file stores inks.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// As they are, without a word about it.
    Plain,
    /// Inverted, with the mark of Adobe.
    Inverted,
    /// As luma and chroma and inverted black, with the mark of Adobe.
    Ycck,
}

const KINDS: [(&str, Kind); 3] = [("plain", Kind::Plain), ("inverted", Kind::Inverted), ("ycck", Kind::Ycck)];

pub fn without_profile() -> Outcome {
    let release = Release::of(&files(INKS, None))?;
    release.shows(&files(INKS, None), BY_STANDARD)?;
    let warnings = release.said.matches("warning[doubtful-colours]").count();
    if warnings == KINDS.len() { Ok(()) } else { Err(release.said.into()) }
}

pub fn with_profile() -> Outcome {
    let files = files(FULL, Some(&profile()));
    let release = Release::of(&files)?;
    release.shows(&files, BY_PROFILE)?;
    if release.said.contains("doubtful-colours") { Err(release.said.into()) } else { Ok(()) }
}

fn files(inks: [Inks; 4], profile: Option<&[u8]>) -> Vec<(String, Vec<u8>)> {
    KINDS.into_iter().map(|(name, kind)| (format!("{name}.jpeg"), jpeg(inks, kind, profile))).collect()
}

/// What a file stores for inks.
fn stored(inks: Inks, kind: Kind) -> Inks {
    let [cyan, magenta, yellow, black] = inks;
    match kind {
        Kind::Plain => inks,
        Kind::Inverted => inks.map(|ink| u8::MAX - ink),
        Kind::Ycck => {
            let [red, green, blue] = [cyan, magenta, yellow].map(f32::from);
            let luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            let of_blue = (blue - luma) / 1.772 + 128.0;
            let of_red = (red - luma) / 1.402 + 128.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let [luma, of_blue, of_red] = [luma, of_blue, of_red].map(|value| value.round() as u8);
            [luma, of_blue, of_red, u8::MAX - black]
        }
    }
}

/// A baseline JPEG of 48 by 32 pixels (ITU-T T.81). Each block has one colour, so that it has no other coefficient than the
/// first, which is the colour itself because all steps are 8.
fn jpeg(inks: [Inks; 4], kind: Kind, profile: Option<&[u8]>) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, content: &[u8]| {
        bytes.extend([0xFF, marker]);
        bytes.extend(u16::try_from(content.len() + 2).unwrap_or_default().to_be_bytes());
        bytes.extend(content);
    };
    match kind {
        Kind::Plain => {}
        Kind::Inverted => segment(0xEE, b"Adobe\0\x64\0\0\0\0\0"),
        Kind::Ycck => segment(0xEE, b"Adobe\0\x64\0\0\0\0\x02"),
    }
    if let Some(profile) = profile {
        segment(0xE2, &[b"ICC_PROFILE\0\x01\x01".as_slice(), profile].concat());
    }
    segment(0xDB, &[[0].as_slice(), &[8; 64]].concat());
    segment(0xC0, &[8, 0, 32, 0, 48, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    // The sizes 0 to 11 of a difference have codes of four bits; the end of a block is one bit.
    let sizes: Vec<u8> = (0..12).collect();
    segment(0xC4, &[[0, 0, 0, 0, 12].as_slice(), &[0; 12], &sizes].concat());
    segment(0xC4, &[[0x10, 1].as_slice(), &[0; 15], &[0]].concat());
    segment(0xDA, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    bytes.extend(blocks(inks, kind));
    bytes.extend([0xFF, 0xD9]);
    bytes
}

/// The entropy-coded data: four rows of six blocks.
fn blocks(inks: [Inks; 4], kind: Kind) -> Vec<u8> {
    let mut bits = String::new();
    let mut last = [0_i32; 4];
    for (row, column) in (0..4).flat_map(|row| (0..6).map(move |column| (row, column))) {
        let patch = stored(inks[usize::from(column >= 3) + 2 * usize::from(row >= 2)], kind);
        for (value, last) in patch.into_iter().zip(&mut last) {
            let level = i32::from(value) - 128;
            let difference = level - *last;
            *last = level;
            let size = usize::try_from(32 - difference.unsigned_abs().leading_zeros()).unwrap_or_default();
            bits += &format!("{size:04b}");
            if size > 0 {
                let coded = if difference < 0 { difference + (1 << size) - 1 } else { difference };
                bits += &format!("{coded:0size$b}");
            }
            bits.push('0');
        }
    }
    let whole = bits.len().next_multiple_of(8);
    let bits = format!("{bits:1<whole$}");
    let byte = |start: usize| u8::from_str_radix(&bits[start..start + 8], 2).unwrap_or_default();
    // A byte of ones is followed by zero, so that it is no marker.
    (0..whole)
        .step_by(8)
        .map(byte)
        .flat_map(|byte| if byte == 0xFF { vec![byte, 0] } else { vec![byte] })
        .collect()
}

/// A profile for inks (ICC.1:2022, section 10.10): a table of the 16 overprints in CIE Lab.
fn profile() -> Vec<u8> {
    let overprint = |index: u8| {
        let [cyan, magenta, yellow, black] = [3, 2, 1, 0].map(|bit| (index >> bit) & 1);
        let lab = [
            255 - 64 * cyan - 90 * magenta - 13 * yellow,
            128 - 60 * cyan + 70 * magenta,
            128 - 50 * cyan - 10 * magenta + 80 * yellow,
        ];
        if black == 1 { [0, 128, 128] } else { lab }
    };
    let same: Vec<u8> = (0..=u8::MAX).collect();
    let mut table = b"mft1\0\0\0\0\x04\x03\x02\0".to_vec();
    for index in 0..9_u32 {
        table.extend((u32::from(index % 4 == 0) << 16).to_be_bytes());
    }
    table.extend(same.repeat(4));
    table.extend((0..16).flat_map(overprint));
    table.extend(same.repeat(3));
    let size = |length: usize| u32::try_from(length).unwrap_or_default().to_be_bytes();
    let mut bytes = size(144 + table.len()).to_vec();
    bytes.extend(b"\0\0\0\0\x02\x40\0\0prtrCMYKLab \x07\xea\0\x01\0\x01\0\0\0\0\0\0acsp");
    bytes.resize(68, 0);
    bytes.extend(b"\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d");
    bytes.resize(128, 0);
    bytes.extend(b"\0\0\0\x01A2B0\0\0\0\x90");
    bytes.extend(size(table.len()));
    bytes.extend(table);
    bytes
}
