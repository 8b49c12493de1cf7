//! Tests of `casebook build --deps`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use super::{age, command, entries, needing, output, small_book, touch};
use crate::first_minutes::{Result, casebook, check, said, write};
use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("many::depfile::names_what_decides_about_the_outputs", names_what_decides),
        Trial::test("many::depfile::paths_are_as_in_the_command", paths_are_as_in_the_command),
        Trial::test("many::depfile::a_failed_build_leaves_the_old_one", a_failed_build_leaves_the_old_one),
        Trial::test("many::depfile::refuses_what_it_cannot_write", refuses_what_it_cannot_write),
        needing(&["ninja"], "many::depfile::ninja_reads_it", || builders_read_it(&Ninja)),
        needing(&["make"], "many::depfile::make_reads_it", || builders_read_it(&Make)),
        needing(&["ninja"], "many::depfile::ninja_is_content_in_the_project_folder", ninja_in_the_project),
    ]
}

/// The prerequisites of a depfile without escapes, from the lines of its empty rules.
fn prerequisites(text: &str) -> BTreeSet<String> {
    let rules = text.lines().filter_map(|line| line.strip_suffix(':'));
    rules.map(|name| name.replace("\\ ", " ").replace("\\#", "#").replace("$$", "$")).collect()
}

/// A project in which files of every kind are used, and others are not.
fn rich_project(folder: &Path) -> Outcome {
    let manifest = "title: Rich\nlanguage: en\nsite: {url: https://example.org}\n\
        print: {output-intent: profile.icc}\ncover: {image: pictures/cover.png, alt: A cover}\n\
        front: [preface.md]\ncases: [\"cases/*/text.md\", \"more/*.md\"]\n";
    let text = "# Oman\n\n![A port](../../pictures/port.png)\n\nSee [the table](../../data/table.csv).\n\n\
        ![Years](../../figures/years.typ){data=../../data/years.yaml}\n";
    let script = "#let draw(data, options) = box(width: 9mm, height: 9mm)\n";
    write(
        folder,
        &[
            ("book.yaml", manifest),
            ("preface.md", "# Preface\n\nWords.\n"),
            ("draft.md", "# Draft\n\nWords.\n"),
            ("cases/oman/text.md", text),
            ("cases/chad/text.md", "# Chad\n\nWords.\n"),
            ("cases/chad/notes.md", "To do.\n"),
            ("cases/peru/notes.md", "To do.\n"),
            ("more/mali.md", "# Mali\n\nWords.\n"),
            ("data/years.yaml", "- 1\n"),
            ("data/other.yaml", "- 1\n"),
            ("data/table.csv", "1,2\n"),
            ("figures/years.typ", script),
            ("styles/theme.toml", "[color]\nlink = \"#123456\"\n"),
            ("styles/figures/unused.typ", script),
            ("README.md", "About this folder.\n"),
            ("dist/old.md", "# Old\n\nWords.\n"),
            (".hidden/a.md", "# Hidden\n\nWords.\n"),
        ],
    )?;
    for folder_of_files in ["pictures", "fonts"] {
        fs::create_dir_all(folder.join(folder_of_files))?;
    }
    let picture = root().join("tests/books/two-cases/files/flag.png");
    for name in ["cover.png", "port.png", "unused.png"] {
        fs::copy(&picture, folder.join("pictures").join(name))?;
    }
    fs::copy(root().join("profiles/coated-fogra39.icc"), folder.join("profile.icc"))?;
    let font = root().join("fonts/noto-serif-hebrew/NotoSerifHebrew-Regular.ttf");
    fs::copy(font, folder.join("fonts/Hebrew.ttf"))?;
    Ok(())
}

/// The bytes of a release by path; `None` if the build fails.
fn built(folder: &Path) -> Result<Option<BTreeMap<PathBuf, Vec<u8>>>> {
    let out = tempfile::tempdir()?;
    let place = out.path().to_string_lossy().into_owned();
    let formats = ["--format", "html", "--format", "epub", "--format", "print"];
    let run = casebook(folder, &[&["build", "project", "--quiet", "--out", &place], &formats[..]].concat())?;
    if !run.status.success() {
        return Ok(None);
    }
    let files = entries(out.path())?.into_iter().filter(|path| path.is_file());
    let files = files.map(|path| Ok((path.strip_prefix(out.path())?.to_owned(), fs::read(path)?)));
    files.collect::<Result<_>>().map(Some)
}

