//! Every check: a folder that triggers it, and its messages.

use std::fs;
use std::path::Path;
use std::process::Command;

use casebook::Code;
use libtest_mimic::Trial;

use crate::golden::{Outcome, each, expect, root};

pub fn tests() -> Vec<Trial> {
    let mut tests = each("diagnostics", Path::is_dir, diagnostic);
    tests.push(Trial::test("diagnostics::every_check_has_a_fixture", every_check_has_a_fixture));
    tests
}

/// Builds the folder with the real command and compares what it prints.
fn diagnostic(path: &Path) -> Outcome {
    if path.join("released").is_dir() {
        return verified(path);
    }
    let out = tempfile::tempdir()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    // Some diagnostics occur in one format only.
    let formats: &[&str] = match name.as_str() {
        "no-page-list" => &["epub"],
        _ => &["pdf", "html"],
    };
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--quiet", &name])
        .args(formats.iter().flat_map(|format| ["--format", format]))
        .arg("--out")
        .arg(out.path())
        .current_dir(path.parent().ok_or("a fixture has a folder")?)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()?;
    let printed = String::from_utf8(run.stderr)?;
    let code = run.status.code().ok_or("the command was stopped")?;
    expect(&path.with_extension("expected"), &format!("{printed}exit code {code}\n"))?;
    check_says_the_same(path, &name, &printed)?;
    if !printed.contains(&format!("[{name}]")) {
        return Err(format!("the check `{name}` did not speak").into());
    }
    let written = fs::read_dir(out.path())?.count();
    match (code, written) {
        // Including `release.json` and `SHA256SUMS`.
        (0, written) if written == formats.len() + 2 => Ok(()),
        (1, 0) => Ok(()),
        _ => Err(format!("exit code {code} and {written} files").into()),
    }
}

/// The messages of `verify`: the release is built from `released/` in the folder, and the files of `over/` then replace
/// those of the release.
fn verified(path: &Path) -> Outcome {
    let out = tempfile::tempdir()?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let casebook = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(arguments).current_dir(path).env_remove("SOURCE_DATE_EPOCH").output()
    };
    let folder = out.path().to_string_lossy();
    let run = casebook(&["build", "released", "--format", "html", "--out", &folder])?;
    if !run.status.success() {
        return Err(String::from_utf8(run.stderr)?.into());
    }
    for file in fs::read_dir(path.join("over")).into_iter().flatten() {
        let file = file?;
        fs::copy(file.path(), out.path().join(file.file_name()))?;
    }
    let run = casebook(&["verify", &folder, "."])?;
    let printed = String::from_utf8(run.stderr)?;
    let code = run.status.code().ok_or("the command was stopped")?;
    expect(&path.with_extension("expected"), &format!("{printed}exit code {code}\n"))?;
    if printed.contains(&format!("[{name}]")) && code == 1 {
        Ok(())
    } else {
        Err(format!("the check `{name}` did not speak").into())
    }
}

/// `check` sets no running text and writes no PDF, and so does not see what only that shows. It speaks of the case PDFs,
/// too, which the fixtures are not built as.
fn check_says_the_same(path: &Path, name: &str, printed: &str) -> Outcome {
    if ["layout", "layout-warning", "outside-page", "restricted-font", "no-page-list", "no-public-address"]
        .contains(&name)
    {
        return Ok(());
    }
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["check", "--quiet", name])
        .current_dir(path.parent().ok_or("a fixture has a folder")?)
        .output()?;
    let checked = String::from_utf8(run.stderr)?;
    if checked == printed.replace("; nothing was written", "") {
        Ok(())
    } else {
        Err(format!("build says:\n{printed}\ncheck says:\n{checked}").into())
    }
}

fn every_check_has_a_fixture() -> Outcome {
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        // A test creates the name that is not Unicode, because not every system supports one.
        .filter(|name| *name != "invalid-name" && !root().join("tests/diagnostics").join(name).is_dir())
        .collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no fixture for {}", missing.join(", ")).into()) }
}
