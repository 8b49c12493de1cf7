//! Replaces the font families that an SVG names and the book does not have, because the page layout knows neither the
//! generic names of CSS nor the fonts of a device.

use std::borrow::Cow;
use std::ops::Range;

/// Families of the three kinds that drawing programs write, without the fonts of a device.
const SANS: &[&str] = &[
    "sans-serif",
    "system-ui",
    "ui-sans-serif",
    "-apple-system",
    "arial",
    "helvetica",
    "helvetica neue",
    "verdana",
    "tahoma",
    "trebuchet ms",
    "segoe ui",
    "calibri",
    "roboto",
    "open sans",
    "dejavu sans",
    "liberation sans",
    "lucida grande",
    "gill sans",
    "myriad pro",
    "arialmt",
    "bitstream vera sans",
];
const SERIF: &[&str] = &[
    "serif",
    "ui-serif",
    "times",
    "times new roman",
    "georgia",
    "cambria",
    "garamond",
    "palatino",
    "book antiqua",
    "dejavu serif",
    "liberation serif",
    "minion pro",
    "timesnewromanpsmt",
    "bitstream vera serif",
];
const CODE: &[&str] = &[
    "monospace",
    "ui-monospace",
    "courier",
    "courier new",
    "consolas",
    "menlo",
    "monaco",
    "sfmono-regular",
    "sf mono",
    "dejavu sans mono",
    "liberation mono",
    "lucida console",
    "bitstream vera sans mono",
];

/// The families of the book.
#[derive(Debug, Clone, Copy)]
pub struct Families<'a> {
    /// For `serif`: the running text.
    pub text: &'a str,
    /// For `sans-serif`: headings, tables and captions.
    pub heading: &'a str,
    /// For `monospace`.
    pub code: &'a str,
}

/// Returns an SVG whose well-known families are those of the book, except the families that the book has.
pub fn with_families<'a>(
    svg: &'a str,
    families: Families<'_>,
    is_known: impl Fn(&str) -> bool,
) -> Cow<'a, str> {
    let mut out = String::new();
    let mut done = 0;
    for (place, mark) in lists(svg) {
        let list = &svg[place.clone()];
        let of_book = |name: &str| of_book(name, families).map(|family| format!("{mark}{family}{mark}"));
        let items = list.split(',').map(|item| of_item(item, of_book, &is_known));
        let mapped = items.collect::<Vec<_>>().join(",");
        if mapped != list {
            out.push_str(&svg[done..place.start]);
            out.push_str(&mapped);
            done = place.end;
        }
    }
    if done == 0 { Cow::Borrowed(svg) } else { Cow::Owned(out + &svg[done..]) }
}

/// The values of the properties `font-family` and `font`, as attributes and in style sheets, and the quotation mark that
/// a family in it can have.
fn lists(svg: &str) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    for (at, name) in svg.match_indices("font") {
        let (before, after) = (&svg[..at], at + name.len());
        let after = after + if svg[after..].starts_with("-family") { "-family".len() } else { 0 };
        let rest = svg[after..].trim_start();
        let Some(sign) = rest.chars().next().filter(|sign| matches!(sign, '=' | ':')) else { continue };
        if !before.ends_with(|sign: char| sign.is_whitespace() || "\"';{/".contains(sign)) {
            continue;
        }
        let value = rest[1..].trim_start();
        // A style attribute ends at its quotation mark, which is not one of those around a family.
        let outer = enclosing_mark(before);
        let (value, outer) = if sign == '=' && outer.is_none() && tag(before).is_some() {
            let Some(outer) = value.chars().next().filter(|mark| matches!(mark, '"' | '\'')) else {
                continue;
            };
            (value[1..].split(outer).next(), Some(outer))
        } else if sign == ':' && (outer.is_some() || is_in_style(before)) {
            (Some(&value[..end_of_value(value, outer)]), outer)
        } else {
            continue;
        };
        let Some(value) = value else { continue };
        let start = value.as_ptr().addr() - svg.as_ptr().addr();
        found.push((start..start + value.len(), if outer == Some('\'') { '"' } else { '\'' }));
    }
    found
}

/// The end of the value of a property, which may contain quotation marks as references.
fn end_of_value(value: &str, outer: Option<char>) -> usize {
    let is_end = |(at, sign): &(usize, char)| match sign {
        ';' => !["&quot", "&apos", "&#39"].iter().any(|start| value[..*at].ends_with(start)),
        sign => matches!(sign, '}' | '<') || Some(*sign) == outer,
    };
    value.char_indices().find(is_end).map_or(value.len(), |(at, _)| at)
}

