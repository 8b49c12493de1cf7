//! Reads Word documents (.docx, ECMA-376) into manuscripts.
//!
//! `package` opens the archive and `xml` reads its parts. `survey` looks through the text first. `story` and `runs` then
//! read it into paragraphs of formatted pieces, `blocks` makes blocks of these, `pieces` divides them, and `gather` makes
//! the cases.

mod charts;
mod choice;
mod equations;
mod fielding;
mod look;
mod margins;
mod numbering;
mod package;
mod reader;
mod runs;
mod shapes;
mod sources;
mod story;
mod styles;
mod survey;
mod values;

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::archive::Archive;
use super::building::finish::{self, Read};
use super::building::pool::{NoteKey, Part};
use super::building::{codes, front, item};
pub use super::options::Options;
pub use super::unreadable::Error;
use super::unreadable::Wanted;
use super::xml::{self, Element};
use super::{Manuscript, Reason};
use numbering::Numbering;
use package::Relationships;
use reader::{Reader, Source};
use styles::Styles;

/// Reads a document.
///
/// # Errors
///
/// If it is encrypted, damaged, too large, or no Word document.
pub fn read(bytes: &[u8], options: &Options) -> Result<Manuscript, Error> {
    let mut package = Archive::open(bytes, Wanted::Word)?;
    let (main, has_macros) = package::main_part(&mut package)?;
    let document = package.part(&main)?.ok_or_else(|| Error::Missing(main.clone()))?;
    if document.child("w:body").is_none() {
        return Err(Error::Missing("w:body".to_owned()));
    }
    let (mut source, comments) = load(&mut package, &main)?;
    survey::survey(&mut source, &document);
    source.comments = comments;
    let core = properties(&mut package, "core-properties")?;
    source.codes = codes(properties(&mut package, "custom-properties")?.as_ref());
    let mut reader = Reader::new(&source, options.clone());
    if has_macros {
        reader.pool.doubt(Reason::Macros, "");
    }
    for (id, words) in &source.twice {
        reader.pool.doubt(Reason::NotRead(format!("a second note with the id `{id}`")), words);
    }
    // Some programs join documents without joining their bodies.
    let bodies = document.elements().filter(|part| part.name() == "w:body");
    let mut items: Vec<item::Item> = bodies.flat_map(|body| reader.story(body)).collect();
    // The end of such a field is in a text that a reviewer deleted.
    if !reader.fields.is_empty() {
        reader.pool.doubt(Reason::NotRead("words after a field that does not end".to_owned()), "");
    }
    let notes = notes(&mut reader, &source);
    let mut pool = reader.pool;
    let mut properties = finish::take_front(&mut items, &mut pool);
    front::fill(&mut properties, &saved(core.as_ref()), &source.language, &mut pool);
    let relationships = source.relationships.get(&Part::Document).cloned().unwrap_or_default();
    margins::doubts(&mut package, &relationships, &properties.title, &mut pool)?;
    finish::finish(Read { items, notes, pool, properties }, &mut package, options)
}

type Comments = HashMap<String, (String, String)>;

/// Reads everything around the text.
fn load(package: &mut Archive<'_>, main: &str) -> Result<(Source, Comments), Error> {
    let relationships = package::relationships(package, main)?;
    let target = |kind: &str| related(&relationships, kind);
    let mut part = |kind: &str| target(kind).map_or(Ok(None), |path| package.part(&path));
    let mut source = Source {
        styles: Styles::new(part("styles")?),
        numbering: Numbering::new(part("numbering")?.as_ref()),
        ..Source::default()
    };
    let comments = part("comments")?.map(|root| comments(&root)).unwrap_or_default();
    related_parts(package, &relationships, &mut source)?;
    for (own, kind, name) in
        [(Part::Footnotes, "footnotes", "w:footnote"), (Part::Endnotes, "endnotes", "w:endnote")]
    {
        let Some(path) = target(kind) else { continue };
        if let Some(root) = package.part(&path)? {
            for (key, note) in note_elements(root, own, name) {
                match source.notes.entry(key) {
                    Entry::Vacant(place) => drop(place.insert(note)),
                    Entry::Occupied(place) => source.twice.push((place.key().1.clone(), words(&note))),
                }
            }
        }
        let relationships = package::relationships(package, &path)?;
        related_parts(package, &relationships, &mut source)?;
        source.relationships.insert(own, relationships);
    }
    source.files = package.names();
    source.relationships.insert(Part::Document, relationships);
    Ok((source, comments))
}

