//! Delimiters: `\left`, `\middle`, `\right`, `\big` and its siblings.

use super::super::commands;
use super::super::token::{Kind, Token};
use super::super::tree::{Class, Node};
use super::{Parser, Stop};

impl Parser<'_> {
    /// What stands between `\left` and `\right`.
    pub(super) fn fenced(&mut self, left: &Token) -> Node {
        let open = self.delimiter(left);
        let (nodes, stop) = self.nodes(false);
        if stop != Stop::Right {
            let message = "this `\\left` has no `\\right`";
            self.closes(stop, Stop::Right, left, message, "write `\\right.` for no delimiter on this side");
            return Node::Fenced(open, nodes, None);
        }
        let right = self.last();
        let close = self.delimiter(&right);
        Node::Fenced(open, nodes, close)
    }

    /// The delimiter after a command; `None` is a point, for no delimiter.
    pub(super) fn delimiter(&mut self, command: &Token) -> Option<char> {
        let Some(token) = self.next_solid() else {
            self.fail(command, "a delimiter is missing at the end".to_owned(), "write it after the command");
            return None;
        };
        let sign = match &token.kind {
            Kind::Character('.') => return None,
            Kind::Character('<') => Some('⟨'),
            Kind::Character('>') => Some('⟩'),
            Kind::Character(sign) if "()[]|/‖⟨⟩⌈⌉⌊⌋".contains(*sign) => Some(*sign),
            Kind::Command(name) => {
                let known = match commands::sign(name) {
                    Some('<') => Some('⟨'),
                    Some('>') => Some('⟩'),
                    sign => sign,
                };
                known.filter(|sign| is_delimiter(*sign))
            }
            _ => None,
        };
        if sign.is_none() {
            let message = "this is not a delimiter".to_owned();
            self.fail(&token, message, "write one such as `(`, `|`, `\\{` or `.`");
        }
        sign
    }

    /// A delimiter of a fixed height.
    pub(super) fn sized_delimiter(
        &mut self,
        height: u16,
        class: Option<Class>,
        command: &Token,
    ) -> Option<Node> {
        // The delimiter is an argument, which may stand in braces.
        let is_in_braces = self.takes(&Kind::Begin);
        let sign = self.delimiter(command);
        if is_in_braces && sign.is_some() {
            self.takes(&Kind::End);
        }
        let sign = sign?;
        Some(Node::Delimiter(sign, height, class.unwrap_or_else(|| side(sign))))
    }
}

/// The class of a delimiter without a side: the side that it has by itself.
fn side(sign: char) -> Class {
    match sign {
        '(' | '[' | '⟨' | '⌈' | '⌊' | '{' | '⟦' | '⟮' | '⎰' | '⌜' | '⌞' | '⦃' => {
            Class::Opening
        }
        ')' | ']' | '⟩' | '⌉' | '⌋' | '}' | '⟧' | '⟯' | '⎱' | '⌝' | '⌟' | '⦄' => {
            Class::Closing
        }
        _ => Class::Ordinary,
    }
}

fn is_delimiter(sign: char) -> bool {
    "()[]{}|‖/\\⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⎰⎱⌜⌝⌞⌟⦃⦄↑↓↕⇑⇓⇕".contains(sign)
}
