//! The navigation document (EPUB 3.3, section 7) and the NCX that older e-readers need.

use quick_xml::escape::escape;

use super::documents::{COVER_PAGE, Documents, address, document, document_name, page_marks};
use super::package;
use crate::apparatus::PageBreaks;
use crate::apparatus::lists;
use crate::apparatus::words;
use crate::apparatus::{Entry, contents, depth};
use crate::markup;
use crate::model::{Part, plain_text};
use crate::resolve::Book;

/// `nav.xhtml`, which is also the contents page of the book, with its lists of figures and tables.
pub fn navigation(book: &Book, page_breaks: Option<&PageBreaks>) -> String {
    let title = words(book).contents;
    let mut out = page_marks(page_breaks.map(|breaks| breaks.contents.as_slice()).unwrap_or_default());
    out += &format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"contents\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">{title}</h1>\n"
    );
    entries(book, &contents(book), &mut out);
    out.push_str("</nav>\n");
    let lists = lists(book);
    for list in &lists {
        let (kind, name, title) = (list.epub_type, list.name, list.title);
        out.push_str(&format!(
            "<nav epub:type=\"{kind}\" id=\"{kind}\" class=\"contents {name}\" aria-labelledby=\"{kind}-title\">\n<h2 id=\"{kind}-title\">{title}</h2>\n"
        ));
        entries(book, &list.entries, &mut out);
        out.push_str("</nav>\n");
    }
    out.push_str("<nav epub:type=\"landmarks\" aria-label=\"Landmarks\" hidden=\"hidden\">\n<ol>\n");
    let mut landmark = |kind: &str, href: &str, words: &str| {
        out.push_str(&format!("<li><a epub:type=\"{kind}\" href=\"{href}\">{words}</a></li>\n"));
    };
    landmark("cover", COVER_PAGE, words(book).cover);
    landmark("titlepage", "title.xhtml", words(book).title_page);
    landmark("toc", "nav.xhtml", title);
    for list in &lists {
        landmark(list.epub_type, &format!("nav.xhtml#{}", list.epub_type), list.title);
    }
    if let Some(first) = book.cases().iter().position(|case| case.part() == Part::Cases) {
        landmark("bodymatter", &document_name(book, first), words(book).cases);
    }
    out.push_str("</ol>\n</nav>\n");
    if let Some(breaks) = page_breaks {
        page_list(book, breaks, &mut out);
    }
    document(title, &book.manifest().language, &out)
}

/// The pages of the PDF, each a place in the text (EPUB 3.3, section 7.4.3).
fn page_list(book: &Book, breaks: &PageBreaks, out: &mut String) {
    let title = words(book).pages;
    out.push_str(&format!(
        "<nav epub:type=\"page-list\" role=\"doc-pagelist\" id=\"page-list\" hidden=\"hidden\" aria-label=\"{title}\">\n<ol>\n"
    ));
    for (page, href) in pages(book, breaks) {
        out.push_str(&format!("<li><a href=\"{href}\">{}</a></li>\n", escape(page)));
    }
    out.push_str("</ol>\n</nav>\n");
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

fn entries(book: &Book, list: &[Entry<'_>], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in list {
        let label = markup::label(
            book,
            entry.case,
            &Documents { book, drawn: &[], page_breaks: None },
            &entry.heading,
        );
        out.push_str(&format!("<li><a href=\"{}\">{label}</a>", href(book, entry)));
        if !entry.children.is_empty() {
            out.push('\n');
            entries(book, &entry.children, out);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

/// A case is its document; a section is a place in it.
fn href(book: &Book, entry: &Entry<'_>) -> String {
    if entry.anchor == book.cases()[entry.case].key() {
        document_name(book, entry.case)
    } else {
        address(book, entry.case, entry.anchor)
    }
}

/// `toc.ncx` (OPF 2.0, section 2.4.1), whose identifier must be that of the package.
pub fn ncx(book: &Book, page_breaks: Option<&PageBreaks>) -> String {
    let list = contents(book);
    let pages: Vec<_> = page_breaks.map(|breaks| pages(book, breaks).collect()).unwrap_or_default();
    let highest = pages.iter().filter_map(|(page, _)| page.parse::<u32>().ok()).max().unwrap_or(0);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n<head>\n<meta name=\"dtb:uid\" content=\"{}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n<meta name=\"dtb:totalPageCount\" content=\"{}\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"{highest}\"/>\n</head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escape(&book.manifest().language),
        escape(package::unique_identifier(book)),
        depth(&list),
        pages.len(),
        escape(&book.manifest().title),
    );
    points(book, &list, &mut 0, &mut out);
    out.push_str("</navMap>\n");
    if !pages.is_empty() {
        page_targets(&pages, &mut out);
    }
    out.push_str("</ncx>\n");
    out
}

fn page_targets(pages: &[(&str, String)], out: &mut String) {
    out.push_str("<pageList>\n");
    for (index, (page, href)) in pages.iter().enumerate() {
        let kind = match page.parse::<u32>() {
            Ok(number) => format!("type=\"normal\" value=\"{number}\""),
            Err(_) => "type=\"front\"".to_owned(),
        };
        out.push_str(&format!(
            "<pageTarget id=\"page-{}\" {kind}><navLabel><text>{}</text></navLabel><content src=\"{href}\"/></pageTarget>\n",
            index + 1,
            escape(*page),
        ));
    }
    out.push_str("</pageList>\n");
}

/// The points have no order of playing: their places have one.
fn points(book: &Book, list: &[Entry<'_>], count: &mut usize, out: &mut String) {
    for entry in list {
        *count += 1;
        out.push_str(&format!(
            "<navPoint id=\"point-{count}\"><navLabel><text>{}</text></navLabel><content src=\"{}\"/>\n",
            escape(plain_text(&entry.heading)),
            href(book, entry),
        ));
        points(book, &entry.children, count, out);
        out.push_str("</navPoint>\n");
    }
}