/// Reads the parts that drawings and citations of a part need.
fn related_parts(
    package: &mut Archive<'_>,
    relationships: &Relationships,
    source: &mut Source,
) -> Result<(), Error> {
    for target in package::targets(relationships, "customXml") {
        // Data of other programs may be in any form.
        if let Ok(Some(root)) = package.part(target) {
            source.sources.add(&root);
        }
    }
    for target in package::targets(relationships, "diagramData") {
        if let Some(root) = package.part(target)? {
            source.diagrams.insert(target.to_owned(), diagram_words(&root));
        }
    }
    for target in package::targets(relationships, "chart") {
        if let Some(root) = package.part(target)? {
            source.charts.insert(target.to_owned(), root);
        }
    }
    Ok(())
}

fn related(relationships: &Relationships, kind: &str) -> Option<String> {
    package::targets(relationships, kind).first().map(|target| (*target).to_owned())
}

/// The notes of a part, without the lines that separate notes from the text.
fn note_elements(root: Element, part: Part, name: &str) -> Vec<(NoteKey, Element)> {
    let note = |node: xml::Node| match node {
        xml::Node::Element(note) if note.name() == name => {
            let is_separator = !matches!(note.attribute("w:type"), None | Some("normal"));
            let key = (part, note.attribute("w:id")?.to_owned());
            (!is_separator).then_some((key, note))
        }
        _ => None,
    };
    root.children.into_iter().filter_map(note).collect()
}

fn comments(root: &Element) -> Comments {
    let comment = |element: &Element| {
        let author = element.attribute("w:author").unwrap_or_default().trim().to_owned();
        Some((element.attribute("w:id")?.to_owned(), (author, words(element))))
    };
    root.elements().filter_map(comment).collect()
}

/// The words of the paragraphs of an element.
fn words(element: &Element) -> String {
    let paragraphs = element.descendants().filter(|part| part.name() == "w:p");
    let words = paragraphs.map(|paragraph| {
        paragraph.descendants().filter(|part| part.name() == "w:t").map(Element::text).collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

fn diagram_words(root: &Element) -> Vec<String> {
    let points = root.descendants().filter(|element| element.name() == "dgm:pt");
    let words = points.map(|point| {
        point.descendants().filter(|text| text.name() == "a:t").map(Element::text).collect::<String>()
    });
    words.filter(|words| !words.trim().is_empty()).collect()
}

/// The properties that were saved with the document.
fn saved(core: Option<&Element>) -> front::Saved {
    let text = |name: &str| core.and_then(|core| core.child(name)).map(Element::text).unwrap_or_default();
    front::Saved {
        title: text("dc:title"),
        authors: text("dc:creator"),
        description: text("dc:description"),
        language: text("dc:language"),
    }
}

/// The properties of a kind.
fn properties(package: &mut Archive<'_>, kind: &str) -> Result<Option<Element>, Error> {
    match related(&package::relationships(package, "")?, kind) {
        Some(path) => package.part(&path),
        None => Ok(None),
    }
}

/// The codes of bookmarks that are fields.
fn codes(custom: Option<&Element>) -> HashMap<String, String> {
    let properties = custom.into_iter().flat_map(Element::elements);
    codes::of_properties(properties.filter_map(|property| {
        Some((property.attribute("name")?.to_owned(), property.elements().next()?.text()))
    }))
}

/// Reads the notes that the text refers to, and those that notes refer to.
fn notes<'a>(reader: &mut Reader<'a>, source: &'a Source) -> BTreeMap<NoteKey, Vec<item::Item>> {
    let mut notes = BTreeMap::new();
    let mut next = 0;
    while let Some(reference) = reader.pool.references.get(next).cloned() {
        next += 1;
        if notes.contains_key(&reference.key) {
            continue;
        }
        let Some(element) = source.notes.get(&reference.key) else { continue };
        reader.part = reference.key.0;
        reader.pool.note = Some(reference.key.clone());
        reader.fields.clear();
        reader.waiting.clear();
        // Paragraphs of notes have no numbers of their own.
        reader.pool.number = reference.number;
        let mut items = reader.story(element);
        if let Some(mark) = reader.note_marks.get(&reference.key) {
            remove_mark(&mut items, mark);
        }
        notes.insert(reference.key, items);
    }
    notes
}

/// Removes the mark that the author typed at the beginning of a note.
fn remove_mark(items: &mut [item::Item], mark: &str) {
    let Some(item::Item::Paragraph(paragraph)) = items.first_mut() else { return };
    let Some(item::Kind::Text(text)) = paragraph.atoms.first_mut().map(|atom| &mut atom.kind) else { return };
    if let Some(rest) = text.trim_start().strip_prefix(mark) {
        *text = rest.trim_start().to_owned();
    }
}

#[cfg(test)]
mod tests;
