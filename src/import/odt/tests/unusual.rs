//! Constructs that few documents have, at all positions: their words arrive in order, or the report has them.

use super::*;
use crate::import::Reason;
use crate::import::building::notation::reasons;

fn note(id: &str, words: &str) -> String {
    format!(
        "<text:note text:id='{id}'><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>",
        paragraph("Standard", words)
    )
}

#[test]
fn words_of_unknown_parts_are_reported() {
    let unknown = |name: &str| vec![Reason::NotRead(format!("the words of an unknown part (`{name}`)"))];
    let row = |cells: &str| format!("<table:table><table:table-row>{cells}</table:table-row></table:table>");
    let cell = format!("<table:table-cell>{}</table:table-cell>", paragraph("Standard", "c"));
    for (content, expected) in [
        ("<text:zz>b</text:zz>".to_owned(), unknown("text:zz")),
        ("<text:zz/>".to_owned(), vec![]),
        ("b".to_owned(), unknown("office:text")),
        ("<text:section text:name='s'>b</text:section>".to_owned(), unknown("text:section")),
        (row(&format!("<table:zz>{cell}</table:zz>{cell}")), unknown("table:zz")),
        (format!("<table:table><table:zz>{cell}</table:zz></table:table>"), unknown("table:zz")),
        (format!("<text:list><text:zz>{}</text:zz></text:list>", paragraph("Standard", "b")), vec![]),
        (
            "<text:list><text:list-item><text:zz>b</text:zz></text:list-item></text:list>".to_owned(),
            unknown("text:zz"),
        ),
        (
            format!(
                "<text:alphabetical-index><text:index-body>{}</text:index-body></text:alphabetical-index>",
                paragraph("Standard", "b")
            ),
            vec![Reason::Index],
        ),
    ] {
        let found = manuscript(&(paragraph("Standard", "a") + &content));
        assert_eq!(reasons(&found), expected, "{content}");
        assert!(found.doubts.iter().all(|doubt| !doubt.words.is_empty()), "{content}");
    }
}

#[test]
fn notes_with_the_same_id_and_notes_of_citations_stay() {
    let both = format!("a{} b{}", note("n", "one"), note("n", "two"));
    assert_eq!(body(&paragraph("Standard", &both)), "a[^1] b[^2] / [^1]: one / [^2]: two");
    let item = r#"{"citationItems":[{"id":1,"itemData":{"id":1,"type":"book","title":"T","author":[{"family":"F"}]}}]}"#;
    let name = format!("ZOTERO_ITEM CSL_CITATION {item} RNDx").replace('"', "&quot;");
    let cited = format!(
        "a <text:reference-mark-start text:name='{name}'/>w{}<text:reference-mark-end text:name='{name}'/>",
        note("n", "one")
    );
    let found = body(&paragraph("Standard", &cited));
    assert!(found.ends_with("[^1] / [^1]: one") && !found.contains('w'), "{found}");
}

#[test]
fn words_of_paragraphs_inside_paragraphs_do_not_join() {
    let inside = paragraph("Standard", "b");
    assert_eq!(body(&paragraph("Standard", &format!("a{inside}c"))), "a b c");
}

#[test]
fn parts_of_a_shape_are_no_drawings_of_their_own() {
    let shape = "<draw:custom-shape><svg:title>t</svg:title><text:p>b</text:p><draw:enhanced-geometry/></draw:custom-shape>";
    let found = manuscript(&paragraph("Standard", &format!("a{shape}")));
    assert_eq!((shown(&found).as_str(), reasons(&found)), ("a / b", vec![]));
}

#[test]
fn a_list_that_begins_at_a_deeper_level_goes_into_the_list_before_it() {
    let at = |depth: usize, words: &str| {
        let (open, close) =
            ("<text:list><text:list-item>".repeat(depth), "</text:list-item></text:list>".repeat(depth));
        format!("{open}{}{close}", paragraph("Standard", words))
    };
    let p = paragraph("Standard", "p");
    for (content, expected) in [
        (at(1, "a") + &at(2, "b"), "(- a / (- b))"),
        (at(1, "a") + &at(2, "b") + &at(3, "c"), "(- a / (- b / (- c)))"),
        (at(1, "a") + &at(3, "b"), "(- a / (- b))"),
        (at(1, "a") + &p + &at(2, "b"), "(- a) / p / (- b)"),
        (at(2, "a"), "(- a)"),
    ] {
        assert_eq!(body(&content), expected, "{content}");
    }
}
