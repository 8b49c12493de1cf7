//! The fonts of a book. Each document has subsets of the same faces, which become one font file for each face. The text of a
//! document keeps the numbers of its characters (CIDs) in a TrueType font, where `CIDToGIDMap` leads them to the glyphs of the file
//! (ISO 32000-1, section 9.7.4.2). A font with PostScript outlines has no such map, so the characters get new numbers in the text.
//! A map in `Encoding` would do, too, but several programs that extract text do not read it.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::cmap;
use super::content::{Contents, Numbers};
use super::copier::Copier;
use super::error::{Error, Result};
use super::file::File;
use super::{postscript, truetype};

/// Keys of a font descriptor that depend on the glyphs.
const OF_GLYPHS: [&[u8]; 5] = [b"FontName", b"FontBBox", b"FontFile2", b"FontFile3", b"CIDSet"];
/// Keys of the dictionary of characters that depend on the glyphs, or refer to another object.
const OF_CHARACTERS: [&[u8]; 3] = [b"BaseFont", b"W", b"FontDescriptor"];

/// The kind of outlines of a font.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    TrueType,
    PostScript,
}

/// A font of a document: its dictionary, the one of its characters, their descriptor and the font file.
struct Font {
    kind: Kind,
    whole: ObjectId,
    characters: ObjectId,
    descriptor: ObjectId,
    file: ObjectId,
}

/// A font file of a document.
enum Subset {
    TrueType(truetype::Subset),
    PostScript(postscript::Subset),
}

/// A font file of the book.
enum Union {
    TrueType(truetype::Union),
    PostScript(postscript::Union),
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
    /// The dictionary of the characters, with its object number, if all documents share it.
    characters: Option<(u32, Dictionary)>,
    /// The dictionaries that name the face, with their object numbers and what they add to the name.
    named: Vec<(u32, Dictionary, &'static str)>,
}

/// Joins the fonts of a document with those of others.
pub fn join(copier: &mut Copier<'_>, faces: &mut Faces) -> Result<()> {
    let fonts = fonts(&copier.document);
    let renumbered: Vec<ObjectId> =
        fonts.iter().filter(|font| font.kind == Kind::PostScript).map(|font| font.whole).collect();
    let contents = Contents::of(&copier.document, &renumbered);
    let mut numbers = Numbers::new();
    for font in &fonts {
        match font.kind {
            Kind::TrueType => faces.join_true_type(copier, font)?,
            Kind::PostScript if contents.is_none() => {}
            Kind::PostScript => numbers.extend(faces.join_post_script(copier, font)?),
        }
    }
    contents.map_or(Ok(()), |contents| contents.renumber(&mut copier.document, &numbers))
}

/// The fonts of a document, in order of their numbers.
fn fonts(document: &Document) -> Vec<Font> {
    let fonts = document.objects.iter().filter_map(|(id, object)| {
        let font = object.as_dict().ok()?;
        let is_composite = font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type0");
        if is_composite { parts(document, *id, font) } else { None }
    });
    fonts.collect()
}

fn parts(document: &Document, whole: ObjectId, font: &Dictionary) -> Option<Font> {
    let reference = |dictionary: &Dictionary, key: &[u8]| dictionary.get(key).ok()?.as_reference().ok();
    let name = |dictionary: &Dictionary, key: &[u8], name: &[u8]| {
        dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
    };
    let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array).ok()?;
    let characters = descendants.first()?.as_reference().ok()?;
    let dictionary = document.get_dictionary(characters).ok()?;
    let descriptor = reference(dictionary, b"FontDescriptor")?;
    let files = document.get_dictionary(descriptor).ok()?;
    let (kind, file) = match (reference(files, b"FontFile2"), reference(files, b"FontFile3")) {
        (Some(file), None) if name(dictionary, b"CIDToGIDMap", b"Identity") => (Kind::TrueType, file),
        (None, Some(file)) => {
            let program = &document.get_object(file).ok()?.as_stream().ok()?.dict;
            (name(program, b"Subtype", b"CIDFontType0C")).then_some((Kind::PostScript, file))?
        }
        _ => return None,
    };
    name(font, b"Encoding", b"Identity-H").then_some(Font { kind, whole, characters, descriptor, file })
}

