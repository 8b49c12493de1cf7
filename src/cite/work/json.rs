//! Reads CSL JSON, which Zotero and Mendeley write (schema `csl-data.json` of Citation Style Language 1.0.2). Every variable is
//! kept.

use hayagriva::citationberg::taxonomy::{DateVariable, NameVariable, Variable};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::dates::{self, Date};
use super::marks::{OTHERS, fixed};
use super::{Name, Work};

/// Variables that programs write under other names.
const ALIASES: &[(&str, &str)] = &[
    ("shortTitle", "title-short"),
    ("journalAbbreviation", "container-title-short"),
    ("event", "event-title"),
];

/// Members that are for programs only.
const UNPRINTED: [&str; 5] = ["id", "type", "citation-key", "categories", "custom"];

/// Variables of CSL 1.0.2 that the printing library does not list.
const UNLISTED: [&str; 4] = ["archive_collection", "archive_location", "event", "collection-editor"];

/// The work of an item, and the names of its members that are no variables. `None` without an `id`.
pub fn work(item: &Map<String, Value>) -> Option<(Work, Vec<String>)> {
    let key = key(item)?;
    let kind = item.get("type").and_then(Value::as_str).unwrap_or("document");
    let (mut work, mut unknown) = (Work::new(&key, kind), Vec::new());
    for (member, value) in item.iter().filter(|(member, _)| !UNPRINTED.contains(&member.as_str())) {
        let alias = ALIASES.iter().find(|(alias, _)| alias == member);
        let variable = alias.map_or(member.as_str(), |(_, variable)| variable);
        if !is_variable(variable) || !set(&mut work, variable, value) {
            unknown.push(member.clone());
        }
    }
    read_note(&mut work, item);
    Some((work, unknown))
}

/// Reads the variables that Zotero keeps in the note of an item, one in a line: `original-date: 1865`, `editor: Hill || Beth`. An item
/// has them for variables for which Zotero has no field.
fn read_note(work: &mut Work, item: &Map<String, Value>) {
    let note = item.get("note").and_then(Value::as_str).unwrap_or_default();
    let mut is_read = |line: &str| {
        let Some((name, words)) = line.split_once(':') else { return false };
        let (name, words) = (name.trim().to_lowercase().replace(' ', "-"), words.trim());
        let spelled = [name.clone(), name.to_uppercase()].into_iter().find(|name| is_variable(name));
        let Some(variable) = spelled.filter(|name| !item.contains_key(name) && !words.is_empty()) else {
            return false;
        };
        if of::<NameVariable>(&variable) {
            let (family, given) = words.split_once("||").unwrap_or((words, ""));
            let (family, given) = (family.trim().to_owned(), given.trim().to_owned());
            work.add_names(&variable, &[Name { family, given, ..Name::default() }]);
            return true;
        }
        set(work, &variable, &Value::String(words.to_owned()))
    };
    let rest: Vec<&str> = note.lines().filter(|line| !is_read(line)).collect();
    work.item.0.remove("note");
    work.set("note", &rest.join("\n"));
}

/// The key of an item.
pub fn key(item: &Map<String, Value>) -> Option<String> {
    scalar(item.get("id")?)
}

/// Whether CSL has a variable with this name.
fn is_variable(name: &str) -> bool {
    of::<Variable>(name) || of::<NameVariable>(name) || of::<DateVariable>(name) || UNLISTED.contains(&name)
}

/// Whether a name is that of a variable of some kind.
fn of<V: DeserializeOwned>(name: &str) -> bool {
    serde_json::from_value::<V>(Value::String(name.to_owned())).is_ok()
}

/// Sets a variable. Returns whether the value can be printed.
fn set(work: &mut Work, variable: &str, value: &Value) -> bool {
    match value {
        Value::String(_) | Value::Number(_) if of::<NameVariable>(variable) => false,
        Value::String(_) | Value::Number(_) if of::<DateVariable>(variable) => {
            let words = scalar(value).unwrap_or_default();
            set_date(
                work,
                variable,
                &Value::Object(Map::from_iter([("raw".to_owned(), Value::String(words))])),
            )
        }
        Value::String(_) | Value::Number(_) => {
            let words = scalar(value).unwrap_or_default();
            work.set(variable, &plain(&words));
            true
        }
        Value::Array(_) => {
            let names = names(value);
            let is_read = !names.is_empty() || value.as_array().is_some_and(Vec::is_empty);
            work.set_names(variable, &names);
            is_read
        }
        Value::Object(_) => set_date(work, variable, value),
        Value::Null => true,
        Value::Bool(_) => false,
    }
}

fn set_date(work: &mut Work, variable: &str, value: &Value) -> bool {
    let text = |member: &str| value.get(member).and_then(Value::as_str);
    let circa = value.get("circa").is_some_and(|circa| {
        circa.as_bool() == Some(true) || circa.as_str() == Some("true") || circa.as_i64() == Some(1)
    });
    let season = value.get("season").and_then(scalar).and_then(|season| season.parse().ok());
    let season = season.map(|season: u8| season % 20).filter(|season| (1..=4).contains(season));
    let known = parts(value).or_else(|| text("raw").or(text("literal")).and_then(dates::range));
    match (known, text("literal").or(text("raw"))) {
        (Some((date, end)), _) => {
            let date = Date { season: season.or(date.season), is_circa: circa || date.is_circa, ..date };
            work.set_date(variable, date, end);
        }
        (None, Some(words)) if variable == "issued" => work.undated = Some(words.to_owned()),
        (None, _) => return false,
    }
    true
}

