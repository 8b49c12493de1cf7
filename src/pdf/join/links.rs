//! Links whose targets are in another document. They have a stand-in with the name of the target as URL.

use lopdf::{Dictionary, Document, Object};

/// The first byte of the URL of a stand-in, before the name. No address of an author has it.
const MARK: u8 = 1;

/// How far typst-pdf shows the page above a target, in points. The place of a target is often a baseline.
const ABOVE: f64 = 10.0;

/// The name of the target, if a link is a stand-in.
pub fn target(link: &Dictionary, document: &Document) -> Option<String> {
    let action = link.get_deref(b"A", document).and_then(Object::as_dict).ok()?;
    let (mark, name) = action.get_deref(b"URI", document).and_then(Object::as_str).ok()?.split_first()?;
    (*mark == MARK).then(|| String::from_utf8_lossy(name).into_owned())
}

/// Leads a link to a destination of the book.
pub fn lead(link: &mut Dictionary, destination: Object) {
    link.remove(b"A");
    link.set("Dest", destination);
}

/// Leads a link to an address.
pub fn lead_out(link: &mut Dictionary, address: &str) {
    let mut action = Dictionary::new();
    action.set("Type", "Action");
    action.set("S", "URI");
    action.set("URI", Object::string_literal(address));
    link.set("A", action);
}

/// The destination of a point on a page of this height, given in points from its left and upper edges.
pub fn destination(page: u32, height: f32, (x, y): (f64, f64)) -> Object {
    let page = Object::Reference((page, 0));
    #[expect(clippy::cast_possible_truncation, reason = "lopdf holds real numbers as f32")]
    let [x, y] = [x as f32, height - (y - ABOVE).max(0.0) as f32];
    Object::Array(vec![page, "XYZ".into(), x.into(), y.into(), 0.into()])
}
