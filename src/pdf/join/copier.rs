//! Copies the objects of a document into the file of a book, with new numbers. Objects that nothing refers to are left out.

use std::collections::{HashMap, HashSet, VecDeque};

use lopdf::{Dictionary, Document, Object, ObjectId, Writer};
use sha2::{Digest, Sha256};

use super::error::Result;
use super::file::File;

/// How deep shared objects may refer to others.
const DEEPEST: usize = 32;

/// The numbers of objects that documents share, by a digest of their content.
pub type Shared = HashMap<[u8; 32], u32>;

/// What a document has in common with others of the book.
pub struct Place {
    /// What is added to the numbers of the parent tree.
    pub shift: i64,
    /// What is put before the identifiers of tags.
    pub prefix: String,
}

/// Copies the objects of a document.
pub struct Copier<'a> {
    pub document: Document,
    pub file: &'a mut File,
    shared: &'a mut Shared,
    place: Place,
    /// The new number of each object, or 0.
    numbers: Vec<u32>,
    /// Objects that have a number and wait to be copied.
    open: VecDeque<ObjectId>,
    /// Shared objects whose content is being copied.
    busy: HashSet<ObjectId>,
}

/// How references are followed.
#[derive(Clone, Copy)]
enum Way {
    /// Each object is copied.
    Own,
    /// Objects that other documents have too are copied once. The value is the depth.
    Shared(usize),
}

impl<'a> Copier<'a> {
    /// A copier that has copied nothing.
    pub fn new(document: Document, place: Place, file: &'a mut File, shared: &'a mut Shared) -> Self {
        let numbers = vec![0; document.max_id as usize + 1];
        Self { document, file, shared, place, numbers, open: VecDeque::new(), busy: HashSet::new() }
    }

    /// Lets references to an object lead to one of the book.
    pub fn lead(&mut self, id: ObjectId, number: u32) {
        if let Some(known) = self.numbers.get_mut(id.0 as usize) {
            *known = number;
        }
        self.document.objects.remove(&id);
    }

    /// Takes an object, which the caller writes with the returned number after it has settled it.
    pub fn take(&mut self, id: ObjectId) -> Option<(u32, Object)> {
        let object = self.document.objects.remove(&id)?;
        let known = self.numbers.get_mut(id.0 as usize)?;
        if *known == 0 {
            *known = self.file.reserve();
        }
        Some((*known, object))
    }

    /// Takes a dictionary.
    pub fn take_dictionary(&mut self, id: ObjectId) -> Option<(u32, Dictionary)> {
        match self.take(id)? {
            (number, Object::Dictionary(dictionary)) => Some((number, dictionary)),
            _ => None,
        }
    }

    /// Gives the references in an object their new numbers. Their objects are copied later.
    pub fn settle(&mut self, object: &mut Object) -> Result<()> {
        self.renumber(object, Way::Own)
    }

    /// The same for a dictionary.
    pub fn settle_dictionary(&mut self, dictionary: &mut Dictionary) -> Result<()> {
        self.renumber_dictionary(dictionary, Way::Own)
    }

    /// The same, and copies everything that the object refers to, unless an earlier document had it.
    pub fn settle_shared(&mut self, object: &mut Object) -> Result<()> {
        self.renumber(object, Way::Shared(0))
    }

    /// Copies the pictures, colour spaces and so on that a page uses, unless an earlier document had them.
    pub fn share_resources(&mut self, page: ObjectId) -> Result<()> {
        for id in resources(&self.document, page) {
            self.shared(id, 0)?;
        }
        Ok(())
    }

    /// Copies all objects that wait for it.
    pub fn finish(mut self) -> Result<()> {
        while let Some(id) = self.open.pop_front() {
            if let Some((number, mut object)) = self.take(id) {
                self.settle(&mut object)?;
                self.file.put(number, object)?;
            }
        }
        Ok(())
    }

