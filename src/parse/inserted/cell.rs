//! Cells of R that show a file.

use std::ops::Range;

use super::figure::Picture;
use super::options::{Fenced, of_cell, trimmed, unquoted};

/// A cell of R that does nothing but show a file: `knitr::include_graphics("port.png")`.
pub fn picture(text: &str, block: &Fenced<'_>) -> Option<Picture> {
    let behind = block.behind.clone();
    let header = text[behind.clone()].strip_prefix("{r").and_then(|rest| rest.strip_suffix('}'))?;
    let header = behind.start + "{r".len()..behind.start + "{r".len() + header.len();
    // Another language may begin with the letter.
    if text[header.clone()].starts_with(|next: char| next.is_alphanumeric()) {
        return None;
    }
    let (settings, code) = of_cell(text, block.body);
    let code: String = code.iter().map(|line| text[line.clone()].trim_matches([' ', '\t', '>'])).collect();
    let mut picture = Picture::default();
    for setting in settings {
        if matches!(setting.key.as_str(), "fig-cap" | "fig.cap") {
            picture.caption = setting.value;
        } else {
            picture.set(&setting.key, &setting.words(text));
        }
    }
    in_header(&mut picture, text, header);
    let rest = code.strip_prefix("knitr::").unwrap_or(&code).strip_prefix("include_graphics(")?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (path, after) = rest[1..].split_once(quote)?;
    let is_alone =
        after.trim_end().ends_with(')') && !after.contains('(') && !after.trim_start().starts_with(quote);
    picture.path = path.to_owned();
    (is_alone && !picture.is_code && !path.is_empty() && !path.contains("://")).then_some(picture)
}

/// The options behind `{r`: the name of the cell, and `out.width="80%"`.
fn in_header(picture: &mut Picture, text: &str, header: Range<usize>) {
    for (number, part) in parts(text, header).into_iter().enumerate() {
        let option = &text[part.clone()];
        match option.split_once('=') {
            Some((key, value)) if matches!(key.trim(), "fig.cap" | "fig-cap") => {
                picture.caption = vec![trimmed(text, part.end - value.len()..part.end)];
            }
            Some((key, value)) => picture.set(key.trim(), unquoted(value)),
            // bookdown puts `fig:` before the name.
            None if number == 0 && !option.trim().is_empty() => {
                picture.id.get_or_insert_with(|| format!("fig:{}", option.trim()));
            }
            None => {}
        }
    }
}

/// The parts between commas that are not in quotation marks.
fn parts(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut open) = (Vec::new(), range.start, None);
    for (offset, sign) in text[range.clone()].char_indices() {
        match (open, sign) {
            (None, '"' | '\'') => open = Some(sign),
            (Some(quote), _) if quote == sign => open = None,
            (None, ',') => {
                parts.push(start..range.start + offset);
                start = range.start + offset + 1;
            }
            _ => {}
        }
    }
    parts.push(start..range.end);
    parts
}
