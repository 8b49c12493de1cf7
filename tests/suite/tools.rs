//! Tests of the tools around the compiler: schemas, the first project, completions, manual pages, CI and containers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use casebook::{Code, Diagnostic, Project, Report};
use libtest_mimic::Trial;
use serde_json::Value;

use crate::golden::{Outcome, root};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("tools::schema_of_the_book_has_the_parsers_keys", schema_has_the_parsers_keys),
        Trial::test("tools::schema_of_the_header_has_the_parsers_keys", header_schema_has_the_parsers_keys),
        Trial::test("tools::every_example_fits_the_schema", every_example_fits_the_schema),
        Trial::test("tools::schemas_and_parser_agree_on_every_fixture", schemas_and_parser_agree),
        Trial::test("tools::a_first_project_builds_without_a_word", a_first_project_builds),
        Trial::test("tools::completions_and_manual_know_every_command", completions_and_manual),
        Trial::test("tools::what_ci_names_is_there", what_ci_names_is_there),
    ]
}

fn casebook(arguments: &[&str], folder: &Path) -> std::io::Result<std::process::Output> {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output()
}

fn schema(subject: &str) -> Result<Value> {
    let run = casebook(&["schema", subject], &root())?;
    Ok(serde_json::from_slice(&run.stdout)?)
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// The property names of a definition, or of the whole schema.
fn properties(schema: &Value, definition: Option<&str>) -> BTreeSet<String> {
    let object = definition.map_or(schema, |name| &schema["definitions"][name]);
    object["properties"].as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// The report on a project.
fn complaints(project: &Project) -> Report {
    project.compile().map_or_else(|report| report, |book| book.report().clone())
}

/// The keys that the parser accepts at a place: it lists them when it finds an unknown key.
fn keys_at(yaml: &str) -> Result<BTreeSet<String>> {
    let report = complaints(&Project::from_files([("book.yaml", yaml)]));
    let unknown = report.diagnostics().find(|diagnostic| diagnostic.code == Code::UnknownKey);
    let help =
        unknown.and_then(|diagnostic| diagnostic.help.clone()).ok_or(format!("no complaint of {yaml}"))?;
    let list = help.strip_prefix("the valid keys are ").ok_or(help.clone())?;
    Ok(list.split(", ").map(str::to_owned).collect())
}

fn schema_has_the_parsers_keys() -> Outcome {
    let schema = schema("book")?;
    let places = [
        (None, "qqqqqqqqqq: 1"),
        (Some("PersonRecord"), "authors: [{qqqqqqqqqq: 1}]"),
        (Some("Site"), "site: {qqqqqqqqqq: 1}"),
        (Some("Page"), "page: {qqqqqqqqqq: 1}"),
        (Some("Margins"), "page: {margins: {qqqqqqqqqq: 1}}"),
        (Some("Series"), "series: {qqqqqqqqqq: 1}"),
        (Some("Cover"), "cover: {qqqqqqqqqq: 1}"),
        (Some("Accessibility"), "accessibility: {qqqqqqqqqq: 1}"),
    ];
    for (definition, yaml) in places {
        let (described, taken) = (properties(&schema, definition), keys_at(yaml)?);
        check(
            described == taken && !taken.is_empty(),
            format!("{yaml}: the schema has {described:?}, the parser takes {taken:?}"),
        )?;
    }
    let names = Code::ALL.iter().map(|code| code.name()).chain(["warnings"]);
    let checks: BTreeSet<String> = names.map(str::to_owned).collect();
    check(properties(&schema, Some("Checks")) == checks, "the checks differ")
}

/// The reader knows each key of the schema: it suggests the key for a misspelling.
fn header_schema_has_the_parsers_keys() -> Outcome {
    let described = properties(&schema("front-matter")?, None);
    check(described.len() == 10, format!("{described:?}"))?;
    for key in described.iter().filter(|key| key.len() > 5) {
        let text = format!("---\n{key}x: 1\n---\n\nText.\n");
        let manifest = "title: Book\ncases: [case.md]";
        let report = complaints(&Project::from_files([("book.yaml", manifest), ("case.md", &text)]));
        let help = report.diagnostics().find(|found| found.code == Code::MisspelledKey);
        let help = help.and_then(|found| found.help.clone()).unwrap_or_default();
        check(help.contains(&format!("`{key}`")), format!("{key}: {help}"))?;
    }
    Ok(())
}

/// Each example value in a schema is valid for its key.
fn every_example_fits_the_schema() -> Outcome {
    let schema = schema("book")?;
    let mut count = 0;
    let tables = schema["definitions"].as_object().into_iter().flatten().map(|(_, table)| table);
    for (name, key) in tables.chain([&schema]).filter_map(|table| table["properties"].as_object()).flatten() {
        let mut alone = key.clone();
        alone["definitions"] = schema["definitions"].clone();
        let validate = validator(alone)?;
        for example in key["examples"].as_array().into_iter().flatten() {
            count += 1;
            validate(example).map_err(|words| format!("{name}: {words}"))?;
        }
    }
    check(count > 40, format!("only {count} examples"))
}

/// Every file that the parser accepts is valid by the schema, and those that it rejects for their keys are not.
fn schemas_and_parser_agree() -> Outcome {
    let [book, header] = [validator(schema("book")?)?, validator(schema("front-matter")?)?];
    let (mut valid, mut invalid, mut headers) = (0, 0, 0);
    for folder in projects()? {
        let Ok(text) = fs::read_to_string(folder.join("book.yaml")) else { continue };
        let report = complaints(&Project::open(&folder)?);
        let of_book = found_in(&report, &folder.join("book.yaml"));
        let has = |codes: &[Code]| of_book.iter().any(|diagnostic| codes.contains(&diagnostic.code));
        let Ok(value) = serde_yaml::from_str::<Value>(&text) else { continue };
        let verdict = book(&value);
        if has(&[Code::UnknownKey, Code::MissingKey]) {
            invalid += 1;
            check(
                verdict.is_err(),
                format!("{}: the schema takes what the parser refuses", folder.display()),
            )?;
        } else if !has(&[Code::InvalidValue, Code::InvalidYaml]) {
            valid += 1;
            check(verdict.is_ok(), format!("{}: {verdict:?}", folder.display()))?;
        }
        headers += sound_headers(&folder, &report, &header)?;
    }
    check(
        valid > 50 && invalid > 1 && headers > 50,
        format!("{valid} valid books, {invalid} invalid ones, {headers} headers"),
    )
}

/// The diagnostics for a file.
fn found_in<'r>(report: &'r Report, file: &Path) -> Vec<&'r Diagnostic> {
    let is_of_file = |diagnostic: &&Diagnostic| {
        diagnostic.span.is_some_and(|span| Path::new(&report.path(span.file)) == file)
    };
    report.diagnostics().filter(is_of_file).collect()
}

