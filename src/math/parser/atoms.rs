//! Lists of atoms, letters and numbers.

use super::super::command::{Command, FractionKind};
use super::super::commands;
use super::super::letters::{self, Alphabet};
use super::super::symbols;
use super::super::token::{Kind, Token};
use super::super::tree::{Class, Face, Fraction, Node, Symbol};
use super::{MOST_DEPTH, Parser, Stop, row, single};

impl Parser<'_> {
    /// Atoms up to the end of a group, a cell or the formula.
    pub(super) fn nodes(&mut self, stops_at_bracket: bool) -> (Vec<Node>, Stop) {
        self.depth += 1;
        let alphabet = self.alphabet;
        let result = self.nodes_inside(stops_at_bracket);
        self.alphabet = alphabet;
        self.depth -= 1;
        result
    }

    fn nodes_inside(&mut self, stops_at_bracket: bool) -> (Vec<Node>, Stop) {
        let mut nodes = Vec::new();
        loop {
            let Some(token) = self.next_solid() else { return (nodes, Stop::End) };
            if self.depth > MOST_DEPTH {
                self.too_deep(&token);
                return (nodes, Stop::End);
            }
            match &token.kind {
                Kind::End => return (nodes, Stop::Brace),
                Kind::Column => return (nodes, Stop::Column),
                Kind::Character(']') if stops_at_bracket => return (nodes, Stop::Bracket),
                Kind::Command(name) => match name.as_str() {
                    "\\" | "cr" | "newline" | "tabularnewline" => return (nodes, Stop::Row),
                    "right" => return (nodes, Stop::Right),
                    "end" => return (nodes, Stop::Environment),
                    name => match commands::named(name) {
                        Some(Command::Infix(kind)) => {
                            return self.infix(nodes, kind, stops_at_bracket);
                        }
                        Some(Command::InfixWithLength) => {
                            let has_line = self.length(&token) != Some(0);
                            let kind = FractionKind { size: None, has_line, delimiters: None };
                            return self.infix(nodes, kind, stops_at_bracket);
                        }
                        Some(Command::Size(size)) => {
                            let (inside, stop) = self.nodes(stops_at_bracket);
                            nodes.push(Node::Sized(size, Box::new(row(inside))));
                            return (nodes, stop);
                        }
                        Some(Command::Switch(alphabet)) => {
                            self.alphabet = alphabet;
                            continue;
                        }
                        _ => {}
                    },
                },
                _ => {}
            }
            if let Some(atom) = self.atom(token) {
                let atom = self.scripted(atom);
                nodes.push(atom);
            }
        }
    }

    /// The fraction of the nodes before a command and those after it.
    fn infix(&mut self, above: Vec<Node>, kind: FractionKind, stops_at_bracket: bool) -> (Vec<Node>, Stop) {
        let (below, stop) = self.nodes(stops_at_bracket);
        (vec![fraction(row(above), row(below), kind)], stop)
    }

    /// The atom that begins with a token; `None` if it prints nothing.
    pub(super) fn atom(&mut self, token: Token) -> Option<Node> {
        match &token.kind {
            Kind::Command(name) => {
                let name = name.clone();
                self.command(&name, &token)
            }
            Kind::Character(character) => self.character(*character, &token),
            Kind::Begin => Some(self.group(&token)),
            // A script without a base.
            Kind::Below | Kind::Above => {
                self.push(token);
                Some(Node::Row(Vec::new()))
            }
            Kind::End | Kind::Column => {
                self.push(token);
                None
            }
            Kind::Space => None,
            Kind::Verbatim(words) => Some(Node::Text(Face::Mono, words.clone())),
            Kind::Parameter(_) => {
                let message = "`#` stands only in macros".to_owned();
                self.fail(&token, message, "write `\\#` for the sign");
                None
            }
        }
    }

    /// The atoms in braces, after the opening one.
    pub(super) fn braces(&mut self, opening: &Token) -> Node {
        let (nodes, stop) = self.nodes(false);
        self.closes(stop, Stop::Brace, opening, "this brace is never closed", "write `}` at its end");
        Node::Row(nodes)
    }

    /// A group, after the opening brace. A sign alone in braces has no space around it.
    fn group(&mut self, opening: &Token) -> Node {
        match single(self.braces(opening)) {
            Node::Symbol(symbol) if symbol.class != Class::Large => {
                Node::Symbol(Symbol { class: Class::Ordinary, ..symbol })
            }
            Node::Row(nodes) => Node::Row(nodes),
            node => Node::Row(vec![node]),
        }
    }

    /// Reports an opening that another stop ends, and gives the stop back to what is around it.
    pub(super) fn closes(&mut self, stop: Stop, wanted: Stop, opening: &Token, message: &str, help: &str) {
        if stop == wanted {
            return;
        }
        match stop {
            Stop::Row | Stop::Column => {
                let sign = if stop == Stop::Row { "`\\\\`" } else { "`&`" };
                let help = "write it outside, or write an environment such as `matrix` inside";
                self.fail(opening, format!("{sign} stands within what begins here"), help);
            }
            Stop::End | Stop::Brace | Stop::Bracket | Stop::Right | Stop::Environment => {
                self.fail(opening, message.to_owned(), help);
            }
        }
        self.give_back(stop);
    }

    /// Gives a stop back to what is around it.
    pub(super) fn give_back(&mut self, stop: Stop) {
        let kind = match stop {
            Stop::End => return,
            Stop::Brace => Kind::End,
            Stop::Bracket => Kind::Character(']'),
            Stop::Column => Kind::Column,
            Stop::Row => Kind::command("\\"),
            Stop::Right => Kind::command("right"),
            Stop::Environment => Kind::command("end"),
        };
        let token = Token { kind, ..self.last() };
        self.push(token);
    }

    fn character(&mut self, character: char, token: &Token) -> Option<Node> {
        match character {
            '0'..='9' => Some(self.number(character)),
            '\'' => {
                self.push(token.clone());
                Some(Node::Row(Vec::new()))
            }
            '$' | '#' => {
                let message = format!("`{character}` is not allowed within a formula");
                self.fail(token, message, &format!("write `\\{character}` for the sign"));
                None
            }
            '~' => Some(Node::Space(6)),
            letter if letter.is_alphabetic() => Some(self.letter(letter)),
            sign => {
                let (sign, class) = symbols::typed(sign);
                Some(sign_node(sign, class))
            }
        }
    }

    fn number(&mut self, first: char) -> Node {
        let mut digits = first.to_string();
        while let Some(Token { kind: Kind::Character(next), .. }) = self.tokens.last() {
            let is_point = *next == '.' && !digits.contains('.') && self.follows_digit();
            if !next.is_ascii_digit() && !is_point {
                break;
            }
            digits.push(*next);
            self.tokens.pop();
        }
        self.digits(digits)
    }

    /// Whether a digit follows the next token.
    fn follows_digit(&self) -> bool {
        let after = self.tokens.len().checked_sub(2).map(|place| &self.tokens[place].kind);
        matches!(after, Some(Kind::Character('0'..='9')))
    }

    pub(super) fn digits(&self, digits: String) -> Node {
        match self.alphabet {
            None => Node::Number(digits),
            Some(alphabet) => {
                Node::Number(digits.chars().map(|digit| letters::shaped(digit, alphabet)).collect())
            }
        }
    }

    /// A letter in the open alphabet. In an alphabet, letters beside each other are one word.
    fn letter(&mut self, first: char) -> Node {
        let Some(alphabet) = self.alphabet else { return letter(first, None) };
        if matches!(alphabet, Alphabet::BoldItalic | Alphabet::Double | Alphabet::Script | Alphabet::Fraktur)
        {
            return letter(first, Some(alphabet));
        }
        let mut word = first.to_string();
        while let Some(Token { kind: Kind::Character(next), .. }) = self.tokens.last()
            && next.is_alphabetic()
        {
            word.push(*next);
            self.tokens.pop();
        }
        if word.chars().count() == 1 {
            return letter(first, Some(alphabet));
        }
        Node::Word(word.chars().map(|letter| letters::shaped(letter, alphabet)).collect())
    }
}

