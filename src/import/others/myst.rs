//! The reading order of Jupyter Book and MyST: `_toc.yml`, or `myst.yml`.

use serde_json::Value;

use super::plan::{self, Plan, Role};
use crate::config::yaml_value;
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Reason, Setting};

/// How many sections may be inside each other.
const DEEPEST: usize = 16;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let read = |name: &str| plan::text(files, name).and_then(|text| yaml_value(&text)).unwrap_or_default();
    let (contents, configuration, myst) = (read("_toc.yml"), read("_config.yml"), read("myst.yml"));
    let project = myst.get("project").unwrap_or(&Value::Null);
    let mut plan = Plan { settings: vec![Setting::Formulas], ..Plan::default() };
    let own = if project.is_null() { &configuration } else { project };
    plan.properties = plan::properties(own);
    plan.add_bibliography(files, configuration.get("bibtex_bibfiles"));
    plan.add_works(files, project);
    plan.macros = ["/sphinx/config/mathjax3_config/tex/macros", "/sphinx/config/mathjax_config/TeX/Macros"]
        .iter()
        .filter_map(|place| configuration.pointer(place))
        .chain(project.get("math"))
        .flat_map(macros)
        .collect();
    let mut reader = Reader { plan, files };
    if contents.is_null() {
        reader.list(project.get("toc"), None, 0);
    } else {
        reader.contents(&contents);
    }
    let plan = reader.plan;
    if plan.entries.is_empty() { super::pandoc::order(files, plan) } else { plan }
}

/// Commands of `MathJax`: each a text, a text with the number of its arguments, or an object with the text.
fn macros(value: &Value) -> Vec<(String, String)> {
    let tex = |value: &Value| match value {
        Value::Array(parts) if parts.len() <= 2 => plan::word(parts.first()),
        Value::Object(keys) => plan::word(keys.get("macro")),
        value => plan::word(Some(value)),
    };
    let named = value.as_object().into_iter().flatten().filter_map(|(name, value)| {
        let name = name.trim_start_matches('\\');
        let is_name = !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphabetic());
        is_name.then_some((name.to_owned(), tex(value)?))
    });
    named.collect()
}

struct Reader<'f> {
    plan: Plan,
    files: &'f Files,
}

impl Reader<'_> {
    /// A file `_toc.yml`; in the oldest format it is a list whose first entry is the root.
    fn contents(&mut self, contents: &Value) {
        let is_numbered =
            |place: &Value| place.get("numbered").is_some_and(|value| *value != Value::Bool(false));
        let parts = contents.get("parts").and_then(Value::as_array);
        let places = std::iter::once(contents)
            .chain(contents.get("defaults"))
            .chain(contents.get("options"))
            .chain(parts.into_iter().flatten());
        if places.into_iter().any(is_numbered) {
            self.plan.settings.push(Setting::NumberedSections);
        }
        if let Some(root) = plan::word(contents.get("root")) {
            self.plan.add(self.files, &root, None, Role::Case);
        }
        self.list(Some(contents).filter(|value| value.is_array()), None, 0);
        for key in ["chapters", "sections", "parts", "subtrees"] {
            self.list(contents.get(key), None, 0);
        }
    }

    fn list(&mut self, list: Option<&Value>, part: Option<usize>, depth: usize) {
        if depth > DEEPEST {
            return self.plan.doubt("_toc.yml", Reason::NotRead("sections that are too deep".to_owned()));
        }
        for entry in list.and_then(Value::as_array).into_iter().flatten() {
            self.entry(entry, part, depth);
        }
    }

    fn entry(&mut self, entry: &Value, part: Option<usize>, depth: usize) {
        let title = plan::word(entry.get("title"));
        let caption = plan::word(entry.get("caption").or_else(|| entry.get("part")));
        let file = plan::word(entry.get("file"));
        let is_group = file.is_none()
            && depth == 0
            && ["chapters", "sections", "children"].iter().any(|key| entry.get(*key).is_some());
        let heads = caption.or_else(|| title.clone().filter(|_| is_group));
        let part = match heads.filter(|_| file.is_none()) {
            Some(caption) => Some(self.plan.part(&caption)),
            None => part,
        };
        if let Some(file) = file {
            self.plan.add(self.files, &file, title.as_deref(), part.map_or(Role::Case, Role::Part));
        } else if let Some(pattern) = plan::word(entry.get("glob").or_else(|| entry.get("pattern"))) {
            self.glob(&pattern, part);
        }
        for key in ["chapters", "sections", "children"] {
            self.list(entry.get(key), part, depth + 1);
        }
        for tree in entry.get("subtrees").and_then(Value::as_array).into_iter().flatten() {
            self.list(tree.get("entries"), part, depth + 1);
        }
    }

    /// The files of a pattern with a `*` in the name.
    fn glob(&mut self, pattern: &str, part: Option<usize>) {
        let Some((before, after)) = pattern.split_once('*') else { return };
        let after = after.trim_start_matches(['*', '/']);
        let is_match = |path: &&String| {
            let without = paths::without_ending(path);
            path.strip_prefix(before).is_some_and(|rest| {
                !rest.contains('/') && (rest.ends_with(after) || without.ends_with(after))
            })
        };
        let found: Vec<String> =
            self.files.keys().filter(is_match).filter(|path| paths::is_markdown(path)).cloned().collect();
        for path in found {
            self.plan.add(self.files, &path, None, part.map_or(Role::Case, Role::Part));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn commands_of_formulas_are_read() {
        let value = json!({ "EE": "E", "\\norm": { "macro": "|#1|" }, "set": ["{#1}", 1], "d2": "x", "o": ["#1", 1, "a"] });
        let mut found = macros(&value);
        found.sort();
        let expected = [("EE", "E"), ("norm", "|#1|"), ("set", "{#1}")];
        assert_eq!(found, expected.map(|(name, tex)| (name.to_owned(), tex.to_owned())));
    }
}
