//! Kills the process, or fails the call, at every single system call while an old release is replaced.

use std::path::Path;

use libtest_mimic::Trial;

use super::{Books, NEW, OLD, Outcome, check, expect, files, has};

/// System calls that change the disk, each with its minimum number in a release of six files.
const REQUESTS: [(&str, usize); 6] =
    [("rename", 6), ("linkat", 6), ("unlink", 3), ("unlinkat", 3), ("mkdir", 3), ("fsync", 9)];

pub fn tests() -> Vec<Trial> {
    let kills = REQUESTS.map(|(request, least)| {
        Trial::test(format!("faults::crashes::a_kill_at_each_{request}"), move || killed_at(request, least))
    });
    let errors = [("rename", "EIO", 5), ("fsync", "EIO", 9), ("linkat", "ENOSPC", 0), ("mkdir", "ENOSPC", 3)];
    let errors = errors.map(|(request, error, least)| {
        Trial::test(format!("faults::crashes::{error}_at_each_{request}"), move || {
            refused_at(request, error, least)
        })
    });
    kills
        .into_iter()
        .chain(errors)
        .chain([
            Trial::test("faults::crashes::ENOSPC_at_each_file", no_space_for_a_file),
            Trial::test("faults::crashes::an_undoing_that_is_killed", undoing_is_killed),
        ])
        .collect()
}

/// No release makes this many calls.
const MOST: usize = 40;

fn under<'a>(inject: &'a str, trace: &'a str) -> [&'a str; 8] {
    ["strace", "-f", "-o", "/dev/null", "-e", trace, "-e", inject]
}

fn can_inject() -> bool {
    has(&["strace", "-f", "-o", "/dev/null", "-e", "inject=chroot:error=EPERM", "true"])
}

fn killed_at(request: &str, least: usize) -> Outcome {
    if !can_inject() {
        return Ok(());
    }
    let books = Books::new()?;
    let trace = format!("trace={request}");
    let mut was_new = false;
    for number in 1..MOST {
        books.place_old("out")?;
        let inject = format!("inject={request}:signal=KILL:when={number}");
        let run = books.build_under(&under(&inject, &trace), NEW, "out").output()?;
        if run.status.success() {
            check(number > least, format!("only {} {request} in a build", number - 1))?;
            return check(files(&books.at("out"))? == books.new, "the release is not whole");
        }
        let is_moving = Path::new(&books.at("out")).join(".casebook/journal").exists();
        let mut left = files(&books.at("out"))?;
        left.retain(|path, _| !path.starts_with(".casebook/"));
        let is_whole = left == books.old || left == books.new;
        check(is_moving || is_whole, format!("{request} {number}: torn, and no journal says so"))?;
        books.heal("out")?;
        let healed = files(&books.at("out"))?;
        let is_new = healed == books.new;
        check(is_new || healed == books.old, format!("{request} {number}: {:?}", healed.keys()))?;
        check(is_new || !was_new, format!("{request} {number}: an earlier kill left the new release"))?;
        was_new = is_new;
    }
    Err(format!("more than {MOST} {request} in a build").into())
}

/// If a call fails, the build reports it and restores the old release at once, or continues without the call.
fn refused_at(request: &str, error: &str, least: usize) -> Outcome {
    if !can_inject() {
        return Ok(());
    }
    let books = Books::new()?;
    let trace = format!("trace={request}");
    for number in 1..=least.max(1) {
        books.place_old("out")?;
        let inject = format!("inject={request}:error={error}:when={number}");
        let run = books.build_under(&under(&inject, &trace), NEW, "out").output()?;
        let left = files(&books.at("out"))?;
        if least == 0 {
            // If a hard link is refused, the file is copied.
            check(run.status.success() && left == books.new, format!("{request}: {}", run.status))?;
            continue;
        }
        expect(&run, 2, "out")?;
        check(left == books.old, format!("{request} {number}: {:?}", left.keys()))?;
    }
    Ok(())
}

fn no_space_for_a_file() -> Outcome {
    if !can_inject() {
        return Ok(());
    }
    let books = Books::new()?;
    let names = ["book.epub", "book.pdf", "book.html", "cases/new.pdf", "release.json", "SHA256SUMS"];
    for (number, name) in names.into_iter().enumerate() {
        books.place_old("out")?;
        let path = books.folder.path().canonicalize()?.join(format!("out/.casebook/new/{number}"));
        let path = path.to_string_lossy();
        let under = [
            "strace",
            "-f",
            "-o",
            "/dev/null",
            "-P",
            &path,
            "-e",
            "inject=write:error=ENOSPC",
            "-e",
            "trace=write",
        ];
        let run = books.build_under(&under, NEW, "out").output()?;
        expect(&run, 2, &format!("out/{name}: No space left on device"))?;
        check(files(&books.at("out"))? == books.old, format!("{name}: the old release is not as it was"))?;
    }
    Ok(())
}

/// A build is killed while it moves files, and the next one during the rollback.
fn undoing_is_killed() -> Outcome {
    if !can_inject() {
        return Ok(());
    }
    let books = Books::new()?;
    for number in 1..=5 {
        books.place_old("out")?;
        let at = |number| format!("inject=rename:signal=KILL:when={number}");
        books.build_under(&under(&at(4), "trace=rename"), NEW, "out").output()?;
        check(books.at("out/.casebook/journal").exists(), "the build was not killed while it moved")?;
        books.build_under(&under(&at(number), "trace=rename"), OLD, "out").output()?;
        books.heal("out")?;
        check(files(&books.at("out"))? == books.old, format!("{number}: the old release did not come back"))?;
    }
    Ok(())
}
