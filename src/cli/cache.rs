//! The cache of a run: where it is, how large it may be, and what is reported of it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::arguments::BuildOptions;
use super::output::tell;
use crate::cache::{Cache, LIMIT};

/// The variable that names the folder. If it is empty, there is no cache.
const FOLDER: &str = "CASEBOOK_CACHE";
/// The variable with the limit in megabytes.
const SIZE: &str = "CASEBOOK_CACHE_SIZE";

/// The cache that the user chose, or that of the user.
pub struct RunCache {
    /// The cache itself.
    pub cache: Arc<Cache>,
    /// Whether the user named the folder, and would miss it.
    is_named: bool,
}

impl RunCache {
    /// The cache for these options.
    ///
    /// # Errors
    /// If the limit in the environment is not a number.
    pub fn new(options: &BuildOptions) -> Result<Self, String> {
        let limit = limit(variable(SIZE))?;
        let named = options.cache.clone().or_else(|| variable(FOLDER).map(PathBuf::from));
        let is_named = named.is_some();
        let named = named.filter(|folder| !folder.as_os_str().is_empty());
        let folder = if is_named { named } else { usual(&variable) };
        let folder = folder.filter(|_| !options.no_cache);
        let cache = folder.map_or_else(Cache::none, |folder| Cache::at(&folder, limit));
        Ok(Self { cache: Arc::new(cache), is_named })
    }

    /// Removes old entries. Reports a folder that cannot be used, if the user named it.
    pub fn finish(&self, is_quiet: bool) {
        self.cache.finish();
        let failed = self.cache.place().zip(self.cache.failure()).filter(|_| self.is_named && !is_quiet);
        if let Some((folder, reason)) = failed {
            tell(&format!("casebook: cannot keep results in `{}`: {reason}\n", folder.display()));
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the command line is where the environment comes in")]
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

fn limit(size: Option<OsString>) -> Result<u64, String> {
    let Some(size) = size else { return Ok(LIMIT) };
    let megabytes = size.to_str().and_then(|size| size.trim().parse::<u64>().ok());
    let bytes = megabytes.map(|megabytes| megabytes.saturating_mul(1_000_000));
    bytes.ok_or_else(|| format!("{SIZE} is `{}`; it must be a number of megabytes", size.display()))
}

/// The usual folder for caches on this system, with a folder for casebook. `None` if the user has no such folder: nothing is
/// created in a home folder that does not exist.
fn usual(variable: &dyn Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    // A relative path is invalid (XDG Base Directory Specification, section 2).
    let named = |name: &str| variable(name).map(PathBuf::from).filter(|folder| folder.is_absolute());
    if cfg!(windows) {
        return named("LOCALAPPDATA").map(|folder| folder.join("casebook").join("cache"));
    }
    let home = named("HOME").filter(|home| home.is_dir());
    if cfg!(target_os = "macos") {
        return home.map(|home| home.join("Library/Caches/casebook"));
    }
    let caches = named("XDG_CACHE_HOME").or_else(|| home.map(|home| home.join(".cache")));
    caches.as_deref().map(|caches: &Path| caches.join("casebook"))
}

#[cfg(test)]
mod tests {
    use super::{LIMIT, limit};

    #[test]
    fn the_limit_is_in_megabytes() {
        assert_eq!(limit(None), Ok(LIMIT));
        assert_eq!(limit(Some("20".into())), Ok(20_000_000));
        assert_eq!(limit(Some(" 0 ".into())), Ok(0));
        for wrong in ["", "-1", "1.5", "1G"] {
            assert!(limit(Some(wrong.into())).is_err_and(|message| message.contains(wrong)));
        }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_folder_is_that_of_the_system() {
        let usual = |variables: &[(&str, &str)]| {
            let value =
                |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| value.into());
            super::usual(&value).map(|path| path.display().to_string())
        };
        let found = |path: &str| Some(path.to_owned());
        assert_eq!(usual(&[("HOME", "/"), ("XDG_CACHE_HOME", "/caches")]), found("/caches/casebook"));
        for unset in ["", "relative"] {
            assert_eq!(usual(&[("HOME", "/"), ("XDG_CACHE_HOME", unset)]), found("/.cache/casebook"));
        }
        assert_eq!(usual(&[("HOME", "/no/such/home")]), None);
        assert_eq!(usual(&[("HOME", "")]), None);
        assert_eq!(usual(&[]), None);
    }
}
