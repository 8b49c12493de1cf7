//! Reports the text of SVGs that the PDF shows wrongly, each at the first use of its picture.

use super::complaints::missing_glyphs;
use super::lettering::{Faults, faults};
use super::resolution::place_of;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::font::Fonts;
use crate::picture::MediaType;
use crate::project::Theme;
use crate::resolve::Book;

pub fn check(book: &Book, fonts: &Fonts, theme: &Theme, diagnostics: &mut Diagnostics) {
    for asset in book.assets().iter().filter(|asset| asset.media_type == MediaType::Svg) {
        let Ok(svg) = std::str::from_utf8(&asset.bytes) else { continue };
        let found = faults(svg, fonts, theme);
        if found == Faults::default() {
            continue;
        }
        let place = place_of(book, &asset.bytes);
        diagnostics.extend(missing_glyphs(place, &found.missing, &book.manifest().language));
        for words in found.doubtful {
            let message = format!(
                "the PDF may show wrong letters for `{words}` in this picture: its letters join, and it has several fonts or styles"
            );
            let help = "save the picture with its text as outlines, or give this text one font and one style";
            diagnostics.push(Diagnostic::new(Code::ReducedPicture, place, message).help(help));
        }
    }
}
