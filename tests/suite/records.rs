//! The record of a release, `release.json` and `SHA256SUMS`, compared with the files and the sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use hayro_syntax::Pdf;
use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::golden::Outcome;
use crate::messages::validator;

type Result<T> = std::result::Result<T, Failed>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("records::every_file_is_recorded_as_it_is", every_file_is_recorded),
        Trial::test("records::sha256sum_accepts_the_sums", sums_are_accepted),
        Trial::test("records::every_source_is_recorded_and_nothing_else", sources_are_recorded),
        Trial::test("records::a_build_of_one_format_records_no_more", part_of_a_book),
        Trial::test("records::the_record_fits_its_schema", fits_its_schema),
        Trial::test("records::the_record_knows_no_folder_and_no_clock_of_the_machine", no_folder),
    ]
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

fn casebook(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    let run = command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").output()?;
    check(run.status.success(), format!("{arguments:?}: {}", String::from_utf8_lossy(&run.stderr)))?;
    Ok(run.stdout)
}

/// The project that `init` creates, with its own styles, a cover picture and an unused file.
fn project() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    casebook(folder.path(), &["init", "book"])?;
    let book = folder.path().join("book");
    for (path, text) in [
        ("styles/theme.toml", "[color]\nlink = \"#123456\"\n"),
        ("notes/unused.md", "Not in the book.\n"),
        (
            "sea.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>",
        ),
    ] {
        let place = book.join(path);
        fs::create_dir_all(place.parent().unwrap_or(&book))?;
        fs::write(place, text)?;
    }
    let case = book.join("cases/1-harbour.md");
    let text = fs::read_to_string(&case)?;
    fs::write(
        &case,
        format!("{text}\n![The sea on a calm day](/sea.svg)\n\nWords.[^own]\n\n[^own]: A note.\n"),
    )?;
    Ok(folder)
}

