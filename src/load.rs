//! Disk in: the only code that reads files. Everything a build needs is in memory afterwards.
#![expect(clippy::disallowed_methods, reason = "this is the room that reads files")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::{FigureScript, FontFile, Project, ProjectFile, Refusal, Theme};
use crate::source::Span;

/// Largest file that is read, in bytes. Offsets into files are 32 bits wide.
const LARGEST: u64 = 64_000_000;

/// How many folders deep a project is searched.
const DEEPEST: usize = 24;

/// Endings of the files that a book can be made of.
const ENDINGS: &[&str] = &[
    "md", "markdown", "txt", "yaml", "yml", "csv", "toml", "css", "js", "typ", "png", "jpg", "jpeg", "gif",
    "svg", "webp", "bmp", "tif", "tiff", "avif", "otf", "ttf",
];

/// Folders that hold programs and products, not texts.
const SKIPPED: &[&str] = &["node_modules", "target", "dist"];

/// Reads the project in `folder`. A file that cannot be read is no error here: it may not be needed.
///
/// # Errors
/// If the folder itself cannot be read.
pub fn project(folder: &Path) -> io::Result<Project> {
    let root = folder.canonicalize()?;
    let mut search = Search { root: root.clone(), entered: Vec::new(), files: Vec::new() };
    search.enter(&root, "", 0)?;
    search.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Project { folder: folder.to_string_lossy().replace('\\', "/"), files: search.files })
}

struct Search {
    root: PathBuf,
    /// The folders on the way down to the one being read: a link to one of them would never end.
    entered: Vec<PathBuf>,
    files: Vec<ProjectFile>,
}

impl Search {
    fn enter(&mut self, folder: &Path, path: &str, depth: usize) -> io::Result<()> {
        if depth > DEEPEST || self.entered.iter().any(|above| above == folder) {
            return Ok(());
        }
        self.entered.push(folder.to_path_buf());
        let result = self.files_in(folder, path, depth);
        self.entered.pop();
        result
    }

