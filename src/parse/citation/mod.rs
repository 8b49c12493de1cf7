//! Finds citations, `[see @kelley2017, pp. 12–14; @foo]`, and cross-references, `@fig-port`. This runs after the whole text is
//! parsed, so a citation may contain emphasis.

mod cross_reference;
mod find;
mod found;

use std::collections::HashSet;
use std::ops::Range;

use crate::model::{
    Block, Case, Citation, CitationId, CitedWork, CrossReference, CrossReferenceId, Inline, InsideMut,
    Referred, Wanted, plain_text,
};
use crate::repair::Source;
use crate::source::Span;

use cross_reference::RoleCode;
use find::find;
use found::{ESCAPED, Form, Found, FoundWork, OBJECT};

/// Makes each citation and each cross-reference in the text and the notes of a case an inline of its own. Without
/// `has_citations`, citations stay text.
pub fn mark(case: &mut Case, source: &Source<'_>, has_citations: bool) {
    let place = 0..0;
    let (citations, cross_references) = (Vec::new(), Vec::new());
    let located = HashSet::new();
    let mut marker =
        Marker { source, has_citations, citations, cross_references, place, searched: 0, placed: 0, located };
    marker.blocks(&mut case.blocks);
    for note in &mut case.notes {
        marker.blocks(&mut note.blocks);
    }
    (case.citations, case.cross_references) = (marker.citations, marker.cross_references);
}

struct Marker<'a> {
    source: &'a Source<'a>,
    has_citations: bool,
    citations: Vec<Citation>,
    cross_references: Vec<CrossReference>,
    /// The current block.
    place: Range<usize>,
    /// The end of the part of its source that was searched.
    searched: usize,
    /// The end of the last key whose place was found.
    placed: usize,
    /// The places of the signs that were found out of order.
    located: HashSet<usize>,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            let place = self.source.range(block.span);
            self.place = place.clone();
            self.searched = place.start;
            self.placed = self.searched;
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.inlines(content),
                    InsideMut::Blocks(blocks) => {
                        let searched = self.searched;
                        self.blocks(blocks);
                        // The text after them is in this block again, such as the next term.
                        self.place = place.clone();
                        self.searched = self.searched.max(searched);
                    }
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let typed = self.typed(inlines);
        if !typed.text.contains(['@', '{', '\\', ':', ESCAPED]) {
            return;
        }
        let old = std::mem::take(inlines);
        let mut done = 0;
        for found in find(&typed.text) {
            let range = found.range.clone();
            let Some(marked) = self.marked(&old, &typed, &found) else { continue };
            inlines.extend(part(&old, done..range.start));
            inlines.push(marked);
            done = range.end;
        }
        inlines.extend(part(&old, done..typed.text.len()));
    }

    /// The inline for a citation or a cross-reference.
    fn marked(&mut self, old: &[Inline], typed: &Typed, found: &Found) -> Option<Inline> {
        if !self.has_citations && matches!(found.form, Form::Citation(_)) {
            return None;
        }
        let written = part(old, found.range.clone());
        if let (Form::CrossReference(wanted), Some(Inline::Code(code))) = (found.form, written.last()) {
            let places = vec![self.place_in_role(code, wanted)];
            return Some(self.cross_reference(places, written));
        }
        let works: Vec<CitedWork> =
            found.works.iter().flat_map(|work| self.works(old, typed, work)).collect();
        match found.form {
            _ if works.is_empty() => None,
            Form::Citation(form) => {
                let id = CitationId::after(self.citations.len());
                self.citations.push(Citation { works, form });
                Some(Inline::Citation(id, written))
            }
            Form::CrossReference(wanted) => {
                let places = works.into_iter().map(|work| cross_reference::place(work, wanted)).collect();
                Some(self.cross_reference(places, written))
            }
        }
    }

    fn cross_reference(&mut self, places: Vec<Referred>, written: Vec<Inline>) -> Inline {
        let id = CrossReferenceId::after(self.cross_references.len());
        self.cross_references.push(CrossReference { places });
        Inline::CrossReference(id, written)
    }

    /// The text of inlines. Citations in their content are found on the way, because the source is searched in its order.
    fn typed(&mut self, inlines: &mut [Inline]) -> Typed {
        let mut typed = Typed::default();
        for inline in inlines {
            match inline {
                Inline::Text(words) => self.add_words(words, &mut typed),
                Inline::Code(words) => {
                    typed.text.push_str(OBJECT);
                    self.skip(words);
                }
                // A link cannot contain another one.
                Inline::Link(_, _, children) => {
                    typed.text.push_str(OBJECT);
                    self.typed(children);
                }
                other => {
                    typed.text.push_str(OBJECT);
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                }
            }
        }
        typed
    }

    fn add_words(&mut self, words: &str, typed: &mut Typed) {
        let mut parts = words.split_inclusive('@').peekable();
        while let Some(part) = parts.next() {
            let Some(before) = part.strip_suffix('@') else {
                typed.text.push_str(part);
                break;
            };
            typed.text.push_str(before);
            let after = parts.peek().map_or("", |next| next);
            let after = &after[..after.find(|next: char| !next.is_alphanumeric()).unwrap_or(after.len())];
            let Some(at) = self.locate(&format!("@{after}")) else {
                typed.text.push('@');
                continue;
            };
            let is_escaped = |at: usize| self.source.text[..at].ends_with('\\');
            // An escaped bracket opens no citation.
            if self.source.text[..at].rfind('[').is_some_and(is_escaped)
                && let Some(open) = typed.text.rfind('[')
            {
                typed.text.replace_range(open..=open, ESCAPED.encode_utf8(&mut [0; 4]));
            }
            typed.places.push((typed.text.len(), at));
            typed.text.push(if is_escaped(at) { ESCAPED } else { '@' });
        }
    }

    /// The next occurrence of these words in the source of the block. The lines of a drawn table have the words of several
    /// cells, and a caption is in no block, so the whole file is searched then.
    fn locate(&mut self, words: &str) -> Option<usize> {
        let block = self.place.clone();
        if let Some(at) = self.source.text.get(self.searched..block.end).and_then(|text| text.find(words)) {
            self.searched += at + 1;
            return Some(self.searched - 1);
        }
        let from = |start: usize| {
            let found = self.source.text.get(start..).unwrap_or_default().match_indices(words);
            found.map(move |(at, _)| start + at).find(|at| !self.located.contains(at))
        };
        let at = from(block.start).or_else(|| from(0))?;
        self.located.insert(at);
        Some(at)
    }

    fn skip(&mut self, words: &str) {
        let end = self.place.end;
        let found = self.source.text.get(self.searched..end).and_then(|source| source.find(words));
        self.searched += found.map_or(0, |at| at + words.len());
    }

    /// The works that a part of a citation names.
    fn works(&mut self, inlines: &[Inline], typed: &Typed, work: &FoundWork) -> Vec<CitedWork> {
        let cited = |key: &str, (prefix, suffix), span| CitedWork {
            key: key.to_owned(),
            prefix,
            suffix,
            hides_author: work.hides_author,
            span,
        };
        let key = &typed.text[work.key.clone()];
        if key != OBJECT {
            let suffix = with_plain_braces(part(inlines, work.suffix.clone()));
            let around = (part(inlines, work.prefix.clone()), suffix);
            let sign = typed.text[..work.key.start].rfind(['@', ESCAPED]).unwrap_or_default();
            let place = typed.places.iter().find(|(at, _)| *at == sign);
            let start = place.map(|(_, at)| at + work.key.start - sign);
            let is_key =
                |start: &usize| self.source.text.get(*start..).is_some_and(|text| text.starts_with(key));
            let span = match start.filter(is_key) {
                Some(start) => self.span_at(start, key),
                None => self.place_of(key),
            };
            return vec![cited(key, around, span)];
        }
        // The keys of a role are code.
        let keys = part(inlines, work.key.clone());
        let [Inline::Code(keys)] = &keys[..] else { return Vec::new() };
        let keys = keys.split([',', ';']).map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| cited(key, <_>::default(), self.place_of(key))).collect()
    }

    /// The place that the code of a role names.
    fn place_in_role(&mut self, code: &str, wanted: Wanted) -> Referred {
        let RoleCode { id, wanted, prefix, suffix } = RoleCode::of(code, wanted);
        let code = self.place_of(&format!("{code}`"));
        self.placed = self.source.range(code).start;
        Referred { id: id.to_owned(), wanted, prefix, suffix, span: self.place_of(id) }
    }

    /// The place of a key in the block, after the last one if possible.
    fn place_of(&mut self, key: &str) -> Span {
        let range = self.place.clone();
        let find = |start: usize| {
            self.source.text.get(start..range.end).and_then(|source| source.find(key)).map(|at| start + at)
        };
        let Some(start) = find(self.placed).or_else(|| find(range.start)) else {
            return self.source.span(range);
        };
        self.span_at(start, key)
    }

    fn span_at(&mut self, start: usize, key: &str) -> Span {
        self.placed = start + key.len();
        self.source.span(start..self.placed)
    }
}

