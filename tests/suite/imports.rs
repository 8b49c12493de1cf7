//! `casebook import`: what it writes, and that it never overwrites.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::{Command, Output};

use libtest_mimic::Trial;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("imports::a_project_is_made_that_builds", a_project_is_made),
        Trial::test("imports::nothing_is_overwritten", nothing_is_overwritten),
        Trial::test("imports::what_cannot_be_read_is_refused", what_cannot_be_read),
        Trial::test("imports::bad_word_files_are_refused", bad_word_files),
        Trial::test("imports::macros_are_reported", macros),
    ]
}

fn casebook(folder: &Path, arguments: &[&str]) -> std::io::Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_casebook")).args(arguments).current_dir(folder).output()
}

fn check(holds: bool, words: impl Into<String>) -> Outcome {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

fn a_project_is_made() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("port.md"), "# The port\n\nA ship came.[^1]\n\n[^1]: In May.\n")?;
    fs::write(folder.path().join("river.md"), "# The river\n\nNobody came.\n")?;
    let run = casebook(folder.path(), &["import", "port.md", "river.md", "--into", "two-places"])?;
    let said = String::from_utf8(run.stderr)?;
    let expected = "Imported 2 files into `two-places`: 2 cases, 1 note, 0 pictures.\nBuild the book with:\n\n  casebook build two-places\n";
    check(run.status.success() && said == expected, said)?;
    let read = |name: &str| fs::read_to_string(folder.path().join("two-places").join(name));
    let manifest = read("book.yaml")?;
    let order = "title: two places\nlanguage: en\n\n# The reading order.\ncases:\n  - cases/port.md\n  - cases/river.md\n";
    check(manifest.ends_with(order), manifest)?;
    check(read("import.md")?.contains("There is no place that you must look at."), "the report is missing")?;
    let run = casebook(folder.path(), &["build", "two-places", "--format", "html"])?;
    check(run.status.success(), format!("{run:?}"))
}

fn nothing_is_overwritten() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("port.md"), "# The port\n\nA ship came.\n")?;
    fs::create_dir(folder.path().join("port"))?;
    fs::write(folder.path().join("port/notes.txt"), "mine")?;
    let run = casebook(folder.path(), &["import", "port.md"])?;
    let names: Vec<_> =
        fs::read_dir(folder.path().join("port"))?.flatten().map(|entry| entry.file_name()).collect();
    check(run.status.code() == Some(2) && names == ["notes.txt"], format!("{run:?} {names:?}"))
}

fn what_cannot_be_read() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("picture.png"), b"\x89PNG")?;
    fs::write(folder.path().join("empty.md"), "\n")?;
    fs::write(folder.path().join("korean.md"), b"\xC7\xD1\xB1\xB9\xBE\xEE")?;
    fs::create_dir(folder.path().join("nothing"))?;
    for (source, expected) in [
        ("picture.png", "`picture.png` is of no kind that can be imported"),
        ("empty.md", "`empty.md` has no text"),
        ("korean.md", "`korean.md` cannot be read: it is not in UTF-8, and does not name its encoding"),
        ("lost.md", "`lost.md` cannot be read: "),
        ("nothing", "`nothing` has no file with text that can be imported"),
    ] {
        let run = casebook(folder.path(), &["import", source, "--into", "book"])?;
        let said = String::from_utf8(run.stderr)?;
        let is_refused = run.status.code() == Some(2) && said.starts_with(&format!("casebook: {expected}"));
        check(is_refused && !folder.path().join("book").exists(), said)?;
    }
    Ok(())
}

const CONTENT_TYPES: &str = "[Content_Types].xml";
const DOCUMENT: &str = "word/document.xml";
const ROOT: &str = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";

/// An archive with these files. The letter `#` in a path stands for an `x` that another path has, too.
fn zipped(files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        archive.start_file(*path, SimpleFileOptions::default())?;
        archive.write_all(bytes)?;
    }
    let mut bytes = archive.finish()?.into_inner();
    for at in 0..bytes.len().saturating_sub(12) {
        if bytes[at..].starts_with(b"word/#.xml") {
            bytes[at + 5] = b'x';
        }
    }
    Ok(bytes)
}

