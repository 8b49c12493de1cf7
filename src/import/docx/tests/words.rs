//! The words of paragraphs: marks, breaks, symbols, languages, links, fields, notes.

use super::*;

#[test]
fn runs_have_their_marks() {
    for (runs, expected) in [
        (run("<w:b/>", "a"), "**a**"),
        (run("<w:b w:val='0'/>", "a"), "a"),
        (run("<w:i/>", "one ") + &run("<w:i/>", "two"), "*one two*"),
        (run("<w:rStyle w:val='Em'/>", "a"), "*a*"),
        (run("<w:strike/>", "a") + &run("<w:dstrike/>", "b"), "~~ab~~"),
        (
            run("<w:vertAlign w:val='superscript'/>", "2") + &run("<w:vertAlign w:val='subscript'/>", "i"),
            "^2^~i~",
        ),
        (run("<w:smallCaps/>", "ce"), "[ce]{.smallcaps}"),
        (run("", "a ") + &run("<w:rFonts w:ascii='Courier New'/>", "b"), "a `b`"),
        // Underlined words are emphasized in a text without italics only.
        (run("<w:u w:val='single'/>", "a"), "*a*"),
        (run("<w:u w:val='single'/>", "a") + &run("<w:i/>", "b"), "[a]{.u}*b*"),
        (run("<w:u w:val='none'/>", "a"), "a"),
        (run("<w:vanish/>", "hidden") + &run("", "a"), "a"),
    ] {
        assert_eq!(
            body(&format!("<w:p>{runs}{}</w:p>", run("", " and more"))).trim_end_matches(" and more"),
            expected,
            "{runs}"
        );
    }
    // The style of a paragraph says how a quotation looks; a run that differs is emphasized.
    let quote = format!(
        "<w:p><w:pPr><w:pStyle w:val='Quote'/></w:pPr>{}{}</w:p>",
        run("", "a "),
        run("<w:i w:val='0'/>", "b")
    );
    assert_eq!(body(&quote), "> a *b*");
}

#[test]
fn characters_of_runs_are_kept_or_replaced() {
    for (content, expected) in [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t>", "a b"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t>", "a\\b"),
        ("<w:t>a</w:t><w:br/><w:br/><w:t>b</w:t>", "a / b"),
        ("<w:t>a</w:t><w:cr/><w:t>b</w:t>", "a\\b"),
        ("<w:t>a</w:t><w:br w:type='page'/><w:t>b</w:t>", "a / <page> / b"),
        ("<w:t>co</w:t><w:softHyphen/><w:t>op</w:t>", "coop"),
        ("<w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t>", "co\u{2011}op"),
        ("<w:sym w:font='Wingdings' w:char='F0FC'/>", "✓"),
        ("<w:sym w:font='Symbol' w:char='F061'/>", "α"),
        ("<w:sym w:font='Nonesuch Symbols' w:char='2192'/>", "→"),
        ("<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>&#xF062;</w:t>", "β"),
        (
            "<w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東</w:t></w:r></w:rubyBase></w:ruby>",
            "東(とう)",
        ),
        ("<w:t>a&amp;b &lt;c&gt; &#x2014;</w:t>", "a&b <c> —"),
        ("<w:lastRenderedPageBreak/><w:t>a</w:t>", "a"),
    ] {
        assert_eq!(body(&format!("<w:p><w:r>{content}</w:r></w:p>")), expected, "{content}");
    }
}

#[test]
fn other_languages_are_marked() {
    let de = "<w:lang w:val='de-DE'/>";
    let us = "<w:lang w:val='en-US'/>";
    let english = paragraph("", "").replace(
        "</w:p>",
        &format!(
            "{}</w:p>",
            run(us, "A long text in the language of most of the document, which has more letters")
        ),
    );
    let inside = format!(
        "<w:p>{}{}{}</w:p>",
        run(us, "the "),
        run(de, "Bürgerliche Gesellschaft"),
        run("<w:lang w:val='en-GB'/>", " of")
    );
    let whole = format!("<w:p>{}{}</w:p>", run(de, "Die bürgerliche "), run(de, "Gesellschaft"));
    let hebrew = format!("<w:p>{}</w:p>", run("<w:rtl/><w:lang w:bidi='he-IL'/>", "שלום"));
    let found = body(&[english, inside, whole, hebrew].concat());
    let found = found.split_once(" / ").map(|(_, rest)| rest);
    assert_eq!(
        found,
        Some(
            "the [Bürgerliche Gesellschaft]{de-DE} of / Die bürgerliche Gesellschaft {de-DE} / שלום {he-IL}"
        )
    );
}

