//! Paragraphs, lists, tables, figures, pieces, properties.

use super::*;
use crate::import::Split;

fn item(content: &str) -> String {
    format!("<text:list-item>{content}</text:list-item>")
}

fn list(attributes: &str, items: &str) -> String {
    format!("<text:list {attributes}>{items}</text:list>")
}

const NUMBERS: &str = "text:style-name='Numbers'";

#[test]
fn paragraphs_are_what_their_styles_say() {
    let begin = paragraph("Standard", "Running text that is longer than the rest of the document.");
    for (rest, expected) in [
        ("<text:h text:outline-level='2'>Two</text:h>".to_owned(), "## Two"),
        (paragraph("Quotations", "a") + &paragraph("Quotations", "b"), "> a / b"),
        (paragraph("In", "Indented."), "> Indented."),
        (paragraph("Hang", "Hanging."), "Hanging."),
        (paragraph("Preformatted_20_Text", "a") + &paragraph("Preformatted_20_Text", "b"), "```a\nb```"),
        (paragraph("Horizontal_20_Line", "") + &paragraph("Standard", "a"), "--- / a"),
        (paragraph("PageP", "a"), "<page> / a"),
        (format!("<text:section text:name='s'>{}</text:section>", paragraph("Standard", "a")), "a"),
    ] {
        let found = body(&(begin.clone() + &rest));
        assert_eq!(found.split_once(" / ").map(|(_, rest)| rest), Some(expected), "{rest}");
    }
}

#[test]
fn lists_have_their_numbers_and_levels() {
    let p = |text: &str| paragraph("Standard", text);
    let plain = item(&p("x"));
    for (text, expected) in [
        (list(NUMBERS, &(plain.clone() + &plain)), "(1. x 2. x)"),
        (list("text:style-name='Bullets'", &plain), "(- x)"),
        (list(NUMBERS, &item(&(p("x") + &p("more")))), "(1. x / more)"),
        (
            list(NUMBERS, &item(&(p("x") + &list("", &(item(&p("y")) + &item(&p("z"))))))),
            "(1. x / ((c) y (d) z))",
        ),
        (
            list(
                NUMBERS,
                &item(&p("x")).replace("<text:list-item>", "<text:list-item text:start-value='7'>"),
            ),
            "(7. x)",
        ),
        (
            list(NUMBERS, &plain)
                + &p("t")
                + &list("text:style-name='Numbers' text:continue-numbering='true'", &plain),
            "(1. x) / t / (2. x)",
        ),
        (
            list("xml:id='l' text:style-name='Numbers'", &plain)
                + &list(NUMBERS, &plain)
                + &list("text:continue-list='l' text:style-name='Numbers'", &plain),
            "(1. x) / (1. x) / (2. x)",
        ),
        // An item that begins with a list has no mark of its own.
        (
            list(NUMBERS, &(plain.clone() + &item(&list("", &item(&p("y")))) + &plain)),
            "(1. x / ((c) y) 2. x)",
        ),
        (list("text:style-name='None'", &plain), "x"),
        (list(NUMBERS, &item("<text:h text:outline-level='2'>Two</text:h>")), "## Two"),
        (
            list(NUMBERS, &format!("<text:list-header>{}</text:list-header>{plain}", p("head"))),
            "head / (1. x)",
        ),
        (list(NUMBERS, &item(&paragraph("Preformatted_20_Text", "code"))), "(1. ```code```)"),
    ] {
        assert_eq!(body(&text), expected, "{text}");
    }
    assert_eq!(reasons(&manuscript(&list("text:style-name='Deep'", &plain))), vec![Reason::ListNumbers]);
}

