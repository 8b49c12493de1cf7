//! Property tests of generated books and of every construct.

mod holds;
mod made_up;
mod words;

use std::fs;

use casebook::{compile, diag::Diagnostics};
use libtest_mimic::Trial;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use self::holds::{Held, NEXT_FILE};
use self::made_up::{MadeUp, book};
use crate::golden::{Outcome, root};

/// The properties that hold for any bytes.
type Property = fn(&[u8]) -> Held;

const PROPERTIES: [(&str, Property); 3] =
    [("case", holds::case_is_read), ("book", holds::book_is_made), ("layout", holds::layout_says_the_same)];

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<Trial> = PROPERTIES
        .into_iter()
        .map(|(name, holds)| {
            Trial::test(format!("properties::constructs_as_{name}"), move || constructs(holds))
        })
        .collect();
    tests.push(Trial::test("properties::any_words_come_out_of_html", || any_book(256, html)));
    tests.push(Trial::test("properties::any_words_come_out_of_the_layout", || any_book(256, layout)));
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

fn compiled(made: &MadeUp) -> Result<casebook::resolve::Book, String> {
    let project = holds::project(made.files.as_bytes());
    let (book, diagnostics) = compile::book(&project, None);
    book.ok_or_else(|| said(&diagnostics))
}

fn said(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(|one| one.message.clone()).collect::<Vec<_>>().join("; ")
}

fn html(made: &MadeUp) -> Held {
    holds::book_is_made(made.files.as_bytes())?;
    holds::in_order(&words::of_book(&compiled(made)?).concat(), &made.words)
}

fn layout(made: &MadeUp) -> Held {
    holds::layout_says(&compiled(made)?)
}
