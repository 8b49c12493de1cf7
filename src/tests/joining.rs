//! Compares a book whose documents are exported one by one and joined with the same pages exported at once.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use lopdf::Document;
use lopdf::content::{Content, Operation};
use typst::diag::SourceResult;
use typst::foundations::{Datetime, Label, Selector, Smart};
use typst::introspection::{Introspector, Location};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, Document as _, Url};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::facts::Facts;
use crate::cache::{Cache, Key};
use crate::diag::Diagnostics;
use crate::font::{Fonts, fallback};
use crate::pdf::join::{self, Book, Error, Level, Part, Place};
use crate::pdf::pack;
use crate::typeset::{self, Exported, Exporter};
use crate::{compile, load};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

/// A book with its pages, and the first page of each document.
struct Laid {
    document: PagedDocument,
    starts: Vec<usize>,
    /// Whether the fonts have every character, which the standards require.
    is_covered: bool,
    /// The head of a case that is a file of its own.
    head: Option<Page>,
}

impl Laid {
    fn of(folder: &Path) -> Result<Self> {
        let project = load::project(folder)?;
        let (book, mut diagnostics) = compile::book(&project, None);
        let book = book.ok_or("the book was not understood")?;
        let mut theme = load::theme(&project, book.manifest().theme, &mut Diagnostics::default());
        fallback::complete(&book, &mut theme);
        let fonts = Fonts::read(&theme, &mut diagnostics);
        let drawings =
            typeset::draw(&book, &theme, &fonts, &mut diagnostics).ok_or("a figure cannot be drawn")?;
        let collected = Collected::default();
        let pages = typeset::layout(
            &book,
            &theme,
            (&fonts, &drawings),
            (&collected, &Cache::none()),
            &mut diagnostics,
        );
        let is_covered = pages.ok_or("the book cannot be laid out")?.is_covered;
        let documents = collected.0.into_inner()?;
        let (mut starts, mut pages, mut info) = (Vec::new(), Vec::new(), None);
        for document in documents.into_values() {
            starts.push(pages.len());
            pages.extend(document.pages().iter().cloned());
            info.get_or_insert_with(|| document.info().clone());
        }
        let document = PagedDocument::new(pages.into(), info.unwrap_or_default());
        Ok(Self { document: led(&document), starts, is_covered, head: collected.1.into_inner()? })
    }

    fn ends(&self) -> impl Iterator<Item = (usize, usize)> {
        let ends = self.starts[1..].iter().copied().chain([self.document.pages().len()]);
        self.starts.iter().copied().zip(ends)
    }

    /// The documents as they are exported: links to others have stand-ins. Each begins with so many pages like its first.
    fn parts(&self, unprinted: usize) -> Result<Vec<Part>> {
        self.ends()
            .map(|(start, end)| {
                let mut pages = self.document.pages()[start..end].to_vec();
                for page in &mut pages {
                    self.detach(&mut page.frame, start..end, &|name| Some(format!("\u{1}{name}")));
                }
                let mut bare = pages[0].clone();
                strip(&mut bare.frame);
                pages.splice(0..0, std::iter::repeat_n(bare, unprinted));
                Ok(Part { pdf: self.pdf(pages)?, unprinted, has_head: false })
            })
            .collect()
    }

    fn whole(&self) -> Result<Vec<u8>> {
        self.pdf(self.document.pages().to_vec())
    }

    fn pdf(&self, pages: Vec<Page>) -> Result<Vec<u8>> {
        let standards: &[PdfStandard] =
            if self.is_covered { &[PdfStandard::Ua_1, PdfStandard::A_2a] } else { &[] };
        let options = PdfOptions {
            ident: Smart::Custom("a book".to_owned()),
            timestamp: Datetime::from_ymd_hms(2020, 1, 1, 0, 0, 0).map(Timestamp::new_utc),
            standards: PdfStandards::new(standards).unwrap_or_default(),
            ..PdfOptions::default()
        };
        let document = PagedDocument::new(pages.into(), self.document.info().clone());
        Ok(typst_pdf::pdf(&document, &options).map_err(|errors| format!("{errors:?}"))?)
    }

