//! Converts the pixels of pictures: greys to one channel, which is printed with black ink, and colours to inks.

use std::collections::BTreeSet;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageFormat};
use lopdf::{Document, Error, Object, ObjectId, Stream};
use rayon::prelude::*;

use super::inks::Press;
use super::spaces::Space;
use super::streams::plain;

/// Largest difference between red, green and blue in a grey picture. JPEG rounds its colours.
const NEARLY_GREY: u8 = 8;

/// Quality of a grey JPEG.
const QUALITY: u8 = 95;

/// Converts all pictures but those of masks.
pub fn convert(document: &mut Document, inks: &Press, kept: &BTreeSet<ObjectId>) -> Result<(), Error> {
    let shared: &Document = document;
    let pictures = shared.objects.iter().filter(|(id, _)| !kept.contains(id)).filter_map(|(id, object)| {
        let stream = object.as_stream().ok()?;
        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).ok()?;
        (kind == b"Image").then_some((*id, stream))
    });
    let jobs: Vec<(ObjectId, &Stream, Space)> = pictures
        .filter_map(|(id, stream)| {
            let space = Space::of(stream.dict.get(b"ColorSpace").ok()?, shared);
            (space != Space::Other).then_some((id, stream, space))
        })
        .collect();
    let results: Vec<(ObjectId, Result<Stream, Error>)> =
        jobs.par_iter().map(|(id, stream, space)| (*id, converted(stream, *space, inks))).collect();
    for (id, result) in results {
        document.objects.insert(id, Object::Stream(result?));
    }
    Ok(())
}

fn converted(stream: &Stream, space: Space, inks: &Press) -> Result<Stream, Error> {
    if space == Space::Grey {
        return Ok(with_space(stream.clone(), "DeviceGray"));
    }
    let is_jpeg = stream.filters().is_ok_and(|filters| filters.contains(&&b"DCTDecode"[..]));
    let Some(pixels) = pixels(stream, is_jpeg)? else { return Ok(stream.clone()) };
    let mut converted = stream.clone();
    converted.dict.set("BitsPerComponent", 8);
    if is_grey(&pixels, 3) {
        let greys: Vec<u8> = pixels.chunks_exact(3).map(grey).collect();
        let jpeg = if is_jpeg { jpeg(&greys, stream) } else { None };
        match jpeg {
            Some(jpeg) => converted.set_content(jpeg),
            None => pack(&mut converted, greys)?,
        }
        return Ok(with_space(converted, "DeviceGray"));
    }
    let Some(inks) = inks.of_pixels(&pixels) else { return Ok(stream.clone()) };
    pack(&mut converted, inks)?;
    Ok(with_space(converted, "DeviceCMYK"))
}

fn pack(stream: &mut Stream, values: Vec<u8>) -> Result<(), Error> {
    stream.set_plain_content(values);
    stream.compress()
}

fn with_space(mut stream: Stream, space: &str) -> Stream {
    stream.dict.set("ColorSpace", Object::Name(space.as_bytes().to_vec()));
    stream
}

/// Three bytes for each pixel; `None` if the depth is unknown.
fn pixels(stream: &Stream, is_jpeg: bool) -> Result<Option<Vec<u8>>, Error> {
    if is_jpeg {
        let picture = image::load_from_memory_with_format(&stream.content, ImageFormat::Jpeg);
        return Ok(picture.ok().map(|picture| picture.into_rgb8().into_raw()));
    }
    let values = plain(stream)?;
    Ok(match stream.dict.get(b"BitsPerComponent").and_then(Object::as_i64) {
        Ok(8) => Some(values),
        Ok(16) => Some(values.chunks_exact(2).map(|value| value[0]).collect()),
        _ => None,
    })
}

/// Whether all pixels look grey. `step` is the number of bytes of each, which begin with red, green and blue.
pub fn is_grey(pixels: &[u8], step: usize) -> bool {
    pixels.chunks_exact(step).all(|pixel| {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]];
        red.abs_diff(green).max(green.abs_diff(blue)).max(red.abs_diff(blue)) <= NEARLY_GREY
    })
}

/// The luma of a pixel (ITU-R BT.709), in thousandths to avoid rounding.
pub fn grey(pixel: &[u8]) -> u8 {
    let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
    u8::try_from((213 * red + 715 * green + 72 * blue + 500) / 1000).unwrap_or(u8::MAX)
}

fn jpeg(greys: &[u8], stream: &Stream) -> Option<Vec<u8>> {
    let side = |key: &[u8]| u32::try_from(stream.dict.get(key).and_then(Object::as_i64).ok()?).ok();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    encoder.encode(greys, side(b"Width")?, side(b"Height")?, ExtendedColorType::L8).ok()?;
    Some(bytes)
}
