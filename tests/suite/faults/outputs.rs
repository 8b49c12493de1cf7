//! Full disks, and output folders that are not folders.

use std::fs;
use std::process::Stdio;

use libtest_mimic::Trial;

use super::{BROKEN, Books, NEW, OLD, Outcome, check, expect, files, has};

pub fn tests() -> Vec<Trial> {
    if cfg!(not(unix)) {
        return Vec::new();
    }
    vec![
        Trial::test("faults::outputs::files_beyond_the_limit", limited),
        Trial::test("faults::outputs::disks_of_seven_sizes", full_disks),
        Trial::test("faults::outputs::messages_that_cannot_be_written", full_streams),
        Trial::test("faults::outputs::streams_that_are_closed", closed_streams),
        Trial::test("faults::outputs::a_folder_that_is_none", no_folder),
        Trial::test("faults::outputs::a_link_to_a_folder", link_to_a_folder),
        Trial::test("faults::outputs::a_folder_of_somebody_else", forbidden),
        Trial::test("faults::outputs::a_folder_in_the_place_of_a_file", folder_in_the_way),
        Trial::test("faults::outputs::the_folder_of_the_sources", among_the_sources),
        Trial::test("faults::outputs::files_of_an_older_name", older_names),
    ]
}

fn limited() -> Outcome {
    let books = Books::new()?;
    // Limits in blocks of 512 bytes: the PDF fits into some of them, the HTML into none.
    for blocks in [0, 1, 20, 60, 100, 200] {
        books.place_old("out")?;
        let run = books.build_in_shell(&format!("ulimit -f {blocks}"), NEW, "out").output()?;
        expect(&run, 2, "File too large")?;
        expect(&run, 2, "out/")?;
        check(files(&books.at("out"))? == books.old, format!("{blocks}: the old release is not as it was"))?;
    }
    Ok(())
}

fn full_disks() -> Outcome {
    let books = Books::new()?;
    let disk = books.at("disk");
    let name = disk.to_string_lossy().into_owned();
    fs::create_dir(&disk)?;
    if !has(&["mount", "-t", "tmpfs", "-o", "size=1m", "none", &name]) {
        return Ok(());
    }
    let mut full = 0;
    // The old release has about 300 kB, and so does the new one.
    let result = [360, 400, 440, 480, 520, 600, 2_000].into_iter().try_for_each(|size| -> Outcome {
        let size = format!("remount,size={size}k");
        check(has(&["mount", "-o", &size, &name]), "the size of the disk cannot be changed")?;
        books.write_old(&disk)?;
        let run = books.build(NEW, "disk").output()?;
        let found = files(&disk)?;
        if run.status.success() {
            return check(found == books.new, "the release is not whole");
        }
        full += 1;
        expect(&run, 2, ": No space left on device")?;
        expect(&run, 2, "casebook: disk/")?;
        check(found == books.old, format!("{size}: {:?}", found.keys()))
    });
    check(has(&["umount", &name]), "the disk is still there")?;
    result?;
    check((1..7).contains(&full), format!("{full} of 7 disks were too small"))
}

/// A file of the release under an old name is removed if this build writes its format and the file was not changed.
fn older_names() -> Outcome {
    let books = Books::new()?;
    let old = "cases/old.pdf";
    for (arguments, is_gone) in [
        (&["--format", "cases"][..], true),
        (&["--format", "epub"], false),
        (&["--case", "case-01-oman"], false),
    ] {
        books.place_old("out")?;
        let run = books.build(NEW, "out").args(arguments).output()?;
        expect(&run, 0, "")?;
        let found = files(&books.at("out"))?;
        check(found.contains_key(old) != is_gone, format!("{arguments:?}: {:?}", found.keys()))?;
        check(found.get("book.html") == books.old.get("book.html"), "another format was touched")?;
    }
    books.place_old("out")?;
    fs::write(books.at("out/cases/old.pdf"), "changed by somebody")?;
    fs::write(books.at("out/cases/mine.pdf"), "made by somebody")?;
    expect(&books.build(NEW, "out").output()?, 0, "")?;
    let found = files(&books.at("out"))?;
    check(found.contains_key(old) && found.contains_key("cases/mine.pdf"), "a file of somebody else is gone")
}

fn full_streams() -> Outcome {
    if !has(&["test", "-c", "/dev/full"]) {
        return Ok(());
    }
    let books = Books::new()?;
    books.place_old("out")?;
    let full = || fs::OpenOptions::new().write(true).open("/dev/full");
    let mut build = books.build(BROKEN, "out");
    let run = build.args(["--message-format", "json"]).stdout(full()?).stderr(Stdio::piped()).spawn()?;
    expect(&run.wait_with_output()?, 2, "standard output: No space left on device")?;
    let run = books.build(BROKEN, "out").stderr(full()?).status()?;
    check(run.code() == Some(1), format!("standard error is full: {run}"))?;
    check(files(&books.at("out"))? == books.old, "the old release is not as it was")
}

