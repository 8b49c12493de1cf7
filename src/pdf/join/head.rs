//! What a book has from its first document: the entries of its catalog and its metadata.

use lopdf::{Dictionary, Object, ObjectId};

use super::copier::Copier;
use super::error::Result;
use super::part::Opened;

/// Entries of the catalog that follow from all documents.
const OF_ALL: [&[u8]; 7] =
    [b"Type", b"Pages", b"PageLabels", b"Outlines", b"Names", b"StructTreeRoot", b"Metadata"];

/// What a book has from its first document.
pub struct Head {
    /// Other entries of the catalog.
    pub catalog: Dictionary,
    /// The name trees without destinations.
    pub names: Dictionary,
    /// The dictionary of the XMP metadata, and their text.
    pub metadata: Option<(Dictionary, Vec<u8>)>,
    /// The document information.
    pub info: Option<Object>,
    /// The identifiers of the document and of its content, as the first document has them.
    pub document: Vec<u8>,
    pub instance: Vec<u8>,
    /// Whether the catalog names an outline, even if it is empty.
    pub has_outline: bool,
    /// Whether the references lead to objects of the book.
    is_settled: bool,
}

impl Head {
    /// Takes the entries of the first document. Their references lead to its objects until `settle`.
    pub fn of(opened: &mut Opened) -> Result<Self> {
        let Opened { document, catalog, .. } = opened;
        let others = catalog.iter().filter(|(key, _)| !OF_ALL.contains(&key.as_slice()));
        let others = others.map(|(key, value)| (key.clone(), value.clone())).collect();
        let mut names =
            catalog.get_deref(b"Names", document).and_then(Object::as_dict).cloned().unwrap_or_default();
        names.remove(b"Dests");
        let metadata = match catalog.get_deref(b"Metadata", document).and_then(Object::as_stream) {
            Ok(stream) => {
                let mut dictionary = stream.dict.clone();
                dictionary.remove(b"Filter");
                Some((dictionary, stream.get_plain_content()?))
            }
            Err(_) => None,
        };
        let [document_id, instance] = identifiers(&document.trailer);
        let info = document.trailer.get(b"Info").ok().cloned();
        let has_outline = catalog.has(b"Outlines");
        Ok(Self {
            catalog: others,
            names,
            metadata,
            info,
            document: document_id,
            instance,
            has_outline,
            is_settled: false,
        })
    }

    /// Lets the references lead to objects of the book.
    pub fn settle(&mut self, copier: &mut Copier<'_>) -> Result<()> {
        if std::mem::replace(&mut self.is_settled, true) {
            return Ok(());
        }
        let values = self.catalog.iter_mut().chain(self.names.iter_mut()).map(|(_, value)| value);
        values.chain(&mut self.info).try_for_each(|value| copier.settle_shared(value))
    }

    /// Names the language of a document in its tags, if the book has another one.
    pub fn speak(&self, opened: &mut Opened) -> Result<()> {
        let Ok(language) = opened.catalog.get(b"Lang") else { return Ok(()) };
        let Some(tags) = &opened.tags else { return Ok(()) };
        if self.catalog.get(b"Lang").is_ok_and(|known| known.as_str().ok() == language.as_str().ok()) {
            return Ok(());
        }
        let kids: Vec<ObjectId> =
            tags.kids(&opened.document)?.iter().filter_map(|kid| kid.as_reference().ok()).collect();
        for kid in kids {
            if let Ok(kid) = opened.document.get_dictionary_mut(kid)
                && !kid.has(b"Lang")
            {
                kid.set("Lang", language.clone());
            }
        }
        Ok(())
    }
}

/// The identifiers in a trailer.
pub fn identifiers(trailer: &Dictionary) -> [Vec<u8>; 2] {
    let ids = trailer.get(b"ID").and_then(Object::as_array).ok();
    [0, 1].map(|index| {
        let id = ids.and_then(|ids| ids.get(index)?.as_str().ok());
        id.map(<[u8]>::to_vec).unwrap_or_default()
    })
}
