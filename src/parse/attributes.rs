//! Reads attribute lists: `{.class #id key=value}`, with or without a colon after the brace. `-` is the class `unnumbered`.

use crate::config::is_language;
use crate::model::Attributes;

/// Reads the attribute list at the start of `text`. Returns it with its length in bytes; `None` if there is no list.
pub fn attributes(text: &str) -> Option<(Attributes, usize)> {
    let inside = text.strip_prefix('{')?;
    let mut rest = inside.strip_prefix(':').unwrap_or(inside).trim_start_matches(' ');
    let mut attributes = Attributes::default();
    let mut is_empty = true;
    while !rest.starts_with('}') {
        let (word, after) = word(rest)?;
        add(&mut attributes, word)?;
        is_empty = false;
        rest = after.trim_start_matches([' ', '\n']);
    }
    (!is_empty).then(|| (attributes, text.len() - rest.len() + 1))
}

/// The same directly after an inline or a heading, where a list may be empty, as in pandoc: `[words]{}`.
pub fn behind(text: &str) -> Option<(Attributes, usize)> {
    attributes(text).or_else(|| {
        let inside = text.strip_prefix('{')?.trim_start_matches(' ');
        inside.starts_with('}').then(|| (Attributes::default(), text.len() - inside.len() + 1))
    })
}

/// The class of underlined words, which other tools call differently.
pub fn name_classes(attributes: &mut Attributes) {
    for class in &mut attributes.classes {
        if matches!(class.as_str(), "underline" | "ul") {
            "u".clone_into(class);
        }
    }
}

/// The next word of the list. A quoted value is one word, with its spaces.
fn word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([' ', '\n', '}', '"', '\''])?;
    let quote = text[end..].chars().next().filter(|character| matches!(character, '"' | '\''));
    let end = match quote {
        Some(quote) if text[..end].ends_with('=') => end + 1 + text[end + 1..].find(quote)? + 1,
        Some(_) => return None,
        None => end,
    };
    (end > 0).then(|| text.split_at(end))
}

fn add(attributes: &mut Attributes, word: &str) -> Option<()> {
    let is_name = |name: &str| !name.is_empty() && !name.contains(['.', '#', '=', '{', '<', '>', '&']);
    if word == "-" {
        attributes.classes.push("unnumbered".to_owned());
        Some(())
    } else if let Some(class) = word.strip_prefix('.') {
        is_name(class).then(|| attributes.classes.push(class.to_owned()))
    } else if let Some(id) = word.strip_prefix('#') {
        (!id.is_empty()).then(|| attributes.id = Some(id.to_owned()))
    } else {
        let (key, value) = word.split_once('=')?;
        let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
        let value = quoted.unwrap_or(value);
        is_name(key).then(|| set(attributes, key, value))
    }
}

/// Sets one attribute from its name and value in a list or an HTML tag.
pub fn set(attributes: &mut Attributes, key: &str, value: &str) {
    match key {
        "id" if !value.trim().is_empty() => attributes.id = Some(value.trim().to_owned()),
        "class" => attributes.classes.extend(value.split_whitespace().map(str::to_owned)),
        "lang" | "xml:lang" if is_language(value) => attributes.language = Some(value.to_owned()),
        _ => attributes.other.push((key.to_owned(), value.to_owned())),
    }
}

/// Merges a list into existing attributes; a new id replaces the old one.
pub fn merge(attributes: &mut Attributes, more: Attributes) {
    attributes.id = more.id.or(attributes.id.take());
    attributes.classes.extend(more.classes);
    attributes.language = more.language.or(attributes.language.take());
    attributes.other.extend(more.other);
}
