//! Puts the files of a project together: `book.yaml`, the cases, the pictures beside them, the works, and the report.

use super::book::{self, Needs};
use super::dialect::{self, Reading};
use super::doubt::{Doubt, Place, Reason};
use super::manuscript::{Content, Manuscript, Piece};
use super::names;
use super::report::{self, CaseFile};

/// The report of the places that a person must look at.
const REPORT: &str = "import.md";

/// The folder of the cases.
const CASES: &str = "cases";

/// The file with the works.
const WORKS: &str = "refs.json";

/// The files of a project, and what they hold.
#[derive(Debug, Default)]
pub struct Folder {
    /// The files, by path.
    pub files: Vec<(String, Vec<u8>)>,
    /// The paths of the cases.
    pub cases: Vec<String>,
    /// The number of notes.
    pub notes: usize,
    /// The number of pictures.
    pub pictures: usize,
    /// The places that a person must look at.
    pub doubts: Vec<Doubt>,
    /// The name of what was imported.
    pub source: String,
}

/// The files of a project. `source` is the name of what was imported, and `title` that of a book without one.
#[must_use]
pub fn folder(manuscript: &Manuscript, source: &str, title: &str) -> Folder {
    let cases = case_files(manuscript);
    let (pictures, lost) = pictures(manuscript);
    let paths: Vec<String> = cases.iter().map(|case| case.path.clone()).collect();
    let mut folder = Folder {
        cases: paths.clone(),
        notes: manuscript.pieces.iter().map(|piece| notes_of(&piece.content)).sum(),
        pictures: pictures.len(),
        doubts: manuscript.doubts.iter().cloned().chain(lost).collect(),
        source: source.to_owned(),
        ..Folder::default()
    };
    let reading = reading(manuscript);
    let copied = &manuscript.arrangement.bibliography;
    let works = (!manuscript.works.is_empty()).then_some(WORKS);
    let bibliography = works.into_iter().chain(copied.iter().map(|(path, _)| path.as_str())).collect();
    let arrangement = manuscript.arrangement.clone();
    let needs = Needs { cases: &paths, arrangement, bibliography, has_formulas: reading.has_formulas };
    folder.add("book.yaml", book::yaml(&manuscript.properties, title, &needs).into_bytes());
    folder.add(REPORT, Vec::new());
    if works.is_some() {
        let works = serde_json::to_string_pretty(&manuscript.works).unwrap_or_default();
        folder.add(WORKS, (works + "\n").into_bytes());
    }
    for (path, bytes) in copied.iter().chain(&manuscript.arrangement.citation_style) {
        folder.add(path, bytes.clone());
    }
    for case in cases {
        folder.add(&case.path, case.text.into_bytes());
    }
    folder.files.extend(pictures);
    folder.write_report();
    folder
}

impl Folder {
    fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.files.push((path.to_owned(), bytes));
    }

    /// Adds a file, unless there is one with this path.
    pub fn add_once(&mut self, path: &str, bytes: Vec<u8>) {
        if self.files.iter().all(|(other, _)| other != path) {
            self.add(path, bytes);
        }
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        let (_, bytes) = self.files.iter().find(|(other, _)| other == path)?;
        std::str::from_utf8(bytes).ok()
    }

    /// Changes the text of a file.
    pub fn edit(&mut self, path: &str, change: impl FnOnce(&str) -> String) {
        let Some((_, bytes)) = self.files.iter_mut().find(|(other, _)| other == path) else { return };
        if let Ok(text) = std::str::from_utf8(bytes) {
            *bytes = change(text).into_bytes();
        }
    }

    /// Writes the report again, after the doubts or the cases have changed.
    pub fn write_report(&mut self) {
        let case = |path: &String| CaseFile {
            path: path.clone(),
            text: self.text(path).unwrap_or_default().to_owned(),
        };
        let cases: Vec<CaseFile> = self.cases.iter().map(case).collect();
        let report = report::markdown(&self.source, &self.counts(), &self.doubts, &cases);
        self.edit(REPORT, |_| report);
    }

    /// What was imported, in words: `3 cases, 12 notes, 1 picture`.
    #[must_use]
    pub fn counts(&self) -> String {
        let count =
            |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
        [count(self.cases.len(), "case"), count(self.notes, "note"), count(self.pictures, "picture")]
            .join(", ")
    }
}

