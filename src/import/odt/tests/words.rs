//! Words: their marks, spaces, links, notes, citations, changes, comments.

use super::*;

fn line(content: &str) -> String {
    body(
        &(paragraph("Standard", content)
            + &paragraph("Standard", "<text:span text:style-name='Emphasis'>x</text:span>")),
    )
    .trim_end_matches(" / *x*")
    .to_owned()
}

fn span(style: &str, text: &str) -> String {
    format!("<text:span text:style-name='{style}'>{text}</text:span>")
}

#[test]
fn spans_have_their_marks() {
    for (content, expected) in [
        (format!("a {} b", span("B", "bold")), "a **bold** b"),
        (span("Emphasis", &span("B", "both")), "***both***"),
        (format!("{} after", span("S", "gone")), "~~gone~~ after"),
        (format!("H{}O x{}", span("Down", "2"), span("Up", "2")), "H~2~O x^2^"),
        (format!("{} Caesar", span("C", "Julius")), "[Julius]{.smallcaps} Caesar"),
        (format!("see {} here", span("Source_20_Text", "a  b")), "see `a b` here"),
        (format!("see {} here", span("Mono", "x")), "see `x` here"),
        (format!("{} mot", span("Fr", "le")), "[le]{fr-FR} mot"),
        (format!("a{} b", span("Hidden", " secret")), "a b"),
    ] {
        assert_eq!(line(&content), expected, "{content}");
    }
    assert_eq!(body(&paragraph("PB", &format!("all {}", span("Emphasis", "x")))), "**all *x***");
    // A quotation is in italics by its style, so that upright words are set off.
    assert_eq!(body(&paragraph("Quotations", &format!("a {} b", span("R", "c")))), "> a *c* b");
}

#[test]
fn white_space_is_one_space_unless_elements_say_otherwise() {
    for (content, expected) in [
        ("a\n   b", "a b"),
        ("a <text:span>b</text:span>\n<text:span>c</text:span>", "a b c"),
        ("a<text:s text:c='3'/>b<text:tab/>c", "a b c"),
        ("a<text:line-break/>b", "a\\b"),
        ("a<text:soft-page-break/>b", "ab"),
    ] {
        assert_eq!(line(content), expected, "{content}");
    }
    let code = paragraph("Preformatted_20_Text", "a<text:s text:c='2'/>b<text:tab/>c");
    assert_eq!(body(&code), "```a  b    c```");
}

#[test]
fn notes_have_several_paragraphs_and_come_in_order() {
    let note = |id: &str, class: &str, body: &str| {
        format!(
            "<text:note text:id='{id}' text:note-class='{class}'><text:note-citation>1</text:note-citation><text:note-body>{body}</text:note-body></text:note>"
        )
    };
    let first = note("n1", "endnote", &paragraph("Standard", "one"));
    let second = note("n2", "footnote", &(paragraph("Standard", "two") + &paragraph("Standard", "more")));
    let again = "<text:note-ref text:ref-name='n1' text:note-class='endnote' text:reference-format='text'>1</text:note-ref>";
    assert_eq!(
        body(&paragraph("Standard", &format!("a{first} b{second} see note {again}"))),
        "a[^1] b[^2] see note[^1] / [^1]: one / [^2]: two / more"
    );
    let own = note("n", "footnote", &paragraph("Standard", "x"))
        .replace("<text:note-citation>", "<text:note-citation text:label='*'>");
    assert_eq!(reasons(&manuscript(&paragraph("Standard", &own))), vec![Reason::NoteMark]);
}

#[test]
fn links_and_references_lead_to_their_places() {
    let head = "<text:h text:outline-level='2'><text:bookmark text:name='b'/>Two words</text:h>";
    let reference = |name: &str, format: &str| {
        format!(
            "<text:bookmark-ref text:ref-name='{name}' text:reference-format='{format}'>Two words</text:bookmark-ref>"
        )
    };
    for (content, expected) in [
        (
            r#"<text:a xlink:href="https://example.org/"><text:span>a</text:span> b</text:a>"#.to_owned(),
            "[a b](https://example.org/)",
        ),
        ("<text:a xlink:href='#b'>there</text:a>".to_owned(), "[there](#two-words)"),
        ("<text:a xlink:href='#1.Two%20words|outline'>there</text:a>".to_owned(), "[there](#two-words)"),
        (reference("b", "text"), "[Two words](#two-words)"),
        (reference("c", "text"), "Two words"),
    ] {
        let found = body(&(head.to_owned() + &paragraph("Standard", &content)));
        assert_eq!(found.rsplit(" / ").next(), Some(expected), "{content}");
    }
    let away = "<text:h text:outline-level='1'>Chad</text:h><text:p><text:a xlink:href='..//cases/chad/'>x</text:a></text:p>";
    assert_eq!(body(away), "# Chad / [x](chad.md)");
    let page = head.to_owned() + &paragraph("Standard", &reference("b", "page"));
    assert_eq!(reasons(&manuscript(&page)), vec![Reason::PageReference]);
    let mark = "<text:reference-mark-start text:name='m'/>point<text:reference-mark-end text:name='m'/>";
    let to = "<text:reference-ref text:ref-name='m' text:reference-format='text'>point</text:reference-ref>";
    assert_eq!(body(&paragraph("Standard", &format!("a {mark} and {to}"))), "a [point]{#m} and [point](#m)");
}

