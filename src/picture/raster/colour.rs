//! Converts colours to sRGB, because many e-readers ignore colour profiles.

use std::panic::catch_unwind;

use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, Luma, LumaA, Rgb, RgbImage, Rgba, RgbaImage,
};
use moxcms::{ColorProfile, DataColorSpace, Layout, ProfileClass, TransformOptions};

use super::tags::Colours;

/// Largest difference of a channel, in steps of 256, at which two colour spaces are the same. Programs write sRGB in
/// many profiles, which differ by rounding.
const SAME: u8 = 2;

/// What became of a picture.
pub enum Converted {
    /// It is sRGB, and its file can be used.
    Kept,
    /// Its pixels are sRGB, but its profile must not reach a reader.
    WithoutProfile,
    /// It was converted.
    To(DynamicImage),
}

/// Converts a picture of greys or RGB. Fails with the reason why the profile cannot be used.
pub fn to_srgb(picture: &DynamicImage, colours: &Colours) -> Result<Converted, String> {
    let is_grey = !picture.color().has_color();
    let Some(profile) = profile(colours)? else { return Ok(Converted::Kept) };
    match profile.color_space {
        DataColorSpace::Gray if is_grey => guarded(|| greys(picture, &profile, Layout::Gray)),
        DataColorSpace::Rgb if is_grey => guarded(|| greys(picture, &profile, Layout::Rgb)),
        DataColorSpace::Rgb => guarded(|| colours_of(picture, &profile)),
        other => {
            let kind = if is_grey { "grey" } else { "RGB" };
            Err(format!("it is for {}, but the picture is {kind}", name(other)))
        }
    }
}

/// The profile of inks; `None` if the file has none.
pub fn of_inks(colours: &Colours) -> Result<Option<ColorProfile>, String> {
    match profile(colours)? {
        Some(profile) if profile.color_space == DataColorSpace::Cmyk => Ok(Some(profile)),
        Some(profile) => Err(format!("it is for {}, but the picture is CMYK", name(profile.color_space))),
        None => Ok(None),
    }
}

/// Converts inks (0 is none) to RGB.
pub fn of_cmyk(inks: &[u8], profile: &ColorProfile) -> Result<Vec<u8>, String> {
    guarded(|| {
        let mut out = vec![0; inks.len() / 4 * 3];
        let transform =
            profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options());
        transform.and_then(|transform| transform.transform(inks, &mut out)).map_err(|_| unusable())?;
        Ok(out)
    })
}

fn options() -> TransformOptions {
    TransformOptions::default()
}

fn unusable() -> String {
    "it lacks what a conversion needs".to_owned()
}

/// Hostile profiles could make the library panic, which must not end a build.
fn guarded<T>(convert: impl FnOnce() -> Result<T, String> + std::panic::UnwindSafe) -> Result<T, String> {
    catch_unwind(convert).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

/// Reads a profile, which must be that of a picture.
fn profile(colours: &Colours) -> Result<Option<ColorProfile>, String> {
    let bytes = match colours {
        Colours::Untagged => return Ok(None),
        Colours::Known(profile) => return Ok(Some(ColorProfile::clone(profile))),
        Colours::Broken(reason) => return Err(reason.clone()),
        Colours::Icc(bytes) => bytes,
    };
    let claimed = bytes.first_chunk().map_or(0, |size| u32::from_be_bytes(*size));
    if usize::try_from(claimed).is_ok_and(|claimed| claimed > bytes.len()) {
        return Err("it is truncated".to_owned());
    }
    let profile = guarded(|| ColorProfile::new_from_slice(bytes).map_err(|_| "it is damaged".to_owned()))?;
    match profile.profile_class {
        ProfileClass::InputDevice
        | ProfileClass::DisplayDevice
        | ProfileClass::OutputDevice
        | ProfileClass::ColorSpace => Ok(Some(profile)),
        ProfileClass::DeviceLink | ProfileClass::Abstract | ProfileClass::Named => {
            Err("it does not describe the colours of a picture".to_owned())
        }
    }
}

fn name(space: DataColorSpace) -> &'static str {
    match space {
        DataColorSpace::Gray => "grey",
        DataColorSpace::Rgb => "RGB",
        DataColorSpace::Cmyk => "CMYK",
        DataColorSpace::Lab => "Lab",
        _ => "another colour space",
    }
}

