//! Files that cannot be read: each is one clear error.

use super::*;

fn error(bytes: &[u8]) -> String {
    read(bytes, &Options::default()).map_or_else(|error| error.to_string(), |_| "read".to_owned())
}

#[test]
fn files_of_other_kinds_are_refused() {
    let of_kind = |kind: &str| zip(&[("mimetype", kind.as_bytes()), ("content.xml", b"<a/>")]);
    for (bytes, expected) in [
        (Vec::new(), "an empty file"),
        (b"%PDF-1.7".to_vec(), "a PDF"),
        (b"hello".to_vec(), "a file of another kind, not an OpenDocument text (.odt)"),
        (of_kind("application/vnd.oasis.opendocument.spreadsheet"), "a spreadsheet"),
        (of_kind("application/vnd.sun.xml.writer"), ".sxw"),
        (of_kind("application/epub+zip"), "an EPUB"),
        (zip(&[("[Content_Types].xml", b"<a/>"), ("_rels/.rels", b"<a/>")]), "Word document"),
        (zip(&[("a.txt", b"a")]), "another archive"),
        (zip(&[("mimetype", b"application/vnd.oasis.opendocument.text")]), "no `content.xml`"),
        (zip(&[("content.xml", b"<a/>")]), "no `office:text`"),
    ] {
        let message = error(&bytes);
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn encrypted_damaged_and_dangerous_files_are_refused() {
    let manifest = "<!DOCTYPE m><manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let good = zipped(&paragraph("Standard", "a"), &[]);
    let deep = format!("{}{}", "<text:section>".repeat(5_000), "</text:section>".repeat(5_000));
    let lists = format!(
        "{}{}",
        "<text:list><text:list-item>".repeat(5_000),
        "</text:list-item></text:list>".repeat(5_000)
    );
    let rows = "<table:table-row><table:table-cell/></table:table-row>".repeat(1_000_001);
    let doctype = content("&a;")
        .replace("<office:document-content", "<!DOCTYPE d [<!ENTITY a 'b'>]><office:document-content");
    let bare = |content: &str| {
        zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.as_bytes())])
    };
    for (bytes, expected) in [
        (zipped("", &[("META-INF/manifest.xml", manifest.as_bytes())]), "password"),
        (zipped("", &[("encrypted-package", b"x")]), "password"),
        (good.get(..good.len() / 2).unwrap_or_default().to_vec(), "damaged"),
        (zipped("<text:p>", &[]), "damaged"),
        (zipped("", &[("../evil", b"x")]), "leads out"),
        (zipped("", &[("bomb.xml", &vec![b' '; 40 << 20])]), "beyond measure"),
        (zipped(&deep, &[]), "too deeply"),
        (zipped(&lists, &[]), "too deeply"),
        (zipped(&format!("<table:table>{rows}</table:table>"), &[]), "too large"),
        (bare(&doctype), "document type"),
    ] {
        let message = error(&bytes);
        assert!(message.contains(expected), "{expected}: {message}");
    }
}

#[test]
fn nesting_within_the_limit_is_read() {
    let depth = 90;
    let nested = format!(
        "{}{}{}",
        "<text:list><text:list-item>".repeat(depth),
        "<text:p>x</text:p>",
        "</text:list-item></text:list>".repeat(depth)
    );
    assert!(body(&nested).contains('x'));
    let tables = format!(
        "{}{}{}",
        "<table:table><table:table-row><table:table-cell>".repeat(90),
        "<text:p>x</text:p>",
        "</table:table-cell></table:table-row></table:table>".repeat(90)
    );
    assert!(body(&tables).contains('x'));
    // A damaged formula is no reason to refuse the text.
    let frame = "a<draw:frame><draw:object xlink:href='O'/></draw:frame>";
    let found =
        read(&zipped(&paragraph("Standard", frame), &[("O/content.xml", b"<a>")]), &Options::default())
            .unwrap_or_default();
    assert_eq!(
        (shown(&found).as_str(), reasons(&found)),
        ("a", vec![Reason::NotRead("an embedded object".to_owned())])
    );
}

#[test]
fn macros_headers_and_footers_are_reported() {
    let styles = format!(
        "<office:document-styles {SPACES}><office:master-styles><style:master-page style:name='Standard'><style:header><text:p>Draft of May</text:p></style:header><style:footer><text:p>Page <text:page-number>3</text:page-number></text:p></style:footer></style:master-page></office:master-styles></office:document-styles>"
    );
    let parts: [(&str, &[u8]); 4] = [
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", &content("<text:p>a</text:p>").into_bytes()),
        ("styles.xml", styles.as_bytes()),
        ("Basic/script-lc.xml", b"<a/>"),
    ];
    let found = read(&zip(&parts), &Options::default()).unwrap_or_default();
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("a", vec![Reason::Macros, Reason::Header]));
}