/// The date in `date-parts`.
fn parts(value: &Value) -> Option<(Date, Option<Date>)> {
    let number = |part: &Value| part.as_i64().or_else(|| part.as_str()?.trim().parse().ok());
    let one = |parts: &Value| {
        let parts: Vec<i64> = parts.as_array()?.iter().map_while(number).collect();
        // No year is 0: that before 1 is -1.
        let year = parts.first().map(|year| year + i64::from(*year < 0))?;
        let year = i16::try_from(year).ok()?;
        let part = |index: usize, most: u8| {
            parts
                .get(index)
                .and_then(|part| u8::try_from(*part).ok())
                .filter(|part| (1..=most).contains(part))
        };
        Some(Date { year, month: part(1, 12), day: part(2, 31), season: None, is_circa: false })
    };
    let mut dates = value.get("date-parts")?.as_array()?.iter().filter_map(one);
    Some((dates.next()?, dates.next()))
}

/// A string or a number.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.clone()).filter(|words| !words.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The text without the tags that CSL allows: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>`, `<span>`. In `<span class="nocase">`,
/// letters keep their case.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    let mut rest = words;
    let mut is_fixed = false;
    let mut push = |words: &str, is_fixed: bool| {
        plain += &if is_fixed { fixed(words) } else { words.to_owned() };
    };
    while let Some(open) = rest.find('<') {
        let name = rest[open + 1..].trim_start_matches('/');
        let is_tag = ["i>", "b>", "sup>", "sub>", "sc>", "span"].iter().any(|tag| name.starts_with(tag));
        let end = rest[open..].find('>').filter(|_| is_tag).map_or(open + 1, |end| open + end + 1);
        push(&rest[..if is_tag { open } else { end }], is_fixed);
        is_fixed = rest[open..end].contains("nocase") || is_fixed && !rest[open..end].starts_with("</span");
        rest = &rest[end..];
    }
    push(rest, is_fixed);
    plain
}

fn names(value: &Value) -> Vec<Name> {
    let name = |person: &Value| {
        let text = |key: &str| person.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let (family, given) = (text("family"), text("given"));
        let family = if family.is_empty() { text("literal") } else { family };
        if family == "others" {
            return Name { family: OTHERS.to_string(), ..Name::default() };
        }
        // Persons with one name, such as artists, have it in either member.
        let (family, given) = if family.is_empty() { (given, String::new()) } else { (family, given) };
        Name {
            family,
            given,
            dropping: text("dropping-particle"),
            fixed: text("non-dropping-particle"),
            suffix: text("suffix"),
        }
    };
    value.as_array().into_iter().flatten().map(name).filter(|name| !name.family.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::marks::shown;
    use super::*;

    #[test]
    fn every_variable_is_kept() -> Result<(), Box<dyn std::error::Error>> {
        let text = r#"{"id": "k", "type": "chapter", "title": "A <i>Chapter</i> & x<y", "container-title": "A Book",
            "author": [{"family": "Beethoven", "dropping-particle": "van", "given": "Ludwig"}, {"literal": "The State"},
            {"given": "Banksy"}, {"literal": "others"}],
            "issued": {"date-parts": [[2015, 3], ["2016"]]}, "page": 12, "section": "IV", "journalAbbreviation": "B.",
            "medium": "microfilm", "custom": {"a": 1}, "event-date": {"raw": "2014-05"}, "volume": true, "publsher": "Press",
            "editor": "Someone", "accessed": "2020-03", "submitted": {"date-parts": [[]]}}"#;
        let (work, unknown) = work(&serde_json::from_str(text)?).ok_or("no work")?;
        for (variable, expected) in [
            ("title", "A Chapter & x<y"),
            ("container-title", "A Book"),
            ("page", "12"),
            ("section", "IV"),
            ("container-title-short", "B."),
            ("medium", "microfilm"),
        ] {
            assert_eq!(work.text(variable), Some(expected));
        }
        let author = work.names("author");
        assert_eq!((author[0].dropping.as_str(), author[1].family.as_str()), ("van", "The State"));
        assert_eq!(
            (author[2].family.as_str(), author[3].family.as_str()),
            ("Banksy", OTHERS.to_string().as_str())
        );
        let issued = work.date("issued").ok_or("no date")?;
        assert_eq!((issued.year, issued.month, work.ends["issued"].year), (2015, Some(3), 2016));
        assert_eq!(work.date("event-date").and_then(|date| date.month), Some(5));
        assert_eq!(work.date("accessed").and_then(|date| date.month), Some(3));
        assert_eq!(unknown, ["editor", "publsher", "submitted", "volume"]);
        Ok(())
    }

    #[test]
    fn variables_in_notes_are_read() -> Result<(), Box<dyn std::error::Error>> {
        let text = r#"{"id": "k", "type": "book", "genre": "Essay",
            "note": "Original Date: 1865\ndoi: 10.1/x\neditor: Hill || Beth\neditor: Port Office\ngenre: Novel\nSee: more"}"#;
        let (work, unknown) = work(&serde_json::from_str(text)?).ok_or("no work")?;
        assert_eq!(work.date("original-date").map(|date| date.year), Some(1865));
        assert_eq!((work.text("DOI"), work.text("genre")), (Some("10.1/x"), Some("Essay")));
        let editors: Vec<_> = work.names("editor").into_iter().map(|name| name.family).collect();
        assert_eq!((editors, unknown), (vec!["Hill".to_owned(), "Port Office".to_owned()], Vec::new()));
        assert_eq!(work.text("note"), Some("genre: Novel\nSee: more"));
        Ok(())
    }

    #[test]
    fn tags_are_left_out() {
        let words = r#"<i>A</i> <span class="nocase">iPad</span> b < c"#;
        assert_eq!(shown(&plain(words)), "A iPad b < c");
        assert!(plain(words).starts_with("A "));
        assert!(!plain(words).contains("iPad"));
    }
}