/// A Word document with this body, and other files beside it.
fn word(body: &str, files: &[(&str, &[u8])]) -> zip::result::ZipResult<Vec<u8>> {
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w='{space}'><w:body>{body}</w:body></w:document>");
    let parts: [(&str, &[u8]); 3] =
        [(CONTENT_TYPES, b"<Types/>"), ("_rels/.rels", ROOT.as_bytes()), (DOCUMENT, document.as_bytes())];
    zipped(&[&parts[..], files].concat())
}

/// A compound file of Office 97 to 2003 with a stream of this name.
fn compound(stream: &str) -> Vec<u8> {
    let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].into_iter().chain(name).collect()
}

fn bad_word_files() -> Outcome {
    let good = word("<w:p><w:r><w:t>Words.</w:t></w:r></w:p>", &[])?;
    let entities = b"<!DOCTYPE d [<!ENTITY a 'aaa'>]><d>&a;</d>";
    let with_entities =
        zipped(&[(CONTENT_TYPES, b"<Types/>"), ("_rels/.rels", ROOT.as_bytes()), (DOCUMENT, entities)])?;
    let deep =
        format!("{}{}", "<w:sdt><w:sdtContent>".repeat(5_000), "</w:sdtContent></w:sdt>".repeat(5_000));
    let mut link = ZipWriter::new(Cursor::new(Vec::new()));
    link.add_symlink(DOCUMENT, "/etc/passwd", SimpleFileOptions::default())?;
    for (name, bytes, expected) in [
        ("empty.docx", Vec::new(), "an empty file"),
        ("locked.docx", compound("EncryptedPackage"), "protected by a password"),
        ("old.docx", compound("WordDocument"), "Word 97 to 2003"),
        ("page.docx", b"%PDF-1.7".to_vec(), "a PDF"),
        ("half.docx", good[..good.len() / 2].to_vec(), "damaged"),
        ("open.docx", word("<w:p>", &[])?, "damaged"),
        ("bomb.docx", word("", &[("word/x.xml", &vec![b' '; 40 << 20])])?, "compressed beyond measure"),
        ("huge.docx", word(&"<w:p/>".repeat(2_000_001), &[])?, "too large"),
        ("deep.docx", word(&deep, &[])?, "nested too deeply"),
        ("entities.docx", with_entities, "entities"),
        ("out.docx", word("", &[("../out.xml", b"x")])?, "leads out"),
        ("root.docx", word("", &[("/etc/out.xml", b"x")])?, "leads out"),
        ("twice.docx", word("", &[("word/x.xml", b"a"), ("word/#.xml", b"b")])?, "two files with the path"),
        ("link.docx", link.finish()?.into_inner(), "a symbolic link"),
        (
            "nobody.docx",
            zipped(&[(CONTENT_TYPES, b"<Types/>"), ("_rels/.rels", ROOT.as_bytes())])?,
            "has no `word/document.xml`",
        ),
    ] {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join(name), bytes)?;
        let run = casebook(folder.path(), &["import", name, "--into", "book"])?;
        let said = String::from_utf8(run.stderr)?;
        let is_refused =
            run.status.code() == Some(2) && said.starts_with(&format!("casebook: `{name}` cannot be read: "));
        check(is_refused && said.contains(expected), format!("{name}: {said}"))?;
        let left: Vec<_> = fs::read_dir(folder.path())?.flatten().map(|entry| entry.file_name()).collect();
        check(left == [name], format!("{name}: {left:?}"))?;
    }
    Ok(())
}

fn macros() -> Outcome {
    let folder = tempfile::tempdir()?;
    let types = format!(
        "<Types><Override PartName='/{DOCUMENT}' ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"
    );
    let document = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>\
        <w:t>Words.</w:t></w:r></w:p></w:body></w:document>";
    let parts: [(&str, &[u8]); 4] = [
        (CONTENT_TYPES, types.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        (DOCUMENT, document.as_bytes()),
        ("word/vbaProject.bin", b"macro"),
    ];
    fs::write(folder.path().join("a.docm"), zipped(&parts)?)?;
    let run = casebook(folder.path(), &["import", "a.docm", "--into", "book"])?;
    check(run.status.success(), format!("{run:?}"))?;
    let report = fs::read_to_string(folder.path().join("book/import.md"))?;
    check(report.contains("The document has macros, which are not read."), report)?;
    check(fs::read_dir(folder.path().join("book/cases"))?.count() == 1, "there is not one case")
}
