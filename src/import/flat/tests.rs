//! Tests of the whole reader on a small book.

use super::read;
use crate::import::{Content, Manuscript, Place, Reason};
use crate::model::{BlockKind, Case, Inline, Nodes};

/// A book with broken contents, notes at the feet of its pages, torn paragraphs and a lost marker.
const BOOK: &str = r#"Two Ports: A Short History

Ann Example

Table of Contents

| Old Port | 2 |
|---|---|
| Summary | 2 |
| Outcomes | 2 |
| Law | |

| ew Port (see the map) | 4 |
|--|--|
| Summary | 4 |
| utcomes | 5 |
| Law | 5 |
| - | |

Old Port

Summary

The old port was built in the year 1704 by the town, which had 12 ships and wanted more of them every year. ¹ It was paid for with a tax on salted fish, and the fishers of the bay were not asked, which they remem-

¹ Harbour rolls of the town, 1704, folio 12.

^{2 07}QUAY12, 08QUAY13

bered for a long time.² The town grew, as Figure 1 shows.

Figure 1: Ships of the old port

| Year | Ships |
|---|---|
| 1704 | \$12 |

Table 1: Ships by year

Outcomes

Law

The law of the harbour was written by the mayor. 3 It said that ships were to be counted, and the counting was done by the pilots of the harbour, although the

³ Interview with the pilot, 4 May 1999.

Interview with the other pilot, 5 May 1999.

mayor counted some of them himself in that year.⁴

⁴ Harbour rolls of the town, 1711, folio 3.

New Port (see the map)

Summary

The new port has a *long* quay. The mayor called it "the longest quay of the coast." The town was proud of it, and the newspapers of the coast wrote about the quay and about the town for a year. ⁶

⁵ Speech of the mayor about the longest quay, harbour rolls of the coast.

⁶ Harbour rolls of the town, 1899, folio 9.

Outcomes

Law

There is no law of the new port, because nobody wrote one.⁷

⁷ Letter of the mayor, 1901.
"#;

fn cases(manuscript: &Manuscript) -> Vec<&Case> {
    manuscript
        .pieces
        .iter()
        .filter_map(|piece| match &piece.content {
            Content::Case(case) => Some(case.as_ref()),
            Content::Markdown(_) => None,
        })
        .collect()
}

/// The text of a case with `[n]` for the references.
fn text(case: &Case) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text(words) => words.clone(),
        Inline::NoteReference(id) => {
            format!("[{}]", case.references.get(id.index()).map_or("?", |found| found.label.as_str()))
        }
        _ => String::new(),
    };
    Nodes::of_blocks(&case.blocks).inlines().map(words).collect()
}

fn reasons(manuscript: &Manuscript) -> Vec<(usize, &Reason)> {
    let line = |place: &Place| if let Place::Line(line) = place { *line } else { 0 };
    manuscript.doubts.iter().map(|doubt| (line(&doubt.place), &doubt.reason)).collect()
}

#[test]
fn contents_give_headings_levels_and_cases() {
    let manuscript = read(BOOK);
    assert_eq!(manuscript.properties.title, "Two Ports: A Short History");
    assert_eq!(manuscript.properties.authors, ["Ann Example"]);
    let stems: Vec<&str> = manuscript.pieces.iter().map(|piece| piece.stem.as_str()).collect();
    assert_eq!(stems, ["old-port", "new-port"]);
    for case in cases(&manuscript) {
        let sections: Vec<(u8, &str)> =
            case.sections.iter().map(|section| (section.level, section.text.as_str())).collect();
        assert_eq!(sections, [(2, "Summary"), (2, "Outcomes"), (3, "Law")]);
    }
}

#[test]
fn notes_are_numbered_per_case_where_their_markers_stand() {
    let manuscript = read(BOOK);
    let [old, new] = cases(&manuscript)[..] else { panic!("two cases") };
    assert_eq!((old.notes.len(), new.notes.len()), (4, 3));
    for (case, expected) in [
        (old, "more of them every year.[1] It was paid"),
        (old, "which they remembered for a long time.[2] The town grew"),
        (old, "written by the mayor.[3] It said"),
        (old, "although the mayor counted some of them himself in that year.[4]"),
        (new, "the longest quay of the coast.\"[1] The town"),
        (new, "for a year.[2]"),
        (new, "nobody wrote one.[3]"),
    ] {
        assert!(text(case).contains(expected), "{expected}: {}", text(case));
    }
    let third = &old.notes[2].blocks;
    assert_eq!(third.len(), 2, "a note has two paragraphs");
}

