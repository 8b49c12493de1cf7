//! The reading order of a folder without any: by name.

use std::cmp::Ordering;

use super::headers::Header;
use super::left_out;
use super::plan::{self, Plan, Role};
use crate::import::Setting;
use crate::import::files::Files;
use crate::import::paths;

/// The reading order: the names of the files, `2` before `10`.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let settings = vec![Setting::Formulas, Setting::ImplicitFigures];
    let mut plan = order(files, Plan { settings, ..Plan::default() });
    let first = plan.entries.first().map(|entry| entry.path.clone());
    if let Some((path, text)) = first.and_then(|path| Some((path.clone(), plan::text(files, &path)?))) {
        let (header, _) = Header::split(&text);
        let value = header.value();
        plan.properties = plan::properties(&value);
        let is_alone = plan.entries.len() == 1;
        // The title of a book with a single text is also that of the text.
        plan.book_header = Some(path).filter(|_| !is_alone && value.get("author").is_some());
        plan.add_works(files, &value);
    }
    plan
}

/// Adds all Markdown, by name.
#[must_use]
pub fn order(files: &Files, mut plan: Plan) -> Plan {
    let mut names: Vec<String> = files.keys().filter(|path| is_text(path)).cloned().collect();
    names.sort_by(|a, b| by_name(a, b));
    for path in names {
        plan.add(files, &path, None, Role::Case);
    }
    plan
}

/// Whether a file has a text of the book: no notice for people who look at the folder.
#[must_use]
pub fn is_text(path: &str) -> bool {
    paths::is_markdown(path)
        && !left_out::is_of_tool(path)
        && !path.split('/').any(|part| part.starts_with('_'))
}

/// Compares names, numbers in them as numbers, and an index before the other files of its folder.
fn by_name(a: &str, b: &str) -> Ordering {
    let key = |path: &str| -> Vec<(u8, u64, String)> {
        let mut keys = Vec::new();
        for part in paths::without_ending(path).split('/') {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            let rank = u8::from(!matches!(part.to_lowercase().as_str(), "index" | "_index" | "preface"));
            keys.push((rank, digits.parse().unwrap_or(u64::MAX), part.to_lowercase()));
        }
        keys
    };
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_by_number() {
        let files: Files = ["10-a.md", "2-b.md", "index.md", "README.md", "notes.md", "a/1.md", "a/x.png"]
            .iter()
            .map(|path| ((*path).to_owned(), b"Words.".to_vec()))
            .collect();
        let paths: Vec<String> = plan(&files).entries.into_iter().map(|entry| entry.path).collect();
        assert_eq!(paths, ["index.md", "2-b.md", "10-a.md", "a/1.md", "notes.md"]);
    }
}
