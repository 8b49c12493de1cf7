//! Explains errors in YAML syntax in terms of the author's text. The error of the library only gives an offset; each
//! class of mistake is recognized from the text around it.

use std::ops::Range;

use super::line::{Line, closing_bracket, closing_mark, quoted};

/// A mistake, its place, and its correction.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// The range of the text to mark.
    pub range: Range<usize>,
    /// The problem.
    pub message: String,
    /// The correction.
    pub help: String,
}

impl Slip {
    fn new(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: help.into() }
    }
}

/// The offset at which the library stopped.
struct Stop<'t> {
    text: &'t str,
    at: usize,
    line: Line<'t>,
    /// The message of the library, for errors that the text does not show, such as an exceeded limit.
    words: &'t str,
}

/// Longest line in bytes that the help shows corrected.
const LONGEST_SHOWN: usize = 120;

/// Finds the mistake that made the library stop at the offset `at` with this message.
pub fn slip(text: &str, at: usize, words: &str) -> Slip {
    let at = text.floor_char_boundary(at.min(text.len()));
    let mut line = Line::at(text, at);
    // At the end of the text, the last non-empty line is examined.
    if line.body().is_empty() {
        line = line.above(text).next().unwrap_or(line);
    }
    let stop = Stop { text, at, line, words };
    // The order matters: the first classes are certain, the later ones are guesses.
    let classes: [fn(&Stop<'_>) -> Option<Slip>; 14] = [
        limit,
        second_document,
        tab,
        open_mark,
        escape,
        words_after_mark,
        words_after_bracket,
        bracket,
        first_character,
        hyphen,
        colon_in_value,
        missing_blank,
        missing_colon,
        indentation,
    ];
    classes.iter().find_map(|class| class(&stop)).unwrap_or_else(|| unknown(&stop))
}

fn unknown(stop: &Stop<'_>) -> Slip {
    let end = stop.line.range().end;
    let range = if stop.at < end { stop.at..end } else { stop.line.range() };
    Slip::new(
        range,
        "this is not valid YAML",
        "compare this line and the one above with the examples in the manual: quotation marks, colons, brackets, indentation",
    )
}

/// Help that shows the line with another value, unless it is too long for a message.
fn write_value(line: Line<'_>, value: &str) -> String {
    let written = line.with_value(value);
    if written.len() > LONGEST_SHOWN {
        return "put the whole value between quotation marks".to_owned();
    }
    format!("write `{written}`")
}

fn limit(stop: &Stop<'_>) -> Option<Slip> {
    let (message, help) = if stop.words.contains("repetition limit") {
        ("the aliases in this file expand to too much text", "write the values out instead of repeating them")
    } else if stop.words.contains("recursion limit") {
        ("lists or keys are nested too deeply here", "write the value with fewer levels")
    } else {
        return None;
    };
    Some(Slip::new(stop.line.range(), message, help))
}

fn second_document(stop: &Stop<'_>) -> Option<Slip> {
    if !stop.words.contains("more than one document") {
        return None;
    }
    let mut has_content = false;
    let mut start = 0;
    for text in stop.text.split('\n') {
        let line = Line { start, text };
        start += text.len() + 1;
        if has_content && (text.trim_end() == "..." || text == "---" || text.starts_with("--- ")) {
            return Some(Slip::new(
                line.range(),
                "this line ends the YAML document, and casebook reads only the first document",
                "delete the line, or the text that does not belong to the first document",
            ));
        }
        has_content |= !line.body().is_empty() && !line.body().starts_with(['#', '%']) && text != "---";
    }
    None
}

fn tab(stop: &Stop<'_>) -> Option<Slip> {
    let is_lead = |character: char| matches!(character, ' ' | '\t' | '-');
    let lead = stop.line.text.len() - stop.line.text.trim_start_matches(is_lead).len();
    let tab = stop.line.text[..lead].find('\t')?;
    let rest = &stop.line.text[tab..];
    let start = stop.line.start + tab;
    Some(Slip::new(
        start..start + rest.len() - rest.trim_start_matches('\t').len(),
        "this line is indented with a tab; YAML allows only spaces",
        "replace each tab with two spaces",
    ))
}

/// An unclosed quotation mark, or one that is closed only by the opening mark of another value.
fn open_mark(stop: &Stop<'_>) -> Option<Slip> {
    let line_start = stop.line.start;
    let is_open = |line: Line<'_>, range: Range<usize>| {
        stop.text[range.start..].starts_with(['"', '\''])
            && closing_mark(stop.text, range.start).is_none_or(|end| {
                let is_below = line.start < line_start && end >= line_start && end < stop.at;
                is_below || stop.words.contains("while scanning a quoted scalar")
            })
    };
    let lines = std::iter::once(stop.line).chain(stop.line.above(stop.text)).take(MOST_LINES);
    let mut found = lines.filter_map(|line| Some((line, line.value()?)));
    let Some((line, range)) = found.find(|(line, range)| is_open(*line, range.clone())) else {
        return open_element(stop);
    };
    let words = stop.text[range.start + 1..range.end].trim_end();
    Some(Slip::new(range, OPEN_MARK, write_value(line, &quoted(words))))
}

