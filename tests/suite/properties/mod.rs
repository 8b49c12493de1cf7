//! Property tests of generated books and of every construct.

mod holds;
mod made_up;
mod words;

use std::fs;

use casebook::{Book, Format, Project};
use libtest_mimic::Trial;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use self::holds::{Held, NEXT_FILE};
use self::made_up::{MadeUp, book};
use crate::golden::{Outcome, root};

/// The properties that hold for any bytes.
type Property = fn(&[u8]) -> Held;

const PROPERTIES: [(&str, Property); 4] = [
    ("case", holds::case_is_read),
    ("formula", holds::formula_is_read),
    ("book", holds::book_is_made),
    ("layout", holds::layout_says_the_same),
];

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<Trial> = PROPERTIES
        .into_iter()
        .map(|(name, holds)| {
            Trial::test(format!("properties::constructs_as_{name}"), move || constructs(holds))
        })
        .collect();
    tests.push(Trial::test("properties::any_words_come_out_of_html", || any_book(256, html)));
    tests.push(Trial::test("properties::any_words_come_out_of_the_layout", || any_book(256, layout)));
    tests.push(Trial::test("properties::a_loss_is_noticed", a_loss_is_noticed));
    tests.push(Trial::test("properties::faulty_sources_have_a_preview", faulty_sources_have_a_preview));
    tests
}

/// Checks the properties of every construct, alone and before a second case.
fn constructs(holds: Property) -> Outcome {
    let second = format!("{NEXT_FILE}# Second\n\n[First](1.md), see Figure 1.[^a]\n\n[^a]: A note.\n");
    let mut count = 0;
    for entry in fs::read_dir(root().join("tests/constructs"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "md") {
            let text = fs::read_to_string(&path)?;
            let book = format!("title: Book\ncases: [\"*.md\"]{NEXT_FILE}{text}{second}");
            holds(text.as_bytes())
                .and_then(|()| holds(book.as_bytes()))
                .map_err(|words| format!("{}: {words}", path.display()))?;
            count += 1;
        }
    }
    if count == 0 { Err("there is no construct".into()) } else { Ok(()) }
}

/// Generates books with a fixed seed, and shows the smallest that violates a property.
fn any_book(cases: u32, holds: fn(&MadeUp) -> Held) -> Outcome {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner
        .run(&book(), |made| holds(&made).map_err(TestCaseError::fail))
        .map_err(|error| error.to_string().into())
}

/// Removes words, notes and places from the compared data. Each property must detect it.
fn a_loss_is_noticed() -> Outcome {
    let files =
        |case: &str| holds::files(format!("title: Book\ncases: [\"*.md\"]{NEXT_FILE}{case}").as_bytes());
    let case = "# One\n\nTwo *three*.[^a]\n\n[^a]: Four.\n";
    let book = |case: &str| Project::from_files(files(case)).compile().map_err(|report| report.to_string());
    let (whole, lacking) = (book(case)?, book(&case.replace("three", "thre"))?);
    let reading = holds::book_holds(&whole)?.ok_or("no HTML")?;
    let literals = |book: &Book, case: &str| holds::layout(book, &files(case));
    let lacking_words = literals(&lacking, case)?.ok_or("no sources")?;
    let without_note = book("# One\n\nTwo *three*.\n")?;
    let damages = [
        ("a letter on pages", holds::in_order(&lacking_words.concat(), &reading.cases.concat())),
        ("a note", holds::has_all_notes(&reading, &without_note)),
        ("the end of a file", literals(&whole, "# One").map(|_| ())),
        ("an id", words::read("<p id=\"a\"></p><p id=\"a\"></p>").map(|_| ())),
        ("a script", words::read("<a href=\"java\nscript:x\">x</a>").map(|_| ())),
    ];
    let unseen: Vec<&str> = damages.iter().filter(|(_, held)| held.is_ok()).map(|(name, _)| *name).collect();
    if unseen.is_empty() { Ok(()) } else { Err(format!("nobody noticed {unseen:?}").into()) }
}

/// Sources with errors have a preview if book.yaml can be read.
fn faulty_sources_have_a_preview() -> Outcome {
    let (mut faulty, mut seen) = (0, 0);
    for entry in fs::read_dir(root().join("tests/diagnostics"))? {
        let folder = entry?.path();
        if !folder.is_dir() {
            continue;
        }
        let (book, report) = Project::open(&folder)?.preview();
        let Some(book) = book.filter(|_| report.has_errors()) else { continue };
        faulty += 1;
        match book.render(&[Format::Html]) {
            Ok(_) => seen += 1,
            Err(report) if report.has_errors() => {}
            Err(_) => return Err(format!("{}: no HTML and no error", folder.display()).into()),
        }
    }
    if seen > 20 { Ok(()) } else { Err(format!("only {seen} of {faulty} can be seen").into()) }
}

fn compiled(made: &MadeUp) -> Held<Book> {
    Project::from_files(made.files()).compile().map_err(|report| report.to_string())
}

fn html(made: &MadeUp) -> Held {
    let reading = holds::book_holds(&compiled(made)?)?.ok_or("no HTML")?;
    if (reading.references, reading.notes) != (made.notes, made.notes) {
        return Err(format!(
            "{} references and {} notes, not {}",
            reading.references, reading.notes, made.notes
        ));
    }
    holds::in_order(&reading.cases.concat().concat(), &made.words)
}

fn layout(made: &MadeUp) -> Held {
    let cases = holds::layout(&compiled(made)?, &made.files())?.ok_or("no sources of the pages")?;
    holds::in_order(&cases.concat(), &made.words)
}
