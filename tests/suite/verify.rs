//! `casebook verify` is silent about every intact release, and reports every damaged one. Damages are applied to real
//! files: to the written markup of HTML and EPUB, and to PDFs by building them from a damaged source.

mod damages;
mod losses;
mod outside;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::golden::{Outcome, root};
use damages::{DAMAGES, Damage, FIRST, MANIFEST, SECOND};

type Result<T> = std::result::Result<T, Failed>;

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<Trial> = DAMAGES
        .iter()
        .map(|damage| Trial::test(format!("verify::finds_{}", damage.name), || found_everywhere(damage)))
        .collect();
    tests.extend(losses::tests());
    tests.extend([
        Trial::test("verify::finds_swapped_cases", swapped_cases),
        Trial::test("verify::finds_a_changed_file", changed_file),
        Trial::test("verify::finds_a_printer_s_page_that_differs", changed_print),
        Trial::test("verify::finds_text_outside_the_page", outside::everywhere),
        Trial::test("verify::finds_another_picture", another_picture),
        Trial::test("verify::names_sources_that_changed", changed_sources),
        Trial::test("verify::reads_nothing_outside_the_release", nothing_outside),
        Trial::test("verify::speaks_in_every_form_of_messages", forms_of_messages),
        Trial::test("verify::is_silent_about_all_constructs", silent_about_all_constructs),
        Trial::test("verify::is_silent_about_sound_books", silent_about_sound_books),
    ]);
    tests
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// Replaces a text, which must be present.
fn replaced(text: &str, replacements: &[(&str, &str)]) -> Result<String> {
    let mut text = text.to_owned();
    for (from, to) in replacements {
        check(text.contains(from), format!("there is no {from:?}"))?;
        text = text.replacen(from, to, 1);
    }
    Ok(text)
}

/// A folder with the intact book in `book/`.
fn folder() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    project(&folder.path().join("book"), FIRST)?;
    Ok(folder)
}

fn project(folder: &Path, first: &str) -> Outcome {
    fs::create_dir_all(folder)?;
    for (name, text) in [("book.yaml", MANIFEST), ("first.md", first), ("second.md", SECOND)] {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}

fn casebook(folder: &Path, arguments: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    Ok(command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output()?)
}

const ALL: [&str; 10] =
    ["--format", "epub", "--format", "pdf", "--format", "print", "--format", "html", "--format", "cases"];

/// Builds a project of the folder in all formats.
fn build(folder: &Path, project: &str, out: &str) -> Outcome {
    let run = casebook(folder, &[&["build", project, "--out", out], ALL.as_slice()].concat())?;
    check(run.status.success(), String::from_utf8_lossy(&run.stderr))
}

/// The messages of `verify`, one per line, and its exit code.
fn verify(folder: &Path, out: &str, project: &str) -> Result<(String, i32)> {
    let run = casebook(folder, &["verify", out, project, "--message-format", "short"])?;
    Ok((String::from_utf8(run.stdout)?, run.status.code().ok_or("the command was stopped")?))
}

/// Changes a file of a release together with its size and digests, so that only its text reveals the change.
fn change(out: &Path, name: &str, bytes: &[u8]) -> Outcome {
    let digest =
        |bytes: &[u8]| -> String { Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect() };
    let old_record = fs::read(out.join("release.json"))?;
    let mut record: Value = serde_json::from_slice(&old_record)?;
    let artifacts = record["artifacts"].as_array_mut().ok_or("no artifacts")?;
    let artifact =
        artifacts.iter_mut().find(|artifact| artifact["path"] == name).ok_or("no such artifact")?;
    let old = artifact["sha256"].as_str().ok_or("no digest")?.to_owned();
    artifact["size"] = Value::from(bytes.len());
    artifact["sha256"] = Value::from(digest(bytes));
    let new_record = serde_json::to_vec_pretty(&record)?;
    let sums = fs::read_to_string(out.join("SHA256SUMS"))?;
    let sums = replaced(&sums, &[(&old, &digest(bytes)), (&digest(&old_record), &digest(&new_record))])?;
    fs::write(out.join(name), bytes)?;
    fs::write(out.join("release.json"), new_record)?;
    fs::write(out.join("SHA256SUMS"), sums)?;
    Ok(())
}

/// An archive in which one file is replaced.
fn archive_with(bytes: &[u8], name: &str, change: impl Fn(&str) -> Result<String>) -> Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let mut content = Vec::new();
        file.read_to_end(&mut content)?;
        if file.name() == name {
            content = change(&String::from_utf8(content)?)?.into_bytes();
            is_changed = true;
        }
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(file.name(), options)?;
        writer.write_all(&content)?;
    }
    check(is_changed, format!("there is no {name} in the archive"))?;
    Ok(writer.finish()?.into_inner())
}

