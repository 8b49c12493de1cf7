//! Lets the citation style print citations and works.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::{Item, Value};
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{
    BibliographyDriver, BibliographyItem, CitationItem, CitePurpose, ElemChild, ElemChildren, ElemMeta,
    LocatorPayload, RenderedBibliography, SpecificLocator, standalone_citation,
};

use super::complete::joined;
use super::letters::{self, Letters};
use super::order::Occurrence;
use super::style::Style;
use super::work::Work;
use crate::model::{CitationForm, Inline, plain_text};
use crate::source::Span;

/// A citation whose works are known.
pub struct Known<'a> {
    pub case: usize,
    pub at: Occurrence,
    pub form: CitationForm,
    pub works: Vec<KnownWork<'a>>,
    pub span: Span,
}

/// A work in a citation.
pub struct KnownWork<'a> {
    pub entry: &'a Work,
    pub locator: Option<(Locator, String)>,
    /// The number with which the locator is printed, and the words in its place.
    pub stand_in: Option<(String, String)>,
    pub prefix: Vec<Inline>,
    /// The words after the key, without the cited part.
    pub suffix: Vec<Inline>,
    pub hides_author: bool,
}

/// What the style prints for some citations.
pub struct Printed {
    /// One for each citation.
    pub citations: Vec<PrintedCitation>,
    /// The works that they cite, as a list.
    pub works: Vec<BibliographyItem>,
}

/// What the style prints for a citation.
#[derive(Default)]
pub struct PrintedCitation {
    /// The first work of a citation in the sentence: `Kelley (2017)`.
    pub in_text: Option<ElemChildren>,
    /// The works in brackets.
    pub bracketed: Option<ElemChildren>,
}

impl Known<'_> {
    /// Whether the first work is a part of the sentence, and not of a note.
    pub fn is_in_sentence(&self, style: &Style) -> bool {
        self.form == CitationForm::InText && !style.makes_notes() && !style.is_numeric()
    }
}

/// Prints citations in their order. Works of `others` are listed without a citation.
pub fn print(citations: &[&Known<'_>], others: &[&Work], style: &Style) -> Printed {
    let cited = citations.iter().flat_map(|known| &known.works).map(|work| work.entry);
    let mut keys = HashSet::new();
    let works: Vec<&Work> =
        cited.chain(others.iter().copied()).filter(|work| keys.insert(work.key())).collect();
    let letters = if style.has_letters { letters::of(&works, style) } else { BTreeMap::new() };
    let first = Feed::new(&works, &letters, style, |work| &work.item);
    let printed = print_fed(citations, others, &works, style, &first);
    if !works.iter().any(|work| work.last.is_some()) {
        return printed;
    }
    // The library knows no ranges of dates, so their ends are printed apart.
    let last = Feed::new(&works, &letters, style, |work| work.last.as_ref().unwrap_or(&work.item));
    let last = print_fed(citations, others, &works, style, &last);
    let join =
        |first: Option<ElemChildren>, last: &Option<ElemChildren>| Some(joined(&first?, last.as_ref()?));
    let citations = printed.citations.into_iter().zip(&last.citations).map(|(first, last)| PrintedCitation {
        in_text: join(first.in_text, &last.in_text),
        bracketed: join(first.bracketed, &last.bracketed),
    });
    let work = |first: BibliographyItem| match last.works.iter().find(|last| last.key == first.key) {
        Some(last) => BibliographyItem { content: joined(&first.content, &last.content), ..first },
        None => first,
    };
    Printed { citations: citations.collect(), works: printed.works.into_iter().map(work).collect() }
}

/// The variables of works as the library gets them.
struct Feed<'a> {
    items: HashMap<&'a str, Cow<'a, Item>>,
    letters: &'a Letters,
    /// Whether the library prints the letters.
    has_variable: bool,
}

impl<'a> Feed<'a> {
    fn new(
        works: &[&'a Work],
        letters: &'a Letters,
        style: &Style,
        item: impl Fn(&'a Work) -> &'a Item,
    ) -> Self {
        let variable = style.presence.letter.map(|variable| variable.to_string());
        let fed = |work: &&'a Work| {
            let mut item = Cow::Borrowed(item(work));
            if let (Some(variable), Some(letter)) = (&variable, letters.get(work.key())) {
                item.to_mut().0.insert(variable.clone(), Value::String(letter.clone()));
            }
            (work.key(), item)
        };
        Self { items: works.iter().map(fed).collect(), letters, has_variable: variable.is_some() }
    }

    /// The variables of a work.
    fn item(&'a self, work: &'a Work) -> &'a Item {
        self.items.get(work.key()).map_or(&work.item, AsRef::as_ref)
    }

    /// Adds the letter of a work to its year, unless the library printed it.
    fn add_letter(&self, printed: &mut ElemChildren, key: &str) {
        // The library prints only the year of a work after another one of its author.
        if let Some(letter) = self.letters.get(key)
            && !(self.has_variable && letters::has(printed, letter))
        {
            letters::add(printed, letter);
        }
    }
}

