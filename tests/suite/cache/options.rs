//! Where the cache is, how large it may be, and what is reported of it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;

use super::{Book, Result, check, files, noise, quiet};
use crate::first_minutes::{self, write};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    let mut tests = vec![
        Trial::test("cache::options::the_folder", the_folder),
        Trial::test("cache::options::the_bound", the_bound),
        Trial::test("cache::options::a_place_that_is_no_folder", a_place_that_is_no_folder),
        Trial::test("cache::options::no_part_of_a_depfile", no_part_of_a_depfile),
        Trial::test("cache::options::what_cannot_be", what_cannot_be),
    ];
    if cfg!(unix) {
        tests.push(Trial::test("cache::options::a_folder_that_is_read_only", read_only));
    }
    tests
}

/// Builds the HTML of a book, with these variables.
fn html(book: &Book, options: &[&str], variables: &[(&str, &Path)]) -> Result<Output> {
    let mut command = first_minutes::command(book.folder.path(), &["build", "book", "--out", "out"]);
    command.args(["--format", "html"]).args(options);
    for name in ["CASEBOOK_CACHE", "XDG_CACHE_HOME", "HOME"] {
        command.env_remove(name);
    }
    Ok(command.envs(variables.iter().copied()).output()?)
}

fn the_folder() -> Outcome {
    let book = Book::new()?;
    let (own, home) = (book.path("own"), book.path("home"));
    let caches = home.join(".cache");
    fs::create_dir(&home)?;
    let variable = ("CASEBOOK_CACHE", own.as_path());
    let places = [own.clone(), book.path("named"), home.join(".cache/casebook"), caches.join("casebook")];
    let is_usual = cfg!(all(unix, not(target_os = "macos")));
    for (options, variables, expected) in [
        (&["--cache", "named"][..], &[variable, ("HOME", &home)][..], Some(book.path("named"))),
        (&[], &[variable, ("HOME", &home)], Some(own.clone())),
        (&["--no-cache"], &[variable, ("HOME", &home)], None),
        (&[], &[("CASEBOOK_CACHE", Path::new("")), ("HOME", &home)], None),
        (&[], &[("HOME", &home)], Some(home.join(".cache/casebook")).filter(|_| is_usual)),
        (
            &[],
            &[("HOME", Path::new("/no/home")), ("XDG_CACHE_HOME", &caches)],
            Some(caches.join("casebook")).filter(|_| is_usual),
        ),
        (&[], &[("HOME", &book.path("nobody"))], None),
        (&[], &[], None),
    ] {
        if expected.is_none() && !is_usual {
            continue;
        }
        let run = html(&book, &[options, &["--quiet"]].concat(), variables)?;
        quiet(run)?;
        let found: Vec<_> = places.iter().filter(|place| place.exists()).collect();
        let is_right = found.iter().all(|place| Some(*place) == expected.as_ref());
        check(
            is_right && found.is_empty() == expected.is_none(),
            format!("{options:?} {variables:?}: {found:?}"),
        )?;
        if let Some(place) = expected {
            check(place.join("picture").is_dir() && place.join("CACHEDIR.TAG").is_file(), "it is empty")?;
            fs::remove_dir_all(place)?;
        }
    }
    check(!book.path("nobody").exists(), "a home folder was created")
}

/// Builds with one new picture after the other, with a limit of one megabyte.
fn the_bound() -> Outcome {
    let book = Book::new()?;
    write(&book.path("cache"), &[("notes.txt", "mine"), ("picture/notes.txt", "mine")])?;
    let mut had_more = false;
    for round in 1..=8 {
        fs::write(book.path("book/sea.png"), noise(round)?)?;
        let run = html(&book, &["--quiet", "--cache", "cache"], &[("CASEBOOK_CACHE_SIZE", Path::new("1"))])?;
        quiet(run)?;
        let kept = files(&book.path("cache"))?;
        let size: usize = kept.values().map(Vec::len).sum();
        check(size <= 1_000_000, format!("{size} bytes after {round} builds"))?;
        had_more |= size > 500_000;
        for name in ["notes.txt", "picture/notes.txt"] {
            check(kept.get(name).is_some_and(|bytes| bytes == b"mine"), format!("{name} is gone"))?;
        }
    }
    // A folder that was there before does not become a cache for programs that make backups.
    check(had_more && !book.path("cache/CACHEDIR.TAG").exists(), "the pictures were not kept")
}

/// The messages about the cache.
fn complaints(run: &Output) -> Result<usize> {
    let words = String::from_utf8(run.stderr.clone())?;
    check(run.status.success(), words.clone())?;
    Ok(words.lines().filter(|line| line.starts_with("casebook: cannot keep results in `")).count())
}

