//! The file that an author most likely meant by a path that leads to none.

use super::path;
use crate::diag::{Guesses, did_you_mean, nearest};
use crate::project::Project;

/// Looks for similar names, a bounded number of times.
pub struct Near<'a> {
    project: &'a Project,
    pub guesses: Guesses,
}

impl<'a> Near<'a> {
    pub fn new(project: &'a Project) -> Self {
        Self { project, guesses: Guesses::default() }
    }

    /// The file of a similar path, or else the only one of this name, or a similar one, in another folder; among the
    /// files that are `fit`.
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

    /// The question that names a similar file as the author in `folder` wrote the path of this one: a leading `/` is the
    /// site's root.
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
