//! Dates in the form of ISO 8601-2 (EDTF), level 1, as BibLaTeX has them: `2015-03`, `1723~`, `2004-21`, `1990/1993`.

/// A date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    pub year: i16,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to 31.
    pub day: Option<u8>,
    /// Spring, summer, autumn, winter: 1 to 4.
    pub season: Option<u8>,
    /// Whether the date is uncertain or approximate.
    pub is_circa: bool,
}

/// The names of the months in BibTeX.
const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date, or the first and the last of a range. `None` for any other text.
pub fn range(words: &str) -> Option<(Date, Option<Date>)> {
    let words = words.trim();
    match words.split_once('/') {
        Some((first, last)) => match (one(first), one(last)) {
            (Some(first), last) => Some((first, last)),
            (None, Some(last)) => Some((last, None)),
            (None, None) => None,
        },
        None => one(words).map(|date| (date, None)),
    }
}

fn one(words: &str) -> Option<Date> {
    let words = words.trim();
    let digits = words.strip_suffix(['~', '?', '%']).unwrap_or(words);
    let (is_negative, digits) = digits.strip_prefix('-').map_or((false, digits), |digits| (true, digits));
    // The time of day is not printed.
    let digits = digits.split('T').next().unwrap_or_default();
    let mut parts = digits.split('-');
    // `199X` is the decade.
    let decade = parts.next()?.trim().replace(['X', 'u'], "0");
    let year: i16 = decade.parse().ok()?;
    let mut number = || match parts.next() {
        Some(part) if is_unspecified(part.trim()) => Some(None),
        Some(part) => part.trim().parse::<u8>().map(Some).ok(),
        None => Some(None),
    };
    let (month, day) = (number()?, number()?);
    let season = month.filter(|month| (21..=24).contains(month)).map(|month| month - 20);
    Some(Date {
        year: if is_negative { -year } else { year },
        month: month.filter(|month| (1..=12).contains(month)),
        day: day.filter(|day| (1..=31).contains(day)),
        season,
        is_circa: words.ends_with(['~', '?', '%']) || decade != digits.split('-').next()?.trim(),
    })
}

/// Whether every part of a date, or of both dates of a range, is one that can be printed.
pub fn is_whole(words: &str) -> bool {
    let is_read = |words: &str| {
        let Some(date) = one(words) else { return false };
        let digits = words.trim_start_matches('-').trim_end_matches(['~', '?', '%']);
        let known =
            digits.split('T').next().unwrap_or_default().split('-').filter(|part| !is_unspecified(part));
        let parts = [date.month.or(date.season), date.day];
        known.count() == 1 + parts.iter().flatten().count()
    };
    let mut dates = words.split('/').map(str::trim).filter(|date| !matches!(*date, "" | ".."));
    dates.all(is_read)
}

/// Whether a part of a date stands for any number: `XX`.
fn is_unspecified(part: &str) -> bool {
    part.chars().all(|letter| matches!(letter, 'X' | 'u'))
}

/// The numbers of a month, or of the first and the last month of a range: `3`, `mar`, `March`, `July-August`.
pub fn months(words: &str) -> Option<(u8, Option<u8>)> {
    match words.split_once(['-', '–', '/']) {
        Some((first, last)) => Some((month(first)?, Some(month(last.trim_start_matches('-'))?))),
        None => month(words).map(|month| (month, None)),
    }
}

fn month(words: &str) -> Option<u8> {
    let words = words.trim().to_lowercase();
    let named = MONTHS.iter().zip(1..).find(|(name, _)| words.starts_with(**name)).map(|(_, number)| number);
    named.or_else(|| words.parse().ok()).filter(|month| (1..=12).contains(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_dates_that_cannot_be_printed_are_found() {
        let dates =
            ["2015", "2015-03-09", "1990/1993-05", "1990/..", "-0044-03", "1723~", "2004-22", "199X-XX"];
        assert_eq!(dates.map(is_whole), [true; 8]);
        assert_eq!(["2015-13", "2015-02-32", "1990/1991-00", "soon"].map(is_whole), [false; 4]);
    }

    #[test]
    fn dates_are_read() {
        let date = |year, month, day| Date { year, month, day, season: None, is_circa: false };
        for (words, expected) in [
            ("2015", Some((date(2015, None, None), None))),
            ("2015-03-09", Some((date(2015, Some(3), Some(9)), None))),
            ("1990/1993-05", Some((date(1990, None, None), Some(date(1993, Some(5), None))))),
            ("1990/", Some((date(1990, None, None), None))),
            ("/1990", Some((date(1990, None, None), None))),
            ("-0044-03", Some((date(-44, Some(3), None), None))),
            ("1723~", Some((Date { is_circa: true, ..date(1723, None, None) }, None))),
            ("2004-22", Some((Date { season: Some(2), ..date(2004, None, None) }, None))),
            ("199X", Some((Date { is_circa: true, ..date(1990, None, None) }, None))),
            ("1999-XX-XX", Some((date(1999, None, None), None))),
            ("2010-04-05T10:00:00", Some((date(2010, Some(4), Some(5)), None))),
            ("20??", None),
            ("forthcoming", None),
            ("", None),
        ] {
            assert_eq!(range(words), expected, "{words}");
        }
        assert_eq!(["jan", "12", "Sept.", "13", "x"].map(month), [Some(1), Some(12), Some(9), None, None]);
        assert_eq!(months("July--August"), Some((7, Some(8))));
        assert_eq!(months("July-Tide"), None);
    }
}
