//! The metadata in the `<head>`, for browsers, search engines and reference managers.

use serde_json::{Value, json};

use super::edition::SingleFile;
use super::works;
use crate::apparatus::citation::{doi, isbn};
use crate::markup::Tag;
use crate::model::{Date, Part, Person};
use crate::resolve::Book;

/// The `<meta>` elements with the metadata of `book.yaml`: for Google Scholar and reference managers (`citation_*`), as
/// Dublin Core, and for link previews (Open Graph).
pub fn metadata(book: &Book) -> String {
    let tag = |kind: &str, name: &str, content: &str| {
        Tag::new("meta").with(kind, name).with("content", content).void::<SingleFile<'_>>() + "\n"
    };
    let icon = Tag::new("link").with("rel", "icon").with("href", "data:,").void::<SingleFile<'_>>();
    let mut out = [
        tag("name", "viewport", "width=device-width, initial-scale=1"),
        tag("name", "color-scheme", "light dark"),
        tag("name", "generator", concat!("casebook ", env!("CARGO_PKG_VERSION"))),
        icon + "\n",
    ]
    .concat();
    let mut meta = |kind: &str, name: &str, content: Option<&str>| {
        out += &content.map(|content| tag(kind, name, content)).unwrap_or_default();
    };
    let manifest = book.manifest();
    let identifier = manifest.identifier.as_deref();
    let date = manifest.date.map(|date| date.to_string());
    let address = manifest.site.url.as_deref();
    let title = whole_title(book);
    for author in &manifest.authors {
        meta("name", "author", Some(&author.name));
    }
    meta("name", "description", manifest.description.as_deref());

    meta("name", "citation_title", Some(&title));
    for author in &manifest.authors {
        meta("name", "citation_author", Some(sorted(author)));
    }
    meta("name", "citation_publication_date", manifest.date.map(scholarly).as_deref());
    meta("name", "citation_publisher", manifest.publisher.as_deref());
    meta("name", "citation_isbn", identifier.and_then(isbn));
    meta("name", "citation_doi", identifier.and_then(doi));
    meta("name", "citation_language", Some(&manifest.language));
    meta("name", "citation_public_url", address);
    let subjects = Some(manifest.subjects.join("; ")).filter(|words| !words.is_empty());
    meta("name", "citation_keywords", subjects.as_deref());

    for work in book.works() {
        meta("name", "citation_reference", Some(&works::highwire(&work)));
    }

    meta("name", "DC.title", Some(&title));
    for author in &manifest.authors {
        meta("name", "DC.creator", Some(sorted(author)));
    }
    for contributor in &manifest.contributors {
        meta("name", "DC.contributor", Some(sorted(contributor)));
    }
    meta("name", "DC.publisher", manifest.publisher.as_deref());
    meta("name", "DC.date", date.as_deref());
    meta("name", "DC.language", Some(&manifest.language));
    meta("name", "DC.identifier", identifier);
    meta("name", "DC.rights", manifest.rights.as_deref());
    meta("name", "DC.description", manifest.description.as_deref());
    for subject in &manifest.subjects {
        meta("name", "DC.subject", Some(subject));
    }
    meta("name", "DC.type", Some("Text"));
    meta("name", "DC.format", Some("text/html"));

    meta("property", "og:type", Some("book"));
    meta("property", "og:title", Some(&manifest.title));
    meta("property", "og:description", manifest.description.as_deref());
    meta("property", "og:locale", Some(&manifest.language.replace('-', "_")));
    meta("property", "og:url", address);
    for author in &manifest.authors {
        meta("property", "book:author", Some(&author.name));
    }
    meta("property", "book:isbn", identifier.and_then(isbn));
    meta("property", "book:release_date", date.as_deref());
    for subject in &manifest.subjects {
        meta("property", "book:tag", Some(subject));
    }
    out
}

/// The book and its cases in the vocabulary of schema.org (`Book`, `Chapter`), as JSON-LD.
pub fn linked_data(book: &Book) -> String {
    let manifest = book.manifest();
    let people = |people: &[Person]| -> Vec<Value> {
        people.iter().map(|person| json!({"@type": "Person", "name": person.name})).collect()
    };
    let chapters: Vec<Value> = book
        .cases()
        .iter()
        .filter(|case| case.part() == Part::Cases)
        .enumerate()
        .map(|(index, case)| {
            given(&[
                ("@type", json!("Chapter")),
                ("@id", json!(format!("#{}", case.key()))),
                ("name", json!(case.plain_title())),
                ("position", json!(index + 1)),
                ("url", json!(book.address(case))),
                ("abstract", json!(case.source().header.excerpt)),
                ("inLanguage", json!(case.language())),
            ])
        })
        .collect();
    let publisher = manifest.publisher.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
    let identifier = manifest.identifier.as_deref();
    let citation: Vec<Value> = book.works().iter().map(|work| works::linked_data(work)).collect();
    let value = given(&[
        ("@context", json!("https://schema.org")),
        ("@type", json!("Book")),
        ("name", json!(manifest.title)),
        ("alternativeHeadline", json!(manifest.subtitle)),
        ("author", json!(people(&manifest.authors))),
        ("contributor", json!(people(&manifest.contributors))),
        ("publisher", json!(publisher)),
        ("datePublished", json!(manifest.date.map(|date| date.to_string()))),
        ("inLanguage", json!(manifest.language)),
        ("isbn", json!(identifier.and_then(isbn))),
        ("identifier", json!(identifier)),
        ("url", json!(manifest.site.url)),
        ("bookEdition", json!(manifest.edition)),
        ("copyrightNotice", json!(manifest.rights)),
        ("description", json!(manifest.description)),
        ("keywords", json!(manifest.subjects)),
        ("bookFormat", json!("https://schema.org/EBook")),
        ("hasPart", json!(chapters)),
        ("citation", json!(citation)),
    ]);
    // The text must not end the element that contains it.
    value.to_string().replace('<', "\\u003c")
}

/// An object without members that are null or empty lists.
fn given(pairs: &[(&str, Value)]) -> Value {
    let is_given = |value: &Value| !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty());
    pairs
        .iter()
        .filter(|(_, value)| is_given(value))
        .map(|(key, value)| ((*key).to_owned(), value.clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Title and subtitle.
fn whole_title(book: &Book) -> String {
    let manifest = book.manifest();
    let subtitle = manifest.subtitle.as_ref().map(|words| format!(": {words}")).unwrap_or_default();
    format!("{}{subtitle}", manifest.title)
}

/// The sort name, which reference managers parse best.
fn sorted(person: &Person) -> &str {
    person.sort.as_deref().unwrap_or(&person.name)
}

/// A date in the format of Google Scholar: `2017/4/1`.
fn scholarly(date: Date) -> String {
    let parts = [Some(date.year.to_string()), date.month.map(|month| month.to_string())];
    let day = date.day.map(|day| day.to_string());
    parts.into_iter().chain([day]).flatten().collect::<Vec<_>>().join("/")
}