/// Damages and removes each file, and adds a file to each folder. The outputs change exactly if the depfile names it.
fn names_what_decides() -> Outcome {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("project");
    rich_project(&project)?;
    let arguments = ["build", "project", "--quiet", "--out", "out", "--deps", "out.d", "--format", "html"];
    let (words, code) = said(folder.path(), &arguments)?;
    check(code == 0, words)?;
    let text = fs::read_to_string(folder.path().join("out.d"))?;
    let named = prerequisites(&text);
    check(named.len() > 15, text.clone())?;
    let whole = built(folder.path())?;
    check(whole.is_some(), "the book is not built")?;
    let mut counts = [0, 0];
    for path in entries(&project)?.into_iter().chain([project.clone()]) {
        let name = path.strip_prefix(folder.path())?.to_string_lossy().into_owned();
        let (is_named, is_only_linked) = (named.contains(&name), name.ends_with("table.csv"));
        counts[usize::from(is_named)] += 1;
        if path.is_dir() {
            let inner = path.join("zz");
            let entries = ["zz.md", "text.md", "new.typ", "zz/text.md"].map(|new| path.join(new));
            let new: Vec<&PathBuf> = entries.iter().filter(|new| !new.exists()).collect();
            fs::create_dir(&inner)?;
            for new in &new {
                fs::write(new, "#let draw(data, options) = []\n")?;
            }
            check((built(folder.path())? != whole) == is_named, format!("a new file in {name}: {is_named}"))?;
            new.iter().try_for_each(fs::remove_file)?;
            fs::remove_dir(&inner)?;
        } else {
            let bytes = fs::read(&path)?;
            fs::write(&path, [&bytes[..bytes.len() / 2], &b"\n\n"[..]].concat())?;
            let is_changed = built(folder.path())? != whole;
            check(is_changed == (is_named && !is_only_linked), format!("{name} is damaged: {is_named}"))?;
            fs::remove_file(&path)?;
            check((built(folder.path())? != whole) == is_named, format!("{name} is removed: {is_named}"))?;
            fs::write(&path, bytes)?;
        }
    }
    check(built(folder.path())? == whole, "the book is not as it was")?;
    check(counts[0] > 8 && counts[1] > 15, format!("{counts:?}\n{text}"))
}

fn paths_are_as_in_the_command() -> Outcome {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("a b");
    small_book(&project, "Small")?;
    let absolute = project.to_string_lossy().replace(' ', "\\ ");
    let typed = [
        (folder.path(), "a b", "a\\ b/"),
        (folder.path(), "a b/book.yaml", "a\\ b/"),
        (folder.path(), "./a b", "./a\\ b/"),
        (&project, ".", ""),
        (&project, "", ""),
        (&project.join("cases"), "", "../"),
        (folder.path(), &project.to_string_lossy(), &format!("{absolute}/")),
    ];
    for (place, argument, before) in typed {
        let project = Some(argument).filter(|argument| !argument.is_empty());
        let rest = ["--quiet", "--format", "html", "--out", "o ut", "--deps", "deps/small.d"];
        let arguments: Vec<&str> = ["build"].into_iter().chain(project).chain(rest).collect();
        let (words, code) = said(place, &arguments)?;
        check(code == 0, words)?;
        let names =
            ["book.yaml", "cases/chad.md", "cases/oman.md", "cases"].map(|name| format!("{before}{name}"));
        let listed = names.each_ref().map(|name| format!(" \\\n  {name}")).concat();
        let rules = names.map(|name| format!("\n{name}:\n")).concat();
        let targets = ["small.html", "release.json", "SHA256SUMS"].map(|name| format!("o\\ ut/{name}"));
        let expected = format!("{}:{listed}\n{rules}", targets.join(" \\\n"));
        let text = fs::read_to_string(place.join("deps/small.d"))?;
        check(text == expected, format!("{argument}:\n{text}\n{expected}"))?;
        fs::remove_dir_all(place.join("deps"))?;
        fs::remove_dir_all(place.join("o ut"))?;
    }
    Ok(())
}

