//! Tracked changes and comments.

use super::*;
use crate::import::TrackChanges;

#[test]
fn changes_are_made_undone_or_shown() {
    let inserted = format!("<w:ins w:author='Ann'>{}</w:ins>", run("", "new "));
    let deleted = "<w:del w:author='Ben'><w:r><w:delText xml:space='preserve'>old </w:delText></w:r></w:del>";
    let line = format!("<w:p>{}{inserted}{deleted}{}</w:p>", run("", "the "), run("", "port"));
    let moved = format!(
        "<w:p><w:moveFrom>{}</w:moveFrom>{}</w:p><w:p><w:moveTo>{}</w:moveTo>{}</w:p>",
        run("", "x "),
        run("", "a"),
        run("", "x "),
        run("", "b")
    );
    let ending = |mark: &str| {
        format!(
            "<w:p><w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr>{}</w:p>{}",
            run("", "one "),
            paragraph("", "two")
        )
    };
    let row = |mark: &str, words: &str| {
        format!(
            "<w:tr><w:trPr>{mark}</w:trPr><w:tc>{}</w:tc><w:tc><w:p/></w:tc></w:tr>",
            paragraph("", words)
        )
    };
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row("", "a"), row("<w:ins/>", "b"), row("<w:del/>", "c"));
    let format = format!("<w:p>{}</w:p>", run("<w:b/><w:rPrChange><w:rPr><w:i/></w:rPr></w:rPrChange>", "a"));
    let style = format!(
        "<w:p><w:pPr><w:pStyle w:val='Quote'/><w:pPrChange><w:pPr/></w:pPrChange></w:pPr>{}</w:p>",
        run("", "a")
    );
    for (body, accepted, rejected, all) in [
        (&line, "the new port", "the old port", "the [new]{.ins} ~~old~~ port"),
        (&moved, "a / x b", "x a / b", "~~x~~ a / [x]{.ins} b"),
        (&ending("del"), "one two", "one / two", "one / two"),
        (&ending("ins"), "one / two", "one two", "one / two"),
        (&table, "< = a|;b|>", "< = a|;c|>", "< = a|;b|;c|>"),
        (&format, "**a**", "*a*", "**a**"),
        (&style, "> a", "a", "> a"),
    ] {
        for (track_changes, expected) in
            [(TrackChanges::Accept, accepted), (TrackChanges::Reject, rejected), (TrackChanges::All, all)]
        {
            let options = Options { track_changes, ..Options::default() };
            let found = Parts { body, ..Parts::default() }.read(&options);
            assert_eq!(shown(&found), expected, "{track_changes:?} {body}");
            let has_changes = reasons(&found).iter().any(|reason| matches!(reason, Reason::Change(_)));
            assert_eq!(has_changes, all.contains("ins") && track_changes == TrackChanges::All);
        }
    }
}

#[test]
fn comments_are_doubts_with_author_and_words() {
    let body = paragraph("", "First.")
        + &format!(
            "<w:p><w:commentRangeStart w:id='1'/>{}<w:commentRangeEnd w:id='1'/><w:r><w:commentReference w:id='1'/></w:r></w:p>",
            run("", "The port.")
        );
    let comments = format!(
        "<w:comment w:id='1' w:author='Ann'>{}{}</w:comment>",
        paragraph("", "Which"),
        paragraph("", "port?")
    );
    let found = Parts { body: &body, comments: &comments, ..Parts::default() }.read(&Options::default());
    let [doubt] = found.doubts.as_slice() else { panic!("{:?}", found.doubts) };
    assert_eq!(doubt.reason, Reason::Comment("Ann: Which port?".to_owned()));
    assert_eq!((&doubt.place, doubt.words.as_str()), (&crate::import::Place::Paragraph(2), "The port."));
}

#[test]
fn wrappers_and_choices_show_their_words_once() {
    let words = run("", "words");
    for wrapped in [
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{words}</w:sdtContent></w:sdt>"),
        format!("<w:smartTag><w:smartTag>{words}</w:smartTag></w:smartTag>"),
        format!("<w:customXml>{words}</w:customXml>"),
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wps'>{words}</mc:Choice><mc:Fallback>{words}</mc:Fallback></mc:AlternateContent>"
        ),
        format!(
            "<mc:AlternateContent><mc:Choice Requires='future'>{}</mc:Choice><mc:Fallback>{words}</mc:Fallback></mc:AlternateContent>",
            run("", "other")
        ),
        format!("<w:bdo>{words}</w:bdo>"),
    ] {
        assert_eq!(body(&format!("<w:p>{wrapped}</w:p>")), "words", "{wrapped}");
    }
    let block = paragraph("", "words");
    for wrapped in [
        format!(
            "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"
        ),
        format!("<w:customXml>{block}</w:customXml>"),
        format!(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{block}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
    ] {
        assert_eq!(body(&wrapped), "words", "{wrapped}");
    }
}
