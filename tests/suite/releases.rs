//! The output folder has exactly one complete release after a build is stopped, disturbed or run twice at once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::golden::Outcome;

type Result<T> = std::result::Result<T, libtest_mimic::Failed>;
/// The files below a folder by their paths.
type Files = BTreeMap<String, Vec<u8>>;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("releases::a_killed_build_leaves_one_whole_release", killed),
        Trial::test("releases::a_stopped_build_leaves_one_whole_release", stopped),
        Trial::test("releases::two_builds_at_once_do_not_mix", two_at_once),
        Trial::test("releases::what_is_not_casebooks_stays", foreign_files_stay),
        Trial::test("releases::a_folder_in_the_way_leaves_the_old_files", folder_in_the_way),
        Trial::test("releases::a_read_only_folder_is_exit_code_2", read_only),
        Trial::test("releases::nothing_is_written_through_a_link", links),
        Trial::test("releases::a_journal_leads_nowhere_else", forged_journals),
    ]
}

/// Two editions of a book with many files of the same names, one with an error, and the outputs of the valid ones.
struct Editions {
    folder: TempDir,
    made: [Files; 2],
    /// The duration of a build here, which is used to stop others while they write.
    time: Duration,
}

const SOUND: [&str; 2] = ["first", "second"];
const CASES: usize = 12;

impl Editions {
    fn new() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["first", "second", "broken"] {
            let book = folder.path().join(name);
            fs::create_dir(&book)?;
            fs::write(book.join("book.yaml"), "title: Small\nlanguage: en\ncases: [\"*.md\"]\n")?;
            for number in 1..=CASES {
                let note = if name == "broken" { "[^1]" } else { "" };
                let text = format!("---\ntitle: Case {number}\n---\n\nThe {name} edition.{note}\n");
                fs::write(book.join(format!("case-{number:02}.md")), text)?;
            }
        }
        let mut editions = Self { folder, made: Default::default(), time: Duration::ZERO };
        for (number, name) in SOUND.into_iter().enumerate() {
            let start = Instant::now();
            editions.build(name, name)?;
            editions.time = start.elapsed();
            editions.made[number] = files(&editions.out(name))?;
        }
        check(editions.made[0].len() >= CASES + 3, "the book has too few files")?;
        check(editions.made[0] != editions.made[1], "the editions are the same")?;
        Ok(editions)
    }

    fn out(&self, out: &str) -> PathBuf {
        self.folder.path().join("out").join(out)
    }

    fn command(&self, edition: &str, out: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["build", edition, "--out"]).arg(self.out(out)).current_dir(self.folder.path());
        command.env("SOURCE_DATE_EPOCH", "1500000000").stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn build(&self, edition: &str, out: &str) -> Outcome {
        let status = self.command(edition, out).status()?;
        check(status.success(), format!("{edition} into {out}: {status}"))
    }

    /// A build that writes nothing, because the sources have an error. It still removes the remains of another build.
    fn fail(&self, out: &str) -> Outcome {
        let status = self.command("broken", out).status()?;
        check(status.code() == Some(1), format!("the broken book: {status}"))
    }

    fn output(&self, edition: &str, out: &str) -> Result<Output> {
        Ok(self.command(edition, out).stderr(Stdio::piped()).output()?)
    }

    /// The edition in the folder; an error if it is neither, or if there are other files.
    fn edition(&self, out: &str) -> Result<usize> {
        let found = files(&self.out(out))?;
        let edition = self.made.iter().position(|made| *made == found);
        edition.ok_or_else(|| {
            let of = |(path, bytes)| {
                format!("{path} {:?}", self.made.each_ref().map(|made| made.get(path) == Some(bytes)))
            };
            format!("{out} has no whole release: {:?}", found.iter().map(of).collect::<Vec<_>>()).into()
        })
    }

    /// Starts builds of the edition that is not there and stops each at another moment. Returns how many were stopped
    /// while they moved files.
    fn stop(&self, out: &str, times: u32, stop: impl Fn(&mut Child) -> Outcome) -> Result<u32> {
        let (mut seed, mut torn) = (7, 0);
        self.build(SOUND[0], out)?;
        for _ in 0..times {
            let old = self.edition(out)?;
            let mut child = self.command(SOUND[1 - old], out).spawn()?;
            wait_for_moment(&mut seed, self.time, &self.out(out));
            stop(&mut child)?;
            child.wait()?;
            // Without a journal the files are complete; with one, the next build restores the old ones.
            let is_moving = self.out(out).join(".casebook/journal").exists();
            torn += u32::from(is_moving);
            if !is_moving {
                let mut left = files(&self.out(out))?;
                left.retain(|path, _| !path.starts_with(".casebook/"));
                check(self.made.contains(&left), "the release is torn, and no journal says so")?;
            }
            self.fail(out)?;
            let new = self.edition(out)?;
            check(!is_moving || new == old, "the old release did not come back")?;
        }
        Ok(torn)
    }
}

