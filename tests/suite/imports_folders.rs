//! `casebook import` of folders, web pages and EPUBs that are bad, hostile or unusual.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("imports_folders::links_of_the_file_system_stay_inside", links_stay_inside),
        Trial::test("imports_folders::outputs_of_other_tools_are_left_out", outputs_are_left_out),
        Trial::test("imports_folders::every_text_is_imported_or_named", every_text),
        Trial::test("imports_folders::links_of_other_tools_lead_to_their_headings", links_of_other_tools),
        Trial::test("imports_folders::bad_epubs_are_refused", bad_epubs),
        Trial::test("imports_folders::an_epub_with_missing_files_is_read", missing_files),
        Trial::test("imports_folders::pages_are_decoded_or_refused", encodings),
        Trial::test("imports_folders::large_and_deep_pages", large_and_deep),
    ]
}

fn import(folder: &Path, source: &str) -> std::io::Result<Output> {
    let arguments = ["import", source, "--into", "book"];
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output()
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// All case files and the report of the imported book.
fn texts(folder: &Path) -> std::io::Result<(String, String)> {
    let mut names: Vec<_> =
        fs::read_dir(folder.join("book/cases"))?.flatten().map(|entry| entry.path()).collect();
    names.sort();
    let cases: Vec<String> = names.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
    Ok((cases.concat(), fs::read_to_string(folder.join("book/import.md"))?))
}

fn write(folder: &Path, files: &[(&str, &str)]) -> std::io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

#[cfg(unix)]
fn links_stay_inside() -> Outcome {
    let folder = tempfile::tempdir()?;
    write(folder.path(), &[("secret.md", "# Secret\n"), ("src/a.md", "# A\n\nWords.\n")])?;
    std::os::unix::fs::symlink("../secret.md", folder.path().join("src/out.md"))?;
    std::os::unix::fs::symlink(".", folder.path().join("src/loop"))?;
    let run = import(folder.path(), "src")?;
    let (cases, report) = texts(folder.path())?;
    check(run.status.success() && !cases.contains("Secret"), cases.clone())?;
    check(cases.matches("Words.").count() == 1, cases)?;
    check(report.contains("`out.md` of the source: Not read: it is a link that leads out"), report)
}

#[cfg(not(unix))]
fn links_stay_inside() -> Outcome {
    Ok(())
}

fn outputs_are_left_out() -> Outcome {
    let folder = tempfile::tempdir()?;
    let text = "# Output\n";
    let outputs =
        [".git/a.md", "node_modules/a.md", "_site/a.md", "_book/a.md", "target/a.md", "_build/a.md"];
    for path in outputs {
        write(folder.path(), &[(&format!("src/{path}"), text)])?;
    }
    write(folder.path(), &[("src/a.md", "# A\n\nWords.\n")])?;
    let run = import(folder.path(), "src")?;
    let (cases, report) = texts(folder.path())?;
    check(run.status.success() && cases == "# A\n\nWords.\n", cases)?;
    check(report.contains("There is no place"), report)
}

fn every_text() -> Outcome {
    let folder = tempfile::tempdir()?;
    write(
        folder.path(),
        &[
            ("src/_toc.yml", "root: a\nchapters:\n  - file: b\n  - file: c\n"),
            ("src/a.md", "# A\n\nWords.\n"),
            (
                "src/b.ipynb",
                r##"{ "cells": [{ "cell_type": "markdown", "source": ["# B\n", "\n", "Cell."] }] }"##,
            ),
            ("src/c.rst", "C\n=\n"),
            ("src/d.md", "# D\n"),
            ("src/e.md", &"x".repeat(65_000_000)),
        ],
    )?;
    let run = import(folder.path(), "src")?;
    let (cases, report) = texts(folder.path())?;
    check(run.status.success() && cases.contains("Words.") && cases.contains("Cell."), cases)?;
    let named = [
        "`c.rst` of the source: Not read",
        "`d.md` of the source: Not imported",
        "`e.md` of the source: Not read: it is larger than 64 MB",
    ];
    check(named.iter().all(|words| report.contains(words)), report)?;
    // A folder with nothing but texts of other kinds.
    write(folder.path(), &[("rst/index.rst", "A\n=\n")])?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["import", "rst", "--into", "other"])
        .current_dir(folder.path())
        .output()?;
    let said = String::from_utf8(run.stderr)?;
    check(
        run.status.code() == Some(2)
            && said.contains("only texts that casebook does not read, such as `index.rst`"),
        said,
    )
}

fn links_of_other_tools() -> Outcome {
    let folder = tempfile::tempdir()?;
    write(
        folder.path(),
        &[
            ("src/src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [B](b.md)\n"),
            ("src/src/a.md", "# A\n\n[Box](b.md#the-boxt-type), [lost](b.md#nothing) and [gone](gone.md).\n"),
            ("src/src/b.md", "# B\n\n## The `Box<T>` type\n\nWords.\n"),
        ],
    )?;
    import(folder.path(), "src")?;
    let (cases, report) = texts(folder.path())?;
    check(cases.contains("[lost](b.md) and gone."), cases)?;
    check(report.contains("`b.md#nothing`") && report.contains("`gone.md`"), report)?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "book", "--format", "html"])
        .current_dir(folder.path())
        .output()?;
    check(run.status.success(), format!("{run:?}"))
}

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"a/b.opf\"/></rootfiles></container>";