#[test]
fn tables_have_spans_headers_and_repeated_cells() {
    let cell = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}>{}</table:table-cell>", paragraph("Standard", text))
    };
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let covered = "<table:covered-table-cell/>".to_owned();
    for (rows, expected) in [
        (vec![row(&[cell("", "a"), cell("", "b")]), row(&[cell("", "c"), cell("", "d")])], "< = a|b;c|d>"),
        (
            vec![
                format!("<table:table-header-rows>{}</table:table-header-rows>", row(&[cell("", "a")])),
                row(&[cell("", "b")]),
            ],
            "<a = b>",
        ),
        (
            vec![
                row(&[cell("table:number-columns-spanned='2'", "a"), covered.clone()]),
                row(&[cell("", "b"), cell("", "c")]),
            ],
            "< = 2x1:a;b|c>",
        ),
        (
            vec![
                row(&[cell("table:number-rows-spanned='2'", "a"), cell("", "b")]),
                row(&[covered.clone(), cell("", "c")]),
            ],
            "< = 1x2:a|b;c>",
        ),
        (
            vec![
                row(&[
                    cell("table:number-columns-spanned='2' table:number-rows-spanned='2'", "a"),
                    covered.clone(),
                    cell("", "b"),
                ]),
                row(&[covered.replace("/>", " table:number-columns-repeated='2'/>"), cell("", "c")]),
            ],
            "< = 2x2:a|b;c>",
        ),
        (vec![row(&[cell("table:number-columns-repeated='3'", "a")])], "< = a|a|a>"),
        (
            vec![
                row(&[cell("", "a")])
                    .replace("<table:table-row>", "<table:table-row table:number-rows-repeated='2'>"),
            ],
            "< = a;a>",
        ),
        (
            vec![
                row(&[cell("", "a")]),
                row(&[cell("", "")])
                    .replace("<text:p text:style-name='Standard'></text:p>", "")
                    .replace("<table:table-row>", "<table:table-row table:number-rows-repeated='1000000'>"),
            ],
            "< = a>",
        ),
    ] {
        assert_eq!(body(&format!("<table:table>{}</table:table>", rows.concat())), expected, "{rows:?}");
    }
    let heading = row(&[cell("", "a"), cell("", "b")]).replace("Standard", "Table_20_Heading");
    let rows = heading + &row(&[cell("", "c"), cell("", "d")]);
    assert_eq!(body(&format!("<table:table>{rows}</table:table>")), "<a|b = c|d>");
    let many = row(&[cell("", "a")])
        .replace("<table:table-row>", "<table:table-row table:number-rows-repeated='1000000'>");
    let found = manuscript(&format!("<table:table>{many}</table:table>"));
    assert_eq!(reasons(&found), vec![Reason::NotRead("1000000 equal rows of a table".to_owned())]);
}

#[test]
fn pictures_have_captions_and_alternative_texts() {
    let image = "<draw:frame text:anchor-type='as-char'><draw:image xlink:href='Pictures/Map One.png'/><svg:title>Short</svg:title><svg:desc>A map</svg:desc></draw:frame>";
    let sequence = "Figure <text:sequence text:ref-name='r'>1</text:sequence>: The port";
    let apart = paragraph("Standard", image) + &paragraph("Caption", sequence);
    let together = paragraph(
        "Standard",
        &format!(
            "<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>",
            paragraph("Illustration", &format!("{image}{sequence}"))
        ),
    );
    let expected = "![A map](pictures/map-one.png) «Figure 1: The port»";
    for text in [apart, together] {
        let found = read(&zipped(&text, &[("Pictures/Map One.png", b"\x89PNG")]), &Options::default())
            .unwrap_or_default();
        assert_eq!((shown(&found).as_str(), found.pictures.len()), (expected, 1), "{text}");
        let link = paragraph(
            "Standard",
            "See <text:sequence-ref text:ref-name='r' text:reference-format='value'>1</text:sequence-ref>.",
        );
        let found =
            read(&zipped(&(text + &link), &[("Pictures/Map One.png", b"\x89PNG")]), &Options::default())
                .unwrap_or_default();
        assert_eq!(shown(&found), format!("{expected} {{#figure-1}} / See [1](#figure-1)."));
    }
}

#[test]
fn text_boxes_contents_and_indexes_have_their_places() {
    let boxed = paragraph(
        "Standard",
        &format!(
            "a<draw:frame><draw:text-box>{}</draw:text-box></draw:frame>",
            paragraph("Standard", "inside")
        ),
    );
    assert_eq!(body(&boxed), "a / inside");
    let index = |name: &str, text: &str| {
        format!(
            "<text:{name}><text:index-body>{}</text:index-body></text:{name}>",
            paragraph("Standard", text)
        )
    };
    let head = "<text:h text:outline-level='2'>Two</text:h>";
    for (text, reason) in [
        (index("table-of-content", "Two<text:tab/>3"), vec![]),
        (index("table-of-content", "Gone<text:tab/>3"), vec![Reason::Contents]),
        (index("alphabetical-index", "a, 3"), vec![Reason::Index]),
    ] {
        let found = manuscript(&(text.clone() + head));
        assert_eq!((shown(&found).as_str(), reasons(&found)), ("## Two", reason), "{text}");
    }
    let found = manuscript(&index("bibliography", "Doe. On Ports."));
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("Doe. On Ports.", vec![Reason::WorksListed]));
}

