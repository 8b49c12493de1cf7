//! The inks of a press: converts colours by its output profile, and greys to black ink only.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use moxcms::{
    ColorProfile, DataColorSpace, Layout, ProfileClass, ProfileText, RenderingIntent, TransformExecutor,
    TransformOptions,
};

/// The profile of a book that names none: offset on coated paper. `profiles/README.md` says how it was made.
const STANDARD: &[u8] = include_bytes!("../../../profiles/coated-fogra39.icc");

/// The printing condition of [`STANDARD`] in the registry of the ICC.
const REGISTERED: &str = "FOGRA39";

/// Largest difference between red, green and blue of a grey.
const NEARLY_GREY: f32 = 16.0 / 255.0;

/// The description of [`STANDARD`].
const DESCRIPTION: &str = "FOGRA39L coated, computed for casebook";

type Transform = Arc<dyn TransformExecutor<u8> + Send + Sync>;

/// A conversion to the inks of a press.
pub struct Press {
    /// The bytes of the output profile.
    pub profile: Cow<'static, [u8]>,
    /// Its description.
    pub description: String,
    /// The registered name of its printing condition.
    pub registered: Option<&'static str>,
    /// Made for the first colour, because many books have none.
    transform: OnceLock<Option<Transform>>,
}

impl Press {
    /// The press of a profile.
    ///
    /// # Errors
    /// If it is not a profile of a press with four inks, with the reason.
    pub fn of(profile: &[u8]) -> Result<Self, String> {
        let (transform, description) = read(profile)?;
        let (profile, transform) = (Cow::Owned(profile.to_vec()), OnceLock::from(Some(transform)));
        Ok(Self { profile, description, registered: None, transform })
    }

    /// A press with coated paper.
    pub fn standard() -> Self {
        Self {
            profile: Cow::Borrowed(STANDARD),
            description: DESCRIPTION.to_owned(),
            registered: Some(REGISTERED),
            transform: OnceLock::new(),
        }
    }

    /// Converts pixels of sRGB; `None` if they cannot be converted.
    fn converted(&self, pixels: &[u8], inks: &mut [u8]) -> Option<()> {
        let make = || read(&self.profile).ok().map(|(transform, _)| transform);
        self.transform.get_or_init(make).as_ref()?.transform(pixels, inks).ok()
    }

    /// The inks of a colour. A grey, or what looks like one, is black ink only.
    pub fn of_colour(&self, [red, green, blue]: [f32; 3]) -> [f32; 4] {
        let range = red.max(green).max(blue) - red.min(green).min(blue);
        if range <= NEARLY_GREY + f32::EPSILON {
            return of_grey(0.2126 * red + 0.7152 * green + 0.0722 * blue);
        }
        let mut inks = [0; 4];
        let pixel = [red, green, blue].map(byte);
        match self.converted(&pixel, &mut inks) {
            Some(()) => inks.map(|ink| f32::from(ink) / 255.0),
            None => [1.0 - red, 1.0 - green, 1.0 - blue, 0.0],
        }
    }

    /// The inks of pixels; `None` if they cannot be converted. Greys are black ink only in a drawing; in a photograph
    /// they have neighbours that are nearly grey, and black ink alone would show as specks.
    pub fn of_pixels(&self, pixels: &[u8]) -> Option<Vec<u8>> {
        let mut inks = vec![0; pixels.len() / 3 * 4];
        self.converted(pixels, &mut inks)?;
        let is_grey = |pixel: &[u8]| pixel[0] == pixel[1] && pixel[1] == pixel[2];
        let greys = pixels.chunks_exact(3).filter(|pixel| is_grey(pixel)).count();
        if greys * 2 >= pixels.len() / 3 {
            for (ink, pixel) in inks.chunks_exact_mut(4).zip(pixels.chunks_exact(3)) {
                if is_grey(pixel) {
                    ink.copy_from_slice(&[0, 0, 0, u8::MAX - pixel[0]]);
                }
            }
        }
        Some(inks)
    }
}

/// The conversion of a profile, and its description.
fn read(profile: &[u8]) -> Result<(Transform, String), String> {
    let read = || -> Result<_, String> {
        let read =
            ColorProfile::new_from_slice(profile).map_err(|_| "it is not an ICC profile".to_owned())?;
        if read.color_space != DataColorSpace::Cmyk {
            return Err(format!("it is for {}, not for CMYK", name(read.color_space)));
        }
        if read.profile_class != ProfileClass::OutputDevice {
            return Err("it is not the profile of an output device".to_owned());
        }
        let options =
            TransformOptions { rendering_intent: RenderingIntent::Perceptual, ..TransformOptions::default() };
        let transform = ColorProfile::new_srgb()
            .create_transform_8bit(Layout::Rgb, &read, Layout::Rgba, options)
            .map_err(|_| "it lacks the tables that convert colours to inks".to_owned())?;
        Ok((transform, read.description.as_ref().map(words).unwrap_or_default()))
    };
    // A hostile profile could make the library panic, which must not end a build.
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err("it is damaged".to_owned()))
}

/// A grey, from 0 for black to 1 for white, as black ink only.
pub fn of_grey(grey: f32) -> [f32; 4] {
    [0.0, 0.0, 0.0, (1.0 - grey).clamp(0.0, 1.0)]
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is clamped")]
fn byte(component: f32) -> u8 {
    (component.clamp(0.0, 1.0) * 255.0).round() as u8
}

fn name(space: DataColorSpace) -> &'static str {
    match space {
        DataColorSpace::Gray => "grey",
        DataColorSpace::Rgb => "RGB",
        DataColorSpace::Lab => "Lab",
        _ => "another colour space",
    }
}

fn words(text: &ProfileText) -> String {
    match text {
        ProfileText::PlainString(words) => words.clone(),
        ProfileText::Localizable(words) => words.first().map(|words| words.value.clone()).unwrap_or_default(),
        ProfileText::Description(words) => words.ascii_string.clone(),
    }
}
