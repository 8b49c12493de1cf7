//! The fonts of the EPUB as files. They are TrueType or OpenType, because not all reading systems support WOFF2.

use slug::slugify;

use crate::font::Face;

/// File name of a face.
pub fn name(face: &Face) -> String {
    let style = match (face.is_bold, face.is_italic) {
        (false, false) => "regular",
        (false, true) => "italic",
        (true, false) => "bold",
        (true, true) => "bold-italic",
    };
    format!("fonts/{}-{style}.{}", slugify(&face.family), face.ending())
}

/// The media type of a face (RFC 8081).
pub fn media_type(face: &Face) -> &'static str {
    if face.ending() == "otf" { "font/otf" } else { "font/ttf" }
}

/// A rule for each face.
pub fn rules(faces: &[Face]) -> String {
    faces.iter().map(rule).collect()
}

fn rule(face: &Face) -> String {
    let weight = if face.is_bold { "bold" } else { "normal" };
    let style = if face.is_italic { "italic" } else { "normal" };
    let range = face.unicode_range();
    let family = face.family.replace(['"', '\\', '\n'], "");
    format!(
        "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; font-style: {style};{range} src: url({}); }}\n",
        name(face)
    )
}
