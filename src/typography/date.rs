//! Dates as people write them, by the language of the book (Unicode CLDR).

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_locale_core::Locale;

/// A date of the Gregorian calendar in a language, such as `1 April 2017`, `April 2017` or `2017`, with the digits of
/// page numbers. An impossible day is left out, as is the month of a language that is not a valid tag.
#[must_use]
pub fn date(year: i32, month: Option<u8>, day: Option<u8>, language: &str) -> String {
    let written = month.and_then(|month| {
        // Digits of other scripts would not match the page numbers of the book.
        let locale: Locale = format!("{language}-u-nu-latn").parse().ok()?;
        let first = Date::try_new_gregorian(year, month, 1).ok()?;
        match day.and_then(|day| Date::try_new_gregorian(year, month, day).ok()) {
            Some(date) => {
                let formatter =
                    FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), YMD::long());
                Some(formatter.ok()?.format(&date).to_string())
            }
            None => {
                let formatter =
                    FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(locale.into(), YM::long());
                Some(formatter.ok()?.format(&first).to_string())
            }
        }
    });
    written.unwrap_or_else(|| year.to_string())
}

#[cfg(test)]
mod tests {
    use super::date;

    /// From the "long" date formats of CLDR 48. In Hindi, ICU4X adds a comma, which is as common.
    #[test]
    fn languages_write_dates_in_their_own_order() {
        let cases = [
            ("en", "April 1, 2017", "April 2017"),
            ("en-GB", "1 April 2017", "April 2017"),
            ("de", "1. April 2017", "April 2017"),
            ("fr", "1 avril 2017", "avril 2017"),
            ("es", "1 de abril de 2017", "abril de 2017"),
            ("pt-BR", "1 de abril de 2017", "abril de 2017"),
            ("ru", "1 апреля 2017 г.", "апрель 2017 г."),
            ("ja", "2017年4月1日", "2017年4月"),
            ("zh-Hant", "2017年4月1日", "2017年4月"),
            ("ko", "2017년 4월 1일", "2017년 4월"),
            ("he", "1 באפריל 2017", "אפריל 2017"),
            ("ar", "1 أبريل 2017", "أبريل 2017"),
            ("hi", "1 अप्रैल, 2017", "अप्रैल 2017"),
            ("xx-Latn", "2017 M04 1", "2017 M04"),
        ];
        for (language, day, month) in cases {
            let marks = |words: String| words.replace('\u{200F}', "").replace(['\u{A0}', '\u{202F}'], " ");
            assert_eq!(marks(date(2017, Some(4), Some(1), language)), day, "{language}");
            assert_eq!(marks(date(2017, Some(4), None, language)), month, "{language}");
        }
    }

    #[test]
    fn old_years_and_impossible_days_are_written() {
        assert_eq!(date(1066, Some(10), Some(14), "en-GB"), "14 October 1066");
        assert_eq!(date(812, None, None, "en"), "812");
        assert_eq!(date(2017, Some(2), Some(30), "en"), "February 2017");
        assert_eq!(date(2017, Some(4), Some(1), "not a tag"), "2017");
    }
}
