//! What each command makes.

use super::super::command::Command;
use super::super::letters::Alphabet;
use super::super::token::Token;
use super::super::tree::{Class, Face, Limits, Node, Symbol};
use super::super::{commands, prelude};
use super::Parser;
use super::atoms::{fraction, letter, sign_node};
use crate::diag::nearest;

impl Parser<'_> {
    /// The atom that a command makes; `None` if it prints nothing.
    pub(super) fn command(&mut self, name: &str, token: &Token) -> Option<Node> {
        let Some(command) = commands::named(name) else {
            self.unknown(name, token);
            return None;
        };
        Some(match command {
            Command::Sign(sign, class, is_upright) => self.sign(sign, class, is_upright),
            Command::Function(shown, has_limits) => {
                let limits = if has_limits { Limits::Displayed } else { Limits::Never };
                Node::Operator(shown.to_owned(), limits)
            }
            Command::Space(width) => Node::Space(width),
            Command::Alphabet(alphabet) | Command::Switch(Some(alphabet)) => {
                self.in_alphabet(alphabet, token)
            }
            Command::Words(face) => self.words(face, token),
            Command::Accent(mark, edge, is_wide) => self.accent(mark, edge, is_wide, token),
            Command::Fraction(kind) => {
                if name == "cfrac" {
                    self.optional_tokens();
                }
                let (above, below) = (self.argument(token), self.argument(token));
                fraction(above, below, kind)
            }
            Command::GeneralFraction => self.general_fraction(token),
            Command::Classed(class) => Node::Classed(class, self.boxed_argument(token)),
            Command::Brace(edge, sign) => Node::Brace(edge, sign, self.boxed_argument(token)),
            Command::Line(edge) => Node::Line(edge, self.boxed_argument(token)),
            Command::Arrow(sign) => self.labelled_arrow(sign, token),
            Command::Stack(edge) => self.stacked(edge, token),
            Command::Struck(kind) => Node::Struck(kind, self.boxed_argument(token)),
            Command::StruckTo => self.struck_to(token),
            Command::Phantom(has_width, has_height) => {
                Node::Phantom(self.boxed_argument(token), has_width, has_height)
            }
            Command::Strut => Node::Phantom(Box::new(sign_node('(', Class::Ordinary)), false, true),
            Command::Delimiter(height, class) => return self.sized_delimiter(height, class, token),
            Command::Left => self.fenced(token),
            Command::Middle => return self.delimiter(token).map(Node::Middle),
            Command::Begin => return self.environment(token),
            Command::Root => {
                let degree = self.optional().map(Box::new);
                Node::Root(self.boxed_argument(token), degree)
            }
            Command::OldRoot => self.old_root(token),
            Command::Operator(has_limits) => self.operator(has_limits, token),
            Command::Not => self.negation(token),
            Command::Substack => self.substack(token),
            Command::Boxed => Node::Boxed(self.boxed_argument(token)),
            Command::BoxedWords => Node::Boxed(Box::new(self.words(Face::Plain, token))),
            Command::Length => return self.length(token).map(Node::Space),
            Command::Raised => self.raised(token),
            Command::Sideset => self.sideset(token),
            Command::Choice => self.choice(token),
            Command::Character => return self.numbered_character(token),
            Command::Argument => {
                self.optional_tokens();
                self.argument(token)
            }
            Command::Reference(has_parentheses) => Node::Reference(self.literal(token), has_parentheses),
            Command::ColoredWords(colors) => {
                self.skip_arguments(colors, token);
                self.words(Face::Plain, token)
            }
            Command::Derivative(sign) => self.derivative(sign, token),
            Command::Quantity => self.quantity(token),
            Command::Units(kind) => self.units(kind, token),
            Command::Chemistry => self.chemistry(token),
            Command::Braket => self.braket(token),
            // As an argument: `x^\bf y`.
            Command::Switch(None) => self.argument(token),
            Command::Size(size) => Node::Sized(size, self.boxed_argument(token)),
            Command::Infix(_) | Command::InfixWithLength => {
                let message = format!("`\\{name}` stands between two parts in braces");
                self.fail(token, message, "write `{a \\over b}`, or `\\frac{a}{b}`");
                return None;
            }
            Command::Label | Command::Tag | Command::Unnumbered => {
                self.mark(command, token);
                return None;
            }
            Command::Ignored(arguments) => {
                self.skip_arguments(arguments, token);
                return None;
            }
            Command::Definition(kind) => {
                self.define(kind, token);
                return None;
            }
            Command::Refused(help) => {
                self.fail(token, format!("`\\{name}` cannot stand in a formula"), help);
                self.skip_groups();
                return None;
            }
        })
    }

    fn sign(&self, sign: char, class: Class, is_upright: bool) -> Node {
        let alphabet = self.alphabet.filter(|alphabet| *alphabet != Alphabet::Roman);
        match alphabet {
            Some(alphabet) if sign.is_alphabetic() || sign == '∇' || sign == '∂' => {
                letter(sign, Some(alphabet))
            }
            _ => Node::Symbol(Symbol { text: sign.to_string(), class, is_upright }),
        }
    }

    /// Reports a command that is not known.
    pub(super) fn unknown(&mut self, name: &str, token: &Token) {
        let message = format!("the command `\\{name}` is not known");
        let near = nearest(name, self.macros.names()).map(str::to_owned);
        let built_in = || nearest(name, commands::names().chain(prelude::names())).map(str::to_owned);
        let help = match near.or_else(built_in) {
            Some(near) => format!("did you mean `\\{near}`?"),
            None => "write the formula without it, or define it in `math-macros` of book.yaml".to_owned(),
        };
        self.fail(token, message, &help);
    }
}
