//! Page labels: the numbers that readers show for pages (ISO 32000-1, section 12.4.2).

use lopdf::{Dictionary, Document, Object};

use super::tree;

/// The labels from a page on.
pub struct Range {
    /// The index of the first page.
    pub page: usize,
    /// The style, prefix and first number.
    pub label: Dictionary,
}

/// The labels of a document without its first `skipped` pages. If it has any, the first range begins with the first page.
pub fn of(document: &Document, skipped: usize) -> Vec<Range> {
    let Ok(root) = document.catalog().and_then(|catalog| catalog.get(b"PageLabels")) else {
        return Vec::new();
    };
    let mut ranges: Vec<Range> = Vec::new();
    for (page, label) in tree::entries(document, root, b"Nums") {
        let Some(page) = page.as_i64().ok().and_then(|page| usize::try_from(page).ok()) else { continue };
        let Ok((_, Object::Dictionary(label))) = document.dereference(&label) else { continue };
        let mut label = label.clone();
        if page <= skipped {
            advance(&mut label, skipped - page);
            ranges.clear();
        }
        ranges.push(Range { page: page.saturating_sub(skipped), label });
    }
    ranges
}

/// The number tree of page labels.
pub fn tree(ranges: Vec<Range>) -> Vec<(Object, Object)> {
    let entry = |range: Range| (Object::Integer(number(range.page)), Object::Dictionary(range.label));
    ranges.into_iter().map(entry).collect()
}

/// Adds ranges after others, for pages that follow `page` pages. A range that continues the one before is left out.
pub fn extend(ranges: &mut Vec<Range>, page: usize, more: Vec<Range>) {
    if more.is_empty() && !ranges.is_empty() {
        ranges.push(Range { page, label: Dictionary::new() });
    } else if page > 0 && ranges.is_empty() && !more.is_empty() {
        ranges.push(Range { page: 0, label: Dictionary::new() });
    }
    for range in more {
        let range = Range { page: range.page + page, ..range };
        let is_continued = ranges.last().is_some_and(|last| {
            let mut label = last.label.clone();
            advance(&mut label, range.page - last.page);
            label.has(b"S") && equal(&label, &range.label)
        });
        if !is_continued {
            ranges.push(range);
        }
    }
}

/// Whether labels have the same style, prefix and number.
fn equal(one: &Dictionary, other: &Dictionary) -> bool {
    start(one) == start(other) && [b"S", b"P"].iter().all(|key| one.get(*key).ok() == other.get(*key).ok())
}

fn advance(label: &mut Dictionary, pages: usize) {
    // A label without a style has no number.
    if pages > 0 && label.has(b"S") {
        label.set("St", start(label) + number(pages));
    }
}

fn start(label: &Dictionary) -> i64 {
    label.get(b"St").and_then(Object::as_i64).unwrap_or(1)
}

fn number(page: usize) -> i64 {
    i64::try_from(page).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn range(page: usize, style: &str, start: i64) -> Range {
        Range { page, label: dictionary! { "S" => style, "St" => start } }
    }

    fn shown(ranges: &[Range]) -> Vec<(usize, i64)> {
        ranges.iter().map(|range| (range.page, start(&range.label))).collect()
    }

    #[test]
    fn ranges_that_continue_are_left_out() {
        let mut ranges = Vec::new();
        extend(&mut ranges, 0, vec![range(0, "r", 1)]);
        extend(&mut ranges, 4, vec![range(0, "D", 1)]);
        extend(&mut ranges, 9, vec![range(0, "D", 6), range(2, "D", 20)]);
        assert_eq!(shown(&ranges), [(0, 1), (4, 1), (11, 20)]);
    }

    #[test]
    fn pages_without_labels_stay_so() {
        let mut ranges = Vec::new();
        extend(&mut ranges, 0, Vec::new());
        extend(&mut ranges, 2, vec![range(0, "D", 1)]);
        extend(&mut ranges, 5, Vec::new());
        let styles: Vec<bool> = ranges.iter().map(|range| range.label.has(b"S")).collect();
        assert_eq!(styles, [false, true, false]);
        assert_eq!(shown(&ranges), [(0, 1), (2, 1), (5, 1)]);
    }
}
