//! What the Markdown parser reads in a text: which lines are code or HTML, and which blocks are callouts of other tools.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::super::mask;
use super::rewritten::{Drawn, LINE, Mark, Rewritten};

/// The blocks of a text that matter for callouts.
#[derive(Default)]
pub struct Survey {
    /// Code blocks and HTML blocks, in order.
    verbatim: Vec<(Range<usize>, bool)>,
    /// Fenced code blocks whose language is in braces, such as `{note}`.
    pub directives: Vec<Range<usize>>,
    /// The starts of thematic breaks.
    rules: BTreeSet<usize>,
    /// The starts of paragraphs that begin a quotation with `[!`.
    pub alerts: Vec<usize>,
}

impl Survey {
    /// Surveys a text. `lines` are the first lines of indented blocks.
    pub fn of(text: &str, lines: &[Range<usize>], options: Options) -> Self {
        let mut survey = Self::default();
        let masked = ruled(&mask::masked(text), lines);
        let mut begins_quote = false;
        for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    if matches!(kind, CodeBlockKind::Fenced(info) if info.starts_with('{')) {
                        survey.directives.push(range.clone());
                    }
                    survey.verbatim.push((range, false));
                }
                Event::Rule => {
                    survey.rules.insert(range.start);
                }
                Event::Start(Tag::HtmlBlock) => survey.verbatim.push((range, true)),
                Event::Start(Tag::Paragraph) if begins_quote && text[range.start..].starts_with("[!") => {
                    survey.alerts.push(range.start);
                }
                Event::Start(Tag::BlockQuote(_)) => {
                    begins_quote = true;
                    continue;
                }
                _ => {}
            }
            begins_quote = false;
        }
        survey
    }

    /// Whether such a first line begins a block here: it is not code, HTML, or indented too far.
    pub fn is_block(&self, offset: usize) -> bool {
        self.rules.contains(&offset)
    }

    /// Whether it is in an HTML block that an empty line ends (`CommonMark`, section 4.6).
    pub fn is_in_open_html(&self, text: &str, offset: usize) -> bool {
        let Some((block, true)) = self.verbatim_at(offset) else { return false };
        let start = text[block.start..].trim_start_matches('<').trim_start_matches('/').to_ascii_lowercase();
        let is_raw = ["pre", "script", "style", "textarea"].iter().any(|name| start.starts_with(name));
        start.starts_with(|first: char| first.is_ascii_alphabetic()) && !is_raw
    }

    /// Whether an offset is in code or in an HTML block.
    pub fn is_verbatim(&self, offset: usize) -> bool {
        self.verbatim_at(offset).is_some()
    }

    fn verbatim_at(&self, offset: usize) -> Option<&(Range<usize>, bool)> {
        let place = self.verbatim.partition_point(|(range, _)| range.end <= offset);
        self.verbatim.get(place).filter(|(range, _)| range.start <= offset)
    }
}

/// A fence of colons.
pub struct Fence {
    /// The place of its colons and the words after them.
    pub range: Range<usize>,
    /// Whether it opens a block. A fence without words closes one.
    pub opens: bool,
}

/// The pairs of fences, as indices. Both fences of a pair are blocks of the same container, such as a list item.
pub fn pairs(text: &Rewritten, fences: &[Fence], options: Options) -> Vec<(usize, usize)> {
    let lines: Vec<Range<usize>> = fences.iter().map(|fence| fence.range.clone()).collect();
    let masked = ruled(&mask::masked(&text.text), &lines);
    let places: HashMap<usize, usize> =
        fences.iter().enumerate().map(|(at, f)| (f.range.start, at)).collect();
    let mut matching =
        Matching { fences, containers: vec![0], count: 0, open: Vec::new(), pairs: Vec::new() };
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        match event {
            Event::Start(tag) if is_container(tag.to_end()) => matching.enter(),
            Event::End(end) if is_container(end) => matching.leave(),
            Event::Rule => match (places.get(&range.start), text.mark_at(range.start)) {
                (Some(fence), _) => matching.fence(*fence),
                (None, Some(Mark::Open(..) | Mark::Drawn(..))) => matching.enter(),
                (None, Some(Mark::Close(_))) => matching.leave(),
                (None, _) => {}
            },
            _ => {}
        }
    }
    matching.pairs
}

/// Where the callouts begin whose lines are not read as they should: an open fence of code may swallow the last line.
pub fn failed(text: &Rewritten, options: Options) -> BTreeSet<usize> {
    let masked = mask::masked(&text.text);
    let mut failed: BTreeSet<usize> = text.opened().collect();
    let (mut containers, mut count, mut open) = (vec![0], 0, Vec::new());
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        match event {
            Event::Start(tag) if is_container(tag.to_end()) => {
                count += 1;
                containers.push(count);
            }
            Event::End(end) if is_container(end) => {
                let left = containers.pop();
                while open.pop_if(|(_, container)| Some(*container) == left).is_some() {}
            }
            Event::Rule => match (text.mark_at(range.start), containers.last()) {
                (Some(Mark::Open(_, place) | Mark::Drawn(Drawn::Table(..), place)), Some(container)) => {
                    open.push((place.start, *container));
                }
                // Other parts of a table only have to be closed.
                (Some(Mark::Drawn(..)), Some(container)) => open.push((usize::MAX, *container)),
                (Some(Mark::Quoted(_, place)), _) => {
                    failed.remove(&place.start);
                }
                (Some(Mark::Close(_)), container) => {
                    if let Some((start, _)) = open.pop_if(|(_, inside)| Some(&*inside) == container) {
                        failed.remove(&start);
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    failed
}

/// The text with a thematic break in place of each line, at the same offsets.
pub fn ruled(text: &str, lines: &[Range<usize>]) -> String {
    let mut ruled = String::with_capacity(text.len());
    let mut copied = 0;
    for line in lines {
        ruled.push_str(&text[copied..line.start]);
        ruled.push_str(LINE);
        ruled.extend(std::iter::repeat_n(' ', line.len().saturating_sub(LINE.len())));
        copied = line.end;
    }
    ruled.push_str(&text[copied..]);
    ruled
}

pub fn is_container(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition
    )
}

struct Matching<'a> {
    fences: &'a [Fence],
    /// The open containers.
    containers: Vec<usize>,
    count: usize,
    /// The open fences, with their containers.
    open: Vec<(usize, usize)>,
    pairs: Vec<(usize, usize)>,
}

impl Matching<'_> {
    fn enter(&mut self) {
        self.count += 1;
        self.containers.push(self.count);
    }

    fn leave(&mut self) {
        let left = self.containers.pop();
        while self.open.last().is_some_and(|(_, container)| Some(*container) == left) {
            self.open.pop();
        }
    }

    fn fence(&mut self, fence: usize) {
        let container = self.containers.last().copied().unwrap_or_default();
        if self.fences[fence].opens {
            self.open.push((fence, container));
        } else if let Some((opening, _)) = self.open.pop_if(|(_, inside)| *inside == container) {
            self.pairs.push((opening, fence));
        }
    }
}