fn closed_streams() -> Outcome {
    let books = Books::new()?;
    for closed in ["exec <&-", "exec >&-", "exec 2>&-", "exec <&- >&- 2>&-"] {
        let run = books.build_in_shell(closed, NEW, "out").output()?;
        expect(&run, 0, "")?;
        check(files(&books.at("out"))? == books.new, format!("{closed}: other bytes"))?;
        books.place_old("out")?;
    }
    // Standard output is closed.
    for stream in ["2>&1 >/dev/null", "--message-format json 2>/dev/null"] {
        let words = format!("{{ \"$0\" \"$@\" {stream}; echo $? >code; }} | true; exit 0");
        books.build_under(&["sh", "-c", &words], BROKEN, "out").output()?;
        let code = fs::read_to_string(books.at("code"))?;
        check(code.trim() == "1", format!("{stream}: exit code {code}"))?;
    }
    Ok(())
}

fn no_folder() -> Outcome {
    let books = Books::new()?;
    fs::write(books.at("file"), "kept")?;
    let run = books.build(NEW, "file").output()?;
    expect(&run, 2, "casebook: file: this is a file, not a folder")?;
    expect(&books.build(NEW, "file/below").output()?, 2, "casebook: file/below: ")?;
    check(fs::read(books.at("file"))? == b"kept", "the file was overwritten")?;
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", books.at("link"))?;
    expect(&books.build(NEW, "link").output()?, 2, "casebook: link: this link does not point to a folder")?;
    check(!books.at("nowhere").exists(), "something was made where the link leads")
}

#[cfg(unix)]
fn link_to_a_folder() -> Outcome {
    use std::os::unix::fs::symlink;
    let books = Books::new()?;
    books.place_old("real")?;
    symlink("real", books.at("link"))?;
    fs::write(books.at("elsewhere"), "kept")?;
    fs::remove_file(books.at("real/book.pdf"))?;
    symlink("../elsewhere", books.at("real/book.pdf"))?;
    expect(&books.build(NEW, "link").output()?, 0, "")?;
    check(files(&books.at("real"))? == books.new, "the release is not whole")?;
    check(books.at("link").is_symlink(), "the link is gone")?;
    check(fs::read(books.at("elsewhere"))? == b"kept", "what a link led to was overwritten")
}

#[cfg(not(unix))]
fn link_to_a_folder() -> Outcome {
    Ok(())
}

/// Root may write everywhere, so another user runs the build.
fn forbidden() -> Outcome {
    let other = ["setpriv", "--reuid", "65534", "--clear-groups"];
    let books = Books::new()?;
    books.place_old("out")?;
    for (mode, path) in [("755", "."), ("555", "out")] {
        check(has(&["chmod", mode, &books.at(path).to_string_lossy()]), "the rights cannot be changed")?;
    }
    let mut probe = std::process::Command::new(other[0]);
    probe.args(&other[1..]).arg(env!("CARGO_BIN_EXE_casebook")).arg("-V").current_dir(books.folder.path());
    if !probe.output().is_ok_and(|run| run.status.success()) {
        eprintln!("skipped: casebook does not run as somebody else here");
        return Ok(());
    }
    let run = books.build_under(&other, NEW, "out").output()?;
    expect(&run, 2, "casebook: out/.casebook: Permission denied")?;
    expect(
        &books.build_under(&other, NEW, "out/below").output()?,
        2,
        "casebook: out/below: Permission denied",
    )?;
    check(files(&books.at("out"))? == books.old, "the old release is not as it was")
}

fn folder_in_the_way() -> Outcome {
    let books = Books::new()?;
    for name in ["book.epub", "SHA256SUMS"] {
        books.place_old("out")?;
        fs::remove_file(books.at("out").join(name))?;
        fs::create_dir(books.at("out").join(name))?;
        let before = files(&books.at("out"))?;
        let run = books.build(NEW, "out").output()?;
        expect(&run, 2, &format!("casebook: out/{name}: a folder has this name"))?;
        check(files(&books.at("out"))? == before, format!("{name}: something was written"))?;
    }
    Ok(())
}

fn among_the_sources() -> Outcome {
    let books = Books::new()?;
    let sources = files(&books.at(OLD))?;
    for round in 0..2 {
        expect(&books.build(OLD, OLD).output()?, 0, "")?;
        let mut found = files(&books.at(OLD))?;
        for (path, bytes) in &sources {
            check(found.remove(path).as_ref() == Some(bytes), format!("round {round}: {path} was changed"))?;
        }
        check(found == books.old, format!("round {round}: the release is not that of another folder"))?;
    }
    Ok(())
}