/// Validates the YAML headers of a project's cases that the parser accepts. Returns their number.
fn sound_headers(
    folder: &Path,
    report: &Report,
    validate: &impl Fn(&Value) -> std::result::Result<(), String>,
) -> Result<usize> {
    let mut count = 0;
    for path in markdown_files(folder)? {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let Some((yaml, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            continue;
        };
        let is_refused = found_in(report, &path).iter().any(|diagnostic| {
            [Code::InvalidValue, Code::InvalidYaml, Code::InvalidHeader].contains(&diagnostic.code)
        });
        if is_refused {
            continue;
        }
        let Ok(value) = serde_yaml::from_str::<Value>(yaml) else { continue };
        validate(&value).map_err(|words| format!("{}: {words}", path.display()))?;
        count += 1;
    }
    Ok(count)
}

fn markdown_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(markdown_files(&path)?);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
    Ok(files)
}

fn projects() -> Result<Vec<PathBuf>> {
    let mut folders =
        vec![root().join("content"), root().join("templates/book"), root().join("tests/messages/book")];
    for below in ["tests/diagnostics", "tests/books"] {
        let entries = fs::read_dir(root().join(below))?;
        folders.extend(
            entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).filter(|path| path.is_dir()),
        );
    }
    folders.sort();
    Ok(folders)
}

fn validator(schema: Value) -> Result<impl Fn(&Value) -> std::result::Result<(), String>> {
    let mut schemas = Schemas::new();
    let mut compiler = Compiler::new();
    compiler.add_resource("schema.json", schema).map_err(|error| error.to_string())?;
    let index: SchemaIndex =
        compiler.compile("schema.json", &mut schemas).map_err(|error| format!("{error:#}"))?;
    Ok(move |value: &Value| schemas.validate(value, index).map_err(|error| format!("{error:#}")))
}

