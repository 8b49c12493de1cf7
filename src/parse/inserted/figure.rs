//! A picture, written as `<figure>`.

use std::fmt::Write;
use std::ops::Range;

use super::super::callout::rewritten::Bit;

/// A picture, and the places of the lines of its caption.
#[derive(Default)]
pub struct Picture {
    pub path: String,
    pub id: Option<String>,
    pub alt: Option<String>,
    pub width: Option<String>,
    /// Whether its cell is not run, so that only its code is shown.
    pub is_code: bool,
    pub caption: Vec<Range<usize>>,
    /// The lines after the caption.
    pub rest: Vec<Range<usize>>,
}

impl Picture {
    /// Applies an option of a directive or a cell. Those of the layout on a screen have no meaning in a book.
    pub fn set(&mut self, key: &str, value: &str) {
        match key {
            "name" | "label" if !value.is_empty() => self.id = Some(value.to_owned()),
            "eval" | "include" if value.eq_ignore_ascii_case("false") => self.is_code = true,
            "alt" | "fig-alt" | "fig.alt" => self.alt = Some(value.to_owned()),
            "width" | "out-width" | "out.width" if value.ends_with(['%', 'x']) => {
                self.width = Some(value.to_owned());
            }
            _ => {}
        }
    }
}

/// The picture as HTML. `before` begins each line.
pub fn written(picture: &Picture, before: &str) -> Vec<Bit> {
    let mut opening = opening_tag(picture.id.as_deref());
    let _ = write!(opening, "{before}<img");
    attribute(&mut opening, "src", Some(&picture.path));
    attribute(&mut opening, "alt", picture.alt.as_deref());
    attribute(&mut opening, "width", picture.width.as_deref());
    let _ = write!(opening, ">{before}");
    let mut bits = vec![Bit::Made(opening)];
    bits.extend(caption(&picture.caption, before));
    bits.push(Bit::Made(format!("</figure>{before}")));
    if !picture.rest.is_empty() {
        bits.push(Bit::Made(before.to_owned()));
        bits.extend(kept(&picture.rest, before));
    }
    bits
}

/// `<figure>`, with an id if there is one.
pub fn opening_tag(id: Option<&str>) -> String {
    let mut opening = "<figure".to_owned();
    attribute(&mut opening, "id", id);
    opening.push('>');
    opening
}

/// A caption as `<figcaption>`; nothing if it has no lines.
pub fn caption(lines: &[Range<usize>], before: &str) -> Vec<Bit> {
    if lines.is_empty() {
        return Vec::new();
    }
    let mut bits = vec![Bit::Made(format!("<figcaption>{before}{before}"))];
    bits.extend(kept(lines, before));
    bits.push(Bit::Made(format!("{before}</figcaption>{before}")));
    bits
}

fn kept(lines: &[Range<usize>], before: &str) -> impl Iterator<Item = Bit> {
    lines.iter().flat_map(move |line| [Bit::Kept(line.clone()), Bit::Made(before.to_owned())])
}

/// Writes an attribute of a tag.
fn attribute(tag: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        let value = value.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        let _ = write!(tag, " {name}=\"{value}\"");
    }
}
