//! The world that Typst sees: sources, images, data and fonts in memory. There is no disk in it, no clock and no network.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontStyle, FontVariant, FontWeight};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::sheet::Sheet;
use super::source;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Theme;
use crate::resolve::{Book, Data, Drawing, Script};
use crate::source::Span;

/// What every world of a build has: the functions of Typst, and the fonts.
pub struct Stage {
    library: LazyHash<Library>,
    fonts: LazyHash<FontBook>,
    faces: Vec<Font>,
    /// For each face, the place of its file, if it is the project's own.
    places: Vec<Option<Span>>,
}

/// The file of a face.
pub struct FaceFile<'a> {
    /// Its bytes.
    pub bytes: &'a [u8],
    /// Which face of the file it is.
    pub index: u32,
    /// The file's place, if it is the project's own.
    pub place: Option<Span>,
}

impl Stage {
    /// Reads the fonts of a theme; complains of those that are none, and of families that no font has.
    #[must_use]
    pub fn new(theme: &Theme, diagnostics: &mut Diagnostics) -> Arc<Self> {
        let mut faces: Vec<Font> = Vec::new();
        let mut places = Vec::new();
        for font in &theme.fonts {
            let before = faces.len();
            faces.extend(Font::iter(Bytes::new(font.bytes.to_vec())));
            places.resize(faces.len(), font.file.map(Span::whole));
            if faces.len() == before {
                let message = "this font file is damaged, or no OpenType font";
                let place = font.file.map(Span::whole);
                diagnostics.push(
                    Diagnostic::new(Code::InvalidFont, place, message).help("put a sound file in its place"),
                );
            }
        }
        let fonts = FontBook::from_fonts(&faces);
        let mut roles = HashSet::new();
        for (role, family) in theme.families() {
            // Further families set what the first has no character for, such as emoji; many have one face alone.
            let is_first = roles.insert(role.clone());
            if !fonts.contains_family(&family.to_lowercase()) {
                let message =
                    format!("no font file has the family `{family}`, which the theme names for {role}");
                let help = "put its font files into `fonts/`, or name another family in `styles/theme.toml`";
                diagnostics.push(Diagnostic::new(Code::InvalidFont, None, message).help(help));
            } else if let Some(face) = missing_face(&fonts, &role, &family).filter(|_| is_first) {
                let message =
                    format!("the family `{family}`, which the theme names for {role}, has no {face} face");
                let help =
                    format!("put its {face} face into `fonts/`; until then another face stands in for it");
                diagnostics.push(Diagnostic::new(Code::MissingFace, None, message).help(help));
            }
        }
        let library = LazyHash::new(Library::default());
        Arc::new(Self { library, fonts: LazyHash::new(fonts), faces, places })
    }

    /// The face of a family in this style, as the pages have it; `None` if the family has none.
    #[must_use]
    pub fn face(&self, family: &str, is_bold: bool, is_italic: bool) -> Option<FaceFile<'_>> {
        let style = if is_italic { FontStyle::Italic } else { FontStyle::Normal };
        let weight = if is_bold { FontWeight::BOLD } else { FontWeight::REGULAR };
        let wanted = FontVariant { style, weight, ..FontVariant::default() };
        let index = self.fonts.select(&family.to_lowercase(), wanted)?;
        let info = self.fonts.info(index)?;
        let is_as_wanted = (info.variant.weight >= FontWeight::SEMIBOLD) == is_bold
            && (info.variant.style != FontStyle::Normal) == is_italic;
        let face = &self.faces[index];
        (is_as_wanted || !info.axes.is_empty()).then(|| FaceFile {
            bytes: face.data(),
            index: face.index(),
            place: self.places[index],
        })
    }
}

impl Stage {
    /// Whether a family has a character.
    #[must_use]
    pub fn has(&self, family: &str, character: char) -> bool {
        let mut faces = self.fonts.select_family(&family.to_lowercase());
        faces.any(|index| {
            self.fonts.info(index).is_some_and(|info| info.coverage.contains(u32::from(character)))
        })
    }
}

