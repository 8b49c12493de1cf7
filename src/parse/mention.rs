//! Finds mentions: words that refer to a figure or table by its label. This runs after the whole text is parsed,
//! because only then it is known which of these words are the label of a caption.

use std::ops::Range;

use super::label::{BLANKS, Word};
use crate::model::{
    Block, BlockKind, Caption, CaptionId, Captioned, Case, FigureBody, Inline, LabelKind, Mention, MentionId,
    plain_text,
};
use crate::source::Span;

/// Words before the last number of a list.
const AND: &[&str] = &["and", "or", "&", "und", "oder", "et", "ou", "y", "o", "e", "en"];
/// Words between the ends of a range.
const TO: &[&str] = &["to", "through", "bis", "à", "a", "al", "tot"];

/// Numbers the captions of a case, and makes each mention in its text and notes an inline of its own. `text` is the
/// source.
pub fn mark(case: &mut Case, text: &str) {
    let whole = Span::whole(case.file);
    let mut marker =
        Marker { text, captions: Vec::new(), mentions: Vec::new(), own: None, place: whole, searched: 0 };
    marker.blocks(&mut case.blocks);
    for note in &mut case.notes {
        marker.blocks(&mut note.blocks);
    }
    case.captions = marker.captions;
    case.mentions = marker.mentions;
}

struct Marker<'a> {
    text: &'a str,
    captions: Vec<Captioned>,
    mentions: Vec<Mention>,
    /// The name in the label of the current caption, which must not link to itself.
    own: Option<String>,
    /// The current block.
    place: Span,
    /// End of the searched part of the block's source.
    searched: usize,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.enter(block.span);
            let id = &block.attributes.id;
            match &mut block.kind {
                BlockKind::Heading(_, content) | BlockKind::Paragraph(content) => self.inlines(content),
                BlockKind::Figure(figure) => {
                    let own = figure.attributes_of_image().and_then(|own| own.id.as_ref());
                    let id = id.as_ref().or(own).cloned();
                    if let FigureBody::Blocks(blocks) = &mut figure.body {
                        self.blocks(blocks);
                    }
                    let kind = if figure.is_listing() { LabelKind::Listing } else { LabelKind::Figure };
                    self.caption(id, kind, figure.caption.as_mut());
                }
                BlockKind::Table(table) => {
                    self.caption(id.clone(), LabelKind::Table, table.caption.as_mut());
                    self.enter(block.span);
                    for cell in table.all_rows_mut().flatten() {
                        self.inlines(&mut cell.content);
                        self.blocks(&mut cell.blocks);
                    }
                }
                BlockKind::List(list) => list.items.iter_mut().for_each(|item| self.blocks(item)),
                BlockKind::DefinitionList(items) => {
                    for item in items {
                        self.enter(block.span);
                        self.inlines(&mut item.term);
                        item.definitions.iter_mut().for_each(|definition| self.blocks(definition));
                    }
                }
                BlockKind::Quote(children)
                | BlockKind::Division(children)
                | BlockKind::Passage(_, children) => self.blocks(children),
                BlockKind::Callout(callout) => {
                    if let Some(title) = &mut callout.title {
                        self.enter(block.span);
                        self.inlines(title);
                    }
                    self.blocks(&mut callout.blocks);
                }
                BlockKind::CodeBlock { .. } | BlockKind::Divider | BlockKind::PageBreak => {}
            }
        }
    }

    fn enter(&mut self, place: Span) {
        self.place = place;
        self.searched = place.range().start;
    }

    fn caption(&mut self, id: Option<String>, kind: LabelKind, caption: Option<&mut Caption>) {
        let Some(caption) = caption else { return };
        caption.id = CaptionId::after(self.captions.len());
        self.captions.push(Captioned {
            id,
            kind,
            label: caption.label.clone(),
            text: plain_text(&caption.content),
            span: caption.span,
        });
        self.enter(caption.span);
        self.own = caption.label.as_ref().map(|label| label.name.clone());
        self.inlines(&mut caption.content);
        self.own = None;
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for mut inline in std::mem::take(inlines) {
            match &mut inline {
                Inline::Text(words) => self.words(words, inlines),
                // Links keep the target that the author gave, and cannot contain other links. Citations are replaced.
                Inline::Link(..) | Inline::Citation(..) | Inline::CrossReference(..) => inlines.push(inline),
                other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                    inlines.push(inline);
                }
            }
        }
    }

    fn words(&mut self, words: &str, out: &mut Vec<Inline>) {
        let mut end = 0;
        for found in find(words) {
            if self.own.as_ref() == Some(&found.name) {
                continue;
            }
            if end < found.range.start {
                out.push(Inline::Text(words[end..found.range.start].to_owned()));
            }
            end = found.range.end;
            let mentioned = &words[found.range];
            let id = MentionId::after(self.mentions.len());
            let span = self.locate(mentioned);
            self.mentions.push(Mention { name: found.name, span });
            out.push(Inline::Mention(id, mentioned.to_owned()));
        }
        if end < words.len() {
            out.push(Inline::Text(words[end..].to_owned()));
        }
    }

    /// The next occurrence of these words in the block's source, on one line or two; or else the block.
    fn locate(&mut self, words: &str) -> Span {
        let end = self.place.range().end;
        let source = self.text.get(self.searched..end).unwrap_or_default();
        let parts: Vec<&str> = words.split(BLANKS).collect();
        let places = source.match_indices(parts[0]).map(|(start, _)| start);
        let length = |start: usize| {
            let mut rest = &source[start..];
            for (index, part) in parts.iter().enumerate() {
                let blank = if index == 0 { rest } else { rest.trim_start() };
                rest = blank.strip_prefix(part)?;
            }
            Some(source.len() - start - rest.len())
        };
        let Some((start, length)) =
            places.into_iter().find_map(|start| length(start).map(|length| (start, length)))
        else {
            return self.place;
        };
        let start = self.searched + start;
        self.searched = start + length;
        Span::new(self.place.file, start..start + length)
    }
}

