//! Reads files; no other code does. Afterwards everything that a build needs is in memory.
#![expect(clippy::disallowed_methods, reason = "this is the room that reads files")]

mod search;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::Dir;

pub use search::is_skipped;
use search::{LARGEST, has_known_ending, read_regular, search};

use crate::config;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::ThemeName;
use crate::project::{
    FigureScript, FontFile, FullWidth, Project, ProjectFile, Refusal, SpareFamily, Theme, WEB_FONT,
};
use crate::source::{FileId, Span};

/// A folder that is to be imported.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files, by path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The paths of the texts, pictures and folders that cannot be read, with the reasons.
    pub refused: Vec<(String, String)>,
}

/// Reads a folder that is to be imported: files of any kind, but none outside of it.
///
/// # Errors
/// If the folder itself cannot be read, or has too many bytes.
pub fn folder(folder: &Path) -> io::Result<Folder> {
    let search = search(folder, true)?;
    let unnameable = search.unnameable.into_iter().map(|path| (path, "its name is not Unicode".to_owned()));
    let mut found = Folder { refused: unnameable.collect(), ..Folder::default() };
    for file in search.files {
        match file.content {
            Ok(bytes) => {
                found.files.insert(file.path, bytes);
            }
            Err(Refusal::UnknownKind) => {}
            Err(refusal) => found.refused.push((file.path, refusal.to_string())),
        }
    }
    found.refused.sort();
    Ok(found)
}

/// Reads the project in `folder`. An unreadable file is not an error here, because it may not be needed.
///
/// # Errors
/// If the folder itself cannot be read.
pub fn project(folder: &Path) -> io::Result<Project> {
    let mut search = search(folder, false)?;
    search.folders.sort();
    search.unnameable.sort();
    let folder = folder.to_string_lossy().replace('\\', "/");
    Ok(Project { folders: search.folders, ..Project::new(folder, search.files, search.unnameable) })
}

/// Creates a project from files in memory, by path below its folder. The same limits apply as to files on the disk.
#[must_use]
pub fn in_memory(files: BTreeMap<String, Vec<u8>>) -> Project {
    let file = |(path, bytes): (String, Vec<u8>)| {
        let content = match bytes.len() as u64 {
            _ if !has_known_ending(Path::new(&path)) => Err(Refusal::UnknownKind),
            size if size > LARGEST => Err(Refusal::TooLarge(LARGEST)),
            _ => Ok(bytes),
        };
        ProjectFile { path, content }
    };
    Project::new(".".to_owned(), files.into_iter().map(file).collect(), Vec::new())
}

/// Whether a path is a regular file, following links.
#[must_use]
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// The real name of a folder, also for `.` and `..`; `None` for the root, and for a folder that cannot be accessed.
#[must_use]
pub fn folder_name(folder: &Path) -> Option<OsString> {
    real(folder)?.file_name().map(OsStr::to_owned)
}

/// The names in a folder; empty if it cannot be read.
#[must_use]
pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = real(folder).and_then(|folder| folder.read_dir().ok()).into_iter().flatten();
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}

/// The number of folders above a folder.
#[must_use]
pub fn depth(folder: &Path) -> Option<usize> {
    real(folder).map(|path| path.ancestors().count() - 1)
}

/// The real path of a folder, and a number that another folder at the same path does not have at the same time. `None` if
/// there is no folder.
#[must_use]
pub fn identity(folder: &Path) -> Option<(PathBuf, u64)> {
    let real = real(folder)?;
    let found = real.metadata().ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = u64::from(!found.is_dir());
    Some((real, number))
}

/// The path without links, `.` and `..`, so that two paths of the same place are equal. What does not exist keeps its
/// name.
#[must_use]
pub fn resolved(path: &Path) -> PathBuf {
    let existing = path.ancestors().find_map(|above| Some((real(above)?, path.strip_prefix(above).ok()?)));
    existing.map_or_else(|| path.to_owned(), |(above, rest)| above.join(rest).components().collect())
}

fn real(folder: &Path) -> Option<PathBuf> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().ok()
}

/// Largest file of a release that is read, in bytes.
const LARGEST_OF_RELEASE: u64 = 1_000_000_000;

