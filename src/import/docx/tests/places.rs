//! Places with names: bookmarks, cross-references, contents, headers and footers.

use super::*;

fn bookmark(id: &str, name: &str, inside: &str) -> String {
    format!("<w:bookmarkStart w:id='{id}' w:name='{name}'/>{inside}<w:bookmarkEnd w:id='{id}'/>")
}

fn link(name: &str) -> String {
    format!("<w:p><w:hyperlink w:anchor='{name}'>{}</w:hyperlink></w:p>", run("", "there"))
}

#[test]
fn bookmarks_that_something_leads_to_become_ids() {
    let first = paragraph("H1", "One") + &link("b");
    let heading = |style: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{}</w:p>",
            bookmark("1", "b", &run("", "Old Ships"))
        )
    };
    let text = format!("<w:p>{}</w:p>", bookmark("1", "b", &run("", "words")));
    let middle = format!(
        "<w:p>{}{}{}</w:p>",
        run("", "some "),
        bookmark("1", "b", &run("", "words")),
        run("", " more")
    );
    let point = format!("<w:p>{}{}{}</w:p>", run("", "some "), bookmark("1", "b", ""), run("", "words"));
    let cell = format!("<w:tbl><w:tr><w:tc>{text}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>");
    for (place, expected) in [
        (heading("H2"), "# One / [there](#old-ships) / ## Old Ships {#old-ships}"),
        (heading("H1"), "# One / [there](old-ships.md) // # Old Ships"),
        (
            paragraph("H1", "Two") + &heading("H2"),
            "# One / [there](two.md#old-ships) // # Two / ## Old Ships {#old-ships}",
        ),
        (text.clone(), "# One / [there](#b) / words {#b}"),
        (bookmark("1", "b", "") + &paragraph("", "words"), "# One / [there](#b) / words {#b}"),
        (middle, "# One / [there](#b) / some [words]{#b} more"),
        (point, "# One / [there](#b) / some [words]{#b}"),
        (cell, "# One / [there](#b) / < = [words]{#b}|>"),
        (paragraph("", "words"), "# One / there / words"),
    ] {
        assert_eq!(body(&(first.clone() + &place)), expected);
    }
    let note = "<w:p><w:r><w:footnoteReference w:id='2'/></w:r></w:p>";
    let footnotes =
        format!("<w:footnote w:id='2'><w:p>{}</w:p></w:footnote>", bookmark("1", "b", &run("", "words")));
    let other = paragraph("H1", "Two") + &link("b");
    let text = first + note + &other;
    let found = Parts { body: &text, footnotes: &footnotes, ..Parts::default() }.read(&Options::default());
    let expected = "# One / [there](#b) / [^1] / [^1]: [words]{#b} // # Two / [there](one.md#b)";
    assert_eq!(shown(&found), expected);
    // Nothing leads to this one.
    assert_eq!(body(&format!("<w:p>{}</w:p>", bookmark("1", "b", &run("", "words")))), "words");
}

#[test]
fn cross_references_lead_to_captions_and_notes() {
    let field = |instruction: &str, result: &str| {
        format!("<w:fldSimple w:instr='{instruction}'>{}</w:fldSimple>", run("", result))
    };
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("", "a"),
        paragraph("", "b")
    );
    let label = run("", "Table ") + &field("SEQ Table", "1");
    let caption = format!(
        "<w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr>{}{}</w:p>",
        bookmark("1", "_Ref7", &label),
        run("", ". Ports")
    );
    let see = format!("<w:p>{}{}</w:p>", run("", "See "), field("REF _Ref7 \\h", "Table 1"));
    assert_eq!(
        body(&(see + &caption + &table)),
        "See [Table 1](#table-1) / < = a|b> «Table 1: Ports» {#table-1}"
    );
    let note = bookmark("2", "_Ref8", "<w:r><w:footnoteReference w:id='2'/></w:r>");
    let text = format!(
        "<w:p>{}{note}{}{}</w:p>",
        run("", "a"),
        run("", " as in note "),
        field("NOTEREF _Ref8 \\h", "1")
    );
    let footnotes = format!("<w:footnote w:id='2'>{}</w:footnote>", paragraph("", "b"));
    let found = Parts { body: &text, footnotes: &footnotes, ..Parts::default() }.read(&Options::default());
    assert_eq!(shown(&found), "a[^1] as in note[^1] / [^1]: b");
}

#[test]
fn contents_are_left_out_and_their_own_words_reported() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let begin = mark("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + &mark("separate");
    let entry = |words: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='T1'/></w:pPr>{begin}{}<w:r><w:tab/></w:r>{}</w:p>",
            run("", words),
            run("", "12")
        )
    };
    let end = format!("<w:p>{}</w:p>", mark("end"));
    let heading = paragraph("H1", "Ships");
    for (entries, expected) in [("Ships", vec![]), ("Boats", vec![Reason::Contents])] {
        let body = entry(entries) + &end + &heading;
        let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
        assert_eq!((shown(&found).as_str(), reasons(&found)), ("# Ships", expected), "{entries}");
    }
}

#[test]
fn headers_and_footers_are_reported_once_if_they_have_words() {
    let relationships = "<Relationship Id='h' Type='x/header' Target='h.xml'/><Relationship Id='i' Type='x/header' Target='i.xml'/><Relationship Id='f' Type='x/footer' Target='f.xml'/>";
    let part = |name: &str, words: &str| format!("<w:{name} {SPACES}>{}</w:{name}>", paragraph("", words));
    for (header, footer, expected) in [
        ("The Port", "Page 3 of 12", vec![]),
        ("Draft", "iii", vec![Reason::Header]),
        ("The Port", "Do not quote", vec![Reason::Footer]),
    ] {
        let (header, footer) = (part("hdr", header), part("ftr", footer));
        let files: &[(&str, &[u8])] = &[
            ("word/h.xml", header.as_bytes()),
            ("word/i.xml", header.as_bytes()),
            ("word/f.xml", footer.as_bytes()),
        ];
        let body = paragraph("Title", "The Port") + &paragraph("", "a");
        let found = Parts { body: &body, relationships, files, ..Parts::default() }.read(&Options::default());
        assert_eq!(reasons(&found), expected, "{header} {footer}");
    }
}

#[test]
fn fields_without_an_end_lose_no_words() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = |code: &str| format!("<w:r><w:instrText>{code}</w:instrText></w:r>");
    let doubt = Reason::NotRead("a field that does not end".to_owned());
    let whole = [mark("begin"), code("PAGE"), mark("separate"), run("", "7"), mark("end")].concat();
    let link = code("HYPERLINK \"https://example.org/\"");
    for (begin, expected) in [
        (mark("begin"), "a / b"),
        (mark("begin") + &code("TOC"), "a / b"),
        (mark("begin") + &code("TOC") + &mark("separate"), "a / b"),
        // The inner one ends.
        (mark("begin") + &code("TOC") + &mark("separate") + &whole, "7a / b"),
        (
            [mark("begin"), link, mark("separate"), mark("begin"), code("X"), mark("separate")].concat(),
            "a / b",
        ),
    ] {
        let body = format!("<w:p>{begin}{}</w:p>{}", run("", "a"), paragraph("", "b"));
        let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), expected, "{begin}");
        assert!(reasons(&found).iter().all(|reason| *reason == doubt), "{begin}");
        assert!(!reasons(&found).is_empty(), "{begin}");
    }
}