fn a_failed_build_leaves_the_old_one() -> Outcome {
    let folder = tempfile::tempdir()?;
    small_book(&folder.path().join("book"), "Small")?;
    let build = || said(folder.path(), &["build", "book", "--format", "html", "--deps", "book.d"]);
    let read = || fs::read_to_string(folder.path().join("book.d"));
    write(folder.path(), &[("book/cases/peru.md", "# Peru\n\nWords.[^1]\n")])?;
    check(build()?.1 == 1 && read().is_err(), "a failed build wrote a depfile")?;
    fs::remove_file(folder.path().join("book/cases/peru.md"))?;
    check(build()?.1 == 0, "the book is not built")?;
    let old = read()?;
    write(folder.path(), &[("book/cases/peru.md", "# Peru\n\nWords.[^1]\n")])?;
    check(build()?.1 == 1 && read()? == old, "a failed build changed the depfile")?;
    write(folder.path(), &[("book/cases/peru.md", "# Peru\n\nWords.\n")])?;
    check(build()?.1 == 0 && read()?.contains("book/cases/peru.md"), "the new case is not named")?;
    // Nothing is left of the file under its first name.
    let names = fs::read_dir(folder.path())?.count();
    check(names == 2, format!("{names} entries"))
}

fn refuses_what_it_cannot_write() -> Outcome {
    let folder = tempfile::tempdir()?;
    let book = folder.path().join("book");
    small_book(&book, "Small")?;
    fs::create_dir(folder.path().join("folder"))?;
    let manifest = fs::read(book.join("book.yaml"))?;
    let mut refusals = vec![
        ("book/book.yaml", "is a file of the book"),
        ("book/cases/../cases/oman.md", "is a file of the book"),
        ("book/dist/small.html", "is a file of the book"),
        ("folder", "not a regular file"),
        ("book/book.yaml/book.d", "not a folder"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("elsewhere.d", folder.path().join("link.d"))?;
        refusals.push(("link.d", "not a regular file"));
    }
    for (name, words) in refusals {
        let (found, code) = said(folder.path(), &["build", "book", "--format", "html", "--deps", name])?;
        check(code == 2 && found.contains(words), format!("{name}: {found}"))?;
        check(!book.join("dist/small.html").exists(), format!("{name}: the book was written"))?;
    }
    check(fs::read(book.join("book.yaml"))? == manifest, "book.yaml was changed")?;
    check(!folder.path().join("elsewhere.d").exists(), "the link was followed")?;
    if cfg!(unix) {
        for name in ["a;b.md", "a|b.md", "a\tb.md", "*.md", "a\\#.md"] {
            let path = format!("book/cases/{name}");
            write(folder.path(), &[(&path, "# Peru\n\nWords.\n")])?;
            let (found, code) =
                said(folder.path(), &["build", "book", "--format", "html", "--deps", "book.d"])?;
            check(code == 2 && found.contains("cannot read this name"), format!("{name}: {found}"))?;
            fs::remove_file(folder.path().join(path))?;
        }
    }
    Ok(())
}

/// A program that builds what is out of date.
trait Builder {
    /// Writes the build file for the project in `PROJECT` and the output folder `OUT`.
    fn configure(&self, folder: &Path) -> Outcome;

    /// Builds, and returns whether something was out of date.
    fn build(&self, folder: &Path) -> Result<bool>;
}

/// The names of the project and the output folder, with every character that is escaped.
const PROJECT: &str = "1 b#o$ok: 100% [é] x";
const OUT: &str = "o#u t";
const COMMAND: &str =
    "casebook build \"$PROJECT\" --quiet --format html --out \"$OUT\" --deps book.d && echo built";

struct Ninja;

impl Builder for Ninja {
    fn configure(&self, folder: &Path) -> Outcome {
        let rule = format!(
            "rule book\n  command = {}\n  depfile = book.d\n  deps = gcc\n",
            COMMAND.replace('$', "$$")
        );
        let target = OUT.replace(' ', "$ ");
        write(
            folder,
            &[("build.ninja", &format!("builddir = {target}\n{rule}build {target}/release.json: book\n"))],
        )
    }

    fn build(&self, folder: &Path) -> Result<bool> {
        let mut ninja = command(folder, "ninja")?;
        let words = output(ninja.arg("--verbose").env("PROJECT", PROJECT).env("OUT", OUT))?;
        Ok(words.contains("\nbuilt\n"))
    }
}

struct Make;

impl Builder for Make {
    fn configure(&self, folder: &Path) -> Outcome {
        let target = OUT.replace(' ', "\\ ").replace('#', "\\#");
        let rule = format!("{target}/release.json:\n\t{}\n-include book.d\n", COMMAND.replace('$', "$$"));
        write(folder, &[("Makefile", &rule)])
    }

    fn build(&self, folder: &Path) -> Result<bool> {
        let words = output(command(folder, "make")?.env("PROJECT", PROJECT).env("OUT", OUT))?;
        Ok(words.contains("\nbuilt\n"))
    }
}

/// Touches and removes each file, and adds files.
fn builders_read_it(builder: &dyn Builder) -> Outcome {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let project = folder.join(PROJECT);
    small_book(&project, "Small")?;
    write(
        &project,
        &[("styles/book.css", "p { margin: 0 }\n"), ("cases/a b: #1 $5.md", "# Peru\n\nWords.\n")],
    )?;
    age(&project)?;
    builder.configure(folder)?;
    let builds = |words: &str, expected: bool| -> Outcome {
        for is_needed in [expected, false] {
            let is_built = builder.build(folder)?;
            check(is_built == is_needed, format!("{words}: built {is_built}, expected {is_needed}"))?;
        }
        Ok(())
    };
    builds("everything is new", true)?;
    let files: Vec<PathBuf> = entries(&project)?.into_iter().filter(|path| path.is_file()).collect();
    check(files.len() == 6, format!("{files:?}"))?;
    for path in &files {
        touch(path, &folder.join(OUT))?;
        builds(&path.to_string_lossy(), !path.ends_with("README.md"))?;
    }
    let new = project.join("cases/new.md");
    fs::write(&new, "# Zanzibar\n\nWords.\n")?;
    touch(&project.join("cases"), &folder.join(OUT))?;
    builds("a new case", true)?;
    let html = || fs::read_to_string(folder.join(OUT).join("small.html"));
    check(html()?.contains("Zanzibar"), "the new case is not in the book")?;
    fs::remove_file(&new)?;
    touch(&project.join("cases"), &folder.join(OUT))?;
    builds("a case less", true)?;
    check(!html()?.contains("Zanzibar"), "the removed case is in the book")?;
    fs::write(project.join("new.md"), "# Zanzibar\n\nWords.\n")?;
    builds("a file outside the pattern", false)
}

/// The project folder is a prerequisite, because its cases are found by a pattern. Neither Ninja nor casebook may change it.
fn ninja_in_the_project() -> Outcome {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let rule = "builddir = dist\nrule book\n  command = casebook build --quiet --deps $out.d && echo built\n  \
        depfile = $out.d\n  deps = gcc\nbuild dist/release.json: book\n";
    let manifest = "title: Small\nlanguage: en\ncases: [\"*.md\"]\n";
    write(folder, &[("book.yaml", manifest), ("oman.md", "# Oman\n\nWords.\n"), ("build.ninja", rule)])?;
    age(folder)?;
    let ninja = || output(command(folder, "ninja")?.arg("--verbose"));
    check(ninja()?.contains("\nbuilt\n"), "the book is not built")?;
    let dependencies = output(command(folder, "ninja")?.args(["-t", "deps"]))?;
    check(dependencies.contains("\n    .\n"), dependencies)?;
    check(ninja()?.contains("no work to do"), "the book is built again")?;
    write(folder, &[("chad.md", "# Chad\n\nWords.\n")])?;
    touch(folder, &folder.join("dist"))?;
    check(ninja()?.contains("\nbuilt\n") && ninja()?.contains("no work to do"), "a new case")
}
