//! The faces in a font file. A built-in file is read once in a process, whatever the number of books.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

use crate::project::FontFile;

/// The built-in files that were read, with their faces.
static BUILT_IN: Mutex<Vec<(&[u8], Vec<Font>)>> = Mutex::new(Vec::new());

/// The faces of a file. Built-in files are those that are borrowed.
pub fn faces(file: &FontFile) -> Vec<Font> {
    match &file.bytes {
        Cow::Borrowed(bytes) => built_in(bytes),
        Cow::Owned(bytes) => Font::iter(Bytes::new(bytes.clone())).collect(),
    }
}

/// The names, the style and the characters of each face of a file.
pub fn infos(file: &FontFile) -> Vec<FontInfo> {
    match &file.bytes {
        Cow::Borrowed(bytes) => built_in(bytes).iter().map(|face| face.info().clone()).collect(),
        Cow::Owned(bytes) => FontInfo::iter(bytes).collect(),
    }
}

fn built_in(bytes: &'static [u8]) -> Vec<Font> {
    let mut known = BUILT_IN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, faces)) = known.iter().find(|(file, _)| std::ptr::eq(*file, bytes)) {
        return faces.clone();
    }
    let faces: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
    known.push((bytes, faces.clone()));
    faces
}
