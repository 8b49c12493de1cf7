//! The metadata of the package document (EPUB 3.3, section 5.5).

use uuid::Uuid;

use super::documents::{Material, modified};
use crate::markup::Tag;
use crate::model::{ListedWork, Person};
use crate::resolve::Book;

/// The identifier of a book without an ISBN. It is the same in every build.
pub fn uuid(book: &Book) -> Uuid {
    let manifest = book.manifest();
    let name = manifest
        .identifier
        .clone()
        .unwrap_or_else(|| format!("casebook:{}:{}", manifest.language, manifest.title));
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
}

/// The unique identifier, which package document and NCX share. Bookshops expect the ISBN there.
pub fn unique_identifier(book: &Book) -> String {
    match &book.manifest().isbn {
        Some(digits) => format!("urn:isbn:{digits}"),
        None => format!("urn:uuid:{}", uuid(book)),
    }
}

/// Writes Dublin Core elements and the properties that refine them, one per line.
struct Lines(String);

impl Lines {
    fn push(&mut self, markup: &str) {
        self.0.push_str("    ");
        self.0.push_str(markup);
        self.0.push('\n');
    }

    /// Adds a Dublin Core element if it has a value.
    fn element(&mut self, name: &str, id: Option<&str>, value: Option<&str>) {
        if let Some(value) = value {
            self.push(&Tag::new(&format!("dc:{name}")).with_some("id", id).text(value));
        }
    }

    /// A property of the book.
    fn property(&mut self, name: &str, value: &str) {
        self.push(&Tag::new("meta").with("property", name).text(value));
    }

    /// A property of the element with this id.
    fn refine(&mut self, id: &str, name: &str, value: &str) {
        self.push(&refining(id, name).text(value));
    }
}

/// A property of the element with this id.
fn refining<'n>(id: &str, name: &str) -> Tag<'n> {
    Tag::new("meta").with("refines", format!("#{id}")).with("property", name)
}

/// A property of the book that others refine.
fn named<'n>(name: &str, id: &str) -> Tag<'n> {
    Tag::new("meta").with("property", name).with("id", id)
}

/// The content of `<metadata>`.
pub fn metadata(book: &Book, material: &Material<'_>) -> String {
    let manifest = book.manifest();
    let mut lines = Lines(String::from("\n"));
    lines.element("identifier", Some("epub-id"), Some(&unique_identifier(book)));
    let other = manifest.identifier.as_deref().filter(|_| manifest.isbn.is_none());
    lines.element("identifier", Some("book-id"), other);
    titles(book, &mut lines);
    lines.element("language", None, Some(&manifest.language));
    for (index, author) in manifest.authors.iter().enumerate() {
        person("creator", index, author, &mut lines);
    }
    for (index, contributor) in manifest.contributors.iter().enumerate() {
        person("contributor", index, contributor, &mut lines);
    }
    lines.element("publisher", None, manifest.publisher.as_deref());
    lines.element("date", None, manifest.date.map(|date| date.to_string()).as_deref());
    lines.element("rights", None, manifest.rights.as_deref());
    lines.element("description", None, manifest.description.as_deref());
    for subject in &manifest.subjects {
        lines.element("subject", None, Some(subject));
    }
    lines.element("source", None, manifest.source.as_deref());
    if material.page_breaks.is_some() {
        // The page list has the pages of the PDF that is built from the same sources.
        let identifier = manifest.identifier.as_deref().unwrap_or(&manifest.title);
        lines.element("source", Some("pages"), Some(&format!("{identifier} (PDF)")));
        lines.refine("pages", "source-of", "pagination");
    }
    if let Some(series) = &manifest.series {
        lines.push(&named("belongs-to-collection", "series").text(&series.name));
        lines.refine("series", "collection-type", "series");
        if let Some(position) = &series.position {
            lines.refine("series", "group-position", position);
        }
    }
    lines.property("dcterms:modified", &modified(book).format("%Y-%m-%dT%H:%M:%SZ").to_string());
    for work in book.works() {
        lines.property("dcterms:references", &reference(&work));
    }
    accessibility(book, material, &mut lines);
    claim(book, &mut lines);
    // EPUB 2 readers and some bookshops find the cover by this element.
    lines.push(&Tag::new("meta").with("name", "cover").with("content", "cover-image").empty());
    lines.0.push_str("  ");
    lines.0
}

