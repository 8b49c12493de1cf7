//! Compresses pictures for EPUB and HTML without loss, and makes them opaque, because dark lines of a transparent
//! picture are invisible on a dark page.

use std::borrow::Cow;
use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::{DynamicImage, ImageDecoder, Pixel, Rgba, RgbaImage};
use oxipng::{BitDepth, ColorType, FilterStrategy, Options, RawImage, StripChunks, indexset};

use super::kind::MediaType;
use super::raster::is_animated_png;
use crate::cache::{Cache, Key, Kind};

/// Compresses a picture file; returns it unchanged if that is not larger. Formats other than PNG are already
/// compressed.
#[must_use]
pub fn pack<'a>(bytes: &'a [u8], media_type: MediaType, cache: &Cache) -> Cow<'a, [u8]> {
    if media_type != MediaType::Png {
        return Cow::Borrowed(bytes);
    }
    // No picture is empty, so this stands for one that stays as it is.
    let packed = || Some(packed(bytes).unwrap_or_default());
    let packed = cache.remember(|| Key::of(Kind::Picture).with(bytes), packed);
    packed.filter(|packed| !packed.is_empty()).map_or(Cow::Borrowed(bytes), Cow::Owned)
}

/// A smaller or opaque PNG; `None` if there is no need for one.
fn packed(bytes: &[u8]) -> Option<Vec<u8>> {
    let opaque = opaque(bytes);
    let packed = match &opaque {
        Some(pixels) => png_of_pixels(pixels.width(), pixels.height(), &rgb(pixels)),
        None if is_indexed(bytes) => oxipng::optimize_from_memory(bytes, &options_for_charts()).ok(),
        None => oxipng::optimize_from_memory(bytes, &options()).ok(),
    };
    packed.filter(|packed| opaque.is_some() || packed.len() < bytes.len())
}

/// Encodes RGB pixels as a PNG; `None` if there are too few bytes.
#[must_use]
pub fn png_of_pixels(width: u32, height: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    let image = RawImage::new(
        width,
        height,
        ColorType::RGB { transparent_color: None },
        BitDepth::Eight,
        pixels.to_vec(),
    );
    // Antialiased text has too many colours for a palette, and the search for one takes a quarter of the time.
    let options = Options {
        bit_depth_reduction: false,
        color_type_reduction: false,
        palette_reduction: false,
        grayscale_reduction: false,
        ..options_for_charts()
    };
    image.ok()?.create_optimized_png(&options).ok()
}

/// Fast settings: slower ones save another tenth and take ten times as long. Chunks that affect display are kept.
fn options() -> Options {
    Options { strip: StripChunks::Safe, ..Options::from_preset(0) }
}

/// Pictures with few colours are smallest without filters, and trying filters takes twice the time.
fn options_for_charts() -> Options {
    Options { filters: indexset! { FilterStrategy::NONE }, ..options() }
}

/// Whether a PNG has a palette: colour type 3 in its header (PNG, third edition, section 11.2.1).
fn is_indexed(bytes: &[u8]) -> bool {
    bytes.get(25) == Some(&3)
}

/// The pixels of a picture on a white background; `None` if it is opaque, or if it is an animation, of which they would
/// be the first frame.
fn opaque(bytes: &[u8]) -> Option<RgbaImage> {
    if is_animated_png(bytes) {
        return None;
    }
    let decoder = PngDecoder::new(Cursor::new(bytes)).ok()?;
    if !decoder.color_type().has_alpha() {
        return None;
    }
    let mut pixels = DynamicImage::from_decoder(decoder).ok()?.to_rgba8();
    if pixels.pixels().all(|pixel| pixel.0[3] == u8::MAX) {
        return None;
    }
    for pixel in pixels.pixels_mut() {
        let mut paper = Rgba([u8::MAX; 4]);
        paper.blend(pixel);
        *pixel = paper;
    }
    Some(pixels)
}

fn rgb(pixels: &RgbaImage) -> Vec<u8> {
    pixels.pixels().flat_map(|pixel| pixel.to_rgb().0).collect()
}
