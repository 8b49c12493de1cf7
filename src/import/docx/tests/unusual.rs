//! Constructs that few documents have, at all positions: their words arrive in order, or the report has them.

use super::*;

/// A choice between two forms, for programs that know an extension or do not.
fn choice(requires: &str, own: &str, fallback: &str) -> String {
    format!(
        "<mc:AlternateContent><mc:Choice Requires='{requires}'>{own}</mc:Choice>{fallback}</mc:AlternateContent>"
    )
}

fn row(cells: &str) -> String {
    format!("<w:tr>{cells}</w:tr>")
}

fn cell(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", paragraph("", text))
}

fn drawing(content: &str) -> String {
    format!("<w:r><w:drawing><wp:inline><wp:docPr descr='d'/>{content}</wp:inline></w:drawing></w:r>")
}

#[test]
fn one_form_of_a_choice_is_read_at_every_position() {
    let none = "<mc:Fallback/>";
    for requires in ["wps", "zz"] {
        for fallback in [none, ""] {
            let choice = |own: &str| choice(requires, own, fallback);
            for (content, expected) in [
                (choice(&paragraph("", "a")), "a"),
                (format!("<w:p>{}</w:p>", choice(&run("", "a"))), "a"),
                (format!("<w:p><w:r>{}</w:r></w:p>", choice("<w:t>a</w:t>")), "a"),
                (format!("<w:tbl>{}</w:tbl>", choice(&row(&cell("a")))), "< = a>"),
                (format!("<w:tbl>{}</w:tbl>", row(&choice(&cell("a")))), "< = a>"),
                (format!("<w:p><m:oMath>{}</m:oMath></w:p>", choice("<m:r><m:t>a</m:t></m:r>")), "$a$"),
            ] {
                assert_eq!(body(&content), expected, "{content}");
            }
        }
    }
    let other =
        choice("zz", &paragraph("", "a"), &format!("<mc:Fallback>{}</mc:Fallback>", paragraph("", "b")));
    assert_eq!(body(&other), "b");
}

#[test]
fn words_outside_of_paragraphs_keep_their_place() {
    let deleted =
        "<w:p><w:pPr><w:rPr><w:del w:id='1' w:author='A'/></w:rPr></w:pPr><w:r><w:t>b</w:t></w:r></w:p>";
    let letter = "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>b</w:t></w:r></w:p>";
    let table = format!("<w:tbl>{}</w:tbl>", row(&cell("c")));
    let after = paragraph("", "d");
    for (content, expected) in [
        (format!("{}{}", run("", "b"), paragraph("", "d")), "b / d"),
        (format!("<w:hyperlink w:anchor='x'>{}</w:hyperlink>{after}", run("", "b")), "b / d"),
        (format!("<m:oMathPara><m:oMath><m:r><m:t>b</m:t></m:r></m:oMath></m:oMathPara>{after}"), "$b$ / d"),
        // A paragraph whose end is deleted, or a large first letter, does not go on after a table.
        (format!("{deleted}{table}{after}"), "b / < = c> / d"),
        (format!("{letter}{table}{after}"), "b / < = c> / d"),
        (format!("{deleted}{after}"), "bd"),
        // Two documents that a program joined.
        (format!("{}</w:body><w:body>{after}", paragraph("", "b")), "b / d"),
    ] {
        assert_eq!(body(&(paragraph("", "a") + &content)), format!("a / {expected}"), "{content}");
    }
}

#[test]
fn text_in_drawings_follows_their_paragraph() {
    let words = |text: &str| format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>");
    for content in [
        format!("<a:txSp><a:txBody><a:bodyPr/>{}{}</a:txBody></a:txSp>", words("b"), words("c")),
        format!(
            "<wp:wsp><wp:txbx><v:txbxContent>{}{}</v:txbxContent></wp:txbx></wp:wsp>",
            paragraph("", "b"),
            paragraph("", "c")
        ),
    ] {
        let line = format!("<w:p>{}{}{}</w:p>", run("", "a"), drawing(&content), run("", "z"));
        assert_eq!(body(&line), "az / b / c", "{content}");
    }
}

#[test]
fn notes_survive_where_another_form_stands_for_the_words_around_them() {
    let note = "<w:r><w:footnoteReference w:id='2'/></w:r>";
    let footnotes = format!("<w:footnote w:id='2'>{}</w:footnote>", paragraph("", "n"));
    let item = r#"{"citationItems":[{"id":1,"itemData":{"id":1,"type":"book","title":"T","author":[{"family":"F"}]}}]}"#;
    let part = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let field = |code: &str| {
        let code = code.replace('"', "&quot;");
        format!(
            "{}<w:r><w:instrText>{code}</w:instrText></w:r>{}{}{note}{}",
            part("begin"),
            part("separate"),
            run("", "w"),
            part("end")
        )
    };
    let read = |content: &str| {
        let body = format!("<w:p>{}{content}</w:p>", run("", "a "));
        Parts { body: &body, footnotes: &footnotes, ..Parts::default() }.read(&Options::default())
    };
    for content in [
        format!("<m:oMath><m:r><m:t>x</m:t></m:r>{note}</m:oMath>"),
        field(&format!("ADDIN ZOTERO_ITEM CSL_CITATION {item}")),
    ] {
        let found = shown(&read(&content));
        assert!(found.ends_with("[^1] / [^1]: n") && !found.contains('w'), "{content}: {found}");
    }
    let expected = Reason::NotRead("a note among words that are left out".to_owned());
    assert!(reasons(&read(&field("TOC"))).contains(&expected));
}

