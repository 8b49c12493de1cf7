//! Words within formulas: `\text{…}`, in which `$…$` is a formula again.

use super::super::token::{Kind, Token};
use super::super::tree::{Face, Node};
use super::{Parser, row};

impl Parser<'_> {
    /// The argument of a command for text.
    pub(super) fn words(&mut self, face: Face, command: &Token) -> Node {
        let tokens = self.raw_argument(command);
        self.depth += 1;
        let nodes = if self.depth > super::MOST_DEPTH { Vec::new() } else { self.text_nodes(tokens, face) };
        self.depth -= 1;
        Node::Row(nodes)
    }

    fn text_nodes(&mut self, tokens: Vec<Token>, face: Face) -> Vec<Node> {
        let mut text = Text { nodes: Vec::new(), words: String::new(), face };
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match &token.kind {
                Kind::Character('$') => {
                    let inside = take_until(&mut tokens, |kind| *kind == Kind::Character('$'));
                    text.formula(self.inner(inside));
                }
                Kind::Command(name) if name == "(" => {
                    let closing = Kind::Command(")".to_owned());
                    let inside = take_until(&mut tokens, |kind| *kind == closing);
                    text.formula(self.inner(inside));
                }
                Kind::Command(name) => {
                    if let Some(inner) = face_of(name) {
                        text.flush();
                        let argument = group(&mut tokens);
                        text.nodes.extend(self.text_nodes(argument, inner));
                    } else if let Some(sign) = sign(name) {
                        text.words.push_str(sign);
                    } else {
                        self.unknown(name, &token);
                    }
                }
                Kind::Character('`') => text.words.push('‘'),
                Kind::Character('\'') => text.words.push('’'),
                Kind::Character(character) => text.words.push(*character),
                Kind::Space => text.words.push(' '),
                Kind::Begin | Kind::End => {}
                Kind::Below => text.words.push('_'),
                Kind::Above => text.words.push('^'),
                Kind::Column => text.words.push('&'),
                Kind::Parameter(number) => text.words.push_str(&format!("#{number}")),
            }
        }
        text.flush();
        text.nodes
    }

    /// A formula within words.
    fn inner(&mut self, tokens: Vec<Token>) -> Node {
        let rest = std::mem::replace(&mut self.tokens, tokens.into_iter().rev().collect());
        let alphabet = self.alphabet.take();
        let (nodes, stop) = self.nodes(false);
        if stop != super::Stop::End {
            let last = self.last();
            self.fail(&last, "the formula within `\\text` is not complete".to_owned(), "check its braces");
        }
        self.alphabet = alphabet;
        self.tokens = rest;
        row(nodes)
    }
}

struct Text {
    nodes: Vec<Node>,
    words: String,
    face: Face,
}

impl Text {
    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words).replace("``", "“").replace("‘‘", "“").replace("’’", "”");
        let words = words.replace("---", "—").replace("--", "–");
        if !words.is_empty() {
            self.nodes.push(Node::Text(self.face, words));
        }
    }

    fn formula(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }
}

fn take_until(tokens: &mut impl Iterator<Item = Token>, is_end: impl Fn(&Kind) -> bool) -> Vec<Token> {
    tokens.take_while(|token| !is_end(&token.kind)).collect()
}

/// The tokens of a group.
fn group(tokens: &mut std::iter::Peekable<std::vec::IntoIter<Token>>) -> Vec<Token> {
    while tokens.next_if(|token| token.kind == Kind::Space).is_some() {}
    if tokens.next_if(|token| token.kind == Kind::Begin).is_none() {
        return tokens.next().into_iter().collect();
    }
    let mut depth = 0_usize;
    let mut inside = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::Begin => depth += 1,
            Kind::End if depth == 0 => break,
            Kind::End => depth -= 1,
            _ => {}
        }
        inside.push(token);
    }
    inside
}

/// The face of words that a command sets.
pub(super) fn face_of(name: &str) -> Option<Face> {
    Some(match name {
        "text" | "textrm" | "textnormal" | "textup" | "textmd" | "mbox" | "hbox" | "fbox" => Face::Plain,
        "textbf" => Face::Bold,
        "textit" | "emph" | "textsl" => Face::Italic,
        "texttt" => Face::Mono,
        "textsf" => Face::Sans,
        _ => return None,
    })
}

fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        " " | "space" | "\\" => " ",
        "~" => "\u{A0}",
        "," | "thinspace" => "\u{2009}",
        "quad" => "\u{2003}",
        "qquad" => "\u{2003}\u{2003}",
        "$" => "$",
        "%" => "%",
        "&" => "&",
        "#" => "#",
        "_" | "textunderscore" => "_",
        "{" => "{",
        "}" => "}",
        "-" => "\u{AD}",
        "textbackslash" => "\\",
        "ldots" | "dots" | "textellipsis" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "S" => "§",
        "ss" => "ß",
        _ => return None,
    })
}