/// Whether a text ends in a style sheet.
fn is_in_style(before: &str) -> bool {
    before.rfind("<style").is_some_and(|start| !before[start..].contains("</style"))
}

/// The tag that is open at the end of a text.
fn tag(before: &str) -> Option<&str> {
    before.rfind(['<', '>']).map(|at| &before[at..]).filter(|tag| tag.starts_with('<'))
}

/// The quotation mark of the attribute that is open at the end of a text; `None` in an element.
fn enclosing_mark(before: &str) -> Option<char> {
    let mut open = None;
    for mark in tag(before)?.chars().filter(|mark| matches!(mark, '"' | '\'')) {
        open = match open {
            None => Some(mark),
            Some(opening) if opening == mark => None,
            Some(opening) => Some(opening),
        };
    }
    open
}

/// One family of a list, which follows style and size in the property `font`.
fn of_item(item: &str, of_book: impl Fn(&str) -> Option<String>, is_known: &impl Fn(&str) -> bool) -> String {
    let name = plain(item);
    if is_known(&name) {
        return item.to_owned();
    }
    if let Some(family) = of_book(&name) {
        return format!(" {family}");
    }
    // In the property `font`, the first family stands after the size, which is the last word with a digit.
    let Some((before, family)) = after_size(item) else { return item.to_owned() };
    match of_book(&plain(family)).filter(|_| !is_known(&plain(family))) {
        Some(family) => format!("{before} {family}"),
        None => item.to_owned(),
    }
}

/// A family without quotation marks.
fn plain(family: &str) -> String {
    let family = family.replace("&quot;", "").replace("&apos;", "").replace("&#39;", "");
    family.trim().trim_matches(['"', '\'']).to_owned()
}

fn after_size(item: &str) -> Option<(&str, &str)> {
    let digit = item.rfind(|sign: char| sign.is_ascii_digit())?;
    let blank = item[digit..].find(char::is_whitespace)? + digit;
    Some(item.split_at(blank))
}

fn of_book<'a>(name: &str, families: Families<'a>) -> Option<&'a str> {
    let name = name.to_ascii_lowercase();
    let is_in = |names: &[&str]| names.contains(&name.as_str());
    match () {
        () if is_in(SANS) => Some(families.heading),
        () if is_in(SERIF) => Some(families.text),
        () if is_in(CODE) => Some(families.code),
        () => None,
    }
    .filter(|family| !family.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(svg: &str) -> String {
        let families = Families { text: "Text 4", heading: "Head 3", code: "Code" };
        with_families(svg, families, |family| family == "Head 3").into_owned()
    }

    #[test]
    fn families_are_those_of_the_book() {
        let pairs = [
            ("<text font-family=\"sans-serif\"/>", "<text font-family=\" 'Head 3'\"/>"),
            ("<text font-family='Times, serif'/>", "<text font-family=' \"Text 4\", \"Text 4\"'/>"),
            ("<text font-family = \"Odd, monospace\"/>", "<text font-family = \"Odd, 'Code'\"/>"),
            ("<text font-family=\"Head 3, serif\"/>", "<text font-family=\"Head 3, 'Text 4'\"/>"),
            (
                "<g style=\"fill:red;font-family:&quot;Arial&quot;, Odd;x:y\"/>",
                "<g style=\"fill:red;font-family: 'Head 3', Odd;x:y\"/>",
            ),
            ("<g style='font-family:\"Arial\";x:y'/>", "<g style='font-family: \"Head 3\";x:y'/>"),
            ("<style>a{font-family:Arial}b{c:d}</style>", "<style>a{font-family: 'Head 3'}b{c:d}</style>"),
            (
                "<style>a{font:bold 12px/1.2 Verdana, serif}</style>",
                "<style>a{font:bold 12px/1.2 'Head 3', 'Text 4'}</style>",
            ),
            (
                "<style>@font-face{font-family:X;src:url(a)}</style>",
                "<style>@font-face{font-family:X;src:url(a)}</style>",
            ),
            ("<text>font: serif; font=\"serif\"</text>", "<text>font: serif; font=\"serif\"</text>"),
            (
                "<text data-font=\"serif\" a=\"a font='serif'\"/>",
                "<text data-font=\"serif\" a=\"a font='serif'\"/>",
            ),
            ("<style>a{b:c}</style><text>font:serif</text>", "<style>a{b:c}</style><text>font:serif</text>"),
            (
                "<text font-size=\"12\">font-weight: bold serif</text>",
                "<text font-size=\"12\">font-weight: bold serif</text>",
            ),
        ];
        for (svg, expected) in pairs {
            assert_eq!(mapped(svg), expected);
        }
    }
}
