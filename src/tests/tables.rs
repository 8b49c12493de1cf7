//! Lays out tables: whatever their cells contain, no word overflows the margins or overlaps another.

use std::collections::BTreeMap;

use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::DocumentInfo;
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::typeset::breakable::Room;
use crate::typeset::sheet::settle;
use crate::typeset::world::BookWorld;
use crate::typeset::{Plan, compiled, joined, sources};
use crate::{compile, load};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The content of a cell, by its number.
type Cell = fn(usize) -> String;

/// The numbers of columns to test.
const COLUMNS: [usize; 4] = [3, 8, 14, 30];

#[test]
fn numbers_stay_on_the_page() -> Result {
    in_all_sizes(|index| (index * 7919 % 990).to_string(), usize::MAX)
}

#[test]
fn words_stay_on_the_page() -> Result {
    in_all_sizes(|index| ["law", "scorecard diplomacy", "pressure and reputation"][index % 3].to_owned(), 14)
}

#[test]
fn long_words_stay_on_the_page() -> Result {
    in_all_sizes(|index| ["counterrevolutionaries", "deinstitutionalization", "no"][index % 3].to_owned(), 14)
}

#[test]
fn addresses_stay_on_the_page() -> Result {
    let addresses = |index: usize| {
        [
            "https://www.example.org/documents/organization/192596.pdf",
            "files/some_very_long_name_of.tar.gz",
            "–",
        ][index % 3]
            .to_owned()
    };
    in_all_sizes(addresses, 14)
}

#[test]
fn emphasis_stays_on_the_page() -> Result {
    in_all_sizes(|index| ["**government**", "`embassy.cable()`", "*Zimbabwe*"][index % 3].to_owned(), 14)
}

/// Tables with at least `too_many` columns may be reported as too wide; narrower ones must fit.
fn in_all_sizes(cell: Cell, too_many: usize) -> Result {
    for columns in COLUMNS {
        stays_on_the_page(columns, cell, columns < too_many)
            .map_err(|error| format!("{columns} columns: {error}"))?;
    }
    Ok(())
}

#[test]
fn groups_of_rows_stay_with_their_caption() -> Result {
    for (rows, lines) in [(4, 11), (9, 5), (20, 1), (40, 2), (60, 1)] {
        stays_with_its_caption(rows, lines)
            .map_err(|error| format!("{rows} rows of {lines} lines: {error}"))?;
    }
    Ok(())
}

/// Lays out a table with rows bound by a spanning cell, after increasing amounts of text: no page may end with the
/// caption, and every row must be on a page.
fn stays_with_its_caption(rows: usize, lines: usize) -> Result {
    let first = format!("<td rowspan=\"{rows}\">Group</td>");
    let content = vec!["words"; lines].join("<br>");
    let row = |index: usize| {
        format!("<tr>{}<td>row-{index}</td><td>{content}</td></tr>\n", if index == 0 { &first } else { "" })
    };
    let body: String = (0..rows).map(row).collect();
    for before in (0..48).step_by(3) {
        let text = format!(
            "---\ntitle: Table\n---\n\n{}<table>\n<caption>Caption</caption>\n<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>\n\
             {body}</table>\n\nEnd.\n",
            "Line.\n\n".repeat(before)
        );
        let document = lay_out(&text)?.ok_or("the table is said to be too wide")?;
        let mut found = vec![0; rows];
        for page in document.pages() {
            let words = words(&page.frame);
            let on_page = |text: &str| words.iter().any(|words| words.text == text);
            if on_page("Caption") && !on_page("row-0") {
                return Err(format!(
                    "after {before} lines, the caption stands alone on page {}",
                    page.number
                )
                .into());
            }
            let bottom = page.frame.height();
            for one in words.iter().filter(|words| words.from.y < bottom) {
                let row = one.text.strip_prefix("row-").and_then(|number| number.parse::<usize>().ok());
                if let Some(row) = row {
                    found[row] += 1;
                }
            }
        }
        if let Some(row) = found.iter().position(|found| *found != 1) {
            return Err(format!("after {before} lines, row {row} is set {} times", found[row]).into());
        }
    }
    Ok(())
}

