//! The directives `{figure}` and `{image}` of MyST.

use std::ops::Range;

use super::super::callout::line::words;
use super::figure::Picture;
use super::options::{Fenced, of_directive};

/// `{figure} port.png`, its options, and its caption.
pub fn picture(text: &str, block: &Fenced<'_>) -> Option<Picture> {
    let behind = &text[block.behind.clone()];
    let path = ["{figure}", "{image}"].into_iter().find_map(|name| behind.strip_prefix(name))?.trim();
    if path.is_empty() || path.contains("://") {
        return None;
    }
    let (settings, rest) = of_directive(text, block.body)?;
    let mut picture = Picture { path: path.to_owned(), ..Picture::default() };
    for setting in settings {
        picture.set(&setting.key, &setting.words(text));
    }
    let is_blank = |line: &&Range<usize>| text[words(text, line)].is_empty();
    let rest: Vec<Range<usize>> = rest.iter().skip_while(is_blank).map(|line| words(text, line)).collect();
    let end = rest.iter().position(Range::is_empty).unwrap_or(rest.len());
    picture.caption = rest[..end].to_vec();
    picture.rest = rest[end..].iter().skip_while(|line| line.is_empty()).cloned().collect();
    Some(picture)
}
