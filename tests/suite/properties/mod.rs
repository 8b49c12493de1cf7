//! Properties: of books made up of any words, and of every construct.

mod holds;
mod made_up;
mod words;

use std::fs;

use casebook::{Book, Project};
use libtest_mimic::Trial;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use self::holds::{Held, NEXT_FILE};
use self::made_up::{MadeUp, book};
use crate::golden::{Outcome, root};

/// What must hold of any bytes.
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

/// Asks of every construct what must hold: of its text alone, and in front of a second case.
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

/// Makes up books, always the same ones, and shows the smallest for which something does not hold.
fn any_book(cases: u32, holds: fn(&MadeUp) -> Held) -> Outcome {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner
        .run(&book(), |made| holds(&made).map_err(TestCaseError::fail))
        .map_err(|error| error.to_string().into())
}

fn compiled(made: &MadeUp) -> Held<Book> {
    Project::from_files(made.files()).compile().map_err(|report| report.to_string())
}

fn html(made: &MadeUp) -> Held {
    let reading = holds::book_holds(&compiled(made)?)?.ok_or("no HTML")?;
    if (reading.references, reading.notes) != (made.notes, made.notes) {
        return Err(format!("{} references and {} notes, not {}", reading.references, reading.notes, made.notes));
    }
    holds::in_order(&reading.cases.concat().concat(), &made.words)
}

fn layout(made: &MadeUp) -> Held {
    let cases = holds::layout(&compiled(made)?, &made.files())?.ok_or("no sources of the pages")?;
    holds::in_order(&cases.concat(), &made.words)
}
