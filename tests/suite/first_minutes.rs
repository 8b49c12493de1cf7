//! The first fifteen minutes of a new user: finding the project, reports of success, `init`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;

use crate::golden::{Outcome, root};

pub type Result<T> = std::result::Result<T, Failed>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("first_minutes::a_project_is_found_upwards", a_project_is_found_upwards),
        Trial::test("first_minutes::outputs_go_beside_the_project", outputs_go_beside_the_project),
        Trial::test("first_minutes::a_release_is_found", a_release_is_found),
        Trial::test("first_minutes::no_project_is_said_in_words", no_project_is_said_in_words),
        Trial::test("first_minutes::success_speaks", success_speaks),
        Trial::test("first_minutes::only_the_forms_use_standard_output", only_the_forms_use_standard_output),
        Trial::test("first_minutes::many_messages_are_counted_by_check", many_messages_are_counted),
        Trial::test("first_minutes::colors_are_where_they_are_wanted", colors),
        Trial::test("first_minutes::the_version_names_typst", the_version_names_typst),
        Trial::test("first_minutes::commands_of_init_can_be_pasted", commands_of_init_can_be_pasted),
        Trial::test("first_minutes::init_brings_what_editors_and_git_need", init_brings_its_files),
        Trial::test("first_minutes::the_built_file_is_opened", the_built_file_is_opened),
    ]
}

pub fn casebook(folder: &Path, arguments: &[&str]) -> Result<Output> {
    Ok(command(folder, arguments).output()?)
}

pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH");
    for variable in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR"] {
        command.env_remove(variable);
    }
    command
}

/// The standard error of a run, and its exit code.
pub fn said(folder: &Path, arguments: &[&str]) -> Result<(String, i32)> {
    let run = casebook(folder, arguments)?;
    Ok((String::from_utf8(run.stderr)?, run.status.code().ok_or("the command was stopped")?))
}

pub fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

pub fn write(folder: &Path, files: &[(&str, &str)]) -> Outcome {
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
        fs::write(path, text)?;
    }
    Ok(())
}

pub const MANIFEST: (&str, &str) = ("book.yaml", "title: Small\nlanguage: en\ncases: [cases/oman.md]\n");
const CASE: (&str, &str) = ("cases/oman.md", "---\ntitle: Oman\n---\n\nWords.[^1]\n\n[^1]: A note.\n");

/// A project in a folder with a space and quotation marks in its name.
pub fn small() -> Result<(TempDir, std::path::PathBuf)> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().join("Ann's \"book\"");
    write(&project, &[MANIFEST, CASE])?;
    Ok((folder, project))
}

fn a_project_is_found_upwards() -> Outcome {
    let (folder, project) = small()?;
    let checked = "Checked 2 files: no problems\n";
    let (inside, outside) = (project.join("cases"), folder.path());
    for (place, arguments) in [
        (project.as_path(), &["check"][..]),
        (&inside, &["check"]),
        (&project, &["check", "."]),
        (&project, &["check", "book.yaml"]),
        (&inside, &["check", "../book.yaml"]),
        (outside, &["check", "Ann's \"book\""]),
        (outside, &["check", "Ann's \"book\"/"]),
        (outside, &["check", "Ann's \"book\"/book.yaml"]),
    ] {
        let found = said(place, arguments)?;
        check(found == (checked.to_owned(), 0), format!("{arguments:?}: {found:?}"))?;
    }
    // Paths in messages are relative to the current folder.
    write(&project, &[("cases/oman.md", "---\ntitle: Oman\n---\n\nThe the words.\n")])?;
    for (place, shown) in [(&project, "cases/oman.md:5"), (&inside, "../cases/oman.md:5")] {
        let (words, code) = said(place, &["check"])?;
        check(words.contains(&format!(" {shown}")) && code == 0, words)?;
    }
    Ok(())
}

