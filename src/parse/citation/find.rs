//! The syntax of citations and cross-references in running text.

use std::ops::Range;

use super::cross_reference::{self, is_of_reference};
use super::found::{ESCAPED, Form, Found, FoundWork, OBJECT};
use crate::model::{CitationForm, Wanted};

/// The citations and cross-references in a text, in order.
pub fn find(text: &str) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    let may_begin = ['[', '@', '-', '{', ':', '\\', ESCAPED];
    while let Some(next) = text[at..].find(may_begin).map(|offset| at + offset) {
        let citation = match text[next..].chars().next() {
            Some('[') => in_brackets(text, next),
            Some('{') => role(text, next).or_else(|| cross_reference::role(text, next)),
            Some(':') => cross_reference::rst_role(text, next),
            Some('\\') => cross_reference::command(text, next),
            Some(ESCAPED) => cross_reference::of_bookdown(text, next),
            _ => in_text(text, next),
        };
        at = citation.as_ref().map_or(next + 1, |citation| citation.range.end);
        found.extend(citation);
    }
    found
}

/// A citation in brackets.
fn in_brackets(text: &str, open: usize) -> Option<Found> {
    let close = closing(text, open)?;
    let works = works(text, open + 1..close);
    // Places that are not separated by semicolons are references of their own.
    let holds_reference = |work: &FoundWork| {
        let signs = text[work.suffix.clone()].match_indices('@').map(|(at, _)| work.suffix.start + at);
        signs.filter_map(|sign| key(text, sign)).any(|key| is_of_reference(text, &key))
    };
    if works.iter().any(holds_reference) {
        return None;
    }
    let is_reference = !works.is_empty() && works.iter().all(|work| is_of_reference(text, &work.key));
    let form = if is_reference {
        Form::CrossReference(Wanted::Label)
    } else {
        Form::Citation(CitationForm::Bracketed)
    };
    (!works.is_empty()).then_some(Found { range: open..close + 1, form, works })
}

/// The bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    text[open..].char_indices().find_map(|(offset, character)| {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(open + offset)
    })
}

/// The works between brackets, separated by semicolons. What has no key belongs to the work before it.
fn works(text: &str, inside: Range<usize>) -> Vec<FoundWork> {
    let mut works: Vec<FoundWork> = Vec::new();
    let mut start = inside.start;
    for piece in text[inside].split(';') {
        let range = start..start + piece.len();
        start = range.end + 1;
        match key_in(text, range.clone()) {
            Some((from, key, hides_author)) => {
                let prefix = works.last().map_or(range.start, |_| range.start)..from;
                works.push(FoundWork { prefix, suffix: after(text, &key)..range.end, key, hides_author });
            }
            None => {
                if let Some(last) = works.last_mut() {
                    last.suffix.end = range.end;
                }
            }
        }
    }
    works
}

/// The first key in a part of a text: where it begins with its signs, its place, and whether the author is hidden.
fn key_in(text: &str, range: Range<usize>) -> Option<(usize, Range<usize>, bool)> {
    let mut at = range.start;
    while let Some(sign) = text[at..range.end].find('@').map(|offset| at + offset) {
        if let Some(key) = key(text, sign).filter(|key| key.end <= range.end) {
            let hides_author = text[..sign].ends_with('-');
            return Some((sign - usize::from(hides_author), key, hides_author));
        }
        at = sign + 1;
    }
    None
}

/// The key after the `@` at `sign`: `@kelley2017`, `@{any key}`. It must not be part of a word, such as a mail address.
fn key(text: &str, sign: usize) -> Option<Range<usize>> {
    let before = text[..sign].strip_suffix('-').unwrap_or(&text[..sign]);
    if before.ends_with(|character: char| {
        character.is_alphanumeric() || matches!(character, '_' | '@' | '/' | '.')
    }) {
        return None;
    }
    let start = sign + 1;
    if text[start..].starts_with('{') {
        let length = text[start..].find('}')?;
        return (length > 1).then_some(start + 1..start + length);
    }
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    let mut end = start + text[start..].chars().next().filter(|first| is_letter(*first))?.len_utf8();
    let mut waiting = end;
    for character in text[end..].chars() {
        waiting += character.len_utf8();
        if is_letter(character) {
            end = waiting;
        } else if !":.#$%&-+?<>~/".contains(character) || waiting > end + 1 {
            break;
        }
    }
    Some(start..end)
}

