//! The command line: exit codes, and which files are written.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("command_line::own_book_builds_without_a_word", own_book_builds_without_a_word),
        Trial::test("command_line::the_clock_is_given", the_clock_is_given),
        Trial::test("command_line::an_error_leaves_the_old_files", an_error_leaves_the_old_files),
        Trial::test("command_line::formats_and_cases_can_be_chosen", formats_and_cases_can_be_chosen),
        Trial::test("command_line::wrong_usage_is_exit_code_2", wrong_usage_is_exit_code_2),
        Trial::test("command_line::the_machine_failing_is_exit_code_2", the_machine_failing_is_exit_code_2),
        Trial::test("command_line::a_project_has_its_own_looks", a_project_has_its_own_looks),
    ]
}

fn casebook(arguments: &[&str], folder: &Path) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
}

/// A folder with one case in `book/`.
fn small_book(text: &str) -> std::io::Result<TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("book"))?;
    fs::write(folder.path().join("book/book.yaml"), "title: Small\nlanguage: en\ncases: [oman.md]\n")?;
    fs::write(folder.path().join("book/oman.md"), text)?;
    Ok(folder)
}

const SOUND: &str = "---\ntitle: Oman\n---\n\nWords.[^1]\n\n[^1]: 04MUSCAT1\n";
const BROKEN: &str = "---\ntitle: Oman\n---\n\nWords.[^1]\n";

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

fn own_book_builds_without_a_word() -> Outcome {
    let out = tempfile::tempdir()?;
    let run = casebook(&["build", "--quiet", "--out", &out.path().to_string_lossy()], &root())?;
    check(run.status.code() == Some(0), format!("{}", String::from_utf8_lossy(&run.stderr)))?;
    check(run.stderr.is_empty() && run.stdout.is_empty(), format!("{}", String::from_utf8_lossy(&run.stderr)))
}

fn the_clock_is_given() -> Outcome {
    let folder = small_book(SOUND)?;
    let build = |clock: &str| {
        Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", "book"])
            .current_dir(folder.path())
            .env("SOURCE_DATE_EPOCH", clock)
            .output()
    };
    check(build("1500000000")?.status.success(), "the book was not built")?;
    let epub = fs::File::open(folder.path().join("book/dist/small.epub"))?;
    let mut archive = zip::ZipArchive::new(epub)?;
    let package = std::io::read_to_string(archive.by_name("OEBPS/content.opf")?)?;
    check(package.contains("2017-07-14T02:40:00Z"), package)?;
    check(build("yesterday")?.status.code() == Some(2), "a clock that is no number was taken")
}

fn an_error_leaves_the_old_files() -> Outcome {
    let folder = small_book(SOUND)?;
    check(
        casebook(&["build", "book"], folder.path())?.status.code() == Some(0),
        "the sound book was not built",
    )?;
    let old = fs::read(folder.path().join("book/dist/small.pdf"))?;
    fs::write(folder.path().join("book/oman.md"), BROKEN)?;
    let run = casebook(&["build", "book"], folder.path())?;
    check(run.status.code() == Some(1), format!("exit code {:?}", run.status.code()))?;
    let words = String::from_utf8_lossy(&run.stderr).into_owned();
    check(words.contains("book/oman.md:5:7"), words)?;
    check(fs::read(folder.path().join("book/dist/small.pdf"))? == old, "the old file was touched")?;
    let names = fs::read_dir(folder.path().join("book/dist"))?.count();
    check(names == 6, format!("{names} things in dist"))
}

fn formats_and_cases_can_be_chosen() -> Outcome {
    let folder = small_book(SOUND)?;
    let written = |arguments: &[&str]| -> Result<Vec<String>, std::io::Error> {
        let _ = fs::remove_dir_all(folder.path().join("book/dist"));
        casebook(&[&["build", "book"], arguments].concat(), folder.path())?;
        let mut names = Vec::new();
        for below in ["book/dist", "book/dist/cases"] {
            let entries = fs::read_dir(folder.path().join(below)).into_iter().flatten().flatten();
            names.extend(
                entries
                    .filter(|entry| entry.path().is_file())
                    .map(|entry| entry.file_name().to_string_lossy().into_owned()),
            );
        }
        names.sort();
        Ok(names)
    };
    check(
        written(&[])? == ["SHA256SUMS", "oman.pdf", "release.json", "small.epub", "small.html", "small.pdf"],
        "not all formats were made",
    )?;
    check(
        written(&["--format", "epub", "--format", "html"])?
            == ["SHA256SUMS", "release.json", "small.epub", "small.html"],
        "not the two formats",
    )?;
    check(written(&["--case", "oman"])? == ["SHA256SUMS", "oman.pdf", "release.json"], "not the one case")?;
    check(
        written(&["--case", "/oman/", "--format", "cases"])? == ["SHA256SUMS", "oman.pdf", "release.json"],
        "not the one case by its address",
    )
}

fn wrong_usage_is_exit_code_2() -> Outcome {
    let folder = small_book(SOUND)?;
    for arguments in [
        &["build", "book", "--format", "docx"][..],
        &["build", "book", "--case", "nowhere"],
        &["build", "book", "--case", "oman", "--format", "epub"],
        &["build", "no-such-folder"],
        &["bind"],
        &[],
    ] {
        let run = casebook(arguments, folder.path())?;
        check(run.status.code() == Some(2), format!("{arguments:?}: {:?}", run.status.code()))?;
        check(!run.stderr.is_empty(), format!("{arguments:?}: not a word"))?;
        check(!folder.path().join("book/dist").exists(), format!("{arguments:?}: something was written"))?;
    }
    Ok(())
}

fn the_machine_failing_is_exit_code_2() -> Outcome {
    let folder = small_book(SOUND)?;
    fs::write(folder.path().join("taken"), "a file")?;
    let run = casebook(&["build", "book", "--out", "taken"], folder.path())?;
    check(run.status.code() == Some(2), format!("exit code {:?}", run.status.code()))?;
    check(fs::read(folder.path().join("taken"))? == b"a file", "the file in the way was touched")?;
    fs::create_dir_all(folder.path().join("book/dist/small.html"))?;
    let run = casebook(&["build", "book"], folder.path())?;
    check(run.status.code() == Some(2), format!("exit code {:?}", run.status.code()))?;
    let left: Vec<_> = fs::read_dir(folder.path().join("book/dist"))?.collect();
    check(left.len() == 1, format!("{} things in dist", left.len()))
}

fn a_project_has_its_own_looks() -> Outcome {
    let folder = small_book(SOUND)?;
    fs::create_dir(folder.path().join("book/styles"))?;
    fs::write(folder.path().join("book/styles/theme.toml"), "[color]\nlink = \"#123456\"\n")?;
    fs::write(folder.path().join("book/styles/html.css"), "main { color: var(--color-link); }\n")?;
    check(casebook(&["build", "book"], folder.path())?.status.success(), "the book was not built")?;
    let html = fs::read_to_string(folder.path().join("book/dist/small.html"))?;
    check(
        html.contains("--color-link: #123456;") && html.contains("--color-ink:"),
        "the theme was not merged",
    )?;
    check(html.contains("main { color: var(--color-link); }"), "the style sheet was not taken")
}
