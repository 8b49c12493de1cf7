//! Extracts the pages of one case from the laid-out book, with the same page numbers, as a separate document.
//!
//! typst-pdf 0.15 would silently redirect a link to other pages to the first page. So such a link gets the public
//! address of its target, or is removed.

use std::collections::HashMap;
use std::ops::Range;

use typst::foundations::Selector;
use typst::introspection::{Introspector, Location};
use typst::layout::{Frame, FrameItem, GroupItem, Point};
use typst::model::{Destination, Document, Url};
use typst_layout::{Page, PagedDocument};

use crate::model::{LinkId, MentionId};
use crate::resolve::{Book, Target};
use crate::typeset::of_case;

/// The pages of a case, with `head` above the text of the first. Returns `None` if the author's layout left out the
/// markers of its beginning and end.
pub fn case(
    book: &Book,
    index: usize,
    document: &PagedDocument,
    head: Option<&Frame>,
) -> Option<PagedDocument> {
    let range = of_case(&book.cases()[index], document)?;
    let addresses = addresses(book, index);
    let mut pages: Vec<Page> = document.pages()[range.clone()].to_vec();
    for page in &mut pages {
        relink(&mut page.frame, document, &range, &addresses);
    }
    if let (Some(first), Some(head)) = (pages.first_mut(), head) {
        first.frame.prepend(Point::zero(), FrameItem::Group(GroupItem::new(head.clone())));
    }
    let mut info = document.info().clone();
    info.title = Some(format!("{} — {}", book.cases()[index].plain_title(), book.manifest().title).into());
    Some(PagedDocument::new(pages.into(), info))
}

/// The public address of each place outside the case that a link or mention in it refers to.
fn addresses(book: &Book, index: usize) -> HashMap<String, String> {
    let case = &book.cases()[index];
    let links = (0..case.source().links.len()).filter_map(|link| match case.target(LinkId::after(link)) {
        Target::Place(place) => Some(place),
        Target::Address(_) | Target::Nowhere => None,
    });
    let mentions = 0..case.source().mentions.len();
    let mentions = mentions.filter_map(|mention| case.mentioned(MentionId::after(mention)));
    links.chain(mentions).filter_map(|place| Some((place.anchor.clone(), place.address.clone()?))).collect()
}

fn relink(
    frame: &mut Frame,
    document: &PagedDocument,
    pages: &Range<usize>,
    addresses: &HashMap<String, String>,
) {
    if !leads_out(frame, document, pages) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => relink(&mut group.frame, document, pages, addresses),
            FrameItem::Link(destination, _) => {
                if let Some(location) = location_outside(destination, document, pages) {
                    let address = label(location, document).and_then(|label| addresses.get(&label));
                    match address.and_then(|address| Url::new(address.as_str()).ok()) {
                        Some(url) => *destination = Destination::Url(url),
                        None => return false,
                    }
                }
            }
            FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Tag(_) => {}
        }
        true
    });
}

/// Whether a frame has a link to other pages. Most have none and are shared with the book.
fn leads_out(frame: &Frame, document: &PagedDocument, pages: &Range<usize>) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => leads_out(&group.frame, document, pages),
        FrameItem::Link(destination, _) => location_outside(destination, document, pages).is_some(),
        FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Tag(_) => false,
    })
}

fn location_outside(
    destination: &Destination,
    document: &PagedDocument,
    pages: &Range<usize>,
) -> Option<Location> {
    let Destination::Location(location) = destination else { return None };
    let page = document.introspector().page(*location).map(|page| page.get() - 1);
    (!page.is_some_and(|page| pages.contains(&page))).then_some(*location)
}

fn label(location: Location, document: &PagedDocument) -> Option<String> {
    let element = document.introspector().query_first(&Selector::Location(location))?;
    Some(element.label()?.resolve().as_str().to_owned())
}