    fn files_in(&mut self, folder: &Path, path: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // A name that is not Unicode cannot be written in a manifest.
            let Ok(name) = entry.file_name().into_string() else { continue };
            if name.starts_with('.') {
                continue;
            }
            let path = if path.is_empty() { name.clone() } else { format!("{path}/{name}") };
            match entry.path().canonicalize() {
                Ok(real) if !real.starts_with(&self.root) => self.refuse(path, Refusal::Outside),
                Ok(real) if real.is_dir() => {
                    if !SKIPPED.contains(&name.as_str()) {
                        // A folder that cannot be opened has no files that can be used.
                        let _ = self.enter(&real, &path, depth + 1);
                    }
                }
                Ok(real) => {
                    let content = read(&real);
                    self.files.push(ProjectFile { path, content });
                }
                Err(error) => self.refuse(path, Refusal::System(error.to_string())),
            }
        }
        Ok(())
    }

    fn refuse(&mut self, path: String, refusal: Refusal) {
        self.files.push(ProjectFile { path, content: Err(refusal) });
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Refusal> {
    let system = |error: io::Error| Refusal::System(error.to_string());
    let metadata = fs::metadata(file).map_err(system)?;
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if !metadata.is_file() {
        Err(Refusal::NotRegular)
    } else if !ENDINGS.contains(&ending.as_str()) {
        Err(Refusal::UnknownKind)
    } else if metadata.len() > LARGEST {
        Err(Refusal::TooLarge(LARGEST))
    } else {
        fs::read(file).map_err(system)
    }
}

/// Largest file of a release that is read, in bytes.
const LARGEST_OF_RELEASE: u64 = 1_000_000_000;

/// Reads a file of a release: `path` is below `folder`, and no symbolic link leads out of it.
///
/// # Errors
/// What the operating system refuses; a path that leads out of the folder; a file that is no regular one, or too large.
pub fn released(folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    let refusal = |words: &str| Err(io::Error::other(words.to_owned()));
    let place = folder.join(path).canonicalize()?;
    let is_below = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if !is_below || !place.starts_with(folder.canonicalize()?) {
        return refusal("it is outside the folder of the release");
    }
    let metadata = fs::metadata(&place)?;
    if !metadata.is_file() {
        return refusal("it is not a regular file");
    }
    if metadata.len() > LARGEST_OF_RELEASE {
        return refusal("it is larger than 1 GB");
    }
    fs::read(place)
}

/// The built-in looks.
const BOOK_CSS: &str = include_str!("../styles/book.css");
const HTML_CSS: &str = include_str!("../styles/html.css");
const READER_SCRIPT: &str = include_str!("../styles/reader.js");
const EPUB_CSS: &str = include_str!("../styles/epub.css");
const LAYOUT: [(&str, &str); 5] = [
    ("book.typ", include_str!("../styles/book.typ")),
    ("cover.typ", include_str!("../styles/cover.typ")),
    ("figures.typ", include_str!("../styles/figures.typ")),
    ("measures.typ", include_str!("../styles/measures.typ")),
    ("pages.typ", include_str!("../styles/pages.typ")),
];
const THEME_TOML: &str = include_str!("../styles/theme.toml");
const FIGURES: &[(&str, &str)] = &[
    ("timeline.typ", include_str!("../styles/figures/timeline.typ")),
    ("small-multiples.typ", include_str!("../styles/figures/small-multiples.typ")),
];
const FONTS: &[&[u8]] = &[
    include_bytes!("../fonts/source-serif-4/SourceSerif4-Regular.ttf"),
    include_bytes!("../fonts/source-serif-4/SourceSerif4-It.ttf"),
    include_bytes!("../fonts/source-serif-4/SourceSerif4-Bold.ttf"),
    include_bytes!("../fonts/source-serif-4/SourceSerif4-BoldIt.ttf"),
    include_bytes!("../fonts/source-sans-3/SourceSans3-Regular.ttf"),
    include_bytes!("../fonts/source-sans-3/SourceSans3-It.ttf"),
    include_bytes!("../fonts/source-sans-3/SourceSans3-Bold.ttf"),
    include_bytes!("../fonts/source-sans-3/SourceSans3-BoldIt.ttf"),
    include_bytes!("../fonts/source-code-pro/SourceCodePro-Regular.ttf"),
];

/// The looks of a project: its own `styles/` and `fonts/` before the built-in ones of the same name.
#[must_use]
pub fn theme(project: &Project, diagnostics: &mut Diagnostics) -> Theme {
    let mut style = |name: &str, default: &str| {
        let Some(file) = project.find(&format!("styles/{name}")) else { return default.to_owned() };
        let text =
            project.file(file).content.as_ref().ok().and_then(|bytes| String::from_utf8(bytes.clone()).ok());
        text.unwrap_or_else(|| {
            let message = format!("`styles/{name}` is not a text in UTF-8");
            diagnostics.push(Diagnostic::new(Code::InvalidStyle, Span::whole(file), message));
            default.to_owned()
        })
    };
    let (book_css, html_css, epub_css) =
        (style("book.css", BOOK_CSS), style("html.css", HTML_CSS), style("epub.css", EPUB_CSS));
    let reader_script = style("reader.js", READER_SCRIPT);
    let layout = LAYOUT.map(|(name, default)| (name, style(name, default))).into();
    let own_theme = style("theme.toml", "");
    let mut values: toml::Table = THEME_TOML.parse().unwrap_or_default();
    match own_theme.parse::<toml::Table>() {
        Ok(own) => merge(&mut values, own),
        Err(error) => {
            let file = project.find("styles/theme.toml");
            let span = file.map(|file| Span::new(file, error.span().unwrap_or_default()));
            diagnostics.push(Diagnostic::new(
                Code::InvalidStyle,
                span,
                format!("this is not valid TOML: {}", error.message()),
            ));
        }
    }
    let figures = figures(project);
    let fonts = fonts(project);
    Theme { values, book_css, html_css, reader_script, epub_css, layout, figures, fonts }
}

/// The scripts that draw figures: the built-in ones, and over them the project's own.
fn figures(project: &Project) -> BTreeMap<String, FigureScript> {
    let built_in = FIGURES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), FigureScript { text: (*text).to_owned(), file: None }));
    let mut figures: BTreeMap<String, FigureScript> = built_in.collect();
    for file in &project.files {
        let (Some(name), Some(id)) = (file.path.strip_prefix("styles/figures/"), project.find(&file.path))
        else {
            continue;
        };
        if let Ok(text) = project.text(id) {
            figures.insert(name.to_owned(), FigureScript { text: text.to_owned(), file: Some(id) });
        }
    }
    figures
}

/// The font files: the project's own before the built-in ones.
fn fonts(project: &Project) -> Vec<FontFile> {
    let own = project.files.iter().filter_map(|file| {
        let is_font =
            file.path.starts_with("fonts/") && (file.path.ends_with("otf") || file.path.ends_with("ttf"));
        let bytes = file.content.as_ref().ok().filter(|_| is_font)?;
        Some(FontFile { bytes: Cow::Owned(bytes.clone()), file: project.find(&file.path) })
    });
    own.chain(FONTS.iter().map(|bytes| FontFile { bytes: Cow::Borrowed(*bytes), file: None })).collect()
}

/// Puts the values of a project's theme over the built-in ones, key by key.
fn merge(values: &mut toml::Table, own: toml::Table) {
    for (key, value) in own {
        match (values.get_mut(&key), value) {
            (Some(toml::Value::Table(inside)), toml::Value::Table(own)) => merge(inside, own),
            (_, value) => {
                values.insert(key, value);
            }
        }
    }
}
