//! What a picture file says about its orientation, its colours and its size on paper.

use std::io::Cursor;

use exif::{Exif, In, Tag, Value};
use image::codecs::jpeg::PixelDensity;
use image::metadata::Orientation;
use image::{ImageDecoder, ImageFormat, ImageReader};
use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, MatrixCoefficients,
    ToneReprCurve, TransferCharacteristics,
};

use super::{jpeg, png, tiff};

/// Start of EXIF data in WebP files of some programs, which belongs into JPEG only.
const PREFIX: &[u8] = b"Exif\0\0";

/// The value of `gAMA` that means sRGB, and how far programs round it (PNG, third edition, section 13.13).
const GAMMA_OF_SRGB: f32 = 0.45455;
const ROUNDING: f32 = 0.05;

/// What a file says about itself.
pub struct Tags {
    /// How the picture must be turned to be upright.
    pub orientation: Orientation,
    /// The meaning of its colours.
    pub colours: Colours,
    /// The resolution on paper.
    pub density: Option<PixelDensity>,
}

/// The meaning of the colours in a file.
pub enum Colours {
    /// The file does not say. Readers assume sRGB.
    Untagged,
    /// An ICC profile.
    Icc(Vec<u8>),
    /// A profile that follows from other fields.
    Known(Box<ColorProfile>),
    /// There is a profile, and it cannot be read, for this reason.
    Broken(String),
}

impl Tags {
    /// Reads the tags. Damaged ones are ignored, as by readers.
    pub fn of(bytes: &[u8], format: ImageFormat) -> Self {
        let nothing =
            Self { orientation: Orientation::NoTransforms, colours: Colours::Untagged, density: None };
        let reader = ImageReader::with_format(Cursor::new(bytes), format);
        let Ok(mut decoder) = reader.into_decoder() else { return nothing };
        let raw = match format {
            ImageFormat::Png => png::chunk(bytes, b"eXIf").map(|chunk| chunk.data.to_vec()),
            _ => decoder.exif_metadata().ok().flatten(),
        };
        let raw = raw.map(|raw| raw.strip_prefix(PREFIX).map(<[u8]>::to_vec).unwrap_or(raw));
        let by_image = match &raw {
            Some(raw) => Orientation::from_exif_chunk(raw),
            None => decoder.orientation().ok(),
        };
        let exif = raw.and_then(parsed);
        let orientation = exif.as_ref().and_then(orientation).or(by_image);
        let profile = match format {
            ImageFormat::Tiff => tiff::profile(bytes),
            _ => decoder.icc_profile().ok().flatten(),
        };
        let profile = profile.filter(|profile| !profile.is_empty());
        Self {
            orientation: orientation.unwrap_or(Orientation::NoTransforms),
            colours: colours(bytes, format, profile),
            density: exif.as_ref().and_then(density).or_else(|| jpeg::density(bytes)),
        }
    }
}

/// EXIF data. Damaged fields are skipped.
fn parsed(raw: Vec<u8>) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    let result = reader.continue_on_error(true).read_raw(raw);
    result.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

fn orientation(exif: &Exif) -> Option<Orientation> {
    let value = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    Orientation::from_exif(u8::try_from(value).ok()?)
}

fn density(exif: &Exif) -> Option<PixelDensity> {
    let field = exif.get_field(Tag::XResolution, In::PRIMARY)?;
    let Value::Rational(numbers) = &field.value else { return None };
    let dots = numbers.first()?.to_f64();
    let unit = exif.get_field(Tag::ResolutionUnit, In::PRIMARY).and_then(|unit| unit.value.get_uint(0));
    let dots = if unit == Some(3) { dots * 2.54 } else { dots };
    // The cast saturates, and a value outside the range of JFIF means nothing.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (1.0..65_535.0).contains(&dots).then(|| PixelDensity::dpi(dots.round() as u16))
}

