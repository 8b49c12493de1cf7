//! The elements of MathML for signs, words, spaces and what is around them.

use crate::markup::tag::Tag;
use crate::math::{Class, Edge, Face, Size, Strike, Symbol};

pub fn identifier(words: &str) -> String {
    let is_single = words.chars().count() == 1;
    Tag::new("mi").with_some("mathvariant", is_single.then_some("normal")).text(words)
}

pub fn sign(symbol: &Symbol, before: Option<Class>, size: Size) -> String {
    let text = &symbol.text;
    let is_letter = text.chars().all(char::is_alphabetic);
    match symbol.class {
        Class::Ordinary if is_letter => {
            // A browser makes a single letter italic.
            let is_plain = text.chars().all(|letter| letter.is_ascii() || ('Α'..='ϵ').contains(&letter));
            let upright = (symbol.is_upright && is_plain).then_some("normal");
            Tag::new("mi").with_some("mathvariant", upright).text(text)
        }
        Class::Ordinary if is_identifier(text) => Tag::new("mi").with("mathvariant", "normal").text(text),
        Class::Ordinary if is_prime(text) => {
            Tag::new("mo").with("lspace", "0").with("rspace", "0").text(text)
        }
        Class::Ordinary | Class::Fence => {
            Tag::new("mo").with("lspace", "0").with("rspace", "0").with("stretchy", "false").text(text)
        }
        Class::Large => Tag::new("mo").text(text),
        Class::Binary if !has_operand(before) => {
            Tag::new("mo").with("form", "prefix").with("lspace", "0").with("rspace", "0").text(text)
        }
        // There is no space around signs in scripts (`TeXbook`, chapter 18).
        Class::Binary | Class::Relation if is_small(size) => operator(text, 0),
        Class::Binary => operator(text, gaps(Class::Binary).0),
        Class::Relation => operator(text, gaps(Class::Relation).0),
        Class::Opening => Tag::new("mo").with("form", "prefix").with("stretchy", "false").text(text),
        Class::Closing => Tag::new("mo").with("form", "postfix").with("stretchy", "false").text(text),
        Class::Punctuation => {
            let after = length(if is_small(size) { 0 } else { gaps(Class::Punctuation).1 });
            Tag::new("mo").with("separator", "true").with("lspace", "0").with("rspace", &after).text(text)
        }
    }
}

fn operator(text: &str, gap: i16) -> String {
    let gap = length(gap);
    let tag = Tag::new("mo").with("form", "infix").with("lspace", &gap).with("rspace", &gap);
    tag.with("stretchy", "false").text(text)
}

pub fn is_small(size: Size) -> bool {
    matches!(size, Size::Script | Size::ScriptScript)
}

/// Whether what stands before a binary sign is an operand of it (`TeXbook`, appendix G, rule 5).
fn has_operand(before: Option<Class>) -> bool {
    matches!(before, Some(Class::Ordinary | Class::Closing | Class::Fence))
}

/// Whether a sign is a value and not an operator.
fn is_identifier(text: &str) -> bool {
    matches!(
        text,
        "∞" | "∅"
            | "…"
            | "⋯"
            | "⋮"
            | "⋱"
            | "⋰"
            | "⊤"
            | "⊥"
            | "∇"
            | "∂"
            | "ℓ"
            | "%"
            | "$"
            | "#"
            | "&"
            | "°"
    )
}

/// Whether a sign is a prime, which is drawn as a superscript.
pub fn is_prime(text: &str) -> bool {
    matches!(text, "′" | "″" | "‴" | "⁗")
}

pub fn space(width: i16) -> String {
    Tag::new("mspace").with("width", length(width)).around("")
}

/// A length in eighteenths of the font size.
fn length(eighteenths: i16) -> String {
    if eighteenths == 0 { "0".to_owned() } else { format!("{:.4}em", f64::from(eighteenths) / 18.0) }
}

pub fn text(face: Face, words: &str) -> String {
    // MathML drops white space at the ends of an element.
    let start = words.len() - words.trim_start_matches(' ').len();
    let end = words.trim_end_matches(' ').len().max(start);
    let blank = |count: usize| "\u{A0}".repeat(count);
    let words = blank(start.min(1)) + &words[start..end] + &blank((words.len() - end).min(1));
    let variant = match face {
        Face::Plain => None,
        Face::Bold => Some("bold"),
        Face::Italic => Some("italic"),
        Face::Mono => Some("monospace"),
        Face::Sans => Some("sans-serif"),
    };
    Tag::new("mtext").with_some("mathvariant", variant).text(words)
}

