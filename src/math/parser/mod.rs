//! Reads TeX into a tree.

mod arguments;
mod atoms;
mod commands;
mod constructs;
mod definitions;
mod diagrams;
mod environments;
mod fences;
mod lengths;
mod lines;
mod marks;
mod physics;
#[cfg(test)]
mod reference;
mod scripts;
mod words;

use std::borrow::Cow;

use super::letters::Alphabet;
use super::macros::{Macro, Macros};
use super::prelude;
use super::token::{self, Kind, Token};
use super::tree::{Node, Tree};

#[cfg(test)]
use environments::environments;
#[cfg(test)]
pub use reference::reference;

/// Something that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The byte offset in the formula.
    pub at: usize,
    /// The length in bytes.
    pub length: usize,
    /// What is wrong.
    pub message: String,
    /// How to put it right.
    pub help: String,
}

/// The deepest nesting. Browsers and Typst have limits of their own.
const MOST_DEPTH: usize = 40;

/// The most macros that a formula may expand to, and the most tokens that they may become.
const MOST_EXPANSIONS: usize = 2000;
const MOST_TOKENS: usize = 100_000;

/// Reads a formula by itself.
#[cfg(test)]
pub fn parse(text: &str, is_display: bool, macros: &Macros) -> Result<Tree, Vec<Problem>> {
    Parser::new(text, Cow::Borrowed(macros)).result(is_display).0
}

/// Reads a formula, and adds the macros that it defines.
///
/// # Errors
///
/// Everything that cannot be read, with its place.
pub fn read(text: &str, is_display: bool, macros: &mut Macros) -> Result<Tree, Vec<Problem>> {
    let (result, defined) = Parser::new(text, Cow::Borrowed(macros)).result(is_display);
    if let Some(defined) = defined {
        *macros = defined;
    }
    result
}

/// What stands between the end of a list of atoms and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// The end of the formula.
    End,
    /// `}`
    Brace,
    /// `]`, where an optional argument ends.
    Bracket,
    /// `&`
    Column,
    /// `\\`
    Row,
    /// `\right`
    Right,
    /// `\end`
    Environment,
}

struct Parser<'m> {
    /// The tokens to read, the next one last.
    tokens: Vec<Token>,
    macros: Cow<'m, Macros>,
    problems: Vec<Problem>,
    expansions: usize,
    depth: usize,
    alphabet: Option<Alphabet>,
    /// The end of the formula.
    end: usize,
    /// The marks of the open line: its number and its label.
    line: marks::Marks,
}

impl<'m> Parser<'m> {
    fn new(text: &str, macros: Cow<'m, Macros>) -> Self {
        let mut tokens = token::tokens(text);
        tokens.reverse();
        Self {
            tokens,
            macros,
            problems: Vec::new(),
            expansions: 0,
            depth: 0,
            alphabet: None,
            end: text.len(),
            line: marks::Marks::default(),
        }
    }

    /// The tree, and all macros if the formula defines some.
    fn result(mut self, is_display: bool) -> (Result<Tree, Vec<Problem>>, Option<Macros>) {
        let tree = self.formula(is_display);
        let defined = if let Cow::Owned(macros) = self.macros { Some(macros) } else { None };
        (if self.problems.is_empty() { Ok(tree) } else { Err(self.problems) }, defined)
    }

    /// The next token, with macros expanded.
    fn next(&mut self) -> Option<Token> {
        loop {
            let token = self.tokens.pop()?;
            let Some(known) = self.macro_of(&token) else { return Some(token) };
            let expanded = self.expansion(&known, &token)?;
            self.insert(expanded);
        }
    }

    /// The macro that a token stands for: the book's own, or a built-in one.
    fn macro_of(&self, token: &Token) -> Option<Macro> {
        let Kind::Command(name) = &token.kind else { return None };
        self.macros.get(name).or_else(|| prelude::named(name)).cloned()
    }

    /// The tokens of a macro, with its arguments; `None` if macros expand without end.
    fn expansion(&mut self, known: &Macro, token: &Token) -> Option<Vec<Token>> {
        if self.expansions >= MOST_EXPANSIONS || self.tokens.len() > MOST_TOKENS {
            let message = format!("the macro `{}` expands without end", token.kind.written());
            self.fail(token, message, "check its definition");
            self.tokens.clear();
            return None;
        }
        self.expansions += 1;
        if known.is_paired {
            self.takes(&Kind::Character('*'));
            self.takes_size();
        }
        let optional = known.optional.clone().map(|usual| self.optional_tokens().unwrap_or(usual));
        let mut arguments: Vec<Vec<Token>> = optional.into_iter().collect();
        while arguments.len() < known.arguments {
            arguments.push(self.raw_argument(token));
        }
        Some(known.expanded(&arguments, token))
    }

    /// Puts tokens before those that are still to be read.
    fn insert(&mut self, tokens: Vec<Token>) {
        self.tokens.extend(tokens.into_iter().rev());
    }

    /// Puts TeX that a command stands for before the tokens that are still to be read.
    fn insert_text(&mut self, text: &str, command: &Token) {
        let place = |token: Token| Token { at: command.at, length: command.length, ..token };
        self.insert(token::tokens(text).into_iter().map(place).collect());
    }

    fn push(&mut self, token: Token) {
        self.tokens.push(token);
    }

    /// The next token that is not a space.
    fn next_solid(&mut self) -> Option<Token> {
        loop {
            match self.next()? {
                Token { kind: Kind::Space, .. } => {}
                token => return Some(token),
            }
        }
    }

    /// Takes the next token if it is `wanted`, after spaces.
    fn takes(&mut self, wanted: &Kind) -> bool {
        let spaces = self.tokens.iter().rev().take_while(|token| token.kind == Kind::Space).count();
        let place = self.tokens.len() - spaces;
        let is_next = place > 0 && self.tokens[place - 1].kind == *wanted;
        if is_next {
            self.tokens.truncate(place - 1);
        }
        is_next
    }

    fn fail(&mut self, token: &Token, message: String, help: &str) {
        let help = help.to_owned();
        let problem = Problem { at: token.at, length: token.length, message, help };
        if self.problems.len() < 20 && !self.problems.iter().any(|known| known.at == problem.at) {
            self.problems.push(problem);
        }
    }

    /// The token at the end of the formula, for messages.
    fn last(&self) -> Token {
        Token { kind: Kind::Space, at: self.end.saturating_sub(1), length: 1 }
    }
}

/// One node for several.
fn row(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::Row(nodes),
    }
}

/// The only atom of a group, or the group.
fn single(node: Node) -> Node {
    if let Node::Row(nodes) = node { row(nodes) } else { node }
}

#[cfg(test)]
mod tests;
