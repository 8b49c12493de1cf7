//! Commands.

use super::super::letters::{self, Alphabet};
use super::super::token::{Kind, Token};
use super::super::tree::{Accent, Class, Edge, Limits, Node, Scripts, Size, Strike, Symbol};
use super::super::{known, symbols};
use super::atoms::{fraction, letter, sign_node};
use super::{Parser, fences, row, words};
use crate::diag::nearest;

impl Parser<'_> {
    /// The atom that a command makes; `None` if it prints nothing.
    pub(super) fn command(&mut self, name: &str, token: &Token) -> Option<Node> {
        if let Some(width) = symbols::space(name) {
            return Some(Node::Space(width));
        }
        if let Some(face) = words::face_of(name) {
            return Some(self.words(face, token));
        }
        if let Some((sign, class, is_upright)) = symbols::named(name) {
            return Some(self.sign(sign, class, is_upright));
        }
        if let Some((shown, has_limits)) = symbols::function(name) {
            let limits = if has_limits { Limits::Displayed } else { Limits::Never };
            return Some(Node::Operator(shown.to_owned(), limits));
        }
        if let Some((mark, is_wide)) = symbols::accent(name) {
            return Some(self.accent(mark, Edge::Over, is_wide, token));
        }
        if let Some(alphabet) = letters::named(name) {
            return Some(self.in_alphabet(alphabet, token));
        }
        if fences::is_sized(name) {
            return self.sized_delimiter(name, token);
        }
        self.construct(name, token)
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

    fn accent(&mut self, mark: char, edge: Edge, is_wide: bool, token: &Token) -> Node {
        let base = self.argument(token);
        Node::Accent(Box::new(Accent { base: single(base), mark, edge, is_wide }))
    }

    fn in_alphabet(&mut self, alphabet: Alphabet, token: &Token) -> Node {
        let before = self.alphabet.replace(alphabet);
        let inside = self.argument(token);
        self.alphabet = before;
        inside
    }

    fn construct(&mut self, name: &str, token: &Token) -> Option<Node> {
        if let Some((size, has_line, delimiters)) = fraction_kind(name) {
            let above = single(self.argument(token));
            let below = single(self.argument(token));
            return Some(fraction(above, below, size, has_line, delimiters));
        }
        if let Some(class) = class(name) {
            let inside = single(self.argument(token));
            return Some(Node::Classed(class, Box::new(inside)));
        }
        if let Some((edge, sign)) = brace(name) {
            let inside = single(self.argument(token));
            return Some(Node::Brace(edge, sign, Box::new(inside)));
        }
        match name {
            "sqrt" => {
                let degree = self.optional().map(Box::new);
                let inside = single(self.argument(token));
                Some(Node::Root(Box::new(inside), degree))
            }
            "left" => Some(self.fenced(token)),
            "middle" => self.delimiter(token).map(Node::Middle),
            "begin" => self.environment(token),
            "operatorname" | "operatornamewithlimits" | "DeclareMathOperator" => {
                Some(self.operator(name, token))
            }
            "overline" | "overbar" => Some(Node::Line(Edge::Over, Box::new(single(self.argument(token))))),
            "underline" | "underbar" => Some(Node::Line(Edge::Under, Box::new(single(self.argument(token))))),
            "overset" | "stackrel" => Some(self.stacked(Edge::Over, token)),
            "underset" => Some(self.stacked(Edge::Under, token)),
            "xrightarrow" | "xleftarrow" | "xmapsto" | "xRightarrow" | "xLeftarrow" | "xleftrightarrow" => {
                Some(self.labelled_arrow(name, token))
            }
            "not" => Some(self.negation(token)),
            "substack" => Some(self.substack(token)),
            "boxed" => Some(Node::Boxed(Box::new(single(self.argument(token))))),
            "cancel" => Some(Node::Struck(Strike::Up, Box::new(single(self.argument(token))))),
            "bcancel" => Some(Node::Struck(Strike::Down, Box::new(single(self.argument(token))))),
            "xcancel" => Some(Node::Struck(Strike::Cross, Box::new(single(self.argument(token))))),
            "phantom" => Some(Node::Phantom(Box::new(single(self.argument(token))), true, true)),
            "hphantom" => Some(Node::Phantom(Box::new(single(self.argument(token))), true, false)),
            "vphantom" | "mathstrut" | "strut" => Some(self.strut(name, token)),
            "smash" => {
                self.optional_literal();
                Some(single(self.argument(token)))
            }
            "bmod" => Some(Node::Classed(Class::Binary, Box::new(Node::Word("mod".to_owned())))),
            "mod" => Some(Node::Row(vec![Node::Space(18), Node::Word("mod".to_owned()), Node::Space(6)])),
            "pmod" | "pod" => Some(self.modulus(name, token)),
            "bra" => Some(self.bracket(Some('⟨'), Some('|'), token)),
            "ket" => Some(self.bracket(Some('|'), Some('⟩'), token)),
            "braket" => Some(self.bracket(Some('⟨'), Some('⟩'), token)),
            "hspace" | "mspace" | "hskip" | "kern" | "mkern" | "mskip" => self.length(name, token),
            "genfrac" => Some(self.general_fraction(token)),
            "mathllap" | "mathrlap" | "mathclap" | "llap" | "rlap" | "clap" => {
                Some(single(self.argument(token)))
            }
            "ensuremath" | "mathinner" | "mathstyle" | "mathpalette" => Some(single(self.argument(token))),
            "TeX" => Some(Node::Text(super::super::tree::Face::Plain, "TeX".to_owned())),
            _ => {
                self.mark(name, token);
                None
            }
        }
    }

    fn operator(&mut self, name: &str, token: &Token) -> Node {
        let has_limits = self.takes(&Kind::Character('*')) || name == "operatornamewithlimits";
        let tokens = self.raw_argument(token);
        let words: String = tokens
            .iter()
            .map(|token| match &token.kind {
                Kind::Command(name) if matches!(name.as_str(), "," | " " | "~" | ";" | ":") => {
                    "\u{2009}".to_owned()
                }
                Kind::Command(name) => {
                    symbols::named(name).map(|(sign, ..)| sign.to_string()).unwrap_or_default()
                }
                Kind::Begin | Kind::End | Kind::Space => String::new(),
                Kind::Character('-') => "-".to_owned(),
                kind => super::written(kind),
            })
            .collect();
        Node::Operator(words, if has_limits { Limits::Displayed } else { Limits::Never })
    }

    /// `\overset{above}{base}`
    fn stacked(&mut self, edge: Edge, token: &Token) -> Node {
        let script = single(self.argument(token));
        let base = single(self.argument(token));
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

    fn labelled_arrow(&mut self, name: &str, token: &Token) -> Node {
        let sign = match name {
            "xleftarrow" => '←',
            "xmapsto" => '↦',
            "xRightarrow" => '⇒',
            "xLeftarrow" => '⇐',
            "xleftrightarrow" => '↔',
            _ => '→',
        };
        let below = self.optional();
        let above = Some(single(self.argument(token)));
        let base = Node::Brace(Edge::Over, sign, Box::new(Node::Row(Vec::new())));
        let arrow = Node::Scripts(Box::new(Scripts { base, below, above, limits: Limits::Always }));
        Node::Classed(Class::Relation, Box::new(arrow))
    }

    fn negation(&mut self, token: &Token) -> Node {
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

    fn strut(&mut self, name: &str, token: &Token) -> Node {
        let inside =
            if name == "vphantom" { single(self.argument(token)) } else { sign_node('(', Class::Ordinary) };
        Node::Phantom(Box::new(inside), false, true)
    }

    fn modulus(&mut self, name: &str, token: &Token) -> Node {
        let inside = single(self.argument(token));
        let mut nodes = vec![Node::Space(10), sign_node('(', Class::Opening)];
        if name == "pmod" {
            nodes.extend([Node::Word("mod".to_owned()), Node::Space(6)]);
        }
        nodes.extend([inside, sign_node(')', Class::Closing)]);
        Node::Row(nodes)
    }

    fn bracket(&mut self, open: Option<char>, close: Option<char>, token: &Token) -> Node {
        let inside = match self.argument(token) {
            Node::Row(nodes) => nodes,
            node => vec![node],
        };
        Node::Fenced(open, inside, close)
    }

    fn general_fraction(&mut self, token: &Token) -> Node {
        let delimiter =
            |text: String| text.trim_start_matches('\\').chars().next().filter(|sign| *sign != '.');
        let (open, close) = (delimiter(self.literal(token)), delimiter(self.literal(token)));
        let thickness = self.literal(token);
        let size = match self.literal(token).trim() {
            "0" => Some(Size::Display),
            "1" => Some(Size::Text),
            "2" => Some(Size::Script),
            _ => None,
        };
        let (above, below) = (single(self.argument(token)), single(self.argument(token)));
        let has_line = !thickness.trim().starts_with('0');
        let inside = fraction(above, below, size, has_line, None);
        if open.is_none() && close.is_none() { inside } else { Node::Fenced(open, vec![inside], close) }
    }

    /// A length, with or without braces.
    fn length(&mut self, name: &str, token: &Token) -> Option<Node> {
        if matches!(name, "hspace" | "mspace") {
            self.takes(&Kind::Character('*'));
        }
        let text = if self.tokens.last().is_some_and(|next| next.kind == Kind::Begin) {
            self.literal(token)
        } else {
            self.bare_length()
        };
        let text = text.trim();
        let split = text.find(|end: char| end.is_ascii_alphabetic()).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let factor = match unit.split_whitespace().next().unwrap_or_default() {
            "mu" => 1.0,
            "em" => 18.0,
            "ex" => 8.0,
            "pt" | "px" => 1.8,
            "cm" => 51.2,
            "mm" => 5.12,
            "in" => 130.0,
            _ => 0.0,
        };
        let width = number.trim().parse::<f64>().unwrap_or(0.0) * factor;
        if factor == 0.0 || !width.is_finite() {
            self.fail(
                token,
                format!("`{text}` is not a length"),
                "write a number and a unit, such as `em` or `pt`",
            );
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
        Some(Node::Space(width.round().clamp(-360.0, 360.0) as i16))
    }

    fn bare_length(&mut self) -> String {
        let mut text = String::new();
        while let Some(Token { kind: Kind::Character(next), .. }) = self.tokens.last()
            && (next.is_ascii_digit() || "-.".contains(*next) || next.is_ascii_alphabetic())
        {
            let is_letter = next.is_ascii_alphabetic();
            text.push(*next);
            self.tokens.pop();
            let letters = text.chars().filter(char::is_ascii_alphabetic).count();
            if is_letter && letters == 2 {
                break;
            }
        }
        text
    }

    /// Reports a command that is not known.
    pub(super) fn unknown(&mut self, name: &str, token: &Token) {
        let message = format!("the command `\\{name}` is not known");
        let macros = self.macros;
        let near = nearest(name, macros.names()).map(str::to_owned);
        let help = match near.or_else(|| nearest(name, known::commands()).map(str::to_owned)) {
            Some(near) => format!("did you mean `\\{near}`?"),
            None => "write the formula without it, or define it in `math-macros` of book.yaml".to_owned(),
        };
        self.fail(token, message, &help);
    }
}

/// The only atom of a group, or the group.
pub(super) fn single(node: Node) -> Node {
    if let Node::Row(nodes) = node { row(nodes) } else { node }
}

/// The class of what stands under a sign.
fn class_of(base: &Node) -> Option<Class> {
    match base {
        Node::Symbol(Symbol { class: class @ (Class::Relation | Class::Binary), .. })
        | Node::Classed(class, _) => Some(*class),
        _ => None,
    }
}

type FractionKind = (Option<Size>, bool, Option<(char, char)>);

fn fraction_kind(name: &str) -> Option<FractionKind> {
    let parentheses = Some(('(', ')'));
    Some(match name {
        "frac" | "sfrac" | "nicefrac" => (None, true, None),
        "dfrac" | "cfrac" => (Some(Size::Display), true, None),
        "tfrac" => (Some(Size::Text), true, None),
        "binom" => (None, false, parentheses),
        "dbinom" => (Some(Size::Display), false, parentheses),
        "tbinom" => (Some(Size::Text), false, parentheses),
        _ => return None,
    })
}

fn class(name: &str) -> Option<Class> {
    Some(match name {
        "mathop" => Class::Large,
        "mathbin" => Class::Binary,
        "mathrel" => Class::Relation,
        "mathopen" => Class::Opening,
        "mathclose" => Class::Closing,
        "mathpunct" => Class::Punctuation,
        "mathord" => Class::Ordinary,
        _ => return None,
    })
}

fn brace(name: &str) -> Option<(Edge, char)> {
    Some(match name {
        "overbrace" => (Edge::Over, '⏞'),
        "underbrace" => (Edge::Under, '⏟'),
        "overbracket" => (Edge::Over, '⎴'),
        "underbracket" => (Edge::Under, '⎵'),
        "overparen" | "wideparen" => (Edge::Over, '⏜'),
        "underparen" => (Edge::Under, '⏝'),
        "underrightarrow" => (Edge::Under, '→'),
        "underleftarrow" => (Edge::Under, '←'),
        "underleftrightarrow" => (Edge::Under, '↔'),
        _ => return None,
    })
}
