//! Numbers of list items, in the styles of HTML (Living Standard, section 4.4.5, "The ol element").

/// The numbers of the items of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbering {
    /// The style of the numbers.
    pub style: NumberStyle,
    /// Whether the numbers count down.
    pub is_reversed: bool,
    /// The number of each item.
    pub numbers: Vec<i64>,
    /// The signs around the numbers.
    pub delimiter: Delimiter,
}

/// The signs around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Delimiter {
    /// `1.`
    #[default]
    Point,
    /// `1)`
    Parenthesis,
    /// `(1)`
    Parentheses,
}

impl Delimiter {
    /// Every one with the class that the markup has for it.
    pub const NAMES: [(&'static str, Delimiter); 3] = [
        ("point", Delimiter::Point),
        ("parenthesis", Delimiter::Parenthesis),
        ("parentheses", Delimiter::Parentheses),
    ];

    /// The one with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, delimiter)| delimiter)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// The number with its signs.
    #[must_use]
    pub fn around(self, number: &str) -> String {
        match self {
            Delimiter::Point => format!("{number}."),
            Delimiter::Parenthesis => format!("{number})"),
            Delimiter::Parentheses => format!("({number})"),
        }
    }
}

/// A style of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberStyle {
    /// `1.`
    Decimal,
    /// `a.`
    LowerLetter,
    /// `A.`
    UpperLetter,
    /// `i.`
    LowerRoman,
    /// `I.`
    UpperRoman,
}

impl NumberStyle {
    /// Every style with its names in HTML (attribute `type`) and in CSS (property `list-style-type`). Some styles have
    /// several names.
    const NAMES: [(&'static str, NumberStyle); 12] = [
        ("1", NumberStyle::Decimal),
        ("decimal", NumberStyle::Decimal),
        ("a", NumberStyle::LowerLetter),
        ("lower-alpha", NumberStyle::LowerLetter),
        ("lower-latin", NumberStyle::LowerLetter),
        ("A", NumberStyle::UpperLetter),
        ("upper-alpha", NumberStyle::UpperLetter),
        ("upper-latin", NumberStyle::UpperLetter),
        ("i", NumberStyle::LowerRoman),
        ("lower-roman", NumberStyle::LowerRoman),
        ("I", NumberStyle::UpperRoman),
        ("upper-roman", NumberStyle::UpperRoman),
    ];

    /// The style with this name in HTML or CSS.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, style)| style)
    }

    /// The value of the attribute `type` in HTML.
    #[must_use]
    pub fn html_type(self) -> &'static str {
        Self::NAMES.into_iter().find(|(_, style)| *style == self).map_or("1", |(name, _)| name)
    }

    /// Formats a number. A number that the style cannot express is written in decimal, as in browsers.
    #[must_use]
    pub fn write(self, number: i64) -> String {
        let written = match self {
            NumberStyle::Decimal => None,
            NumberStyle::LowerLetter => letters(number),
            NumberStyle::UpperLetter => letters(number).map(|letters| letters.to_uppercase()),
            NumberStyle::LowerRoman => roman(number),
            NumberStyle::UpperRoman => roman(number).map(|roman| roman.to_uppercase()),
        };
        written.unwrap_or_else(|| number.to_string())
    }
}

impl Numbering {
    /// The numbers of a list. `given` are the numbers that items set themselves. Without `first`, the list counts up
    /// from 1 or down to 1.
    #[must_use]
    pub fn new(style: NumberStyle, is_reversed: bool, first: Option<i64>, given: &[Option<i64>]) -> Self {
        let count = i64::try_from(given.len()).unwrap_or(i64::MAX);
        let mut next = first.unwrap_or(if is_reversed { count } else { 1 });
        let mut numbers = Vec::with_capacity(given.len());
        for own in given {
            let number = own.unwrap_or(next);
            numbers.push(number);
            next = number.saturating_add(Self::step(is_reversed));
        }
        Self { style, is_reversed, numbers, delimiter: Delimiter::default() }
    }

    fn step(is_reversed: bool) -> i64 {
        if is_reversed { -1 } else { 1 }
    }

    /// The number of the first item.
    #[must_use]
    pub fn first(&self) -> i64 {
        self.numbers.first().copied().unwrap_or(1)
    }

    /// Whether the number of an item continues the sequence from the item before it.
    #[must_use]
    pub fn follows(&self, index: usize) -> bool {
        match (index.checked_sub(1).and_then(|before| self.numbers.get(before)), self.numbers.get(index)) {
            (Some(before), Some(number)) => before.saturating_add(Self::step(self.is_reversed)) == *number,
            (None, _) | (_, None) => true,
        }
    }

    /// Whether the items have decimal numbers, counting up by one from a first number that is not negative.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.style == NumberStyle::Decimal
            && self.delimiter == Delimiter::Point
            && !self.is_reversed
            && self.first() >= 0
            && (0..self.numbers.len()).all(|index| self.follows(index))
    }

    /// The marker before each item: `3.`, `c.`, `iii.`
    pub fn markers(&self) -> impl Iterator<Item = String> + '_ {
        self.numbers.iter().map(|number| self.delimiter.around(&self.style.write(*number)))
    }
}

/// a to z, then aa, ab and so on; `None` below 1.
fn letters(number: i64) -> Option<String> {
    let mut rest = u64::try_from(number).ok().filter(|number| *number > 0)?;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + u8::try_from(rest % 26).ok()?));
        rest /= 26;
    }
    Some(letters.iter().rev().collect())
}

fn roman(number: i64) -> Option<String> {
    const NUMERALS: [(i64, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut roman = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            roman.push_str(numeral);
            rest -= value;
        }
    }
    Some(roman)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_browsers_write_them() {
        let cases = [
            (NumberStyle::Decimal, -3, "-3"),
            (NumberStyle::LowerLetter, 3, "c"),
            (NumberStyle::LowerLetter, 27, "aa"),
            (NumberStyle::UpperLetter, 702, "ZZ"),
            (NumberStyle::LowerLetter, 703, "aaa"),
            (NumberStyle::LowerLetter, 0, "0"),
            (NumberStyle::LowerRoman, 1994, "mcmxciv"),
            (NumberStyle::UpperRoman, 4, "IV"),
            (NumberStyle::UpperRoman, 4000, "4000"),
        ];
        for (style, number, written) in cases {
            assert_eq!(style.write(number), written, "{style:?} {number}");
        }
    }

    #[test]
    fn items_count_up_or_down_from_the_last_number_given() {
        let given = [None, Some(7), None];
        let of =
            |is_reversed, first| Numbering::new(NumberStyle::Decimal, is_reversed, first, &given).numbers;
        assert_eq!(of(false, None), [1, 7, 8]);
        assert_eq!(of(true, None), [3, 7, 6]);
        assert_eq!(of(false, Some(5)), [5, 7, 8]);
    }
}
