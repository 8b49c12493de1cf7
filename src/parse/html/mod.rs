//! Parses raw HTML into the model; no HTML reaches the outputs unparsed. A supported element becomes a construct. An
//! unsupported one is dropped with a warning and its text is kept. Elements and attributes that could run code are
//! removed.

mod ruby;

use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::attributes;
use super::builder::elements::{
    Meaning, ended_by, is_known, is_unknown_block, is_void, may_stay_open, meaning, stands_alone,
};
use super::builder::{self, Builder, Kind, integer};
use super::run;
use crate::diag::Code;
use crate::model::{Attributes, BlockKind, Inline};

/// A piece of raw HTML. `offsets` maps it to the source: pairs of an offset in the piece and the same place in the
/// source.
pub struct Piece {
    pub text: String,
    pub offsets: Vec<(usize, usize)>,
}

impl Piece {
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let index = self.offsets.partition_point(|(inside, _)| *inside <= offset).saturating_sub(1);
            self.offsets.get(index).map_or(0, |(inside, source)| source + (offset - inside))
        };
        at(range.start)..at(range.end.saturating_sub(1)) + usize::from(range.end > range.start)
    }
}

/// Parses a piece of raw HTML.
pub fn read(builder: &mut Builder<'_>, piece: &Piece) {
    if let Some((opening, closing)) = unclosed(&piece.text) {
        let what = if closing == "-->" { "comment" } else { "instruction or declaration" };
        let message = format!("this {what} is never closed, so the text after it would be lost");
        let help = format!("write `{closing}` where it ends, or delete it");
        builder.complain(Code::SwallowedText, piece.range(opening), message, &help);
    }
    if let Some(tag) = overfull_tag(&piece.text) {
        let message = format!("this tag has more than {MOST_ATTRIBUTES} attributes; it is printed as text");
        let help = "delete some attributes, or write `&lt;` if you mean the character `<`";
        builder.complain(Code::UnknownElement, piece.range(tag..tag + 1), message, help);
        return builder.text(&piece.text, piece.range(0..piece.text.len()));
    }
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let tokens = Tokenizer::new_with_emitter(piece.text.as_str(), emitter);
    let (mut read, mut has_end) = (0, true);
    for token in tokens {
        let Ok(token) = token;
        read = read.max(end_of(&token));
        match token {
            Token::StartTag(tag) => start(builder, &tag, piece.range(tag.span.start..tag.span.end)),
            Token::EndTag(tag) => end(builder, &text(&tag.name), piece.range(tag.span.start..tag.span.end)),
            Token::String(words) => {
                let range = piece.range(words.span.start..words.span.end);
                string(builder, &text(&words.value), range);
            }
            Token::Comment(words) => {
                // HTML reads a CDATA section as a comment; its content is kept as text, as in XML.
                let words = text(&words.value);
                if let Some(kept) = words.strip_prefix("[CDATA[") {
                    let range = piece.range(0..piece.text.len());
                    builder.text(kept.strip_suffix("]]").unwrap_or(kept), range);
                }
            }
            Token::Error(error) => has_end &= error.value != html5gum::Error::EofInTag,
            Token::Doctype(_) => {}
        }
    }
    if !has_end {
        endless_tag(builder, piece, read);
    }
}

/// The end of a token in its piece; 0 for an error, which has no text.
fn end_of(token: &Token<usize>) -> usize {
    match token {
        Token::StartTag(tag) => tag.span.end,
        Token::EndTag(tag) => tag.span.end,
        Token::String(words) | Token::Comment(words) => words.span.end,
        Token::Doctype(doctype) => doctype.span.end,
        Token::Error(_) => 0,
    }
}

