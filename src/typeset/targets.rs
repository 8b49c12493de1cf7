//! Leads links to their targets. During the layout a link has a stand-in with the name of its target, because the target may
//! be in another document, and because the lines of a paragraph need not wait until its place is known.

use std::collections::BTreeSet;
use std::str::FromStr;

use typst::diag::{EcoVec, SourceDiagnostic, SourceResult};
use typst::foundations::Label;
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem, PageElem};
use typst::model::{Destination, LinkMarker};
use typst::syntax::DiagSpan;
use typst::text::{Lang, LocalName, Region};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

use super::breaks::printed;
use super::language::language_and_region;
use super::view::Entries;

/// The first character of a stand-in, before the name: `target-of` in styles/pages.typ. No address of an author has it, because
/// text of an author has no control characters (see `typeset::call`).
const MARK: char = '\u{1}';

/// A document and the number of its first page.
pub struct Numbered<'a> {
    pub document: &'a PagedDocument,
    pub first: usize,
    /// The language of its text.
    pub language: &'a str,
}

/// The target of a link.
pub struct Target {
    pub location: Location,
    /// The page, for readers who cannot see the link: `page 12`.
    pub description: String,
}

/// All pages of a book, with a blank page where a document ends on a right-hand page and another one follows. Their links lead
/// to their targets. `entries` are those of the contents and lists.
///
/// # Errors
/// If a link has no target.
pub fn joined(documents: &[Numbered<'_>], entries: Option<&Entries>) -> SourceResult<Vec<Page>> {
    let mut pages: Vec<Page> = Vec::new();
    let mut unknown = BTreeSet::new();
    for numbered in documents {
        if let Some(last) = pages.last().filter(|_| pages.len() % 2 == 1) {
            pages.push(blank_after(last));
        }
        let find = |name: &str| target(documents, numbered, name);
        for (page, number) in numbered.document.pages().iter().zip(numbered.first..) {
            let mut page = Page { number: number as u64, ..page.clone() };
            settle(&mut page.frame, &find, entries, &mut unknown);
            pages.push(page);
        }
    }
    let missing = |name: String| {
        SourceDiagnostic::error(
            DiagSpan::detached(),
            format!("label `<{name}>` does not exist in the document"),
        )
    };
    let errors: EcoVec<SourceDiagnostic> = unknown.into_iter().map(missing).collect();
    if errors.is_empty() { Ok(pages) } else { Err(errors) }
}

/// The target with a name, in the document of the link or in another one.
fn target(documents: &[Numbered<'_>], from: &Numbered<'_>, name: &str) -> Option<Target> {
    let label = Label::new(PicoStr::intern(name))?;
    let all = std::iter::once(from).chain(documents);
    let numbered =
        all.into_iter().find(|numbered| numbered.document.introspector().label_count(label) > 0)?;
    let location = numbered.document.introspector().query_label(label).ok()?.location()?;
    let page = numbered.document.introspector().page(location)?.get() - 1;
    let number = printed(numbered.document.pages()[page].numbering.as_ref(), (numbered.first + page) as u64);
    let (language, region) = language_and_region(from.language);
    let language = Lang::from_str(language).unwrap_or(Lang::ENGLISH);
    let region = region.and_then(|region| Region::from_str(region).ok());
    Some(Target { location, description: format!("{} {number}", PageElem::local_name(language, region)) })
}

/// A blank page like another one, with the next number.
pub fn blank_after(page: &Page) -> Page {
    Page { frame: Frame::hard(page.frame.size()), number: page.number + 1, ..page.clone() }
}

/// Replaces the stand-ins of a frame. A link whose target `find` does not know is removed, and its name is added to `unknown`.
/// `entries` are those of the contents and lists, to which the front matter has links.
pub fn settle(
    frame: &mut Frame,
    find: &dyn Fn(&str) -> Option<Target>,
    entries: Option<&Entries>,
    unknown: &mut BTreeSet<String>,
) {
    // Most frames have no link and are shared.
    if !has_stand_in(frame, entries) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => settle(&mut group.frame, find, entries, unknown),
            FrameItem::Tag(Tag::Start(element, _)) => {
                if let Some(marker) = element.to_packed_mut::<LinkMarker>()
                    && let Some(name) = marker.alt.as_deref().and_then(|alt| alt.strip_prefix(MARK))
                {
                    marker.alt = find(name).map(|target| target.description.into());
                }
            }
            FrameItem::Link(destination, _) => {
                let Some(name) = name(destination, entries) else { return true };
                let Some(target) = find(name) else {
                    unknown.insert(name.to_owned());
                    return false;
                };
                *destination = Destination::Location(target.location);
            }
            FrameItem::Tag(Tag::End(..))
            | FrameItem::Text(_)
            | FrameItem::Shape(..)
            | FrameItem::Image(..) => {}
        }
        true
    });
}

fn has_stand_in(frame: &Frame, entries: Option<&Entries>) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_stand_in(&group.frame, entries),
        FrameItem::Link(destination, _) => name(destination, entries).is_some(),
        FrameItem::Tag(Tag::Start(element, _)) => element
            .to_packed::<LinkMarker>()
            .is_some_and(|marker| marker.alt.as_deref().is_some_and(|alt| alt.starts_with(MARK))),
        FrameItem::Tag(Tag::End(..)) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
            false
        }
    })
}

/// The name of the target for which this destination stands.
fn name<'a>(destination: &'a Destination, entries: Option<&'a Entries>) -> Option<&'a str> {
    match destination {
        Destination::Url(url) => url.strip_prefix(MARK),
        Destination::Location(location) => entries?.name(*location),
        Destination::Position(_) => None,
    }
}
