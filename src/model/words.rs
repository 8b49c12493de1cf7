//! Text of headings and captions for contents, running heads and metadata.

use super::{Inline, Nodes, Shown};

/// The plain text for contents, running heads and metadata, without images and note references.
#[must_use]
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text: String = Nodes::of_text(inlines).inlines().map(own_words).collect();
    // Metadata are not broken into lines, so break opportunities have no meaning there.
    text.retain(|character| character != '\u{200B}');
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an inline element itself, without its content.
fn own_words(inline: &Inline) -> &str {
    match inline.shown() {
        Shown::Words(words) | Shown::Code(words) | Shown::Formula(words) => words,
        Shown::Break => " ",
        Shown::Object | Shown::Children => "",
    }
}

/// Running text for contents and running heads. Emphasis is kept; links, notes, images and ids are removed, because the
/// text is a copy.
#[must_use]
pub fn label(inlines: &[Inline]) -> Vec<Inline> {
    let mut label = copy(inlines);
    close_gaps(&mut label, &mut true);
    if let Some(Inline::Text(last)) = label.last_mut() {
        last.truncate(last.trim_end_matches(' ').len());
    }
    label.retain(|inline| *inline != Inline::Text(String::new()));
    label
}

fn copy(inlines: &[Inline]) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in inlines {
        match (inline, inline.shown()) {
            (Inline::Styled(style, children), _) => kept.push(Inline::Styled(*style, copy(children))),
            (_, Shown::Words(words)) => kept.push(Inline::Text(words.to_owned())),
            (_, Shown::Code(_) | Shown::Formula(_)) => kept.push(inline.clone()),
            (_, Shown::Break) => kept.push(Inline::Text(" ".to_owned())),
            (_, Shown::Object) => {}
            (_, Shown::Children) => kept.extend(copy(inline.children())),
        }
    }
    kept
}

/// Removes the second of two spaces, between which an image stood.
fn close_gaps(inlines: &mut [Inline], after_blank: &mut bool) {
    for inline in inlines {
        match inline {
            Inline::Text(words) => {
                if *after_blank && words.starts_with(' ') {
                    words.remove(0);
                }
                *after_blank = if words.is_empty() { *after_blank } else { words.ends_with(' ') };
            }
            inline => match inline.children_mut() {
                Some(children) => close_gaps(children, after_blank),
                None => *after_blank = false,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Attributes, ImageId, Style};

    #[test]
    fn a_label_has_no_gap_where_an_image_stood() {
        let text = |words: &str| Inline::Text(words.to_owned());
        let image = || Inline::Image(ImageId::after(0), Attributes::default());
        for (content, expected) in [
            (vec![text("A port "), image()], "A port"),
            (vec![image(), text(" a port")], "a port"),
            (vec![text("A "), image(), text(" port")], "A port"),
            (vec![text("A "), Inline::Styled(Style::Emphasis, vec![image(), text(" port")])], "A port"),
            (vec![text("A"), image(), text(" port")], "A port"),
            (vec![text("A port"), Inline::LineBreak, text("at dawn")], "A port at dawn"),
        ] {
            let label = label(&content);
            let words: String = Nodes::of_text(&label).inlines().map(own_words).collect();
            assert_eq!(words, expected, "{content:?}");
        }
    }
}