/// `dist` is next to book.yaml, or next to the project folder if that is named `content`, from wherever the project is
/// found.
fn outputs_go_beside_the_project() -> Outcome {
    let (folder, project) = small()?;
    let other = folder.path().join("site");
    write(&other.join("content"), &[MANIFEST, CASE])?;
    let (inside, sources, cases) =
        (project.join("cases"), other.join("content"), other.join("content/cases"));
    for (place, arguments, dist) in [
        (&project, &[][..], &project),
        (&inside, &[], &project),
        (&inside, &["../book.yaml"], &project),
        (&other, &[], &other),
        (&other, &["content"], &other),
        (&other, &["content/"], &other),
        (&other, &["content/book.yaml"], &other),
        (&other, &["."], &other),
        (&sources, &[], &other),
        (&sources, &["."], &other),
        (&cases, &[], &other),
        (&cases, &[".."], &other),
    ] {
        let (words, code) = said(place, &[&["build", "-q", "-f", "html"], arguments].concat())?;
        let dist = dist.join("dist");
        check(
            code == 0 && dist.join("small.html").is_file(),
            format!("{} {arguments:?}: {words}", place.display()),
        )?;
        fs::remove_dir_all(&dist)?;
    }
    let (words, code) = said(&inside, &["build", "-q", "-f", "html", "-o", "here"])?;
    check(code == 0 && inside.join("here/small.html").is_file() && !project.join("dist").exists(), words)
}

fn a_release_is_found() -> Outcome {
    let (folder, project) = small()?;
    let inside = project.join("cases");
    let (words, code) = said(&project, &["verify"])?;
    check(code == 2 && words.contains("`dist` has no release") && words.contains("casebook build"), words)?;
    casebook(&project, &["build", "-q", "-f", "html", "-f", "epub"])?;
    casebook(folder.path(), &["build", "-q", "-f", "html", "-o", "public", "Ann's \"book\""])?;
    let (two, one) = ("Verified 2 files against 2 sources\n", "Verified 1 file against 2 sources\n");
    for (place, arguments, expected) in [
        (project.as_path(), &["verify"][..], two),
        (&inside, &["verify"], two),
        (&project, &["verify", "dist"], two),
        (&project, &["verify", "."], two),
        (&project, &["verify", "../public"], one),
        (folder.path(), &["verify", "Ann's \"book\""], two),
        (folder.path(), &["verify", "Ann's \"book\"/book.yaml"], two),
        (folder.path(), &["verify", "Ann's \"book\"/dist"], two),
        (folder.path(), &["verify", "public", "Ann's \"book\""], one),
    ] {
        let found = said(place, arguments)?;
        check(found == (expected.to_owned(), 0), format!("{arguments:?}: {found:?}"))?;
    }
    Ok(())
}

fn no_project_is_said_in_words() -> Outcome {
    let folder = tempfile::tempdir()?;
    let none = "casebook: no book.yaml here or in a parent folder; run `casebook init my-book`, or name the project\n";
    for command in ["build", "check", "verify"] {
        let found = said(folder.path(), &[command])?;
        check(found == (none.to_owned(), 2), format!("{command}: {found:?}"))?;
    }
    check(fs::read_dir(folder.path())?.count() == 0, "something was written")?;
    write(&folder.path().join("my-book"), &[MANIFEST, CASE])?;
    for (name, words) in [
        ("my-bok", "there is no folder `my-bok`; did you mean `my-book`?"),
        ("My-Book", "there is no folder `My-Book`; did you mean `my-book`?"),
        ("other", "there is no folder `other`\n"),
        ("my-book/cases/oman.md", "is a file; name the folder of book.yaml, or book.yaml itself"),
    ] {
        // On a case-insensitive file system, the folder exists.
        if folder.path().join(name).is_dir() {
            continue;
        }
        let (said, code) = said(folder.path(), &["check", name])?;
        check(code == 2 && said.contains(words), format!("{name}: {said}"))?;
    }
    let (words, code) = said(folder.path(), &["build", "my-book/cases"])?;
    check(code == 1 && words.contains("error[missing-manifest]") && words.contains("casebook init"), words)
}