/// The text of each character in a shorter form, under its new number. `None` if it is not as typst-pdf writes it.
fn text(
    document: &Document,
    font: &Font,
    number: &dyn Fn(u16) -> Option<u16>,
) -> Result<Option<(ObjectId, Stream)>> {
    let text = document.get_dictionary(font.whole)?.get(b"ToUnicode").and_then(Object::as_reference);
    let Ok(id) = text else { return Ok(None) };
    let short = cmap::shortened(document.get_object(id)?.as_stream()?, number)?;
    Ok(short.map(|short| (id, short)))
}

/// The widths of characters. `None` if they are not as typst-pdf writes them.
fn widths(characters: &Dictionary) -> Option<Vec<f32>> {
    cmap::read_widths(characters.get(b"W").and_then(Object::as_array).ok()?)
}

impl Subset {
    /// Reads the file of a font. `None` if it is unusual.
    fn read(document: &Document, font: &Font) -> Result<Option<Self>> {
        let program = document.get_object(font.file)?.as_stream()?.get_plain_content()?;
        Ok(match font.kind {
            Kind::TrueType => truetype::Subset::read(&program).map(Self::TrueType),
            Kind::PostScript => widths(document.get_dictionary(font.characters)?)
                .and_then(|widths| postscript::Subset::read(&program, &widths))
                .map(Self::PostScript),
        })
    }

    fn face(&self) -> [u8; 32] {
        match self {
            Self::TrueType(subset) => subset.face(),
            Self::PostScript(subset) => subset.face(),
        }
    }
}

impl Union {
    fn new(subset: &Subset) -> Self {
        match subset {
            Subset::TrueType(subset) => Self::TrueType(truetype::Union::new(subset)),
            Subset::PostScript(subset) => Self::PostScript(postscript::Union::new(subset)),
        }
    }

    fn has_room(&self, subset: &Subset) -> bool {
        match (self, subset) {
            (Self::TrueType(union), Subset::TrueType(subset)) => union.has_room(subset),
            (Self::PostScript(union), Subset::PostScript(subset)) => union.has_room(subset),
            _ => false,
        }
    }

    fn add(&mut self, subset: &Subset) -> Option<Vec<u16>> {
        match (self, subset) {
            (Self::TrueType(union), Subset::TrueType(subset)) => union.add(subset),
            (Self::PostScript(union), Subset::PostScript(subset)) => union.add(subset),
            _ => None,
        }
    }
}

impl Faces {
    /// Adds a font of a document. Returns the index of its face, and the number of each of its glyphs there. `None` if the font is
    /// unusual and must be kept as it is.
    fn add(
        &mut self,
        file: &mut File,
        document: &Document,
        font: &Font,
    ) -> Result<Option<(usize, Vec<u16>)>> {
        let descriptor = document.get_dictionary(font.descriptor)?;
        let Some(subset) = Subset::read(document, font)? else { return Ok(None) };
        let key = key(descriptor, document.get_dictionary(font.characters)?, &subset);
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
        Ok(Some((index, numbers)))
    }

    /// Joins a font whose characters keep their numbers.
    fn join_true_type(&mut self, copier: &mut Copier<'_>, font: &Font) -> Result<()> {
        let Some((face, numbers)) = self.add(copier.file, &copier.document, font)? else { return Ok(()) };
        let face = &mut self.faces[face];
        if let Some((id, text)) = text(&copier.document, font, &Some)? {
            copier.document.objects.insert(id, text.into());
        }
        copier.lead(font.descriptor, face.number);
        if let Some((number, mut characters)) = copier.take_dictionary(font.characters) {
            copier.settle_dictionary(&mut characters)?;
            if let Some(widths) = widths(&characters) {
                characters.set("W", cmap::widths(&widths));
            }
            characters.set("CIDToGIDMap", map(copier.file, &numbers)?);
            face.named.push((number, characters, ""));
        }
        face.name(copier, font.whole, "")
    }