#[test]
fn citations_have_their_works() {
    let mark = "<text:bibliography-mark text:identifier='doe' text:bibliography-type='book' text:author='Doe, Jane' text:title='On Ports' text:year='1999'>[doe]</text:bibliography-mark>";
    let found = manuscript(&paragraph("Standard", &format!("a {mark}.")));
    assert_eq!(shown(&found), "a [@doe].");
    assert_eq!(
        found.works.first().and_then(|work| work.get("author")?.get(0)?.get("family")?.as_str()),
        Some("Doe")
    );
    let name = "ZOTERO_ITEM CSL_CITATION {&quot;citationItems&quot;:[{&quot;itemData&quot;:{&quot;title&quot;:&quot;Oil&quot;,&quot;author&quot;:[{&quot;family&quot;:&quot;Roe&quot;}],&quot;issued&quot;:{&quot;date-parts&quot;:[[2001]]}}}]} RNDx";
    let zotero = format!(
        "a <text:reference-mark-start text:name='{name}'/>(Roe 2001)<text:reference-mark-end text:name='{name}'/> b"
    );
    assert_eq!(body(&paragraph("Standard", &zotero)), "a [@roe2001] b");
    // Fields of Word, as LibreOffice keeps them.
    let field = format!(
        "a <field:fieldmark-start field:type='x.UNHANDLED'><field:param field:name='vnd.oasis.opendocument.field.code' field:value='ADDIN {name}'/></field:fieldmark-start><field:fieldmark-separator/>(Roe 2001)<field:fieldmark-end/> b"
    );
    assert_eq!(body(&paragraph("Standard", &field)), "a [@roe2001] b");
    for (name, program) in [("JABREF_Roe2001 CID_1 x", "JabRef"), ("ZOTERO_ITEM CSL_CITATION x", "Zotero")] {
        let mark = format!(
            "<text:reference-mark-start text:name='{name}'/>(Roe)<text:reference-mark-end text:name='{name}'/>"
        );
        let found = manuscript(&paragraph("Standard", &mark));
        assert_eq!(
            (shown(&found).as_str(), reasons(&found)),
            ("(Roe)", vec![Reason::Citation(program.to_owned())])
        );
    }
    let works = format!(
        "<text:section text:name='ZOTERO_BIBL {{}} CSL_BIBLIOGRAPHY RNDy'>{}</text:section>",
        paragraph("Standard", "Roe. Oil. 2001.")
    );
    let list = paragraph("Standard", &zotero) + &works + &paragraph("Standard", "z");
    assert_eq!(body(&list), "a [@roe2001] b / z");
    let bare = "<text:bibliography-mark text:identifier='x'>[x]</text:bibliography-mark>";
    assert_eq!(
        reasons(&manuscript(&paragraph("Standard", bare))),
        vec![Reason::Citation("the word processor".to_owned())]
    );
}

