//! Words and notes as another reader of Markdown finds them: comrak, and the HTML in the specifications.
//!
//! The made-up cases are read only when asked for, while some of their differences are not yet sorted out:
//! `DIFFERENTIAL_CASES=1000 cargo test --release --test suite -- --ignored differential`.

mod declared;
mod examples;
mod generate;
mod outputs;
mod reading;
mod smallest;

use libtest_mimic::Trial;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use similar::{ChangeTag, TextDiff};

use crate::golden::{Outcome, package};
use outputs::Outputs;
use reading::{Reading, Token};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("differential::made_up_cases_in_html", made_up_cases_in_html).with_ignored_flag(true),
        Trial::test("differential::made_up_cases_in_epub_and_pdf", made_up_cases_in_epub_and_pdf)
            .with_ignored_flag(true),
        Trial::test("differential::examples_of_the_specifications", examples_of_the_specifications),
        Trial::test("differential::a_loss_is_noticed", a_loss_is_noticed),
    ]
}

/// A number that the environment gives, or else the usual one.
fn asked(variable: &str, usual: u32) -> u32 {
    std::env::var(variable).ok().and_then(|words| words.parse().ok()).unwrap_or(usual)
}

/// Makes up cases: the same ones each time, unless `DIFFERENTIAL_SEED` asks for others.
fn runner() -> TestRunner {
    let config = Config { failure_persistence: None, ..Config::default() };
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&asked("DIFFERENTIAL_SEED", 0).to_le_bytes());
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// How many faults are shown, each in the smallest case that has it.
const MOST_FAULTS: usize = 12;

/// How many cases make a book: more take more memory, and fewer more time.
const CASES_OF_A_BOOK: usize = 200;

/// A case that the two read differently.
pub struct Fault {
    markdown: String,
    differences: String,
}

impl Fault {
    fn first_line(&self) -> Option<&str> {
        self.differences.lines().next()
    }

    fn shown(&self) -> String {
        format!("{}---- in\n{}", self.differences, generate::of_casebook(&self.markdown))
    }
}

/// How cases compare.
pub struct Comparison {
    faults: Vec<Fault>,
    /// How many have an error, which the author is told: their book is never made.
    skipped: usize,
    /// How many differ as is declared.
    declared: usize,
}

/// Compares each made-up case as casebook reads it with the same case as comrak does.
fn made_up_cases_in_html() -> Outcome {
    let cases = made_up(asked("DIFFERENTIAL_CASES", 400))?;
    let (mut faults, mut skipped, mut declared) = (Vec::new(), 0, 0);
    for cases in cases.chunks(CASES_OF_A_BOOK) {
        let comparison = faults_in_html(cases)?;
        skipped += comparison.skipped;
        declared += comparison.declared;
        faults.extend(comparison.faults);
    }
    println!("{skipped} skipped, {declared} declared, {} faults", faults.len());
    if faults.is_empty() {
        return Ok(());
    }
    faults.sort_by_key(|fault| fault.markdown.len());
    let shown = faults.into_iter().take(MOST_FAULTS).map(|fault| {
        if asked("DIFFERENTIAL_WHOLE", 0) > 0 { fault } else { smallest::smallest(fault) }.shown()
    });
    Err(shown.collect::<Vec<_>>().join("\n====\n").into())
}

fn made_up(count: u32) -> Result<Vec<String>, Box<dyn std::error::Error + Send + Sync>> {
    let mut runner = runner();
    let strategy =
        if asked("DIFFERENTIAL_SMALL", 0) > 0 { generate::small().boxed() } else { generate::case().boxed() };
    let case = |_| strategy.new_tree(&mut runner).map(|tree| tree.current());
    (0..count).map(case).collect::<Result<_, _>>().map_err(|reason| reason.message().to_owned().into())
}

fn faults_in_html(cases: &[String]) -> Result<Comparison, Box<dyn std::error::Error + Send + Sync>> {
    let written: Vec<String> = cases.iter().map(|case| generate::of_casebook(case)).collect();
    let outputs = Outputs::html(&written)?;
    let mut comparison = Comparison { faults: Vec::new(), skipped: 0, declared: 0 };
    for (index, markdown) in cases.iter().enumerate() {
        if outputs.has_error(index) {
            comparison.skipped += 1;
            continue;
        }
        let (wanted, found) = (expected(&generate::of_others(markdown)), outputs.reading(index));
        let differences = differences(&wanted, &found);
        if !differences.is_empty()
            && outputs.is_warned_of(index)
            && declared::has_same_letters(&wanted, &found)
        {
            comparison.declared += 1;
        } else if !differences.is_empty() {
            comparison.faults.push(Fault { markdown: markdown.clone(), differences });
        }
    }
    Ok(comparison)
}

