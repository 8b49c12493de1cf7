//! A block between fences, and the options at the beginning of its text: `:width: 80%` or YAML in a directive, `#| width: 80%` in a
//! cell.

use std::ops::Range;

use super::super::callout::line::words;

/// A block between fences, by the places of its parts.
pub struct Fenced<'l> {
    /// The opening fence with the words behind it.
    pub opening: Range<usize>,
    /// The words behind the opening fence.
    pub behind: Range<usize>,
    /// The lines between the fences.
    pub body: &'l [Range<usize>],
    /// The closing fence.
    pub closing: Range<usize>,
    /// A line end and the start of each further line in the containers of the block.
    pub before: String,
}

/// An option.
pub struct Setting {
    /// Its key.
    pub key: String,
    /// The places of its value, one for each line.
    pub value: Vec<Range<usize>>,
}

impl Setting {
    /// The value in one line.
    pub fn words(&self, text: &str) -> String {
        self.value.iter().map(|line| &text[line.clone()]).collect::<Vec<_>>().join(" ")
    }
}

/// The options of a directive, and the lines behind them; `None` for YAML without an end.
pub fn of_directive<'l>(text: &str, body: &'l [Range<usize>]) -> Option<(Vec<Setting>, &'l [Range<usize>])> {
    let is_rule = |line: &Range<usize>| text[words(text, line)].trim() == "---";
    let (options, rest) = if body.first().is_some_and(is_rule) {
        let end = body.iter().skip(1).position(is_rule)? + 1;
        (&body[1..end], &body[end + 1..])
    } else {
        let is_option = |line: &&Range<usize>| text[words(text, line)].starts_with(':');
        body.split_at(body.iter().take_while(is_option).count())
    };
    let options = options.iter().filter(|line| !words(text, line).is_empty());
    let indent = |line: &Range<usize>| words(text, line).start - line.start;
    let base = options.clone().next().map_or(0, indent);
    let options = options.map(|line| {
        let place = words(text, line);
        let marks = text[place.clone()].len() - text[place.clone()].trim_start_matches(':').len();
        (place.start + marks..place.end, marks == 0 && indent(line) > base)
    });
    Some((settings(text, options), rest))
}

/// Comments that begin an option of a cell, by the languages of the cells.
const COMMENTS: [&str; 2] = ["#|", "//|"];

/// The options of a cell, and the lines behind them.
pub fn of_cell<'l>(text: &str, body: &'l [Range<usize>]) -> (Vec<Setting>, &'l [Range<usize>]) {
    let option = |line: &Range<usize>| {
        let bare = text[line.clone()].trim_start_matches([' ', '\t', '>']);
        let inside = COMMENTS.iter().find_map(|comment| bare.strip_prefix(comment))?;
        Some(line.end - inside.len()..line.end)
    };
    let lines: Vec<Range<usize>> = body.iter().map_while(option).collect();
    let rest = &body[lines.len()..];
    let options = lines.into_iter().map(|line| (line.clone(), text[line].starts_with("  ")));
    (settings(text, options), rest)
}

/// The options in lines, of which some continue the value before them.
fn settings(text: &str, lines: impl Iterator<Item = (Range<usize>, bool)>) -> Vec<Setting> {
    let mut settings: Vec<Setting> = Vec::new();
    for (line, continues) in lines {
        match settings.last_mut() {
            Some(last) if continues => last.value.push(trimmed(text, line)),
            _ => settings.push(setting(text, line)),
        }
    }
    settings
}

/// `key: value`. The value of `key: |` is in the lines after it.
fn setting(text: &str, line: Range<usize>) -> Setting {
    let option = &text[line.clone()];
    let (key, value) = option.split_once(':').unwrap_or((option, ""));
    let is_block = matches!(value.trim(), "|" | ">" | "|-" | ">-");
    let value = if is_block { Vec::new() } else { vec![trimmed(text, line.end - value.len()..line.end)] };
    Setting { key: key.trim().to_owned(), value }
}

/// The place of a value without white space and quotation marks.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let value = unquoted(whole);
    let start = range.start + whole.find(value).unwrap_or(0);
    start..start + value.len()
}

/// A value without white space and quotation marks.
pub fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inside = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inside.unwrap_or(value)
}
