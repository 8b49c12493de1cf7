//! Looks through a document before it is read: which bookmarks are in use, which fonts and languages it has.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::look::Look;
use super::numbering::number_of;
use super::reader::Source;
use crate::import::building::format::Mark;
use crate::import::building::item::Indent;
use crate::import::building::letters::Letters;
use crate::import::building::pool::{NoteKey, Part};
use crate::import::building::role::Role;
use crate::import::xml::Element;

/// Notes everything about the text that reading it must know before.
pub fn survey(source: &mut Source, document: &Element) {
    let mut roots: Vec<&Element> = vec![document];
    roots.extend(source.notes.values());
    let (referred, marked_notes) = names(&roots);
    let endless = roots.iter().flat_map(|root| endless(root)).collect();
    let fonts = letters(source, document);
    source.has_code_font = !fonts.is_typescript();
    source.underline_is_emphasis = !fonts.has_italics();
    source.language = fonts.language();
    source.endless = endless;
    source.referred = referred;
    source.marked_notes = marked_notes;
}

/// The names of the bookmarks that something leads to, and the notes whose marks bookmarks surround.
fn names(roots: &[&Element]) -> (HashSet<String>, HashMap<String, NoteKey>) {
    let mut wanted = HashSet::new();
    let mut notes = HashMap::new();
    for root in roots {
        let mut instruction = String::new();
        let mut open: Vec<(&str, &str)> = Vec::new();
        for element in root.descendants() {
            match element.name() {
                "w:hyperlink" => wanted.extend(element.attribute("w:anchor").map(str::to_owned)),
                "w:fldSimple" => wanted.extend(tokens(element.attribute("w:instr").unwrap_or_default())),
                "w:fldChar" => wanted.extend(tokens(&std::mem::take(&mut instruction))),
                "w:instrText" => instruction.push_str(&element.text()),
                "w:bookmarkStart" => {
                    open.extend(element.attribute("w:id").zip(element.attribute("w:name")));
                }
                "w:bookmarkEnd" => open.retain(|(id, _)| element.attribute("w:id") != Some(*id)),
                "w:footnoteReference" | "w:endnoteReference" => {
                    let part = if element.name() == "w:footnoteReference" {
                        Part::Footnotes
                    } else {
                        Part::Endnotes
                    };
                    let key = element.attribute("w:id").map(|id| (part, id.to_owned()));
                    notes
                        .extend(open.iter().filter_map(|(_, name)| Some(((*name).to_owned(), key.clone()?))));
                }
                _ => {}
            }
        }
    }
    (wanted, notes)
}

/// The beginnings of fields and bookmarks that do not end.
fn endless(root: &Element) -> HashSet<*const Element> {
    let mut fields = Vec::new();
    let mut bookmarks: HashMap<Option<&str>, &Element> = HashMap::new();
    for element in root.descendants() {
        match (element.name(), element.attribute("w:fldCharType")) {
            ("w:fldChar", Some("begin")) => fields.push(element),
            ("w:fldChar", Some("end")) => drop(fields.pop()),
            ("w:bookmarkStart", _) => drop(bookmarks.insert(element.attribute("w:id"), element)),
            ("w:bookmarkEnd", _) => drop(bookmarks.remove(&element.attribute("w:id"))),
            _ => {}
        }
    }
    fields.into_iter().chain(bookmarks.into_values()).map(std::ptr::from_ref).collect()
}

/// The words of an instruction that may be names of bookmarks.
fn tokens(instruction: &str) -> Vec<String> {
    let mut words = instruction.split([' ', '"', '\u{A0}']).filter(|word| !word.is_empty());
    let name = words.next().unwrap_or_default().to_uppercase();
    if !matches!(name.as_str(), "REF" | "PAGEREF" | "HYPERLINK") {
        return Vec::new();
    }
    words.filter(|word| !word.starts_with('\\')).map(str::to_owned).collect()
}

/// The letters of a document.
fn letters(source: &Source, document: &Element) -> Letters {
    let mut letters = Letters::default();
    for paragraph in document.descendants().filter(|element| element.name() == "w:p") {
        let style = paragraph.child("w:pPr").and_then(|own| own.value_of("w:pStyle"));
        let chain: Rc<[_]> = source.styles.paragraph_chain(style).into();
        for run in paragraph.descendants().filter(|element| element.name() == "w:r") {
            let text: String =
                run.elements().filter(|text| text.name() == "w:t").map(Element::text).collect();
            let look = Look::new(&source.styles, run.child("w:rPr"), Rc::clone(&chain), Role::Body);
            letters.add(&text, look.font(), look.language(&text), look.marks(false).has(Mark::Emphasis));
        }
    }
    letters
}

/// The indentation of a paragraph, by its own properties, its list and its styles.
pub fn indent(source: &Source, own: Option<&Element>, style: Option<&str>, list: Option<i64>) -> Indent {
    let chain = source.styles.paragraph_chain(style);
    let styles = chain.iter().filter_map(|style| style.paragraph()).chain(source.styles.paragraph_defaults());
    let places: Vec<&Element> =
        own.into_iter().chain(styles).filter_map(|place| place.child("w:ind")).collect();
    let direct = own.and_then(|own| own.child("w:ind"));
    let of_all = |names: [&str; 2]| places.iter().find_map(|place| number(place, names));
    let is_in_list = own.is_some_and(|own| number_of(own).is_some());
    // A list that the paragraph itself names has precedence over the style.
    let of_list = list.filter(|_| is_in_list);
    let left = direct.and_then(|own| number(own, LEFT)).or(of_list).or_else(|| of_all(LEFT)).or(list);
    let hanging = of_all(["w:hanging", "w:hanging"]).map(|hanging| -hanging);
    let first = hanging.or_else(|| of_all(["w:firstLine", "w:firstLine"]));
    Indent { left: left.unwrap_or_default(), first: first.unwrap_or_default() }
}

const LEFT: [&str; 2] = ["w:left", "w:start"];

/// A measure in twentieths of a point. Some programs write fractions.
fn number(element: &Element, names: [&str; 2]) -> Option<i64> {
    let value = names.into_iter().find_map(|name| element.attribute(name))?;
    value.split('.').next()?.parse().ok()
}
