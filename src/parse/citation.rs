//! Finds citations: `[see @kelley2017, pp. 12–14; @foo]`, `[-@kelley2017]` and `@kelley2017 [p. 3]` as in pandoc, and the role `{cite}`.
//! This runs after the whole text is parsed, so a citation may contain emphasis.

use std::ops::Range;

use crate::model::{Block, Case, Citation, CitationForm, CitationId, CitedWork, Inline, InsideMut};
use crate::source::Span;

/// Stands for an inline that is not text. It is as long as a character of three bytes.
const OBJECT: &str = "\u{FFFC}";
/// Stands for an escaped `@` or bracket, and is as long.
const ESCAPED: &str = "\u{1}";

/// Makes each citation in the text and the notes of a case an inline of its own. `text` is the source.
pub fn mark(case: &mut Case, text: &str) {
    let place = Span::whole(case.file);
    let mut marker = Marker { text, found: Vec::new(), place, searched: 0 };
    marker.blocks(&mut case.blocks);
    for note in &mut case.notes {
        marker.blocks(&mut note.blocks);
    }
    case.citations = marker.found;
}

struct Marker<'a> {
    text: &'a str,
    found: Vec<Citation>,
    /// The current block.
    place: Span,
    /// The end of the part of its source that was searched.
    searched: usize,
}

impl Marker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.place = block.span;
            self.searched = block.span.range().start;
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.inlines(content),
                    InsideMut::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        let typed = self.typed(inlines);
        if !typed.text.contains(['@', '{']) {
            return;
        }
        let old = std::mem::take(inlines);
        let mut done = 0;
        for Found { range, form, works } in find(&typed.text) {
            let works: Vec<CitedWork> =
                works.iter().flat_map(|work| self.works(&old, &typed, work)).collect();
            if works.is_empty() {
                continue;
            }
            inlines.extend(part(&old, done..range.start));
            let id = CitationId::after(self.found.len());
            inlines.push(Inline::Citation(id, part(&old, range.clone())));
            self.found.push(Citation { works, form });
            done = range.end;
        }
        inlines.extend(part(&old, done..typed.text.len()));
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
            let is_escaped = |at: usize| self.text[..at].ends_with('\\');
            // An escaped bracket opens no citation.
            if self.text[..at].rfind('[').is_some_and(is_escaped)
                && let Some(open) = typed.text.rfind('[')
            {
                typed.text.replace_range(open..=open, ESCAPED);
            }
            typed.places.push((typed.text.len(), at));
            typed.text.push_str(if is_escaped(at) { ESCAPED } else { "@" });
        }
    }

    /// The next occurrence of these words in the source of the block.
    fn locate(&mut self, words: &str) -> Option<usize> {
        let end = self.place.range().end;
        let at = self.searched + self.text.get(self.searched..end)?.find(words)?;
        self.searched = at + 1;
        Some(at)
    }

    fn skip(&mut self, words: &str) {
        let end = self.place.range().end;
        let found = self.text.get(self.searched..end).and_then(|source| source.find(words));
        self.searched += found.map_or(0, |at| at + words.len());
    }

    /// The works that a part of a citation names.
    fn works(&self, inlines: &[Inline], typed: &Typed, work: &FoundWork) -> Vec<CitedWork> {
        let cited = |key: &str, (prefix, suffix), span| CitedWork {
            key: key.to_owned(),
            prefix,
            suffix,
            hides_author: work.hides_author,
            span,
        };
        let key = &typed.text[work.key.clone()];
        if key != OBJECT {
            let around = (part(inlines, work.prefix.clone()), part(inlines, work.suffix.clone()));
            let sign = typed.text[..work.key.start].rfind('@').unwrap_or_default();
            let place = typed.places.iter().find(|(at, _)| *at == sign);
            let start = place.map(|(_, at)| at + work.key.start - sign);
            let span = start.filter(|start| self.text[*start..].starts_with(key));
            let span = span.map(|start| Span::new(self.place.file, start..start + key.len()));
            return vec![cited(key, around, span.unwrap_or(self.place))];
        }
        // The keys of a role are code.
        let keys = part(inlines, work.key.clone());
        let [Inline::Code(keys)] = &keys[..] else { return Vec::new() };
        let keys = keys.split([',', ';']).map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| cited(key, <_>::default(), self.place_of(key))).collect()
    }

    /// The place of a key of a role in the block.
    fn place_of(&self, key: &str) -> Span {
        let range = self.place.range();
        let found = self.text.get(range.clone()).and_then(|source| source.find(key));
        found.map_or(self.place, |at| {
            Span::new(self.place.file, range.start + at..range.start + at + key.len())
        })
    }
}

