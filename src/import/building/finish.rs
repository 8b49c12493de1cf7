//! Makes a manuscript of all that was read: blocks, pieces, cases, pictures and doubts.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::blocks::{self, Builder, Within};
use super::gather::{self, Notes, Places, Shared};
use super::item::Item;
use super::pictures::{ending_of, is_metafile};
use super::pieces::{self, Level, Part};
use super::pool::{NoteKey, Pending, Pool};
use super::role::heading_named;
use super::{front, headings, language, works_list};
use crate::import::archive::Archive;
use crate::import::unreadable::Error;
use crate::import::{Content, Doubt, Manuscript, Options, Picture, Piece, Place, Properties, Reason, Split};
use crate::model::{Block, BlockKind, Nodes, plain_text};

/// A document after reading.
pub struct Read {
    /// The text.
    pub items: Vec<Item>,
    /// The notes.
    pub notes: BTreeMap<NoteKey, Vec<Item>>,
    /// What was collected.
    pub pool: Pool,
    /// The properties of the book.
    pub properties: Properties,
}

/// Where the files of pictures come from.
pub trait Files {
    /// The bytes of a file; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// If it is damaged or too large.
    fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error>;
}

impl Files for Archive<'_> {
    fn file(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.bytes(path)
    }
}

/// Removes lists of works and typed numbers of headings, and takes the title and the like off the beginning.
pub fn take_front(items: &mut Vec<Item>, pool: &mut Pool) -> Properties {
    works_list::settle(items, pool);
    if let Some(number) = headings::remove_numbers(items) {
        pool.doubt_at(number, Reason::HeadingNumbers, "");
    }
    front::take(items, pool)
}

/// Makes the manuscript.
///
/// # Errors
///
/// If a picture is damaged.
pub fn finish(read: Read, files: &mut impl Files, options: &Options) -> Result<Manuscript, Error> {
    let Read { items, notes, mut pool, properties } = read;
    let indent = blocks::usual_indent(&items);
    let blocks = Builder { pool: &mut pool, within: Within::Body, indent }.blocks(items);
    let notes = note_blocks(notes, &mut pool);
    check_contents(&blocks, &properties, &mut pool);
    let parts = pieces::divide(blocks, level(options), &properties.title, &mut pool);
    let pictures = pictures(files, &mut pool)?;
    Ok(manuscript(parts, &notes, pool, properties, pictures))
}

fn level(options: &Options) -> Level {
    match &options.split {
        Split::Heading1 => Level::At(1),
        Split::Style(name) => Level::At(heading_named(name).unwrap_or(0)),
        Split::Nowhere => Level::Nowhere,
    }
}

fn note_blocks(notes: BTreeMap<NoteKey, Vec<Item>>, pool: &mut Pool) -> Notes {
    let mut blocks = Notes::new();
    for (key, items) in notes {
        let mut builder = Builder { pool, within: Within::Note, indent: blocks::usual_indent(&items) };
        let own = builder.blocks(items);
        blocks.insert(key, own);
    }
    blocks
}

/// Notes entries of contents that are no headings or captions, because their words are lost.
fn check_contents(blocks: &[Block], properties: &Properties, pool: &mut Pool) {
    let plain = |words: &str| {
        words.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase()
    };
    let mut known: HashSet<String> = HashSet::from([plain(&properties.title)]);
    for block in Nodes::of_blocks(blocks).blocks() {
        let caption = match &block.kind {
            BlockKind::Heading(_, words) => {
                known.insert(plain(&plain_text(words)));
                continue;
            }
            BlockKind::Figure(figure) => figure.caption.as_ref(),
            BlockKind::Table(table) => table.caption.as_ref(),
            _ => None,
        };
        if let Some(caption) = caption {
            let label = caption.label.as_ref().map(|label| label.words.as_str()).unwrap_or_default();
            known.insert(plain(&format!("{label}{}", plain_text(&caption.content))));
        }
    }
    let unknown = |words: &str| {
        let words = plain(words);
        // The number of a page may follow, also in Roman numerals.
        let rest = words.trim_end_matches(|letter| "ivxlc".contains(letter));
        !words.is_empty()
            && !known.contains(&words)
            && !known.contains(rest)
            && !known.iter().any(|own| {
                own.starts_with(rest) && own.len() - rest.len() < 6 && words.starts_with(own.as_str())
            })
    };
    let lost: Vec<&(usize, String)> = pool.contents.iter().filter(|(_, words)| unknown(words)).collect();
    if let Some((number, _)) = lost.first() {
        let words = lost.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" | ");
        let number = *number;
        pool.doubt_at(number, Reason::Contents, &words);
    }
}

