//! Cleans a line of a converted text: entities, ligatures, and the many spellings of a superscript number.

use super::hyphen::OPEN;

/// The characters between which the number of a note stands, once its marker is known. They are private, and no input
/// has them after [`line`].
pub const MARK: (char, char) = ('\u{E000}', '\u{E001}');

/// What a soft hyphen inside a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SoftHyphen {
    /// A place where the word may be broken.
    Nothing,
    /// A hyphen. Some fonts have one sign for both, and their text has no other hyphens.
    Hyphen,
}

impl SoftHyphen {
    /// What it stands for in a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let joins = |window: [Option<char>; 3]| {
            window[1] == Some('-')
                && [window[0], window[2]].iter().all(|side| side.is_some_and(char::is_alphabetic))
        };
        let (mut window, mut hyphens) = ([None; 3], 0);
        for character in text.chars() {
            window = [window[1], window[2], Some(character)];
            hyphens += usize::from(joins(window));
        }
        if hyphens > 3 { Self::Nothing } else { Self::Hyphen }
    }
}

/// The line with its entities, ligatures and superscript numbers as plain characters. Superscript numbers become
/// Unicode superscripts, whatever the converter wrote. A soft hyphen at the end, or before a space, stays: it joins.
#[must_use]
pub fn line(raw: &str, soft: SoftHyphen) -> String {
    let text = characters(raw.trim_end(), soft);
    let text = text.replace("[&]", "&");
    let text = if text.contains('<') { tags(&text) } else { text };
    let text = if text.contains('^') { carets(&text) } else { text };
    // A brace may stand in the middle of an entity, so entities come last.
    let text = if text.contains('&') { entities(&text) } else { text };
    text.trim_end().to_owned()
}

fn characters(raw: &str, soft: SoftHyphen) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(character) = rest.next() {
        match character {
            // PDFium writes these signs for the hyphen of a broken word, and joins the two lines.
            '\u{2}' | '\u{FFFE}' => text.push(broken(&text, rest.clone().next())),
            '\u{AD}' if matches!(rest.clone().next(), None | Some(' ')) => text.push(character),
            '\u{AD}' if soft == SoftHyphen::Hyphen => text.push('-'),
            '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{C}' | '\r' => {}
            '\u{A0}' | '\u{2007}' | '\u{202F}' => text.push(' '),
            '\u{FB00}' => text.push_str("ff"),
            '\u{FB01}' => text.push_str("fi"),
            '\u{FB02}' => text.push_str("fl"),
            '\u{FB03}' => text.push_str("ffi"),
            '\u{FB04}' => text.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => text.push_str("st"),
            '\t' => text.push_str("    "),
            '\u{E000}'..='\u{E00F}' => text.push('\u{FFFD}'),
            control if control.is_control() => {}
            other => text.push(other),
        }
    }
    text
}

/// The sign for a hyphen at the end of a line that a converter joined to the next one.
fn broken(before: &str, after: Option<char>) -> char {
    match after {
        None | Some(' ') => '\u{AD}',
        Some(next) if next.is_lowercase() && before.ends_with(char::is_lowercase) => OPEN,
        Some(_) => '-',
    }
}

/// The entities that converters write, decoded.
fn entities(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        decoded.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = rest.find(';').filter(|end| *end < 10);
        match end.and_then(|end| Some((end, entity(rest.get(1..end)?)?))) {
            Some((end, character)) => {
                decoded.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                decoded.push('&');
                rest = &rest[1..];
            }
        }
    }
    decoded + rest
}

fn printable(number: u32) -> Option<char> {
    char::from_u32(number).filter(|sign| !sign.is_control() && !(MARK.0..='\u{E00F}').contains(sign))
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix("#x").or(name.strip_prefix("#X")) {
        return printable(u32::from_str_radix(number, 16).ok()?);
    }
    if let Some(number) = name.strip_prefix('#') {
        return printable(number.parse().ok()?);
    }
    Some(match name {
        "quot" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "copy" => '©',
        "sect" => '§',
        _ => return None,
    })
}

