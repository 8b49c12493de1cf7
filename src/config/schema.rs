//! The JSON Schemas of `book.yaml` and of a case's header, for editors. Nothing is read into these types: values are read
//! with their places by `manifest.rs` and `front_matter.rs`, and the suite holds both to the same keys.
#![expect(dead_code, reason = "the types are only described, never made")]

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::diag::{Level, Subject};

/// What stands in `book.yaml`.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Book {
    /// The book's title.
    title: Words,
    /// The subtitle.
    subtitle: Option<Words>,
    /// The title as sorted (`Closer Look, A`).
    sort: Option<Words>,
    /// Base name of the outputs; else made from the title.
    #[schemars(regex(pattern = r"^[A-Za-z0-9_-][A-Za-z0-9._-]*$"))]
    slug: Option<String>,
    /// Who wrote the book.
    authors: Option<OneOrMany<Person>>,
    /// Who helped.
    contributors: Option<OneOrMany<Person>>,
    /// BCP 47 tag of the book's language, such as `en-GB`.
    language: Option<Language>,
    /// ISBN, DOI, URN or address that names the book.
    identifier: Option<Words>,
    /// Date of publication: `2017`, `2017-04` or `2017-04-01`.
    date: Option<Date>,
    /// Who publishes it.
    publisher: Option<Words>,
    /// Who holds which rights.
    rights: Option<Words>,
    /// A paragraph about the book.
    description: Option<Words>,
    /// The edition, in words (`Second edition`).
    edition: Option<Words>,
    /// Subject terms.
    subjects: Option<OneOrMany<Words>>,
    /// What the book was made from: another book, or a work that it retells.
    source: Option<Words>,
    /// The series that it is a part of.
    series: Option<Series>,
    /// The picture on its cover; without it, a cover is drawn.
    cover: Option<Cover>,
    /// What a person has found of its accessibility.
    accessibility: Option<Accessibility>,
    /// What a leading `/` in an image or link means.
    site: Option<Site>,
    /// The paper that the book is printed on.
    page: Option<Page>,
    /// How many levels the contents show: 1 is cases only.
    #[schemars(range(min = 1, max = 4))]
    contents_depth: Option<u8>,
    /// Whether straight quotation marks, `--` and `...` become typographic ones.
    smart_punctuation: Option<bool>,
    /// What becomes of images on the network; without it, they are errors.
    remote_images: Option<RemoteImages>,
    /// The level of each check.
    checks: Option<Checks>,
    /// Files before the cases, in reading order.
    front: Option<OneOrMany<Words>>,
    /// The case files, in reading order; a pattern with `*`, `?` or `[` sorts by name.
    cases: Option<OneOrMany<Words>>,
    /// Files after the cases, in reading order.
    back: Option<OneOrMany<Words>>,
}

/// A person with a part in the book: the name alone, or with more.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Person {
    /// The name as printed.
    Name(String),
    /// The name and more.
    Record(PersonRecord),
}

/// What becomes of an image on the network.
#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
enum RemoteImages {
    /// It stops the build: a book holds its pictures.
    Error,
    /// A link to it, with its alternative text.
    Link,
}

/// A person with a part in the book.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
struct PersonRecord {
    /// The name as printed.
    name: Words,
    /// The name as sorted (`Kelley, Judith G.`).
    sort: Option<Words>,
    /// MARC relator code of what the person did: `aut`, `edt`, `ctb`, `trl`, `ill`, …
    #[schemars(regex(pattern = r"^[a-z]{3}$"))]
    role: Option<String>,
    /// Words printed before the name (`with assistance from`).
    label: Option<Words>,
}

/// A series of books.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
struct Series {
    /// Its name.
    name: Words,
    /// Which of its volumes the book is, in digits (`3`, `2.1`).
    position: Option<Words>,
}

/// The picture on a cover.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
struct Cover {
    /// A JPEG or a PNG, of 1600 by 2400 pixels or more.
    image: Words,
    /// What it shows.
    alt: Option<Words>,
}

