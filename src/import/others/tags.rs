//! Rewrites the addresses in tags of HTML in Markdown.

use super::links::{Writer, is_inserted};

impl Writer<'_> {
    /// A tag with addresses in `src` and `href`, or a line of one. Returns its length.
    pub(super) fn tag(&mut self, rest: &str, is_image: bool, out: &mut String) -> Option<usize> {
        let end = rest.find('>');
        self.open_tag = end.is_none().then_some(is_image);
        let length = end.map_or(rest.len(), |at| at + 1);
        let tag = rest.get(..length)?;
        let mut new = tag.to_owned();
        for name in ["src", "href"] {
            let Some((start, value)) = value(tag, name) else { continue };
            let found = self.destination(value, is_image);
            let written = tag.get(start..start + value.len() + 2)?;
            let mark = written.get(..1)?;
            match found {
                Some(found) => new = new.replacen(written, &format!("{mark}{found}{mark}"), 1),
                None if is_image && is_inserted(value) && end.is_some() => {
                    new = super::tags::value(tag, "alt").map_or(String::new(), |(_, words)| words.to_owned());
                }
                None if !is_image && self.is_dead(value) => new = self.without_link(tag, name, written),
                None => {}
            }
        }
        out.push_str(&new);
        Some(length)
    }

    /// The tag of a link that leads nowhere: nothing, or the tag without the address if something may lead to it.
    fn without_link(&mut self, tag: &str, name: &str, written: &str) -> String {
        let is_target = value(tag, "id").is_some() || value(tag, "name").is_some();
        if tag.starts_with("<a ") && tag.ends_with('>') && !is_target {
            self.dropped += 1;
            return String::new();
        }
        tag.replacen(&format!("{name}={written}"), "", 1)
    }
}

/// The place of the value of an attribute, with its quotation marks, and the value.
fn value<'t>(tag: &'t str, name: &str) -> Option<(usize, &'t str)> {
    let wanted = format!("{name}=");
    let is_start = |at: &usize| {
        tag.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    };
    let at = tag.match_indices(&wanted).map(|(at, _)| at).find(is_start)? + wanted.len();
    let behind = tag.get(at..)?;
    let mark = behind.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    Some((at, behind.get(1..)?.split(mark).next()?))
}
