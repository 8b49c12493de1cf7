//! Reads EPUBs: the documents of the spine as cases, in their order.

mod archive;
mod package;

use super::arrangement::{Arrangement, PartPieces, Setting};
use super::doubt::{Doubt, Reason};
use super::files::Files;
use super::html;
use super::html::tree::Tree;
use super::manuscript::Manuscript;
use super::options::Options;

/// What a document is in the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Made by casebook itself: a cover, a title page, contents.
    Generated,
    /// The title of a part, with or without text below it.
    Part,
    /// The title of a part alone.
    PartTitle,
    /// Before the chapters.
    Front,
    /// A chapter.
    Chapter,
    /// An appendix.
    Appendix,
    /// After the chapters.
    Back,
}

/// The manuscript of an EPUB.
///
/// # Errors
/// The reason, if the file is damaged, encrypted or too large.
pub fn read(bytes: &[u8], options: &Options) -> Result<Manuscript, String> {
    let files = archive::files(bytes)?;
    let package = package::read(&files)?;
    let mut manuscript = Manuscript { properties: package.properties, ..Manuscript::default() };
    let mut arrangement = Arrangement::default();
    let roles: Vec<(&String, Role)> =
        package.documents.iter().map(|path| (path, role(&files, path))).collect();
    let is_read = |role: Role| !matches!(role, Role::Generated | Role::PartTitle);
    let texts: Vec<String> =
        roles.iter().filter(|(_, role)| is_read(*role)).map(|(path, _)| (*path).clone()).collect();
    for (path, _) in roles.iter().filter(|(_, role)| *role == Role::Generated) {
        let what = "a cover, a title page or contents are left out, because casebook makes them";
        manuscript.doubts.push(Doubt::of_file(path, Reason::Changed(what.to_owned())));
    }
    let missing = package.missing.iter();
    manuscript.doubts.extend(
        missing.map(|path| Doubt::of_file(path, Reason::Missing("a text that the package names".to_owned()))),
    );
    let pictures = package.pictures.iter();
    manuscript.doubts.extend(
        pictures.map(|path| Doubt::of_file(path, Reason::NotRead("a page that is no text".to_owned()))),
    );
    let read = html::read(&files, &texts, Some(&package.titles), options);
    arrangement.settings.extend_from_slice(&read.manuscript.arrangement.settings);
    for (path, role) in &roles {
        let own =
            read.origins.iter().enumerate().filter(|(_, origin)| origin == path).map(|(index, _)| index);
        place(&mut arrangement, *role, &own.collect::<Vec<_>>(), package.titles.get(*path));
    }
    for part in &mut arrangement.parts {
        let has_numbers = arrangement.settings.contains(&Setting::NumberedSections);
        if let Some(length) = html::numbers::label(&part.title).filter(|_| has_numbers) {
            part.title.drain(..length);
        }
        part.cases.extend(part.file.take_if(|_| part.cases.is_empty()));
    }
    arrangement.parts.retain(|part| !part.cases.is_empty());
    manuscript.pieces = read.manuscript.pieces;
    manuscript.pictures = read.manuscript.pictures;
    manuscript.doubts.extend(read.manuscript.doubts);
    manuscript.arrangement = arrangement;
    Ok(manuscript)
}

/// Puts the cases of a document in their place.
fn place(arrangement: &mut Arrangement, role: Role, cases: &[usize], title: Option<&String>) {
    match role {
        Role::Front if arrangement.parts.is_empty() => arrangement.front.extend(cases),
        Role::Part | Role::PartTitle => {
            let (file, rest) = cases.split_first().map_or((None, cases), |(file, rest)| (Some(*file), rest));
            let title = title.cloned().unwrap_or_else(|| "Part".to_owned());
            arrangement.parts.push(PartPieces { title, file, cases: rest.to_vec() });
        }
        Role::Chapter | Role::Front => {
            arrangement.parts.last_mut().into_iter().for_each(|part| part.cases.extend(cases));
        }
        Role::Appendix => arrangement.appendices.extend(cases),
        Role::Back => arrangement.back.extend(cases),
        Role::Generated => {}
    }
}

/// The role of a document, by the types that the body or a section in it has.
fn role(files: &Files, path: &str) -> Role {
    let tree = Tree::read(&html::text(files, path).0);
    // Elements that hold the whole text.
    let mut outer: Vec<usize> =
        tree.inside(0).into_iter().filter(|node| matches!(tree.name(*node), "html" | "body")).collect();
    while let Some(last) = outer.last().copied().filter(|_| outer.len() < 6) {
        let elements: Vec<usize> =
            tree.children(last).iter().copied().filter(|child| !tree.name(*child).is_empty()).collect();
        let [only] = elements.as_slice() else { break };
        outer.push(*only);
    }
    let types: Vec<&str> = outer
        .iter()
        .filter_map(|node| tree.get(*node, "epub:type"))
        .flat_map(str::split_whitespace)
        .collect();
    let has = |names: &[&str]| types.iter().any(|own| names.contains(own));
    if has(&["bibliography"]) {
        Role::Back
    } else if has(&["cover", "titlepage", "halftitlepage", "toc", "loi", "lot", "landmarks", "page-list"]) {
        Role::Generated
    } else if has(&["part"]) {
        let headings = tree.inside(0).into_iter().find(|node| matches!(tree.name(*node), "h1" | "h2"));
        let body = tree.inside(0).into_iter().find(|node| tree.name(*node) == "body").unwrap_or(0);
        let is_alone = headings.is_some_and(|heading| tree.words(heading) == tree.words(body));
        if is_alone { Role::PartTitle } else { Role::Part }
    } else if has(&[
        "preface",
        "foreword",
        "dedication",
        "epigraph",
        "acknowledgments",
        "copyright-page",
        "imprint",
    ]) {
        Role::Front
    } else if has(&["appendix"]) {
        Role::Appendix
    } else if has(&["bibliography", "glossary", "index", "colophon", "afterword", "conclusion"]) {
        Role::Back
    } else {
        Role::Chapter
    }
}