/// Reads a file of a release. `path` is below `folder`; symbolic links out of it are refused.
///
/// # Errors
/// The reason why it could not be read, for the user.
pub fn released(folder: &Path, path: &str) -> Result<Vec<u8>, String> {
    if !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
        return Err("it is outside the release folder".to_owned());
    }
    let folder = Dir::open_ambient_dir(folder, ambient_authority()).map_err(|error| error.to_string())?;
    read_regular(&folder, Path::new(path), LARGEST_OF_RELEASE).map_err(|refusal| refusal.to_string())
}

/// Reads a manuscript that is to be imported, of at most as many bytes as any source.
///
/// # Errors
/// The reason why it could not be read, for the user.
pub fn manuscript(path: &Path) -> Result<Vec<u8>, String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().ok_or("it is a folder")?;
    // A link may lead out of its folder, as for every program that opens a file by its name.
    let real = folder.join(name).canonicalize().map_err(|error| error.to_string())?;
    let (folder, name) = real.parent().zip(real.file_name()).ok_or("it is a folder")?;
    let folder = Dir::open_ambient_dir(folder, ambient_authority()).map_err(|error| error.to_string())?;
    read_regular(&folder, Path::new(name), LARGEST).map_err(|refusal| refusal.to_string())
}

/// Reads a picture that a manuscript names, `None` if it is not below the folder of the manuscript.
#[must_use]
pub fn beside(manuscript: &Path, picture: &str) -> Option<Vec<u8>> {
    let real = manuscript.canonicalize().ok()?;
    let is_below =
        Path::new(picture).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder = Dir::open_ambient_dir(real.parent()?, ambient_authority()).ok()?;
    is_below.then(|| read_regular(&folder, Path::new(picture), LARGEST).ok()).flatten()
}

/// Whether a path is a folder, following links.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The built-in theme.
const BOOK_CSS: &str = include_str!("../styles/book.css");
const HTML_CSS: &str = include_str!("../styles/html.css");
const READER_SCRIPT: &str = include_str!("../styles/reader.js");
const EPUB_CSS: &str = include_str!("../styles/epub.css");
const LAYOUT: [(&str, &str); 6] = [
    ("book.typ", include_str!("../styles/book.typ")),
    ("cover.typ", include_str!("../styles/cover.typ")),
    ("figures.typ", include_str!("../styles/figures.typ")),
    ("math.typ", include_str!("../styles/math.typ")),
    ("measures.typ", include_str!("../styles/measures.typ")),
    ("pages.typ", include_str!("../styles/pages.typ")),
];
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
    include_bytes!("../fonts/source-code-pro/SourceCodePro-It.ttf"),
    include_bytes!("../fonts/source-code-pro/SourceCodePro-Bold.ttf"),
];

const SPARE: &[SpareFamily] = &[
    SpareFamily {
        name: "Noto Naskh Arabic",
        files: &[
            include_bytes!("../fonts/noto-naskh-arabic/NotoNaskhArabic-Regular.ttf"),
            include_bytes!("../fonts/noto-naskh-arabic/NotoNaskhArabic-Bold.ttf"),
        ],
    },
    SpareFamily {
        name: "Noto Serif Hebrew",
        files: &[
            include_bytes!("../fonts/noto-serif-hebrew/NotoSerifHebrew-Regular.ttf"),
            include_bytes!("../fonts/noto-serif-hebrew/NotoSerifHebrew-Bold.ttf"),
        ],
    },
    SpareFamily {
        name: "Noto Serif Devanagari",
        files: &[
            include_bytes!("../fonts/noto-serif-devanagari/NotoSerifDevanagari-Regular.ttf"),
            include_bytes!("../fonts/noto-serif-devanagari/NotoSerifDevanagari-Bold.ttf"),
        ],
    },
    SpareFamily {
        name: "STIX Two Math",
        files: &[include_bytes!("../fonts/stix-two-math/STIXTwoMath-Regular.ttf")],
    },
    SpareFamily { name: "Noto Emoji", files: &[include_bytes!("../fonts/noto-emoji/NotoEmoji-Regular.ttf")] },
];

