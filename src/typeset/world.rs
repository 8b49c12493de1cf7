//! The world that Typst sees: sources, images, data and fonts in memory. It has no disk, no clock and no network.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::pictures;
use super::sheet::Sheet;
use super::source;
use crate::cache::Key;
use crate::font::Fonts;
use crate::project::Theme;
use crate::resolve::{Book, Data, Drawing, Script};

/// The standard library of Typst, shared by all worlds.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// All files and fonts of one document.
#[derive(Clone)]
pub struct BookWorld {
    fonts: Arc<Fonts>,
    main: FileId,
    /// The page layout, and scripts.
    sources: Arc<HashMap<FileId, Source>>,
    /// The sources that casebook generates.
    generated: HashMap<FileId, Source>,
    files: Arc<HashMap<FileId, Bytes>>,
}

/// Folder of the page layout.
pub const STYLES: &str = "/styles/";

impl BookWorld {
    /// The world of a book: generated sources, page layout, images, and placeholders of drawings.
    #[must_use]
    pub fn of_book(
        fonts: &Arc<Fonts>,
        book: &Book,
        theme: &Theme,
        sheet: &Sheet,
        sources: &[source::Source],
        stand_ins: &[Bytes],
    ) -> Self {
        let mut world = Self::new(fonts, theme, &sheet.values(theme));
        world.add_layout(theme);
        world.generate(sources);
        for asset in book.assets() {
            world.add_file(&source::image_path(&asset.name), pictures::bytes_of(asset, fonts, theme));
        }
        for (index, stand_in) in stand_ins.iter().enumerate() {
            world.add_file(&source::drawing_path(index), stand_in.clone());
        }
        world
    }

