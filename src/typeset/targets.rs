//! Leads links to their targets. During the layout a link has a stand-in with the name of its target, because the target may
//! be in another document, and because the lines of a paragraph need not wait until its place is known.

use std::collections::BTreeSet;

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, LinkMarker};

/// The first character of a stand-in, before the name: `target-of` in styles/pages.typ. No address of an author has it, because
/// text of an author has no control characters (see `typeset::call`).
const MARK: char = '\u{1}';

/// The target of a link.
pub struct Target {
    pub location: Location,
    /// The page, for readers who cannot see the link: `page 12`.
    pub description: String,
}

/// Replaces the stand-ins of a frame. A link whose target `find` does not know is removed, and its name is added to `unknown`.
pub fn settle(frame: &mut Frame, find: &dyn Fn(&str) -> Option<Target>, unknown: &mut BTreeSet<String>) {
    // Most frames have no link and are shared.
    if !has_stand_in(frame) {
        return;
    }
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => settle(&mut group.frame, find, unknown),
            FrameItem::Tag(Tag::Start(element, _)) => {
                if let Some(marker) = element.to_packed_mut::<LinkMarker>()
                    && let Some(name) = marker.alt.as_deref().and_then(|alt| alt.strip_prefix(MARK))
                {
                    marker.alt = find(name).map(|target| target.description.into());
                }
            }
            FrameItem::Link(destination, _) => {
                let Some(name) = name(destination) else { return true };
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

fn has_stand_in(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_stand_in(&group.frame),
        FrameItem::Link(destination, _) => name(destination).is_some(),
        FrameItem::Tag(Tag::Start(element, _)) => element
            .to_packed::<LinkMarker>()
            .is_some_and(|marker| marker.alt.as_deref().is_some_and(|alt| alt.starts_with(MARK))),
        FrameItem::Tag(Tag::End(..)) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) => {
            false
        }
    })
}

/// The name of the target for which this destination stands.
fn name(destination: &Destination) -> Option<&str> {
    match destination {
        Destination::Url(url) => url.strip_prefix(MARK),
        Destination::Position(_) | Destination::Location(_) => None,
    }
}
