//! Invalid manifests, and command lines that point outside the project.

use std::fs;
use std::process::{Command, Output};

use libtest_mimic::Trial;

use super::Says::{Error, Warning};
use super::{Entry, Input, MANIFEST, Result, case, check, entries};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    let cases = |name, cases: &str| {
        Input::new(name, Error("book.yaml:4"))
            .file("book.yaml", format!("title: Book\nslug: book\nlanguage: en\ncases: {cases}\n"))
    };
    let line = |name, line: &str| {
        Input::new(name, Error("book.yaml:6")).file("book.yaml", format!("{MANIFEST}{line}\n"))
    };
    vec![
        Input::new("empty", Error("book.yaml")).file("book.yaml", ""),
        line("unknown_key", "qqqqqq: 1"),
        line("wrong_type", "subtitle: [a, b]"),
        line("cover_missing", "cover: cover.png"),
        // Neither key exists: the command line sets the output folder, and no format has a version.
        line("output_outside", "output: ../book"),
        line("newer_version", "version: 2"),
        Input::new("slug_outside", Error("book.yaml:2"))
            .file("book.yaml", MANIFEST.replace("slug: book", "slug: ../book")),
        line("cover_is_text", "cover: {image: a.png, alt: A}").file("a.png", "no picture"),
        line("cover_is_a_folder", "cover: {image: a, alt: A}").file("a/b.txt", "no picture"),
        line("cover_is_a_drawing", "cover: {image: a.svg, alt: A}")
            .file("a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
        line("cover_outside", "cover: {image: ../a.png, alt: A}"),
        line("site_outside", "site: {root: ../a}"),
        Input::new("missing", Error("book.yaml"))
            .prepare(|project| Ok(fs::remove_file(project.join("book.yaml"))?)),
        Input::new("is_a_folder", Error("book.yaml")).prepare(|project| {
            fs::remove_file(project.join("book.yaml"))?;
            Ok(fs::create_dir(project.join("book.yaml"))?)
        }),
        Input::new("same_pdf_twice", Warning("02-chad.md:3"))
            .oman("---\ntitle: Oman\npdf: Case.pdf\n---\n\nThe sultanate was rated.\n")
            .file("02-chad.md", "---\ntitle: Chad\npdf: case.pdf\n---\n\nThe republic was rated.\n"),
        cases("case_listed_twice", "[01-oman.md, 01-oman.md]"),
        cases("case_missing", "[01-oman.md, 03-peru.md]"),
        cases("pattern_without_files", "[\"cases/*.md\"]"),
        cases("case_outside", "[\"../oman.md\"]"),
    ]
    .into_iter()
    .map(|input| input.trial("manifest"))
    .chain([
        Trial::test("hostile::manifest::output_is_the_source_folder", output_is_the_source_folder),
        Trial::test("hostile::manifest::output_above", output_above),
        Trial::test("hostile::manifest::unknown_format", unknown_format),
        Trial::test("hostile::manifest::names_of_outputs_meet", names_of_outputs_meet),
    ])
    .collect()
}

/// Runs the program in the folder of a project.
type Run = Box<dyn Fn(&[&str]) -> Result<Output>>;

/// A project of two cases, and a function that runs the program in its folder.
fn project() -> Result<(tempfile::TempDir, Run)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("project");
    fs::create_dir(&path)?;
    fs::write(path.join("book.yaml"), MANIFEST)?;
    fs::write(path.join("01-oman.md"), case("Oman", "The sultanate was rated."))?;
    fs::write(path.join("02-chad.md"), case("Chad", "The republic was rated."))?;
    let run = move |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        Ok(command.args(arguments).current_dir(&path).output()?)
    };
    Ok((folder, Box::new(run)))
}

/// No output has the name of a source, whatever the titles of the book and its cases are.
fn output_is_the_source_folder() -> Outcome {
    let (folder, run) = project()?;
    let path = folder.path().join("project");
    fs::write(path.join("book.yaml"), MANIFEST.replace("slug: book", "slug: book.yaml"))?;
    let names = "---\ntitle: Oman\nslug: 02-chad.md\npdf: 01-oman.md\n---\n\nThe sultanate was rated.\n";
    fs::write(path.join("01-oman.md"), names)?;
    let sources = entries(&path)?;
    for round in 0..2 {
        let run = run(&["build", ".", "--out", "."])?;
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        check(run.status.code() == Some(0), format!("round {round}: {said}"))?;
        let now = entries(&path)?;
        let is_kept = sources.iter().all(|(path, entry)| now.get(path) == Some(entry));
        check(is_kept, format!("round {round}: a source was changed"))?;
        check(now.contains_key(&path.join("book.yaml.epub")), format!("{:?}", now.keys()))?;
        check(now.contains_key(&path.join("cases/01-oman.md.pdf")), format!("{:?}", now.keys()))?;
    }
    Ok(())
}

/// The output folder on the command line may be anywhere. Nothing is written outside it.
fn output_above() -> Outcome {
    let (folder, run) = project()?;
    let before = entries(folder.path())?;
    let run = run(&["build", ".", "--out", "../out"])?;
    check(run.status.code() == Some(0), String::from_utf8_lossy(&run.stderr))?;
    let now = entries(folder.path())?;
    let out = folder.path().join("out");
    let beside = now.iter().filter(|(path, _)| !path.starts_with(&out));
    check(beside.eq(before.iter()), "something was written beside the folder")?;
    check(matches!(now.get(&out.join("book.epub")), Some(Entry::File(_))), "no book was made")
}

fn unknown_format() -> Outcome {
    let (folder, run) = project()?;
    let before = entries(folder.path())?;
    let run = run(&["build", ".", "--out", "out", "--format", "docx"])?;
    let said = String::from_utf8(run.stderr)?;
    check(run.status.code() == Some(2), format!("{}: {said}", run.status))?;
    check(said.contains("docx") && said.contains("epub"), said)?;
    check(entries(folder.path())? == before, "something was written")
}

/// The book, its cases and the files of a release have equal names. Each is written, and none replaces another.
fn names_of_outputs_meet() -> Outcome {
    let (folder, run) = project()?;
    let path = folder.path().join("project");
    fs::write(path.join("book.yaml"), MANIFEST.replace("slug: book", "slug: release"))?;
    let names = "---\ntitle: Oman\nslug: release\n---\n\nThe sultanate was rated.\n";
    fs::write(path.join("01-oman.md"), names)?;
    fs::write(path.join("02-chad.md"), names.replace("slug: release", "slug: a/release\npdf: RELEASE.pdf"))?;
    let run = run(&["build", ".", "--out", "out"])?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    check(run.status.code() == Some(0) && said.contains("warning[duplicate-pdf]"), said)?;
    let files = entries(&path.join("out"))?;
    let names: Vec<String> =
        files.keys().filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
    let expected = [
        "SHA256SUMS",
        "cases",
        "a-release.pdf",
        "release.pdf",
        "release.epub",
        "release.html",
        "release.json",
        "release.pdf",
    ];
    check(names == expected, format!("{names:?}"))
}
