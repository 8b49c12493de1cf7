//! Code in running text.

use super::attributes;
use super::escape::Site;

/// Code as an element inside Markdown, which reads the text between the tags.
pub fn code_in_text(code: &str) -> String {
    let sign = |sign: char| match sign {
        '\u{200B}' => "<wbr>".to_owned(),
        sign if sign.is_ascii_punctuation() => format!("&#{};", u32::from(sign)),
        sign => sign.to_string(),
    };
    format!("<code>{}</code>", code.chars().map(sign).collect::<String>())
}

/// Code as an element.
pub fn code_element(code: &str) -> String {
    format!("<code>{}</code>", attributes::text(code).replace('\u{200B}', "<wbr>"))
}

/// Code between backticks.
pub fn code_span(code: &str, site: Site) -> String {
    if code.trim_matches(' ').is_empty() || code.contains('\u{200B}') {
        return code_in_text(code);
    }
    let longest = code.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(if longest == 1 { 2 } else { longest + 1 });
    let is_spaced = code.starts_with(' ') && code.ends_with(' ');
    let pad = if code.starts_with('`') || code.ends_with('`') || is_spaced { " " } else { "" };
    let code = if site == Site::Cell { code.replace('|', "\\|") } else { code.to_owned() };
    let fence = if longest == 0 { "`".to_owned() } else { fence };
    format!("{fence}{pad}{}{pad}{fence}", code.replace('\n', " "))
}
