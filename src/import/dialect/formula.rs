//! Formulas between dollar signs.

use crate::model::Formula;

/// A formula inside a text. TeX that dollar signs cannot delimit stands between backslashes with brackets.
pub fn inline(formula: Option<&Formula>, tex: &str) -> String {
    let tex = on_one_line(tex);
    let is_display = formula.is_some_and(|formula| formula.is_display);
    let is_open = tex.contains('$') || tex.ends_with('\\');
    let label =
        formula.and_then(|formula| formula.id.as_ref()).map(|id| format!(" {{#{id}}}")).unwrap_or_default();
    match (is_display, is_open) {
        (true, false) => format!("$${tex}$${label}"),
        (true, true) => format!("\\[{tex} \\]{label}"),
        (false, false) => format!("${tex}$"),
        (false, true) => format!("\\({tex} \\)"),
    }
}

/// TeX without line ends, which mean a space. Behind a comment they end it, so they stay.
fn on_one_line(tex: &str) -> String {
    if tex.contains('%') {
        return tex.trim().to_owned();
    }
    tex.split_whitespace().collect::<Vec<_>>().join(" ")
}
