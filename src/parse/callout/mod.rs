//! Callouts and divisions of other tools, which pulldown-cmark does not know: fences of colons (`::: note`), directives
//! (```` ```{note} ````), indented blocks (`!!! note`) and marked quotations (`> [!NOTE]`).
//!
//! Their first and last lines are rewritten: each becomes a [mark](Mark), a thematic break that the reader of the events
//! turns into the start or the end of a block. So everything else is read by one parser, with the links and notes of the
//! whole file. [`Rewritten`] leads from each event back to the source.
//!
//! The parser itself tells which lines are code, and in which list or quotation a line is. A text inside an indented
//! block, or inside a directive, can be read only when the block around it was rewritten, so the text is read again until
//! nothing changes.

pub mod line;
pub mod opening;
pub mod rewritten;
pub mod survey;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::Options;

pub use opening::Opening;
pub use rewritten::{Bit, Edit, Item, LINE, Mark, Rewritten};

use line::{behind_marks, blank, columns, continued, lines, words};
use survey::{Fence, Survey};

/// The indentation of the text of `!!! note`.
const INDENT: usize = 4;

/// How many levels of nested callouts are read. Each costs another reading of the text.
const DEEPEST: usize = 16;

/// Rewrites the callouts of a text.
pub fn rewritten(text: Rewritten, options: Options) -> Rewritten {
    let mut refused = BTreeSet::new();
    let text = tried(text, options, &mut refused, DEEPEST, |text, refused| blocks(text, options, refused));
    if !text.text.contains(":::") {
        return text;
    }
    tried(apart_from_html(text, options), options, &mut refused, 2, |text, refused| {
        fences(text, options, refused)
    })
}

/// Edits a text until there are no more edits, at most `rounds` times. If a callout turns out not to be read as it should,
/// the round is repeated without it.
fn tried(
    mut text: Rewritten,
    options: Options,
    refused: &mut BTreeSet<usize>,
    rounds: usize,
    edits: impl Fn(&Rewritten, &BTreeSet<usize>) -> Vec<Edit>,
) -> Rewritten {
    for _ in 0..rounds {
        let edits = edits(&text, refused);
        if edits.is_empty() {
            break;
        }
        let next = text.edited(edits);
        let failed = survey::failed(&next, options);
        if failed.is_empty() {
            text = next;
        } else if failed.is_subset(refused) {
            break;
        } else {
            refused.extend(failed);
        }
    }
    text
}

/// The edits for the outermost indented blocks, directives and marked quotations.
fn blocks(text: &Rewritten, options: Options, refused: &BTreeSet<usize>) -> Vec<Edit> {
    if !["!!!", "???", "```{", "~~~{", "[!"].iter().any(|mark| text.text.contains(mark)) {
        return Vec::new();
    }
    let lines = lines(&text.text);
    let indented: HashMap<usize, Indented> =
        (0..lines.len()).filter_map(|at| Some((at, Indented::at(text, &lines, at)?))).collect();
    let survey = Survey::of(&text.text, &first_lines(&indented), options);
    let mut edits = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let line = words(&text.text, &lines[next]);
        let found = if refused.contains(&text.range(&line).start) {
            None
        } else if let Some(block) = indented.get(&next).filter(|_| survey.is_block(line.start)) {
            Some(block.edit(text, &lines, next, &mut edits))
        } else if survey.alerts.binary_search(&line.start).is_ok() {
            quoted(text, &lines[next], line, &mut edits)
        } else {
            let block = survey.directives.binary_search_by_key(&line.start, |range| range.start).ok();
            block.and_then(|block| directive(text, &lines, next, &survey.directives[block], &mut edits))
        };
        next = found.unwrap_or(next + 1);
    }
    edits
}

/// The first lines of indented blocks, in order.
fn first_lines(indented: &HashMap<usize, Indented>) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = indented.values().map(|block| block.range.clone()).collect();
    lines.sort_by_key(|line| line.start);
    lines
}

/// The opening line as a mark, with its title on a line of its own.
fn opened(text: &Rewritten, line: &Range<usize>, range: Range<usize>, opening: Opening) -> Edit {
    let place = text.range(&range);
    let title = opening.title.clone();
    let mut with = vec![Bit::Marked(LINE, Mark::Open(opening, place))];
    with.extend(titled(text, line, range.start, title));
    Edit { range, with }
}

/// The line of a title: a heading, so that it ends with its line.
fn titled(text: &Rewritten, line: &Range<usize>, start: usize, title: Option<Range<usize>>) -> Vec<Bit> {
    let Some(title) = title else { return Vec::new() };
    let before = format!("\n{}", continued(&text.text[line.start..start]));
    let place = text.range(&title);
    let mark = Bit::Marked("# ", Mark::Title(place));
    vec![Bit::Made(before), mark, Bit::Kept(title), Bit::Made(" #".to_owned())]
}

