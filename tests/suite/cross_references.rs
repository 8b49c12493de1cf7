//! Numbers and cross-references: every syntax, every setting, and what is not touched. The expected words follow from the
//! manuals of Quarto, bookdown and MyST, and from counting by hand.

use std::fs;

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::citations::{html, paragraphs, plain};
use crate::first_minutes::{Result, check, said, write};
use crate::golden::Outcome;

const PICTURE: &[u8] = include_bytes!("../constructs/picture.png");

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("cross_references::of_quarto", of_quarto),
        Trial::test("cross_references::of_bookdown_and_latex", of_bookdown_and_latex),
        Trial::test("cross_references::of_myst_and_sphinx", of_myst_and_sphinx),
        Trial::test("cross_references::links_without_words", links_without_words),
        Trial::test("cross_references::ids_as_other_tools_make_them", ids_as_other_tools_make_them),
        Trial::test("cross_references::stand_anywhere", stand_anywhere),
        Trial::test("cross_references::other_text_stays", other_text_stays),
        Trial::test("cross_references::lead_to_other_cases", lead_to_other_cases),
        Trial::test("cross_references::captions_are_numbered_as_set", captions_are_numbered_as_set),
        Trial::test("cross_references::equations_are_numbered_as_set", equations_are_numbered_as_set),
        Trial::test("cross_references::every_unknown_place_is_reported", every_unknown_place_is_reported),
        Trial::test("cross_references::files_of_windows", files_of_windows),
        Trial::test("cross_references::numbers_of_authors_stay", numbers_of_authors_stay),
        Trial::test("cross_references::sections_are_numbered_as_set", sections_are_numbered_as_set),
        Trial::test(
            "cross_references::words_are_in_the_language_of_the_case",
            words_are_in_the_language_of_the_case,
        ),
        Trial::test("cross_references::outputs_are_verified", outputs_are_verified),
    ]
}

/// A project with these keys in book.yaml besides the cases, which are named `1.md`, `2.md` and so on.
fn project(keys: &str, cases: &[&str]) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let manifest = format!("title: Book\nlanguage: en\nslug: book\ncases: [\"*.md\"]\n{keys}\n");
    write(folder.path(), &[("book.yaml", manifest.as_str())])?;
    fs::write(folder.path().join("p.png"), PICTURE)?;
    for (number, text) in (1..).zip(cases) {
        fs::write(folder.path().join(format!("{number}.md")), text)?;
    }
    Ok(folder)
}

/// Checks the paragraphs of a case, which is followed by a picture, a table, a listing and a section to refer to.
fn compare(text: &str, expected: &[&str]) -> Outcome {
    let places = "![Port](p.png \"The port\"){#fig-port}\n\n<table id=\"tbl-law\"><caption>Laws</caption><tr><td>1</td></tr></table>\n\n\
         ## *Old* history {#sec-old}\n\nEnd.\n";
    let folder = project("checks: {coarse-picture: allow}", &[&format!("# Oman\n\n{text}\n\n{places}")])?;
    let found = paragraphs(folder.path())?;
    check(
        found.iter().map(String::as_str).eq(expected.iter().copied().chain(["End."])),
        format!("{found:#?}"),
    )
}

fn of_quarto() -> Outcome {
    compare(
        "See @fig-port, @tbl-law. And [@fig-port], [-@fig-port], -@tbl-law; (@fig-port).\n\n\
         [Fig. @fig-port], [see @fig-port; @tbl-law, left], [@fig-port; @tbl-law; @sec-old].\n\n\
         Figure @fig-port, in Fig. @fig-port, @sec-old, @Fig-port, @fig:port and *@fig-port*.",
        &[
            "See Figure 1, Table 1. And Figure 1, 1, 1; (Figure 1).",
            "Fig. 1, see Figure 1 and Table 1, left, Figure 1, Table 1 and “Old history”.",
            "Figure 1, in Fig. 1, “Old history”, Figure 1, Figure 1 and Figure 1.",
        ],
    )
}

fn of_bookdown_and_latex() -> Outcome {
    let text = "Figure \\@ref(fig:port) (\\@ref(fig:port)), Table \\@ref(tbl-law).\n\n\
         \\ref{fig-port}, \\autoref{tbl-law}, \\nameref{sec-old}.\n\n\
         ![(\\#fig:dhow) A dhow](p.png)\n\n*(\\#fig:dhow) A dhow at sea.*\n\nSo \\@ref(fig:dhow) is the first.";
    compare(text, &["Figure 2 (2), Table 1.", "2, Table 1, Old history.", "So 1 is the first."])
}

