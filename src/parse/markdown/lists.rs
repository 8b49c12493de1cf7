//! Attribute lists: at the end of a heading or paragraph, after an inline, or alone on a line of a list item.

use std::ops::Range;

use super::Reader;
use crate::model::Attributes;
use crate::parse::attributes;
use crate::parse::builder::Kind;

impl Reader<'_, '_> {
    /// Reads an attribute list directly after an image, a span or a link.
    pub(super) fn inline_attributes(&mut self, offset: usize) {
        let Some((list, length)) = attributes::behind(&self.builder.source.text[offset..]) else {
            return;
        };
        let is_trailing = self.trailing.as_ref().is_some_and(|(_, place)| place.start == offset);
        // At the end of a heading, a list after emphasis belongs to the heading.
        if is_trailing && !self.builder.ends_with_span(offset) {
            return;
        }
        let id = list.id.clone();
        let is_empty = list == Attributes::default();
        let Some(place) = self.builder.attributes_before(offset) else { return };
        attributes::merge(place, list);
        attributes::name_classes(place);
        if is_empty {
            self.builder.unwrap_span();
        }
        self.builder.take_alternative(offset);
        if let Some(id) = id {
            self.builder.author_id(id, offset..offset + length);
        }
        if is_trailing {
            self.trailing = None;
        }
        self.skip(offset..offset + length);
    }

    /// Reads an attribute list alone on a line of an item or a definition in a tight list.
    pub(super) fn item_attributes(&mut self, offset: usize) {
        let text = &self.builder.source.text;
        let before = text[..offset].trim_end_matches([' ', '\t', '>']);
        let is_alone = before.is_empty() || before.ends_with('\n');
        if !is_alone || !matches!(self.builder.top().kind, Kind::Item | Kind::Definition) {
            return;
        }
        let Some((list, length)) = attributes::attributes(&text[offset..]) else { return };
        if !text[offset + length..].lines().next().unwrap_or_default().trim().is_empty() {
            return;
        }
        self.skip(offset..offset + length);
        attributes::merge(&mut self.builder.top().attributes, list);
    }

    /// Records the source range of an attribute list that was read.
    pub(super) fn skip(&mut self, list: Range<usize>) {
        let place = self.skip.partition_point(|skip| skip.end <= list.start);
        if self.skip.get(place) != Some(&list) {
            self.skip.insert(place, list);
        }
    }

    /// The attribute lists that end after `offset`.
    pub(super) fn skips_from(&self, offset: usize) -> impl Iterator<Item = &Range<usize>> {
        self.skip[self.skip.partition_point(|skip| skip.end <= offset)..].iter()
    }

    /// Opens a paragraph or heading, and reads the attribute list at its end first.
    pub(super) fn start_with_attributes(&mut self, kind: Kind, range: Range<usize>) {
        self.begin_lines(range.start);
        let body = self.builder.source.text[range.clone()].trim_end();
        let list = match kind {
            Kind::Heading(_) | Kind::Title => heading_attributes(body),
            _ => paragraph_attributes(body),
        };
        let Some((at, list, length)) = list else {
            return self.builder.open(kind, None, range);
        };
        let place = range.start + at..range.start + at + length;
        if at > 0 || kind != Kind::Paragraph {
            self.skip(place.clone());
            self.trailing = Some((list, place));
            return self.builder.open(kind, None, range);
        }
        // A list alone in its paragraph belongs to the block before.
        let id = list.id.clone();
        if let Some(attributes) = self.builder.attributes_of_last_block() {
            attributes::merge(attributes, list);
            if let Some(id) = id {
                self.builder.author_id(id, place.clone());
            }
            self.skip(place);
        }
        self.builder.open(kind, None, range);
    }

    /// Closes a paragraph or heading with the attribute list at its end.
    pub(super) fn end_with_attributes(&mut self, end: usize) {
        if let Some((list, _)) = self.trailing.take() {
            self.builder.markdown_top().attributes = list;
        }
        self.builder.close_markdown(end);
    }
}

/// How many braces at the end of a heading are tried as the start of its attribute list. Each costs one parse of the
/// rest.
const MOST_BRACES: usize = 8;

/// The attribute list at the end of a heading, with its offset and length.
fn heading_attributes(body: &str) -> Option<(usize, Attributes, usize)> {
    let (at, _) = body
        .rmatch_indices('{')
        .take(MOST_BRACES)
        .find(|(at, _)| attributes::behind(&body[*at..]).is_some())?;
    let (list, length) = attributes::behind(&body[at..])?;
    // After the list may come closing number signs, or the underline of a setext heading.
    let rest = body[at + length..].trim_start_matches([' ', '\t', '#']);
    let is_last = rest.is_empty() || is_line_under(rest);
    // In pandoc, closing number signs may also stand before the list.
    let closed = body[..at].trim_end().trim_end_matches('#');
    let signs = if closed.ends_with([' ', '\t']) { at - closed.trim_end().len() } else { 0 };
    (at > 0 && !body[..at].ends_with('\\') && is_last).then_some((at - signs, list, length + signs))
}

/// Whether a text is the underline of a setext heading, also inside a quotation.
fn is_line_under(text: &str) -> bool {
    text.starts_with('\n') && text.trim_matches(['\n', '=', '-', ' ', '\t', '>']).is_empty()
}

/// The attribute list on the last line of a paragraph, with its offset and length.
fn paragraph_attributes(body: &str) -> Option<(usize, Attributes, usize)> {
    let line = body.rfind('\n').map_or(0, |newline| newline + 1);
    let at = line + body[line..].len() - body[line..].trim_start_matches([' ', '\t', '>']).len();
    let (list, length) = attributes::attributes(&body[at..])?;
    body[at + length..].trim().is_empty().then_some((at, list, length))
}