#[test]
fn changes_are_made_undone_or_shown() {
    let changes = "<text:tracked-changes>
<text:changed-region text:id='i'><text:insertion><office:change-info><dc:creator>Ann</dc:creator></office:change-info></text:insertion></text:changed-region>
<text:changed-region text:id='d'><text:deletion><office:change-info><dc:creator>Bob</dc:creator></office:change-info><text:p>old</text:p><text:p>end </text:p></text:deletion></text:changed-region>
</text:tracked-changes>";
    let text = "<text:p>a <text:change text:change-id='d'/><text:change-start text:change-id='i'/>new</text:p><text:p>more<text:change-end text:change-id='i'/> z</text:p>";
    let text = format!("{changes}{text}{}", paragraph("Standard", &span("Emphasis", "x")));
    for (track_changes, expected) in [
        (TrackChanges::Accept, "a new / more z / *x*"),
        (TrackChanges::Reject, "a old / end z / *x*"),
        (TrackChanges::All, "a ~~old~~ / ~~end~~ [new]{.ins} / [more]{.ins} z / *x*"),
    ] {
        let options = Options { track_changes, ..Options::default() };
        assert_eq!(shown(&with(&text, &options)), expected, "{track_changes:?}");
    }
    let all = Options { track_changes: TrackChanges::All, ..Options::default() };
    assert_eq!(
        reasons(&with(&text, &all)),
        vec![Reason::Change("Bob".to_owned()), Reason::Change("Ann".to_owned())]
    );
}

#[test]
fn what_has_no_place_in_the_text_is_reported() {
    for (content, expected) in [
        (
            "a<office:annotation><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>",
            Reason::Comment("Ann: Why?".to_owned()),
        ),
        (
            "a<text:placeholder text:placeholder-type='text'>&lt;Name&gt;</text:placeholder>",
            Reason::Placeholder,
        ),
        ("a<text:span text:style-name='Hidden'>b</text:span>", Reason::Hidden),
        ("a<draw:frame><draw:image xlink:href='Pictures/a.png'/></draw:frame>", Reason::PictureMissing),
        (
            "a<draw:frame><draw:object-ole xlink:href='x'/></draw:frame>",
            Reason::NotRead("an embedded object".to_owned()),
        ),
        ("a<text:a xlink:href='file:///c:/x.doc'>b</text:a>", Reason::LinkToFile),
        ("a<text:a xlink:href='#gone'>b</text:a>", Reason::LinkLost),
    ] {
        assert_eq!(reasons(&manuscript(&paragraph("Standard", content))), vec![expected], "{content}");
    }
}

#[test]
fn formulas_are_written_in_tex() {
    for (math, expected) in [
        ("<math:mi>x</math:mi>", "x"),
        ("<math:mfrac><math:mn>1</math:mn><math:mi>n</math:mi></math:mfrac>", "\\frac{1}{n}"),
        ("<math:msup><math:mi>x</math:mi><math:mn>2</math:mn></math:msup>", "x^{2}"),
        (
            "<math:msqrt><math:mi>x</math:mi><math:mo>+</math:mo><math:mn>1</math:mn></math:msqrt>",
            "\\sqrt{x+1}",
        ),
        (
            "<math:munderover><math:mo>∑</math:mo><math:mi>i</math:mi><math:mi>n</math:mi></math:munderover>",
            "\\sum_{i}^{n}",
        ),
        ("<math:mover><math:mi>x</math:mi><math:mo>¯</math:mo></math:mover>", "\\bar{x}"),
        ("<math:mi>sin</math:mi><math:mi>α</math:mi>", "\\sin\\alpha"),
        (
            "<math:mo>(</math:mo><math:mtable><math:mtr><math:mtd><math:mi>a</math:mi></math:mtd><math:mtd><math:mi>b</math:mi></math:mtd></math:mtr></math:mtable><math:mo>)</math:mo>",
            "\\begin{pmatrix}a & b\\end{pmatrix}",
        ),
        ("<math:mtext>if </math:mtext><math:mi mathvariant='bold'>v</math:mi>", "\\text{if }\\mathbf{v}"),
        (
            "<math:semantics><math:mrow><math:mi>E</math:mi></math:mrow><math:annotation encoding='StarMath 5.0'>E</math:annotation></math:semantics>",
            "E",
        ),
        (
            "<math:mmultiscripts><math:mi>C</math:mi><math:mn>1</math:mn><math:none/><math:mprescripts/><math:mn>6</math:mn><math:mn>14</math:mn></math:mmultiscripts>",
            "{}_{6}^{14}C_{1}",
        ),
    ] {
        let object =
            format!("<!DOCTYPE math:math PUBLIC 'x' 'math.dtd'><math:math {SPACES}>{math}</math:math>");
        let frame = "see <draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/Object 1'/></draw:frame>";
        let files: [(&str, &[u8]); 1] = [("Object 1/content.xml", object.as_bytes())];
        let found =
            read(&zipped(&paragraph("Standard", frame), &files), &Options::default()).unwrap_or_default();
        assert_eq!((shown(&found), reasons(&found)), (format!("see ${expected}$"), Vec::new()), "{math}");
    }
}
