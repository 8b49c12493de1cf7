//! The folders that the patterns of the reading order look into.

use std::collections::BTreeSet;

use globset::GlobMatcher;

use super::order::{glob, is_pattern};
use crate::model::Entry;
use crate::project::{Project, composed};

/// The folders in which a new file or folder could match a pattern of the reading order, as paths below the project
/// folder, which itself is the empty path.
#[must_use]
pub fn searched<'p>(order: &[Entry], project: &'p Project) -> BTreeSet<&'p str> {
    let entries = order.iter().filter(|entry| is_pattern(&entry.pattern));
    let patterns: Vec<Pattern> = entries.filter_map(|entry| Pattern::read(&entry.pattern)).collect();
    let folders = project.folders.iter().map(String::as_str);
    folders.filter(|folder| patterns.iter().any(|pattern| pattern.looks_into(folder, project))).collect()
}

/// A pattern by its parts between slashes.
struct Pattern {
    parts: Vec<String>,
    /// For each number of parts, what matches the folders to which these parts lead.
    leading: Vec<GlobMatcher>,
    /// Whether the pattern goes on after the parts and matches at any depth.
    is_deep: bool,
}

impl Pattern {
    /// Returns `None` for a pattern that is not valid, which matches nothing.
    fn read(pattern: &str) -> Option<Self> {
        let pattern = composed(pattern);
        glob(&pattern).ok()?;
        // A slash between braces does not divide the pattern, and `**` stands for any number of folders.
        let is_simple = |part: &&str| !part.contains('{') && !part.contains("**");
        let all = pattern.split('/');
        let parts: Vec<String> = all.clone().take_while(is_simple).map(str::to_owned).collect();
        let leading = (0..=parts.len()).map(|depth| glob(&parts[..depth].join("/")).ok());
        Some(Self { leading: leading.collect::<Option<_>>()?, is_deep: parts.len() < all.count(), parts })
    }

    /// Whether a new entry of the folder could match.
    fn looks_into(&self, folder: &str, project: &Project) -> bool {
        let folder = composed(folder);
        let names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
        let depth = names.len().min(self.parts.len());
        if !self.leading[depth].is_match(names[..depth].join("/")) {
            return false;
        }
        match self.parts.get(names.len()) {
            Some(part) if is_pattern(part) => true,
            Some(part) => !exists(&folder, part, project),
            None => self.is_deep,
        }
    }
}

/// Whether a folder has an entry of this name.
fn exists(folder: &str, name: &str, project: &Project) -> bool {
    let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let is_folder = |known: &String| *composed(known) == path;
    project.find(&path).is_some() || project.folders.iter().any(is_folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Part;
    use crate::project::ProjectFile;
    use crate::source::{FileId, Span};

    #[test]
    fn folders_in_which_a_new_file_would_count() {
        let file = |path: &str| ProjectFile { path: path.to_owned(), content: Ok(Vec::new()) };
        let files = ["a/one.md", "a/b/one.md", "c/two.md", "e\u{301}/x.md"].map(file).into();
        let folders = ["", "a", "a/b", "c", "d", "e\u{301}"].map(str::to_owned).into();
        let project = Project { folders, ..Project::new(String::new(), files, Vec::new()) };
        for (pattern, expected) in [
            ("a/one.md", &[][..]),
            ("*.md", &[""]),
            ("a/*.md", &["a"]),
            ("?/*.md", &["", "a", "c", "d"]),
            ("*/one.md", &["", "c", "d", "e\u{301}"]),
            ("*/b/*.md", &["", "a/b", "c", "d", "e\u{301}"]),
            ("a/**", &["a", "a/b"]),
            ("**/*.md", &["", "a", "a/b", "c", "d", "e\u{301}"]),
            ("{a,c/x}/*.md", &["", "a", "a/b", "c", "d", "e\u{301}"]),
            ("a/{b,c}/*.md", &["a", "a/b"]),
            ("new/*.md", &[""]),
            ("\u{e9}/*.md", &["e\u{301}"]),
            ("[", &[]),
        ] {
            let span = Span::whole(FileId(0));
            let order = [Entry { part: Part::Cases, pattern: pattern.to_owned(), span, below: None }];
            let found: Vec<&str> = searched(&order, &project).into_iter().collect();
            assert_eq!(found, expected, "{pattern}");
        }
    }
}
