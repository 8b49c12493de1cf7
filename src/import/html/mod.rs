//! Reads HTML: the text of each page, without what belongs to the site around it.

mod answers;
mod css;
mod looks;
mod marks;
mod notes;
pub mod numbers;
mod print;
mod removal;
mod shapes;
mod styles;
mod tex;
mod text;
pub mod tree;
mod unlinked;
mod wrap;

use std::collections::{BTreeMap, BTreeSet};

use answers::{Answers, Book};
pub use looks::addresses as style_sheets;
use notes::{Anchor, Notes};
use print::{Printed, Printer};
use text::escaped;
use tree::Tree;

use super::arrangement::Setting;
use super::dialect::{self, Reading};
use super::doubt::{Doubt, Place, Reason};
use super::encoding::{self, in_file};
use super::files::Files;
use super::manuscript::{Content, Manuscript, Picture, Piece, Properties};
use super::names;
use super::options::Options;
use super::paths;
use crate::diag::Diagnostics;
use crate::model::{Block, BlockKind, CalloutKind, Direction, InsideMut};
use crate::parse::{self, Dialect};
use crate::repair;
use crate::source::FileId;
use crate::typography::Language;

/// The manuscript of pages.
#[derive(Debug)]
pub struct Pages {
    /// The manuscript.
    pub manuscript: Manuscript,
    /// The document of each case.
    pub origins: Vec<String>,
}

/// The manuscript of documents of HTML, by path, in their order. `files` has the pictures. A document without a heading has the title
/// that `titles` has for its path, or else its own.
#[must_use]
pub fn read(
    files: &Files,
    documents: &[String],
    titles: Option<&BTreeMap<String, String>>,
    options: &Options,
) -> Pages {
    let mut of_encoding = Vec::new();
    let mut trees: Vec<Tree> = documents
        .iter()
        .map(|path| {
            let (text, doubts) = text(files, path);
            of_encoding.extend(doubts);
            Tree::read(&text)
        })
        .collect();
    let book = Book { files, documents };
    let of_looks = looks::apply(&mut trees, &book);
    trees.iter_mut().for_each(shapes::change);
    let notes = notes::take(&mut trees, &|document, address| book.anchor(document, address));
    let has_numbers = numbers::remove(&mut trees);
    let wanted = wanted(&trees, &notes, &book);
    let splits = &options.split;
    // The first time tells which case has which id.
    let mut first = Printer::new(&trees, &notes, Answers::new(&book, &wanted), splits);
    let starts = print(&mut first, &trees);
    let properties = properties(&trees);
    let is_skipped: Vec<bool> = first
        .pieces
        .iter()
        .map(|piece| {
            let is_title = first.pieces.len() > 1 && is_title_page(piece, &properties.title);
            is_title || piece.text.trim().is_empty()
        })
        .collect();
    let stems = stems(&first.pieces, &starts, documents);
    let names = names::distinct(stems.iter().map(String::as_str));
    let names = names.into_iter().zip(&is_skipped).map(|(name, is_skipped)| (!is_skipped).then_some(name));
    let answers = Answers {
        ids: first.ids,
        starts: starts.clone(),
        names: names.collect(),
        ..Answers::new(&book, &wanted)
    };
    let mut second = Printer::new(&trees, &notes, answers, splits);
    print(&mut second, &trees);
    let (answers, printed) = (second.addresses, second.pieces);
    let mut manuscript = Manuscript {
        properties,
        doubts: of_encoding.into_iter().chain(of_looks).collect(),
        ..Manuscript::default()
    };
    let mut origins = Vec::new();
    for (index, (printed, stem)) in printed.iter().zip(answers.names).enumerate() {
        let doubts = answers.doubts.iter().filter(|doubt| doubt.piece == Some(index));
        let origin =
            starts.iter().rposition(|start| *start <= index).and_then(|document| documents.get(document));
        let origin = origin.cloned().unwrap_or_default();
        let Some(stem) = stem else {
            let of_file = |doubt: &Doubt| Doubt {
                words: doubt.words.clone(),
                ..Doubt::of_file(&origin, doubt.reason.clone())
            };
            manuscript.doubts.extend(doubts.map(of_file));
            continue;
        };
        let document = starts.iter().rposition(|start| *start == index);
        let title = document.and_then(|document| match titles {
            Some(titles) => titles.get(documents.get(document)?).cloned(),
            None => title(trees.get(document)?),
        });
        manuscript
            .doubts
            .extend(doubts.map(|doubt| Doubt { piece: Some(manuscript.pieces.len()), ..doubt.clone() }));
        origins.push(origin);
        manuscript.pieces.push(Piece {
            stem,
            content: Content::Case(Box::new(case(printed, title, &manuscript.properties.language))),
        });
    }
    if has_numbers {
        manuscript.arrangement.settings.push(Setting::NumberedSections);
        let reason = Reason::HeadingNumbers;
        manuscript.doubts.push(Doubt { place: Place::Whole, piece: None, words: String::new(), reason });
    }
    manuscript.doubts.extend(lost_of_notes(&notes, documents));
    manuscript.doubts.extend(unlinked::doubts(&trees, &notes, documents));
    manuscript.doubts.extend(without_text(&trees, documents, &origins));
    manuscript.pictures = answers.pictures.into_iter().map(|(path, bytes)| Picture { path, bytes }).collect();
    Pages { manuscript, origins }
}

