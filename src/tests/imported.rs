//! Books that are built as an EPUB, and imported again.

use std::path::Path;

use super::dialect;
use crate::api::Project;
use crate::artifact::Format;
use crate::diag::Diagnostics;
use crate::import::{Content, Options, epub};
use crate::load;
use crate::model::{BlockKind, Case, Inline, Nodes};
use crate::parse;
use crate::source::FileId;

/// What a case has.
#[derive(Debug, Default, PartialEq, Eq)]
struct Facts {
    /// The words of the text, without blanks.
    words: String,
    /// The words of each note.
    notes: Vec<String>,
    tables: usize,
    pictures: usize,
}

fn words(nodes: Nodes<'_>) -> String {
    let words = nodes.inlines().filter_map(|inline| {
        let (Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words)) = inline else {
            return None;
        };
        Some(words.as_str())
    });
    words.flat_map(str::chars).filter(|sign| sign.is_alphanumeric()).collect()
}

impl Facts {
    fn of(case: &Case) -> Self {
        let tables =
            Nodes::of_blocks(&case.blocks).blocks().filter(|block| matches!(block.kind, BlockKind::Table(_)));
        let mut notes: Vec<String> =
            case.notes.iter().map(|note| words(Nodes::of_blocks(&note.blocks))).collect();
        notes.sort();
        let title = words(Nodes::of_text(&case.header.title));
        Self {
            words: title + &words(Nodes::of_blocks(&case.blocks)),
            notes,
            tables: tables.count(),
            pictures: case.images.len(),
        }
    }
}

/// The facts of the case files of a book, in the order of `names`.
fn written(folder: &Path, names: &[&str]) -> Vec<Facts> {
    let project = load::project(folder).expect("the book is in the repository");
    let case = |name: &&str| {
        let file = project.files.iter().find(|file| file.path == **name).expect("the book has this file");
        let text =
            String::from_utf8(file.content.clone().expect("the file is read")).expect("the file is text");
        Facts::of(&parse::case(FileId(0), "a", &text, dialect("en"), &mut Diagnostics::default()))
    };
    names.iter().map(case).collect()
}

/// The facts of the imported cases.
fn imported(folder: &Path) -> Vec<Facts> {
    let book = Project::open(folder)
        .expect("the book is in the repository")
        .compile()
        .expect("the book has no errors");
    let release = book.render(&[Format::Epub]).expect("the book can be built");
    let epub = release
        .files()
        .iter()
        .find(|file| file.path.rsplit_once('.').is_some_and(|(_, ending)| ending == "epub"))
        .expect("an EPUB is built");
    let manuscript = epub::read(&epub.bytes, &Options::default()).expect("the EPUB can be read");
    let facts = manuscript.pieces.iter().map(|piece| match &piece.content {
        Content::Case(case) => Facts::of(case),
        Content::Markdown(_) => Facts::default(),
    });
    facts.collect()
}

#[test]
fn an_epub_keeps_words_notes_tables_and_pictures() {
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    for (name, cases) in [
        ("figures", ["preface.md", "chad.md", "oman.md"].as_slice()),
        ("wide-tables", &["ships.md"]),
        ("in-german", &["fall.md"]),
    ] {
        let folder = books.join(name);
        assert_eq!(imported(&folder), written(&folder, cases), "{name}");
    }
}
