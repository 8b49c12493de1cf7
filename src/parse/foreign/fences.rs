//! Code blocks whose fence names a construct: their text is printed as code.

use super::construct::Construct;

/// Languages that another tool turns into a picture or a formula.
const DRAWN: &[&str] = &["mermaid", "math", "plantuml", "toc", "eval_rst", "dataview", "geojson", "topojson"];

/// The construct that the first word after a fence names, unless it is a language, as in `{r}`, `{.python .input}` and
/// `{code-cell}`.
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
    // The first word of bookdown's `{theorem, name="…"}` ends with a comma.
    let name = language.strip_prefix('{')?.strip_suffix(['}', ','])?;
    if DRAWN.contains(&name) && name != "math" {
        return Some(Construct::Diagram);
    }
    DIRECTIVES.contains(&name).then_some(Construct::Directive)
}

/// The directives of `MyST` and Sphinx that contain text or pictures.
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
    "code-block",
    "code-cell",
    "sourcecode",
    "code",
    "eval-rst",
    "index",
    "gallery",
    "blockquote",
    "show-index",
    "block",
    "block2",
    "theorem",
    "lemma",
    "corollary",
    "proposition",
    "conjecture",
    "definition",
    "proof",
    "remark",
];

/// Whether a fence opens at an offset.
pub fn is_code(place: &str) -> bool {
    place.starts_with("```") || place.starts_with("~~~")
}