const OPEN_MARK: &str = "this quotation mark is never closed";

/// How many lines above the offset of the error are searched for a mistake.
const MOST_LINES: usize = 200;

/// A quotation mark that opens an element of a list in brackets, or a key.
fn open_element(stop: &Stop<'_>) -> Option<Slip> {
    let is_mark = stop.text[stop.at..].starts_with(['"', '\'']);
    (is_mark && closing_mark(stop.text, stop.at).is_none()).then(|| {
        let end = Line::at(stop.text, stop.at).range().end;
        Slip::new(stop.at..end, OPEN_MARK, "put the same mark at the end of the quoted text")
    })
}

/// A backslash in double quotation marks that does not begin an escape.
fn escape(stop: &Stop<'_>) -> Option<Slip> {
    let line = Line::at(stop.text, stop.at);
    let until = (stop.at + 1).min(line.start + line.text.len());
    let backslash = stop.text.get(line.start..until)?.rfind('\\')? + line.start;
    let letter = stop.text[backslash + 1..].chars().next()?;
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        letter if "0abt\tnvfe \"/\\N_LP".contains(letter) => return None,
        _ => 0,
    };
    let rest = &stop.text[backslash + 1 + letter.len_utf8()..];
    let has_digits = rest.chars().take_while(char::is_ascii_hexdigit).count() >= digits;
    if digits > 0 && has_digits || !stop.words.contains("quoted scalar") {
        return None;
    }
    let value = line.value().filter(|range| stop.text[range.start..].starts_with('"'));
    let whole = value.and_then(|range| {
        let end = stop.text[..range.end].strip_suffix('"')?.len();
        stop.text.get(range.start + 1..end)
    });
    let advice = "a backslash in double quotation marks begins an escape; write it twice, or use single quotation marks";
    Some(Slip::new(
        backslash..backslash + 1 + letter.len_utf8(),
        format!("`\\{letter}` is not a YAML escape"),
        match (whole, line.has_key()) {
            (Some(words), true) if line.text.len() < LONGEST_SHOWN => {
                let words = words.replace("\\\"", "\"").replace("\\\\", "\\");
                format!("{advice}: `{}`", line.with_value(&format!("'{}'", words.replace('\'', "''"))))
            }
            _ => advice.to_owned(),
        },
    ))
}

/// `"word" and more`.
fn words_after_mark(stop: &Stop<'_>) -> Option<Slip> {
    let range = stop.line.value().filter(|range| stop.text[range.start..].starts_with(['"', '\'']))?;
    let end = closing_mark(stop.text, range.start).filter(|end| *end < range.end.min(stop.at))?;
    let value = &stop.text[range.clone()];
    let mark = &value[..1];
    // `'it's'` was meant as one quoted value, `"It" and more` as plain text that contains marks.
    let words = value[1..].strip_suffix(mark).unwrap_or(value);
    let rest = stop.text[end + 1..range.end].trim_start().len();
    Some(Slip::new(
        range.end - rest..range.end,
        "the value continues after its closing quotation mark",
        write_value(stop.line, &quoted(words)),
    ))
}

