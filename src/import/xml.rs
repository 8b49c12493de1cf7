//! Reads a part of the document into a tree of elements, whose names have the usual prefixes whatever the file calls them.

use std::collections::HashSet;
use std::rc::Rc;

use quick_xml::NsReader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, Prefix, ResolveResult};

use super::unreadable::Error;

/// The deepest nesting that is read. Word itself nests some 20 tables at most.
const DEPTH: usize = 300;
/// The most elements of a document: a book of a thousand pages has about half a million.
const ELEMENTS: usize = 2_000_000;

/// An element.
#[derive(Debug, Default)]
pub struct Element {
    name: Rc<str>,
    attributes: Vec<(Rc<str>, String)>,
    /// What is inside it, in order.
    pub children: Vec<Node>,
}

/// A part of the content of an element.
#[derive(Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text.
    Text(String),
}

impl Element {
    /// The name with its usual prefix: `w:p`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value of an attribute, by its name with the usual prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| &**own == name).map(|(_, value)| value.as_str())
    }

    /// The elements inside it, in order.
    pub fn elements(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element inside it with a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name() == name)
    }

    /// The text directly inside it.
    pub fn text(&self) -> String {
        let texts = self.children.iter().filter_map(|node| match node {
            Node::Text(text) => Some(text.as_str()),
            Node::Element(_) => None,
        });
        texts.collect()
    }

    /// All elements below it, in order.
    pub fn descendants(&self) -> impl Iterator<Item = &Element> {
        let mut open: Vec<&Element> = self.elements().rev().collect();
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.elements().rev());
            Some(next)
        })
    }

    /// The first element below it with a name.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.descendants().find(|element| element.name() == name)
    }
}

/// The usual prefix of a namespace; `None` for one that has no meaning here.
fn prefix(namespace: &str) -> Option<&'static str> {
    let known = match namespace {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        | "http://purl.oclc.org/ooxml/officeDocument/relationships" => "r",
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        "http://schemas.openxmlformats.org/drawingml/2006/main"
        | "http://purl.oclc.org/ooxml/drawingml/main" => "a",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
        | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing" => "wp",
        "http://schemas.openxmlformats.org/drawingml/2006/picture"
        | "http://purl.oclc.org/ooxml/drawingml/picture" => "pic",
        "http://schemas.openxmlformats.org/drawingml/2006/chart"
        | "http://purl.oclc.org/ooxml/drawingml/chart" => "c",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        | "http://purl.oclc.org/ooxml/drawingml/diagram" => "dgm",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => "wps",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" => "wpg",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" => "wpc",
        "http://schemas.microsoft.com/office/word/2010/wordml" => "w14",
        "http://schemas.microsoft.com/office/drawing/2014/chartex" => "cx",
        "http://schemas.microsoft.com/office/drawing/2017/decorative" => "adec",
        "http://schemas.microsoft.com/office/drawing/2016/SVG/main" => "asvg",
        "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
        | "http://purl.oclc.org/ooxml/officeDocument/bibliography" => "b",
        "urn:schemas-microsoft-com:vml" => "v",
        "urn:schemas-microsoft-com:office:office" => "o",
        "http://purl.org/dc/elements/1.1/" => "dc",
        "http://purl.org/dc/terms/" => "dcterms",
        "http://www.w3.org/XML/1998/namespace" => "xml",
        "http://www.w3.org/1999/xlink" => "xlink",
        "http://www.w3.org/1998/Math/MathML" => "math",
        "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => "office",
        "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" => "meta",
        "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => "style",
        "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => "text",
        "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => "table",
        "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => "draw",
        "urn:oasis:names:tc:opendocument:xmlns:chart:1.0" => "chart",
        "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => "fo",
        "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => "svg",
        "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0" => "field",
        _ => return None,
    };
    Some(known)
}

/// Whether white space with line breaks is a part of the text of an element.
fn keeps_space(name: &str) -> bool {
    matches!(name, "w:t" | "text:p" | "text:h" | "text:span" | "text:a" | "text:meta" | "text:ruby-base")
}

/// Reads a part. `left` is the number of elements that the document may still have.
///
/// # Errors
///
/// If it is no XML, too deep or too large, or declares a document type.
pub fn parse(bytes: &[u8], part: &str, left: &mut Budget) -> Result<Element, Error> {
    let text = decode(bytes).ok_or_else(|| Error::Damaged(format!("`{part}` is not in UTF-8")))?;
    let mut reader = NsReader::from_str(&text);
    let damaged = |error: &dyn std::fmt::Display| Error::Damaged(format!("`{part}`: {error}"));
    let mut tree = Tree { open: vec![Element::default()], names: HashSet::new() };
    loop {
        match reader.read_event().map_err(|error| damaged(&error))? {
            Event::Start(start) => {
                left.take(part)?;
                let element = tree.element(&reader, &start).map_err(|error| damaged(&error))?;
                tree.open.push(element);
            }
            Event::Empty(start) => {
                left.take(part)?;
                let element = tree.element(&reader, &start).map_err(|error| damaged(&error))?;
                tree.add(Node::Element(element));
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.text(&text),
            Event::CData(text) => tree.text(&text),
            Event::GeneralRef(reference) => tree.text(&resolved(&reference, part)?),
            Event::DocType(_) => return Err(Error::Entities(part.to_owned())),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
        if tree.open.len() > DEPTH {
            return Err(Error::TooDeep(part.to_owned()));
        }
    }
    tree.root().ok_or_else(|| Error::Damaged(format!("`{part}` ends too early")))
}

/// The number of elements that a document may still have.
#[derive(Debug)]
pub struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(ELEMENTS)
    }
}

