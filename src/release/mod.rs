//! A release: the files of a build with a record of what they were made from, put into their folder together.

pub mod record;
pub mod save;

use std::io;
use std::path::Path;

use crate::artifact::{Artifact, Selection};
use crate::load;

/// Writes the files of a selection in place of those of an earlier release. Calls `waits` while another build writes into the
/// same folder.
///
/// # Errors
/// What the operating system refuses, with the path in the message. The old files are in their places then.
pub fn write(
    folder: &Path,
    artifacts: &[Artifact],
    selection: &Selection<'_>,
    waits: &dyn Fn(),
) -> io::Result<()> {
    let files: Vec<save::NewFile<'_>> =
        artifacts.iter().map(|made| save::NewFile { path: &made.path, bytes: &made.bytes }).collect();
    save::release(folder, &files, &|| outdated(folder, artifacts, selection), waits)
}

/// The files of the release in `folder` that those of a new one replace under other names. What somebody has changed is not
/// among them.
fn outdated(folder: &Path, artifacts: &[Artifact], selection: &Selection<'_>) -> Vec<String> {
    let record = load::released(folder, record::RECORD).and_then(|bytes| record::read(&bytes));
    let Ok(record) = record else { return Vec::new() };
    let outdated = record.outdated(artifacts, selection).into_iter();
    let as_it_was = outdated.filter(|old| {
        load::released(folder, &old.path).is_ok_and(|bytes| record::sha256(&bytes) == old.sha256)
    });
    as_it_was.map(|old| old.path.clone()).collect()
}
