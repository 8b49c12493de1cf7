//! Whole small books: each is a project folder, with the content of its outputs as golden files.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use casebook::Project;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object};
use libtest_mimic::Trial;

use crate::golden::{Outcome, each, expect, root};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

pub fn tests() -> Vec<Trial> {
    let mut tests = each("books", Path::is_dir, book);
    tests.push(Trial::test(
        "books::links_to_other_cases_show_their_page",
        links_to_other_cases_show_their_page,
    ));
    tests
}

/// Builds the book with the real command and compares the structure of every output.
fn book(path: &Path) -> Outcome {
    let out = tempfile::tempdir()?;
    let run = Command::new(env!("CARGO_BIN_EXE_casebook"))
        .args(["build", "--quiet"])
        .arg(path.file_name().unwrap_or_default())
        .arg("--out")
        .arg(out.path())
        .current_dir(path.parent().ok_or("a fixture has a folder")?)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()?;
    let mut actual =
        format!("{}exit code {}\n", String::from_utf8(run.stderr)?, run.status.code().unwrap_or(-1));
    // The record consists of digests, which `records` compares with the files.
    let is_book = |file: &String| !["release.json", "SHA256SUMS"].contains(&file.as_str());
    for file in files(out.path())?.into_iter().filter(is_book) {
        actual.push_str(&format!("\n==== {file}\n\n"));
        let bytes = fs::read(out.path().join(&file))?;
        actual.push_str(&match file.rsplit('.').next() {
            Some("epub") => epub(&bytes).map_err(|error| error.to_string())?,
            Some("html") => html(&String::from_utf8(bytes)?),
            _ => pdf(&bytes).map_err(|error| error.to_string())?,
        });
    }
    expect(&path.with_extension("expected"), &actual)
}

fn files(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            files.extend(self::files(&path)?.into_iter().map(|file| format!("{name}/{file}")));
        } else {
            files.push(name);
        }
    }
    files.sort();
    Ok(files)
}

/// The list of files in the archive, and the content of text files except the style sheet.
fn epub(bytes: &[u8]) -> Result<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes))?;
    let mut list = String::new();
    let mut texts = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index)?;
        let name = file.name().to_owned();
        list.push_str(&format!("{name}\n"));
        if [".opf", ".ncx", ".xhtml"].iter().any(|ending| name.ends_with(ending)) {
            let mut text = String::new();
            file.read_to_string(&mut text)?;
            texts.push_str(&format!("\n-- {name}\n{text}"));
        }
    }
    Ok(list + &texts)
}

/// The file without the parts that are the same in every book (style sheet, script, their hashes, buttons), and without
/// the bytes of pictures.
fn html(text: &str) -> String {
    let text = without(text, "<style>", "</style>");
    let text = without(&text, "<script>", "</script>");
    let text = without(&text, "<template id=\"_tools\">", "</template>");
    let text = without(&text, "'sha256-", "'");
    let mut parts = text.split(";base64,");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| format!("{text}…\"{}", part.split_once('"').map_or("", |(_, rest)| rest)))
}

fn without(text: &str, start: &str, end: &str) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(end).map_or("", |(_, rest)| rest))
}

/// Title, author, language and pages, and the tree of tags with alternative texts.
fn pdf(bytes: &[u8]) -> Result<String> {
    if !bytes.windows(7).any(|window| window == b"/ObjStm") {
        return Err("its objects are not packed".into());
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| format!("{error:?}"))?;
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or("no catalog")?;
    let info = |value: &Option<Vec<u8>>| value.as_deref().map(text).unwrap_or_default();
    let metadata = pdf.metadata();
    let mut out = format!(
        "title {}\nauthor {}\nlanguage {}\npages {}\n",
        info(&metadata.title),
        info(&metadata.author),
        string(&catalog, "Lang").unwrap_or_default(),
        pdf.pages().len()
    );
    tags(&catalog.get::<Dict<'_>>("StructTreeRoot").ok_or("the PDF has no tags")?, 0, &mut out);
    Ok(out)
}

fn tags(element: &Dict<'_>, depth: usize, out: &mut String) {
    let kids: Vec<Dict<'_>> = match element.get::<Object<'_>>("K") {
        Some(Object::Array(list)) => list.iter::<Object<'_>>().filter_map(Object::into_dict).collect(),
        Some(Object::Dict(single)) => vec![single],
        _ => Vec::new(),
    };
    for kid in kids {
        let Some(tag) = kid.get::<Name<'_>>("S") else { continue };
        let word = |key: &str| string(&kid, key).map(|value| format!(" {key}={value:?}")).unwrap_or_default();
        out.push_str(&format!("{}{}{}{}\n", "  ".repeat(depth), tag.as_str(), word("Alt"), word("Lang")));
        tags(&kid, depth + 1, out);
    }
}

fn string(dict: &Dict<'_>, key: &str) -> Option<String> {
    dict.get::<hayro_syntax::object::String<'_>>(key).map(|value| text(value.as_bytes()))
}

/// A text string of PDF 1.7 (section 7.9.2.2): UTF-16 with a mark, else one byte a character.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(rest) => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// On paper a link to another case is followed by its page number, unless its text is a page number or a heading has no
/// room.
fn links_to_other_cases_show_their_page() -> Outcome {
    let book =
        Project::open(root().join("tests/books/figures"))?.compile().map_err(|report| report.to_string())?;
    let sources = book.typst().map_err(|report| report.to_string())?;
    let links: Vec<&str> = sources
        .iter()
        .flat_map(|source| source.text.split("#link-to(").skip(1))
        .filter_map(|rest| rest.split_inclusive(']').next())
        .collect();
    let expected = [
        "\"chad\", page: (\"p.\u{a0}\", \"\", ))[#\"Chad\";]",
        "\"oman\")[#number-range[#\"p. 4\";]",
        "\"oman_laws\", page: (\"p.\u{a0}\", \"\", ))[#\"its laws\";]",
        "\"oman\", page: (\"p.\u{a0}\", \"\", ))[#\"Oman\";]",
        "\"oman\")[#\"Oman\";]",
        "\"oman_laws\", page: (\"p.\u{a0}\", \"\", ))[#\"Oman\";]",
    ];
    if links == expected { Ok(()) } else { Err(format!("{links:#?}").into()) }
}
