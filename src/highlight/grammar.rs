//! Reads code with the grammars of Typst, or with its parser for its own language.

use syntect::parsing::{ParseState, ScopeStack, ScopeStackOp, SyntaxReference};
use typst::syntax::{LinkedNode, highlight, parse, parse_code, parse_math};
use typst::text::RAW_SYNTAXES;

use super::kinds;
use super::token::{Line, Token};
use crate::model::TokenKind;

/// The longest code and the longest line in bytes that are searched for tokens. Grammars take long for more, such as a
/// picture in one line of base64.
const LONGEST: usize = 1_000_000;
const LONGEST_LINE: usize = 4_000;

/// Names of languages that no grammar has.
const ALIASES: &[(&str, &str)] = &[
    ("console", "bash"),
    ("shell-session", "bash"),
    ("shellsession", "bash"),
    ("golang", "go"),
    ("csharp", "cs"),
    ("jsonc", "json"),
    ("json5", "json"),
    ("jsx", "javascript"),
    ("docker", "dockerfile"),
    ("objc", "objective-c"),
    ("patch", "diff"),
    ("vb", "vbs"),
    ("latex", "tex"),
];

/// The lines of code with their tokens; `None` if the language is unknown or no token has a kind. `language` is in lower
/// case.
pub fn lines(language: &str, text: &str) -> Option<Vec<Line>> {
    if text.len() > LONGEST || text.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let lines = match language {
        "typ" | "typst" | "typc" | "typm" => of_typst(language, text),
        _ => by_grammar(syntax(language)?, text)?,
    };
    lines.iter().flatten().any(|token| token.kind.is_some()).then_some(lines)
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let find = |name: &str| RAW_SYNTAXES.find_syntax_by_token(name);
    let alias = || ALIASES.iter().find(|(name, _)| *name == language).and_then(|(_, name)| find(name));
    find(language).or_else(alias)
}

/// The lines by a grammar; `None` if it fails.
fn by_grammar(syntax: &SyntaxReference, text: &str) -> Option<Vec<Line>> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    text.split('\n')
        .map(|line| {
            let changes = state.parse_line(line, &RAW_SYNTAXES).ok()?;
            of_line(line, &changes, &mut stack)
        })
        .collect()
}

/// The tokens of a line between the changes of the scopes.
fn of_line(line: &str, changes: &[(usize, ScopeStackOp)], stack: &mut ScopeStack) -> Option<Line> {
    let mut tokens = Line::new();
    let mut start = 0;
    for (at, change) in changes {
        let words = line.get(start..*at)?;
        push(&mut tokens, kinds::of(stack.as_slice(), words), words);
        start = *at;
        stack.apply(change).ok()?;
    }
    let words = line.get(start..)?;
    push(&mut tokens, kinds::of(stack.as_slice(), words), words);
    Some(tokens)
}

/// Adds a part of a line. Parts of one kind are one token, and white space has a kind only inside one.
fn push(tokens: &mut Line, kind: Option<TokenKind>, words: &str) {
    match tokens.last_mut() {
        _ if words.is_empty() => {}
        Some(last) if last.kind == kind || words.trim().is_empty() && last.kind.is_none() => {
            last.text += words;
        }
        _ if words.trim().is_empty() => tokens.push(Token { kind: None, text: words.to_owned() }),
        _ => tokens.push(Token { kind, text: words.to_owned() }),
    }
}

/// The lines of Typst code, for which Typst has no grammar but a parser.
fn of_typst(language: &str, text: &str) -> Vec<Line> {
    let root = match language {
        "typc" => parse_code(text),
        "typm" => parse_math(text),
        _ => parse(text),
    };
    let mut lines = vec![Line::new()];
    leaves(&LinkedNode::new(&root), None, &mut lines);
    lines
}

fn leaves(node: &LinkedNode<'_>, around: Option<TokenKind>, lines: &mut Vec<Line>) {
    let kind = highlight(node).map_or(around, kinds::of_typst);
    for (index, words) in node.leaf_text().split('\n').enumerate() {
        if index > 0 {
            lines.push(Line::new());
        }
        if let Some(line) = lines.last_mut() {
            push(line, kind, words);
        }
    }
    node.children().for_each(|child| leaves(&child, kind, lines));
}
