//! Pictures with labels below them, as in the books of d2l.

use std::ops::Range;

use super::super::callout::line::{continued, words};
use super::super::callout::rewritten::Edit;
use super::super::callout::survey::Survey;
use super::figure::{Picture, written};

/// A picture with `` :label:`port` `` and `` :width:`80%` `` on the lines after it, as in the books of d2l. Its alternative text is
/// its caption.
pub fn edits(text: &str, lines: &[Range<usize>], survey: &Survey) -> Vec<Edit> {
    let role = |at: usize| {
        let line = &text[words(text, lines.get(at)?)];
        let (name, value) = line.strip_prefix(':')?.split_once(":`")?;
        let value =
            value.strip_suffix('`').filter(|value| !value.is_empty() && !value.contains(['`', ' ']))?;
        ["label", "width"].contains(&name).then_some((name, value))
    };
    let mut edits = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let range = words(text, line);
        let Some((mut picture, caption)) = markdown_picture(&text[range.clone()]) else { continue };
        let roles: Vec<_> = (at + 1..).map_while(role).collect();
        if roles.is_empty() || survey.is_verbatim(line.start) {
            continue;
        }
        for (name, value) in &roles {
            picture.set(name, value);
        }
        picture.caption.push(range.start + caption.start..range.start + caption.end);
        let before = format!("\n{}", continued(&text[line.start..range.start]));
        let end = words(text, &lines[at + roles.len()]).end;
        edits.push(Edit { range: range.start..end, with: written(&picture, &before) });
    }
    edits
}

/// A line that is nothing but a picture, and the place of its alternative text.
fn markdown_picture(line: &str) -> Option<(Picture, Range<usize>)> {
    let inside = line.strip_prefix("![")?.strip_suffix(')')?;
    let (alt, path) = inside.rsplit_once("](")?;
    let is_plain =
        !alt.is_empty() && !alt.contains(|sign: char| sign.is_control() || "*_`[$\\".contains(sign));
    let picture =
        Picture { path: path.to_owned(), alt: is_plain.then(|| alt.to_owned()), ..Picture::default() };
    (!path.is_empty() && !path.contains([' ', '<', '"', '{'])).then_some((picture, 2..2 + alt.len()))
}