const PACKAGE: &str = "<package><metadata><dc:title>T</dc:title></metadata><manifest>\
    <item id=\"c\" href=\"c.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"d\" href=\"d.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"o\" href=\"../../../etc/passwd\" media-type=\"application/xhtml+xml\"/>\
    </manifest><spine><itemref idref=\"c\"/><itemref idref=\"d\"/><itemref idref=\"o\"/></spine></package>";

const CHAPTER: &str = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><h1>C</h1><p>Words\u{2060} &#8212; &nbsp; <img src=\"../../../../etc/passwd\" alt=\"alt\"/></p></body></html>";

fn epub(folder: &Path, files: &[(&str, &str)]) -> Outcome {
    let mut archive = ZipWriter::new(fs::File::create(folder.join("a.epub"))?);
    for (name, text) in files {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    archive.finish()?;
    Ok(())
}

fn bad_epubs() -> Outcome {
    let protected = "<encryption xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptedData><enc:CipherData>\
        <enc:CipherReference URI=\"a/c.xhtml\"/></enc:CipherData></enc:EncryptedData></encryption>";
    let container = ("META-INF/container.xml", CONTAINER);
    for (files, words) in [
        (vec![("a.txt", "words")], "has no package"),
        (vec![container], "its package is missing"),
        (vec![container, ("a/b.opf", "<package><manifest/><spine/></package>")], "names no text"),
        (
            vec![
                container,
                ("META-INF/encryption.xml", protected),
                ("a/b.opf", PACKAGE),
                ("a/c.xhtml", CHAPTER),
            ],
            "its texts are encrypted",
        ),
    ] {
        let folder = tempfile::tempdir()?;
        epub(folder.path(), &files)?;
        let run = import(folder.path(), "a.epub")?;
        let said = String::from_utf8(run.stderr)?;
        check(run.status.code() == Some(2) && said.contains(words), format!("{words}: {said}"))?;
        check(!folder.path().join("book").exists(), "a folder was made")?;
    }
    Ok(())
}

fn missing_files() -> Outcome {
    let fonts = "<encryption xmlns:enc=\"http://www.w3.org/2001/04/xmlenc#\"><enc:EncryptedData><enc:CipherData>\
        <enc:CipherReference URI=\"a/font.otf\"/></enc:CipherData></enc:EncryptedData></encryption>";
    let folder = tempfile::tempdir()?;
    let files = [
        ("META-INF/container.xml", CONTAINER),
        ("META-INF/encryption.xml", fonts),
        ("a/b.opf", PACKAGE),
        ("a/c.xhtml", CHAPTER),
    ];
    epub(folder.path(), &files)?;
    let run = import(folder.path(), "a.epub")?;
    let (cases, report) = texts(folder.path())?;
    check(run.status.success() && cases.contains("Words — "), format!("{run:?} {cases}"))?;
    let is_named = report.contains("Missing: a text that the package names.\n")
        && report.contains("the file `a/d.xhtml` of the source\n");
    check(is_named, report.clone())?;
    check(report.contains("a picture that is not in the source"), report)
}

fn encodings() -> Outcome {
    let utf16: Vec<u8> = "\u{feff}<h1>A</h1><p>Café</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, is_read) in [
        (b"<meta charset=windows-1252><h1>A</h1><p>Caf\xE9</p>".to_vec(), true),
        (b"<h1>A</h1><p>Caf\xE9</p>".to_vec(), true),
        (utf16, true),
        (b"<meta charset=cp437><h1>A</h1><p>Caf\x82</p>".to_vec(), false),
    ] {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("a.html"), bytes)?;
        let run = import(folder.path(), "a.html")?;
        if is_read {
            let (cases, _) = texts(folder.path())?;
            check(cases == "# A\n\nCafé\n", cases)?;
        } else {
            let said = String::from_utf8(run.stderr)?;
            check(run.status.code() == Some(2) && said.contains("its encoding is `cp437`"), said)?;
        }
    }
    Ok(())
}

fn large_and_deep() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("a.html"), "<p>words</p>\n".repeat(8_000_000))?;
    let run = import(folder.path(), "a.html")?;
    let said = String::from_utf8(run.stderr)?;
    check(run.status.code() == Some(2) && said.contains("larger than 64 MB"), said)?;
    let deep = "<div><b><ul><li>".repeat(25_000) + "Innermost words.";
    fs::write(folder.path().join("b.html"), format!("<h1>A</h1>{deep}"))?;
    let run = import(folder.path(), "b.html")?;
    let (cases, _) = texts(folder.path())?;
    check(run.status.success() && cases.contains("Innermost words"), format!("{:?}", run.status))
}
