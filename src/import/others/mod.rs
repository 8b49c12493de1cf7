//! Reads folders with Markdown for other tools. The text stays Markdown, which casebook reads in these dialects: only the reading
//! order, the headers and the links change.

mod anchors;
mod bookdown;
mod captions;
mod cells;
mod fences;
mod guess;
mod headers;
mod hugo;
mod includes;
mod jekyll;
mod left_out;
mod links;
mod mdbook;
mod myst;
mod notebook;
mod pandoc;
mod pelican;
mod plan;
mod quarto;
mod shortcodes;
mod tags;
mod targets;
#[cfg(test)]
mod tests;
mod texts;

use std::collections::BTreeSet;

pub use fences::{code_span, longest_run};
pub use guess::tool;
pub use left_out::unread;

use headers::Header;
use plan::{Entry, Plan, Role};
use targets::Targets;
use texts::Text;

use super::arrangement::{Arrangement, PartPieces, Setting};
use super::doubt::{Doubt, Place, Reason};
use super::encoding;
use super::files::Files;
use super::manuscript::{Content, Manuscript, Picture, Piece};
use super::options::Tool;
use super::paths;

/// The manuscript of a folder.
#[must_use]
pub fn read(mut files: Files, tool: Tool) -> Manuscript {
    let of_encoding = encoding::to_utf8(&mut files);
    let of_notebooks = notebook::replace(&mut files);
    let files = &files;
    let plan = match tool {
        Tool::Quarto => quarto::plan(files),
        Tool::Bookdown => bookdown::plan(files),
        Tool::MdBook => mdbook::plan(files),
        Tool::Myst => myst::plan(files),
        Tool::Jekyll => jekyll::plan(files),
        Tool::Hugo => hugo::plan(files),
        Tool::Pelican => pelican::plan(files),
        Tool::Pandoc => pandoc::plan(files),
    };
    let texts: Vec<Text> = plan.entries.iter().map(|entry| Text::of(files, &entry.path, tool)).collect();
    let targets = Targets::of(files, &plan, &texts);
    let mut reader = Reader { targets, shown: BTreeSet::new(), has_remote: false, doubts: Vec::new() };
    let entries = plan.entries.iter().zip(&texts).enumerate();
    let pieces: Vec<Piece> =
        entries.filter_map(|(index, (entry, text))| reader.piece(index, entry, text, &plan)).collect();
    let included: BTreeSet<String> = texts.iter().flat_map(|text| &text.includes).cloned().collect();
    let pictures = reader
        .shown
        .iter()
        .filter_map(|path| Some(Picture { path: path.clone(), bytes: files.get(path)?.clone() }));
    let pictures = pictures.collect();
    let mut doubts = left_out::doubts(files, &plan, &included);
    let mut arrangement = arrangement(files, &plan);
    arrangement.settings.extend(reader.has_remote.then_some(Setting::RemoteImages));
    doubts.extend(moved(&plan));
    doubts.extend(of_encoding.into_iter().chain(of_notebooks).map(|doubt| in_its_piece(doubt, &plan)));
    doubts.extend(reader.doubts);
    let doubts = cells::summarized(plan.doubts.into_iter().chain(doubts).collect());
    Manuscript { properties: plan.properties, pieces, pictures, works: Vec::new(), doubts, arrangement }
}

struct Reader<'f> {
    targets: Targets<'f>,
    shown: BTreeSet<String>,
    has_remote: bool,
    doubts: Vec<Doubt>,
}

impl Reader<'_> {
    /// The case file of an entry.
    fn piece(&mut self, index: usize, entry: &Entry, text: &Text, plan: &Plan) -> Option<Piece> {
        let linked = links::rewrite(&self.targets, &entry.path, &text.body);
        self.shown.extend(linked.pictures);
        self.has_remote |= linked.has_remote;
        for (words, reason) in text.doubts.iter().cloned().chain(linked.doubts) {
            self.doubt(index, entry, &words, reason);
        }
        let header = text.header();
        let is_of_book = plan.book_header.as_deref() == Some(&entry.path);
        let dropped = if is_of_book { header.unknown_keys_of_book() } else { Vec::new() };
        if !dropped.is_empty() {
            let what = format!(
                "keys of the header of the book, which `book.yaml` does not have: {}",
                dropped.join(", ")
            );
            self.doubt(index, entry, "", Reason::LeftOut(what));
        }
        let has_title = text.body.lines().any(|line| line.starts_with("# ") || line.starts_with("<h1"));
        let title = entry.title.as_deref().filter(|_| !has_title);
        let text = header.written(title, is_of_book) + linked.text.trim_start_matches('\n');
        let stem = self.targets.name(&entry.path)?.to_owned();
        Some(Piece { stem, content: Content::Markdown(text) })
    }

    fn doubt(&mut self, index: usize, entry: &Entry, words: &str, reason: Reason) {
        let place = Place::File(entry.path.clone());
        self.doubts.push(Doubt { place, piece: Some(index), words: words.to_owned(), reason });
    }
}