fn print_fed(
    citations: &[&Known<'_>],
    others: &[&Work],
    works: &[&Work],
    style: &Style,
    feed: &Feed<'_>,
) -> Printed {
    let mut driver = BibliographyDriver::new();
    let mut answers = Vec::new();
    for (index, known) in citations.iter().enumerate() {
        let split = usize::from(known.is_in_sentence(style));
        let (in_text, bracketed) = known.works.split_at(split);
        for (place, cited) in [in_text, bracketed].into_iter().enumerate() {
            if cited.is_empty() {
                continue;
            }
            let items = cited.iter().map(|work| item(work, feed, place == 0 || work.hides_author)).collect();
            let csl = if has_words_between(cited) { &style.unsorted } else { &style.csl };
            driver.citation(style.request(items, csl, Some(known.at.note)));
            answers.push((index, place == 0, cited));
        }
    }
    for entry in others {
        let item = CitationItem::new(feed.item(entry), None, None, true, None);
        driver.citation(style.request(vec![item], &style.csl, None));
    }
    let printed = driver.finish(style.wanted(&style.csl));
    let mut found: Vec<PrintedCitation> = citations.iter().map(|_| PrintedCitation::default()).collect();
    for ((index, is_in_text, cited), mut printed) in answers.into_iter().zip(printed.citations) {
        for_each_entry(&mut printed.citation, |index, entry| {
            let Some(work) = cited.get(index).map(|work| work.entry) else { return };
            feed.add_letter(entry, work.key());
        });
        let place = &mut found[index];
        *(if is_in_text { &mut place.in_text } else { &mut place.bracketed }) = Some(printed.citation);
    }
    let list = match &style.listing {
        Some(csl) => list(works, csl, style, feed),
        None => printed.bibliography,
    };
    let mut works = list.map(|list| list.items).unwrap_or_default();
    for work in &mut works {
        if let Some(item) = feed.items.get(work.key.as_str()) {
            style.substitutes.complete(&mut work.content, &style.csl, &|csl| {
                standalone_citation(style.request(vec![CitationItem::with_entry(&**item)], csl, None))
            });
        }
        feed.add_letter(&mut work.content, &work.key);
    }
    Printed { citations: found, works }
}

/// The list of works in a variant of a style.
fn list(
    works: &[&Work],
    csl: &IndependentStyle,
    style: &Style,
    feed: &Feed<'_>,
) -> Option<RenderedBibliography> {
    let mut driver = BibliographyDriver::new();
    for work in works {
        let item = CitationItem::new(feed.item(work), None, None, true, None);
        driver.citation(style.request(vec![item], csl, None));
    }
    driver.finish(style.wanted(csl)).bibliography
}

/// Applies a change to each work in a printed citation, which has an index.
pub fn for_each_entry(printed: &mut ElemChildren, mut change: impl FnMut(usize, &mut ElemChildren)) {
    for child in &mut printed.0 {
        if let ElemChild::Elem(element) = child
            && let Some(ElemMeta::Entry(index)) = element.meta
        {
            change(index, &mut element.children);
        }
    }
}

/// The authors of a work, as a part of a sentence.
pub fn authors(entry: &Work, style: &Style) -> ElemChildren {
    let item = CitationItem::with_entry(&entry.item).kind(CitePurpose::Author);
    standalone_citation(style.request(vec![item], &style.csl, None))
}

/// What a style prints of a work before its date: the words that name it in a sentence if it has no author.
pub fn name_of(entry: &Work, style: &Style) -> ElemChildren {
    let item = CitationItem::with_entry(&entry.item);
    let mut printed = standalone_citation(style.request(vec![item], &style.csl, None));
    cut_at_date(&mut printed);
    printed
}

/// Removes the first date and everything after it. Returns whether there is one.
fn cut_at_date(children: &mut ElemChildren) -> bool {
    let mut is_cut = |child: &mut ElemChild| match child {
        ElemChild::Elem(element) => {
            element.meta == Some(ElemMeta::Date) || cut_at_date(&mut element.children)
        }
        ElemChild::Text(_)
        | ElemChild::Markup(_)
        | ElemChild::Link { .. }
        | ElemChild::Transparent { .. } => false,
    };
    let Some(at) = children.0.iter_mut().position(&mut is_cut) else { return false };
    let is_date = matches!(&children.0[at], ElemChild::Elem(element) if element.meta == Some(ElemMeta::Date));
    children.0.truncate(at + usize::from(!is_date));
    true
}

/// Whether words of the author are between works, so that these keep their order.
fn has_words_between(works: &[KnownWork<'_>]) -> bool {
    let has_words = |words: &[Inline]| !plain_text(words).trim().is_empty();
    let (first, last) = (works.first(), works.last());
    works.iter().any(|work| {
        has_words(&work.prefix) && !first.is_some_and(|first| std::ptr::eq(first, work))
            || has_words(&work.suffix) && !last.is_some_and(|last| std::ptr::eq(last, work))
    })
}

fn item<'a>(work: &'a KnownWork<'_>, feed: &'a Feed<'_>, has_authors_apart: bool) -> CitationItem<'a, Item> {
    let number = work.stand_in.as_ref().map(|(number, _)| number);
    let locator = work.locator.as_ref();
    let locator =
        locator.map(|(kind, value)| SpecificLocator(*kind, LocatorPayload::Str(number.unwrap_or(value))));
    let purpose = has_authors_apart.then_some(CitePurpose::Prose);
    CitationItem::new(feed.item(work.entry), locator, None, false, purpose)
}

/// The works in a printed citation, each without its authors if it is in `hidden`.
pub fn without_authors(printed: &ElemChildren, hidden: impl Fn(usize) -> bool) -> ElemChildren {
    let is_names = |child: &ElemChild| match child {
        ElemChild::Elem(inner) => {
            matches!(inner.meta, Some(ElemMeta::Names(_))) || inner.children.find_names().is_some()
        }
        ElemChild::Text(_)
        | ElemChild::Markup(_)
        | ElemChild::Link { .. }
        | ElemChild::Transparent { .. } => false,
    };
    let mut printed = printed.clone();
    for_each_entry(&mut printed, |index, entry| {
        if let Some(names) = entry.0.iter().position(is_names).filter(|_| hidden(index)) {
            entry.0.drain(..=names);
        }
    });
    printed
}
