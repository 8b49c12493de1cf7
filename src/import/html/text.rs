//! Text as plain HTML.

/// Ends a run of text between blocks.
pub fn flush(out: &mut String, run: &mut String, is_paragraph: bool) {
    let text = std::mem::take(run);
    if text.trim().is_empty() {
        return;
    }
    out.push_str(&if is_paragraph { format!("<p>{}</p>\n", text.trim()) } else { text.trim().to_owned() });
}

/// A text with each run of blanks as one blank. No-break spaces stay.
#[must_use]
pub fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            ' ' | '\n' | '\t' | '\r' | '\u{c}' if out.ends_with(' ') => {}
            ' ' | '\n' | '\t' | '\r' | '\u{c}' => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

/// A text in which no sign is markup, nor a sign of a formula.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '$' => out.push_str("&#36;"),
            '\\' => out.push_str("&#92;"),
            sign => out.push(sign),
        }
    }
    out
}

/// Whether an element stands in a line of text.
#[must_use]
pub fn is_inline(name: &str) -> bool {
    const INLINE: [&str; 40] = [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "image", "img", "ins", "kbd", "label", "mark", "math", "q", "rb", "rp", "rt", "ruby",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    ];
    INLINE.contains(&name)
}
