//! The navigation document (EPUB 3.3, section 7), and the NCX for older e-readers.

use super::documents::{COVER_PAGE, Documents, XML, address, document, document_name, page_marks};
use super::package;
use crate::apparatus::{Entry, PageBreaks, depth, lists, outline};
use crate::markup::{self, Tag};
use crate::model::{Part, plain_text};
use crate::resolve::Book;
use crate::vocabulary::CONTENTS;

/// `nav.xhtml`, which is also the visible table of contents, with the lists of figures and tables.
pub fn navigation(book: &Book, page_breaks: Option<&PageBreaks>) -> String {
    let title = &book.wording().contents;
    let mut out = page_marks(page_breaks.map(|breaks| breaks.contents.as_slice()).unwrap_or_default());
    let toc = Tag::new(CONTENTS.element).semantics::<Documents<'_>>("toc", "doc-toc").with("id", "toc");
    let toc = toc.classes(CONTENTS.class, &[]).with("aria-labelledby", "toc-title");
    let heading = Tag::new("h1").with("id", "toc-title").text(title);
    out += &(toc.around(&format!("\n{heading}\n{}", entries(book, &outline(book)))) + "\n");
    let lists = lists(book);
    for list in &lists {
        let (kind, name, title) = (list.epub_type, list.name, list.title);
        let id = format!("{kind}-title");
        let nav = Tag::new(CONTENTS.element).semantics::<Documents<'_>>(kind, "").with("id", kind);
        let nav = nav.with("class", format!("{} {name}", CONTENTS.class)).with("aria-labelledby", &id);
        let heading = Tag::new("h2").with("id", &id).text(title);
        out += &(nav.around(&format!("\n{heading}\n{}", entries(book, &list.entries))) + "\n");
    }
    let mut landmarks = String::new();
    let mut landmark = |kind: &str, href: &str, words: &str| {
        let link = Tag::new("a").semantics::<Documents<'_>>(kind, "").with("href", href).text(words);
        landmarks += &item(&link);
    };
    landmark("cover", COVER_PAGE, &book.wording().cover);
    landmark("titlepage", "title.xhtml", &book.wording().title_page);
    landmark("toc", "nav.xhtml", title);
    for list in &lists {
        landmark(list.epub_type, &format!("nav.xhtml#{}", list.epub_type), list.title);
    }
    // Readers start here, with an introduction if there is one.
    if let Some(first) = book.cases().first() {
        let is_case = first.part() == Part::Cases;
        let words = if is_case { book.wording().cases.clone() } else { first.plain_title() };
        landmark("bodymatter", &document_name(book, 0), &words);
    }
    let nav = Tag::new("nav").semantics::<Documents<'_>>("landmarks", "").with("aria-label", "Landmarks");
    out += &(nav.with("hidden", "hidden").around(&format!("\n{}", ordered(&landmarks))) + "\n");
    if let Some(breaks) = page_breaks {
        page_list(book, breaks, &mut out);
    }
    document(title, &book.manifest().language, &out)
}

/// The page list: the place of each PDF page in the text (EPUB 3.3, section 7.4.3).
fn page_list(book: &Book, breaks: &PageBreaks, out: &mut String) {
    let title = &book.wording().pages;
    let links: String =
        pages(book, breaks).map(|(page, href)| item(&Tag::new("a").with("href", href).text(page))).collect();
    let nav = Tag::new("nav")
        .semantics::<Documents<'_>>("page-list", "doc-pagelist")
        .with("id", "page-list")
        .with("hidden", "hidden")
        .with("aria-label", title);
    *out += &(nav.around(&format!("\n{}", ordered(&links))) + "\n");
}

/// A list of finished items.
fn ordered(items: &str) -> String {
    Tag::new("ol").around(&format!("\n{items}")) + "\n"
}

fn item(markup: &str) -> String {
    Tag::new("li").around(markup) + "\n"
}

