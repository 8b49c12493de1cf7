//! Tests of many books: depfiles with the real Ninja and Make, several projects in one run, and the examples of the manual.

mod depfile;
mod examples;
mod projects;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::SystemTime;

use libtest_mimic::Trial;

use crate::first_minutes::{Result, write};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    [depfile::tests(), projects::tests(), examples::tests()].into_iter().flatten().collect()
}

/// A test that needs these programs.
fn needing(programs: &[&str], name: &str, run: fn() -> Outcome) -> Trial {
    let missing: Vec<&str> = programs.iter().copied().filter(|program| !is_installed(program)).collect();
    let trial = Trial::test(name, run);
    if missing.is_empty() {
        return trial;
    }
    trial.with_kind(format!("needs {}", missing.join(", "))).with_ignored_flag(true)
}

fn is_installed(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    run.is_ok_and(|status| status.success())
}

/// A command in a folder in which `casebook` is the program of this build.
fn command(folder: &Path, program: &str) -> Result<Command> {
    let own = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().ok_or("a program has a folder")?;
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = [own.to_owned()].into_iter().chain(std::env::split_paths(&others));
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", std::env::join_paths(folders)?).env_remove("SOURCE_DATE_EPOCH");
    Ok(command)
}

/// The output of a command that succeeds, standard error included.
fn output(command: &mut Command) -> Result<String> {
    let run = command.output()?;
    let text = [run.stdout, run.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    if run.status.success() { Ok(text) } else { Err(format!("{command:?}: {}\n{text}", run.status).into()) }
}

/// Writes a book with a pattern for its cases, and two of them.
fn small_book(folder: &Path, title: &str) -> Outcome {
    let manifest = format!("title: {title}\nlanguage: en\ncases: [\"cases/*.md\"]\n");
    let files = [
        ("book.yaml", manifest.as_str()),
        ("cases/chad.md", "# Chad\n\nWords.[^1]\n\n[^1]: A note.\n"),
        ("cases/oman.md", "# Oman\n\nWords.\n"),
        ("README.md", "About this folder.\n"),
    ];
    write(folder, &files)
}

/// All files and folders below a folder, each folder after its content.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(entries(&path)?);
        }
        found.push(path);
    }
    found.sort_by_key(|path| (std::cmp::Reverse(path.components().count()), path.clone()));
    Ok(found)
}

/// Makes a file or a folder newer than everything below another folder, whatever the resolution of the clock.
fn touch(path: &Path, newer_than: &Path) -> Outcome {
    let times = entries(newer_than)?.into_iter().map(|path| path.metadata()?.modified());
    let latest = times.collect::<std::io::Result<Vec<_>>>()?.into_iter().max();
    let now = loop {
        let now = SystemTime::now();
        if latest.is_none_or(|latest| now > latest) {
            break now;
        }
    };
    Ok(File::open(path)?.set_modified(now)?)
}

/// Makes everything below a folder as old as if it was written long ago.
fn age(folder: &Path) -> Outcome {
    let long_ago = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_600_000_000);
    for path in entries(folder)?.into_iter().chain([folder.to_owned()]) {
        File::open(path)?.set_modified(long_ago)?;
    }
    Ok(())
}
