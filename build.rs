//! Finds the commit for `casebook --version`, on which the outputs of casebook do not depend, and a number for the program that
//! builds them, which tells whether a result of an earlier build is still right.

#![allow(clippy::disallowed_methods, reason = "a build script reads the environment and looks at the disk")]

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::process::Command;

/// Everything that decides what the program does. A commit would not do: sources can differ from it while they are edited.
const PROGRAM: [&str; 7] = ["Cargo.lock", "Cargo.toml", "fonts", "profiles", "src", "styles", "templates"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-env=CASEBOOK_PROGRAM={:016x}", program());
    for path in PROGRAM.into_iter().filter(|path| Path::new(path).exists()) {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-env-changed=CASEBOOK_COMMIT");
    // The environment speaks first: for builds from an archive, which has no history.
    if std::env::var_os("CASEBOOK_COMMIT").is_some() {
        return;
    }
    // A folder without `.git` may lie in another repository, whose commit says nothing about casebook.
    if !Path::new(".git").exists() {
        return;
    }
    if let Some(commit) = git(&["rev-parse", "--short=10", "HEAD"]) {
        println!("cargo::rustc-env=CASEBOOK_COMMIT={commit}");
    }
    // HEAD names the branch, its reflog grows with each commit.
    for file in ["HEAD", "logs/HEAD"] {
        let path = git(&["rev-parse", "--git-path", file]).filter(|path| Path::new(path).exists());
        if let Some(path) = path {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}

/// A digest of the sources, of the versions of the libraries and of the system that the program is for. Libraries that are
/// replaced by a folder (`[patch]`) are not included.
fn program() -> u64 {
    let mut digest = DefaultHasher::new();
    std::env::var("TARGET").unwrap_or_default().hash(&mut digest);
    for path in PROGRAM {
        add(Path::new(path), &mut digest);
    }
    digest.finish()
}

/// Adds a file, or all files of a folder in the order of their names.
fn add(path: &Path, digest: &mut DefaultHasher) {
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in &paths {
            add(path, digest);
        }
    } else if let Ok(bytes) = fs::read(path) {
        (path.to_string_lossy().replace('\\', "/"), bytes).hash(digest);
    }
}

/// What git prints; nothing where there is no git, or it fails.
fn git(arguments: &[&str]) -> Option<String> {
    let run = Command::new("git").args(arguments).output().ok().filter(|run| run.status.success())?;
    let words = String::from_utf8(run.stdout).ok()?.trim().to_owned();
    Some(words).filter(|words| !words.is_empty())
}
