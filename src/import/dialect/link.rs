//! Links and images: destinations, titles, and addresses in angle brackets.

use super::attributes;
use super::escape::Site;
use super::piece::{Piece, gather_words};
use crate::model::{Attributes, Image, Inline, Link};

/// A link whose words are its address, as `<https://example.org>`.
pub fn in_angles(link: &Link, own: &Attributes, children: &[Inline]) -> Option<String> {
    let words = match children {
        [Inline::Text(words)] if *own == Attributes::default() && link.title.is_none() => words,
        _ => return None,
    };
    let address = link.destination.as_str();
    let is_web = address == words && ["http://", "https://"].iter().any(|scheme| address.starts_with(scheme));
    let is_mail = address.strip_prefix("mailto:") == Some(words) && is_mail_address(words);
    let has_other = |sign: char| sign.is_whitespace() || sign.is_control() || "<>\\|&".contains(sign);
    ((is_web || is_mail) && !words.contains(has_other)).then(|| format!("<{words}>"))
}

fn is_mail_address(words: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty() && part.chars().all(|sign| sign.is_ascii_alphanumeric() || ".-_+".contains(sign))
    };
    words.split_once('@').is_some_and(|(name, host)| {
        is_plain(name)
            && is_plain(host)
            && !host.contains(['_', '+'])
            && !host.starts_with(['-', '.'])
            && !host.ends_with(['-', '.'])
    })
}

/// The destination and the title between the parentheses of a link.
pub fn target(destination: &str, title: Option<&str>, site: Site) -> String {
    let target = destination_of(destination);
    let target = match title {
        Some(title) => format!("{target} {}", title_of(title)),
        None => target,
    };
    if site == Site::Cell { target.replace('|', "\\|") } else { target }
}

fn destination_of(destination: &str) -> String {
    let is_plain = !destination.is_empty()
        && !destination
            .contains(|sign: char| sign.is_whitespace() || sign.is_control() || "<>".contains(sign))
        && is_balanced(destination);
    let escaped = with_escapes(destination, |sign| sign == '\\' || !is_plain && matches!(sign, '<' | '>'));
    if is_plain || destination.is_empty() { escaped } else { format!("<{escaped}>") }
}

fn title_of(title: &str) -> String {
    format!("\"{}\"", with_escapes(title, |sign| matches!(sign, '"' | '\\')))
}

/// A text with backslashes before some of its signs, and without entities and line ends.
fn with_escapes(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        let begins_entity = sign == '&'
            && text.get(at + 1..).is_some_and(|rest| {
                rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#')
            });
        match sign {
            '&' if begins_entity && text.get(at..).is_some_and(|rest| rest.contains(';')) => {
                out.push_str("&amp;");
            }
            // It could be the end of code that begins before it.
            '`' => out.push_str("&#96;"),
            sign if sign.is_control() => out.push(' '),
            sign if is_special(sign) => out.extend(['\\', sign]),
            sign => out.push(sign),
        }
    }
    out
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_usize;
    for sign in text.chars() {
        match sign {
            '(' => depth += 1,
            ')' => match depth.checked_sub(1) {
                Some(rest) => depth = rest,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0
}

/// The tag that opens a link.
pub fn opening_tag(link: &Link, own: &Attributes) -> String {
    let title = link.title.as_ref().map(|title| format!(" title=\"{}\"", attributes::quoted(title)));
    format!(
        "<a href=\"{}\"{}{}>",
        attributes::quoted(&link.destination),
        title.unwrap_or_default(),
        attributes::of_tag(own)
    )
}

/// The attributes of an image as written: a decorative one says so.
fn of_image(image: &Image, own: &Attributes) -> Attributes {
    let mut attributes = own.clone();
    let says_so =
        |(key, _): &(String, String)| matches!(key.as_str(), "alt" | "fig-alt" | "role" | "aria-hidden");
    if image.is_decorative() && !attributes.other.iter().any(says_so) {
        attributes.other.push(("alt".to_owned(), String::new()));
    }
    attributes
}

/// The tag of an image.
pub fn image_tag(image: &Image, own: &Attributes) -> String {
    let mut tag = format!("<img src=\"{}\"", attributes::quoted(&image.source));
    for (key, value) in [("alt", &image.alt), ("title", &image.title)] {
        if let Some(value) = value {
            tag.push_str(&format!(" {key}=\"{}\"", attributes::quoted(value)));
        }
    }
    let others = own.other.iter().filter(|(key, _)| key != "alt").cloned().collect();
    tag.push_str(&attributes::of_tag(&Attributes { other: others, ..own.clone() }));
    tag + ">"
}

/// Adds an image.
pub fn add_image(image: &Image, own: &Attributes, pieces: &mut Vec<Piece>) {
    let Some(list) = attributes::list(&of_image(image, own)) else {
        return pieces.push(Piece::Raw(image_tag(image, own)));
    };
    pieces.push(Piece::Enter("!["));
    gather_words(image.alt.as_deref().unwrap_or_default(), pieces);
    let target = target(&image.source, image.title.as_deref(), Site::Block);
    pieces.push(Piece::Leave(format!("]({target}){list}")));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_bare_where_possible() {
        for (destination, title, expected) in [
            ("a.md", None, "a.md"),
            ("a_(b).md", None, "a_(b).md"),
            ("a (b.md", None, "<a (b.md>"),
            ("a b.png", Some("A \"b\""), "<a b.png> \"A \\\"b\\\"\""),
            ("x?a=1&b=2", None, "x?a=1&b=2"),
            ("x?a=1&amp;", None, "x?a=1&amp;amp;"),
            ("", None, ""),
        ] {
            assert_eq!(target(destination, title, Site::Block), expected);
        }
    }
}