/// Every second time some part of a build; else until files are being written, and a little longer.
fn wait_for_moment(seed: &mut u64, time: Duration, out: &Path) {
    // A linear congruential generator, with the multiplier of Knuth's MMIX: the same moments in each run.
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let random = u32::try_from(*seed >> 40).unwrap_or(0);
    if random.is_multiple_of(2) {
        return thread::sleep(time * (random % 1_000) / 1_000);
    }
    let is_moving = random % 4 == 1;
    let awaited = out.join(".casebook").join(if is_moving { "journal" } else { "new" });
    let start = Instant::now();
    while !awaited.exists() && start.elapsed() < time * 3 {
        thread::yield_now();
    }
    // The moves take less time than the shortest sleep.
    if !is_moving {
        thread::sleep(Duration::from_micros(u64::from(random % 2_000)));
    }
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// Everything below a folder that is not a folder.
fn files(folder: &Path) -> Result<Files> {
    let mut found = Files::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            let below = files(&entry.path())?;
            // An empty folder counts as a remnant, too.
            if below.is_empty() {
                found.insert(format!("{name}/"), Vec::new());
            }
            found.extend(below.into_iter().map(|(path, bytes)| (format!("{name}/{path}"), bytes)));
        } else {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(found)
}

fn killed() -> Outcome {
    let editions = Editions::new()?;
    let torn = editions.stop("out", 25, |child| Ok(child.kill()?))?;
    eprintln!("25 builds killed, {torn} of them while files were moved");
    editions.build(SOUND[0], "out")?;
    check(editions.edition("out")? == 0, "the build after all has another edition")
}

/// The signals that a person at a terminal, or a system that shuts down, sends.
fn stopped() -> Outcome {
    let editions = Editions::new()?;
    for signal in ["-INT", "-TERM"] {
        editions.stop("out", 6, |child| {
            // A build that already finished cannot be stopped, which is not a failure.
            Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status()?;
            Ok(())
        })?;
    }
    let mut child = editions.command(SOUND[0], "out").spawn()?;
    Command::new("kill").args(["-TERM", &child.id().to_string()]).status()?;
    check(!child.wait()?.success(), "a build that was stopped says that all is done")
}

fn two_at_once() -> Outcome {
    let editions = Editions::new()?;
    for round in 0..6 {
        let mut builds = Vec::new();
        for name in SOUND.iter().chain(&SOUND[..1]) {
            builds.push(editions.command(name, "out").spawn()?);
        }
        for mut build in builds {
            check(build.wait()?.success(), format!("round {round}: a build failed"))?;
        }
        editions.edition("out")?;
    }
    Ok(())
}

fn foreign_files_stay() -> Outcome {
    let editions = Editions::new()?;
    let out = editions.out("out");
    fs::create_dir_all(out.join("cases"))?;
    let foreign = ["README.txt", ".hidden", "cases/other.pdf"];
    for path in foreign {
        fs::write(out.join(path), path)?;
    }
    editions.stop_and_check(&foreign)?;
    editions.build(SOUND[1], "out")?;
    let mut found = files(&out)?;
    for path in foreign {
        check(found.remove(path).as_deref() == Some(path.as_bytes()), format!("{path} was touched"))?;
    }
    check(found == editions.made[1], "the release is not whole")
}

impl Editions {
    /// Kills a build while it moves files, and lets the next one roll it back.
    fn stop_and_check(&self, foreign: &[&str]) -> Outcome {
        let mut child = self.command(SOUND[0], "out").spawn()?;
        while !self.out("out").join(".casebook/journal").exists() && child.try_wait()?.is_none() {
            thread::yield_now();
        }
        child.kill()?;
        child.wait()?;
        self.fail("out")?;
        let mut found = files(&self.out("out"))?;
        for path in foreign {
            check(found.remove(*path).is_some(), format!("{path} is gone"))?;
        }
        check(found.is_empty() || found == self.made[0], format!("left over: {:?}", found.keys()))
    }
}

/// Moving the last file fails: those before it are moved back.
fn folder_in_the_way() -> Outcome {
    let editions = Editions::new()?;
    editions.build(SOUND[0], "out")?;
    let place = editions.out("out").join(format!("cases/case-{CASES}.pdf"));
    fs::remove_file(&place)?;
    fs::create_dir(&place)?;
    let old = files(&editions.out("out"))?;
    let run = editions.output(SOUND[1], "out")?;
    check(run.status.code() == Some(2), format!("exit code {:?}", run.status.code()))?;
    let words = String::from_utf8(run.stderr)?;
    check(words.contains(&format!("case-{CASES}.pdf: a folder has this name")), words)?;
    check(files(&editions.out("out"))? == old, "something was written")
}

#[cfg(unix)]
fn read_only() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let editions = Editions::new()?;
    editions.build(SOUND[0], "out")?;
    let cases = editions.out("out").join("cases");
    fs::set_permissions(&cases, fs::Permissions::from_mode(0o555))?;
    // The superuser may write everywhere, so nothing fails then.
    let may_write =
        fs::write(cases.join("probe"), "").and_then(|()| fs::remove_file(cases.join("probe"))).is_ok();
    let run = editions.output(SOUND[1], "out")?;
    fs::set_permissions(&cases, fs::Permissions::from_mode(0o755))?;
    if may_write {
        return check(editions.edition("out")? == 1, "the release is not whole");
    }
    check(run.status.code() == Some(2), format!("exit code {:?}", run.status.code()))?;
    check(String::from_utf8(run.stderr)?.contains("cases/case-01.pdf"), "the message names no file")?;
    check(editions.edition("out")? == 0, "the old release is not whole")
}

