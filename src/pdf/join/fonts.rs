//! The fonts of a book. Each document has subsets of the same faces, which become one font file for each face. The text of a
//! document keeps the numbers of its characters (CIDs), which `CIDToGIDMap` leads to the glyphs of the file (ISO 32000-1, section
//! 9.7.4.2).
//!
//! Only TrueType fonts are joined. In a CID-keyed font with PostScript outlines, the font file itself assigns the CIDs, so that
//! two documents cannot share it.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::cmap;
use super::error::Result;
use super::file::File;
use super::truetype::{Subset, Union};

/// Keys of a font descriptor that depend on the glyphs.
const OF_GLYPHS: [&[u8]; 4] = [b"FontName", b"FontBBox", b"FontFile2", b"CIDSet"];

/// A font of a document: its dictionary, the one of its glyphs, their descriptor and the font file.
pub struct Font {
    pub whole: ObjectId,
    pub glyphs: ObjectId,
    pub descriptor: ObjectId,
    pub file: ObjectId,
}

/// Where a font of a document is in the book.
pub struct Joined {
    /// The index of the face.
    pub face: usize,
    /// The object number of the descriptor of the face.
    pub descriptor: u32,
    /// The `CIDToGIDMap`.
    pub map: Object,
}

/// The faces of a book.
#[derive(Default)]
pub struct Faces {
    faces: Vec<Face>,
    known: HashMap<[u8; 32], usize>,
}

/// A face, which is written when all documents are known.
struct Face {
    /// Its name without the tag of a subset.
    name: Vec<u8>,
    union: Union,
    descriptor: Dictionary,
    /// The object number of the descriptor.
    number: u32,
    /// The dictionaries that name the face, with their object numbers.
    named: Vec<(u32, Dictionary)>,
}

/// The fonts of a document whose files can be joined, in order of their numbers.
pub fn of(document: &Document) -> Vec<Font> {
    let fonts = document.objects.iter().filter_map(|(id, object)| {
        let font = object.as_dict().ok()?;
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        if is_composite { parts(document, *id, font) } else { None }
    });
    fonts.collect()
}

fn parts(document: &Document, id: ObjectId, font: &Dictionary) -> Option<Font> {
    let reference = |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).ok()?.as_reference().ok();
    let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok()?;
    let glyphs = descendants.first()?.as_reference().ok()?;
    let dictionary = document.get_dictionary(glyphs).ok()?;
    let map = dictionary.get(b"CIDToGIDMap").and_then(Object::as_name).ok()?;
    let descriptor = reference(dictionary, b"FontDescriptor")?;
    let file = reference(document.get_dictionary(descriptor).ok()?, b"FontFile2")?;
    (map == b"Identity").then_some(Font { whole: id, glyphs, descriptor, file })
}

/// Writes what a font has for each character in a shorter form.
pub fn shorten(document: &mut Document, font: &Font) -> Result<()> {
    let text = document.get_dictionary(font.whole)?.get(b"ToUnicode").and_then(Object::as_reference);
    if let Ok(text) = text
        && let Some(short) = cmap::shortened(document.get_object(text)?.as_stream()?)?
    {
        document.objects.insert(text, short.into());
    }
    let glyphs = document.get_dictionary_mut(font.glyphs)?;
    if let Some(short) =
        glyphs.get(b"W").and_then(Object::as_array).ok().and_then(|old| cmap::short_widths(old))
    {
        glyphs.set("W", short);
    }
    Ok(())
}

impl Faces {
    /// Adds a font of a document. `None` if the font file is unusual and must be kept as it is.
    pub fn add(&mut self, file: &mut File, document: &Document, font: &Font) -> Result<Option<Joined>> {
        let descriptor = document.get_dictionary(font.descriptor)?;
        let program = document.get_object(font.file)?.as_stream()?.get_plain_content()?;
        let Some(subset) = Subset::read(&program) else { return Ok(None) };
        let key = key(descriptor, &subset);
        let index = match self.known.get(&key).filter(|index| self.faces[**index].union.has_room(&subset)) {
            Some(index) => *index,
            None => {
                self.known.insert(key, self.faces.len());
                self.faces.push(Face::new(descriptor, &subset, file.reserve()));
                self.faces.len() - 1
            }
        };
        let face = &mut self.faces[index];
        let Some(numbers) = face.union.add(&subset) else { return Ok(None) };
        widen(&mut face.descriptor, descriptor);
        let map = map(file, &numbers)?;
        Ok(Some(Joined { face: index, descriptor: face.number, map }))
    }