#[test]
fn a_case_in_another_language_says_so_once() {
    let us = "<w:lang w:val='en-US'/>";
    let de = "<w:lang w:val='de-DE'/>";
    let line = |language: &str, text: &str| format!("<w:p>{}</w:p>", run(language, text));
    let english = paragraph("H1", "One")
        + &line(us, "A long text in the language of most of the document, which has more letters");
    let item = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>", line(de, "Tafel"));
    let german = paragraph("H1", "Zwei") + &line(de, "Der Hafen.") + &item;
    for (last, expected, language) in [
        (line(de, "Das Meer."), "# Zwei / Der Hafen. / < = Tafel|> / Das Meer.", Some("de-DE")),
        (line(us, "The sea."), "# Zwei / Der Hafen. {de-DE} / < = [Tafel]{de-DE}|> / The sea.", None),
    ] {
        let body = english.clone() + &german + &last;
        let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found).split_once(" // ").map(|(_, second)| second), Some(expected));
        let Some(Content::Case(case)) = found.pieces.get(1).map(|piece| &piece.content) else {
            panic!("no case")
        };
        assert_eq!(case.header.language.as_deref(), language);
    }
}

#[test]
fn fields_are_links_numbers_and_citations() {
    let field = |instruction: &str, result: &str| {
        let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
        let (first, second) = instruction.split_at(instruction.len() / 2);
        // Word divides instructions anywhere.
        let text = |part: &str| format!("<w:r><w:instrText xml:space='preserve'>{part}</w:instrText></w:r>");
        [mark("begin"), text(first), text(second), mark("separate"), run("", result), mark("end")].concat()
    };
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let code = "<w:r><w:instrText>IF 1 = </w:instrText></w:r>";
    let nested =
        [mark("begin"), code.to_owned(), field("PAGE", "no"), mark("separate"), run("", "yes"), mark("end")]
            .concat();
    let citation = "ADDIN ZOTERO_ITEM CSL_CITATION {\"citationItems\":[{\"itemData\":{\"author\":[{\"family\":\"Lee\"}],\"issued\":{\"date-parts\":[[2011]]}},\"locator\":\"7\"}]}";
    for (field, expected) in [
        (field(" HYPERLINK \"https://example.org/\" ", "here"), "[here](https://example.org/)"),
        (
            format!(
                "<w:fldSimple w:instr='HYPERLINK \"https://example.org/\"'>{}</w:fldSimple>",
                run("", "here")
            ),
            "[here](https://example.org/)",
        ),
        (field("DATE", "1 May"), "1 May"),
        (field(citation, "(Lee 2011, 7)"), "[@lee2011, p. 7]"),
        (field("ADDIN EN.CITE x", "(Lee 2011)"), "(Lee 2011)"),
        (field("SYMBOL 97 \\f Symbol", "a"), "a"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>".to_owned(),
            "☑",
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='a'/><w:listEntry w:val='b'/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>".to_owned(),
            "b",
        ),
        // A field inside the instruction of another one.
        (nested, "yes"),
    ] {
        assert_eq!(body(&format!("<w:p>{field}</w:p>")), expected);
    }
    let hyperlink = format!(
        "<w:hyperlink r:id='x'>{}{}</w:hyperlink>",
        run("<w:rStyle w:val='Link'/>", "to "),
        run("<w:i/>", "it")
    );
    let body = format!("<w:p>{hyperlink}</w:p>");
    let relationships = "<Relationship Id='x' Type='x/hyperlink' Target='mailto:a@b' TargetMode='External'/>";
    let found = Parts { body: &body, relationships, ..Parts::default() }.read(&Options::default());
    assert_eq!(shown(&found), "[to *it*](mailto:a@b)");
}

