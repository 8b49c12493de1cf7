//! Books of many short cases, in all formats: the stack depth must not depend on the number of documents.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;

use crate::golden::Outcome;

/// The tests, by number of cases and threads. `tests/conformance/many` builds larger books.
pub fn tests() -> Vec<Trial> {
    let sizes = [(1, 1), (1, 2), (150, 1), (150, 2), (400, 1), (400, 2)];
    let trial = |(cases, threads)| {
        let name = format!("bounds::{cases}_cases_in_all_formats_on_{threads}_threads");
        Trial::test(name, move || built(cases, threads))
    };
    sizes.into_iter().map(trial).collect()
}

fn built(cases: usize, threads: usize) -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: Many\nlanguage: en\ncases: [\"*.md\"]\n")?;
    for case in 0..cases {
        fs::write(folder.path().join(format!("{case:05}.md")), format!("# Case {case}\n\nWord.\n"))?;
    }
    let formats =
        ["epub", "pdf", "print", "html", "cases"].into_iter().flat_map(|format| ["--format", format]);
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .arg("build")
        .arg(folder.path())
        .args(formats)
        .arg("--out")
        .arg(folder.path().join("out"))
        .env("RAYON_NUM_THREADS", threads.to_string())
        .output()?;
    let made = fs::read_dir(folder.path().join("out/cases"))?.count();
    if run.status.code() == Some(0) && made == cases {
        return Ok(());
    }
    Err(format!("{}, {made} case PDFs: {}", run.status, String::from_utf8_lossy(&run.stderr)).into())
}
