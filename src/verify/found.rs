//! Reads the files in a release folder.

use std::collections::BTreeMap;
use std::path::Path;

use crate::load;
use crate::release::record::{self, RECORD, Release, SUMS};

/// The content of a release folder.
#[derive(Debug)]
pub struct Found {
    /// The parsed `release.json`.
    pub record: Release,
    /// The bytes of `release.json`.
    pub record_bytes: Vec<u8>,
    /// The bytes of `SHA256SUMS`, or why it cannot be read.
    pub sums: Result<Vec<u8>, String>,
    /// The files listed in `release.json`, by path: the bytes, or why the file cannot be read.
    pub files: BTreeMap<String, Result<Vec<u8>, String>>,
}

/// Reads the files of a release.
///
/// # Errors
///
/// Fails if the folder has no `release.json` that this version of casebook can read.
pub fn read(folder: &Path) -> Result<Found, String> {
    let name = folder.display();
    let read = |path: &str| load::released(folder, path);
    let record_bytes = read(RECORD).map_err(|words| {
        format!("`{name}` has no release: cannot read {RECORD}: {words}; run `casebook build` first, or name the folder")
    })?;
    let record = record::read(&record_bytes).map_err(|words| {
        format!("the release in `{name}` is of another version of casebook, or damaged: {RECORD}: {words}")
    })?;
    let paths = record.artifacts.iter().map(|artifact| artifact.path.clone());
    let files = paths.map(|path| (path.clone(), read(&path))).collect();
    Ok(Found { record, record_bytes, sums: read(SUMS), files })
}
