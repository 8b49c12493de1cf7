//! Reads the running text of a chunk: emphasis and links that a converter left as Markdown or HTML, and note markers.

use super::clean::MARK;
use crate::model::{Attributes, Inline, Link, LinkId, LinkRole, Style};
use crate::source::{FileId, Span};

/// Emphasis inside emphasis is read this deep.
const DEEPEST: usize = 6;

/// A construct is at most this long, in bytes, so that many signs without an end cost little.
const REACH: usize = 3000;

/// Running text with the things in it that have ids.
#[derive(Debug, Default)]
pub struct Read {
    /// The text. A note reference has the index of its note as its id, until the case is built.
    pub content: Vec<Inline>,
    /// The links, in order.
    pub links: Vec<Link>,
    /// The alternative texts of the images, which are absent.
    pub images: Vec<String>,
}

/// Reads running text. Links are numbered from `first_link`.
#[must_use]
pub fn read(text: &str, first_link: usize) -> Read {
    let mut reader = Reader { links: Vec::new(), images: Vec::new(), first_link };
    let content = reader.content(text, 0);
    Read { content, links: reader.links, images: reader.images }
}

#[derive(Debug)]
struct Reader {
    links: Vec<Link>,
    images: Vec<String>,
    first_link: usize,
}

/// A construct at the beginning of a text, and the length of its source.
type Found = (Vec<Inline>, usize);

impl Reader {
    fn content(&mut self, text: &str, depth: usize) -> Vec<Inline> {
        let mut content = Vec::new();
        let mut plain = String::new();
        let mut offset = 0;
        while let Some(character) = text.get(offset..).and_then(|rest| rest.chars().next()) {
            let before = text.get(..offset).and_then(|before| before.chars().next_back());
            let rest = text.get(offset..text.floor_char_boundary(offset + REACH)).unwrap_or_default();
            if let Some(escaped) = escaped(rest) {
                plain.push(escaped);
                offset += 1 + escaped.len_utf8();
            } else if let Some((found, length)) = self.construct(rest, before, depth) {
                flush(&mut plain, &mut content);
                content.extend(found);
                offset += length.max(1);
            } else {
                plain.push(character);
                offset += character.len_utf8();
            }
        }
        flush(&mut plain, &mut content);
        content
    }

    fn construct(&mut self, rest: &str, before: Option<char>, depth: usize) -> Option<Found> {
        if depth > DEEPEST {
            return None;
        }
        match rest.chars().next()? {
            '\u{E000}' => mark(rest),
            '*' | '_' | '~' => self.emphasis(rest, before, depth),
            '`' => code(rest),
            '<' => self.tag(rest, depth),
            '[' => self.link(rest, depth),
            '!' => self.image(rest),
            _ => None,
        }
    }

    fn emphasis(&mut self, rest: &str, before: Option<char>, depth: usize) -> Option<Found> {
        let signs = [
            ("***", Style::Strong),
            ("**", Style::Strong),
            ("*", Style::Emphasis),
            ("__", Style::Strong),
            ("_", Style::Emphasis),
            ("~~", Style::Strikethrough),
        ];
        let (sign, style) = signs.into_iter().find(|(sign, _)| rest.starts_with(sign))?;
        if sign.starts_with('_') && before.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let inside = rest.get(sign.len()..)?;
        let end = closing(inside, sign)?;
        let mut content = self.content(inside.get(..end)?, depth + 1);
        if sign.len() == 3 {
            content = vec![Inline::Styled(Style::Emphasis, content)];
        }
        Some((vec![Inline::Styled(style, content)], end + sign.len() * 2))
    }

    fn tag(&mut self, rest: &str, depth: usize) -> Option<Found> {
        let tags = [
            ("i", Style::Emphasis),
            ("em", Style::Emphasis),
            ("b", Style::Strong),
            ("strong", Style::Strong),
            ("sup", Style::Superscript),
            ("sub", Style::Subscript),
            ("s", Style::Strikethrough),
        ];
        if let Some(address) = rest
            .get(1..)
            .and_then(|inside| inside.split('>').next())
            .filter(|inside| inside.starts_with("http"))
        {
            let content = vec![Inline::Text(address.to_owned())];
            return Some((vec![self.linked(address, content)], address.len() + 2));
        }
        tags.into_iter().find_map(|(name, style)| {
            let inside = rest.strip_prefix(&format!("<{name}>"))?;
            let end = inside.find(&format!("</{name}>"))?;
            let content = self.content(inside.get(..end)?, depth + 1);
            Some((vec![Inline::Styled(style, content)], end + 2 * name.len() + 5))
        })
    }

    fn link(&mut self, rest: &str, depth: usize) -> Option<Found> {
        let (words, destination, length) = bracketed(rest)?;
        // A link around a marker leads to the note, which the marker does by itself.
        let only_mark = words.starts_with(MARK.0) && words.ends_with(MARK.1);
        let place = self.links.len();
        let content = self.content(words, depth + 1);
        if only_mark || destination.starts_with('#') || self.links.len() != place {
            return Some((content, length));
        }
        Some((vec![self.linked(destination, content)], length))
    }