/// Every page with its place, in order.
fn pages<'a>(book: &'a Book, breaks: &'a PageBreaks) -> impl Iterator<Item = (&'a str, String)> {
    let place = |document: &str, page: &str| format!("{document}#{}", markup::page_anchor(page));
    let title_page = breaks.title_page.iter().map(move |page| (page.as_str(), place("title.xhtml", page)));
    let contents = breaks.contents.iter().map(move |page| (page.as_str(), place("nav.xhtml", page)));
    let cases = breaks.cases.iter().enumerate().flat_map(move |(case, pages)| {
        pages
            .iter()
            .map(move |page| (page.page.as_str(), address(book, case, &markup::page_anchor(&page.page))))
    });
    title_page.chain(contents).chain(cases)
}

fn entries(book: &Book, list: &[Entry<'_>]) -> String {
    let edition = Documents { book, drawn: &[], page_breaks: None };
    let entry = |entry: &Entry<'_>| {
        let label = markup::label(book, entry.case, &edition, &entry.heading);
        let link = Tag::new("a").with("href", href(book, entry)).around(&label);
        if entry.children.is_empty() {
            item(&link)
        } else {
            item(&format!("{link}\n{}", entries(book, &entry.children)))
        }
    };
    ordered(&list.iter().map(entry).collect::<String>())
}

/// The `href` of an entry: a document for a case, a fragment for a section.
fn href(book: &Book, entry: &Entry<'_>) -> String {
    if entry.anchor == book.cases()[entry.case].key() {
        document_name(book, entry.case)
    } else {
        address(book, entry.case, entry.anchor)
    }
}

/// `toc.ncx` (OPF 2.0, section 2.4.1), whose identifier must be that of the package.
pub fn ncx(book: &Book, page_breaks: Option<&PageBreaks>) -> String {
    let list = outline(book);
    let pages: Vec<_> = page_breaks.map(|breaks| pages(book, breaks).collect()).unwrap_or_default();
    let highest = pages.iter().filter_map(|(page, _)| page.parse::<u32>().ok()).max().unwrap_or(0);
    let meta = |name: &str, content: String| {
        Tag::new("meta").with("name", name).with("content", content).empty() + "\n"
    };
    let head = [
        meta("dtb:uid", package::unique_identifier(book)),
        meta("dtb:depth", depth(&list).to_string()),
        meta("dtb:totalPageCount", pages.len().to_string()),
        meta("dtb:maxPageNumber", highest.to_string()),
    ];
    let title = Tag::new("text").text(&book.manifest().title);
    let mut parts = [
        Tag::new("head").around(&format!("\n{}", head.concat())),
        Tag::new("docTitle").around(&title),
        Tag::new("navMap").around(&format!("\n{}", points(book, &list, &mut 0))),
    ]
    .join("\n");
    if !pages.is_empty() {
        parts += &format!("\n{}", page_targets(&pages));
    }
    let ncx = Tag::new("ncx")
        .with("xmlns", "http://www.daisy.org/z3986/2005/ncx/")
        .with("version", "2005-1")
        .with("xml:lang", &book.manifest().language);
    format!("{XML}{}\n", ncx.around(&format!("\n{parts}\n")))
}

fn page_targets(pages: &[(&str, String)]) -> String {
    let target = |(index, (page, href)): (usize, &(&str, String))| {
        let target = Tag::new("pageTarget").with("id", format!("page-{}", index + 1));
        let target = match page.parse::<u32>() {
            Ok(number) => target.with("type", "normal").with("value", number),
            Err(_) => target.with("type", "front"),
        };
        target.around(&(navigation_label(page) + &content(href))) + "\n"
    };
    let targets: String = pages.iter().enumerate().map(target).collect();
    Tag::new("pageList").around(&format!("\n{targets}"))
}

fn navigation_label(words: &str) -> String {
    Tag::new("navLabel").around(&Tag::new("text").text(words))
}

fn content(href: &str) -> String {
    Tag::new("content").with("src", href).empty()
}

/// The navigation points have no `playOrder`; they are in document order.
fn points(book: &Book, list: &[Entry<'_>], count: &mut usize) -> String {
    let mut out = String::new();
    for entry in list {
        *count += 1;
        let point = Tag::new("navPoint").with("id", format!("point-{count}"));
        let label = navigation_label(&plain_text(&entry.heading)) + &content(&href(book, entry));
        out += &(point.around(&format!("{label}\n{}", points(book, &entry.children, count))) + "\n");
    }
    out
}
