//! Compares a preview that keeps what has not changed with one that keeps nothing, edit by edit: the same HTML, the same
//! pages, the same report.

use std::collections::BTreeMap;
use std::path::Path;

use crate::api::Project;
use crate::compile::{self, Parsed};
use crate::load;
use crate::preview::Kept;

type Result<T = ()> = std::result::Result<T, Box<dyn std::error::Error>>;
type Edit = fn(&str) -> String;
type Files = BTreeMap<String, Vec<u8>>;

/// Books with drawn figures, links between cases, floating figures, wide tables, and several scripts, and a file of each.
const BOOKS: [(&str, &str); 4] = [
    ("content", "cases/oman.md"),
    ("templates/book", "cases/1-harbour.md"),
    ("tests/books/scripts", "greek.md"),
    ("tests/books/wide-tables", "ships.md"),
];

/// What an author does to the file, one after another.
const EDITS: [(&str, Edit); 9] = [
    ("nothing", str::to_owned),
    ("adds a word", |text| after_paragraph(text, 2, " More words.")),
    ("adds a note", |text| after_paragraph(text, 1, "[^added]") + "\n\n[^added]: A note.\n"),
    ("moves all lines", |text| after_paragraph(text, 0, "\n\n")),
    ("adds pages", |text| after_paragraph(text, 1, &"\n\nA paragraph that is new.".repeat(90))),
    ("adds a heading", |text| after_paragraph(text, 2, "\n\n## A New Section\n\nWith words.")),
    ("makes an error", |text| after_paragraph(text, 2, "[^unknown]")),
    ("uses a new letter", |text| after_paragraph(text, 1, " \u{416}")),
    ("undoes everything", str::to_owned),
];

#[test]
fn what_is_kept_changes_nothing() -> Result {
    for (folder, case) in BOOKS {
        let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))?;
        let text = String::from_utf8(files[case].clone())?;
        let mut kept = Kept::default();
        for (what, edit) in EDITS {
            let mut files = files.clone();
            files.insert(case.to_owned(), edit(&text).into_bytes());
            let (with, without) = (view(&files, &mut kept), view(&files, &mut Kept::default()));
            assert_eq!(with.report, without.report, "{folder}: {what}");
            assert!(with.html == without.html, "the HTML of {folder}: {what}");
            assert_eq!(with.pages, without.pages, "{folder}: {what}");
            assert_eq!(with.pages.is_empty(), what == "makes an error", "{folder}: {what}");
        }
    }
    Ok(())
}

#[test]
fn other_files_count_too() -> Result {
    let mut files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"))?;
    let mut kept = Kept::default();
    let first = view(&files, &mut kept);
    assert!(first.pages.len() > 2);
    let manifest = String::from_utf8(files["book.yaml"].clone())?;
    files.insert("book.yaml".to_owned(), format!("{manifest}\ntheme: plain\n").into_bytes());
    let theme = view(&files, &mut kept);
    assert_ne!(theme.pages, first.pages);
    // A picture of the same name and size, in another colour, changes its page only.
    let square = |colour: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z' fill='{colour}'/></svg>").into_bytes()
    };
    let (case, text) = ("cases/oman.md", String::from_utf8(files["cases/oman.md"].clone())?);
    files.insert(case.to_owned(), format!("{text}\n\n![A square](square.svg)\n").into_bytes());
    files.insert("cases/square.svg".to_owned(), square("#00f"));
    let blue = view(&files, &mut kept);
    files.insert("cases/square.svg".to_owned(), square("#f00"));
    let red = view(&files, &mut kept);
    assert_eq!(blue.pages.iter().zip(&red.pages).filter(|(one, other)| one != other).count(), 1);
    let picture = files.keys().find(|path| path.ends_with("timelines.yaml")).ok_or("no data")?.clone();
    let data = String::from_utf8(files[&picture].clone())?.replace("watch-list, 2008", "3, 2008");
    files.insert(picture, data.into_bytes());
    let drawn = view(&files, &mut kept);
    assert_ne!(drawn.pages, red.pages);
    assert_eq!(drawn.pages, view(&files, &mut Kept::default()).pages);
    Ok(())
}

