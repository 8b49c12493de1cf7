//! Tests of messages in every format: for people, editors, programs and code scanning.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use casebook::{Code, MessageFormat, Project, Report, explain};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::golden::{Outcome, expect, root};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<Trial> = MessageFormat::ALL
        .into_iter()
        .map(|format| Trial::test(format!("messages::{}", format.name()), move || form(format)))
        .collect();
    tests.extend([
        Trial::test("messages::json_fits_its_schema", json_fits_its_schema),
        Trial::test("messages::sarif_fits_the_published_schema", sarif_fits_the_published_schema),
        Trial::test("messages::results_are_known_again", results_are_known_again),
        Trial::test("messages::every_check_is_explained", every_check_is_explained),
        Trial::test("messages::a_level_is_the_command_lines_else_the_projects", levels),
        Trial::test("messages::a_printer_needs_more_dots", a_printer_needs_more_dots),
    ]);
    tests
}

/// The messages of `casebook check` for a project.
fn check(project: &Project) -> Report {
    project.compile().map_or_else(|report| report, |book| book.check())
}

/// The folders of the fixtures, as somebody in the folder of casebook would type them.
fn fixtures() -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir("tests/diagnostics")?;
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

/// One small project with awkward names, in each format. Messages for people go to standard error, all others to
/// standard output.
fn form(format: MessageFormat) -> Outcome {
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["check", "book", "--message-format", format.name()])
        .current_dir(root().join("tests/messages"))
        .output()?;
    let (out, err) = (String::from_utf8(run.stdout)?, String::from_utf8(run.stderr)?);
    if (format == MessageFormat::Human) != out.is_empty() {
        return Err(format!("standard output has: {out}").into());
    }
    let code = run.status.code().ok_or("the command was stopped")?;
    expect(
        &root().join(format!("tests/messages/{}.expected", format.name())),
        &format!("{out}---- standard error\n{err}---- exit code {code}\n"),
    )
}

/// Compiles a schema. Returns a function that validates a value.
pub fn validator(schema: Value) -> Result<impl Fn(&Value) -> std::result::Result<(), String>> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.add_resource("schema.json", schema).map_err(|error| error.to_string())?;
    let index: SchemaIndex =
        compiler.compile("schema.json", &mut schemas).map_err(|error| format!("{error:#}"))?;
    Ok(move |value: &Value| schemas.validate(value, index).map_err(|error| format!("{error:#}")))
}

/// Every message of every fixture is one line that is valid by the schema of `casebook schema messages`.
fn json_fits_its_schema() -> Outcome {
    let printed = Command::new(env!("CARGO_BIN_EXE_casebook")).args(["schema", "messages"]).output()?;
    let validate = validator(serde_json::from_slice(&printed.stdout)?)?;
    let mut seen = BTreeSet::new();
    for folder in fixtures()? {
        let report = check(&Project::open(&folder)?);
        let text = report.render(MessageFormat::Json);
        let lines: Vec<&str> = text.lines().collect();
        if lines.len() != report.diagnostics().count() {
            return Err(format!("{}: {} lines", folder.display(), lines.len()).into());
        }
        for line in lines {
            let value: Value = serde_json::from_str(line)?;
            validate(&value).map_err(|words| format!("{line}\n{words}"))?;
            seen.insert(value["code"].as_str().unwrap_or_default().to_owned());
        }
    }
    if validate(&serde_json::json!({ "code": 1 })).is_ok() {
        return Err("the schema takes anything".into());
    }
    if seen.len() < 50 { Err(format!("only {} checks spoke", seen.len()).into()) } else { Ok(()) }
}

/// The schema of OASIS is in the sources of the crate that generates its types from it.
fn published_schema() -> Result<Value> {
    let schema = fs::read(
        crate::golden::package("serde-sarif").map_err(|error| error.to_string())?.join("src/schema.json"),
    )?;
    Ok(serde_json::from_slice(&schema)?)
}

