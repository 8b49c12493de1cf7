//! Tests of the cache: with it and without it, whatever happens to it, a build writes the same files.

mod damage;
mod options;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use image::{ImageFormat, Rgba, RgbaImage};
use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::first_minutes::{Result, check, command, write};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    [damage::tests(), options::tests()].into_iter().flatten().collect()
}

/// Files by their paths below a folder.
type Files = BTreeMap<String, Vec<u8>>;

/// A folder with a book in `book/`.
struct Book {
    folder: TempDir,
}

impl Book {
    /// A book with two pictures that can be compressed, a drawn cover and a drawn figure.
    fn new() -> Result<Self> {
        let book = Self { folder: tempfile::tempdir()? };
        let text = "# Oman\n\n![Waves](sea.png)\n\n*Figure 1: Sea*\n\nWords **in** *type*, `code`.[^1]\n\n![Four digits](years.typ)\n\n\
            *Figure 2: Years*\n\n[^1]: A note.\n";
        let files = [
            (
                "book.yaml",
                "title: Small\nlanguage: en\ndate: 2020-01-01\nchecks: {coarse-picture: allow}\ncases: [\"*.md\"]\n",
            ),
            ("1-oman.md", text),
            ("2-chad.md", "# Chad\n\n![A hill](land.png)\n\n*Figure 3: Land*\n"),
            ("years.typ", "#let draw(data, options) = rect(width: 3cm, height: 2cm)[1999]\n"),
        ];
        write(&book.path("book"), &files)?;
        for (name, shade) in [("sea.png", 1), ("land.png", 2)] {
            fs::write(book.path("book").join(name), picture(shade)?)?;
        }
        Ok(book)
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// The command that builds the book in all formats.
    fn build(&self, out: &str, options: &[&str]) -> Command {
        let formats = ["epub", "pdf", "print", "html", "cases"].map(|format| format!("--format={format}"));
        let mut command = command(self.folder.path(), &["build", "book", "--quiet", "--out", out]);
        command.args(formats).args(options);
        command
    }

    /// The files of a build that succeeds without a word.
    fn built(&self, options: &[&str]) -> Result<Files> {
        quiet(self.build("out", options).output()?)?;
        let made = files(&self.path("out"))?;
        check(made.len() == 8, format!("{:?}", made.keys()))?;
        fs::remove_dir_all(self.path("out"))?;
        Ok(made)
    }

    /// The paths of the entries of the cache in `cache/`.
    fn entries(&self) -> Result<BTreeSet<String>> {
        let names = files(&self.path("cache"))?.into_keys();
        Ok(names.filter(|name| name.contains('/')).collect())
    }
}

fn quiet(run: Output) -> Outcome {
    let words = String::from_utf8([run.stdout, run.stderr].concat())?;
    check(run.status.success() && words.is_empty(), format!("{}: {words}", run.status))
}

/// A transparent PNG without compression.
fn picture(shade: u8) -> Result<Vec<u8>> {
    let pixel = |x: u32, y: u32| {
        Rgba([shade * 40, u8::try_from(x % 256).unwrap_or(0), 9, u8::try_from(y).unwrap_or(0)])
    };
    encoded(&RgbaImage::from_fn(300, 200, pixel))
}

/// A PNG that hardly becomes smaller.
fn noise(seed: u32) -> Result<Vec<u8>> {
    let mut state = seed.wrapping_mul(2_654_435_761).max(1);
    let mut next = || {
        // A xorshift generator.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[3]
    };
    encoded(&RgbaImage::from_fn(320, 300, |_, _| Rgba([next(), next(), next(), 200])))
}

fn encoded(pixels: &RgbaImage) -> Result<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

fn files(folder: &Path) -> Result<Files> {
    let mut found = Files::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().ok_or("an entry has a name")?.to_string_lossy().into_owned();
        if path.is_dir() {
            found.extend(files(&path)?.into_iter().map(|(below, bytes)| (format!("{name}/{below}"), bytes)));
        } else {
            found.insert(name, fs::read(&path)?);
        }
    }
    Ok(found)
}
