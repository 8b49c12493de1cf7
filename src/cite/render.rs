//! Lets the citation style print citations and works.

use hayagriva::citationberg::IndependentStyle;
use hayagriva::citationberg::json::Item;
use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, CitePurpose,
    ElemChild, ElemChildren, ElemMeta, LocatorPayload, SpecificLocator, standalone_citation,
};

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
    let printed = print_after(&[], citations, others, style);
    if style.makes_notes() {
        return printed;
    }
    // The letters of works of one author and year follow the list, and not the citations. So the works are cited first, unseen.
    let entry = |work: &BibliographyItem| {
        let cited = citations.iter().flat_map(|known| &known.works).map(|work| work.entry);
        cited.chain(others.iter().copied()).find(|entry| entry.key() == work.key)
    };
    let listed: Vec<&Work> = printed.works.iter().filter_map(entry).collect();
    print_after(&listed, citations, others, style)
}

/// The same, after unseen citations of some works.
fn print_after(first: &[&Work], citations: &[&Known<'_>], others: &[&Work], style: &Style) -> Printed {
    let mut driver = BibliographyDriver::new();
    for entry in first {
        driver.citation(unseen(entry, style));
    }
    let mut answers = Vec::new();
    for (index, known) in citations.iter().enumerate() {
        let split = usize::from(known.is_in_sentence(style));
        let (in_text, bracketed) = known.works.split_at(split);
        for (place, works) in [in_text, bracketed].into_iter().enumerate() {
            if works.is_empty() {
                continue;
            }
            let items = works.iter().map(|work| item(work, place == 0 || work.hides_author)).collect();
            let csl = if has_words_between(works) { &style.unsorted } else { &style.csl };
            driver.citation(request(items, csl, style, Some(known.at.note)));
            answers.push((index, place == 0));
        }
    }
    for entry in others {
        driver.citation(unseen(entry, style));
    }
    let wanted = BibliographyRequest::new(&style.csl, Some(style.locale.clone()), &style.locales);
    let printed = driver.finish(wanted);
    let mut found: Vec<PrintedCitation> = citations.iter().map(|_| PrintedCitation::default()).collect();
    for ((index, is_in_text), printed) in
        answers.into_iter().zip(printed.citations.into_iter().skip(first.len()))
    {
        let place = &mut found[index];
        *(if is_in_text { &mut place.in_text } else { &mut place.bracketed }) = Some(printed.citation);
    }
    Printed { citations: found, works: printed.bibliography.map(|list| list.items).unwrap_or_default() }
}

/// A citation that is not printed.
fn unseen<'a>(entry: &'a Work, style: &'a Style) -> CitationRequest<'a, Item> {
    request(vec![CitationItem::new(&entry.item, None, None, true, None)], &style.csl, style, None)
}

/// The authors of a work, as a part of a sentence.
pub fn authors(entry: &Work, style: &Style) -> ElemChildren {
    let item = CitationItem::with_entry(&entry.item).kind(CitePurpose::Author);
    standalone_citation(request(vec![item], &style.csl, style, None))
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

fn item<'a>(work: &'a KnownWork<'_>, has_authors_apart: bool) -> CitationItem<'a, Item> {
    let locator = work.locator.as_ref();
    let locator = locator.map(|(kind, value)| SpecificLocator(*kind, LocatorPayload::Str(value)));
    let purpose = has_authors_apart.then_some(CitePurpose::Prose);
    CitationItem::new(&work.entry.item, locator, None, false, purpose)
}

fn request<'a>(
    items: Vec<CitationItem<'a, Item>>,
    csl: &'a IndependentStyle,
    style: &'a Style,
    note: Option<usize>,
) -> CitationRequest<'a, Item> {
    CitationRequest::new(items, csl, Some(style.locale.clone()), &style.locales, note)
}

/// The works in a printed citation, each without its authors if it is in `hidden`.
pub fn without_authors(printed: &ElemChildren, hidden: impl Fn(usize) -> bool) -> ElemChildren {
    let mut printed = printed.clone();
    for child in &mut printed.0 {
        if let ElemChild::Elem(element) = child
            && let Some(ElemMeta::Entry(index)) = element.meta
            && hidden(index)
        {
            let is_names = |child: &ElemChild| match child {
                ElemChild::Elem(inner) => {
                    matches!(inner.meta, Some(ElemMeta::Names(_))) || inner.children.find_names().is_some()
                }
                _ => false,
            };
            if let Some(names) = element.children.0.iter().position(is_names) {
                element.children.0.drain(..=names);
            }
        }
    }
    printed
}
