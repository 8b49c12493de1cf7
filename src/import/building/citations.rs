//! Citations of Zotero and Mendeley, whose fields have the works as CSL JSON. Those of other programs take this form first.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use serde_json::Value;

use super::item::Kind;
use super::make::NOWHERE;
use super::pool::Pool;
use crate::import::Reason;
use crate::model::{CitationForm, CitedWork, Inline, Nodes};

/// Reads the JSON of a field; `None` without works.
pub fn read(json: &str, pool: &mut Pool) -> Option<Kind> {
    // Something may follow the object.
    let mut values = serde_json::Deserializer::from_str(json).into_iter::<Value>();
    of_value(&values.next()?.ok()?, pool)
}

/// Reads the tag of a content control, in which newer versions of Mendeley keep a citation; `None` without works.
pub fn of_tag(tag: &str, pool: &mut Pool) -> Option<Kind> {
    let code = tag.strip_prefix(TAG)?;
    let bytes = STANDARD.decode(code).or_else(|_| STANDARD_NO_PAD.decode(code)).ok()?;
    of_value(&serde_json::from_slice(&bytes).ok()?, pool)
}

/// The beginning of such a tag.
const TAG: &str = "MENDELEY_CITATION_v3_";

/// Whether a content control with this tag has a citation.
pub fn is_tag(tag: &str) -> bool {
    tag.starts_with(TAG)
}

/// Whether a content control with this tag has a list of works.
pub fn is_works_tag(tag: &str) -> bool {
    tag.starts_with("MENDELEY_BIBLIOGRAPHY") || tag.starts_with("CitaviBibliography")
}

/// Reads a citation; `None` without works.
pub fn of_value(value: &Value, pool: &mut Pool) -> Option<Kind> {
    let items = value.get("citationItems")?.as_array().filter(|items| !items.is_empty())?;
    // A citation is read whole or not at all.
    if !items.iter().all(|item| item.get("itemData").is_some_and(Value::is_object)) {
        return None;
    }
    let mut works: Vec<CitedWork> = items.iter().filter_map(|item| cited(item, pool)).collect();
    if let Some(words) = changed_words(value) {
        pool.doubt(Reason::CitationChanged, words);
    }
    let is_in_text = value.get("in-text").and_then(Value::as_bool).unwrap_or(false);
    let form = if is_in_text { CitationForm::InText } else { CitationForm::Bracketed };
    if let (Some(first), CitationForm::InText) = (works.first_mut(), form) {
        // It stands alone in brackets behind the key.
        let suffix = Nodes::of_text(&first.suffix).inlines().map(own).collect::<String>();
        first.suffix = inlines(suffix.trim_start_matches([',', ' ']).to_owned());
    }
    let text = written(&works, form);
    Some(Kind::Citation(pool.citation(works, form), text))
}

/// The words that the author has written over those of the program.
fn changed_words(value: &Value) -> Option<&str> {
    let is_true = |path: &str| value.pointer(path).and_then(Value::as_bool).unwrap_or(false);
    let words = |path: &str| value.pointer(path).and_then(Value::as_str);
    if is_true("/properties/dontUpdate") {
        return Some(words("/properties/plainCitation").unwrap_or_default());
    }
    let is_changed = is_true("/manualOverride/isManuallyOverridden");
    is_changed.then(|| words("/manualOverride/manualOverrideText").unwrap_or_default())
}

fn cited(item: &Value, pool: &mut Pool) -> Option<CitedWork> {
    let data = item.get("itemData")?;
    let key = key_of(data, pool);
    let words = |name: &str| item.get(name).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
    let mut suffix = locator(item).map(|locator| format!(", {locator}")).unwrap_or_default();
    let more = words("suffix");
    if !more.is_empty() {
        let gap = if more.starts_with([',', '.', ';', ':']) { "" } else { " " };
        suffix.push_str(&format!("{gap}{more}"));
    }
    let prefix = words("prefix");
    let prefix = if prefix.is_empty() { prefix } else { format!("{prefix} ") };
    Some(CitedWork {
        key,
        prefix: inlines(prefix),
        suffix: inlines(suffix),
        hides_author: item.get("suppress-author").and_then(Value::as_bool).unwrap_or(false),
        span: NOWHERE,
    })
}

/// The part of the work: `pp. 12–14`.
fn locator(item: &Value) -> Option<String> {
    let place =
        item.get("locator").and_then(Value::as_str).map(str::trim).filter(|place| !place.is_empty())?;
    let is_several = place.contains(['-', '–', ',', '&']);
    let name = match item.get("label").and_then(Value::as_str).unwrap_or("page") {
        "page" => {
            if is_several {
                "pp."
            } else {
                "p."
            }
        }
        "chapter" => "chap.",
        "section" => "sec.",
        "paragraph" => "para.",
        "volume" => "vol.",
        "issue" => "no.",
        "verse" => "v.",
        "figure" => "fig.",
        "folio" => "fol.",
        "line" => "l.",
        "note" => "n.",
        "book" => "bk.",
        "part" => "pt.",
        "column" => "col.",
        other => other,
    };
    Some(format!("{name} {place}"))
}

