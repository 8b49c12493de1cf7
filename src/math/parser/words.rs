//! Words within formulas: `\text{…}`, in which `$…$` is a formula again.

use unicode_normalization::UnicodeNormalization;

use super::super::command::Command;
use super::super::commands;
use super::super::macros::Macro;
use super::super::token::{Kind, Token, written};
use super::super::tree::{Face, Node};
use super::{Parser, row};

/// The tokens of words, the next one first.
type Tokens = std::iter::Peekable<std::vec::IntoIter<Token>>;

impl Parser<'_> {
    /// The argument of a command for text.
    pub(super) fn words(&mut self, face: Face, command: &Token) -> Node {
        let tokens = self.raw_argument(command);
        Node::Row(self.words_of(tokens, face, command))
    }

    fn words_of(&mut self, tokens: Vec<Token>, face: Face, command: &Token) -> Vec<Node> {
        self.depth += 1;
        let nodes = if self.depth > super::MOST_DEPTH {
            self.too_deep(command);
            Vec::new()
        } else {
            self.text_nodes(tokens, face)
        };
        self.depth -= 1;
        nodes
    }

    fn text_nodes(&mut self, tokens: Vec<Token>, face: Face) -> Vec<Node> {
        let mut text = Text { nodes: Vec::new(), words: String::new(), face };
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match &token.kind {
                Kind::Character('$') => {
                    let inside = take_until(&mut tokens, &Kind::Character('$'));
                    text.formula(self.inner(inside));
                }
                Kind::Command(name) if name == "(" => {
                    let inside = take_until(&mut tokens, &Kind::command(")"));
                    text.formula(self.inner(inside));
                }
                Kind::Command(name) => self.text_command(name, &token, &mut tokens, &mut text),
                Kind::Character('~') => text.words.push('\u{A0}'),
                Kind::Character('`') => text.words.push('‘'),
                Kind::Character('\'') => text.words.push('’'),
                Kind::Space => text.words.push(' '),
                Kind::Begin => {
                    let inside = rest_of_group(&mut tokens);
                    text.flush();
                    let nodes = self.words_of(inside, text.face, &token);
                    text.nodes.extend(nodes);
                }
                Kind::End => {}
                Kind::Verbatim(words) => {
                    text.flush();
                    text.nodes.push(Node::Text(Face::Mono, words.clone()));
                }
                kind @ (Kind::Character(_)
                | Kind::Below
                | Kind::Above
                | Kind::Column
                | Kind::Parameter(_)) => {
                    text.words.push_str(&kind.written());
                }
            }
        }
        text.flush();
        text.nodes
    }

    fn text_command(&mut self, name: &str, token: &Token, tokens: &mut Tokens, text: &mut Text) {
        if let Some(sign) = sign(name) {
            return text.words.push_str(sign);
        }
        if let Some(mark) = accent(name) {
            let base = written(&group(tokens));
            return text.words.push_str(&accented(&base, mark));
        }
        if name == "textcircled" {
            let inside = written(&group(tokens));
            return text.words.push_str(&circled(&inside));
        }
        if let Some(face) = switch(name) {
            text.flush();
            text.face = face;
            return;
        }
        if let Some(known) = self.macro_of(token) {
            return self.text_macro(&known, token, tokens);
        }
        match commands::named(name) {
            Some(Command::Words(face)) => {
                let inside = group(tokens);
                text.flush();
                let nodes = self.words_of(inside, face, token);
                text.nodes.extend(nodes);
            }
            Some(Command::Ignored(0)) => {}
            Some(Command::Ignored(count) | Command::ColoredWords(count)) => skip(count, tokens),
            Some(Command::Struck(kind)) => {
                let inside = group(tokens);
                text.flush();
                let inside = self.words_of(inside, text.face, token);
                text.nodes.push(Node::Struck(kind, Box::new(row(inside))));
            }
            // A sign or an alphabet of formulas.
            Some(Command::Sign(..) | Command::Function(..) | Command::Space(_)) => {
                text.formula(self.inner(vec![token.clone()]));
            }
            Some(Command::Alphabet(_) | Command::Reference(_)) => {
                let mut inside = vec![token.clone(), Token { kind: Kind::Begin, ..token.clone() }];
                inside.extend(group(tokens));
                inside.push(Token { kind: Kind::End, ..token.clone() });
                text.formula(self.inner(inside));
            }
            Some(_) => {
                let message = format!("`\\{name}` cannot stand in words");
                self.fail(token, message, "write dollar signs around it, or end the words before it");
            }
            None => self.unknown(name, token),
        }
    }

    /// A macro in words: its text is read as words.
    fn text_macro(&mut self, known: &Macro, token: &Token, tokens: &mut Tokens) {
        let rest = std::mem::take(&mut self.tokens);
        let following: Vec<Token> = tokens.by_ref().collect();
        self.insert(following);
        if let Some(expanded) = self.expansion(known, token) {
            self.insert(expanded);
        }
        let following: Vec<Token> = std::mem::replace(&mut self.tokens, rest).into_iter().rev().collect();
        *tokens = following.into_iter().peekable();
    }

    /// A formula within words.
    pub(super) fn inner(&mut self, tokens: Vec<Token>) -> Node {
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

fn take_until(tokens: &mut Tokens, end: &Kind) -> Vec<Token> {
    tokens.take_while(|token| token.kind != *end).collect()
}

/// The tokens of an argument.
fn group(tokens: &mut Tokens) -> Vec<Token> {
    while tokens.next_if(|token| token.kind == Kind::Space).is_some() {}
    match tokens.next() {
        Some(Token { kind: Kind::Begin, .. }) => rest_of_group(tokens),
        token => token.into_iter().collect(),
    }
}

/// The tokens up to the closing brace.
fn rest_of_group(tokens: &mut Tokens) -> Vec<Token> {
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

fn skip(count: usize, tokens: &mut Tokens) {
    if tokens.next_if(|token| token.kind == Kind::Character('[')).is_some() {
        take_until(tokens, &Kind::Character(']'));
    }
    for _ in 0..count {
        group(tokens);
    }
}

/// The face that a command sets for the rest of its group.
fn switch(name: &str) -> Option<Face> {
    Some(match name {
        "rm" | "rmfamily" | "upshape" | "mdseries" | "normalfont" | "sc" | "scshape" => Face::Plain,
        "bf" | "bfseries" => Face::Bold,
        "it" | "itshape" | "em" | "sl" | "slshape" => Face::Italic,
        "tt" | "ttfamily" => Face::Mono,
        "sf" | "sffamily" => Face::Sans,
        _ => return None,
    })
}

/// The combining character of an accent in words.
fn accent(name: &str) -> Option<char> {
    Some(match name {
        "'" => '\u{301}',
        "`" => '\u{300}',
        "\"" => '\u{308}',
        "^" => '\u{302}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "." => '\u{307}',
        "u" => '\u{306}',
        "v" => '\u{30C}',
        "H" => '\u{30B}',
        "r" => '\u{30A}',
        "c" => '\u{327}',
        "k" => '\u{328}',
        "d" => '\u{323}',
        "b" => '\u{331}',
        _ => return None,
    })
}

/// Letters with an accent on the first one.
fn accented(base: &str, mark: char) -> String {
    let base = match base {
        "\\i" => "i",
        "\\j" => "j",
        base => base,
    };
    let mut letters = base.chars();
    let first = letters.next().unwrap_or('\u{A0}');
    [first, mark].into_iter().chain(letters).nfc().collect()
}

/// A number or a letter in a circle.
fn circled(inside: &str) -> String {
    let place = |first: u32, offset: u32| char::from_u32(first + offset);
    let letter = inside.chars().next().filter(|_| inside.chars().count() == 1);
    let shown = match (inside.parse::<u32>(), letter) {
        (Ok(0), _) => Some('⓪'),
        (Ok(number @ 1..=20), _) => place(0x2460, number - 1),
        (_, Some(letter @ 'A'..='Z')) => place(0x24B6, u32::from(letter) - u32::from('A')),
        (_, Some(letter @ 'a'..='z')) => place(0x24D0, u32::from(letter) - u32::from('a')),
        _ => None,
    };
    shown.map_or_else(|| format!("({inside})"), String::from)
}

/// The text of a command in words.
fn sign(name: &str) -> Option<&'static str> {
    Some(match name {
        " " | "space" | "\\" | "newline" => " ",
        "nobreakspace" => "\u{A0}",
        "," | "thinspace" => "\u{2009}",
        "quad" => "\u{2003}",
        "qquad" => "\u{2003}\u{2003}",
        "!" | "/" | "negthinspace" => "",
        "_" | "textunderscore" => "_",
        "{" | "textbraceleft" | "lbrace" => "{",
        "}" | "textbraceright" | "rbrace" => "}",
        "-" => "\u{AD}",
        "$" | "textdollar" => "$",
        "%" => "%",
        "&" => "&",
        "#" => "#",
        "textbackslash" => "\\",
        "ldots" | "dots" | "textellipsis" | "dotsc" => "…",
        "textendash" => "–",
        "textemdash" => "—",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbar" => "|",
        "textbardbl" => "‖",
        "textless" => "<",
        "textgreater" => ">",
        "textdegree" => "°",
        "textregistered" => "®",
        "textcopyright" => "©",
        "texttrademark" => "™",
        "textsterling" => "£",
        "texteuro" => "€",
        "textdagger" => "†",
        "textdaggerdbl" => "‡",
        "textbullet" => "•",
        "textperiodcentered" => "·",
        "textmu" => "µ",
        "S" | "sect" => "§",
        "P" => "¶",
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "j" => "ȷ",
        "TeX" => "TeX",
        "LaTeX" => "LaTeX",
        _ => return None,
    })
}