/// `init` creates a project that checks and builds without messages, and never changes existing files.
fn a_first_project_builds() -> Outcome {
    let folder = tempfile::tempdir()?;
    let made = casebook(&["init", "my book"], folder.path())?;
    check(made.status.code() == Some(0), String::from_utf8_lossy(&made.stderr))?;
    let run = casebook(&["check", "my book", "--quiet", "--deny", "warnings"], folder.path())?;
    check(run.status.success() && run.stderr.is_empty(), String::from_utf8_lossy(&run.stderr))?;
    let run =
        casebook(&["build", "my book", "--quiet", "--format", "epub", "--format", "cases"], folder.path())?;
    check(run.status.success() && run.stderr.is_empty(), String::from_utf8_lossy(&run.stderr))?;
    check(fs::read_dir(folder.path().join("my book/dist/cases"))?.count() == 2, "there are not two cases")?;
    let preface = folder.path().join("my book/front/preface.md");
    fs::write(&preface, "mine")?;
    let again = casebook(&["init", "my book"], folder.path())?;
    check(again.status.code() == Some(2) && !again.stderr.is_empty(), "a folder in use was taken")?;
    check(fs::read(&preface)? == b"mine", "a file was overwritten")?;
    fs::create_dir(folder.path().join("empty"))?;
    check(casebook(&["init", "empty"], folder.path())?.status.success(), "an empty folder was not taken")
}

/// Completions for every shell and manual pages are generated from the declaration of the command line.
fn completions_and_manual() -> Outcome {
    let commands =
        ["build", "check", "serve", "watch", "verify", "init", "explain", "schema", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = casebook(&["completions", shell], &root())?;
        let script = String::from_utf8(run.stdout)?;
        // The completions of some shells do not list the values of options.
        let values: &[&str] = if matches!(shell, "elvish" | "powershell") { &[] } else { &["dead-link"] };
        let known =
            commands.iter().chain(&["message-format"]).chain(values).all(|word| script.contains(word));
        check(run.status.success() && known, format!("{shell}: {script}"))?;
    }
    let folder = tempfile::tempdir()?;
    let run = casebook(&["man", "pages"], folder.path())?;
    check(run.status.success(), String::from_utf8_lossy(&run.stderr))?;
    let page = |name: &str| fs::read_to_string(folder.path().join("pages").join(name));
    check(page("casebook.1")?.contains(".TH casebook 1"), "casebook.1 is no manual page")?;
    for command in commands {
        let text = page(&format!("casebook-{command}.1"))?;
        check(text.contains(&format!("casebook\\-{command}")) && text.contains(".SH SYNOPSIS"), text)?;
    }
    check(page("casebook-check.1")?.contains("\\-\\-explain"), "the options are missing")
}

/// The Dockerfile, the action and the sample workflow refer only to existing files and options.
fn what_ci_names_is_there() -> Outcome {
    let dockerfile = fs::read_to_string(root().join("Dockerfile"))?;
    let mut copied = 0;
    for line in dockerfile.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from=")) {
        let paths: Vec<&str> = line.split_whitespace().skip(1).collect();
        for path in &paths[..paths.len() - 1] {
            copied += 1;
            check(root().join(path).exists(), format!("{line}: there is no {path}"))?;
        }
    }
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))?.parse()?;
    let rust = manifest["package"]["rust-version"].as_str().ok_or("no Rust version")?.to_owned();
    check(copied > 4 && dockerfile.contains(&format!("rust:{rust}")), "the Dockerfile names another Rust")?;
    let action: Value = serde_yaml::from_str(&fs::read_to_string(root().join("action.yml"))?)?;
    let workflow: Value = serde_yaml::from_str(&fs::read_to_string(root().join("docs/workflow.yml"))?)?;
    check(action["runs"]["using"] == "composite", "action.yml is no composite action")?;
    let inputs: BTreeSet<&String> = action["inputs"].as_object().ok_or("no inputs")?.keys().collect();
    let jobs = workflow["jobs"].as_object().ok_or("no jobs")?;
    let given = jobs.values().flat_map(|job| job["steps"].as_array().into_iter().flatten());
    let given = given.filter(|step| step["uses"].as_str().is_some_and(|uses| uses.contains("casebook")));
    let mut used = 0;
    for step in given {
        for name in step["with"].as_object().into_iter().flatten().map(|(name, _)| name) {
            used += 1;
            check(inputs.contains(name), format!("the action has no input `{name}`"))?;
        }
    }
    check(used > 0, "the sample workflow does not use the action")?;
    let help = String::from_utf8(casebook(&["check", "--help"], &root())?.stdout)?
        + &String::from_utf8(casebook(&["build", "--help"], &root())?.stdout)?;
    let steps = action["runs"]["steps"].as_array().ok_or("no steps")?;
    let scripts: String = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let calls =
        scripts.lines().filter(|line| line.contains("casebook check") || line.contains("casebook build"));
    let options: Vec<&str> =
        calls.flat_map(str::split_whitespace).filter(|word| word.starts_with("--")).collect();
    let unknown = options.iter().find(|option| !help.contains(option.split('=').next().unwrap_or_default()));
    check(options.len() > 2 && unknown.is_none(), format!("{options:?}: {unknown:?}"))
}
