//! Writes files; no other code does. A release is atomic: all of its files are written, or none.
#![expect(clippy::disallowed_methods, reason = "this is the room that writes files")]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

/// A file to write.
#[derive(Debug, Clone, Copy)]
pub struct NewFile<'a> {
    /// Path below the folder, with `/` between its parts.
    pub path: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// The staging folder. It is inside the output folder, so that both are on the same file system and a move is a rename.
const STAGING: &str = ".casebook";
/// How often a second build retries the lock, and how many times before it gives up: one minute in all.
const PATIENCE: (Duration, u32) = (Duration::from_millis(50), 1_200);

/// Held while this process has files in a staging folder.
static WRITING: Mutex<()> = Mutex::new(());

/// Waits until no release is half written, and blocks new ones while the guard is held. The signal handler calls this
/// before it ends the process.
pub fn halt() -> MutexGuard<'static, ()> {
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes the artifacts below `folder`, creates folders as needed, and removes the files at the paths that `outdated`
/// returns. `outdated` is called while this process holds the lock.
///
/// If the process is killed, the disk is full or a move fails, the old files are restored: at once, or when [`heal`] or
/// the next release finds the journal. A second release to the same folder calls `waits` and waits for the first.
///
/// # Errors
/// An error of the operating system, with the path in the message. The old files are in their places then.
pub fn release(
    folder: &Path,
    files: &[NewFile<'_>],
    outdated: &dyn Fn() -> Vec<String>,
    waits: &dyn Fn(),
) -> io::Result<()> {
    let staging = Staging::open(folder, waits)?;
    let result = staging.replace(files, &outdated());
    staging.close();
    result
}

/// Writes the files into a new or empty folder. Never overwrites a file.
///
/// # Errors
/// If the folder is not empty, or an error of the operating system.
pub fn beginning(folder: &Path, files: &[NewFile<'_>]) -> io::Result<()> {
    check_free(folder)?;
    let staging = Staging::open(folder, &|| ())?;
    // With the lock, no other build writes to the folder.
    let result = check_free(folder).and_then(|()| staging.replace(files, &[]));
    staging.close();
    result
}

/// Writes a file that does not belong to a release, and its folder. It has its name when it is complete. Replaces a
/// regular file, and nothing else.
///
/// # Errors
/// An error of the operating system, with the path in the message. The old file is unchanged then.
pub fn file(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let _writing = halt();
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_target(folder)?;
    match fs::symlink_metadata(place) {
        Ok(found) if !found.is_file() => return Err(refusal(place, "this is not a regular file")),
        _ => {}
    }
    let try_write = || {
        let mut file = unnamed(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(place).map_err(|error| error.error)
    };
    try_write().map(drop).map_err(|error| at(place, &error))
}

/// A file without its final name, which others may read as far as the system allows by default.
fn unnamed(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Rolls back an interrupted release and removes its remains. If a release is being written, calls `waits` and waits
/// for its end.
///
/// # Errors
/// An error of the operating system, with the path in the message.
pub fn heal(folder: &Path, waits: &dyn Fn()) -> io::Result<()> {
    if fs::symlink_metadata(folder.join(STAGING)).is_ok() {
        Staging::open(folder, waits)?.close();
    }
    Ok(())
}

fn check_free(folder: &Path) -> io::Result<()> {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(at(folder, &error)),
    };
    if entries.all(|entry| entry.is_ok_and(|entry| entry.file_name() == STAGING)) {
        return Ok(());
    }
    Err(refusal(folder, "this folder is not empty"))
}

/// The folder `.casebook` in the output folder, while this process holds its lock.
///
/// `new/` holds the finished files and `old/` those that they replace, named by their number in the journal. While the
/// journal exists, the old release is valid, and [`undo`](Staging::undo) restores it. Removing the journal commits the
/// new one.
struct Staging<'a> {
    folder: &'a Path,
    /// The lock file. It is unlocked when dropped; the system unlocks it if the process dies.
    lock: File,
    /// Delays an orderly exit of the process until it is dropped.
    writing: MutexGuard<'static, ()>,
}

/// The data for a rollback: the created folders, outer ones first, and the path of each file with whether it replaces
/// another.
type Journal = (Vec<String>, Vec<(String, bool)>);

impl<'a> Staging<'a> {
    /// Waits for other releases to the folder, and rolls back an interrupted one.
    fn open(folder: &'a Path, waits: &dyn Fn()) -> io::Result<Self> {
        for round in 0..PATIENCE.1 {
            let writing = halt();
            make_target(folder)?;
            if let Some(lock) = lock(&folder.join(STAGING))? {
                let staging = Self { folder, lock, writing };
                staging.undo()?;
                staging.clear()?;
                return Ok(staging);
            }
            // While it only waits, the process can be ended at any time.
            drop(writing);
            if round == 1 {
                waits();
            }
            thread::sleep(PATIENCE.0);
        }
        Err(refusal(folder, "another build has been writing into it for a minute"))
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.join(STAGING).join(below)
    }

    fn numbered(&self, below: &str, number: usize) -> PathBuf {
        self.path(below).join(number.to_string())
    }

    fn replace(&self, files: &[NewFile<'_>], outdated: &[String]) -> io::Result<()> {
        let journal = self.stage(files, outdated)?;
        let moved = self.note(&journal).and_then(|()| self.move_in(&journal, files.len()));
        if moved.is_err() {
            self.undo()?;
        }
        moved
    }

    /// Writes every file to `new/`, and links those that will be replaced or removed into `old/`.
    fn stage(&self, files: &[NewFile<'_>], outdated: &[String]) -> io::Result<Journal> {
        for below in ["new", "old"] {
            make_folder(&self.path(below))?;
        }
        let (mut folders, mut places) = Journal::default();
        for (number, file) in files.iter().enumerate() {
            let place = self.place(file.path)?;
            self.missing_folders(file.path, &mut folders);
            let replaces = keep(&place, &self.numbered("old", number)).map_err(|error| at(&place, &error))?;
            write(&self.numbered("new", number), file.bytes).map_err(|error| at(&place, &error))?;
            places.push((file.path.to_owned(), replaces));
        }
        for path in outdated {
            let place = self.place(path)?;
            if keep(&place, &self.numbered("old", files.len())).map_err(|error| at(&place, &error))? {
                places.push((path.clone(), true));
            }
        }
        for below in ["new", "old"] {
            sync_folder(&self.path(below))?;
        }
        Ok((folders, places))
    }

    /// Adds the missing folders above `path`.
    fn missing_folders(&self, path: &str, folders: &mut Vec<String>) {
        for (end, _) in path.match_indices('/') {
            let above = path[..end].to_owned();
            if !folders.contains(&above) && !self.folder.join(&above).exists() {
                folders.push(above);
            }
        }
    }

    /// Writes the journal atomically: it is complete when it has its name.
    fn note(&self, journal: &Journal) -> io::Result<()> {
        let place = self.path("journal");
        let try_note = || {
            let mut file = NamedTempFile::new_in(self.path("new"))?;
            file.write_all(&serde_json::to_vec(journal)?)?;
            file.as_file().sync_all()?;
            file.persist(&place).map_err(|error| error.error)
        };
        try_note().map_err(|error| at(&place, &error))?;
        sync_folder(&self.path(""))
    }

    /// Moves the new files, the first `made` of the journal, to their places, and removes the others.
    fn move_in(&self, (folders, files): &Journal, made: usize) -> io::Result<()> {
        for folder in folders {
            make_folder(&self.folder.join(folder))?;
        }
        for (number, (path, _)) in files.iter().enumerate() {
            let place = self.place(path)?;
            let moved = if number < made {
                fs::rename(self.numbered("new", number), &place)
            } else {
                fs::remove_file(&place)
            };
            moved.map_err(|error| at(&place, &error))?;
        }
        self.settle(files)
    }

    /// Restores the old files if there is a journal. Can be interrupted and repeated.
    fn undo(&self) -> io::Result<()> {
        let Some((folders, files)) = self.journal()? else { return Ok(()) };
        make_folder(&self.path("old"))?;
        for (number, (path, replaces)) in files.iter().enumerate() {
            let place = self.place(path)?;
            let undone = match replaces {
                true => fs::rename(self.numbered("old", number), &place),
                false => fs::remove_file(&place),
            };
            // A missing file was restored or removed by an earlier attempt.
            undone.or_else(unless_missing).map_err(|error| at(&place, &error))?;
        }
        for folder in folders.iter().rev() {
            // A folder that is not empty contains other files, and stays.
            let _ = fs::remove_dir(self.place(folder)?);
        }
        self.settle(&files)
    }

    fn journal(&self) -> io::Result<Option<Journal>> {
        let place = self.path("journal");
        let bytes = match fs::read(&place) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(at(&place, &error)),
        };
        let journal = serde_json::from_slice(&bytes);
        journal.map(Some).map_err(|_| refusal(&place, "casebook did not write this; remove it"))
    }

    /// Commits: flushes the moves to disk before the journal is removed.
    fn settle(&self, files: &[(String, bool)]) -> io::Result<()> {
        let mut folders: Vec<PathBuf> = files
            .iter()
            .filter_map(|(path, _)| self.folder.join(path).parent().map(Path::to_owned))
            .collect();
        folders.dedup();
        for folder in &folders {
            sync_folder(folder)?;
        }
        let journal = self.path("journal");
        fs::remove_file(&journal).map_err(|error| at(&journal, &error))?;
        // The new files are on disk. Without the journal they are the valid release.
        let _ = sync_folder(&self.path(""));
        Ok(())
    }

    /// The path of a file below the folder. Refuses symbolic links on the way to it.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let mut place = self.folder.to_owned();
        let mut parts = Path::new(path).components().peekable();
        while let Some(part) = parts.next() {
            let Component::Normal(name) = part else {
                return Err(refusal(Path::new(path), "this path leads out of the folder"));
            };
            place.push(name);
            if parts.peek().is_some() && place.is_symlink() {
                return Err(refusal(
                    &place,
                    "this is a symbolic link; casebook does not write through links",
                ));
            }
        }
        Ok(place)
    }

    /// Removes the remains of an earlier release.
    fn clear(&self) -> io::Result<()> {
        for below in ["new", "old"] {
            let path = self.path(below);
            fs::remove_dir_all(&path).or_else(unless_missing).map_err(|error| at(&path, &error))?;
        }
        Ok(())
    }

    /// Removes the staging folder, unless its journal still needs a rollback. The next build removes what cannot be
    /// removed now.
    fn close(self) {
        if !self.path("journal").exists() && self.clear().is_ok() {
            let _ = fs::remove_file(self.path("lock"));
            let _ = fs::remove_dir(self.path(""));
        }
        drop(self.lock);
        drop(self.writing);
    }
}

/// Tries to take the lock. Returns `None` if another process holds or is removing it.
fn lock(staging: &Path) -> io::Result<Option<File>> {
    make_folder(staging)?;
    let place = staging.join("lock");
    if place.is_symlink() {
        return Err(refusal(&place, "this is a symbolic link; casebook does not write through links"));
    }
    let file = match OpenOptions::new().create(true).truncate(false).write(true).open(&place) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            // It stays if another process has files in it.
            let _ = fs::remove_dir(staging);
            return Err(at(&place, &error));
        }
    };
    match file.try_lock() {
        Ok(()) => Ok(Some(file).filter(|file| !is_removed(file, &place))),
        Err(TryLockError::WouldBlock) => Ok(None),
        // The file system has no locks: a single build still works.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(Some(file)),
        Err(TryLockError::Error(error)) => Err(at(&place, &error)),
    }
}