    /// Gives links to other pages the address of their target, or removes them.
    fn detach(&self, frame: &mut Frame, pages: Range<usize>, address: &dyn Fn(&str) -> Option<String>) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.detach(&mut group.frame, pages.clone(), address),
                FrameItem::Link(destination, _) => {
                    if let Destination::Location(location) = destination
                        && !self.page(*location).is_some_and(|page| pages.contains(&page))
                    {
                        let url = address(&self.name(*location)).and_then(|address| Url::new(address).ok());
                        let Some(url) = url else { return false };
                        *destination = Destination::Url(url);
                    }
                }
                _ => {}
            }
            true
        });
    }

    fn page(&self, location: Location) -> Option<usize> {
        Some(self.document.introspector().page(location)?.get() - 1)
    }

    fn name(&self, location: Location) -> String {
        let element = self.document.introspector().query_first(&Selector::Location(location));
        let label = element.and_then(|element| element.label());
        label.map(|label| label.resolve().as_str().to_owned()).unwrap_or_default()
    }

    fn place(&self, name: &str) -> Option<Place> {
        let label = typst::foundations::Label::new(typst::utils::PicoStr::intern(name))?;
        let location = self.document.introspector().query_label(label).ok()?.location()?;
        let position = self.document.introspector().position(location)?;
        let page = position.page.get() - 1;
        let part = self.starts.partition_point(|start| *start <= page) - 1;
        let (x, y) = (position.point.x.to_pt(), position.point.y.to_pt());
        Some(Place { part, page: page - self.starts[part], x, y })
    }

    fn joined(&self, parts: &[Part]) -> Result<Vec<u8>> {
        joined_with(parts, &|name| self.place(name))
    }
}

fn joined_with(parts: &[Part], place: &dyn Fn(&str) -> Option<Place>) -> Result<Vec<u8>> {
    let mut book = Book::begin(&parts[0])?;
    for part in &parts[1..] {
        book.add(part, Level::Top)?;
    }
    Ok(book.finish(place)?)
}

/// Collects the documents of a book.
#[derive(Default)]
struct Collected(Mutex<BTreeMap<usize, PagedDocument>>, Mutex<Option<Page>>);

impl Exporter for Collected {
    fn shows_heads(&self) -> bool {
        true
    }

    fn key(&self, key: Key) -> Key {
        key
    }

    fn keep(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    fn recall(&self, _: usize, _: &[u8]) -> Option<()> {
        None
    }

    fn export(&self, exported: &Exported<'_>) -> SourceResult<()> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(exported.index, exported.document.clone());
        *self.1.lock().unwrap_or_else(PoisonError::into_inner) = exported.head.cloned();
        Ok(())
    }
}

/// The pages of all documents. Their links lead to their targets.
fn led(document: &PagedDocument) -> PagedDocument {
    fn lead(frame: &mut Frame, find: &dyn Fn(&str) -> Option<Location>) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => lead(&mut group.frame, find),
                FrameItem::Link(destination, _) => {
                    if let Destination::Url(url) = destination
                        && let Some(location) = url.strip_prefix('\u{1}').and_then(find)
                    {
                        *destination = Destination::Location(location);
                    }
                }
                _ => {}
            }
            true
        });
    }
    let find = |name: &str| {
        let label = Label::new(PicoStr::intern(name))?;
        document.introspector().query_label(label).ok()?.location()
    };
    let mut pages = document.pages().to_vec();
    for page in &mut pages {
        lead(&mut page.frame, &find);
    }
    PagedDocument::new(pages.into(), document.info().clone())
}

/// The file as casebook writes it.
fn packed(pdf: &[u8]) -> Result<Vec<u8>> {
    Ok(pack::save(Document::load_mem(pdf)?)?)
}

