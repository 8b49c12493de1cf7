//! Invalid and hostile inputs, each a test: the message and its place, and content that must not be in any output.
//!
//! The inputs are created by code, because many are bytes, links and pipes that a repository cannot contain.

mod drawings;
mod encodings;
mod headers;
mod manifest;
mod markup;
mod notes;
mod outputs;
mod pictures;
mod positions;
mod shown;
mod system;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Trial;

use crate::golden::Outcome;

pub type Result<T> = std::result::Result<T, libtest_mimic::Failed>;

pub fn tests() -> Vec<Trial> {
    [
        headers::tests(),
        encodings::tests(),
        notes::tests(),
        pictures::tests(),
        drawings::tests(),
        markup::tests(),
        positions::tests(),
        manifest::tests(),
        system::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The expected message.
#[derive(Debug, Clone, Copy)]
pub enum Says {
    /// An error at this place: exit code 1, and nothing is written.
    Error(&'static str),
    /// A warning at this place: the book is written.
    Warning(&'static str),
    /// No message, and the book is written.
    Nothing,
}

/// The manifest of a project whose cases are all its Markdown files.
pub const MANIFEST: &str =
    "title: Book\nslug: book\nlanguage: en\nsmart-punctuation: false\ncases: [\"*.md\"]\n";

const OLD: [&str; 3] = ["book.epub", "book.html", "book.pdf"];

/// The formats whose text readers see.
pub const EVERYWHERE: &[&str] = &["EPUB", "HTML", "PDF"];

/// A small project and its expected result.
pub struct Input {
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
    says: Says,
    /// Expected texts, each with the formats that must contain it.
    texts: Vec<(String, &'static [&'static str])>,
    prepare: fn(&Path) -> Result<()>,
}

impl Input {
    pub fn new(name: &'static str, says: Says) -> Self {
        let files = vec![
            ("book.yaml".to_owned(), MANIFEST.into()),
            ("01-oman.md".to_owned(), case("Oman", "The sultanate was rated.")),
            ("02-chad.md".to_owned(), case("Chad", "The republic was rated.")),
        ];
        Self { name, files, says, texts: Vec::new(), prepare: |_| Ok(()) }
    }

    /// Adds a file to the project, or replaces one of this name.
    pub fn file(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        self.files.retain(|(known, _)| *known != name);
        self.files.push((name, bytes.into()));
        self
    }

    /// Sets the whole first case.
    pub fn oman(self, bytes: impl Into<Vec<u8>>) -> Self {
        self.file("01-oman.md", bytes)
    }

    /// The text of the first case from line 5 on.
    pub fn body(self, body: &str) -> Self {
        self.oman(case("Oman", body))
    }

    /// Text that must be the same in EPUB, HTML and PDF.
    pub fn text(self, text: impl Into<String>) -> Self {
        self.text_in(text, EVERYWHERE)
    }

    /// Text that must be in some formats.
    pub fn text_in(mut self, text: impl Into<String>, formats: &'static [&'static str]) -> Self {
        self.texts.push((text.into(), formats));
        self
    }

    pub fn says(mut self, says: Says) -> Self {
        self.says = says;
        self
    }

    /// Creates entries that are not regular files: links, pipes.
    pub fn prepare(mut self, prepare: fn(&Path) -> Result<()>) -> Self {
        self.prepare = prepare;
        self
    }

    pub fn trial(self, family: &str) -> Trial {
        Trial::test(format!("hostile::{family}::{}", self.name), move || self.run())
    }

    pub fn run(&self) -> Outcome {
        let folder = tempfile::tempdir()?;
        let (project, out) = (folder.path().join("project"), folder.path().join("out"));
        fs::create_dir(&project)?;
        fs::create_dir(&out)?;
        for (name, bytes) in &self.files {
            let path = project.join(name);
            fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
            fs::write(path, bytes)?;
        }
        (self.prepare)(&project)?;
        let sources = entries(&project)?;
        for name in OLD {
            fs::write(out.join(name), format!("old {name}"))?;
        }
        let old = entries(&out)?;
        let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
            .args(["build", "project", "--out", "out", "--message-format", "short"])
            .args(["--format", "epub", "--format", "html", "--format", "pdf"])
            .current_dir(folder.path())
            .output()?;
        let said = String::from_utf8([run.stdout, run.stderr].concat())?;
        check(!said.contains("panicked"), format!("it panicked:\n{said}"))?;
        check(entries(&project)? == sources, "the sources were changed")?;
        let is_said = |severity: &str, place: &str| {
            said.lines().any(|line| {
                let rest = line.strip_prefix("project/").and_then(|line| line.strip_prefix(place));
                rest.is_some_and(|rest| rest.starts_with(':') && rest.contains(&format!(" {severity}[")))
            })
        };
        let (code, place) = match self.says {
            Says::Error(place) => (1, is_said("error", place)),
            Says::Warning(place) => (0, is_said("warning", place)),
            Says::Nothing => (0, !said.contains("warning[") && !said.contains("error[")),
        };
        check(run.status.code() == Some(code), format!("{}, expected {code}:\n{said}", run.status))?;
        check(place, format!("expected {:?}:\n{said}", self.says))?;
        if code == 1 {
            return check(entries(&out)? == old, "the old release was touched");
        }
        outputs::check_book(&out, &self.texts)
    }
}

/// A case with a title, whose body begins in line 5.
pub fn case(title: &str, body: &str) -> Vec<u8> {
    format!("---\ntitle: {title}\n---\n\n{body}\n").into_bytes()
}

pub fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// The kind of entry at a path.
#[derive(Debug, PartialEq, Eq)]
pub enum Entry {
    File(Vec<u8>),
    Folder,
    Link(PathBuf),
    /// Anything else, such as a pipe. It is not opened.
    Other,
}

/// Everything below a folder, without following links.
pub fn entries(folder: &Path) -> Result<BTreeMap<PathBuf, Entry>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        let what = if kind.is_dir() {
            found.extend(entries(&path)?);
            Entry::Folder
        } else if kind.is_symlink() {
            Entry::Link(fs::read_link(&path)?)
        } else if kind.is_file() {
            Entry::File(fs::read(&path)?)
        } else {
            Entry::Other
        };
        found.insert(path, what);
    }
    Ok(found)
}
