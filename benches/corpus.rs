//! How long a whole build takes, and how much memory: every output, in a process of its own, against what Typst alone
//! needs for the book's PDF.
//!
//! `cargo bench` measures `content/`; `cargo bench -- FOLDER` measures another project. To reach: at most 1.5 times
//! Typst, and under 400 MB.

#![expect(clippy::disallowed_methods, reason = "the peak of memory is read from the system")]

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use casebook::diag::Diagnostics;
use casebook::emit::pdf::drawings::draw;
use casebook::emit::pdf::finish;
use casebook::emit::pdf::sheet::settle;
use casebook::emit::pdf::source::sources;
use casebook::emit::pdf::world::{BookWorld, Stage};
use casebook::{cli, compile, load};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How often each is run; the fastest run counts, for it was disturbed least.
const RUNS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match arguments.as_slice() {
        [mode, folder] if mode == "build" => build(Path::new(folder)),
        [mode, folder] if mode == "typst" => typst_alone(Path::new(folder)),
        [mode, folder] if mode == "draw" => drawings_alone(Path::new(folder), 1),
        [mode, folder] if mode == "draw-again" => drawings_alone(Path::new(folder), 2),
        [folder] => compare(Path::new(folder)),
        _ => compare(&PathBuf::from("content")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs both, in turns, and prints the best of each.
fn compare(folder: &Path) -> Result<()> {
    let mut all: Option<Measured> = None;
    let mut typst: Option<Measured> = None;
    let mut draw: Option<Measured> = None;
    let mut draw_again: Option<Measured> = None;
    for _ in 0..RUNS {
        best(&mut all, run("build", folder)?);
        best(&mut typst, run("typst", folder)?);
        best(&mut draw, run("draw", folder)?);
        best(&mut draw_again, run("draw-again", folder)?);
    }
    let (Some(all), Some(typst), Some(draw), Some(draw_again)) = (all, typst, draw, draw_again) else {
        return Err("nothing was measured".into());
    };
    println!("{}: best of {RUNS} cold runs", folder.display());
    println!("all outputs          {:7.0} ms  {:5.0} MB", all.milliseconds, all.megabytes);
    println!("Typst, book PDF      {:7.0} ms  {:5.0} MB", typst.milliseconds, typst.megabytes);
    println!("figures, cold        {:7.1} ms", draw.milliseconds);
    println!("figures, again       {:7.1} ms", draw_again.milliseconds);
    println!("ratio                {:7.2}", all.milliseconds / typst.milliseconds);
    Ok(())
}

struct Measured {
    milliseconds: f64,
    megabytes: f64,
}

fn best(best: &mut Option<Measured>, new: Measured) {
    if best.as_ref().is_none_or(|best| new.milliseconds < best.milliseconds) {
        *best = Some(new);
    }
}

/// Runs this program again in one of its modes: a cold process.
fn run(mode: &str, folder: &Path) -> Result<Measured> {
    let start = Instant::now();
    let output = Command::new(std::env::current_exe()?).arg(mode).arg(folder).output()?;
    let wall = start.elapsed().as_secs_f64() * 1000.0;
    let printed = String::from_utf8(output.stdout)?;
    let value =
        |key: &str| printed.lines().find_map(|line| line.strip_prefix(key)?.trim().parse::<f64>().ok());
    let megabytes =
        value("peak").ok_or_else(|| format!("{mode} failed: {}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(Measured { milliseconds: value("time").unwrap_or(wall), megabytes })
}

/// Everything that `casebook build` does.
fn build(folder: &Path) -> Result<()> {
    let out = tempfile::tempdir()?;
    let arguments = ["casebook", "build", &folder.to_string_lossy(), "--out", &out.path().to_string_lossy()]
        .map(Into::into);
    if cli::run(arguments) != ExitCode::SUCCESS {
        return Err("the book was not built".into());
    }
    print_peak()
}

/// Layout and export of the book's PDF alone, timed without the reading of the sources.
fn typst_alone(folder: &Path) -> Result<()> {
    let project = load::project(folder)?;
    let (book, _) = compile::book(&project, None);
    let book = book.ok_or("the sources have errors")?;
    let theme = load::theme(&project, &mut Diagnostics::default());
    let stage = Stage::new(&theme, &mut Diagnostics::default());
    let start = Instant::now();
    let drawings =
        draw(&book, &theme, &stage, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
    let stand_ins: Vec<_> = drawings.stand_ins().collect();
    let sheet = settle(book.manifest(), &theme, &mut Diagnostics::default()).ok_or("the page has no room")?;
    let sources = sources(&book, &drawings.shown);
    let world = BookWorld::of_book(&stage, &book, &theme, &sheet, &sources, &stand_ins);
    let document =
        typst::compile::<typst_layout::PagedDocument>(&world).output.map_err(|_| "the layout failed")?;
    let document = finish(&document, &drawings, &stand_ins);
    typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).map_err(|_| "the export failed")?;
    println!("time {}", start.elapsed().as_secs_f64() * 1000.0);
    print_peak()
}

/// Draws all figures as often as said; the last time is the one measured.
fn drawings_alone(folder: &Path, times: usize) -> Result<()> {
    let mut last = 0.0;
    for _ in 0..times {
        // Everything is read anew, as a second build in the same process would.
        let project = load::project(folder)?;
        let (book, _) = compile::book(&project, None);
        let book = book.ok_or("the sources have errors")?;
        let theme = load::theme(&project, &mut Diagnostics::default());
        let stage = Stage::new(&theme, &mut Diagnostics::default());
        let start = Instant::now();
        draw(&book, &theme, &stage, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
        last = start.elapsed().as_secs_f64() * 1000.0;
    }
    println!("time {last}");
    print_peak()
}

/// The most memory that this process had, in megabytes (`proc(5)`, `VmHWM`).
fn print_peak() -> Result<()> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("peak {}", kilobytes / 1024.0);
    Ok(())
}