/// `[word] and more`.
fn words_after_bracket(stop: &Stop<'_>) -> Option<Slip> {
    let range = stop.line.value().filter(|range| stop.text[range.start..].starts_with(['[', '{']))?;
    let end = closing_bracket(stop.text, range.start).ok().filter(|end| *end < range.end.min(stop.at))?;
    let bracket = &stop.text[end..=end];
    let rest = stop.text[end + 1..range.end].trim_start().len();
    Some(Slip::new(
        range.end - rest..range.end,
        format!("the value continues after its closing `{bracket}`"),
        write_value(stop.line, &quoted(&stop.text[range])),
    ))
}

/// An unclosed bracket, or a list in brackets with a missing comma.
fn bracket(stop: &Stop<'_>) -> Option<Slip> {
    let lines = std::iter::once(stop.line).chain(stop.line.above(stop.text)).take(MOST_LINES);
    let values = lines.filter_map(|line| Some((line, line.value()?)));
    let mut brackets =
        values.filter(|(_, range)| range.start < stop.at && stop.text[range.start..].starts_with(['[', '{']));
    let (line, range) = brackets.find(|(_, range)| {
        closing_bracket(stop.text, range.start).map_or_else(|open| open < stop.at, |end| end >= stop.at)
    })?;
    let Err(open) = closing_bracket(stop.text, range.start) else { return Some(element(stop)) };
    let is_list = stop.text[open..].starts_with('[');
    let (opening, closing) = if is_list { ('[', ']') } else { ('{', '}') };
    let value = &stop.text[range.clone()];
    let help = if open == range.start && closing_bracket(value, 0) == Err(0) && !value.ends_with(',') {
        write_value(line, &format!("{value}{closing}"))
    } else {
        format!("put a `{closing}` after the last element")
    };
    Some(Slip::new(open..open + 1, format!("this `{opening}` is never closed"), help))
}

/// Text in brackets where a comma is expected.
fn element(stop: &Stop<'_>) -> Slip {
    let line = Line::at(stop.text, stop.at);
    let end = line.range().end.max(stop.at);
    let rest = &stop.text[stop.at..end];
    let length = rest.find([',', ']', '}']).unwrap_or(rest.len());
    let range = stop.at..stop.at + length.max(usize::from(!rest.is_empty()));
    if rest.starts_with(':') {
        return Slip::new(range, COLON, "put quotation marks around the element");
    }
    if let Some(first) = rest.chars().next().filter(|first| "@`%*&!|>?".contains(*first)) {
        let message = format!("a value cannot begin with `{first}`");
        return Slip::new(range, message, "put quotation marks around the element");
    }
    Slip::new(range, "a comma is missing before this", "put a comma between two elements")
}

const COLON: &str = "a value that contains `: ` needs quotes";

/// A value that begins with a character that YAML reserves.
fn first_character(stop: &Stop<'_>) -> Option<Slip> {
    let range = stop.line.value().filter(|range| range.start <= stop.at)?;
    let value = &stop.text[range.clone()];
    let first = value.chars().next()?;
    let mut help = write_value(stop.line, &quoted(value));
    let message = match first {
        '-' if value.starts_with("- ") && stop.line.has_key() => {
            let key = stop.line.with_value("");
            help = format!("write `{}`, and below it `  {value}`", key.trim_end());
            "a list begins on the line below its key".to_owned()
        }
        '*' if value[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) => {
            help = format!("if it is text, {help}");
            format!("`{value}` refers to the anchor `&{}`, which does not exist", &value[1..])
        }
        '>' | '|' => format!("the text after `{first}` begins on the next line"),
        '`' => "a value cannot begin with a backtick".to_owned(),
        '@' | '%' | '*' | '&' | '!' | '?' | ',' | ']' | '}' => {
            format!("a value cannot begin with `{first}`")
        }
        _ => return None,
    };
    Some(Slip::new(range, message, help))
}

