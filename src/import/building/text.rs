//! Makes running text of formatted pieces: joins equal formats, keeps spaces out of emphasis, and nests marks.

use std::rc::Rc;

use super::format::{Format, Mark};
use super::item::{Atom, Kind};
use super::pool::anchor_id;
use crate::model::{Attributes, Inline, LinkId, Style};

/// The running text of pieces.
pub fn inlines(atoms: &[Atom]) -> Vec<Inline> {
    let mut pieces = tidied(atoms);
    attach_notes(&mut pieces);
    loosen(&mut pieces);
    nest(&pieces, &mut Vec::new())
}

/// A piece of text with white space as in the model.
#[derive(Debug, Clone)]
struct Piece {
    format: Format,
    content: Content,
}

#[derive(Debug, Clone, PartialEq)]
enum Content {
    Words(String),
    Space,
    Break,
    Other(Inline),
}

impl Content {
    fn is_gap(&self) -> bool {
        matches!(self, Self::Space | Self::Break)
    }
}

/// Single spaces as pieces of their own, and none at the ends of lines.
fn tidied(atoms: &[Atom]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for Atom { format, kind } in atoms {
        let mut add = |content: Content| add(&mut pieces, format, content);
        match kind {
            Kind::Text(text) if format.marks.has(Mark::Code) => {
                let is_space = |character: char| matches!(character, ' ' | '\t');
                // Spaces at the ends are no part of the code.
                let (inside, end) = (text.trim_matches(is_space), text.trim_start_matches(is_space));
                let edges = [text.len() > end.len(), end.len() > inside.len()];
                let [before, after] = edges.map(|has_space| has_space.then_some(Content::Space));
                let code = (!inside.is_empty()).then(|| Content::Words(inside.replace('\t', "    ")));
                [before, code, after].into_iter().flatten().for_each(add);
            }
            Kind::Text(text) => words(text).into_iter().for_each(add),
            Kind::Break | Kind::Page => add(Content::Break),
            Kind::Note(id) => add(Content::Other(Inline::NoteReference(*id))),
            Kind::Image(id, _) => add(Content::Other(Inline::Image(*id, Attributes::default()))),
            Kind::Formula(id, tex) => add(Content::Other(Inline::Formula(*id, tex.clone()))),
            Kind::Citation(id, text) => {
                add(Content::Other(Inline::Citation(*id, vec![Inline::Text(text.clone())])));
            }
            Kind::NumberEnd => {}
        }
    }
    while pieces.last().is_some_and(|last| last.content.is_gap()) {
        pieces.pop();
    }
    pieces
}

/// Adds a piece, unless it is a gap after another gap or at the beginning.
fn add(pieces: &mut Vec<Piece>, format: &Format, content: Content) {
    let before = pieces.last().map(|last| &last.content);
    match (&content, before) {
        (Content::Space, None | Some(Content::Space | Content::Break)) | (Content::Break, None) => return,
        (Content::Break, Some(Content::Space)) => drop(pieces.pop()),
        _ => {}
    }
    pieces.push(Piece { format: format.clone(), content });
}

/// The words of a text with single spaces between them. A no-break space is a part of a word.
fn words(text: &str) -> Vec<Content> {
    let is_space =
        |character: char| matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{B}');
    let is_nothing = |character: &char| !matches!(character, '\u{AD}' | '\u{FEFF}' | '\u{200B}' | '\u{1}');
    let mut contents = Vec::new();
    let mut word = String::new();
    for character in text.chars().filter(is_nothing) {
        if is_space(character) {
            if !word.is_empty() {
                contents.push(Content::Words(std::mem::take(&mut word)));
            }
            contents.push(Content::Space);
        } else {
            word.push(character);
        }
    }
    if !word.is_empty() {
        contents.push(Content::Words(word));
    }
    contents
}

/// Removes the space before references to notes. It moves behind them where words would join otherwise.
fn attach_notes(pieces: &mut Vec<Piece>) {
    let is_note = |piece: &Piece| matches!(piece.content, Content::Other(Inline::NoteReference(_)));
    let mut index = 1;
    while index + 1 < pieces.len() {
        let is_before_note = pieces.get(index).is_some_and(|piece| piece.content == Content::Space)
            && pieces.get(index + 1).is_some_and(is_note);
        if is_before_note {
            let space = pieces.remove(index);
            let end = index + pieces.iter().skip(index).take_while(|piece| is_note(piece)).count();
            let joins = |piece: &Piece| matches!(&piece.content, Content::Words(words) if words.starts_with(char::is_alphanumeric));
            if pieces.get(end).is_some_and(joins) {
                pieces.insert(end, space);
            }
        }
        index += 1;
    }
}

