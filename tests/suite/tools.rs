//! Tests of the tools around the compiler: schemas, the first project, completions, manual pages, CI and containers.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, SchemaIndex, Schemas};
use casebook::config;
use casebook::diag::{Code, Diagnostics, Subject};
use casebook::load;
use casebook::parse;
use casebook::project::Project;
use libtest_mimic::Trial;
use serde_json::Value;

use crate::golden::{Outcome, expect, root};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("tools::schema_of_the_book_has_the_parsers_keys", schema_has_the_parsers_keys),
        Trial::test("tools::schema_of_the_header_has_the_parsers_keys", header_schema_has_the_parsers_keys),
        Trial::test("tools::the_manual_lists_every_key", the_manual_lists_every_key),
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

/// The keys that the parser accepts at a place: it lists them when it finds an unknown key.
fn keys_at(yaml: &str) -> Result<BTreeSet<String>> {
    let mut diagnostics = Diagnostics::default();
    let _ = config::manifest(casebook::source::FileId(0), yaml, &mut diagnostics);
    let unknown = diagnostics.iter().find(|diagnostic| diagnostic.code == Code::UnknownKey);
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
    let checks: BTreeSet<String> = Subject::all().map(|subject| subject.name().to_owned()).collect();
    check(properties(&schema, Some("Checks")) == checks, "the checks differ")
}

/// The reader knows each key of the schema: it suggests the key for a misspelling.
fn header_schema_has_the_parsers_keys() -> Outcome {
    let described = properties(&schema("front-matter")?, None);
    check(described.len() == 9, format!("{described:?}"))?;
    for key in described.iter().filter(|key| key.len() > 5) {
        let text = format!("---\n{key}x: 1\n---\n\nText.\n");
        let mut diagnostics = Diagnostics::default();
        let dialect = parse::Dialect { smart_punctuation: true, links_remote_images: false };
        let _ = parse::case(casebook::source::FileId(0), "case", &text, dialect, &mut diagnostics);
        let help = diagnostics.iter().find(|found| found.code == Code::MisspelledKey);
        let help = help.and_then(|found| found.help.clone()).unwrap_or_default();
        check(help.contains(&format!("`{key}`")), format!("{key}: {help}"))?;
    }
    Ok(())
}

/// The page of the manual that is generated from the declarations of the keys.
fn the_manual_lists_every_key() -> Outcome {
    expect(&root().join("docs/configuration.md"), &config::reference())
}

/// Every file that the parser accepts is valid by the schema, and those that it rejects for their keys are not.
fn schemas_and_parser_agree() -> Outcome {
    let [book, header] = [validator(schema("book")?)?, validator(schema("front-matter")?)?];
    let (mut valid, mut invalid, mut headers) = (0, 0, 0);
    for folder in projects()? {
        let project = load::project(&folder)?;
        let Some(text) = project.find("book.yaml").and_then(|file| project.text(file).ok()) else { continue };
        let mut diagnostics = Diagnostics::default();
        let _ = config::manifest(casebook::source::FileId(0), text, &mut diagnostics);
        let has = |codes: &[Code]| diagnostics.iter().any(|diagnostic| codes.contains(&diagnostic.code));
        let Ok(value) = serde_yaml::from_str::<Value>(text) else { continue };
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
        headers += sound_headers(&project, &header)?;
    }
    check(
        valid > 50 && invalid > 1 && headers > 50,
        format!("{valid} valid books, {invalid} invalid ones, {headers} headers"),
    )
}

/// Validates the YAML headers of a project's cases that the parser accepts. Returns their number.
fn sound_headers(
    project: &Project,
    validate: &impl Fn(&Value) -> std::result::Result<(), String>,
) -> Result<usize> {
    let mut count = 0;
    for (index, file) in project.files.iter().enumerate().filter(|(_, file)| file.path.contains(".md")) {
        let id = casebook::source::FileId(u32::try_from(index)?);
        let Ok(text) = project.text(id) else { continue };
        let Some((yaml, _)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            continue;
        };
        let mut diagnostics = Diagnostics::default();
        let dialect = parse::Dialect { smart_punctuation: true, links_remote_images: false };
        let _ = parse::case(id, "case", text, dialect, &mut diagnostics);
        let is_refused = diagnostics.iter().any(|diagnostic| {
            [Code::InvalidValue, Code::InvalidYaml, Code::InvalidHeader].contains(&diagnostic.code)
        });
        if is_refused {
            continue;
        }
        let Ok(value) = serde_yaml::from_str::<Value>(yaml) else { continue };
        validate(&value).map_err(|words| format!("{}: {words}", file.path))?;
        count += 1;
    }
    Ok(count)
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
    let commands = ["build", "check", "verify", "init", "explain", "schema", "completions", "man"];
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
