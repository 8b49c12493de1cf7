//! The font files of a build, and the selection of a face, which is the same for PDF, EPUB and HTML.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};
use typst::text::{Font, FontBook, FontStyle, FontVariant, FontWeight};
use typst::utils::{LazyHash, hash128};

use super::file;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::{Theme, WEB_FONT};
use crate::source::Span;

/// The fonts of a build: those of the project, and the built-in ones.
pub struct Fonts {
    book: LazyHash<FontBook>,
    faces: Vec<Font>,
    /// For each face, the span of its file if it belongs to the project.
    places: Vec<Option<Span>>,
    /// See [`digest`](Self::digest).
    digest: OnceLock<[u8; 32]>,
}

/// The file of a face.
pub struct FaceFile<'a> {
    /// The bytes.
    pub bytes: &'a [u8],
    /// Index of the face in the file.
    pub index: u32,
    /// The span of the file if it belongs to the project.
    pub place: Option<Span>,
}

impl Fonts {
    /// Reads the fonts of a theme. Reports files that are not fonts, and families that no font has.
    #[must_use]
    pub fn read(theme: &Theme, diagnostics: &mut Diagnostics) -> Arc<Self> {
        let mut faces: Vec<Font> = Vec::new();
        let mut places = Vec::new();
        for font in &theme.fonts {
            let before = faces.len();
            faces.extend(file::faces(font));
            places.resize(faces.len(), font.file.map(Span::whole));
            if faces.len() == before {
                let (message, help) = if font.bytes.starts_with(b"wOF") {
                    ("this file is a web font", WEB_FONT)
                } else {
                    ("this file is damaged or is not an OpenType font", "replace it with an intact file")
                };
                let place = font.file.map(Span::whole);
                diagnostics.push(Diagnostic::new(Code::InvalidFont, place, message).help(help));
            }
        }
        let book = FontBook::from_fonts(&faces);
        let mut roles = HashSet::new();
        for (role, family) in theme.families() {
            // Further families are fallbacks for characters such as emoji. Many have only one face.
            let is_first = roles.insert(role.clone());
            if !book.contains_family(&family.to_lowercase()) {
                let message = format!(
                    "the theme uses the font family `{family}` for {role}, but no font file contains it"
                );
                let help = "add its font files to `fonts/`, or name another family in `styles/theme.toml`";
                diagnostics.push(Diagnostic::new(Code::InvalidFont, None, message).help(help));
            } else if let Some(face) = missing_face(&book, &role, &family).filter(|_| is_first) {
                let message = format!(
                    "the font family `{family}`, which the theme uses for {role}, has no {face} face"
                );
                let help =
                    format!("add its {face} face to `fonts/`; until then another face is used instead");
                diagnostics.push(Diagnostic::new(Code::MissingFace, None, message).help(help));
            }
        }
        Arc::new(Self { book: LazyHash::new(book), faces, places, digest: OnceLock::new() })
    }

    /// The face of a family in this style, selected as in the PDF; `None` if the family has no face.
    #[must_use]
    pub fn face(&self, family: &str, is_bold: bool, is_italic: bool) -> Option<FaceFile<'_>> {
        let style = if is_italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = if is_bold { FontWeight::BOLD } else { FontWeight::REGULAR };
        let wanted = FontVariant { style, weight, ..FontVariant::default() };
        let index = self.book.select(&family.to_lowercase(), wanted)?;
        let info = self.book.info(index)?;
        let is_as_wanted = (info.variant.weight >= FontWeight::SEMIBOLD) == is_bold
            && (info.variant.style != FontStyle::Normal) == is_italic;
        let face = &self.faces[index];
        (is_as_wanted || !info.axes.is_empty()).then(|| FaceFile {
            bytes: face.data(),
            index: face.index(),
            place: self.places[index],
        })
    }

    /// Whether a family has a character.
    #[must_use]
    pub fn has(&self, family: &str, character: char) -> bool {
        let mut faces = self.book.select_family(&family.to_lowercase());
        faces.any(|index| {
            self.book.info(index).is_some_and(|info| info.coverage.contains(u32::from(character)))
        })
    }

    /// A digest of all faces, for the keys of what is set in them.
    pub fn digest(&self) -> &[u8; 32] {
        self.digest.get_or_init(|| {
            // The program decides about the bytes of a built-in face, and keys differ between programs.
            let mut digest = Sha256::new_with_prefix(hash128(&self.book).to_le_bytes());
            for (face, _) in self.faces.iter().zip(&self.places).filter(|(_, place)| place.is_some()) {
                digest.update(u64::from(face.index()).to_le_bytes());
                digest.update((face.data().len() as u64).to_le_bytes());
                digest.update(face.data());
            }
            digest.finalize().into()
        })
    }

    /// The font book, by which Typst selects fonts.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The font at an index of the [book](Self::book).
    #[must_use]
    pub fn face_at(&self, index: usize) -> Option<Font> {
        self.faces.get(index).cloned()
    }
}

/// The first face that a family lacks for its use in the theme: text needs italics and bold, headings need bold.
fn missing_face(book: &FontBook, role: &str, family: &str) -> Option<&'static str> {
    let variants: Vec<_> = book
        .select_family(&family.to_lowercase())
        .filter_map(|index| book.info(index))
        .map(|info| info.variant)
        .collect();
    let has_italic = variants.iter().any(|variant| variant.style != FontStyle::Normal);
    let has_bold = variants.iter().any(|variant| variant.weight >= FontWeight::SEMIBOLD);
    match role {
        "text" if !has_italic => Some("italic"),
        "text" | "heading" if !has_bold => Some("bold"),
        _ => None,
    }
}