fn a_place_that_is_no_folder() -> Outcome {
    let book = Book::new()?;
    write(book.folder.path(), &[("file", "of somebody"), ("home/.cache", "no folder")])?;
    let file = book.path("file");
    check(complaints(&html(&book, &["--cache", "file"], &[])?)? == 1, "no warning")?;
    check(complaints(&html(&book, &["--cache", "file/below"], &[])?)? == 1, "no warning of a folder below")?;
    check(complaints(&html(&book, &[], &[("CASEBOOK_CACHE", &file)])?)? == 1, "no warning of the variable")?;
    quiet(html(&book, &["--cache", "file", "--quiet"], &[])?)?;
    // Nobody asked for the usual folder.
    check(
        complaints(&html(&book, &[], &[("HOME", &book.path("home"))])?)? == 0,
        "a warning of the usual folder",
    )?;
    check(fs::read(&file)? == b"of somebody", "the file was changed")?;
    // Several books, one warning.
    let folder = book.folder.path();
    let options = ["build", "book", "second", "--format", "html", "--cache", "file"];
    write(
        &book.path("second"),
        &[("book.yaml", "title: B\nlanguage: en\ncases: [a.md]\n"), ("a.md", "# A\n\nWords.\n")],
    )?;
    check(complaints(&first_minutes::casebook(folder, &options)?)? == 1, "not one warning for two books")
}

/// Entries can be read, and nothing can be written.
#[cfg(unix)]
fn read_only() -> Outcome {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    let book = Book::new()?;
    let without = fs::metadata("/proc/self").map_or(1, |found| found.uid()) == 0;
    let program = book.path("casebook");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &program)?;
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode));
    allow(book.folder.path(), 0o777)?;
    fs::create_dir(book.path("cache"))?;
    allow(&book.path("cache"), 0o777)?;
    let run = |out: &str| -> Result<Output> {
        // Root can write everything, so another user must run the build.
        let mut command = Command::new(if without { Path::new("setpriv") } else { &program });
        if without {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        }
        command.args(["build", "book", "--format", "html", "--cache", "cache", "--out", out]);
        Ok(command.current_dir(book.folder.path()).output()?)
    };
    check(complaints(&run("first")?)? == 0, "the cache cannot be written")?;
    let entries = files(&book.path("cache"))?;
    for folder in folders(&book.path("cache"))? {
        allow(&folder, 0o555)?;
    }
    check(complaints(&run("second")?)? == 0, "a build that writes nothing complains")?;
    fs::write(book.path("book/sea.png"), super::picture(3)?)?;
    check(complaints(&run("third")?)? == 1, "there is no warning")?;
    check(files(&book.path("cache"))? == entries, "the cache was changed")?;
    for folder in folders(&book.path("cache"))? {
        allow(&folder, 0o755)?;
    }
    check(files(&book.path("first"))? == files(&book.path("second"))?, "other bytes")
}

#[cfg(not(unix))]
fn read_only() -> Outcome {
    Ok(())
}

/// A folder and all folders below it.
fn folders(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found = vec![folder.to_owned()];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(folders(&path)?);
        }
    }
    Ok(found)
}

fn no_part_of_a_depfile() -> Outcome {
    let book = Book::new()?;
    let manifest = "title: Small\nlanguage: en\ncases: [\"**/*.md\"]\n";
    write(&book.path("book"), &[("book.yaml", manifest), ("more/3-iran.md", "# Iran\n\nWords.\n")])?;
    for _ in 0..2 {
        let run = html(&book, &["--quiet", "--deps", "deps", "--cache", "book/kept"], &[])?;
        quiet(run)?;
        let deps = fs::read_to_string(book.path("deps"))?;
        check(book.path("book/kept/picture").is_dir(), "the cache is elsewhere")?;
        check(deps.contains("book/more") && !deps.contains("kept"), deps.clone())?;
    }
    Ok(())
}

fn what_cannot_be() -> Outcome {
    let book = Book::new()?;
    let run = html(&book, &["--cache", "cache", "--no-cache"], &[])?;
    check(run.status.code() == Some(2), "both options were taken")?;
    let run = html(&book, &["--cache", "cache"], &[("CASEBOOK_CACHE_SIZE", Path::new("1G"))])?;
    let words = String::from_utf8(run.stderr)?;
    let is_said = words == "casebook: CASEBOOK_CACHE_SIZE is `1G`; it must be a number of megabytes\n";
    check(run.status.code() == Some(2) && is_said, words)?;
    check(!book.path("cache").exists() && !book.path("out").exists(), "something was written")
}