/// Where the text goes on after a key, whose braces count.
fn after(text: &str, key: &Range<usize>) -> usize {
    key.end + usize::from(text[..key.start].ends_with('{'))
}

/// A citation in running text, perhaps with a part of the work in brackets: `@kelley2017 [p. 3; @foo]`.
fn in_text(text: &str, start: usize) -> Option<Found> {
    // A dash between words hides nothing.
    let is_free = !text[..start].ends_with(|before: char| before.is_alphanumeric() || before == '-');
    let hides_author = text[start..].starts_with('-') && is_free;
    let sign = start + usize::from(hides_author);
    let key = text[sign..].starts_with('@').then(|| key(text, sign)).flatten()?;
    let end = after(text, &key);
    let mut work = FoundWork { prefix: start..start, suffix: end..end, key, hides_author };
    if is_of_reference(text, &work.key) {
        let form = Form::CrossReference(Wanted::Label);
        return Some(Found { range: start..end, form, works: vec![work] });
    }
    let form = Form::Citation(if hides_author { CitationForm::Bracketed } else { CitationForm::InText });
    let open = end + usize::from(text[end..].starts_with(' '));
    let close = text[open..].starts_with('[').then(|| closing(text, open)).flatten();
    let Some(close) = close else {
        return Some(Found { range: start..end, form, works: vec![work] });
    };
    let inside = open + 1..close;
    let own = inside.start + text[inside.clone()].find(';').unwrap_or(inside.len());
    // Brackets with another key at once are of that work, and belong to this citation.
    if key_in(text, inside.start..own).is_some() {
        let others = works(text, inside);
        if others.iter().any(|other| is_of_reference(text, &other.key)) {
            return Some(Found { range: start..end, form, works: vec![work] });
        }
        let works = std::iter::once(work).chain(others).collect();
        return Some(Found { range: start..close + 1, form, works });
    }
    work.suffix = inside.start..own;
    let others = if own < inside.end { works(text, own + 1..inside.end) } else { Vec::new() };
    let works = std::iter::once(work).chain(others).collect();
    Some(Found { range: start..close + 1, form, works })
}

