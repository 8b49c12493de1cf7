//! Turns what is left of LaTeX in a field into text: commands that the reader of BibLaTeX does not know.

use unicode_normalization::UnicodeNormalization;

use super::marks::{EMPHASIS, END};

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
    let length = source.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(source.len());
    let (name, rest) = source.split_at(length);
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
        ] {
            assert_eq!(text(source), expected, "{source}");
        }
    }
}