/// The text of inlines, with stand-ins for what is not text and for each `@` that the author escaped.
#[derive(Default)]
struct Typed {
    text: String,
    /// The offset of each `@` in the text, and in the source.
    places: Vec<(usize, usize)>,
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

/// A citation in a text.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    range: Range<usize>,
    form: CitationForm,
    works: Vec<FoundWork>,
}

/// A work in a citation: the places of its key and of the words around it.
#[derive(Debug, PartialEq, Eq, Clone)]
struct FoundWork {
    prefix: Range<usize>,
    key: Range<usize>,
    suffix: Range<usize>,
    hides_author: bool,
}

/// The citations in a text, in order.
fn find(text: &str) -> Vec<Found> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = text[at..].find(['[', '@', '-', '{']).map(|offset| at + offset) {
        let citation = match text.as_bytes()[next] {
            b'[' => in_brackets(text, next),
            b'{' => role(text, next),
            _ => in_text(text, next),
        };
        at = citation.as_ref().map_or(next + 1, |citation| citation.range.end);
        found.extend(citation);
    }
    found
}

/// A citation in brackets.
fn in_brackets(text: &str, open: usize) -> Option<Found> {
    let close = closing(text, open)?;
    let works = works(text, open + 1..close);
    let range = open..close + 1;
    (!works.is_empty()).then_some(Found { range, form: CitationForm::Bracketed, works })
}

/// The bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    text[open..].char_indices().find_map(|(offset, character)| {
        match character {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (depth == 0).then_some(open + offset)
    })
}

/// The works between brackets, separated by semicolons. What has no key belongs to the work before it.
fn works(text: &str, inside: Range<usize>) -> Vec<FoundWork> {
    let mut works: Vec<FoundWork> = Vec::new();
    let mut start = inside.start;
    for piece in text[inside].split(';') {
        let range = start..start + piece.len();
        start = range.end + 1;
        match key_in(text, range.clone()) {
            Some((from, key, hides_author)) => {
                let prefix = works.last().map_or(range.start, |_| range.start)..from;
                works.push(FoundWork { prefix, suffix: after(text, &key)..range.end, key, hides_author });
            }
            None => {
                if let Some(last) = works.last_mut() {
                    last.suffix.end = range.end;
                }
            }
        }
    }
    works
}

/// The first key in a part of a text: where it begins with its signs, its place, and whether the author is hidden.
fn key_in(text: &str, range: Range<usize>) -> Option<(usize, Range<usize>, bool)> {
    let mut at = range.start;
    while let Some(sign) = text[at..range.end].find('@').map(|offset| at + offset) {
        if let Some(key) = key(text, sign).filter(|key| key.end <= range.end) {
            let hides_author = text[..sign].ends_with('-');
            return Some((sign - usize::from(hides_author), key, hides_author));
        }
        at = sign + 1;
    }
    None
}

/// The key after the `@` at `sign`: `@kelley2017`, `@{any key}`. It must not be part of a word, such as a mail address.
fn key(text: &str, sign: usize) -> Option<Range<usize>> {
    let before = text[..sign].strip_suffix('-').unwrap_or(&text[..sign]);
    if before.ends_with(|character: char| {
        character.is_alphanumeric() || matches!(character, '_' | '@' | '/' | '.')
    }) {
        return None;
    }
    let start = sign + 1;
    if text[start..].starts_with('{') {
        let length = text[start..].find('}')?;
        return (length > 1).then_some(start + 1..start + length);
    }
    let is_letter = |character: char| character.is_alphanumeric() || character == '_';
    let mut end = start + text[start..].chars().next().filter(|first| is_letter(*first))?.len_utf8();
    let mut waiting = end;
    for character in text[end..].chars() {
        waiting += character.len_utf8();
        if is_letter(character) {
            end = waiting;
        } else if !":.#$%&-+?<>~/".contains(character) || waiting > end + 1 {
            break;
        }
    }
    Some(start..end)
}

/// Where the text goes on after a key, whose braces count.
fn after(text: &str, key: &Range<usize>) -> usize {
    key.end + usize::from(text[..key.start].ends_with('{'))
}

