//! Finds the addresses of the web at the beginning of a text.

/// Whether a text begins with an address of the web.
#[must_use]
pub fn begins_with_address(text: &str) -> bool {
    let text = text.trim_start_matches(['<', '(', '[', '"', '“']);
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.")
}

/// The address that a text begins with, and the text after it. A conversion may put spaces for underscores into an
/// address, so it ends with the last word that has a slash or a dot inside.
#[must_use]
pub fn address(text: &str) -> (&str, &str) {
    let is_part = |word: &str| word.contains('/') || word.trim_end_matches('.').contains('.');
    let mut end = text.find(' ').unwrap_or(text.len());
    let mut offset = 0;
    for word in text.split(' ') {
        offset += word.len();
        end = if is_part(word) { offset } else { end };
        offset += 1;
    }
    let (address, after) = text.split_at_checked(end).unwrap_or((text, ""));
    (address, after.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_its_last_part() {
        for (text, expected) in [
            ("http://example.org/a b/c.html A guide", ("http://example.org/a b/c.html", "A guide")),
            ("www.example.org", ("www.example.org", "")),
        ] {
            assert!(begins_with_address(text), "{text}");
            assert_eq!(address(text), expected);
        }
        assert!(!begins_with_address("See http://example.org"));
    }
}
