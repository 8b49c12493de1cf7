//! Leaves out the lists of works that programs have written, because casebook prints one of its own.

use serde_json::Value;

use super::item::Item;
use super::pool::{Pool, excerpt};
use super::role::{Role, plain};
use crate::import::Reason;

/// Letters of a title that are compared.
const COMPARED: usize = 40;

/// Marks items as entries of a list of works. A heading over them stays one.
pub fn mark<'i>(items: impl Iterator<Item = &'i mut Item>) {
    for item in items {
        if let Item::Paragraph(paragraph) = item
            && !matches!(paragraph.role, Role::Heading(_))
        {
            paragraph.role = Role::Works;
        }
    }
}

/// Leaves out the entries whose works the text cites, and a heading without anything else. Other entries become text.
pub fn settle(items: &mut Vec<Item>, pool: &mut Pool) {
    let known: Vec<String> = pool.works.iter().filter_map(name).collect();
    let mut kept: Vec<Item> = Vec::new();
    let mut left_out: Option<(usize, String)> = None;
    for mut item in items.drain(..) {
        if let Item::Paragraph(paragraph) = &mut item
            && paragraph.role == Role::Works
        {
            let words = paragraph.words();
            let letters = plain(&words);
            let is_known = known.iter().any(|name| letters.contains(name));
            if !paragraph.is_visible() {
                continue;
            }
            if is_known {
                left_out.get_or_insert((paragraph.number, String::new())).1.push_str(&format!("{words} "));
                continue;
            }
            let reason = if known.is_empty() { Reason::WorksListed } else { Reason::WorkUncited };
            if !(known.is_empty() && pool.has_doubt(&reason)) {
                pool.doubt_at(paragraph.number, reason, &excerpt(&words));
            }
            paragraph.role = Role::Body;
        }
        if is_heading(&item) {
            report(left_out.take(), &mut kept, pool);
        }
        kept.push(item);
    }
    report(left_out.take(), &mut kept, pool);
    *items = kept;
}

/// Reports the entries that were left out before the end of a section, and removes the heading if it has no other text.
fn report(left_out: Option<(usize, String)>, kept: &mut Vec<Item>, pool: &mut Pool) {
    let Some((number, mut words)) = left_out else { return };
    let is_visible = |item: &Item| !matches!(item, Item::Paragraph(paragraph) if !paragraph.is_visible());
    let last = kept.iter().rposition(is_visible).filter(|last| kept.get(*last).is_some_and(is_heading));
    if let Some(Item::Paragraph(heading)) = last.map(|last| kept.remove(last)) {
        words.insert_str(0, &format!("{} | ", heading.words()));
    }
    // The list may name more than the works do, such as an address: nothing of it is dropped.
    pool.doubt_at(number, Reason::WorksLeftOut, words.trim_end());
}

fn is_heading(item: &Item) -> bool {
    matches!(item, Item::Paragraph(paragraph) if matches!(paragraph.role, Role::Heading(_)))
}

/// The beginning of the title of a work, by which its entry is found; without a title, the name of its author.
fn name(work: &Value) -> Option<String> {
    let title = work.get("title").and_then(Value::as_str).map(without_tags);
    let author = || Some(work.pointer("/author/0")?.as_object()?.values().next()?.as_str()?.to_owned());
    let name: String = plain(&title.or_else(author)?).chars().take(COMPARED).collect();
    (!name.is_empty()).then_some(name)
}

/// The words of a title, in which tags mark italics.
fn without_tags(title: &str) -> String {
    let mut words = String::new();
    for (index, part) in title.split('<').enumerate() {
        let is_tag = |tag: &str| tag.trim_start_matches('/').starts_with(['i', 'b', 's']);
        words.push_str(match part.split_once('>') {
            Some((tag, rest)) if index > 0 && is_tag(tag) => rest,
            _ => part,
        });
    }
    words
}
