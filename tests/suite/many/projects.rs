//! Tests of several projects in one run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use serde_json::Value;
use tempfile::TempDir;

use super::{entries, small_book};
use crate::first_minutes::{Result, casebook, check, said, write};
use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("many::projects::each_has_its_own_outputs", each_has_its_own_outputs),
        Trial::test("many::projects::a_book_with_errors_stops_no_other", a_book_with_errors_stops_no_other),
        Trial::test("many::projects::out_has_a_folder_for_each", out_has_a_folder_for_each),
        Trial::test("many::projects::outputs_that_collide_are_refused", outputs_that_collide_are_refused),
        Trial::test("many::projects::options_of_one_book_are_refused", options_of_one_book_are_refused),
        Trial::test("many::projects::books_do_not_depend_on_each_other", books_do_not_depend_on_each_other),
        Trial::test("many::projects::messages_of_all_are_one_stream", messages_of_all_are_one_stream),
        Trial::test("many::projects::check_takes_several", check_takes_several),
    ]
}

/// Three books, the first and the last without errors.
fn three_books() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    for name in ["a", "b c", "d"] {
        small_book(&folder.path().join(name), &name.to_uppercase())?;
    }
    write(folder.path(), &[("b c/cases/oman.md", "# Oman\n\nWords.[^9]\n")])?;
    Ok(folder)
}

/// The lines without durations, which differ between runs.
fn without_times(words: &str) -> String {
    let lines = words.lines().map(|line| match line.split_once(" in ") {
        Some((before, after)) => {
            let (_, rest) = after.split_once(" s").unwrap_or_default();
            format!("{before}{rest}\n")
        }
        None => format!("{line}\n"),
    });
    lines.collect()
}

fn each_has_its_own_outputs() -> Outcome {
    let folder = three_books()?;
    let (words, code) = said(folder.path(), &["build", "a", "d/book.yaml", "--format", "html"])?;
    let expected = "Built A (1 note): a/dist\nBuilt D (1 note): d/dist\nBuilt 2 books\n";
    check(code == 0 && without_times(&words) == expected, words)?;
    for name in ["a/dist/a.html", "d/dist/d.html", "a/dist/release.json", "d/dist/release.json"] {
        check(folder.path().join(name).exists(), name)?;
    }
    let (words, code) = said(folder.path(), &["build", "a", "d", "--format", "html", "--quiet"])?;
    check(code == 0 && words.is_empty(), words)?;
    let (words, _) = said(folder.path(), &["build", "a", "d", "--format", "html", "--verbose"])?;
    check(words.contains("\n  a/dist/a.html ") && words.contains("\n  d/dist/d.html "), words)
}

fn a_book_with_errors_stops_no_other() -> Outcome {
    let folder = three_books()?;
    let short = ["--format", "html", "--message-format", "short"];
    let run = casebook(folder.path(), &[&["build", "a", "b c", "d"][..], &short].concat())?;
    let words = without_times(&String::from_utf8(run.stderr)?);
    let expected = "Built A (1 note): a/dist\ncasebook: b c: 1 error, 0 warnings; nothing was written\n\
        Built D (1 note): d/dist\nBuilt 2 of 3 books\n";
    check(run.status.code() == Some(1) && words == expected, words)?;
    let messages = String::from_utf8(run.stdout)?;
    check(messages.starts_with("b c/cases/oman.md:3:7: error[undefined-note]"), messages)?;
    check(!folder.path().join("b c/dist").exists(), "the wrong book was written")?;
    // Projects that are not there, or whose outputs cannot be written.
    fs::remove_file(folder.path().join("d/dist/d.html"))?;
    write(folder.path(), &[("d/dist/d.html/file", "")])?;
    let (words, code) =
        said(folder.path(), &["build", "nowhere", "d", "a/README.md", "a", "--format", "html"])?;
    let lines: Vec<&str> = words.lines().collect();
    check(code == 2 && lines.len() == 5, words.clone())?;
    check(lines[0] == "casebook: there is no folder `nowhere`", words.clone())?;
    check(lines[1].starts_with("casebook: d: ") && lines[1].contains("d/dist/d.html"), words.clone())?;
    check(lines[2].starts_with("casebook: `a/README.md` is a file; name the folder"), words.clone())?;
    check(lines[3].starts_with("Built A") && lines[4].starts_with("Built 1 of 4 books in "), words)
}

