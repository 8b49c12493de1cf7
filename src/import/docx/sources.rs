//! The works that Word itself keeps in a document (ECMA-376, part 1, section 22.6), and the citations that name them.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::import::building::works::Work;
use crate::import::xml::Element;

/// The works, by their tags in lower case.
#[derive(Debug, Default)]
pub struct Sources(HashMap<String, Value>);

impl Sources {
    /// Adds the works of a part, which may be of another kind.
    pub fn add(&mut self, root: &Element) {
        for source in root.elements().filter(|source| source.name() == "b:Source") {
            self.0.entry(text(source, "Tag").to_lowercase()).or_insert_with(|| work(source));
        }
    }

    /// The citation that the words after `CITATION` describe, in the form of Zotero; `None` if a work is missing.
    pub fn citation(&self, words: &[String]) -> Option<Value> {
        let items: Option<Vec<Value>> = cited(words).iter().map(|cited| self.item(cited)).collect();
        Some(json!({ "citationItems": items? }))
    }

    fn item(&self, cited: &Cited) -> Option<Value> {
        let (label, locator) = match (cited.volume.as_str(), cited.page.as_str()) {
            ("", page) => ("page", page.to_owned()),
            (volume, "") => ("volume", volume.to_owned()),
            (volume, page) => ("volume", format!("{volume}, p. {page}")),
        };
        Some(json!({
            "itemData": self.0.get(&cited.tag.to_lowercase())?,
            "label": label,
            "locator": locator,
            "prefix": cited.prefix,
            "suffix": cited.suffix,
            "suppress-author": cited.hides_author,
        }))
    }
}

/// A work in a citation.
#[derive(Debug, Default, Clone)]
struct Cited {
    tag: String,
    page: String,
    volume: String,
    prefix: String,
    suffix: String,
    hides_author: bool,
}

/// The works of a citation (ECMA-376, part 1, section 17.16.5.6). Switches belong to the work before them.
fn cited(words: &[String]) -> Vec<Cited> {
    let mut rest = words.iter().cloned();
    let mut found = vec![Cited { tag: rest.next().unwrap_or_default(), ..Cited::default() }];
    while let Some(word) = rest.next() {
        let Some(last) = found.last_mut() else { break };
        match word.as_str() {
            "\\m" => found.push(Cited { tag: rest.next().unwrap_or_default(), ..Cited::default() }),
            "\\p" => last.page = rest.next().unwrap_or_default(),
            "\\v" => last.volume = rest.next().unwrap_or_default(),
            "\\f" => last.prefix = rest.next().unwrap_or_default(),
            "\\s" => last.suffix = rest.next().unwrap_or_default(),
            "\\n" => last.hides_author = true,
            _ => {}
        }
    }
    found
}

/// The text of a field of a work.
fn text(source: &Element, name: &str) -> String {
    source.child(&format!("b:{name}")).map(Element::text).unwrap_or_default().trim().to_owned()
}

fn work(source: &Element) -> Value {
    let kind = match text(source, "SourceType").as_str() {
        "Book" => "book",
        "BookSection" => "chapter",
        "JournalArticle" => "article-journal",
        "ArticleInAPeriodical" => "article-magazine",
        "ConferenceProceedings" => "paper-conference",
        "Report" if text(source, "ThesisType").to_lowercase().contains("thes") => "thesis",
        "Report" => "report",
        "InternetSite" | "DocumentFromInternetSite" | "ElectronicSource" => "webpage",
        "Film" => "motion_picture",
        "SoundRecording" => "song",
        "Performance" => "performance",
        "Art" => "graphic",
        "Interview" => "interview",
        "Patent" => "patent",
        "Case" => "legal_case",
        _ => "document",
    };
    let mut work = Work::new(kind);
    for (key, name) in [
        ("title", "Title"),
        ("title-short", "ShortTitle"),
        ("container-title", "JournalName"),
        ("container-title", "PeriodicalTitle"),
        ("container-title", "BookTitle"),
        ("container-title", "ConferenceName"),
        ("container-title", "InternetSiteTitle"),
        ("container-title", "AlbumTitle"),
        ("container-title", "PublicationTitle"),
        ("publisher", "Publisher"),
        ("publisher", "Institution"),
        ("publisher", "ProductionCompany"),
        ("publisher-place", "City"),
        ("volume", "Volume"),
        ("issue", "Issue"),
        ("page", "Pages"),
        ("edition", "Edition"),
        ("genre", "ThesisType"),
        ("medium", "Medium"),
        ("version", "Version"),
        ("number", "PatentNumber"),
        ("number", "CaseNumber"),
        ("authority", "Court"),
        ("chapter-number", "ChapterNumber"),
        ("number-of-volumes", "NumberVolumes"),
        ("DOI", "DOI"),
        ("URL", "URL"),
        (if matches!(kind, "book" | "chapter") { "ISBN" } else { "ISSN" }, "StandardNumber"),
        ("note", "Comments"),
    ] {
        work.set(key, &text(source, name));
    }
    for (role, name) in [
        ("author", "Author"),
        ("editor", "Editor"),
        ("translator", "Translator"),
        ("container-author", "BookAuthor"),
        ("director", "Director"),
        ("interviewer", "Interviewer"),
    ] {
        work.people(role, people(source, name));
    }
    work.date(
        "issued",
        ["Year", "Month", "Day"].map(|name| text(source, name)).each_ref().map(String::as_str),
    );
    let accessed = ["YearAccessed", "MonthAccessed", "DayAccessed"].map(|name| text(source, name));
    work.date("accessed", accessed.each_ref().map(String::as_str));
    work.into_value()
}