/// A work that the text cites, by its address, its ISBN, or else in words.
fn reference(work: &ListedWork) -> String {
    let isbn = || work.text("ISBN").map(|isbn| format!("urn:isbn:{}", isbn.replace(['-', ' '], "")));
    work.address().or_else(isbn).unwrap_or_else(|| {
        let authors: Vec<String> = work.names("author").into_iter().map(|(family, _)| family).collect();
        let words = [
            Some(authors.join(", ")),
            work.text("title").map(str::to_owned),
            work.text("container-title").map(str::to_owned),
            work.date("issued"),
        ];
        let words: Vec<String> = words.into_iter().flatten().filter(|words| !words.is_empty()).collect();
        if words.is_empty() { work.key.clone() } else { words.join(". ") }
    })
}

fn titles(book: &Book, lines: &mut Lines) {
    let manifest = book.manifest();
    lines.element("title", Some("title"), Some(&manifest.title));
    lines.refine("title", "title-type", "main");
    lines.refine("title", "display-seq", "1");
    if let Some(sort) = &manifest.sort {
        lines.refine("title", "file-as", sort);
    }
    if let Some(subtitle) = &manifest.subtitle {
        lines.element("title", Some("subtitle"), Some(subtitle));
        lines.refine("subtitle", "title-type", "subtitle");
        lines.refine("subtitle", "display-seq", "2");
    }
}

fn person(element: &str, index: usize, person: &Person, lines: &mut Lines) {
    let id = format!("{element}-{}", index + 1);
    lines.element(element, Some(&id), Some(&person.name));
    lines.push(&refining(&id, "role").with("scheme", "marc:relators").text(&person.role));
    if let Some(sort) = &person.sort {
        lines.refine(&id, "file-as", sort);
    }
    lines.refine(&id, "display-seq", &(index + 1).to_string());
}

/// Accessibility metadata (EPUB Accessibility 1.1, section 2), derived from the content of the book.
fn accessibility(book: &Book, material: &Material<'_>, lines: &mut Lines) {
    let images = || book.cases().iter().flat_map(|case| &case.source().images);
    let has_images = images().next().is_some();
    let is_described = images().all(|image| image.alt.is_some());
    let is_told = material.drawn.iter().any(|drawn| drawn.description.is_some());
    let has_pages = material.page_breaks.is_some();
    let has_formulas = book.cases().iter().any(|case| !case.source().formulas.is_empty());
    let has_notes = book.cases().iter().any(|case| !case.notes().is_empty());
    lines.property("schema:accessMode", "textual");
    if has_images {
        lines.property("schema:accessMode", "visual");
    }
    if is_described {
        lines.property("schema:accessModeSufficient", "textual");
    }
    if has_images {
        lines.property("schema:accessModeSufficient", "textual,visual");
    }
    let features = [
        ("MathML", has_formulas),
        ("alternativeText", has_images && is_described),
        ("displayTransformability", true),
        ("longDescription", is_told),
        ("pageBreakMarkers", has_pages),
        ("pageNavigation", has_pages),
        ("readingOrder", true),
        ("structuralNavigation", true),
        ("tableOfContents", true),
    ];
    for (feature, _) in features.iter().filter(|(_, has)| *has) {
        lines.property("schema:accessibilityFeature", feature);
    }
    lines.property("schema:accessibilityHazard", "none");
    let sentences = [
        ("The text is reflowable and can be navigated by its headings.", true),
        ("The book contains no images.", !has_images),
        ("Every image has an alternative text, unless it is decorative.", has_images && is_described),
        ("Some images have no alternative text.", has_images && !is_described),
        ("Formulas are MathML with their TeX as alternative text.", has_formulas),
        ("Charts are followed by a description and their data.", is_told),
        ("Notes are at the end of each case, with links in both directions.", has_notes),
        ("Page numbers match the PDF.", has_pages),
    ];
    let summary: Vec<&str> =
        sentences.iter().filter(|(_, holds)| *holds).map(|(sentence, _)| *sentence).collect();
    lines.property("schema:accessibilitySummary", &summary.join(" "));
}

/// The conformance claim of a person (EPUB Accessibility 1.1, section 5).
fn claim(book: &Book, lines: &mut Lines) {
    let Some(claim) = &book.manifest().claim else { return };
    lines.push(&named("dcterms:conformsTo", "claim").text(&claim.conforms_to));
    lines.refine("claim", "a11y:certifiedBy", &claim.certified_by);
}