/// A letter in an alphabet.
pub(super) fn letter(letter: char, alphabet: Option<Alphabet>) -> Node {
    let shaped = alphabet.map_or(letter, |alphabet| letters::shaped(letter, alphabet));
    let text = shaped.to_string();
    let is_upright = alphabet.is_some() || !is_italic(letter);
    Node::Symbol(Symbol { text, class: Class::Ordinary, is_upright })
}

/// Whether a letter is italic in formulas: Latin and small Greek ones.
fn is_italic(letter: char) -> bool {
    letter.is_ascii_alphabetic()
        || matches!(letter, 'α'..='ω' | 'ı' | 'ȷ' | '∂' | 'ϵ' | 'ϑ' | 'ϰ' | 'ϕ' | 'ϱ' | 'ϖ')
}

pub(super) fn sign_node(sign: char, class: Class) -> Node {
    Node::Symbol(Symbol { text: sign.to_string(), class, is_upright: true })
}

/// A fraction in a size, between delimiters.
pub(super) fn fraction(above: Node, below: Node, kind: FractionKind) -> Node {
    let fraction = Node::Fraction(Box::new(Fraction { above, below, has_line: kind.has_line }));
    let fraction = match kind.delimiters {
        Some((open, close)) => Node::Fenced(Some(open), vec![fraction], Some(close)),
        None => fraction,
    };
    match kind.size {
        Some(size) => Node::Sized(size, Box::new(fraction)),
        None => fraction,
    }
}
