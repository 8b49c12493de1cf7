//! Finds text outside the page from its coordinates (ISO 32000-1, sections 9.3 and 9.4), because no reader sees it.

use std::collections::BTreeMap;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Tolerance at an edge, in points: larger than the rounding error of many added widths, and smaller than a stroke.
const TOLERANCE: f64 = 0.5;

/// Points in a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;

/// A transformation matrix `[a b 0; c d 0; e f 1]` (section 8.3.3).
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Text outside its page.
#[derive(Debug, PartialEq)]
pub struct Outside {
    pub words: String,
    /// Distance of its farthest point from the page.
    pub millimetres: f64,
}

/// The glyph widths of a font (sections 9.2.4 and 9.7.4.3), relative to the font size.
#[derive(Debug, Default)]
pub struct Widths {
    of: BTreeMap<u32, f64>,
    other: f64,
    /// Whether character codes have two bytes, as in a composite font.
    is_wide: bool,
}

impl Widths {
    /// The widths of a font; zero for characters that the font does not list.
    pub fn of(font: &Dictionary, document: &Document) -> Self {
        let descendant = array(font, b"DescendantFonts", document).and_then(|fonts| fonts.first());
        let descendant = descendant.and_then(|font| document.dereference(font).ok()?.1.as_dict().ok());
        match descendant {
            Some(font) => Self::composite(font, document),
            None => Self::simple(font, document),
        }
    }

    fn composite(font: &Dictionary, document: &Document) -> Self {
        let other = font.get(b"DW").ok().and_then(number).unwrap_or(1000.0) / 1000.0;
        let mut of = BTreeMap::new();
        let mut entries = array(font, b"W", document).into_iter().flatten();
        while let (Some(first), Some(second)) = (entries.next().and_then(code), entries.next()) {
            match document.dereference(second).map(|(_, object)| object) {
                Ok(Object::Array(widths)) => of.extend((first..).zip(thousandths(widths))),
                Ok(last) => {
                    let last = code(last).unwrap_or(first).min(u32::from(u16::MAX));
                    let width = entries.next().and_then(number).unwrap_or(0.0) / 1000.0;
                    of.extend((first..=last).map(|code| (code, width)));
                }
                Err(_) => break,
            }
        }
        Self { of, other, is_wide: true }
    }

    /// The widths of a Type 3 font are in its own glyph space.
    fn simple(font: &Dictionary, document: &Document) -> Self {
        let matrix = array(font, b"FontMatrix", document).and_then(|matrix| number(matrix.first()?));
        let first = font.get(b"FirstChar").ok().and_then(code).unwrap_or(0);
        let widths = array(font, b"Widths", document).map_or(&[][..], Vec::as_slice);
        let part = matrix.unwrap_or(0.001) * 1000.0;
        let of = (first..).zip(thousandths(widths).map(|width| width * part)).collect();
        Self { of, other: 0.0, is_wide: false }
    }

    fn width(&self, code: u32) -> f64 {
        self.of.get(&code).copied().unwrap_or(self.other)
    }
}

fn thousandths(widths: &[Object]) -> impl Iterator<Item = f64> {
    widths.iter().map(|width| number(width).unwrap_or(0.0) / 1000.0)
}

