//! Tests what is read as notation, and what is text.

use pulldown_cmark::Options;

use super::super::callout::{Mark, Rewritten};
use super::super::drawn;
use super::{Notation, read};
use crate::model::{Delimiter, NumberStyle};

fn notation(text: &str) -> Notation {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    read(Rewritten::new(text), options)
}

fn count(text: &str, is_counted: impl Fn(&Mark) -> bool) -> usize {
    notation(text).text.marked().filter(|(mark, _)| is_counted(mark)).count()
}

#[test]
fn notes_are_told_from_carets() {
    let cases = [
        ("a^[b]", 1),
        ("a^[b c]^[d]", 2),
        ("a^[b^[c]]", 2),
        ("a^[b [c] d]", 1),
        ("a^[b\nc]", 1),
        ("> a^[b\n> c]", 1),
        ("a^[b `]` c]", 1),
        ("a^[b \\] c]", 1),
        ("| a^[b] |\n| --- |\n| c^[d] |", 2),
        ("a\\^[b]", 0),
        ("a\\\\^[b]", 1),
        ("`a^[b]`", 0),
        ("    a^[b]", 0),
        ("```\na^[b]\n```", 0),
        ("x^[a](b)^", 0),
        ("a^[b\n\nc]", 0),
        ("a^[b\n- c]", 0),
        ("| a^[b |\n| --- |\n| c] |", 0),
        ("<div>\na^[b]\n</div>", 0),
    ];
    for (text, notes) in cases {
        // A note has a definition, and a reference.
        assert_eq!(count(text, |mark| matches!(mark, Mark::Note(_))), 2 * notes, "{text:?}");
    }
}

#[test]
fn places_of_notes_lead_back_to_the_source() {
    let text = "a^[b c] d";
    let notation = notation(text).text;
    let places = notation.marked().filter_map(|(mark, _)| match mark {
        Mark::Note(place) => Some(&text[place.clone()]),
        _ => None,
    });
    assert_eq!(places.collect::<Vec<_>>(), ["^[b c]", "^[b c]"]);
    let at = notation.text.find("b c").unwrap();
    assert_eq!(notation.range(&(at..at + 3)), 3..6);
}

#[test]
fn lists_are_told_from_names_and_abbreviations() {
    let cases = [
        ("(a) b\n(b) c", 2),
        ("a. b\nb. c", 2),
        ("a) b\n\nb) c", 2),
        ("i. b\nii. c\niii. d", 3),
        ("h. b\ni. c\nj. d", 3),
        ("A.  b\nB.  c", 2),
        ("II. b\nIII. c", 2),
        ("(1) b\n(2) c", 2),
        ("(@) b", 1),
        ("(@a) b\n(@b) c", 2),
        ("- (a) b\n  (b) c", 2),
        ("> (a) b\n> (b) c", 2),
        ("(a) b\n\n    (i) c\n    (ii) d\n(b) e", 4),
        ("a.\tb\nb.\tc", 2),
        ("A.\tb\nB.\tc", 2),
        ("IX.  b\nX. c", 2),
        ("11)  a\n       i. b\n      ii. c\n     iii. d", 3),
        ("- x\n\n     i. b\n\n    ii. c", 2),
        ("a. b\n    A) c\n\n       1) d\n    B) e\nb. f", 4),
        // This line is further left than the text of the item, so that it is text.
        (" 8)   a\n     B.  b\n     C.  c", 0),
        ("(a) b", 0),
        ("A. Smith\n\nB. Jones", 0),
        ("M. Weber", 0),
        ("z. B. so", 0),
        ("words\n(a) b\n(b) c", 0),
        ("`words`\n(a) b\n(b) c", 0),
        ("(a) b\n\nwords\n\n(b) c", 0),
        ("    (a) b\n    (b) c", 0),
        ("(see) b\n(too) c", 0),
        ("1. b\n2. c", 0),
    ];
    for (text, items) in cases {
        assert_eq!(count(text, |mark| matches!(mark, Mark::Item(_))), items, "{text:?}");
    }
}

#[test]
fn items_hold_the_blocks_that_other_blocks_hold() {
    let blocks = [
        ("::: note\nx\n:::", 2),
        (":::: a\n::: b\nx\n:::\n::::", 4),
        ("+---+\n| x |\n+---+", 6),
        ("---- ----\nx    y\n---- ----", 8),
        ("| a |\n|---|\n| x |\n\n: words", 1),
        ("!!! note\n    x", 2),
    ];
    let is_part =
        |mark: &Mark| matches!(mark, Mark::Open(..) | Mark::Close(_) | Mark::Drawn(..) | Mark::Caption(..));
    for (block, parts) in blocks {
        let indented = block.replace('\n', "\n    ");
        for (first, second) in [("-   ", "-   "), ("(a) ", "(b) "), ("(@) ", "(@) "), ("i.  ", "ii. ")] {
            let text = format!("{first}a\n\n    {indented}\n\n{second}b\n");
            let options = Options::ENABLE_TABLES | Options::ENABLE_DEFINITION_LIST;
            let notation = read(drawn::rewritten(Rewritten::new(&text), options), options);
            let marks = notation.text.marked().filter(|(mark, _)| is_part(mark)).count();
            assert_eq!(marks, parts, "{text:?}");
        }
    }
}