/// The first face that a family lacks for what the theme uses it for: text needs italics and bold, headings bold.
fn missing_face(fonts: &FontBook, role: &str, family: &str) -> Option<&'static str> {
    let variants: Vec<_> = fonts
        .select_family(&family.to_lowercase())
        .filter_map(|index| fonts.info(index))
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

/// Everything that one document is made of.
pub struct BookWorld {
    stage: Arc<Stage>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

/// Path of the folder of the page layout.
pub const STYLES: &str = "/styles/";

impl BookWorld {
    /// The world of a book: its generated sources, the page layout, the images, and what stands for its
    /// drawings.
    #[must_use]
    pub fn of_book(
        stage: &Arc<Stage>,
        book: &Book,
        theme: &Theme,
        sheet: &Sheet,
        sources: &[source::Source],
        stand_ins: &[Bytes],
    ) -> Self {
        let mut world = Self::new(stage, theme, &sheet.values(theme));
        world.add_layout(theme);
        for source in sources {
            world.add_source(&source.path, &source.text);
        }
        for asset in book.assets() {
            world.add_file(&source::image_path(&asset.name), Bytes::new(asset.bytes.clone()));
        }
        for (index, stand_in) in stand_ins.iter().enumerate() {
            world.add_file(&source::drawing_path(index), stand_in.clone());
        }
        world
    }

    /// The world of the cover: the page layout alone.
    #[must_use]
    pub fn of_cover(stage: &Arc<Stage>, theme: &Theme, main: &str) -> Self {
        let mut world = Self::new(stage, theme, &theme.values);
        world.add_source(source::MAIN, main);
        world.add_layout(theme);
        world
    }

    /// The world of one figure: its script and its data. It can read nothing else.
    #[must_use]
    pub fn of_drawing(stage: &Arc<Stage>, drawing: &Drawing, theme: &Theme, main: &str) -> Self {
        let mut world = Self::new(stage, theme, &theme.values);
        world.add_source(source::MAIN, main);
        world.add_drawing(drawing);
        world
    }

    fn new(stage: &Arc<Stage>, theme: &Theme, values: &toml::Table) -> Self {
        let mut world = Self {
            stage: Arc::clone(stage),
            main: id(source::MAIN),
            sources: HashMap::new(),
            files: HashMap::new(),
        };
        // The scripts of the styles may build on each other.
        for (name, script) in &theme.figures {
            world.add_source(&script_path(&Script::Style(name.clone())), &script.text);
        }
        world.add_file("/styles/theme.toml", Bytes::from_string(toml::to_string(values).unwrap_or_default()));
        world
    }

    fn add_layout(&mut self, theme: &Theme) {
        for (name, text) in &theme.layout {
            self.add_source(&format!("{STYLES}{name}"), text);
        }
    }

    fn add_source(&mut self, path: &str, text: &str) {
        self.sources.insert(id(path), Source::new(id(path), text.to_owned()));
    }

    fn add_file(&mut self, path: &str, bytes: Bytes) {
        self.files.insert(id(path), bytes);
    }

    fn add_drawing(&mut self, drawing: &Drawing) {
        if let Script::Project(_, text) = &drawing.script {
            self.add_source(&script_path(&drawing.script), text);
        }
        if let Some(data) = &drawing.data {
            self.add_file(&data_path(data), Bytes::new(data.bytes.clone()));
        }
    }
}

/// Path of a figure's script.
#[must_use]
pub fn script_path(script: &Script) -> String {
    match script {
        Script::Project(file, _) => format!("/scripts/{}.typ", file.0),
        Script::Style(name) => {
            format!("/styles/figures/{}.typ", name.trim_end_matches(".typ").replace(['/', '\\', '.'], "-"))
        }
    }
}

/// Path of a figure's data.
#[must_use]
pub fn data_path(data: &Data) -> String {
    let ending = data.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    format!("/data/{}.{ending}", data.file.0)
}

/// The id of a path that casebook made itself: of keys, numbers and fixed names.
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("{path} is made by casebook"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for BookWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.stage.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.stage.fonts
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.stage.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
