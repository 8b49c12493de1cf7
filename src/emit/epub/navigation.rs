//! The navigation document (EPUB 3.3, section 7) and the NCX that older e-readers need.

use quick_xml::escape::escape;

use super::{Documents, address, document, document_name};
use crate::emit::contents::{Entry, contents, depth};
use crate::emit::lists::lists;
use crate::emit::markup;
use crate::emit::words::words;
use crate::model::{Part, plain_text};
use crate::resolve::Book;

/// `nav.xhtml`, which is also the contents page of the book, with its lists of figures and tables.
pub fn navigation(book: &Book) -> String {
    let title = words(book).contents;
    let mut out = format!(
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
    landmark("titlepage", "title.xhtml", words(book).title_page);
    landmark("toc", "nav.xhtml", title);
    for list in &lists {
        landmark(list.epub_type, &format!("nav.xhtml#{}", list.epub_type), list.title);
    }
    if let Some(first) = book.cases().iter().position(|case| case.part() == Part::Cases) {
        landmark("bodymatter", &document_name(book, first), words(book).cases);
    }
    out.push_str("</ol>\n</nav>\n");
    document(title, &book.manifest().language, &out)
}

fn entries(book: &Book, list: &[Entry<'_>], out: &mut String) {
    out.push_str("<ol>\n");
    for entry in list {
        let label = markup::label(book, entry.case, &Documents { book, drawn: &[] }, &entry.heading);
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
pub fn ncx(book: &Book, uuid: &str) -> String {
    let list = contents(book);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{}\">\n<head>\n<meta name=\"dtb:uid\" content=\"{uuid}\"/>\n<meta name=\"dtb:depth\" content=\"{}\"/>\n<meta name=\"dtb:totalPageCount\" content=\"0\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"0\"/>\n</head>\n<docTitle><text>{}</text></docTitle>\n<navMap>\n",
        escape(&book.manifest().language),
        depth(&list),
        escape(&book.manifest().title),
    );
    let mut order = 0;
    points(book, &list, &mut order, &mut out);
    out.push_str("</navMap>\n</ncx>\n");
    out
}

fn points(book: &Book, list: &[Entry<'_>], order: &mut usize, out: &mut String) {
    for entry in list {
        *order += 1;
        out.push_str(&format!(
            "<navPoint id=\"point-{order}\" playOrder=\"{order}\"><navLabel><text>{}</text></navLabel><content src=\"{}\"/>\n",
            escape(plain_text(&entry.heading)),
            href(book, entry),
        ));
        points(book, &entry.children, order, out);
        out.push_str("</navPoint>\n");
    }
}
