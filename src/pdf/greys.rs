//! Reduces grey pictures to one channel before Typst writes them, so that they are compressed only once.

use image::{ColorType, DynamicImage};
use typst::foundations::{Bytes, Smart};
use typst::visualize::{
    ExchangeFormat, Image, ImageKind, PixelEncoding, PixelFormat, RasterFormat, RasterImage,
};

use super::press::pictures::{grey, is_grey};

/// The picture with one channel, if it is grey. Typst embeds a JPEG as it is, so it stays.
pub fn reduced(image: &Image) -> Option<Image> {
    let ImageKind::Raster(raster) = image.kind() else { return None };
    if raster.format() == RasterFormat::Exchange(ExchangeFormat::Jpg) {
        return None;
    }
    let picture: &DynamicImage = raster.dynamic();
    let (pixels, encoding) = match picture.color() {
        ColorType::Rgb8 => (greys(picture.as_bytes(), 3)?, PixelEncoding::Luma8),
        ColorType::Rgba8 => (greys(picture.as_bytes(), 4)?, PixelEncoding::Lumaa8),
        _ => return None,
    };
    let format = PixelFormat { encoding, width: picture.width(), height: picture.height() };
    let raster = RasterImage::new(Bytes::new(pixels), format, Smart::Auto).ok()?;
    Some(Image::new(raster, image.alt().map(Into::into), image.scaling()))
}

/// The grey of each pixel, and its opacity if it has one.
fn greys(pixels: &[u8], step: usize) -> Option<Vec<u8>> {
    is_grey(pixels, step).then(|| match step {
        3 => pixels.chunks_exact(3).map(grey).collect(),
        _ => pixels.chunks_exact(step).flat_map(|pixel| [grey(pixel), pixel[3]]).collect(),
    })
}
