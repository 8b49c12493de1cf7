//! The outputs of a book of many cases, and the text of one case in each of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;

use casebook::{Artifact, Book, Code, Diagnostic, Format, Project, Severity};

use super::reading::{self, Reading, Token};
use crate::pages::pdf::Page;
use crate::pages::pdf::Pdf;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// No language has this tag, so no word is hyphenated on paper.
const BOOK: &str = "title: Book\nlanguage: zxx\nremote-images: link\ncases: [\"*.md\"]\n";

const PICTURE: &[u8] = include_bytes!("../../constructs/picture.png");

/// The outputs of a book.
pub struct Outputs {
    html: String,
    epub: BTreeMap<String, String>,
    /// The letters on the pages of each case, without gaps.
    pages: Vec<String>,
    /// The files with an error.
    faulty: BTreeSet<String>,
    /// The files with a warning that delimiters are printed as typed, or that tags are not balanced.
    warned: BTreeSet<String>,
}

impl Outputs {
    /// The single-file HTML alone.
    pub fn html(cases: &[String]) -> Result<Self> {
        let (book, faulty, warned) = book_with_errors(&project(cases))?;
        let artifacts = made(&book, &[Format::Html])?;
        let html = artifacts.into_iter().next().ok_or("no HTML")?;
        let html = String::from_utf8(html.bytes)?;
        Ok(Self { html, epub: BTreeMap::new(), pages: Vec::new(), faulty, warned })
    }

    /// HTML, EPUB and PDF. Problems of links and notes do not matter.
    pub fn all(cases: &[String]) -> Result<Self> {
        let (book, faulty, warned) = book_with_errors(&project(cases))?;
        let artifacts = made(&book, &[Format::Html, Format::Epub, Format::Pdf])?;
        let bytes = |ending: &str| {
            let found = artifacts.iter().find(|artifact| artifact.path.ends_with(ending));
            found.map(|artifact| artifact.bytes.as_slice()).ok_or_else(|| format!("no {ending}"))
        };
        let html = String::from_utf8(bytes(".html")?.to_vec())?;
        let (epub, pages) = (unpacked(bytes(".epub")?)?, pages(bytes(".pdf")?, cases.len())?);
        Ok(Self { html, epub, pages, faulty, warned })
    }

    /// Whether a case has an error, which prevents a build.
    pub fn has_error(&self, case: usize) -> bool {
        self.faulty.contains(&format!("{}.md", name(case)))
    }

    /// Whether a case has a warning that delimiters are printed as typed, or that tags are not balanced.
    pub fn is_warned_of(&self, case: usize) -> bool {
        self.warned.contains(&format!("{}.md", name(case)))
    }

    /// The text of a case in the HTML.
    pub fn reading(&self, case: usize) -> Reading {
        let start = |case: usize| format!("<section id=\"{}\" class=\"case\"", name(case));
        let text = self.html.split_once(&start(case)).map_or("", |(_, text)| text);
        let end = text.find(&start(case + 1)).or_else(|| text.find("</main>")).unwrap_or(text.len());
        reading::read(&format!("{}{}", start(case), &text[..end]))
    }

    /// The text of a case in the EPUB.
    pub fn epub(&self, case: usize) -> Result<Reading> {
        let text = self.epub.get(&format!("OEBPS/{}.xhtml", name(case))).ok_or("a case without a file")?;
        Ok(reading::read(text))
    }

    /// The first word of a case that is missing in the PDF.
    pub fn lacks_on_paper(&self, case: usize, wanted: &Reading) -> Result<Option<String>> {
        let page = self.pages.get(case).ok_or("a case without pages")?;
        let words = wanted.text.iter().chain(&wanted.notes).filter_map(|token| match token {
            Token::Word(word) if !word.starts_with("attr") => Some(word),
            Token::Word(_) | Token::Reference(_) | Token::Note => None,
        });
        let lacks =
            words.filter(|word| !page.contains(word.as_str())).map(String::as_str).collect::<Vec<_>>();
        Ok((!lacks.is_empty()).then(|| lacks.join(" ")))
    }
}

fn name(case: usize) -> String {
    format!("c{case:05}")
}

fn project(cases: &[String]) -> Project {
    let mut files = vec![("book.yaml".to_owned(), BOOK.into()), ("p.png".to_owned(), PICTURE.to_vec())];
    for (index, case) in cases.iter().enumerate() {
        // An explicit header prevents the first lines from being read as one.
        let text = format!("---\ntitle: {}\n---\n\n{case}", title(index));
        files.push((format!("{}.md", name(index)), text.into()));
    }
    Project::from_files(files)
}

fn title(case: usize) -> String {
    format!("attr{case:05}")
}

/// The book, even if sources have errors; the files with errors; and those with unbalanced delimiters or tags.
fn book_with_errors(project: &Project) -> Result<(Book, BTreeSet<String>, BTreeSet<String>)> {
    let (book, report) = project.preview();
    let files = |is_meant: fn(&Diagnostic) -> bool| {
        let meant = report.diagnostics().filter(|one| is_meant(one));
        meant.filter_map(|one| Some(report.path(one.span?.file))).collect()
    };
    let faulty = files(|one| one.severity == Severity::Error);
    let warned = files(|one| matches!(one.code, Code::ForeignMarkup | Code::UnbalancedElement));
    Ok((book.ok_or("no book")?, faulty, warned))
}

fn made(book: &Book, formats: &[Format]) -> Result<Vec<Artifact>> {
    let release = book.render(formats).map_err(|report| report.to_string())?;
    Ok(release.into_files())
}

fn unpacked(bytes: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        if Path::new(file.name()).extension().is_some_and(|ending| ending == "xhtml") {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            files.insert(file.name().to_owned(), text);
        }
    }
    Ok(files)
}

/// The letters on the pages of each case, found by the outline.
fn pages(bytes: &[u8], count: usize) -> Result<Vec<String>> {
    let pdf = Pdf::read(bytes)?;
    let outline = pdf.outline()?;
    let first = |case: usize| {
        let found = outline.iter().find(|(depth, shown, _)| *depth == 0 && *shown == title(case));
        found.map(|(_, _, page)| *page).ok_or_else(|| format!("{} is not in the outline", title(case)))
    };
    let starts = (0..count).map(first).collect::<std::result::Result<Vec<_>, _>>()?;
    let ends = starts.iter().skip(1).copied().chain([pdf.pages.len()]);
    Ok(starts
        .iter()
        .zip(ends)
        .map(|(start, end)| {
            let letters = pdf.pages[*start..end].iter().map(Page::words).collect::<String>();
            letters.chars().filter(|character| character.is_alphanumeric()).collect()
        })
        .collect())
}