/// Gives gaps the format that both sides have.
fn loosen(pieces: &mut [Piece]) {
    let mut index = 0;
    while index < pieces.len() {
        let end = index + pieces.iter().skip(index).take_while(|piece| piece.content.is_gap()).count();
        if end == index {
            index += 1;
            continue;
        }
        let side = |place: Option<usize>| {
            place.and_then(|place| pieces.get(place)).map(|piece| piece.format.clone())
        };
        let before = side(index.checked_sub(1)).unwrap_or_default();
        let after = side(Some(end)).unwrap_or_default();
        for piece in pieces.iter_mut().take(end).skip(index) {
            let own = piece.format.marks.has(Mark::Code);
            piece.format = common(&before, &after);
            if !own {
                piece.format.marks.set(Mark::Code, false);
            }
        }
        index = end;
    }
}

fn common(before: &Format, after: &Format) -> Format {
    Format {
        marks: before.marks.common(after.marks),
        language: before.language.clone().filter(|own| after.language.as_ref() == Some(own)),
        link: before.link.filter(|own| after.link == Some(*own)),
        citation: None,
        anchor: before.anchor.filter(|own| after.anchor == Some(*own)),
    }
}

/// Something around text.
#[derive(Debug, Clone, PartialEq)]
enum Wrap {
    Link(LinkId),
    Anchor(usize),
    Language(Rc<str>),
    Mark(Mark),
}

/// Everything around a piece, from the outermost to the innermost.
fn wraps(format: &Format) -> impl Iterator<Item = Wrap> + '_ {
    let marks = Mark::ALL.into_iter().filter(|mark| format.marks.has(*mark)).map(Wrap::Mark);
    let link = format.link.map(Wrap::Link);
    let anchor = format.anchor.map(Wrap::Anchor);
    let language = format.language.clone().map(Wrap::Language);
    link.into_iter().chain(anchor).chain(language).chain(marks)
}

/// Nests the pieces inside everything that is open already.
fn nest(pieces: &[Piece], open: &mut Vec<Wrap>) -> Vec<Inline> {
    let mut inlines: Vec<Inline> = Vec::new();
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let reach = |wrap: &Wrap| {
            rest.iter().take_while(|piece| wraps(&piece.format).any(|own| own == *wrap)).count()
        };
        let candidates = wraps(&first.format).filter(|wrap| !open.contains(wrap));
        // The one that reaches farthest is the outermost; code is always the innermost.
        let widest = candidates.enumerate().map(|(order, wrap)| (reach(&wrap), order, wrap)).max_by_key(
            |(reach, order, wrap)| (*wrap != Wrap::Mark(Mark::Code), *reach, std::cmp::Reverse(*order)),
        );
        let count = match widest {
            None => {
                single(first, &mut inlines);
                1
            }
            Some((count, _, wrap)) => {
                let inside = rest.get(..count).unwrap_or_default();
                inlines.push(wrapped(wrap, inside, open));
                count
            }
        };
        rest = rest.get(count.max(1)..).unwrap_or_default();
    }
    inlines
}

/// Adds a piece with nothing around it.
fn single(piece: &Piece, inlines: &mut Vec<Inline>) {
    let words = match &piece.content {
        Content::Words(words) => words,
        Content::Space => " ",
        Content::Break => return inlines.push(Inline::LineBreak),
        Content::Other(inline) => return inlines.push(inline.clone()),
    };
    if let Some(Inline::Text(text)) = inlines.last_mut() {
        text.push_str(words);
    } else {
        inlines.push(Inline::Text(words.to_owned()));
    }
}

fn wrapped(wrap: Wrap, pieces: &[Piece], open: &mut Vec<Wrap>) -> Inline {
    if wrap == Wrap::Mark(Mark::Code) {
        return Inline::Code(pieces.iter().map(code).collect());
    }
    open.push(wrap.clone());
    let inside = nest(pieces, open);
    open.pop();
    let span = |attributes: Attributes, inside| merged(attributes, inside);
    let of_class = |class: &str| Attributes { classes: vec![class.to_owned()], ..Attributes::default() };
    match wrap {
        Wrap::Link(id) => Inline::Link(id, Attributes::default(), inside),
        Wrap::Anchor(anchor) => {
            span(Attributes { id: Some(anchor_id(anchor)), ..Attributes::default() }, inside)
        }
        Wrap::Language(language) => {
            span(Attributes { language: Some(language.to_string()), ..Attributes::default() }, inside)
        }
        Wrap::Mark(mark) => match mark {
            Mark::Strong => Inline::Styled(Style::Strong, inside),
            Mark::Emphasis => Inline::Styled(Style::Emphasis, inside),
            Mark::Strike | Mark::Deleted => Inline::Styled(Style::Strikethrough, inside),
            Mark::Superscript => Inline::Styled(Style::Superscript, inside),
            Mark::Subscript => Inline::Styled(Style::Subscript, inside),
            Mark::SmallCaps => span(of_class("smallcaps"), inside),
            Mark::Underline => span(of_class("u"), inside),
            Mark::Inserted => span(of_class("ins"), inside),
            Mark::Code | Mark::FixedWidth => Inline::Code(String::new()),
        },
    }
}

