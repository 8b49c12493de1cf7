//! Lines that begin with a typed marker: `(a)`, `9a.`, `iv)`. Markdown joins them into one paragraph.

/// The punctuation of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `(a)`
    Parentheses,
    /// `a)`
    Parenthesis,
    /// `a.`
    Point,
}

/// A marker at the beginning of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker<'t> {
    shape: Shape,
    name: &'t str,
}

/// The marker at the start of a line, after whitespace and the markers of quotations and lists.
#[must_use]
pub fn marker(line: &str) -> Option<Marker<'_>> {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let line = ["- ", "* ", "+ "]
        .into_iter()
        .find_map(|bullet| line.strip_prefix(bullet))
        .unwrap_or(line)
        .trim_start();
    let (open, rest) = line.strip_prefix('(').map_or((false, line), |rest| (true, rest));
    let end = rest.find(|character: char| !character.is_ascii_alphanumeric())?;
    let (name, rest) = rest.split_at(end);
    let shape = match (open, rest.chars().next()?) {
        (true, ')') => Shape::Parentheses,
        (false, ')') => Shape::Parenthesis,
        (false, '.') => Shape::Point,
        _ => return None,
    };
    let is_marker = rest[1..].starts_with([' ', '\t']) && !values(name).is_empty();
    is_marker.then_some(Marker { shape, name })
}

impl Marker<'_> {
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// Its length in the text.
    #[must_use]
    pub fn length(&self) -> usize {
        self.name.len() + if self.shape == Shape::Parentheses { 2 } else { 1 }
    }

    /// The series that it can belong to, with its number in each.
    #[must_use]
    pub fn values(&self) -> Vec<(Series, u32)> {
        values(self.name)
    }

    /// Whether this marker follows `before` in a series, as `(b)` follows `(a)`, and both `9a.` and `10.` follow `9.`
    #[must_use]
    pub fn follows(&self, before: &Marker<'_>) -> bool {
        self.shape == before.shape
            && values(before.name).iter().any(|(series, number)| {
                values(self.name).iter().any(|(other, next)| match (series, other) {
                    // 9a is followed by 9b or 10.
                    (Series::Digits, Series::Part(whole)) => *next == 1 && whole == number,
                    (Series::Part(whole), Series::Digits) => *next == whole + 1,
                    _ => series == other && *next == number + 1,
                })
            })
    }

    /// Whether it begins a series and has parentheses, which rule out an abbreviation.
    #[must_use]
    pub fn is_first(&self) -> bool {
        self.shape != Shape::Point && values(self.name).iter().any(|(_, number)| *number == 1)
    }
}

/// The series that a marker belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    Digits,
    /// Letters after a number: the a of 9a.
    Part(u32),
    LowerLetter,
    UpperLetter,
    LowerRoman,
    UpperRoman,
}

/// All readings of a marker's name: `i` is both a letter and a Roman numeral.
fn values(name: &str) -> Vec<(Series, u32)> {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, letters) = name.split_at(digits);
    if digits > 0 {
        let Some(number) = number.parse().ok().filter(|_| digits <= 3) else { return Vec::new() };
        return match letter(letters) {
            _ if letters.is_empty() => vec![(Series::Digits, number)],
            Some(part) => vec![(Series::Part(number), part)],
            None => Vec::new(),
        };
    }
    let is_lower = name.chars().all(|character| character.is_ascii_lowercase());
    if !is_lower && !name.chars().all(|character| character.is_ascii_uppercase()) {
        return Vec::new();
    }
    let series = if is_lower {
        [Series::LowerLetter, Series::LowerRoman]
    } else {
        [Series::UpperLetter, Series::UpperRoman]
    };
    let numbers = [letter(name), roman(&name.to_ascii_lowercase())];
    series.into_iter().zip(numbers).filter_map(|(series, number)| Some((series, number?))).collect()
}

/// The position of a single letter in the alphabet, from 1.
fn letter(name: &str) -> Option<u32> {
    let [letter] = name.as_bytes() else { return None };
    letter.is_ascii_alphabetic().then(|| u32::from(letter.to_ascii_lowercase() - b'a') + 1)
}

/// The value of a lower-case Roman numeral up to 39. Larger ones do not occur as markers.
fn roman(name: &str) -> Option<u32> {
    let tens = name.len() - name.trim_start_matches('x').len();
    let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let rest = ones.iter().position(|one| *one == &name[tens..])?;
    let number = u32::try_from(tens * 10 + rest).ok()?;
    (tens <= 3 && number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        for line in ["(a) x", "> (iv) x", "- (1) x", "9a. x", "b) x", "XII. x", "12. x"] {
            assert!(marker(line).is_some(), "{line}");
        }
        for line in ["(see) x", "e.g. x", "2003. x", "(a)x", "a b", "No. 9", "(A1) x", "9ab. x", "", "("] {
            assert!(marker(line).is_none(), "{line}");
        }
    }

    #[test]
    fn markers_follow_in_their_series() {
        let follows = |before, after| marker(after).unwrap().follows(&marker(before).unwrap());
        for (before, after) in [
            ("(a) x", "(b) x"),
            ("(h) x", "(i) x"),
            ("(i) x", "(ii) x"),
            ("9. x", "9a. x"),
            ("9a. x", "9b. x"),
            ("9a. x", "10. x"),
            ("XIX. x", "XX. x"),
        ] {
            assert!(follows(before, after), "{before} {after}");
        }
        for (before, after) in
            [("(a) x", "(c) x"), ("(a) x", "b. x"), ("9. x", "9b. x"), ("A. x", "b. x"), ("a. x", "a. x")]
        {
            assert!(!follows(before, after), "{before} {after}");
        }
    }
}