/// Lays out a table between two paragraphs. One that does not fit must be reported; any other must fit.
fn stays_on_the_page(columns: usize, cell: Cell, must_fit: bool) -> Result {
    let row = |cell: &dyn Fn(usize) -> String| {
        format!("| {} |\n", (0..columns).map(cell).collect::<Vec<_>>().join(" | "))
    };
    let header = row(&|index| if index == 0 { "Country".to_owned() } else { index.to_string() });
    let rows: String = (0..40).map(|line| row(&|index| cell(line + index))).collect();
    let paragraph = "Some words that fill a line and then another one. ".repeat(9);
    let text = format!(
        "---\ntitle: Table\n---\n\n{paragraph}\n\n{header}|{}\n{rows}\n{paragraph}\n",
        "---|".repeat(columns)
    );
    let document = lay_out(&text)?;
    let Some(document) = document else {
        return if must_fit { Err("the table is said to be too wide".into()) } else { Ok(()) };
    };
    let pages: Vec<(&Page, Vec<Words>)> =
        document.pages().iter().map(|page| (page, words(&page.frame))).collect();
    // The paragraphs reach from margin to margin.
    let upright = || pages.iter().filter(|(page, _)| page.frame.width() < page.frame.height());
    let prose = || {
        upright()
            .flat_map(|(page, words)| words.iter().map(move |words| (page, words)))
            .filter(|(_, words)| words.text.contains("fill a line"))
    };
    let left = prose().map(|(_, words)| words.from.x).min().ok_or("there is no paragraph")?;
    let right =
        prose().map(|(page, words)| page.frame.width() - words.to).min().ok_or("there is no paragraph")?;
    let slack = Abs::pt(0.5);
    let mut headers = 0;
    for (page, words) in &pages {
        headers += words.iter().filter(|words| words.text == "Country").count();
        for one in words {
            if one.from.x < left - slack || one.to > page.frame.width() - right + slack {
                return Err(format!("`{}` leaves the margins of page {}", one.text, page.number).into());
            }
            let other = words.iter().find(|other| {
                (other.from.y - one.from.y).abs() < slack
                    && other.from.x > one.from.x
                    && other.from.x < one.to - slack
            });
            if let Some(other) = other {
                return Err(
                    format!("`{}` lies upon `{}` on page {}", one.text, other.text, page.number).into()
                );
            }
        }
    }
    let pages_of_table =
        pages.iter().filter(|(_, words)| words.iter().any(|words| words.text == "Country")).count();
    if headers == 0 || headers != pages_of_table {
        return Err(format!("{headers} headers on {pages_of_table} pages").into());
    }
    Ok(())
}

/// The pages of a book with one case; `None` if its table is too wide.
fn lay_out(text: &str) -> Result<Option<PagedDocument>> {
    let book = "title: Book\nlanguage: en\ncases: [case.md]\n";
    let files = [("book.yaml", book), ("case.md", text)].map(|(path, text)| (path.to_owned(), text.into()));
    let project = load::in_memory(BTreeMap::from(files));
    let (book, mut diagnostics) = compile::book(&project, None);
    let book = book.ok_or("the book was not understood")?;
    let theme = load::theme(&project, book.manifest().theme, &mut Diagnostics::default());
    let fonts = Fonts::read(&theme, &mut diagnostics);
    let sheet = settle(book.manifest(), &theme, &mut diagnostics).ok_or("the page has no room")?;
    let sources = sources(&book, &[], Room::default());
    let world = BookWorld::of_book(&fonts, &book, &theme, &sheet, &[], &[]);
    let plan = Plan { book: &book, drawn: &[], sheet: &sheet, room: Room::default() };
    let laid_out = compiled(plan, world, sources).map_err(|errors| format!("{errors:?}"))?;
    let pages = joined(laid_out.laid().map(|laid| &laid.document));
    let document = PagedDocument::new(pages.into(), DocumentInfo::default());
    let mark = Label::new(PicoStr::intern("too-wide")).ok_or("no label")?;
    Ok((document.introspector().label_count(mark) == 0).then_some(document))
}

/// Words on one line in one type size.
struct Words {
    text: String,
    from: Point,
    to: Abs,
}

fn words(frame: &Frame) -> Vec<Words> {
    let mut found = Vec::new();
    collect(frame, Point::zero(), &mut found);
    found
}

fn collect(frame: &Frame, origin: Point, found: &mut Vec<Words>) {
    for (position, item) in frame.items() {
        let from = origin + *position;
        match item {
            FrameItem::Group(group) => collect(&group.frame, from, found),
            FrameItem::Text(text) => {
                found.push(Words { text: text.text.to_string(), from, to: from.x + text.width() });
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