fn colours(bytes: &[u8], format: ImageFormat, profile: Option<Vec<u8>>) -> Colours {
    let broken = || Colours::Broken("it is damaged".to_owned());
    match (format, profile) {
        (ImageFormat::Png, profile) => colours_of_png(bytes, profile),
        (_, Some(profile)) => Colours::Icc(profile),
        (ImageFormat::Jpeg, None) if jpeg::has_profile(bytes) => broken(),
        (_, None) => Colours::Untagged,
    }
}

/// The fields of a PNG in their order of precedence (PNG, third edition, section 4.3).
fn colours_of_png(bytes: &[u8], profile: Option<Vec<u8>>) -> Colours {
    if let Some(points) = png::chunk(bytes, b"cICP") {
        return of_code_points(points.data);
    }
    match (profile, png::chunk(bytes, b"iCCP")) {
        (Some(profile), _) => return Colours::Icc(profile),
        (None, Some(_)) => return Colours::Broken("it is damaged".to_owned()),
        (None, None) => {}
    }
    if png::chunk(bytes, b"sRGB").is_some() {
        return Colours::Untagged;
    }
    let gamma = png::chunk(bytes, b"gAMA").and_then(|chunk| fraction(chunk.data, 0));
    let points =
        png::chunk(bytes, b"cHRM").map(|chunk| [0, 1, 2, 3, 4, 5, 6, 7].map(|at| fraction(chunk.data, at)));
    of_gamma(gamma, points)
}

/// The colour space of code points for video (ITU-T H.273).
fn of_code_points(data: &[u8]) -> Colours {
    let &[primaries, transfer, _, _] = data else { return Colours::Untagged };
    let known =
        CicpColorPrimaries::try_from(primaries).ok().zip(TransferCharacteristics::try_from(transfer).ok());
    let Some((color_primaries, transfer_characteristics)) = known else { return Colours::Untagged };
    if matches!(transfer_characteristics, TransferCharacteristics::Smpte2084 | TransferCharacteristics::Hlg) {
        return Colours::Broken("it is for screens with a high dynamic range (HDR)".to_owned());
    }
    let matrix_coefficients = MatrixCoefficients::Identity;
    let points =
        CicpProfile { color_primaries, transfer_characteristics, matrix_coefficients, full_range: true };
    Colours::Known(Box::new(ColorProfile::new_from_cicp(points)))
}

/// The colour space of a gamma value and of the chromaticities of white, red, green and blue.
fn of_gamma(gamma: Option<f32>, points: Option<[Option<f32>; 8]>) -> Colours {
    let mut profile = ColorProfile::new_srgb();
    if let Some(points) = points {
        let [
            Some(white_x),
            Some(white_y),
            Some(red_x),
            Some(red_y),
            Some(green_x),
            Some(green_y),
            Some(blue_x),
            Some(blue_y),
        ] = points
        else {
            return Colours::Untagged;
        };
        let at = Chromaticity::new;
        let primaries =
            ColorPrimaries { red: at(red_x, red_y), green: at(green_x, green_y), blue: at(blue_x, blue_y) };
        profile.update_rgb_colorimetry(at(white_x, white_y).to_xyyb(), primaries);
        let sums = [&profile.red_colorant, &profile.green_colorant, &profile.blue_colorant];
        if !sums.iter().all(|colour| (colour.x + colour.y + colour.z).is_finite()) {
            return Colours::Broken("its chromaticities are not those of colours".to_owned());
        }
    }
    let curve = gamma.filter(|gamma| (gamma / GAMMA_OF_SRGB - 1.0).abs() > ROUNDING);
    if let Some(gamma) = curve {
        let curve = Some(ToneReprCurve::Parametric(vec![1.0 / gamma]));
        profile.red_trc = curve.clone();
        profile.green_trc = curve.clone();
        profile.blue_trc = curve;
        profile.cicp = None;
    }
    if points.is_none() && curve.is_none() { Colours::Untagged } else { Colours::Known(Box::new(profile)) }
}

/// A number that is stored in hundred thousandths; `None` if it is zero, which means nothing in these chunks.
fn fraction(data: &[u8], index: usize) -> Option<f32> {
    #[allow(clippy::cast_precision_loss)]
    let number = png::number(data, index)? as f32;
    (number > 0.0).then_some(number / 100_000.0)
}
