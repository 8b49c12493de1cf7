//! Labels of figures and tables: duplicates, gaps and numbers out of order.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Label;
use crate::resolve::Book;
use crate::source::Span;

/// A caption with a label.
struct Bearer<'a> {
    case: usize,
    label: &'a Label,
    span: Span,
}

impl Bearer<'_> {
    /// The kind (`figure`), the part before the last number (`2.`), and that number; `None` for `Figure A`.
    fn number(&self) -> Option<(&str, &str, u32)> {
        let (kind, number) = self.label.name.split_once(' ')?;
        let digits = number.len() - number.trim_end_matches(|last: char| last.is_ascii_digit()).len();
        let (prefix, last) = number.split_at(number.len() - digits);
        Some((kind, prefix, last.parse().ok()?))
    }
}

/// The last number of a label, with its caption.
type Numbered<'a> = (u32, &'a Bearer<'a>);

/// The labels of a book in reading order.
pub struct Labels<'a> {
    bearers: Vec<Bearer<'a>>,
    names: BTreeSet<&'a str>,
}

impl<'a> Labels<'a> {
    /// Collects the labels of a book.
    pub fn of(book: &'a Book) -> Self {
        let cases = book.cases().iter().enumerate();
        let bearers: Vec<Bearer<'_>> = cases
            .flat_map(|(case, of)| {
                let captions = of.source().captions.iter();
                captions.filter_map(move |captioned| {
                    Some(Bearer { case, label: captioned.label.as_ref()?, span: captioned.span })
                })
            })
            .collect();
        let names = bearers.iter().map(|bearer| bearer.label.name.as_str()).collect();
        Self { bearers, names }
    }

    /// Whether a caption has this label, in the form of [`Label::name`].
    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// The labels as written.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.bearers.iter().map(|bearer| bearer.label.words.as_str())
    }

    /// The labels in the form of [`Label::name`], without duplicates.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().copied()
    }

    /// Reports duplicate labels, gaps, and numbers out of order.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let mut series: BTreeMap<(&str, &str, Option<usize>), Vec<Numbered<'_>>> = BTreeMap::new();
        let mut first: BTreeMap<(&str, Option<usize>), &Bearer<'_>> = BTreeMap::new();
        let anew = self.counted_anew();
        for bearer in &self.bearers {
            let case = anew.contains(kind(&bearer.label.name)).then_some(bearer.case);
            match first.get(&(bearer.label.name.as_str(), case)) {
                Some(earlier) => complain_of_second(bearer, earlier, diagnostics),
                None => {
                    first.insert((&bearer.label.name, case), bearer);
                    if let Some((kind, prefix, number)) = bearer.number() {
                        series.entry((kind, prefix, case)).or_default().push((number, bearer));
                    }
                }
            }
        }
        // A single number is not a series: the book may be part of a larger one.
        for numbers in series.values().filter(|numbers| numbers.len() > 1) {
            complain_of_jumps(numbers, diagnostics);
        }
    }

    /// The kinds that restart in each case: at least two cases begin with 1, and they are the majority.
    fn counted_anew(&self) -> BTreeSet<&str> {
        let mut beginnings: BTreeMap<&str, BTreeMap<usize, u32>> = BTreeMap::new();
        for bearer in &self.bearers {
            if let Some((kind, "", number)) = bearer.number() {
                beginnings.entry(kind).or_default().entry(bearer.case).or_insert(number);
            }
        }
        let is_anew = |beginnings: &BTreeMap<usize, u32>| {
            let ones = beginnings.values().filter(|number| **number == 1).count();
            ones > 1 && ones * 2 > beginnings.len()
        };
        beginnings.iter().filter(|(_, beginnings)| is_anew(beginnings)).map(|(kind, _)| *kind).collect()
    }
}

/// The kind of a label: `figure` of `figure 9`.
pub fn kind(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

fn complain_of_second(bearer: &Bearer<'_>, earlier: &Bearer<'_>, diagnostics: &mut Diagnostics) {
    let message = format!("two captions have the label `{}`", bearer.label.words);
    diagnostics.push(
        Diagnostic::new(Code::DuplicateLabel, bearer.span, message)
            .related(earlier.span, "the other one")
            .help("renumber one of the two, and check the mentions of both"),
    );
}

/// `numbers` are those of one series in reading order, without duplicates.
fn complain_of_jumps(numbers: &[Numbered<'_>], diagnostics: &mut Diagnostics) {
    let all: BTreeSet<u32> = numbers.iter().map(|(number, _)| *number).collect();
    let mut before: Option<&Numbered<'_>> = None;
    for entry in numbers {
        let (number, bearer) = entry;
        let last = before.map_or(0, |(number, _)| *number);
        let words = &bearer.label.words;
        let missing = (last + 1..*number).take(1000).find(|between| !all.contains(between));
        let message = match (missing, before) {
            (Some(missing), Some((_, earlier))) => {
                Some(format!("`{words}` comes after `{}`: number {missing} is missing", earlier.label.words))
            }
            (Some(missing), None) => Some(format!("`{words}` is the first: number {missing} is missing")),
            (None, Some((_, earlier))) if *number < last => {
                Some(format!("`{words}` comes after `{}`", earlier.label.words))
            }
            (None, _) => None,
        };
        if let Some(message) = message {
            let mut diagnostic = Diagnostic::new(Code::NumberJump, bearer.span, message)
                .help("look for a missing or misplaced caption, then renumber");
            if let Some((_, earlier)) = before {
                diagnostic = diagnostic.related(earlier.span, "the one before");
            }
            diagnostics.push(diagnostic);
        }
        before = Some(entry);
    }
}
