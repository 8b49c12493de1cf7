//! The files of a project and its theme, as plain data. [`load`](crate::load) reads them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use toml::{Table, Value};
use unicode_normalization::UnicodeNormalization;

use crate::diag::{Code, Diagnostic, Sources};
use crate::source::{FileId, Span};

/// File name of the manifest.
pub const MANIFEST: &str = "book.yaml";

/// Help for a WOFF or WOFF2 file, which only browsers read.
pub const WEB_FONT: &str = "convert it to `.ttf` or `.otf`, or get the family in one of these formats";

/// A project folder in memory.
#[derive(Debug, Default)]
pub struct Project {
    /// The folder as the user named it. Messages put it before each path.
    pub folder: String,
    /// The files below the folder, sorted by path.
    pub files: Vec<ProjectFile>,
    /// The folders that were searched, sorted by path. The project folder itself is the empty path. Empty for files in
    /// memory.
    pub folders: Vec<String>,
    /// Lossy paths of files with a known extension whose names are not Unicode.
    pub unnameable: Vec<String>,
    /// The files with non-ASCII paths, by their normalized path (NFC).
    pub composed: BTreeMap<String, FileId>,
}

/// Normalizes a path to NFC: the file system may store `é` as `e` and a combining accent.
#[must_use]
pub fn composed(path: &str) -> Cow<'_, str> {
    if path.is_ascii() { Cow::Borrowed(path) } else { Cow::Owned(path.nfc().collect()) }
}

/// One file below the project folder.
#[derive(Debug)]
pub struct ProjectFile {
    /// Path below the project folder, with `/` between its segments on every system.
    pub path: String,
    /// The bytes, or the reason why they were not read, which is reported only if the file is needed.
    pub content: Result<Vec<u8>, Refusal>,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is a symbolic link that leads out of the project folder.
    Outside,
    /// It is not a regular file: a device, a pipe, a socket.
    NotRegular,
    /// Its extension is not that of a text or a picture.
    UnknownKind,
    /// It is larger than this limit in bytes.
    TooLarge(u64),
    /// It is a folder deeper than this many folders.
    TooDeep(usize),
    /// An error of the operating system, with its message.
    System(String),
    /// It is a folder that cannot be searched, with the message of the operating system.
    ClosedFolder(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Outside => write!(f, "it is a link that leads out of the project folder"),
            Refusal::NotRegular => write!(f, "it is not a regular file"),
            Refusal::UnknownKind => write!(f, "its extension is not that of a text or picture file"),
            Refusal::TooLarge(limit) => write!(f, "it is larger than {} MB", limit / 1_000_000),
            Refusal::TooDeep(limit) => write!(f, "it is a folder below more than {limit} others"),
            Refusal::System(words) => write!(f, "{words}"),
            Refusal::ClosedFolder(words) => write!(f, "it is a folder, and {words}"),
        }
    }
}

impl Project {
    /// A project of these files. `folder` precedes each path in messages.
    #[must_use]
    pub fn new(folder: String, mut files: Vec<ProjectFile>, unnameable: Vec<String>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let beyond_ascii = files.iter().enumerate().filter(|(_, file)| !file.path.is_ascii());
        let composed = beyond_ascii
            .filter_map(|(index, file)| {
                Some((composed(&file.path).into_owned(), FileId(u32::try_from(index).ok()?)))
            })
            .collect();
        Self { folder, files, folders: Vec::new(), unnameable, composed }
    }

    /// The file at `path` below the project folder, in any Unicode normalization.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        match self.files.binary_search_by(|file| file.path.as_str().cmp(path)) {
            Ok(index) => u32::try_from(index).ok().map(FileId),
            Err(_) => self.composed.get(&*composed(path)).copied(),
        }
    }

    /// Whether `path` is a folder with files in it.
    #[must_use]
    pub fn has_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        let index = self.files.partition_point(|file| file.path < prefix);
        self.files.get(index).is_some_and(|file| file.path.starts_with(&prefix))
    }

    /// The folder above `path` that could not be searched, and the reason.
    #[must_use]
    pub fn closed_above(&self, path: &str) -> Option<(&str, &Refusal)> {
        path.match_indices('/').find_map(|(end, _)| {
            let folder = self.file(self.find(&path[..end])?);
            folder.content.as_ref().err().map(|refusal| (folder.path.as_str(), refusal))
        })
    }

    /// The file with this id.
    #[must_use]
    pub fn file(&self, id: FileId) -> &ProjectFile {
        &self.files[id.0 as usize]
    }

    /// A path below the project folder, as the user would type it.
    fn shown(&self, path: &str) -> String {
        match self.folder.trim_end_matches('/') {
            "" | "." => path.to_owned(),
            folder => format!("{folder}/{path}"),
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// A diagnostic if the file was not read, or is not UTF-8.
    pub fn text(&self, id: FileId) -> Result<&str, Diagnostic> {
        match &self.file(id).content {
            Ok(bytes) => std::str::from_utf8(bytes).map_err(|error| not_utf8(id, bytes, error.valid_up_to())),
            Err(refusal) => {
                let message = format!("`{}` cannot be read: {refusal}", self.file(id).path);
                Err(Diagnostic::new(Code::UnreadableFile, None, message))
            }
        }
    }
}

impl Sources for Project {
    fn text(&self, id: FileId) -> Cow<'_, str> {
        match &self.file(id).content {
            Ok(bytes) => String::from_utf8_lossy(bytes),
            Err(_) => Cow::Borrowed(""),
        }
    }

    fn path(&self, id: FileId) -> String {
        self.shown(&self.file(id).path)
    }

    fn manifest(&self) -> String {
        self.shown(MANIFEST)
    }
}