/// A doubt for each page that has words, but no text of a case.
fn without_text(trees: &[Tree], documents: &[String], origins: &[String]) -> Vec<Doubt> {
    let is_lost =
        |(tree, path): &(&Tree, &String)| !origins.contains(path) && !tree.words(article(tree)).is_empty();
    let what = "a page with nothing but menus, forms or the title of the book";
    let doubt = |(_, path): (&Tree, &String)| Doubt::of_file(path, Reason::LeftOut(what.to_owned()));
    trees.iter().zip(documents).filter(is_lost).map(doubt).collect()
}

/// The text of a page, empty if it cannot be decoded, and the doubts about it.
pub fn text(files: &Files, path: &str) -> (String, Vec<Doubt>) {
    match encoding::page(files.get(path).map(Vec::as_slice).unwrap_or_default()) {
        Ok(decoded) => (decoded.text, decoded.doubts.into_iter().map(|doubt| in_file(path, doubt)).collect()),
        Err(reason) => {
            (String::new(), vec![Doubt::of_file(path, Reason::NotRead(format!("a page; {reason}")))])
        }
    }
}

/// A doubt for each document that refers to notes which no document has, and for each heading of notes that is gone.
fn lost_of_notes(notes: &Notes, documents: &[String]) -> Vec<Doubt> {
    let doubt = |(index, path): (usize, &String)| {
        let marks = notes.missing.iter().filter(|(document, _)| *document == index);
        let marks: Vec<&str> = marks.map(|(_, words)| words.as_str()).collect();
        let words = marks.join(", ").chars().take(80).collect();
        (!marks.is_empty()).then(|| Doubt { words, ..Doubt::of_file(path, Reason::NoteMissing) })
    };
    let headings = notes.headings.iter().filter_map(|(document, words)| {
        let reason = Reason::LeftOut("a heading over notes".to_owned());
        Some(Doubt { words: words.clone(), ..Doubt::of_file(documents.get(*document)?, reason) })
    });
    documents.iter().enumerate().filter_map(doubt).chain(headings).collect()
}

/// A table in HTML as Markdown; `None` if there is nothing to read.
#[must_use]
pub fn table(text: &str) -> Option<String> {
    let files = Files::from([("table.html".to_owned(), format!("<h1>Table</h1>{text}").into_bytes())]);
    let pages = read(&files, &["table.html".to_owned()], None, &Options::default());
    let content = pages.manuscript.pieces.into_iter().next()?.content;
    let Content::Case(case) = content else { return None };
    let reading = Reading { has_formulas: true, has_citations: false, keeps_straight_marks: false };
    let written = dialect::case(&case, reading);
    Some(written.strip_prefix("# Table\n\n")?.trim_end().to_owned())
}

