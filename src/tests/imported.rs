//! Books that are built as an EPUB, and imported again.

use std::path::Path;

use super::dialect;
use crate::api::Project;
use crate::artifact::Format;
use crate::diag::Diagnostics;
use crate::import::{Content, Manuscript, Options, epub};
use crate::load;
use crate::model::{BlockKind, Case, Inline, Nodes, plain_text};
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
    let facts = read_again(folder).pieces.into_iter().map(|piece| match &piece.content {
        Content::Case(case) => Facts::of(case),
        Content::Markdown(_) => Facts::default(),
    });
    facts.collect()
}

/// The manuscript of the EPUB of a book.
fn read_again(folder: &Path) -> Manuscript {
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
    epub::read(&epub.bytes, &Options::default()).expect("the EPUB can be read")
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

/// What a case has, without the words that a build adds: the headings, and how many notes, tables, pictures and formulas.
type Shape = (&'static str, &'static [&'static str], [usize; 4]);

/// The shapes of the cases of the book with every construct, in order. The citations are notes.
const SCHOLARLY: [Shape; 6] = [
    ("preface", &["Preface"], [0, 0, 0, 0]),
    ("sur", &["Sur", "Tides and tolls", "Lists", "Verse", "Code", "Tables", "Bibliography"], [4, 4, 1, 6]),
    ("part-2", &["The West"], [0, 0, 0, 0]),
    ("dakar", &["Dakar", "The treaty", "Side letters", "Bibliography"], [2, 0, 0, 2]),
    ("data", &["Data"], [0, 0, 1, 0]),
    ("bibliography", &["Bibliography"], [0, 0, 0, 0]),
];

#[test]
fn an_epub_with_every_construct_keeps_its_shape_without_numbers() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books/scholarly");
    let manuscript = read_again(&folder);
    let stems: Vec<&str> = manuscript.pieces.iter().map(|piece| piece.stem.as_str()).collect();
    assert_eq!(stems, SCHOLARLY.map(|(stem, _, _)| stem));
    assert_eq!(
        manuscript.arrangement.parts.iter().map(|part| part.title.as_str()).collect::<Vec<_>>(),
        ["The Gulf", "The West"]
    );
    for (piece, (stem, headings, counts)) in manuscript.pieces.iter().zip(SCHOLARLY) {
        let Content::Case(case) = &piece.content else { panic!("{stem} is a case") };
        let own = Nodes::of_blocks(&case.blocks).blocks().filter_map(|block| match &block.kind {
            BlockKind::Heading(_, text) => Some(plain_text(text)),
            _ => None,
        });
        let own: Vec<String> = std::iter::once(plain_text(&case.header.title)).chain(own).collect();
        assert_eq!(own, headings, "{stem}");
        let facts = Facts::of(case);
        assert_eq!([facts.notes.len(), facts.tables, facts.pictures, case.formulas.len()], counts, "{stem}");
    }
}
