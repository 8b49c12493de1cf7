//! The reading order of a Jekyll site: pages by `nav_order`, collections, and posts by date.

use std::cmp::Ordering;

use serde_json::Value;

use super::fences::{Fences, LineKind};
use super::headers::Header;
use super::pandoc;
use super::plan::{self, Plan, Role};
use crate::config::yaml_value;
use crate::import::files::Files;
use crate::import::paths;

/// How many pages may be below each other.
const DEEPEST: usize = 8;

/// A page, with the keys of its header that tell its place.
struct Page {
    path: String,
    title: String,
    parent: String,
    order: Option<f64>,
}

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let value = plan::text(files, "_config.yml").and_then(|text| yaml_value(&text)).unwrap_or_default();
    let values = value.as_object().into_iter().flatten();
    let values = values.filter_map(|(key, value)| Some((format!("site.{key}"), plan::word(Some(value))?)));
    let mut plan = Plan { properties: plan::properties(&value), values: values.collect(), ..Plan::default() };
    // A notice with a header is a page.
    let has_header = |path: &str| {
        let is_below = |part: &str| part.starts_with('_');
        files.get(path).is_some_and(|bytes| bytes.starts_with(b"---"))
            && paths::is_markdown(path)
            && !path.split('/').any(is_below)
    };
    let is_page = |path: &&String| pandoc::is_text(path) || has_header(path);
    let pages: Vec<Page> = files.keys().filter(is_page).map(|path| page(files, path)).collect();
    add(&mut plan, files, &pages, "", 0);
    // Pages whose parent is missing.
    add_each(&mut plan, files, &pages);
    for folder in collections(files, &value) {
        let prefix = format!("_{folder}/");
        let own = files.keys().filter(|path| path.starts_with(&prefix) && paths::is_markdown(path));
        let pages: Vec<Page> = own.map(|path| page(files, path)).collect();
        add_each(&mut plan, files, &pages);
    }
    let mut posts: Vec<&String> = files.keys().filter(|path| is_post(path)).collect();
    posts.sort_by_key(|path| paths::name(path));
    for path in posts {
        plan.add(files, path, None, Role::Case);
    }
    plan
}

/// The text with a blank line after each line that ends a block of HTML, because kramdown reads Markdown after it.
#[must_use]
pub fn with_ends(text: &str) -> String {
    const ENDS: [&str; 6] = ["</div>", "</details>", "</section>", "</table>", "</figure>", "</script>"];
    let mut out = String::with_capacity(text.len());
    let mut fences = Fences::default();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        let is_end = fences.line(line) == LineKind::Text && ENDS.contains(&line.trim());
        let goes_on =
            lines.peek().is_some_and(|next| !next.trim().is_empty() && !next.trim_start().starts_with('<'));
        if is_end && goes_on {
            out.push('\n');
        }
    }
    out
}

fn is_post(path: &str) -> bool {
    paths::is_markdown(path) && (path.starts_with("_posts/") || path.contains("/_posts/"))
}

/// The names of the collections, in order.
fn collections(files: &Files, value: &Value) -> Vec<String> {
    let names: Vec<String> = match value.get("collections") {
        Some(Value::Object(keys)) => keys.keys().cloned().collect(),
        list => plan::texts(list),
    };
    let has_text = |name: &String| files.keys().any(|path| path.starts_with(&format!("_{name}/")));
    names.into_iter().filter(|name| name != "posts").filter(has_text).collect()
}

fn page(files: &Files, path: &str) -> Page {
    let text = plan::text(files, path).unwrap_or_default();
    let value = Header::split(&text).0.value();
    let word = |key: &str| plan::word(value.get(key)).unwrap_or_default();
    let order = ["nav_order", "order", "weight", "position"]
        .iter()
        .find_map(|key| plan::word(value.get(*key))?.parse().ok());
    Page { path: path.to_owned(), title: word("title"), parent: word("parent"), order }
}

/// Pages in order: the index, those with a number, then the others by path.
fn sorted<'p>(pages: impl Iterator<Item = &'p Page>) -> Vec<&'p Page> {
    let mut pages: Vec<&Page> = pages.collect();
    let is_index = |page: &Page| paths::without_ending(&page.path) == "index";
    let by_number = |a: &Page, b: &Page| match (a.order, b.order) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    };
    pages.sort_by(|a, b| {
        is_index(b).cmp(&is_index(a)).then_with(|| by_number(a, b)).then_with(|| a.path.cmp(&b.path))
    });
    pages
}

/// Adds pages in order.
fn add_each(plan: &mut Plan, files: &Files, pages: &[Page]) {
    for page in sorted(pages.iter()) {
        plan.add(files, &page.path, None, Role::Case);
    }
}

/// Adds the pages below a parent, each with the pages below it.
fn add(plan: &mut Plan, files: &Files, pages: &[Page], parent: &str, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    for page in sorted(pages.iter().filter(|page| page.parent == parent)) {
        plan.add(files, &page.path, None, Role::Case);
        if !page.title.is_empty() {
            add(plan, files, pages, &page.title, depth + 1);
        }
    }
}