/// The sentence of a build without the seconds, and the names of the files.
fn success_speaks() -> Outcome {
    let (_folder, project) = small()?;
    write(
        &project,
        &[
            ("book.yaml", "title: Small\nlanguage: en\ncases: [cases/oman.md, cases/chad.md]\n"),
            ("cases/chad.md", "---\ntitle: Chad\n---\n\nWords.\n"),
        ],
    )?;
    let built = |arguments: &[&str]| -> Result<(String, Vec<String>)> {
        let (words, code) = said(&project, &[&["build"], arguments].concat())?;
        check(code == 0, words.clone())?;
        let mut lines = words.lines();
        let first = lines.next().unwrap_or_default();
        let (sentence, seconds) = first.rsplit_once(" in ").ok_or(words.clone())?;
        let is_time = seconds.strip_suffix(" s").is_some_and(|seconds| seconds.parse::<f64>().is_ok());
        check(is_time, first)?;
        Ok((sentence.to_owned(), lines.map(str::to_owned).collect()))
    };
    let (sentence, lines) = built(&[])?;
    let of = |path: &str| lines.iter().find(|line| line.trim_start().starts_with(path)).cloned();
    let pages = |line: String| line.rsplit_once(", ").map(|(_, pages)| pages.to_owned());
    let book = of("dist/small.pdf").and_then(pages).ok_or(format!("{lines:?}"))?;
    check(sentence == format!("Built Small ({book}, 1 note)"), sentence)?;
    let bytes = fs::metadata(project.join("dist/SHA256SUMS"))?.len();
    let sums = of("dist/SHA256SUMS").unwrap_or_default();
    check(sums.ends_with(&format!("  {bytes} B")), sums)?;
    check(
        lines.len() == 6 && of("dist/cases").is_some_and(|line| line.ends_with(", 2 PDFs")),
        lines.join("\n"),
    )?;
    let (sentence, lines) = built(&["-v"])?;
    let both = ["oman", "chad"]
        .iter()
        .all(|case| lines.iter().any(|line| line.contains(&format!("dist/cases/{case}.pdf"))));
    check(
        both && lines.iter().any(|line| line.contains("text ") && line.contains("fonts ")),
        lines.join("\n"),
    )?;
    check(sentence.starts_with("Built Small ("), sentence)?;
    let (sentence, _) = built(&["--case", "oman"])?;
    check(sentence == "Built 1 case of Small (1 page, 1 note)", sentence)?;
    let (sentence, lines) = built(&["-f", "epub"])?;
    check(sentence == "Built Small (1 note)" && lines.len() == 3, sentence)?;
    for arguments in [&["build", "-q"][..], &["check", "-q"], &["verify", "-q"]] {
        let run = casebook(&project, arguments)?;
        check(
            run.status.success() && run.stderr.is_empty() && run.stdout.is_empty(),
            format!("{arguments:?}: {run:?}"),
        )?;
    }
    let (words, _) = said(&project, &["check", "-v"])?;
    check(words == "Checked 3 files: no problems\n  book.yaml\n  cases/chad.md\n  cases/oman.md\n", words)?;
    let (words, code) = said(&project, &["check", "-v", "-q"])?;
    check(code == 2 && words.contains("cannot be used with"), words)
}

/// Output for programs does not contain messages for people, and `--quiet` keeps warnings.
fn only_the_forms_use_standard_output() -> Outcome {
    let (_folder, project) = small()?;
    for form in ["short", "json", "github"] {
        for command in ["build", "check", "verify"] {
            let run = casebook(&project, &[command, "--message-format", form])?;
            check(
                run.status.success() && run.stdout.is_empty() && !run.stderr.is_empty(),
                format!("{run:?}"),
            )?;
        }
    }
    write(&project, &[("cases/oman.md", "---\ntitle: Oman\n---\n\nThe the words.\n")])?;
    let loud = casebook(&project, &["check", "--message-format", "json"])?;
    let quiet = casebook(&project, &["check", "--message-format", "json", "-q"])?;
    check(loud.stdout == quiet.stdout && loud.stdout.starts_with(b"{"), format!("{loud:?}"))?;
    let (words, _) = said(&project, &["check", "-q"])?;
    check(words.contains("warning[doubled-word]") && words.ends_with("casebook: 1 warning\n"), words)
}

