//! Compares generated cases with the reading of comrak. The cases are the same in each run; a long run tries others:
//! `DIFFERENTIAL_CASES=10000 DIFFERENTIAL_SEED=7 cargo test --release --test suite -- differential::made_up`.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::outputs::Outputs;
use super::smallest::smallest;
use super::{compared, declared, differences, expected, generate};
use crate::golden::Outcome;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// Default number of cases to read through the HTML alone, and through all outputs.
const CASES_IN_HTML: u32 = 2_000;
const CASES_IN_ALL: u32 = 80;

/// Number of cases in a book. More cases take more memory and less time.
const CASES_OF_A_BOOK: usize = 200;

/// Number of faults to show, each in the smallest case that has it.
const MOST_FAULTS: usize = 12;

/// Largest percentage of cases with an error, and of cases with a declared difference.
const MOST_SKIPPED: usize = 1;
const MOST_DECLARED: usize = 1;

/// A case with a difference.
pub struct Fault {
    /// The Markdown with the placeholders of [`generate`].
    pub markdown: String,
    pub differences: String,
}

impl Fault {
    /// The generated line with the first lost or added word.
    fn line(&self) -> &str {
        let word = self.differences.split(' ').next().unwrap_or_default();
        self.markdown.lines().find(|line| line.contains(word)).unwrap_or_default()
    }

    fn shown(&self) -> String {
        format!("{}---- in\n{}", self.differences, generate::of_casebook(&self.markdown))
    }
}

/// The result of comparing cases.
#[derive(Default)]
pub struct Comparison {
    pub faults: Vec<Fault>,
    /// The number of cases with a reported error, which prevents a build.
    skipped: usize,
    /// The number of cases with a declared difference.
    declared: usize,
}

impl Comparison {
    fn add(&mut self, more: Comparison) {
        self.faults.extend(more.faults);
        self.skipped += more.skipped;
        self.declared += more.declared;
    }

    /// Fails if more than a few cases were not compared.
    fn is_complete(&self, cases: usize) -> Outcome {
        let most = |percent: usize| (cases * percent / 100).max(1);
        if self.skipped > most(MOST_SKIPPED) {
            return Err(format!("{} of {cases} cases have errors", self.skipped).into());
        }
        if self.declared > most(MOST_DECLARED) {
            return Err(format!("{} of {cases} cases differ as declared", self.declared).into());
        }
        Ok(())
    }
}

pub fn in_html() -> Outcome {
    let cases = made_up(asked("DIFFERENTIAL_CASES", CASES_IN_HTML))?;
    let mut all = Comparison::default();
    for cases in cases.chunks(CASES_OF_A_BOOK) {
        all.add(comparison(cases)?);
    }
    all.is_complete(cases.len())?;
    if all.faults.is_empty() {
        return Ok(());
    }
    // The shortest cases contain the least text that does not belong to the fault.
    all.faults.sort_by_key(|fault| fault.markdown.len());
    let count = all.faults.len();
    let shown = all.faults.into_iter().take(MOST_FAULTS).map(|fault| {
        let line = fault.line().to_owned();
        format!("{}\n---- first in the line\n{line}\n", smallest(fault).shown())
    });
    Err(format!("{count} cases differ\n{}", shown.collect::<Vec<_>>().join("\n====\n")).into())
}

pub fn in_epub_and_pdf() -> Outcome {
    let cases = made_up(asked("DIFFERENTIAL_CASES", CASES_IN_ALL))?;
    let (mut faults, mut all) = (Vec::new(), Comparison::default());
    for cases in cases.chunks(CASES_OF_A_BOOK) {
        let written = of_casebook(cases);
        let outputs = Outputs::all(&written)?;
        for (index, markdown) in written.iter().enumerate() {
            if outputs.has_error(index) {
                all.skipped += 1;
                continue;
            }
            let (wanted, found) = (expected(&generate::of_others(&cases[index])), outputs.epub(index)?);
            let is_declared = outputs.is_warned_of(index) && declared::has_same_letters(&wanted, &found);
            match compared(markdown, &wanted, &found) {
                Err(_) if is_declared => all.declared += 1,
                Err(fault) => faults.push(fault),
                Ok(()) => {
                    let lacks = outputs.lacks_on_paper(index, &wanted)?;
                    faults.extend(lacks.map(|words| format!("{words} is not in the PDF\n{markdown}")));
                }
            }
        }
    }
    all.is_complete(cases.len())?;
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n====\n").into()) }
}

/// Compares cases through the HTML of one book.
pub fn comparison(cases: &[String]) -> Result<Comparison> {
    let outputs = Outputs::html(&of_casebook(cases))?;
    let mut comparison = Comparison::default();
    for (index, markdown) in cases.iter().enumerate() {
        if outputs.has_error(index) {
            comparison.skipped += 1;
            continue;
        }
        let (wanted, found) = (expected(&generate::of_others(markdown)), outputs.reading(index));
        let differences = differences(&wanted, &found);
        if differences.is_empty() {
            continue;
        }
        if outputs.is_warned_of(index) && declared::has_same_letters(&wanted, &found) {
            comparison.declared += 1;
        } else {
            comparison.faults.push(Fault { markdown: markdown.clone(), differences });
        }
    }
    Ok(comparison)
}

fn of_casebook(cases: &[String]) -> Vec<String> {
    cases.iter().map(|case| generate::of_casebook(case)).collect()
}

/// Generates cases.
fn made_up(count: u32) -> Result<Vec<String>> {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&asked("DIFFERENTIAL_SEED", 0).to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let strategy = generate::case();
    let case = |_| strategy.new_tree(&mut runner).map(|tree| tree.current());
    (0..count).map(case).collect::<std::result::Result<_, _>>().map_err(|reason| reason.message().into())
}

/// A number from the environment, or the default.
fn asked(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|words| words.parse().ok()).unwrap_or(usual)
}
