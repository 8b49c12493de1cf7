//! Searches a folder, and reads the files in it. No file outside of it is read, whatever a link says.
#![expect(clippy::disallowed_methods, reason = "this is the room that reads files")]

use std::ffi::OsStr;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};

use crate::project::{ProjectFile, Refusal};

/// Largest file that is read, in bytes. Offsets into files are 32 bits wide.
pub const LARGEST: u64 = 64_000_000;

/// How many folders deep a project is searched.
const DEEPEST: usize = 24;

/// Extensions of the files that a project may contain.
const ENDINGS: &[&str] = &[
    "md", "markdown", "mkd", "mkdn", "mdown", "mdx", "qmd", "rmd", "txt", "text", "yaml", "yml", "csv",
    "toml", "css", "js", "typ", "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "avif",
    "pdf", "otf", "ttf", "otc", "ttc", "icc", "icm", "bib", "json", "csl",
];

/// Folders with dependencies or build outputs, which are skipped.
const SKIPPED: &[&str] = &["node_modules", "target", "dist"];

/// Extensions of more files that can be imported.
const IMPORTED: &[&str] = &["html", "htm", "xhtml", "ipynb", "rst"];

/// Largest file with another extension that is read for an import, in bytes. A text may include it.
const LARGEST_OF_OTHERS: u64 = 1_000_000;

/// Most bytes of all files of an import.
const LARGEST_IMPORT: u64 = 500_000_000;

/// Folders with what other tools have made, which are not imported.
const OUTPUTS: &[&str] = &["_book", "_site", "_build", "_freeze", "_bookdown_files", "__pycache__"];

/// Searches a folder. One that is to be imported may have files of any kind, but only so many bytes.
pub fn search(folder: &Path, is_import: bool) -> io::Result<Search> {
    let root = folder.canonicalize()?;
    let opened = Dir::open_ambient_dir(&root, ambient_authority())?;
    let mut search = Search {
        root,
        opened,
        entered: Vec::new(),
        folders: Vec::new(),
        files: Vec::new(),
        unnameable: Vec::new(),
        left: is_import.then_some(LARGEST_IMPORT),
    };
    search.enter(Path::new(""), "", 0)?;
    Ok(search)
}

/// A search, and what it has found.
pub struct Search {
    /// The real path of the project, used only to resolve symbolic links. No file is opened through it.
    root: PathBuf,
    /// A handle of the project folder. Files opened through it are inside the folder, even if a link replaces a file
    /// between the check and the read.
    opened: Dir,
    /// The ancestors of the current folder. A link to one of them would cause infinite recursion.
    entered: Vec<PathBuf>,
    /// The folders that were searched.
    pub folders: Vec<String>,
    /// The files.
    pub files: Vec<ProjectFile>,
    /// Files whose names are not Unicode.
    pub unnameable: Vec<String>,
    /// The bytes that an import may still read; `None` if the folder is no import.
    left: Option<u64>,
}

impl Search {
    /// Reads the folder at `real`, whose path in the project is `path`.
    fn enter(&mut self, real: &Path, path: &str, depth: usize) -> io::Result<()> {
        if self.entered.iter().any(|above| above == real) {
            return Ok(());
        }
        if depth > DEEPEST {
            if self.left.is_some() {
                self.refuse(path.to_owned(), Refusal::TooDeep(DEEPEST));
            }
            return Ok(());
        }
        self.entered.push(real.to_path_buf());
        self.folders.push(path.to_owned());
        let result = self.files_in(real, path, depth);
        self.entered.pop();
        result
    }

