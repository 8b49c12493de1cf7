//! The files of a folder that is imported.

use std::collections::BTreeMap;

/// The files of a folder, by path, with `/` between its parts.
pub type Files = BTreeMap<String, Vec<u8>>;
