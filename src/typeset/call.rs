//! Arguments of calls to the functions of `styles/book.typ`. Text of an author stands only inside string literals.

/// A string literal. Only the backslash and the quotation mark mean anything in one; a line break would be one on the
/// page.
#[must_use]
pub fn literal(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 2);
    out.push('"');
    for character in words.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            character if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                out.push(' ');
            }
            character => out.push(character),
        }
    }
    out.push('"');
    out
}

/// A string literal that keeps its line breaks.
#[must_use]
pub fn literal_lines(text: &str) -> String {
    if text.is_empty() {
        return literal("");
    }
    let lines: Vec<String> = text.lines().map(literal).collect();
    format!("({},).join(\"\\n\")", lines.join(", "))
}

/// A string literal, or `none`.
#[must_use]
pub fn optional(words: Option<&str>) -> String {
    words.map_or("none".to_owned(), literal)
}

/// An array of string literals.
#[must_use]
pub fn list(items: impl IntoIterator<Item = String>) -> String {
    format!("({})", items.into_iter().map(|item| literal(&item) + ", ").collect::<String>())
}