    /// Keeps a dictionary that names a face.
    pub fn keep(&mut self, face: usize, number: u32, dictionary: Dictionary) {
        self.faces[face].named.push((number, dictionary));
    }

    /// Writes the faces and everything that names them.
    pub fn write(self, file: &mut File) -> Result<()> {
        self.faces.into_iter().try_for_each(|face| face.write(file))
    }
}

impl Face {
    fn new(descriptor: &Dictionary, subset: &Subset, number: u32) -> Self {
        let union = Union::new(subset);
        Self { name: name(descriptor), union, descriptor: descriptor.clone(), number, named: Vec::new() }
    }

    fn write(self, file: &mut File) -> Result<()> {
        let program = self.union.file();
        let name = [tag(&program).as_bytes(), b"+", &self.name].concat();
        let mut stream = Stream::new(Dictionary::new(), program);
        stream.dict.set("Length1", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
        stream.compress()?;
        let program = file.add(stream)?;
        let mut descriptor = self.descriptor;
        descriptor.set("FontName", Object::Name(name.clone()));
        descriptor.set("FontFile2", Object::Reference((program, 0)));
        // PDF/A-2 allows it to be absent, and readers do not use it.
        descriptor.remove(b"CIDSet");
        file.put(self.number, descriptor.into())?;
        for (number, mut dictionary) in self.named {
            dictionary.set("BaseFont", Object::Name(name.clone()));
            file.put(number, dictionary.into())?;
        }
        Ok(())
    }
}

/// The same for all subsets of a face.
fn key(descriptor: &Dictionary, subset: &Subset) -> [u8; 32] {
    let mut same = descriptor.clone();
    for key in OF_GLYPHS {
        same.remove(key);
    }
    let mut digest = Sha256::new();
    digest.update(name(descriptor));
    digest.update(format!("{same:?}"));
    digest.update(subset.face());
    digest.finalize().into()
}

/// The name of a font without the tag of the subset.
fn name(descriptor: &Dictionary) -> Vec<u8> {
    let name = descriptor.get(b"FontName").and_then(Object::as_name).unwrap_or_default();
    if name.get(6) == Some(&b'+') { name[7..].to_vec() } else { name.to_vec() }
}

/// The tag of a subset: six letters that follow from the font file.
fn tag(program: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(program).into();
    digest[..6].iter().map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Extends the bounding box of a descriptor to that of another one.
fn widen(descriptor: &mut Dictionary, other: &Dictionary) {
    let Ok(other) = other.get(b"FontBBox").and_then(Object::as_array) else { return };
    let Ok(Object::Array(own)) = descriptor.get_mut(b"FontBBox") else { return };
    for (index, (own, other)) in own.iter_mut().zip(other).enumerate() {
        let (Ok(one), Ok(two)) = (own.as_float(), other.as_float()) else { continue };
        if if index < 2 { two < one } else { two > one } {
            *own = other.clone();
        }
    }
}

/// The `CIDToGIDMap` of a document whose glyphs have these numbers in the font file.
fn map(file: &mut File, numbers: &[u16]) -> Result<Object> {
    if numbers.iter().enumerate().all(|(cid, number)| cid == usize::from(*number)) {
        return Ok("Identity".into());
    }
    let bytes = numbers.iter().flat_map(|number| number.to_be_bytes()).collect();
    let mut stream = Stream::new(Dictionary::new(), bytes);
    stream.compress()?;
    Ok(Object::Reference((file.add(stream)?, 0)))
}