/// A role with its keys as code: `{cite:p}` and `` `key, other` ``.
fn role(text: &str, open: usize) -> Option<Found> {
    let (name, rest) = text[open + 1..].split_once('}')?;
    let form = match name {
        "cite" | "cite:p" | "cite:ps" | "cite:year" | "cite:yearpar" => CitationForm::Bracketed,
        "cite:t" | "cite:ts" | "cite:author" => CitationForm::InText,
        _ => return None,
    };
    let start = text.len() - rest.len();
    let key = rest.starts_with(OBJECT).then(|| start..start + OBJECT.len())?;
    let end = key.end;
    let hides_author = name.starts_with("cite:year");
    let work = FoundWork { hides_author, ..FoundWork::alone(key, &(open..end)) };
    Some(Found { range: open..end, form: Form::Citation(form), works: vec![work] })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each citation as its form and, for each work, the words before the key, the key, and the words after it.
    fn found(text: &str) -> Vec<String> {
        let work = |work: &FoundWork| {
            let [prefix, key, suffix] =
                [&work.prefix, &work.key, &work.suffix].map(|range| &text[range.clone()]);
            format!("{prefix}|{}{key}|{suffix}", if work.hides_author { "-" } else { "" })
        };
        let citation = |found: Found| {
            let works: Vec<String> = found.works.iter().map(work).collect();
            let form = match found.form {
                Form::Citation(form) => format!("{form:?}"),
                Form::CrossReference(wanted) => format!("{wanted:?}"),
            };
            format!("{form} {}", works.join(" + "))
        };
        find(text).into_iter().map(citation).collect()
    }

    #[test]
    fn citations_of_pandoc() {
        for (text, expected) in [
            ("a [@foo] b", &["Bracketed |foo|"][..]),
            ("[see @foo, pp. 3-4; also -@bar]", &["Bracketed see |foo|, pp. 3-4 +  also |-bar|"]),
            ("[-@foo]", &["Bracketed |-foo|"]),
            ("@foo says", &["InText |foo|"]),
            ("@foo [p. 3] says", &["InText |foo|p. 3"]),
            ("@foo[p. 3; see @bar]", &["InText |foo|p. 3 +  see |bar|"]),
            ("@foo [@bar]", &["InText |foo| + |bar|"]),
            ("@foo [see @bar]", &["InText |foo| + see |bar|"]),
            ("@foo [see @bar, p. 3; -@baz]", &["InText |foo| + see |bar|, p. 3 +  |-baz|"]),
            ("@foo [@fig-a]", &["InText |foo|", "Label |fig-a|"]),
            ("@foo [me@example.org]", &["InText |foo|me@example.org"]),
            ("-@foo, p. 3", &["Bracketed |-foo|"]),
            ("[@{https://e.org/?a}, p. 1]", &["Bracketed |https://e.org/?a|, p. 1"]),
            ("[@a:b.c-d/e_f.]", &["Bracketed |a:b.c-d/e_f|."]),
            ("@foo. @bar, (@baz)", &["InText |foo|", "InText |bar|", "InText |baz|"]),
            ("[@foo; and more]", &["Bracketed |foo|; and more"]),
            ("[@foo [sic], p. 2]", &["Bracketed |foo| [sic], p. 2"]),
            ("@Ünal2010 和@王2001", &["InText |Ünal2010|"]),
            ("a--@foo and b-@foo", &["InText |foo|"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn cross_references_of_all_tools() {
        for (text, expected) in [
            ("see @fig-port.", &["Label |fig-port|"][..]),
            ("see -@fig-port", &["Label |-fig-port|"]),
            ("[@fig-port]", &["Label |fig-port|"]),
            ("[-@tbl-a]", &["Label |-tbl-a|"]),
            ("[Fig. @fig-a; @fig-b, left]", &["Label Fig. |fig-a| +  |fig-b|, left"]),
            ("@fig:port [p. 3]", &["Label |fig:port|"]),
            ("[Figs. @fig-a and @fig-b]", &["Label |fig-a|", "Label |fig-b|"]),
            ("[@{sec-report}]", &["Bracketed |sec-report|"]),
            ("[@fig-a; @foo]", &["Bracketed |fig-a| +  |foo|"]),
            ("(\u{1}ref(fig:my-plot))", &["Number |fig:my-plot|"]),
            ("\\ref{sec:a} \\eqref{eq:b} \\autoref{c}", &["Bare |sec:a|", "Number |eq:b|", "Label |c|"]),
            ("{numref}\u{FFFC} and {ref}\u{FFFC}", &["Label |\u{FFFC}|", "Name |\u{FFFC}|"]),
            (":numref:\u{FFFC} and {doc}\u{FFFC}", &["Label |\u{FFFC}|", "Title |\u{FFFC}|"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_text_is_no_citation() {
        for text in [
            "me@example.org",
            "[write to me@e.org]",
            "5 @ $3",
            "@",
            "[@]",
            "@{}",
            "\u{1}foo",
            "[\u{1}foo]",
            "a@@b",
            "@-x",
            "x.@y",
            "{file}\u{FFFC}",
            "\\ref{}",
            "\u{1}ref()",
            ":ref:x",
            "{cite}x",
            "[open @",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("[open @foo"), ["InText |foo|"]);
    }
}