fn many_messages_are_counted() -> Outcome {
    let (_folder, project) = small()?;
    let doubled = |count: usize| "The the words.\n\n".repeat(count);
    let text = |count: usize, more: &str| format!("---\ntitle: Oman\n---\n\n{}{more}", doubled(count));
    let last = |text: &str| -> Result<String> {
        write(&project, &[("cases/oman.md", text)])?;
        Ok(said(&project, &["check"])?.0.lines().last().unwrap_or_default().to_owned())
    };
    let mixed = last(&text(11, "![](a.png)\n"))?;
    check(
        mixed
            == "casebook: 11 doubled-word, 1 missing-alt, 1 missing-image; see `casebook explain doubled-word`",
        mixed,
    )?;
    let few = last(&text(3, "![](a.png)\n"))?;
    check(few == "casebook: 1 error, 4 warnings", few)?;
    let single = last(&text(20, ""))?;
    check(single == "casebook: 20 warnings", single)
}

/// Variables of the environment.
type Variables = &'static [(&'static str, &'static str)];

fn colors() -> Outcome {
    let (_folder, project) = small()?;
    write(&project, &[("cases/oman.md", "---\ntitle: Oman\n---\n\nThe the words.\n")])?;
    let cases: [(&[&str], Variables, bool); 8] = [
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color=never"], &[("CLICOLOR_FORCE", "1")], false),
        (&["--color=auto"], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("NO_COLOR", "1")], false),
        (&[], &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], false),
        (&["--color=always"], &[("NO_COLOR", "1")], true),
    ];
    for (options, variables, is_colored) in cases {
        let run =
            command(&project, &[&["check"], options].concat()).envs(variables.iter().copied()).output()?;
        let words = String::from_utf8(run.stderr)?;
        check(words.contains("\u{1b}[") == is_colored, format!("{options:?} {variables:?}: {words:?}"))?;
    }
    let json = casebook(&project, &["check", "--color=always", "--message-format=json"])?;
    check(!String::from_utf8(json.stdout)?.contains("\u{1b}["), "JSON is colored")
}

/// The version of Typst is the one in Cargo.lock, and the commit is the one of the checkout where there is one.
fn the_version_names_typst() -> Outcome {
    let lock: toml::Table = fs::read_to_string(root().join("Cargo.lock"))?.parse()?;
    let packages = lock["package"].as_array().ok_or("no packages")?;
    let typst = packages.iter().find(|package| package["name"].as_str() == Some("typst"));
    let typst = typst.and_then(|package| package["version"].as_str()).ok_or("no Typst")?;
    let words = String::from_utf8(casebook(&root(), &["--version"])?.stdout)?;
    let version = env!("CARGO_PKG_VERSION");
    let inner = words
        .trim_end()
        .strip_prefix(&format!("casebook {version} ("))
        .and_then(|rest| rest.strip_suffix(')'));
    let inner = inner.ok_or(words.clone())?;
    check(inner.ends_with(&format!("Typst {typst}")), words.clone())?;
    let commit =
        inner.strip_prefix("commit ").and_then(|rest| rest.split_once(", ")).map(|(commit, _)| commit);
    check(commit.is_none_or(|commit| commit.len() >= 7 && !commit.contains(' ')), words)
}