/// `!!! note`, whose text is indented.
struct Indented {
    /// The place of the first line.
    range: Range<usize>,
    opening: Opening,
    /// The index of the last line.
    last: usize,
}

impl Indented {
    fn at(text: &Rewritten, lines: &[Range<usize>], first: usize) -> Option<Self> {
        let (line, range) = (&lines[first], words(&text.text, &lines[first]));
        let opening = opening::admonition(&text.text, range.clone())?;
        let start = &text.text[line.start..range.start];
        let (column, marks) = (columns(start) + INDENT, start.matches('>').count());
        let body =
            (first + 1..lines.len()).map_while(|at| match depth(&text.text[lines[at].clone()], marks)? {
                Some(depth) => (depth >= column).then_some((at, true)),
                None => Some((at, false)),
            });
        let last = body.filter(|(_, has_words)| *has_words).last().map(|(at, _)| at);
        let is_titled = opening.title.is_some() || opening.fold.is_some();
        let last = last.or(is_titled.then_some(first))?;
        Some(Self { range, opening, last })
    }

    /// Returns the index of the line after the block.
    fn edit(&self, text: &Rewritten, lines: &[Range<usize>], first: usize, edits: &mut Vec<Edit>) -> usize {
        let line = &lines[first];
        let start = &text.text[line.start..self.range.start];
        edits.push(opened(text, line, self.range.clone(), self.opening.clone()));
        for line in &lines[first + 1..=self.last] {
            edits.extend(dedented(text, line, start.matches('>').count()));
        }
        let end = lines[self.last].end;
        let close = Bit::Marked(LINE, Mark::Close(text.range(&(end..end))));
        let before = Bit::Made(format!("\n{}", continued(start)));
        edits.push(Edit { range: end..end, with: vec![before, close] });
        self.last + 1
    }
}

/// The column of the first word of a line after its quotation markers; `None` if it has none. The outer `None` is a line
/// with too few markers.
#[expect(clippy::option_option, reason = "a line in the quotation may have no words")]
fn depth(line: &str, marks: usize) -> Option<Option<usize>> {
    let start = behind_marks(line, marks)?;
    let end = start + blank(&line[start..]);
    Some((end < line.trim_end().len()).then(|| columns(&line[..end])))
}

/// Removes the indentation of a line after the marks of its quotations.
fn dedented(text: &Rewritten, line: &Range<usize>, marks: usize) -> Option<Edit> {
    let whole = &text.text[line.clone()];
    let start = behind_marks(whole, marks)?;
    let blank = blank(&whole[start..]);
    if blank == whole.len() - start {
        return None;
    }
    let (before, after) = (columns(&whole[..start]), columns(&whole[..start + blank]));
    let kept = (after - before).saturating_sub(INDENT);
    let is_plain = !whole[start..start + blank].contains('\t');
    let removed = if is_plain { blank - kept } else { blank };
    let made = if is_plain { String::new() } else { " ".repeat(kept) };
    let start = line.start + start;
    Some(Edit { range: start..start + removed, with: vec![Bit::Made(made)] })
}

/// `> [!NOTE]`: the quotation becomes the callout.
fn quoted(
    text: &Rewritten,
    line: &Range<usize>,
    range: Range<usize>,
    edits: &mut Vec<Edit>,
) -> Option<usize> {
    let opening = opening::alert(&text.text, range.clone())?;
    let place = text.range(&range);
    let title = opening.title.clone();
    let mut with = vec![Bit::Marked(LINE, Mark::Quoted(opening, place))];
    with.extend(titled(text, line, range.start, title));
    edits.push(Edit { range, with });
    None
}

/// ```` ```{note} ````: the code block becomes the callout, and its lines are read as Markdown.
fn directive(
    text: &Rewritten,
    lines: &[Range<usize>],
    first: usize,
    block: &Range<usize>,
    edits: &mut Vec<Edit>,
) -> Option<usize> {
    let range = words(&text.text, &lines[first]);
    let fence = &text.text[range.clone()];
    let mark = fence.chars().next()?;
    let length = fence.len() - fence.trim_start_matches(mark).len();
    let name = range.start + length;
    let name = name + text.text[name..range.end].len() - text.text[name..range.end].trim_start().len();
    let opening = opening::directive(&text.text, name..range.end)?;
    let last = lines.partition_point(|line| line.start < block.end) - 1;
    let end = words(&text.text, &lines[last]);
    let closing = &text.text[end.clone()];
    // Without a fence at its end, everything up to the end of the file would be in it.
    if last == first || closing.len() < length || !closing.chars().all(|other| other == mark) {
        return None;
    }
    // The last line may be indented further than the first, and would then be in a list of the text.
    let before = Bit::Made(continued(&text.text[lines[first].start..range.start]));
    let close = Bit::Marked(LINE, Mark::Close(text.range(&end)));
    opened_with_options(text, &lines[..last], first, range, opening, edits);
    edits.push(Edit { range: lines[last].start..end.end, with: vec![before, close] });
    Some(last + 1)
}

