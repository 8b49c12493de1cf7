//! Commands with arguments.

use super::super::command::FractionKind;
use super::super::letters::Alphabet;
use super::super::token::{Kind, Token, written};
use super::super::tree::{Accent, Class, Edge, Face, Limits, Node, Scripts, Size, Strike, Symbol};
use super::super::{commands, symbols};
use super::atoms::fraction;
use super::lengths::eighteenths;
use super::{Parser, row};

impl Parser<'_> {
    pub(super) fn boxed_argument(&mut self, token: &Token) -> Box<Node> {
        Box::new(self.argument(token))
    }

    pub(super) fn skip_arguments(&mut self, count: usize, token: &Token) {
        if count > 0 {
            self.takes(&Kind::Character('*'));
            self.optional_tokens();
        }
        for _ in 0..count {
            self.raw_argument(token);
        }
    }

    /// Skips the arguments of a command that has been reported.
    pub(super) fn skip_groups(&mut self) {
        self.optional_tokens();
        while let Some(token) = self.tokens.last().cloned()
            && token.kind == Kind::Begin
        {
            self.raw_argument(&token);
        }
    }

    pub(super) fn accent(&mut self, mark: char, edge: Edge, is_wide: bool, token: &Token) -> Node {
        let base = self.argument(token);
        Node::Accent(Box::new(Accent { base, mark, edge, is_wide }))
    }

    pub(super) fn in_alphabet(&mut self, alphabet: Alphabet, token: &Token) -> Node {
        let before = self.alphabet.replace(alphabet);
        let inside = self.argument(token);
        self.alphabet = before;
        inside
    }

    /// The name of an operator. One that is more than words is set as a formula.
    pub(super) fn operator(&mut self, has_limits: bool, token: &Token) -> Node {
        let has_limits = self.takes(&Kind::Character('*')) || has_limits;
        let limits = if has_limits { Limits::Displayed } else { Limits::Never };
        let inside = self.in_alphabet(Alphabet::Roman, token);
        let mut words = String::new();
        if is_name(&inside, &mut words) {
            return Node::Operator(words, limits);
        }
        Node::Limited(limits, Box::new(Node::Classed(Class::Large, Box::new(inside))))
    }

    /// `\overset{above}{base}`
    pub(super) fn stacked(&mut self, edge: Edge, token: &Token) -> Node {
        self.optional_tokens();
        let script = self.argument(token);
        let base = self.argument(token);
        let class = class_of(&base);
        let (below, above) = match edge {
            Edge::Over => (None, Some(script)),
            Edge::Under => (Some(script), None),
        };
        let stacked = Node::Scripts(Box::new(Scripts { base, below, above, limits: Limits::Always }));
        match class {
            Some(class) => Node::Classed(class, Box::new(stacked)),
            None => stacked,
        }
    }

    pub(super) fn labelled_arrow(&mut self, sign: char, token: &Token) -> Node {
        let below = self.optional();
        let above = self.argument(token);
        labelled(sign, Some(above), below)
    }

    pub(super) fn negation(&mut self, token: &Token) -> Node {
        match self.argument(token) {
            Node::Symbol(symbol) => {
                let sign = symbol.text.chars().next().unwrap_or(' ');
                let text =
                    symbols::negated(sign).map_or_else(|| format!("{sign}\u{338}"), |sign| sign.to_string());
                Node::Symbol(Symbol { text, ..symbol })
            }
            other => Node::Struck(Strike::Up, Box::new(other)),
        }
    }

    /// `\cancelto{value}{part}`
    pub(super) fn struck_to(&mut self, token: &Token) -> Node {
        let value = self.argument(token);
        let base = Node::Struck(Strike::Up, self.boxed_argument(token));
        Node::Scripts(Box::new(Scripts { base, below: None, above: Some(value), limits: Limits::Never }))
    }

    pub(super) fn general_fraction(&mut self, token: &Token) -> Node {
        let (open, close) = (self.general_delimiter(token), self.general_delimiter(token));
        let thickness = self.literal(token);
        let size = match self.literal(token).trim() {
            "0" => Some(Size::Display),
            "1" => Some(Size::Text),
            "2" => Some(Size::Script),
            "3" => Some(Size::ScriptScript),
            _ => None,
        };
        let (above, below) = (self.argument(token), self.argument(token));
        let has_line = !thickness.trim().starts_with('0');
        let inside = fraction(above, below, FractionKind { size, has_line, delimiters: None });
        if open.is_none() && close.is_none() { inside } else { Node::Fenced(open, vec![inside], close) }
    }

    fn general_delimiter(&mut self, token: &Token) -> Option<char> {
        let text = self.literal(token);
        let name = text.trim().strip_prefix('\\');
        let sign = name.and_then(commands::sign).or_else(|| text.trim().chars().next());
        sign.filter(|sign| *sign != '.')
    }

    /// `\root degree \of{part}`
    pub(super) fn old_root(&mut self, token: &Token) -> Node {
        let mut degree = Vec::new();
        while let Some(next) = self.tokens.pop() {
            if next.kind == Kind::command("of") {
                let degree = self.inner(degree);
                return Node::Root(self.boxed_argument(token), Some(Box::new(degree)));
            }
            degree.push(next);
        }
        self.fail(token, "`\\root` has no `\\of`".to_owned(), "write `\\sqrt[3]{x}`");
        Node::Row(Vec::new())
    }

    /// `\sideset{_a^b}{_c^d}\sum`
    pub(super) fn sideset(&mut self, token: &Token) -> Node {
        let (left, right) = (self.raw_argument(token), self.raw_argument(token));
        let left = self.inner(left);
        let right = self.inner(right);
        let base = self.argument(token);
        let whole = match right {
            Node::Scripts(scripts) => Node::Scripts(Box::new(Scripts { base, ..*scripts })),
            other => row(vec![base, other]),
        };
        Node::Classed(Class::Large, Box::new(Node::Row(vec![left, whole])))
    }

    /// `\mathchoice`: the second argument, which is for running text.
    pub(super) fn choice(&mut self, token: &Token) -> Node {
        self.raw_argument(token);
        let inside = self.argument(token);
        self.raw_argument(token);
        self.raw_argument(token);
        inside
    }

    /// `\raisebox{length}{words}`
    pub(super) fn raised(&mut self, token: &Token) -> Node {
        let length = self.literal(token);
        let amount = eighteenths(&length);
        if amount.is_none() {
            self.not_a_length(&length, token);
        }
        self.optional_tokens();
        self.optional_tokens();
        Node::Raised(amount.unwrap_or_default(), Box::new(self.words(Face::Plain, token)))
    }

    /// `\char"3B1`, `\char945`, `\unicode{x3B1}`
    pub(super) fn numbered_character(&mut self, token: &Token) -> Option<Node> {
        let text = if self.is_before_group() { self.literal(token) } else { self.bare_number() };
        let text = text.trim();
        let (digits, radix) = match text.chars().next() {
            Some('"' | 'x' | 'X' | 'U') => (&text[1..], 16),
            Some('\'') => (&text[1..], 8),
            _ => (text, 10),
        };
        let character = u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
        let Some(character) = character.filter(|character| !character.is_control()) else {
            let help = "write it in hexadecimal digits, such as `\\char\"3B1`";
            self.fail(token, format!("`{text}` is not the number of a character"), help);
            return None;
        };
        Some(Node::Symbol(Symbol {
            text: character.to_string(),
            class: symbols::typed(character).1,
            is_upright: true,
        }))
    }

    fn bare_number(&mut self) -> String {
        let start = self.tokens.len();
        let is_digit = |kind: &Kind, place: usize| matches!(kind, Kind::Character(sign) if sign.is_ascii_hexdigit() || place == 0 && "\"'".contains(*sign));
        let mut digits = Vec::new();
        while let Some(token) = self.tokens.last()
            && is_digit(&token.kind, start - self.tokens.len())
        {
            digits.extend(self.tokens.pop());
        }
        written(&digits)
    }
}

