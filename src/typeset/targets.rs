//! Leads links to their targets. During the layout a link has a stand-in with the name of its target, because the target may
//! be in another document, and because the lines of a paragraph need not wait until its place is known.

use std::collections::BTreeSet;
use std::str::FromStr;

use typst::foundations::{Content, Label};
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem, PageElem};
use typst::model::{Destination, LinkMarker, Url};
use typst::text::{Lang, LocalName, Region};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

use super::breaks::printed;
use super::language::language_and_region;
use super::pagination::Pagination;
use super::view::Entries;

/// The first character of a stand-in, before the name: `target-of` in styles/pages.typ. No address of an author has it, because
/// text of an author has no control characters (see `typeset::call`).
const MARK: char = '\u{1}';

/// The target of a link.
pub enum Target {
    /// In the same document.
    Here { location: Location, description: String },
    /// In another document, where the link will lead when the documents are joined.
    Elsewhere { description: String },
}

impl Target {
    fn description(self) -> String {
        match self {
            Self::Here { description, .. } | Self::Elsewhere { description } => description,
        }
    }
}

/// Finds the targets of the links of a document.
pub struct Finder<'a> {
    pub document: &'a PagedDocument,
    /// The number of its first page.
    pub first: usize,
    /// The language of its text.
    pub language: &'a str,
    /// The places in other documents.
    pub pagination: &'a Pagination,
    /// The entries to which the front matter has links.
    pub entries: Option<&'a Entries>,
}

impl Finder<'_> {
    /// The pages, whose links lead to their targets. Names without a place are added to `unknown`.
    pub fn pages(&self, unknown: &mut BTreeSet<String>) -> Vec<Page> {
        let find = |name: &str| self.target(name);
        let pages = self.document.pages().iter().zip(self.first..);
        pages
            .map(|(page, number)| {
                let mut page = Page { number: number as u64, ..page.clone() };
                settle(&mut page.frame, &find, self.entries, unknown);
                page
            })
            .collect()
    }

    fn target(&self, name: &str) -> Option<Target> {
        let introspector = self.document.introspector();
        let label = Label::new(PicoStr::intern(name))?;
        let location = introspector.query_label(label).ok().and_then(Content::location);
        // The description says where the link leads, for readers who cannot see it: `page 12`.
        match location.and_then(|location| Some((location, introspector.page(location)?.get() - 1))) {
            Some((location, page)) => {
                let numbering = self.document.pages().get(page)?.numbering.as_ref();
                let description = self.description(&printed(numbering, (self.first + page) as u64));
                Some(Target::Here { location, description })
            }
            None => {
                let description = self.description(&self.pagination.find(name)?.printed());
                Some(Target::Elsewhere { description })
            }
        }
    }

    fn description(&self, number: &str) -> String {
        let (language, region) = language_and_region(self.language);
        let language = Lang::from_str(language).unwrap_or(Lang::ENGLISH);
        let region = region.and_then(|region| Region::from_str(region).ok());
        format!("{} {number}", PageElem::local_name(language, region))
    }
}

/// The stand-in for a link to a name in another document.
fn stand_in(name: &str) -> Option<Url> {
    Url::new(format!("{MARK}{name}")).ok()
}

/// The pages of documents, with a blank page where one ends on a right-hand page and another one follows.
#[cfg(test)]
pub fn joined<'a>(documents: impl Iterator<Item = &'a PagedDocument>) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    for document in documents {
        if let Some(last) = pages.last().filter(|_| pages.len() % 2 == 1) {
            pages.push(blank_after(last));
        }
        pages.extend(document.pages().iter().cloned());
    }
    pages
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
                    marker.alt = find(name).map(|target| target.description().into());
                }
            }
            FrameItem::Link(destination, _) => {
                let Some(name) = name(destination, entries) else { return true };
                let lead = match find(name) {
                    Some(Target::Here { location, .. }) => Some(Destination::Location(location)),
                    Some(Target::Elsewhere { .. }) => stand_in(name).map(Destination::Url),
                    None => None,
                };
                let Some(lead) = lead else {
                    unknown.insert(name.to_owned());
                    return false;
                };
                *destination = lead;
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