#[test]
fn own_marks_of_notes_are_no_words_of_the_text() {
    for (mark, note, expected) in [
        ("<w:t>*</w:t>", "<w:t>*</w:t>", "a[^1]z / [^1]: n"),
        ("<w:t>*</w:t><w:t>*</w:t>", "<w:t>**</w:t>", "a[^1]z / [^1]: n"),
        (
            "<w:sym w:font='Symbol' w:char='F061'/>",
            "<w:sym w:font='Symbol' w:char='F061'/>",
            "a[^1]z / [^1]: n",
        ),
        ("", "", "a[^1]z / [^1]: n"),
        // More than a mark can have.
        ("<w:t> and so on it goes </w:t>", "", "a[^1] and so on it goes z / [^1]: n"),
    ] {
        let body = format!(
            "<w:p>{}<w:r><w:footnoteReference w:id='2' w:customMarkFollows='1'/>{mark}</w:r>{}</w:p>",
            run("", "a"),
            run("", "z")
        );
        let footnotes =
            format!("<w:footnote w:id='2'><w:p><w:r>{note}</w:r>{}</w:p></w:footnote>", run("", "n"));
        let found =
            Parts { body: &body, footnotes: &footnotes, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), expected, "{mark}");
    }
}

#[test]
fn words_of_unknown_parts_and_drawings_are_reported() {
    let unknown = |name: &str| Reason::NotRead(format!("the words of an unknown part (`{name}`)"));
    let part = |name: &str| Reason::NotRead(name.to_owned());
    let shape = "<wps:wsp><wps:spPr/></wps:wsp>";
    let cases = [
        (format!("<w:p2>{}</w:p2>", run("", "b")), vec![unknown("w:p2")]),
        (format!("<w:p><zz>{}</zz></w:p>", run("", "b")), vec![unknown("zz")]),
        ("<w:p><w:r><w:baz><w:t>b</w:t></w:baz></w:r></w:p>".to_owned(), vec![unknown("w:baz")]),
        (format!("<w:tbl><w:tr2>{}</w:tr2></w:tbl>", cell("b")), vec![unknown("w:tr2")]),
        (format!("<w:tbl>{}</w:tbl>", row(&format!("<w:tc2>{}</w:tc2>", cell("b")))), vec![unknown("w:tc2")]),
        ("<w:zzPr/><w:zz/>".to_owned(), vec![]),
        (format!("<w:p>{}</w:p>", drawing("<wpi:contentPart/>")), vec![part("handwriting")]),
        (
            "<w:p><w:r><w:object><w:control w:name='B'/></w:object></w:r></w:p>".to_owned(),
            vec![part("a field of a form")],
        ),
        (
            format!(
                "<w:p>{}</w:p>",
                drawing("<x:chart xmlns:x='http://schemas.microsoft.com/office/drawing/2014/chartex'/>")
            ),
            vec![part("a chart")],
        ),
        (format!("<w:p>{}</w:p>", drawing(shape)), vec![part("a drawing")]),
        (format!("<w:p>{}</w:p>", drawing(&shape.repeat(3))), vec![part("a drawing")]),
        ("<w:p><w:r><w:pict><v:oval/></w:pict></w:r></w:p>".to_owned(), vec![part("a drawing")]),
        ("<w:p><w:r><w:pict><v:line/></w:pict></w:r></w:p>".to_owned(), vec![]),
        (
            format!(
                "<w:p>{}</w:p>",
                drawing("<wps:wsp><wps:spPr><a:prstGeom prst='line'/></wps:spPr></wps:wsp>")
            ),
            vec![],
        ),
    ];
    for (content, expected) in cases {
        let content = paragraph("", "a") + &content;
        let found = Parts { body: &content, ..Parts::default() }.read(&Options::default());
        assert_eq!(reasons(&found), expected, "{content}");
    }
}

#[test]
fn paragraphs_of_lists_that_are_not_defined_are_no_items() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='-'/></w:lvl></w:abstractNum>
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='9'/></w:num>";
    let item = |list: u8| {
        format!("<w:p><w:pPr><w:numPr><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>", run("", "b"))
    };
    for (list, is_item) in [(1, true), (2, false), (3, false), (0, false)] {
        let body = paragraph("", "a") + &item(list);
        let found = Parts { body: &body, numbering, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found) != "a / b", is_item, "{list}");
    }
}

#[test]
fn cells_of_the_old_form_reach_over_columns() {
    let merged = |kind: &str, text: &str| {
        format!("<w:tc><w:tcPr><w:hMerge{kind}/></w:tcPr>{}</w:tc>", paragraph("", text))
    };
    let first = row(&(merged(" w:val='restart'", "a") + &merged("", "") + &cell("b")));
    let second = row(&(cell("c") + &cell("d") + &cell("e")));
    let new = "<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>";
    let same = row(&(new.to_owned() + &cell("b")));
    let table = |first: &str| body(&format!("<w:tbl>{first}{second}</w:tbl>"));
    assert_eq!(table(&first), table(&same));
}

#[test]
fn notes_with_the_same_id_are_not_mixed_up() {
    let note = |words: &str| format!("<w:footnote w:id='2'>{}</w:footnote>", paragraph("", words));
    let body = format!("<w:p>{}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>", run("", "a"));
    let footnotes = note("n") + &note("m");
    let found = Parts { body: &body, footnotes: &footnotes, ..Parts::default() }.read(&Options::default());
    assert_eq!(shown(&found), "a[^1] / [^1]: n");
    assert_eq!(reasons(&found), [Reason::NotRead("a second note with the id `2`".to_owned())]);
}
