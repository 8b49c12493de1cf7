//! The reading order of a Pelican site: articles by date, then pages.

use super::headers::Header;
use super::plan::{self, Plan, Role};
use crate::import::files::Files;
use crate::import::paths;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let settings = plan::text(files, "pelicanconf.py").unwrap_or_default();
    let root = setting(&settings, "PATH").and_then(|path| paths::join("", &path));
    let root = root.filter(|root| files.keys().any(|path| path.starts_with(&format!("{root}/"))));
    let mut plan = Plan { root: root.unwrap_or_default(), ..Plan::default() };
    plan.properties.title = setting(&settings, "SITENAME").unwrap_or_default();
    plan.properties.subtitle = setting(&settings, "SITESUBTITLE").unwrap_or_default();
    plan.properties.authors = setting(&settings, "AUTHOR").into_iter().collect();
    plan.properties.language = setting(&settings, "DEFAULT_LANG").unwrap_or_default();
    let prefix = if plan.root.is_empty() { String::new() } else { format!("{}/", plan.root) };
    let texts = files.keys().filter(|path| path.starts_with(&prefix) && super::pandoc::is_text(path));
    let mut texts: Vec<&String> = texts.collect();
    texts.sort_by_cached_key(|path| {
        let value = Header::split(&plan::text(files, path).unwrap_or_default()).0.value();
        let is_page = path.starts_with(&format!("{prefix}pages/"));
        (is_page, plan::word(value.get("date")).unwrap_or_default(), (*path).clone())
    });
    for path in texts {
        plan.add(files, path, None, Role::Case);
    }
    plan
}

/// A text that a line of Python sets: `SITENAME = 'Ports'`.
fn setting(settings: &str, name: &str) -> Option<String> {
    let value = |line: &str| Some(line.strip_prefix(name)?.trim_start().strip_prefix('=')?.trim().to_owned());
    let value = settings.lines().find_map(value)?;
    let value = value.trim_start_matches(['u', 'r']);
    let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    value.get(1..)?.split(mark).next().map(str::to_owned).filter(|text| !text.is_empty())
}
