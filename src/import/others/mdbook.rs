//! The reading order of a book of mdBook: `SUMMARY.md`.

use serde_json::Value;

use super::plan::{self, Plan, Role};
use crate::config::toml_value;
use crate::import::Reason;
use crate::import::files::Files;
use crate::import::paths;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let value = plan::text(files, "book.toml").and_then(|text| toml_value(&text)).unwrap_or_default();
    let book = value.get("book").unwrap_or(&Value::Null);
    let folder = plan::word(book.get("src")).unwrap_or_else(|| "src".to_owned());
    let folder =
        paths::join("", &folder).filter(|folder| files.contains_key(&format!("{folder}/SUMMARY.md")));
    let mut plan =
        Plan { properties: plan::properties(book), root: folder.unwrap_or_default(), ..Plan::default() };
    let html = value.get("output").and_then(|output| output.get("html"));
    let has_formulas = html.and_then(|html| html.get("mathjax-support")) == Some(&Value::Bool(true));
    plan.settings.extend(has_formulas.then_some(crate::import::Setting::Formulas));
    let path = paths::join(&plan.root, "SUMMARY.md").unwrap_or_default();
    let Some(summary) = plan::text(files, &path) else {
        plan.doubt(&path, Reason::Missing("the reading order".to_owned()));
        return super::pandoc::order(files, plan);
    };
    let mut reader = Reader { plan, files, part: None, has_numbered: false, nested: 0 };
    summary.lines().for_each(|line| reader.line(line));
    reader.plan
}

struct Reader<'f> {
    plan: Plan,
    files: &'f Files,
    part: Option<usize>,
    has_numbered: bool,
    nested: usize,
}

impl Reader<'_> {
    fn line(&mut self, line: &str) {
        let content = line.trim_start();
        let is_item = content.strip_prefix(['-', '*', '+']).and_then(|rest| rest.strip_prefix([' ', '\t']));
        if let Some(title) = content.strip_prefix("# ") {
            // The first heading is that of the list itself.
            let is_first = self.plan.entries.is_empty() && self.plan.parts.is_empty();
            if !is_first
                || !title.eq_ignore_ascii_case("summary")
                    && self.plan.properties.title != title
                    && self.has_numbered
            {
                self.part = Some(self.plan.part(title));
            }
        } else if let Some(item) = is_item {
            self.has_numbered = true;
            self.nested += usize::from(content.len() < line.len());
            self.chapter(item.trim(), self.part.map_or(Role::Case, Role::Part));
        } else if content.starts_with('[') {
            // A chapter without a number ends the numbered ones.
            let role = if self.has_numbered { Role::Back } else { Role::Front };
            self.part = self.part.filter(|_| !self.has_numbered);
            self.chapter(content, role);
        }
    }

    fn chapter(&mut self, item: &str, role: Role) {
        let link = item.strip_prefix('[').and_then(|rest| rest.rsplit_once(']'));
        let Some((title, destination)) = link else {
            let reason = Reason::NotRead(format!("a line of the reading order: {item}"));
            return self.plan.doubt("SUMMARY.md", reason);
        };
        let destination = destination.trim().trim_start_matches('(').trim_end_matches(')');
        let destination = paths::decoded(destination.trim_matches(['<', '>']));
        if destination.is_empty() {
            return self
                .plan
                .doubt("SUMMARY.md", Reason::NotRead(format!("a chapter without a text: {title}")));
        }
        let title = title.replace(['`', '*'], "");
        match paths::join(&self.plan.root, &destination) {
            Some(path) => self.plan.add(self.files, &path, Some(&title), role),
            None => self.plan.doubt(&destination, Reason::NotRead("a file outside of the folder".to_owned())),
        }
    }
}
