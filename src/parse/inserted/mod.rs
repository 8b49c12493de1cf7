//! Pictures and code in the notation of other tools: the directives `{figure}`, `{image}` and `{code-block}` of MyST, cells of code
//! as in Quarto and bookdown, and pictures with labels below them, as in d2l. Pictures are rewritten to a `<figure>`, whose caption
//! is read as Markdown, and code to a fence with attributes.

mod cell;
mod code;
mod directive;
mod figure;
mod labelled;
mod options;

use std::ops::Range;

use pulldown_cmark::Options;

use super::callout::line::{continued, lines, words};
use super::callout::rewritten::{Bit, Edit, Rewritten};
use super::callout::survey::Survey;
use options::Fenced;

/// Words of which one is in every text that has something to rewrite.
const SIGNS: [&str; 9] = [
    "{figure}",
    "{image}",
    "{code",
    "{sourcecode}",
    "include_graphics(",
    ":label:`",
    ":width:`",
    "#| ",
    "//| ",
];

/// Rewrites the pictures and the code of a text.
pub fn rewritten(text: Rewritten, options: Options) -> Rewritten {
    let edits = edits(&text.text, options);
    if edits.is_empty() { text } else { text.edited(edits) }
}

fn edits(text: &str, options: Options) -> Vec<Edit> {
    if !SIGNS.iter().any(|sign| text.contains(sign)) {
        return Vec::new();
    }
    let lines = lines(text);
    let survey = Survey::of(text, &[], options);
    let directives = survey.directives.iter().cloned().chain(between_colons(text, &lines, &survey));
    let mut edits: Vec<Edit> = directives.flat_map(|block| of_block(text, &lines, &block)).collect();
    edits.extend(labelled::edits(text, &lines, &survey));
    edits.sort_by_key(|edit| edit.range.start);
    edits
}

/// The directives between fences of colons.
fn between_colons(text: &str, lines: &[Range<usize>], survey: &Survey) -> Vec<Range<usize>> {
    let bare = |at: usize| &text[words(text, &lines[at])];
    let opens = |at: &usize| {
        let name = bare(*at).trim_start_matches(':').trim_start();
        bare(*at).starts_with(":::")
            && ["{figure}", "{image}", "{code"].iter().any(|known| name.starts_with(known))
    };
    let closes = |at: &usize| bare(*at).len() >= 3 && bare(*at).chars().all(|mark| mark == ':');
    let block = |first: usize| {
        let last = (first + 1..lines.len()).find(closes)?;
        Some(words(text, &lines[first]).start..lines[last].end)
    };
    (0..lines.len())
        .filter(opens)
        .filter(|at| !survey.is_verbatim(lines[*at].start))
        .filter_map(block)
        .collect()
}

/// The places of all that is rewritten in a source, without captions and code.
pub fn places(text: &str, options: Options) -> Vec<Range<usize>> {
    let without_kept = |edit: Edit| {
        let kept: Vec<Range<usize>> = edit
            .with
            .into_iter()
            .filter_map(|bit| match bit {
                Bit::Kept(range) => Some(range),
                _ => None,
            })
            .collect();
        let starts = std::iter::once(edit.range.start).chain(kept.iter().map(|range| range.end));
        let ends = kept.iter().map(|range| range.start).chain([edit.range.end]);
        starts.zip(ends).filter(|(start, end)| start < end).map(|(start, end)| start..end).collect::<Vec<_>>()
    };
    edits(text, options).into_iter().flat_map(without_kept).collect()
}

fn of_block(text: &str, lines: &[Range<usize>], block: &Range<usize>) -> Vec<Edit> {
    let Some(block) = fenced(text, lines, block) else { return Vec::new() };
    let picture = directive::picture(text, &block).or_else(|| cell::picture(text, &block));
    match picture {
        Some(picture) => {
            let range = block.opening.start..block.closing.end;
            vec![Edit { range, with: figure::written(&picture, &block.before) }]
        }
        None => code::edits(text, &block),
    }
}

/// The parts of a block between fences; `None` if it has no closing fence.
fn fenced<'l>(text: &str, lines: &'l [Range<usize>], block: &Range<usize>) -> Option<Fenced<'l>> {
    let first = lines.partition_point(|line| line.end <= block.start);
    let last = lines.partition_point(|line| line.start < block.end).checked_sub(1)?;
    let opening = words(text, lines.get(first)?);
    let mark = text[opening.clone()].chars().next()?;
    let behind = text[opening.clone()].trim_start_matches(mark).trim_start();
    let closing = words(text, &lines[last]);
    if last == first || !text[closing.clone()].chars().all(|other| other == mark) {
        return None;
    }
    Some(Fenced {
        behind: opening.end - behind.len()..opening.end,
        body: &lines[first + 1..last],
        before: format!("\n{}", continued(&text[lines[first].start..opening.start])),
        opening,
        closing,
    })
}
