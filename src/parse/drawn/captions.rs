//! Captions beside tables: `: words` and `Table: words`, with an attribute list at their end.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::model::Attributes;
use crate::parse::callout::line::{continued, lines, words};
use crate::parse::callout::rewritten::{Bit, Edit, Mark, Rewritten};
use crate::parse::callout::survey;
use crate::parse::{attributes, mask};

/// What may begin a caption.
const STARTS: [&str; 3] = [": ", "Table: ", "table: "];

/// A paragraph that looks like a caption.
struct Candidate {
    /// Its first line, from the colon on.
    range: Range<usize>,
    /// The lines after it that continue it.
    more: Vec<Range<usize>>,
    /// The place of the words of its first line.
    words: Range<usize>,
}

/// Rewrites each caption beside a table as a marked heading, whose words end with their line.
pub fn rewritten(text: Rewritten, options: Options) -> Rewritten {
    let candidates = candidates(&text.text);
    if candidates.is_empty() {
        return text;
    }
    let beside = beside_tables(&text, &candidates, options);
    let edits: Vec<Edit> = beside.into_iter().flat_map(|at| edits(&text, &candidates[at])).collect();
    if edits.is_empty() { text } else { text.edited(edits) }
}

fn candidates(text: &str) -> Vec<Candidate> {
    let lines = lines(text);
    let mut found = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let range = words(text, &lines[next]);
        let start = STARTS.iter().find(|start| text[range.clone()].starts_with(*start));
        next += 1;
        let Some(start) = start else { continue };
        let first = next;
        while next < lines.len() && continues(&text[words(text, &lines[next])]) {
            next += 1;
        }
        let behind = range.start + start.len();
        let behind = behind + text[behind..range.end].len() - text[behind..range.end].trim_start().len();
        let more = lines[first..next].iter().map(|line| words(text, line)).collect();
        found.push(Candidate { words: behind..range.end, range, more });
    }
    found
}

/// Whether a line continues the caption on the line before.
fn continues(line: &str) -> bool {
    let is_other =
        line.starts_with(['|', '+', '#', '<', '>']) || line.starts_with("```") || line.starts_with(":::");
    let is_rule = line.bytes().all(|mark| b"-_* =".contains(&mark));
    !line.is_empty() && !is_other && !is_rule && !STARTS.iter().any(|start| line.starts_with(start))
}

/// What stands beside a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Table,
    Candidate(usize),
    Other,
}

/// The candidates next to a table in the same container.
fn beside_tables(text: &Rewritten, candidates: &[Candidate], options: Options) -> BTreeSet<usize> {
    let masked = mask::masked(&text.text);
    let definitions = definitions(&text.text, &masked, options);
    let walked = |is_free: &dyn Fn(usize) -> bool| {
        let free = candidates.iter().enumerate().filter(|(_, candidate)| is_free(candidate.range.start));
        let places: BTreeMap<usize, usize> =
            free.map(|(at, candidate)| (candidate.range.start, at)).collect();
        let lines: Vec<Range<usize>> = places.values().map(|at| candidates[*at].range.clone()).collect();
        let ruled = survey::ruled(&masked, &lines);
        let mut walk =
            Walk { text, candidates, places, found: BTreeSet::new(), before: vec![Beside::Other], depth: 0 };
        for (event, range) in Parser::new_ext(&ruled, options).into_offset_iter() {
            walk.event(&event, &range);
        }
        walk.found
    };
    let mut found = walked(&|start| definitions.get(&start).is_none_or(|is_doubtful| *is_doubtful));
    let is_caption = |start: usize| found.iter().any(|at| candidates[*at].range.start == start);
    // A definition that turns out to be no caption may have tables in it.
    if definitions.iter().any(|(start, is_doubtful)| *is_doubtful && !is_caption(*start)) {
        found.extend(walked(&|start| !definitions.contains_key(&start)));
    }
    found
}

/// The walk over the blocks of a text in which each candidate is a thematic break.
struct Walk<'t> {
    text: &'t Rewritten,
    candidates: &'t [Candidate],
    /// The candidates by their offsets.
    places: BTreeMap<usize, usize>,
    found: BTreeSet<usize>,
    /// What stood before, in each open container.
    before: Vec<Beside>,
    /// The number of open parts of a drawn table.
    depth: usize,
}