pub fn over(edge: Edge, base: &str, mark: &str, is_accent: bool) -> String {
    let (element, attribute) = match edge {
        Edge::Over => ("mover", "accent"),
        Edge::Under => ("munder", "accentunder"),
    };
    let accent = is_accent.then_some("true");
    Tag::new(element).with_some(attribute, accent).around(&format!("{base}{mark}"))
}

pub fn stretched(mark: char) -> String {
    Tag::new("mo").with("stretchy", "true").text(mark)
}

/// Space before and after the words over an arrow, which becomes as wide. Browsers read a relative width of `mpadded` as the width.
pub fn padded(inside: &str) -> String {
    Tag::new("mrow").around(&format!("{0}{inside}{0}", space(7)))
}

/// A delimiter that grows with its content.
pub fn fence(form: &str, sign: char) -> String {
    let tag = Tag::new("mo").with("fence", "true").with("form", form);
    // Other signs have space around them as operators.
    let is_delimiter = form != "infix" && "()[]{}|‖⟨⟩⌈⌉⌊⌋".contains(sign);
    let tag = if is_delimiter { tag } else { tag.with("lspace", "0").with("rspace", "0") };
    tag.with("stretchy", "true").text(sign)
}

pub fn delimiter(sign: char, height: u16, class: Class) -> String {
    let size = format!("{}.{}em", height / 10, height % 10);
    let form = match class {
        Class::Opening => "prefix",
        Class::Closing => "postfix",
        _ => "infix",
    };
    let gap = length(if class == Class::Relation { gaps(class).0 } else { 0 });
    let tag = Tag::new("mo").with("form", form).with("lspace", &gap).with("rspace", &gap);
    tag.with("stretchy", "true").with("minsize", &size).with("maxsize", &size).text(sign)
}

pub fn sized(size: Size, inside: &str) -> String {
    let (display, level) = match size {
        Size::Display => ("true", "0"),
        Size::Text => ("false", "0"),
        Size::Script => ("false", "1"),
        Size::ScriptScript => ("false", "2"),
    };
    Tag::new("mstyle").with("displaystyle", display).with("scriptlevel", level).around(inside)
}

/// A part that is raised. An empty part takes the height that it needs.
pub fn raised(amount: i16, inside: &str) -> String {
    let room = length(amount.abs() + 16);
    let side = if amount < 0 { "depth" } else { "height" };
    let strut = Tag::new("mspace").with("width", "0").with(side, room).around("");
    let moved = Tag::new("mpadded").with("voffset", length(amount)).around(inside);
    Tag::new("mrow").around(&(strut + &moved))
}

pub fn enclosed(notation: &str, inside: &str) -> String {
    Tag::new("menclose").with("notation", notation).around(inside)
}

pub fn strike(kind: Strike) -> &'static str {
    match kind {
        Strike::Up => "updiagonalstrike",
        Strike::Down => "downdiagonalstrike",
        Strike::Cross => "updiagonalstrike downdiagonalstrike",
        Strike::Through => "horizontalstrike",
    }
}

/// The space before and after an atom, in eighteenths of the font size.
pub fn gaps(class: Class) -> (i16, i16) {
    match class {
        Class::Binary => (4, 4),
        Class::Relation => (5, 5),
        Class::Large | Class::Punctuation => (0, 3),
        Class::Ordinary | Class::Opening | Class::Closing | Class::Fence => (0, 0),
    }
}

/// The accent as wide as its base: the character that fonts can stretch.
pub fn wide(mark: char, edge: Edge) -> char {
    match (mark, edge) {
        ('\u{303}', Edge::Under) => '\u{330}',
        ('\u{302}' | '\u{303}' | '\u{30C}' | '\u{20D6}' | '\u{20D7}' | '\u{20E1}', _) => mark,
        _ => spacing(mark),
    }
}

/// The accent as a character of its own. Combining ones do not belong at the start of an element.
pub fn spacing(mark: char) -> char {
    match mark {
        '\u{302}' => 'ˆ',
        '\u{303}' => '˜',
        '\u{304}' => '‾',
        '\u{306}' => '˘',
        '\u{307}' => '˙',
        '\u{308}' => '¨',
        '\u{30A}' => '˚',
        '\u{30C}' => 'ˇ',
        '\u{301}' => '´',
        '\u{300}' => '`',
        '\u{20D7}' => '→',
        '\u{20D6}' => '←',
        '\u{20E1}' => '↔',
        '\u{20DB}' => '…',
        other => other,
    }
}
