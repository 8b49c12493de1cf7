//! Attributes as an attribute list, `{#id .class lang=fr}`, and as attributes of an HTML tag.

use crate::model::Attributes;

/// The attribute list with its braces, empty if there are no attributes; `None` if a list cannot express them.
pub fn list(attributes: &Attributes) -> Option<String> {
    let mut words = Vec::new();
    if let Some(id) = &attributes.id {
        words.push(format!("#{}", Some(id).filter(|id| is_word(id))?));
    }
    for class in &attributes.classes {
        words.push(format!(".{}", Some(class).filter(|class| is_name(class))?));
    }
    words.extend(attributes.language.as_ref().map(|language| format!("lang={language}")));
    for (key, value) in &attributes.other {
        words.push(pair(key, value)?);
    }
    Some(if words.is_empty() { String::new() } else { format!("{{{}}}", words.join(" ")) })
}

/// `key=value`, in quotation marks if the value needs them.
fn pair(key: &str, value: &str) -> Option<String> {
    let is_taken = matches!(key, "id" | "class" | "lang" | "xml:lang");
    // A caret before a bracket would begin a note.
    if is_taken || !is_name(key) || value.chars().any(char::is_control) || value.contains("^[") {
        return None;
    }
    if is_word(value) {
        return Some(format!("{key}={value}"));
    }
    let quote = ['"', '\''].into_iter().find(|quote| !value.contains(*quote))?;
    Some(format!("{key}={quote}{value}{quote}"))
}

/// Whether a text is one word of an attribute list.
fn is_word(text: &str) -> bool {
    let has_other = |sign: char| sign.is_whitespace() || sign.is_control() || "}\"'\\`<>".contains(sign);
    !text.is_empty() && !text.contains(has_other)
}

fn is_name(name: &str) -> bool {
    is_word(name) && !name.contains(['.', '#', '=', '{', '&']) && !name.starts_with('-')
}

/// The attributes of a tag, each after a space.
pub fn of_tag(attributes: &Attributes) -> String {
    let classes = Some(attributes.classes.join(" ")).filter(|classes| !classes.is_empty());
    let own =
        [("id", attributes.id.as_ref()), ("class", classes.as_ref()), ("lang", attributes.language.as_ref())];
    let own = own.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let others = attributes.other.iter().map(|(key, value)| (key.as_str(), value));
    own.chain(others).map(|(key, value)| format!(" {key}=\"{}\"", quoted(value))).collect()
}

/// A value between the quotation marks of a tag.
pub fn quoted(value: &str) -> String {
    text(value).replace('"', "&quot;")
}

/// Text between tags.
pub fn text(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_quotation_marks_only_where_needed() {
        let of = |id: Option<&str>, classes: &[&str], other: &[(&str, &str)]| Attributes {
            id: id.map(str::to_owned),
            classes: classes.iter().map(|class| (*class).to_owned()).collect(),
            language: None,
            other: other.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
        };
        for (attributes, expected) in [
            (of(None, &[], &[]), Some("")),
            (of(Some("a"), &["b"], &[("c", "d")]), Some("{#a .b c=d}")),
            (of(None, &[], &[("title", "two words")]), Some("{title=\"two words\"}")),
            (of(None, &[], &[("title", "5\" wide")]), Some("{title='5\" wide'}")),
            (of(None, &[], &[("title", "it's 5\"")]), None),
            (of(Some("a b"), &[], &[]), None),
            (of(None, &["a.b"], &[]), None),
            (of(None, &[], &[("alt", "")]), Some("{alt=\"\"}")),
        ] {
            assert_eq!(list(&attributes).as_deref(), expected, "{attributes:?}");
        }
    }
}
