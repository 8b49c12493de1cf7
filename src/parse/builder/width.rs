//! The widths that an author gives the columns of a table.

use crate::model::Attributes;

/// The width of a column as an author gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// In hundredths of the width of the text.
    Percent(f32),
    /// In proportion to the other columns.
    Share(f32),
}

/// The width that all columns have together, in thousandths.
const WHOLE: f32 = 1000.0;

/// The widths in an attribute list: `tbl-colwidths="[20,80]"`, `widths="20 80"`.
pub(super) fn of_attributes(attributes: &Attributes) -> Option<Vec<Option<Width>>> {
    let is_key = |(key, _): &&(String, String)| matches!(key.as_str(), "tbl-colwidths" | "widths");
    let (key, value) = attributes.other.iter().rfind(is_key)?;
    let parts = value.trim_matches(['[', ']']).split([',', ' ']).filter(|part| !part.is_empty());
    let widths = parts.map(|part| match width(part)? {
        Width::Share(number) if key == "tbl-colwidths" => Some(Width::Percent(number)),
        width => Some(width),
    });
    let widths: Vec<Option<Width>> = widths.collect();
    widths.iter().all(Option::is_some).then_some(widths)
}

/// `20%` or `20`; a unit of pixels counts as a proportion.
pub(super) fn width(words: &str) -> Option<Width> {
    let percent = words.strip_suffix('%').map(|number| number.trim().parse().ok().map(Width::Percent));
    let share = || words.trim_end_matches("px").trim().parse().ok().map(Width::Share);
    let width = percent.unwrap_or_else(share)?;
    let (Width::Percent(number) | Width::Share(number)) = width;
    (number.is_finite() && number > 0.0).then_some(width)
}

/// Widths in thousandths of the width of the text, 0 for columns without one; none if no column has a width, or the
/// number of widths is wrong.
pub(super) fn measured(widths: &[Option<Width>], columns: usize) -> Vec<u16> {
    if widths.len() != columns || widths.iter().all(Option::is_none) {
        return Vec::new();
    }
    let number = |width: &Option<Width>| match width {
        Some(Width::Percent(number) | Width::Share(number)) => *number,
        None => 0.0,
    };
    let sum: f32 = widths.iter().map(number).sum();
    let are_percent = widths.iter().all(|width| !matches!(width, Some(Width::Share(_)))) && sum <= 100.0;
    let are_some = widths.iter().any(Option::is_none);
    // Proportions of some columns say nothing without the others.
    if !are_percent && are_some {
        return Vec::new();
    }
    let whole = if are_percent { 100.0 } else { sum };
    widths.iter().map(|width| rounded(number(width) / whole * WHOLE)).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
fn rounded(thousandths: f32) -> u16 {
    thousandths.round().clamp(0.0, WHOLE) as u16
}

#[cfg(test)]
mod tests {
    use super::{Width, measured, of_attributes, width};
    use crate::model::Attributes;

    #[test]
    fn widths_are_thousandths_of_the_text() {
        for (key, value, columns, expected) in [
            ("tbl-colwidths", "[20,80]", 2, vec![200, 800]),
            ("tbl-colwidths", "20 30", 2, vec![200, 300]),
            ("tbl-colwidths", "[100, 300]", 2, vec![250, 750]),
            ("widths", "1 3", 2, vec![250, 750]),
            ("widths", "20% 30%", 2, vec![200, 300]),
            ("widths", "1 3", 3, vec![]),
            ("widths", "auto", 1, vec![]),
            ("widths", "1 -3", 2, vec![]),
            ("widths", "1 inf", 2, vec![]),
        ] {
            let other = vec![(key.to_owned(), value.to_owned())];
            let attributes = Attributes { other, ..Attributes::default() };
            let widths = of_attributes(&attributes).unwrap_or_default();
            assert_eq!(measured(&widths, columns), expected, "{key}={value}");
        }
    }

    #[test]
    fn columns_without_a_width_keep_their_own() {
        assert_eq!(measured(&[Some(Width::Percent(20.0)), None], 2), [200, 0]);
        assert_eq!(measured(&[Some(Width::Share(20.0)), None], 2), [0_u16; 0]);
        assert_eq!(width("30px"), Some(Width::Share(30.0)));
    }
}
