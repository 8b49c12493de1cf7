//! The tokens of TeX.

/// A token, with its place in the formula. A token from a macro has the place where the macro was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its byte offset.
    pub at: usize,
    /// Its length in bytes.
    pub length: usize,
}

/// A kind of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `\name`, or a backslash before one other character.
    Command(String),
    /// A character without a meaning of its own.
    Character(char),
    /// White space.
    Space,
    /// `{`
    Begin,
    /// `}`
    End,
    /// `_`
    Below,
    /// `^`
    Above,
    /// `&`
    Column,
    /// `#1` in a macro.
    Parameter(usize),
    /// `\verb|words|`
    Verbatim(String),
}

impl Kind {
    /// A command with a name.
    #[must_use]
    pub fn command(name: &str) -> Self {
        Self::Command(name.to_owned())
    }

    /// The token as the author wrote it.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Command(name) => format!("\\{name}"),
            Self::Character(character) => character.to_string(),
            Self::Space => " ".to_owned(),
            Self::Begin => "{".to_owned(),
            Self::End => "}".to_owned(),
            Self::Below => "_".to_owned(),
            Self::Above => "^".to_owned(),
            Self::Column => "&".to_owned(),
            Self::Parameter(number) => format!("#{number}"),
            Self::Verbatim(words) => words.clone(),
        }
    }
}

/// Tokens as the author wrote them.
#[must_use]
pub fn written(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        let is_word = |text: &str| text.rsplit_once('\\').is_some_and(|(_, name)| is_command_word(name));
        // A letter after the name of a command would belong to it.
        if matches!(token.kind, Kind::Character(letter) if letter.is_ascii_alphabetic()) && is_word(&text) {
            text.push(' ');
        }
        text.push_str(&token.kind.written());
    }
    text
}

fn is_command_word(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphabetic())
}

/// The tokens of a text. Comments are left out.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (kind, length) = match first {
            '\\' => verbatim(rest).unwrap_or_else(|| command(rest)),
            '%' => (None, rest.find('\n').map_or(rest.len(), |end| end + 1)),
            '{' => (Some(Kind::Begin), 1),
            '}' => (Some(Kind::End), 1),
            '_' => (Some(Kind::Below), 1),
            '^' => (Some(Kind::Above), 1),
            '&' => (Some(Kind::Column), 1),
            '#' => parameter(rest),
            space if space.is_whitespace() => {
                (Some(Kind::Space), rest.len() - rest.trim_start_matches(char::is_whitespace).len())
            }
            other => (Some(Kind::Character(other)), other.len_utf8()),
        };
        let is_word = matches!(&kind, Some(Kind::Command(name)) if is_command_word(name));
        tokens.extend(kind.map(|kind| Token { kind, at, length }));
        at += length;
        // The name of a command ends at the spaces after it.
        if is_word {
            at += text[at..].len() - text[at..].trim_start_matches(char::is_whitespace).len();
        }
    }
    tokens
}

/// `\verb`, with the words between two of the characters that follow it.
fn verbatim(rest: &str) -> Option<(Option<Kind>, usize)> {
    let inside = rest.strip_prefix("\\verb")?;
    let inside = inside.strip_prefix('*').unwrap_or(inside);
    let sign = inside.chars().next().filter(|sign| !sign.is_alphanumeric() && !sign.is_whitespace())?;
    let (words, after) = inside[sign.len_utf8()..].split_once(sign)?;
    Some((Some(Kind::Verbatim(words.to_owned())), rest.len() - after.len()))
}

fn command(rest: &str) -> (Option<Kind>, usize) {
    let name = &rest[1..];
    let letters = name.len() - name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
    let length = if letters > 0 { letters } else { name.chars().next().map_or(0, char::len_utf8) };
    let name = &name[..length];
    // A backslash at the end stands before a space that was there.
    let name = if name.trim().is_empty() { " " } else { name };
    (Some(Kind::Command(name.to_owned())), 1 + length)
}

fn parameter(rest: &str) -> (Option<Kind>, usize) {
    match rest[1..].chars().next().and_then(|digit| digit.to_digit(10)) {
        Some(number @ 1..=9) => (Some(Kind::Parameter(number as usize)), 2),
        _ => (Some(Kind::Character('#')), 1),
    }
}
