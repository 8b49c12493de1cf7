//! Reads a finished PDF like a viewer: page labels, words with positions, links, outline, tags.

use std::collections::BTreeMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A finished PDF.
pub struct Pdf {
    document: Document,
    ids: Vec<ObjectId>,
    /// The label of each page.
    pub labels: Vec<String>,
    /// The content of each page.
    pub pages: Vec<Page>,
}

/// The content of a page.
pub struct Page {
    pub pieces: Vec<Piece>,
    pub links: Vec<Link>,
    /// Each box that the page itself has: left, bottom, right, top.
    pub boxes: BTreeMap<String, [f32; 4]>,
}

/// Words set together. The origin is the lower left corner of the page.
#[derive(Clone)]
pub struct Piece {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    /// Without spaces, because spaces in a PDF are not reliable.
    pub words: String,
    /// Number of components of its colour; grey and black ink have one.
    pub inks: usize,
}

/// A link annotation.
pub struct Link {
    pub area: [f32; 4],
    /// The text inside it, without spaces.
    pub words: String,
    /// The font size of its first word.
    pub size: f32,
    pub to: Goal,
}

/// The target of a link.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// A page, by its index, and the height on it.
    Page(usize, f32),
    Address(String),
    /// A target that is not in the file.
    Nowhere,
}

impl Goal {
    pub fn page(&self) -> Option<usize> {
        match self {
            Goal::Page(page, _) => Some(*page),
            Goal::Address(_) | Goal::Nowhere => None,
        }
    }
}

/// An element of the tag tree.
pub struct Tag {
    pub name: String,
    pub alt: Option<String>,
    /// The scope of a table header.
    pub scope: Option<String>,
    /// The names of its ancestors; the parent is last.
    pub within: Vec<String>,
}

