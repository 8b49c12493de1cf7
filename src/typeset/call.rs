//! Builds Typst code. Text of an author enters it only through [`Value::text`] and its siblings, which write string
//! literals; Typst never runs the content of a literal as code.

use std::fmt::Write;

/// A Typst expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value(String);

impl Value {
    /// The source code of the expression.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A string literal. Control characters and line breaks become spaces.
    pub fn text(words: &str) -> Self {
        let mut out = String::with_capacity(words.len() + 2);
        push_literal(&mut out, words);
        Self(out)
    }

    /// A string literal that keeps its line breaks.
    pub fn lines(text: &str) -> Self {
        if text.is_empty() {
            return Self::text("");
        }
        let lines: Vec<String> = text.lines().map(|line| Self::text(line).0).collect();
        Self(format!("({},).join(\"\\n\")", lines.join(", ")))
    }

    /// A string literal, or `none`.
    pub fn optional(words: Option<&str>) -> Self {
        words.map_or_else(Self::none, Self::text)
    }

    /// An array of string literals.
    pub fn texts<Words: AsRef<str>>(items: impl IntoIterator<Item = Words>) -> Self {
        Self::array(items.into_iter().map(|item| Self::text(item.as_ref())))
    }

    /// `none`
    pub fn none() -> Self {
        Self::name("none")
    }

    /// A variable or constant.
    pub fn name(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// An array.
    pub fn array(items: impl IntoIterator<Item = Value>) -> Self {
        let items: String = items.into_iter().map(|Value(item)| item + ", ").collect();
        Self(format!("({items})"))
    }

    /// A dictionary.
    pub fn dictionary<'a>(pairs: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let pairs: String =
            pairs.into_iter().map(|(key, Value(value))| Self::text(key).0 + ": " + &value + ", ").collect();
        Self(if pairs.is_empty() { "(:)".to_owned() } else { format!("({pairs})") })
    }

    /// A length or a share.
    pub fn length(number: f64, unit: &'static str) -> Self {
        Self(format!("{number}{unit}"))
    }

    /// A content block.
    pub fn content(Markup(markup): Markup) -> Self {
        Self(format!("[{markup}]"))
    }
}

/// Appends a string literal. Only backslashes and quotation marks need an escape.
fn push_literal(out: &mut String, words: &str) {
    out.push('"');
    for character in words.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            character if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') => {
                out.push(' ');
            }
            character => out.push(character),
        }
    }
    out.push('"');
}

/// Types whose values look the same in Rust and in Typst.
macro_rules! values {
    ($($kind:ty)+) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self(value.to_string())
            }
        })+
    };
}

values!(bool u8 u16 usize i64);

/// A function call under construction.
#[derive(Debug, Clone)]
pub struct Call {
    function: &'static str,
    arguments: String,
    bodies: String,
}

impl Call {
    /// A call without arguments.
    pub fn new(function: &'static str) -> Self {
        Self { function, arguments: String::new(), bodies: String::new() }
    }

    /// Adds a positional argument.
    pub fn with(mut self, value: impl Into<Value>) -> Self {
        self.separate();
        self.arguments += &value.into().0;
        self
    }

    /// Adds a named argument.
    pub fn named(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.separate();
        let _ = write!(self.arguments, "{name}: {}", value.into().0);
        self
    }

    /// Adds a named argument if there is a value.
    pub fn maybe(self, name: &'static str, value: Option<Value>) -> Self {
        match value {
            Some(value) => self.named(name, value),
            None => self,
        }
    }

    /// Adds a content block after the arguments.
    pub fn body(mut self, Markup(markup): Markup) -> Self {
        let _ = write!(self.bodies, "[{markup}]");
        self
    }

    /// The call up to its arguments so far, without the closing parenthesis. The other arguments follow on lines of
    /// their own.
    pub(super) fn opening(&self) -> String {
        format!("{}({}", self.function, self.arguments)
    }

    fn separate(&mut self) {
        if !self.arguments.is_empty() {
            self.arguments += ", ";
        }
    }
}

impl From<Call> for Value {
    fn from(Call { function, arguments, bodies }: Call) -> Self {
        let has_parentheses = !arguments.is_empty() || bodies.is_empty();
        let arguments = if has_parentheses { format!("({arguments})") } else { arguments };
        Self(format!("{function}{arguments}{bodies}"))
    }
}

/// Typst markup: a sequence of expressions without space between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(String);

impl Markup {
    /// Text of an author; empty if `words` is empty.
    pub fn text(words: &str) -> Self {
        Self::default().and_text(words)
    }

    /// Appends an expression.
    pub fn and(mut self, value: impl Into<Value>) -> Self {
        let _ = write!(self.0, "#{};", value.into().0);
        self
    }

    /// Appends text of an author.
    pub fn and_text(mut self, words: &str) -> Self {
        if !words.is_empty() {
            self.0.push('#');
            push_literal(&mut self.0, words);
            self.0.push(';');
        }
        self
    }

    /// Appends markup.
    pub fn then(mut self, Markup(more): Markup) -> Self {
        self.0 += &more;
        self
    }
}

impl<Any: Into<Value>> From<Any> for Markup {
    fn from(value: Any) -> Self {
        Self::default().and(value)
    }
}

impl FromIterator<Markup> for Markup {
    fn from_iter<Items: IntoIterator<Item = Markup>>(items: Items) -> Self {
        items.into_iter().fold(Self::default(), Self::then)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_code() {
        for (words, expected) in [
            ("", r#""""#),
            ("plain", r#""plain""#),
            (r#"a "b" \"#, r#""a \"b\" \\""#),
            ("#panic() [x] $y$ *", r##""#panic() [x] $y$ *""##),
            ("one\ntwo\u{2028}three\0", r#""one two three ""#),
        ] {
            assert_eq!(Value::text(words).as_str(), expected);
        }
        assert_eq!(Value::lines("a\n\n\"b\"").as_str(), r#"("a", "", "\"b\"",).join("\n")"#);
        assert_eq!(Value::dictionary([("a\"", Value::from(1_u8))]).as_str(), r#"("a\"": 1, )"#);
        assert_eq!(Value::dictionary([]).as_str(), "(:)");
    }

    #[test]
    fn calls_have_the_parentheses_that_they_need() {
        let body = || Markup::text("w");
        for (call, expected) in [
            (Call::new("divider"), "divider()"),
            (Call::new("quote").body(body()), r#"quote[#"w";]"#),
            (Call::new("f").with(1_u8).named("g", true).body(body()), r#"f(1, g: true)[#"w";]"#),
            (Call::new("f").maybe("g", None).with(Value::texts(["a"])), r#"f(("a", ))"#),
        ] {
            assert_eq!(Value::from(call).as_str(), expected);
        }
    }
}
