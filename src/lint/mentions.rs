//! Mentions of figures and tables that do not exist in the book.

use std::collections::BTreeSet;

use super::labels::{Labels, kind};
use crate::diag::{Code, Diagnostic, Diagnostics, Sources};
use crate::model::{Inline, MentionId, Nodes};
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Words after a mention that assign it to another work: `Figure 9 of the report`.
const WHOSE: &[&str] = &[
    "of", "in", "from", "by", "aus", "im", "bei", "von", "des", "der", "de", "du", "dans", "chez", "del",
    "della", "en", "em", "do", "da", "van", "uit",
];

/// Words before a mention that assign it to another work: `their Figure 9`.
const OWNERS: &[&str] = &[
    "his", "her", "their", "its", "deren", "dessen", "ihre", "ihrer", "ihren", "seine", "seiner", "sa",
    "leur", "su", "sua", "seu", "hun", "ibid.", "ebd.", "op.", "cit.",
];

/// Reports each mention in the text that matches no caption. Notes are skipped, because they cite other works.
pub fn check(book: &Book, labels: &Labels<'_>, sources: &dyn Sources, diagnostics: &mut Diagnostics) {
    let shapes: BTreeSet<String> = labels.names().map(shape).chain(["9".to_owned()]).collect();
    let kinds: BTreeSet<&str> = labels.names().map(kind).collect();
    let captions = written_as_captions(book, sources);
    for case in book.cases() {
        let text = sources.text(case.source().file);
        for id in in_text(case) {
            let mention = &case.source().mentions[id.index()];
            // Be silent about kinds that no caption of the book uses.
            let is_ours = shapes.contains(&shape(&mention.name)) && kinds.contains(kind(&mention.name));
            let is_answered = labels.has(&mention.name) || captions.contains(&mention.name);
            if is_answered || !is_ours || is_of_another(mention.span, &text) {
                continue;
            }
            let words = text.get(mention.span.range()).unwrap_or(&mention.name);
            if ends_a_sentence(words) {
                continue;
            }
            // In `Tables 1 and 3`, the message calls the second one `Table 3`.
            let words = if words.contains(char::is_alphabetic) { words } else { &mention.name };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            diagnostics.push(
                Diagnostic::new(
                    Code::DeadMention,
                    mention.span,
                    format!("no caption in the book has the label `{words}`"),
                )
                .help(help(labels)),
            );
        }
    }
}

/// The labels at the beginning of lines that look like captions but have no picture or table: `**Figure 9.** Aid`.
fn written_as_captions(book: &Book, sources: &dyn Sources) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for case in book.cases() {
        let text = sources.text(case.source().file);
        let mentions = case.source().mentions.iter();
        names.extend(
            mentions.filter(|mention| is_caption(mention.span, &text)).map(|mention| mention.name.clone()),
        );
    }
    names
}

fn is_caption(span: Span, text: &str) -> bool {
    let range = span.range();
    let (Some(before), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let mut line = before.chars().rev().take_while(|mark| *mark != '\n');
    let is_first = line.all(|mark| mark.is_whitespace() || "*_>#|-+:".contains(mark));
    let behind = behind.trim_start_matches(['*', '_']);
    is_first
        && (behind.starts_with(['.', ':', '—', '–', '|', '\n', '\r'])
            || behind.starts_with(" –")
            || behind.is_empty())
}

/// Whether the full stop ends a sentence, and not an abbreviation: `on the table. 12 of them`.
fn ends_a_sentence(words: &str) -> bool {
    words.split_once('.').is_some_and(|(word, rest)| rest.starts_with(char::is_whitespace) && word.len() > 4)
}

fn help(labels: &Labels<'_>) -> String {
    let known: Vec<String> = labels.words().take(12).map(|words| format!("`{words}`")).collect();
    let otherwise = "for a figure of another book, name the book: `Figure 9 of the report`";
    if known.is_empty() {
        format!("no caption in the book has a label; {otherwise}")
    } else {
        format!("the labels are {}; {otherwise}", known.join(", "))
    }
}

fn in_text(case: &BookCase) -> Vec<MentionId> {
    let mention = |inline: &Inline| match inline {
        Inline::Mention(id, _) => Some(*id),
        _ => None,
    };
    Nodes::of_blocks(&case.source().blocks).inlines().filter_map(mention).collect()
}

/// The form of a label's number: `a9.9` for `table a6.6`. A form that the book does not use belongs to another work.
fn shape(name: &str) -> String {
    let number = name.split_once(' ').map_or(name, |(_, number)| number);
    let mut shape = String::new();
    for character in number.chars() {
        let class = match character {
            '0'..='9' => '9',
            other if other.is_alphabetic() => 'a',
            other => other,
        };
        if !shape.ends_with(class) || class == '.' {
            shape.push(class);
        }
    }
    shape
}

/// Whether the words around a mention assign it to another work: `Smith’s Figure 9`, `Smith 2004, Figure 9`, `Figure 9
/// of`.
fn is_of_another(span: Span, text: &str) -> bool {
    let range = span.range();
    let (Some(before), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let before = before.trim_end();
    let word =
        before.rsplit(|other: char| other.is_whitespace() || "([".contains(other)).next().unwrap_or_default();
    let is_owned = before.ends_with("’s") || before.ends_with("'s") || before.ends_with("s’");
    let is_owned = is_owned || OWNERS.contains(&word.trim_end_matches(',').to_lowercase().as_str());
    // `Smith 2004, Figure 9`, and `Smith (2004) Figure 9`.
    let year = before.strip_suffix([',', ':', ';']).or(before.strip_suffix(')')).unwrap_or_default();
    let year = year.trim_end_matches([')', ']']);
    let is_cited = year.len() > 3 && year.bytes().rev().take(4).all(|byte| byte.is_ascii_digit());
    let behind = behind.trim_start_matches(['*', '_', ')', ',']);
    let mut words = behind.split_whitespace();
    let is_given = words.next().is_some_and(|word| WHOSE.contains(&word))
        && words.next().is_some_and(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
    let is_given = is_given || is_source(behind);
    // `Figure 1—figure supplement 1` and `Figura 3/23` are labels of another kind.
    let is_part = behind.strip_prefix(['/', '—']).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    is_owned || is_cited || is_given || is_part
}

/// Whether a citation in brackets follows: `Figure 9 (Smith 2004)`, `Figure 9 [@smith]`.
fn is_source(behind: &str) -> bool {
    let Some(inside) = behind.trim_start().strip_prefix(['(', '[']) else { return false };
    let inside = inside.split([')', ']']).next().unwrap_or_default();
    inside.starts_with('@') || inside.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))
}
