//! Paragraphs and tables: headings, lists, quotations, code, tables, figures, pieces.

use super::*;
use crate::import::Split;
use crate::model::{Alignment, BlockKind};

#[test]
fn paragraphs_are_what_their_styles_say() {
    let indented = "<w:p><w:pPr><w:ind w:left='720'/></w:pPr><w:r><w:t>Indented.</w:t></w:r></w:p>";
    let hanging =
        "<w:p><w:pPr><w:ind w:left='720' w:hanging='720'/></w:pPr><w:r><w:t>Hanging.</w:t></w:r></w:p>";
    let mono = format!("<w:p>{}</w:p>", run("<w:rFonts w:ascii='Consolas'/>", "let  x;"));
    let body_text = paragraph("", "Running text that is longer than the rest of the document.");
    let begin = "Running text that is longer than the rest of the document. / ";
    for (rest, expected) in [
        (paragraph("H2", "Two"), "## Two"),
        (mono.replace("<w:p>", "<w:p><w:pPr><w:pStyle w:val='H2'/></w:pPr>"), "## `let  x;`"),
        (paragraph("Quote", "a") + &paragraph("Quote", "b"), "> a / b"),
        (indented.to_owned(), "> Indented."),
        (hanging.to_owned(), "Hanging."),
        (paragraph("Code", "a  b") + &paragraph("Code", "") + &paragraph("Code", "c"), "```a  b\n\nc```"),
        (mono.clone() + &mono, "```let  x;\nlet  x;```"),
        (
            "<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p>".to_owned()
                + &paragraph("", "a"),
            "--- / a",
        ),
        ("<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>".to_owned(), "<page> / a"),
        (paragraph("Definition", "ignored style"), "ignored style"),
        (paragraph("", "* * *") + &paragraph("", "a"), "--- / a"),
        (
            "<w:p><w:pPr><w:framePr w:dropCap='drop'/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>".to_owned()
                + &paragraph("", "he port"),
            "The port",
        ),
    ] {
        assert_eq!(body(&(body_text.clone() + &rest)).strip_prefix(begin), Some(expected), "{rest}");
    }
}

#[test]
fn lists_have_their_numbers_and_levels() {
    let level = |index: usize, format: &str, text: &str| {
        let left = 720 * (index + 1);
        format!(
            "<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/><w:pPr><w:ind w:left='{left}'/></w:pPr></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId='0'>{}{}</w:abstractNum><w:abstractNum w:abstractNumId='1'>{}</w:abstractNum>
        <w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='1'/></w:num>
        <w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='4'/></w:lvlOverride></w:num>",
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%2)"),
        level(0, "bullet", "•"),
    );
    let item = |list: usize, level: usize, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>",
            run("", text)
        )
    };
    let inside = |left: usize, text: &str| {
        format!("<w:p><w:pPr><w:ind w:left='{left}'/></w:pPr>{}</w:p>", run("", text))
    };
    let text = paragraph("", "text");
    for (items, expected) in [
        (vec![item(1, 0, "x"), item(1, 1, "y"), item(1, 0, "z")], "(1. x / (a) y) 2. z)"),
        (vec![item(1, 0, "x"), text.clone(), item(1, 0, "y")], "(1. x) / text / (2. y)"),
        (
            vec![item(1, 0, "x"), text.clone(), item(3, 0, "y"), item(1, 0, "z")],
            "(1. x) / text / (4. y 5. z)",
        ),
        (vec![item(2, 0, "x"), inside(720, "more"), item(2, 0, "y")], "(- x / more - y)"),
        (vec![item(2, 0, "x"), item(1, 0, "y")], "(- x) / (1. y)"),
        (vec![item(2, 0, "☒ done")], "(- ☑ done)"),
    ] {
        let body = items.concat();
        let found =
            Parts { body: &body, numbering: &numbering, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), expected);
    }
}

