//! The metadata of the package document (EPUB 3.3, section 5.5).

use quick_xml::escape::escape;

use super::modified;
use crate::model::Person;
use crate::resolve::Book;

/// What names the book in its identifier: the same for every build of it.
pub fn stable_name(book: &Book) -> String {
    let manifest = book.manifest();
    manifest
        .identifier
        .clone()
        .unwrap_or_else(|| format!("casebook:{}:{}", manifest.language, manifest.title))
}

/// The inside of `<metadata>`.
pub fn metadata(book: &Book, uuid: &str) -> String {
    let manifest = book.manifest();
    let mut out = String::from("\n");
    let mut line = |markup: String| {
        out.push_str("    ");
        out.push_str(&markup);
        out.push('\n');
    };
    line(format!("<dc:identifier id=\"epub-id\">{uuid}</dc:identifier>"));
    if let Some(identifier) = &manifest.identifier {
        line(format!("<dc:identifier id=\"book-id\">{}</dc:identifier>", escape(identifier)));
    }
    line(format!("<dc:title id=\"title\">{}</dc:title>", escape(&manifest.title)));
    line("<meta refines=\"#title\" property=\"title-type\">main</meta>".into());
    if let Some(subtitle) = &manifest.subtitle {
        line(format!("<dc:title id=\"subtitle\">{}</dc:title>", escape(subtitle)));
        line("<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>".into());
    }
    line(format!("<dc:language>{}</dc:language>", escape(&manifest.language)));
    for (index, author) in manifest.authors.iter().enumerate() {
        person("creator", index, author, &mut line);
    }
    for (index, contributor) in manifest.contributors.iter().enumerate() {
        person("contributor", index, contributor, &mut line);
    }
    let simple = [
        ("publisher", manifest.publisher.clone()),
        ("date", manifest.date.map(|date| date.to_string())),
        ("rights", manifest.rights.clone()),
        ("description", manifest.description.clone()),
    ];
    for (name, value) in simple {
        if let Some(value) = value {
            line(format!("<dc:{name}>{}</dc:{name}>", escape(value)));
        }
    }
    for subject in &manifest.subjects {
        line(format!("<dc:subject>{}</dc:subject>", escape(subject)));
    }
    line(format!(
        "<meta property=\"dcterms:modified\">{}</meta>",
        modified(book).format("%Y-%m-%dT%H:%M:%SZ")
    ));
    accessibility(book, &mut line);
    out.push_str("  ");
    out
}

fn person(element: &str, index: usize, person: &Person, line: &mut impl FnMut(String)) {
    let id = format!("{element}-{}", index + 1);
    line(format!("<dc:{element} id=\"{id}\">{}</dc:{element}>", escape(&person.name)));
    line(format!(
        "<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{}</meta>",
        escape(&person.role)
    ));
    if let Some(sort) = &person.sort {
        line(format!("<meta refines=\"#{id}\" property=\"file-as\">{}</meta>", escape(sort)));
    }
    line(format!("<meta refines=\"#{id}\" property=\"display-seq\">{}</meta>", index + 1));
}

/// EPUB Accessibility 1.1, section 2, computed from what the book has.
fn accessibility(book: &Book, line: &mut impl FnMut(String)) {
    let mut property =
        |name: &str, value: &str| line(format!("<meta property=\"schema:{name}\">{value}</meta>"));
    let has_images = !book.assets().is_empty();
    let is_described =
        book.cases().iter().flat_map(|case| &case.source().images).all(|image| image.alt.is_some());
    property("accessMode", "textual");
    if has_images {
        property("accessMode", "visual");
    }
    if !has_images || is_described {
        property("accessModeSufficient", "textual");
    }
    if has_images {
        property("accessModeSufficient", "textual,visual");
        if is_described {
            property("accessibilityFeature", "alternativeText");
        }
    }
    for feature in ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"] {
        property("accessibilityFeature", feature);
    }
    property("accessibilityHazard", "none");
    let pictures = match (has_images, is_described) {
        (false, _) => "It has no pictures.",
        (true, true) => "Every picture has a description in words.",
        (true, false) => "Some pictures have no description in words.",
    };
    let notes =
        if has_notes(book) { " Notes stand at the end of each case and are linked both ways." } else { "" };
    property(
        "accessibilitySummary",
        &format!("The text reflows and can be navigated by headings. {pictures}{notes}"),
    );
}

fn has_notes(book: &Book) -> bool {
    book.cases().iter().any(|case| !case.notes().is_empty())
}