impl Budget {
    fn take(&mut self, part: &str) -> Result<(), Error> {
        let too_large = || Error::TooLarge(format!("more than {ELEMENTS} elements, up to `{part}`"));
        self.0 = self.0.checked_sub(1).ok_or_else(too_large)?;
        Ok(())
    }
}

struct Tree {
    /// The open elements, below a root of their own.
    open: Vec<Element>,
    names: HashSet<Rc<str>>,
}

impl Tree {
    fn element(&mut self, reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<Element, String> {
        let resolver = reader.resolver();
        let (namespace, local) = resolver.resolve_element(start.name());
        let name = self.name(&namespace, local.as_ref(), start.name().prefix().map(Prefix::into_inner));
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let (namespace, local) = resolver.resolve_attribute(attribute.key);
            let own = attribute.key.prefix().map(Prefix::into_inner);
            if own.is_some_and(|own| own == "xmlns") || attribute.key.as_ref() == "xmlns" {
                continue;
            }
            let value = unescape(&attribute.value).map_err(|error| error.to_string())?.into_owned();
            attributes.push((self.name(&namespace, local.as_ref(), own), value));
        }
        Ok(Element { name, attributes, children: Vec::new() })
    }

    fn name(&mut self, namespace: &ResolveResult<'_>, local: &str, own: Option<&str>) -> Rc<str> {
        let known = match namespace {
            ResolveResult::Bound(Namespace(namespace)) => prefix(namespace),
            ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
        };
        let name = match known.or(own) {
            Some(prefix) => format!("{prefix}:{local}"),
            None => local.to_owned(),
        };
        if let Some(name) = self.names.get(name.as_str()) {
            return Rc::clone(name);
        }
        let name: Rc<str> = name.into();
        self.names.insert(Rc::clone(&name));
        name
    }

    fn add(&mut self, node: Node) {
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(node);
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else if !(text.trim().is_empty() && text.contains('\n') && !keeps_space(&parent.name)) {
            // White space with a line break is the indentation of a part that a program has formatted.
            parent.children.push(Node::Text(text.to_owned()));
        }
    }

    fn close(&mut self) {
        if self.open.len() > 1
            && let Some(element) = self.open.pop()
        {
            self.add(Node::Element(element));
        }
    }

    /// The root element; `None` if an element is still open.
    fn root(self) -> Option<Element> {
        let [root]: [Element; 1] = self.open.try_into().ok()?;
        root.children.into_iter().find_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }
}

fn resolved(reference: &BytesRef<'_>, part: &str) -> Result<String, Error> {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return Ok(character.to_string());
    }
    let predefined = resolve_predefined_entity(reference);
    predefined.map(str::to_owned).ok_or_else(|| Error::Entities(part.to_owned()))
}

/// The text of a part in UTF-8 or UTF-16.
fn decode(bytes: &[u8]) -> Option<String> {
    let utf16 = |unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(unit);
        String::from_utf16(&units.skip(1).collect::<Vec<_>>()).ok()
    };
    match bytes {
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => std::str::from_utf8(rest).ok().map(str::to_owned),
        _ => std::str::from_utf8(bytes).ok().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn read(text: &str) -> Result<Element, Error> {
        parse(text.as_bytes(), "part", &mut Budget::default())
    }

    #[test]
    fn names_have_the_usual_prefix() {
        for text in [
            format!("<w:p xmlns:w='{W}' w:val='a&amp;b'>x &lt; &#x79;</w:p>"),
            format!("<p xmlns='{W}' xmlns:q='{W}' q:val='a&amp;b'>x &lt; y</p>"),
            "<q:p xmlns:q='http://purl.oclc.org/ooxml/wordprocessingml/main' q:val='a&amp;b'>x &lt; y</q:p>"
                .to_owned(),
        ] {
            let Ok(root) = read(&text) else { panic!("{text}") };
            assert_eq!(
                (root.name(), root.value(), root.text().as_str()),
                ("w:p", Some("a&b"), "x < y"),
                "{text}"
            );
        }
    }

    #[test]
    fn bad_parts_are_refused() {
        let deep = format!("{}{}", "<a>".repeat(10_000), "</a>".repeat(10_000));
        for (text, expected) in [
            ("<!DOCTYPE a><a/>", "entities"),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "entities"),
            ("<a>&x;</a>", "entities"),
            ("<a><b></a>", "damaged"),
            ("<a>", "damaged"),
            ("", "damaged"),
            (deep.as_str(), "too deeply"),
        ] {
            let message = read(text).map_or_else(|error| error.to_string(), |_| "read".to_owned());
            assert!(message.contains(expected), "{expected}: {message}");
        }
        let mut budget = Budget(3);
        let message = parse(b"<a><b/><b/><b/></a>", "part", &mut budget).map_err(|error| error.to_string());
        assert!(message.is_err_and(|message| message.contains("too large")));
    }
}
