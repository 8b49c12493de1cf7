//! The same sources give the same files, byte for byte, whoever builds them, where and when.
//!
//! The book has every construct of the dialect: all fixtures of `tests/constructs`, a drawn figure, pictures, notes and
//! a landscape table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;

use crate::golden::{Outcome, root};

type Result<T> = std::result::Result<T, Failed>;
/// The files below a folder by their paths.
type Files = BTreeMap<String, Vec<u8>>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("reproducible::in_another_folder", another_folder),
        Trial::test("reproducible::seen_from_another_folder", seen_from_another_folder),
        Trial::test("reproducible::for_another_user", another_user),
        Trial::test("reproducible::with_another_mask", another_mask),
        Trial::test("reproducible::in_another_time_zone_and_language", another_place),
        Trial::test("reproducible::on_fewer_or_more_cores", other_cores),
        Trial::test("reproducible::from_files_of_another_age_and_order", other_files),
        Trial::test("reproducible::in_an_old_output_folder", old_output),
        Trial::test("reproducible::in_single_formats", single_formats),
        Trial::test("reproducible::by_the_clock_that_is_given", given_clock),
    ]
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

const ALL: [&str; 10] =
    ["--format", "epub", "--format", "pdf", "--format", "print", "--format", "html", "--format", "cases"];

/// A table with so many columns that it is on a landscape page.
fn wide_table() -> String {
    let row = |cell: &dyn Fn(usize) -> String| {
        (0..14).map(|column| format!("| {} ", cell(column))).collect::<String>()
    };
    format!(
        "---\ntitle: Wide\n---\n\n{}|\n{}|\n{}|\n\n*Table 90: Wide*\n",
        row(&|column| format!("Statistics{column}")),
        row(&|_| "---:".to_owned()),
        row(&|column| format!("{column}.5"))
    )
}

/// The files of the book, in the order of their names.
fn sources() -> Result<Vec<(String, Vec<u8>)>> {
    let mut sources = vec![
        (
            "book.yaml".to_owned(),
            b"title: All\nlanguage: en\ndate: 2017-04\nmath: tex\nmath-macros: {RR: '\\mathbb{R}'}\ncases: [\"*.md\"]\n"
                .to_vec(),
        ),
        ("wide.md".to_owned(), wide_table().into_bytes()),
    ];
    for file in fs::read_dir(root().join("tests/constructs"))? {
        let file = file?;
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".expected") {
            sources.push((name, fs::read(file.path())?));
        }
    }
    sources.sort();
    check(sources.len() > 20, "hardly a construct was found")?;
    Ok(sources)
}