#[test]
fn definitions_have_lists_and_code() {
    let numbering = "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/><w:lvlText w:val='•'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
    let item = |left: usize| {
        let properties = format!("<w:ind w:left='{left}'/><w:numPr><w:numId w:val='1'/></w:numPr>");
        format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", run("", "i"))
    };
    let deep = "<w:p><w:pPr><w:pStyle w:val='Dd'/><w:ind w:left='400'/></w:pPr><w:r><w:t>d</w:t></w:r></w:p>";
    let (term, definition) = (paragraph("Dt", "t"), paragraph("Dd", "d"));
    let (code, plain) = (paragraph("Code", "c"), paragraph("", "a"));
    let table = format!("<w:tbl><w:tr><w:tc>{plain}</w:tc></w:tr><w:tr><w:tc>{plain}</w:tc></w:tr></w:tbl>");
    for (parts, expected) in [
        ([&term, &definition, &definition, &plain, &plain], "{t : d / d} / a / a"),
        ([&term, &definition, &item(9), &definition, &term], "{t : d / (- i) / d t : }"),
        ([&term, &item(9), &code, &term, &definition], "{t : (- i) / ```c``` t : d}"),
        ([&term, &definition, &code, &table, &definition], "{t : d / ```c``` / < = a;a> / d}"),
        ([&term, &definition, &table, &term, &definition], "{t : d} / < = a;a> / {t : d}"),
        // A list behind the last definition belongs to it if it stands deeper, or if the term has nothing else.
        ([&term, &definition, &item(9), &plain, &plain], "{t : d} / (- i) / a / a"),
        ([&term, &deep.to_owned(), &item(800), &item(800), &plain], "{t : d / (- i - i)} / a"),
        ([&definition, &plain, &term, &item(9), &plain], "d / a / {t : (- i)} / a"),
    ] {
        let body = parts.map(String::as_str).concat();
        let found = Parts { body: &body, numbering, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), expected, "{body}");
    }
}

#[test]
fn tables_have_spans_headers_and_blocks() {
    let cell = |own: &str, text: &str| format!("<w:tc><w:tcPr>{own}</w:tcPr>{}</w:tc>", paragraph("", text));
    let row = |own: &str, cells: &[String]| format!("<w:tr><w:trPr>{own}</w:trPr>{}</w:tr>", cells.concat());
    let plain = |texts: &[&str]| row("", &texts.iter().map(|text| cell("", text)).collect::<Vec<_>>());
    let header = "<w:tblHeader/>";
    let down = "<w:vMerge w:val='restart'/>";
    let first_row = "<w:tblPr><w:tblLook w:val='04A0'/></w:tblPr>";
    let list = format!("<w:tc>{}{}</w:tc>", paragraph("", "a"), paragraph("", "b"));
    for (rows, expected) in [
        ([row(header, &[cell("", "A"), cell("", "B")]), plain(&["1", "2"])].concat(), "<A|B = 1|2>"),
        (first_row.to_owned() + &plain(&["A", "B"]) + &plain(&["1", "2"]), "<A|B = 1|2>"),
        (plain(&["A", "B"]) + &plain(&["1", "2"]), "< = A|B;1|2>"),
        (
            [
                row(header, &[cell(down, "A"), cell("<w:gridSpan w:val='2'/>", "B")]),
                row("", &[cell("<w:vMerge/>", ""), cell("", "c"), cell("", "d")]),
                plain(&["1", "2", "3"]),
            ]
            .concat(),
            "<1x2:A|2x1:B;c|d = 1|2|3>",
        ),
        // A cell that continues nothing is a cell, and so is one with words.
        (row("", &[cell("<w:vMerge/>", "a"), cell("", "b")]), "< = a|b>"),
        (
            [row("", &[cell(down, "a"), cell("", "b")]), row("", &[cell("<w:vMerge/>", "c"), cell("", "d")])]
                .concat(),
            "< = a|b;c|d>",
        ),
        ([plain(&["1", "2"]), row("<w:gridBefore w:val='1'/>", &[cell("", "x")])].concat(), "< = 1|2;|x>"),
        (row("", &[list, cell("", "c")]), "< = a / b|c>"),
        (
            row(
                "",
                &[format!("<w:tc><w:tbl>{}</w:tbl><w:p/></w:tc>", plain(&["in", "side"])), cell("", "c")],
            ),
            "< = < = in|side>|c>",
        ),
    ] {
        assert_eq!(body(&format!("<w:tbl>{rows}</w:tbl>")), expected);
    }
}

