//! Few resources, concurrent builds, disappearing sources, and projects of many files.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use libtest_mimic::Trial;

use super::{Books, NEW, OLD, Outcome, check, expect, files, has};

pub fn tests() -> Vec<Trial> {
    if cfg!(not(unix)) {
        return Vec::new();
    }
    vec![
        Trial::test("faults::machine::small_ones_make_the_same_bytes", small),
        Trial::test("faults::machine::three_builds_at_once", at_once),
        Trial::test("faults::machine::sources_that_go_away", sources_go_away),
        Trial::test("faults::machine::ten_thousand_other_files", many_files),
        Trial::test("faults::machine::ten_thousand_entries", many_entries),
        Trial::test("faults::machine::a_hundred_thousand_keys", many_keys),
    ]
}

fn small() -> Outcome {
    let books = Books::new()?;
    let shells = [
        "ulimit -n 32",
        "ulimit -s 512",
        "export TMPDIR=/nowhere",
        "unset HOME TMPDIR PATH",
        "export HOME=/nowhere",
    ];
    for words in shells {
        let run = books.build_in_shell(words, NEW, "out").output()?;
        expect(&run, 0, "").map_err(|_| format!("{words}: {}", String::from_utf8_lossy(&run.stderr)))?;
        check(files(&books.at("out"))? == books.new, format!("{words}: other bytes"))?;
        books.place_old("out")?;
    }
    for under in [&["unshare", "-n"][..], &["taskset", "-c", "0"]] {
        if has(&[under, &["true"]].concat()) {
            expect(&books.build_under(under, NEW, "out").output()?, 0, "")?;
            check(files(&books.at("out"))? == books.new, format!("{under:?}: other bytes"))?;
            books.place_old("out")?;
        }
    }
    // Too few threads: an error is reported instead of a crash.
    expect(&books.build_in_shell("ulimit -n 5", NEW, "out").output()?, 2, "casebook: ")?;
    check(files(&books.at("out"))? == books.old, "the old release is not as it was")
}

fn at_once() -> Outcome {
    let books = Books::new()?;
    for round in 0..6 {
        let mut builds = Vec::new();
        for edition in [OLD, NEW, OLD] {
            builds.push(books.build(edition, "out").stderr(Stdio::piped()).spawn()?);
        }
        for build in builds {
            let run = build.wait_with_output()?;
            expect(&run, 0, "").map_err(|_| format!("{round}: {}", String::from_utf8_lossy(&run.stderr)))?;
        }
        let found = files(&books.at("out"))?;
        check(found == books.old || found == books.new, format!("round {round}: torn"))?;
    }
    Ok(())
}

fn sources_go_away() -> Outcome {
    let books = Books::new()?;
    let source = books.at(NEW).join("01-oman.md");
    let text = fs::read(&source)?;
    for round in 0..20_u32 {
        books.place_old("out")?;
        let build = books.build(NEW, "out").stderr(Stdio::piped()).spawn()?;
        thread::sleep(Duration::from_micros(u64::from(round * 997 % 20_000)));
        if round % 2 == 0 {
            fs::remove_file(&source)?;
        } else {
            fs::rename(&source, books.at(NEW).join("renamed.md"))?;
        }
        let run = build.wait_with_output()?;
        let found = files(&books.at("out"))?;
        if run.status.success() {
            // A renamed case has another address. Then it is a different book, which is complete by its own digests.
            let mut sums = Command::new("sha256sum");
            sums.args(["-c", "--status", "SHA256SUMS"]);
            let is_whole = sums.current_dir(books.at("out")).status()?.success();
            check(found.len() == books.new.len() && is_whole, format!("round {round}: torn"))?;
        } else {
            expect(&run, 1, "error[").map_err(|_| String::from_utf8_lossy(&run.stderr).into_owned())?;
            check(found == books.old, format!("round {round}: the old release is not as it was"))?;
        }
        let _ = fs::remove_file(books.at(NEW).join("renamed.md"));
        fs::write(&source, &text)?;
    }
    Ok(())
}

fn many_files() -> Outcome {
    let books = Books::new()?;
    for number in 0..10_000 {
        fs::write(books.at(NEW).join(format!("{number}.bin")), "x")?;
    }
    expect(&books.build(NEW, "out").output()?, 0, "")?;
    check(files(&books.at("out"))? == books.new, "files that are no cases are in the book")
}

fn checked(books: &Books) -> std::io::Result<std::process::Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
    command.args(["check", NEW, "--message-format", "short"]).current_dir(books.folder.path()).output()
}

/// Every entry has its own place, also with quotation marks or a comment.
fn many_entries() -> Outcome {
    let books = Books::new()?;
    let mut lines: Vec<String> = (0..10_000).map(|number| format!("  - missing-{number}.md")).collect();
    lines[5_000] = "  - \"missing-5000.md\"".to_owned();
    lines[6_000] = "  - missing-6000.md # a remark".to_owned();
    let head = "title: Book\nlanguage: en\ncases:\n";
    fs::write(books.at(NEW).join("book.yaml"), format!("{head}{}\n", lines.join("\n")))?;
    let run = checked(&books)?;
    let said = String::from_utf8(run.stdout)?;
    check(run.status.code() == Some(1), said.clone())?;
    for number in [0, 1, 4_999, 5_000, 5_001, 5_999, 6_000, 6_001, 9_999] {
        let line = format!(
            "new/book.yaml:{}:5: error[missing-file]: there is no file `missing-{number}.md`",
            number + 4
        );
        check(said.contains(&line), format!("nothing says {line}"))?;
    }
    Ok(())
}

fn many_keys() -> Outcome {
    let books = Books::new()?;
    let keys: String = (0..100_000).map(|number| format!("k{number}: v\n")).collect();
    fs::write(
        books.at(NEW).join("book.yaml"),
        format!("title: Book\nlanguage: en\ncases: [\"*.md\"]\n{keys}"),
    )?;
    let run = checked(&books)?;
    let said = String::from_utf8(run.stdout)?;
    check(said.contains("new/book.yaml:23:1: "), "no key has its place")?;
    let last = "new/book.yaml:24:1: ";
    let line = said.lines().find(|line| line.starts_with(last)).ok_or("the other keys are not told of")?;
    check(line.contains("`k20` is the first of 99980 more unknown keys"), line)
}