/// An arrow with parts over and under it.
pub(super) fn labelled(sign: char, above: Option<Node>, below: Option<Node>) -> Node {
    let base = Node::Brace(Edge::Over, sign, Box::new(Node::Row(Vec::new())));
    let arrow = Node::Scripts(Box::new(Scripts { base, below, above, limits: Limits::Always }));
    Node::Classed(Class::Relation, Box::new(arrow))
}

/// Whether a part has words only. They are added to `words`.
fn is_name(node: &Node, words: &mut String) -> bool {
    match node {
        Node::Symbol(symbol) => {
            words.push_str(match symbol.text.as_str() {
                "−" => "-",
                "∗" => "*",
                text => text,
            });
            true
        }
        Node::Word(text) | Node::Number(text) | Node::Text(Face::Plain, text) => {
            words.push_str(text);
            true
        }
        Node::Space(_) => {
            words.push('\u{2009}');
            true
        }
        Node::Row(nodes) => nodes.iter().all(|node| is_name(node, words)),
        _ => false,
    }
}

/// The class of what stands under a sign.
fn class_of(base: &Node) -> Option<Class> {
    match base {
        Node::Symbol(Symbol { class: class @ (Class::Relation | Class::Binary), .. })
        | Node::Classed(class, _) => Some(*class),
        _ => None,
    }
}
