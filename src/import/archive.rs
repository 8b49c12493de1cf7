//! An archive with a document: its files, and the limits that protect the reader.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::directory::{Oddity, oddity};
use super::unreadable::{Error, Wanted};
use super::xml::{self, Budget, Element};

/// The most bytes that all parts have together.
const TOTAL: u64 = 512 << 20;
/// The most bytes of a part that is XML.
const PART: u64 = 128 << 20;
/// How often a part may be larger than in the archive. XML of Word is at most some 50 times larger.
const RATIO: u64 = 200;
/// Parts up to this size may be compressed as much as they like.
const SMALL: u64 = 1 << 20;
/// The most files of an archive.
const FILES: usize = 50_000;

/// The archive of a document.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The names of all files, in lower case, with their places in the archive.
    places: HashMap<String, usize>,
    left: u64,
    budget: Budget,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// If it is no archive, or one that no program for documents writes.
    pub fn open(bytes: &'a [u8], wanted: Wanted) -> Result<Self, Error> {
        if let Some(error) = other_kind(bytes, wanted) {
            return Err(error);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        if archive.len() > FILES {
            return Err(Error::TooLarge(format!("more than {FILES} files")));
        }
        match oddity(bytes, &mut archive, str::to_lowercase) {
            Some(Oddity::Twice(path)) => return Err(Error::Twice(path)),
            Some(Oddity::Link(path)) => return Err(Error::Link(path)),
            None => {}
        }
        let mut places = HashMap::new();
        let mut total = 0_u64;
        for place in 0..archive.len() {
            let file = archive.by_index_raw(place).map_err(|error| damaged(&error))?;
            let name = file.name().replace('\\', "/");
            if name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..") {
                return Err(Error::PathLeadsOut(file.name().to_owned()));
            }
            if file.encrypted() {
                return Err(Error::Encrypted);
            }
            total = total.saturating_add(file.size());
            check_ratio(&name, file.size(), file.compressed_size())?;
            places.insert(name.to_lowercase(), place);
        }
        if total > TOTAL {
            return Err(Error::TooLarge(format!("more than {} MB without compression", TOTAL >> 20)));
        }
        Ok(Self { zip: archive, places, left: TOTAL, budget: Budget::default() })
    }

    /// The paths of all files, in lower case.
    pub fn names(&self) -> HashSet<String> {
        self.places.keys().cloned().collect()
    }

    /// Whether there is a file with this path.
    pub fn has(&self, path: &str) -> bool {
        self.places.contains_key(&path.to_lowercase())
    }

    /// The bytes of a file; `None` if there is no such file.
    ///
    /// # Errors
    ///
    /// If it is damaged or too large.
    pub fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(place) = self.places.get(&path.to_lowercase()) else { return Ok(None) };
        let file = self.zip.by_index(*place).map_err(|error| damaged(&error))?;
        // The sizes in the archive may be wrong, so the limits hold for what comes out.
        let allowed = self.left.min(SMALL.max(file.compressed_size().saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        let read = file.take(allowed + 1).read_to_end(&mut bytes);
        read.map_err(|error| Error::Damaged(format!("`{path}`: {error}")))?;
        let length = bytes.len() as u64;
        if length > allowed {
            return Err(Error::TooLarge(format!("`{path}` is compressed beyond measure")));
        }
        self.left -= length;
        Ok(Some(bytes))
    }

    /// A part that is XML; `None` if there is no such part.
    ///
    /// # Errors
    ///
    /// If it is damaged or too large.
    pub fn part(&mut self, path: &str) -> Result<Option<Element>, Error> {
        let Some(bytes) = self.bytes(path)? else { return Ok(None) };
        if bytes.len() as u64 > PART {
            return Err(Error::TooLarge(format!("`{path}` has more than {} MB", PART >> 20)));
        }
        xml::parse(&bytes, path, &mut self.budget).map(Some)
    }
}

fn check_ratio(name: &str, size: u64, compressed: u64) -> Result<(), Error> {
    if size > SMALL && size / RATIO > compressed {
        return Err(Error::TooLarge(format!("`{name}` is compressed beyond measure")));
    }
    Ok(())
}

/// The error for a file that is no archive.
fn other_kind(bytes: &[u8], wanted: Wanted) -> Option<Error> {
    let utf16 = |words: &str| words.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let has = |words: &str| {
        let wanted = utf16(words);
        bytes.windows(wanted.len()).any(|window| window == wanted)
    };
    let other = |kind: &str| Some(Error::Other(kind.to_owned(), wanted));
    match bytes {
        [b'P', b'K', ..] => None,
        [] => other("an empty file"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if has("EncryptedPackage") => Some(Error::Encrypted),
        [0xD0, 0xCF, 0x11, 0xE0, ..] if has("WordDocument") => Some(Error::OldFormat),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => other("another file of Office 97 to 2003"),
        [b'{', b'\\', b'r', b't', b'f', ..] => other("a text in Rich Text Format (.rtf)"),
        [b'%', b'P', b'D', b'F', ..] => other("a PDF"),
        _ => other("a file of another kind"),
    }
}

fn damaged(error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Error::Encrypted,
        error => Error::Damaged(error.to_string()),
    }
}
