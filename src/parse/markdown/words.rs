//! Runs of text: collected without gaps, and passed on with the addresses, superscripts, subscripts and references in
//! them.

use std::borrow::Cow;
use std::ops::Range;

use super::Reader;
use crate::diag::{Code, did_you_mean, nearest};
use crate::model::Style;
use crate::parse::builder::Kind;
use crate::parse::run::{self, Found};

impl Reader<'_, '_> {
    pub(super) fn push_source(&mut self, range: Range<usize>) {
        let words = self.builder.source.text.get(range.clone()).unwrap_or_default().to_owned();
        self.push_words(&words, range);
    }

    pub(super) fn push_words(&mut self, words: &str, range: Range<usize>) {
        if words.is_empty() {
            return;
        }
        // A backslash between two pieces escapes the character after it; the run continues.
        let is_gap = |gap: Range<usize>| matches!(self.builder.source.text.get(gap), Some("" | "\\"));
        if self.run.last().is_some_and(|(_, last)| !is_gap(last.end..range.start)) {
            self.end_run();
        }
        self.run.push((words.to_owned(), range));
    }

    /// Passes the collected text on, with the constructs found in it.
    pub(super) fn end_run(&mut self) {
        let run = std::mem::take(&mut self.run);
        let (Some((_, first)), Some((_, last))) = (run.first(), run.last()) else { return };
        let range = first.start..last.end;
        let text = &self.builder.source.text[range.clone()];
        // A backslash before the run escapes its first character.
        let is_escaped = self.builder.source.text[..range.start].ends_with('\\');
        let found = run::find(text).into_iter().filter(|found| !(is_escaped && found.range().start == 0));
        let undefined =
            run::undefined_notes(text).into_iter().filter(|(place, _)| !(is_escaped && place.start == 0));
        let at = |place: &Range<usize>| range.start + place.start..range.start + place.end;
        for (place, label) in undefined {
            let message = format!("note `{label}` is not defined in this file");
            let is_tried = self.builder.guesses.may_guess();
            let known = self.builder.labels.get_or_init(|| run::defined_notes(&self.builder.source.text));
            let near = nearest(label, known.iter().map(String::as_str).filter(|_| is_tried));
            let help = near.map_or_else(
                || format!("add a paragraph `[^{label}]: …`, or write `\\[^{label}]` if you mean these characters"),
                |near| did_you_mean(&format!("[^{near}]")),
            );
            self.builder.complain(Code::UndefinedNote, at(&place), message, &help);
        }
        let mut offset = range.start;
        for found in found {
            let whole = at(&found.range());
            self.words(&run, offset..whole.start);
            offset = whole.end;
            let kind = match &found {
                Found::Address(_) if self.builder.is_in_link() => Kind::Transparent,
                Found::Address(_) => {
                    let address = run::as_typed(&self.builder.source.text, &run, whole.clone());
                    Kind::Link(self.builder.link(&address, None, whole.clone()))
                }
                Found::Superscript(..) => Kind::Styled(Style::Superscript),
                Found::Subscript(..) => Kind::Styled(Style::Subscript),
            };
            self.builder.open(kind, None, whole.clone());
            match &found {
                Found::Address(_) => {
                    let words = run::as_typed(&self.builder.source.text, &run, whole.clone());
                    self.builder.text(&words, whole.clone());
                }
                Found::Superscript(_, words) | Found::Subscript(_, words) => self.words(&run, at(words)),
            }
            self.builder.close_markdown(whole.end);
        }
        self.words(&run, offset..range.end);
    }

    /// Adds the text of a run in `range`.
    pub(super) fn words(&mut self, run: &[(String, Range<usize>)], range: Range<usize>) {
        for (words, place) in run::pieces(run, &range) {
            let part = place.start.max(range.start)..place.end.min(range.end);
            // An escaped backslash does not count.
            let is_text = self.builder.source.text[..part.start].ends_with('\\');
            if part == *place {
                self.builder.text(&joined(words, is_text), part);
            } else if part.start < part.end {
                let words = joined(&self.builder.source.text[part.clone()], is_text).into_owned();
                self.builder.text(&words, part);
            }
        }
    }
}

/// Replaces each escaped space by a no-break space, as pandoc does. The first character may be exempt.
fn joined(words: &str, is_text: bool) -> Cow<'_, str> {
    let kept = words.len() - words.strip_prefix('\\').filter(|_| is_text).unwrap_or(words).len();
    if words[kept..].contains("\\ ") {
        Cow::Owned(words[..kept].to_owned() + &words[kept..].replace("\\ ", "\u{A0}"))
    } else {
        Cow::Borrowed(words)
    }
}