fn write<'a>(folder: &Path, sources: impl IntoIterator<Item = &'a (String, Vec<u8>)>) -> Outcome {
    fs::create_dir_all(folder)?;
    for (name, bytes) in sources {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// The files below a folder.
fn files(folder: &Path) -> Result<Files> {
    let mut found = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                found.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// The book in `book/` of a folder, and its outputs in `first/`.
struct Made {
    folder: TempDir,
    files: Files,
}

/// The outputs of the first build, which all others are compared with.
fn first() -> Result<&'static Files> {
    static FIRST: OnceLock<std::result::Result<Files, String>> = OnceLock::new();
    let build = || -> Result<Files> {
        let mut made = Made { folder: tempfile::tempdir()?, files: Files::new() };
        write(&made.path("book"), &sources()?)?;
        run(made.build("book", "first"))?;
        made.files = files(&made.path("first"))?;
        for ending in [".epub", ".html", "-print.pdf", "l.pdf", "release.json", "SHA256SUMS"] {
            check(made.files.keys().any(|name| name.ends_with(ending)), format!("no {ending} was made"))?;
        }
        check(made.files.len() > 20, "hardly a file was made")?;
        Ok(made.files)
    };
    let first = FIRST.get_or_init(|| build().map_err(|error| error.message().unwrap_or_default().to_owned()));
    first.as_ref().map_err(Into::into)
}

impl Made {
    fn new() -> Result<Self> {
        let (folder, files) = (tempfile::tempdir()?, first()?.clone());
        write(&folder.path().join("book"), &sources()?)?;
        for (path, bytes) in &files {
            let path = folder.path().join("first").join(path);
            fs::create_dir_all(path.parent().ok_or("a file has a folder")?)?;
            fs::write(path, bytes)?;
        }
        Ok(Self { folder, files })
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// The command that builds a project of the folder in all formats.
    fn build(&self, project: &str, out: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.arg("build").arg(project).args(["--out", out]).args(ALL);
        command.current_dir(self.folder.path()).env_remove("SOURCE_DATE_EPOCH");
        command
    }

    /// Runs a build into `out` and compares every file.
    fn same(&self, command: Command, out: &Path) -> Outcome {
        let words = format!("{command:?}");
        run(command)?;
        let others = files(out)?;
        check(self.files.keys().eq(others.keys()), format!("{words}: other files: {:?}", others.keys()))?;
        let differing: Vec<&String> =
            self.files.keys().filter(|name| self.files.get(*name) != others.get(*name)).collect();
        check(differing.is_empty(), format!("{words}: {differing:?} differ"))
    }
}

fn run(mut command: Command) -> Outcome {
    let run = command.output()?;
    check(run.status.success(), format!("{command:?}: {}", String::from_utf8_lossy(&run.stderr)))
}

fn another_folder() -> Outcome {
    let made = Made::new()?;
    let deep = "a folder/with blanks, ümlauts/and/five/levels";
    write(&made.path(deep), &sources()?)?;
    made.same(made.build(deep, "deeper/out put"), &made.path("deeper/out put"))
}

fn seen_from_another_folder() -> Outcome {
    let made = Made::new()?;
    let project = made.path("book");
    let mut inside = made.build(".", "../second");
    inside.current_dir(&project);
    made.same(inside, &made.path("second"))?;
    let mut absolute = made.build(&project.to_string_lossy(), &made.path("third").to_string_lossy());
    absolute.current_dir("/");
    made.same(absolute, &made.path("third"))?;
    made.same(made.build("./first/../book/", "fourth"), &made.path("fourth"))
}

fn another_user() -> Outcome {
    let made = Made::new()?;
    let mut nobody = made.build("book", "second");
    nobody.env_clear();
    made.same(nobody, &made.path("second"))?;
    let mut other = made.build("book", "third");
    fs::create_dir(made.path("home"))?;
    for name in ["HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"] {
        other.env(name, made.path("home"));
    }
    for (name, value) in [
        ("USER", "somebody"),
        ("LOGNAME", "somebody"),
        ("HOSTNAME", "elsewhere"),
        ("TERM", "xterm-256color"),
        ("COLUMNS", "40"),
        ("CLICOLOR_FORCE", "1"),
        ("RUST_BACKTRACE", "full"),
        ("RUST_LOG", "trace"),
        ("TYPST_FONT_PATHS", "/usr/share/fonts"),
    ] {
        other.env(name, value);
    }
    made.same(other, &made.path("third"))?;
    check(files(&made.path("home"))?.is_empty(), "something was left in the home folder")
}

/// A shell that runs a setup command and then replaces itself with the build.
#[cfg(unix)]
fn after(words: &str, command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &format!("{words} && exec \"$0\" \"$@\"")])
        .arg(command.get_program())
        .args(command.get_args());
    shell.current_dir(command.get_current_dir().unwrap_or(Path::new("."))).env_remove("SOURCE_DATE_EPOCH");
    shell
}

#[cfg(unix)]
fn another_mask() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let made = Made::new()?;
    for (mask, file_mode, folder_mode) in
        [("077", 0o600, 0o700), ("022", 0o644, 0o755), ("027", 0o640, 0o750)]
    {
        let out = made.path(mask);
        made.same(after(&format!("umask {mask}"), &made.build("book", mask)), &out)?;
        // The permissions of files follow the umask, and no file is executable.
        for name in made.files.keys() {
            let bits = fs::metadata(out.join(name))?.permissions().mode() & 0o7777;
            check(bits == file_mode, format!("{name} has the mode {bits:o} under the mask {mask}"))?;
        }
        for folder in [out.clone(), out.join("cases")] {
            let bits = fs::metadata(&folder)?.permissions().mode() & 0o777;
            check(bits == folder_mode, format!("{} has the mode {bits:o}", folder.display()))?;
        }
    }
    Ok(())
}

