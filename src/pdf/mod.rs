//! Writes PDFs from the laid-out pages: the whole book for screens and for print shops, and each case.

mod export;
mod first_uses;
mod greys;
pub mod join;
mod options;
pub mod pack;
mod press;
mod print;
mod screen;

use std::collections::{BTreeMap, HashMap};

use chrono::DateTime;

pub use self::export::Export;
use self::export::{Written, find};
use self::join::Level;
use self::options::{case_path, options, print_options};
use self::press::Press;
use crate::artifact::{Artifact, Content, Format, Selection};
use crate::cache::{Cache, Key, Kind};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{LinkId, LinkRole, Part};
use crate::parallel;
use crate::resolve::{Book, BookCase, Target};
use crate::typeset::Pages;
use crate::typeset::resolution;

/// The selected PDFs, those of the book first.
#[must_use]
pub fn artifacts(
    pages: &Pages<'_>,
    export: &Export<'_>,
    (selection, cache): (&Selection<'_>, &Cache),
    diagnostics: &mut Diagnostics,
) -> Vec<Artifact> {
    let book = pages.book;
    let chosen: Vec<usize> =
        (0..book.cases().len()).filter(|index| selection.takes(&book.cases()[*index])).collect();
    for index in &chosen {
        complain_of_lost_links(book, *index, diagnostics);
    }
    let is_print = selection.has(Format::Print);
    pages.complain_of_pictures(if is_print { resolution::PRINT } else { resolution::PLAIN }, diagnostics);
    let books = [Format::Pdf, Format::Print].into_iter().filter(|format| selection.has(*format));
    let jobs: Vec<Content> = books.map(Content::Book).chain(chosen.into_iter().map(Content::Case)).collect();
    let written = &*export.written();
    let results = parallel::each(&jobs, |content| artifact(pages, *content, written, cache));
    let mut artifacts = Vec::new();
    for result in results {
        match result {
            Ok(artifact) => artifacts.push(artifact),
            Err(complaints) => diagnostics.append(complaints),
        }
    }
    artifacts
}

fn artifact(
    pages: &Pages<'_>,
    content: Content,
    written: &[Written],
    cache: &Cache,
) -> Result<Artifact, Diagnostics> {
    let book = pages.book;
    match content {
        Content::Case(index) => case(book, index, &written[index + 1], cache),
        Content::Book(Format::Print) => for_printers(pages, written),
        Content::Book(_) | Content::Record | Content::Checksums => whole(pages, written),
    }
}

/// The PDF of the whole book.
fn whole(pages: &Pages<'_>, written: &[Written]) -> Result<Artifact, Diagnostics> {
    let book = pages.book;
    let path = Format::Pdf.book_file(book.slug());
    let is_covered = pages.is_covered && written.iter().all(|written| written.is_covered);
    let front =
        written[0].front.as_ref().map(|front| export::part(front, None, &options(book, &path, is_covered)));
    let front = front.transpose().map_err(|errors| pages.complaints(&errors))?;
    let front_matter = front.iter().map(|front| (front, Level::Top));
    let cases = written.iter().zip(levels(book));
    let cases = cases.filter_map(|(written, level)| Some((written.screen.as_ref()?, level)));
    let parts = front_matter.chain(cases);
    let bytes = joined(parts, &|name| find(written, name)).map_err(|words| unwritten(&path, &words))?;
    let count = written[0].front.as_ref().map_or(0, |front| front.pages().len());
    let count = count + written.iter().map(|written| written.pages).sum::<usize>();
    Ok(Artifact { content: Content::Book(Format::Pdf), path, pages: Some(count), bytes })
}

/// The PDF of a case.
fn case(book: &Book, index: usize, written: &Written, cache: &Cache) -> Result<Artifact, Diagnostics> {
    let path = case_path(&book.cases()[index]);
    let Some(part) = &written.screen else { return Err(unwritten(&path, "it has no pages")) };
    let addresses = addresses(book, index);
    let time = DateTime::from_timestamp(book.clock().unwrap_or(0), 0).unwrap_or_default();
    let address = |name: &str| addresses.get(name).cloned();
    let key = || {
        let addresses: BTreeMap<&String, &String> = addresses.iter().collect();
        let key =
            Key::of(Kind::Case).with(&part.pdf).with_number(part.unprinted as u64).with_number(part.has_head);
        key.with(time.timestamp().to_le_bytes())
            .with_all(addresses.into_iter().flat_map(|(name, address)| [name, address]))
    };
    let mut words = String::new();
    let alone = || {
        let alone = join::alone(part, time, &address).map_err(|error| error.to_string());
        let saved = alone.and_then(|alone| pack::save(alone).map_err(|error| error.to_string()));
        saved.map_err(|error| words = error).ok()
    };
    let bytes = cache.remember(key, alone).ok_or_else(|| unwritten(&path, &words))?;
    Ok(Artifact { content: Content::Case(index), path, pages: Some(written.pages), bytes })
}

/// The PDF for a print shop.
fn for_printers(pages: &Pages<'_>, written: &[Written]) -> Result<Artifact, Diagnostics> {
    let Pages { book, theme, sheet, .. } = pages;
    let given = &book.manifest().sheet;
    let path = Format::Print.book_file(book.slug());
    let inks = press(book).map_err(|complaint| {
        let mut complaints = Diagnostics::default();
        complaints.push(complaint);
        complaints
    })?;
    let parts: Vec<&(join::Part, usize)> =
        written.iter().filter_map(|written| written.print.as_ref()).collect();
    let count: usize = parts.iter().map(|(_, count)| count).sum();
    let total = count.next_multiple_of(usize::from(given.multiple).max(1));
    let blank = print::blank(total - count, count, theme, sheet, given.crop_marks);
    let blank = blank.map(|blank| typst_pdf::pdf(&blank, &print_options(book)));
    let blank = blank.transpose().map_err(|errors| pages.complaints(&errors))?;
    let blank = blank.map(join::Part::plain);
    let parts = parts.into_iter().map(|(part, _)| part).chain(&blank).map(|part| (part, Level::Top));
    let pdf = joined(parts, &|_| None);
    let pressed = pdf.and_then(|pdf| pack::pressed(&pdf, sheet, &inks).map_err(|error| error.to_string()));
    let bytes = pressed.map_err(|words| unwritten(&path, &words))?;
    Ok(Artifact { content: Content::Book(Format::Print), path, pages: Some(total), bytes })
}

/// Where the bookmarks of each document stand: those of the front matter, and then those of the cases.
fn levels(book: &Book) -> impl Iterator<Item = Level> {
    let level = |case: &BookCase| match case.part() {
        Part::Title => Level::Title,
        _ if case.is_below_title() => Level::Below,
        _ => Level::Top,
    };
    std::iter::once(Level::Top).chain(book.cases().iter().map(level))
}

/// The file of several documents. The message of an error is for readers.
fn joined<'p>(
    parts: impl Iterator<Item = (&'p join::Part, Level)>,
    place: &dyn Fn(&str) -> Option<join::Place>,
) -> Result<Vec<u8>, String> {
    let join = || {
        let mut parts = parts;
        let (first, _) = parts.next().ok_or(join::Error::Unusual("number of documents"))?;
        let mut book = join::Book::begin(first)?;
        parts.try_for_each(|(part, level)| book.add(part, level))?;
        book.finish(place)
    };
    join().map_err(|error: join::Error| error.to_string())
}

/// The public address of each place outside the case that a link or mention in it refers to. The PDF of the case alone has
/// links to them instead of to the pages.
fn addresses(book: &Book, index: usize) -> HashMap<String, String> {
    let places = book.cases()[index].targets_of_links();
    places.filter_map(|place| Some((place.anchor.clone(), place.address.clone()?))).collect()
}

/// The press whose profile `book.yaml` names, or one with coated paper.
fn press(book: &Book) -> Result<Press, Diagnostic> {
    let Some(profile) = book.output_intent() else { return Ok(Press::standard()) };
    Press::of(&profile.bytes).map_err(|words| {
        let message = format!("`{}` cannot be used as output profile: {words}", profile.path);
        Diagnostic::new(Code::InvalidProfile, profile.span, message)
            .help("use the ICC profile of the press, which your printer has, or remove the key")
    })
}

/// Reports that a PDF cannot be written, with the message of the library.
fn unwritten(path: &str, words: &str) -> Diagnostics {
    let mut complaints = Diagnostics::default();
    complaints.push(Diagnostic::new(Code::Layout, None, format!("`{path}` cannot be written: {words}")));
    complaints
}

/// Reports an output profile that cannot be used, whatever the formats.
pub fn check_profile(book: &Book, diagnostics: &mut Diagnostics) {
    if let Err(complaint) = press(book) {
        diagnostics.push(complaint);
    }
}

/// Warns about links that the PDF of a case cannot contain.
pub fn check(book: &Book, diagnostics: &mut Diagnostics) {
    let cases = (0..book.cases().len()).filter(|index| book.cases()[*index].part() == Part::Cases);
    cases.for_each(|index| complain_of_lost_links(book, index, diagnostics));
}

/// Warns about each link to another case that the PDF of the case cannot contain, because the target has no public
/// address.
fn complain_of_lost_links(book: &Book, index: usize, diagnostics: &mut Diagnostics) {
    let case = &book.cases()[index];
    for (number, link) in case.source().links.iter().enumerate() {
        if let Target::Place(place) = case.target(LinkId::after(number))
            && place.case != index
            && link.role == LinkRole::Written
            && place.address.is_none()
        {
            let message =
                format!("in the PDF of this case alone, the link to `{}` has no target", link.destination);
            diagnostics.push(
                Diagnostic::new(Code::NoPublicAddress, link.span, message)
                    .help("its text is kept without a link there; set `site.url` in book.yaml"),
            );
        }
    }
}
