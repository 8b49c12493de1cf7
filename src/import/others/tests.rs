//! Reading orders of small folders.

use super::{read, tool};
use crate::import::files::Files;
use crate::import::options::Tool;
use crate::import::{Content, folder};

fn files(folder: &[(&str, &str)]) -> Files {
    folder.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// The lines of `book.yaml` from the reading order on, without blanks, as one line.
fn order(files: &Files, tool: Tool) -> String {
    let project = folder(&read(files.clone(), tool), "source", "");
    let book = project
        .files
        .iter()
        .find(|(path, _)| path == "book.yaml")
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let book = book.unwrap_or_default();
    let order = book.split_once("# The reading order.\n").map_or("", |(_, order)| order);
    order.split_whitespace().collect::<Vec<_>>().join(" ").replace("cases/", "").replace(".md", "")
}

/// A tool, the files of a folder, and the reading order in `book.yaml`.
type Ordered = (Tool, &'static [(&'static str, &'static str)], &'static str);

const TEXT: &str = "# A\n";

const ORDERS: [Ordered; 10] = [
    (
        Tool::Quarto,
        &[
            (
                "_quarto.yml",
                "book:\n  chapters:\n    - index.qmd\n    - part: One\n      chapters: [a.qmd, b.qmd]\n    - part: p.qmd\n      chapters: [c.qmd]\n    - end.qmd\n  appendices: [x.qmd]\n",
            ),
            ("index.qmd", "# Preface {.unnumbered}\n"),
            ("a.qmd", TEXT),
            ("b.qmd", TEXT),
            ("p.qmd", TEXT),
            ("c.qmd", TEXT),
            ("end.qmd", TEXT),
            ("x.qmd", TEXT),
        ],
        "front: - index parts: - title: One cases: - a - b - file: p cases: - c appendices: - x back: - end",
    ),
    (
        Tool::Bookdown,
        &[
            ("_bookdown.yml", "book_filename: x\n"),
            ("index.Rmd", "---\ntitle: Book\n---\n# Preface {-}\n"),
            ("01-a.Rmd", "# (PART) One {-}\n\n# A\n\n```\n# (APPENDIX) No {-}\n```\n"),
            ("02-b.Rmd", TEXT),
            ("03-c.Rmd", "# (APPENDIX) Appendix {-}\n\n# C\n"),
        ],
        "front: - index parts: - title: One cases: - 01-a - 02-b appendices: - 03-c",
    ),
    (
        Tool::Bookdown,
        &[("_bookdown.yml", "rmd_files: [b.Rmd, a.Rmd]\n"), ("a.Rmd", TEXT), ("b.Rmd", TEXT)],
        "cases: - b - a",
    ),
    (
        Tool::MdBook,
        &[
            (
                "src/SUMMARY.md",
                "# Summary\n\n[Intro](intro.md)\n\n- [A](a.md)\n  - [B](sub/README.md)\n- [Draft]()\n\n# Part\n\n- [C](c.md)\n\n[End](end.md)\n",
            ),
            ("src/intro.md", TEXT),
            ("src/a.md", TEXT),
            ("src/sub/README.md", TEXT),
            ("src/c.md", TEXT),
            ("src/end.md", TEXT),
        ],
        "front: - intro cases: - a - sub parts: - title: Part cases: - c back: - end",
    ),
    (
        Tool::Myst,
        &[
            (
                "_toc.yml",
                "format: jb-book\nroot: intro\nparts:\n  - caption: One\n    chapters:\n      - file: a\n        sections:\n          - file: sub/b\n  - chapters:\n      - file: c\n",
            ),
            ("intro.md", TEXT),
            ("a.md", TEXT),
            ("sub/b.md", TEXT),
            ("c.md", TEXT),
        ],
        "cases: - intro parts: - title: One cases: - a - b back: - c",
    ),
    (
        Tool::Myst,
        &[
            (
                "myst.yml",
                "project:\n  toc:\n    - file: a.md\n    - title: Part\n      children:\n        - file: b.md\n",
            ),
            ("a.md", TEXT),
            ("b.md", TEXT),
        ],
        "cases: - a parts: - title: Part cases: - b",
    ),
    (
        Tool::Jekyll,
        &[
            ("_config.yml", "title: Site\ncollections: [notes]\n"),
            ("index.md", TEXT),
            ("a.md", "---\ntitle: A\nnav_order: 2\n---\n"),
            ("b.md", "---\ntitle: B\nnav_order: 1\n---\n"),
            ("b1.md", "---\ntitle: B1\nparent: B\n---\n"),
            ("_notes/n.md", TEXT),
            ("_posts/2018-01-01-y.md", TEXT),
            ("_posts/2017-01-01-z.md", TEXT),
        ],
        "cases: - index - b - b1 - a - n - 2017-01-01-z - 2018-01-01-y",
    ),
    (
        Tool::Hugo,
        &[
            ("hugo.toml", "title = \"Site\"\n"),
            ("content/_index.md", TEXT),
            ("content/one/_index.md", "---\ntitle: One\nweight: 2\n---\n"),
            ("content/one/b.md", "+++\nweight = 2\n+++\n"),
            ("content/one/c/index.md", "+++\nweight = 1\n+++\n"),
            ("content/two/_index.md", "---\ntitle: Two\nweight: 1\n---\n"),
            ("content/two/d.md", TEXT),
        ],
        "cases: - content parts: - title: Two cases: - d - title: One cases: - c - b",
    ),
    (
        Tool::Pelican,
        &[
            ("pelicanconf.py", "SITENAME = 'Site'\nPATH = \"content\"\n"),
            ("content/a.md", "Title: A\nDate: 2018-01-01\n\nText\n"),
            ("content/b.md", "Title: B\nDate: 2017-01-01 10:00\n\nText\n"),
            ("content/pages/about.md", "Title: About\n\nText\n"),
        ],
        "cases: - b - a - about",
    ),
    (Tool::Pandoc, &[("2.md", TEXT), ("10.md", TEXT)], "cases: - \"2\" - \"10\""),
];

#[test]
fn each_tool_has_its_order() {
    for (expected, folder, lines) in ORDERS {
        let files = files(folder);
        assert_eq!(tool(&files), Some(expected));
        let found = order(&files, expected).replace("\"2\"", "2");
        assert_eq!(found, lines.replace("\"2\" - \"10\"", "2 - 10"), "{expected:?}");
    }
}

#[test]
fn every_file_is_imported_or_named() {
    let files = files(&[
        ("_quarto.yml", "book:\n  chapters: [a.qmd, missing.qmd, data.ipynb]\n"),
        ("a.qmd", "![x](no.png) [y](../../etc/passwd)\n"),
        ("data.ipynb", "{}"),
        ("unlisted.qmd", "# U\n"),
    ]);
    let manuscript = read(files, Tool::Quarto);
    let project = folder(&manuscript, "source", "");
    let report = project
        .files
        .iter()
        .find(|(path, _)| path == "import.md")
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
    let report = report.unwrap_or_default();
    for words in ["missing.qmd", "data.ipynb", "unlisted.qmd", "no.png", "etc/passwd"] {
        assert!(report.contains(words), "{words}: {report}");
    }
    assert!(
        matches!(manuscript.pieces.as_slice(), [piece] if matches!(&piece.content, Content::Markdown(text) if text.contains('y')))
    );
}
