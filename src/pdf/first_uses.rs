//! The first use of a glyph decides in a PDF which text it has: other texts of the same glyph need a note at each use. A hyphen
//! is also the soft hyphen at the end of a line, and a space is also one that does not break. So each document begins with a page
//! on which every face shows a hyphen and a space, and which is dropped when the documents are joined.

use typst::foundations::{Content, NativeElement};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Em, Frame, FrameItem, Point};
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst::utils::hash128;
use typst_layout::{Page, PagedDocument};

/// Characters whose glyphs have several texts.
const SHARED: [char; 2] = ['-', ' '];

/// The page with the first uses; `None` if there is no text.
pub fn page(document: &PagedDocument) -> Option<Page> {
    let mut faces = Vec::new();
    document.pages().iter().for_each(|page| collect(&page.frame, &mut faces));
    let texts: Vec<TextItem> =
        faces.iter().flat_map(|face| SHARED.iter().filter_map(|one| text(face, *one))).collect();
    let model = document.pages().first().filter(|_| !texts.is_empty())?;
    let mut frame = Frame::hard(model.frame.size());
    let location = Location::new(hash128(&"first uses"));
    let mut artifact = ArtifactElem::new(Content::empty()).pack();
    artifact.set_location(location);
    let flags = TagFlags { introspectable: false, tagged: true };
    let at = Point::splat(model.frame.width() / 2.0);
    frame.push(at, FrameItem::Tag(Tag::Start(artifact, flags)));
    frame.push_multiple(texts.into_iter().map(|text| (at, FrameItem::Text(text))));
    frame.push(at, FrameItem::Tag(Tag::End(location, 0, flags)));
    Some(Page { frame, numbering: None, ..model.clone() })
}

/// Collects the faces of texts with their first text.
fn collect(frame: &Frame, faces: &mut Vec<TextItem>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, faces),
            FrameItem::Text(text) if !faces.iter().any(|known| known.font == text.font) => {
                faces.push(TextItem { text: "".into(), glyphs: Vec::new(), ..text.clone() });
            }
            _ => {}
        }
    }
}

/// A character in a face; `None` if the face lacks it.
fn text(face: &TextItem, character: char) -> Option<TextItem> {
    let glyph = face.font.ttf().glyph_index(character)?;
    let advance = Em::new(0.5);
    let glyph = Glyph {
        id: glyph.0,
        x_advance: advance,
        x_offset: Em::zero(),
        y_advance: Em::zero(),
        y_offset: Em::zero(),
        range: 0..1,
        span: (Span::detached(), 0),
    };
    Some(TextItem { text: character.to_string().into(), glyphs: vec![glyph], ..face.clone() })
}
