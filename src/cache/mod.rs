//! A folder with results of earlier builds. A result is the same with and without it: an entry that is missing or damaged is
//! computed again, and a folder that cannot be used is as good as none.

pub mod bundle;
mod entry;
mod folder;
mod key;
mod sweep;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use folder::Folder;
pub use key::{Key, Kind};

/// The size in bytes that the entries of a cache have at most between two builds, unless the user sets another.
pub const LIMIT: u64 = 1_000_000_000;

/// The results of earlier builds. Several threads and several processes can use one folder at the same time.
#[derive(Debug)]
pub struct Cache {
    place: Option<PathBuf>,
    limit: u64,
    /// The folder, opened when it is first needed; `None` if that fails.
    folder: OnceLock<Option<Folder>>,
    /// The number of bytes that were written.
    written: AtomicU64,
    /// The first failure. After it, nothing more is written.
    failure: OnceLock<String>,
}

impl Cache {
    /// A cache that keeps nothing.
    #[must_use]
    pub fn none() -> Self {
        Self::new(None, 0)
    }

    /// The cache in a folder, which is created when it is needed, with a limit for the size of its entries in bytes.
    #[must_use]
    pub fn at(folder: &Path, limit: u64) -> Self {
        Self::new(Some(folder.to_owned()), limit)
    }

    fn new(place: Option<PathBuf>, limit: u64) -> Self {
        let (folder, failure) = (OnceLock::new(), OnceLock::new());
        Self { place, limit, folder, written: AtomicU64::new(0), failure }
    }

    /// Whether results can be kept or found, so that a key is worth its time.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.folder().is_some()
    }

    /// The folder, if there is one.
    #[must_use]
    pub fn place(&self) -> Option<&Path> {
        self.place.as_deref()
    }

    /// The result with this key, if an earlier build put it here.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let (folder, name) = key.place();
        entry::content(key, self.folder()?.read(&folder, &name, self.limit)?)
    }

    /// Keeps a result. If that fails, the build goes on without.
    pub fn put(&self, key: &Key, content: &[u8]) {
        let head = entry::head(key, content);
        let size = (head.len() + content.len()) as u64;
        let Some(open) = self.folder().filter(|_| size <= self.limit && self.failure().is_none()) else {
            return;
        };
        let (folder, name) = key.place();
        match open.write(&folder, &name, [&head, content]) {
            Ok(()) => _ = self.written.fetch_add(size, Ordering::Relaxed),
            Err(error) => self.fail(&error),
        }
    }

    /// The result with this key, or else the computed one, which is kept. `None` is not kept. Without a folder, the key is not
    /// computed.
    pub fn remember(
        &self,
        key: impl FnOnce() -> Key,
        compute: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Option<Vec<u8>> {
        if !self.is_on() {
            return compute();
        }
        let key = key();
        self.get(&key).or_else(|| {
            let computed = compute()?;
            self.put(&key, &computed);
            Some(computed)
        })
    }

    /// Removes old entries if this build wrote new ones and the limit is exceeded.
    pub fn finish(&self) {
        let written = self.written.swap(0, Ordering::Relaxed);
        if let Some(folder) = self.folder.get().and_then(Option::as_ref).filter(|_| written > 0)
            && let Err(error) = sweep::sweep(folder, written, self.limit)
        {
            self.fail(&error);
        }
    }

    /// Why the folder cannot be used or written to, if that failed.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.get().map(String::as_str)
    }

    fn folder(&self) -> Option<&Folder> {
        let place = self.place.as_ref()?;
        let open = || Folder::open(place).map_err(|error| self.fail(&error)).ok();
        self.folder.get_or_init(open).as_ref()
    }

    fn fail(&self, error: &io::Error) {
        self.failure.get_or_init(|| error.to_string());
    }
}

#[cfg(test)]
mod tests;