fn made_up_cases_in_epub_and_pdf() -> Outcome {
    let cases = made_up(asked("DIFFERENTIAL_CASES", 40))?;
    let written: Vec<String> = cases.iter().map(|case| generate::of_casebook(case)).collect();
    let outputs = Outputs::all(&written)?;
    let mut faults = Vec::new();
    for (index, markdown) in written.iter().enumerate().filter(|(index, _)| !outputs.has_error(*index)) {
        let expected = expected(&generate::of_others(&cases[index]));
        faults.extend(compared(markdown, &expected, &outputs.epub(index)?).err());
        faults.extend(
            outputs
                .lacks_on_paper(index, &expected)?
                .map(|word| format!("{word} is not in the PDF\n{markdown}")),
        );
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n====\n").into()) }
}

fn examples_of_the_specifications() -> Outcome {
    let examples = examples::all(&package("pulldown-cmark")?)?;
    if examples.len() < 660 {
        return Err(format!("only {} examples", examples.len()).into());
    }
    let cases: Vec<String> = examples.iter().map(|example| example.markdown.clone()).collect();
    let outputs = Outputs::all(&cases)?;
    let mut faults = Vec::new();
    for (index, example) in examples.iter().enumerate() {
        let declared = declared::EXAMPLES.iter().any(|(name, _)| *name == example.name);
        let wanted = reading::read(&example.html);
        let found = [outputs.reading(index), outputs.epub(index)?];
        let mut fault = found.iter().find_map(|found| compared(&example.markdown, &wanted, found).err());
        if fault.is_none() {
            fault = outputs.lacks_on_paper(index, &wanted)?.map(|words| format!("{words} not in the PDF"));
        }
        match fault {
            Some(fault) if !declared => faults.push(format!("{}: {fault}", example.name)),
            None if declared => faults.push(format!("{} is declared to differ, and does not", example.name)),
            Some(_) | None => {}
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n====\n").into()) }
}

/// Takes words, notes and blanks out of a reading, one by one: the comparison must see each.
fn a_loss_is_noticed() -> Outcome {
    let markdown = "One *two*[^a] ![w0003](p.png) `four`.\n\n[^a]: Five.\n";
    let whole = "<p>One <em>two</em><a class=\"note-reference\">1</a> <img alt=\"w0003\"> <code>four</code>.</p>\
        <section class=\"endnotes\"><div class=\"endnote\"><p>Five.</p></div></section>";
    compared(markdown, &expected(markdown), &reading::read(whole))?;
    let damages = [
        ("One ", ""),
        ("One ", "One"),
        ("two", "two two"),
        ("1</a>", "2</a>"),
        ("w0003", ""),
        ("Five", ""),
        ("four", "fo ur"),
    ];
    for (from, to) in damages {
        if compared(markdown, &expected(markdown), &reading::read(&whole.replacen(from, to, 1))).is_ok() {
            return Err(format!("{from:?} became {to:?}, and nobody noticed").into());
        }
    }
    Ok(())
}

/// The case as comrak reads it. A paragraph at the end cites each note, so that it shows those that nobody cites.
fn expected(markdown: &str) -> Reading {
    let labels = markdown
        .lines()
        .filter_map(|line| line.trim_start_matches(['>', ' ']).strip_prefix("[^")?.split_once("]:"));
    let citations: String = labels.map(|(label, _)| format!("[^{label}]")).collect();
    let mut options = comrak::Options::default();
    let extension = &mut options.extension;
    extension.table = true;
    extension.footnotes = true;
    extension.strikethrough = true;
    extension.superscript = true;
    extension.subscript = true;
    extension.description_lists = true;
    options.render.r#unsafe = true;
    let mut reading =
        reading::read(&comrak::markdown_to_html(&format!("{markdown}\n\nendoftext{citations}\n"), &options));
    let end = Token::Word("endoftext".to_owned());
    if let Some(at) = reading.text.iter().rposition(|token| *token == end) {
        reading.text.truncate(at);
    }
    reading
}

/// What one reading has and the other has not, with the case.
fn compared(markdown: &str, wanted: &Reading, found: &Reading) -> Result<(), String> {
    let faults = differences(wanted, found);
    if faults.is_empty() { Ok(()) } else { Err(format!("{faults}---- in\n{markdown}")) }
}

/// What one reading has and the other has not.
fn differences(wanted: &Reading, found: &Reading) -> String {
    let shown = |tokens: &[Token]| {
        let words = tokens.iter().map(Token::shown).filter(|word| !word.starts_with("attr"));
        words.map(|word| word + "\n").collect::<String>()
    };
    let mut faults = differing_lines(&shown(&wanted.text), &shown(&found.text), "");
    faults += &differing_lines(&shown(&wanted.notes), &shown(&found.notes), " among the notes");
    // Another reader leaves the tags of HTML in the words of a picture.
    let alternatives = found.alternatives.concat();
    for word in wanted.alternatives.iter().filter(|word| word.starts_with("w0")) {
        if !alternatives.contains(word.as_str()) && !found.text.contains(&Token::Word(word.clone())) {
            faults += &format!("{word} is lost as alternative text\n");
        }
    }
    faults
}

fn differing_lines(wanted: &str, found: &str, place: &str) -> String {
    let diff = TextDiff::from_lines(wanted, found);
    let said = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Delete => Some(format!("{} is lost{place}\n", change.value().trim_end())),
        ChangeTag::Insert => Some(format!("{} is added{place}\n", change.value().trim_end())),
        ChangeTag::Equal => None,
    });
    said.collect()
}
