//! HTML tags in the second reading of the sources.

use super::scan::{Scan, Sign};

/// Inline elements, which may be inside a word.
const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var",
];

/// Block elements, which separate words.
const BLOCKS: [&str; 49] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "img",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Elements that are skipped with their content.
const DROPPED: [&str; 8] =
    ["applet", "iframe", "noscript", "object", "script", "style", "template", "textarea"];

impl Scan<'_> {
    /// Marks a tag or a comment as markup. Returns the offset after it.
    pub(super) fn tag(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if let Some(inside) = rest.strip_prefix("<!--") {
            let end = at + inside.find("-->").map_or(rest.len(), |end| end + 7);
            self.mark(at..end, Sign::Gone);
            return end;
        }
        let name: String = rest[1..]
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        let Some(length) = length_of_tag(&rest[1..]) else { return at + 1 };
        let end = at + length + 2;
        let is_address = rest[1 + name.len()..].starts_with([':', '@', '.', '+', '-']);
        if name.is_empty() || is_address || rest[..length].contains("\n\n") {
            return at + 1;
        }
        if DROPPED.contains(&name.as_str()) && !rest[1..].starts_with('/') {
            let closing = format!("</{name}");
            let close =
                self.text[end..].to_ascii_lowercase().find(&closing).map_or(0, |close| close + closing.len());
            self.mark(at..end + close, Sign::Border);
            return end + close;
        }
        let sign = match name.as_str() {
            name if INLINE.contains(&name) || name == "wbr" => Sign::Gone,
            name if BLOCKS.contains(&name) => Sign::Border,
            _ => Sign::Doubtful,
        };
        self.mark(at..end, sign);
        if name == "li" {
            self.items.push(end);
        }
        end
    }
}

/// Number of bytes before the `>` of a tag, whose `<` precedes `rest`; `None` if it is no tag. A value in quotation marks
/// may contain both signs.
fn length_of_tag(rest: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += rest[at..].find(['<', '>', '='])?;
        match rest.as_bytes()[at] {
            b'<' => return None,
            b'>' => return Some(at),
            _ => at += 1,
        }
        let quote = rest[at..].chars().next().filter(|mark| matches!(mark, '"' | '\''));
        // An open quotation ends with the tag.
        at += quote.and_then(|mark| rest[at + 1..].find(mark)).map_or(0, |length| length + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::length_of_tag;

    #[test]
    fn tags_end_outside_of_quotation_marks() {
        for (rest, expected) in [
            ("b>", Some(1)),
            ("a title=\"x > y\">z", Some(15)),
            ("a title='<i32>' id=b>", Some(20)),
            ("a title=\"x>", Some(10)),
            ("a title=x>y", Some(9)),
            ("5 and 6 <7>", None),
            ("b", None),
        ] {
            assert_eq!(length_of_tag(rest), expected, "{rest}");
        }
    }
}
