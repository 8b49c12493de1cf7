//! The names of a case: its slug in addresses, its key in anchors, the file name of its PDF.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::path;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Case, Part};
use crate::project::Project;
use crate::source::Span;

/// The slug of each case: the one in its header, or else one made from the file name. Reports slugs that occur twice.
pub fn slugs(cases: &[(Part, Arc<Case>)], project: &Project, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut taken: BTreeMap<String, Span> = BTreeMap::new();
    for (_, case) in cases {
        let Some((slug, span)) = &case.header.slug else { continue };
        if let Some(first) = taken.get(slug) {
            diagnostics.push(
                Diagnostic::new(Code::DuplicateSlug, *span, format!("another case has the slug `{slug}`"))
                    .related(*first, "first here")
                    .help("give each case its own slug, because the slug is its address"),
            );
        }
        taken.entry(slug.clone()).or_insert(*span);
    }
    let mut slugs = Vec::with_capacity(cases.len());
    for (_, case) in cases {
        let slug = case.header.slug.as_ref().map_or_else(
            || {
                let file = &project.file(case.file).path;
                let short = file_slug(path::stem(file), "case");
                if taken.contains_key(&short) { file_slug(file, "case") } else { short }
            },
            |(slug, _)| slug.clone(),
        );
        taken.entry(slug.clone()).or_insert_with(|| Span::whole(case.file));
        slugs.push(slug);
    }
    slugs
}

/// Letters, digits and hyphens from any text; `fallback` where nothing is left.
pub fn file_slug(text: &str, fallback: &str) -> String {
    let slug = slug::slugify(text);
    if slug.is_empty() { fallback.to_owned() } else { slug }
}

/// Longest base name of a file, in bytes. File systems allow 255, which must include the extension and a number.
const LONGEST_NAME: usize = 120;

/// A file name made from any text. Long text is cut after a whole word.
pub fn file_name(text: &str, fallback: &str) -> String {
    let mut name = file_slug(text, fallback);
    if name.len() > LONGEST_NAME {
        let end = name[..=LONGEST_NAME].rfind('-').unwrap_or(LONGEST_NAME);
        name.truncate(end);
    }
    name
}

/// The key of each case: the last segment of its slug if that is unique, or else the whole slug, or else that with a
/// number.
pub fn keys(slugs: &[String]) -> Vec<String> {
    // File names of documents that every EPUB contains in addition to the cases.
    let mut taken = BTreeSet::from(["title", "nav", "toc", "cover"].map(str::to_owned));
    slugs
        .iter()
        .map(|slug| {
            let last = slug.rsplit('/').next().unwrap_or(slug);
            let candidates = [file_name(last, "case"), file_name(slug, "case")].map(|key| {
                // An XML id must begin with a letter.
                if key.starts_with(|first: char| first.is_ascii_alphabetic()) {
                    key
                } else {
                    format!("case-{key}")
                }
            });
            let numbered = (2..).map(|number| format!("{}-{number}", candidates[1]));
            let key = candidates.iter().cloned().chain(numbered).find(|key| !taken.contains(key));
            let key = key.unwrap_or_default();
            taken.insert(key.clone());
            key
        })
        .collect()
}

/// The file name of each case's PDF: the one in its header, or else its key. Names that differ only in case count as
/// equal, because some file systems ignore case.
pub fn pdf_names(cases: &[(Part, Arc<Case>)], keys: &[String], diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let mut names = Vec::with_capacity(cases.len());
    for ((_, case), key) in cases.iter().zip(keys) {
        let wanted = case.header.pdf_name.as_ref().map(|(name, _)| name.clone());
        let numbered = (2..).map(|number| format!("{key}-{number}.pdf"));
        let mut candidates = wanted.into_iter().chain([format!("{key}.pdf")]).chain(numbered);
        let name = candidates.find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
        if let Some((wanted, span)) = case.header.pdf_name.as_ref().filter(|(wanted, _)| *wanted != name) {
            let message =
                format!("the PDF of another case is already named `{wanted}`; this one becomes `{name}`");
            diagnostics.push(
                Diagnostic::new(Code::DuplicatePdf, *span, message)
                    .help("give each PDF its own name; upper and lower case count as the same"),
            );
        }
        names.push(name);
    }
    names
}