fn out_has_a_folder_for_each() -> Outcome {
    let folder = three_books()?;
    small_book(&folder.path().join("site/content"), "Site")?;
    let written = |arguments: &[&str]| -> Result<Vec<PathBuf>> {
        let (words, code) =
            said(folder.path(), &[&["build", "--format", "html", "--quiet"], arguments].concat())?;
        check(code == 0, words)?;
        let out = folder.path().join("out");
        let mut html: Vec<PathBuf> = entries(&out)?;
        html.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
        html.sort();
        fs::remove_dir_all(&out)?;
        html.iter().map(|path| Ok(path.strip_prefix(&out)?.to_owned())).collect()
    };
    let paths = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
    for (arguments, expected) in [
        (&["a", "--out", "out"][..], &["a.html"][..]),
        (&["a", "d", "--out", "out"], &["a/a.html", "d/d.html"]),
        (&["a", "./d/", "site/content", "--out", "out"], &["a/a.html", "d/d.html", "site/site.html"]),
        (&["a", "site", "--out", "out"], &["a/a.html", "site/site.html"]),
        (&["a", "--out", "out/{name}"], &["a/a.html"]),
        (&["a", "d", "--out", "out/{name}-{name}/x"], &["a-a/x/a.html", "d-d/x/d.html"]),
    ] {
        let found = written(arguments)?;
        check(found == paths(expected), format!("{arguments:?}: {found:?}"))?;
    }
    // The current folder has a name, too.
    let (words, code) =
        said(&folder.path().join("a"), &["build", ".", "../d", "--format", "html", "--out", "../out"])?;
    check(code == 0 && folder.path().join("out/a/a.html").exists(), words)
}

fn outputs_that_collide_are_refused() -> Outcome {
    let folder = three_books()?;
    small_book(&folder.path().join("site/content"), "Site")?;
    small_book(&folder.path().join("other/a"), "Other")?;
    write(folder.path(), &[("site/inner/book.yaml", "title: Inner\nlanguage: en\ncases: []\n")])?;
    let mut refusals = vec![
        (&["a", "a"][..], "the project `a` is named twice"),
        (&["a", "d", "a/book.yaml"], "the project `a` is named twice"),
        (&["a", "d/../a"], "`a` and `d/../a` are the same project"),
        (&["a", "other/a", "--out", "out"], "`a` and `other/a` would both be written to `out/a`"),
        (&["a", "other/a", "--out", "out/{name}"], "would both be written to `out/a`"),
        (&["a", "nowhere", "a"], "the project `a` is named twice"),
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("a", folder.path().join("link"))?;
        fs::create_dir(folder.path().join("a/dist"))?;
        small_book(&folder.path().join("e"), "E")?;
        std::os::unix::fs::symlink("../a/dist", folder.path().join("e/dist"))?;
        refusals.push((&["a", "link"], "`a` and `link` are the same project"));
        refusals.push((&["a", "e"], "`a` and `e` would both be written to `e/dist`"));
    }
    for (arguments, expected) in refusals {
        let (words, code) = said(folder.path(), &[&["build", "--format", "html"], arguments].concat())?;
        check(
            code == 2 && words.contains(expected) && words.lines().count() == 1,
            format!("{arguments:?}: {words}"),
        )?;
        let is_written = ["a/dist/a.html", "out"].iter().any(|name| folder.path().join(name).exists());
        check(!is_written, format!("{arguments:?}: something was written"))?;
    }
    Ok(())
}

fn options_of_one_book_are_refused() -> Outcome {
    let folder = three_books()?;
    for options in [&["--case", "oman"][..], &["--deps", "x.d"], &["--open"]] {
        let (words, code) = said(folder.path(), &[&["build", "a", "d"], options].concat())?;
        let is_refused = words.contains(options[0]) && words.contains("name one project at a time");
        check(code == 2 && is_refused && !folder.path().join("a/dist").exists(), words)?;
    }
    let (words, code) = said(folder.path(), &["watch", "a", "d"])?;
    check(code == 2 && words.contains("unexpected argument 'd'"), words)
}

/// The files of a release by path.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let files = entries(folder)?.into_iter().filter(|path| path.is_file());
    files.map(|path| Ok((path.strip_prefix(folder)?.to_owned(), fs::read(path)?))).collect()
}

