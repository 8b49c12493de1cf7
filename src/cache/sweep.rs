//! Keeps a cache within its limit: removes the entries that were not used for the longest time.

use std::io;

use super::entry::{RECOGNIZED, is_entry};
use super::folder::Folder;

/// The file in which each build notes how many bytes it wrote, so that most builds need not look at all entries.
const NOTES: &str = ".written";

/// The number of bytes of notes after which they are counted again.
const LONGEST: usize = 64_000;

/// Notes the number of bytes that a build wrote, and removes old entries if all of them could exceed the limit.
///
/// # Errors
/// An error of the operating system.
pub fn sweep(folder: &Folder, written: u64, limit: u64) -> io::Result<()> {
    let notes = folder.append(NOTES, &written.to_string())?;
    let sum: Option<u64> = notes.lines().try_fold(0, |sum: u64, line| sum.checked_add(line.parse().ok()?));
    // The first note is about one build, and the folder may have entries of others.
    let is_new = notes.lines().count() == 1;
    if sum.is_some_and(|sum| sum <= limit) && notes.len() < LONGEST && !is_new {
        return Ok(());
    }
    let kept = trim(folder, limit);
    folder.write(".", NOTES, [format!("{kept}\n").as_bytes(), b""])
}

/// Removes old entries if they exceed the limit. Returns the size of all others.
fn trim(folder: &Folder, limit: u64) -> u64 {
    let mut entries = folder.entries();
    let mut size: u64 = entries.iter().map(|entry| entry.size).sum();
    if size <= limit {
        return size;
    }
    // Some space is left for the next builds, or each would have to look at all entries.
    let goal = limit - limit / 10;
    entries.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
    for entry in entries {
        if size <= goal {
            break;
        }
        if is_entry(&folder.start(&entry.path, RECOGNIZED)) {
            folder.remove(&entry.path);
            size -= entry.size;
        }
    }
    size
}
