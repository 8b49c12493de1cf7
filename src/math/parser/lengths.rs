//! Lengths.

use super::super::token::{Kind, Token};
use super::Parser;

impl Parser<'_> {
    /// A length, with or without braces.
    pub(super) fn length(&mut self, command: &Token) -> Option<i16> {
        self.takes(&Kind::Character('*'));
        let text = if self.is_before_group() { self.literal(command) } else { self.bare_length() };
        let length = eighteenths(&text);
        if length.is_none() {
            self.not_a_length(&text, command);
        }
        length
    }

    pub(super) fn not_a_length(&mut self, text: &str, command: &Token) {
        let message = format!("`{}` is not a length", text.trim());
        self.fail(command, message, "write a number and a unit, such as `em` or `pt`");
    }

    fn bare_length(&mut self) -> String {
        while self.tokens.last().is_some_and(|token| token.kind == Kind::Space) {
            self.tokens.pop();
        }
        let mut text = String::new();
        let mut letters = 0;
        while let Some(Token { kind: Kind::Character(next), .. }) = self.tokens.last()
            && (next.is_ascii_digit() || "-+.".contains(*next) || next.is_ascii_alphabetic())
        {
            letters += usize::from(next.is_ascii_alphabetic());
            text.push(*next);
            self.tokens.pop();
            if letters == 2 {
                break;
            }
        }
        text
    }
}

/// A length in eighteenths of the font size. One of several pages is as wide as a line.
pub(super) fn eighteenths(text: &str) -> Option<i16> {
    let text = text.trim();
    let split = text.find(|end: char| end.is_ascii_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit.split_whitespace().next().unwrap_or_default() {
        "mu" => 1.0,
        "em" => 18.0,
        "ex" => 8.0,
        "pt" | "px" | "bp" => 1.8,
        "pc" => 21.6,
        "cm" => 51.2,
        "mm" => 5.12,
        "in" => 130.0,
        _ => return None,
    };
    let number = number.replace(' ', "");
    let width = number.parse::<f64>().ok().filter(|number| number.is_finite())? * factor;
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
    Some(width.round().clamp(-360.0, 360.0) as i16)
}

#[cfg(test)]
mod tests {
    use super::eighteenths;

    #[test]
    fn lengths_have_a_number_and_a_unit() {
        for (text, expected) in [
            ("1em", Some(18)),
            ("-0.5em", Some(-9)),
            (" .5 em ", Some(9)),
            ("3mu", Some(3)),
            ("10pt", Some(18)),
            ("1pt plus 1fil", Some(2)),
            ("1000cm", Some(360)),
            ("1", None),
            ("em", None),
            ("1foot", None),
        ] {
            assert_eq!(eighteenths(text), expected, "{text}");
        }
    }
}