/// The key of a work, which is added if it is new.
fn key_of(data: &Value, pool: &mut Pool) -> String {
    let mut data = data.as_object().cloned().unwrap_or_default();
    data.remove("id");
    let data = Value::Object(data);
    let own = data.to_string();
    if let Some(known) = pool.keys.get(&own) {
        return known.clone();
    }
    let stem = stem(&data);
    let is_taken = |key: &String| pool.keys.values().any(|other| other == key);
    let others = ('a'..='z').map(|letter| format!("{stem}{letter}"));
    let numbered = (1..).map(|number| format!("{stem}-{number}"));
    let free = std::iter::once(stem.clone()).chain(others).chain(numbered).find(|key| !is_taken(key));
    let key = free.unwrap_or(stem);
    let mut work = serde_json::Map::new();
    work.insert("id".to_owned(), Value::String(key.clone()));
    work.extend(data.as_object().cloned().unwrap_or_default());
    pool.works.push(Value::Object(work));
    pool.keys.insert(own, key.clone());
    key
}

/// `kelley2012` from the first author or, without one, from the title.
fn stem(data: &Value) -> String {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    if let Some(key) =
        text(data.get("citation-key")).map(|key| key.trim().replace(' ', "-")).filter(|key| !key.is_empty())
    {
        return key;
    }
    let names =
        ["author", "editor", "translator"].into_iter().find_map(|role| data.get(role)?.as_array()?.first());
    let name = names.and_then(|name| text(name.get("family")).or_else(|| text(name.get("literal"))));
    let title =
        text(data.get("title")).map(|title| title.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
    let year = data.get("issued").and_then(year).unwrap_or_default();
    let name = slug::slugify(name.or(title).unwrap_or_default());
    let key = format!("{name}{year}");
    // A key that begins with a digit is none.
    if key.starts_with(|first: char| first.is_alphabetic()) { key } else { format!("work{key}") }
}

fn year(issued: &Value) -> Option<String> {
    let part = issued.get("date-parts").and_then(|dates| dates.get(0)?.get(0));
    let number = |value: &Value| {
        value.as_i64().map(|year| year.to_string()).or_else(|| value.as_str().map(str::to_owned))
    };
    let raw = || {
        let text = issued.get("raw").or_else(|| issued.get("literal"))?.as_str()?;
        text.split(|character: char| !character.is_ascii_digit())
            .find(|digits| digits.len() == 4)
            .map(str::to_owned)
    };
    part.and_then(number).or_else(raw)
}

fn inlines(text: String) -> Vec<Inline> {
    if text.is_empty() { Vec::new() } else { vec![Inline::Text(text)] }
}

/// `[see @kelley2012, p. 3; @lee2011]`, or `@kelley2012 [p. 3]`.
fn written(works: &[CitedWork], form: CitationForm) -> String {
    let text = |inlines: &[Inline]| Nodes::of_text(inlines).inlines().map(own).collect::<String>();
    let one = |work: &CitedWork| {
        let sign = if work.hides_author { "-@" } else { "@" };
        format!("{}{sign}{}{}", text(&work.prefix), work.key, text(&work.suffix))
    };
    if let ([work], CitationForm::InText) = (works, form) {
        let suffix = text(&work.suffix);
        let suffix = if suffix.is_empty() { suffix } else { format!(" [{suffix}]") };
        return format!("@{}{suffix}", work.key);
    }
    format!("[{}]", works.iter().map(one).collect::<Vec<_>>().join("; "))
}

fn own(inline: &Inline) -> &str {
    if let Inline::Text(words) = inline { words } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(json: &str, pool: &mut Pool) -> Option<String> {
        match read(json, pool)? {
            Kind::Citation(_, text) => Some(text),
            _ => None,
        }
    }

    #[test]
    fn citations_have_keys_parts_and_works() {
        let lee = r#"{"id":7,"type":"book","title":"On Thinking","author":[{"family":"Lée","given":"I."}],"issued":{"date-parts":[["2011",3]]}}"#;
        let mut pool = Pool::default();
        let json = format!(
            r#"{{"citationItems":[{{"itemData":{lee},"locator":"3-4","label":"page","prefix":"see","suffix":"and more"}},{{"itemData":{{"title":"A","issued":{{"raw":"May 1999"}}}},"suppress-author":true}}]}} trailing"#
        );
        let text = read_text(&json, &mut pool);
        assert_eq!(text.as_deref(), Some("[see @lee2011, pp. 3-4 and more; -@a1999]"));
        // The same work under another id has the same key, and another work of that year another one.
        let again = lee.replace("\"id\":7", "\"id\":\"x\"");
        let other = lee.replace("On Thinking", "On Doing");
        let json = format!(r#"{{"citationItems":[{{"itemData":{again}}},{{"itemData":{other}}}]}}"#);
        let text = read_text(&json, &mut pool);
        assert_eq!(text.as_deref(), Some("[@lee2011; @lee2011a]"));
        assert_eq!(pool.works.len(), 3);
        // A citation with a work that has no data is read not even in part.
        let json = format!(r#"{{"citationItems":[{{"itemData":{lee}}},{{"uris":["x"]}}]}}"#);
        assert_eq!(read(&json.replace("2011", "1980"), &mut pool), None);
        assert_eq!(pool.works.len(), 3);
        assert_eq!(read("{}", &mut pool), None);
        assert_eq!(read("no", &mut pool), None);
    }
}