/// The diagnostic for the first byte of a text that is not UTF-8.
fn not_utf8(file: FileId, bytes: &[u8], offset: usize) -> Diagnostic {
    let message = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "this file is in UTF-16, not in UTF-8".to_owned(),
        [b'%', b'P', b'D', b'F', ..] => "this file is a PDF, not a text file".to_owned(),
        _ => format!("byte {offset} of this file, 0x{:02X}, is not UTF-8", bytes[offset]),
    };
    // The displayed text has U+FFFD in place of the byte.
    let shown = offset..offset + '\u{FFFD}'.len_utf8();
    Diagnostic::new(Code::InvalidUtf8, Span::new(file, shown), message).help("save the file as UTF-8")
}

/// The theme: the files of `styles/` and `fonts/`. Those of the project replace built-in ones.
#[derive(Debug)]
pub struct Theme {
    /// `theme.toml`: fonts, sizes and colours, used by both style sheets and page layout.
    pub values: toml::Table,
    /// The style sheet shared by HTML and EPUB.
    pub book_css: String,
    /// The style sheet of the single-file HTML only.
    pub html_css: String,
    /// The script of the single-file HTML.
    pub reader_script: String,
    /// The style sheet of the EPUB only.
    pub epub_css: String,
    /// The page layout: the Typst files of `styles/` by name. `book.typ` defines the functions that generated source
    /// calls.
    pub layout: BTreeMap<&'static str, String>,
    /// The scripts of `styles/figures/` by file name.
    pub figures: BTreeMap<String, FigureScript>,
    /// The font files, those of the project first.
    pub fonts: Vec<FontFile>,
    /// Built-in families that are used only if the book has characters of their scripts.
    pub spare: &'static [SpareFamily],
    /// Whether families were added for characters that the named ones lack.
    pub has_fallbacks: bool,
    /// The signs that Latin families leave to those of Chinese and Japanese.
    pub full_width: FullWidth,
}

/// The Latin families of a book, and the signs that they leave to the next family. Both are empty in most books.
#[derive(Debug, Default)]
pub struct FullWidth {
    /// The names of the families, in lower case.
    pub families: BTreeSet<String>,
    /// The signs.
    pub signs: BTreeSet<char>,
}

impl FullWidth {
    /// Whether a family leaves a sign to the next one.
    #[must_use]
    pub fn leaves_out(&self, family: &str, sign: char) -> bool {
        self.signs.contains(&sign) && self.families.contains(&family.to_lowercase())
    }

    /// The characters of a family as a `unicode-range` of CSS; `None` for one that leaves nothing out.
    #[must_use]
    pub fn range(&self, family: &str) -> Option<String> {
        if !self.families.contains(&family.to_lowercase()) {
            return None;
        }
        let starts = [0].into_iter().chain(self.signs.iter().map(|sign| u32::from(*sign) + 1));
        let ends = self.signs.iter().map(|sign| u32::from(*sign) - 1).chain([u32::from(char::MAX)]);
        let ranges = starts.zip(ends).filter(|(start, end)| start <= end);
        Some(ranges.map(|(start, end)| format!("U+{start:X}-{end:X}")).collect::<Vec<_>>().join(", "))
    }

    /// The families and signs for the page layout; `None` if there are none.
    #[must_use]
    pub fn table(&self) -> Option<Value> {
        let families = self.families.iter().cloned().map(Value::String).collect();
        let signs = Value::String(self.signs.iter().collect());
        let table = [("families".to_owned(), Value::Array(families)), ("signs".to_owned(), signs)];
        (!self.families.is_empty()).then(|| Value::Table(Table::from_iter(table)))
    }
}

/// A built-in family for a script.
#[derive(Debug)]
pub struct SpareFamily {
    /// Its name.
    pub name: &'static str,
    /// Its font files.
    pub files: &'static [&'static [u8]],
}

