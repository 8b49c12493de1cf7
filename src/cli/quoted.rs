//! Paths in commands to paste.

use std::path::Path;

/// A path as a shell argument: unchanged if it has no special characters, or else quoted.
pub fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    // A path that begins with a hyphen would be read as an option.
    let text = if text.starts_with('-') { format!("./{text}") } else { text.into_owned() };
    let is_plain = |letter: char| letter.is_alphanumeric() || "/._-+,@%:".contains(letter);
    if !text.is_empty() && text.chars().all(is_plain) {
        return text;
    }
    if text.contains(['$', '`', '\\', '!', '"']) || text.chars().any(char::is_control) {
        // Inside single quotation marks, only the single quotation mark is special.
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    format!("\"{text}\"")
}