/// What a person has found of the book's accessibility.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Accessibility {
    /// The standard, such as `EPUB Accessibility 1.1 - WCAG 2.2 Level AA`.
    #[schemars(regex(pattern = r"^EPUB Accessibility 1\.[01] - WCAG 2\.[012] Level A{1,3}$"))]
    conforms_to: String,
    /// Who has found that.
    certified_by: Words,
}

/// What a leading `/` in an image or link means.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
struct Site {
    /// A folder below the folder of `book.yaml`.
    root: Option<Words>,
    /// The public address.
    #[schemars(regex(pattern = r"^[Hh][Tt][Tt][Pp][Ss]?:"))]
    url: Option<String>,
}

/// The paper that the book is printed on.
#[derive(JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Page {
    /// `A4`, `A5`, `US Letter`, `US Trade`, or width and height such as `170 × 240 mm`.
    trim: Option<String>,
    /// The margins; those that are not named are the theme's.
    margins: Option<Margins>,
    /// What is printed beyond each edge.
    bleed: Option<Length>,
    /// Whether the printer's file has marks where to cut.
    crop_marks: Option<bool>,
    /// What the number of pages in the printer's file is a multiple of.
    #[schemars(range(min = 1, max = 64))]
    multiple: Option<u8>,
}

/// The margins of a page.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
struct Margins {
    /// Above the text.
    top: Option<Length>,
    /// Below the text.
    bottom: Option<Length>,
    /// At the spine.
    inner: Option<Length>,
    /// At the edge that opens.
    outer: Option<Length>,
}

/// The header of a case. Other keys are kept as metadata.
#[derive(JsonSchema)]
struct Header {
    /// The title; else the first heading is it.
    title: Option<Words>,
    /// Address below `site.url`, unique in the book.
    slug: Option<Words>,
    /// A template's name; kept as metadata.
    template: Option<Words>,
    /// A short summary.
    excerpt: Option<Words>,
    /// File name of the case's own PDF.
    pdf: Option<Words>,
    /// How the case is cited; kept as metadata.
    cite: Option<Words>,
    /// A date: `2017`, `2017-04` or `2017-04-01`.
    date: Option<Date>,
    /// BCP 47 tag of the case's language, where it is not the book's.
    language: Option<Language>,
    /// The same as `language`.
    lang: Option<Language>,
}

/// A word or phrase. Numbers and the words of YAML for yes and no are taken as they are written.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Words {
    /// A text.
    Text(String),
    /// A number, as it is written.
    Number(f64),
    /// `true` or `false`, as it is written.
    Flag(bool),
}

/// A list; one value stands for a list of one.
#[derive(JsonSchema)]
#[serde(untagged)]
enum OneOrMany<T> {
    /// The only value.
    One(T),
    /// All values.
    Many(Vec<T>),
}

/// A BCP 47 language tag.
#[derive(JsonSchema)]
struct Language(#[schemars(regex(pattern = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"))] String);

/// A length with its unit: mm, cm, in or pt.
#[derive(JsonSchema)]
struct Length(#[schemars(regex(pattern = r"^\s*[0-9.]+\s*(mm|cm|in|pt)\s*$"))] String);

/// A year, a month or a day.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Date {
    /// A year.
    Year(#[schemars(range(min = 0, max = 9999))] u16),
    /// As ISO 8601 writes it.
    Text(#[schemars(regex(pattern = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))] String),
}

/// The level of each check that has been given one.
struct Checks;

impl JsonSchema for Checks {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Checks")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let levels: Map<String, Value> = Subject::all()
            .map(|subject| {
                let taken = Level::ALL.into_iter().filter(|level| subject.refusal(*level).is_none());
                let names: Vec<&str> = taken.map(Level::name).collect();
                (subject.name().to_owned(), json!({ "type": "string", "enum": names }))
            })
            .collect();
        json_schema!({ "type": "object", "properties": levels, "additionalProperties": false })
    }
}

/// The JSON Schema of `book.yaml`.
#[must_use]
pub fn book() -> String {
    written::<Book>()
}

/// The JSON Schema of the header of a case.
#[must_use]
pub fn front_matter() -> String {
    written::<Header>()
}

/// Draft 7 is what the editors' servers of YAML know best.
fn written<T: JsonSchema>() -> String {
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