/// Each expected text is in a line about the file, and no line is about another file.
fn check_says(said: &(String, i32), file: &str, says: &[&str], stale: bool) -> Outcome {
    let (words, code) = said;
    check(*code == 1, format!("exit code {code}\n{words}"))?;
    let about = |line: &&str| line.contains(&format!("`{file}`"));
    for wanted in says {
        check(
            words.lines().filter(about).any(|line| line.contains(wanted)),
            format!("nobody says {wanted:?} of {file}, but\n{words}"),
        )?;
    }
    let of_others = words.lines().find(|line| !about(line) && line.contains("error["));
    check(stale || of_others.is_none(), format!("more is said than of {file}:\n{words}"))
}

fn found_everywhere(damage: &Damage) -> Outcome {
    let folder = folder()?;
    let (path, out) = (folder.path(), folder.path().join("dist"));
    // The written HTML with the damage.
    build(path, "book", "dist")?;
    let html = fs::read_to_string(out.join("book.html"))?;
    change(&out, "book.html", replaced(&html, damage.markup)?.as_bytes())?;
    check_says(&verify(path, "dist", "book")?, "book.html", damage.says, false)?;
    // The EPUB.
    build(path, "book", "dist")?;
    let epub = fs::read(out.join("book.epub"))?;
    let epub = archive_with(&epub, "OEBPS/first.xhtml", |markup| replaced(&plain(markup), damage.markup))?;
    change(&out, "book.epub", &epub)?;
    check_says(&verify(path, "dist", "book")?, "book.epub", damage.says, false)?;
    // The PDFs.
    project(&path.join("damaged"), &replaced(FIRST, damage.source)?)?;
    build(path, "damaged", "dist")?;
    let said = verify(path, "dist", "book")?;
    check_says(&said, "book.pdf", damage.says, true)?;
    check_says(&said, "cases/first.pdf", damage.says, true)?;
    check(
        said.0.contains("first.md:1:1: error[stale-release]") && !said.0.contains("cases/second.pdf"),
        said.0.clone(),
    )
}