/// The people with a role: persons, or an organization.
fn people(source: &Element, role: &str) -> Vec<Value> {
    let Some(group) = source.child("b:Author").and_then(|all| all.child(&format!("b:{role}"))) else {
        return Vec::new();
    };
    let person = |person: &Element| {
        let given = [text(person, "First"), text(person, "Middle")].join(" ");
        json!({ "family": text(person, "Last"), "given": given.trim() })
    };
    let whole = text(group, "Corporate");
    if !whole.is_empty() {
        return vec![json!({ "literal": whole })];
    }
    group.descendants().filter(|own| own.name() == "b:Person").map(person).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::xml::{Budget, parse};

    #[test]
    fn citations_have_their_works_and_switches() {
        let source = |tag: &str, more: &str| {
            format!("<b:Source><b:Tag>{tag}</b:Tag><b:SourceType>Book</b:SourceType>{more}</b:Source>")
        };
        let person = "<b:Author><b:Author><b:NameList><b:Person><b:Last>Lee</b:Last><b:First>Ida</b:First><b:Middle>B.</b:Middle></b:Person></b:NameList></b:Author></b:Author>";
        let whole = "<b:Author><b:Author><b:Corporate>World Bank</b:Corporate></b:Author></b:Author>";
        let text = format!(
            "<b:Sources xmlns:b='http://schemas.openxmlformats.org/officeDocument/2006/bibliography'>{}{}</b:Sources>",
            source("Lee11", &format!("{person}<b:Title>Ports</b:Title><b:Year>2011</b:Year>")),
            source("Wor01", whole)
        );
        let Ok(root) = parse(text.as_bytes(), "sources", &mut Budget::default()) else { panic!("{text}") };
        let mut sources = Sources::default();
        sources.add(&root);
        let found = |words: &str| sources.citation(&words.split(' ').map(str::to_owned).collect::<Vec<_>>());
        let item = |words: &str, index: usize, key: &str| {
            found(words).and_then(|value| value["citationItems"].get(index)?.get(key).cloned())
        };
        let lee = json!({
            "type": "book", "title": "Ports", "author": [{ "family": "Lee", "given": "Ida B." }],
            "issued": { "date-parts": [[2011]] },
        });
        let all = r"lee11 \l 1033 \p 12 \f see \n \m Wor01 \v 2 \p 3-4 \s more";
        for (index, key, expected) in [
            (0, "itemData", lee),
            (0, "locator", json!("12")),
            (0, "prefix", json!("see")),
            (0, "suppress-author", json!(true)),
            (1, "locator", json!("2, p. 3-4")),
            (1, "label", json!("volume")),
            (1, "suffix", json!("more")),
            (1, "itemData", json!({ "type": "book", "author": [{ "literal": "World Bank" }] })),
        ] {
            assert_eq!(item(all, index, key), Some(expected), "{index} {key}");
        }
        assert_eq!(found(r"Lee11 \m Unknown"), None);
    }
}