#[test]
fn columns_have_the_alignment_of_most_cells_or_the_usual_one() {
    let cell = |alignment: &str, text: &str| {
        let own = if alignment.is_empty() {
            String::new()
        } else {
            format!("<w:pPr><w:jc w:val='{alignment}'/></w:pPr>")
        };
        format!("<w:tc><w:p>{own}{}</w:p></w:tc>", run("", text))
    };
    for (cells, expected) in [
        ([("center", "a"), ("center", "b"), ("", "c")], Alignment::Center),
        ([("right", "a"), ("end", "b"), ("center", "c")], Alignment::End),
        ([("", "1"), ("", "2"), ("", "3")], Alignment::End),
        ([("left", "1"), ("left", "2"), ("", "3")], Alignment::Start),
        ([("both", "a"), ("", "2"), ("", "3")], Alignment::Start),
    ] {
        let row = |(alignment, text): &(&str, &str)| {
            format!("<w:tr>{}{}</w:tr>", cell("", "x"), cell(alignment, text))
        };
        let body = format!("<w:tbl>{}</w:tbl>", cells.iter().map(row).collect::<String>());
        let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
        let Some(Content::Case(case)) = found.pieces.first().map(|piece| &piece.content) else {
            panic!("no case")
        };
        let Some(BlockKind::Table(table)) = case.blocks.first().map(|block| &block.kind) else {
            panic!("no table")
        };
        assert_eq!(table.columns, [Alignment::Start, expected], "{cells:?}");
    }
}

#[test]
fn tables_in_tables_are_read_to_the_deepest() {
    let depth = 70;
    let open = "<w:tbl><w:tr><w:tc>".repeat(depth);
    let close = "</w:tc></w:tr></w:tbl>".repeat(depth);
    let found = body(&format!("{open}{}{close}", paragraph("", "deep")));
    assert_eq!(found, format!("{}deep{}", "< = ".repeat(depth), ">".repeat(depth)));
}

#[test]
fn the_text_is_divided_at_headings() {
    let text = [
        paragraph("Title", "The Port"),
        paragraph("Author", "A. One and B. Two"),
        paragraph("", "Before."),
        paragraph("H1", "Ships"),
        paragraph("H2", "Old"),
        paragraph("Chapter", "Opening"),
        paragraph("H1", "Ships"),
    ]
    .concat();
    for (split, stems, expected) in [
        (
            Split::Heading1,
            &["preface", "ships", "ships-2"][..],
            "# Preface / Before. // # Ships / ## Old / Opening // # Ships",
        ),
        (Split::Nowhere, &["the-port"], "# The Port / Before. / ## Ships / ### Old / Opening / ## Ships"),
        (
            Split::Style("heading 2".to_owned()),
            &["preface", "ships", "old", "ships-2"],
            "# Preface / Before. // # Ships // # Old / Opening // # Ships",
        ),
        (
            Split::Style("Chapter Opening".to_owned()),
            &["preface", "opening"],
            "# Preface / Before. / ## Ships / ### Old // # Opening / ## Ships",
        ),
    ] {
        let options = Options { split, ..Options::default() };
        let found = Parts { body: &text, ..Parts::default() }.read(&options);
        let names: Vec<&str> = found.pieces.iter().map(|piece| piece.stem.as_str()).collect();
        assert_eq!((names.as_slice(), shown(&found).as_str()), (stems, expected), "{options:?}");
        assert_eq!((found.properties.title.as_str(), found.properties.authors.len()), ("The Port", 2));
    }
}

const PICTURE: &str = "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='x' descr='A ship'/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed='p'/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";