fn sarif_fits_the_published_schema() -> Outcome {
    let validate = validator(published_schema()?)?;
    let mut results = 0;
    for folder in fixtures()?.into_iter().chain(["tests/messages/book".into()]) {
        let report = check(&Project::open(&folder)?);
        let log: Value = serde_json::from_str(&report.render(MessageFormat::Sarif))?;
        validate(&log).map_err(|words| format!("{}: {words}", folder.display()))?;
        results += complete(&log)?;
    }
    if validate(&serde_json::json!({ "version": "2.1.0", "runs": [{}] })).is_ok() {
        return Err("the schema takes a run without a tool".into());
    }
    if results < 100 { Err(format!("only {results} results").into()) } else { Ok(()) }
}

/// Requirements of code scanning beyond the schema: a rule with a description, a location, and a fingerprint.
fn complete(log: &Value) -> Result<usize> {
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().ok_or("no rules")?;
    let results = run["results"].as_array().ok_or("no results")?;
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().ok_or("no rule index")?)?;
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().ok_or("no file")?;
        let is_complete = rules[index]["id"] == result["ruleId"]
            && rules[index]["help"]["markdown"].is_string()
            && !uri.contains(' ')
            && place["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
            && place["region"]["startLine"].is_u64()
            && result["partialFingerprints"]["primaryLocationLineHash"].is_string();
        if !is_complete {
            return Err(format!("{result:#}").into());
        }
    }
    Ok(results.len())
}

/// Inserted lines change locations but not fingerprints, and all fingerprints are different.
fn results_are_known_again() -> Outcome {
    let text = "---\ntitle: Oman\n---\n\nWords of the the law.\n\nWords of the the law.\n\nMore of of it.\n";
    let manifest = "title: Small\nlanguage: en\ncases: [oman.md]\n";
    let marks = |text: &str| -> Result<Vec<String>> {
        let report = check(&Project::from_files([("book.yaml", manifest), ("oman.md", text)]));
        let log: Value = serde_json::from_str(&report.render(MessageFormat::Sarif))?;
        let results = log["runs"][0]["results"].as_array().ok_or("no results")?;
        Ok(results
            .iter()
            .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].to_string())
            .collect())
    };
    let before = marks(text)?;
    let after = marks(&text.replacen("\n\nWords", "\n\nA line above.\n\nWords", 1))?;
    let distinct: BTreeSet<&String> = before.iter().collect();
    if before.len() == 3 && distinct.len() == 3 && before == after {
        Ok(())
    } else {
        Err(format!("{before:?}\n{after:?}").into())
    }
}

/// `--explain` explains every check, and `docs/checks.md` is generated from the same texts.
fn every_check_is_explained() -> Outcome {
    let mut all = String::from(
        "<!-- Made from src/diag/code.rs by the suite; do not edit. -->\n\nEvery check, as `casebook explain` prints it.\n",
    );
    for code in Code::ALL {
        let page = explain(*code);
        if [code.meaning(), code.example(), code.remedy()].iter().any(|words| words.trim().len() < 5) {
            return Err(format!("{} is not explained", code.name()).into());
        }
        all.push_str(&format!("\n#{page}"));
    }
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["check", "--explain", "dead-link"])
        .current_dir(root().join("tests"))
        .output()?;
    if run.status.code() != Some(0) || String::from_utf8(run.stdout)? != explain(Code::DeadLink) {
        return Err("--explain dead-link does not explain it".into());
    }
    expect(&root().join("docs/checks.md"), &format!("# Checks\n\n{all}"))
}