/// The theme of a project: a built-in one, changed by `theme.toml` of the project. Files in its `styles/` and `fonts/`
/// replace built-in ones with the same name.
#[must_use]
pub fn theme(project: &Project, name: ThemeName, diagnostics: &mut Diagnostics) -> Theme {
    let own_theme = own_text(project, "styles/theme.toml", diagnostics);
    let own_theme = own_theme.as_ref().map(|(file, text)| (*file, text.as_str()));
    let values = config::theme(name, own_theme, diagnostics);
    let sheet = |text| config::style_sheet(text, &values);
    let mut style = |name: &str, default: &str| {
        own_text(project, &format!("styles/{name}"), diagnostics)
            .map_or_else(|| default.to_owned(), |(_, text)| text)
    };
    let (book_css, html_css, epub_css) = (
        style("book.css", &sheet(BOOK_CSS)),
        style("html.css", &sheet(HTML_CSS)),
        style("epub.css", &sheet(EPUB_CSS)),
    );
    let reader_script = style("reader.js", READER_SCRIPT);
    let layout = LAYOUT.map(|(name, default)| (name, style(name, default))).into();
    let figures = figures(project, diagnostics);
    let fonts = fonts(project, diagnostics);
    Theme {
        values,
        book_css,
        html_css,
        reader_script,
        epub_css,
        layout,
        figures,
        fonts,
        spare: SPARE,
        has_fallbacks: false,
        full_width: FullWidth::default(),
    }
}

/// A file with which the project replaces a built-in one. Reports it if it exists but cannot be used.
fn own_text(project: &Project, path: &str, diagnostics: &mut Diagnostics) -> Option<(FileId, String)> {
    let file = project.find(path)?;
    let complaint = match &project.file(file).content {
        Ok(bytes) => match String::from_utf8(bytes.clone()) {
            Ok(text) => return Some((file, text)),
            Err(_) => {
                Diagnostic::new(Code::InvalidStyle, Span::whole(file), format!("`{path}` is not UTF-8 text"))
            }
        },
        Err(refusal) => Diagnostic::new(
            Code::UnreadableFile,
            Span::whole(file),
            format!("`{path}` cannot be read: {refusal}"),
        )
        .help("delete the file to use the built-in one instead"),
    };
    diagnostics.push(complaint);
    None
}

/// The scripts that draw figures. Those of the project replace built-in ones with the same name.
fn figures(project: &Project, diagnostics: &mut Diagnostics) -> BTreeMap<String, FigureScript> {
    let built_in = FIGURES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), FigureScript { text: (*text).to_owned(), file: None }));
    let mut figures: BTreeMap<String, FigureScript> = built_in.collect();
    for file in &project.files {
        let is_script = Path::new(&file.path).extension().is_some_and(|ending| ending == "typ");
        let Some(name) = file.path.strip_prefix("styles/figures/").filter(|_| is_script) else { continue };
        if let Some((id, text)) = own_text(project, &file.path, diagnostics) {
            figures.insert(name.to_owned(), FigureScript { text, file: Some(id) });
        }
    }
    figures
}

/// The font files, those of the project first. Reports web fonts, which only browsers read.
fn fonts(project: &Project, diagnostics: &mut Diagnostics) -> Vec<FontFile> {
    let mut fonts = Vec::new();
    for file in project.files.iter().filter(|file| file.path.starts_with("fonts/")) {
        let ending = Path::new(&file.path).extension().and_then(OsStr::to_str).unwrap_or_default();
        let id = project.find(&file.path);
        match (ending.to_ascii_lowercase().as_str(), &file.content) {
            ("otf" | "ttf" | "otc" | "ttc", Ok(bytes)) => {
                fonts.push(FontFile { bytes: Cow::Owned(bytes.clone()), file: id });
            }
            ("woff" | "woff2", _) => diagnostics.push(
                Diagnostic::new(Code::InvalidFont, id.map(Span::whole), "this file is a web font")
                    .help(WEB_FONT),
            ),
            _ => {}
        }
    }
    fonts.extend(FONTS.iter().map(|bytes| FontFile { bytes: Cow::Borrowed(*bytes), file: None }));
    fonts
}
