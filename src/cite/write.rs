//! Writes a printed citation as inlines: with the author's words around each work, and a link to the work in its list.

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{Citation, Collapse};
use hayagriva::{ElemChild, ElemChildren, ElemMeta};

use super::complete::{completed, has_names};
use super::inlines::{Part, Writer, joined};
use super::locator::Words;
use super::places::Marked;
use super::render::{Known, KnownWork, PrintedCitation, authors, for_each_entry, name_of, without_authors};
use super::rewrite::{Shown, without_full_stop};
use super::style::Style;
use crate::model::{Attributes, Case, CitationForm, Inline, Link, LinkRole, plain_text};

/// Writes the citations of a case.
pub struct Works<'a> {
    pub style: &'a Style,
    pub links: &'a mut Vec<Link>,
    /// The case, and the ids of its citations if works link back to them.
    pub marked: Option<(&'a Case, &'a mut Marked)>,
    /// The destination of a link to the work with this key.
    pub address: &'a dyn Fn(&str) -> Option<String>,
}

/// The cited part at the beginning of the words after a key, and the words after it.
pub fn locator(suffix: &[Inline], words: &Words) -> (Option<(Locator, String)>, Vec<Inline>) {
    if plain_text(suffix).trim().is_empty() {
        return (None, Vec::new());
    }
    let [Inline::Text(first), rest @ ..] = suffix else { return (None, suffix.to_vec()) };
    match words.find(first) {
        Some(found) => {
            let after = Inline::Text(first[found.length..].to_owned());
            let suffix = std::iter::once(after).chain(rest.iter().cloned()).collect();
            (Some((found.kind, found.value)), suffix)
        }
        None => (None, suffix.to_vec()),
    }
}

/// Words at the end of names whose full stop is not that of the note.
const OWN_STOPS: [&str; 5] = [" al.", " a.", "Jr.", "Sr.", " coll."];

