//! Builds the HTML and the pages for a preview, again and again. Each build uses what has not changed since the one before,
//! and gives what a first build would give.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::compile::Parsed;
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::html::{Material, Parts};
use crate::project::{FontFile, Theme};
use crate::resolve::{Asset, Book};
use crate::typeset::preview::{self, Shown};
use crate::{html, pdf, picture, typeset};

/// What a preview keeps from build to build.
#[derive(Default)]
pub struct Kept {
    /// The parsed case files.
    pub parsed: Parsed,
    fonts: Option<KeptFonts>,
    /// The packed pictures, by the bytes of their files.
    pictures: HashMap<Vec<u8>, Vec<u8>>,
    pages: preview::Kept,
    /// The number of builds.
    builds: usize,
}

/// Results of Typst are dropped if they were not used in this many times [`BUILDS`] builds. The first edit of a case after
/// that takes about five times as long.
const GENERATIONS: usize = 4;
/// The number of builds after which old results are dropped, which takes some time.
const BUILDS: usize = 8;

/// The fonts of a theme, and what was reported of them.
struct KeptFonts {
    files: Vec<FontFile>,
    values: toml::Table,
    fonts: Arc<Fonts>,
    found: Diagnostics,
}

impl Kept {
    /// The HTML. `None` if there is an error, which is added to the diagnostics.
    pub fn html(&mut self, book: &Book, theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Parts> {
        let fonts = self.fonts(theme, diagnostics);
        let drawings = typeset::draw(book, theme, &fonts, diagnostics)?;
        self.pack(book.assets());
        let pictures: Vec<Cow<'_, [u8]>> =
            book.assets().iter().map(|asset| Cow::Borrowed(self.pictures[&asset.bytes].as_slice())).collect();
        let (drawn, cache) = (drawings.shown.as_slice(), &Cache::none());
        html::parts(book, &Material { theme, fonts: &fonts, drawn, pictures: &pictures, cache }, diagnostics)
    }

    /// The pages. `None` if there is an error, which is added to the diagnostics.
    pub fn pages(&mut self, book: &Book, theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Shown> {
        pdf::check_profile(book, diagnostics);
        let fonts = self.fonts(theme, diagnostics);
        let drawings = typeset::draw(book, theme, &fonts, diagnostics)?;
        preview::shown(book, theme, (&fonts, &drawings), &mut self.pages, diagnostics)
    }

    /// Drops what the last builds did not use.
    pub fn forget(&mut self) {
        self.builds += 1;
        if self.builds.is_multiple_of(BUILDS) {
            typeset::forget(GENERATIONS);
        }
    }

    fn fonts(&mut self, theme: &Theme, diagnostics: &mut Diagnostics) -> Arc<Fonts> {
        let known = self.fonts.take().filter(|kept| kept.files == theme.fonts && kept.values == theme.values);
        let kept = known.unwrap_or_else(|| {
            let mut found = Diagnostics::default();
            let fonts = Fonts::read(theme, &mut found);
            KeptFonts { files: theme.fonts.clone(), values: theme.values.clone(), fonts, found }
        });
        diagnostics.append(kept.found.clone());
        Arc::clone(&self.fonts.insert(kept).fonts)
    }

    /// Packs the pictures that are new, and forgets those that are gone.
    fn pack(&mut self, assets: &[Asset]) {
        let known = std::mem::take(&mut self.pictures);
        let pack = |asset: &Asset| {
            let packed = known.get(&asset.bytes).cloned();
            let packed = packed.unwrap_or_else(|| {
                picture::pack(&asset.bytes, asset.media_type, &Cache::none()).into_owned()
            });
            (asset.bytes.clone(), packed)
        };
        self.pictures = assets.par_iter().map(pack).collect();
    }
}
