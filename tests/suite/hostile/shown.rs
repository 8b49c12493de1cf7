//! The text of outputs, with alternative texts and metadata.

use html5gum::{Token, Tokenizer};
use lopdf::{Dictionary, Document, Object, decode_text_string};
use percent_encoding::percent_decode_str;

use super::Result;

/// Attributes with text for readers, metadata or URLs.
const WORDS: &[&str] = &["alt", "title", "aria-label", "content", "href", "label", "value"];
/// The same in a PDF (ISO 32000-2, tables 166, 210, 349 and 355).
const KEYS: &[&str] =
    &["Alt", "ActualText", "E", "Title", "Author", "Subject", "Keywords", "Contents", "URI"];

/// The text of markup and of its attributes.
pub fn markup(markup: &str) -> String {
    let mut words = String::new();
    let mut hidden = 0_usize;
    for token in Tokenizer::new(markup) {
        match token {
            Ok(Token::StartTag(tag)) => {
                hidden += usize::from(matches!(tag.name.as_slice(), b"script" | b"style"));
                for (key, value) in &tag.attributes {
                    if WORDS.contains(&&*String::from_utf8_lossy(key)) {
                        words.push_str(&with_decoded(&String::from_utf8_lossy(&value.value)));
                    }
                }
            }
            Ok(Token::EndTag(tag)) if matches!(tag.name.as_slice(), b"script" | b"style") => {
                hidden = hidden.saturating_sub(1);
            }
            Ok(Token::String(text)) if hidden == 0 => words.push_str(&String::from_utf8_lossy(&text.value)),
            _ => {}
        }
    }
    words
}

/// The text of the pages, and the strings of the metadata and tags.
pub fn pdf(pdf: &Document) -> Result<String> {
    let pages: Vec<u32> = pdf.get_pages().into_keys().collect();
    let mut words = pdf.extract_text(&pages)?;
    pdf.objects.values().for_each(|object| strings(object, &mut words));
    Ok(words)
}

fn strings(object: &Object, words: &mut String) {
    match object {
        Object::Array(items) => items.iter().for_each(|item| strings(item, words)),
        Object::Dictionary(dictionary) => strings_of(dictionary, words),
        Object::Stream(stream) => strings_of(&stream.dict, words),
        _ => {}
    }
}

fn strings_of(dictionary: &Dictionary, words: &mut String) {
    for (key, value) in dictionary {
        if KEYS.contains(&&*String::from_utf8_lossy(key)) && matches!(value, Object::String(..)) {
            words.push_str(&with_decoded(&decode_text_string(value).unwrap_or_default()));
        }
        strings(value, words);
    }
}

/// A text as it is, and percent-decoded.
fn with_decoded(text: &str) -> String {
    format!("\n{text}\n{}\n", percent_decode_str(text).decode_utf8_lossy())
}

/// Normalizes text for comparison, because each output breaks lines differently.
pub fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}' | '-' | '\u{2010}'))
        .collect()
}
