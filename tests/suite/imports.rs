//! `casebook import`: what it writes, and that it never overwrites.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;

use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("imports::a_project_is_made_that_builds", a_project_is_made),
        Trial::test("imports::nothing_is_overwritten", nothing_is_overwritten),
        Trial::test("imports::what_cannot_be_read_is_refused", what_cannot_be_read),
    ]
}

fn casebook(folder: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output()
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

fn a_project_is_made() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("port.md"), "# The port\n\nA ship came.[^1]\n\n[^1]: In May.\n")?;
    fs::write(folder.path().join("river.md"), "# The river\n\nNobody came.\n")?;
    let run = casebook(folder.path(), &["import", "port.md", "river.md", "--into", "two-places"])?;
    let said = String::from_utf8(run.stderr)?;
    let expected = "Imported 2 files into `two-places`: 2 cases, 1 note, 0 pictures.\nBuild the book with:\n\n  casebook build two-places\n";
    check(run.status.success() && said == expected, said)?;
    let read = |name: &str| fs::read_to_string(folder.path().join("two-places").join(name));
    let manifest = read("book.yaml")?;
    let order = "title: two places\nlanguage: en\n\n# The reading order.\ncases:\n  - cases/port.md\n  - cases/river.md\n";
    check(manifest.ends_with(order), manifest)?;
    check(read("import.md")?.contains("There is no place that you must look at."), "the report is missing")?;
    let run = casebook(folder.path(), &["build", "two-places", "--format", "html"])?;
    check(run.status.success(), format!("{run:?}"))
}

fn nothing_is_overwritten() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("port.md"), "# The port\n\nA ship came.\n")?;
    fs::create_dir(folder.path().join("port"))?;
    fs::write(folder.path().join("port/notes.txt"), "mine")?;
    let run = casebook(folder.path(), &["import", "port.md"])?;
    let names: Vec<_> =
        fs::read_dir(folder.path().join("port"))?.flatten().map(|entry| entry.file_name()).collect();
    check(run.status.code() == Some(2) && names == ["notes.txt"], format!("{run:?} {names:?}"))
}

fn what_cannot_be_read() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("picture.png"), b"\x89PNG")?;
    fs::write(folder.path().join("empty.md"), "\n")?;
    fs::write(folder.path().join("korean.md"), b"\xC7\xD1\xB1\xB9\xBE\xEE")?;
    fs::create_dir(folder.path().join("nothing"))?;
    for (source, expected) in [
        ("picture.png", "`picture.png` is of no kind that can be imported"),
        ("empty.md", "`empty.md` has no text"),
        ("korean.md", "`korean.md` cannot be read: it is not in UTF-8, and does not name its encoding"),
        ("lost.md", "`lost.md` cannot be read: "),
        ("nothing", "`nothing` has no file with text that can be imported"),
    ] {
        let run = casebook(folder.path(), &["import", source, "--into", "book"])?;
        let said = String::from_utf8(run.stderr)?;
        let is_refused = run.status.code() == Some(2) && said.starts_with(&format!("casebook: {expected}"));
        check(is_refused && !folder.path().join("book").exists(), said)?;
    }
    Ok(())
}
