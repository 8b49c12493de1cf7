//! Alternative texts that only repeat the caption.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{BlockKind, plain_text};
use crate::resolve::BookCase;

/// Reports each figure whose alternative text repeats its caption, with or without the label.
pub fn check(case: &BookCase, diagnostics: &mut Diagnostics) {
    let source = case.source();
    for block in source.nodes().blocks() {
        let BlockKind::Figure(figure) = &block.kind else { continue };
        // One of several images may well show what the caption says of all.
        let [shown] = figure.images() else { continue };
        let image = &source.images[shown.image.index()];
        let (Some(alt), Some(caption)) = (&image.alt, &figure.caption) else { continue };
        let words = plain_text(&caption.content);
        let label = caption.label.as_ref().map(|label| label.words.as_str()).unwrap_or_default();
        let alt = comparable(alt);
        if !alt.is_empty() && (alt == comparable(&words) || alt == comparable(&format!("{label} {words}"))) {
            diagnostics.push(
                Diagnostic::new(
                    Code::RepeatedCaption,
                    image.span,
                    "the alternative text repeats the caption",
                )
                .related(caption.span, "the caption")
                .help("describe what the picture shows, for readers who cannot see it"),
            );
        }
    }
}

/// The letters and digits in lower case. Texts that differ only in punctuation or case count as equal.
fn comparable(words: &str) -> String {
    words.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
