//! Reads a flattened book: what a conversion from PDF to text leaves of a book with notes at the feet of its pages.
//!
//! [`read`] finds the contents and uses them as the list of headings, collects the notes by their sequence, puts each
//! marker where it stands, joins torn paragraphs and splits the cases. Each place that is not certain is a doubt.

mod address;
mod apart;
mod build;
mod candidate;
mod caption;
mod chunk;
mod clean;
mod contents;
mod endnotes;
mod feet;
mod front;
mod furniture;
mod guess;
mod hyphen;
mod inline;
mod join;
mod levels;
mod likeness;
mod lines;
mod markers;
mod misread;
mod missing;
mod notes;
mod outline;
mod pages;
mod parts;
mod pieces;
mod sentence;
mod suspects;
mod table;
mod tree;

use super::Manuscript;

/// Reads a flattened book.
#[must_use]
pub fn read(text: &str) -> Manuscript {
    let mut doubts = Vec::new();
    let mut lines = lines::read(text);
    let mut entries = contents::take(&mut lines);
    entries.retain(|entry| !endnotes::is_title(&entry.key));
    furniture::remove(&mut lines, &entries, &mut doubts);
    apart::join(&mut lines);
    let chunks = chunk::split(&lines, &entries, &mut doubts);
    let chunks = outline::mark(chunks, &entries, &mut doubts);
    let at_end = endnotes::find(&chunks, &mut doubts);
    let (mut main, notes) = notes::take(chunks, at_end, &mut doubts);
    missing::insert(&mut main, &entries, &mut doubts);
    let parts: Vec<&chunk::Chunk> = main.iter().map(|(_, chunk)| chunk).collect();
    let levels = pieces::levels(&parts, &entries, &mut doubts);
    let cases = pieces::case_starts(&parts, &levels);
    markers::place(&mut main, &notes, &cases, &mut doubts);
    let whole = join::paragraphs(main, &mut doubts);
    suspects::paragraphs(&whole, &mut doubts);
    suspects::references(&notes, &mut doubts);
    suspects::addresses(&notes, &mut doubts);
    pieces::split(whole, &entries, &levels, &notes, doubts)
}

#[cfg(test)]
mod tests;
