//! Code blocks as calls: their lines with the kinds of their tokens.

use super::breakable::{self, BREAK};
use super::call::{Call, Value};
use super::case::Writer;
use crate::highlight::{self, Line, Token};
use crate::model::{CodeLines, Inline};
use crate::vocabulary::{CODE_BLOCK, token};

/// Distance of the stops that a tab moves to, in characters. Typst has the same in plain code.
const TAB: usize = 2;

impl Writer<'_> {
    /// The call for a code block.
    pub(super) fn code_block(
        &self,
        language: Option<&str>,
        text: &str,
        file_name: Option<&str>,
        lines: &CodeLines,
    ) -> Call {
        let room = self.room.inside();
        let words = breakable::code(text, room);
        let shown = match highlight::lines(language, text) {
            Some(known) => Value::array(with_breaks(&known, &words).iter().map(line)),
            None => Value::lines(&words),
        };
        let count = text.lines().count();
        let marked: Vec<Value> =
            (0..count).filter(|index| lines.is_marked(*index)).map(|index| Value::from(index + 1)).collect();
        let file = file_name.map(|name| Value::content(self.inlines(&[Inline::Code(name.to_owned())])));
        // The name of the file comes first, so that the source has all words in the order of the text.
        Call::new(CODE_BLOCK.function)
            .maybe("file", file)
            .with(Value::optional(language))
            .with(shown)
            .maybe("first", lines.first.map(Value::from))
            .maybe("marked", (!marked.is_empty()).then(|| Value::array(marked)))
            .maybe("inside", self.is_inside.then(|| true.into()))
    }
}

/// A line: text without a kind as it is, other tokens with their kinds.
fn line(line: &Line) -> Value {
    Value::array(line.iter().map(|part| match part.kind {
        Some(kind) => Value::array([Value::text(token(kind).class), Value::text(&part.text)]),
        None => Value::text(&part.text),
    }))
}

/// The lines with the break opportunities of `words`, which is the same code, and with spaces instead of tabs.
fn with_breaks(lines: &[Line], words: &str) -> Vec<Line> {
    let mut words = words.chars().peekable();
    let mut broken = |line: &Line| {
        let mut column = 0;
        let line = line.iter().map(|token| {
            let mut text = String::new();
            for character in token.text.chars() {
                if character != BREAK && words.next_if_eq(&BREAK).is_some() {
                    text.push(BREAK);
                }
                words.next();
                let width = if character == '\t' { TAB - column % TAB } else { 1 };
                column += width;
                match character {
                    '\t' => text.extend(std::iter::repeat_n(' ', width)),
                    character => text.push(character),
                }
            }
            Token { text, ..*token }
        });
        let line = line.collect();
        // The line break.
        words.next();
        line
    };
    lines.iter().map(&mut broken).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TokenKind;

    #[test]
    fn breaks_and_tabs_are_where_they_are_in_the_text() {
        let token = |kind, text: &str| Token { kind, text: text.to_owned() };
        let keyword = Some(TokenKind::Keyword);
        let lines = [
            vec![token(keyword, "let"), token(None, "\ta.b")],
            vec![],
            vec![token(None, "a\t"), token(keyword, "\u{200B}in")],
        ];
        let found = with_breaks(&lines, "let\ta.\u{200B}b\n\na\t\u{200B}\u{200B}in");
        let texts = |line: &Line| line.iter().map(|token| token.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&found[0]), ["let", " a.\u{200B}b"]);
        assert!(found[1].is_empty());
        assert_eq!(texts(&found[2]), ["a ", "\u{200B}\u{200B}in"]);
    }
}