#[cfg(not(unix))]
fn another_mask() -> Outcome {
    Ok(())
}

fn another_place() -> Outcome {
    let made = Made::new()?;
    for (zone, language) in [("Asia/Tokyo", "tr_TR.UTF-8"), ("America/Lima", "de_DE.ISO-8859-1"), ("", "C")] {
        let mut command = made.build("book", "second");
        command.env("TZ", zone).env("LANG", language).env("LC_ALL", language).env("LANGUAGE", language);
        made.same(command, &made.path("second"))?;
    }
    Ok(())
}

fn other_cores() -> Outcome {
    let made = Made::new()?;
    for threads in ["1", "2", "3", "8"] {
        let mut command = made.build("book", "second");
        command.env("RAYON_NUM_THREADS", threads);
        made.same(command, &made.path("second"))?;
    }
    // util-linux may be missing; then this cannot be tested here.
    #[cfg(unix)]
    if Command::new("taskset").arg("-p").arg("1").output().is_ok() {
        made.same(after("taskset -pc 0 $$ >/dev/null", &made.build("book", "second")), &made.path("second"))?;
    }
    Ok(())
}

fn other_files() -> Outcome {
    let made = Made::new()?;
    let mut sources = sources()?;
    sources.reverse();
    write(&made.path("reversed"), &sources)?;
    for (index, (name, _)) in sources.iter().enumerate() {
        let file = fs::File::options().write(true).open(made.path("reversed").join(name))?;
        let days = Duration::from_secs(86_400 * u64::try_from(index * index)?);
        file.set_modified(SystemTime::UNIX_EPOCH + days)?;
    }
    made.same(made.build("reversed", "second"), &made.path("second"))
}

/// Files of an earlier build are replaced, and other files in the project are ignored.
fn old_output() -> Outcome {
    let made = Made::new()?;
    made.same(made.build("book", "first"), &made.path("first"))?;
    fs::write(made.path("first/all.html"), "an older edition")?;
    made.same(made.build("book", "first"), &made.path("first"))?;
    fs::write(made.path("book/notes.txt"), "not in the book")?;
    fs::create_dir(made.path("book/.git"))?;
    fs::write(made.path("book/.git/HEAD"), "ref: refs/heads/main")?;
    made.same(made.build("book", "first"), &made.path("first"))
}

/// A file is the same whether it is built alone or with others.
fn single_formats() -> Outcome {
    let made = Made::new()?;
    for format in ["epub", "pdf", "print", "html", "cases"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["build", "book", "--format", format, "--out", format]).current_dir(made.folder.path());
        run({
            command.env_remove("SOURCE_DATE_EPOCH");
            command
        })?;
        let alone = files(&made.path(format))?;
        let alone = alone.iter().filter(|(name, _)| *name != "release.json" && *name != "SHA256SUMS");
        let mut count = 0;
        for (name, bytes) in alone {
            check(made.files.get(name) == Some(bytes), format!("{name} differs where it is made alone"))?;
            count += 1;
        }
        check(count > 0, format!("{format} made nothing"))?;
    }
    Ok(())
}

/// Without a clock the date of the book is used. The same clock gives the same bytes, and another gives different ones.
fn given_clock() -> Outcome {
    let made = Made::new()?;
    let with = |clock: &str| {
        let mut command = made.build("book", clock);
        command.env("SOURCE_DATE_EPOCH", clock);
        command
    };
    // 2017-04-01, as book.yaml has it.
    made.same(with("1491004800"), &made.path("1491004800"))?;
    run(with("1500000000"))?;
    let later = files(&made.path("1500000000"))?;
    run(with("1500000000"))?;
    check(files(&made.path("1500000000"))? == later, "the same clock gives other bytes")?;
    check(later.get("all.epub") != made.files.get("all.epub"), "the clock is not in the EPUB")
}
