//! Compares a book laid out as one document for each case with the same book as a single document: every page has the same
//! text at the same places.

use std::fmt::Write;
use std::path::Path;

use typst::layout::{Frame, FrameItem, Point};
use typst::model::DocumentInfo;
use typst_layout::PagedDocument;

use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::model::Part;
use crate::resolve::Book;
use crate::typeset::breakable::Room;
use crate::typeset::sheet::settle;
use crate::typeset::source::Source;
use crate::typeset::world::BookWorld;
use crate::typeset::{Plan, compiled, draw, joined, sources};
use crate::{compile, load};

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Books with front matter, lists, figures, links between cases, several scripts, and wide tables.
const BOOKS: [&str; 7] = [
    "content",
    "tests/books/figures",
    "tests/books/in-german",
    "tests/books/long-names",
    "tests/books/scripts",
    "tests/books/two-cases",
    "tests/books/wide-tables",
];

#[test]
fn a_document_for_each_case_gives_the_pages_of_a_single_one() -> Result {
    for folder in BOOKS {
        let [joined, single] =
            lay_out(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))?.map(|pages| words(&pages));
        for (page, (one, other)) in joined.iter().zip(&single).enumerate() {
            assert_eq!(one, other, "page {} of {folder}", page + 1);
        }
        assert_eq!(joined.len(), single.len(), "{folder}");
        assert!(joined.len() > 4, "{folder}");
    }
    Ok(())
}

/// The pages of a book, laid out in both ways.
fn lay_out(folder: &Path) -> Result<[PagedDocument; 2]> {
    let project = load::project(folder)?;
    let (book, mut diagnostics) = compile::book(&project, None);
    let book = book.ok_or("the book was not understood")?;
    let theme = load::theme(&project, book.manifest().theme, &mut Diagnostics::default());
    let fonts = Fonts::read(&theme, &mut diagnostics);
    let sheet = settle(book.manifest(), &theme, &mut diagnostics).ok_or("the page has no room")?;
    let drawings = draw(&book, &theme, &fonts, &mut diagnostics).ok_or("a figure cannot be drawn")?;
    let room = Room::of_page(sheet.text_width(), &theme);
    let sources = sources(&book, &drawings.shown, room);
    let world =
        |sources: &[Source]| BookWorld::of_book(&fonts, &book, &theme, &sheet, sources, &drawings.stand_ins);
    let plan = Plan { book: &book, drawn: &drawings.shown, sheet: &sheet, room };
    let laid_out = compiled(plan, world(&[]), sources.clone()).map_err(|errors| format!("{errors:?}"))?;
    let pages = joined(laid_out.laid().map(|laid| &laid.document));
    let joined = PagedDocument::new(pages.into(), DocumentInfo::default());
    let single = typst::compile::<PagedDocument>(&world(&as_single_document(&book, sources))).output;
    Ok([joined, single.map_err(|errors| format!("{errors:?}"))?])
}

/// The sources with the design in the first one only, which includes all others.
fn as_single_document(book: &Book, mut sources: Vec<Source>) -> Vec<Source> {
    let mut main = "#let as-one(body) = { right-hand-page(); set page(numbering: \"1\"); counter(page).update(1); body }\n".to_owned();
    let mut part = Part::Front;
    for (case, source) in book.cases().iter().zip(&mut sources[1..]) {
        if part == Part::Front && case.part() != Part::Front {
            main += "#show: as-one\n";
        }
        part = case.part();
        let design =
            ["#show: main-matter\n", "\n)\n"].into_iter().find_map(|end| source.text.split_once(end));
        let (_, text) = design.unwrap_or_else(|| unreachable!("a case begins with the design"));
        source.text = format!("#import \"/styles/book.typ\": *\n{text}");
        let _ = writeln!(main, "#include \"{}\"", source.path);
    }
    sources[0].text += &main;
    sources
}

/// For each page, its texts with their places in hundredths of a point, from the top.
fn words(document: &PagedDocument) -> Vec<Vec<(i64, i64, String)>> {
    let of_page = |frame: &Frame| {
        let mut found = Vec::new();
        collect(frame, Point::zero(), &mut found);
        found
    };
    document.pages().iter().map(|page| of_page(&page.frame)).collect()
}

fn collect(frame: &Frame, origin: Point, found: &mut Vec<(i64, i64, String)>) {
    for (position, item) in frame.items() {
        let from = origin + *position;
        match item {
            FrameItem::Group(group) => collect(&group.frame, from, found),
            FrameItem::Text(text) => {
                #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
                let [x, y] = [from.x, from.y].map(|length| (length.to_pt() * 100.0).round() as i64);
                found.push((y, x, text.text.to_string()));
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}