#[test]
fn objects_give_their_picture_or_their_content() {
    let table = "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p/></table:table-cell><table:table-cell><text:p>2001</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>Sur</text:p></table:table-cell><table:table-cell><text:p>NaN</text:p></table:table-cell></table:table-row></table:table>";
    let chart = format!(
        "<office:chart><chart:chart xmlns:chart='urn:oasis:names:tc:opendocument:xmlns:chart:1.0'><chart:title><text:p>Ships</text:p></chart:title>{table}</chart:chart></office:chart>"
    );
    let sheet = format!("<office:spreadsheet>{table}</office:spreadsheet>");
    let text = format!("<office:text>{}</office:text>", paragraph("Standard", "inside"));
    let frame = "<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame>";
    let (svm, png) = (&b"VCLMTF"[..], &b"\x89PNG"[..]);
    let picture = || Reason::NotRead("an object, for which its picture stands".to_owned());
    for (object, replacement, expected, reason) in [
        (&chart, svm, "a / <|2001 = Sur|> «Ships» / z", Reason::Chart),
        (&chart, png, "a / ![-](pictures/object-1.png) / z", picture()),
        (&sheet, svm, "a / <|2001 = Sur|NaN> / z", Reason::Embedded),
        (&text, svm, "a / inside / z", Reason::Embedded),
    ] {
        let object = format!(
            "<office:document-content {SPACES}><office:body>{object}</office:body></office:document-content>"
        );
        let files: &[(&str, &[u8])] =
            &[("Object 1/content.xml", object.as_bytes()), ("ObjectReplacements/Object 1", replacement)];
        let text = paragraph("Standard", &format!("a{frame}")) + &paragraph("Standard", "z");
        let found = read(&zipped(&text, files), &Options::default()).unwrap_or_default();
        assert_eq!((shown(&found).as_str(), reasons(&found)), (expected, vec![reason]), "{object}");
    }
    let framed = format!("<draw:frame>{table}</draw:frame>");
    assert_eq!(body(&paragraph("Standard", &framed)), "<|2001 = Sur|NaN>");
}

#[test]
fn the_text_is_divided_where_the_user_wants() {
    let head = |level: u8, words: &str| format!("<text:h text:outline-level='{level}'>{words}</text:h>");
    let text = head(1, "One")
        + &paragraph("Standard", "a")
        + &head(1, "Two")
        + &head(2, "Inside")
        + &paragraph("Chapter", "b");
    for (split, expected) in [
        (Split::Heading1, "# One / a // # Two / ## Inside / b"),
        (Split::Nowhere, "## One / a / ## Two / ### Inside / b"),
        (Split::Style("Chapter".to_owned()), "# Preface / ## One / a / ## Two / ### Inside // # b"),
    ] {
        let options = Options { split, ..Options::default() };
        assert_eq!(shown(&with(&text, &options)), expected);
    }
}

#[test]
fn flat_documents_are_read_with_their_pictures_and_properties() {
    let flat = format!(
        "<?xml version='1.0'?><office:document {SPACES} office:mimetype='application/vnd.oasis.opendocument.text'>
        <office:meta><dc:title>Ports</dc:title><meta:initial-creator>Jane Doe</meta:initial-creator><dc:creator>Other</dc:creator></office:meta>
        <office:body><office:text><text:p>a</text:p><text:p><draw:frame text:anchor-type='as-char'><draw:image><office:binary-data>iVBORw==</office:binary-data></draw:image></draw:frame></text:p></office:text></office:body></office:document>"
    );
    let found = read(flat.as_bytes(), &Options::default()).unwrap_or_default();
    assert_eq!(shown(&found), "# Ports / a / ![-](pictures/picture-1.png)");
    assert_eq!(
        (found.properties.title.as_str(), found.properties.authors.as_slice()),
        ("Ports", &["Jane Doe".to_owned()][..])
    );
    assert_eq!(found.pictures.first().map(|picture| picture.bytes.as_slice()), Some(&b"\x89PNG"[..]));
}
