//! Finds the project of a command, and the folder of its release.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use crate::api::Project;
use crate::diag::{did_you_mean, nearest};
use crate::load;
use crate::project::MANIFEST;

/// Usual name of the project folder inside a repository.
const CONTENT: &str = "content";

/// A project on the disk.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The folder of book.yaml, as the user would type it.
    pub folder: PathBuf,
}

/// The project named on the command line, or else the one that contains the current folder.
///
/// # Errors
/// If no project is named and none is found, or if the argument is a file other than book.yaml.
pub fn project(named: Option<&Path>) -> Result<Place, String> {
    match named {
        Some(path) => self::named(path),
        None => upwards(Path::new("")).ok_or_else(none_found),
    }
}

/// The projects named on the command line, or else the one that contains the current folder.
pub fn projects(named: &[PathBuf]) -> Vec<Result<Place, String>> {
    match named {
        [] => vec![project(None)],
        named => named.iter().map(|path| project(Some(path))).collect(),
    }
}

/// The release to verify, and its project.
///
/// # Errors
/// As for [`project`].
pub fn release(release: Option<&Path>, project: Option<&Path>) -> Result<(PathBuf, Place), String> {
    match (release, project) {
        (Some(release), Some(project)) => Ok((release.to_owned(), named(project)?)),
        // A single argument may be the project.
        (Some(one), None) if is_project(one) => {
            let place = named(one)?;
            Ok((place.dist(), place))
        }
        (Some(release), None) => {
            let place = upwards(Path::new("")).or_else(|| upwards(release)).ok_or_else(none_found)?;
            Ok((release.to_owned(), place))
        }
        (None, _) => {
            let place = self::project(project)?;
            Ok((place.dist(), place))
        }
    }
}

impl Place {
    /// Reads the project into memory.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn load(&self) -> Result<Project, String> {
        Project::open(&self.folder)
            .map_err(|error| format!("cannot read the folder `{}`: {error}", self.folder.display()))
    }

    /// The name of the project: that of its folder, or of the folder above if it is `content`.
    pub fn name(&self) -> OsString {
        let own = load::folder_name(&self.folder);
        let above = || load::folder_name(&below(&self.folder, ".."));
        let name = if own.as_deref() == Some(OsStr::new(CONTENT)) { above().or(own) } else { own };
        name.unwrap_or_else(|| OsString::from(CONTENT))
    }

    /// The path of a file of the project, or of its folder if the path is empty, as the user would type it.
    pub fn path(&self, path: &str) -> PathBuf {
        below(&self.folder, path)
    }

    /// The default output folder: `dist` next to book.yaml, or next to the project folder if that is `content`.
    pub fn dist(&self) -> PathBuf {
        let written = self.folder.file_name();
        let parent = match (written, load::folder_name(&self.folder)) {
            (Some(name), _) if name == CONTENT => self.folder.parent().unwrap_or(Path::new("")).to_owned(),
            (None, Some(name)) if name == CONTENT => below(&self.folder, ".."),
            _ => self.folder.clone(),
        };
        below(&parent, "dist")
    }
}

fn none_found() -> String {
    format!("no {MANIFEST} here or in a parent folder; run `casebook init my-book`, or name the project")
}

fn named(path: &Path) -> Result<Place, String> {
    if load::is_file(path) {
        if path.file_name().is_some_and(|name| name == MANIFEST) {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return Ok(Place { folder: folder.unwrap_or(Path::new(".")).to_owned() });
        }
        let name = path.display();
        return Err(format!("`{name}` is a file; name the folder of {MANIFEST}, or {MANIFEST} itself"));
    }
    match in_folder(path) {
        Some(place) => Ok(place),
        None if load::folder_name(path).is_none() && path.file_name().is_some() => Err(missing(path)),
        None => Ok(Place { folder: path.to_owned() }),
    }
}

fn missing(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let names = load::names_in(path.parent().unwrap_or(Path::new("")));
    let message = format!("there is no folder `{}`", path.display());
    match nearest(&name, names.iter().map(String::as_str)) {
        Some(near) => format!("{message}; {}", did_you_mean(&path.with_file_name(near).to_string_lossy())),
        None => message,
    }
}

/// Whether a path names a project and not a release.
fn is_project(path: &Path) -> bool {
    let is_manifest = path.file_name().is_some_and(|name| name == MANIFEST) && load::is_file(path);
    is_manifest || !load::is_file(&path.join(crate::release::record::RECORD)) && in_folder(path).is_some()
}

/// The project whose book.yaml is in a folder, or in `content` below it.
fn in_folder(folder: &Path) -> Option<Place> {
    let content = below(folder, CONTENT);
    let folders = [below(folder, ""), content].into_iter();
    let mut holding = folders.filter(|folder| load::is_file(&folder.join(MANIFEST)));
    holding.next().map(|folder| Place { folder })
}

/// The project that contains a folder: the nearest one above it.
fn upwards(folder: &Path) -> Option<Place> {
    let depth = load::depth(folder)?;
    let mut here = folder.to_owned();
    for _ in 0..=depth {
        if let Some(place) = in_folder(&here) {
            return Some(place);
        }
        here = below(&here, "..");
    }
    None
}

/// A path below a folder, without a superfluous `.`.
fn below(folder: &Path, name: &str) -> PathBuf {
    let joined = if folder == Path::new(".") { PathBuf::from(name) } else { folder.join(name) };
    match (joined.as_os_str().is_empty(), name.is_empty()) {
        (true, _) => PathBuf::from("."),
        // Joining an empty path adds a slash at the end.
        (false, true) => folder.to_owned(),
        (false, false) => joined,
    }
}
