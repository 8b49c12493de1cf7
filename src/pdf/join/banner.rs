//! Draws the page of another PDF at the top of a page, as an artifact: a Form XObject (ISO 32000-1, section 8.10).

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::error::{Error, Result};
use super::pages::height;

/// The name of the drawing among the resources of the page. typst-pdf uses other names.
const NAME: &str = "Head";

/// Draws the first page of a PDF below the content of a page.
pub fn draw(document: &mut Document, page: ObjectId, pdf: &[u8]) -> Result<()> {
    let mut drawing = Document::load_mem(pdf)?;
    drawing.renumber_objects_with(document.max_id + 1);
    let first = drawing.page_iter().next().ok_or(Error::Unusual("number of pages"))?;
    let (form, drawn) = form(&drawing, first)?;
    document.max_id = drawing.max_id.max(document.max_id);
    document.objects.append(&mut drawing.objects);
    let form = document.add_object(form);
    let up = height(document.get_dictionary(page)?) - drawn;
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

/// A page as form, and its height.
fn form(drawing: &Document, page: ObjectId) -> Result<(Stream, f32)> {
    let content = untagged(&drawing.get_page_content(page))?;
    let page = drawing.get_dictionary(page)?;
    let mut form = Stream::new(Dictionary::new(), content);
    form.dict.set("Type", "XObject");
    form.dict.set("Subtype", "Form");
    form.dict.set("BBox", page.get(b"MediaBox")?.clone());
    for key in ["Resources", "Group"] {
        if let Ok(value) = page.get(key.as_bytes()) {
            form.dict.set(key, value.clone());
        }
    }
    form.compress()?;
    Ok((form, height(page)))
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