/// A mention in a run of words.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    range: Range<usize>,
    name: String,
}

/// The mentions in a run of words, in order: `Figure 9` is one mention, `Tables 3, 4, and 5` are three.
fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut offset = 0;
    while let Some(start) = text[offset..].find(char::is_alphanumeric).map(|next| offset + next) {
        let end = end_of_run(text, start, char::is_alphanumeric);
        offset = end;
        let is_part = text[..start].ends_with(['-', '_', '/', '@']);
        let Some(word) = Word::of(&text[start..end]).filter(|_| !is_part) else { continue };
        let gap = text[end..].strip_prefix('.').unwrap_or(&text[end..]);
        let Some(rest) = gap.strip_prefix(BLANKS) else { continue };
        let first = text.len() - rest.len();
        // A lower-case word is a common noun, so a single letter after it may be a word too.
        if text[start..].starts_with(char::is_lowercase) && !rest.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let Some(number) = number(text, first, word.is_plural) else { continue };
        offset = number.end;
        found.push(Found { range: start..number.end, name: word.name(&text[number.clone()]) });
        if word.is_plural {
            for number in others(text, &number) {
                offset = number.end;
                found.push(Found { name: word.name(&text[number.clone()]), range: number });
            }
        }
        if let Some(last) = found.last_mut() {
            last.range.end = end_of_range(text, last.range.end);
            offset = last.range.end;
        }
    }
    found
}

/// Where a range ends that begins with a mention and has no second one: `Tables A6.6–9` is not broken.
fn end_of_range(text: &str, mention: usize) -> usize {
    match text[mention..].strip_prefix('–') {
        Some(rest) if rest.starts_with(|next: char| next.is_ascii_digit()) => {
            end_of_run(text, text.len() - rest.len(), char::is_alphanumeric)
        }
        Some(_) | None => mention,
    }
}

