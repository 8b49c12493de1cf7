//! Suggests the file that an author most likely meant by a path that does not exist.

use super::path;
use crate::diag::{Guesses, did_you_mean, nearest};
use crate::project::Project;

/// Searches for similar names. The number of searches is limited, because each compares the name with every file.
pub struct Near<'a> {
    project: &'a Project,
    pub guesses: Guesses,
}

impl<'a> Near<'a> {
    pub fn new(project: &'a Project) -> Self {
        Self { project, guesses: Guesses::default() }
    }

    /// The file with the most similar path; or else the only file in any folder that has this name, or a similar one.
    /// Considers only files for which `fit` holds.
    pub fn file(&self, path: &str, fit: impl Fn(&str) -> bool) -> Option<&'a str> {
        if !self.guesses.may_guess() {
            return None;
        }
        let paths = || self.project.files.iter().map(|file| file.path.as_str()).filter(|path| fit(path));
        nearest(path, paths()).or_else(|| {
            let wanted = name(path);
            let near = nearest(wanted, paths().map(name)).unwrap_or(wanted);
            let is_it = |path: &&str| name(path) == wanted || name(path) == near;
            let mut found = paths().filter(is_it);
            found.next().filter(|_| found.next().is_none())
        })
    }

    /// "Did you mean …", with the path of the most similar file in the form in which the author wrote it: relative to
    /// the site root if it began with `/`, or else to `folder`.
    pub fn question(
        &self,
        (path, written): (&str, &str),
        (folder, root): (&str, &str),
        fit: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let near = self.file(path, fit)?;
        let below_root = if root.is_empty() { Some(near) } else { near.strip_prefix(&format!("{root}/")) };
        Some(match below_root.filter(|_| written.starts_with('/')) {
            Some(below_root) => did_you_mean(&format!("/{below_root}")),
            None => did_you_mean(&path::relative(folder, near)),
        })
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
