//! Tells captions from other text, and their labels from their words.

/// The words before the number of a caption, in lower case.
const CAPTIONS: [&str; 14] = [
    "figure",
    "fig.",
    "table",
    "tab.",
    "map",
    "chart",
    "abbildung",
    "abb.",
    "tabelle",
    "tableau",
    "figura",
    "tabla",
    "tabela",
    "box",
];

/// Whether a text is a caption: `Figure 3: Words`, `Table A. Words`.
#[must_use]
pub fn is_caption(text: &str) -> bool {
    caption_label(text).is_some()
}

/// The label of a caption, and the words after it.
#[must_use]
pub fn caption_label(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim_start_matches(['*', '_']);
    let (word, rest) = bare.split_once(' ')?;
    if !CAPTIONS.contains(&word.to_lowercase().as_str()) || !word.starts_with(char::is_uppercase) {
        return None;
    }
    let end = rest.find([':', ' ', '–', '—']).unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches(['.', '*', '_', ':']);
    let label = bare.get(..word.len() + 1 + number.len())?;
    let after = bare.get(label.len()..)?.trim_start_matches(['*', '_']);
    let is_number = number.chars().any(|sign| sign.is_ascii_digit()) || number.chars().count() == 1;
    let is_label =
        is_number && number.len() <= 8 && number.chars().next().is_some_and(|sign| !sign.is_lowercase());
    let separated = after.starts_with([':', '.', '|']) || after.trim_start().starts_with(['–', '—', '-']);
    (is_label && separated)
        .then(|| (label, after.trim_start_matches([':', '.', '|', ' ', '–', '—', '-', '*', '_'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_have_a_label() {
        for (text, expected) in [
            ("Figure 3: The port", Some(("Figure 3", "The port"))),
            ("*Table A*. The ships", Some(("Table A", "The ships"))),
            ("Fig. 1.2 – The quay", Some(("Fig. 1.2", "The quay"))),
            ("Figure 3 shows the port.", None),
            ("Table of ships: many", None),
        ] {
            assert_eq!(caption_label(text), expected, "{text}");
        }
    }
}