#[test]
fn notes_follow_the_text_in_its_order() {
    let reference = |id: &str| format!("<w:r><w:footnoteReference w:id='{id}'/></w:r>");
    let custom = "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='4'/><w:t>*</w:t></w:r>";
    let body = format!(
        "<w:p>{}{}{}{}{custom}</w:p>",
        run("", "One"),
        reference("3"),
        run("", " two"),
        reference("2")
    );
    let mark = "<w:r><w:footnoteRef/></w:r>";
    let footnotes = format!(
        "<w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>
        <w:footnote w:id='2'><w:p>{mark}{}</w:p>{}</w:footnote>
        <w:footnote w:id='3'><w:p>{mark}{}{}</w:p><w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl></w:footnote>
        <w:footnote w:id='4'>{}</w:footnote>",
        run("", " Second."),
        paragraph("", "More."),
        run("", " First,"),
        "<w:r><w:commentReference w:id='1'/></w:r>",
        paragraph("", "a"),
        paragraph("", "b"),
        paragraph("", "Third."),
    );
    let comments = format!("<w:comment w:id='1' w:author='Ann'>{}</w:comment>", paragraph("", "Why?"));
    let found = Parts { body: &body, footnotes: &footnotes, comments: &comments, ..Parts::default() }
        .read(&Options::default());
    let expected = "One[^1] two[^2][^3] / [^1]: First, / < = a|b> / [^2]: Second. / More. / [^3]: Third.";
    assert_eq!(shown(&found), expected);
    assert_eq!(reasons(&found), [Reason::NoteMark, Reason::Comment("Ann: Why?".to_owned())]);
}

#[test]
fn references_to_notes_follow_their_word() {
    let note = "<w:r><w:footnoteReference w:id='2'/></w:r>";
    let footnotes = format!("<w:footnote w:id='2'>{}</w:footnote>", paragraph("", "b"));
    for (before, after, expected) in [
        ("One. ", " Two", "One.[^1] Two"),
        ("One ", "two", "One[^1] two"),
        ("One ", ", two", "One[^1], two"),
        ("One", "two", "One[^1]two"),
        ("One ", "", "One[^1]"),
    ] {
        let body = format!("<w:p>{}{note}{}</w:p>", run("", before), run("", after));
        let found =
            Parts { body: &body, footnotes: &footnotes, ..Parts::default() }.read(&Options::default());
        assert_eq!(shown(&found), format!("{expected} / [^1]: b"));
    }
}

#[test]
fn every_doubtful_word_is_reported() {
    for (content, reason) in [
        (run("<w:vanish/>", "hidden"), Reason::Hidden),
        ("<w:r><w:sym w:font='Wingdings 3' w:char='F0F0'/></w:r>".to_owned(), Reason::Symbol),
        ("<w:r><w:footnoteReference w:id='77'/></w:r>".to_owned(), Reason::NoteMissing),
        (run("<w:u w:val='single'/>", "a"), Reason::Underline),
        (
            format!(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                run("", "Click here")
            ),
            Reason::Placeholder,
        ),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>LISTNUM</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>".to_owned(),
            Reason::NotRead("a number that Word counts".to_owned()),
        ),
        ("<w:subDoc r:id='x'/>".to_owned(), Reason::NotRead("a subdocument".to_owned())),
        (format!("<w:hyperlink w:anchor='nowhere'>{}</w:hyperlink>", run("", "a")), Reason::LinkLost),
    ] {
        let body = format!("<w:p>{}{content}</w:p>", run("", "Words "));
        let found = Parts { body: &body, ..Parts::default() }.read(&Options::default());
        assert_eq!(reasons(&found), [reason], "{content}");
        assert!(shown(&found).starts_with("Words"), "{content}");
    }
}
