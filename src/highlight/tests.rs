//! Tests with code whose parts a reader of the language knows.

use std::fmt::Write;

use super::{grammar, lines};
use crate::model::TokenKind;

/// The words of each kind in code, in order.
fn words(language: &str, text: &str, kind: TokenKind) -> Vec<String> {
    let lines = lines(Some(language), text).unwrap_or_else(|| panic!("{language} has no tokens"));
    let tokens = lines.iter().flatten().filter(|token| token.kind == Some(kind));
    tokens.map(|token| token.text.trim().to_owned()).collect()
}

#[test]
fn parts_of_code_have_their_kinds() {
    use TokenKind::{Added, Comment, Constant, Function, Keyword, Removed, String, Type};
    for (language, text, kind, expected) in [
        ("rust", "fn main() { let x = 1; } // end", Keyword, &["fn", "let"][..]),
        ("rust", "fn main() { let x = 1; } // end", Comment, &["// end"]),
        ("rust", "fn main() { let x = 1; } // end", Function, &["main"]),
        ("rust", "fn main() { let x = 1; } // end", Constant, &["1"]),
        ("rust", "struct Point;", Type, &["Point"]),
        ("rs", "println!(\"{}\\n\", true)", Function, &["println!"]),
        ("python", "def f(a):\n    return not a  # words", Keyword, &["def", "return", "not"]),
        ("py", "x = 'a' + \"b\"", String, &["'a'", "\"b\""]),
        ("sql", "SELECT a FROM b WHERE c = 'd'", Keyword, &["SELECT", "FROM", "WHERE"]),
        ("json", "{\"a\": [1, null]}", Function, &["\"a\""]),
        ("json", "{\"a\": [1, null]}", Constant, &["1", "null"]),
        ("html", "<p class=\"x\">a</p>", Keyword, &["p", "p"]),
        ("c", "/* one\n two */ int x;", Comment, &["/* one", "two */"]),
        ("diff", "-old\n+new\n same", Added, &["+new"]),
        ("diff", "-old\n+new\n same", Removed, &["-old"]),
        ("typst", "#let x = 1 // end", Keyword, &["#let"]),
        ("typc", "let x = \"a\nb\"", String, &["\"a", "b\""]),
    ] {
        assert_eq!(words(language, text, kind), expected, "{language}: {text}");
    }
}

#[test]
fn the_text_is_never_changed() {
    let odd = "fn\tf() {}  \r\n\n  \"ä\u{200B}日本\n*/ <x> `y` $z$ #[a] \\ \u{1F600}\n\n";
    for language in
        ["rust", "python", "bash", "html", "markdown", "tex", "yaml", "typst", "typc", "diff", "php"]
    {
        let Some(lines) = lines(Some(language), odd) else { continue };
        let mut text = String::new();
        for (index, line) in lines.iter().enumerate() {
            let words: String = line.iter().map(|token| token.text.as_str()).collect();
            let _ = write!(text, "{}{words}", if index > 0 { "\n" } else { "" });
        }
        assert_eq!(text, odd, "{language}");
    }
}

#[test]
fn code_without_a_known_language_is_plain() {
    for (language, text) in [(None, "fn main() {}"), (Some("klingon"), "fn main() {}"), (Some("text"), "a b")]
    {
        assert_eq!(lines(language, text), None, "{language:?}");
    }
    assert_eq!(grammar::lines("rust", &"let x = 1; ".repeat(1000)), None, "a line that is too long");
}
