//! The report of a successful command: one sentence, and for a build a line for each file.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::DecimalBytes;

use super::output::{count, tell};
use crate::api::Release;
use crate::artifact::{Artifact, CASES, Content, Format};
use crate::html::Budget;
use crate::release::record::ArtifactRecord;

/// Lists files, one per line.
pub fn list<'a>(paths: impl Iterator<Item = &'a str>) {
    tell(&paths.map(|path| format!("  {path}\n")).collect::<String>());
}

/// The data for the report of a build.
pub struct Built<'a> {
    /// The release.
    pub release: &'a Release,
    /// The folder they are in.
    pub folder: &'a Path,
    /// The duration of the build.
    pub time: Duration,
    /// Whether it is the only book of the run.
    pub is_single: bool,
}

impl Built<'_> {
    /// The report of a build. A single book has a line for each file, and so has each of several if `is_verbose`. The
    /// PDFs of the cases share a line unless `is_verbose`.
    pub fn tell(&self, is_verbose: bool) {
        if !self.is_single && !is_verbose {
            return tell(&format!("{}: {}\n", self.sentence(), self.folder.display()));
        }
        let mut rows: Vec<(String, String)> = Vec::new();
        let cases: Vec<&ArtifactRecord> = self.cases().collect();
        let is_short = cases.len() > 1 && !is_verbose;
        for artifact in self.release.files() {
            if is_short && matches!(artifact.content, Content::Case(_)) {
                continue;
            }
            rows.push((self.shown(&artifact.path), self.size(artifact)));
            if let Some(budget) = Budget::of(artifact).filter(|_| is_verbose) {
                rows.push((String::new(), spent(&budget)));
            }
        }
        if is_short {
            let sum = cases.iter().map(|case| case.size).sum();
            let place = self.release.record().artifacts.len() - cases.len();
            rows.insert(place, (self.shown(CASES), format!("{}, {} PDFs", size(sum), cases.len())));
        }
        let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or_default();
        let lines: String = rows.iter().map(|(path, words)| format!("  {path:<width$}  {words}\n")).collect();
        tell(&format!("{}\n{lines}", self.sentence()));
    }

    /// The file that `--open` opens: the HTML, or otherwise the first file.
    pub fn to_open(&self) -> Option<PathBuf> {
        let html =
            self.release.files().iter().find(|artifact| artifact.content == Content::Book(Format::Html));
        html.or(self.release.files().first()).map(|artifact| self.folder.join(&artifact.path))
    }

    fn sentence(&self) -> String {
        let title = &self.release.record().book.title;
        let seconds = self.time.as_secs_f64();
        let whole: Vec<&ArtifactRecord> =
            self.release.record().artifacts.iter().filter(|made| !is_case(&made.path)).collect();
        let (what, of) = if whole.is_empty() {
            (format!("{} of {title}", count(self.cases().count(), "case")), self.cases().collect())
        } else {
            (title.clone(), whole)
        };
        // All formats of the whole book have the same notes. The PDF for print shops also counts blank pages.
        let pages = if is_case(&of[0].path) {
            of.iter().map(|made| made.pages).sum::<Option<usize>>()
        } else {
            of.iter().filter_map(|made| made.pages).min()
        };
        let notes = if is_case(&of[0].path) { of.iter().map(|made| made.notes).sum() } else { of[0].notes };
        let pages = pages.map(|pages| format!("{}, ", count(pages, "page"))).unwrap_or_default();
        format!("Built {what} ({pages}{}) in {seconds:.1} s", count(notes, "note"))
    }

    fn cases(&self) -> impl Iterator<Item = &ArtifactRecord> {
        self.release.record().artifacts.iter().filter(|made| is_case(&made.path))
    }

    fn shown(&self, path: &str) -> String {
        self.folder.join(path).to_string_lossy().into_owned()
    }

    fn size(&self, artifact: &Artifact) -> String {
        let recorded = self.release.record().artifacts.iter().find(|made| made.path == artifact.path);
        let pages = recorded.and_then(|made| made.pages).map(|pages| format!(", {}", count(pages, "page")));
        size(artifact.bytes.len()) + &pages.unwrap_or_default()
    }
}

fn is_case(path: &str) -> bool {
    path.split_once('/').is_some_and(|(folder, _)| folder == CASES)
}

fn size(bytes: usize) -> String {
    DecimalBytes(bytes as u64).to_string()
}

/// The breakdown of the size of the HTML.
fn spent(budget: &Budget) -> String {
    let Budget { text, pictures, fonts, looks } = *budget;
    let [text, pictures, fonts, looks] = [text, pictures, fonts, looks].map(size);
    format!("text {text}, pictures {pictures}, fonts {fonts}, styles and script {looks}")
}
