//! The reading order of a Quarto book: `_quarto.yml`.

use serde_json::Value;

use super::plan::{self, Plan, Role};
use crate::config::yaml_value;
use crate::import::files::Files;
use crate::import::paths;
use crate::import::{Reason, Setting};

/// How many chapters may be inside each other.
const DEEPEST: usize = 8;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let name = if files.contains_key("_quarto.yaml") { "_quarto.yaml" } else { "_quarto.yml" };
    let mut plan = Plan { settings: vec![Setting::Formulas, Setting::ImplicitFigures], ..Plan::default() };
    let Some(value) = plan::text(files, name).and_then(|text| yaml_value(&text)) else {
        plan.doubt(name, Reason::NotRead("a configuration that is no valid YAML".to_owned()));
        return super::pandoc::order(files, plan);
    };
    let book = value.get("book").unwrap_or(&Value::Null);
    plan.properties = plan::properties(book);
    plan.properties.language = plan::word(value.get("lang")).unwrap_or_default();
    chapters(&mut plan, files, book.get("chapters"), None, 0);
    for entry in list(book.get("appendices")) {
        if let Some(file) = file(entry) {
            plan.add(files, &file.0, file.1.as_deref(), Role::Appendix);
        }
    }
    plan.add_works(files, &value);
    plan.add_works(files, book);
    let formats =
        value.get("format").and_then(Value::as_object).into_iter().flat_map(|formats| formats.values());
    let numbered = std::iter::once(&value)
        .chain(formats)
        .any(|place| place.get("number-sections") == Some(&Value::Bool(true)));
    plan.settings.extend(numbered.then_some(Setting::NumberedSections));
    if plan.entries.is_empty() { super::pandoc::order(files, plan) } else { without_number(files, plan) }
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

/// The file of a chapter, and its title.
fn file(chapter: &Value) -> Option<(String, Option<String>)> {
    let of_key = || plan::word(chapter.get("file").or_else(|| chapter.get("href")));
    Some((plan::word(Some(chapter)).or_else(of_key)?, plan::word(chapter.get("text"))))
}

fn chapters(plan: &mut Plan, files: &Files, value: Option<&Value>, part: Option<usize>, depth: usize) {
    for chapter in list(value) {
        let role = part.map_or(Role::Case, Role::Part);
        if let Some(title) = plan::word(chapter.get("part")).filter(|_| depth < DEEPEST) {
            let is_file = paths::is_markdown(&title);
            let heading = files
                .contains_key(&title)
                .then(String::new)
                .unwrap_or_else(|| paths::without_ending(&title).replace('-', " "));
            let index = plan.part(if is_file { &heading } else { &title });
            if is_file {
                plan.add(files, &title, None, Role::PartText(index));
            }
            chapters(plan, files, chapter.get("chapters"), Some(index), depth + 1);
        } else if let Some((path, title)) = file(chapter) {
            plan.add(files, &path, title.as_deref(), role);
        }
    }
}

/// Moves the first chapters without a number to the front, and those at the end to the back.
pub fn without_number(files: &Files, mut plan: Plan) -> Plan {
    let is_plain = |path: &str| {
        let text = plan::text(files, path).unwrap_or_default();
        let heading = text.lines().find(|line| line.starts_with("# ")).unwrap_or_default();
        heading.ends_with('}') && (heading.contains(".unnumbered") || heading.contains("{-}"))
    };
    let cases = || |entry: &&mut plan::Entry| entry.role == Role::Case;
    let has_cases = plan
        .entries
        .iter()
        .any(|entry| matches!(entry.role, Role::Case | Role::Part(_)) && !is_plain(&entry.path));
    if has_cases {
        plan.entries
            .iter_mut()
            .filter(cases())
            .take_while(|entry| is_plain(&entry.path))
            .for_each(|entry| entry.role = Role::Front);
        plan.entries
            .iter_mut()
            .rev()
            .filter(cases())
            .take_while(|entry| is_plain(&entry.path))
            .for_each(|entry| entry.role = Role::Back);
    }
    plan
}
