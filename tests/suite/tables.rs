//! Tables on pages: whatever their cells contain, no word overflows the margins or overlaps another.

use std::fs;

use casebook::diag::Diagnostics;
use casebook::font::Fonts;
use casebook::typeset::sheet::settle;
use casebook::typeset::sources;
use casebook::typeset::world::BookWorld;
use casebook::{compile, load};
use libtest_mimic::Trial;
use typst::foundations::Label;
use typst::introspection::Introspector;
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

use crate::golden::Outcome;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The content of a cell, by its number.
type Cell = fn(usize) -> String;

pub fn tests() -> Vec<Trial> {
    let cells: [(&str, Cell); 5] = [
        ("numbers", |index| (index * 7919 % 990).to_string()),
        ("words", |index| ["law", "scorecard diplomacy", "pressure and reputation"][index % 3].to_owned()),
        ("long_words", |index| {
            ["counterrevolutionaries", "deinstitutionalization", "no"][index % 3].to_owned()
        }),
        ("addresses", |index| {
            [
                "https://www.example.org/documents/organization/192596.pdf",
                "files/some_very_long_name_of.tar.gz",
                "–",
            ][index % 3]
                .to_owned()
        }),
        ("emphasis", |index| ["**government**", "`embassy.cable()`", "*Zimbabwe*"][index % 3].to_owned()),
    ];
    let sizes = [3, 8, 14, 30];
    let cases = cells.into_iter().flat_map(|cell| sizes.map(|columns| (cell, columns)));
    let bound = [(4, 11), (9, 5), (20, 1), (40, 2), (60, 1)].map(|(rows, lines)| {
        Trial::test(format!("tables::a_group_of_{rows}_rows_of_{lines}_lines"), move || {
            stays_with_its_caption(rows, lines)
        })
    });
    cases
        .map(|((name, cell), columns)| {
            let is_turnable = columns < 14 || name == "numbers";
            Trial::test(format!("tables::{columns}_columns_of_{name}"), move || {
                stays_on_the_page(columns, cell, is_turnable)
            })
        })
        .chain(bound)
        .collect()
}

/// Lays out a table with rows bound by a spanning cell, after increasing amounts of text: no page may end with the
/// caption, and every row must be on a page.
fn stays_with_its_caption(rows: usize, lines: usize) -> Outcome {
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
fn stays_on_the_page(columns: usize, cell: Cell, must_fit: bool) -> Outcome {
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
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: Book\nlanguage: en\ncases: [case.md]\n")?;
    fs::write(folder.path().join("case.md"), text)?;
    let project = load::project(folder.path())?;
    let (book, mut diagnostics) = compile::book(&project, None);
    let book = book.ok_or("the book was not understood")?;
    let theme = load::theme(&project, &mut Diagnostics::default());
    let fonts = Fonts::read(&theme, &mut diagnostics);
    let sheet = settle(book.manifest(), &theme, &mut diagnostics).ok_or("the page has no room")?;
    let world = BookWorld::of_book(
        &fonts,
        &book,
        &theme,
        &sheet,
        &sources(&book, &[], casebook::typeset::breakable::Room::default()),
        &[],
    );
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|errors| format!("{errors:?}"))?;
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