/// Markup of an EPUB without the attributes that only EPUB has.
fn plain(markup: &str) -> String {
    let mut parts = markup.split(" epub:type=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('"').map_or("", |(_, rest)| rest))
}

fn swapped_cases() -> Outcome {
    let folder = folder()?;
    let (path, out) = (folder.path(), folder.path().join("dist"));
    let says = ["error[misplaced-text]: this title is misplaced"];
    build(path, "book", "dist")?;
    let html = fs::read_to_string(out.join("book.html"))?;
    let start = html.find("<section id=\"first\"").ok_or("no first case")?;
    let middle = html.find("<section id=\"second\"").ok_or("no second case")?;
    let end = html.find("</main>").ok_or("no end")?;
    let swapped = [&html[..start], &html[middle..end], &html[start..middle], &html[end..]].concat();
    change(&out, "book.html", swapped.as_bytes())?;
    check_says(&verify(path, "dist", "book")?, "book.html", &says, false)?;
    build(path, "book", "dist")?;
    let epub = fs::read(out.join("book.epub"))?;
    let swap = [
        ("<itemref idref=\"id_first.xhtml\"/>", "X~"),
        ("<itemref idref=\"id_second.xhtml\"/>", "<itemref idref=\"id_first.xhtml\"/>"),
        ("X~", "<itemref idref=\"id_second.xhtml\"/>"),
    ];
    change(
        &out,
        "book.epub",
        &archive_with(&epub, "OEBPS/content.opf", |package| replaced(package, &swap))?,
    )?;
    check_says(&verify(path, "dist", "book")?, "book.epub", &says, false)?;
    project(&path.join("damaged"), FIRST)?;
    let manifest = replaced(MANIFEST, &[("[first.md, second.md]", "[second.md, first.md]")])?;
    fs::write(path.join("damaged/book.yaml"), manifest)?;
    build(path, "damaged", "dist")?;
    check_says(&verify(path, "dist", "book")?, "book.pdf", &says, true)
}

fn changed_file() -> Outcome {
    let folder = folder()?;
    let out = folder.path().join("dist");
    for name in ["book.html", "book.epub", "book.pdf", "book-print.pdf", "cases/second.pdf"] {
        build(folder.path(), "book", "dist")?;
        let mut bytes = fs::read(out.join(name))?;
        bytes.push(b'\n');
        fs::write(out.join(name), &bytes)?;
        let says = ["error[damaged-release]"];
        check_says(&verify(folder.path(), "dist", "book")?, name, &says, false)?;
        // Truncated to half, none of the files can be read.
        change(&out, name, &bytes[..bytes.len() / 2])?;
        check(verify(folder.path(), "dist", "book")?.1 == 1, format!("half of {name} is accepted"))?;
        fs::remove_file(out.join(name))?;
        check_says(&verify(folder.path(), "dist", "book")?, name, &says, false)?;
    }
    build(folder.path(), "book", "dist")?;
    fs::remove_file(out.join("SHA256SUMS"))?;
    let (words, code) = verify(folder.path(), "dist", "book")?;
    check(code == 1 && words.contains("SHA256SUMS cannot be read"), words)?;
    fs::write(out.join("release.json"), "{}")?;
    let (_, code) = verify(folder.path(), "dist", "book")?;
    check(code == 2, format!("a record that is none: exit code {code}"))?;
    let (_, code) = verify(folder.path(), "nowhere", "book")?;
    check(code == 2, format!("no release: exit code {code}"))
}

fn changed_print() -> Outcome {
    let folder = folder()?;
    let (path, out) = (folder.path(), folder.path().join("dist"));
    project(&path.join("damaged"), &replaced(FIRST, &[("Gamma", "Gamna")])?)?;
    build(path, "damaged", "dist")?;
    let print = fs::read(out.join("book-print.pdf"))?;
    build(path, "book", "dist")?;
    change(&out, "book-print.pdf", &print)?;
    check_says(&verify(path, "dist", "book")?, "book-print.pdf", &["error[changed-text]: page 4 of"], false)
}

fn another_picture() -> Outcome {
    let folder = folder()?;
    let path = folder.path();
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
    for project in ["book", "damaged"] {
        self::project(&path.join(project), &format!("{FIRST}\n![A sea](sea.svg)\n"))?;
        fs::write(path.join(project).join("sea.svg"), picture)?;
    }
    build(path, "book", "dist")?;
    check(verify(path, "dist", "book")? == (String::new(), 0), "a sound release is not accepted")?;
    let text = format!("{FIRST}\n![A lake](sea.svg)\n");
    fs::write(path.join("damaged/first.md"), text)?;
    build(path, "damaged", "dist")?;
    let said = verify(path, "dist", "book")?;
    for file in ["book.html", "book.epub", "book.pdf", "cases/first.pdf"] {
        let says = ["first.md:28:1: error[changed-text]: this picture has a wrong alternative text"];
        check_says(&said, file, &says, true)?;
    }
    fs::write(path.join("damaged/first.md"), FIRST)?;
    build(path, "damaged", "dist")?;
    let said = verify(path, "dist", "book")?;
    for file in ["book.html", "book.epub", "book.pdf", "cases/first.pdf"] {
        let says = ["first.md:28:1: error[missing-text]: this picture is missing"];
        check_says(&said, file, &says, true)?;
    }
    Ok(())
}

fn changed_sources() -> Outcome {
    let folder = folder()?;
    let path = folder.path();
    build(path, "book", "dist")?;
    fs::write(path.join("book/first.md"), format!("{FIRST}\n"))?;
    fs::write(path.join("book/third.md"), "---\ntitle: Third\n---\n\nZeta paragraph.\n")?;
    fs::remove_file(path.join("book/second.md"))?;
    fs::write(path.join("book/book.yaml"), replaced(MANIFEST, &[("second", "third")])?)?;
    let (words, code) = verify(path, "dist", "book")?;
    for wanted in [
        "book/first.md:1:1: error[stale-release]: `first.md` was changed",
        "error[stale-release]: `second.md` is no longer part of the book",
        "book/third.md:1:1: error[stale-release]: `third.md` is new",
        "error[missing-text]: this title is missing from `book.html`, and so is the item after it",
        "error[stale-release]: `cases/second.pdf` is the PDF of a case that is no longer in the book",
    ] {
        check(words.contains(wanted), format!("nobody says {wanted}, but\n{words}"))?;
    }
    check(code == 1, format!("exit code {code}"))
}

fn nothing_outside() -> Outcome {
    let folder = folder()?;
    let path = folder.path();
    build(path, "book", "dist")?;
    let record = fs::read_to_string(path.join("dist/release.json"))?;
    fs::write(
        path.join("dist/release.json"),
        replaced(&record, &[("\"book.html\"", "\"../book/first.md\"")])?,
    )?;
    let (words, code) = verify(path, "dist", "book")?;
    check(
        code == 1 && words.contains("`../book/first.md` cannot be read: it is outside the release folder"),
        words,
    )
}

fn forms_of_messages() -> Outcome {
    let folder = folder()?;
    let path = folder.path();
    build(path, "book", "dist")?;
    let html = fs::read_to_string(path.join("dist/book.html"))?;
    change(&path.join("dist"), "book.html", html.replacen("Gamma", "Gamna", 1).as_bytes())?;
    let human = String::from_utf8(casebook(path, &["verify", "dist", "book"])?.stderr)?;
    check(human.contains("11 | Gamma paragraph about laws."), human)?;
    let json = casebook(path, &["verify", "dist", "book", "--message-format", "json"])?;
    // The second reading of the sources also reports the word, in a line of its own.
    let lines = json.stdout.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let lines: Vec<Value> = lines.map(serde_json::from_slice).collect::<std::result::Result<_, _>>()?;
    let is_found = |line: &Value| line["code"] == "changed-text" && line["place"]["line"] == 11;
    check(lines.iter().any(is_found), format!("{lines:?}"))
}

/// All fixtures of constructs as one book: unusual text is complete too.
fn silent_about_all_constructs() -> Outcome {
    let folder = tempfile::tempdir()?;
    let book = folder.path().join("book");
    fs::create_dir(&book)?;
    for file in fs::read_dir(root().join("tests/constructs"))?.flatten().map(|entry| entry.path()) {
        if file.extension().is_some_and(|extension| extension != "expected") {
            fs::copy(&file, book.join(file.file_name().unwrap_or_default()))?;
        }
    }
    let manifest = "title: All\nlanguage: en\nremote-images: link\nmath: tex\n\
                    math-macros: {RR: '\\mathbb{R}'}\ncases: [\"*.md\"]\n";
    fs::write(book.join("book.yaml"), manifest)?;
    build(folder.path(), "book", "dist")?;
    let said = verify(folder.path(), "dist", "book")?;
    check(said == (String::new(), 0), said.0)
}

fn silent_about_sound_books() -> Outcome {
    let out = tempfile::tempdir()?;
    let mut projects: Vec<_> =
        fs::read_dir(root().join("tests/books"))?.flatten().map(|entry| entry.path()).collect();
    projects.retain(|path| path.is_dir());
    projects.push(root().join("content"));
    check(projects.len() > 3, "hardly a book was found")?;
    for project in projects {
        let project = project.to_string_lossy();
        let folder = out.path().to_string_lossy();
        build(&root(), &project, &folder)?;
        let run = casebook(&root(), &["verify", "--quiet", &folder, &project])?;
        let words = String::from_utf8_lossy(&run.stderr).into_owned();
        check(run.status.success() && words.is_empty(), format!("{project}: {words}"))?;
    }
    Ok(())
}