/// The arrangement of the texts of a plan.
fn arrangement(files: &Files, plan: &Plan) -> Arrangement {
    let titles = plan.parts.iter();
    let mut arrangement = Arrangement {
        parts: titles.map(|title| PartPieces { title: title.clone(), ..PartPieces::default() }).collect(),
        settings: plan.settings.clone(),
        macros: plan.macros.clone(),
        ..Arrangement::default()
    };
    for (index, entry) in plan.entries.iter().enumerate() {
        match entry.role {
            Role::Front => arrangement.front.push(index),
            Role::Case => {}
            Role::Part(part) => {
                arrangement.parts.get_mut(part).into_iter().for_each(|part| part.cases.push(index));
            }
            Role::PartText(part) => {
                arrangement.parts.get_mut(part).into_iter().for_each(|part| part.file = Some(index));
            }
            Role::Appendix => arrangement.appendices.push(index),
            Role::Back => arrangement.back.push(index),
        }
    }
    let copied = |path: &String| Some((paths::name(path).to_owned(), files.get(path)?.clone()));
    arrangement.bibliography = plan.bibliography.iter().filter_map(copied).collect();
    arrangement.citation_style = plan.citation_style.as_ref().and_then(copied);
    // A part must have a case; its text is one if it has no other.
    for part in &mut arrangement.parts {
        let alone = part.file.filter(|_| part.cases.is_empty()).and_then(|file| plan.entries.get(file));
        if let Some(title) = alone.and_then(|entry| title(&plan::text(files, &entry.path)?)) {
            part.title = title;
        }
        part.cases.extend(part.file.take_if(|_| part.cases.is_empty()));
    }
    arrangement.parts.retain(|part| !part.cases.is_empty());
    arrangement
}

/// The title of a text: that of its header, or its first heading.
fn title(text: &str) -> Option<String> {
    let (header, body) = Header::split(text);
    let heading = || {
        body.lines()
            .find_map(|line| line.strip_prefix("# "))
            .map(|heading| heading.split('{').next().unwrap_or(heading))
    };
    plan::word(header.value().get("title")).or_else(|| heading().map(|heading| heading.trim().to_owned()))
}

/// A doubt about a file of a book, at the piece that the file has become.
fn in_its_piece(doubt: Doubt, plan: &Plan) -> Doubt {
    let Place::File(path) = &doubt.place else { return doubt };
    Doubt { piece: plan.entries.iter().position(|entry| entry.path == *path), ..doubt }
}

/// A doubt for each chapter that stands after the parts in the source.
fn moved(plan: &Plan) -> Vec<Doubt> {
    let part = |entry: &&Entry| matches!(entry.role, Role::Part(_));
    let last = plan.entries.iter().rposition(|entry| part(&entry)).unwrap_or(usize::MAX);
    let between =
        plan.entries.iter().enumerate().filter(|(index, entry)| *index < last && entry.role == Role::Back);
    let reason = || Reason::Changed("a chapter between the parts is at the end of the book".to_owned());
    between
        .map(|(index, entry)| Doubt {
            place: Place::File(entry.path.clone()),
            piece: Some(index),
            words: String::new(),
            reason: reason(),
        })
        .collect()
}

/// The paths of pictures that a text names, as it names them.
#[must_use]
pub fn pictures(text: &str) -> Vec<String> {
    let breaks = |sign: char| {
        sign.is_whitespace() || matches!(sign, '(' | ')' | '"' | '\'' | '<' | '>' | '=' | '[' | ']')
    };
    let words = text.split(breaks).map(|word| paths::split_fragment(word).0);
    let found: BTreeSet<String> = words
        .filter(|word| paths::is_picture(word) && !paths::is_elsewhere(word))
        .map(paths::decoded)
        .collect();
    found.into_iter().collect()
}
