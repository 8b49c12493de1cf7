//! LaTeX commands and environments.

use super::construct::Construct;
use super::found::{Found, before, name_length, window};

/// Commands without arguments. Any other word after a backslash may be part of a path.
const BARE: &[&str] = &[
    "LaTeX",
    "TeX",
    "noindent",
    "bigskip",
    "medskip",
    "smallskip",
    "hfill",
    "vfill",
    "centering",
    "raggedright",
    "newline",
    "linebreak",
    "footnotesize",
    "scriptsize",
    "normalsize",
    "hline",
    "toprule",
    "midrule",
    "bottomrule",
    "maketitle",
    "appendix",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "printindex",
    "printbibliography",
    "ldots",
    "dots",
    "cdots",
    "textbackslash",
    "begingroup",
    "endgroup",
    "par",
    "item",
    "qquad",
    "quad",
    "onecolumn",
    "twocolumn",
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "theta",
    "lambda",
    "mu",
    "pi",
    "rho",
    "sigma",
    "phi",
    "omega",
    "Delta",
    "Omega",
    "Sigma",
    "times",
    "cdot",
    "pm",
    "leq",
    "geq",
    "neq",
    "approx",
    "infty",
    "rightarrow",
    "leftarrow",
    "Rightarrow",
    "sum",
    "int",
    "partial",
    "in",
    "to",
];

/// Commands that insert a page break.
const BREAKS: &[&str] = &["newpage", "pagebreak", "clearpage", "cleardoublepage", "pageBreak"];

/// Commands that insert a list of contents, figures or tables.
const LISTS: &[&str] = &["tableofcontents", "listoffigures", "listoftables"];

/// Environments that contain a formula.
const FORMULAS: &[&str] = &[
    "equation",
    "align",
    "aligned",
    "gather",
    "multline",
    "eqnarray",
    "math",
    "displaymath",
    "split",
    "cases",
];

/// The construct that begins with the backslash at `at`, which reached the text.
pub fn find(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 1..];
    if let Some(behind) = rest.strip_prefix(' ') {
        let is_apart = before(text, at) == Some('.') && behind.starts_with(char::is_alphanumeric);
        return is_apart.then(|| Found::new(Construct::HardSpace, at, 2));
    }
    let length = name_length(rest, "");
    let length = rest[..length].find(|c: char| c.is_ascii_digit()).unwrap_or(length);
    let is_path = before(text, at).is_some_and(|before| before.is_alphanumeric() || "\\/:.".contains(before));
    if length < 2 || is_path && !rest[length..].starts_with('{') {
        return None;
    }
    let (name, behind) = rest.split_at(length);
    if matches!(name, "begin" | "end") {
        return environment(text, at, behind);
    }
    let behind = behind.strip_prefix('*').unwrap_or(behind);
    let goes_on = behind.starts_with(|next: char| next.is_alphanumeric() || "\\/_-.".contains(next));
    let construct = if BREAKS.contains(&name) && !goes_on {
        Construct::PageBreak
    } else if LISTS.contains(&name) && !goes_on {
        Construct::Contents
    } else if argument(behind).is_some() || BARE.contains(&name) && !goes_on {
        Construct::Command
    } else {
        return None;
    };
    let more = argument(behind).map_or(0, |end| end + rest.len() - length - behind.len());
    Some(Found::new(construct, at, 1 + length + more))
}

/// The end of the arguments at the start of a text; `None` if there is none in braces.
fn argument(text: &str) -> Option<usize> {
    let mut at = 0;
    if text.starts_with('[') {
        at = window(text, 0, 200).find(']')? + 1;
    }
    if !text[at..].starts_with('{') {
        return None;
    }
    let mut depth = 0_u8;
    for (offset, byte) in window(text, at, 2000).bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        match depth {
            0 => return Some(at + offset + 1),
            1..=8 => {}
            _ => return Some(at + 1),
        }
    }
    None
}

/// The whole environment if its end is near, or else only its first line.
fn environment(text: &str, at: usize, behind: &str) -> Option<Found> {
    let name = behind.strip_prefix('{')?.split(['}', '\n']).next().filter(|name| !name.is_empty())?;
    let construct = if FORMULAS.contains(&name.trim_end_matches('*')) {
        Construct::DisplayedFormula
    } else {
        Construct::Environment
    };
    let opening = text.len() - at - behind.len() + name.len() + 2;
    let limit = text.floor_char_boundary(text.len().min(at + 3000));
    let end = text[at..limit].find(&format!("\\end{{{name}}}")).map(|end| end + name.len() + 6);
    Some(Found::new(construct, at, end.unwrap_or(opening).max(opening)))
}
