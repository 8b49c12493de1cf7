//! Converts the events of pulldown-cmark into calls of the builder.

use std::collections::BTreeSet;
mod callouts;
mod dialect;
mod heading_links;
mod lists;
mod rows;
mod signs;
mod words;

use std::ops::Range;

use pulldown_cmark::{
    Alignment as ColumnAlignment, BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Parser, Tag, TagEnd,
};

use super::attributes;
use super::builder::{Builder, Kind};
use super::callout::Rewritten;
use super::drawn;
use super::enclosed;
use super::enumerator::{self, Marker};
use super::events::Events;
use super::fence;
use super::foreign::Construct;
use super::html::{self, Piece};
use super::mask;
use super::notation::{self, Defined};
use super::scripts::Scripts;
use super::spans::{self, SPAN, Spans};
use crate::diag::Code;
use crate::model::{Alignment, Attributes, BlockKind, Inline, Note, NoteId, Style};
pub use dialect::Dialect;
use heading_links::HeadingLinks;

/// Parses the Markdown from `start` to the end of the source.
pub fn read(builder: &mut Builder<'_>, start: usize, dialect: Dialect) -> Defined {
    let source = builder.source;
    let rewritten = drawn::rewritten(Rewritten::new(&source.text[start..]), dialect.options());
    let notation = notation::read(rewritten, dialect.options());
    // Formulas use the macros.
    let is_used = |construct| dialect.has_formulas && construct == Construct::Macro;
    for found in notation.left_out.iter().filter(|found| !is_used(found.construct)) {
        let range = found.range.start + start..found.range.end + start;
        builder.reached.leave_out(found.construct, &range);
    }
    let rewritten = notation.text;
    let markdown = &*rewritten.text;
    let in_links = spans::in_links(markdown);
    let heading_links = HeadingLinks::of(markdown);
    let spans = |link: BrokenLink<'_>| {
        let after = &markdown[link.span.end..];
        let is_span = link.link_type == LinkType::Shortcut
            && !markdown[link.span.clone()].starts_with('!')
            && !in_links.contains(&link.span.start)
            && attributes::behind(after).is_some();
        if is_span {
            return Some((CowStr::from(SPAN), CowStr::from("")));
        }
        heading_links.destination(&link).map(|destination| (CowStr::from(destination), CowStr::from("")))
    };
    let text = mask::masked(markdown);
    let parser = Parser::new_with_broken_link_callback(&text, dialect.options(), Some(spans));
    let defined = parser.reference_definitions().iter().map(|(label, _)| enclosed::folded(label)).collect();
    let mut reader = Reader {
        builder,
        defined,
        skip: Vec::new(),
        trailing: None,
        run: Vec::new(),
        html: None,
        autolink: None,
        line: 0..0,
        marked: 0..0,
        depth: 0,
        callouts: Vec::new(),
        cell_end: 0,
    };
    let events = Spans::new(Events::new(parser.into_offset_iter()), markdown);
    for (event, range) in Scripts::new(events, markdown) {
        reader.rewritten(&rewritten, event, range, start);
    }
    reader.end_run();
    for place in heading_links.typed() {
        let place = rewritten.range(&place);
        builder.reached.add_undefined(&(place.start + start..place.end + start));
    }
    notation.defined.after(start)
}

