//! The output folder of each project.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::find::Place;
use crate::load;

/// Stands for the name of the project in `--out`.
const NAME: &str = "{name}";

/// The output folders of all projects of a command, in the same order. `out` is the argument of `--out`. Each of several
/// projects has a folder of its own in it.
///
/// # Errors
/// If two projects would be written to the same folder.
pub fn of(places: &[&Place], out: Option<&Path>, is_single: bool) -> Result<Vec<PathBuf>, String> {
    let folders: Vec<PathBuf> = places.iter().map(|place| folder(place, out, is_single)).collect();
    let mut taken: BTreeMap<PathBuf, &Place> = BTreeMap::new();
    for (place, folder) in places.iter().zip(&folders) {
        if let Some(other) = taken.insert(identity(folder), place) {
            return Err(collision(other, place, folder));
        }
    }
    Ok(folders)
}

/// The output folder of a project.
pub fn folder(place: &Place, out: Option<&Path>, is_single: bool) -> PathBuf {
    let Some(out) = out else { return place.dist() };
    match out.to_str().map(|out| out.split(NAME).collect::<Vec<_>>()) {
        Some(parts) if parts.len() > 1 => {
            let mut named = OsString::from(parts[0]);
            for part in &parts[1..] {
                named.push(place.name());
                named.push(part);
            }
            PathBuf::from(named)
        }
        _ if is_single => out.to_owned(),
        _ => out.join(place.name()),
    }
}

/// A path that is the same for two names of one folder.
fn identity(folder: &Path) -> PathBuf {
    let resolved = load::resolved(folder);
    // There, names that differ only in case usually are the same.
    let is_caseless = cfg!(any(windows, target_os = "macos"));
    if is_caseless { PathBuf::from(resolved.to_string_lossy().to_lowercase()) } else { resolved }
}

fn collision(one: &Place, other: &Place, folder: &Path) -> String {
    let [first, second] = [one, other].map(|place| place.folder.display());
    if one == other {
        return format!("the project `{first}` is named twice");
    }
    if load::resolved(&one.folder) == load::resolved(&other.folder) {
        return format!("`{first}` and `{second}` are the same project");
    }
    let folder = folder.display();
    format!("`{first}` and `{second}` would both be written to `{folder}`; build them in two runs")
}
