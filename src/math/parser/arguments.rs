//! Arguments of commands: in braces, in brackets, or one atom.

use super::super::command::Command;
use super::super::commands;
use super::super::token::{self, Kind, Token};
use super::super::tree::Node;
use super::atoms::letter;
use super::{MOST_DEPTH, Parser, Stop, row, single};

impl Parser<'_> {
    /// An argument: a group, or one atom. A group with one atom is that atom.
    pub(super) fn argument(&mut self, command: &Token) -> Node {
        self.depth += 1;
        let argument = if self.depth > MOST_DEPTH {
            self.too_deep(command);
            Node::Row(Vec::new())
        } else {
            self.argument_inside(command)
        };
        self.depth -= 1;
        single(argument)
    }

    /// Reports a formula that is nested too deeply, and leaves the rest out.
    pub(super) fn too_deep(&mut self, token: &Token) {
        self.fail(token, "the formula is nested too deeply".to_owned(), "split it into several");
        self.tokens.clear();
    }

    fn argument_inside(&mut self, command: &Token) -> Node {
        self.group_macro();
        match self.next_solid() {
            Some(token @ Token { kind: Kind::End | Kind::Column, .. }) => {
                self.missing_argument(command);
                self.push(token);
                Node::Row(Vec::new())
            }
            Some(token) => match token.kind {
                Kind::Character(digit @ '0'..='9') => self.digits(digit.to_string()),
                // One letter only: `\mathrm TS` has an upright `T`.
                Kind::Character(sign) if sign.is_alphabetic() => letter(sign, self.alphabet),
                Kind::Begin => self.braces(&token),
                _ => self.atom(token).unwrap_or_else(|| Node::Row(Vec::new())),
            },
            None => {
                self.missing_argument(command);
                Node::Row(Vec::new())
            }
        }
    }

    /// Everything that a macro stands for is one argument.
    fn group_macro(&mut self) {
        while self.tokens.last().is_some_and(|token| token.kind == Kind::Space) {
            self.tokens.pop();
        }
        let Some(token) = self.tokens.last().cloned() else { return };
        let Some(known) = self.macro_of(&token) else { return };
        self.tokens.pop();
        if let Some(expanded) = self.expansion(&known, &token) {
            let mark = |kind| Token { kind, ..token.clone() };
            self.push(mark(Kind::End));
            self.insert(expanded);
            self.push(mark(Kind::Begin));
        }
    }

    pub(super) fn missing_argument(&mut self, command: &Token) {
        let name =
            if let Kind::Command(name) = &command.kind { format!("`\\{name}`") } else { "this".to_owned() };
        self.fail(command, format!("{name} needs an argument"), "write it in braces after the command");
    }

    /// The tokens of an argument, without its braces.
    pub(super) fn raw_argument(&mut self, command: &Token) -> Vec<Token> {
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
        let help = "write `}` at its end, and `\\%` for the sign `%`, which begins a comment";
        self.fail(command, "the brace after this command is never closed".to_owned(), help);
        group
    }

    /// The text of an argument as the author wrote it.
    pub(super) fn literal(&mut self, command: &Token) -> String {
        token::written(&self.raw_argument(command))
    }

    /// An argument in brackets.
    pub(super) fn optional(&mut self) -> Option<Node> {
        if !self.takes(&Kind::Character('[')) {
            return None;
        }
        let (nodes, stop) = self.nodes(true);
        if stop != Stop::Bracket {
            let last = self.last();
            self.fail(&last, "a `[` is never closed".to_owned(), "write `]` at its end");
            self.give_back(stop);
        }
        Some(row(nodes))
    }

    /// The tokens of an argument in brackets.
    pub(super) fn optional_tokens(&mut self) -> Option<Vec<Token>> {
        if !self.takes(&Kind::Character('[')) {
            return None;
        }
        let mut inside = Vec::new();
        let mut depth = 0_usize;
        while let Some(token) = self.tokens.pop() {
            match token.kind {
                Kind::Character(']') if depth == 0 => break,
                Kind::Begin => depth += 1,
                Kind::End => depth = depth.saturating_sub(1),
                _ => {}
            }
            inside.push(token);
        }
        Some(inside)
    }

    /// An argument in brackets, as the author wrote it.
    pub(super) fn optional_literal(&mut self) -> Option<String> {
        self.optional_tokens().map(|tokens| token::written(&tokens))
    }

    /// Takes `[\big]` or one of its siblings.
    pub(super) fn takes_size(&mut self) {
        let next: Vec<&Kind> = self.tokens.iter().rev().take(3).map(|token| &token.kind).collect();
        if let [Kind::Character('['), Kind::Command(name), Kind::Character(']')] = next.as_slice()
            && matches!(commands::named(name), Some(Command::Delimiter(..)))
        {
            self.tokens.truncate(self.tokens.len() - 3);
        }
    }

    /// Whether an argument in braces follows directly.
    pub(super) fn is_before_group(&self) -> bool {
        self.tokens.last().is_some_and(|token| token.kind == Kind::Begin)
    }
}
