//! Picture files: whatever a file says of its orientation and its colours, all outputs show the same picture.

mod inks;
mod make;
mod release;

use libtest_mimic::Trial;
use moxcms::ColorProfile;

use self::make::{FORMATS, Format, PATCHES, Tags};
use self::release::{Colour, Release, is_near};
use crate::golden::Outcome;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

const HEAD: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"96\" \
                    height=\"64\" viewBox=\"0 0 96 64\">";

/// The patches of Display P3 in sRGB. All expected colours are those of Little CMS 2.16.
const PATCHES_OF_P3: [Colour; 4] = [[240, 0, 22], [0, 183, 31], [34, 61, 218], [244, 219, 0]];
const PATCHES_OF_ADOBE_RGB: [Colour; 4] = [[255, 24, 36], [0, 181, 42], [20, 57, 215], [248, 221, 0]];
/// The patches as linear light: the transfer function of sRGB (IEC 61966-2-1), worked out by hand.
const PATCHES_OF_LIGHT: [Colour; 4] = [[239, 96, 110], [96, 219, 133], [110, 133, 234], [248, 239, 122]];

type Test = fn() -> Outcome;

pub fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 12] = [
        ("every_orientation_is_applied_once", every_orientation_is_applied_once),
        ("orientation_of_a_wrong_value_is_ignored", orientation_of_a_wrong_value_is_ignored),
        ("profiles_are_converted", profiles_are_converted),
        ("a_profile_and_an_orientation", a_profile_and_an_orientation),
        ("sixteen_bits_keep_their_profile", sixteen_bits_keep_their_profile),
        ("gamma_of_a_png_is_not_dropped", gamma_of_a_png_is_not_dropped),
        ("sound_files_are_not_touched", sound_files_are_not_touched),
        ("inks_without_profile", inks::without_profile),
        ("inks_with_profile", inks::with_profile),
        ("a_picture_in_an_svg_is_upright", a_picture_in_an_svg_is_upright),
        ("families_of_an_svg_are_those_of_the_book", families_of_an_svg_are_those_of_the_book),
        ("a_pdf_is_drawn", a_pdf_is_drawn),
    ];
    tests.into_iter().map(|(name, test)| Trial::test(format!("pictures::{name}"), test)).collect()
}

fn upright(format: Format, value: u16) -> Result<(String, Vec<u8>)> {
    let stored = make::stored(value);
    let bytes = make::encoded(&stored, format, &Tags { orientation: Some(value), profile: None })?;
    Ok((format!("{}-{value}.{}", format.name(), format.name()), bytes))
}

fn every_orientation_is_applied_once() -> Outcome {
    let mut files = Vec::new();
    for format in FORMATS {
        for value in 1..=8 {
            files.push(upright(format, value)?);
        }
    }
    let release = Release::of(&files)?;
    release.shows(&files, PATCHES)?;
    release.has_size(&files, (48, 32))
}

fn orientation_of_a_wrong_value_is_ignored() -> Outcome {
    let mut files = Vec::new();
    for value in [0, 9, 255] {
        for format in FORMATS {
            let tags = Tags { orientation: Some(value), profile: None };
            let bytes = make::encoded(&make::patches(), format, &tags)?;
            files.push((format!("{}-{value}.{}", format.name(), format.name()), bytes));
        }
    }
    let release = Release::of(&files)?;
    release.shows(&files, PATCHES)?;
    release.has_size(&files, (48, 32))
}

fn of_profile(profile: &[u8], orientation: Option<u16>) -> Result<Vec<(String, Vec<u8>)>> {
    let stored = make::stored(orientation.unwrap_or(1));
    let encoded = |format: Format| {
        let tags = Tags { orientation, profile: Some(profile.to_vec()) };
        Ok((format!("{}.{}", format.name(), format.name()), make::encoded(&stored, format, &tags)?))
    };
    FORMATS.into_iter().map(encoded).collect()
}

fn profiles_are_converted() -> Outcome {
    let version_4 = of_profile(&ColorProfile::new_display_p3().encode()?, None)?;
    Release::of(&version_4)?.shows(&version_4, PATCHES_OF_P3)?;
    let version_2 = of_profile(&make::adobe_rgb_of_version_2()?, None)?;
    Release::of(&version_2)?.shows(&version_2, PATCHES_OF_ADOBE_RGB)
}

fn a_profile_and_an_orientation() -> Outcome {
    let files = of_profile(&ColorProfile::new_display_p3().encode()?, Some(6))?;
    let release = Release::of(&files)?;
    release.shows(&files, PATCHES_OF_P3)?;
    release.has_size(&files, (48, 32))
}

fn sixteen_bits_keep_their_profile() -> Outcome {
    let picture = image::DynamicImage::from(make::patches().to_rgb16());
    let profile = Some(ColorProfile::new_display_p3().encode()?);
    let encoded =
        |format| make::encoded(&picture, format, &Tags { orientation: Some(1), profile: profile.clone() });
    let files =
        [("deep.png".to_owned(), encoded(Format::Png)?), ("deep.tiff".to_owned(), encoded(Format::Tiff)?)];
    let release = Release::of(&files)?;
    release.shows(&files, PATCHES_OF_P3)?;
    let is_deep = release.epub_picture("deep")?.color().bytes_per_pixel() == 6;
    if is_deep { Ok(()) } else { Err("16 bits became fewer".into()) }
}