/// Removes tags and links.
fn strip(frame: &mut Frame) {
    frame.retain(|item| {
        if let FrameItem::Group(group) = item {
            strip(&mut group.frame);
        }
        !matches!(item, FrameItem::Tag(_) | FrameItem::Link(..))
    });
}

/// Books with links between cases, lists, notes, figures, tables with head cells, several scripts and languages, and wide pages.
const BOOKS: [&str; 5] = [
    "content",
    "tests/books/figures",
    "tests/books/in-german",
    "tests/books/scripts",
    "tests/books/wide-tables",
];

#[test]
fn joined_documents_are_the_pages_exported_at_once() -> Result {
    for folder in BOOKS {
        let laid = Laid::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))?;
        // The text of a glyph for missing characters is undefined.
        if !laid.is_covered {
            continue;
        }
        let whole = Facts::of(&Document::load_mem(&packed(&laid.whole()?)?)?)?;
        assert!(whole.tags.len() > 20 && !whole.outline.is_empty(), "{folder}");
        for unprinted in [0, 2] {
            let joined = laid.joined(&laid.parts(unprinted)?)?;
            compare(&Facts::of(&Document::load_mem(&joined)?)?, &whole, &format!("{folder}, {unprinted}"));
        }
    }
    Ok(())
}

#[test]
fn a_document_alone_is_its_pages_exported_alone() -> Result {
    let laid = Laid::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))?;
    let address = |name: &str| name.len().is_multiple_of(2).then(|| format!("https://example.org/{name}"));
    for (part, (start, end)) in laid.parts(1)?.iter().zip(laid.ends()).skip(1).take(3) {
        let mut pages = laid.document.pages()[start..end].to_vec();
        for page in &mut pages {
            laid.detach(&mut page.frame, start..end, &address);
        }
        let expected = Facts::of(&Document::load_mem(&packed(&laid.pdf(pages)?)?)?)?;
        let alone = Document::load_mem(&pack::save(join::alone(part, time()?, &address)?)?)?;
        compare(&Facts::of(&alone)?, &expected, &format!("pages {start} to {end}"));
        assert_eq!(pages_in_metadata(&alone)?, end - start);
    }
    Ok(())
}

#[test]
fn a_head_is_drawn_as_artifact() -> Result {
    let laid = Laid::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/two-cases"))?;
    let parts = laid.parts(0)?;
    let plain = Facts::of(&join::alone(&parts[1], time()?, &|_| None)?)?;
    let (start, end) = laid.ends().nth(1).ok_or("a case")?;
    let head = laid.head.clone().ok_or("a head")?;
    let mut pages = [&[head], &laid.document.pages()[start..end]].concat();
    for page in &mut pages {
        laid.detach(&mut page.frame, start..end, &|_| None);
    }
    let with_head = Part { pdf: laid.pdf(pages)?, unprinted: 1, has_head: true };
    let document = join::alone(&with_head, time()?, &|_| None)?;
    let document = Document::load_mem(&pack::save(document)?)?;
    let with = Facts::of(&document)?;
    assert_eq!(with.tags, plain.tags);
    assert_eq!(with.pages, plain.pages);
    let first = document.page_iter().next().ok_or("a page")?;
    let (resources, _) = document.get_page_resources(first)?;
    let forms = resources.ok_or("resources")?.get_deref(b"XObject", &document)?.as_dict()?;
    let form = forms.get_deref(b"Head", &document)?.as_stream()?;
    let operations = Content::decode(&form.get_plain_content()?)?.operations;
    let has = |operator: &str| operations.iter().any(|operation| operation.operator == operator);
    assert!(has("Tf") && has("ET"));
    let is_tagged = |operation: &Operation| {
        operation
            .operands
            .iter()
            .any(|operand| operand.as_dict().is_ok_and(|dictionary| dictionary.has(b"MCID")))
    };
    assert!(!operations.iter().any(is_tagged));
    let content = Content::decode(&document.get_page_content(first))?.operations;
    let starts: Vec<&str> = content[..6].iter().map(|operation| operation.operator.as_str()).collect();
    assert_eq!(starts, ["BMC", "q", "cm", "Do", "Q", "EMC"]);
    Ok(())
}

