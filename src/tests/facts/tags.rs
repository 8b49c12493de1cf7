//! The structure tree of a PDF.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::reader::{Reader, Result};

impl Reader<'_> {
    /// The elements of the structure tree. Each has the language that it inherits, and identifiers by the order of elements.
    pub fn tags(&self) -> Result<Vec<String>> {
        let Ok(root) = self.catalog.get(b"StructTreeRoot") else { return Ok(Vec::new()) };
        let root = self.dictionary(root)?;
        let mut tree = Tree { lines: Vec::new(), owners: HashMap::new(), ids: HashMap::new() };
        let language = self.catalog.get(b"Lang")?.as_str()?.to_vec();
        let element = match root.get(b"K")? {
            Object::Array(kids) => kids[0].as_reference()?,
            kid => kid.as_reference()?,
        };
        self.element(element, 0, &language, &mut tree)?;
        for line in &mut tree.lines {
            for (id, number) in &tree.ids {
                *line = line.replace(&format!("<{id}>"), &format!("<{number}>"));
            }
        }
        if let Ok(ids) = root.get(b"IDTree") {
            let ids = self.entries(ids, b"Names")?;
            assert_eq!(ids.len(), tree.ids.len());
            for (id, element) in ids {
                let id = id.as_str()?;
                assert_eq!(self.dictionary(&element)?.get(b"ID")?.as_str()?, id);
            }
        }
        self.check_parents(root, &tree.owners)?;
        Ok(tree.lines)
    }

    fn element(&self, id: ObjectId, depth: usize, language: &[u8], tree: &mut Tree) -> Result {
        let element = self.document.get_dictionary(id)?;
        let text = |key: &[u8]| match element.get(key).map(lopdf::decode_text_string) {
            Ok(Ok(text)) => format!(" {}={text:?}", String::from_utf8_lossy(key)),
            _ => String::new(),
        };
        let language = element.get(b"Lang").and_then(Object::as_str).unwrap_or(language);
        let mut line = format!("{depth} {:?} {}", element.get(b"S")?, String::from_utf8_lossy(language));
        line.extend([&b"T"[..], b"Alt", b"ActualText", b"E"].map(text));
        if let Ok(own) = element.get(b"ID") {
            let number = tree.ids.len();
            tree.ids.insert(String::from_utf8_lossy(own.as_str()?).into_owned(), number);
            line += &format!(" id <{}>", String::from_utf8_lossy(own.as_str()?));
        }
        if let Ok(attributes) = element.get(b"A") {
            line += &format!(" {}", self.attributes(attributes)?);
        }
        tree.lines.push(line);
        let kids = match element.get(b"K") {
            Ok(Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        for kid in &kids {
            match kid {
                Object::Reference(kid) => {
                    assert_eq!(self.document.get_dictionary(*kid)?.get(b"P")?.as_reference()?, id);
                    self.element(*kid, depth + 1, language, tree)?;
                }
                Object::Dictionary(content) if content.has(b"Obj") => {
                    let object = content.get(b"Obj")?.as_reference()?;
                    tree.owners.insert((object, None), id);
                    let page = content.get(b"Pg").or_else(|_| element.get(b"Pg"))?;
                    let annotations = self.document.get_dictionary(page.as_reference()?)?.get(b"Annots")?;
                    let annotations = self.resolve(annotations)?.as_array()?;
                    let place =
                        annotations.iter().position(|other| other.as_reference().ok() == Some(object));
                    let place = place.ok_or("an annotation that is not on its page")?;
                    tree.lines.push(format!("{depth} link {place} of page {}", self.index(page)?));
                }
                content => {
                    let (page, number) = match content {
                        Object::Dictionary(content) => (
                            content.get(b"Pg").or_else(|_| element.get(b"Pg"))?,
                            content.get(b"MCID")?.as_i64()?,
                        ),
                        number => (element.get(b"Pg")?, number.as_i64()?),
                    };
                    tree.owners.insert((page.as_reference()?, Some(number)), id);
                    tree.lines.push(format!("{depth} content {number} of page {}", self.index(page)?));
                }
            }
        }
        Ok(())
    }

    fn attributes(&self, attributes: &Object) -> Result<String> {
        Ok(match self.resolve(attributes)? {
            Object::Array(all) => {
                all.iter().map(|one| self.attributes(one)).collect::<Result<Vec<_>>>()?.join(" ")
            }
            Object::Dictionary(one) => {
                let value = |key: &[u8], value: &Object| match value {
                    Object::Array(ids) if key == b"Headers" => {
                        let ids = ids.iter().filter_map(|id| id.as_str().ok());
                        ids.map(|id| format!("<{}>", String::from_utf8_lossy(id))).collect::<String>()
                    }
                    value => format!("{value:?}"),
                };
                one.iter()
                    .map(|(key, of)| format!("{}={} ", String::from_utf8_lossy(key), value(key, of)))
                    .collect()
            }
            other => format!("{other:?}"),
        })
    }

    /// Whether the parent tree has the element of each content.
    fn check_parents(
        &self,
        root: &Dictionary,
        owners: &HashMap<(ObjectId, Option<i64>), ObjectId>,
    ) -> Result {
        let entries = self.entries(root.get(b"ParentTree")?, b"Nums")?;
        assert!(entries.is_sorted_by_key(|(key, _)| key.as_i64().unwrap_or_default()), "numbers are sorted");
        let next = root.get(b"ParentTreeNextKey")?.as_i64()?;
        assert!(entries.iter().all(|(key, _)| key.as_i64().is_ok_and(|key| key < next)));
        let parents: HashMap<i64, Object> =
            entries.into_iter().map(|(key, value)| Ok((key.as_i64()?, value))).collect::<Result<_>>()?;
        for ((object, content), element) in owners {
            let holder = self.document.get_dictionary(*object)?;
            let key = if content.is_some() { &b"StructParents"[..] } else { b"StructParent" };
            let value = &parents[&holder.get(key)?.as_i64()?];
            let found = match content {
                Some(number) => self.resolve(value)?.as_array()?[usize::try_from(*number)?].as_reference()?,
                None => value.as_reference()?,
            };
            assert_eq!(found, *element);
        }
        Ok(())
    }
}

struct Tree {
    lines: Vec<String>,
    /// The element of each marked content, by page and number, and of each annotation.
    owners: HashMap<(ObjectId, Option<i64>), ObjectId>,
    /// The identifiers by the order of their elements.
    ids: HashMap<String, usize>,
}
