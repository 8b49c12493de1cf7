//! Picture files: the accepted formats, their validation, and their conversion for EPUB and HTML.

mod drawn;
mod pack;
pub mod svg;

use std::io::Cursor;

use image::codecs::webp::WebPDecoder;
use image::{DynamicImage, ImageError, ImageFormat, ImageReader, Limits};

pub use drawn::{Drawn, on_paper, with_words};
pub use pack::{pack, png_of_pixels};

/// Largest decoded image in bytes: 100 megapixels at four bytes each.
const LARGEST: u64 = 400_000_000;

/// The image formats that are core media types in every version of EPUB 3, so that all reading systems show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// Graphics Interchange Format.
    Gif,
    /// JPEG.
    Jpeg,
    /// Portable Network Graphics.
    Png,
    /// Scalable Vector Graphics.
    Svg,
}

impl MediaType {
    /// Its media type (RFC 6838).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MediaType::Gif => "image/gif",
            MediaType::Jpeg => "image/jpeg",
            MediaType::Png => "image/png",
            MediaType::Svg => "image/svg+xml",
        }
    }

    /// The usual file extension.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            MediaType::Gif => "gif",
            MediaType::Jpeg => "jpg",
            MediaType::Png => "png",
            MediaType::Svg => "svg",
        }
    }
}

/// A valid picture.
#[derive(Debug)]
pub struct Read {
    /// The format of `bytes`.
    pub media_type: MediaType,
    /// Width and height in pixels; `None` for SVG.
    pub size: Option<(u32, u32)>,
    /// The given bytes; converted to PNG if the format is not a core media type; an SVG without its document type
    /// declaration.
    pub bytes: Vec<u8>,
}

/// Validates a picture and converts it if necessary.
///
/// # Errors
/// The reason why the picture cannot be used, in a few words.
pub fn read(bytes: Vec<u8>) -> Result<Read, String> {
    if svg::is_svg(&bytes) {
        let bytes = svg::check(&bytes, |raster| decode(raster).map(drop))?;
        return Ok(Read { media_type: MediaType::Svg, size: None, bytes });
    }
    let (media_type, picture) = decode(&bytes)?;
    let size = Some((picture.width(), picture.height()));
    match media_type {
        Some(media_type) => Ok(Read { media_type, size, bytes }),
        None => {
            let bytes = png(picture).map_err(|error| error.to_string())?;
            Ok(Read { media_type: MediaType::Png, size, bytes })
        }
    }
}

/// Encodes a picture as PNG, which is lossless.
fn png(picture: DynamicImage) -> image::ImageResult<Vec<u8>> {
    let picture = match picture {
        DynamicImage::ImageRgb32F(_) => picture.to_rgb16().into(),
        DynamicImage::ImageRgba32F(_) => picture.to_rgba16().into(),
        other => other,
    };
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// Decodes a picture. The format is `None` if it is not a core media type.
fn decode(bytes: &[u8]) -> Result<(Option<MediaType>, DynamicImage), String> {
    let media_type = match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => Some(MediaType::Png),
        Ok(ImageFormat::Jpeg) => Some(MediaType::Jpeg),
        Ok(ImageFormat::Gif) => Some(MediaType::Gif),
        Ok(ImageFormat::WebP) if is_animated(bytes) => {
            return Err("it is an animation in a format that e-readers cannot show".to_owned());
        }
        Ok(ImageFormat::WebP | ImageFormat::Bmp | ImageFormat::Tiff) => None,
        Ok(other) => return Err(format!("e-readers cannot show the format {}", other.to_mime_type())),
        Err(_) => return Err("it is not a picture in any known format".to_owned()),
    };
    let mut reader =
        ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST);
    limits.max_image_width = Some(65_535);
    limits.max_image_height = Some(65_535);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        ImageError::Limits(_) => "it has more than 100 megapixels".to_owned(),
        ImageError::IoError(_) => "the file is truncated".to_owned(),
        other => other.to_string(),
    })?;
    Ok((media_type, picture))
}

fn is_animated(webp: &[u8]) -> bool {
    WebPDecoder::new(Cursor::new(webp)).is_ok_and(|decoder| decoder.has_animation())
}