/// `<sup>12</sup>` as superscript, and `<br>` as a space.
fn tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        if let Some((number, after)) = superscript_tag(rest) {
            out.push_str(&raised(number));
            rest = after;
        } else if let Some(after) = line_break(rest) {
            out.push(' ');
            rest = after;
        } else {
            out.push('<');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn superscript_tag(text: &str) -> Option<(&str, &str)> {
    let (inside, after) = text.strip_prefix("<sup>")?.split_once("</sup>")?;
    let number = inside.trim().trim_matches(['[', ']', '(', ')', '*']);
    is_number(number).then_some((number, after))
}

fn line_break(text: &str) -> Option<&str> {
    ["<br>", "<br/>", "<br />"].into_iter().find_map(|tag| text.strip_prefix(tag))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The superscripts that formulas and Markdown have: `^{12}`, `$^{^{12}}$`, `^12^`, `[^12]`. A converter that took the
/// number and the text after it for one formula leaves `^{12 Some} words`.
fn carets(text: &str) -> String {
    let formula = text.trim_start().starts_with("$^{");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut open = 0;
    while let Some(character) = rest.chars().next() {
        if let Some((number, braces, after)) = braced(rest) {
            out.push_str(&raised(number));
            (open, rest) = (open + braces, after);
        } else if let Some((number, after)) = paired(rest) {
            out.push_str(&raised(number));
            rest = after;
        } else {
            let closes = character == '}' && open > 0;
            open -= usize::from(closes);
            if !closes {
                out.push(character);
            }
            rest = &rest[character.len_utf8()..];
        }
    }
    if formula { without_formula(&out) } else { out }
}

fn braced(text: &str) -> Option<(&str, usize, &str)> {
    let mut rest = text.strip_prefix("^{")?;
    let mut braces = 1;
    while let Some(inner) = rest.strip_prefix("^{") {
        (rest, braces) = (inner, braces + 1);
    }
    let (number, after) = digits(rest)?;
    Some((number, braces, after))
}

fn paired(text: &str) -> Option<(&str, &str)> {
    let (start, end) = if text.starts_with("[^") { ("[^", "]") } else { ("^", "^") };
    let (number, after) = digits(text.strip_prefix(start)?)?;
    Some((number, after.strip_prefix(end)?))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=4).contains(&length).then(|| text.split_at(length))
}

/// A line that a converter took for a formula, as text.
fn without_formula(text: &str) -> String {
    let text = text.replace("\\overline{", "{").replace("\\,", " ").replace("\\ ", " ").replace("\\\\", "");
    let kept: String = text.chars().filter(|character| !matches!(character, '{' | '}' | '$')).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

const SUPERSCRIPTS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// The value of a superscript digit.
#[must_use]
pub fn raised_digit(character: char) -> Option<u32> {
    SUPERSCRIPTS.iter().position(|known| *known == character).and_then(|value| u32::try_from(value).ok())
}

/// A number in superscript digits.
#[must_use]
pub fn raised(number: &str) -> String {
    let raise = |digit: char| digit.to_digit(10).and_then(|value| SUPERSCRIPTS.get(value as usize).copied());
    number.chars().map(|digit| raise(digit).unwrap_or(digit)).collect()
}

/// Superscript digits as plain digits; everything else stays.
#[must_use]
pub fn lowered(text: &str) -> String {
    let lower = |character| raised_digit(character).and_then(|value| char::from_digit(value, 10));
    text.chars().map(|character| lower(character).unwrap_or(character)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn superscripts_of_converters_are_one_form() {
        for (raw, expected) in [
            ("^{31 06}PORT309", "³¹ 06PORT309"),
            (" $^{^{158}}$ 08PORT191", "¹⁵⁸ 08PORT191"),
            ("$^{276\\,05} QUAY 406$", "²⁷⁶ 05 QUAY 406"),
            ("$^{153} \\ News: 6/28, \\, 07PORT$", "¹⁵³ News: 6/28, 07PORT"),
            ("^{85 &}quot;Ports,\" he said", "⁸⁵ \"Ports,\" he said"),
            ("the harbour.<sup>12</sup> The", "the harbour.¹² The"),
            ("the harbour.[^7] The", "the harbour.⁷ The"),
            ("x^{n} and 2^8^", "x^{n} and 2⁸"),
        ] {
            assert_eq!(line(raw, SoftHyphen::Nothing), expected, "{raw}");
        }
    }

    #[test]
    fn signs_of_print_become_letters() {
        for (raw, expected) in [
            ("of\u{FB01}ce", "office"),
            ("co\u{AD}operate", "cooperate"),
            ("Fish &amp; Ships &#8211; &unknown; 5 &lt; 6", "Fish & Ships – &unknown; 5 < 6"),
            ("[&]quot;Ports", "\"Ports"),
            ("a\u{0}b", "ab"),
            ("har\u{FFFE}bour", "har\u{E002}bour"),
            ("non\u{2}EU", "non-EU"),
            ("1704\u{FFFE}1711", "1704-1711"),
            ("har\u{FFFE}", "har\u{AD}"),
        ] {
            assert_eq!(line(raw, SoftHyphen::Nothing), expected, "{raw}");
        }
        assert_eq!(line("co\u{AD}operate", SoftHyphen::Hyphen), "co-operate");
    }
}
