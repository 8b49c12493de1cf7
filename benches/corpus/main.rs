//! Measures the time and memory of a whole build, each output in a separate process, compared with Typst alone on the
//! book's PDF; the layout, compared with that of a handwritten Typst file; and the case PDFs, compared with the layout.
//!
//! `cargo bench` measures `content/`; `cargo bench -- FOLDER` measures another project; `cargo bench -- source FOLDER`
//! prints the handwritten file. Goals: a build takes at most 1.5 times as long as Typst, and less than 400 MB; the
//! layout at most 1.1 times as long as the handwritten one (of the two forms, the second, with the pages after each
//! note); the case PDFs at most 0.6 times as long as the layout, on two cores; the EPUB of the corpus 300 ms without
//! its pages, and the HTML 150 ms without its figures.

#![expect(clippy::disallowed_methods, reason = "the peak of memory is read from the system")]

mod by_hand;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::time::Instant;

use by_hand::WaysBack;
use casebook::cli;
use casebook::measure::{
    Book, BookWorld, Cache, Diagnostics, Drawings, Fonts, Format, Room, Selection, Sheet, Theme, compile,
    draw, finish, load, render, settle, sources,
};
use typst::diag::SourceDiagnostic;
use typst::model::Document;
use typst_layout::PagedDocument;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Number of runs of each mode. The fastest run is used, because it was disturbed least.
const RUNS: usize = 7;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let done = match arguments.as_slice() {
        [mode, folder] if mode == "build" => build(Path::new(folder)),
        [mode, folder] if mode == "typst" => typst_alone(Path::new(folder)),
        [mode, folder] if mode == "draw" => drawings_alone(Path::new(folder), 1),
        [mode, folder] if mode == "draw-again" => drawings_alone(Path::new(folder), 2),
        [mode, folder] if mode == "layout" => layout(Path::new(folder), Pages::Casebook),
        [mode, folder] if mode == "layout-by-hand" => {
            layout(Path::new(folder), Pages::ByHand(WaysBack::Arrow))
        }
        [mode, folder] if mode == "layout-by-hand-with-pages" => {
            layout(Path::new(folder), Pages::ByHand(WaysBack::Pages))
        }
        [mode, folder] if mode == "cases" => laid_out(Path::new(folder), Format::Cases),
        [mode, folder] if mode == "epub" => laid_out(Path::new(folder), Format::Epub),
        [mode, folder] if mode == "html" => html(Path::new(folder)),
        [mode, folder] if mode == "source" => print_source(Path::new(folder)),
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

/// The measurements, each with the name of its mode on the command line.
const MODES: [&str; 10] = [
    "build",
    "typst",
    "draw",
    "draw-again",
    "layout",
    "layout-by-hand",
    "layout-by-hand-with-pages",
    "cases",
    "epub",
    "html",
];

/// Runs all modes alternately, and prints the best result of each.
fn compare(folder: &Path) -> Result<()> {
    let mut measured: [Option<Measured>; MODES.len()] = Default::default();
    for _ in 0..RUNS {
        for (best_so_far, mode) in measured.iter_mut().zip(MODES) {
            best(best_so_far, run(mode, folder)?);
        }
    }
    let [
        Some(all),
        Some(typst),
        Some(draw),
        Some(draw_again),
        Some(layout),
        Some(by_hand),
        Some(with_pages),
        Some(cases),
        Some(epub),
        Some(html),
    ] = measured
    else {
        return Err("nothing was measured".into());
    };
    println!("{}: best of {RUNS} cold runs", folder.display());
    println!("all outputs          {:7.0} ms  {:5.0} MB", all.milliseconds, all.megabytes);
    println!("Typst, book PDF      {:7.0} ms  {:5.0} MB", typst.milliseconds, typst.megabytes);
    println!("ratio                {:7.2}", all.milliseconds / typst.milliseconds);
    println!("figures, cold        {:7.1} ms", draw.milliseconds);
    println!("figures, again       {:7.1} ms", draw_again.milliseconds);
    println!("layout               {:7.0} ms  {:5.0} MB", layout.milliseconds, layout.megabytes);
    println!("layout, by hand      {:7.0} ms  {:5.0} MB", by_hand.milliseconds, by_hand.megabytes);
    println!("ratio                {:7.2}", layout.milliseconds / by_hand.milliseconds);
    println!("  with pages behind  {:7.0} ms  {:5.0} MB", with_pages.milliseconds, with_pages.megabytes);
    println!("ratio                {:7.2}", layout.milliseconds / with_pages.milliseconds);
    println!("case PDFs            {:7.0} ms", cases.milliseconds);
    println!("ratio to the layout  {:7.2}", cases.milliseconds / layout.milliseconds);
    println!("EPUB, pages known    {:7.1} ms", epub.milliseconds);
    println!("HTML, figures drawn  {:7.1} ms", html.milliseconds);
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

/// Runs this program in one of its modes, as a new process.
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

/// Reads a book and prepares the inputs of its layout and figures.
fn read(folder: &Path) -> Result<(Book, Theme, Arc<Fonts>)> {
    let project = load(folder)?;
    let (book, _) = compile(&project, None);
    let book = book.ok_or("the sources have errors")?;
    let theme = casebook::measure::theme(&project, book.manifest().theme, &mut Diagnostics::default());
    let fonts = Fonts::read(&theme, &mut Diagnostics::default());
    Ok((book, theme, fonts))
}

/// Everything that `casebook build` does.
fn build(folder: &Path) -> Result<()> {
    let out = tempfile::tempdir()?;
    let arguments = [
        "casebook",
        "build",
        "--quiet",
        "--no-cache",
        &folder.to_string_lossy(),
        "--out",
        &out.path().to_string_lossy(),
    ]
    .map(Into::into);
    if cli::run(arguments) != ExitCode::SUCCESS {
        return Err("the book was not built".into());
    }
    print_peak()
}

/// Layout and export of the book's PDF alone, without reading the sources.
fn typst_alone(folder: &Path) -> Result<()> {
    let (book, theme, fonts) = read(folder)?;
    let start = Instant::now();
    let drawings =
        draw(&book, &theme, &fonts, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
    let sheet = settle(book.manifest(), &theme, &mut Diagnostics::default()).ok_or("the page has no room")?;
    let sources = sources(&book, &drawings.shown, Room::of_page(sheet.text_width(), &theme));
    let world = BookWorld::of_book(&fonts, &book, &theme, &sheet, &sources, &drawings.stand_ins);
    let document = typst::compile::<PagedDocument>(&world).output.map_err(|_| "the layout failed")?;
    let document = finish(document.pages().to_vec(), document.info().clone(), &drawings);
    typst_pdf::pdf(&document, &typst_pdf::PdfOptions::default()).map_err(|_| "the export failed")?;
    println!("time {}", start.elapsed().as_secs_f64() * 1000.0);
    print_peak()
}

/// A book with the inputs of its layout.
struct Prepared {
    book: Book,
    theme: Theme,
    fonts: Arc<Fonts>,
    sheet: Sheet,
    drawings: Drawings,
}

fn prepare(folder: &Path) -> Result<Prepared> {
    let (book, theme, fonts) = read(folder)?;
    let sheet = settle(book.manifest(), &theme, &mut Diagnostics::default()).ok_or("the page has no room")?;
    let drawings =
        draw(&book, &theme, &fonts, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
    Ok(Prepared { book, theme, fonts, sheet, drawings })
}

/// The source to lay out.
#[derive(Clone, Copy)]
enum Pages {
    Casebook,
    ByHand(WaysBack),
}

/// Layout alone, of the source that casebook writes or of the handwritten one. The figures are drawn in advance, and
/// both contain pictures of the same sizes.
fn layout(folder: &Path, whose: Pages) -> Result<()> {
    println!("time {}", layout_of(&prepare(folder)?, whose)?);
    print_peak()
}

/// Lays out the pages and returns the time in milliseconds.
fn layout_of(prepared: &Prepared, whose: Pages) -> Result<f64> {
    let Prepared { book, theme, fonts, sheet, drawings } = prepared;
    let sources = match whose {
        Pages::Casebook => sources(book, &drawings.shown, Room::of_page(sheet.text_width(), theme)),
        Pages::ByHand(ways) => vec![by_hand::source(book, theme, sheet, &drawings.shown, ways)],
    };
    let world = BookWorld::of_book(fonts, book, theme, sheet, &sources, &drawings.stand_ins);
    let start = Instant::now();
    let document = typst::compile::<PagedDocument>(&world).output;
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    let words = |errors: &[SourceDiagnostic]| {
        errors.iter().map(|error| error.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    document.map_err(|errors| words(&errors))?;
    Ok(milliseconds)
}

/// All case PDFs, or the EPUB, on all cores. The pages are laid out in advance and cached by Typst. The lookup is
/// included in the time; it costs a few hundredths of the layout.
fn laid_out(folder: &Path, format: Format) -> Result<()> {
    let prepared = prepare(folder)?;
    layout_of(&prepared, Pages::Casebook)?;
    let selection = Selection { formats: &[format], cases: None };
    let start = Instant::now();
    let artifacts =
        render(&prepared.book, &prepared.theme, &selection, &Cache::none(), &mut Diagnostics::default());
    println!("time {}", start.elapsed().as_secs_f64() * 1000.0);
    if artifacts.is_empty() { Err("nothing was made".into()) } else { print_peak() }
}

/// The single-file HTML. The figures are drawn in advance and cached by Typst.
fn html(folder: &Path) -> Result<()> {
    let (book, theme, fonts) = read(folder)?;
    draw(&book, &theme, &fonts, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
    let selection = Selection { formats: &[Format::Html], cases: None };
    let start = Instant::now();
    let artifacts = render(&book, &theme, &selection, &Cache::none(), &mut Diagnostics::default());
    println!("time {}", start.elapsed().as_secs_f64() * 1000.0);
    if artifacts.is_empty() { Err("no HTML was made".into()) } else { print_peak() }
}

/// Prints the handwritten source, so that a reader can judge it.
fn print_source(folder: &Path) -> Result<()> {
    let Prepared { book, theme, fonts: _, sheet, drawings } = prepare(folder)?;
    print!("{}", by_hand::source(&book, &theme, &sheet, &drawings.shown, WaysBack::Arrow).text);
    Ok(())
}

/// Draws all figures `times` times and measures the last time.
fn drawings_alone(folder: &Path, times: usize) -> Result<()> {
    let mut last = 0.0;
    for _ in 0..times {
        // Everything is read again, as in a second build in the same process.
        let (book, theme, fonts) = read(folder)?;
        let start = Instant::now();
        draw(&book, &theme, &fonts, &mut Diagnostics::default()).ok_or("a figure cannot be drawn")?;
        last = start.elapsed().as_secs_f64() * 1000.0;
    }
    println!("time {last}");
    print_peak()
}

/// The peak memory of this process in megabytes (`proc(5)`, `VmHWM`).
fn print_peak() -> Result<()> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no VmHWM")?;
    let kilobytes: f64 = peak.trim().trim_end_matches(" kB").parse()?;
    println!("peak {}", kilobytes / 1024.0);
    Ok(())
}
