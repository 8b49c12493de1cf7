//! System access of a build: nothing outside its folders and no network; unreadable files, and files that change while
//! they are read.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use libtest_mimic::Trial;
use tempfile::TempDir;

use super::outputs::{self, png};
use super::{MANIFEST, Result, case, check, entries};
use crate::golden::Outcome;

const FORMATS: [&str; 6] = ["--format", "epub", "--format", "html", "--format", "pdf"];

pub fn tests() -> Vec<Trial> {
    let traced = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let is_traceable = traced.is_ok_and(|status| status.success());
    let trace = |name: &str, run: fn() -> Outcome| {
        let trial = Trial::test(format!("hostile::system::{name}"), run);
        if is_traceable { trial } else { trial.with_kind("needs strace").with_ignored_flag(true) }
    };
    vec![
        trace("opens_nothing_else", opens_nothing_else),
        trace("opens_nothing_else_with_links_out_of_the_project", opens_nothing_else_with_links),
        Trial::test("hostile::system::unreadable_case", || unreadable("01-oman.md", "book.yaml:5")),
        Trial::test("hostile::system::unreadable_picture", || unreadable("a/a.png", "01-oman.md:5")),
        Trial::test("hostile::system::unreadable_folder", || unreadable("a", "01-oman.md:5")),
        Trial::test("hostile::system::unreadable_folder_of_a_pattern", || unreadable("b", "book.yaml:5")),
        Trial::test("hostile::system::unreadable_folder_of_a_case", || unreadable("c", "book.yaml:6")),
        Trial::test("hostile::system::unreadable_manifest", || unreadable("book.yaml", "book.yaml")),
        Trial::test("hostile::system::unreadable_style", || unreadable("styles/book.css", "styles/book.css")),
        Trial::test("hostile::system::unreadable_script_of_a_figure", || {
            unreadable("styles/figures/timeline.typ", "styles/figures/timeline.typ")
        }),
        Trial::test("hostile::system::files_that_change_while_they_are_read", files_that_change),
    ]
}

/// A project with a picture in a folder, its own styles, and an output folder.
fn project() -> Result<(TempDir, PathBuf, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let (project, out) = (folder.path().join("project"), folder.path().join("out"));
    for below in ["project/a", "project/b", "project/c", "project/styles/figures", "out"] {
        fs::create_dir_all(folder.path().join(below))?;
    }
    let figure = "#let draw(data, options) = box(width: 9mm, height: 9mm)\n";
    let order = MANIFEST.replace("[\"*.md\"]", "[\"*.md\", \"[ab]/*.md\"]") + "back: [c/peru.md]\n";
    fs::write(project.join("book.yaml"), order)?;
    fs::write(project.join("b/mali.md"), case("Mali", "The republic was rated."))?;
    fs::write(project.join("c/peru.md"), case("Peru", "The republic was rated."))?;
    let body = "![The port of Muscat](a/a.png)\n\nWords.\n\n![A box](timeline.typ){data=a.yaml}";
    fs::write(project.join("01-oman.md"), case("Oman", body))?;
    fs::write(project.join("02-chad.md"), case("Chad", "The republic was rated."))?;
    fs::write(project.join("a.yaml"), "- 1\n")?;
    fs::write(project.join("a/a.png"), png(900, 900)?)?;
    fs::write(project.join("styles/book.css"), "p { margin: 0 }\n")?;
    fs::write(project.join("styles/figures/timeline.typ"), figure)?;
    Ok((folder, project, out))
}

/// Files outside the project and the outputs that a build may open, each with the library that opens it.
const SYSTEM: &[(&str, &str)] = &[
    ("/lib", "the loader: the C library"),
    ("/usr/lib", "the loader: the C library"),
    ("/etc/ld.so.cache", "the loader: where the C library is"),
    ("/proc/", "the standard library: this process's stack and its share of the processors"),
    ("/sys/fs/cgroup/", "the standard library: its share of the processors"),
    ("/sys/devices/system/cpu/", "the C library: how many processors there are"),
    ("/dev/null", "the standard library: in place of a closed stream"),
];

fn opens_nothing_else() -> Outcome {
    let (folder, project, out) = project()?;
    symlink(project.join("a/a.png"), project.join("b.png"))?;
    fs::write(project.join("02-chad.md"), case("Chad", "![The same port](b.png)"))?;
    for arguments in
        [&["check", "project"][..], &["build", "project", "--out", "out"], &["verify", "out", "project"]]
    {
        let (run, opened) = traced(&folder, arguments)?;
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        check(run.status.code() == Some(0), format!("{arguments:?}: {said}"))?;
        check(opened.contains(&project.join("a/a.png")), format!("the picture was not seen: {opened:?}"))?;
        check_opened(&opened, &[&project, &out])?;
    }
    Ok(())
}

fn opens_nothing_else_with_links() -> Outcome {
    let (folder, project, out) = project()?;
    fs::write(folder.path().join("secret.png"), png(900, 900)?)?;
    symlink(folder.path().join("secret.png"), project.join("b.png"))?;
    symlink("../secret.png", project.join("a/c.png"))?;
    symlink("/etc", project.join("etc"))?;
    symlink("/dev/zero", project.join("d.png"))?;
    let body = "![One](b.png)\n\n![Two](a/c.png)\n\n![Three](etc/passwd)\n\n![Four](d.png)\n\n![Five](../secret.png)";
    fs::write(project.join("02-chad.md"), case("Chad", body))?;
    let (run, opened) = traced(&folder, &["build", "project", "--out", "out"])?;
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    check(run.status.code() == Some(1) && said.matches("error[").count() == 5, said)?;
    check(!opened.is_empty(), "nothing was seen")?;
    check_opened(&opened, &[&project, &out])
}