/// What the text of the cases is read as.
fn reading(manuscript: &Manuscript) -> Reading {
    let any = |has: fn(&crate::model::Case) -> bool| {
        manuscript.pieces.iter().any(|piece| match &piece.content {
            Content::Case(case) => has(case),
            Content::Markdown(_) => false,
        })
    };
    Reading {
        has_formulas: any(|case| !case.formulas.is_empty()),
        has_citations: !manuscript.works.is_empty() || any(|case| !case.citations.is_empty()),
        keeps_straight_marks: false,
    }
}

fn case_files(manuscript: &Manuscript) -> Vec<CaseFile> {
    let names = names::distinct(manuscript.pieces.iter().map(|piece| piece.stem.as_str()));
    let reading = reading(manuscript);
    let case = |(piece, name): (&Piece, String)| CaseFile {
        path: format!("{CASES}/{name}.md"),
        text: match &piece.content {
            Content::Case(case) => dialect::case(case, reading),
            Content::Markdown(text) => text.clone(),
        },
    };
    manuscript.pieces.iter().zip(names).map(case).collect()
}

/// The pictures with their paths, and a doubt for each that has no safe place.
fn pictures(manuscript: &Manuscript) -> (Vec<(String, Vec<u8>)>, Vec<Doubt>) {
    let (mut found, mut lost) = (Vec::<(String, Vec<u8>)>::new(), Vec::new());
    for picture in &manuscript.pictures {
        let path = names::inside(&picture.path).map(|path| format!("{CASES}/{path}"));
        match path.filter(|path| found.iter().all(|(known, _)| !known.eq_ignore_ascii_case(path))) {
            Some(path) => found.push((path, picture.bytes.clone())),
            None => lost.push(Doubt {
                place: Place::File(picture.path.clone()),
                piece: None,
                words: String::new(),
                reason: Reason::NotRead(
                    "a picture whose name is taken or leads out of the folder".to_owned(),
                ),
            }),
        }
    }
    (found, lost)
}

fn notes_of(content: &Content) -> usize {
    match content {
        Content::Case(case) => case.notes.len(),
        Content::Markdown(text) => {
            let is_note = |line: &&str| line.strip_prefix("[^").is_some_and(|rest| rest.contains("]:"));
            text.lines().filter(is_note).count()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Picture, Properties};
    use super::*;
    use crate::model::{Block, BlockKind, Case, Header, Inline};
    use crate::source::{FileId, Span};

    fn manuscript() -> Manuscript {
        let words = vec![Inline::Text("It cost $5.".to_owned())];
        let span = Span::whole(FileId(0));
        let header = Header { title: vec![Inline::Text("Oman".to_owned())], ..Header::default() };
        let blocks = vec![Block { span, attributes: <_>::default(), kind: BlockKind::Paragraph(words) }];
        let case = Case { blocks, ..Case::empty(FileId(0), header) };
        Manuscript {
            properties: Properties { title: "Ports".to_owned(), ..Properties::default() },
            pieces: vec![
                Piece { stem: "Oman".to_owned(), content: Content::Case(Box::new(case)) },
                Piece {
                    stem: "oman".to_owned(),
                    content: Content::Markdown("# B\n\nC.[^1]\n\n[^1]: D.\n".to_owned()),
                },
            ],
            pictures: vec![
                Picture { path: "pictures/a.png".to_owned(), bytes: vec![1] },
                Picture { path: "../b.png".to_owned(), bytes: vec![2] },
            ],
            works: vec![serde_json::json!({ "id": "kelley2017" })],
            ..Manuscript::default()
        }
    }

    #[test]
    fn a_project_has_its_files() {
        let folder = folder(&manuscript(), "ports.docx", "");
        let paths: Vec<&str> = folder.files.iter().map(|(path, _)| path.as_str()).collect();
        let expected = [
            "book.yaml",
            "import.md",
            "refs.json",
            "cases/Oman.md",
            "cases/oman-2.md",
            "cases/pictures/a.png",
        ];
        assert_eq!(paths, expected);
        assert_eq!((folder.cases.len(), folder.notes, folder.pictures, folder.doubts.len()), (2, 1, 1, 1));
        let text = |path: &str| {
            let file = folder.files.iter().find(|(other, _)| other == path);
            file.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default()
        };
        assert_eq!(text("cases/Oman.md"), "---\ntitle: Oman\n---\n\nIt cost $5.\n");
        assert!(text("book.yaml").contains("bibliography: refs.json"));
        assert!(text("import.md").contains("the file `../b.png` of the source"), "{}", text("import.md"));
    }
}
