//! Reads lists. A list whose items are headings, or that shows no marks, is no list.

use super::levels::Level;
use super::numbers::Run;
use super::reader::Reader;
use super::styles::Family;
use crate::import::Reason;
use crate::import::building::item::{Item, Listing};
use crate::import::building::story::Story;
use crate::import::xml::Element;
use crate::model::Numbering;

impl<'a> Reader<'a> {
    /// Reads a list that is in no other.
    pub fn list(&mut self, element: &'a Element, story: &mut Story) {
        let style = self.style_of_paragraphs(element);
        let mut run = self.lists.begin(element, style);
        let items = self.items(element, &mut run);
        self.lists.end(element, &run);
        let depth = depth(element);
        match story.items.last_mut().and_then(|last| deepest(last, depth)) {
            Some(item) if depth > 0 => item.extend(items),
            _ => story.items.extend(items),
        }
    }

    /// The style of a list that its first paragraph names.
    fn style_of_paragraphs(&self, element: &'a Element) -> Option<&'a str> {
        let paragraph = element.descendants().find(|part| matches!(part.name(), "text:p" | "text:h"))?;
        let chain = self.source.styles.chain(Family::Paragraph, paragraph.attribute("text:style-name"));
        chain.iter().find_map(|style| style.list())
    }

    /// The items of a list as one item, or what is in them.
    fn items(&mut self, element: &'a Element, run: &mut Run) -> Vec<Item> {
        let kind = run.kind(&self.source.styles).cloned();
        let mut listing = Listing::default();
        let mut numbers = Vec::new();
        // What has no mark before the first item.
        let mut before = Vec::new();
        let is_plain = kind == Some(Level::Nothing) || has_headings(element);
        for part in element.elements() {
            let has_mark = part.name() == "text:list-item" && begins_with_words(part) && !is_plain;
            if has_mark {
                numbers.push(Self::count(part, run, kind.as_ref()));
            }
            let content = self.item(part, run);
            match listing.items.last_mut() {
                _ if has_mark => listing.items.push(content),
                Some(last) => last.extend(content),
                None => before.extend(content),
            }
        }
        if let Some(Level::Number { style, delimiter, is_exact, .. }) = kind {
            if !is_exact && !listing.items.is_empty() {
                let words = listing.items.iter().flatten().find_map(words).unwrap_or_default();
                self.pool.doubt_once(Reason::ListNumbers, &words);
            }
            listing.numbering = Some(Numbering { style, is_reversed: false, numbers, delimiter });
        }
        if !listing.items.is_empty() {
            before.push(Item::List(listing));
        }
        before
    }

    fn count(part: &Element, run: &mut Run, kind: Option<&Level>) -> i64 {
        let start = match kind {
            Some(Level::Number { start, .. }) => *start,
            Some(Level::Bullet | Level::Nothing) | None => 1,
        };
        run.next(start, part.attribute("text:start-value").and_then(|start| start.parse().ok()))
    }

    fn item(&mut self, part: &'a Element, run: &mut Run) -> Vec<Item> {
        let mut story = Story::default();
        for element in part.elements() {
            if element.name() == "text:list" {
                story.end();
                let mut inside = run.inside(element);
                let items = self.items(element, &mut inside);
                // A list inside may go on in the next item.
                run.counts = inside.counts;
                story.items.extend(items);
            } else {
                self.block(element, &mut story);
            }
        }
        story.end();
        story.items
    }
}

/// How many lists without a mark of their own a list begins with: programs write a list that follows another one at a deeper
/// level in this way.
fn depth(element: &Element) -> usize {
    let first = element.elements().find(|part| part.name() == "text:list-item");
    let inside = first.and_then(|item| item.elements().next()).filter(|inside| inside.name() == "text:list");
    inside.map_or(0, |inside| 1 + depth(inside))
}

/// The last item of a list, at most so many levels deep.
fn deepest(list: &mut Item, depth: usize) -> Option<&mut Vec<Item>> {
    let Item::List(listing) = list else { return None };
    let item = listing.items.last_mut()?;
    if depth > 1 && matches!(item.last(), Some(Item::List(_))) {
        return deepest(item.last_mut()?, depth - 1);
    }
    Some(item)
}

fn words(item: &Item) -> Option<String> {
    match item {
        Item::Paragraph(paragraph) => Some(paragraph.words()),
        Item::Table(_) | Item::List(_) => None,
    }
}

fn has_headings(element: &Element) -> bool {
    let inside = element.elements().flat_map(Element::elements);
    inside.into_iter().any(|part| part.name() == "text:h" || part.name() == "text:list" && has_headings(part))
}

/// Whether an item has words of its own before a list inside it. Otherwise it shows no mark.
fn begins_with_words(item: &Element) -> bool {
    item.elements().next().is_some_and(|first| first.name() != "text:list")
}
