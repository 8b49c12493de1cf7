//! Scalars of YAML.

/// A text as a scalar: plain if YAML reads it as the same text, and otherwise in quotation marks.
#[must_use]
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Whether a plain scalar is read as this text (YAML 1.2.2, section 7.3.3). Numbers, dates and the like are not, to be sure.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(char::is_alphabetic);
    let has_sign = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.ends_with(' ');
    let has_control = text.contains(|sign: char| {
        sign.is_control() || matches!(sign, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
    });
    let is_word =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    begins && !has_sign && !has_control && !is_word
}

/// A text in quotation marks: double ones, with escapes (section 7.3.1).
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            sign if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                out.push_str(&format!("\\u{:04x}", u32::from(sign)));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn texts_have_quotation_marks_only_where_needed() {
        for (text, expected) in [
            ("Oman", "Oman"),
            ("Oman, a port", "Oman, a port"),
            ("Oman: a port", "\"Oman: a port\""),
            ("2017", "\"2017\""),
            ("No", "\"No\""),
            ("“Quoted”", "\"“Quoted”\""),
            ("a \"b\" \\", "a \"b\" \\"),
            ("\"b\" \\", "\"\\\"b\\\" \\\\\""),
            ("", "\"\""),
            ("C# and", "C# and"),
            ("a #b", "\"a #b\""),
        ] {
            assert_eq!(scalar(text), expected);
        }
    }
}
