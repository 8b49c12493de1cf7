//! Selects the faces that a book needs and subsets them to its characters. EPUB and HTML use the same faces.

mod cut;
pub mod fallback;
mod family;
mod file;
mod fonts;
pub mod full_width;
mod math;
mod names;
pub mod needs;
pub mod script;
mod text;
mod usage;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use ttf_parser::Permissions;
use ttf2woff2::BrotliQuality;

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Theme;

use names::FaceName;

pub use fonts::{FaceFile, Fonts};
pub use script::Han;
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
    /// The `unicode-range` of the face; `None` for all of its characters.
    pub range: Option<String>,
    /// A font file, TrueType or OpenType.
    pub bytes: Vec<u8>,
}

impl Face {
    /// The usual file extension.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        if self.bytes.starts_with(b"OTTO") { "otf" } else { "ttf" }
    }

    /// The declaration of its `unicode-range`, after a space; empty for all of its characters.
    #[must_use]
    pub fn unicode_range(&self) -> String {
        self.range.as_ref().map(|range| format!(" unicode-range: {range};")).unwrap_or_default()
    }

    /// The face as WOFF2; `None` if the conversion fails.
    #[must_use]
    pub fn woff2(&self) -> Option<Vec<u8>> {
        // Takes a twentieth of the time of the best quality, for a twentieth more bytes.
        ttf2woff2::encode(&self.bytes, BrotliQuality::from(5)).ok()
    }
}

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
    let formulas = usage.formulas();
    let family = theme.families_for(math::ROLE, None).into_iter().next().filter(|_| !formulas.is_empty());
    if let Some((family, file)) =
        family.and_then(|family| Some((family.clone(), fonts.face(&family, false, false)?)))
    {
        jobs.push(((family, false, false), file, formulas));
    }
    let families: BTreeSet<String> = jobs.iter().map(|((family, ..), ..)| family.clone()).collect();
    let number = |family: &str| families.iter().take_while(|other| other.as_str() <= family).count();
    let face = |((family, is_bold, is_italic), file, characters): (Name, FaceFile<'_>, BTreeSet<char>)| {
        let name = FaceName { family: number(&family), is_bold, is_italic };
        let bytes = cut::cut(&file, name, &characters, usage.has_small_caps);
        let range = theme.full_width.range(&family);
        Face { family, is_bold, is_italic, range, bytes }
    };
    jobs.into_par_iter().map(face).collect()
}

/// Warns about every face of the theme's families that must not be embedded, even if the book does not need it.
pub fn check(theme: &Theme, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    for family in theme.all_families() {
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
    let styles: BTreeSet<_> = usage.styles.iter().copied().chain(usage::of_headings(theme)).collect();
    for language in usage.languages() {
        for (role, _) in fallback::ROLES {
            let styles: Vec<_> = styles.iter().filter(|style| style.role == role).collect();
            let mut missing = usage.characters(role, language).cloned().unwrap_or_default();
            for family in theme.families_for(role, language.map(Han::table)) {
                let Some(regular) = fonts.face(&family, false, false).filter(|_| !styles.is_empty()) else {
                    continue;
                };
                let mut covered = covered(&regular, &missing);
                covered.retain(|character| !theme.full_width.leaves_out(&family, *character));
                missing.retain(|character| !covered.contains(character));
                if covered.is_empty() {
                    continue;
                }
                for style in &styles {
                    let name = (family.clone(), style.is_bold, style.is_italic);
                    wanted.entry(name).or_default().extend(&covered);
                }
            }
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