/// The text of inlines, with stand-ins for what is not text and for each `@` that the author escaped.
#[derive(Default)]
struct Typed {
    text: String,
    /// The offset of each `@` in the text, and in the source.
    places: Vec<(usize, usize)>,
}

/// The words after a key, in which the braces at their beginning, `{pp. iv, *vi*}`, have no markup: they name a part of the
/// work.
fn with_plain_braces(suffix: Vec<Inline>) -> Vec<Inline> {
    let begins = matches!(suffix.first(), Some(Inline::Text(words)) if words.trim_start_matches([',', ' ', '\u{A0}']).starts_with('{'));
    let is_end = |inline: &Inline| matches!(inline, Inline::Text(words) if words.contains('}'));
    let Some(end) = suffix.iter().position(is_end).filter(|end| begins && *end > 0) else { return suffix };
    let plain =
        Inline::Text(suffix[..=end].iter().map(|inline| plain_text(std::slice::from_ref(inline))).collect());
    std::iter::once(plain).chain(suffix.into_iter().skip(end + 1)).collect()
}

/// The inlines at a range of their text, as [`Typed`] has it.
fn part(inlines: &[Inline], range: Range<usize>) -> Vec<Inline> {
    let (mut found, mut start) = (Vec::new(), 0);
    for inline in inlines {
        let length = if let Inline::Text(words) = inline { words.len() } else { OBJECT.len() };
        let (from, to) = (range.start.max(start), range.end.min(start + length));
        match inline {
            Inline::Text(words) if from < to => {
                found.push(Inline::Text(words[from - start..to - start].to_owned()));
            }
            Inline::Text(_) => {}
            other if from < to => found.push(other.clone()),
            _ => {}
        }
        start += length;
    }
    found
}
