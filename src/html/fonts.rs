//! The `@font-face` rules of the single-file HTML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use rayon::prelude::*;

use crate::font::Face;

/// A rule for each face, with the font embedded.
pub fn rules(faces: &[Face]) -> String {
    faces.par_iter().map(rule).collect::<Vec<_>>().concat()
}

fn rule(face: &Face) -> String {
    let (kind, bytes) = match face.woff2() {
        Some(packed) => ("woff2", packed),
        None => (face.ending(), face.bytes.clone()),
    };
    let weight = if face.is_bold { "bold" } else { "normal" };
    let range = face.unicode_range();
    let style = if face.is_italic { "italic" } else { "normal" };
    format!(
        "@font-face {{ font-family: \"{}\"; font-weight: {weight}; font-style: {style}; font-display: block;{range} src: url(data:font/{kind};base64,{}); }}\n",
        face.family.replace(['"', '\\', '\n', '<'], ""),
        BASE64.encode(bytes),
    )
}