/// The commands that `init` prints run in a shell, whatever the name of the folder.
fn commands_of_init_can_be_pasted() -> Outcome {
    let folder = tempfile::tempdir()?;
    let binary = Path::new(env!("CARGO_BIN_EXE_casebook")).parent().ok_or("the program has a folder")?;
    let path = std::env::join_paths([binary, Path::new("/usr/bin"), Path::new("/bin")])?;
    let names = [
        "my-book",
        "My Book",
        "Ann's book",
        "a \"quoted\" $HOME `id`",
        "both ' and \"",
        "für – Élan",
        "--help",
        "a;b&c",
        "~",
        "#1",
        "back\\slash",
        "a*",
        "wow!",
        "x/y z",
    ];
    for name in names {
        let run = casebook(folder.path(), &["init", "--", name])?;
        let words = String::from_utf8(run.stderr)?;
        check(run.status.success(), words.clone())?;
        let line = words.lines().find(|line| line.ends_with("casebook build")).ok_or(words.clone())?;
        let shell = Command::new("sh")
            .args(["-c", &format!("{} --format html", line.trim())])
            .current_dir(folder.path())
            .env("PATH", &path)
            .output()?;
        let is_built = folder.path().join(name).join("dist/two-elections.html").is_file();
        check(shell.status.success() && is_built, format!("{name}: {line}: {shell:?}"))?;
    }
    let (words, _) = said(folder.path(), &["init", "My Other Book"])?;
    check(words.contains("\n  cd \"My Other Book\" && casebook build\n"), words)?;
    fs::create_dir(folder.path().join("empty"))?;
    let (words, _) = said(&folder.path().join("empty"), &["init", "."])?;
    check(words.contains("\n  casebook build\n"), words)
}

fn init_brings_its_files() -> Outcome {
    let folder = tempfile::tempdir()?;
    casebook(folder.path(), &["init", "book"])?;
    let read = |name: &str| fs::read_to_string(folder.path().join("book").join(name));
    let manifest = read("book.yaml")?;
    let first = manifest.lines().next().unwrap_or_default();
    let schema = first.strip_prefix("# yaml-language-server: $schema=").ok_or(first)?;
    let printed = casebook(folder.path(), &["schema", "book"])?.stdout;
    check(
        read(schema)?.as_bytes() == printed,
        "the schema is not the one that `casebook schema book` prints",
    )?;
    check(read(".gitignore")?.lines().any(|line| line == "/dist"), "git does not ignore dist")?;
    let readme = read("README.md")?;
    check(readme.contains("casebook build") && readme.contains("casebook check"), readme)
}

/// `--open` opens the HTML, or else the first file, with the default program of the system.
#[cfg(target_os = "linux")]
fn the_built_file_is_opened() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let (folder, project) = small()?;
    let (programs, note) = (folder.path().join("programs"), folder.path().join("opened"));
    fs::create_dir(&programs)?;
    let viewer = programs.join("xdg-open");
    // The file is renamed into place, because the test reads it while the program runs.
    fs::write(
        &viewer,
        "#!/bin/sh\nprintf '%s' \"$1\" > \"$OPENED.new\" && mv \"$OPENED.new\" \"$OPENED\"\n",
    )?;
    fs::set_permissions(&viewer, fs::Permissions::from_mode(0o755))?;
    let path = std::env::join_paths([&programs, Path::new("/usr/bin"), Path::new("/bin")])?;
    for (formats, name) in
        [(&["-f", "epub", "-f", "html"][..], "dist/small.html"), (&["-f", "epub"], "dist/small.epub")]
    {
        let arguments = [&["build", "-q", "--open"], formats].concat();
        let run = command(&project, &arguments).env("PATH", &path).env("OPENED", &note).output()?;
        check(run.status.success() && run.stderr.is_empty(), format!("{run:?}"))?;
        let opened = (0..1_000).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(20));
            fs::read_to_string(&note).ok()
        });
        check(opened.as_deref() == Some(name), format!("{opened:?} was opened, and not {name}"))?;
        fs::remove_file(&note)?;
    }
    // Without a program that opens files, the book is built, and a message says that it was not opened.
    let empty = folder.path().join("empty");
    fs::create_dir(&empty)?;
    let run = command(&project, &["build", "-q", "-f", "html", "--open"]).env("PATH", &empty).output()?;
    let words = String::from_utf8(run.stderr)?;
    check(run.status.success() && words.contains("cannot open `dist/small.html`"), words)
}

#[cfg(not(target_os = "linux"))]
fn the_built_file_is_opened() -> Outcome {
    Ok(())
}
