//! Citations of `EndNote`, whose fields have the records of the works as XML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::works::{Work, person};
use crate::import::xml::{Budget, Element, parse};

/// The citation of a field, in the form of Zotero. `data` is what the field keeps beside its instruction: the same XML in Base64.
pub fn citation(instruction: &str, data: &str) -> Option<Value> {
    let typed = instruction.find("<EndNote").and_then(|start| instruction.get(start..)).map(str::to_owned);
    let text = typed.or_else(|| decoded(data))?;
    let end = text.find("</EndNote>")? + "</EndNote>".len();
    let root = parse(text.get(..end)?.as_bytes(), "EndNote", &mut Budget::default()).ok()?;
    let cites: Vec<&Element> = root.elements().filter(|cite| cite.name() == "Cite").collect();
    let items: Option<Vec<Value>> = cites.iter().map(|cite| item(cite)).collect();
    // The first work decides about the form: `Smith (2010)`.
    let is_in_text = cites.first().is_some_and(|cite| is_set(cite, "AuthorYear"));
    Some(json!({ "citationItems": items?, "in-text": is_in_text }))
}

fn decoded(data: &str) -> Option<String> {
    let code: String = data.split_whitespace().collect();
    let bytes = STANDARD.decode(code).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let start = text.find("<EndNote")?;
    text.get(start..).map(str::to_owned)
}

fn is_set(cite: &Element, name: &str) -> bool {
    cite.attribute(name) == Some("1")
}

fn item(cite: &Element) -> Option<Value> {
    let own = |name: &str| cite.child(name).map(whole).unwrap_or_default();
    Some(json!({
        "itemData": work(cite.child("record")?),
        "locator": own("Pages"),
        "prefix": own("Prefix"),
        "suffix": own("Suffix"),
        "suppress-author": is_set(cite, "ExcludeAuth"),
    }))
}

/// The text of an element, with that of the styles inside it.
fn whole(element: &Element) -> String {
    let inside = element.descendants().map(Element::text).collect::<String>();
    (element.text() + &inside).trim().to_owned()
}

/// The text of the element at the end of a path.
fn at(record: &Element, path: &str) -> String {
    let found = path.split('/').try_fold(record, |element, name| element.child(name));
    found.map(whole).unwrap_or_default()
}

fn work(record: &Element) -> Value {
    let kind = record.child("ref-type").and_then(|kind| kind.attribute("name")).unwrap_or_default();
    let (kind, container) = match kind {
        "Book" | "Edited Book" | "Electronic Book" | "Classical Work" => ("book", "collection-title"),
        "Book Section" | "Electronic Book Section" => ("chapter", "container-title"),
        "Conference Paper" | "Conference Proceedings" => ("paper-conference", "container-title"),
        "Thesis" => ("thesis", "collection-title"),
        "Report" | "Government Document" | "Standard" => ("report", "collection-title"),
        "Web Page" | "Blog" | "Online Multimedia" => ("webpage", "container-title"),
        "Newspaper Article" => ("article-newspaper", "container-title"),
        "Magazine Article" => ("article-magazine", "container-title"),
        "Manuscript" | "Unpublished Work" => ("manuscript", "container-title"),
        "Personal Communication" => ("personal_communication", "container-title"),
        "Patent" => ("patent", "container-title"),
        "Map" => ("map", "container-title"),
        "Film or Broadcast" => ("motion_picture", "container-title"),
        "Case" => ("legal_case", "container-title"),
        "Bill" => ("bill", "container-title"),
        "Statute" | "Legal Rule or Regulation" => ("legislation", "container-title"),
        "Dataset" => ("dataset", "container-title"),
        "Journal Article" | "Electronic Article" => ("article-journal", "container-title"),
        _ => ("document", "container-title"),
    };
    let mut work = Work::new(kind);
    for (key, path) in [
        ("title", "titles/title"),
        ("title-short", "titles/short-title"),
        (container, "periodical/full-title"),
        (container, "titles/secondary-title"),
        ("collection-title", "titles/tertiary-title"),
        ("page", "pages"),
        ("volume", "volume"),
        ("issue", "number"),
        ("edition", "edition"),
        ("publisher", "publisher"),
        ("publisher-place", "pub-location"),
        ("genre", "work-type"),
        ("language", "language"),
        ("DOI", "electronic-resource-num"),
        ("URL", "urls/related-urls/url"),
        ("URL", "urls/web-urls/url"),
        (if kind == "book" || kind == "chapter" { "ISBN" } else { "ISSN" }, "isbn"),
    ] {
        work.set(key, &at(record, path));
    }
    let second =
        if matches!(kind, "chapter" | "paper-conference" | "book") { "editor" } else { "contributor" };
    for (role, group) in [
        ("author", "authors"),
        (second, "secondary-authors"),
        ("collection-editor", "tertiary-authors"),
        ("translator", "translated-authors"),
    ] {
        let people = record.child("contributors").and_then(|all| all.child(group));
        let people = people.into_iter().flat_map(Element::elements).filter_map(|own| person(&whole(own)));
        work.people(role, people.collect());
    }
    work.date("issued", [&at(record, "dates/year"), "", ""]);
    work.into_value()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_works_in_their_text_or_beside_it() {
        let xml = "<EndNote><Cite ExcludeAuth=\"1\"><Author>Lee</Author><RecNum>3</RecNum><Pages>7</Pages><Prefix>see </Prefix>\
            <record><ref-type name=\"Book Section\">5</ref-type><contributors><authors><author><style face=\"normal\">Lee, I.</style></author></authors>\
            <secondary-authors><author>World Bank,</author></secondary-authors></contributors><titles><title><style>On </style><style>Ports</style></title>\
            <secondary-title>Seas</secondary-title></titles><dates><year>2011</year></dates><isbn>1</isbn></record></Cite></EndNote>";
        let expected = json!({
            "citationItems": [{
                "itemData": {
                    "type": "chapter", "title": "On Ports", "container-title": "Seas", "ISBN": "1",
                    "author": [{ "family": "Lee", "given": "I." }], "editor": [{ "literal": "World Bank" }],
                    "issued": { "date-parts": [[2011]] },
                },
                "locator": "7", "prefix": "see", "suffix": "", "suppress-author": true,
            }],
            "in-text": false,
        });
        let code = STANDARD.encode(xml.to_owned() + "\0");
        assert_eq!(citation(&format!(" ADDIN EN.CITE {xml} "), "").as_ref(), Some(&expected));
        assert_eq!(citation("ADDIN EN.CITE", &format!("{}\r\n{}", &code[..60], &code[60..])), Some(expected));
        for (instruction, data) in
            [("ADDIN EN.CITE", ""), ("EN.CITE <EndNote><Cite/></EndNote>", ""), ("", "!")]
        {
            assert_eq!(citation(instruction, data), None, "{instruction}");
        }
    }
}