/// A citation in running text, perhaps with a part of the work in brackets: `@kelley2017 [p. 3; @foo]`.
fn in_text(text: &str, start: usize) -> Option<Found> {
    // A dash between words hides nothing.
    let is_free = !text[..start].ends_with(|before: char| before.is_alphanumeric() || before == '-');
    let hides_author = text[start..].starts_with('-') && is_free;
    let sign = start + usize::from(hides_author);
    let key = text[sign..].starts_with('@').then(|| key(text, sign)).flatten()?;
    let end = after(text, &key);
    let mut work = FoundWork { prefix: start..start, suffix: end..end, key, hides_author };
    let form = if hides_author { CitationForm::Bracketed } else { CitationForm::InText };
    let open = end + usize::from(text[end..].starts_with(' '));
    let close = text[open..].starts_with('[').then(|| closing(text, open)).flatten();
    // Brackets that begin with another work are a citation of their own.
    let Some(close) = close.filter(|_| !text[open + 1..].trim_start_matches('-').starts_with('@')) else {
        return Some(Found { range: start..end, form, works: vec![work] });
    };
    let inside = open + 1..close;
    let own = inside.start + text[inside.clone()].find(';').unwrap_or(inside.len());
    // Words before another key are of that work.
    if text[inside.start..own].contains('@') {
        return Some(Found { range: start..end, form, works: vec![work] });
    }
    work.suffix = inside.start..own;
    let others = if own < inside.end { works(text, own + 1..inside.end) } else { Vec::new() };
    let works = std::iter::once(work).chain(others).collect();
    Some(Found { range: start..close + 1, form, works })
}

/// A role with its keys as code: `{cite:p}` and `` `key, other` ``.
fn role(text: &str, open: usize) -> Option<Found> {
    let (name, rest) = text[open + 1..].split_once('}')?;
    let form = match name {
        "cite" | "cite:p" | "cite:ps" | "cite:year" | "cite:yearpar" => CitationForm::Bracketed,
        "cite:t" | "cite:ts" | "cite:author" => CitationForm::InText,
        _ => return None,
    };
    let start = text.len() - rest.len();
    let key = rest.starts_with(OBJECT).then(|| start..start + OBJECT.len())?;
    let end = key.end;
    let work = FoundWork {
        prefix: start..start,
        key,
        suffix: end..end,
        hides_author: name.starts_with("cite:year"),
    };
    Some(Found { range: open..end, form, works: vec![work] })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each citation as its form and, for each work, the words before the key, the key, and the words after it.
    fn found(text: &str) -> Vec<String> {
        let work = |work: &FoundWork| {
            let [prefix, key, suffix] =
                [&work.prefix, &work.key, &work.suffix].map(|range| &text[range.clone()]);
            format!("{prefix}|{}{key}|{suffix}", if work.hides_author { "-" } else { "" })
        };
        let citation = |found: Found| {
            let works: Vec<String> = found.works.iter().map(work).collect();
            format!("{:?} {}", found.form, works.join(" + "))
        };
        find(text).into_iter().map(citation).collect()
    }

    #[test]
    fn citations_of_pandoc() {
        for (text, expected) in [
            ("a [@foo] b", &["Bracketed |foo|"][..]),
            ("[see @foo, pp. 3-4; also -@bar]", &["Bracketed see |foo|, pp. 3-4 +  also |-bar|"]),
            ("[-@foo]", &["Bracketed |-foo|"]),
            ("@foo says", &["InText |foo|"]),
            ("@foo [p. 3] says", &["InText |foo|p. 3"]),
            ("@foo[p. 3; see @bar]", &["InText |foo|p. 3 +  see |bar|"]),
            ("@foo [@bar]", &["InText |foo|", "Bracketed |bar|"]),
            ("@foo [see @bar]", &["InText |foo|", "Bracketed see |bar|"]),
            ("-@foo, p. 3", &["Bracketed |-foo|"]),
            ("[@{https://e.org/?a}, p. 1]", &["Bracketed |https://e.org/?a|, p. 1"]),
            ("[@a:b.c-d/e_f.]", &["Bracketed |a:b.c-d/e_f|."]),
            ("@foo. @bar, (@baz)", &["InText |foo|", "InText |bar|", "InText |baz|"]),
            ("[@foo; and more]", &["Bracketed |foo|; and more"]),
            ("[@foo [sic], p. 2]", &["Bracketed |foo| [sic], p. 2"]),
            ("@Ünal2010 和@王2001", &["InText |Ünal2010|"]),
            ("a--@foo and b-@foo", &["InText |foo|"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn other_text_is_no_citation() {
        for text in [
            "me@example.org",
            "[write to me@e.org]",
            "5 @ $3",
            "@",
            "[@]",
            "@{}",
            "\u{1}foo",
            "[\u{1}foo]",
            "a@@b",
            "@-x",
            "x.@y",
            "{ref}\u{FFFC}",
            "{cite}x",
            "[open @",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(found("[open @foo"), ["InText |foo|"]);
    }
}
