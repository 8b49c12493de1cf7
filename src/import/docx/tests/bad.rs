//! Files that cannot be read: each is one clear error.

use super::*;
use crate::import::docx::Error;

fn error(bytes: &[u8]) -> String {
    read(bytes, &Options::default()).map_or_else(|error| error.to_string(), |_| "read".to_owned())
}

fn utf16(words: &str) -> Vec<u8> {
    words.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// An archive whose content types say what it is.
fn of_type(content_type: &str) -> Vec<u8> {
    let types = format!("<Types><Override PartName='/a.xml' ContentType='{content_type}'/></Types>");
    let root = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='a.xml'/></Relationships>";
    zip(&[("[Content_Types].xml", types.as_bytes()), ("_rels/.rels", root.as_bytes()), ("a.xml", b"<a/>")])
}

#[test]
fn files_that_are_no_word_documents_are_refused() {
    let ole = |stream: &str| [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &utf16(stream)].concat();
    let good = Parts { body: &paragraph("", "a"), ..Parts::default() }.zipped();
    let excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    for (bytes, expected) in [
        (Vec::new(), "an empty file"),
        (b"%PDF-1.7".to_vec(), "a PDF"),
        (b"{\\rtf1}".to_vec(), "Rich Text Format"),
        (b"hello".to_vec(), "a file of another kind"),
        (ole("EncryptedPackage"), "password"),
        (ole("WordDocument"), ".doc"),
        (ole("Workbook"), "Office 97"),
        (of_type(excel), "a spreadsheet"),
        (of_type(slides), "a presentation"),
        (zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), ".odt"),
        (zip(&[("mimetype", b"application/epub+zip")]), "an EPUB"),
        (zip(&[("a.txt", b"a")]), "another archive"),
        (good.get(..good.len() / 2).unwrap_or_default().to_vec(), "damaged"),
        (good.get(..30).unwrap_or_default().to_vec(), "damaged"),
    ] {
        let message = error(&bytes);
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn damaged_and_dangerous_parts_are_refused() {
    let with =
        |path: &str, bytes: &[u8]| Parts { body: "", files: &[(path, bytes)], ..Parts::default() }.zipped();
    let document = |body: &str| Parts { body, ..Parts::default() }.zipped();
    let deep =
        format!("{}{}", "<w:sdt><w:sdtContent>".repeat(5_000), "</w:sdtContent></w:sdt>".repeat(5_000));
    let rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>".repeat(1_000_000);
    let zeros = vec![b' '; 40 << 20];
    let mut broken = document(&paragraph("", "words that are damaged in the archive"));
    let middle = broken.windows(8).position(|window| window == b"document").unwrap_or_default() + 40;
    broken.iter_mut().skip(middle).take(20).for_each(|byte| *byte ^= 0xFF);
    for (bytes, expected) in [
        (with("../evil.xml", b"x"), "leads out"),
        (with("/etc/evil.xml", b"x"), "leads out"),
        (with("word\\..\\..\\evil.xml", b"x"), "leads out"),
        (with("word/bomb.xml", &zeros), "beyond measure"),
        (document(&deep), "too deeply"),
        (document("<w:p>"), "damaged"),
        (document(&format!("<w:tbl>{rows}</w:tbl>")), "too large"),
        (broken, "damaged"),
    ] {
        let message = error(&bytes);
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn document_types_and_missing_parts_are_refused() {
    let types = "<Types/>";
    let root = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let with = |document: Option<&str>| {
        let mut files: Vec<(&str, &[u8])> =
            vec![("[Content_Types].xml", types.as_bytes()), ("_rels/.rels", root.as_bytes())];
        files.extend(document.map(|document| ("word/document.xml", document.as_bytes())));
        zip(&files)
    };
    let doctype = format!(
        "<!DOCTYPE d [<!ENTITY a 'aaa'>]><w:document {SPACES}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    );
    for (bytes, expected) in [
        (with(None), Error::Missing("word/document.xml".to_owned())),
        (with(Some(&format!("<w:document {SPACES}/>"))), Error::Missing("w:body".to_owned())),
        (with(Some(&doctype)), Error::Entities("word/document.xml".to_owned())),
        (zip(&[("[Content_Types].xml", types.as_bytes())]), Error::Missing("_rels/.rels".to_owned())),
    ] {
        assert_eq!(error(&bytes), expected.to_string());
    }
    // Styles, notes and the like may be missing.
    let bare = with(Some(&format!(
        "<w:document {SPACES}><w:body>{}</w:body></w:document>",
        paragraph("Heading1", "a")
    )));
    assert_eq!(read(&bare, &Options::default()).map(|found| shown(&found)), Ok("# a".to_owned()));
}

#[test]
fn macros_are_reported_and_not_read() {
    let types = "<Types><Override PartName='/word/document.xml' ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>";
    let root = "<Relationships><Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/></Relationships>";
    let document = format!("<w:document {SPACES}><w:body>{}</w:body></w:document>", paragraph("", "a"));
    let bytes = zip(&[
        ("[Content_Types].xml", types.as_bytes()),
        ("_rels/.rels", root.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ]);
    let found = read(&bytes, &Options::default()).unwrap_or_default();
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("a", vec![Reason::Macros]));
}
