//! Reads texts in `OpenDocument` format (.odt and the flat .fodt, ODF 1.3) into manuscripts.
//!
//! `document` opens the archive or the file, and `survey` looks through it first. `story`, `lists`, `tables`, `inline`, `fields`
//! and `frames` then read it into paragraphs of formatted pieces, of which the room `building` makes the cases.

mod changes;
mod document;
mod fields;
mod frames;
mod inline;
mod levels;
mod lists;
mod look;
pub mod mathml;
mod numbers;
mod reader;
mod regions;
mod story;
mod styles;
mod survey;
mod tables;
mod words;

use super::building::finish::{self, Read};
use super::building::front::{self, Saved};
use super::building::margins;
use super::building::pool::Pool;
pub use super::options::Options;
pub use super::unreadable::Error;
use super::xml::Element;
use super::{Manuscript, Reason};
use document::Document;
use reader::Reader;

/// Reads a document.
///
/// # Errors
///
/// If it is encrypted, damaged, too large, or no text in `OpenDocument` format.
pub fn read(bytes: &[u8], options: &Options) -> Result<Manuscript, Error> {
    let (document, mut package) = document::open(bytes)?;
    let text = document.content.child("office:body").and_then(|body| body.child("office:text"));
    let text = text.ok_or_else(|| Error::Missing("office:text".to_owned()))?;
    let source = survey::survey(&document);
    let mut reader = Reader::new(&source, options.clone());
    if document.has_macros {
        reader.pool.doubt(Reason::Macros, "");
    }
    let mut items = reader.story(text);
    let notes = reader.notes();
    let mut pool = reader.pool;
    package.own = reader.files;
    let mut properties = finish::take_front(&mut items, &mut pool);
    front::fill(&mut properties, &saved(&document), &source.language, &mut pool);
    margin_doubts(&document, &properties.title, &mut pool);
    finish::finish(Read { items, notes, pool, properties }, &mut package, options)
}

/// The properties that were saved with the document.
fn saved(document: &Document) -> Saved {
    let root = document.meta.as_ref().unwrap_or(&document.content);
    let meta = root.child("office:meta");
    let text = |name: &str| meta.and_then(|meta| meta.child(name)).map(Element::text).unwrap_or_default();
    let first = text("meta:initial-creator");
    let authors = if first.trim().is_empty() { text("dc:creator") } else { first };
    Saved {
        title: text("dc:title"),
        authors,
        description: text("dc:description"),
        language: text("dc:language"),
    }
}

/// Notes headers and footers with words of their own.
fn margin_doubts(document: &Document, title: &str, pool: &mut Pool) {
    let root = document.styles.as_ref().unwrap_or(&document.content);
    let Some(masters) = root.child("office:master-styles") else { return };
    let pages: Vec<&Element> = masters
        .elements()
        .filter(|page| page.name() == "style:master-page")
        .flat_map(Element::elements)
        .collect();
    for (kind, reason) in [("style:header", Reason::Header), ("style:footer", Reason::Footer)] {
        let of_kind = pages
            .iter()
            .filter(|part| part.name().starts_with(kind) && part.attribute("style:display") != Some("false"));
        let texts: Vec<String> = of_kind.map(|part| words::words_of(part)).collect();
        margins::doubt(&texts, title, reason, pool);
    }
}

#[cfg(test)]
mod tests;
