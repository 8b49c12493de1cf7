//! Mentions of figures and tables that the book does not have.

use std::collections::BTreeSet;

use super::labels::{Labels, kind};
use crate::diag::{Code, Diagnostic, Diagnostics, Sources};
use crate::model::{Inline, MentionId};
use crate::resolve::walk::{self, Met};
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Words behind a mention that say whose figure it is: `Figure 9 of the report`.
const WHOSE: &[&str] =
    &["of", "in", "from", "by", "aus", "im", "von", "des", "de", "du", "del", "della", "van"];

/// Complains of each mention in the text that no caption answers. Notes cite other books, and so are left alone.
pub fn check(book: &Book, labels: &Labels<'_>, sources: &dyn Sources, diagnostics: &mut Diagnostics) {
    let shapes: BTreeSet<String> = labels.names().map(shape).chain(["9".to_owned()]).collect();
    let kinds: BTreeSet<&str> = labels.names().map(kind).chain(["figure", "table"]).collect();
    for case in book.cases() {
        let text = sources.text(case.source().file);
        for id in in_text(case) {
            let mention = &case.source().mentions[id.index()];
            // Boxes, maps and plates are the book's own only where some caption is called so.
            let is_ours = shapes.contains(&shape(&mention.name)) && kinds.contains(kind(&mention.name));
            if labels.has(&mention.name) || !is_ours || is_of_another(mention.span, &text) {
                continue;
            }
            let words = text.get(mention.span.range()).unwrap_or(&mention.name);
            if ends_a_sentence(words) {
                continue;
            }
            // The 3 of `Tables 1 and 3` is named in full.
            let words = if words.contains(char::is_alphabetic) { words } else { &mention.name };
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            diagnostics.push(
                Diagnostic::new(
                    Code::DeadMention,
                    mention.span,
                    format!("`{words}` is mentioned here, and no caption of the book has this label"),
                )
                .help(help(labels)),
            );
        }
    }
}

/// Whether the full stop is no abbreviation's: `on the table. 12 of them`.
fn ends_a_sentence(words: &str) -> bool {
    words.split_once('.').is_some_and(|(word, rest)| rest.starts_with(char::is_whitespace) && word.len() > 4)
}

fn help(labels: &Labels<'_>) -> String {
    let known: Vec<String> = labels.words().take(12).map(|words| format!("`{words}`")).collect();
    let otherwise = "where another book is meant, say so: `Figure 9 of the report`";
    if known.is_empty() {
        format!("no caption of the book has a label; {otherwise}")
    } else {
        format!("the labels are {}; {otherwise}", known.join(", "))
    }
}

fn in_text(case: &BookCase) -> Vec<MentionId> {
    let mut found = Vec::new();
    walk::blocks(&case.source().blocks, &mut |met| {
        if let Met::Inline(Inline::Mention(id, _)) = met {
            found.push(*id);
        }
    });
    found
}

/// How the number of a label is made: `a9.9` of `table a6.6`. Numbers of a kind that the book does not have are another
/// book's.
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

/// Whether the words around a mention give it to another book: `Smith’s Figure 9`, `Smith 2004, Figure 9`, `Figure 9 of`.
fn is_of_another(span: Span, text: &str) -> bool {
    let range = span.range();
    let (Some(before), Some(behind)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let before = before.trim_end();
    let is_owned = before.ends_with("’s") || before.ends_with("'s") || before.ends_with("s’");
    let year = before.strip_suffix([',', ':']).unwrap_or_default();
    let is_cited = year.len() > 3 && year.bytes().rev().take(4).all(|byte| byte.is_ascii_digit());
    let mut words = behind.trim_start_matches(['*', '_', ')']).split_whitespace();
    let is_given = words.next().is_some_and(|word| WHOSE.contains(&word))
        && words.next().is_some_and(|word| !word.starts_with(|first: char| first.is_ascii_digit()));
    is_owned || is_cited || is_given
}