    fn files_in(&mut self, folder: &Path, path: &str, depth: usize) -> io::Result<()> {
        let entries = if folder.as_os_str().is_empty() {
            self.opened.entries()?
        } else {
            self.opened.read_dir(folder)?
        };
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name();
            let shown = name.to_string_lossy();
            if shown.starts_with('.') {
                continue;
            }
            let path = if path.is_empty() { shown.clone().into_owned() } else { format!("{path}/{shown}") };
            // A manifest or a case cannot contain a name that is not Unicode.
            if name.to_str().is_none() {
                if self.left.is_some() || has_known_ending(Path::new(&name)) {
                    self.unnameable.push(path);
                }
                continue;
            }
            match self.real(&folder.join(&name)) {
                Ok(None) => self.refuse(path, Refusal::Outside),
                // A link to the folder itself.
                Ok(Some(real)) if real.as_os_str().is_empty() => {}
                Ok(Some(real)) if self.opened.metadata(&real).is_ok_and(|found| found.is_dir()) => {
                    let is_output = self.left.is_some() && OUTPUTS.contains(&&*shown);
                    if !SKIPPED.contains(&&*shown) && !is_output {
                        // Its files may not be needed, so this is not an error yet.
                        if let Err(error) = self.enter(&real, &path, depth + 1) {
                            self.refuse(path, Refusal::ClosedFolder(error.to_string()));
                        }
                    }
                }
                Ok(Some(real)) => {
                    let content = self.content(&real)?;
                    self.files.push(ProjectFile { path, content });
                }
                Err(error) => self.refuse(path, Refusal::System(error.to_string())),
            }
        }
        Ok(())
    }

    /// Reads a file. An error ends the search.
    fn content(&mut self, real: &Path) -> io::Result<Result<Vec<u8>, Refusal>> {
        let is_known = has_known_ending(real);
        let Some(left) = self.left else {
            return Ok(if is_known {
                read_regular(&self.opened, real, LARGEST)
            } else {
                Err(Refusal::UnknownKind)
            });
        };
        let is_known = is_known || has_ending(real, IMPORTED);
        let content =
            read_regular(&self.opened, real, if is_known { LARGEST } else { LARGEST_OF_OTHERS }.min(left));
        let content = match content {
            Err(Refusal::TooLarge(limit)) if limit == left => {
                let words = format!("its files have more than {} MB", LARGEST_IMPORT / 1_000_000);
                return Err(io::Error::other(words));
            }
            Err(Refusal::TooLarge(_)) if !is_known => Err(Refusal::UnknownKind),
            content => content,
        };
        self.left = Some(left - content.as_ref().map_or(0, |bytes| bytes.len() as u64));
        Ok(content)
    }

    /// The path relative to the project folder after all links are resolved; `None` if it is outside.
    fn real(&self, path: &Path) -> io::Result<Option<PathBuf>> {
        let real = self.root.join(path).canonicalize()?;
        Ok(real.strip_prefix(&self.root).ok().map(Path::to_path_buf))
    }

    fn refuse(&mut self, path: String, refusal: Refusal) {
        self.files.push(ProjectFile { path, content: Err(refusal) });
    }
}

/// Whether a project may have a file with this ending.
pub fn has_known_ending(file: &Path) -> bool {
    has_ending(file, ENDINGS)
}

fn has_ending(file: &Path, endings: &[&str]) -> bool {
    let ending = file.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    endings.contains(&ending.as_str())
}

/// Reads a regular file of at most `limit` bytes.
pub fn read_regular(folder: &Dir, file: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let system = |error: io::Error| Refusal::System(error.to_string());
    // Opening a device can have side effects, so the type is checked first.
    if !folder.metadata(file).map_err(system)?.is_file() {
        return Err(Refusal::NotRegular);
    }
    let opened = folder.open_with(file, &reading()).map_err(system)?;
    // The opened file may differ from the one that was checked, and may grow.
    if !opened.metadata().map_err(system)?.is_file() {
        return Err(Refusal::NotRegular);
    }
    let mut bytes = Vec::new();
    opened.take(limit + 1).read_to_end(&mut bytes).map_err(system)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge(limit)) } else { Ok(bytes) }
}

/// Options for opening a file: non-blocking, in case it is a pipe.
fn reading() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    cap_std::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    options
}

/// Whether a project is read without the file or folder of this name.
#[must_use]
pub fn is_skipped(name: &str) -> bool {
    name.starts_with('.') || SKIPPED.contains(&name)
}
