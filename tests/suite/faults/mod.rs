//! System faults during a build: afterwards the folder has the complete old or new release, and nothing else.

mod crashes;
mod machine;
mod outputs;
mod signals;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::golden::Outcome;

type Result<T> = std::result::Result<T, libtest_mimic::Failed>;
/// The entries below a folder by path. A folder ends in `/`; a link has its target as content.
type Files = BTreeMap<String, Vec<u8>>;

pub fn tests() -> Vec<Trial> {
    [signals::tests(), crashes::tests(), outputs::tests(), machine::tests()].into_iter().flatten().collect()
}

const OLD: &str = "old";
const NEW: &str = "new";
const BROKEN: &str = "broken";

/// Two editions of a book, a third one with an error, and the outputs of the valid ones.
struct Books {
    folder: TempDir,
    old: Files,
    new: Files,
}

impl Books {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in [OLD, NEW, BROKEN] {
            let book = folder.path().join(name);
            fs::create_dir(&book)?;
            fs::write(book.join("book.yaml"), "title: Book\nslug: book\nlanguage: en\ncases: [\"*.md\"]\n")?;
            let cited = if name == BROKEN { "[^2]" } else { "[^1]" };
            // The PDF of the case has a different name in each edition, so one is removed when the other is written.
            let header = format!("title: Oman\npdf: {name}.pdf");
            let text = format!("---\n{header}\n---\n\nThe {name} edition.{cited}\n\n[^1]: A note.\n");
            fs::write(book.join("01-oman.md"), text)?;
        }
        let mut books = Self { folder, old: Files::new(), new: Files::new() };
        books.old = books.made(OLD)?;
        books.new = books.made(NEW)?;
        check(books.old.len() == 7 && books.old != books.new, "the editions are not two books")?;
        Ok(books)
    }

    fn made(&self, edition: &str) -> Result<Files> {
        let out = format!("made-{edition}");
        check(self.build(edition, &out).output()?.status.success(), "the book is not made")?;
        files(&self.at(&out))
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Puts the old release into a folder.
    fn place_old(&self, out: &str) -> Outcome {
        let out = self.at(out);
        if out.exists() {
            fs::remove_dir_all(&out)?;
        }
        fs::create_dir(&out)?;
        self.write_old(&out)
    }

    /// Writes the files of the old release into a folder.
    fn write_old(&self, out: &Path) -> Outcome {
        for (path, bytes) in &self.old {
            match path.strip_suffix('/') {
                Some(folder) => fs::create_dir_all(out.join(folder))?,
                None => {
                    let place = out.join(path);
                    fs::create_dir_all(place.parent().ok_or("a file has a folder")?)?;
                    fs::write(place, bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Builds an edition, with a command such as `strace` before it on the command line.
    fn build_under(&self, under: &[&str], edition: &str, out: &str) -> Command {
        let words: Vec<&str> = under.iter().copied().chain([env!("CARGO_BIN_EXE_casebook")]).collect();
        let mut command = Command::new(words[0]);
        command.args(&words[1..]).args(["build", edition, "--out", out]);
        command.current_dir(self.folder.path()).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    fn build(&self, edition: &str, out: &str) -> Command {
        self.build_under(&[], edition, out)
    }

    /// Builds after a shell command such as `ulimit`.
    fn build_in_shell(&self, words: &str, edition: &str, out: &str) -> Command {
        let words = format!("{words}; exec \"$0\" \"$@\"");
        self.build_under(&["sh", "-c", &words], edition, out)
    }

    /// Runs a build that finds the remains of another. It writes nothing, because its sources have an error.
    fn heal(&self, out: &str) -> Outcome {
        let run = self.build(BROKEN, out).output()?;
        expect(&run, 1, "undefined-note")
    }
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// The expected exit code of a run, and a part of its message.
fn expect(run: &Output, code: i32, words: &str) -> Outcome {
    let said = String::from_utf8_lossy(&run.stderr);
    check(run.status.code() == Some(code), format!("{}, expected {code}: {said}", run.status))?;
    check(said.contains(words), format!("nothing says {words:?}: {said}"))
}

fn files(folder: &Path) -> Result<Files> {
    let mut found = Files::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let below = files(&entry.path())?;
            found.extend(below.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
            found.insert(format!("{name}/"), Vec::new());
        } else if kind.is_symlink() {
            found.insert(name, fs::read_link(entry.path())?.to_string_lossy().into_owned().into_bytes());
        } else {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(found)
}

/// Whether a command is available here. A test that needs it reports if it is not.
fn has(command: &[&str]) -> bool {
    let runs = Command::new(command[0]).args(&command[1..]).output().is_ok_and(|run| run.status.success());
    if !runs {
        eprintln!("skipped: `{}` does not run here", command.join(" "));
    }
    runs
}
