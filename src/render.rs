//! Builds the outputs of a book. The same book gives the same bytes: nothing here reads a clock, the environment or a
//! file, except the results of earlier builds, which are the same with and without a cache.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::artifact::{Artifact, Content, Format, Selection};
use crate::cache::Cache;
use crate::diag::Diagnostics;
use crate::font::{self, Fonts};
use crate::highlight;
use crate::model::BlockKind;
use crate::picture::Drawn;
use crate::project::Theme;
use crate::resolve::Book;
use crate::typeset::breakable::Room;
use crate::typeset::source::Source;
use crate::typeset::{self, Drawings, Pages, sheet};
use crate::{epub, html, parallel, pdf, picture};

/// Reports the problems of a book without laying out all pages: draws every figure, and lays out figures and tables
/// only.
pub fn check(book: &Book, theme: &Theme, diagnostics: &mut Diagnostics) {
    pdf::check_profile(book, diagnostics);
    let fonts = Fonts::read(theme, diagnostics);
    font::check(theme, &fonts, diagnostics);
    let drawings = typeset::draw(book, theme, &fonts, diagnostics);
    if let Some(drawings) = drawings.filter(|_| !diagnostics.has_errors()) {
        pdf::check(book, diagnostics);
        typeset::check(book, theme, (&fonts, &drawings), diagnostics);
    }
}

/// Builds the selected outputs, in the order EPUB, PDF, HTML, cases. The work is divided between two threads.
///
/// Problems that an output finds are added to the diagnostics. If there is an error, the list of artifacts is
/// incomplete.
#[must_use]
pub fn book(
    book: &Book,
    theme: &Theme,
    selection: &Selection<'_>,
    cache: &Cache,
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    pdf::check_profile(book, diagnostics);
    let fonts = Fonts::read(theme, diagnostics);
    // Every figure is drawn first, whatever the formats, because a failing script is an error in all of them.
    let has_pages = selection.has_pages();
    let figures = if has_pages || selection.has(Format::Epub) {
        typeset::draw(book, theme, &fonts, diagnostics).map(Figures::Whole)
    } else {
        typeset::shown(book, theme, &fonts, cache, diagnostics).map(Figures::Shown)
    };
    let Some(figures) = figures.filter(|_| !diagnostics.has_errors()) else {
        diagnostics.sort();
        return Vec::new();
    };
    highlight::prepare(code(book));
    let mut complaints: [Diagnostics; 5] = Default::default();
    let [of_html, of_layout, of_cover, of_epub, of_pdf] = &mut complaints;
    let export = pdf::Export::new(book, theme, selection);
    let ((html, pictures, cover), pages) = parallel::both(
        || {
            let [is_html, is_epub] = [Format::Html, Format::Epub].map(|format| selection.has(format));
            let pictures = if is_html || is_epub { packed(book, cache) } else { Vec::new() };
            let drawn = figures.shown();
            let material = html::Material { theme, fonts: &fonts, drawn, pictures: &pictures, cache };
            let parts = || html::parts(book, &material, of_html);
            let html = is_html.then(parts).flatten().map(|parts| html::artifact(book, &parts));
            let cover = || epub::cover(book, theme, &fonts, cache, of_cover);
            (html, pictures, is_epub.then(cover).flatten())
        },
        || typeset::layout(book, theme, (&fonts, figures.whole()?), (&export, cache), of_layout),
    );
    let (epub, pdfs) = parallel::both(
        || {
            let cover = cover.as_ref()?;
            let page_breaks = pages.as_ref().map(Pages::breaks);
            let (fonts, drawn, page_breaks) = (&fonts, figures.shown(), page_breaks.as_ref());
            let material = epub::Material { theme, fonts, drawn, cover, pictures: &pictures, page_breaks };
            epub::artifact(book, &material, of_epub)
        },
        || match &pages {
            Some(pages) if has_pages => pdf::artifacts(pages, &export, (selection, cache), of_pdf),
            Some(_) | None => Vec::new(),
        },
    );
    if !has_pages {
        complaints[1] = Diagnostics::default();
    }
    for complaints in complaints {
        diagnostics.append(complaints);
    }
    diagnostics.sort();
    let (book_pdf, case_pdfs): (Vec<_>, Vec<_>) =
        pdfs.into_iter().partition(|artifact| matches!(artifact.content, Content::Book(_)));
    epub.into_iter().chain(book_pdf).chain(html).chain(case_pdfs).collect()
}

/// The code of a book, with its language.
fn code(book: &Book) -> impl Iterator<Item = (Option<&str>, &str)> {
    let blocks = book.cases().iter().flat_map(|case| case.source().nodes().blocks());
    blocks.filter_map(|block| match &block.kind {
        BlockKind::CodeBlock { language, text, .. } => Some((language.as_deref(), text.as_str())),
        _ => None,
    })
}

/// The drawn figures.
enum Figures {
    /// With frames, for pages.
    Whole(Drawings),
    /// For the HTML only.
    Shown(Vec<Drawn>),
}

impl Figures {
    fn shown(&self) -> &[Drawn] {
        match self {
            Figures::Whole(drawings) => &drawings.shown,
            Figures::Shown(shown) => shown,
        }
    }

    fn whole(&self) -> Option<&Drawings> {
        match self {
            Figures::Whole(drawings) => Some(drawings),
            Figures::Shown(_) => None,
        }
    }
}

/// The Typst sources that the pages are set from; `None`, with complaints, if a figure cannot be drawn or the page has no room.
pub fn typst(book: &Book, theme: &Theme, diagnostics: &mut Diagnostics) -> Option<Vec<Source>> {
    let fonts = Fonts::read(theme, diagnostics);
    let drawings = typeset::draw(book, theme, &fonts, diagnostics)?;
    let sheet = sheet::settle(book.manifest(), theme, diagnostics)?;
    Some(typeset::sources(book, &drawings.shown, Room::of_page(sheet.text_width(), theme)))
}

/// The compressed bytes of each picture for EPUB and HTML, in the order of [`Book::assets`].
fn packed<'a>(book: &'a Book, cache: &Cache) -> Vec<Cow<'a, [u8]>> {
    book.assets().par_iter().map(|asset| picture::pack(&asset.bytes, asset.media_type, cache)).collect()
}
