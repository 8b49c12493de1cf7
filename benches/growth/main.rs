//! Measures how time and memory grow with the input: each shape of text at one, two and four times a size, in separate
//! processes.
//!
//! `cargo bench --bench growth` measures `check` and the HTML, and the PDF at smaller sizes. The goal: twice the text
//! takes at most 2.5 times as long on average. Otherwise the exit code is 1.

#![expect(
    clippy::disallowed_methods,
    reason = "texts are written, and what they cost is read from the system"
)]

#[path = "../../tests/suite/bounds/shapes.rs"]
mod shapes;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use shapes::{HOSTILE, LONG, Shape};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Limit on the growth of the time when the text doubles.
const LIMIT: f64 = 2.5;

/// A shorter time is mostly startup time and says nothing about growth.
const LEAST_SECONDS: f64 = 0.1;

/// Typst finds the source of each glyph by a linear search in the pieces of its paragraph. In a paragraph of thousands
/// of links or notes, the time therefore grows somewhat faster than the text.
const ONE_PARAGRAPH: [&str; 3] = ["notes in one paragraph", "references to one note", "mentions of a table"];

/// Limit on the growth of the time when such a paragraph doubles.
const LIMIT_OF_ONE_PARAGRAPH: f64 = 3.2;

/// Runs shorter than this many seconds are repeated, because their times vary by a third. The fastest one is used.
const SHORT_SECONDS: f64 = 2.0;

/// Maximum number of repetitions of a short run.
const REPEATS: usize = 3;

/// The commands, and the number of repetitions of a shape at the first size.
const RUNS: [(&str, &[&str], usize, &[Shape]); 4] = [
    ("check", &["check", "."], 10_000, &LONG),
    ("check", &["check", "."], 20_000, &HOSTILE),
    ("HTML", &["build", ".", "--format", "html", "--out", "out"], 10_000, &LONG),
    ("PDF", &["build", ".", "--format", "pdf", "--out", "out"], 1_000, &LONG),
];

fn main() -> ExitCode {
    match measure() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Measures all shapes. Returns whether every shape stays within its limit.
fn measure() -> Result<bool> {
    let mut is_linear = true;
    println!(
        "{:6} {:26} {:>7} {:>24} {:>6} {:>9}",
        "", "shape", "size", "seconds at 1x, 2x, 4x", "ratio", "memory"
    );
    for (what, arguments, size, shapes) in RUNS {
        for shape in shapes {
            let mut costs = Vec::new();
            for times in [1, 2, 4] {
                costs.push(least_cost(&(shape.text)(size * times), arguments)?);
            }
            let ratio = growth_per_doubling(&costs);
            let seconds: String = costs.iter().map(|cost| format!("{:8.2}", cost.seconds)).collect();
            let peak = costs.iter().map(|cost| cost.megabytes).fold(0.0, f64::max);
            let in_one_paragraph = what == "PDF" && ONE_PARAGRAPH.contains(&shape.name);
            let limit = if in_one_paragraph { LIMIT_OF_ONE_PARAGRAPH } else { LIMIT };
            let mark = if ratio > limit { "  too slow" } else { "" };
            println!("{what:6} {:26} {size:>7} {seconds} {ratio:6.2} {peak:6.0} MB{mark}", shape.name);
            is_linear &= ratio <= limit;
        }
    }
    Ok(is_linear)
}

/// The growth of the time per doubling, averaged over two doublings, because a single one varies too much.
fn growth_per_doubling(costs: &[Cost]) -> f64 {
    let (first, last) = (&costs[0], &costs[costs.len() - 1]);
    (last.seconds / first.seconds.max(LEAST_SECONDS)).sqrt()
}

struct Cost {
    /// CPU time of all threads.
    seconds: f64,
    /// Peak memory.
    megabytes: f64,
}

/// The cost of the fastest of several runs; a long run is not repeated.
fn least_cost(text: &str, arguments: &[&str]) -> Result<Cost> {
    let mut least = cost(text, arguments)?;
    for _ in 1..REPEATS {
        if least.seconds > SHORT_SECONDS {
            break;
        }
        let again = cost(text, arguments)?;
        if again.seconds < least.seconds {
            least = again;
        }
    }
    Ok(least)
}

fn cost(text: &str, arguments: &[&str]) -> Result<Cost> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("book.yaml"), "title: B\nlanguage: en\ncases: [\"*.md\"]\n")?;
    fs::write(folder.path().join("01.md"), format!("---\ntitle: A\n---\n\n{text}\n"))?;
    let child = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(arguments)
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    watch(child)
}

/// Measures the resources that a process uses until it ends (`proc(5)`: `VmHWM`, and the times in hundredths of a
/// second).
fn watch(mut child: Child) -> Result<Cost> {
    let folder = format!("/proc/{}", child.id());
    let folder = Path::new(&folder);
    let mut last = Cost { seconds: 0.0, megabytes: 0.0 };
    loop {
        let ended = child.try_wait()?;
        if ended.is_none()
            && let (Ok(status), Ok(stat)) =
                (fs::read_to_string(folder.join("status")), fs::read_to_string(folder.join("stat")))
        {
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            let kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<f64>().ok());
            let times = stat.rsplit(')').next().unwrap_or_default().split(' ').skip(12).take(2);
            let hundredths: f64 = times.filter_map(|time| time.parse::<f64>().ok()).sum();
            if let Some(kilobytes) = kilobytes {
                last = Cost { seconds: hundredths / 100.0, megabytes: kilobytes / 1024.0 };
            }
        }
        match ended.map(|status| status.code()) {
            Some(Some(0 | 1)) => return Ok(last),
            Some(code) => return Err(format!("ended with {code:?}").into()),
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}
