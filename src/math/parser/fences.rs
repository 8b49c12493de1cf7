//! Delimiters: `\left`, `\middle`, `\right`, `\big` and its siblings.

use super::super::symbols;
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
                let known = symbols::named(name).map(|(sign, ..)| sign);
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
    pub(super) fn sized_delimiter(&mut self, name: &str, command: &Token) -> Option<Node> {
        let kind = name.trim_end_matches(['l', 'r', 'm']);
        let height = match kind {
            "big" => 12,
            "Big" => 18,
            "bigg" => 24,
            _ => 30,
        };
        let class = match name.strip_prefix(kind) {
            Some("l") => Some(Class::Opening),
            Some("r") => Some(Class::Closing),
            Some("m") => Some(Class::Relation),
            _ => None,
        };
        let sign = self.delimiter(command)?;
        let own = symbols::typed(sign).1;
        Some(Node::Delimiter(
            sign,
            height,
            class.unwrap_or(if class_is_side(own) { own } else { side(sign) }),
        ))
    }
}

fn class_is_side(class: Class) -> bool {
    matches!(class, Class::Opening | Class::Closing)
}

fn side(sign: char) -> Class {
    match sign {
        '⟨' | '⌈' | '⌊' | '{' | '⟦' | '⟮' | '⎰' | '⌜' | '⌞' => Class::Opening,
        '⟩' | '⌉' | '⌋' | '}' | '⟧' | '⟯' | '⎱' | '⌝' | '⌟' => Class::Closing,
        _ => Class::Ordinary,
    }
}

fn is_delimiter(sign: char) -> bool {
    "()[]{}|‖/\\⟨⟩⌈⌉⌊⌋⟦⟧⟮⟯⎰⎱⌜⌝⌞⌟↑↓↕⇑⇓⇕".contains(sign)
}

/// Whether a command is `\big` or one of its siblings.
pub(super) fn is_sized(name: &str) -> bool {
    let kind = name.strip_suffix(['l', 'r', 'm']).unwrap_or(name);
    matches!(kind, "big" | "Big" | "bigg" | "Bigg")
}
