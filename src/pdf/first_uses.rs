//! The first use of a glyph decides in a PDF which text it has: other texts of the same glyph need a note at each use. A hyphen
//! is also the soft hyphen at the end of a line, a space is also one that does not break, and the box for a missing character
//! stands for many. So each document begins with a page on which every face shows these glyphs, and which is dropped when the
//! documents are joined.

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
    let texts: Vec<TextItem> = faces.iter().flat_map(Face::texts).collect();
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

/// A face of the document.
struct Face {
    /// A text without letters.
    model: TextItem,
    /// Whether it shows a box for a missing character.
    has_box: bool,
}

/// Collects the faces.
fn collect(frame: &Frame, faces: &mut Vec<Face>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, faces),
            FrameItem::Text(text) => {
                let has_box = text.glyphs.iter().any(|glyph| glyph.id == 0);
                match faces.iter_mut().find(|face| face.model.font == text.font) {
                    Some(face) => face.has_box |= has_box,
                    None => {
                        let model = TextItem { text: "".into(), glyphs: Vec::new(), ..text.clone() };
                        faces.push(Face { model, has_box });
                    }
                }
            }
            FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) | FrameItem::Tag(_) => {}
        }
    }
}

impl Face {
    /// The first uses of glyphs that it has.
    fn texts(&self) -> impl Iterator<Item = TextItem> {
        let glyph = |character| Some((self.model.font.ttf().glyph_index(character)?.0, character));
        let shared = SHARED.iter().filter_map(move |character| glyph(*character));
        let shared = shared.chain(self.has_box.then_some((0, char::REPLACEMENT_CHARACTER)));
        shared.map(|(glyph, character)| self.text(glyph, character))
    }

    fn text(&self, id: u16, character: char) -> TextItem {
        let (none, advance) = (Em::zero(), Em::new(0.5));
        let glyph = Glyph {
            id,
            x_advance: advance,
            x_offset: none,
            y_advance: none,
            y_offset: none,
            range: 0..u16::try_from(character.len_utf8()).unwrap_or(1),
            span: (Span::detached(), 0),
        };
        TextItem { text: character.to_string().into(), glyphs: vec![glyph], ..self.model.clone() }
    }
}
