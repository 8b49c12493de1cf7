//! What lies in the folder of a release.

use std::collections::BTreeMap;

use crate::release::record::Release;

/// The files of a release as they were read.
#[derive(Debug)]
pub struct Found {
    /// What `release.json` says.
    pub record: Release,
    /// The bytes of `release.json`.
    pub record_bytes: Vec<u8>,
    /// The text of `SHA256SUMS`, or why it cannot be read.
    pub sums: Result<Vec<u8>, String>,
    /// The files that the record names, by their paths, or why one cannot be read.
    pub files: BTreeMap<String, Result<Vec<u8>, String>>,
}
