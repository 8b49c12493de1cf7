//! The files of a cache. No path and no symbolic link leads out of its folder.
#![expect(clippy::disallowed_methods, reason = "this room has files of its own")]

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, SystemTime};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

/// How old the time of use of an entry can be before a use renews it. Not every use costs a write.
const DAY: Duration = Duration::from_hours(24);

/// The first characters in the name of a file that is being written.
const TEMPORARY: &str = ".new-";

/// Tells programs that make backups that the folder is a cache (bford.info/cachedir).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# casebook keeps results of builds here. Everything can be deleted.\n",
);

/// An open folder.
#[derive(Debug)]
pub struct Folder(Dir);

/// A file in a folder of entries.
#[derive(Debug)]
pub struct Found {
    /// Its path below the folder of the cache.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was used, to the day.
    pub used: SystemTime,
}

impl Folder {
    /// Opens the folder, and creates it if it is missing.
    ///
    /// # Errors
    /// An error of the operating system.
    pub fn open(path: &Path) -> io::Result<Self> {
        let is_new = !path.exists();
        std::fs::create_dir_all(path)?;
        let folder = Self(Dir::open_ambient_dir(path, ambient_authority())?);
        if is_new {
            folder.write(".", TAG.0, [TAG.1.as_bytes(), b""])?;
        }
        Ok(folder)
    }

    /// The content of a file that was used just now; `None` if there is no regular file of at most this size.
    pub fn read(&self, folder: &str, name: &str, largest: u64) -> Option<Vec<u8>> {
        let path = format!("{folder}/{name}");
        // A pipe would block, and what a link points to is not ours.
        let found = self.0.symlink_metadata(&path).ok()?;
        if !found.is_file() || found.len() > largest {
            return None;
        }
        let bytes = self.0.read(&path).ok()?;
        if found.modified().is_ok_and(|used| is_old(used.into_std())) {
            self.touch(&path);
        }
        Some(bytes)
    }

    /// Renews the time of use. If that is not possible, the entry is removed earlier than necessary.
    fn touch(&self, path: &str) {
        if let Ok(file) = self.0.open_with(path, OpenOptions::new().write(true)) {
            let _ = file.into_std().set_modified(SystemTime::now());
        }
    }

    /// Writes a file. It has its name when it is complete, so others never see a part of it.
    ///
    /// # Errors
    /// An error of the operating system. An old file is unchanged then.
    pub fn write(&self, folder: &str, name: &str, parts: [&[u8]; 2]) -> io::Result<()> {
        self.0.create_dir_all(folder)?;
        let (path, temporary) =
            (format!("{folder}/{name}"), format!("{folder}/{TEMPORARY}{:016x}", unique()));
        let mut file = self.0.open_with(&temporary, OpenOptions::new().write(true).create_new(true))?;
        let written = parts.iter().try_for_each(|part| file.write_all(part));
        drop(file);
        let done = written.and_then(|()| self.0.rename(&temporary, &self.0, &path));
        if done.is_err() {
            let _ = self.0.remove_file(&temporary);
        }
        // On Windows a file cannot be replaced while another process reads it.
        if cfg!(windows) && self.0.symlink_metadata(&path).is_ok_and(|found| found.is_file()) {
            return Ok(());
        }
        done
    }

    /// Adds a line to a file of the cache itself, in one write, so that lines of several processes do not mix. Returns the
    /// text with the line.
    ///
    /// # Errors
    /// An error of the operating system.
    pub fn append(&self, name: &str, line: &str) -> io::Result<String> {
        let mut file = self.0.open_with(name, OpenOptions::new().append(true).create(true))?;
        file.write_all(format!("{line}\n").as_bytes())?;
        self.0.read_to_string(name)
    }

    /// The files in folders of entries with their names: `kind/ab/`. Removes what interrupted builds left there.
    pub fn entries(&self) -> Vec<Found> {
        let is_kind = |name: &str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let is_shard = |name: &str| name.len() == 2 && is_hexadecimal(name);
        let mut found = Vec::new();
        for kind in self.folders(".", is_kind) {
            for shard in self.folders(&kind, is_shard) {
                self.files(&format!("{kind}/{shard}"), &shard, &mut found);
            }
        }
        found
    }

    /// The names of the folders in a folder that are like this.
    fn folders(&self, path: &str, is_like: impl Fn(&str) -> bool) -> Vec<String> {
        let entries = self.0.read_dir(path).into_iter().flatten().flatten();
        let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders
            .filter_map(|entry| entry.file_name().into_string().ok().filter(|name| is_like(name)))
            .collect()
    }

    /// Adds the entries in a folder.
    fn files(&self, folder: &str, shard: &str, found: &mut Vec<Found>) {
        for entry in self.0.read_dir(folder).into_iter().flatten().flatten() {
            let Some((name, file)) = entry.file_name().into_string().ok().zip(entry.metadata().ok()) else {
                continue;
            };
            let Some(used) = file.modified().ok().filter(|_| file.is_file()) else { continue };
            let (path, used) = (format!("{folder}/{name}"), used.into_std());
            if name.len() == 64 && is_hexadecimal(&name) && name.starts_with(shard) {
                found.push(Found { path, size: file.len(), used });
            } else if name.starts_with(TEMPORARY) && is_old(used) {
                self.remove(&path);
            }
        }
    }

    /// The first bytes of a file, at most this many.
    pub fn start(&self, path: &str, length: usize) -> Vec<u8> {
        let mut start = Vec::new();
        if let Ok(file) = self.0.open(path) {
            // A part is enough to see that this is no entry.
            let _ = file.take(length as u64).read_to_end(&mut start);
        }
        start
    }

    /// Removes a file. Another build may have removed it before.
    pub fn remove(&self, path: &str) {
        let _ = self.0.remove_file(path);
    }
}

fn is_hexadecimal(name: &str) -> bool {
    name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a time is more than a day away. A time in the future comes from a clock that was wrong.
fn is_old(time: SystemTime) -> bool {
    SystemTime::now().duration_since(time).unwrap_or_else(|ahead| ahead.duration()) > DAY
}

/// A number that another process or thread hardly has at the same time.
fn unique() -> u64 {
    RandomState::new().hash_one(SystemTime::now())
}
