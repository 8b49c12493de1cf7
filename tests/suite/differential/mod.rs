//! Words and notes as another reader of Markdown finds them: comrak, and the HTML in the specifications.
//!
//! The made-up cases are read only when asked for, while some of their differences are not yet sorted out:
//! `DIFFERENTIAL_CASES=1000 cargo test --release --test suite -- --ignored differential`.

mod declared;
mod examples;
mod generate;
mod outputs;
mod reading;

use libtest_mimic::Trial;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
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

/// How many cases are made up, where the environment does not say otherwise.
fn count(usual: u32) -> u32 {
    let asked = std::env::var("DIFFERENTIAL_CASES").ok();
    asked.and_then(|words| words.parse().ok()).unwrap_or(usual)
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 500, ..Config::default() };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Shows the smallest case that casebook reads otherwise than comrak.
fn made_up_cases_in_html() -> Outcome {
    runner(count(256))
        .run(&generate::case(), |markdown| {
            let Some(outputs) = Outputs::html(std::slice::from_ref(&markdown)) else { return Ok(()) };
            compared(&markdown, &expected(&markdown), &outputs.reading(0)).map_err(TestCaseError::fail)
        })
        .map_err(|error| error.to_string().into())
}

fn made_up_cases_in_epub_and_pdf() -> Outcome {
    let (mut runner, strategy) = (runner(1), generate::case());
    let mut cases = Vec::new();
    for _ in 0..count(40) {
        cases.push(strategy.new_tree(&mut runner).map_err(|reason| reason.message().to_owned())?.current());
    }
    cases.retain(|markdown| Outputs::html(std::slice::from_ref(markdown)).is_some());
    let outputs = Outputs::all(&cases)?;
    let mut faults = Vec::new();
    for (index, markdown) in cases.iter().enumerate() {
        let expected = expected(markdown);
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

/// What one reading has and the other has not.
fn compared(markdown: &str, wanted: &Reading, found: &Reading) -> Result<(), String> {
    let shown = |tokens: &[Token]| {
        let words = tokens.iter().map(Token::shown).filter(|word| !word.starts_with("attr"));
        words.map(|word| word + "\n").collect::<String>()
    };
    let mut faults = differences(&shown(&wanted.text), &shown(&found.text), "");
    faults += &differences(&shown(&wanted.notes), &shown(&found.notes), " among the notes");
    // Another reader leaves the tags of HTML in the words of a picture.
    let alternatives = found.alternatives.concat();
    for word in wanted.alternatives.iter().filter(|word| word.starts_with("w0")) {
        if !alternatives.contains(word.as_str()) && !found.text.contains(&Token::Word(word.clone())) {
            faults += &format!("{word} is lost as alternative text\n");
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("{faults}---- in\n{markdown}")) }
}

fn differences(wanted: &str, found: &str, place: &str) -> String {
    let diff = TextDiff::from_lines(wanted, found);
    let said = diff.iter_all_changes().filter_map(|change| match change.tag() {
        ChangeTag::Delete => Some(format!("{} is lost{place}\n", change.value().trim_end())),
        ChangeTag::Insert => Some(format!("{} is added{place}\n", change.value().trim_end())),
        ChangeTag::Equal => None,
    });
    said.collect()
}
