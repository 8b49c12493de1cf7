//! Compares words and notes with other readers of Markdown: comrak, and the HTML in the specifications.

mod declared;
mod examples;
mod generate;
mod made_up;
mod outputs;
mod reading;
mod smallest;

use libtest_mimic::Trial;
use similar::{ChangeTag, TextDiff};

use crate::golden::{Outcome, package};
use outputs::Outputs;
use reading::{Reading, Token};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("differential::made_up_cases_in_html", made_up::in_html),
        Trial::test("differential::made_up_cases_in_epub_and_pdf", made_up::in_epub_and_pdf),
        Trial::test("differential::examples_of_the_specifications", examples_of_the_specifications),
        Trial::test("differential::a_loss_is_noticed", a_loss_is_noticed),
    ]
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

/// Removes words, notes and spaces from a reading, one by one. The comparison must detect each.
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

/// The case as comrak reads it. A paragraph at the end cites each note, so that uncited notes are included.
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

/// The differences between two readings, with the case.
fn compared(markdown: &str, wanted: &Reading, found: &Reading) -> Result<(), String> {
    let faults = differences(wanted, found);
    if faults.is_empty() { Ok(()) } else { Err(format!("{faults}---- in\n{markdown}")) }
}

/// The differences between two readings.
fn differences(wanted: &Reading, found: &Reading) -> String {
    let shown = |tokens: &[Token]| {
        let words = tokens.iter().map(Token::shown).filter(|word| !word.starts_with("attr"));
        words.map(|word| word + "\n").collect::<String>()
    };
    let mut faults = differing_lines(&shown(&wanted.text), &shown(&found.text), "");
    faults += &differing_lines(&shown(&wanted.notes), &shown(&found.notes), " among the notes");
    // comrak keeps HTML tags in the alternative text of a picture.
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