fn gamma_of_a_png_is_not_dropped() -> Outcome {
    let plain = make::encoded(&make::patches(), Format::Png, &Tags::default())?;
    let light = [("light.png".to_owned(), make::with_chunk(&plain, b"gAMA", &100_000_u32.to_be_bytes()))];
    Release::of(&light)?.shows(&light, PATCHES_OF_LIGHT)?;
    // 1/2.2 is how programs write sRGB.
    let usual = [("usual.png".to_owned(), make::with_chunk(&plain, b"gAMA", &45_455_u32.to_be_bytes()))];
    Release::of(&usual)?.shows(&usual, PATCHES)?;
    let points =
        [31_270_u32, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000].map(u32::to_be_bytes).concat();
    let wide = [("wide.png".to_owned(), make::with_chunk(&plain, b"cHRM", &points))];
    Release::of(&wide)?.shows(&wide, PATCHES_OF_P3)?;
    let code = [("code.png".to_owned(), make::with_chunk(&plain, b"cICP", &[12, 13, 0, 1]))];
    Release::of(&code)?.shows(&code, PATCHES_OF_P3)
}

/// A photograph in sRGB must not be encoded a second time.
fn sound_files_are_not_touched() -> Outcome {
    let srgb = Some(ColorProfile::new_srgb().encode()?);
    let tags = |orientation| Tags { orientation, profile: srgb.clone() };
    let files = [
        ("plain.jpeg".to_owned(), make::encoded(&make::patches(), Format::Jpeg, &Tags::default())?),
        ("upright.jpeg".to_owned(), make::encoded(&make::patches(), Format::Jpeg, &tags(Some(1)))?),
    ];
    let release = Release::of(&files)?;
    for (name, bytes) in &files {
        if release.epub_bytes(name.trim_end_matches(".jpeg"))? != *bytes {
            return Err(format!("{name} was changed").into());
        }
    }
    release.shows(&files, PATCHES)
}

fn a_picture_in_an_svg_is_upright() -> Outcome {
    use base64::Engine;
    let (_, photo) = upright(Format::Jpeg, 6)?;
    let photo = base64::engine::general_purpose::STANDARD.encode(photo);
    let image = format!("<image width=\"96\" height=\"64\" xlink:href=\"data:image/jpeg;base64,{photo}\"/>");
    let release = Release::of(&[("inside.svg".to_owned(), format!("{HEAD}{image}</svg>").into_bytes())])?;
    let svg = String::from_utf8(release.epub_bytes("inside")?)?;
    let data =
        svg.split("base64,").nth(1).and_then(|data| data.split('"').next()).ok_or("no picture is left")?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
    let shown = release::decoded(&bytes)?;
    if (shown.width(), shown.height()) != (48, 32) || !is_near(release::corners(&shown), PATCHES) {
        return Err("the picture inside is turned".into());
    }
    let in_pdf = release.pdf_pictures()?;
    match in_pdf.as_slice() {
        [shown] if is_near(release::corners(shown), PATCHES) => Ok(()),
        _ => Err("the picture inside is turned in the PDF".into()),
    }
}

fn families_of_an_svg_are_those_of_the_book() -> Outcome {
    let sources = [
        ("sans-serif", "SourceSans3"),
        ("Helvetica", "SourceSans3"),
        ("Unknown Sans, Arial", "SourceSans3"),
        ("serif", "SourceSerif4"),
        ("&quot;Times New Roman&quot;", "SourceSerif4"),
        ("monospace", "SourceCodePro"),
        ("Courier New, monospace", "SourceCodePro"),
        ("Source Code Pro, sans-serif", "SourceCodePro"),
    ];
    for (family, expected) in sources {
        let forms = [
            format!("<text y=\"20\" font-family=\"{family}\">Quay</text>"),
            format!("<text y=\"20\" style=\"fill: #111; font-family: {family}; stroke: none\">Quay</text>"),
            format!("<style>text {{ font-family: {family} }}</style><text y=\"20\">Quay</text>"),
            format!("<text y=\"20\" style=\"font: bold 12px {family}\">Quay</text>"),
        ];
        for form in forms {
            let svg = format!("{HEAD}{form}</svg>")
                .replace("<style>text { font-family: &quot;", "<style>text { font-family: \"");
            let release = Release::of(&[("words.svg".to_owned(), svg.into_bytes())])?;
            let fonts = release.pdf_fonts_with("Quay")?;
            if fonts.len() != 1 || !fonts[0].contains(expected) {
                return Err(format!("`{form}` is set in {fonts:?}").into());
            }
        }
    }
    Ok(())
}

fn a_pdf_is_drawn() -> Outcome {
    let release = Release::of(&[("plan.pdf".to_owned(), make::pdf())])?;
    let svg = String::from_utf8(release.epub_bytes("plan")?)?;
    let has = |part: &str| svg.contains(part);
    if !has("#ff0000") || !has("#0000ff") || !has("width=\"200pt\"") || has("<text") {
        return Err(format!("this is not the page: {svg}").into());
    }
    if release.pdf_has_red_area()? { Ok(()) } else { Err("the page is not in the PDF".into()) }
}