impl Walk<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Rule => self.rule(range.start),
            Event::Start(Tag::Table(_)) => self.meet(Beside::Table),
            Event::Start(tag) if survey::is_container(tag.to_end()) => self.before.push(Beside::Other),
            Event::End(end) if survey::is_container(*end) => {
                self.before.pop();
                self.meet(Beside::Other);
            }
            Event::Start(Tag::Paragraph) if self.goes_on(range.start) => {}
            Event::Start(Tag::Paragraph) => self.meet(Beside::Other),
            Event::Start(tag) if is_block(tag.to_end()) => self.meet(Beside::Other),
            _ => {}
        }
    }

    /// A candidate, or a mark of a drawn table, which is one block as a whole.
    fn rule(&mut self, start: usize) {
        let mark = self.text.mark_at(start);
        match (self.places.get(&start), mark) {
            (Some(at), _) if self.depth == 0 => self.meet(Beside::Candidate(*at)),
            (_, Some(Mark::Drawn(..))) => {
                if self.depth == 0 {
                    self.meet(Beside::Table);
                }
                self.depth += 1;
            }
            (_, Some(Mark::Close(_))) if self.depth > 0 => {
                self.depth -= 1;
                if let Some(last) = self.before.last_mut().filter(|_| self.depth == 0) {
                    *last = Beside::Table;
                }
            }
            _ => self.meet(Beside::Other),
        }
    }

    /// Whether a paragraph is the rest of the candidate before it.
    fn goes_on(&self, start: usize) -> bool {
        let Some(Beside::Candidate(at)) = self.before.last() else { return false };
        self.candidates[*at].more.first().is_some_and(|line| line.start == start)
    }

    /// Goes on to a block. A candidate of which one neighbour is a table is a caption.
    fn meet(&mut self, beside: Beside) {
        match (self.before.last(), beside) {
            (Some(Beside::Table), Beside::Candidate(at)) => self.found.insert(at),
            (Some(Beside::Candidate(at)), Beside::Table) => self.found.insert(*at),
            _ => false,
        };
        if let Some(last) = self.before.last_mut() {
            *last = beside;
        }
    }
}

fn is_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::List(_) | TagEnd::DefinitionList
    )
}

/// Where definitions of terms begin, and whether each may be a caption. Like in pandoc, the first one of a term is a
/// caption if a blank line is before it and a table is next to it.
fn definitions(text: &str, masked: &str, options: Options) -> BTreeMap<usize, bool> {
    let mut is_first = false;
    let mut starts = BTreeMap::new();
    for (event, range) in Parser::new_ext(masked, options).into_offset_iter() {
        match event {
            Event::End(TagEnd::DefinitionListTitle) => is_first = true,
            Event::Start(Tag::DefinitionListDefinition) => {
                let before = text[..range.start].trim_end_matches([' ', '\t', '>']);
                let is_apart = before
                    .strip_suffix('\n')
                    .is_some_and(|before| before.trim_end_matches([' ', '\t', '>']).ends_with('\n'));
                starts.insert(range.start, std::mem::take(&mut is_first) && is_apart);
            }
            _ => {}
        }
    }
    starts
}

fn edits(text: &Rewritten, candidate: &Candidate) -> Vec<Edit> {
    let source = &text.text;
    let mut lines: Vec<Range<usize>> =
        [candidate.words.clone()].into_iter().chain(candidate.more.clone()).collect();
    let mut found = Attributes::default();
    if let Some(last) = lines.last_mut() {
        let list = source[last.clone()].rmatch_indices('{').find_map(|(at, _)| {
            let (list, length) = attributes::attributes(&source[last.start + at..last.end])?;
            (last.start + at + length == last.end).then_some((list, at))
        });
        if let Some((list, at)) = list {
            found = list;
            last.end = last.start + source[last.start..last.start + at].trim_end().len();
        }
    }
    if let (Some(first), Some((id, length))) = (lines.first_mut(), bookdown(&source[candidate.words.clone()]))
    {
        found.id.get_or_insert(id);
        first.start += length;
    }
    let end = candidate.more.last().map_or(candidate.range.end, |line| line.end);
    let range = candidate.range.start..end;
    let line = source[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let start = continued(&source[line..range.start]);
    let mark = Mark::Caption(found, text.range(&range));
    let mut with = vec![Bit::Made(format!("\n{start}")), Bit::Marked("# ", mark)];
    for (index, line) in lines.into_iter().filter(|line| !line.is_empty()).enumerate() {
        if index > 0 {
            with.push(Bit::Made(" ".to_owned()));
        }
        with.push(Bit::Kept(line));
    }
    with.push(Bit::Made(format!(" #\n{start}")));
    vec![Edit { range, with }]
}

/// The id of bookdown before a caption, and its length: `(\#tab:x) `.
fn bookdown(words: &str) -> Option<(String, usize)> {
    let inside = words.strip_prefix("(\\#")?;
    let (id, rest) = inside.split_once(')')?;
    let is_id = !id.is_empty() && !id.contains(char::is_whitespace);
    is_id.then(|| (id.to_owned(), words.len() - rest.trim_start().len()))
}