#[test]
fn an_edit_keeps_the_other_cases_with_citations() {
    let book = |words: &str| {
        load::in_memory(
            [
                (
                    "book.yaml",
                    "title: Small\nlanguage: en\ncases: [chad.md, oman.md]\nbibliography: works.bib\n"
                        .to_owned(),
                ),
                (
                    "works.bib",
                    "@book{hill, author = {Hill, Beth}, title = {Treaties}, date = {2005}}".to_owned(),
                ),
                ("chad.md", format!("# Chad\n\n{words}\n")),
                ("oman.md", "# Oman\n\nMore [@hill, p. 3].\n".to_owned()),
            ]
            .map(|(path, text)| (path.to_owned(), text.into_bytes()))
            .into(),
        )
    };
    let mut parsed = Parsed::default();
    let mut compiled = |words: &str| compile::unchecked(&book(words), None, &mut parsed).0.unwrap();
    let first = compiled("One [@hill].");
    for (words, same) in [
        // Chad, Oman, and the list.
        ("One [@hill].", [true, true, true]),
        ("Two [@hill].", [false, true, true]),
        // The list names the notes that cite the work.
        ("Two [@hill]. Three [@hill].", [false, true, false]),
    ] {
        let next = compiled(words);
        let found: Vec<bool> =
            next.cases().iter().zip(first.cases()).map(|(new, old)| new.is_same_source(old)).collect();
        assert_eq!(found, same, "{words}");
    }
}

#[test]
fn the_first_change_is_found() -> Result {
    let book = |paragraphs: &str, other: &str| {
        let case = format!("# Oman\n\n{}\n", paragraphs.replace(' ', "\n\n"));
        let files = [
            ("book.yaml".to_owned(), b"title: Small\nlanguage: en\ncases: [chad.md, oman.md]\n".to_vec()),
            ("chad.md".to_owned(), format!("# Chad\n\n{other}\n").into_bytes()),
            ("oman.md".to_owned(), case.into_bytes()),
        ];
        Project::from_files(files).compile_unchecked(&mut Kept::default())
    };
    for (old, new, edited) in [
        ("a b c", "a b c", None),
        ("a b c", "a x c", Some("x")),
        ("a b c", "a x b c", Some("x")),
        ("a b c", "a c", Some("c")),
        ("a b c", "a b", Some("b")),
        ("a b", "a b c", Some("c")),
    ] {
        let (before, after) = (book(old, "Same.")?, book(new, "Same.")?);
        let found = after.edited(&before).map(|block| after.text(block.span).trim());
        assert_eq!(found, edited, "{old} → {new}");
    }
    let (before, after) = (book("a b", "One.")?, book("a x", "Two.")?);
    assert_eq!(after.edited(&before).map(|block| after.text(block.span).trim()), Some("Two."));
    Ok(())
}

/// What an author sees.
struct View {
    html: String,
    /// The digest of each page.
    pages: Vec<u64>,
    report: Vec<String>,
}

fn view(files: &Files, kept: &mut Kept) -> View {
    match Project::from_files(files.clone()).compile_unchecked(kept) {
        Ok(book) => {
            let (html, _) = book.html(kept);
            let (shown, report) = book.pages(kept);
            let pages = shown.iter().flat_map(|shown| &shown.pages).map(|page| page.digest).collect();
            let html = html.map(|parts| parts.text()).unwrap_or_default();
            View { html, pages, report: lines(&report) }
        }
        Err(report) => View { html: String::new(), pages: Vec::new(), report: lines(&report) },
    }
}

fn lines(report: &crate::api::Report) -> Vec<String> {
    report.diagnostics().map(|found| format!("{found:?}")).collect()
}

fn files(folder: &Path) -> Result<Files> {
    let files = load::project(folder)?.files;
    Ok(files.into_iter().filter_map(|file| Some((file.path, file.content.ok()?))).collect())
}

/// The text with words after the paragraph with this index.
fn after_paragraph(text: &str, index: usize, words: &str) -> String {
    let is_paragraph = |start: usize| text[start..].starts_with(|first: char| first.is_alphabetic());
    let starts = text.match_indices("\n\n").map(|(at, _)| at + 2).filter(|start| is_paragraph(*start));
    let start = starts.take(index + 1).last().unwrap_or_default();
    let end = text[start..].find("\n\n").map_or(text.trim_end().len(), |length| start + length);
    format!("{}{words}{}", &text[..end], &text[end..])
}