    /// The new number of an object. `None` if the document has no such object.
    fn number(&mut self, id: ObjectId) -> Option<u32> {
        let known = self.numbers.get_mut(id.0 as usize)?;
        if *known == 0 {
            if !self.document.objects.contains_key(&id) && !self.busy.contains(&id) {
                return None;
            }
            *known = self.file.reserve();
            self.open.push_back(id);
        }
        Some(*known)
    }

    /// The number of an object that other documents may have too.
    fn shared(&mut self, id: ObjectId, depth: usize) -> Result<Option<u32>> {
        let is_known = self.numbers.get(id.0 as usize).is_some_and(|number| *number != 0);
        let is_single = self.document.objects.get(&id).is_none_or(is_single);
        if is_known || is_single || depth == DEEPEST {
            return Ok(self.number(id));
        }
        let Some(mut object) = self.document.objects.remove(&id) else { return Ok(None) };
        self.busy.insert(id);
        self.renumber(&mut object, Way::Shared(depth + 1))?;
        self.busy.remove(&id);
        let mut content = Vec::new();
        Writer::write_object(&mut content, &object)?;
        let digest = Sha256::digest(&content).into();
        let own = self.numbers[id.0 as usize];
        // An object that refers to itself has a number already.
        let number = match self.shared.get(&digest).filter(|_| own == 0) {
            Some(number) => *number,
            None => {
                let number = if own == 0 { self.file.reserve() } else { own };
                self.file.put(number, object)?;
                self.shared.insert(digest, number);
                number
            }
        };
        self.numbers[id.0 as usize] = number;
        Ok(Some(number))
    }

    fn renumber(&mut self, object: &mut Object, way: Way) -> Result<()> {
        match object {
            Object::Reference(id) => {
                let number = match way {
                    Way::Own => self.number(*id),
                    Way::Shared(depth) => self.shared(*id, depth)?,
                };
                *object = number.map_or(Object::Null, |number| Object::Reference((number, 0)));
                Ok(())
            }
            Object::Array(items) => items.iter_mut().try_for_each(|item| self.renumber(item, way)),
            Object::Dictionary(dictionary) => self.renumber_dictionary(dictionary, way),
            Object::Stream(stream) => self.renumber_dictionary(&mut stream.dict, way),
            _ => Ok(()),
        }
    }

    fn renumber_dictionary(&mut self, dictionary: &mut Dictionary, way: Way) -> Result<()> {
        let is_tag = dictionary.has(b"S") && dictionary.has(b"P");
        for (key, value) in dictionary.iter_mut() {
            match (key.as_slice(), value) {
                (b"StructParents" | b"StructParent", Object::Integer(number)) => *number += self.place.shift,
                (b"ID", Object::String(id, _)) if is_tag => self.identify(id),
                (b"Headers", Object::Array(ids)) => ids.iter_mut().for_each(|id| {
                    if let Object::String(id, _) = id {
                        self.identify(id);
                    }
                }),
                (_, value) => self.renumber(value, way)?,
            }
        }
        Ok(())
    }

    /// Makes an identifier of a tag unique in the book.
    pub fn identify(&self, id: &mut Vec<u8>) {
        id.splice(..0, self.place.prefix.bytes());
    }
}

/// Whether no other document can have an object, because it is of a page or of a tag.
fn is_single(object: &Object) -> bool {
    let kind = object.type_name().unwrap_or_default();
    [&b"Page"[..], b"Pages", b"Annot", b"StructElem", b"Catalog"].contains(&kind)
}

/// What a page uses, without fonts.
fn resources(document: &Document, page: ObjectId) -> Vec<ObjectId> {
    let page = document.get_dictionary(page);
    let Ok(resources) = page.and_then(|page| page.get_deref(b"Resources", document)?.as_dict()) else {
        return Vec::new();
    };
    let kinds = resources.iter().filter(|(kind, _)| kind.as_slice() != b"Font");
    let kinds = kinds.filter_map(|(_, named)| document.dereference(named).ok()?.1.as_dict().ok());
    kinds.flatten().filter_map(|(_, object)| object.as_reference().ok()).collect()
}