/// The exit code and the severity of each check, for levels in `book.yaml` and on the command line.
fn levels() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("oman.md"),
        "---\ntitle: Oman\n---\n\nThe the law.[^1]\n\n[^1]: A note.\n\n[^2]: B.\n",
    )?;
    let [denied, allowed, lowered, all] = [
        "checks: {doubled-word: deny}",
        "checks: {doubled-word: allow, uncited-note: allow}",
        "checks: {warnings: deny, uncited-note: warn}",
        "checks: {warnings: deny}",
    ];
    let expected: [(&str, &[&str], i32, &[&str]); 11] = [
        ("", &[], 0, &["warning[doubled-word]", "warning[uncited-note]"]),
        (denied, &[], 1, &["error[doubled-word]", "warning[uncited-note]"]),
        (allowed, &[], 0, &[]),
        (lowered, &[], 1, &["error[doubled-word]", "warning[uncited-note]"]),
        (all, &["--allow", "uncited-note"], 1, &["error[doubled-word]"]),
        (all, &["--warn", "warnings"], 0, &["warning[doubled-word]", "warning[uncited-note]"]),
        (allowed, &["--deny", "doubled-word"], 1, &["error[doubled-word]"]),
        ("", &["--deny", "warnings", "--allow", "doubled-word"], 1, &["error[uncited-note]"]),
        ("checks: {doubled-wrod: deny}", &[], 1, &["error[unknown-key]"]),
        ("checks: {dead-link: allow}", &[], 1, &["error[invalid-value]"]),
        ("checks: {doubled-word: never}", &[], 1, &["error[invalid-value]"]),
    ];
    for (yaml, options, code, said) in expected {
        fs::write(
            folder.path().join("book.yaml"),
            format!("title: Small\nlanguage: en\ncases: [oman.md]\n{yaml}\n"),
        )?;
        for command in ["check", "build"] {
            let out = folder.path().join("dist");
            let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
                .args([command, ".", "--message-format", "short"])
                .args(if command == "build" { &["--format", "html"][..] } else { &[] })
                .args(options)
                .current_dir(folder.path())
                .output()?;
            let printed = String::from_utf8(run.stdout)?;
            let heads: Vec<&str> = printed
                .lines()
                .filter_map(|line| line.split(": ").nth(1))
                .filter(|head| {
                    // Other messages about the broken book.yaml do not matter here.
                    said.len() > 1 || !head.starts_with("warning") || code == 0
                })
                .collect();
            let is_written = out.exists();
            let _ = fs::remove_dir_all(&out);
            if run.status.code() != Some(code) || heads != said {
                return Err(format!("{yaml} {options:?} {command}: {:?} {printed}", run.status.code()).into());
            }
            if is_written != (command == "build" && code == 0) {
                return Err(format!("{yaml} {options:?} {command}: written: {is_written}").into());
            }
        }
    }
    for options in [
        &["--deny", "dead-lnik"][..],
        &["--allow", "dead-link"],
        &["--deny", "split-word", "--allow", "split-word"],
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_casebook")).args(["check", "."]).args(options).output()?;
        if run.status.code() != Some(2) || run.stderr.is_empty() {
            return Err(format!("{options:?}: {:?}", run.status.code()).into());
        }
    }
    Ok(())
}

/// A picture below 200 dpi is always reported, one below 300 dpi only with `--format print`.
fn a_printer_needs_more_dots() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: Small\nlanguage: en\ncases: [oman.md]\n")?;
    fs::write(folder.path().join("oman.md"), "---\ntitle: Oman\n---\n\n![A quay](quay.png)\n")?;
    // The text is 4.7 inches wide in this theme.
    image::GrayImage::new(1200, 200).save(folder.path().join("quay.png"))?;
    let said = |arguments: &[&str]| -> Result<String> {
        let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(arguments)
            .args([".", "--message-format", "short"])
            .current_dir(folder.path())
            .output()?;
        Ok(String::from_utf8(run.stdout)?)
    };
    let (checked, built) = (said(&["check"])?, said(&["build", "--format", "pdf"])?);
    let printed = said(&["build", "--format", "print"])?;
    if checked.is_empty() && built.is_empty() && printed.contains("dpi on paper, but needs 300") {
        Ok(())
    } else {
        Err(format!("check: {checked}\nbuild: {built}\nprint: {printed}").into())
    }
}
