//! The world that Typst sees: sources, images and fonts in memory. There is no disk in it, no clock and no network.

use std::collections::HashMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::source;
use crate::project::Theme;
use crate::resolve::Book;

/// Everything that the pages of one book are made of.
pub struct BookWorld {
    library: LazyHash<Library>,
    fonts: LazyHash<FontBook>,
    faces: Vec<Font>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl BookWorld {
    /// Puts the sources, the styles and the images in their places.
    #[must_use]
    pub fn new(book: &Book, theme: &Theme, sources: &[source::Source]) -> Self {
        let faces: Vec<Font> =
            theme.fonts.iter().flat_map(|bytes| Font::iter(Bytes::new(bytes.to_vec()))).collect();
        let mut files = HashMap::new();
        let values = toml::to_string(&theme.values).unwrap_or_default();
        files.insert(id("/styles/theme.toml"), Bytes::from_string(values));
        for asset in book.assets() {
            files.insert(id(&source::image_path(&asset.name)), Bytes::new(asset.bytes.clone()));
        }
        let style = Source::new(id(STYLE), theme.book_typ.clone());
        let sources = sources.iter().map(|source| Source::new(id(&source.path), source.text.clone()));
        Self {
            library: LazyHash::new(Library::default()),
            fonts: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
            main: id(source::MAIN),
            sources: sources.chain([style]).map(|source| (source.id(), source)).collect(),
            files,
        }
    }
}

/// Path of the page layout.
pub const STYLE: &str = "/styles/book.typ";

/// The id of a path that casebook made itself.
fn id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("paths in the world are made of keys and fixed names");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for BookWorld {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts
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
        self.faces.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
