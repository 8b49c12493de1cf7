//! The citation as markup.

use crate::apparatus::citation::Citation;
use crate::markup::{Tag, text};
use crate::model::{Direction, Style};
use crate::vocabulary::{self, CITATION};

/// The citation as one paragraph. The text to copy has the class `citation-text`, which the script uses.
pub fn paragraph(citation: &Citation) -> String {
    let mut parts: Vec<String> = Vec::new();
    if !citation.authors.is_empty() {
        parts.push(ended(&text(&citation.authors.join(", "))));
    }
    let book = Tag::new(vocabulary::style(Style::Emphasis).element).text(&citation.book);
    match &citation.title {
        Some(title) => {
            let ((opening, closing), (before, after)) = (&citation.marks, citation.within.around());
            let title = format!("{opening}{}{closing}", Tag::new("bdi").text(ended(title)));
            parts.push(format!("{title} {}{book}{}.", text(before), text(after)));
        }
        None => parts.push(format!("{book}.")),
    }
    if !citation.published.is_empty() {
        parts.push(ended(&text(&citation.published.join(", "))));
    }
    if let Some(address) = &citation.address {
        parts.push(Tag::new("a").with("href", address).text(address));
    }
    let label = Tag::new("span").with("class", "citation-label").text(format!("{}:", citation.label));
    let words = Tag::new("span").with("class", "citation-text").around(&parts.join(" "));
    let paragraph = Tag::new(CITATION.element).classes(CITATION.class, &[]);
    let direction = citation.language.map(|language| Direction::of(language).name());
    paragraph
        .with_some("lang", citation.language)
        .with_some("dir", direction)
        .around(&format!("{label} {words}"))
        + "\n"
}

/// Text with exactly one full stop at its end.
fn ended(words: &str) -> String {
    if words.ends_with(['.', '?', '!']) { words.to_owned() } else { format!("{words}.") }
}
