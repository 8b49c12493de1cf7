//! Draws another page at the top of a page, as an artifact: a form (`XObject`, ISO 32000-1, section 8.10).

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::error::Result;
use super::pages::height;

/// The name of the drawing among the resources of the page. typst-pdf uses other names.
const NAME: &str = "Head";

/// Draws another page below the content of a page.
pub fn draw(document: &mut Document, page: ObjectId, drawing: &Dictionary) -> Result<()> {
    let form = form(document, drawing)?;
    let form = document.add_object(form);
    let up = height(document.get_dictionary(page)?) - height(drawing);
    let calls = format!("/Artifact BMC\nq\n1 0 0 1 0 {up} cm\n/{NAME} Do\nQ\nEMC\n");
    let calls = document.add_object(Stream::new(Dictionary::new(), calls.into_bytes()));
    let resources = with_form(document, page, form)?;
    let page = document.get_dictionary_mut(page)?;
    page.set("Resources", resources);
    let contents = match page.remove(b"Contents") {
        Some(Object::Array(contents)) => contents,
        contents => contents.into_iter().collect(),
    };
    let contents: Vec<Object> = std::iter::once(Object::Reference(calls)).chain(contents).collect();
    page.set("Contents", contents);
    Ok(())
}

/// A page as form.
fn form(document: &Document, page: &Dictionary) -> Result<Stream> {
    let mut content = Vec::new();
    let streams = match page.get(b"Contents")? {
        Object::Array(streams) => streams.as_slice(),
        stream => std::slice::from_ref(stream),
    };
    for stream in streams {
        content.extend(document.dereference(stream)?.1.as_stream()?.get_plain_content()?);
    }
    let mut form = Stream::new(Dictionary::new(), untagged(&content)?);
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict.set("BBox", page.get(b"MediaBox")?.clone());
    for key in ["Resources", "Group"] {
        if let Ok(value) = page.get(key.as_bytes()) {
            form.dict.set(key, value.clone());
        }
    }
    form.compress()?;
    Ok(form)
}

/// The content without marks that belong to tags, which an artifact must not have.
fn untagged(content: &[u8]) -> Result<Vec<u8>> {
    let mut open = Vec::new();
    let mut is_kept = |operation: &Operation| match operation.operator.as_str() {
        "BMC" | "BDC" => {
            let properties = operation.operands.get(1).and_then(|operand| operand.as_dict().ok());
            let is_artifact = operation
                .operands
                .first()
                .is_some_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Artifact"));
            open.push(!is_artifact && !properties.is_some_and(|properties| properties.has(b"MCID")));
            open.last() == Some(&true)
        }
        "EMC" => open.pop().unwrap_or(false),
        _ => true,
    };
    let mut content = Content::decode(content)?;
    content.operations.retain(&mut is_kept);
    Ok(content.encode()?)
}

/// The resources of a page, with the form.
fn with_form(document: &Document, page: ObjectId, form: ObjectId) -> Result<Dictionary> {
    let dictionary = |holder: &Dictionary, key: &[u8]| {
        holder.get_deref(key, document).and_then(Object::as_dict).cloned().unwrap_or_default()
    };
    let mut resources = dictionary(document.get_dictionary(page)?, b"Resources");
    let mut forms = dictionary(&resources, b"XObject");
    forms.set(NAME, Object::Reference(form));
    resources.set("XObject", forms);
    Ok(resources)
}