#[test]
fn examples_are_numbered_in_the_order_of_the_text() {
    let cases = [
        ("(@) a\n(@) b\n\nc\n\n(@) d", vec![1, 2, 3]),
        ("(a) a\n\n    (@) b\n\n(b) c\n\nd\n\n(@) e", vec![1, 2]),
        ("(@) a\n\n    (@) b\n\n(@) c", vec![1, 2, 3]),
        ("(@x) a\n(@) b\n\nc\n\n(@x) a\n(@) d", vec![1, 2, 1, 3]),
    ];
    for (text, expected) in cases {
        let notation = notation(text).text;
        let numbers = notation.marked().filter_map(|(mark, _)| match mark {
            Mark::Item(item) if item.delimiter == Delimiter::Parentheses => {
                (item.style == NumberStyle::Decimal).then_some(item.number)
            }
            _ => None,
        });
        assert_eq!(numbers.collect::<Vec<_>>(), expected, "{text:?}");
    }
}

#[test]
fn definitions_begin_with_a_tilde_where_they_may_begin_with_a_colon() {
    for (text, is_definition) in [
        ("a\n~   b", true),
        ("a\n\n~   b", true),
        ("-   a\n    ~   b", true),
        ("> a\n> ~ b", true),
        ("(a) x\n\n    a\n    ~   b\n\n(b) y", true),
        ("a\n    ~   b", false),
        ("a ~ b", false),
        ("# a\n~ b", false),
    ] {
        assert_eq!(!notation(text).text.text.contains('~'), is_definition, "{text:?}");
    }
}

#[test]
fn lists_begin_directly_under_an_item_and_after_another_list() {
    let cases = [
        ("(c) a\n    2) b\n    3) c\n(d) e", 2),
        ("1. a\n   5. b\n   6. c", 1),
        ("1. a\n   1. b", 0),
        ("1. a\n5. b", 0),
        ("5 a\n   5. b", 0),
        (" A) b\n B) c\n\n2) d\n3) e", 2),
        ("a. b\nb. c\n\n 2) d\n 3) e", 2),
        ("1) a\n   (a) b\n   (b) c\n2) d", 1),
    ];
    for (text, breaks) in cases {
        assert_eq!(count(text, |mark| *mark == Mark::Apart), breaks, "{text:?}");
    }
}

#[test]
fn automatic_numbers_are_told_from_text() {
    for (text, items) in [("#.\ta\n#. b", 2), ("#. a", 1), ("#.a\n#.b", 0), ("a\n#. b", 0)] {
        assert_eq!(count(text, |mark| *mark == Mark::Numeral), items, "{text:?}");
    }
}

#[test]
fn poems_are_told_from_tables() {
    let cases = [
        ("| a\n| b", 2),
        ("| a\n  b\n| c", 2),
        ("| a\n|\n| b", 2),
        ("> | a\n> | b", 2),
        ("- x\n\n  | a\n  | b", 2),
        ("# h\n| a", 1),
        ("| a | b |\n| --- | --- |\n| c | d |", 0),
        ("| a | b |", 0),
        ("words\n| a", 0),
        ("    | a", 0),
        ("|a", 0),
    ];
    for (text, lines) in cases {
        assert_eq!(count(text, |mark| matches!(mark, Mark::Line(_))), lines, "{text:?}");
    }
}

#[test]
fn markup_without_words_is_left_out() {
    let left = [
        "\\vspace{1cm}",
        "\\begin{center}",
        "\\noindent Words",
        "word\\index{a!b} more",
        "\\setcounter{page}{3}",
        "{{< columns >}}",
        "{{< /columns >}}",
        "{% endif %}",
        "{{% hint style=\"info\" %}}",
        "\\tableofcontents",
    ];
    for text in left {
        let notation = notation(text);
        assert_eq!(notation.left_out.len(), 1, "{text:?}");
        assert!(!notation.text.text.contains(['{', '\\']), "{text:?}");
    }
    let kept = [
        "\\textbf{words}",
        "\\section{words}",
        "C:\\index\\label",
        "{{< video https://e.org >}}",
        "{{< include a.md >}}",
        "{{% tab \"Two words\" %}}",
        "{% tab title=\"Linux\" %}",
        "{{ site.title }}",
        "$$\n\\label{a} x\n$$",
        "`\\noindent`",
        "the {{< version >}} of it",
    ];
    for text in kept {
        assert_eq!(notation(text).text.text, text);
    }
}

#[test]
fn page_breaks_stand_alone() {
    let breaks = [
        "\\newpage",
        "\\clearpage{}",
        "{pagebreak}",
        "{{< pagebreak >}}",
        "a\n\\newpage\nb",
        "```{=latex}\n\\newpage\n```",
    ];
    for text in breaks {
        assert_eq!(count(text, |mark| matches!(mark, Mark::PageBreak(_))), 1, "{text:?}");
    }
    for text in ["a \\newpage b", "`\\newpage`", "    \\newpage", "\\newpages"] {
        assert_eq!(count(text, |mark| matches!(mark, Mark::PageBreak(_))), 0, "{text:?}");
    }
}