#[cfg(not(unix))]
fn read_only() -> Outcome {
    Ok(())
}

#[cfg(unix)]
fn links() -> Outcome {
    use std::os::unix::fs::symlink;
    let editions = Editions::new()?;
    let (out, elsewhere) = (editions.out("out"), editions.folder.path().join("elsewhere"));
    fs::create_dir_all(&out)?;
    fs::create_dir(&elsewhere)?;
    fs::write(elsewhere.join("kept"), "kept")?;
    // A link to a file is replaced; its target is unchanged.
    symlink(elsewhere.join("kept"), out.join("small.html"))?;
    editions.build(SOUND[0], "out")?;
    check(editions.edition("out")? == 0, "the release is not whole")?;
    check(!out.join("small.html").is_symlink(), "the link is still there")?;
    // Links to folders are refused, also in place of the staging folder.
    for name in ["cases", ".casebook"] {
        let _ = fs::remove_dir_all(out.join(name));
        symlink(&elsewhere, out.join(name))?;
        let run = editions.output(SOUND[1], "out")?;
        check(run.status.code() == Some(2), format!("{name}: exit code {:?}", run.status.code()))?;
        check(
            String::from_utf8(run.stderr)?.contains(name),
            format!("{name}: the message does not name it"),
        )?;
        fs::remove_file(out.join(name))?;
    }
    check(
        files(&elsewhere)? == Files::from([("kept".to_owned(), b"kept".to_vec())]),
        "something was written there",
    )
}

#[cfg(not(unix))]
fn links() -> Outcome {
    Ok(())
}

/// The output folder may come from an untrusted project: its journal must not refer to files outside.
fn forged_journals() -> Outcome {
    let editions = Editions::new()?;
    editions.build(SOUND[0], "out")?;
    let kept = editions.folder.path().join("out/kept");
    fs::write(&kept, "kept")?;
    let absolute = format!("[[],[[\"{}\",false]]]", kept.display());
    for journal in ["[[],[[\"../kept\",false]]]", &absolute, "[[\"..\"],[]]", "not a journal"] {
        let staging = editions.out("out").join(".casebook");
        fs::create_dir(&staging)?;
        fs::write(staging.join("journal"), journal)?;
        let run = editions.output(SOUND[1], "out")?;
        check(run.status.code() == Some(2), format!("{journal}: exit code {:?}", run.status.code()))?;
        check(!run.stderr.is_empty(), format!("{journal}: not a word"))?;
        check(fs::read(&kept)? == b"kept", format!("{journal}: a file elsewhere is gone"))?;
        fs::remove_dir_all(&staging)?;
        check(editions.edition("out")? == 0, format!("{journal}: the release was touched"))?;
    }
    Ok(())
}
