//! Finds the commit for `casebook --version`. Outputs of casebook do not depend on it.

#![allow(clippy::disallowed_methods, reason = "a build script reads the environment and looks at the disk")]

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
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

/// What git prints; nothing where there is no git, or it fails.
fn git(arguments: &[&str]) -> Option<String> {
    let run = Command::new("git").args(arguments).output().ok().filter(|run| run.status.success())?;
    let words = String::from_utf8(run.stdout).ok()?.trim().to_owned();
    Some(words).filter(|words| !words.is_empty())
}