/// Whether a case is nothing but the title of the book.
fn is_title_page(printed: &Printed, title: &str) -> bool {
    let tree = Tree::read(&printed.text);
    !title.is_empty() && tree.words(0) == title && printed.text.trim_start().starts_with("<h1")
}

/// The paths that the links of a page lead to, in order.
#[must_use]
pub fn links(files: &Files, page: &str) -> Vec<String> {
    let tree = Tree::read(&text(files, page).0);
    let addresses = (0..tree.nodes.len())
        .filter(|node| tree.name(*node) == "a")
        .filter_map(|node| tree.get(node, "href"));
    let local = addresses
        .filter(|address| !paths::is_elsewhere(address))
        .map(|address| paths::split_fragment(address).0);
    local
        .filter(|path| !path.is_empty())
        .filter_map(|path| paths::join(paths::folder(page), &paths::decoded(path)))
        .collect()
}

/// Prints all documents. Returns the first case of each.
fn print(printer: &mut Printer<'_, Answers<'_>>, trees: &[Tree]) -> Vec<usize> {
    let mut starts = Vec::new();
    for (document, tree) in trees.iter().enumerate() {
        starts.push(printer.pieces.len());
        printer.document(document, article(tree));
    }
    starts
}

/// The model of a printed case.
fn case(printed: &Printed, title: Option<String>, language: &str) -> crate::model::Case {
    let mut text = repaired(&printed.text);
    let has_heading = text.contains("<h1") || text.trim_start().starts_with("<h2");
    if has_heading || title.is_none() {
        text = with_title(&text);
    }
    if let Some(title) = title.filter(|_| !has_heading) {
        text.insert_str(0, &format!("<h1>{}</h1>\n", escaped(&title)));
    }
    let body = 0..text.len();
    let mut notes = Vec::new();
    for (index, (_, note)) in printed.notes.iter().enumerate() {
        let start = text.len();
        text.push_str(&repaired(note));
        notes.push(((index + 1).to_string(), start..text.len()));
    }
    let dialect = Dialect {
        smart_punctuation: false,
        links_remote_images: false,
        implicit_figures: false,
        has_formulas: true,
        language: Language::of(language),
        direction: Direction::LeftToRight,
        has_citations: false,
        references: &[],
    };
    let mut case = parse::markup("untitled", &text, body, &notes, dialect);
    take_classes(&mut case.blocks);
    case.notes.iter_mut().for_each(|note| take_classes(&mut note.blocks));
    case
}

/// A text whose first heading, if it has the highest level, has the level of a title.
fn with_title(text: &str) -> String {
    let first = |level: &usize| text.find(&format!("<h{level}"));
    let places: Vec<(usize, usize)> = (1..=6).filter_map(|level| Some((level, first(&level)?))).collect();
    let Some((highest, at)) = places.first().copied() else { return text.to_owned() };
    let is_first = places.iter().all(|(_, other)| at <= *other);
    if highest == 1 || !is_first {
        return text.to_owned();
    }
    (highest..=6).fold(text.to_owned(), |text, level| {
        let new = level - highest + 1;
        text.replace(&format!("<h{level}"), &format!("<h{new}"))
            .replace(&format!("</h{level}>"), &format!("</h{new}>"))
    })
}

/// A text without the characters that no case may have, which would move the places of the notes.
fn repaired(text: &str) -> String {
    repair::source(FileId(0), text, &mut Diagnostics::default()).text.into_owned()
}

/// The start of a class that names the language of code.
const LANGUAGE: &str = "language-";