/// An opening line, and the lines after it that are options or a heading as its title, which are left out. Returns the
/// index of the line after them.
fn opened_with_options(
    text: &Rewritten,
    lines: &[Range<usize>],
    first: usize,
    range: Range<usize>,
    mut opening: Opening,
    edits: &mut Vec<Edit>,
) -> usize {
    let mut next = first + 1;
    let mut removed = Vec::new();
    while opening.has_options && next < lines.len() {
        let place = words(&text.text, &lines[next]);
        if !opening::option(&mut opening, &text.text[place.clone()]) {
            break;
        }
        removed.push(place);
        next += 1;
    }
    if opening.takes_heading && opening.title.is_none() {
        let is_blank = |at: &usize| words(&text.text, &lines[*at]).is_empty();
        let at = (next..lines.len()).find(|at| !is_blank(at));
        if let Some((at, title)) = at.and_then(|at| Some((at, heading(&text.text, &lines[at])?))) {
            removed.push(words(&text.text, &lines[at]));
            opening.title = Some(title);
        }
    }
    edits.push(opened(text, &lines[first], range, opening));
    edits.extend(removed.into_iter().map(|range| Edit { range, with: Vec::new() }));
    next
}

/// The words of a line that is a heading.
fn heading(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let range = words(text, line);
    let signs = text[range.clone()].len() - text[range.clone()].trim_start_matches('#').len();
    let rest = &text[range.start + signs..range.end];
    let is_heading = (1..=6).contains(&signs) && rest.starts_with([' ', '\t']);
    let start = range.start + signs + rest.len() - rest.trim_start().len();
    is_heading.then_some(start..range.end)
}

/// The edits for the fences of colons.
fn fences(text: &Rewritten, options: Options, refused: &BTreeSet<usize>) -> Vec<Edit> {
    let lines = lines(&text.text);
    let (fences, places) = candidates(text, &lines, refused);
    let mut edits = Vec::new();
    for (first, last) in survey::pairs(text, &fences, options) {
        let range = fences[first].range.clone();
        let whole = &text.text[range.clone()];
        let name = range.start + whole.len() - whole.trim_start_matches(':').trim_start().len();
        if let Some(opening) = opening::fence(&text.text, name..range.end) {
            opened_with_options(text, &lines, places[first], range, opening, &mut edits);
            let end = fences[last].range.clone();
            edits.push(Edit {
                range: end.clone(),
                with: vec![Bit::Marked(LINE, Mark::Close(text.range(&end)))],
            });
        }
    }
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// The lines that look like fences of colons, with their indices.
fn candidates(
    text: &Rewritten,
    lines: &[Range<usize>],
    refused: &BTreeSet<usize>,
) -> (Vec<Fence>, Vec<usize>) {
    let (mut fences, mut places) = (Vec::new(), Vec::new());
    for (index, line) in lines.iter().enumerate() {
        let range = words(&text.text, line);
        let words = text.text[range.clone()].trim_start_matches(':');
        let opens = words.trim().starts_with(|first: char| first.is_alphanumeric() || "{.#[".contains(first));
        let is_fence = range.len() - words.len() >= 3 && (opens || words.trim().is_empty());
        if is_fence && !refused.contains(&text.range(&range).start) {
            fences.push(Fence { range, opens });
            places.push(index);
        }
    }
    (fences, places)
}

/// Adds an empty line before each fence that an HTML block before it would contain.
fn apart_from_html(text: Rewritten, options: Options) -> Rewritten {
    let survey = Survey::of(&text.text, &[], options);
    let apart = |line: Range<usize>| {
        let range = words(&text.text, &line);
        let is_inside =
            text.text[range.clone()].starts_with(":::") && survey.is_in_open_html(&text.text, range.start);
        let before = continued(&text.text[line.start..range.start]);
        let with = vec![Bit::Made(format!("{}\n", before.trim_end()))];
        is_inside.then_some(Edit { range: line.start..line.start, with })
    };
    let edits: Vec<Edit> = lines(&text.text).into_iter().filter_map(apart).collect();
    if edits.is_empty() { text } else { text.edited(edits) }
}