fn array<'a>(dictionary: &'a Dictionary, key: &[u8], document: &'a Document) -> Option<&'a Vec<Object>> {
    dictionary.get_deref(key, document).and_then(Object::as_array).ok()
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn code(object: &Object) -> Option<u32> {
    u32::try_from(object.as_i64().ok()?).ok()
}

/// The part of the graphics state that the position of text depends on (sections 8.4 and 9.3). `q` saves it and `Q`
/// restores it.
#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<ObjectId>,
    size: f64,
    character_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// Tracks the position of text on a page.
pub struct Pen {
    state: State,
    saved: Vec<State>,
    line: Matrix,
    text: Matrix,
    /// The edges of the page: left, bottom, right, top.
    sides: [f64; 4],
}

impl Pen {
    /// A pen at the origin of a page.
    pub fn above(document: &Document, page: ObjectId) -> Self {
        let state = State {
            matrix: IDENTITY,
            font: None,
            size: 0.0,
            character_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        Self { state, saved: Vec::new(), line: IDENTITY, text: IDENTITY, sides: sides(document, page) }
    }

    pub fn font(&self) -> Option<ObjectId> {
        self.state.font
    }

    /// Applies an operator that changes the font or the position. An operator that shows text is applied only up to the
    /// start of the text.
    pub fn follow(&mut self, operation: &Operation, fonts: &BTreeMap<Vec<u8>, ObjectId>) {
        let operands = operation.operands.as_slice();
        let operand = |index: usize| operands.get(index).and_then(number).unwrap_or(0.0);
        let matrix = || std::array::from_fn(operand);
        match operation.operator.as_str() {
            "q" => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.matrix = product(matrix(), self.state.matrix),
            "Tf" => {
                let name = operands.first().and_then(|name| name.as_name().ok());
                self.state.font = name.and_then(|name| fonts.get(name).copied());
                self.state.size = operand(1);
            }
            "Tc" => self.state.character_space = operand(0),
            "Tw" => self.state.word_space = operand(0),
            "Tz" => self.state.stretch = operand(0) / 100.0,
            "TL" => self.state.leading = operand(0),
            "Ts" => self.state.rise = operand(0),
            "BT" => self.start(IDENTITY),
            "Tm" => self.start(matrix()),
            "Td" => self.next_line(operand(0), operand(1)),
            "TD" => {
                self.state.leading = -operand(1);
                self.next_line(operand(0), operand(1));
            }
            "T*" | "'" => self.next_line(0.0, -self.state.leading),
            "\"" => {
                self.state.word_space = operand(0);
                self.state.character_space = operand(1);
                self.next_line(0.0, -self.state.leading);
            }
            _ => {}
        }
    }

    fn start(&mut self, matrix: Matrix) {
        (self.line, self.text) = (matrix, matrix);
    }

    fn next_line(&mut self, right: f64, up: f64) {
        self.start(product([1.0, 0.0, 0.0, 1.0, right, up], self.line));
    }

    /// Moves over the text of an operator. Returns the distance from the page in millimetres if the text is outside.
    pub fn show(&mut self, operation: &Operation, widths: &Widths) -> Option<f64> {
        let start = self.distance();
        for operand in &operation.operands {
            match operand {
                Object::String(string, _) => self.write(string, widths),
                Object::Array(parts) => {
                    for part in parts {
                        match part {
                            Object::String(string, _) => self.write(string, widths),
                            space => self.advance(-number(space).unwrap_or(0.0) / 1000.0 * self.state.size),
                        }
                    }
                }
                _ => {}
            }
        }
        let distance = start.max(self.distance());
        (distance > TOLERANCE).then_some(distance / MILLIMETRE)
    }

    fn write(&mut self, string: &[u8], widths: &Widths) {
        let length = if widths.is_wide { 2 } else { 1 };
        for bytes in string.chunks(length) {
            let code = bytes.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            let is_blank = bytes == [b' '];
            let space = self.state.character_space + if is_blank { self.state.word_space } else { 0.0 };
            self.advance(widths.width(code) * self.state.size + space);
        }
    }

    fn advance(&mut self, width: f64) {
        self.text = product([1.0, 0.0, 0.0, 1.0, width * self.state.stretch, 0.0], self.text);
    }

    /// Distance of the pen from the page in points; negative or zero on the page.
    fn distance(&self) -> f64 {
        let pen = product([1.0, 0.0, 0.0, 1.0, 0.0, self.state.rise], self.text);
        let [.., x, y] = product(pen, self.state.matrix);
        let [left, bottom, right, top] = self.sides;
        (left - x).max(x - right).max(bottom - y).max(y - top)
    }
}

/// The trim box of the page, otherwise its crop box or its media box (section 14.11.2). A box may be inherited (section
/// 7.7.3.4).
fn sides(document: &Document, page: ObjectId) -> [f64; 4] {
    let found = ["TrimBox", "CropBox", "MediaBox"].into_iter().find_map(|name| {
        let mut node = document.get_dictionary(page).ok();
        let nodes = std::iter::from_fn(|| {
            let this = node?;
            node = this.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
            Some(this)
        });
        nodes.take(DEEPEST).find_map(|node| array(node, name.as_bytes(), document))
    });
    let corner = |index: usize| found.and_then(|sides| sides.get(index)).and_then(number);
    match [corner(0), corner(1), corner(2), corner(3)] {
        [Some(a), Some(b), Some(c), Some(d)] => [a.min(c), b.min(d), a.max(c), b.max(d)],
        // If the size is unknown, nothing is outside.
        _ => [f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY],
    }
}

/// Maximum depth of the page tree.
const DEEPEST: usize = 100;

/// The product of two matrices: the first is applied first.
fn product(one: Matrix, two: Matrix) -> Matrix {
    let row = |x: f64, y: f64| [x * two[0] + y * two[2], x * two[1] + y * two[3]];
    let ([xx, xy], [yx, yy], [x, y]) = (row(one[0], one[1]), row(one[2], one[3]), row(one[4], one[5]));
    [xx, xy, yx, yy, x + two[4], y + two[5]]
}