/// Converts a picture of greys, each tone once.
fn greys(picture: &DynamicImage, profile: &ColorProfile, layout: Layout) -> Result<Converted, String> {
    let tones: Vec<u8> = (0..=u8::MAX).collect();
    let shown = tones_8(profile, layout, &tones)?;
    if tones.iter().zip(&shown).all(|(tone, shown)| tone.abs_diff(*shown) <= SAME) {
        return Ok(if layout == Layout::Gray { Converted::Kept } else { Converted::WithoutProfile });
    }
    let of = |tone: u8| shown[usize::from(tone)];
    Ok(Converted::To(match picture {
        DynamicImage::ImageLuma8(pixels) => {
            let mut pixels: GrayImage = pixels.clone();
            pixels.pixels_mut().for_each(|Luma([tone])| *tone = of(*tone));
            pixels.into()
        }
        DynamicImage::ImageLumaA8(pixels) => {
            let mut pixels: GrayAlphaImage = pixels.clone();
            pixels.pixels_mut().for_each(|LumaA([tone, _])| *tone = of(*tone));
            pixels.into()
        }
        other => greys_16(other, profile, layout)?,
    }))
}

fn tones_8(profile: &ColorProfile, layout: Layout, tones: &[u8]) -> Result<Vec<u8>, String> {
    let channels = layout.channels();
    let source: Vec<u8> = tones.iter().flat_map(|tone| std::iter::repeat_n(*tone, channels)).collect();
    let mut out = vec![0; tones.len() * 3];
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, options());
    transform.and_then(|transform| transform.transform(&source, &mut out)).map_err(|_| unusable())?;
    Ok(out.chunks_exact(3).map(|colour| colour[1]).collect())
}

fn greys_16(picture: &DynamicImage, profile: &ColorProfile, layout: Layout) -> Result<DynamicImage, String> {
    let source: Vec<u16> =
        (0..=u16::MAX).flat_map(|tone| std::iter::repeat_n(tone, layout.channels())).collect();
    let mut out = vec![0; 3 << 16];
    let transform = profile.create_transform_16bit(layout, &ColorProfile::new_srgb(), Layout::Rgb, options());
    transform.and_then(|transform| transform.transform(&source, &mut out)).map_err(|_| unusable())?;
    let of = |tone: u16| out[usize::from(tone) * 3 + 1];
    Ok(if picture.color().has_alpha() {
        let mut pixels = picture.to_luma_alpha16();
        pixels.pixels_mut().for_each(|LumaA([tone, _])| *tone = of(*tone));
        pixels.into()
    } else {
        let mut pixels = picture.to_luma16();
        pixels.pixels_mut().for_each(|Luma([tone])| *tone = of(*tone));
        pixels.into()
    })
}

fn colours_of(picture: &DynamicImage, profile: &ColorProfile) -> Result<Converted, String> {
    if is_srgb(profile)? {
        return Ok(Converted::Kept);
    }
    let converted = match picture {
        DynamicImage::ImageRgb8(pixels) => {
            let out = colours_8(profile, Layout::Rgb, pixels.as_raw())?;
            RgbImage::from_raw(picture.width(), picture.height(), out).map(DynamicImage::from)
        }
        DynamicImage::ImageRgba8(pixels) => {
            let out = colours_8(profile, Layout::Rgba, pixels.as_raw())?;
            RgbaImage::from_raw(picture.width(), picture.height(), out).map(DynamicImage::from)
        }
        other if other.color().has_alpha() => {
            let out = colours_16(profile, Layout::Rgba, other.to_rgba16().as_raw())?;
            ImageBuffer::<Rgba<u16>, _>::from_raw(picture.width(), picture.height(), out)
                .map(DynamicImage::from)
        }
        other => {
            let out = colours_16(profile, Layout::Rgb, other.to_rgb16().as_raw())?;
            ImageBuffer::<Rgb<u16>, _>::from_raw(picture.width(), picture.height(), out)
                .map(DynamicImage::from)
        }
    };
    converted.map(Converted::To).ok_or_else(unusable)
}

/// Whether a profile is one of the many for sRGB: samples of all colours keep their values.
fn is_srgb(profile: &ColorProfile) -> Result<bool, String> {
    let steps = || (0..=u8::MAX).step_by(51);
    let cube = steps()
        .flat_map(|red| steps().flat_map(move |green| steps().flat_map(move |blue| [red, green, blue])));
    let samples: Vec<u8> = cube.chain((0..=u8::MAX).flat_map(|tone| [tone; 3])).collect();
    let shown = colours_8(profile, Layout::Rgb, &samples)?;
    Ok(samples.iter().zip(&shown).all(|(sample, shown)| sample.abs_diff(*shown) <= SAME))
}

fn colours_8(profile: &ColorProfile, layout: Layout, source: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = vec![0; source.len()];
    let transform = profile.create_transform_8bit(layout, &ColorProfile::new_srgb(), layout, options());
    transform.and_then(|transform| transform.transform(source, &mut out)).map_err(|_| unusable())?;
    Ok(out)
}

fn colours_16(profile: &ColorProfile, layout: Layout, source: &[u16]) -> Result<Vec<u16>, String> {
    let mut out = vec![0; source.len()];
    let transform = profile.create_transform_16bit(layout, &ColorProfile::new_srgb(), layout, options());
    transform.and_then(|transform| transform.transform(source, &mut out)).map_err(|_| unusable())?;
    Ok(out)
}
