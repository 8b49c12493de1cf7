//! Completes dates that are ranges: the printing library prints only their beginnings.

use hayagriva::{ElemChild, ElemChildren, ElemMeta};

use super::work::Work;

/// What a style printed of a work, with the last year after the first one: `1984–1986`. Dates with months stay.
pub fn completed(printed: &ElemChildren, work: &Work) -> ElemChildren {
    let ranges: Vec<(String, String)> = work
        .ends
        .iter()
        .filter_map(|(variable, end)| Some((work.date(variable)?.year, end.year)))
        .filter(|(first, last)| first < last)
        .map(|(first, last)| (first.to_string(), last.to_string()))
        .collect();
    let mut printed = printed.clone();
    if !ranges.is_empty() {
        complete(&mut printed, &ranges, false);
    }
    printed
}

fn complete(children: &mut ElemChildren, ranges: &[(String, String)], is_date: bool) {
    for child in &mut children.0 {
        match child {
            ElemChild::Elem(element) => {
                let is_date = is_date || element.meta == Some(ElemMeta::Date);
                complete(&mut element.children, ranges, is_date);
            }
            ElemChild::Text(text) if is_date => {
                if let Some((_, last)) = ranges.iter().find(|(first, _)| *first == text.text) {
                    text.text = format!("{}–{last}", text.text);
                }
            }
            ElemChild::Text(_)
            | ElemChild::Markup(_)
            | ElemChild::Link { .. }
            | ElemChild::Transparent { .. } => {}
        }
    }
}
