//! The works that the text cites, in the metadata of the HTML.

use serde_json::{Map, Value, json};

use crate::model::{ListedWork, bare_doi};

/// The types of CSL, and those of schema.org. The others are creative works.
const KINDS: &[(&str, &str)] = &[
    ("article-journal", "ScholarlyArticle"),
    ("article-magazine", "Article"),
    ("article-newspaper", "NewsArticle"),
    ("book", "Book"),
    ("chapter", "Chapter"),
    ("collection", "Book"),
    ("dataset", "Dataset"),
    ("legislation", "Legislation"),
    ("motion_picture", "Movie"),
    ("paper-conference", "ScholarlyArticle"),
    ("periodical", "Periodical"),
    ("report", "Report"),
    ("software", "SoftwareApplication"),
    ("song", "MusicRecording"),
    ("thesis", "Thesis"),
    ("webpage", "WebPage"),
];

/// The content of `citation_reference` (Highwire Press tags, which Google Scholar reads): pairs of names and values.
pub fn highwire(work: &ListedWork) -> String {
    let text = |variable: &str| work.text(variable).map(str::to_owned);
    let kind = work.text("type").unwrap_or_default();
    let container = match kind {
        "article-journal" | "article-magazine" | "article-newspaper" => "citation_journal_title",
        "paper-conference" => "citation_conference_title",
        _ => "citation_inbook_title",
    };
    let house = match kind {
        "report" => "citation_technical_report_institution",
        "thesis" => "citation_dissertation_institution",
        _ => "citation_publisher",
    };
    let authors = work.names("author").into_iter().map(|(family, given)| match given {
        Some(given) => format!("{family}, {given}"),
        None => family,
    });
    let pages = work.pages();
    let pairs = [
        ("citation_title", text("title")),
        (container, text("container-title")),
        ("citation_volume", text("volume")),
        ("citation_issue", text("issue")),
        ("citation_firstpage", pages.map(|(first, _)| first.to_owned())),
        ("citation_lastpage", pages.and_then(|(_, last)| last.map(str::to_owned))),
        ("citation_publication_date", work.date("issued").map(|date| date.replace('-', "/"))),
        (house, text("publisher")),
        ("citation_isbn", text("ISBN")),
        ("citation_doi", work.text("DOI").map(|doi| bare_doi(doi).to_owned())),
        ("citation_public_url", text("URL")),
    ];
    let authors = authors.map(|author| ("citation_author", Some(author)));
    let (first, rest) = pairs.split_at(1);
    let pairs = first.iter().cloned().chain(authors).chain(rest.iter().cloned());
    // A semicolon ends a value.
    let pair = |(name, value): (&str, Option<String>)| Some(format!("{name}={}", value?.replace(';', ",")));
    pairs.filter_map(pair).collect::<Vec<_>>().join("; ")
}

/// The work in the vocabulary of schema.org.
pub fn linked_data(work: &ListedWork) -> Value {
    let kind = work.text("type").unwrap_or_default();
    let kind = KINDS.iter().find(|(csl, _)| *csl == kind).map_or("CreativeWork", |(_, kind)| kind);
    let people: Vec<Value> = work.names("author").into_iter().map(|name| person(&name)).collect();
    let container = work.text("container-title").map(|name| json!({"@type": "CreativeWork", "name": name}));
    let publisher = work.text("publisher").map(|name| json!({"@type": "Organization", "name": name}));
    let members = [
        ("@type", json!(kind)),
        ("@id", json!(work.address())),
        ("name", json!(work.text("title"))),
        ("author", json!(people)),
        ("datePublished", json!(work.date("issued"))),
        ("isPartOf", json!(container)),
        ("publisher", json!(publisher)),
        ("pagination", json!(work.text("page"))),
        ("url", json!(work.text("URL"))),
    ];
    let is_given = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    let members = members.into_iter().filter(|(_, value)| is_given(value));
    Value::Object(members.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

fn person((family, given): &(String, Option<String>)) -> Value {
    match given {
        Some(given) => {
            json!({"@type": "Person", "name": format!("{given} {family}"), "familyName": family, "givenName": given})
        }
        None => json!({"@type": "Organization", "name": family}),
    }
}
