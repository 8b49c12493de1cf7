//! `casebook build --deps`: writes the depfile of a release.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::find::Place;
use crate::api::{Book, Release};
use crate::load;
use crate::release::depfile::Depfile;
use crate::release::save;

/// Writes the depfile of a release in the folder `out`, without folders of the cache. The paths begin as the user typed them,
/// so that they are those of the build file.
///
/// # Errors
/// If the depfile would replace a file of the book, cannot name a file, or cannot be written.
pub fn write(
    file: &Path,
    place: &Place,
    (out, cache): (&Path, Option<&Path>),
    book: &Book,
    release: &Release,
) -> Result<(), String> {
    let targets: Vec<PathBuf> = release.files().iter().map(|made| out.join(&made.path)).collect();
    let (linked, folders) = book.conditions();
    let sources: BTreeSet<&str> = book.sources().chain(linked).collect();
    let sources: Vec<PathBuf> = sources.into_iter().map(|path| place.path(path)).collect();
    let own = load::resolved(file);
    if targets.iter().chain(&sources).any(|path| load::resolved(path) == own) {
        return Err(format!("`{}` is a file of the book; name another file for `--deps`", file.display()));
    }
    let folders = unwritten(file, &targets, cache, folders.into_iter().map(|path| place.path(path)));
    let prerequisites = sources.into_iter().chain(folders).collect();
    let text = Depfile { targets, prerequisites }.text()?;
    save::file(file, &text).map_err(|error| error.to_string())
}

/// The folders that the build does not change itself. The others would always be newer than the release.
fn unwritten(
    file: &Path,
    targets: &[PathBuf],
    cache: Option<&Path>,
    folders: impl Iterator<Item = PathBuf>,
) -> Vec<PathBuf> {
    let written = targets.iter().map(PathBuf::as_path).chain([file]).filter_map(Path::parent);
    let written: BTreeSet<PathBuf> = written.map(load::resolved).collect();
    let cache = cache.map(load::resolved);
    let is_cache = |folder: &Path| cache.as_ref().is_some_and(|cache| folder.starts_with(cache));
    let resolved = folders.map(|folder| (load::resolved(&folder), folder));
    let unwritten = resolved.filter(|(real, _)| !written.contains(real) && !is_cache(real));
    unwritten.map(|(_, folder)| folder).collect()
}