/// Whether its last holder removed the lock file, so that other processes would lock a new file with this name.
#[cfg(unix)]
fn is_removed(lock: &File, _: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    lock.metadata().is_ok_and(|metadata| metadata.nlink() == 0)
}

#[cfg(not(unix))]
fn is_removed(_: &File, place: &Path) -> bool {
    !place.exists()
}

/// Creates the output folder and its parents if they are missing. Accepts a symbolic link to a folder.
fn make_target(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists if folder.is_symlink() => {
            refusal(folder, "this link does not point to a folder")
        }
        io::ErrorKind::AlreadyExists => refusal(folder, "this is a file, not a folder"),
        _ => at(folder, &error),
    })
}

/// Creates a folder if it is missing. Refuses a symbolic link.
fn make_folder(path: &Path) -> io::Result<()> {
    match fs::create_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_dir()) {
                return Err(refusal(path, "this is not a folder"));
            }
            Ok(())
        }
        result => result.map_err(|error| at(path, &error)),
    }
}

/// Hard-links the file at `place`, so that it survives its replacement. Returns whether the file exists.
fn keep(place: &Path, name: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(place) {
        Ok(metadata) if metadata.is_dir() => Err(io::Error::other("a folder has this name")),
        Ok(_) => {
            // Not every file system supports hard links; a copy always works.
            fs::hard_link(place, name).or_else(|_| {
                fs::copy(place, name)?;
                OpenOptions::new().write(true).open(name)?.sync_all()
            })?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn write(place: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(place)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Flushes the entries of a folder to disk, if the system supports it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(not(unix)) {
        return Ok(());
    }
    // The folder may not be readable, and not every file system supports this.
    let Ok(opened) = File::open(folder) else { return Ok(()) };
    match opened.sync_all() {
        Err(error) if error.kind() != io::ErrorKind::InvalidInput => Err(at(folder, &error)),
        _ => Ok(()),
    }
}

fn unless_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

fn refusal(place: &Path, words: &str) -> io::Error {
    at(place, &io::Error::other(words))
}

fn at(place: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", place.display()))
}
