//! Disk out: the only code that writes files. All files of a release are whole before the first one takes its place.
#![expect(clippy::disallowed_methods, reason = "this is the room that writes files")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::emit::Artifact;

/// Writes the artifacts below `folder`, making folders where they are needed.
///
/// Every file is written in full beside its place first. Only when all are on the disk are they moved there, so that a
/// full disk or a stop in between leaves the old files whole.
///
/// # Errors
/// What the operating system refuses, with the path in the message. Nothing is replaced then, unless the moving itself
/// fails half-way.
pub fn release(folder: &Path, artifacts: &[Artifact]) -> io::Result<()> {
    let mut staged: Vec<(NamedTempFile, PathBuf)> = Vec::with_capacity(artifacts.len());
    for artifact in artifacts {
        let place = folder.join(&artifact.path);
        staged.push((stage(&place, &artifact.bytes).map_err(|error| at(&place, &error))?, place));
    }
    for (file, place) in staged {
        file.persist(&place).map_err(|error| at(&place, &error.error))?;
    }
    Ok(())
}

/// Writes the artifacts into a folder that is new or empty: nothing is ever overwritten.
///
/// # Errors
/// If there is something in the folder, and what the operating system refuses.
pub fn beginning(folder: &Path, artifacts: &[Artifact]) -> io::Result<()> {
    let is_free = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => true,
        Err(error) => return Err(at(folder, &error)),
    };
    if !is_free {
        return Err(at(folder, &io::Error::other("there are files in it, and none is overwritten")));
    }
    release(folder, artifacts)
}

fn stage(place: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = place.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if place.is_dir() {
        return Err(io::Error::other("there is a folder of this name"));
    }
    let mut file = Builder::new().prefix(".casebook-").suffix(".part").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    set_permissions(&file)?;
    Ok(file)
}

/// Temporary files are private; a release is for everyone to read.
#[cfg(unix)]
fn set_permissions(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_permissions(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

fn at(place: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}
