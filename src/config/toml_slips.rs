//! Explains errors in TOML syntax in terms of the author's text. Each class of mistake is recognized from the text
//! around the offset at which the library stopped.

use std::ops::Range;

use super::line::{Line, closing_bracket, closing_mark, quoted};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The diagnostic for a text that is not valid TOML. `place` converts a range of the text to a span.
pub fn complaint(
    text: &str,
    error: &toml::de::Error,
    code: Code,
    place: impl FnOnce(Range<usize>) -> Span,
) -> Diagnostic {
    let at = error.span().map_or(0, |range| range.start);
    let (range, message, help) = slip(text, at, error.message());
    Diagnostic::new(code, place(range), message).help(help)
}

/// The range of a mistake, the message, and the correction.
fn slip(text: &str, at: usize, words: &str) -> (Range<usize>, String, String) {
    let at = text.floor_char_boundary(at.min(text.len()));
    let mut line = Line::at(text, at);
    if line.body().is_empty() {
        line = line.above(text).next().unwrap_or(line);
    }
    let body = line.body();
    let name = body.trim_start_matches('[').trim_end_matches(']').trim();
    if words.contains("duplicate key") || words.contains("duplicate table") {
        let message = "duplicate key or table";
        return (
            line.range(),
            message.to_owned(),
            "keep one, or put the keys of both tables together".to_owned(),
        );
    }
    if body.starts_with('[') && !body.contains('=') {
        let message = "this line is not the name of a table";
        return (line.range(), message.to_owned(), format!("write `[{name}]`"));
    }
    let Some((key, value)) = body.split_once('=') else {
        let help = match body.split_once(':') {
            Some((key, value)) => format!("write `{} = {}`", key.trim(), value_of(value)),
            None => "write a key, an equals sign and a value, such as `leading = \"1.4\"`".to_owned(),
        };
        return (line.range(), "this line is not of the form `key = value`".to_owned(), help);
    };
    let value = value.trim();
    let end = line.range().end;
    let range = end - value.len()..end;
    if value.is_empty() {
        let help = format!("write a value after the equals sign, such as `{} = \"…\"`", key.trim());
        return (line.range(), "there is no value here".to_owned(), help);
    }
    if value.starts_with(['"', '\'']) && closing_mark(value, 0).is_none() {
        let help = format!("write `{} = {}`", key.trim(), quoted(value[1..].trim()));
        return (range, "this quotation mark is never closed".to_owned(), help);
    }
    if value.starts_with(['[', '{']) && closing_bracket(text, range.start).is_err() {
        let closing = if value.starts_with('[') { ']' } else { '}' };
        let help = format!("put a `{closing}` after the last element, and each text between quotation marks");
        return (range, format!("this `{}` is never closed", &value[..1]), help);
    }
    if value.starts_with(|first: char| !"\"'[{".contains(first)) {
        let help = format!("write `{} = {}`", key.trim(), value_of(value));
        return (range, "text needs quotation marks".to_owned(), help);
    }
    let start = at.clamp(line.range().start, end);
    let help = "write one `key = value` per line, with quotation marks around text";
    (start..end, "this line is not valid TOML".to_owned(), help.to_owned())
}

/// A value as a TOML string, without the quotation marks it may already have.
fn value_of(value: &str) -> String {
    quoted(value.trim().trim_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn every_slip_is_named_at_its_place() {
        let table = [
            ("[color\n", "[color", "this line is not the name of a table", "write `[color]`"),
            ("[color]]\n", "[color]]", "this line is not the name", "write `[color]`"),
            (
                "[color]\nink: \"#000\"\n",
                "ink: \"#000\"",
                "this line is not of the form",
                "write `ink = \"#000\"`",
            ),
            ("[color]\nink\n", "ink", "this line is not of the form", "an equals sign"),
            ("[color]\nink = #000\n", "#000", "text needs quotation marks", "write `ink = \"#000\"`"),
            ("[color]\nink = red\n", "red", "text needs quotation marks", "write `ink = \"red\"`"),
            ("[text]\nsize = 11cm\n", "11cm", "text needs quotation marks", "write `size = \"11cm\"`"),
            (
                "[text]\nsize = \"11cm\n",
                "\"11cm",
                "this quotation mark is never closed",
                "write `size = \"11cm\"`",
            ),
            ("[text]\nsize =\n", "size =", "there is no value here", "after the equals sign"),
            ("[family]\ntext = [\"A\"\n", "[\"A\"", "this `[` is never closed", "put a `]`"),
            ("[family]\ntext = [A]\n", "A]", "this line is not valid TOML", "quotation marks"),
            (
                "[text]\nsize = \"1cm\"\nsize = \"2cm\"\n",
                "size = \"2cm\"",
                "duplicate key or table",
                "together",
            ),
            ("[text]\nsize = \"1cm\"\n[text]\n", "[text]", "duplicate key or table", "together"),
        ];
        for (text, marked, message, help) in table {
            let error = text.parse::<toml::Table>().expect_err(text);
            let (range, words, advice) =
                slip(text, error.span().map_or(0, |range| range.start), error.message());
            assert_eq!(&text[range], marked, "{text}: {words}");
            assert!(words.starts_with(message), "{text}: {words}");
            assert!(advice.contains(help), "{text}: {advice}");
        }
    }
}
