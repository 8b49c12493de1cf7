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
    "dag",
    "ddag",
    "ss",
    "ae",
    "AE",
    "oe",
    "OE",
    "aa",
    "AA",
    "euro",
    "pounds",
    "copyright",
    "textdegree",
    "textendash",
    "textemdash",
    "textregistered",
    "texttrademark",
    "textsuperscript",
    "textquotesingle",
    "textasciitilde",
];

/// Commands that change the type of the rest of a group: `{\it words}`.
const SWITCHES: &[&str] = &[
    "it", "bf", "em", "sc", "tt", "sl", "rm", "sf", "tiny", "small", "large", "Large", "itshape", "bfseries",
    "scshape", "ttfamily",
];

/// Accents, whose argument is a letter: `\c{c}`.
const ACCENTS: &str = "cvHkrudbt";

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
    if let Some(accent) = accent_or_sign(text, at) {
        return Some(Found::new(Construct::Command, at, 1 + accent));
    }
    let is_path = before(text, at).is_some_and(|before| before.is_alphanumeric() || "\\/:.".contains(before))
        && !(rest[..length].starts_with("text") && BARE.contains(&&rest[..length]));
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
    } else if argument(behind).is_some()
        || BARE.contains(&name) && !goes_on
        || SWITCHES.contains(&name) && text[..at].ends_with('{') && behind.starts_with(' ')
        || name == "verb" && behind.starts_with(['|', '+', '!'])
    {
        Construct::Command
    } else {
        return None;
    };
    let more = argument(behind).map_or(0, |end| end + rest.len() - length - behind.len());
    Some(Found::new(construct, at, 1 + length + more))
}

/// The length of an accent, `c{c}`, or of a sign before a number, `S 5`, after the backslash at `at`.
fn accent_or_sign(text: &str, at: usize) -> Option<usize> {
    let name = text[at + 1..].chars().next()?;
    let behind = text.get(at + 2..)?;
    if "SP".contains(name) && behind.starts_with([' ', '~']) {
        let is_apart = before(text, at).is_none_or(|before| before.is_whitespace() || "([".contains(before));
        let is_sign = is_apart && behind[1..].starts_with(|digit: char| digit.is_ascii_digit());
        return is_sign.then_some(1);
    }
    let inside = behind.strip_prefix('{').filter(|_| ACCENTS.contains(name))?;
    let letter = inside.chars().next().filter(|letter| letter.is_alphabetic())?.len_utf8();
    inside[letter..].starts_with('}').then_some(letter + 3)
}

/// `Fig.~3`: the tilde that TeX prints as a no-break space, between a word and a number.
pub fn tie(text: &str, at: usize) -> Option<Found> {
    let start = text.floor_char_boundary(at.saturating_sub(40));
    let word = text[start..at].rsplit(|end: char| end.is_whitespace() || "([{".contains(end)).next()?;
    let letters = word.strip_suffix('.').unwrap_or(word);
    // `y~1` is a model of statistics.
    let is_word = letters.chars().count() > 1 && letters.chars().all(char::is_alphabetic);
    // `PROGRA~1` is a name of a file.
    let is_name = letters.chars().all(char::is_uppercase);
    let is_number = text[at + 1..].starts_with(|next: char| next.is_ascii_digit());
    (is_word && !is_name && is_number).then(|| Found::new(Construct::Tie, at, 1))
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