fn build(folder: &Path, arguments: &[&str]) -> Result<Value> {
    casebook(folder, &[&["build", "book", "--out", "dist"], arguments].concat())?;
    Ok(serde_json::from_slice(&fs::read(folder.join("dist/release.json"))?)?)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn entries(record: &Value, key: &str) -> Result<Vec<Value>> {
    Ok(record[key].as_array().ok_or(format!("no {key} in the record"))?.clone())
}

fn paths(entries: &[Value]) -> Vec<&str> {
    entries.iter().filter_map(|entry| entry["path"].as_str()).collect()
}

fn every_file_is_recorded() -> Outcome {
    let folder = project()?;
    let artifacts = entries(&build(folder.path(), &[])?, "artifacts")?;
    check(
        paths(&artifacts)
            == [
                "cases/harbour.pdf",
                "cases/river.pdf",
                "two-elections.epub",
                "two-elections.html",
                "two-elections.pdf",
            ],
        format!("{:?}", paths(&artifacts)),
    )?;
    let mut notes = BTreeMap::new();
    for artifact in &artifacts {
        let path = artifact["path"].as_str().unwrap_or_default();
        let bytes = fs::read(folder.path().join("dist").join(path))?;
        check(artifact["size"] == bytes.len(), format!("{path}: {}", artifact["size"]))?;
        check(artifact["sha256"] == sha256(&bytes), format!("{path}: {}", artifact["sha256"]))?;
        let is_pdf = bytes.starts_with(b"%PDF");
        check(
            is_pdf == (artifact["mediaType"] == "application/pdf"),
            format!("{path}: {}", artifact["mediaType"]),
        )?;
        let pages = if is_pdf {
            Value::from(Pdf::new(bytes).map_err(|error| format!("{error:?}"))?.pages().len())
        } else {
            Value::Null
        };
        check(artifact["pages"] == pages, format!("{path}: {} pages, not {pages}", artifact["pages"]))?;
        notes.insert(path.to_owned(), artifact["notes"].as_u64().ok_or("no notes")?);
    }
    let defined = |path: &str| -> Result<u64> {
        let text = fs::read_to_string(folder.path().join("book").join(path))?;
        let notes = text.lines().filter(|line| line.starts_with("[^") && line.contains("]:"));
        Ok(u64::try_from(notes.count())?)
    };
    let of_cases = [defined("cases/1-harbour.md")?, defined("cases/2-river.md")?];
    check(of_cases.iter().all(|notes| *notes > 0), "a case has no notes, so this test says nothing")?;
    let total = of_cases[0] + of_cases[1] + defined("front/preface.md")?;
    let expected = [of_cases[0], of_cases[1], total, total, total];
    check(notes.into_values().eq(expected), format!("the notes should be {expected:?}"))
}

fn sums_are_accepted() -> Outcome {
    let folder = project()?;
    build(folder.path(), &[])?;
    let sums = || {
        let mut command = Command::new("sha256sum");
        command.args(["--check", "--strict", "SHA256SUMS"]).current_dir(folder.path().join("dist")).output()
    };
    let run = sums()?;
    let words = String::from_utf8(run.stdout)?;
    check(run.status.success() && words.lines().count() == 6, format!("{words}{:?}", run.stderr))?;
    check(words.contains("release.json: OK"), words)?;
    fs::write(folder.path().join("dist/cases/river.pdf"), "another file")?;
    check(!sums()?.status.success(), "a file that was changed is accepted")
}

fn sources_are_recorded() -> Outcome {
    let folder = project()?;
    let old = entries(&build(folder.path(), &["--format", "html"])?, "sources")?;
    let expected = [
        "book.yaml",
        "cases/1-harbour.md",
        "cases/2-river.md",
        "data/turnout.csv",
        "figures/bars.typ",
        "front/preface.md",
        "sea.svg",
        "styles/theme.toml",
    ];
    check(paths(&old) == expected, format!("{:?}", paths(&old)))?;
    for source in &old {
        let path = source["path"].as_str().unwrap_or_default();
        let bytes = fs::read(folder.path().join("book").join(path))?;
        check(source["sha256"] == sha256(&bytes), format!("{path}: {}", source["sha256"]))?;
    }
    let data = folder.path().join("book/data/turnout.csv");
    fs::write(&data, fs::read_to_string(&data)?.replacen('1', "2", 1))?;
    let new = entries(&build(folder.path(), &["--format", "html"])?, "sources")?;
    let changed: Vec<Value> = new.into_iter().filter(|source| !old.contains(source)).collect();
    check(paths(&changed) == ["data/turnout.csv"], format!("changed: {:?}", paths(&changed)))
}

fn part_of_a_book() -> Outcome {
    let folder = project()?;
    build(folder.path(), &[])?;
    let record = build(folder.path(), &["--format", "epub"])?;
    check(paths(&entries(&record, "artifacts")?) == ["two-elections.epub"], record.to_string())?;
    let sums = fs::read_to_string(folder.path().join("dist/SHA256SUMS"))?;
    let named: Vec<&str> = sums.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    check(named == ["release.json", "two-elections.epub"], sums.clone())
}

fn fits_its_schema() -> Outcome {
    let folder = project()?;
    let record = build(folder.path(), &[])?;
    let schema = casebook(folder.path(), &["schema", "release"])?;
    let validate = validator(serde_json::from_slice(&schema)?).map_err(|error| error.to_string())?;
    validate(&record)?;
    let mut wrong = record.clone();
    wrong["artifacts"][0]["sha256"] = Value::from("ABC");
    check(validate(&wrong).is_err(), "the schema takes any digest")?;
    // Cargo.lock has the version of the built-in Typst.
    let lock: toml::Table = fs::read_to_string(crate::golden::root().join("Cargo.lock"))?.parse()?;
    let packages = lock["package"].as_array().ok_or("no packages")?;
    let typst =
        packages.iter().find(|package| package["name"].as_str() == Some("typst")).ok_or("no Typst")?;
    check(record["madeBy"]["typst"].as_str() == typst["version"].as_str(), record["madeBy"].to_string())?;
    let fonts: BTreeSet<String> =
        entries(&record, "builtInFonts")?.iter().map(|font| font["sha256"].to_string()).collect();
    let file = fs::read(crate::golden::root().join("fonts/source-serif-4/SourceSerif4-Bold.ttf"))?;
    check(fonts.contains(&format!("\"{}\"", sha256(&file))), format!("{fonts:?}"))
}

fn no_folder() -> Outcome {
    let folder = project()?;
    build(folder.path(), &["--format", "html", "--format", "cases"])?;
    let record = fs::read_to_string(folder.path().join("dist/release.json"))?;
    let name = folder.path().file_name().ok_or("a folder has a name")?.to_string_lossy();
    check(!record.contains(&*name), "the record names the folder")?;
    // 2026-01-01, the date in book.yaml.
    check(record.contains("\"clock\": 1767225600,"), record)
}