#[test]
fn unknown_targets_are_named() -> Result {
    let laid = Laid::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))?;
    let parts = laid.parts(0)?;
    // Without the other documents, nobody has the targets of the first one.
    let found = Book::begin(&parts[0])?.finish(&|_| None);
    let Err(Error::UnknownTargets(names)) = found else { return Err("the targets are known".into()) };
    let case = laid.document.introspector().query_labelled();
    let is_label = |name: &String| {
        case.iter().any(|element| element.label().is_some_and(|label| label.resolve().as_str() == name))
    };
    assert!(!names.is_empty() && names.iter().all(is_label), "{names:?}");
    Ok(())
}

#[test]
fn the_identifier_follows_from_the_content() -> Result {
    let mut identifiers = Vec::new();
    let laid = Laid::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/two-cases"))?;
    let parts = laid.parts(0)?;
    let joined = laid.joined(&parts)?;
    assert!(joined == laid.joined(&parts)?, "the same documents give the same file");
    let without_last =
        joined_with(&parts[..parts.len() - 1], &|_| Some(Place { part: 0, page: 0, x: 0.0, y: 0.0 }))?;
    for file in [joined, without_last] {
        let document = Document::load_mem(&file)?;
        assert_eq!(pages_in_metadata(&document)?, document.page_iter().count());
        let ids = document.trailer.get(b"ID")?.as_array()?.iter();
        identifiers.push(ids.map(|id| Ok(id.as_str()?.to_vec())).collect::<Result<Vec<_>>>()?);
    }
    assert_eq!(identifiers[0][0], identifiers[1][0]);
    assert_ne!(identifiers[0][1], identifiers[1][1]);
    Ok(())
}

/// The time of a file.
fn time() -> Result<DateTime<Utc>> {
    Ok(DateTime::from_timestamp(1_700_000_000, 0).ok_or("no time")?)
}

/// The number of pages in the metadata, which also have the identifier of the file.
fn pages_in_metadata(document: &Document) -> Result<usize> {
    let stream = document.catalog()?.get_deref(b"Metadata", document)?.as_stream()?;
    let text = String::from_utf8(stream.get_plain_content()?)?;
    let identifier = document.trailer.get(b"ID")?.as_array()?[1].as_str()?;
    assert!(text.contains(&format!("<xmpMM:InstanceID>{}<", String::from_utf8_lossy(identifier))));
    let (_, after) = text.split_once("<xmpTPg:NPages>").ok_or("no number of pages")?;
    Ok(after.split_once('<').ok_or("no number of pages")?.0.parse()?)
}

/// Compares two files, page by page and tag by tag, so that a difference is easy to find.
fn compare(found: &Facts, expected: &Facts, of: &str) {
    for (page, (found, expected)) in found.pages.iter().zip(&expected.pages).enumerate() {
        assert_eq!(found.words.text, expected.words.text, "page {page} of {of}");
        for (found, expected) in found.words.runs.iter().zip(&expected.words.runs) {
            assert_eq!(found, expected, "page {page} of {of}");
        }
        assert_eq!(found, expected, "page {page} of {of}");
    }
    for (found, expected) in found.tags.iter().zip(&expected.tags) {
        assert_eq!(found, expected, "{of}");
    }
    assert_eq!(found.outline, expected.outline, "{of}");
    assert_eq!(found.names, expected.names, "{of}");
    // Glyphs that look the same, such as those of spaces, can become one.
    let faces = |facts: &Facts| facts.glyphs.keys().cloned().collect::<Vec<_>>();
    assert_eq!(faces(found), faces(expected), "{of}");
    for (found, expected) in found.glyphs.iter().zip(&expected.glyphs) {
        assert!(found.1.len() == 1 && expected.1.len() == 1 && found.1 <= expected.1, "{found:?} in {of}");
    }
    assert_eq!(found.streams, expected.streams, "{of}");
}
