//! Turns what is left of LaTeX in a field into text: commands that the reader of BibLaTeX does not know.

use unicode_normalization::UnicodeNormalization;

use super::formula;
use super::marks::{EMPHASIS, END, shown};

/// Commands that are emphasis.
const EMPHASES: [&str; 5] = ["emph", "mkbibemph", "textit", "textsl", "mkbibitalic"];
/// Commands that are quotation marks.
const QUOTES: [&str; 3] = ["enquote", "mkbibquote", "qtd"];
/// Commands for a sign.
const SIGNS: [(&str, &str); 8] = [
    ("hyphen", "-"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("ldots", "…"),
    ("dots", "…"),
    ("textbackslash", "\\"),
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
];

/// Commands that change what follows, and commands without a meaning in text.
const SILENT: [&str; 38] = [
    "allowbreak",
    "bf",
    "bfseries",
    "break",
    "em",
    "footnotesize",
    "fussy",
    "ignorespaces",
    "it",
    "itshape",
    "large",
    "Large",
    "LARGE",
    "mdseries",
    "newline",
    "nobreak",
    "noindent",
    "noopsort",
    "normalfont",
    "normalsize",
    "null",
    "par",
    "protect",
    "relax",
    "rm",
    "rmfamily",
    "sc",
    "scriptsize",
    "scshape",
    "sf",
    "sffamily",
    "sl",
    "slshape",
    "sloppy",
    "small",
    "tiny",
    "tt",
    "ttfamily",
];

/// The first command of a field whose meaning is not known, so that a sign may be missing.
pub fn unknown(source: &str) -> Option<&str> {
    let mut rest = source;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at + 1..];
        let (name, after) = rest.split_at(name_length(rest));
        let is_known = SIGNS.iter().any(|(known, _)| *known == name) || SILENT.contains(&name);
        if !name.is_empty() && !is_known && !after.starts_with('{') {
            return Some(name);
        }
        // A character after a backslash is no command.
        rest = if name.is_empty() { &rest[rest.chars().next().map_or(0, char::len_utf8)..] } else { after };
    }
    None
}

/// The length of the name of a command.
fn name_length(source: &str) -> usize {
    source.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(source.len())
}

/// Where the first letter of a text ends that is not one of a command.
pub fn first_letter(source: &str) -> usize {
    let start = match source.strip_prefix('\\') {
        Some(rest) => {
            let name = 1 + name_length(rest);
            name + source[name..].find(|letter| !matches!(letter, ' ' | '{')).unwrap_or(0)
        }
        None => 0,
    };
    start + source[start..].chars().next().map_or(0, char::len_utf8)
}

/// The text of a field.
pub fn text(source: &str) -> String {
    let mut out = String::new();
    read(source, &mut out);
    out.replace("``", "“").replace("''", "”").replace('\'', "’").nfc().collect()
}

fn read(source: &str, out: &mut String) {
    let mut rest = source;
    while let Some(at) = rest.find(['\\', '~', '{', '}']) {
        out.push_str(&rest[..at]);
        let sign = &rest[at..=at];
        rest = &rest[at + 1..];
        match sign {
            "~" => out.push('\u{a0}'),
            "\\" => rest = command(rest, out),
            _ => {}
        }
    }
    out.push_str(rest);
}

/// Reads a command, and returns the text after it.
fn command<'s>(source: &'s str, out: &mut String) -> &'s str {
    let (name, rest) = source.split_at(name_length(source));
    if name.is_empty() {
        return symbol(source, out);
    }
    if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
        out.push_str(sign);
        let rest = rest.strip_prefix("{}").unwrap_or(rest);
        return rest.strip_prefix(' ').unwrap_or(rest);
    }
    let Some((argument, rest)) = argument(rest) else {
        // `\sc` and the like change what follows.
        return rest.trim_start();
    };
    let (before, after) = if EMPHASES.contains(&name) {
        (EMPHASIS, END)
    } else if QUOTES.contains(&name) {
        ('“', '”')
    } else {
        read(argument, out);
        return rest;
    };
    out.push(before);
    read(argument, out);
    out.push(after);
    rest
}

/// Reads a command that is a sign: an accent, or an escaped character.
fn symbol<'s>(source: &'s str, out: &mut String) -> &'s str {
    let mut letters = source.chars();
    let Some(first) = letters.next() else { return source };
    // A combining accent that could not be joined to its letter.
    if ('\u{300}'..='\u{36f}').contains(&first) {
        if let Some(letter) = letters.next() {
            out.push(letter);
        }
        out.push(first);
        return letters.as_str();
    }
    if first == '-' || first == '/' {
        return letters.as_str();
    }
    if let Some((tex, after)) = source.strip_prefix('(').and_then(|rest| rest.split_once("\\)")) {
        out.push_str(&formula::words(shown(tex).trim()));
        return after;
    }
    if first == '\\' {
        // The end of a line.
        out.push(' ');
        return letters.as_str().trim_start();
    }
    out.push(if first == ',' { '\u{202f}' } else { first });
    letters.as_str()
}

/// The text in the braces at the beginning, and the text after them.
fn argument(source: &str) -> Option<(&str, &str)> {
    let inside = source.strip_prefix('{')?;
    let mut depth = 1;
    for (at, letter) in inside.char_indices() {
        depth += match letter {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_become_text() {
        for (source, expected) in [
            ("J.~Chem. Phys.", "J.\u{a0}Chem. Phys."),
            (
                "On \\emph{Homo sapiens} and \\mkbibquote{so on}",
                "On \u{f3000}Homo sapiens\u{f3001} and “so on”",
            ),
            ("Methodology\\hyphen Independent", "Methodology-Independent"),
            ("\\textsc{mcxcviii}", "mcxcviii"),
            ("Rend.\\ Accad.", "Rend. Accad."),
            ("Mart\\\u{301}in", "Martín"),
            ("Aristotle's ``Motion''", "Aristotle’s “Motion”"),
            ("\\emph{open", "open"),
            ("50\\% {\\it x}", "50% x"),
            ("end\\", "end"),
            ("Radix-2\\( ^\\mbox{2}\\) trees", "Radix-2² trees"),
            ("A project\\\\Towards types", "A project Towards types"),
            ("\\it The \\tt x", "The x"),
        ] {
            assert_eq!(text(source), expected, "{source}");
        }
    }

    #[test]
    fn unknown_commands_are_found() {
        for (source, expected) in [
            ("The project\\Dash Towards", Some("Dash")),
            ("\\it The \\LaTeX book", None),
            ("50\\% \\acro{TUG} and \\\\ more", None),
            ("\\foo", Some("foo")),
        ] {
            assert_eq!(unknown(source), expected, "{source}");
        }
    }
}
