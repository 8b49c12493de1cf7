//! Inputs that make parsers slow or crash them: each must end with the expected exit code and message.

mod many;
mod shapes;

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;

use self::shapes::{HOSTILE, LONG, Shape as Growing, notes_in_one_paragraph};
use crate::golden::Outcome;

/// A shape, the expected message, and the exit code of `casebook check`.
struct Shape {
    name: &'static str,
    text: fn(usize) -> String,
    size: usize,
    code: i32,
    says: &'static str,
}

const SHAPES: &[Shape] = &[
    shape("quotations", |n| "> ".repeat(n) + "a", 10_000, 1, "error[deep-nesting]"),
    shape("lists", |n| "- ".repeat(n) + "a", 10_000, 1, "error[deep-nesting]"),
    shape("quotations_and_lists", |n| "> - ".repeat(n) + "a", 10_000, 1, "error[deep-nesting]"),
    shape("emphasis", |n| "*a _b ".repeat(n) + "c" + &" b_ a*".repeat(n), 10_000, 1, "error[deep-nesting]"),
    shape("brackets", |n| "[".repeat(n) + "a" + &"]".repeat(n), 10_000, 0, ""),
    shape("divisions", |n| "<div>\na\n".repeat(n) + &"</div>\n".repeat(n), 10_000, 1, "error[deep-nesting]"),
    shape("divisions_left_open", |n| "<div>".repeat(n) + "a", 10_000, 1, "error[deep-nesting]"),
    shape("tables_in_tables", |n| "<table><tr><td>".repeat(n) + "a", 10_000, 1, "error[deep-nesting]"),
    shape("attributes", attributes, 20_000, 0, "01.md:5:1: warning[unknown-element]"),
    // At the size of the largest book that is laid out, and above.
    shape("one_note_cited_often", |n| "a[^n] ".repeat(n) + "\n\n[^n]: b", 15_000, 0, ""),
    shape(
        "one_note_cited_too_often",
        |n| "a[^n] ".repeat(n) + "\n\n[^n]: b",
        50_000,
        1,
        "01.md:5:1: error[layout]",
    ),
    shape(
        "notes_in_one_paragraph",
        notes_in_one_paragraph,
        30_000,
        1,
        "error[layout]: the case is too large",
    ),
    shape(
        "headings_of_one_name",
        |n| "## h\n\nt\n\n".repeat(n),
        50_000,
        1,
        "error[layout]: the case is too large",
    ),
    shape(
        "rows_of_a_table",
        |n| "| A |\n| - |\n".to_owned() + &"| 1 |\n".repeat(n),
        120_000,
        1,
        "01.md:5:1: error[layout]",
    ),
    shape("addresses_that_do_not_end", |n| "<http://a ".repeat(n), 30_000, 1, "error[layout]"),
    shape("attribute_lists", |n| "[a]{.b} ".repeat(n), 15_000, 0, ""),
    shape("too_many_attribute_lists", |n| "[a]{.b} ".repeat(n), 50_000, 1, "01.md:5:1: error[layout]"),
    shape(
        "complaints_in_one_line",
        |n| "[b](c.md) ".repeat(n),
        15_000,
        1,
        "01.md:5:149991: error[dead-link]",
    ),
    shape(
        "complaints_in_many_lines",
        |n| "a[^0]\n\n".repeat(n),
        15_000,
        1,
        "01.md:30003:2: error[undefined-note]",
    ),
    shape("one_long_line", |n| "long word ".repeat(n), 200_000, 0, ""),
];

const fn shape(
    name: &'static str,
    text: fn(usize) -> String,
    size: usize,
    code: i32,
    says: &'static str,
) -> Shape {
    Shape { name, text, size, code, says }
}

fn attributes(count: usize) -> String {
    let attributes: String = (0..count).map(|number| format!(" a{number}=\"b\"")).collect();
    format!("<div{attributes}>x</div>")
}

