//! Pictures of pixels: decodes them, turns them upright and converts their colours to sRGB, so that all outputs show the
//! same picture, whatever their readers know of orientation and colour profiles.

mod cmyk;
mod colour;
mod jpeg;
mod png;
mod tags;
mod tiff;

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

use self::colour::Converted;
pub use self::png::is_animated as is_animated_png;
use self::tags::Tags;
use super::kind::{MediaType, Motion, Read, Remark};

/// Largest decoded image in bytes: 100 megapixels at four bytes each.
const LARGEST: u64 = 400_000_000;

/// Quality of a JPEG that must be encoded again, without subsampling of its colours.
const QUALITY: u8 = 95;

/// Reads a picture. Its bytes are kept if all readers show them alike.
pub fn read(bytes: &[u8]) -> Result<Read, String> {
    let format = format(bytes)?;
    let picture = decode(bytes)?;
    let tags = Tags::of(bytes, format);
    let mut remarks = Vec::new();
    let converted = match cmyk::inks(bytes, format) {
        Some(inks) => Converted::To(inks.to_srgb(&tags.colours, &mut remarks)),
        None => colour::to_srgb(&picture, &tags.colours).unwrap_or_else(|reason| {
            remarks.push(Remark::Profile(reason));
            Converted::WithoutProfile
        }),
    };
    let is_upright = tags.orientation == Orientation::NoTransforms;
    let (kept, mut picture) = match converted {
        Converted::Kept if is_upright => (Some(bytes.to_vec()), picture),
        Converted::WithoutProfile if is_upright => (Some(without_profile(bytes, format)), picture),
        Converted::Kept | Converted::WithoutProfile => (None, picture),
        Converted::To(picture) => (None, picture),
    };
    picture.apply_orientation(tags.orientation);
    let size = Some((picture.width(), picture.height()));
    let kept = kept.and_then(|kept| Some((core_media_type(format)?, kept)));
    remarks.extend(motion(bytes, format, kept.is_some()).map(Remark::Animated));
    if format == ImageFormat::Tiff {
        remarks.extend(
            tiff::pages(bytes)
                .filter(|pages| *pages > 1)
                .map(|pages| Remark::Dropped(vec![format!("only the first of its {pages} pages is shown")])),
        );
    }
    let (media_type, bytes) = match kept {
        Some(kept) => kept,
        None if format == ImageFormat::Jpeg => (MediaType::Jpeg, encoded_jpeg(&picture, &tags)?),
        None => (MediaType::Png, png::with_size_of(encoded_png(picture)?, bytes)),
    };
    Ok(Read { media_type, size, bytes, remarks })
}

/// The format of a picture, if casebook reads it.
fn format(bytes: &[u8]) -> Result<ImageFormat, String> {
    use ImageFormat::{Bmp, Gif, Jpeg, Png, Tiff, WebP};
    match image::guess_format(bytes) {
        Ok(format @ (Png | Jpeg | Gif | WebP | Bmp | Tiff)) => Ok(format),
        Ok(other) => Err(format!("e-readers cannot show the format {}", other.to_mime_type())),
        Err(_) => Err("it is not a picture in any known format".to_owned()),
    }
}

/// The media type of a format that is a core media type in every version of EPUB 3.
fn core_media_type(format: ImageFormat) -> Option<MediaType> {
    match format {
        ImageFormat::Png => Some(MediaType::Png),
        ImageFormat::Jpeg => Some(MediaType::Jpeg),
        ImageFormat::Gif => Some(MediaType::Gif),
        _ => None,
    }
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, String> {
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST);
    limits.max_image_width = Some(65_535);
    limits.max_image_height = Some(65_535);
    reader.limits(limits);
    reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => "it has more than 100 megapixels".to_owned(),
        ImageError::IoError(_) => "the file is truncated".to_owned(),
        other => other.to_string(),
    })
}

/// The file without its colour profile, and with the same pixels.
fn without_profile(bytes: &[u8], format: ImageFormat) -> Vec<u8> {
    match format {
        ImageFormat::Jpeg => jpeg::without_profile(bytes),
        ImageFormat::Png => png::without_profile(bytes),
        _ => bytes.to_vec(),
    }
}

/// Where an animated picture stands still; `None` if it is a still picture.
fn motion(bytes: &[u8], format: ImageFormat, is_kept: bool) -> Option<Motion> {
    let is_animated = match format {
        ImageFormat::Gif => {
            GifDecoder::new(Cursor::new(bytes)).is_ok_and(|gif| gif.into_frames().nth(1).is_some())
        }
        ImageFormat::Png => is_animated_png(bytes),
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|webp| webp.has_animation()),
        _ => false,
    };
    is_animated.then_some(if is_kept { Motion::OnScreens } else { Motion::Nowhere })
}

fn encoded_jpeg(picture: &DynamicImage, tags: &Tags) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    if let Some(density) = tags.density {
        encoder.set_pixel_density(density);
    }
    encoder.encode_image(picture).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// Encodes a picture as PNG, which is lossless.
fn encoded_png(picture: DynamicImage) -> Result<Vec<u8>, String> {
    let picture = match picture {
        DynamicImage::ImageRgb32F(_) => picture.to_rgb16().into(),
        DynamicImage::ImageRgba32F(_) => picture.to_rgba16().into(),
        other => other,
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).map_err(|error| error.to_string())?;
    Ok(bytes.into_inner())
}
