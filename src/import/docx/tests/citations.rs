//! Citations of Word and of other programs, and the lists of works that these write.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;

const SOURCES: &str = "<b:Sources xmlns:b='http://schemas.openxmlformats.org/officeDocument/2006/bibliography'>
<b:Source><b:Tag>Lee11</b:Tag><b:SourceType>Book</b:SourceType><b:Title>Ports</b:Title><b:Year>2011</b:Year>
<b:Author><b:Author><b:NameList><b:Person><b:Last>Lee</b:Last></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>";
const ENDNOTE: &str = "<EndNote><Cite AuthorYear=\"1\"><Pages>3</Pages><record><ref-type name=\"Book\">6</ref-type><contributors><authors><author>Roe, J.</author></authors></contributors><titles><title>Oil</title></titles><dates><year>2001</year></dates></record></Cite></EndNote>";
const JSON: &str = r#"{"citationItems":[{"itemData":{"title":"Oil","author":[{"family":"Roe"}],"issued":{"date-parts":[[2001]]}}}]}"#;

fn mark(kind: &str, data: &str) -> String {
    let data = if data.is_empty() { String::new() } else { format!("<w:fldData>{data}</w:fldData>") };
    format!("<w:r><w:fldChar w:fldCharType='{kind}'>{data}</w:fldChar></w:r>")
}

fn code(text: &str) -> String {
    format!("<w:r><w:instrText>{}</w:instrText></w:r>", text.replace('<', "&lt;"))
}

/// A field with a result.
fn field(instruction: &str, result: &str) -> String {
    [mark("begin", ""), code(instruction), mark("separate", ""), run("", result), mark("end", "")].concat()
}

fn control(properties: &str, content: &str) -> String {
    format!("<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>")
}

fn found(body: &str) -> Manuscript {
    let relationships = "<Relationship Id='c' Type='x/customXml' Target='../customXml/item1.xml'/>";
    let files: &[(&str, &[u8])] = &[("customXml/item1.xml", SOURCES.as_bytes())];
    Parts { body, relationships, files, ..Parts::default() }.read(&Options::default())
}

#[test]
fn citations_have_their_works() {
    let data = STANDARD.encode(ENDNOTE);
    let travelling = [
        mark("begin", ""),
        code(" ADDIN EN.CITE "),
        mark("begin", &data),
        code(" ADDIN EN.CITE.DATA "),
        mark("end", ""),
        mark("separate", ""),
        run("", "Roe (2001)"),
        mark("end", ""),
    ]
    .concat();
    let tag = format!("<w:tag w:val='MENDELEY_CITATION_v3_{}'/>", STANDARD.encode(JSON));
    let program = |name: &str| vec![Reason::Citation(name.to_owned())];
    for (content, expected, doubts) in [
        (field(r"CITATION Lee11 \p 12-14 \l 1033 ", "(Lee)"), "[@lee2011, pp. 12-14]", vec![]),
        (control("<w:citation/>", &field(r"CITATION lee11 \n", "(Lee)")), "[-@lee2011]", vec![]),
        (field("CITATION Other", "(Other)"), "(Other)", program("Word")),
        (field(&format!("ADDIN EN.CITE {ENDNOTE}"), "Roe (2001)"), "@roe2001 [p. 3]", vec![]),
        (travelling, "@roe2001 [p. 3]", vec![]),
        (field("ADDIN EN.CITE", "(Roe)"), "(Roe)", program("EndNote")),
        (field(&format!("ADDIN CSL_CITATION {JSON}"), "(Roe)"), "[@roe2001]", vec![]),
        (control(&tag, &run("", "(Roe)")), "[@roe2001]", vec![]),
        (
            control("<w:tag w:val='MENDELEY_CITATION_v3_e30='/>", &run("", "(Roe)")),
            "(Roe)",
            program("Mendeley"),
        ),
        (field("ADDIN CitaviPlaceholder{e30=}", "(Roe)"), "(Roe)", program("Citavi")),
    ] {
        let found = found(&format!("<w:p>{content}</w:p>"));
        assert_eq!((shown(&found).as_str(), reasons(&found)), (expected, doubts), "{content}");
    }
    let changed =
        JSON.replacen('{', r#"{"properties":{"dontUpdate":true,"plainCitation":"(as Roe says)"},"#, 1);
    let found =
        found(&format!("<w:p>{}</w:p>", field(&format!("ADDIN CSL_CITATION {changed}"), "(as Roe says)")));
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("[@roe2001]", vec![Reason::CitationChanged]));
}

#[test]
fn citations_are_found_by_the_names_of_bookmarks() {
    let custom = format!(
        "<Properties><property name='ZOTERO_BREF_x_1'><v>ZOTERO_ITEM CSL_CITATION {}</v></property><property name='ZOTERO_BREF_x_2'><v>{}</v></property></Properties>",
        &JSON[..40],
        &JSON[40..]
    );
    let body = format!(
        "<w:p><w:bookmarkStart w:id='1' w:name='ZOTERO_BREF_x'/>{}<w:bookmarkEnd w:id='1'/>{}</w:p>",
        run("", "(Roe)"),
        run("", " b")
    );
    let root = "<Relationship Id='b' Type='x/custom-properties' Target='docProps/custom.xml'/>";
    let files: &[(&str, &[u8])] = &[("docProps/custom.xml", custom.as_bytes())];
    let found = Parts { body: &body, root, files, ..Parts::default() }.read(&Options::default());
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("[@roe2001] b", vec![]));
}

#[test]
fn lists_of_works_are_left_out_as_far_as_the_text_cites_them() {
    let cited = format!("<w:p>{}</w:p>", field("CITATION Lee11", "(Lee)"));
    let list = |entries: &[&str]| {
        let begin = mark("begin", "") + &code("BIBLIOGRAPHY") + &mark("separate", "");
        let entries =
            entries.iter().map(|entry| format!("<w:p>{}</w:p>", run("", entry))).collect::<String>();
        entries.replacen("<w:p>", &format!("<w:p>{begin}"), 1) + &format!("<w:p>{}</w:p>", mark("end", ""))
    };
    let control_list =
        control("<w:bibliography/>", &(paragraph("H2", "Works") + &paragraph("", "Lee. Ports.")));
    let after = paragraph("", "after");
    let (lee, roe) = ("Lee. *Ports*. 2011.", "Roe. Oil. 2001.");
    let out = Reason::WorksLeftOut;
    for (body, expected, doubts) in [
        (cited.clone() + &paragraph("H2", "Works") + &list(&[lee, lee]), "[@lee2011]", vec![out.clone()]),
        (cited.clone() + &control_list, "[@lee2011]", vec![out.clone()]),
        (cited.clone() + &list(&[lee]) + &after, "[@lee2011] / after", vec![out.clone()]),
        (
            cited.clone() + &paragraph("H2", "Works") + &list(&[lee, roe]) + &after,
            "[@lee2011] / ## Works / Roe. Oil. 2001. / after",
            vec![out, Reason::WorkUncited],
        ),
        // Without citations that can be read, all of it is text.
        (
            list(&[lee, roe]) + &after,
            "Lee. *Ports*. 2011. / Roe. Oil. 2001. / after",
            vec![Reason::WorksListed],
        ),
    ] {
        let found = found(&body);
        assert_eq!((shown(&found).as_str(), reasons(&found)), (expected, doubts), "{body}");
    }
}
