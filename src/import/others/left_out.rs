//! Texts of a folder that are not in the book, so that none is left out silently.

use std::collections::BTreeSet;

use super::headers::Header;
use super::plan::{self, Plan};
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Doubt, Reason};

/// Endings of texts that casebook does not read.
const UNREAD: [&str; 8] = ["rst", "adoc", "asciidoc", "org", "textile", "docx", "odt", "tex"];

/// Folders with the templates of a tool.
const TEMPLATES: [&str; 7] =
    ["_includes", "_layouts", "_sass", "_data", "_extensions", "_static", "_templates"];

/// Such folders at the top of a site.
const TEMPLATES_OF_SITE: [&str; 3] = ["archetypes", "layouts", "themes"];

/// Notices for people who look at the folder.
const NOTICES: [&str; 14] = [
    "readme",
    "license",
    "licence",
    "contributing",
    "code_of_conduct",
    "changelog",
    "changes",
    "news",
    "security",
    "summary",
    "agents",
    "claude",
    "pull_request_template",
    "issue_template",
];

/// A doubt for each text below the root of a plan that is not in the book, and one for all texts that no tool would read.
pub fn doubts(files: &Files, plan: &Plan, included: &BTreeSet<String>) -> Vec<Doubt> {
    let is_known =
        |path: &&String| included.contains(*path) || plan.entries.iter().any(|entry| entry.path == **path);
    let has_text =
        |path: &str| plan::text(files, path).is_none_or(|text| !Header::split(&text).1.trim().is_empty());
    let is_left_out = |path: &&String| paths::is_markdown(path) && !is_known(path) && has_text(path);
    let unknown = files.keys().filter(is_left_out);
    let (unlisted, others): (Vec<&String>, Vec<&String>) =
        unknown.partition(|path| is_below(&plan.root, path) && !is_of_tool(path));
    let unlisted = unlisted.into_iter().map(|path| Doubt::of_file(path, Reason::Unlisted));
    let unread = unread(files, &plan.root).map(|path| {
        Doubt::of_file(path, Reason::NotRead("a text in a format that casebook does not read".to_owned()))
    });
    let mut found: Vec<Doubt> = unlisted.chain(unread).collect();
    let others: Vec<&String> = others.into_iter().filter(|path| !is_in_templates(path)).collect();
    if let Some(first) = others.first() {
        let what = match others.len() {
            1 => "a text beside the book, or a notice about it".to_owned(),
            count => format!("{count} texts beside the book, or notices about it, such as this one"),
        };
        found.push(Doubt::of_file(first, Reason::LeftOut(what)));
    }
    found
}

/// The texts below a folder that casebook does not read.
pub fn unread<'f>(files: &'f Files, root: &'f str) -> impl Iterator<Item = &'f str> {
    let is_unread = |path: &str, bytes: &[u8]| match paths::ending(path).as_str() {
        // A page with a header is a text, and any other one may be a template. So may TeX without a document.
        "html" | "htm" => bytes.starts_with(b"---") || !root.is_empty(),
        "tex" => bytes.windows(16).any(|words| words == b"\\begin{document}"),
        ending => UNREAD.contains(&ending),
    };
    let texts = files.iter().filter(move |(path, bytes)| is_below(root, path) && is_unread(path, bytes));
    texts.map(|(path, _)| path.as_str()).filter(|path| !is_of_tool(path))
}

/// Whether a file has no text of the book: a notice, or a template.
#[must_use]
pub fn is_of_tool(path: &str) -> bool {
    let name = paths::without_ending(paths::name(path)).to_lowercase();
    NOTICES.contains(&name.as_str()) || is_in_templates(path)
}

fn is_in_templates(path: &str) -> bool {
    let top = path.split_once('/').map(|(top, _)| top);
    top.is_some_and(|top| TEMPLATES_OF_SITE.contains(&top))
        || path.split('/').any(|part| TEMPLATES.contains(&part))
}

fn is_below(root: &str, path: &str) -> bool {
    root.is_empty() || path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/'))
}
