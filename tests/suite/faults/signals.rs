//! A signal leaves a complete release or none, and nothing else.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use libtest_mimic::Trial;

use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    ["HUP", "INT", "TERM"]
        .into_iter()
        .map(|signal| {
            Trial::test(format!("faults::{signal}_leaves_nothing_half_done"), move || stopped(signal))
        })
        .collect()
}

/// The number of moments of a build that are tried, and the time between two of them.
const MOMENTS: (u32, Duration) = (4, Duration::from_millis(40));

fn stopped(signal: &str) -> Outcome {
    if cfg!(not(unix)) {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: B\nlanguage: en\ncases: [\"*.md\"]\n")?;
    fs::write(folder.path().join("01.md"), "---\ntitle: A\n---\n\nA[^1].\n\n[^1]: B\n")?;
    let build = |out: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(["build", "."]).arg("--out").arg(out).current_dir(folder.path()).stderr(Stdio::null());
        command
    };
    let whole = folder.path().join("whole");
    build(&whole).status()?;
    let expected = names(&whole)?;
    for moment in 0..MOMENTS.0 * 3 {
        let out = folder.path().join(format!("out-{moment}"));
        let mut child = build(&out).spawn()?;
        if moment % 3 == 0 {
            thread::sleep(MOMENTS.1 * (1 + moment));
        } else {
            // During or just before the writing of files.
            while !out.join(".casebook").exists() && child.try_wait()?.is_none() {
                thread::yield_now();
            }
        }
        Command::new("kill").args(["-s", signal, &child.id().to_string()]).stderr(Stdio::null()).status()?;
        let code = child.wait()?.code();
        if !matches!(code, Some(0 | 130)) {
            return Err(format!("moment {moment}: exit code {code:?}").into());
        }
        let left = if out.exists() { names(&out)? } else { Vec::new() };
        if !left.is_empty() && left != expected {
            return Err(format!("moment {moment}: {left:?} is there").into());
        }
    }
    Ok(())
}

fn names(folder: &Path) -> Result<Vec<String>, std::io::Error> {
    let entries = fs::read_dir(folder)?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names = names.collect::<Result<Vec<String>, std::io::Error>>()?;
    names.sort();
    Ok(names)
}