impl Works<'_> {
    /// What stands in place of a citation. `None` if the style prints nothing.
    pub fn shown(mut self, known: &Known<'_>, printed: &PrintedCitation) -> Option<Shown> {
        let makes_note = self.style.makes_notes() && !known.at.is_in_note;
        if known.is_in_sentence(self.style) {
            return Some(self.in_sentence(known, printed))
                .filter(|content| has_words(content))
                .map(Shown::Inlines);
        }
        let content = Some(self.style.signs.finished(self.works(known, 0, printed, true)))
            .filter(|content| has_words(content))?;
        if !makes_note {
            return Some(Shown::Inlines(content));
        }
        let is_in_text = known.form == CitationForm::InText;
        let words = known.works.first().filter(|_| is_in_text).map(|work| self.authors(known, work));
        Some(Shown::Note { words: words.unwrap_or_default(), note: sentence(content), span: known.span })
    }

    fn authors(&mut self, known: &Known<'_>, work: &KnownWork<'_>) -> Vec<Inline> {
        let mut writer = Writer { links: self.links, span: known.span, signs: &self.style.signs };
        let mut words = self.style.signs.finished(writer.inlines(&completed(
            &authors(work.entry, self.style),
            work.entry,
            None,
        )));
        let ending = self.style.csl.citation.layout.suffix.as_deref();
        let is_short = OWN_STOPS.iter().any(|word| plain_text(&words).ends_with(word));
        if ending.is_some_and(|ending| ending.starts_with('.')) && !is_short {
            without_full_stop(&mut words);
        }
        words
    }

    /// `Kelley (2017, 12; see also Foo 2010)`
    fn in_sentence(&mut self, known: &Known<'_>, printed: &PrintedCitation) -> Vec<Inline> {
        let Some(first) = &printed.in_text else { return Vec::new() };
        let mut writer = Writer { links: self.links, span: known.span, signs: &self.style.signs };
        let Some(Part::Work(_, mut content) | Part::Words(mut content)) =
            writer.parts(&all_completed(first.clone(), &known.works)).pop()
        else {
            return Vec::new();
        };
        let work = &known.works[0];
        let ending = self.style.csl.citation.layout.suffix.clone().unwrap_or_else(|| ")".to_owned());
        let has_ending = strip_end(&mut content, &ending);
        if !has_names(first) {
            content = self.named(work, known, content);
        }
        let mut content = self.linked(known, work, content);
        content.extend(work.suffix.iter().cloned());
        if printed.bracketed.is_some() {
            content.push(Inline::Text(self.delimiter()));
            content.extend(self.works(known, 1, printed, false));
        }
        content.extend(has_ending.then_some(Inline::Text(ending)));
        self.style.signs.finished(content)
    }

    /// A citation in a sentence of a work without an author, with the words that name the work: `Sailing Directions (1985)`.
    fn named(&mut self, work: &KnownWork<'_>, known: &Known<'_>, content: Vec<Inline>) -> Vec<Inline> {
        let mut writer = Writer { links: self.links, span: known.span, signs: &self.style.signs };
        let mut name = self.style.signs.finished(writer.inlines(&completed(
            &name_of(work.entry, self.style),
            work.entry,
            None,
        )));
        strip_start(&mut name, self.style.csl.citation.layout.prefix.as_deref().unwrap_or_default());
        trim_end(&mut name, &[' ', ',', '(', '\u{a0}']);
        let space = Some(Inline::Text(" ".to_owned())).filter(|_| has_words(&name));
        joined(name.into_iter().chain(space).chain(content).collect())
    }

    fn delimiter(&self) -> String {
        self.style.csl.citation.layout.delimiter.clone().unwrap_or_else(|| "; ".to_owned())
    }

    /// The works from `first` on, with the brackets of the style or without.
    fn works(
        &mut self,
        known: &Known<'_>,
        first: usize,
        printed: &PrintedCitation,
        has_affixes: bool,
    ) -> Vec<Inline> {
        let Some(printed) = &printed.bracketed else { return Vec::new() };
        let is_hidden = |index: usize| known.works.get(first + index).is_some_and(|work| work.hides_author);
        let is_any_hidden = known.works[first..].iter().any(|work| work.hides_author);
        let has_locator =
            |index: usize| known.works.get(first + index).is_some_and(|work| work.locator.is_some());
        let printed = grouped(printed, &self.style.csl.citation, &has_locator);
        let printed = all_completed(without_authors(&printed, is_hidden), &known.works[first..]);
        let mut writer = Writer { links: self.links, span: known.span, signs: &self.style.signs };
        let parts = writer.parts(&printed);
        let layout = &self.style.csl.citation.layout;
        let affix = |affix: &Option<String>| affix.clone().unwrap_or_default();
        let (before, after) = (affix(&layout.prefix), affix(&layout.suffix));
        let mut content = Vec::new();
        // The style prints no brackets around works whose authors are apart.
        let adds = is_any_hidden && has_affixes;
        content.extend(adds.then(|| Inline::Text(before.clone())));
        let count = parts.len();
        for (place, part) in parts.into_iter().enumerate() {
            match part {
                Part::Words(words)
                    if !has_affixes && (place == 0 || place + 1 == count) && !is_any_hidden =>
                {
                    let text = plain_text(&words);
                    if text != before && text != after {
                        content.extend(words);
                    }
                }
                Part::Words(words) => content.extend(words),
                Part::Work(index, mut inlines) => {
                    let Some(work) = known.works.get(first + index) else { continue };
                    if work.hides_author {
                        strip_start(&mut inlines, if before.is_empty() { "(" } else { &before });
                        strip_end(&mut inlines, if after.is_empty() { ")" } else { &after });
                    }
                    content.extend(spaced(&work.prefix));
                    content.extend(self.linked(known, work, inlines));
                    content.extend(work.suffix.iter().cloned());
                }
            }
        }
        content.extend(adds.then_some(Inline::Text(after)));
        content
    }

    /// Links a work to its entry in the list. A link cannot contain another one, so only the words before one are linked.
    fn linked(&mut self, known: &Known<'_>, work: &KnownWork<'_>, inlines: Vec<Inline>) -> Vec<Inline> {
        let Some(address) = (self.address)(work.entry.key()) else { return inlines };
        let length = inlines.iter().take_while(|inline| !has_link(inline)).count();
        let mut inlines = inlines;
        let rest = inlines.split_off(length);
        let mark = self.marked.as_mut().map(|(case, marked)| marked.add(case, work.entry.key()));
        let attributes = Attributes { id: mark, ..Attributes::default() };
        let link = if inlines.is_empty() {
            Inline::Span(attributes, inlines)
        } else {
            let id = Writer { links: self.links, span: known.span, signs: &self.style.signs }
                .added(address, LinkRole::Work);
            Inline::Link(id, attributes, inlines)
        };
        std::iter::once(link).chain(rest).collect()
    }
}

