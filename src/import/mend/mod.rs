//! Mends the errors that would stop the build of an imported project, each in the text as a careful author would, and reports
//! each of them.

mod bibliography;
mod formula;
mod header;
mod id;
mod image;
mod link;
mod note;
mod parts;
mod table;
mod text;
mod work;

use std::collections::BTreeMap;

pub use parts::Flaw;

use parts::{Edit, LONGEST, Mending};

use super::doubt::{Doubt, Place, Reason};
use super::project::Folder;
use crate::diag::Code;

/// How many times the project is checked. An edit may show the next error of its construct.
const ROUNDS: usize = 6;

/// The files of a project without the errors that `check` finds in them.
#[must_use]
pub fn mended(mut folder: Folder, check: impl Fn(&[(String, Vec<u8>)]) -> Vec<Flaw>) -> Folder {
    let mut flaws = check(&folder.files);
    for _ in 0..ROUNDS {
        if flaws.is_empty() || !round(&mut folder, &flaws) {
            break;
        }
        flaws = check(&folder.files);
    }
    for flaw in flaws {
        let reason = Reason::StopsBuild(flaw.message.clone());
        let words = words_at(&folder, &flaw);
        add_doubt(&mut folder, &flaw, words, reason);
    }
    folder.write_report();
    folder
}

/// Mends flaws whose edits do not touch each other. Returns whether there was one that can be mended.
fn round(folder: &mut Folder, flaws: &[Flaw]) -> bool {
    let mut of_files: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
    let mut new_files = Vec::new();
    for flaw in flaws {
        let Some((path, mending)) = mending(folder, flaw) else { continue };
        let edits = of_files.entry(path).or_default();
        if !mending.edits.iter().all(|edit| is_free(edits, edit)) {
            continue;
        }
        edits.extend(mending.edits);
        new_files.extend(mending.file);
        add_doubt(folder, flaw, mending.words, mending.reason);
    }
    let is_changed = !of_files.is_empty();
    for (path, edits) in of_files {
        folder.edit(&path, |text| edited(text, edits));
    }
    for (path, bytes) in new_files {
        folder.add_once(&path, bytes);
    }
    is_changed
}

/// The file to edit, and how.
fn mending(folder: &Folder, flaw: &Flaw) -> Option<(String, Mending)> {
    let text = folder.text(&flaw.path)?;
    text.get(flaw.range.clone())?;
    let in_text = |mending: Mending| (flaw.path.clone(), mending);
    match flaw.code {
        Code::DeadLink | Code::UnsafeLink => link::plain(text, flaw).map(in_text),
        Code::MissingImage | Code::UnreadableFile => image::placeholder(text, flaw).map(in_text),
        Code::OutsideProject => {
            image::placeholder(text, flaw).or_else(|| link::plain(text, flaw)).map(in_text)
        }
        Code::InvalidImage => image::repaired(folder, flaw)
            .map(|mending| (flaw.named().to_owned(), mending))
            .or_else(|| image::placeholder(text, flaw).map(in_text)),
        Code::RemoteImage => image::remote(folder),
        Code::DuplicateId => id::dropped(text, flaw).map(in_text),
        Code::UndefinedNote => note::undefined(text, flaw).map(in_text),
        Code::DuplicateNote => note::duplicate(text, flaw).map(in_text),
        Code::EnclosedNote => note::enclosed(text, flaw).map(in_text),
        Code::InvalidFormula => formula::as_code(text, flaw).map(in_text),
        Code::ExtraCells => table::escaped(text, flaw).map(in_text),
        Code::SwallowedText => text::escaped(text, flaw).map(in_text),
        Code::UnknownWork => work::unknown(text, flaw).map(in_text),
        Code::InvalidBibliography => bibliography::without(text, flaw).map(in_text),
        Code::InvalidHeader
        | Code::InvalidValue
        | Code::InvalidYaml
        | Code::UnknownKey
        | Code::CitationStyle
        | Code::DuplicateSlug => header::commented(text, flaw).map(in_text),
        _ => None,
    }
}

/// Whether an edit touches none of others.
fn is_free(others: &[Edit], edit: &Edit) -> bool {
    let touches = |other: &Edit| other.range.start < edit.range.end && edit.range.start < other.range.end;
    let is_same_place = |other: &Edit| other.range.start == edit.range.start;
    !others.iter().any(|other| touches(other) || is_same_place(other))
}

/// A text after its edits.
fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.range.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        out.push_str(text.get(from..edit.range.start).unwrap_or_default());
        out.push_str(&edit.text);
        from = edit.range.end;
    }
    out + text.get(from..).unwrap_or_default()
}

/// Adds a doubt at the case of a flaw, in the place of an earlier one about the same picture.
fn add_doubt(folder: &mut Folder, flaw: &Flaw, words: String, reason: Reason) {
    let piece = folder.cases.iter().position(|path| *path == flaw.path);
    let place = if piece.is_some() { Place::Whole } else { Place::File(flaw.path.clone()) };
    let is_same = |doubt: &Doubt| doubt.piece == piece && doubt.words == words;
    let is_weaker = |doubt: &Doubt| is_same(doubt) && matches!(doubt.reason, Reason::Missing(_));
    folder.doubts.retain(|doubt| !is_weaker(doubt));
    if !folder.doubts.iter().any(|doubt| is_same(doubt) && doubt.reason == reason) {
        folder.doubts.push(Doubt { place, piece, words, reason });
    }
}

/// The start of the line of a flaw.
fn words_at(folder: &Folder, flaw: &Flaw) -> String {
    let text = folder.text(&flaw.path).unwrap_or_default();
    let line = text.get(text::line(text, flaw.range.start)).unwrap_or_default();
    line.trim().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests;
