//! Joins the manuscripts of several sources.

use super::manuscript::Manuscript;

/// Adds a manuscript after another one. The first source has the properties of the book.
pub fn add(whole: &mut Manuscript, part: Manuscript) {
    let first = whole.pieces.len();
    if first == 0 {
        whole.properties = part.properties;
    }
    whole.pieces.extend(part.pieces);
    whole.arrangement.add(part.arrangement, first);
    for picture in part.pictures {
        let is_known =
            whole.pictures.iter().any(|known| known.path == picture.path && known.bytes == picture.bytes);
        whole.pictures.extend((!is_known).then_some(picture));
    }
    for work in part.works {
        let is_known = whole.works.iter().any(|known| known.get("id") == work.get("id"));
        whole.works.extend((!is_known).then_some(work));
    }
    whole.doubts.extend(part.doubts.into_iter().map(|mut doubt| {
        doubt.piece = doubt.piece.map(|piece| piece + first);
        doubt
    }));
}