fn of_myst_and_sphinx() -> Outcome {
    let text = "{numref}`fig-port`, {numref}`Abb. %s <fig-port>`, {ref}`the *port* <fig-port>`, {ref}`sec-old`.\n\n\
         :numref:`fig-port`, :ref:`the law <tbl-law>`, {doc}`1`, {doc}`/1.md`, {numref}`sur`.\n\n\
         (sur)=\n## Sur\n\nSee {ref}`sur` and {ref}`here`.\n\n(here)=\n(there)=\nThis is `{ref}` it.\n\n{#par .x}\nThat {ref}`one <par>`.\n\n\
         ## Deep\n:label:`sec_deep`\n\nSo :ref:`sec_deep` and :ref:`there <there>`.";
    compare(
        text,
        &[
            "Figure 1, Abb. 1, the *port*, Old history.",
            "Figure 1, the law, Oman, Oman, “Sur”.",
            "See Sur and {ref}here.",
            "This is {ref} it.",
            "That one.",
            "So Deep and there.",
        ],
    )
}

fn links_without_words() -> Outcome {
    compare(
        "A [](#fig-port) and [](#tbl-law), [](#sec-old); [](1.md) or [](1.md#fig-port), [](#old-history).",
        &["A Figure 1 and Table 1, Old history; Oman or Figure 1, Old history."],
    )
}

/// The second heading with the same words, a heading with a picture, and targets of MyST in the place of a path.
fn ids_as_other_tools_make_them() -> Outcome {
    let text = "# Oman\n\n[a](#same-1), [b](#-get-started), [c](units/length), [d](project:2.md#far) and [e](path:2.md).\n\n\
         ## Same\n\nT.\n\n## Same\n\nT.\n\n## 🚀 Get Started\n\nT.\n\n(units/length)=\n## Length\n\nT.\n";
    let folder = project("", &[text, "# Chad\n\n(far)=\n## Far\n\nT.\n"])?;
    let html = html(folder.path())?;
    let paragraph = html.split("<p").find(|part| part.contains(">a</a>")).ok_or("no paragraph")?;
    let links: Vec<&str> =
        paragraph.split("href=\"").skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
    let expected =
        ["#case-1_same-2", "#case-1_rocket-get-started", "#case-1_units-length", "#case-2_far", "#case-2"];
    check(links == expected, format!("{links:?}"))
}

fn stand_anywhere() -> Outcome {
    let text = "> Quoted @fig-port\n\n- item @fig-port\n\nNote.[^1]\n\n| @fig-port |\n|---|\n| **[-@fig-port]** |\n\n\
         Term\n: Words of @tbl-law\n\n## On @fig-port\n\n[^1]: As @tbl-law shows.";
    let folder = project(
        "checks: {warnings: allow}",
        &[&format!(
            "# Oman\n\n{text}\n\n![Port](p.png \"The port\"){{#fig-port}}\n\n![Law](p.png \"The law of @fig-port\"){{#tbl-law}}\n"
        )],
    )?;
    let html = plain(&html(folder.path())?);
    for words in ["Quoted Figure 1", "item Figure 1", "Words of Table 1", "On Figure 1", "As Table 1 shows."]
    {
        check(html.contains(words), words)?;
    }
    check(!html.contains("@fig") && !html.contains("@tbl"), "a reference is left")
}

fn other_text_stays() -> Outcome {
    compare(
        "\\@fig-port, `@fig-port`, me@fig-port.org, [\\@fig-port], @figport, @fig-, @fig, a {ref} b, \\\\ref{x}.",
        &["@fig-port, @fig-port, me@fig-port.org, [@fig-port], @figport, @fig-, @fig, a {ref} b, \\ref{x}."],
    )
}

fn lead_to_other_cases() -> Outcome {
    let one = "# Oman\n\nSee @fig-ship, @fig-dhow and @sec-end.\n\n![a](p.png \"a\"){#fig-port}\n";
    let two = "# Chad\n\nSee @fig-port.\n\n![a](p.png \"a\"){#fig-ship}\n\n![a](p.png \"a\"){#fig-dhow}\n\n## End {#sec-end}\n\nX.\n";
    let allowed = "checks: {coarse-picture: allow}";
    let found = paragraphs(project(allowed, &[one, two])?.path())?;
    let expected = ["See Figure 1 (Chad), Figure 2 and “End”.", "See Figure 1 (Oman).", "X."];
    check(found == expected, format!("{found:#?}"))?;
    let folder = project(&format!("numbering: book\n{allowed}"), &[one, two])?;
    let found = paragraphs(folder.path())?;
    check(found[..2] == ["See Figure 2, Figure 3 and “End”.", "See Figure 1."], format!("{found:#?}"))?;
    let html = html(folder.path())?;
    let link = "href=\"#case-2_fig-ship\"";
    check(html.contains(link) && html.contains("id=\"case-2_fig-ship\""), "the link to the other case")
}

