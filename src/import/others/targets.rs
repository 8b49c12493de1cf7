//! Where links and pictures of a book lead after the import.

use std::collections::BTreeMap;

use super::headers::Header;
use super::paths;
use super::plan::{self, Plan, word};
use crate::import::files::Files;
use crate::import::names;

/// The cases of a book, and the ways to name them.
pub struct Targets<'f> {
    /// The files of the folder.
    pub files: &'f Files,
    root: String,
    /// The name of the case file of each source.
    cases: BTreeMap<String, String>,
    /// The source of each address that a header sets, and of each name without folder and ending.
    addresses: BTreeMap<String, String>,
    /// The sources with an id of a heading.
    ids: BTreeMap<String, Vec<String>>,
}

/// What a destination is.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// A case, with the destination.
    Case(String),
    /// A picture of the folder, with its path.
    Picture(String),
    /// Another file of the folder.
    Other,
    /// Nothing in the folder.
    Missing,
    /// A place in the same text, or somewhere on the network.
    Kept,
}

impl<'f> Targets<'f> {
    /// The targets of a plan.
    #[must_use]
    pub fn of(files: &'f Files, plan: &Plan) -> Self {
        let stems: Vec<String> = plan.entries.iter().map(|entry| stem(&entry.path)).collect();
        let names = names::distinct(stems.iter().map(String::as_str));
        let mut targets = Self {
            files,
            root: plan.root.clone(),
            cases: BTreeMap::new(),
            addresses: BTreeMap::new(),
            ids: BTreeMap::new(),
        };
        for (entry, name) in plan.entries.iter().zip(names) {
            targets.cases.insert(entry.path.clone(), name);
            targets.add(&entry.path);
        }
        targets
    }

    fn add(&mut self, path: &str) {
        let text = plan::text(self.files, path).unwrap_or_default();
        let (header, body) = Header::split(&text);
        let value = header.value();
        let address = ["permalink", "url", "slug"].iter().filter_map(|key| word(value.get(*key)));
        let name = paths::without_ending(paths::name(path)).to_owned();
        for key in address
            .map(|address| address.trim_matches('/').trim_end_matches(".html").to_owned())
            .chain([name])
        {
            self.addresses.entry(key).or_insert_with(|| path.to_owned());
        }
        for line in body.lines().filter(|line| line.starts_with('#') || line.contains("{#")) {
            for id in ids(line) {
                let known = self.ids.entry(id).or_default();
                if known.last().is_none_or(|last| last != path) {
                    known.push(path.to_owned());
                }
            }
        }
    }

    /// The name of the case file of a source.
    #[must_use]
    pub fn name(&self, path: &str) -> Option<&str> {
        self.cases.get(path).map(String::as_str)
    }

    /// The case that a name without folder and ending means.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&str> {
        self.name(self.addresses.get(name)?)
    }

    /// What a destination in a text is.
    #[must_use]
    pub fn find(&self, from: &str, destination: &str) -> Target {
        if destination.is_empty() || paths::is_elsewhere(destination) {
            return Target::Kept;
        }
        let (path, fragment) = paths::split_fragment(destination);
        if path.is_empty() {
            return self.of_id(from, fragment);
        }
        let path = paths::decoded(path);
        let prefixes = ["{filename}", "{static}", "{attach}", "|filename|", "|static|"];
        let path = prefixes.iter().find_map(|prefix| path.strip_prefix(prefix)).unwrap_or(&path);
        let places: Vec<String> = self.places(from, path);
        if let Some(name) = places.iter().find_map(|place| self.case(place)) {
            return Target::Case(format!("{name}.md{fragment}"));
        }
        if let Some(found) = places.iter().find(|place| self.files.contains_key(*place)) {
            return if paths::is_picture(found) { Target::Picture(found.clone()) } else { Target::Other };
        }
        let address = path.trim_matches('/').trim_end_matches(".html").trim_end_matches("/index");
        let of_id = || self.ids.get(address).and_then(|sources| self.name(sources.first()?));
        let by_name = |name: &str| self.named(name);
        match by_name(address).or_else(of_id).or_else(|| by_name(paths::without_ending(paths::name(address))))
        {
            Some(name) => Target::Case(format!("{name}.md{fragment}")),
            None => Target::Missing,
        }
    }

    /// The paths that a path of a text may mean: below its folder, or below one at which `/` begins.
    fn places(&self, from: &str, path: &str) -> Vec<String> {
        let relative = paths::join(paths::folder(from), path);
        let top = path.trim_start_matches('/');
        let folders = [self.root.as_str(), "", "static", "assets", "public", "src"];
        let below = folders
            .iter()
            .filter(|_| path.starts_with('/') || !self.root.is_empty())
            .filter_map(|folder| paths::join(folder, top));
        // A page of Hugo has its own address, below that of its folder.
        let page = paths::join(paths::without_ending(from), path);
        relative
            .into_iter()
            .chain(below)
            .chain(page)
            .chain(paths::join("", top))
            .filter(|place| !place.is_empty())
            .collect()
    }

    /// The case that a path means, with another ending, or none.
    fn case(&self, path: &str) -> Option<&str> {
        let stem = if matches!(paths::ending(path).as_str(), "html" | "htm") {
            paths::without_ending(path)
        } else {
            path
        };
        let endings = ["md", "qmd", "Rmd", "rmd", "markdown", "ipynb"];
        let pages = ["index", "_index", "README"].iter().map(|name| format!("{stem}/{name}"));
        let stems: Vec<String> = std::iter::once(stem.to_owned()).chain(pages).collect();
        let with_ending = stems.iter().flat_map(|stem| endings.map(|ending| format!("{stem}.{ending}")));
        std::iter::once(path.to_owned()).chain(with_ending).find_map(|path| self.name(&path))
    }

    /// A place in this text, or else in the only other one that has the id.
    fn of_id(&self, from: &str, fragment: &str) -> Target {
        let sources =
            fragment.get(1..).and_then(|id| self.ids.get(id)).map(Vec::as_slice).unwrap_or_default();
        match sources {
            [source] if source != from => {
                self.name(source).map_or(Target::Kept, |name| Target::Case(format!("{name}.md{fragment}")))
            }
            _ => Target::Kept,
        }
    }
}

/// The name of a case file for a source: that of its folder, if the file is an index.
fn stem(path: &str) -> String {
    let name = paths::without_ending(paths::name(path));
    let is_index = matches!(name.to_lowercase().as_str(), "index" | "_index" | "readme");
    if is_index && !paths::folder(path).is_empty() {
        paths::name(paths::folder(path)).to_owned()
    } else {
        name.to_owned()
    }
}

/// The ids on a line: those that the author set, and that of a heading as Pandoc makes it.
fn ids(line: &str) -> Vec<String> {
    let set = line.split("{#").skip(1).filter_map(|rest| rest.split(['}', ' ']).next());
    let mut ids: Vec<String> = set.filter(|id| !id.is_empty()).map(str::to_owned).collect();
    let heading = line.trim_start_matches('#');
    if ids.is_empty() && heading.starts_with(' ') {
        let words = heading.split(" {").next().unwrap_or_default().to_lowercase();
        let kept: String =
            words.chars().filter(|sign| sign.is_alphanumeric() || "-_. ".contains(*sign)).collect();
        let id = kept.split_whitespace().collect::<Vec<_>>().join("-");
        ids.push(id.trim_start_matches(|sign: char| !sign.is_alphabetic()).to_owned());
    }
    ids
}