    fn linked(&mut self, destination: &str, content: Vec<Inline>) -> Inline {
        let id = LinkId::after(self.first_link + self.links.len());
        let span = Span::whole(FileId(0));
        let destination = destination.to_owned();
        self.links.push(Link { destination, title: None, role: LinkRole::Written, span });
        Inline::Link(id, Attributes::default(), content)
    }

    fn image(&mut self, rest: &str) -> Option<Found> {
        let (words, destination, length) = bracketed(rest.strip_prefix('!')?)?;
        let words = if words.is_empty() { destination } else { words };
        self.images.push(words.to_owned());
        Some((vec![Inline::Text(words.to_owned())], length + 1))
    }
}

fn flush(plain: &mut String, content: &mut Vec<Inline>) {
    if !plain.is_empty() {
        let spaced = plain.split(' ').enumerate().filter(|(place, word)| *place == 0 || !word.is_empty());
        let mut text = spaced.map(|(_, word)| word).collect::<Vec<_>>().join(" ");
        if plain.ends_with(' ') && !text.ends_with(' ') {
            text.push(' ');
        }
        content.push(Inline::Text(text));
        plain.clear();
    }
}

/// The sign after a backslash that makes it a sign.
fn escaped(rest: &str) -> Option<char> {
    rest.strip_prefix('\\')?.chars().next().filter(char::is_ascii_punctuation)
}

fn mark(rest: &str) -> Option<Found> {
    let (number, _) = rest.strip_prefix(MARK.0)?.split_once(MARK.1)?;
    let note = number.parse().ok()?;
    let length = MARK.0.len_utf8() + number.len() + MARK.1.len_utf8();
    Some((vec![Inline::NoteReference(crate::model::ReferenceId(note))], length))
}

/// The offset of the sign that ends an emphasis.
fn closing(inside: &str, sign: &str) -> Option<usize> {
    if inside.starts_with([' ', '\t']) || inside.is_empty() {
        return None;
    }
    let single = sign.chars().next()?;
    inside.match_indices(sign).map(|(offset, _)| offset).find(|offset| {
        let before = inside.get(..*offset).and_then(|before| before.chars().next_back());
        let after = inside.get(offset + sign.len()..).and_then(|after| after.chars().next());
        let is_longer = sign.len() < 3 && (after == Some(single) || before == Some(single));
        let in_word = single == '_' && after.is_some_and(char::is_alphanumeric);
        before.is_some_and(|before| !before.is_whitespace() && before != '\\') && !in_word && !is_longer
    })
}

fn code(rest: &str) -> Option<Found> {
    let signs = rest.len() - rest.trim_start_matches('`').len();
    let sign = rest.get(..signs)?;
    let inside = rest.get(signs..)?;
    let end = inside.find(sign).filter(|end| *end > 0)?;
    let words = inside.get(..end)?.trim();
    (!words.contains(MARK.0)).then(|| (vec![Inline::Code(words.to_owned())], end + signs * 2))
}

/// The words and the destination of `[words](destination)`, and its length.
fn bracketed(rest: &str) -> Option<(&str, &str, usize)> {
    let inside = rest.strip_prefix('[')?;
    let end = inside.find("](")?;
    let words = inside.get(..end).filter(|words| !words.contains(['[', ']']))?;
    let after = inside.get(end + 2..)?;
    let close = after.find(')').filter(|close| !after.get(..*close).unwrap_or_default().contains(' '))?;
    Some((words, after.get(..close)?, 1 + end + 2 + close + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: &[Inline]) -> String {
        let one = |inline: &Inline| match inline {
            Inline::Text(words) => words.clone(),
            Inline::Code(words) => format!("`{words}`"),
            Inline::NoteReference(id) => format!("^{}", id.0),
            Inline::Styled(style, content) => format!("{style:?}({})", shown(content)),
            Inline::Link(_, _, content) => format!("link({})", shown(content)),
            other => format!("{other:?}"),
        };
        content.iter().map(one).collect()
    }

    #[test]
    fn emphasis_links_and_escapes_are_read() {
        for (text, expected) in [
            ("a *b* c", "a Emphasis(b) c"),
            ("_a_ of **b _c_**", "Emphasis(a) of Strong(b Emphasis(c))"),
            ("ranking*.", "ranking*."),
            ("file_name_here", "file_name_here"),
            ("\\$5 and \\*x\\*", "$5 and *x*"),
            ("see [there](http://a.example/b)", "see link(there)"),
            ("the end.\u{E000}7\u{E001}", "the end.^7"),
            ("x<sub>2</sub>", "xSubscript(2)"),
            ("run `cargo *x*`", "run `cargo *x*`"),
            ("a * b * c", "a * b * c"),
        ] {
            assert_eq!(shown(&read(text, 0).content), expected, "{text}");
        }
    }
}