/// The labels of a book, in order.
fn labels(keys: &str, cases: &[&str]) -> Result<Vec<String>> {
    let folder = project(&format!("{keys}\nchecks: {{warnings: allow}}"), cases)?;
    let html = html(folder.path())?;
    let labels = html.split("class=\"caption-label\">").skip(1);
    Ok(labels.filter_map(|rest| Some(rest.split_once('<')?.0.trim().to_owned())).collect())
}

fn captions_are_numbered_as_set() -> Outcome {
    let one = "# Oman\n\nT.\n\n![a](p.png \"a\"){#fig-a}\n\n![b](p.png \"b\")\n\n<table><caption>c</caption><tr><td>1</td></tr></table>\n\n```rust {caption=\"d\"}\nlet x;\n```\n";
    let two = "# Chad\n\nT.\n\n![e](p.png \"e\")\n\n![f](p.png \"f\"){#tbl-f}\n";
    let cases = [one, two];
    for (keys, expected) in [
        ("", &[][..]),
        ("numbering: none", &[]),
        ("numbering: case", &["Figure 1.", "Figure 2.", "Table 1.", "Listing 1.", "Figure 1.", "Table 1."]),
        ("numbering: book", &["Figure 1.", "Figure 2.", "Table 1.", "Listing 1.", "Figure 3.", "Table 2."]),
        (
            "numbering: case\nnumber-sections: true",
            &["Figure 1.1.", "Figure 1.2.", "Table 1.1.", "Listing 1.1.", "Figure 2.1.", "Table 2.1."],
        ),
    ] {
        let found = labels(keys, &cases)?;
        check(found == expected, format!("{keys}: {found:#?}"))?;
    }
    let referring = two.replace("T.", "As @tbl-f.");
    let found = labels("", &[one, &referring])?;
    check(found == ["Figure 1.", "Table 1."], format!("{found:#?}"))
}

fn equations_are_numbered_as_set() -> Outcome {
    let one = "# Oman\n\nAs @eq-a and @eq-b.\n\n$$a$$ {#eq-a}\n";
    let two = "# Chad\n\nAs @eq-b.\n\n$$b$$ {#eq-b}\n";
    for (keys, in_oman, in_chad) in [
        ("", "As Equation 1 and Equation 1 (Chad).", "As Equation 1."),
        ("numbering: book", "As Equation 1 and Equation 2.", "As Equation 2."),
        ("number-sections: true", "As Equation 1.1 and Equation 2.1.", "As Equation 2.1."),
        ("number-sections: true\nnumbering: book", "As Equation 1 and Equation 2.", "As Equation 2."),
    ] {
        let folder = project(&format!("math: tex\n{keys}"), &[one, two])?;
        let found = paragraphs(folder.path())?;
        let references: Vec<&str> =
            found.iter().map(String::as_str).filter(|words| words.starts_with("As")).collect();
        check(references == [in_oman, in_chad], format!("{keys}: {found:#?}"))?;
        let html = html(folder.path())?;
        let number = in_chad.trim_start_matches("As Equation ").trim_end_matches('.');
        check(html.contains(&format!("({number})")), format!("{keys}: no ({number})"))?;
    }
    Ok(())
}

fn files_of_windows() -> Outcome {
    let one = "\u{FEFF}# Oman\r\n\r\nSee \\@ref(fig-port), \\@fig-port, @fig-port and [](#pier).\r\n\r\n(port)=\r\n(pier)=\r\n## Pier\r\n\r\n\
               Built.\r\n\r\n![Three steps](p.png \"The port\"){#fig-port}\r\n";
    let folder = project("checks: {coarse-picture: allow}", &[one])?;
    let found = paragraphs(folder.path())?;
    check(found == ["See 1, @fig-port, Figure 1 and Pier.", "Built."], format!("{found:#?}"))?;
    let (words, code) = said(folder.path(), &["check", "--deny", "warnings"])?;
    check(code == 0, words)
}

fn every_unknown_place_is_reported() -> Outcome {
    let folder = project("", &["# Oman\n\nSee [@fig-one; @fig-two].\n"])?;
    let (words, _) = said(folder.path(), &["check"])?;
    check(words.contains("fig-one") && words.contains("fig-two"), words)
}