/// `-item`.
fn hyphen(stop: &Stop<'_>) -> Option<Slip> {
    let lines = std::iter::once(stop.line).chain(stop.line.above(stop.text).take(1));
    let mut items = lines.filter_map(|line| {
        let rest = line.body().strip_prefix('-')?;
        (!rest.is_empty() && !rest.starts_with([' ', '-'])).then_some((line, rest))
    });
    let (line, rest) = items.next()?;
    Some(Slip::new(line.range(), HYPHEN, format!("write `- {rest}`")))
}

/// The message for `-item`.
pub const HYPHEN: &str = "a list item needs a space after its hyphen";

/// `key: word: word`.
fn colon_in_value(stop: &Stop<'_>) -> Option<Slip> {
    let range = stop.line.value().filter(|range| range.contains(&stop.at))?;
    let value = &stop.text[range.clone()];
    let is_colon = stop.text[stop.at..].starts_with(':');
    is_colon.then(|| Slip::new(range, COLON, write_value(stop.line, &quoted(value))))
}

/// `key:value`.
fn missing_blank(stop: &Stop<'_>) -> Option<Slip> {
    let lines = std::iter::once(stop.line).chain(stop.line.above(stop.text).take(1));
    let mut found = lines.filter_map(|line| {
        let (key, value) = line.body().split_once(':').filter(|_| !line.has_key())?;
        let is_word = |character: char| character.is_alphanumeric() || "-_".contains(character);
        let is_key = !key.is_empty() && key.chars().all(is_word) && !value.starts_with("//");
        is_key.then_some((line, key, value))
    });
    let (line, key, value) = found.next()?;
    Some(Slip::new(line.range(), "a space is missing after the colon", format!("write `{key}: {value}`")))
}

/// A line that is neither a key nor a list item.
fn missing_colon(stop: &Stop<'_>) -> Option<Slip> {
    if stop.line.text.starts_with('%') {
        let message = "a line that begins with `%` is a YAML directive, which casebook does not support";
        return Some(Slip::new(stop.line.range(), message, "delete the line"));
    }
    let is_plain = |line: &Line<'_>| !line.has_key() && !line.is_item();
    let line = std::iter::once(stop.line).chain(stop.line.above(stop.text).take(1)).find(is_plain)?;
    Some(Slip::new(
        line.range(),
        "this line is not of the form `key: value`",
        "put a colon and a space after the key; or, if the line continues the value above it, indent it further than its key",
    ))
}

/// A line with the wrong indentation.
fn indentation(stop: &Stop<'_>) -> Option<Slip> {
    let line = stop.line;
    let above = line.above(stop.text).next()?;
    let (own, other) = (line.indentation(), above.indentation());
    let blanks = |count: usize| if count == 1 { "1 space".to_owned() } else { format!("{count} spaces") };
    if own > other && above.value().is_some() {
        let message = "this line is indented further than the line above, which has a value of its own";
        let help = format!(
            "indent both lines by {}; or, if the value continues on this line, put all of it between quotation marks",
            blanks(other)
        );
        return Some(Slip::new(line.range(), message, help));
    }
    let mut levels: Vec<usize> = line.above(stop.text).take(MOST_LINES).map(Line::indentation).collect();
    levels.sort_unstable();
    levels.dedup();
    if levels.contains(&own) {
        let message = if line.is_item() {
            "this list item belongs to no key"
        } else {
            "this line belongs to no list or key above it"
        };
        let help = "indent it like the lines that it belongs to; a list begins below a key that has no value";
        return Some(Slip::new(line.range(), message, help));
    }
    let names: Vec<String> = levels.iter().take(6).map(ToString::to_string).collect();
    let message = format!("this line is indented by {}, which matches no line above it", blanks(own));
    let help = format!(
        "indent it like the lines that it belongs to; those above are indented by {}",
        names.join(", ")
    );
    Some(Slip::new(line.range(), message, help))
}
