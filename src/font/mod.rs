//! Selects the faces that a book needs and subsets them to its characters. EPUB and HTML use the same faces.

mod fonts;
mod usage;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::catch_unwind;

use rayon::prelude::*;
use ttf_parser::Permissions;
use ttf2woff2::BrotliQuality;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Theme;

pub use fonts::{FaceFile, Fonts};
pub use usage::Usage;

/// A face of a family, ready for `@font-face`.
#[derive(Debug)]
pub struct Face {
    /// The family as the theme names it.
    pub family: String,
    /// Whether it is the bold face.
    pub is_bold: bool,
    /// Whether it is the italic face.
    pub is_italic: bool,
    /// A font file, TrueType or OpenType.
    pub bytes: Vec<u8>,
}

impl Face {
    /// The usual file extension.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        if self.bytes.starts_with(b"OTTO") { "otf" } else { "ttf" }
    }

    /// The face as WOFF2; `None` if the conversion fails.
    #[must_use]
    pub fn woff2(&self) -> Option<Vec<u8>> {
        // Takes a twentieth of the time of the best quality, for a twentieth more bytes.
        ttf2woff2::encode(&self.bytes, BrotliQuality::from(5)).ok()
    }
}

/// OpenType features that the style sheets use in every text: old-style and tabular figures.
const FEATURES: [[u8; 4]; 4] = [*b"onum", *b"lnum", *b"tnum", *b"pnum"];

/// The features of small capitals. They have many glyphs and are rarely used.
const SMALL_CAPS: [[u8; 4]; 1] = [*b"smcp"];

/// Key of a face: family, bold, italic.
type Name = (String, bool, bool);

/// The faces of the theme's families that are needed for markup with this usage, sorted by name.
///
/// A face that must not be embedded is left out, with a warning at its file. If a family lacks a face, the reading
/// system synthesizes it or uses its own font.
#[must_use]
pub fn faces(theme: &Theme, fonts: &Fonts, usage: &Usage, diagnostics: &mut Diagnostics) -> Vec<Face> {
    let mut jobs: Vec<(Name, FaceFile<'_>, BTreeSet<char>)> = Vec::new();
    for ((family, is_bold, is_italic), characters) in wanted(theme, fonts, usage) {
        let Some(file) = fonts.face(&family, is_bold, is_italic) else { continue };
        if may_be_embedded(&file) {
            jobs.push(((family, is_bold, is_italic), file, characters));
        } else {
            diagnostics.push(restricted(&family, &file));
        }
    }
    let face = |((family, is_bold, is_italic), file, characters): (Name, FaceFile<'_>, BTreeSet<char>)| {
        let bytes = cut(&file, characters, usage.has_small_caps);
        Face { family, is_bold, is_italic, bytes }
    };
    jobs.into_par_iter().map(face).collect()
}

/// Warns about every face of the theme's families that must not be embedded, even if the book does not need it.
pub fn check(theme: &Theme, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    for (_, family) in theme.families() {
        for (is_bold, is_italic) in [(false, false), (true, false), (false, true), (true, true)] {
            let file = fonts.face(&family, is_bold, is_italic);
            if let Some(file) = file.filter(|file| !may_be_embedded(file)) {
                diagnostics.push(restricted(&family, &file));
            }
        }
    }
}

/// The wanted faces, each with the characters that it must have. Of several families for one purpose, each is the
/// fallback of the previous ones.
fn wanted(theme: &Theme, fonts: &Fonts, usage: &Usage) -> BTreeMap<Name, BTreeSet<char>> {
    let mut wanted: BTreeMap<Name, BTreeSet<char>> = BTreeMap::new();
    let mut missing: BTreeMap<String, BTreeSet<char>> = BTreeMap::new();
    for (role, family) in theme.families() {
        let styles: Vec<_> = usage.styles.iter().filter(|style| style.role == role).collect();
        let missing = missing.entry(role.clone()).or_insert_with(|| usage.characters(&role).clone());
        let Some(regular) = fonts.face(&family, false, false).filter(|_| !styles.is_empty()) else {
            continue;
        };
        let covered = covered(&regular, missing);
        missing.retain(|character| !covered.contains(character));
        if covered.is_empty() {
            continue;
        }
        for style in styles {
            let name = (family.clone(), style.is_bold, style.is_italic);
            wanted.entry(name).or_default().extend(&covered);
        }
    }
    wanted
}

/// The subset of the characters that a face has.
fn covered(file: &FaceFile<'_>, characters: &BTreeSet<char>) -> BTreeSet<char> {
    let Ok(face) = ttf_parser::Face::parse(file.bytes, file.index) else { return BTreeSet::new() };
    characters.iter().copied().filter(|character| face.glyph_index(*character).is_some()).collect()
}

/// Whether the licence bits of a font allow embedding (OpenType, table OS/2, `fsType`).
fn may_be_embedded(file: &FaceFile<'_>) -> bool {
    let face = ttf_parser::Face::parse(file.bytes, file.index);
    face.is_ok_and(|face| face.permissions() != Some(Permissions::Restricted))
}

fn restricted(family: &str, file: &FaceFile<'_>) -> Diagnostic {
    let message = format!("the licence of this font (family `{family}`) forbids embedding");
    Diagnostic::new(Code::RestrictedFont, file.place, message)
        .help("EPUB and HTML use another font instead; obtain a licence for embedding, or use a free font")
}

/// Subsets a font file to these characters. Returns it whole if its licence bits forbid subsetting, or if it has no
/// TrueType outlines.
fn cut(file: &FaceFile<'_>, characters: BTreeSet<char>, has_small_caps: bool) -> Vec<u8> {
    let is_divisible = file.index == 0
        && ttf_parser::Face::parse(file.bytes, 0)
            .is_ok_and(|face| face.tables().glyf.is_some() && face.is_subsetting_allowed());
    if !is_divisible {
        return file.bytes.to_vec();
    }
    let mut features = FEATURES.to_vec();
    if has_small_caps {
        features.extend(SMALL_CAPS);
    }
    let characters: HashSet<char> = characters.into_iter().collect();
    // The library panics on a font with invalid offsets. A font that cannot be subset is used whole.
    let cut = catch_unwind(|| fontcull::subset_font_data(file.bytes, &characters, &features));
    cut.ok().and_then(Result::ok).unwrap_or_else(|| file.bytes.to_vec())
}