/// The pictures, and the paths of all by their paths in the archive.
fn pictures(
    files: &mut impl Files,
    pool: &mut Pool,
) -> Result<(Vec<Picture>, HashMap<String, String>), Error> {
    let mut pictures: Vec<Picture> = Vec::new();
    let mut paths: HashMap<String, String> = HashMap::new();
    let mut unknown = Vec::new();
    for image in pool.images.iter().filter(|image| !image.is_remote) {
        if paths.contains_key(&image.source) {
            continue;
        }
        let Some(bytes) = files.file(&image.source)? else { continue };
        if let Some(same) = pictures.iter().find(|picture| picture.bytes == bytes) {
            paths.insert(image.source.clone(), same.path.clone());
            continue;
        }
        let name = image.source.rsplit('/').next().unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let ending = ending_of(&bytes).or(is_metafile(name).then_some("emf"));
        unknown.extend(ending.is_none().then(|| name.to_owned()));
        let ending = ending.unwrap_or("bin");
        let stem = slug::slugify(stem);
        let stem = if stem.is_empty() { "picture".to_owned() } else { stem };
        let others = (2..).map(|number| format!("pictures/{stem}-{number}.{ending}"));
        let is_free = |path: &String| !pictures.iter().any(|picture| picture.path == *path);
        let path = std::iter::once(format!("pictures/{stem}.{ending}"))
            .chain(others)
            .find(is_free)
            .unwrap_or_default();
        paths.insert(image.source.clone(), path.clone());
        pictures.push(Picture { path, bytes });
    }
    for name in unknown {
        pool.doubt_at(0, Reason::PictureUnknown, &name);
    }
    Ok((pictures, paths))
}

fn manuscript(
    parts: Vec<Part>,
    notes: &Notes,
    mut pool: Pool,
    properties: Properties,
    (pictures, paths): (Vec<Picture>, HashMap<String, String>),
) -> Manuscript {
    let mut places = Places::new();
    for (index, part) in parts.iter().enumerate() {
        gather::places(index, part, notes, &pool, &mut places);
    }
    let stems: Vec<String> = parts.iter().map(|part| part.stem.clone()).collect();
    let starts: Vec<usize> = parts.iter().map(|part| part.number).collect();
    let names: HashMap<String, usize> = pool
        .anchors
        .iter()
        .enumerate()
        .flat_map(|(anchor, names)| names.iter().map(move |name| (name.clone(), anchor)))
        .collect();
    let mut pieces = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        let mut shared = Shared {
            pool: &mut pool,
            notes,
            places: &places,
            names: &names,
            stems: &stems,
            pictures: &paths,
        };
        let mut case = gather::case(index, part, &mut shared);
        language::settle(&mut case);
        let stem = stems.get(index).cloned().unwrap_or_default();
        pieces.push(Piece { stem, content: Content::Case(Box::new(case)) });
    }
    let doubts = doubts(&pool, &starts);
    Manuscript { properties, pieces, pictures, works: pool.works, doubts, ..Manuscript::default() }
}

/// The doubts with their places, in the order of the text.
fn doubts(pool: &Pool, starts: &[usize]) -> Vec<Doubt> {
    let mut pending: Vec<&Pending> = pool.doubts.iter().collect();
    pending.sort_by_key(|doubt| doubt.number);
    let doubt = |pending: &Pending| Doubt {
        place: match &pending.note {
            Some(key) => Place::Note(shown_number(key, pool)),
            None if pending.number == 0 => Place::Whole,
            None => Place::Paragraph(pending.number),
        },
        piece: starts.iter().rposition(|start| *start <= pending.number).filter(|_| pending.number > 0),
        words: pending.words.clone(),
        reason: pending.reason.clone(),
    };
    pending.into_iter().map(doubt).collect()
}

/// The number that a word processor shows for a note: footnotes and endnotes are counted apart.
fn shown_number(key: &NoteKey, pool: &Pool) -> String {
    let mut seen: Vec<&NoteKey> = Vec::new();
    for reference in pool.references.iter().filter(|reference| reference.key.0 == key.0) {
        if !seen.contains(&&reference.key) {
            seen.push(&reference.key);
        }
        if reference.key == *key {
            break;
        }
    }
    seen.len().to_string()
}
