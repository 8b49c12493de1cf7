//! Pictures of inks: the CMYK values of a JPEG or TIFF, which decoders otherwise convert without their profile.

use image::{DynamicImage, ImageFormat, RgbImage};
use moxcms::ColorProfile;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::super::kind::Remark;
use super::tags::Colours;
use super::{colour, jpeg, tiff};

/// A picture of inks: cyan, magenta, yellow and black for each pixel, 0 for none and 255 for full.
pub struct Inks {
    width: u32,
    height: u32,
    values: Vec<u8>,
}

/// The inks of a picture; `None` if it has none.
pub fn inks(bytes: &[u8], format: ImageFormat) -> Option<Inks> {
    match format {
        ImageFormat::Jpeg => of_jpeg(bytes),
        ImageFormat::Tiff => tiff::inks(bytes).map(|(width, height, values)| Inks { width, height, values }),
        _ => None,
    }
}

impl Inks {
    /// Converts the inks by their profile, or as Typst converts CMYK colours, which is for common coated paper.
    pub fn to_srgb(&self, colours: &Colours, remarks: &mut Vec<Remark>) -> DynamicImage {
        let profile = colour::of_inks(colours);
        let converted = profile
            .and_then(|profile| profile.map(|profile| colour::of_cmyk(&self.values, &profile)).transpose());
        remarks.extend(match &converted {
            Ok(Some(_)) => None,
            Ok(None) => Some(Remark::UntaggedInks),
            Err(reason) => Some(Remark::Profile(reason.clone())),
        });
        let pixels =
            converted.ok().flatten().or_else(|| self.by_standard()).unwrap_or_else(|| self.naively());
        RgbImage::from_raw(self.width, self.height, pixels).unwrap_or_default().into()
    }

    fn by_standard(&self) -> Option<Vec<u8>> {
        let profile = ColorProfile::new_from_slice(typst_assets::icc::CMYK_TO_XYZ).ok()?;
        colour::of_cmyk(&self.values, &profile).ok()
    }

    fn naively(&self) -> Vec<u8> {
        let shown = |ink: u8, black: u8| {
            let light = u16::from(u8::MAX - ink) * u16::from(u8::MAX - black) / u16::from(u8::MAX);
            u8::try_from(light).unwrap_or(u8::MAX)
        };
        self.values.chunks_exact(4).flat_map(|ink| [0, 1, 2].map(|at| shown(ink[at], ink[3]))).collect()
    }
}

fn of_jpeg(bytes: &[u8]) -> Option<Inks> {
    let options = DecoderOptions::default().set_strict_mode(false);
    let options = options.set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().ok()?;
    let space = decoder.input_colorspace()?;
    if !matches!(space, ColorSpace::CMYK | ColorSpace::YCCK) || decoder.info()?.components != 4 {
        return None;
    }
    decoder.set_options(options.jpeg_set_out_colorspace(space));
    let mut values = decoder.decode().ok()?;
    if space == ColorSpace::YCCK {
        for pixel in values.chunks_exact_mut(4) {
            to_cmy(pixel);
        }
    }
    // Adobe stores how much light each ink lets through.
    if jpeg::is_of_adobe(bytes) {
        for value in &mut values {
            *value = u8::MAX - *value;
        }
    }
    let (width, height) = decoder.dimensions()?;
    Some(Inks { width: u32::try_from(width).ok()?, height: u32::try_from(height).ok()?, values })
}

/// Converts YCbCr (ITU-T T.871, section 7) to the three inks that it encodes.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn to_cmy(pixel: &mut [u8]) {
    let [y, blue, red] = [pixel[0], pixel[1], pixel[2]].map(f32::from);
    let (blue, red) = (blue - 128.0, red - 128.0);
    let light = [y + 1.402 * red, y - 0.344_14 * blue - 0.714_14 * red, y + 1.772 * blue];
    for (value, light) in pixel.iter_mut().zip(light) {
        *value = u8::MAX - light.round().clamp(0.0, 255.0) as u8;
    }
}