    /// Joins a font whose characters get new numbers, which are returned.
    fn join_post_script(
        &mut self,
        copier: &mut Copier<'_>,
        font: &Font,
    ) -> Result<Option<(ObjectId, Vec<u16>)>> {
        let Some((face, numbers)) = self.add(copier.file, &copier.document, font)? else { return Ok(None) };
        let face = &mut self.faces[face];
        let number = |code: u16| numbers.get(usize::from(code)).copied();
        let Some((id, text)) = text(&copier.document, font, &number)? else { return Ok(None) };
        copier.document.objects.insert(id, text.into());
        copier.lead(font.descriptor, face.number);
        match &face.characters {
            Some((number, _)) => copier.lead(font.characters, *number),
            None => face.characters = copier.take_dictionary(font.characters),
        }
        face.name(copier, font.whole, "-Identity-H")?;
        Ok(Some((font.whole, numbers)))
    }

    /// Writes the faces and everything that names them.
    pub fn write(self, file: &mut File) -> Result<()> {
        self.faces.into_iter().try_for_each(|face| face.write(file))
    }
}

impl Face {
    fn new(descriptor: &Dictionary, subset: &Subset, number: u32) -> Self {
        Self {
            name: name(descriptor),
            union: Union::new(subset),
            descriptor: descriptor.clone(),
            number,
            characters: None,
            named: Vec::new(),
        }
    }

    /// Takes a dictionary that names the face.
    fn name(&mut self, copier: &mut Copier<'_>, id: ObjectId, ending: &'static str) -> Result<()> {
        if let Some((number, mut dictionary)) = copier.take_dictionary(id) {
            copier.settle_dictionary(&mut dictionary)?;
            self.named.push((number, dictionary, ending));
        }
        Ok(())
    }

    fn write(self, file: &mut File) -> Result<()> {
        let Self { union, mut descriptor, mut named, characters, .. } = self;
        if named.is_empty() {
            return Ok(());
        }
        if let (Union::PostScript(union), Some((number, mut characters))) = (&union, characters) {
            characters.set("W", cmap::widths(&union.widths().collect::<Vec<_>>()));
            characters.set("FontDescriptor", Object::Reference((self.number, 0)));
            named.push((number, characters, ""));
        }
        let (program, key) = match union {
            Union::TrueType(union) => (union.file(), "FontFile2"),
            Union::PostScript(union) => (union.file().ok_or(Error::Unusual("font"))?, "FontFile3"),
        };
        let name = [tag(&program).as_bytes(), b"+", &self.name].concat();
        let mut stream = Stream::new(Dictionary::new(), program);
        if key == "FontFile2" {
            stream.dict.set("Length1", i64::try_from(stream.content.len()).unwrap_or(i64::MAX));
        } else {
            stream.dict.set("Subtype", "CIDFontType0C");
        }
        stream.compress()?;
        let program = file.add(stream)?;
        descriptor.set("FontName", Object::Name(name.clone()));
        descriptor.set(key, Object::Reference((program, 0)));
        // PDF/A-2 allows it to be absent, and readers do not use it.
        descriptor.remove(b"CIDSet");
        file.put(self.number, descriptor.into())?;
        for (number, mut dictionary, ending) in named {
            dictionary.set("BaseFont", Object::Name([&name, ending.as_bytes()].concat()));
            file.put(number, dictionary.into())?;
        }
        Ok(())
    }
}

/// The same for all subsets of a face.
fn key(descriptor: &Dictionary, characters: &Dictionary, subset: &Subset) -> [u8; 32] {
    let without = |dictionary: &Dictionary, keys: &[&[u8]]| {
        let mut same = dictionary.clone();
        for key in keys {
            same.remove(key);
        }
        format!("{same:?}")
    };
    let mut digest = Sha256::new();
    digest.update(name(descriptor));
    digest.update(without(descriptor, &OF_GLYPHS));
    digest.update(without(characters, &OF_CHARACTERS));
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
