//! "Did you mean …?": finds the name that a misspelled name was most likely meant to be.

use std::cell::Cell;
use std::cmp::Reverse;

use strsim::damerau_levenshtein;

/// Longest word that is compared, in characters. The cost is quadratic.
const LONGEST: usize = 100;

/// How many words of one kind are looked up. Each is compared with all known names.
const MOST: usize = 20;

/// Counts the lookups, so that the cost of a book with many mistakes is bounded.
#[derive(Debug)]
pub struct Guesses(Cell<usize>);

impl Default for Guesses {
    fn default() -> Self {
        Self(Cell::new(MOST))
    }
}

impl Guesses {
    /// Whether another lookup is allowed; counts it.
    pub fn may_guess(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left > 0
    }
}

/// The name in `known` that is most similar to `word`: it differs only in case, or by one or two letters.
///
/// Names with different digits never match: `note-12` is not a misspelling of `note-13`.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let letters = word.chars().count();
    if letters > LONGEST {
        return None;
    }
    let lower = word.to_lowercase();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let of_word = digits(word);
    // At the same distance, a name that is not shorter than the word is preferred, because an added letter is the
    // rarest mistake.
    let rank = |name: &&str| {
        let is_long = name.chars().count() >= letters;
        (damerau_levenshtein(&lower, &name.to_lowercase()), Reverse(is_long))
    };
    let is_alike = |name: &&str| {
        *name != word && name.chars().count().abs_diff(letters) <= slip(name) && digits(name) == of_word
    };
    let alike = known.into_iter().filter(is_alike);
    let near = alike.min_by_key(rank)?;
    (rank(&near).0 <= slip(near)).then_some(near)
}

/// How many letters of a name may differ. In a short name two wrong letters make a different word, as `date` and
/// `cite`; in a name of one or two letters, one does.
fn slip(name: &str) -> usize {
    match name.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=15 => 2,
        _ => 3,
    }
}

/// The question in the help of a message.
#[must_use]
pub fn did_you_mean(name: &str) -> String {
    format!("did you mean `{name}`?")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_found_and_a_difference_is_not() {
        let table = [
            ("brige", &["bridge", "port"][..], Some("bridge")),
            ("PIC.jpg", &["PIC.JPG", "PIC2.jpg"], Some("PIC.JPG")),
            ("pic.jpg", &["PIC.JPG"], Some("PIC.JPG")),
            ("tilte", &["title", "subtitle"], Some("title")),
            ("date", &["cite"], None),
            ("a", &["b"], None),
            ("a", &["A"], Some("A")),
            ("12", &["13", "21"], None),
            ("cases/01-oman.md", &["cases/02-oman.md"], None),
            ("cases/01-omna.md", &["cases/01-oman.md"], Some("cases/01-oman.md")),
            ("smart-puntcuation", &["smart-punctuation"], Some("smart-punctuation")),
            ("same", &["same"], None),
            ("x", &[], None),
        ];
        for (word, known, expected) in table {
            assert_eq!(nearest(word, known.iter().copied()), expected, "{word}");
        }
    }
}
