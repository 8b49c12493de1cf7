//! `casebook verify`: silent about every sound release, and never about a damaged one.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::golden::{Outcome, each, root};

type Result<T> = std::result::Result<T, Failed>;

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<Trial> = DAMAGES
        .iter()
        .map(|damage| Trial::test(format!("verify::{}", damage.name), || found_everywhere(damage)))
        .collect();
    tests.extend(each("books", Path::is_dir, |path| is_silent(path)).into_iter().map(|trial| {
        let name = trial.name().replace("books::", "verify::silent_about_");
        trial.with_kind("").named(name)
    }));
    tests
}