/// What the style printed, complete.
fn all_completed(mut printed: ElemChildren, works: &[KnownWork<'_>]) -> ElemChildren {
    for_each_entry(&mut printed, |index, entry| {
        if let Some(work) = works.get(index) {
            *entry = completed(entry, work.entry, work.stand_in.as_ref());
        }
    });
    printed
}

/// A printed citation, with the delimiter of a group before each year that follows another one of the same author. After a cited part,
/// the usual delimiter stays: `Doe 2001, 3; 2004, 5`.
fn grouped(printed: &ElemChildren, settings: &Citation, has_locator: &dyn Fn(usize) -> bool) -> ElemChildren {
    let mut printed = printed.clone();
    let usual = settings.layout.delimiter.as_deref().unwrap_or("; ");
    let of_group = settings.cite_group_delimiter.as_deref().unwrap_or(", ");
    if matches!(settings.collapse, None | Some(Collapse::CitationNumber)) {
        return printed;
    }
    for index in 1..printed.0.len() {
        let is_year =
            matches!(&printed.0[index], ElemChild::Elem(element) if begins_with_date(&element.children));
        let is_after_part = index >= 2
            && matches!(&printed.0[index - 2], ElemChild::Elem(element)
                if matches!(element.meta, Some(ElemMeta::Entry(entry)) if has_locator(entry)));
        if let ElemChild::Text(text) = &mut printed.0[index - 1]
            && is_year
            && !is_after_part
            && text.text == usual
        {
            of_group.clone_into(&mut text.text);
        }
    }
    printed
}

/// Whether the first word of a printed work is that of a date.
fn begins_with_date(printed: &ElemChildren) -> bool {
    match printed.0.first() {
        Some(ElemChild::Elem(element)) => {
            element.meta == Some(ElemMeta::Date) || begins_with_date(&element.children)
        }
        Some(
            ElemChild::Text(_)
            | ElemChild::Markup(_)
            | ElemChild::Link { .. }
            | ElemChild::Transparent { .. },
        )
        | None => false,
    }
}

/// Removes some signs from the end.
fn trim_end(inlines: &mut [Inline], signs: &[char]) {
    match inlines.last_mut() {
        Some(Inline::Text(words)) => words.truncate(words.trim_end_matches(signs).len()),
        Some(other) => {
            if let Some(children) = other.children_mut() {
                trim_end(children, signs);
            }
        }
        None => {}
    }
}

fn has_words(content: &[Inline]) -> bool {
    plain_text(content).contains(char::is_alphanumeric)
}

fn has_link(inline: &Inline) -> bool {
    matches!(inline, Inline::Link(..)) || inline.children().iter().any(has_link)
}

/// The words before a work, with one space after them.
fn spaced(prefix: &[Inline]) -> Vec<Inline> {
    let mut prefix = prefix.to_vec();
    if let Some(Inline::Text(first)) = prefix.first_mut() {
        *first = first.trim_start().to_owned();
    }
    let is_blank = plain_text(&prefix).trim().is_empty();
    if is_blank { Vec::new() } else { prefix }
}

/// Removes the last letter.
fn trim_end_once(inlines: &mut [Inline]) {
    match inlines.last_mut() {
        Some(Inline::Text(words)) => drop(words.pop()),
        Some(other) => {
            if let Some(children) = other.children_mut() {
                trim_end_once(children);
            }
        }
        None => {}
    }
}

/// Removes `words` and the spaces before them from the beginning.
fn strip_start(inlines: &mut [Inline], words: &str) {
    if let Some(Inline::Text(first)) = inlines.first_mut() {
        let trimmed = first.trim_start();
        *first = trimmed.strip_prefix(words.trim_start()).unwrap_or(trimmed).to_owned();
    }
}

/// Removes `words` from the end. Returns whether they were there.
fn strip_end(inlines: &mut [Inline], words: &str) -> bool {
    match inlines.last_mut() {
        Some(Inline::Text(last)) if last.ends_with(words) => {
            last.truncate(last.len() - words.len());
            true
        }
        _ => false,
    }
}

/// A note: it begins with a capital letter and ends with a full stop.
fn sentence(mut content: Vec<Inline>) -> Vec<Inline> {
    capitalize(&mut content);
    let ends = plain_text(&content);
    // The words of the author may end with a full stop, before that of the style: `3f.`
    if ends.ends_with("..") && !ends.ends_with("...") {
        trim_end_once(&mut content);
    }
    let ends = ends.trim_end_matches(['”', '’', '"', '»', ')', ']']);
    if !ends.ends_with(['.', '!', '?', '…', '。']) {
        content.push(Inline::Text(".".to_owned()));
    }
    joined(content)
}

fn capitalize(content: &mut [Inline]) {
    match content.first_mut() {
        Some(Inline::Text(words)) => {
            let mut letters = words.chars();
            if let Some(first) = letters.next() {
                *words = first.to_uppercase().chain(letters).collect();
            }
        }
        Some(other) => {
            if let Some(children) = other.children_mut() {
                capitalize(children);
            }
        }
        None => {}
    }
}
