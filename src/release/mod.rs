//! A release: the files of a build and a record of their sources, written to the output folder together.

pub mod depfile;
pub mod record;
pub mod save;

use std::io;
use std::path::Path;

use crate::artifact::{Artifact, Selection};
use crate::load;

/// Writes the files of a selection and removes those that an earlier release wrote for it. Calls `waits` while another
/// build writes to the same folder.
///
/// # Errors
/// An error of the operating system, with the path in the message. The old files are unchanged then.
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

/// The files of the release in `folder` that a new release replaces under other names. Files that were changed since
/// are excluded.
fn outdated(folder: &Path, artifacts: &[Artifact], selection: &Selection<'_>) -> Vec<String> {
    let record = load::released(folder, record::RECORD).and_then(|bytes| record::read(&bytes));
    let Ok(record) = record else { return Vec::new() };
    let outdated = record.outdated(artifacts, selection).into_iter();
    let as_it_was = outdated.filter(|old| {
        load::released(folder, &old.path).is_ok_and(|bytes| record::sha256(&bytes) == old.sha256)
    });
    as_it_was.map(|old| old.path.clone()).collect()
}
