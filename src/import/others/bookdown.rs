//! The reading order of a book of bookdown: `_bookdown.yml`, or else the names of the files.

use serde_json::Value;

use super::fences::{Fences, LineKind};
use super::headers::Header;
use super::plan::{self, Plan, Role};
use super::quarto;
use crate::config::yaml_value;
use crate::import::Setting;
use crate::import::files::Files;
use crate::import::paths;

/// The reading order.
#[must_use]
pub fn plan(files: &Files) -> Plan {
    let configuration =
        plan::text(files, "_bookdown.yml").and_then(|text| yaml_value(&text)).unwrap_or_default();
    let output = plan::text(files, "_output.yml").and_then(|text| yaml_value(&text)).unwrap_or_default();
    let mut plan = Plan { settings: vec![Setting::Formulas, Setting::ImplicitFigures], ..Plan::default() };
    let index = listed(files, &configuration)
        .into_iter()
        .find(|path| paths::without_ending(path).eq_ignore_ascii_case("index"));
    if let Some(text) = index.as_ref().and_then(|path| plan::text(files, path)) {
        let (header, _) = Header::split(&text);
        let value = header.value();
        plan.properties = plan::properties(&value);
        plan.add_works(files, &value);
        plan.settings.extend(numbers(&value).then_some(Setting::NumberedSections));
    }
    plan.settings.extend((numbers(&output)).then_some(Setting::NumberedSections));
    plan.book_header = index;
    let mut place = Place { part: None, is_appendix: false };
    for path in listed(files, &configuration) {
        let text = plan::text(files, &path).unwrap_or_default();
        place.meet(&text, &mut plan);
        let role = match (place.is_appendix, place.part) {
            (true, _) => Role::Appendix,
            (false, Some(part)) => Role::Part(part),
            (false, None) => Role::Case,
        };
        plan.add(files, &path, None, role);
    }
    quarto::without_number(files, plan)
}

/// Whether an output numbers the sections.
fn numbers(value: &Value) -> bool {
    let yes = |value: &Value| *value == Value::Bool(true) || value.as_str() == Some("yes");
    let outputs = value.as_object().into_iter().flat_map(|keys| keys.values());
    outputs.chain([value]).any(|place| place.get("number_sections").is_some_and(yes))
}

/// The files: those that the configuration lists, or all, the index first.
fn listed(files: &Files, configuration: &Value) -> Vec<String> {
    let named = configuration.get("rmd_files");
    let named = match named {
        Some(Value::Object(formats)) => formats.get("html").or_else(|| formats.values().next()),
        named => named,
    };
    let own = plan::texts(named);
    if !own.is_empty() && configuration.get("rmd_subdir").is_none() {
        return own;
    }
    let has_folders = configuration.get("rmd_subdir").is_some_and(|value| *value != Value::Bool(false));
    let is_chapter = |path: &&String| {
        paths::ending(path) == "rmd"
            && !paths::name(path).starts_with('_')
            && (has_folders || !path.contains('/'))
    };
    let (index, rest): (Vec<String>, Vec<String>) =
        files.keys().filter(is_chapter).cloned().partition(|path| paths::without_ending(path) == "index");
    let rest = rest.into_iter().filter(|path| !own.contains(path));
    let index = index.into_iter().filter(|path| !own.contains(path));
    index.chain(own.clone()).chain(rest).collect()
}

/// Where the next chapter stands. Headings of their own begin parts and appendices: `# (PART) Title {-}`.
struct Place {
    part: Option<usize>,
    is_appendix: bool,
}

impl Place {
    fn meet(&mut self, text: &str, plan: &mut Plan) {
        let mut fences = Fences::default();
        for line in text.lines().filter(|line| fences.line(line) == LineKind::Text) {
            if let Some((word, title)) = opening(line) {
                self.is_appendix = word == "APPENDIX";
                self.part = (!self.is_appendix).then(|| plan.part(title));
            }
        }
    }
}

/// The kind and title of a heading that begins a part or the appendices.
fn opening(line: &str) -> Option<(&str, &str)> {
    let (word, rest) = line.strip_prefix("# (")?.split_once(')')?;
    let word = word.trim_matches(['\\', '*']);
    let title = rest.rsplit_once('{').map_or(rest, |(title, _)| title).trim();
    matches!(word, "PART" | "APPENDIX").then_some((word, title))
}

/// The text without headings that begin parts and appendices.
#[must_use]
pub fn without_openings(text: &str) -> String {
    let mut fences = Fences::default();
    let mut is_opening =
        |line: &&str| fences.line(line) == LineKind::Text && opening(line.trim_end()).is_some();
    text.split_inclusive('\n').filter(|line| !is_opening(line)).collect()
}