    /// The same world with other generated sources. Lines that stay the same are not laid out again.
    #[must_use]
    pub fn with_sources<'s>(&self, sources: impl IntoIterator<Item = &'s source::Source>) -> Self {
        let mut world = self.clone();
        world.generate(sources);
        world
    }

    /// The same world with the generated sources of others.
    #[must_use]
    pub fn with_those_of<'w>(&self, others: impl IntoIterator<Item = &'w Self>) -> Self {
        let mut world = self.clone();
        let sources = others.into_iter().flat_map(|other| &other.generated);
        world.generated.extend(sources.map(|(id, source)| (*id, source.clone())));
        world
    }

    /// Whether two worlds differ only in their generated sources.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let has = |(id, source): (&FileId, &Source)| {
            self.sources.get(id).is_some_and(|own| own.text() == source.text())
        };
        Arc::ptr_eq(&self.fonts, &other.fonts)
            && self.main == other.main
            && self.files == other.files
            && self.sources.len() == other.sources.len()
            && other.sources.iter().all(has)
    }

    /// The world of the cover: only the page layout.
    #[must_use]
    pub fn of_cover(fonts: &Arc<Fonts>, theme: &Theme, main: &str) -> Self {
        let mut world = Self::new(fonts, theme, &theme.values);
        world.add_source(source::MAIN, main);
        world.add_layout(theme);
        world
    }

    /// The same world with another main source.
    #[must_use]
    pub fn with_main(&self, main: &str) -> Self {
        let mut world = self.clone();
        world.generated.insert(self.main, Source::new(self.main, main.to_owned()));
        world
    }

    /// The world of one figure: its script and its data. It can read nothing else.
    #[must_use]
    pub fn of_drawing(fonts: &Arc<Fonts>, drawing: &Drawing, theme: &Theme, main: &str) -> Self {
        let mut world = Self::new(fonts, theme, &theme.values);
        world.add_source(source::MAIN, main);
        world.add_drawing(drawing);
        world
    }

    fn new(fonts: &Arc<Fonts>, theme: &Theme, values: &toml::Table) -> Self {
        let mut world = Self {
            fonts: Arc::clone(fonts),
            main: id(source::MAIN),
            sources: Arc::default(),
            generated: HashMap::new(),
            files: Arc::default(),
        };
        // Scripts for figures may import each other.
        for (name, script) in &theme.figures {
            world.add_source(&script_path(&Script::Style(name.clone())), &script.text);
        }
        let mut values = values.clone();
        values.extend(theme.full_width.table().map(|table| ("full-width".to_owned(), table)));
        world
            .add_file("/styles/theme.toml", Bytes::from_string(toml::to_string(&values).unwrap_or_default()));
        world
    }

    /// Adds everything that a document of this world can read to the key of a result.
    #[must_use]
    pub fn key(&self, key: Key) -> Key {
        let mut sources: Vec<(String, &str)> = self
            .sources
            .iter()
            .chain(&self.generated)
            .map(|(id, source)| (path(*id), source.text()))
            .collect();
        let mut files: Vec<(String, &[u8])> =
            self.files.iter().map(|(id, bytes)| (path(*id), bytes.as_slice())).collect();
        sources.sort_unstable();
        files.sort_unstable();
        let sources = sources.iter().flat_map(|(path, text)| [path.as_bytes(), text.as_bytes()]);
        let files = files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes]);
        key.with(path(self.main)).with_all(sources).with_all(files).with(self.fonts.digest())
    }

    /// Adds to the key of a result what every document of a book can read: the design, its values and the fonts.
    #[must_use]
    pub fn key_of_design(&self, key: Key) -> Key {
        let files = self.files.iter().filter(|(id, _)| path(**id).starts_with(STYLES));
        let files = Arc::new(files.map(|(id, bytes)| (*id, bytes.clone())).collect());
        Self { files, generated: HashMap::new(), ..self.clone() }.key(key)
    }

    /// A generated source.
    #[must_use]
    pub fn generated(&self, path: &str) -> Source {
        self.generated.get(&id(path)).cloned().unwrap_or_else(|| unreachable!("{path} is made by casebook"))
    }

    /// Replaces the generated sources. Lines that stay the same keep their spans.
    fn generate<'s>(&mut self, sources: impl IntoIterator<Item = &'s source::Source>) {
        let mut before = std::mem::take(&mut self.generated);
        for source in sources {
            let id = id(&source.path);
            let generated = match before.remove(&id) {
                Some(mut known) => {
                    if known.text() != source.text {
                        known.replace(&source.text);
                    }
                    known
                }
                None => Source::new(id, source.text.clone()),
            };
            self.generated.insert(id, generated);
        }
    }

    fn add_layout(&mut self, theme: &Theme) {
        for (name, text) in &theme.layout {
            self.add_source(&format!("{STYLES}{name}"), text);
        }
    }

    fn add_source(&mut self, path: &str, text: &str) {
        Arc::make_mut(&mut self.sources).insert(id(path), Source::new(id(path), text.to_owned()));
    }

    fn add_file(&mut self, path: &str, bytes: Bytes) {
        Arc::make_mut(&mut self.files).insert(id(path), bytes);
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

/// The largest number of a path so far. Typst numbers paths from 1 and keeps them until the process ends.
static LAST_PATH: AtomicU16 = AtomicU16::new(0);

/// How many more different paths this process can use.
#[must_use]
pub fn free_paths() -> usize {
    usize::from(u16::MAX - LAST_PATH.load(Ordering::Relaxed))
}

/// Path of the script of a figure.
#[must_use]
pub fn script_path(script: &Script) -> String {
    match script {
        Script::Project(file, _) => format!("/scripts/{}.typ", file.0),
        Script::Style(name) => {
            format!("/styles/figures/{}.typ", name.trim_end_matches(".typ").replace(['/', '\\', '.'], "-"))
        }
    }
}

/// Path of the data of a figure.
#[must_use]
pub fn data_path(data: &Data) -> String {
    let ending = data.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    format!("/data/{}.{ending}", data.file.0)
}

/// The id of a path that casebook generated from keys, numbers and fixed names.
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("{path} is made by casebook"));
    let id = RootedPath::new(VirtualRoot::Project, path).intern();
    LAST_PATH.fetch_max(id.into_raw().get(), Ordering::Relaxed);
    id
}

/// The path of an id.
fn path(id: FileId) -> String {
    id.vpath().get_with_slash().to_owned()
}

impl World for BookWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.generated.get(&id).or_else(|| self.sources.get(&id)).cloned().ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face_at(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
