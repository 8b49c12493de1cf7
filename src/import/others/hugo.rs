//! The reading order of a Hugo site: sections and pages by weight, date and title.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::headers::Header;
use super::paths;
use super::plan::{self, Plan, Role};
use crate::config::{toml_value, yaml_value};
use crate::import::files::Files;

/// The files with the configuration.
pub const CONFIGURATIONS: [&str; 8] = [
    "hugo.toml",
    "config.toml",
    "hugo.yaml",
    "hugo.yml",
    "config.yaml",
    "config.yml",
    "hugo.json",
    "config/_default/hugo.toml",
];

/// How many sections may be inside each other.
const DEEPEST: usize = 12;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let read = |name: &&str| {
        let text = plan::text(files, name)?;
        if paths::ending(name) == "toml" { toml_value(&text) } else { yaml_value(&text) }
    };
    let value = CONFIGURATIONS.iter().find_map(read).unwrap_or_default();
    let root = plan::word(value.get("contentDir")).and_then(|folder| paths::join("", &folder));
    let mut plan = Plan {
        properties: properties(&value),
        root: root.unwrap_or_else(|| "content".to_owned()),
        ..Plan::default()
    };
    let top = Section { files, path: plan.root.clone() };
    let (pages, sections) = (top.pages(), top.sections());
    plan.add_all(files, top.index().as_slice(), Role::Case);
    plan.add_all(files, &pages, Role::Case);
    // A single section is the book; several are its parts.
    match sections.as_slice() {
        [section] => {
            let section = Section { files, path: section.clone() };
            plan.add_all(files, section.index().as_slice(), Role::Case);
            plan.add_all(files, &section.pages(), Role::Case);
            section.sections().into_iter().for_each(|path| part(&mut plan, &Section { files, path }));
        }
        sections => sections.iter().for_each(|path| part(&mut plan, &Section { files, path: path.clone() })),
    }
    plan
}

fn properties(value: &Value) -> crate::import::Properties {
    let params = plan::properties(value.get("params").unwrap_or(&Value::Null));
    let own = plan::properties(value);
    let authors = if own.authors.is_empty() { params.authors } else { own.authors };
    let description = if own.description.is_empty() { params.description } else { own.description };
    crate::import::Properties { authors, description, ..own }
}

impl Plan {
    fn add_all(&mut self, files: &Files, paths: &[String], role: Role) {
        for path in paths {
            self.add(files, path, None, role);
        }
    }
}

/// Adds a section as a part of the book.
fn part(plan: &mut Plan, section: &Section<'_>) {
    let pages = section.all(0);
    if pages.is_empty() {
        return plan.add_all(section.files, section.index().as_slice(), Role::Case);
    }
    let index = section.index();
    let header = index.as_ref().and_then(|path| plan::text(section.files, path));
    let (title, has_text) = header.map_or((None, false), |text| {
        let (header, body) = Header::split(&text);
        (plan::word(header.value().get("title")), !body.trim().is_empty())
    });
    let title = title.unwrap_or_else(|| paths::name(&section.path).replace(['-', '_'], " "));
    let number = plan.part(&title);
    if has_text {
        plan.add_all(section.files, index.as_slice(), Role::PartText(number));
    }
    plan.add_all(section.files, &pages, Role::Part(number));
}

/// A folder with pages.
struct Section<'f> {
    files: &'f Files,
    path: String,
}

impl Section<'_> {
    /// The text of the section itself.
    fn index(&self) -> Option<String> {
        let path = format!("{}/_index.md", self.path);
        self.files.contains_key(&path).then_some(path)
    }

    /// The part of a path after the section.
    fn rest<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.path.as_str())?.strip_prefix('/')
    }

    /// The pages: files, and folders that are a page with its pictures.
    fn pages(&self) -> Vec<String> {
        let is_page = |path: &&String| {
            self.rest(path).is_some_and(|rest| match rest.split('/').collect::<Vec<_>>().as_slice() {
                [name] => paths::is_markdown(name) && *name != "_index.md",
                [_, name] => *name == "index.md",
                _ => false,
            })
        };
        self.sorted(self.files.keys().filter(is_page).cloned().collect())
    }

    /// The folders that are sections.
    fn sections(&self) -> Vec<String> {
        let with_text = self.files.keys().filter(|path| paths::is_markdown(path));
        let folders = with_text.filter_map(|path| Some(self.rest(path)?.split_once('/')?.0.to_owned()));
        let folders: BTreeSet<String> = folders.collect();
        let paths = folders.into_iter().map(|folder| format!("{}/{folder}", self.path));
        let is_section = |path: &String| !self.files.contains_key(&format!("{path}/index.md"));
        self.sorted(paths.filter(is_section).collect())
    }

    /// All pages, also those of sections in it, each section after its own text.
    fn all(&self, depth: usize) -> Vec<String> {
        if depth > DEEPEST {
            return Vec::new();
        }
        let mut below = self.pages();
        below.extend(self.sections());
        let mut out = Vec::new();
        for path in self.sorted(below) {
            if self.files.contains_key(&path) {
                out.push(path);
            } else {
                let section = Section { files: self.files, path };
                out.extend(section.index());
                out.extend(section.all(depth + 1));
            }
        }
        out
    }

    fn sorted(&self, mut paths: Vec<String>) -> Vec<String> {
        paths.sort_by_cached_key(|path| {
            let file = if self.files.contains_key(path) { path.clone() } else { format!("{path}/_index.md") };
            let value = Header::split(&plan::text(self.files, &file).unwrap_or_default()).0.value();
            let weight = plan::word(value.get("weight"))
                .and_then(|word| word.parse::<i64>().ok())
                .filter(|weight| *weight != 0);
            let title = plan::word(value.get("linkTitle").or_else(|| value.get("title"))).unwrap_or_default();
            let date = plan::word(value.get("date")).unwrap_or_default();
            (weight.is_none(), weight, Reverse(date), title, path.clone())
        });
        paths
    }
}
