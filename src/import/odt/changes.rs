//! Changes that reviewers made: what of them is read, and how it is shown.

use super::inline::Line;
use super::reader::Reader;
use super::regions::Change;
use crate::import::Reason;
use crate::import::building::format::{Format, Mark, Marks};
use crate::import::building::item::Kind;
use crate::import::options::TrackChanges;
use crate::import::xml::Element;

impl<'a> Reader<'a> {
    /// The beginning of an insertion.
    pub fn change_start(&mut self, element: &'a Element) {
        let Some((id, change)) = self.change(element).filter(|(_, change)| change.deleted.is_none()) else {
            return;
        };
        match self.options.track_changes {
            TrackChanges::Accept => {}
            TrackChanges::Reject => self.skipped = self.skipped.take().or_else(|| Some(id.to_owned())),
            TrackChanges::All => {
                self.pool.doubt(Reason::Change(change.author.clone()), "");
                let mut marks = Marks::default();
                marks.set(Mark::Inserted, true);
                self.changed.push((id.to_owned(), marks));
            }
        }
    }

    /// The end of an insertion.
    pub fn change_end(&mut self, element: &Element) {
        let id = element.attribute("text:change-id");
        if self.skipped.as_deref() == id {
            self.skipped = None;
        }
        self.changed.retain(|(own, _)| Some(own.as_str()) != id);
    }

    /// The place of deleted text.
    pub fn deletion(&mut self, element: &'a Element, line: &mut Line<'a>) {
        let Some((id, change)) = self.change(element) else { return };
        let Some(deleted) = change.deleted.filter(|_| self.options.track_changes != TrackChanges::Accept)
        else {
            return;
        };
        let is_shown = self.options.track_changes == TrackChanges::All;
        if is_shown {
            self.pool.doubt(Reason::Change(change.author.clone()), "");
            let mut marks = Marks::default();
            marks.set(Mark::Deleted, true);
            self.changed.push((id.to_owned(), marks));
        }
        self.deleted(deleted, line);
        if is_shown {
            self.changed.pop();
        }
    }

    fn deleted(&mut self, parent: &'a Element, line: &mut Line<'a>) {
        let mut is_first = true;
        for element in parent.elements().filter(|element| element.name() != "office:change-info") {
            match element.name() {
                "text:p" | "text:h" => {
                    if !is_first {
                        // An empty line divides the paragraph here.
                        self.push(line, Kind::Break, Format::default());
                        self.push(line, Kind::Break, Format::default());
                    }
                    self.content(element, line);
                    is_first = false;
                }
                _ => self.deleted(element, line),
            }
        }
    }

    fn change(&self, element: &'a Element) -> Option<(&'a str, &'a Change<'a>)> {
        let id = element.attribute("text:change-id")?;
        Some((id, self.source.changes.get(id)?))
    }
}
