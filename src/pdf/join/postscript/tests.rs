//! Compares joined fonts with the whole font, as another library draws both.

use read_fonts::{FontRef, TableProvider, TopLevelTable};
use subsetter::{GlyphRemapper, subset};
use ttf_parser::{OutlineBuilder, cff};

use super::*;

/// A font with a style for each script.
const FONT: &[u8] = include_bytes!("../../../../tests/books/scripts/fonts/NotoSerifCJK-Regular.ttc");
const TEXT: &str = "一上不与中书。、「」";

#[derive(Default, PartialEq, Debug)]
struct Drawn(Vec<[f32; 6]>);

impl OutlineBuilder for Drawn {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push([x, y, 0.0, 0.0, 0.0, 0.0]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push([x, y, 1.0, 0.0, 0.0, 0.0]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push([x1, y1, x, y, 0.0, 0.0]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.push([x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {}
}

fn drawn(font: &cff::Table<'_>, glyph: u16) -> (Drawn, Option<u16>) {
    let mut drawn = Drawn::default();
    let _ = font.outline(ttf_parser::GlyphId(glyph), &mut drawn);
    (drawn, font.glyph_cid(ttf_parser::GlyphId(glyph)))
}

/// The glyphs of a text: each in the whole font and in a subset.
type Glyphs = Vec<(u16, u16)>;

/// The font file of a subset with the glyphs of a text, and these glyphs.
fn cut(text: &str) -> Option<(Vec<u8>, Glyphs)> {
    let whole = ttf_parser::Face::parse(FONT, 0).ok()?;
    let mut glyphs = GlyphRemapper::new();
    let old: Vec<u16> = text.chars().filter_map(|letter| Some(whole.glyph_index(letter)?.0)).collect();
    let pairs = old.iter().map(|glyph| (*glyph, glyphs.remap(*glyph))).collect();
    let file = subset(FONT, 0, &glyphs).ok()?;
    let table = FontRef::new(&file).ok()?.data_for_tag(Cff::TAG)?.as_bytes().to_vec();
    Some((table, pairs))
}

/// Joins a subset for each text, and compares the glyphs with those of the whole font. Returns how many there are.
fn join(texts: &[&str]) -> Option<usize> {
    let whole = ttf_parser::Face::parse(FONT, 0).ok()?.tables().cff?;
    let (mut union, mut expected) = (None, Vec::new());
    for text in texts {
        let (file, glyphs) = cut(text)?;
        let subset = Subset::read(&file, &[])?;
        let union = union.get_or_insert_with(|| Union::new(&subset));
        let numbers = union.add(&subset)?;
        assert_eq!(numbers[0], 0, "the glyph for missing characters is the first");
        expected.extend(glyphs.into_iter().map(|(old, new)| (old, numbers[usize::from(new)])));
    }
    let file = union?.file()?;
    let joined = cff::Table::parse(&file)?;
    for (old, new) in expected {
        let (outline, character) = drawn(&joined, new);
        assert_eq!((outline, character), (drawn(&whole, old).0, Some(new)));
    }
    Some(usize::from(joined.number_of_glyphs()))
}

#[test]
fn a_joined_font_has_each_glyph_once() {
    assert_eq!(join(&["书一", "一上、书", "书"]), Some(5));
    assert_eq!(join(&[TEXT]), join(&["。、书", TEXT, "一与"]));
    assert_eq!(join(&["一"]), Some(2));
}

#[test]
fn glyphs_with_different_widths_stay_apart() -> Result<(), Box<dyn std::error::Error>> {
    let (file, _) = cut("一").ok_or("a subset")?;
    let [one, two] = [500.0, 1000.0].map(|width| Subset::read(&file, &[0.0, width]));
    let (one, two) = (one.ok_or("read")?, two.ok_or("read")?);
    let mut union = Union::new(&one);
    assert_eq!(union.add(&one), Some(vec![0, 1]));
    assert_eq!(union.add(&two), Some(vec![0, 2]));
    assert_eq!(union.widths().collect::<Vec<_>>(), [0.0, 500.0, 1000.0]);
    Ok(())
}

#[test]
fn a_damaged_font_is_not_read() -> Result<(), Box<dyn std::error::Error>> {
    let (file, _) = cut(TEXT).ok_or("a subset")?;
    assert!(Subset::read(&file, &[]).is_some());
    for length in 0..file.len() {
        assert!(Subset::read(&file[..length], &[]).is_none(), "{length}");
    }
    // Any other byte is read as something, or not at all.
    for at in 0..file.len().min(600) {
        for byte in [0, 12, 28, 30, 255] {
            let mut file = file.clone();
            file[at] = byte;
            if let Some(subset) = Subset::read(&file, &[]) {
                let mut union = Union::new(&subset);
                let _ = union.add(&subset);
                let _ = union.file();
            }
        }
    }
    Ok(())
}

#[test]
fn faces_differ() -> Result<(), Box<dyn std::error::Error>> {
    let face = |text| cut(text).and_then(|(file, _)| Subset::read(&file, &[])).map(|subset| subset.face());
    let regular = face("一").ok_or("a subset")?;
    assert_eq!(Some(regular), face("书。"));
    let bold: &[u8] = include_bytes!("../../../../tests/books/scripts/fonts/NotoSerifCJK-Bold.ttc");
    let mut glyphs = GlyphRemapper::new();
    glyphs.remap(40);
    let file = subset(bold, 0, &glyphs)?;
    let table = FontRef::new(&file)?.data_for_tag(Cff::TAG).ok_or("outlines")?;
    assert_ne!(Subset::read(table.as_bytes(), &[]).map(|subset| subset.face()), Some(regular));
    Ok(())
}
