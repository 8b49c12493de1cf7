//! Draws a cover from the metadata of a book that has no cover picture.

use std::sync::Arc;

use typst::utils::Scalar;
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::call::{Call, Value};
use super::language::language_and_region;
use super::world::BookWorld;
use crate::apparatus::credits;
use crate::cache::{Cache, Key, Kind};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::font::Fonts;
use crate::model::{Direction, Part};
use crate::picture::png_of_pixels;
use crate::project::Theme;
use crate::resolve::Book;
use crate::typography;

/// Width in pixels. Book shops ask for at least 1600 by 2400.
const WIDTH: f64 = 1600.0;

/// The cover as PNG, drawn by `cover` in styles/cover.typ. Returns `None` and adds a diagnostic if that fails.
pub fn draw(
    book: &Book,
    theme: &Theme,
    fonts: &Arc<Fonts>,
    cache: &Cache,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let world = BookWorld::of_cover(fonts, theme, &main(book));
    cache.remember(|| world.key(Key::of(Kind::Cover)), || drawn(&world, diagnostics))
}

fn drawn(world: &BookWorld, diagnostics: &mut Diagnostics) -> Option<Vec<u8>> {
    let document = match typst::compile::<PagedDocument>(world).output {
        Ok(document) => document,
        Err(errors) => {
            for error in &errors {
                let message = format!("the cover cannot be drawn: {}", error.message);
                let help = "correct styles/cover.typ, or set `cover.image` in book.yaml";
                diagnostics.push(Diagnostic::new(Code::Layout, None, message).help(help));
            }
            return None;
        }
    };
    let page = document.pages().first()?;
    let pixel_per_pt = Scalar::new(WIDTH / page.frame.width().to_pt());
    let pixels = typst_render::render(page, &RenderOptions { pixel_per_pt, render_bleed: false });
    let rgb: Vec<u8> =
        pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    png_of_pixels(pixels.width(), pixels.height(), &rgb)
}

/// The Typst source of the cover.
fn main(book: &Book) -> String {
    let manifest = book.manifest();
    let cases = book.cases().iter().filter(|case| case.part() == Part::Cases);
    let notes = cases.map(|case| Value::from(case.notes().len()));
    let call = Call::new("cover")
        .named("title", Value::text(&manifest.title))
        .named("title-parts", Value::texts(typography::title_parts(&manifest.title)))
        .named("subtitle", Value::optional(manifest.subtitle.as_deref()))
        .named("authors", Value::texts(credits(book, &manifest.authors)))
        .named("publisher", Value::optional(manifest.publisher.as_deref()))
        .named("language", Value::text(language_and_region(&manifest.language).0))
        .named("direction", Value::name(Direction::of(&manifest.language).name()))
        .named("notes", Value::array(notes));
    format!("#import \"/styles/cover.typ\": cover\n#{}\n", Value::from(call).as_str())
}