pub fn tests() -> Vec<Trial> {
    let shapes = SHAPES.iter().map(|shape| {
        Trial::test(format!("bounds::{}", shape.name), move || {
            check(&case(&(shape.text)(shape.size)), shape.code, shape.says)
        })
    });
    let headers: [(&str, String, &str); 4] = [
        (
            "bounds::header_with_many_keys",
            (0..5_000).map(|n| format!("k{n}: v\n")).collect(),
            "the limit is 500",
        ),
        ("bounds::header_with_many_bytes", format!("title: {}\n", "a ".repeat(50_000)), "the limit is 64000"),
        (
            "bounds::header_nested_deep",
            format!("title: {}{}\n", "[".repeat(10_000), "]".repeat(10_000)),
            "01.md:2:",
        ),
        ("bounds::header_with_aliases", aliases(), "error[invalid-yaml]"),
    ];
    let headers = headers.into_iter().map(|(name, header, says)| {
        Trial::test(name, move || check(&format!("---\n{header}---\n\ntext\n"), 1, says))
    });
    let of = |shapes: &'static [Growing], may_be_wrong: bool| {
        shapes.iter().map(move |shape| {
            let name = format!("bounds::html_of_{}", shape.name.replace(' ', "_"));
            Trial::test(name, move || html_in_proportion(shape, may_be_wrong))
        })
    };
    let growing = of(&LONG, false).chain(of(&HOSTILE, true));
    shapes.chain(headers).chain(growing).chain(many::tests()).collect()
}

/// The HTML is written, or an error is reported if the text may be wrong. Without fonts and tools, the HTML has at most
/// fifty times the size of the text.
fn html_in_proportion(shape: &Growing, may_be_wrong: bool) -> Outcome {
    let text = (shape.text)(30_000);
    let folder = project(&case(&text))?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", ".", "--format", "html", "--out", "out", "--message-format", "short"])
        .current_dir(folder.path())
        .output()?;
    let said = String::from_utf8(run.stdout)?;
    match run.status.code() {
        Some(1) if may_be_wrong && said.contains(": error[") => Ok(()),
        Some(0) => {
            let page = fs::metadata(folder.path().join("out/b.html"))?.len();
            let most = 50 * u64::try_from(text.len())? + 1_000_000;
            if page <= most {
                Ok(())
            } else {
                Err(format!("{page} bytes of HTML, and {most} at most").into())
            }
        }
        code => Err(format!("{code:?}: {}", said.chars().take(500).collect::<String>()).into()),
    }
}

fn case(body: &str) -> String {
    format!("---\ntitle: A\n---\n\n{body}\n")
}

/// A project with this text as its only case.
fn project(text: &str) -> Result<tempfile::TempDir, std::io::Error> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: B\nlanguage: en\ncases: [\"*.md\"]\n")?;
    fs::write(folder.path().join("01.md"), text)?;
    Ok(folder)
}

/// Nine lists, each of nine times the one before.
fn aliases() -> String {
    let first = "title: A\na: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    let more = b"abcdefgh".iter().zip(b"bcdefghi").map(|(before, name)| {
        let (before, name) = (char::from(*before), char::from(*name));
        format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(","))
    });
    first + &more.collect::<String>()
}

/// Checks a case with a small stack, in the message formats for people and for editors.
fn check(text: &str, code: i32, says: &str) -> Outcome {
    let folder = project(text)?;
    let mut counts = Vec::new();
    for form in ["human", "short"] {
        let run = Command::new("sh")
            .args(["-c", "ulimit -s 512; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_casebook")])
            .args(["check", ".", "--message-format", form])
            .current_dir(folder.path())
            .output()?;
        let words = String::from_utf8(run.stderr)? + &String::from_utf8(run.stdout)?;
        let start: String = words.chars().take(500).collect();
        if run.status.code() != Some(code) {
            return Err(format!("{form}: {}: {start}", run.status).into());
        }
        if form == "short" && !words.contains(says) {
            return Err(format!("nothing says `{says}`: {start}").into());
        }
        let is_complaint = |line: &&str| line.contains("error[") || line.contains("warning[");
        counts.push(words.lines().filter(is_complaint).count());
    }
    // Messages without source lines are still printed.
    if counts[0] == counts[1] {
        Ok(())
    } else {
        Err(format!("complaints in the two forms: {counts:?}").into())
    }
}
