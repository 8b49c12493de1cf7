//! The forms in which pages have formulas in TeX, for programs that show them.

use super::tree::Tree;

/// Whether an element is a script with the TeX of a formula.
#[must_use]
pub fn is_script(tree: &Tree, node: usize) -> bool {
    tree.name(node) == "script" && tree.get(node, "type").is_some_and(|kind| kind.starts_with("math/tex"))
}

/// Whether an element only shows a formula whose source stands beside it.
#[must_use]
pub fn is_shown_formula(tree: &Tree, node: usize) -> bool {
    const SHOWN: [&str; 7] = [
        "MathJax",
        "MathJax_CHTML",
        "MathJax_Display",
        "MathJax_Preview",
        "MathJax_SVG",
        "MathJax_SVG_Display",
        "katex-html",
    ];
    let beside = || {
        tree.inside(tree.parent(node))
            .into_iter()
            .any(|node| tree.name(node) == "math" || is_script(tree, node))
    };
    SHOWN.iter().any(|class| tree.has(node, "class", class)) && beside()
}

/// Whether a page has a program that shows TeX as formulas.
#[must_use]
pub fn has_tex(tree: &Tree) -> bool {
    let names_one =
        |text: &str| ["mathjax", "katex"].iter().any(|name| text.to_ascii_lowercase().contains(name));
    (0..tree.nodes.len())
        .filter(|node| tree.name(*node) == "script")
        .any(|node| tree.get(node, "src").is_some_and(names_one) || names_one(&tree.words(node)))
}