fn code(piece: &Piece) -> &str {
    match &piece.content {
        Content::Words(words) => words,
        Content::Space | Content::Break => " ",
        Content::Other(_) => "",
    }
}

/// A span. A span inside it that is its only content becomes one with it.
fn merged(mut attributes: Attributes, mut inside: Vec<Inline>) -> Inline {
    if let [Inline::Span(inner, _)] = inside.as_slice()
        && (inner.id.is_none() || attributes.id.is_none())
    {
        let Some(Inline::Span(inner, content)) = inside.pop() else {
            return Inline::Span(attributes, inside);
        };
        attributes.classes.extend(inner.classes);
        attributes.id = attributes.id.or(inner.id);
        attributes.language = attributes.language.or(inner.language);
        return Inline::Span(attributes, content);
    }
    Inline::Span(attributes, inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pieces from marks and words: `i` italic, `b` bold, `c` code, `s` small capitals, `l` a link.
    fn atoms(pieces: &[(&str, &str)]) -> Vec<Atom> {
        let atom = |(marks, words): &(&str, &str)| {
            let mut format = Format::default();
            for mark in marks.chars() {
                match mark {
                    'i' => format.marks.set(Mark::Emphasis, true),
                    'b' => format.marks.set(Mark::Strong, true),
                    'c' => format.marks.set(Mark::Code, true),
                    's' => format.marks.set(Mark::SmallCaps, true),
                    _ => format.link = Some(LinkId(0)),
                }
            }
            let kind = if *words == "\n" { Kind::Break } else { Kind::Text((*words).to_owned()) };
            Atom { format, kind }
        };
        pieces.iter().map(atom).collect()
    }

    fn shown(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| {
            let inside = shown(inline.children());
            match inline {
                Inline::Text(words) => words.clone(),
                Inline::Code(words) => format!("`{words}`"),
                Inline::Styled(Style::Emphasis, _) => format!("*{inside}*"),
                Inline::Styled(..) => format!("**{inside}**"),
                Inline::Link(..) => format!("<{inside}>"),
                Inline::LineBreak => "|".to_owned(),
                _ => format!("[{inside}]"),
            }
        };
        inlines.iter().map(one).collect()
    }

    #[test]
    fn pieces_are_joined_and_nested() {
        for (pieces, expected) in [
            (&[("i", "Turn "), ("i", "my "), ("", " off.")][..], "*Turn my* off."),
            (&[("i", "one"), ("", " "), ("i", "two"), ("", " three")][..], "*one two* three"),
            (&[("b", "bold "), ("bi", "both"), ("b", ".")][..], "**bold *both*.**"),
            (&[("i", "all "), ("bi", "both"), ("i", " all")][..], "*all **both** all*"),
            (&[("i", "a"), ("bi", "b"), ("b", "c c")][..], "*a**b***c c"),
            (&[("c", "a   b"), ("", "  c")][..], "`a   b` c"),
            (&[("ic", "a")][..], "*`a`*"),
            (&[("", "to"), ("c", " a  b "), ("", "and")][..], "to `a  b` and"),
            (&[("", "\ta \u{A0}b\u{AD}c\t\n")][..], "a \u{A0}bc"),
            (&[("", "a "), ("", "\n"), ("", " b"), ("", "\n")][..], "a|b"),
            (&[("i", "a"), ("i", "\n"), ("i", "b"), ("i", "\n"), ("", "c")][..], "*a|b*|c"),
            (&[("l", "to "), ("li", "the"), ("l", " port"), ("", " now")][..], "<to *the* port> now"),
            (&[("s", "One")][..], "[One]"),
            (&[("i", " "), ("b", " ")][..], ""),
        ] {
            let found = shown(&inlines(&atoms(pieces)));
            if expected.contains("***") {
                assert_eq!(found.replace('*', ""), expected.replace('*', ""), "{pieces:?}");
            } else {
                assert_eq!(found, expected, "{pieces:?}");
            }
        }
    }
}
