//! Where links and pictures of a book lead after the import.

use std::collections::BTreeMap;

use super::anchors::Anchors;
use super::plan::{Plan, word};
use super::texts::Text;
use crate::import::Setting;
use crate::import::files::Files;
use crate::import::names;
use crate::import::paths;

/// The cases of a book, and the ways to name them.
pub struct Targets<'f> {
    /// The files of the folder.
    pub files: &'f Files,
    root: String,
    /// The name of the case file of each source.
    cases: BTreeMap<String, String>,
    /// The source of each address that a header sets, and of each name without folder and ending.
    addresses: BTreeMap<String, String>,
    /// The places of each source.
    anchors: BTreeMap<String, Anchors>,
    /// The sources by their paths in lower case.
    folded: BTreeMap<String, String>,
    /// The values that stand for names in the text.
    pub values: BTreeMap<String, String>,
    /// The first source with each id.
    ids: BTreeMap<String, String>,
}

/// What a destination is.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    /// A case, with the destination.
    Case(String),
    /// A case that has no such place, with the destination of the whole case.
    CaseWithoutPlace(String),
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
    pub fn of(files: &'f Files, plan: &Plan, texts: &[Text]) -> Self {
        let stems: Vec<String> = plan.entries.iter().map(|entry| stem(&entry.path)).collect();
        let names = names::distinct(stems.iter().map(String::as_str));
        let mut targets = Self {
            files,
            root: plan.root.clone(),
            cases: BTreeMap::new(),
            addresses: BTreeMap::new(),
            anchors: BTreeMap::new(),
            folded: BTreeMap::new(),
            values: plan.values.clone(),
            ids: BTreeMap::new(),
        };
        let has_formulas = plan.settings.contains(&Setting::Formulas);
        for ((entry, name), text) in plan.entries.iter().zip(names).zip(texts) {
            targets.cases.insert(entry.path.clone(), name);
            targets.folded.entry(entry.path.to_lowercase()).or_insert_with(|| entry.path.clone());
            targets.add(&entry.path, text, has_formulas);
        }
        targets
    }

    fn add(&mut self, path: &str, text: &Text, has_formulas: bool) {
        let value = text.header().value();
        let address = ["permalink", "url", "slug"].iter().filter_map(|key| word(value.get(*key)));
        let name = paths::without_ending(paths::name(path)).to_owned();
        for key in address
            .map(|address| address.trim_matches('/').trim_end_matches(".html").to_owned())
            .chain([name])
        {
            self.addresses.entry(key).or_insert_with(|| path.to_owned());
        }
        let anchors = Anchors::of(&text.body, has_formulas);
        for id in &anchors.ids {
            self.ids.entry(id.clone()).or_insert_with(|| path.to_owned());
        }
        self.anchors.insert(path.to_owned(), anchors);
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
            return self.place(from, from, fragment);
        }
        let path = paths::decoded(path);
        let prefixes = ["{filename}", "{static}", "{attach}", "|filename|", "|static|"];
        let path = prefixes.iter().find_map(|prefix| path.strip_prefix(prefix)).unwrap_or(&path);
        let places: Vec<String> = self.places(from, path);
        if let Some(source) = places.iter().find_map(|place| self.case(place)) {
            return self.place(from, &source, fragment);
        }
        if let Some(found) = places.iter().find(|place| self.files.contains_key(*place)) {
            return if paths::is_picture(found) { Target::Picture(found.clone()) } else { Target::Other };
        }
        // MyST writes an id in the place of a path.
        if fragment.is_empty() && self.ids.contains_key(path) {
            return self.place(from, from, &format!("#{path}"));
        }
        let address = path.trim_matches('/').trim_end_matches(".html").trim_end_matches("/index");
        let by_name = |name: &str| self.addresses.get(name);
        match by_name(address).or_else(|| by_name(paths::without_ending(paths::name(address)))) {
            Some(source) => self.place(from, source, fragment),
            None => Target::Missing,
        }
    }

    /// The picture that a path without ending means, in the format that suits each output best.
    #[must_use]
    pub fn picture_without_ending(&self, from: &str, destination: &str) -> Target {
        let has_ending = paths::is_picture(paths::split_fragment(destination).0);
        let endings = ["svg", "png", "jpg", "jpeg", "gif", "webp", "pdf"];
        let found = endings.iter().map(|ending| self.find(from, &format!("{destination}.{ending}")));
        let mut found = found.filter(|target| matches!(target, Target::Picture(_)) && !has_ending);
        found.next().unwrap_or(Target::Missing)
    }

    /// A place in a source, or in the only other one that has its id.
    fn place(&self, from: &str, source: &str, fragment: &str) -> Target {
        let id = paths::decoded(fragment.trim_start_matches('#'));
        let has = |source: &str| id.is_empty() || self.anchors.get(source).is_some_and(|own| own.has(&id));
        let file = |source: &str| self.name(source).map(|name| format!("{name}.md"));
        if has(source) {
            let is_here = source == from && !id.is_empty();
            let file = if is_here { Some(String::new()) } else { file(source) };
            return match file.map(|file| file + fragment) {
                Some(destination) => Target::Case(destination),
                None => Target::Missing,
            };
        }
        let elsewhere = self.ids.get(&id).or_else(|| self.with_heading(&id).filter(|_| source == from));
        if let Some(file) = elsewhere.and_then(|source| file(source)) {
            return Target::Case(file + fragment);
        }
        match file(source).filter(|_| source != from) {
            Some(file) => Target::CaseWithoutPlace(file),
            None => Target::Missing,
        }
    }

    /// The only source with a heading of this name.
    fn with_heading(&self, id: &str) -> Option<&String> {
        let mut sources =
            self.anchors.iter().filter(|(_, anchors)| anchors.has(id)).map(|(source, _)| source);
        sources.next().filter(|_| sources.next().is_none())
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

    /// The source that a path means, with another ending, or none.
    fn case(&self, path: &str) -> Option<String> {
        let stem = if matches!(paths::ending(path).as_str(), "html" | "htm") {
            paths::without_ending(path)
        } else {
            path
        };
        let endings = ["md", "qmd", "Rmd", "rmd", "markdown", "ipynb"];
        let pages = ["index", "_index", "README"].iter().map(|name| format!("{stem}/{name}"));
        let stems: Vec<String> = std::iter::once(stem.to_owned()).chain(pages).collect();
        let with_ending = stems.iter().flat_map(|stem| endings.map(|ending| format!("{stem}.{ending}")));
        let paths: Vec<String> = std::iter::once(path.to_owned()).chain(with_ending).collect();
        let exact = paths.iter().find(|path| self.cases.contains_key(*path)).cloned();
        exact.or_else(|| paths.iter().find_map(|path| self.folded.get(&path.to_lowercase()).cloned()))
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
