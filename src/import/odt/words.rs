//! The words of elements without what they mean, for reports and for the words of references.

use crate::import::xml::{Element, Node};

/// The words of the paragraphs of an element.
pub fn words_of(element: &Element) -> String {
    let paragraphs = element.descendants().filter(|part| matches!(part.name(), "text:p" | "text:h"));
    let words = paragraphs.map(words_in);
    words.filter(|words| !words.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// The words of an element in order.
pub fn words_in(element: &Element) -> String {
    let mut words = String::new();
    gather(element, &mut words);
    words
}

fn gather(element: &Element, words: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => words.push_str(text),
            Node::Element(inside) => match inside.name() {
                "text:s" | "text:tab" | "text:line-break" => words.push(' '),
                _ => gather(inside, words),
            },
        }
    }
}