fn end_of_run(text: &str, start: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[start..].find(|character| !belongs(character)).map_or(text.len(), |length| start + length)
}

/// Reads the number of a label: `9`, `2.1`, `A`, `A.1`. After a plural, a dash separates two numbers.
fn number(text: &str, start: usize, is_one_of_many: bool) -> Option<Range<usize>> {
    let first = text[start..].chars().next()?;
    let mut end = if first.is_ascii_digit() {
        end_of_run(text, start, char::is_alphanumeric)
    } else if first.is_uppercase() {
        end_of_run(text, start + first.len_utf8(), |character| character.is_ascii_digit())
    } else {
        return None;
    };
    let parts: &[char] = if is_one_of_many { &['.'] } else { &['.', '-', '–'] };
    while let Some(rest) = text[end..].strip_prefix(parts)
        && rest.starts_with(|next: char| next.is_ascii_digit())
    {
        end = end_of_run(text, text.len() - rest.len(), char::is_alphanumeric);
    }
    (!text[end..].starts_with(char::is_alphanumeric)).then_some(start..end)
}

/// The separator between two numbers.
enum Joint {
    Comma,
    Range,
    /// The number after it is the last one.
    And,
}

/// The other numbers of a list or range that begins with `first`. Numbers after commas belong to it only if the list
/// ends with an `and`: in `Tables 3 and 4, 12 of …` the 12 is not a table.
fn others(text: &str, first: &Range<usize>) -> Vec<Range<usize>> {
    let (mut sure, mut open) = (Vec::new(), Vec::new());
    let mut end = first.end;
    while let Some((joint, start)) = joint(text, end) {
        let Some(next) = number(text, start, true) else { break };
        // In `Tables A6.6–9`, the 9 alone is not the number of a table.
        if !is_alike(&text[first.clone()], &text[next.clone()]) {
            break;
        }
        end = next.end;
        let is_sure = open.is_empty() && matches!(joint, Joint::Range);
        open.push(next);
        if is_sure || matches!(joint, Joint::And) {
            sure.append(&mut open);
        }
        if let Joint::And = joint {
            break;
        }
    }
    sure
}

/// The separator after a number that ends at `end`, and the offset of the next number.
fn joint(text: &str, end: usize) -> Option<(Joint, usize)> {
    let behind = |rest: &str| text.len() - rest.trim_start_matches(BLANKS).len();
    let rest = text[end..].trim_start_matches(BLANKS);
    if let Some(rest) = rest.strip_prefix(['–', '-']) {
        return Some((Joint::Range, behind(rest)));
    }
    let after_comma = rest.strip_prefix(',').unwrap_or(rest);
    let has_comma = after_comma.len() < rest.len();
    let rest = after_comma.trim_start_matches(BLANKS);
    let word = rest.split(BLANKS).next().unwrap_or_default();
    if AND.contains(&word) {
        return Some((Joint::And, behind(&rest[word.len()..])));
    }
    if TO.contains(&word) && !has_comma {
        return Some((Joint::Range, behind(&rest[word.len()..])));
    }
    (has_comma && rest.len() < after_comma.len()).then(|| (Joint::Comma, behind(rest)))
}

/// Whether two numbers have the same form and can be in one list: 2.1 and 2.2, or A and B.
fn is_alike(one: &str, other: &str) -> bool {
    let kind = |number: &str| (number.starts_with(|c: char| c.is_ascii_digit()), number.matches('.').count());
    kind(one) == kind(other)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn a_range_of_numbers_stays_whole() {
        for (text, expected) in [
            ("see Tables A6.6–9 for", &["Tables A6.6–9"][..]),
            ("Tables 3–5 show", &["Tables 3", "5"]),
            ("Tables 3 and 4–x", &["Tables 3", "4"]),
            ("Figure 9–in short", &["Figure 9"]),
        ] {
            let found: Vec<&str> = find(text).into_iter().map(|found| &text[found.range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