#[test]
fn captions_belong_to_the_nearest_figure_or_table() {
    let picture = format!("<w:p>{PICTURE}</w:p>");
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("", "a"),
        paragraph("", "b")
    );
    let field = |before: &str, number: &str, after: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='Caption'/></w:pPr>{}<w:fldSimple w:instr='SEQ x'>{}</w:fldSimple>{}</w:p>",
            run("", before),
            run("", number),
            run("", after)
        )
    };
    let text_box = format!(
        "<w:p>{PICTURE}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        field("Figure ", "4", " In a box"),
        field("Figure ", "4", " In a box")
    );
    let old = "<w:p><w:r><w:pict><v:shape alt='Old'><v:imagedata r:id='p'/></v:shape></w:pict></w:r></w:p>";
    let floating =
        format!("<w:p>{}{}</w:p>", PICTURE.replace("wp:inline", "wp:anchor"), run("", "Text around."));
    let shown_picture = "![A ship](pictures/a.png)";
    for (parts, expected) in [
        (
            vec![picture.clone(), field("Figure ", "1", ". The ship")],
            format!("{shown_picture} «Figure 1: The ship»"),
        ),
        (vec![field("Table ", "2", ": Ports"), table.clone()], "< = a|b> «Table 2: Ports»".to_owned()),
        (
            vec![picture.clone(), field("Table ", "2", ""), table.clone()],
            format!("{shown_picture} / < = a|b> «Table 2: »"),
        ),
        (
            vec![picture.clone(), paragraph("", "Figure 3: Typed.")],
            format!("{shown_picture} «Figure 3: Typed.»"),
        ),
        (vec![picture.clone(), paragraph("Caption", "No label")], format!("{shown_picture} «No label»")),
        (vec![paragraph("", "a"), paragraph("Caption", "Alone")], "a / Alone".to_owned()),
        // The words of the alternative text stand below the picture, and again with a label.
        (
            vec![
                picture.clone(),
                paragraph("Caption", "A ship"),
                paragraph("", "Figure 6: A ship"),
                table.clone(),
            ],
            format!("{shown_picture} «Figure 6: A ship» / < = a|b>"),
        ),
        (vec![text_box], format!("{shown_picture} «Figure 4: In a box»")),
        (vec![old.to_owned()], "![Old](pictures/a.png)".to_owned()),
        (vec![floating], format!("Text around. / {shown_picture}")),
        (
            vec![format!("<w:p>{PICTURE}<w:r><w:br/></w:r>{}</w:p>", run("", "Figure 5. Below."))],
            format!("{shown_picture} «Figure 5: Below.»"),
        ),
        (
            vec![format!("<w:p>{}{PICTURE}</w:p>", run("", "In a line "))],
            format!("In a line {shown_picture}"),
        ),
    ] {
        let body = parts.concat();
        let relationships = "<Relationship Id='p' Type='x/image' Target='media/a.png'/>";
        let files: &[(&str, &[u8])] = &[("word/media/a.png", b"\x89PNG")];
        let found = Parts { body: &body, relationships, files, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), expected);
        assert_eq!(found.pictures.len(), usize::from(expected.contains("![")));
    }
}

#[test]
fn pictures_that_cannot_be_shown_are_reported() {
    let body = format!("<w:p>{PICTURE}{}</w:p>", run("", "a"));
    for (relationships, file, reason) in [
        ("", "word/media/a.png", Reason::PictureMissing),
        (
            "<Relationship Id='p' Type='x/image' Target='media/b.png'/>",
            "word/media/a.png",
            Reason::PictureMissing,
        ),
        ("<Relationship Id='p' Type='x/image' Target='media/a.emf'/>", "word/media/a.emf", Reason::Metafile),
        (
            "<Relationship Id='p' Type='x/image' Target='file:///a.png' TargetMode='External'/>",
            "x",
            Reason::PictureLinked,
        ),
    ] {
        let files: &[(&str, &[u8])] = &[(file, b"picture")];
        let found = Parts { body: &body, relationships, files, ..Parts::default() }.read(&Options::default());
        assert_eq!((shown(&found).as_str(), reasons(&found)), ("a", vec![reason]), "{relationships}");
    }
}

#[test]
fn a_file_that_is_no_picture_is_reported_and_has_a_name_that_no_program_runs() {
    let body = format!("<w:p>{PICTURE}{}</w:p>", run("", "a"));
    let relationships = "<Relationship Id='p' Type='x/image' Target='media/a.exe'/>";
    let files: &[(&str, &[u8])] = &[("word/media/a.exe", b"MZ")];
    let found = Parts { body: &body, relationships, files, ..Parts::default() }.read(&Options::default());
    assert_eq!(shown(&found), "![A ship](pictures/a.bin)a");
    assert_eq!(reasons(&found), [Reason::PictureUnknown]);
}
