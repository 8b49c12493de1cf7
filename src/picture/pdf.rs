//! Pictures in PDF, of one page: converted to SVG, because neither e-readers nor an accessible PDF can contain them.

use std::panic::catch_unwind;
use std::sync::{Arc, Mutex};

use hayro_svg::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro_svg::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro_svg::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_svg::{RenderCache, SvgRenderSettings};

use super::kind::{Read, Remark};
use super::svg;

/// Readers look for the header in so many bytes (ISO 32000-2, annex I).
const HEADER_WITHIN: usize = 1024;

/// Readers look for the end in so many bytes.
const END_WITHIN: usize = 1024;

/// Whether the bytes are a PDF. Its header may follow other bytes, but these are not those of another picture.
#[must_use]
pub fn is_pdf(bytes: &[u8]) -> bool {
    let has_header = || bytes[..bytes.len().min(HEADER_WITHIN)].windows(5).any(|window| window == b"%PDF-");
    bytes.starts_with(b"%PDF-")
        || (!svg::is_svg(bytes) && image::guess_format(bytes).is_err() && has_header())
}

/// Converts a PDF to SVG. Its letters become outlines.
pub fn read(bytes: Vec<u8>) -> Result<Read, String> {
    // The library reads whatever a PDF contains, and a panic must not end the build.
    let converted = catch_unwind(|| converted(bytes));
    let (svg, lost) = converted.unwrap_or_else(|_| Err("the PDF is damaged".to_owned()))?;
    let mut read = svg::read(svg.as_bytes(), "en")?;
    if !lost.is_empty() {
        read.remarks.push(Remark::Dropped(lost));
    }
    Ok(read)
}

/// The only page as SVG, and what could not be drawn.
fn converted(bytes: Vec<u8>) -> Result<(String, Vec<String>), String> {
    // The library repairs a truncated file as far as it can, which might be an empty page.
    if !bytes[bytes.len().saturating_sub(END_WITHIN)..].windows(5).any(|window| window == b"%%EOF") {
        return Err("the PDF is truncated".to_owned());
    }
    let pdf = Pdf::new(bytes).map_err(|error| reason(error).to_owned())?;
    let page = match pdf.pages().as_ref() {
        [page] => page,
        [] => return Err("the PDF is damaged".to_owned()),
        pages => return Err(format!("the PDF has {} pages, but a picture has one", pages.len())),
    };
    let (width, height) = page.render_dimensions();
    if !(width >= 1.0 && height >= 1.0) {
        return Err("its page has no area".to_owned());
    }
    let lost = Arc::new(Mutex::new(Vec::new()));
    let svg = hayro_svg::convert(page, &RenderCache::new(), &settings(&lost), &SvgRenderSettings::default());
    // A page is measured in points, and a number without unit is a pixel.
    let in_pixels = format!("width=\"{width}\" height=\"{height}\"");
    let svg = svg.replacen(&in_pixels, &format!("width=\"{width}pt\" height=\"{height}pt\""), 1);
    let mut lost: Vec<String> = lost.lock().map(|lost| lost.clone()).unwrap_or_default();
    lost.sort();
    lost.dedup();
    Ok((svg, lost))
}

fn reason(error: LoadPdfError) -> &'static str {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => "the PDF is protected by a password",
        LoadPdfError::Decryption(_) => "the PDF is encrypted in a way that cannot be read",
        LoadPdfError::Invalid => "the PDF is damaged",
    }
}

/// Takes fonts that a PDF does not contain from those of Typst, and collects what could not be drawn.
fn settings(lost: &Arc<Mutex<Vec<String>>>) -> InterpreterSettings {
    let lost = Arc::clone(lost);
    InterpreterSettings {
        font_resolver: Arc::new(|query| {
            let font = match query {
                FontQuery::Standard(font) => *font,
                FontQuery::Fallback(query) => query.pick_standard_font(),
            };
            let bytes: FontData = Arc::new(standard_font(font));
            Some((bytes, 0))
        }),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(move |warning| {
            let what = match warning {
                InterpreterWarning::UnsupportedFont => "text in a font of an unknown kind is left out",
                InterpreterWarning::ImageDecodeFailure => {
                    "a picture in it that cannot be decoded is left out"
                }
            };
            lost.lock().into_iter().for_each(|mut lost| lost.push(what.to_owned()));
        }),
        render_annotations: false,
    }
}

/// The fonts that every reader of PDF must have (ISO 32000-1, section 9.6.2.2).
fn standard_font(font: StandardFont) -> &'static [u8] {
    use typst_assets::pdf;
    match font {
        StandardFont::Helvetica => pdf::SANS,
        StandardFont::HelveticaBold => pdf::SANS_BOLD,
        StandardFont::HelveticaOblique => pdf::SANS_ITALIC,
        StandardFont::HelveticaBoldOblique => pdf::SANS_BOLD_ITALIC,
        StandardFont::Courier => pdf::FIXED,
        StandardFont::CourierBold => pdf::FIXED_BOLD,
        StandardFont::CourierOblique => pdf::FIXED_ITALIC,
        StandardFont::CourierBoldOblique => pdf::FIXED_BOLD_ITALIC,
        StandardFont::TimesRoman => pdf::SERIF,
        StandardFont::TimesBold => pdf::SERIF_BOLD,
        StandardFont::TimesItalic => pdf::SERIF_ITALIC,
        StandardFont::TimesBoldItalic => pdf::SERIF_BOLD_ITALIC,
        StandardFont::ZapfDingBats => pdf::DING_BATS,
        StandardFont::Symbol => pdf::SYMBOL,
    }
}