/// A script that draws figures.
#[derive(Debug)]
pub struct FigureScript {
    /// Its source, in Typst.
    pub text: String,
    /// The file, if it belongs to the project.
    pub file: Option<FileId>,
}

/// A font file.
#[derive(Debug, Clone, PartialEq)]
pub struct FontFile {
    /// Its bytes (TrueType or OpenType).
    pub bytes: Cow<'static, [u8]>,
    /// The file, if it belongs to the project.
    pub file: Option<FileId>,
}

impl Theme {
    /// The value of a key as text: `("color", "link")` is the key `link` in the table `[color]`. The built-in theme has
    /// a value for every declared key.
    #[must_use]
    pub fn value(&self, table: &str, key: &str) -> Option<&str> {
        self.values.get(table)?.get(key)?.as_str()
    }

    /// The opaque colours: the name, and red, green and blue.
    pub fn colours(&self) -> impl Iterator<Item = (&str, [u8; 3])> {
        let table = self.values.get("color").and_then(toml::Value::as_table);
        table.into_iter().flatten().filter_map(|(name, value)| Some((name.as_str(), rgb(value.as_str()?)?)))
    }

    /// The font families that the theme names, each with its role.
    #[must_use]
    pub fn families(&self) -> Vec<(String, String)> {
        self.families_in("family")
    }

    /// The families of a role in text of a language. `table` is the table for that language; if the theme has none,
    /// the language has the families of the book.
    #[must_use]
    pub fn families_for(&self, role: &str, table: Option<&str>) -> Vec<String> {
        let table = table.filter(|table| self.values.contains_key(*table)).unwrap_or("family");
        let of_role = self.families_in(table).into_iter().filter(|(of, _)| of == role);
        of_role.map(|(_, family)| family).collect()
    }

    /// Every family once, those for single languages included.
    #[must_use]
    pub fn all_families(&self) -> Vec<String> {
        let tables = self.values.keys().filter(|table| table.starts_with("family"));
        let mut families: Vec<String> = Vec::new();
        for (_, family) in tables.flat_map(|table| self.families_in(table)) {
            if !families.contains(&family) {
                families.push(family);
            }
        }
        families
    }

    fn families_in(&self, table: &str) -> Vec<(String, String)> {
        let table = self.values.get(table).and_then(toml::Value::as_table);
        let names = |value: &toml::Value| match value {
            toml::Value::Array(list) => {
                list.iter().filter_map(toml::Value::as_str).map(str::to_owned).collect()
            }
            value => value.as_str().map(str::to_owned).into_iter().collect::<Vec<_>>(),
        };
        let roles = table.into_iter().flatten();
        roles.flat_map(|(role, value)| names(value).into_iter().map(|name| (role.clone(), name))).collect()
    }
}

/// Parses `#rgb` or `#rrggbb`, perhaps with full opacity (`#rgbf`, `#rrggbbff`).
fn rgb(colour: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = colour
        .strip_prefix('#')?
        .chars()
        .map(|digit| digit.to_digit(16)?.try_into().ok())
        .collect::<Option<_>>()?;
    let parts: Vec<u8> = match digits.len() {
        3 | 4 => digits.iter().map(|digit| 17 * digit).collect(),
        6 | 8 => digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| 16 * sum + digit)).collect(),
        _ => return None,
    };
    match parts.as_slice() {
        [red, green, blue] | [red, green, blue, 255] => Some([*red, *green, *blue]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FullWidth, rgb};

    #[test]
    fn colours_are_read_as_css_reads_them() {
        for (digits, expected) in [
            ("1a2b3c", Some([0x1A, 0x2B, 0x3C])),
            ("1A2B3Cff", Some([0x1A, 0x2B, 0x3C])),
            ("1af", Some([0x11, 0xAA, 0xFF])),
            ("1aff", Some([0x11, 0xAA, 0xFF])),
            ("1af8", None),
            ("1a2b3c80", None),
            ("1a2b3", None),
            ("xyz", None),
        ] {
            assert_eq!(rgb(&format!("#{digits}")), expected, "{digits}");
            assert_eq!(rgb(digits), None);
        }
    }

    #[test]
    fn a_range_has_all_characters_but_the_signs() {
        let full_width = FullWidth {
            families: ["a serif".to_owned()].into(),
            signs: ['\u{2014}', '\u{2015}', '“'].into(),
        };
        assert_eq!(full_width.range("A Serif").as_deref(), Some("U+0-2013, U+2016-201B, U+201D-10FFFF"));
        assert_eq!(full_width.range("B Serif"), None);
        assert!(full_width.leaves_out("A Serif", '“') && !full_width.leaves_out("A Serif", '”'));
    }
}
