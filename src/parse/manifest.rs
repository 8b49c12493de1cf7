//! Reads `book.yaml`.

use super::checks::checks;
use super::fields::Fields;
use super::repair;
use super::sheet::sheet;
use super::text;
use super::yaml::Yaml;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Entry, Manifest, Part, Person, Site};
use crate::source::{FileId, Span};

const KEYS: &[&str] = &[
    "title",
    "subtitle",
    "slug",
    "authors",
    "contributors",
    "language",
    "identifier",
    "date",
    "publisher",
    "rights",
    "description",
    "edition",
    "subjects",
    "site",
    "page",
    "contents-depth",
    "smart-punctuation",
    "checks",
    "front",
    "cases",
    "back",
];

/// Reads `book.yaml`. Every text is a manifest: what is wrong with it is complained of, and the rest is used.
#[must_use]
pub fn manifest(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Manifest {
    let source = repair::source(file, text, diagnostics);
    let yaml = Yaml::new(&source, 0..source.text.len());
    let mut fields = Fields::read(&yaml, diagnostics);
    if fields.is_unreadable() {
        return Manifest::unreadable(file);
    }
    fields.only(KEYS);
    let smart_punctuation = fields.flag("smart-punctuation", true);
    let typographic = |words: String| if smart_punctuation { text::typographic(&words) } else { words };
    let title = typographic(fields.required_text("title"));
    let language = fields.language("language").unwrap_or_else(|| "en".to_owned());
    let levels = fields.inside("checks", checks).unwrap_or_default();
    let manifest = Manifest {
        file,
        title,
        subtitle: fields.text("subtitle").map(typographic),
        slug: slug(&mut fields),
        authors: fields.each("authors", |fields| person(fields, "aut")),
        contributors: fields.each("contributors", |fields| person(fields, "ctb")),
        language,
        identifier: fields.text("identifier"),
        date: fields.date("date"),
        publisher: fields.text("publisher"),
        rights: fields.text("rights"),
        description: fields.text("description"),
        edition: fields.text("edition").map(typographic),
        subjects: fields.texts("subjects").into_iter().map(|(subject, _)| subject).collect(),
        site: fields.inside("site", site).unwrap_or_default(),
        sheet: fields.inside("page", sheet).unwrap_or_default(),
        contents_depth: fields.number("contents-depth", 1..=4, 2),
        smart_punctuation,
        order: Part::ALL.iter().flat_map(|part| entries(&mut fields, *part)).collect(),
    };
    diagnostics.levels = levels;
    if manifest.order.is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptyProject, Span::whole(file), "the book has no cases")
                .help("name the case files, in reading order, under `cases:`"),
        );
    }
    manifest
}

fn slug(fields: &mut Fields<'_, '_>) -> Option<String> {
    let slug = fields.text("slug")?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    if slug.is_empty() || slug.starts_with('.') || !slug.chars().all(is_plain) {
        let help = "use only a to z, 0 to 9, hyphen, underscore and full stop";
        fields.complain("slug", format!("`{slug}` cannot be a file name everywhere"), help);
        return None;
    }
    Some(slug)
}

fn person(fields: &mut Fields<'_, '_>, role: &str) -> Person {
    fields.only(&["name", "sort", "role", "label"]);
    Person {
        name: fields.required_text("name"),
        sort: fields.text("sort"),
        role: relator(fields).unwrap_or_else(|| role.to_owned()),
        label: fields.text("label"),
    }
}

/// A MARC relator code: three lower-case letters.
fn relator(fields: &mut Fields<'_, '_>) -> Option<String> {
    let role = fields.text("role")?;
    if role.len() == 3 && role.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(role);
    }
    let help =
        "common codes are aut (author), edt (editor), ctb (contributor), trl (translator), ill (illustrator)";
    fields.complain("role", format!("`{role}` is not a MARC relator code"), help);
    None
}

fn site(fields: &mut Fields<'_, '_>) -> Site {
    fields.only(&["root", "url"]);
    let root = fields.text("root").unwrap_or_default();
    let root = root.split('/').filter(|part| !part.is_empty() && *part != ".").collect::<Vec<_>>();
    if root.contains(&"..") {
        fields.complain(
            "root",
            "`root` must stay inside the project folder",
            "name a folder below book.yaml, or `.`",
        );
    }
    let url = fields.text("url").and_then(|url| {
        if url::Url::parse(&url).is_ok_and(|url| matches!(url.scheme(), "http" | "https")) {
            return Some(url.trim_end_matches('/').to_owned());
        }
        fields.complain("url", format!("`{url}` is not a web address"), "write it with `https://` in front");
        None
    });
    Site { root: root.join("/"), url }
}

fn entries(fields: &mut Fields<'_, '_>, part: Part) -> Vec<Entry> {
    let texts = fields.texts(part.key());
    texts.into_iter().map(|(pattern, span)| Entry { part, pattern, span }).collect()
}