/// The books of a run have the same bytes as if each was built alone: with figures, other fonts, and two books whose
/// cases and pictures have the same names and another content.
fn books_do_not_depend_on_each_other() -> Outcome {
    let folder = tempfile::tempdir()?;
    let books = ["tests/books/figures", "tests/books/two-cases", "tests/books/same-names", "templates/book"];
    let mut projects: Vec<PathBuf> = books.iter().map(|book| root().join(book)).collect();
    for (name, words, theme) in [("x/one", "First.", "modern"), ("x/two", "Second, and longer.", "plain")] {
        let project = folder.path().join(name);
        let manifest = format!("title: Same\nlanguage: en\ntheme: {theme}\ncases: [oman.md]\n");
        let text = format!("# Oman\n\n{words}[^1]\n\n![Years](years.typ){{data=a.yaml}}\n\n[^1]: {words}\n");
        let script = format!("#let draw(data, options) = [{words}]\n");
        write(
            &project,
            &[
                ("book.yaml", manifest.as_str()),
                ("oman.md", &text),
                ("years.typ", &script),
                ("a.yaml", "- 1\n"),
            ],
        )?;
        projects.push(project);
    }
    let names: Vec<String> = projects.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let build = |out: &str, names: &[&str]| -> Outcome {
        let out = format!("{out}/{{name}}");
        let (words, code) = said(folder.path(), &[&["build", "--quiet", "--out", &out], names].concat())?;
        check(code == 0, words)
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let backwards: Vec<&str> = names.iter().rev().copied().collect();
    names.iter().try_for_each(|name| build("alone", &[name]))?;
    build("together", &names)?;
    build("backwards", &backwards)?;
    let alone = files(&folder.path().join("alone"))?;
    check(alone.len() > 30, format!("{:?}", alone.keys()))?;
    for place in ["together", "backwards"] {
        let found = files(&folder.path().join(place))?;
        check(found.keys().eq(alone.keys()), format!("{place}: {:?}", found.keys()))?;
        let changed: Vec<_> = alone.iter().filter(|(path, bytes)| found[*path] != **bytes).collect();
        let changed: Vec<_> = changed.iter().map(|(path, _)| path).collect();
        check(changed.is_empty(), format!("{place}: {changed:?}"))?;
    }
    Ok(())
}

fn messages_of_all_are_one_stream() -> Outcome {
    let folder = three_books()?;
    write(folder.path(), &[("d/cases/oman.md", "# Oman\n\nThe the words.[^8]\n")])?;
    let places = |format: &str| -> Result<String> {
        let run = casebook(folder.path(), &["check", "a", "b c", "d", "--message-format", format])?;
        check(run.status.code() == Some(1), format!("{run:?}"))?;
        Ok(String::from_utf8(run.stdout)?)
    };
    let log: Value = serde_json::from_str(&places("sarif")?)?;
    check(log["runs"].as_array().map(Vec::len) == Some(1), log.to_string())?;
    let run = &log["runs"][0];
    let results = run["results"].as_array().ok_or("no results")?;
    let found: Vec<(String, String)> = results
        .iter()
        .map(|result| {
            let rule = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok());
            let name = &run["tool"]["driver"]["rules"][rule.unwrap_or(usize::MAX)]["id"];
            let path = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            (name.as_str().unwrap_or_default().to_owned(), path.as_str().unwrap_or_default().to_owned())
        })
        .collect();
    let expected = [
        ("undefined-note", "b%20c/cases/oman.md"),
        ("doubled-word", "d/cases/oman.md"),
        ("undefined-note", "d/cases/oman.md"),
    ];
    check(found == expected.map(|(name, path)| (name.to_owned(), path.to_owned())), format!("{found:?}"))?;
    let lines = places("json")?;
    let files: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<std::result::Result<_, _>>()?;
    let paths = ["b c/cases/oman.md", "d/cases/oman.md", "d/cases/oman.md"];
    check(files.len() == 3, lines.clone())?;
    for (line, path) in lines.lines().zip(paths) {
        check(line.contains(&format!("\"{path}\"")), line)?;
    }
    let github = places("github")?;
    let annotations = github.lines().filter(|line| paths.iter().any(|path| line.contains(path))).count();
    check(annotations == 3, github)?;
    // A log is printed even if no project can be read.
    let run = casebook(folder.path(), &["check", "nowhere", "nobody", "--message-format", "sarif"])?;
    let log: Value = serde_json::from_slice(&run.stdout)?;
    check(run.status.code() == Some(2) && log["runs"][0]["results"] == serde_json::json!([]), log.to_string())
}

fn check_takes_several() -> Outcome {
    let folder = three_books()?;
    let (words, code) = said(folder.path(), &["check", "a", "d"])?;
    let expected =
        "Checked a, 3 files: no problems\nChecked d, 3 files: no problems\nChecked 2 books: no errors\n";
    check(code == 0 && words == expected, words)?;
    let (words, code) = said(folder.path(), &["check", "a", "b c", "d", "--message-format", "short"])?;
    let expected = "Checked a, 3 files: no problems\ncasebook: b c: 1 error, 0 warnings\n\
        Checked d, 3 files: no problems\nChecked 3 books: 1 has errors\n";
    check(code == 1 && words == expected, words)?;
    // Nothing is written, so the same project may be checked twice.
    let (words, code) = said(folder.path(), &["check", "a", "a", "--quiet"])?;
    check(code == 0 && words.is_empty(), words)
}
