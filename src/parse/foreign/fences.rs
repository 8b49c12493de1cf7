//! Code blocks whose fence names a construct: the words are printed, but as code.

use super::construct::Construct;

/// Languages of which another tool makes a picture or a formula.
const DRAWN: &[&str] = &["mermaid", "math", "plantuml", "toc", "eval_rst", "dataview", "geojson", "topojson"];

/// What the first word behind a fence means, if it is no language. `{r}`, `{.python .input}` and `{code-cell}` are.
#[must_use]
pub fn of_language(language: &str) -> Option<Construct> {
    if language.starts_with("{=") {
        return Some(Construct::RawBlock);
    }
    if DRAWN.contains(&language) {
        return Some(Construct::Diagram);
    }
    if language.strip_prefix("ad-").is_some_and(|kind| !kind.is_empty()) {
        return Some(Construct::Alert);
    }
    let name = language.strip_prefix('{')?.strip_suffix('}')?;
    if DRAWN.contains(&name) && name != "math" {
        return Some(Construct::Diagram);
    }
    DIRECTIVES.contains(&name).then_some(Construct::Directive)
}

/// The directives of `MyST` and of Sphinx that hold words or pictures.
const DIRECTIVES: &[&str] = &[
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "attention",
    "danger",
    "error",
    "seealso",
    "admonition",
    "figure",
    "image",
    "table",
    "list-table",
    "csv-table",
    "math",
    "topic",
    "sidebar",
    "margin",
    "epigraph",
    "pull-quote",
    "highlights",
    "dropdown",
    "card",
    "card-carousel",
    "grid",
    "grid-item",
    "grid-item-card",
    "tab-set",
    "tab-item",
    "tabbed",
    "panels",
    "toctree",
    "tableofcontents",
    "contents",
    "bibliography",
    "glossary",
    "include",
    "literalinclude",
    "glue:figure",
    "glue:math",
    "div",
    "container",
    "button-link",
    "button-ref",
    "iframe",
    "youtube",
    "video",
    "raw",
    "rubric",
    "centered",
    "todo",
    "only",
    "prf:theorem",
    "prf:proof",
    "prf:definition",
    "prf:example",
    "prf:lemma",
    "exercise",
    "solution",
    "exercise-start",
    "solution-start",
    "deprecated",
    "versionadded",
    "versionchanged",
    "embed",
    "line-block",
    "parsed-literal",
    "eval-rst",
    "index",
    "gallery",
    "blockquote",
    "show-index",
];

/// Whether a place opens a fence.
pub fn is_code(place: &str) -> bool {
    place.starts_with("```") || place.starts_with("~~~")
}
