//! Reads TeX into a tree.

mod atoms;
mod commands;
mod environments;
mod fences;
mod lines;
mod marks;
mod scripts;
mod words;

use super::letters::Alphabet;
use super::macros::Macros;
use super::token::{self, Kind, Token};
use super::tree::{Node, Tree};

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

/// Reads a formula.
///
/// # Errors
///
/// Everything that cannot be read, with its place.
pub fn parse(text: &str, is_display: bool, macros: &Macros) -> Result<Tree, Vec<Problem>> {
    let mut parser = Parser::new(token::tokens(text), macros, text.len());
    let tree = parser.formula(is_display);
    if parser.problems.is_empty() { Ok(tree) } else { Err(parser.problems) }
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
    macros: &'m Macros,
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
    fn new(mut tokens: Vec<Token>, macros: &'m Macros, end: usize) -> Self {
        tokens.reverse();
        Self {
            tokens,
            macros,
            problems: Vec::new(),
            expansions: 0,
            depth: 0,
            alphabet: None,
            end,
            line: marks::Marks::default(),
        }
    }

    /// The next token, with macros expanded.
    fn next(&mut self) -> Option<Token> {
        loop {
            let token = self.tokens.pop()?;
            let Kind::Command(name) = &token.kind else { return Some(token) };
            let Some(known) = self.macros.get(name) else { return Some(token) };
            if self.expansions >= MOST_EXPANSIONS || self.tokens.len() > MOST_TOKENS {
                self.fail(&token, format!("the macro `\\{name}` expands without end"), "check `math-macros`");
                self.tokens.clear();
                return None;
            }
            self.expansions += 1;
            let arguments: Vec<Vec<Token>> =
                (0..known.arguments).map(|_| self.raw_argument(&token)).collect();
            let expanded = known.expanded(&arguments, &token);
            self.tokens.extend(expanded.into_iter().rev());
        }
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
        match self.next_solid() {
            Some(token) if token.kind == *wanted => true,
            Some(token) => {
                self.push(token);
                false
            }
            None => false,
        }
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

    /// The tokens of an argument, without its braces.
    fn raw_argument(&mut self, command: &Token) -> Vec<Token> {
        let mut first = self.tokens.pop();
        while first.as_ref().is_some_and(|token| token.kind == Kind::Space) {
            first = self.tokens.pop();
        }
        match first {
            Some(Token { kind: Kind::Begin, .. }) => self.raw_group(command),
            Some(token @ Token { kind: Kind::End, .. }) => {
                self.missing_argument(command);
                self.push(token);
                Vec::new()
            }
            Some(token) => vec![token],
            None => {
                self.missing_argument(command);
                Vec::new()
            }
        }
    }

    /// The tokens up to the closing brace.
    fn raw_group(&mut self, command: &Token) -> Vec<Token> {
        let mut group = Vec::new();
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.pop() {
            match token.kind {
                Kind::Begin => depth += 1,
                Kind::End if depth == 0 => return group,
                Kind::End => depth -= 1,
                _ => {}
            }
            group.push(token);
        }
        self.fail(command, "the brace after this command is never closed".to_owned(), "write `}` at its end");
        group
    }

    fn missing_argument(&mut self, command: &Token) {
        let name =
            if let Kind::Command(name) = &command.kind { format!("`\\{name}`") } else { "this".to_owned() };
        self.fail(command, format!("{name} needs an argument"), "write it in braces after the command");
    }

    /// The text of an argument as the author wrote it.
    fn literal(&mut self, command: &Token) -> String {
        self.raw_argument(command).iter().map(|token| written(&token.kind)).collect()
    }

    /// An argument: a group, or one atom.
    fn argument(&mut self, command: &Token) -> Node {
        self.depth += 1;
        let argument = if self.depth > MOST_DEPTH {
            self.too_deep(command);
            Node::Row(Vec::new())
        } else {
            self.argument_inside(command)
        };
        self.depth -= 1;
        argument
    }

    /// Reports a formula that is nested too deeply, and leaves the rest out.
    fn too_deep(&mut self, token: &Token) {
        self.fail(token, "the formula is nested too deeply".to_owned(), "split it into several");
        self.tokens.clear();
    }

    fn argument_inside(&mut self, command: &Token) -> Node {
        match self.next_solid() {
            Some(token @ Token { kind: Kind::End | Kind::Column, .. }) => {
                self.missing_argument(command);
                self.push(token);
                Node::Row(Vec::new())
            }
            Some(token) => match token.kind {
                Kind::Character(digit @ '0'..='9') => self.digits(digit.to_string()),
                _ => self.atom(token).unwrap_or_else(|| Node::Row(Vec::new())),
            },
            None => {
                self.missing_argument(command);
                Node::Row(Vec::new())
            }
        }
    }

    /// An argument in brackets.
    fn optional(&mut self) -> Option<Node> {
        if !self.takes(&Kind::Character('[')) {
            return None;
        }
        let (nodes, stop) = self.nodes(true);
        if stop != Stop::Bracket {
            let last = self.last();
            self.fail(&last, "a `[` is never closed".to_owned(), "write `]` at its end");
        }
        Some(row(nodes))
    }

    /// An argument in brackets, as the author wrote it.
    fn optional_literal(&mut self) -> Option<String> {
        if !self.takes(&Kind::Character('[')) {
            return None;
        }
        let mut text = String::new();
        while let Some(token) = self.tokens.pop() {
            if token.kind == Kind::Character(']') {
                break;
            }
            text.push_str(&written(&token.kind));
        }
        Some(text)
    }
}

/// One node for several.
fn row(mut nodes: Vec<Node>) -> Node {
    match nodes.len() {
        1 => nodes.remove(0),
        _ => Node::Row(nodes),
    }
}

fn written(kind: &Kind) -> String {
    match kind {
        Kind::Command(name) => format!("\\{name}"),
        Kind::Character(character) => character.to_string(),
        Kind::Space => " ".to_owned(),
        Kind::Begin => "{".to_owned(),
        Kind::End => "}".to_owned(),
        Kind::Below => "_".to_owned(),
        Kind::Above => "^".to_owned(),
        Kind::Column => "&".to_owned(),
        Kind::Parameter(number) => format!("#{number}"),
    }
}
