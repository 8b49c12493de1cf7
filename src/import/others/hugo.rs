//! The reading order of a Hugo site: sections and pages by weight, date and title.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::headers::Header;
use super::plan::{self, Plan, Role};
use crate::config::{toml_value, yaml_value};
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Properties, Reason};

/// The files with the configuration.
pub const CONFIGURATIONS: [&str; 11] = [
    "hugo.toml",
    "config.toml",
    "hugo.yaml",
    "hugo.yml",
    "config.yaml",
    "config.yml",
    "hugo.json",
    "config/_default/hugo.toml",
    "config/_default/config.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.yaml",
];

/// How many sections may be inside each other.
const DEEPEST: usize = 12;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let value = CONFIGURATIONS.iter().find_map(|name| read(files, name)).unwrap_or_default();
    let languages = Languages::of(files, &value);
    let mut plan = Plan { root: languages.root(files, &value), ..Plan::default() };
    plan.properties = languages.properties(&value);
    if !languages.others.is_empty() {
        let others = languages.others.join(", ");
        let words =
            format!("of the languages of the site, only `{}` is imported, not {others}", languages.own);
        plan.doubt(&plan.root.clone(), Reason::Changed(words));
    }
    let top = Section { files, languages: &languages, path: plan.root.clone() };
    plan.add_all(files, top.index().as_slice(), Role::Case);
    plan.add_all(files, &top.pages(), Role::Case);
    // A single section is the book; several are its parts.
    match top.sections().as_slice() {
        [section] => {
            let section = top.below(section);
            plan.add_all(files, section.index().as_slice(), Role::Case);
            plan.add_all(files, &section.pages(), Role::Case);
            section.sections().iter().for_each(|path| part(&mut plan, &top.below(path)));
        }
        sections => sections.iter().for_each(|path| part(&mut plan, &top.below(path))),
    }
    plan
}

/// The value of a file with a configuration.
fn read(files: &Files, name: &str) -> Option<Value> {
    let text = plan::text(files, name)?;
    if paths::ending(name) == "toml" { toml_value(&text) } else { yaml_value(&text) }
}

/// The languages of a site, of which one is imported.
#[derive(Debug, Default)]
struct Languages {
    /// The one that is imported; empty if the site has no more than one.
    own: String,
    /// Its configuration.
    value: Value,
    /// The others.
    others: Vec<String>,
}

impl Languages {
    fn of(files: &Files, value: &Value) -> Self {
        const APART: [&str; 3] = ["toml", "yaml", "yml"];
        let apart =
            || APART.iter().find_map(|ending| read(files, &format!("config/_default/languages.{ending}")));
        let Some(Value::Object(languages)) = value.get("languages").cloned().or_else(apart) else {
            return Self::default();
        };
        let weight = |language: &&String| {
            let weight = languages.get(language.as_str()).and_then(|value| value.get("weight")?.as_i64());
            (weight.is_none(), weight)
        };
        let named =
            plan::word(value.get("defaultContentLanguage")).filter(|name| languages.contains_key(name));
        let Some(own) = named.or_else(|| languages.keys().min_by_key(weight).cloned()) else {
            return Self::default();
        };
        Self {
            value: languages.get(&own).cloned().unwrap_or_default(),
            others: languages.keys().filter(|name| **name != own).cloned().collect(),
            own,
        }
    }

    /// The folder with the texts of the language.
    fn root(&self, files: &Files, value: &Value) -> String {
        let named =
            |value: &Value| plan::word(value.get("contentDir")).and_then(|path| paths::join("", &path));
        let root = named(&self.value).or_else(|| named(value)).unwrap_or_else(|| "content".to_owned());
        let below = format!("{root}/{}", self.own);
        let has_text = |folder: &str| files.keys().any(|path| path.starts_with(&format!("{folder}/")));
        if !self.own.is_empty() && has_text(&below) { below } else { root }
    }

    fn properties(&self, value: &Value) -> Properties {
        let own = plan::properties(&self.value);
        let site = plan::properties(value);
        let params = plan::properties(value.get("params").unwrap_or(&Value::Null));
        let first =
            |texts: [&str; 3]| texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned();
        Properties {
            title: first([&own.title, &site.title, ""]),
            language: first([&own.language, &site.language, &self.own]),
            description: first([&own.description, &site.description, &params.description]),
            authors: if site.authors.is_empty() { params.authors } else { site.authors },
            ..site
        }
    }

    /// Whether a name of a file says that its text is in another language: `about.fr.md`.
    fn is_other(&self, name: &str) -> bool {
        let language = paths::without_ending(name).rsplit_once('.').map(|(_, language)| language);
        language.is_some_and(|language| self.others.iter().any(|other| other == language))
    }
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
    languages: &'f Languages,
    path: String,
}

impl Section<'_> {
    /// A section in this one.
    fn below(&self, path: &str) -> Self {
        Self { path: path.to_owned(), ..*self }
    }

    /// The text of the section itself.
    fn index(&self) -> Option<String> {
        self.index_of(&self.path)
    }

    fn index_of(&self, folder: &str) -> Option<String> {
        let names = [format!("{folder}/_index.md"), format!("{folder}/_index.{}.md", self.languages.own)];
        names.into_iter().find(|path| self.files.contains_key(path))
    }

    /// The part of a path after the section.
    fn rest<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.path.as_str())?.strip_prefix('/')
    }

    /// The pages: files, and folders that are a page with its pictures.
    fn pages(&self) -> Vec<String> {
        let is_page = |path: &&String| {
            self.rest(path).is_some_and(|rest| match rest.split('/').collect::<Vec<_>>().as_slice() {
                [name] => {
                    paths::is_markdown(name) && !name.starts_with("_index.") && !self.languages.is_other(name)
                }
                [_, name] => self.is_page(name),
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
        let own = format!("index.{}.md", self.languages.own);
        let is_section = |path: &String| {
            ["index.md", &own].iter().all(|name| !self.files.contains_key(&format!("{path}/{name}")))
        };
        self.sorted(paths.filter(is_section).collect())
    }

    /// Whether a file with this name is the text of a folder that is a page.
    fn is_page(&self, name: &str) -> bool {
        let rest = name.strip_prefix("index").and_then(|rest| rest.strip_suffix(".md"));
        rest.is_some_and(|rest| {
            rest.is_empty() || rest.strip_prefix('.') == Some(self.languages.own.as_str())
        })
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
                let section = self.below(&path);
                out.extend(section.index());
                out.extend(section.all(depth + 1));
            }
        }
        out
    }

    fn sorted(&self, mut paths: Vec<String>) -> Vec<String> {
        paths.sort_by_cached_key(|path| {
            let file = if self.files.contains_key(path) { Some(path.clone()) } else { self.index_of(path) };
            let text = file.and_then(|file| plan::text(self.files, &file)).unwrap_or_default();
            let value = Header::split(&text).0.value();
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