/// Takes the languages of code from its classes, and the kinds of callouts, which are known.
fn take_classes(blocks: &mut [Block]) {
    let mut open: Vec<&mut Block> = blocks.iter_mut().collect();
    while let Some(block) = open.pop() {
        if let BlockKind::CodeBlock { language, .. } = &mut block.kind {
            let classes = &mut block.attributes.classes;
            *language = classes.iter().find_map(|class| class.strip_prefix(LANGUAGE)).map(str::to_owned);
            classes.retain(|class| !class.starts_with(LANGUAGE));
        }
        if matches!(&block.kind, BlockKind::Callout(callout) if callout.kind.is_some()) {
            block.attributes.classes.retain(|class| CalloutKind::of(class).is_none());
        }
        open.extend(block.inside_mut().into_iter().flat_map(|inside| match inside {
            InsideMut::Blocks(blocks) => blocks.as_mut_slice(),
            InsideMut::Text(_) => &mut [],
        }));
    }
}

/// The part of a page with its text.
fn article(tree: &Tree) -> usize {
    let named =
        |name: &str| (0..tree.nodes.len()).filter(|node| tree.name(*node) == name).collect::<Vec<_>>();
    let of_role = (0..tree.nodes.len()).find(|node| tree.has(*node, "role", "main"));
    let one = |nodes: Vec<usize>| match nodes.as_slice() {
        [node] => Some(*node).filter(|node| !tree.words(*node).is_empty()),
        _ => None,
    };
    one(named("main"))
        .or(of_role)
        .or_else(|| one(named("article")))
        .or_else(|| named("body").first().copied())
        .unwrap_or(0)
}

/// The title of a page, without the name of the site.
fn title(tree: &Tree) -> Option<String> {
    let node = (0..tree.nodes.len()).find(|node| tree.name(*node) == "title")?;
    let words = tree.words(node);
    let title = [" | ", " — ", " – ", " - "]
        .iter()
        .find_map(|sign| words.split_once(sign))
        .map_or(words.as_str(), |(title, _)| title);
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}

/// The properties that the first page names.
fn properties(trees: &[Tree]) -> Properties {
    let Some(tree) = trees.first() else { return Properties::default() };
    let meta = |name: &str| {
        let is_named = |node: &usize| {
            tree.name(*node) == "meta"
                && (tree.get(*node, "name") == Some(name) || tree.get(*node, "property") == Some(name))
        };
        (0..tree.nodes.len())
            .find(is_named)
            .and_then(|node| tree.get(node, "content"))
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let language = (0..tree.nodes.len())
        .find(|node| tree.name(*node) == "html")
        .and_then(|node| tree.get(node, "lang").or_else(|| tree.get(node, "xml:lang")));
    Properties {
        title: title(tree).unwrap_or_default(),
        authors: Some(meta("author")).filter(|name| !name.is_empty()).into_iter().collect(),
        language: language.unwrap_or_default().to_owned(),
        description: meta("description"),
        ..Properties::default()
    }
}

/// The names of the cases: that of the document, for the first of each.
fn stems(pieces: &[Printed], starts: &[usize], documents: &[String]) -> Vec<String> {
    let stem = |index: usize| {
        let document =
            starts.iter().rposition(|start| *start <= index).and_then(|document| documents.get(document));
        document.map_or("case", |path| paths::name(paths::without_ending(path))).to_owned()
    };
    (0..pieces.len()).map(stem).collect()
}

/// The places that links lead to.
fn wanted(trees: &[Tree], notes: &Notes, book: &Book<'_>) -> BTreeSet<Anchor> {
    let mut found = BTreeSet::new();
    for (document, tree) in trees.iter().enumerate() {
        let bodies = notes.bodies.iter().filter(|((own, _), _)| *own == document).map(|(_, body)| *body);
        let inside = std::iter::once(0).chain(bodies).flat_map(|node| tree.inside(node));
        let links = inside
            .filter(|node| tree.name(*node) == "a" && !notes.references.contains_key(&(document, *node)));
        found.extend(links.filter_map(|node| book.anchor(document, tree.get(node, "href")?)));
    }
    found
}

#[cfg(test)]
mod tests;