/// Keeps a tag without a closing `>` as text; the tokenizer drops it.
fn endless_tag(builder: &mut Builder<'_>, piece: &Piece, read: usize) {
    let start = read + piece.text[read..].find('<').unwrap_or(0);
    let range = piece.range(start..piece.text.len());
    let message = "this tag is never closed with `>`; it is printed as text";
    let help = "write `>` at its end, or `&lt;` if you mean the character `<`";
    builder.complain(Code::UnbalancedElement, range.clone(), message, help);
    builder.text(&piece.text[start..], range);
}

/// The most attributes that a tag may have. The tokenizer uses stack space for each.
const MOST_ATTRIBUTES: usize = 200;

/// The start of a tag that may have more attributes than that. Counts the places where an attribute can begin: after
/// whitespace, a slash or a quotation mark.
fn overfull_tag(piece: &str) -> Option<usize> {
    let is_tag = |start: usize| {
        piece[start..]
            .strip_prefix('<')
            .is_some_and(|rest| rest.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
    };
    let mut start = 0;
    let mut count = 0;
    let mut quotation = None;
    let mut before = b'>';
    for (offset, byte) in piece.bytes().enumerate() {
        match quotation {
            Some(mark) if byte == mark => quotation = None,
            Some(_) => {}
            None if byte == b'<' || byte == b'>' => (start, count) = (offset, 0),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quotation = Some(byte),
            None => {
                let is_separator =
                    |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'');
                count += usize::from(is_separator(before) && !is_separator(byte));
                if count > MOST_ATTRIBUTES && is_tag(start) {
                    return Some(start);
                }
            }
        }
        before = byte;
    }
    None
}

/// Adds text. A note reference is recognized here too, although Markdown leaves it as text inside HTML.
fn string(builder: &mut Builder<'_>, words: &str, range: Range<usize>) {
    let mut offset = 0;
    if !builder.is_in_code_block() {
        // The signs of a reference that are written as `&#91;^a]` are text.
        let raw = builder.source.text.get(range.clone()).unwrap_or(words).to_owned();
        let is_written = |place: &Range<usize>| raw.contains(&words[place.clone()]);
        for (place, label) in run::undefined_notes(words).into_iter().filter(|(place, _)| is_written(place)) {
            builder.text(&words[offset..place.start], range.clone());
            builder.reference(label.to_owned(), range.clone());
            offset = place.end;
        }
    }
    builder.text(&words[offset..], range);
}