#[test]
fn doubtful_places_are_reported_with_their_lines() {
    let manuscript = read(BOOK);
    let found = reasons(&manuscript);
    let line =
        |words: &str| 1 + BOOK.lines().position(|line| line.starts_with(words)).unwrap_or(usize::MAX - 1);
    for expected in [
        (line("The new port has"), &Reason::MarkerMissing),
        (line("Interview with the other"), &Reason::PerhapsNote),
        (line("Figure 1"), &Reason::PictureAbsent),
    ] {
        assert!(found.contains(&expected), "{expected:?}: {found:?}");
    }
}

#[test]
fn tables_have_their_captions_and_dollars() {
    let manuscript = read(BOOK);
    let old = cases(&manuscript)[0];
    let tables: Vec<_> = old
        .blocks
        .iter()
        .filter_map(|block| if let BlockKind::Table(table) = &block.kind { Some(table) } else { None })
        .collect();
    assert_eq!(tables.len(), 1);
    assert_eq!(
        tables[0]
            .caption
            .as_ref()
            .and_then(|caption| caption.label.as_ref())
            .map(|label| label.words.as_str()),
        Some("Table 1")
    );
    assert_eq!(tables[0].rows[0][1].content, [Inline::Text("$12".to_owned())]);
}

/// A text without contents, with broken lines, running heads and notes that begin anew on each page.
const PAGES: &str = "A Book of Quays\n\nThe Long Quay\n\nThe quay is longer than all the other quays of the coast, because the town\nwanted it.1 It was built in three years, and then it was lengthened by the pi-\nlots of the harbour, who needed more\n\n1See the rolls of the town.\n\n1\n\u{C}A Book of Quays\n\nroom for their boats.\nIt is 604 feet long, and nobody has measured it again since the year 1911, for\nthe town has no rope.1\n\n1The rope was sold.\n\n2\n\u{C}A Book of Quays\n\nThe Short Quay\n\nThe short quay is the older one of the two, and the pilots keep their ropes on\nit.\n\n3\n";

#[test]
fn pages_without_contents_are_read_by_form() {
    let manuscript = read(PAGES);
    let found = cases(&manuscript);
    let titles: Vec<&str> = manuscript.pieces.iter().map(|piece| piece.stem.as_str()).collect();
    assert_eq!(titles, ["the-long-quay", "the-short-quay"]);
    let expected = "because the town wanted it.[1] It was built in three years, and then it was lengthened by the \
                    pilots of the harbour, who needed more room for their boats.";
    assert!(text(found[0]).contains(expected), "{}", text(found[0]));
    assert!(text(found[0]).contains("It is 604 feet long"), "{}", text(found[0]));
    assert!(text(found[0]).ends_with("the town has no rope.[2]"), "{}", text(found[0]));
    let reasons: Vec<&Reason> = manuscript.doubts.iter().map(|doubt| &doubt.reason).collect();
    for expected in [&Reason::HeadingByForm, &Reason::RunningHead(3), &Reason::PageNumbers(3)] {
        assert!(reasons.contains(&expected), "{expected:?}: {reasons:?}");
    }
}

#[test]
fn any_text_is_read() {
    for text in [
        "",
        "\n\n",
        "|",
        "||||\n|-|",
        "^{",
        "$^{1",
        "¹",
        "1",
        "Contents\n\n\n",
        "# \n## \n",
        "*",
        "[](",
        "\u{C}\u{C}\u{C}",
    ] {
        let _ = read(text);
    }
    // Every part of the book, cut at every tenth character.
    let ends = BOOK.char_indices().map(|(offset, _)| offset).step_by(10);
    for end in ends {
        let _ = read(&BOOK[..end]);
        let _ = read(&BOOK[end..]);
    }
}