/// Runs the program and returns the paths of all files that it opened, with links resolved. Fails if it used the
/// network.
fn traced(folder: &TempDir, arguments: &[&str]) -> Result<(Output, Vec<PathBuf>)> {
    let trace = folder.path().join("trace");
    let run = Command::new("strace")
        .args(["-f", "-y", "-s", "4096", "-e", "trace=file,network", "-o"])
        .arg(&trace)
        .arg(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .current_dir(folder.path())
        .output()?;
    let trace = String::from_utf8_lossy(&fs::read(trace)?).into_owned();
    let mut opened = Vec::new();
    for line in trace.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let is_network =
            ["socket(", "connect(", "bind(", "sendto("].iter().any(|name| call.starts_with(name));
        check(!is_network, format!("the network was used: {call}"))?;
        let result = call.rsplit_once(" = ").map(|(_, result)| result);
        let path = result.and_then(|result| result.split_once('<')?.1.strip_suffix('>'));
        if let Some(path) = path.filter(|_| call.contains("open")) {
            opened.push(PathBuf::from(path));
        }
    }
    Ok((run, opened))
}

fn check_opened(opened: &[PathBuf], folders: &[&Path]) -> Outcome {
    for path in opened {
        let path = path.to_string_lossy();
        let is_inside = folders.iter().any(|folder| Path::new(&*path).starts_with(folder));
        let is_of_system = SYSTEM.iter().any(|(start, _)| path.starts_with(start));
        check(is_inside || is_of_system, format!("{path} was opened"))?;
    }
    Ok(())
}

/// Part of the project becomes unreadable after a successful build. The next build keeps the old release.
fn unreadable(part: &str, place: &str) -> Outcome {
    let (folder, project, out) = project()?;
    let is_root = fs::metadata("/proc/self")?.uid() == 0;
    let binary = folder.path().join("casebook");
    fs::copy(env!("CARGO_BIN_EXE_casebook"), &binary)?;
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755))?;
    fs::set_permissions(&out, Permissions::from_mode(0o777))?;
    let run = || -> Result<Output> {
        // Root can read everything, so another user must run the build.
        let mut command = Command::new(if is_root { Path::new("setpriv") } else { &binary });
        if is_root {
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary);
        }
        command.args(["build", "project", "--out", "out", "--message-format", "short"]).args(FORMATS);
        Ok(command.current_dir(folder.path()).output()?)
    };
    let before = run()?;
    let said = String::from_utf8([before.stdout, before.stderr].concat())?;
    check(before.status.code() == Some(0), format!("all can be read, and yet:\n{said}"))?;
    let old = entries(&out)?;
    let mode = fs::metadata(project.join(part))?.permissions();
    fs::set_permissions(project.join(part), Permissions::from_mode(0o000))?;
    let after = run()?;
    fs::set_permissions(project.join(part), mode)?;
    let said = String::from_utf8([after.stdout, after.stderr].concat())?;
    check(after.status.code() == Some(1), format!("{}:\n{said}", after.status))?;
    let is_said = said.lines().any(|line| {
        line.starts_with(&format!("project/{place}:")) && line.contains(": error[unreadable-file]")
    });
    check(is_said, format!("expected {place}:\n{said}"))?;
    check(entries(&out)? == old, "the old release was touched")
}

/// Another program constantly writes to the sources. Each build ends with a complete book or a message.
fn files_that_change() -> Outcome {
    let (folder, project, out) = project()?;
    let stop = AtomicBool::new(false);
    let pictures = [png(900, 900)?, png(300, 1200)?];
    thread::scope(|scope| {
        scope.spawn(|| {
            for round in 0.. {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                let text = "![The port of Muscat](a/a.png)\n\n".to_owned() + &"Words. ".repeat(round % 2_000);
                // If this fails, the next round tries again.
                let _ = fs::write(project.join("01-oman.md"), case("Oman", &text));
                let _ = fs::write(project.join("a/a.png"), &pictures[round % 2]);
                if round % 7 == 0 {
                    let _ = fs::remove_file(project.join("a/a.png"));
                    let _ = symlink("/etc/passwd", project.join("a/a.png"));
                    let _ = fs::remove_file(project.join("a/a.png"));
                }
            }
        });
        let result = (0..20).try_for_each(|round| built(&folder, &out, round));
        stop.store(true, Ordering::Relaxed);
        result
    })
}

fn built(folder: &TempDir, out: &Path, round: usize) -> Outcome {
    let old = entries(out)?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "project", "--out", "out"])
        .args(FORMATS)
        .current_dir(folder.path())
        .output()?;
    let said = String::from_utf8([run.stdout, run.stderr].concat())?;
    check(!said.contains("panicked"), format!("round {round}: it panicked:\n{said}"))?;
    match run.status.code() {
        Some(0) => outputs::check_book(out, &[]),
        Some(1) => {
            check(said.contains("error["), format!("round {round}: no reason is given:\n{said}"))?;
            check(entries(out)? == old, format!("round {round}: the old release was touched"))
        }
        _ => check(false, format!("round {round}: {}:\n{said}", run.status)),
    }
}
