//! Reads Markdown that casebook reads as it is.

use super::manuscript::{Content, Manuscript, Piece, Properties};

/// A manuscript with the file as its only case; without a case if the file has no text.
#[must_use]
pub fn read(name: &str, text: &str) -> Manuscript {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Manuscript::default();
    }
    let stem = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem).to_owned();
    let properties = Properties { title: title(&text).unwrap_or_default(), ..Properties::default() };
    let pieces = vec![Piece { stem, content: Content::Markdown(text) }];
    Manuscript { properties, pieces, ..Manuscript::default() }
}

/// The title of a case file: that of its header, or else its first heading.
fn title(text: &str) -> Option<String> {
    let header =
        text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")).map(|(header, _)| header);
    let in_header = header.into_iter().flat_map(str::lines).find_map(|line| line.strip_prefix("title:"));
    let heading = || text.lines().find_map(|line| line.strip_prefix("# "));
    let title = in_header.or_else(heading)?.trim().trim_matches(['"', '\'', '#']).trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_is_in_the_header_or_the_first_heading() {
        for (text, expected) in [
            ("---\ntitle: \"A: b\"\n---\n\n# C", Some("A: b")),
            ("---\nslug: a\n---\n\n# C #\n", Some("C")),
            ("Words.\n\n## D", None),
        ] {
            assert_eq!(title(text).as_deref(), expected);
        }
    }
}