struct Reader<'r, 'a> {
    builder: &'r mut Builder<'a>,
    /// The labels of the link definitions.
    defined: BTreeSet<String>,
    /// Source ranges of the attribute lists already read, in order.
    skip: Vec<Range<usize>>,
    /// The attribute list at the end of the open heading or paragraph, with its range.
    trailing: Option<(Attributes, Range<usize>)>,
    /// The text since the last other event, in pieces with their source ranges, without gaps.
    run: Vec<(String, Range<usize>)>,
    /// The current HTML block.
    html: Option<Piece>,
    /// The source of the current address in angle brackets.
    autolink: Option<Range<usize>>,
    /// The rest of the line in which the last tag began. It is kept because a long line may have many tags.
    line: Range<usize>,
    /// The last line of the open paragraph that begins with a typed marker.
    marked: Range<usize>,
    /// The number of open Markdown blocks.
    depth: usize,
    /// The number of open blocks around each open callout.
    callouts: Vec<usize>,
    /// The end of the last cell of a pipe table, in the rewritten text.
    cell_end: usize,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if !matches!(event, Event::Text(_)) {
            self.end_run();
            // Events inside an attribute list are part of the list.
            let is_inside =
                |skip: &Range<usize>| skip.start <= range.start && range.end <= skip.end && !range.is_empty();
            if self.skips_from(range.start).next().is_some_and(is_inside) {
                return;
            }
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end, range),
            Event::Text(words) => self.text(&words, range),
            Event::Code(code) => {
                let code = self.builder.unmasked(&code, &range).into_owned();
                let code = self.builder.printable(&code, &range).replace('\n', " ");
                self.builder.reached.add_code(&code, &range);
                self.builder.inline(Inline::Code(code), range);
            }
            Event::Html(text) => {
                if let Some(piece) = &mut self.html {
                    piece.offsets.push((piece.text.len(), range.start));
                    piece.text.push_str(&text);
                }
            }
            Event::InlineHtml(text) => {
                let piece = Piece { text: text.into_string(), offsets: vec![(0, range.start)] };
                html::read(self.builder, &piece);
            }
            Event::FootnoteReference(label) => self.note_reference(label.into_string(), range),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.builder.inline(Inline::LineBreak, range),
            Event::Rule => self.builder.block(BlockKind::Divider, range),
            // Extensions that are not enabled.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.builder.text(&text, range),
            Event::TaskListMarker(is_done) => {
                let sign = if is_done { "☑\u{A0}" } else { "☐\u{A0}" };
                self.builder.inline(Inline::Text(sign.to_owned()), range);
            }
        }
    }

    fn note_reference(&mut self, label: String, range: Range<usize>) {
        let is_in_image = matches!(self.builder.top().kind, Kind::Image { .. });
        let text = &self.builder.source.text;
        let rest = &text[range.end..];
        // A reference inside the text of a link moves after the link.
        let is_known = self.builder.is_in_link() || mask::reference(&text[range.clone()]).is_some();
        if !is_known && enclosed::is_enclosed(rest, usize::from(is_in_image), &self.defined) {
            let message =
                format!("note `{label}` is cited inside the brackets of a link, which breaks the link");
            let help = format!("write `[^{label}]` after the link");
            self.builder.complain(Code::EnclosedNote, range.clone(), message, &help);
        }
        self.builder.reference(label, range);
    }

    fn soft_break(&mut self, range: Range<usize>) {
        let is_beside = |skip: &Range<usize>| skip.contains(&range.start) || range.end == skip.start;
        if self.skips_from(range.start).take(2).any(is_beside) {
            return;
        }
        let text = &self.builder.source.text;
        if splits_word(&text[..range.start], &text[range.end..]) {
            let hyphen = range.start - 1..range.start;
            let message = "a word is split over two lines here; it is printed without a space";
            return self.builder.complain(Code::SplitWord, hyphen, message, "write the word on one line");
        }
        if self.builder.top().kind == Kind::Term {
            // Each line before the definitions is a term.
            self.builder.close_markdown(range.start);
            return self.builder.open(Kind::Term, None, range.end..range.end);
        }
        if self.begins_source(&range) || self.begins_marked_line(&range) {
            return self.builder.inline(Inline::LineBreak, range);
        }
        self.builder.text("\n", range);
    }

    /// Whether the line after a line end begins with the next marker of a series, or with the first one after a colon.
    /// Such lines are not joined: `(a) …`, `(b) …`.
    fn begins_marked_line(&mut self, end: &Range<usize>) -> bool {
        let text = &self.builder.source.text;
        let line = |range: &Range<usize>| text.get(range.clone()).and_then(enumerator::marker);
        let next = end.end..text[end.end..].find('\n').map_or(text.len(), |length| end.end + length);
        let Some(marker) = line(&next) else { return false };
        let continues = line(&self.marked).is_some_and(|before: Marker<'_>| marker.follows(&before));
        let opens = marker.is_first() && text[..end.start].trim_end().ends_with(':');
        if continues || opens {
            self.marked = next;
        }
        continues || opens
    }

    fn text(&mut self, words: &str, range: Range<usize>) {
        if let Some(autolink) = &self.autolink {
            let plain = without_escapes(&self.builder.source.text[autolink.clone()]);
            return self.builder.text(plain.trim_matches(['<', '>']), range);
        }
        if let Kind::CodeBlock(_) = self.builder.top().kind {
            return self.builder.text(words, range);
        }
        if self.run.is_empty() && words.starts_with('{') {
            self.inline_attributes(range.start);
            self.item_attributes(range.start);
        }
        // The text before and after an attribute list is kept.
        let mut rest = range.clone();
        let skips: Vec<_> =
            self.skips_from(range.start).take_while(|skip| skip.start < range.end).cloned().collect();
        for skip in skips {
            self.push_source(rest.start..skip.start);
            rest.start = skip.end.min(range.end);
        }
        if rest == range {
            self.push_words(words, range);
        } else {
            self.push_source(rest);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let opening = range.start..self.end_of_line(&range);
        let kind = match tag {
            Tag::Paragraph => return self.start_with_attributes(Kind::Paragraph, range),
            Tag::Heading { level, .. } => {
                return self.start_with_attributes(Kind::Heading(level as u8), range);
            }
            Tag::BlockQuote(_) => Kind::Quote,
            Tag::CodeBlock(kind) => Kind::CodeBlock(match kind {
                CodeBlockKind::Fenced(info) if !info.trim().is_empty() => Some(Box::new(fence::fence(&info))),
                CodeBlockKind::Fenced(_) | CodeBlockKind::Indented => None,
            }),
            Tag::HtmlBlock => {
                self.html = Some(Piece { text: String::new(), offsets: Vec::new() });
                return;
            }
            Tag::List(start) => Kind::List(start),
            Tag::Item => {
                self.begin_lines(range.start);
                Kind::Item
            }
            Tag::FootnoteDefinition(label) => return self.start_note(label.into_string(), range),
            Tag::DefinitionList => Kind::DefinitionList,
            Tag::DefinitionListTitle => Kind::Term,
            Tag::DefinitionListDefinition => Kind::Definition,
            Tag::Table(columns) => Kind::Table(columns.into_iter().map(alignment).collect()),
            Tag::TableHead => Kind::TableHead,
            Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell { is_header: false, column_span: 1, row_span: 1 },
            Tag::Emphasis => Kind::Styled(Style::Emphasis),
            Tag::Strong => Kind::Styled(Style::Strong),
            Tag::Strikethrough => Kind::Styled(Style::Strikethrough),
            Tag::Superscript => Kind::Styled(Style::Superscript),
            Tag::Subscript => Kind::Styled(Style::Subscript),
            Tag::Link { dest_url, .. } if &*dest_url == SPAN => Kind::Span,
            // An address in angle brackets inside a link stays text, because links cannot nest.
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }
                if self.builder.is_in_link() =>
            {
                self.autolink = Some(range.clone());
                Kind::Transparent
            }
            Tag::Link { link_type, dest_url, title, .. } => self.link(link_type, &dest_url, &title, &range),
            Tag::Image { dest_url, title, .. } => {
                Kind::Image { source: dest_url.into_string(), title: non_empty(&title) }
            }
            // An extension that is not enabled.
            Tag::MetadataBlock(_) => Kind::Transparent,
        };
        let is_row_of_cells = kind == Kind::TableHead;
        let attributes = match &kind {
            Kind::CodeBlock(Some(fence)) => fence.attributes.clone(),
            Kind::List(Some(_)) => signs::of(&self.builder.source.text[range.clone()]),
            _ => Attributes::default(),
        };
        self.builder.open(kind, None, opening.clone());
        self.builder.top().attributes = attributes;
        if is_row_of_cells {
            self.builder.open(Kind::Row, None, opening);
        }
    }

    fn end_of_line(&mut self, range: &Range<usize>) -> usize {
        if !self.line.contains(&range.start) {
            let rest = &self.builder.source.text[range.start..];
            self.line = range.start..range.start + rest.find('\n').unwrap_or(rest.len());
        }
        self.line.end.min(range.end)
    }

    fn link(&mut self, link_type: LinkType, destination: &str, title: &str, range: &Range<usize>) -> Kind {
        let mut destination = destination.to_owned();
        if let Some(label) = cited_before_parenthesis(&self.builder.source.text[range.clone()]) {
            let message = format!(
                "the parenthesis after note `{label}` turns the reference into a link, so the note is not cited"
            );
            let help = format!("put a space before the parenthesis: `[^{label}] (`");
            self.builder.complain(Code::EnclosedNote, range.clone(), message, &help);
        }
        if matches!(link_type, LinkType::Autolink | LinkType::Email) {
            self.autolink = Some(range.clone());
            let plain = without_escapes(&destination);
            if plain != destination {
                let message =
                    "a backslash between angle brackets would become part of the address; it is left out";
                self.builder.complain(Code::MalformedAddress, range.clone(), message, "delete the backslash");
                destination = plain;
            }
        }
        if link_type == LinkType::Email {
            destination.insert_str(0, "mailto:");
        }
        Kind::Link(self.builder.link(&destination, non_empty(title), range.clone()))
    }

    fn start_note(&mut self, label: String, range: Range<usize>) {
        let id = NoteId::after(self.builder.notes.len());
        let text = &self.builder.source.text[range.clone()];
        let end = range.start + text.find("]:").map_or(text.len(), |end| end + 1);
        let span = self.builder.source.span(range.start..end);
        self.builder.notes.push(Note { label, blocks: Vec::new(), span });
        self.builder.open(Kind::Note(id), None, range.start..end);
    }

    /// Starts to look for typed markers at the line starts of a paragraph or item.
    fn begin_lines(&mut self, start: usize) {
        if self.marked.contains(&start) {
            return;
        }
        let text = &self.builder.source.text;
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        self.marked = line..end;
    }

    fn end(&mut self, end: TagEnd, range: Range<usize>) {
        match end {
            TagEnd::HtmlBlock => {
                if let Some(piece) = self.html.take() {
                    html::read(self.builder, &piece);
                }
            }
            TagEnd::TableHead => {
                self.builder.close_markdown(range.end);
                self.builder.close_markdown(range.end);
            }
            TagEnd::Link => {
                self.autolink = None;
                self.builder.close_markdown(range.end);
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => self.end_with_attributes(range.end),
            TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
            | TagEnd::TableRow
            | TagEnd::TableCell
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Image
            | TagEnd::MetadataBlock(_) => self.builder.close_markdown(range.end),
        }
    }
}

/// Whether a word continues after a hyphen at the end of a line. "pre-" before "and post-war" does not.
fn splits_word(before: &str, after: &str) -> bool {
    let mut before = before.chars().rev();
    let is_hyphen = before.next() == Some('-') && before.next().is_some_and(char::is_alphanumeric);
    let after = after.trim_start_matches([' ', '\t', '>']);
    let word = after.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let joins = ["and", "or", "to", "nor", "but", "und", "oder", "bis", "et", "ou", "y", "o", "u", "e"];
    is_hyphen && !word.is_empty() && !joins.contains(&word)
}

/// The label of a note reference that parses as a link: `[^4](Smith)`.
fn cited_before_parenthesis(link: &str) -> Option<&str> {
    let (label, _) = link.strip_prefix("[^")?.split_once("](")?;
    (!label.is_empty() && !label.contains([' ', '\n', '^', '['])).then_some(label)
}

fn non_empty(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// Removes the backslash before each punctuation character.
fn without_escapes(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut characters = address.chars().peekable();
    while let Some(character) = characters.next() {
        let is_escape = character == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        if !is_escape {
            plain.push(character);
        }
    }
    plain
}

fn alignment(column: ColumnAlignment) -> Option<Alignment> {
    match column {
        ColumnAlignment::None => None,
        ColumnAlignment::Left => Some(Alignment::Start),
        ColumnAlignment::Center => Some(Alignment::Center),
        ColumnAlignment::Right => Some(Alignment::End),
    }
}
