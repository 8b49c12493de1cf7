//! Looks through a document before it is read: which places are in use, which fonts and languages it has.

use std::collections::HashMap;

use super::document::Document;
use super::inline::target;
use super::look::Look;
use super::reader::Source;
use super::regions::changes;
use super::styles::{Family, Styles};
use crate::import::building::codes;
use crate::import::building::format::Mark;
use crate::import::building::letters::Letters;
use crate::import::building::pool::Target;
use crate::import::building::role::{Role, plain};
use crate::import::xml::Element;

/// Notes everything about the document that reading it must know before.
pub fn survey(document: &Document) -> Source<'_> {
    let mut styles = Styles::default();
    if let Some(root) = &document.styles {
        styles.add(root);
    }
    styles.add(&document.content);
    let mut letters = Letters::default();
    for paragraph in document.content.descendants().filter(|part| matches!(part.name(), "text:p" | "text:h"))
    {
        count(paragraph, &styles, &mut letters);
    }
    let mut source = Source {
        document,
        referred: std::collections::HashSet::new(),
        outline: HashMap::new(),
        codes: codes::of_properties(properties(document)),
        changes: changes(&document.content),
        has_code_font: !letters.is_typescript(),
        underline_is_emphasis: !letters.has_italics(),
        language: letters.language(),
        styles,
    };
    names(&document.content, &mut source);
    source
}

/// The properties that a program has added to the document.
fn properties(document: &Document) -> impl Iterator<Item = (String, String)> {
    let root = document.meta.as_ref().unwrap_or(&document.content);
    let own = root.child("office:meta").into_iter().flat_map(Element::elements);
    own.filter_map(|own| Some((own.attribute("meta:name")?.to_owned(), own.text())))
}

/// The names of the places that something leads to.
fn names(root: &Element, source: &mut Source<'_>) {
    for element in root.descendants() {
        let name = match element.name() {
            "text:a" | "draw:a" => element.attribute("xlink:href").map(|href| target(href.trim())),
            "text:bookmark-ref" | "text:reference-ref" | "text:sequence-ref" => {
                element.attribute("text:ref-name").map(|name| Target::Bookmark(name.to_owned()))
            }
            _ => None,
        };
        let Some(Target::Bookmark(name)) = name else { continue };
        if let Some(words) = name.strip_suffix("|outline") {
            let words = words.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign == '.');
            source.outline.insert(plain(words), name.clone());
        }
        source.referred.insert(name);
    }
}

/// Counts the letters of a paragraph, by the styles of its spans.
fn count(paragraph: &Element, styles: &Styles<'_>, letters: &mut Letters) {
    let mut chain = styles.chain(Family::Paragraph, paragraph.attribute("text:style-name"));
    chain.extend(styles.usual(Family::Paragraph));
    let mut add = |spans: &[&str], text: &str| {
        let look = Look::new(styles, spans, &chain, Role::Body);
        let font =
            look.font().filter(|_| !look.is_monospaced()).or(look.is_monospaced().then_some("monospace"));
        let is_emphasis = look.marks(false).has(Mark::Emphasis);
        letters.add(text, font, look.languages(text).1.as_deref(), is_emphasis);
    };
    add(&[], &paragraph.text());
    for span in paragraph.descendants().filter(|part| matches!(part.name(), "text:span" | "text:a")) {
        let style = span.attribute("text:style-name").filter(|_| span.name() == "text:span");
        add(style.as_slice(), &span.text());
    }
}
