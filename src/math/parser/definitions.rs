//! Macros that a formula defines. They hold from there to the end of the case.

use super::super::command::Definition;
use super::super::macros::Macro;
use super::super::token::{Kind, Token};
use super::Parser;

impl Parser<'_> {
    /// A definition, after its command.
    pub(super) fn define(&mut self, kind: Definition, command: &Token) {
        self.takes(&Kind::Character('*'));
        let Some(name) = self.defined_name(command) else { return };
        let definition = match kind {
            Definition::New | Definition::Provide => self.with_number(command),
            Definition::Def => self.with_parameters(command),
            Definition::Let => self.another_name(),
            Definition::Operator => {
                let words = self.raw_argument(command);
                Some(around("\\operatorname{", words, "}", command))
            }
            Definition::Paired => {
                let (open, close) = (self.raw_argument(command), self.raw_argument(command));
                let mut body = around("\\left", open, "#1\\right", command).body;
                body.extend(close);
                Some(Macro { arguments: 1, optional: None, is_paired: true, body })
            }
        };
        let is_known = self.macros.names().any(|known| known == name);
        if let (Some(definition), false) = (definition, kind == Definition::Provide && is_known) {
            self.macros.to_mut().define(name, definition);
        }
    }

    /// The name that is defined, in braces or without them.
    fn defined_name(&mut self, command: &Token) -> Option<String> {
        let tokens = self.raw_argument(command);
        let mut solid = tokens.into_iter().filter(|token| token.kind != Kind::Space);
        match (solid.next(), solid.next()) {
            (Some(Token { kind: Kind::Command(name), .. }), None) => Some(name),
            _ => {
                let message = "this definition has no name".to_owned();
                self.fail(command, message, "write `\\newcommand{\\name}{text}`");
                None
            }
        }
    }

    /// `[number][usual]{text}`
    fn with_number(&mut self, command: &Token) -> Option<Macro> {
        let number = self.optional_literal();
        let optional = self.optional_tokens();
        let body = self.raw_argument(command);
        let Ok(arguments) = number.as_deref().map_or(Ok(0), |number| number.trim().parse::<usize>()) else {
            let message = "the number of arguments is not a number".to_owned();
            self.fail(command, message, "write a digit in the brackets");
            return None;
        };
        self.checked(Macro { arguments, optional, is_paired: false, body }, command)
    }

    /// `#1#2{text}`
    fn with_parameters(&mut self, command: &Token) -> Option<Macro> {
        let mut arguments = 0;
        while let Some(token) = self.tokens.last()
            && token.kind != Kind::Begin
        {
            match token.kind {
                Kind::Parameter(number) if number == arguments + 1 => arguments = number,
                Kind::Space => {}
                _ => {
                    let message = "signs between the arguments of a macro are not known".to_owned();
                    self.fail(command, message, "write each argument in braces");
                    return None;
                }
            }
            self.tokens.pop();
        }
        let body = self.raw_argument(command);
        self.checked(Macro { arguments, optional: None, is_paired: false, body }, command)
    }

    /// `\let\name=\other`
    fn another_name(&mut self) -> Option<Macro> {
        self.takes(&Kind::Character('='));
        self.takes(&Kind::Space);
        let other = self.tokens.pop()?;
        let same = self.macro_of(&other);
        Some(same.unwrap_or(Macro { arguments: 0, optional: None, is_paired: false, body: vec![other] }))
    }

    /// A macro whose text has no more arguments than the macro.
    fn checked(&mut self, definition: Macro, command: &Token) -> Option<Macro> {
        let is_over =
            |token: &Token| matches!(token.kind, Kind::Parameter(number) if number > definition.arguments);
        if definition.arguments > 9 || definition.body.iter().any(is_over) {
            let message = format!("this macro has {} arguments, and its text has more", definition.arguments);
            self.fail(command, message, "write the number of arguments in brackets after the name");
            return None;
        }
        Some(definition)
    }
}

/// A macro without arguments, whose text is `tokens` between two others.
fn around(before: &str, tokens: Vec<Token>, after: &str, command: &Token) -> Macro {
    let of = |text| super::super::token::tokens(text);
    let mut body = of(before);
    body.extend(tokens);
    body.extend(of(after));
    let place = |token: Token| Token { at: command.at, length: command.length, ..token };
    let body = body.into_iter().map(place).collect();
    Macro { arguments: 0, optional: None, is_paired: false, body }
}
