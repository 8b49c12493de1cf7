//! The `@font-face` rules of the single-file HTML.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use rayon::prelude::*;

use crate::cache::{Cache, Key, Kind};
use crate::font::Face;

/// A rule for each face, with the font embedded.
pub fn rules(faces: &[Face], cache: &Cache) -> String {
    faces.par_iter().map(|face| rule(face, cache)).collect::<Vec<_>>().concat()
}

fn rule(face: &Face, cache: &Cache) -> String {
    let packed = cache.remember(|| Key::of(Kind::WebFont).with(&face.bytes), || face.woff2());
    let (kind, bytes) = match packed {
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