/// The opening of a comment, declaration or the like that is not closed in the piece, with the closing characters.
fn unclosed(piece: &str) -> Option<(Range<usize>, &'static str)> {
    let pairs = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", ">"), ("<!", ">")];
    pairs.into_iter().find_map(|(opening, closing)| {
        let start = piece.rfind(opening)?;
        // A declaration has a letter after `<!`: `<!DOCTYPE`.
        let is_other = opening == "<!" && !piece[start + 2..].starts_with(|c: char| c.is_ascii_alphabetic());
        (!is_other && !piece[start..].contains(closing)).then(|| (start..start + opening.len(), closing))
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Whether text that looks like a tag is not one: `<https://example.org>`, "x <y then", `<Provide a link>`,
/// `<A fun game>`, `<your-name>`. An unknown element is a tag if it is closed somewhere, as `<Tabs small>` is by
/// `</Tabs>`. A known element is a tag if its attributes have values, except boolean attributes.
fn is_text(builder: &Builder<'_>, name: &str, tag: &StartTag<usize>, raw: &str) -> bool {
    let mut empty =
        tag.attributes.iter().filter(|(_, value)| value.value.is_empty()).map(|(key, _)| text(key));
    if !is_known(name) {
        let written = raw.get(1..=name.len()).unwrap_or_default();
        let is_bare = tag.attributes.is_empty() && !tag.self_closing;
        return name.contains(':') || ((is_bare || empty.next().is_some()) && !builder.closes(written));
    }
    let mut words = empty.filter(|key| !stands_alone(key)).peekable();
    let is_first = words.peek().is_some() && !raw.contains('=');
    is_first && tag.attributes.keys().all(|key| !stands_alone(&text(key)))
}

fn start(builder: &mut Builder<'_>, tag: &StartTag<usize>, range: Range<usize>) {
    let name = text(&tag.name);
    if is_text(builder, &name, tag, builder.source.text.get(range.clone()).unwrap_or_default()) {
        let message = "this looks like an HTML tag but is not one; it is printed as text";
        builder.complain(
            Code::UnknownElement,
            range.clone(),
            message,
            "write `&lt;` if you mean the character `<`",
        );
        let raw = builder.source.text.get(range.clone()).unwrap_or_default().to_owned();
        return builder.text(&raw, range);
    }
    if ruby::start(builder, &name, &range) {
        return;
    }
    let mut attributes = Attributes::default();
    for (key, value) in &tag.attributes {
        let key = text(key);
        if key.starts_with("on") {
            let message = format!("`{key}` on `<{name}>` could run code; it is left out");
            builder.complain(Code::ActiveContent, range.clone(), message, "delete the attribute");
        } else {
            attributes::set(&mut attributes, &key, &text(&value.value));
        }
    }
    let (ended, bounds) = ended_by(&name);
    if builder.has_open(ended, bounds) {
        builder.close_element(ended, range.start);
    }
    match meaning(&name, &attributes) {
        Meaning::Construct(kind) => construct(builder, kind, &name, attributes, range, tag.self_closing),
        Meaning::Grouping => builder.open(Kind::Transparent, Some(name), range),
        Meaning::Single => single(builder, &name, attributes, range),
        Meaning::Active => {
            let message = format!("`<{name}>` is left out: a book runs no code and loads nothing");
            builder.complain(Code::ActiveContent, range.clone(), message, "delete the element");
            if !matches!(name.as_str(), "embed" | "base" | "meta" | "link") && !tag.self_closing {
                builder.open(Kind::Discard, Some(name), range);
            }
        }
        Meaning::Unknown => {
            let message =
                format!("`<{name}>` has no meaning in a book; its tags are dropped and its text is kept");
            builder.complain(
                Code::UnknownElement,
                range.clone(),
                message,
                "delete it, or use Markdown instead",
            );
            if is_unknown_block(&name) && !tag.self_closing {
                construct(builder, Kind::Division, &name, attributes, range, false);
            } else if !is_void(&name) && !tag.self_closing {
                builder.open(Kind::Transparent, Some(name), range);
            }
        }
    }
}

fn construct(
    builder: &mut Builder<'_>,
    kind: Kind,
    name: &str,
    mut attributes: Attributes,
    range: Range<usize>,
    is_closed: bool,
) {
    let kind = match (name, kind) {
        ("a", kind) if builder.is_in_link() && attributes.other.iter().any(|(key, _)| key == "href") => {
            let message = "a link cannot contain another link; the text of this one is kept";
            builder.complain(
                Code::UnbalancedElement,
                range.clone(),
                message,
                "end the first link before this one",
            );
            kind
        }
        ("code", _) if builder.is_in_code_block() => Kind::Transparent,
        ("a", kind) => {
            let href = take(&mut attributes, "href");
            let title = take(&mut attributes, "title");
            href.map_or(kind, |href| Kind::Link(builder.link(&href, title, range.clone())))
        }
        ("bdi", kind) => {
            // `bdi` isolates its text even without `dir`; `auto` is the default of HTML.
            if attributes.direction().is_none() {
                attributes.other.push(("dir".to_owned(), "auto".to_owned()));
            }
            kind
        }
        ("small" | "abbr" | "u" | "ins" | "mark" | "bdo", kind) => {
            attributes.classes.insert(0, name.to_owned());
            kind
        }
        ("td" | "th", _) if builder.is_in_text() => {
            builder.text(" ", range.clone());
            Kind::Transparent
        }
        ("li", _) if builder.is_in_text() => {
            line_break(builder, range.clone());
            let marker = builder.next_marker(integer(&attributes, "value"));
            builder.text(&format!("{marker} "), range.clone());
            Kind::Transparent
        }
        (_, kind) if !kind.is_inline() && builder.is_in_text() => {
            // A block is not allowed inside a line: its text is kept on a line of its own.
            line_break(builder, range.clone());
            if matches!(kind, Kind::Division | Kind::Callout { .. } | Kind::Title | Kind::Paragraph) {
                Kind::Span
            } else {
                Kind::Transparent
            }
        }
        (_, kind) => kind,
    };
    let is_quotation = name == "q";
    if is_quotation {
        builder.quotation_mark(true, range.clone());
    }
    builder.open(kind, Some(name.to_owned()), range.clone());
    builder.top().attributes = attributes;
    // `<a id="x"/>` and the like: an empty element in XML syntax.
    if is_closed {
        builder.close_element(&[name], range.end);
    }
}

fn take(attributes: &mut Attributes, key: &str) -> Option<String> {
    let index = attributes.other.iter().position(|(other, _)| other == key)?;
    Some(attributes.other.remove(index).1)
}

fn line_break(builder: &mut Builder<'_>, range: Range<usize>) {
    if !builder.is_at_line_start() {
        builder.inline(Inline::LineBreak, range);
    }
}

fn single(builder: &mut Builder<'_>, name: &str, mut attributes: Attributes, range: Range<usize>) {
    let id = attributes.id.clone().filter(|_| matches!(name, "hr" | "img"));
    if let Some(id) = id {
        builder.author_id(id, range.clone());
    }
    match name {
        "br" if builder.is_in_code_block() => builder.text("\n", range),
        "br" => builder.inline(Inline::LineBreak, range),
        "col" => builder.column(&attributes),
        // All outputs can break the line there without splitting the word.
        "wbr" => builder.text("\u{200B}", range),
        "hr" if builder.is_in_text() => {
            if attributes.id.is_some() {
                builder.inline(Inline::Span(attributes, Vec::new()), range.clone());
            }
            line_break(builder, range);
        }
        "hr" => {
            builder.block(BlockKind::Divider, range);
            if let Some(divider) = builder.attributes_of_last_block() {
                *divider = attributes;
            }
        }
        // The alternative text of an image inside that of another image becomes part of the outer one, as in Markdown.
        "img" if builder.is_in_image() => {
            let alt = take(&mut attributes, "alt").unwrap_or_default();
            builder.text(&alt, range);
        }
        "img" => {
            let is_decorative = builder::is_decorative(&attributes);
            let source = take(&mut attributes, "src").unwrap_or_default();
            let alt = take(&mut attributes, "alt").unwrap_or_default();
            let alt = builder.printable(&alt, &range).into_owned();
            let title = take(&mut attributes, "title");
            let image = builder.image(&source, &alt, title, attributes, range);
            if let Some(image) = image.filter(|_| is_decorative) {
                builder.decorate(image);
            }
        }
        _ => {}
    }
}

fn end(builder: &mut Builder<'_>, name: &str, range: Range<usize>) {
    let is_block = match meaning(name, &Attributes::default()) {
        Meaning::Construct(kind) => !kind.is_inline() && !matches!(kind, Kind::Cell { .. }),
        Meaning::Unknown => is_unknown_block(name),
        Meaning::Grouping | Meaning::Single | Meaning::Active => false,
    };
    if ruby::end(builder, name, &range) {
        return;
    }
    let was_text = builder.is_in_text();
    if builder.close_element(&[name], range.end) {
        if name == "q" {
            builder.quotation_mark(false, range);
        } else if is_block && was_text && builder.is_in_text() {
            line_break(builder, range);
        }
    } else if !matches!(name, "br" | "p" | "img" | "hr") && !may_stay_open(name) {
        let message = format!("`</{name}>` closes no open element");
        builder.complain(Code::UnbalancedElement, range, message, "delete it, or add the opening tag");
    }
}
