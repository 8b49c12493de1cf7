//! How to cite, as markup.

use crate::apparatus::citation::Citation;
use crate::markup::text;

/// The citation as one paragraph. What is cited has the class `citation-text`, so that a script can copy it.
pub fn paragraph(citation: &Citation) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !citation.authors.is_empty() {
        parts.push(ended(&text(&citation.authors.join(", "))));
    }
    let book = format!("<em>{}</em>", text(&citation.book));
    match &citation.title {
        Some(title) => parts.push(format!("“{}” {} {book}.", ended(&text(title)), text(citation.within))),
        None => parts.push(format!("{book}.")),
    }
    if !citation.published.is_empty() {
        parts.push(ended(&text(&citation.published.join(", "))));
    }
    if let Some(address) = &citation.address {
        parts.push(format!("<a href=\"{0}\">{0}</a>", text(address)));
    }
    format!(
        "<p class=\"citation\"><span class=\"citation-label\">{}:</span> <span class=\"citation-text\">{}</span></p>\n",
        text(citation.label),
        parts.join(" ")
    )
}

/// Words with one full stop at their end.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) { words.to_owned() } else { format!("{words}.") }
}