fn numbers_of_authors_stay() -> Outcome {
    let one = "# Oman\n\nSee Figure 2, @fig-a, @fig-b and @fig-c.\n\n![a](p.png \"a\"){#fig-a}\n\n![b](p.png){#fig-b}\n\n*Fig. 2: b*\n\n![c](p.png \"c\"){#fig-c}\n";
    let found = labels("numbering: book", &[one])?;
    check(found == ["Figure 1.", "Fig. 2.", "Figure 3."], format!("{found:#?}"))?;
    let folder = project("numbering: book\nchecks: {warnings: allow}", &[one])?;
    let found = paragraphs(folder.path())?;
    check(found == ["See Figure 2, Figure 1, Fig. 2 and Figure 3."], format!("{found:#?}"))
}

fn sections_are_numbered_as_set() -> Outcome {
    let one = "# Oman {#sec-oman}\n\n@sec-a, @sec-c, @sec-d, @sec-chad, Chapter @sec-z, @sec-data.\n\n## A {#sec-a}\n\nT.\n\n### B\n\nT.\n\n\
         #### C {#sec-c}\n\nT.\n\n## D {- #sec-d}\n\nT.\n\n### E\n\nT.\n\n## F {.unnumbered}\n\nT.\n\n## G\n\nT.\n\n> ## Q\n>\n> T.\n";
    let two = "# Chad {#sec-chad}\n\nT.\n";
    let three = "# Thanks {-}\n\nT.\n";
    let four = "# Zaire {#sec-z}\n\n## A\n\nT.\n";
    let headings = |keys: &str| -> Result<(Vec<String>, String)> {
        let folder = project(&format!("number-sections: true\n{keys}"), &[one, two, three, four])?;
        write(
            folder.path(),
            &[("x/data.md", "# Data {#sec-data}\n\n## H\n\nT.\n"), ("x/index.md", "# End\n\n## I\n\nT.\n")],
        )?;
        let more = "appendices: [x/data.md]\nback: [x/index.md]\nchecks: {warnings: allow}\n";
        let manifest = fs::read_to_string(folder.path().join("book.yaml"))?;
        fs::write(folder.path().join("book.yaml"), format!("{manifest}{more}"))?;
        let html = html(folder.path())?;
        let main = html.split_once("<main").ok_or("no text")?.1;
        let parts =
            main.split("<h").skip(1).filter(|part| part.starts_with(|level: char| level.is_ascii_digit()));
        let words = parts.filter_map(|part| Some(plain(&format!("<h{}", part.split_once("</h")?.0))));
        let kept = words
            .map(|words| words.replace('\u{2002}', " "))
            .filter(|words| words != "Contents" && words != "Book");
        Ok((kept.collect(), paragraphs(folder.path())?[0].clone()))
    };
    let (found, text) = headings("number-depth: 3")?;
    let expected = [
        "1 Oman",
        "1.1 A",
        "1.1.1 B",
        "C",
        "D",
        "E",
        "F",
        "1.2 G",
        "Q",
        "2 Chad",
        "Thanks",
        "3 Zaire",
        "3.1 A",
        "Appendix A: Data",
        "A.1 H",
        "End",
        "I",
    ];
    check(found == expected, format!("{found:#?}"))?;
    check(text == "Section 1.1, “C”, “D”, Chapter 2, Chapter 3, Appendix A.", &text)?;
    let (found, _) = headings("number-depth: 1")?;
    check(found[..3] == ["1 Oman", "A", "B"], format!("{found:#?}"))
}

fn words_are_in_the_language_of_the_case() -> Outcome {
    let one = "---\nlang: de\n---\n# Oman\n\nSiehe @fig-a und @fig-b.\n\n![a](p.png \"a\"){#fig-a}\n";
    let two = "# Chad\n\nSee @fig-a.\n\n![b](p.png \"b\"){#fig-b}\n";
    let found = labels("", &[one, two])?;
    check(found == ["Abbildung 1.", "Figure 1."], format!("{found:#?}"))?;
    let found = paragraphs(project("checks: {warnings: allow}", &[one, two])?.path())?;
    check(
        found == ["Siehe Abbildung 1 und Abbildung 1 (Chad).", "See Figure 1 (Oman)."],
        format!("{found:#?}"),
    )
}

fn outputs_are_verified() -> Outcome {
    let text = "# Oman\n\n@sec-a [see @fig-a; -@fig-a] \\@ref(fig:a) {numref}`fig-a` word.[^1]\n\n(here)=\n## A {#sec-a}\n\nT.\n\n\
         ![(\\#fig:a) Port](p.png \"The port\")\n\n[^1]: In @fig-a.\n";
    let folder = project("number-sections: true\nchecks: {coarse-picture: allow}", &[text])?;
    let (words, code) = said(folder.path(), &["build", "--quiet", "--out", "out"])?;
    check(code == 0 && words.is_empty(), words)?;
    let (words, code) = said(folder.path(), &["verify", "out"])?;
    check(code == 0, words)
}
