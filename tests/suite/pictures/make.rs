//! Makes picture files with orientation and colour profile.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ImageEncoder, Rgb, RgbImage};
use moxcms::{ColorProfile, ToneReprCurve};
use tiff::encoder::{TiffEncoder, colortype};
use tiff::tags::Tag;

use super::Result;
use super::release::Colour;

/// The colours of the four quarters: left and right above, left and right below.
pub const PATCHES: [Colour; 4] = [[220, 30, 40], [30, 180, 60], [40, 60, 210], [240, 220, 50]];
const WIDTH: u32 = 48;
const HEIGHT: u32 = 32;

/// The formats that know an orientation.
#[derive(Debug, Clone, Copy)]
pub enum Format {
    Jpeg,
    Png,
    WebP,
    Tiff,
}

pub const FORMATS: [Format; 4] = [Format::Jpeg, Format::Png, Format::WebP, Format::Tiff];

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Jpeg => "jpeg",
            Format::Png => "png",
            Format::WebP => "webp",
            Format::Tiff => "tiff",
        }
    }
}

/// What the file says of itself.
#[derive(Debug, Clone, Default)]
pub struct Tags {
    pub orientation: Option<u16>,
    pub profile: Option<Vec<u8>>,
}

/// A picture of four patches.
pub fn patches() -> DynamicImage {
    let patch = |x, y| PATCHES[usize::from(x >= WIDTH / 2) + 2 * usize::from(y >= HEIGHT / 2)];
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| Rgb(patch(x, y))).into()
}

/// The patches as a camera stores them that writes this orientation: turned the other way round. The table is that of the
/// standard (CIPA DC-008, section 4.6.5.1.5): where the first row and the first column of the file are to be seen.
pub fn stored(orientation: u16) -> DynamicImage {
    let upright = patches().to_rgb8();
    let (width, height) = if orientation < 5 { (WIDTH, HEIGHT) } else { (HEIGHT, WIDTH) };
    RgbImage::from_fn(width, height, |column, row| {
        let (right, bottom) = (WIDTH - 1, HEIGHT - 1);
        // The first row is: 1, 2 above; 3, 4 below; 5, 8 left; 6, 7 right. The first column is: 1, 4 left; 2, 3 right;
        // 5, 6 above; 7, 8 below.
        let (x, y) = match orientation {
            2 => (right - column, row),
            3 => (right - column, bottom - row),
            4 => (column, bottom - row),
            5 => (row, column),
            6 => (right - row, column),
            7 => (right - row, bottom - column),
            8 => (row, bottom - column),
            _ => (column, row),
        };
        *upright.get_pixel(x, y)
    })
    .into()
}

/// EXIF data with nothing but an orientation.
fn exif(orientation: u16) -> Vec<u8> {
    let mut bytes = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    bytes.extend(orientation.to_be_bytes());
    bytes.extend([0; 6]);
    bytes
}

pub fn encoded(picture: &DynamicImage, format: Format, tags: &Tags) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match format {
        Format::Jpeg => tagged(JpegEncoder::new_with_quality(&mut bytes, 100), picture, tags)?,
        Format::Png => tagged(PngEncoder::new(&mut bytes), picture, tags)?,
        Format::WebP => tagged(WebPEncoder::new_lossless(&mut bytes), picture, tags)?,
        Format::Tiff => return tiff(picture, tags),
    }
    Ok(bytes)
}

fn tagged(mut encoder: impl ImageEncoder, picture: &DynamicImage, tags: &Tags) -> Result<()> {
    if let Some(orientation) = tags.orientation {
        encoder.set_exif_metadata(exif(orientation))?;
    }
    if let Some(profile) = &tags.profile {
        encoder.set_icc_profile(profile.clone())?;
    }
    Ok(picture.write_with_encoder(encoder)?)
}

fn tiff(picture: &DynamicImage, tags: &Tags) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut bytes)?;
    let (width, height) = (picture.width(), picture.height());
    macro_rules! write {
        ($kind:ty, $pixels:expr) => {{
            let mut image = encoder.new_image::<$kind>(width, height)?;
            if let Some(orientation) = tags.orientation {
                image.encoder().write_tag(Tag::Orientation, orientation)?;
            }
            if let Some(profile) = &tags.profile {
                image.encoder().write_tag(Tag::IccProfile, profile.as_slice())?;
            }
            image.write_data($pixels)?;
        }};
    }
    match picture {
        DynamicImage::ImageRgb16(pixels) => write!(colortype::RGB16, pixels),
        other => write!(colortype::RGB8, &other.to_rgb8()),
    }
    Ok(bytes.into_inner())
}

/// A profile of version 2, with tables instead of formulas, which that version does not know.
pub fn adobe_rgb_of_version_2() -> Result<Vec<u8>> {
    let mut profile = ColorProfile::new_adobe_rgb();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tone = |step: u16| ((f64::from(step) / 1023.0).powf(2.2) * 65_535.0).round() as u16;
    let curve = Some(ToneReprCurve::Lut((0..1024).map(tone).collect()));
    profile.cicp = None;
    profile.red_trc = curve.clone();
    profile.green_trc = curve.clone();
    profile.blue_trc = curve;
    let mut bytes = profile.encode()?;
    bytes[8..10].copy_from_slice(&[2, 0x40]);
    Ok(bytes)
}

/// A PNG with another chunk after its header.
pub fn with_chunk(png: &[u8], name: &[u8], data: &[u8]) -> Vec<u8> {
    let named = [name, data].concat();
    // CRC-32 as in PNG, third edition, annex D.
    let sum = !named.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    });
    let length = u32::try_from(data.len()).unwrap_or_default().to_be_bytes();
    [&png[..33], &length, &named, &sum.to_be_bytes(), &png[33..]].concat()
}

/// A PDF of one page, 200 by 100 points: a red area above, a blue one below on the right, and a word.
pub fn pdf() -> Vec<u8> {
    let drawn =
        "1 0 0 rg 0 50 100 50 re f 0 0 1 rg 100 0 100 50 re f 0 g BT /F1 18 Tf 110 70 Td (Port) Tj ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font \
         /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawn}\nendstream", drawn.len()),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = pdf.len();
    pdf += &table;
    pdf += &format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    pdf.into_bytes()
}