/// The text without invisible characters.
pub fn squash(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{2060}' | '\u{ad}' | '\u{200b}')).collect()
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let document = Document::load_mem(bytes)?;
        let ids = document.page_iter().collect();
        let mut pdf = Self { document, ids, labels: Vec::new(), pages: Vec::new() };
        pdf.labels = pdf.read_labels()?;
        pdf.pages = pdf.ids.iter().map(|id| pdf.page(*id)).collect::<Result<_>>()?;
        Ok(pdf)
    }

    pub fn catalog(&self) -> Result<&Dictionary> {
        Ok(self.document.catalog()?)
    }

    /// The value of a key, following references.
    pub fn get<'a>(&'a self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        dictionary.get_deref(key.as_bytes(), &self.document).ok()
    }

    fn dictionary<'a>(&'a self, within: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.get(within, key)?.as_dict().ok()
    }

    pub fn string(&self, within: &Dictionary, key: &str) -> Option<String> {
        lopdf::decode_text_string(self.get(within, key)?).ok()
    }

    fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        Some(self.document.dereference(object).ok()?.1)
    }

    /// A value of the information dictionary.
    pub fn info(&self, key: &str) -> Option<String> {
        self.string(self.dictionary(&self.document.trailer, "Info")?, key)
    }

    /// The XMP metadata.
    pub fn xmp(&self) -> Result<String> {
        let stream = self.get(self.catalog()?, "Metadata").ok_or("no metadata")?.as_stream()?;
        Ok(String::from_utf8(stream.get_plain_content()?)?)
    }

    /// Names of the embedded fonts, and of those that are not embedded.
    pub fn fonts(&self) -> (Vec<String>, Vec<String>) {
        let fonts = self.document.objects.values().filter_map(|object| object.as_dict().ok());
        // A Type 0 font refers to a descendant font, which contains the outlines.
        let fonts = fonts.filter(|font| font.has_type(b"Font") && !font.has(b"DescendantFonts"));
        let all = fonts.map(|font| {
            let name = self.get(font, "BaseFont").and_then(|name| name.as_name().ok());
            let name = String::from_utf8_lossy(name.unwrap_or_default()).into_owned();
            let descriptor = self.dictionary(font, "FontDescriptor");
            let files = ["FontFile", "FontFile2", "FontFile3"];
            let is_embedded =
                files.iter().any(|file| descriptor.is_some_and(|font| font.has(file.as_bytes())));
            (name, is_embedded)
        });
        let (inside, outside): (Vec<_>, Vec<_>) = all.partition(|(_, is_embedded)| *is_embedded);
        let names = |list: Vec<(String, bool)>| list.into_iter().map(|(name, _)| name).collect();
        (names(inside), names(outside))
    }

    /// The outline: the depth of each title, and its target page.
    pub fn outline(&self) -> Result<Vec<(usize, String, usize)>> {
        let mut found = Vec::new();
        if let Some(root) = self.dictionary(self.catalog()?, "Outlines") {
            self.below(root, 0, &mut found);
        }
        Ok(found)
    }

    fn below(&self, parent: &Dictionary, depth: usize, found: &mut Vec<(usize, String, usize)>) {
        let mut next = self.dictionary(parent, "First");
        while let Some(item) = next {
            if let Some(page) = self.goal(item).page() {
                found.push((depth, self.string(item, "Title").unwrap_or_default(), page));
            }
            self.below(item, depth + 1, found);
            next = self.dictionary(item, "Next");
        }
    }

    /// All tags, in the order in which they are read.
    pub fn tags(&self) -> Result<Vec<Tag>> {
        let mut found = Vec::new();
        if let Some(root) = self.dictionary(self.catalog()?, "StructTreeRoot") {
            self.tags_in(root, &[], &mut found);
        }
        Ok(found)
    }

    fn tags_in(&self, parent: &Dictionary, within: &[String], found: &mut Vec<Tag>) {
        let kids: Vec<&Object> = match self.get(parent, "K") {
            Some(Object::Array(kids)) => kids.iter().filter_map(|kid| self.resolve(kid)).collect(),
            Some(kid) => vec![kid],
            None => Vec::new(),
        };
        for kid in kids.into_iter().filter_map(|kid| kid.as_dict().ok()) {
            let Some(name) = self.get(kid, "S").and_then(|name| name.as_name().ok()) else { continue };
            let name = String::from_utf8_lossy(name).into_owned();
            let attributes: Vec<&Object> = match self.get(kid, "A") {
                Some(Object::Array(list)) => list.iter().filter_map(|object| self.resolve(object)).collect(),
                one => one.into_iter().collect(),
            };
            let scope = attributes.iter().find_map(|object| {
                let scope = self.get(object.as_dict().ok()?, "Scope")?.as_name().ok()?;
                Some(String::from_utf8_lossy(scope).into_owned())
            });
            let mut path = within.to_vec();
            found.push(Tag { name: name.clone(), alt: self.string(kid, "Alt"), scope, within: path.clone() });
            path.push(name);
            self.tags_in(kid, &path, found);
        }
    }

    /// The page labels (ISO 32000-1, section 12.4.2).
    fn read_labels(&self) -> Result<Vec<String>> {
        let tree = self.dictionary(self.catalog()?, "PageLabels").ok_or("no page labels")?;
        let mut starts = BTreeMap::new();
        for pair in self.pairs(tree, "Nums") {
            let label = self.resolve(&pair[1]).ok_or("a page label")?.as_dict()?;
            starts.insert(usize::try_from(pair[0].as_i64()?)?, label);
        }
        let mut labels = Vec::new();
        for page in 0..self.ids.len() {
            let (start, label) = starts.range(..=page).next_back().ok_or("a page without a label")?;
            let first = self.get(label, "St").and_then(|first| first.as_i64().ok()).unwrap_or(1);
            let number = usize::try_from(first)? + page - start;
            let style = self.get(label, "S").and_then(|style| style.as_name().ok());
            let shown = match style {
                Some(b"D") => number.to_string(),
                Some(b"r") => roman(number),
                _ => String::new(),
            };
            labels.push(self.string(label, "P").unwrap_or_default() + &shown);
        }
        Ok(labels)
    }

    fn page(&self, id: ObjectId) -> Result<Page> {
        let page = self.document.get_dictionary(id)?;
        let mut boxes = BTreeMap::new();
        for name in ["MediaBox", "TrimBox", "BleedBox"] {
            if let Some(sides) = self.get(page, name).and_then(|sides| sides.as_array().ok()) {
                boxes.insert(name.to_owned(), numbers(sides));
            }
        }
        let pieces = self.pieces(id)?;
        let mut links = Vec::new();
        for annotation in self.document.get_page_annotations(id)? {
            let area: [f32; 4] = numbers(self.get(annotation, "Rect").ok_or("an area")?.as_array()?);
            let [left, bottom, right, top] = area;
            let within = |piece: &&Piece| {
                piece.x > left - 0.5 && piece.x < right - 0.5 && piece.y > bottom && piece.y < top
            };
            let words: Vec<&Piece> = pieces.iter().filter(within).collect();
            links.push(Link {
                area,
                words: words.iter().map(|piece| piece.words.as_str()).collect(),
                size: words.first().map_or(0.0, |piece| piece.size),
                to: self.goal(annotation),
            });
        }
        Ok(Page { pieces, links, boxes })
    }

    /// The target of a link or of an outline entry.
    fn goal(&self, from: &Dictionary) -> Goal {
        let action = self.dictionary(from, "A");
        if let Some(address) = action.and_then(|action| self.string(action, "URI")) {
            return Goal::Address(address);
        }
        let place = self.get(from, "Dest").or_else(|| self.get(action?, "D"));
        place.and_then(|place| self.place(place)).unwrap_or(Goal::Nowhere)
    }

    fn place(&self, place: &Object) -> Option<Goal> {
        match place {
            Object::String(name, _) => self.place(self.named(name)?),
            Object::Dictionary(place) => self.place(self.get(place, "D")?),
            Object::Array(parts) => {
                let id = parts.first()?.as_reference().ok()?;
                let page = self.ids.iter().position(|page| *page == id)?;
                let height = parts.get(3).and_then(|height| height.as_float().ok()).unwrap_or(0.0);
                Some(Goal::Page(page, height))
            }
            _ => None,
        }
    }

    /// The destination with a name.
    fn named(&self, name: &[u8]) -> Option<&Object> {
        let tree = self.dictionary(self.dictionary(self.catalog().ok()?, "Names")?, "Dests")?;
        let pairs = self.pairs(tree, "Names");
        let pair = pairs.into_iter().find(|pair| pair[0].as_str().is_ok_and(|found| found == name))?;
        self.resolve(&pair[1])
    }

    /// The entries of a name tree or number tree (ISO 32000-1, section 7.9.6).
    fn pairs<'a>(&'a self, tree: &'a Dictionary, key: &str) -> Vec<&'a [Object]> {
        let mut pairs = Vec::new();
        let mut nodes = vec![tree];
        while let Some(node) = nodes.pop() {
            let list = |key: &str| self.get(node, key).and_then(|list| list.as_array().ok());
            let kids = list("Kids").into_iter().flatten();
            nodes.extend(kids.filter_map(|kid| self.resolve(kid)?.as_dict().ok()));
            pairs.extend(list(key).map(Vec::as_slice).unwrap_or_default().chunks_exact(2));
        }
        pairs
    }

    fn pieces(&self, id: ObjectId) -> Result<Vec<Piece>> {
        let page = self.document.get_dictionary(id)?;
        let resources = self.dictionary(page, "Resources").ok_or("a page without resources")?;
        let state = State { at: [1.0, 0.0, 0.0, 1.0, 0.0, 0.0], inks: 1, font: Vec::new(), size: 0.0 };
        let mut pieces = Vec::new();
        self.collect(&self.document.get_page_content(id), resources, state, &mut pieces)?;
        Ok(pieces)
    }

    /// Collects the text of a page, or of a form on it.
    fn collect(
        &self,
        content: &[u8],
        resources: &Dictionary,
        mut state: State,
        pieces: &mut Vec<Piece>,
    ) -> Result<()> {
        let of_kind = |kind: &str| self.dictionary(resources, kind);
        let mut fonts = BTreeMap::new();
        for (name, font) in of_kind("Font").into_iter().flatten() {
            let font = self.resolve(font).ok_or("a font")?.as_dict()?;
            fonts.insert(name.clone(), font.get_font_encoding(&self.document)?);
        }
        let mut outer = Vec::new();
        let mut text = state.at;
        for operation in Content::decode(content)?.operations {
            let operands = &operation.operands;
            match operation.operator.as_str() {
                "q" => outer.push(state.clone()),
                "Q" => state = outer.pop().ok_or("one Q too many")?,
                "cm" => state.at = product(numbers(operands), state.at),
                "Tm" => text = numbers(operands),
                "k" if operands[..3].iter().all(|ink| ink.as_float().is_ok_and(|ink| ink == 0.0)) => {
                    state.inks = 1;
                }
                "g" | "rg" | "k" | "sc" | "scn" => state.inks = operands.len(),
                "Tf" => {
                    let [font, size] = operands.as_slice() else { return Err("a font and its size".into()) };
                    state.font = font.as_name()?.to_vec();
                    state.size = size.as_float()?;
                }
                "Tj" | "TJ" => {
                    let encoding = fonts.get(&state.font).ok_or("a font that the page does not have")?;
                    let strings = match operands.first() {
                        Some(Object::Array(parts)) => parts.as_slice(),
                        _ => operands.as_slice(),
                    };
                    let mut words = String::new();
                    for string in strings.iter().filter_map(|part| part.as_str().ok()) {
                        words.push_str(&Document::decode_text(encoding, string)?);
                    }
                    let at = product(text, state.at);
                    let (x, y, size, inks) = (at[4], at[5], state.size, state.inks);
                    pieces.push(Piece { x, y, size, words: squash(&words), inks });
                }
                "Do" => {
                    let name = operands.first().ok_or("a name")?.as_name()?;
                    let form = of_kind("XObject")
                        .and_then(|forms| self.resolve(forms.get(name).ok()?)?.as_stream().ok());
                    let form = form.ok_or("an object that the page does not have")?;
                    if let Some(resources) = self.dictionary(&form.dict, "Resources") {
                        self.collect(&form.get_plain_content()?, resources, state.clone(), pieces)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// The part of the graphics state, saved by `q` and restored by `Q`, that text needs.
#[derive(Clone)]
struct State {
    at: [f32; 6],
    inks: usize,
    font: Vec<u8>,
    size: f32,
}

impl Page {
    /// All text, in the order of the content stream, without spaces.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.words.as_str()).collect()
    }

    /// The words at a height.
    pub fn line(&self, height: f32) -> Vec<&Piece> {
        self.pieces.iter().filter(|piece| (piece.y - height).abs() < 0.1).collect()
    }

    pub fn link(&self, words: &str) -> Result<&Link> {
        let found = self.links.iter().find(|link| link.words == squash(words));
        Ok(found.ok_or_else(|| format!("no link with the words `{words}`"))?)
    }
}

/// The numbers of a list; missing ones are 0.
fn numbers<const COUNT: usize>(objects: &[Object]) -> [f32; COUNT] {
    std::array::from_fn(|index| objects.get(index).and_then(|number| number.as_float().ok()).unwrap_or(0.0))
}

/// The product of two transformation matrices (ISO 32000-1, section 8.3.3).
fn product(one: [f32; 6], two: [f32; 6]) -> [f32; 6] {
    let row = |x: f32, y: f32| [x * two[0] + y * two[2], x * two[1] + y * two[3]];
    let (across, along, shift) = (row(one[0], one[1]), row(one[2], one[3]), row(one[4], one[5]));
    [across[0], across[1], along[0], along[1], shift[0] + two[4], shift[1] + two[5]]
}

/// A number as a lower-case Roman numeral.
pub fn roman(mut number: usize) -> String {
    let numerals = [(50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut out = String::new();
    for (value, numeral) in numerals {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}
