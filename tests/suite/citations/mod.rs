//! Citations and lists of works in three small styles, compared with what the citation processor of pandoc 2.17 prints. The
//! differences are written down where they are: pandoc puts works that a note names into parentheses, leaves authors out of a
//! note whose sentence names them, and writes the titles of parts in lower case.

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use tempfile::TempDir;

use crate::first_minutes::{Result, casebook, check, said, write};
use crate::golden::Outcome;

mod damaged;
mod kinds;
mod outputs;

const WORKS: &str = include_str!("works.bib");
const AUTHOR_DATE: &str = include_str!("author-date.csl");
const NUMBERS: &str = include_str!("numbers.csl");
const NOTES: &str = include_str!("notes.csl");

const TEXT: &str = "# Oman

One [@kelley2017, pp. 12–14].

Two [see @hill2005, p. 6; also @busby2010].

As @kelley2017 [p. 33] says.

She [-@kelley2012, chap. 2] wrote.

Twins [@twin1; @twin2].

Both @twin1 [p. 1; @agency].

Same [@twin2].

Again [@twin2].

Part [@twin2, p. 9].

In a note.[^1]

[^1]: So @hill2005; see [@kelley2012, p. 5] and others.
";

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("citations::by_author_and_date", by_author_and_date),
        Trial::test("citations::letters_follow_the_list", letters_follow_the_list),
        Trial::test("citations::by_number", by_number),
        Trial::test("citations::as_notes", as_notes),
        Trial::test("citations::notes_begin_again_in_each_case", notes_begin_again_in_each_case),
        Trial::test("citations::works_are_linked_in_book_and_case", works_are_linked_in_book_and_case),
        Trial::test("citations::all_kinds_of_files_are_read", all_kinds_of_files_are_read),
        Trial::test("citations::other_text_stays", other_text_stays),
        Trial::test("citations::uncited_works_are_listed", uncited_works_are_listed),
        Trial::test("citations::nothing_is_left_out_silently", nothing_is_left_out_silently),
        Trial::test("citations::outputs_are_verified", outputs_are_verified),
    ]
    .into_iter()
    .chain(outputs::tests())
    .chain(kinds::tests())
    .chain(damaged::tests())
    .collect()
}

/// A project with these keys in book.yaml, and cases named `1.md`, `2.md` and so on.
fn project(keys: &str, cases: &[&str]) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let manifest = format!("title: Book\nlanguage: en\nslug: book\ncases: [\"*.md\"]\n{keys}\n");
    let files = [
        ("book.yaml", manifest.as_str()),
        ("works.bib", WORKS),
        ("author-date.csl", AUTHOR_DATE),
        ("numbers.csl", NUMBERS),
        ("notes.csl", NOTES),
    ];
    write(folder.path(), &files)?;
    for (number, text) in (1..).zip(cases) {
        fs::write(folder.path().join(format!("{number}.md")), text)?;
    }
    Ok(folder)
}

/// The paragraphs and notes of a book as plain text; the number of a note is in brackets. Builds the HTML without a word.
pub fn paragraphs(folder: &Path) -> Result<Vec<String>> {
    let html = html(folder)?;
    let body = html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).ok_or("no text")?.0;
    let body = body.replace("\" role=\"doc-noteref\">", "\">⟦");
    let blocks = body.split("<p").skip(1).filter_map(|block| block.split_once("</p>"));
    Ok(blocks
        .map(|(block, _)| unnumbered(&plain(&format!("<p{block}"))))
        .filter(|text| !text.starts_with("How to cite"))
        .collect())
}

pub fn html(folder: &Path) -> Result<String> {
    let built = casebook(folder, &["build", "--format", "html", "--quiet", "--out", "out"])?;
    check(built.status.success(), String::from_utf8_lossy(&built.stderr))?;
    Ok(fs::read_to_string(folder.join("out/book.html"))?)
}

/// A note without its number.
fn unnumbered(text: &str) -> String {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    rest.strip_prefix(". ").filter(|_| rest.len() < text.len()).unwrap_or(text).to_owned()
}

/// Markup without tags. A mark stands before the number of each note.
pub fn plain(markup: &str) -> String {
    let texts = markup.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = texts.collect();
    text.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace(['\u{a0}', '\u{2060}'], " ")
        .trim()
        .to_owned()
}

fn compare(style: &str, expected: &[&str]) -> Outcome {
    let keys = format!("bibliography: works.bib\ncited-in: false\ncitation-style: {style}.csl");
    let folder = project(&keys, &[TEXT])?;
    let found = paragraphs(folder.path())?;
    check(found == expected, format!("{found:#?}"))
}

fn by_author_and_date() -> Outcome {
    compare(
        "author-date",
        &[
            "One (Kelley 2017, pp. 12–14).",
            "Two (see Hill and Hop 2005, p. 6; also Busby et al. 2010).",
            "As Kelley (2017, p. 33) says.",
            "She (2012, chap. 2) wrote.",
            "Twins (Twin 1999a; Twin 1999b).",
            "Both Twin (1999a, p. 1; Agency of Ships 2015).",
            "Same (Twin 1999b).",
            "Again (Twin 1999b).",
            "Part (Twin 1999b, p. 9).",
            "In a note.⟦1",
            "So Hill and Hop (2005); see (Kelley 2012, p. 5) and others.",
            "Agency of Ships. 2015. Report.",
            "Busby, Jo, Jane Doe, Rich Roe, and Ed Poe. 2010. A Part. A Whole.",
            "Hill, Beth and Dan Hop. 2005. Treaties. Review.",
            "Kelley, Judith. 2012. Monitors. Port Press.",
            "Kelley, Judith. 2017. Scorecards. Port Press.",
            "Twin, Ann. 1999a. First.",
            "Twin, Ann. 1999b. Second.",
        ],
    )
}

fn letters_follow_the_list() -> Outcome {
    let text = "# Oman\n\nTwo [@twin2], one [@twin1], and *so \\@x, [@twin1]* `@twin2` [@twin2].\n";
    let keys = "bibliography: works.bib\ncitation-style: author-date.csl";
    let found = paragraphs(project(keys, &[text])?.path())?;
    let expected = [
        "Two (Twin 1999b), one (Twin 1999a), and so @x, (Twin 1999a) @twin2 (Twin 1999b).",
        "Twin, Ann. 1999a. First.",
        "Twin, Ann. 1999b. Second.",
    ];
    check(found == expected, format!("{found:#?}"))
}

fn by_number() -> Outcome {
    compare(
        "numbers",
        &[
            "One [1, pp. 12–14].",
            "Two [see 2, p. 6, also 3].",
            "As [1, p. 33] says.",
            "She [4, chap. 2] wrote.",
            "Twins [5, 6].",
            "Both [5, p. 1, 7].",
            "Same [6].",
            "Again [6].",
            "Part [6, p. 9].",
            "In a note.⟦1",
            "So [2]; see [4, p. 5] and others.",
            "[1] Judith Kelley, Scorecards, 2017.",
            "[2] Beth Hill and Dan Hop, Treaties, 2005.",
            "[3] Jo Busby, Jane Doe, Rich Roe, and Ed Poe, A Part, 2010.",
            "[4] Judith Kelley, Monitors, 2012.",
            "[5] Ann Twin, First, 1999.",
            "[6] Ann Twin, Second, 1999.",
            "[7] Agency of Ships, Report, 2015.",
        ],
    )
}

fn as_notes() -> Outcome {
    compare(
        "notes",
        &[
            "One.⟦1",
            "Two.⟦2",
            "As Kelley⟦3 says.",
            "She⟦4 wrote.",
            "Twins.⟦5",
            "Both Twin.⟦6",
            "Same.⟦7",
            "Again.⟦8",
            "Part.⟦9",
            "In a note.⟦10",
            "Judith Kelley, Scorecards, 2017, pp. 12–14.",
            "See Beth Hill and Dan Hop, Treaties, 2005, p. 6; also Jo Busby, Jane Doe, Rich Roe, and Ed Poe, A Part, 2010.",
            "Kelley, Scorecards, p. 33.",
            "Monitors, 2012, chap. 2.",
            "Ann Twin, First, 1999; Ann Twin, Second, 1999.",
            "Twin, First, p. 1; Agency of Ships, Report, 2015.",
            "Twin, Second.",
            "Ibid.",
            "Ibid., p. 9.",
            "So Hill and Hop, Treaties; see Kelley, Monitors, p. 5 and others.",
            "Agency of Ships, Report.",
            "Jo Busby, Jane Doe, Rich Roe, and Ed Poe, A Part.",
            "Beth Hill and Dan Hop, Treaties.",
            "Judith Kelley, Scorecards.",
            "Judith Kelley, Monitors.",
            "Ann Twin, First.",
            "Ann Twin, Second.",
        ],
    )
}

fn notes_begin_again_in_each_case() -> Outcome {
    let cases = ["# Oman\n\nOne [@twin1].\n", "# Chad\n\nTwo [@twin1]. Three [@twin1].\n"];
    for (keys, notes) in [
        ("", ["Ann Twin, First, 1999.", "Ann Twin, First, 1999.", "Ibid."]),
        ("\nfirst-citation-in: book", ["Ann Twin, First, 1999.", "Ibid.", "Ibid."]),
    ] {
        let keys = format!("bibliography: works.bib\ncited-in: false\ncitation-style: notes.csl{keys}");
        let found = paragraphs(project(&keys, &cases)?.path())?;
        let expected = ["One.⟦1", notes[0], "Two.⟦1 Three.⟦2", notes[1], notes[2], "Ann Twin, First."];
        check(found == expected, format!("{keys}: {found:#?}"))?;
    }
    Ok(())
}

fn works_are_linked_in_book_and_case() -> Outcome {
    let cases = ["# Oman\n\nOne [@twin1; @kelley2012].\n", "# Chad\n\nTwo [@twin2].\n", "# Fiji\n\nNone.\n"];
    // The letter tells two works apart only where both are listed.
    for (place, lists, link) in [
        (
            "book",
            &["bibliography_ref-twin1", "bibliography_ref-twin2", "bibliography_ref-kelley2012"][..],
            "bibliography_ref-twin1\">Twin 1999a</a>",
        ),
        (
            "case",
            &["case-1_ref-twin1", "case-1_ref-kelley2012", "case-2_ref-twin2"],
            "case-1_ref-twin1\">Twin 1999</a>",
        ),
        (
            "both",
            &["case-1_ref-twin1", "case-2_ref-twin2", "bibliography_ref-twin2"],
            "case-1_ref-twin1\">Twin 1999a</a>",
        ),
    ] {
        let keys =
            format!("bibliography: works.bib\ncitation-style: author-date.csl\nbibliography-in: {place}");
        let html = html(project(&keys, &cases)?.path())?;
        for id in lists {
            check(html.contains(&format!(" id=\"{id}\"")), format!("{place}: no {id}"))?;
        }
        let link = format!("role=\"doc-biblioref\" href=\"#{link}");
        check(html.contains(&link), format!("{place}: no {link}"))?;
        check(!html.contains("case-3_ref-"), format!("{place}: a list of nothing"))?;
    }
    Ok(())
}

fn all_kinds_of_files_are_read() -> Outcome {
    let json = r#"[{"id": "a", "type": "book", "title": "Alpha", "author": [{"family": "van Ark", "given": "Ann"}],
        "issued": {"date-parts": [[2001]]}}]"#;
    let yaml = "b:\n  type: book\n  title: Beta\n  author: Bell, Bo\n  date: 2002\n";
    let keys = "bibliography: [works.bib, a.json, b.yaml]\ncitation-style: author-date.csl";
    let folder = project(keys, &["# Oman\n\nAll [@a; @b; @agency].\n"])?;
    write(folder.path(), &[("a.json", json), ("b.yaml", yaml)])?;
    let found = paragraphs(folder.path())?;
    let expected = [
        "All (van Ark 2001; Bell 2002; Agency of Ships 2015).",
        "Agency of Ships. 2015. Report.",
        "Ark, Ann van. 2001. Alpha.",
        "Bell, Bo. 2002. Beta.",
    ];
    check(found == expected, format!("{found:#?}"))
}

fn other_text_stays() -> Outcome {
    let text = "# Oman\n\nMail me@example.org, \\@twin1, `@twin1`, [@twin1](https://e.org), a\\[@twin2\\], and *so [@twin2]*.\n";
    let keys = "bibliography: works.bib\ncitation-style: author-date.csl";
    let found = paragraphs(project(keys, &[text])?.path())?;
    let expected = [
        "Mail me@example.org, @twin1, @twin1, @twin1, a[Twin (1999)], and so (Twin 1999).",
        "Twin, Ann. 1999. Second.",
    ];
    check(found == expected, format!("{found:#?}"))?;
    // Without a bibliography, nothing is a citation.
    let folder = project("checks: {foreign-markup: allow}", &["# Oman\n\nOne [@twin1].\n"])?;
    let found = paragraphs(folder.path())?;
    check(found == ["One [@twin1]."], format!("{found:#?}"))
}

fn uncited_works_are_listed() -> Outcome {
    for (keys, count) in [("[twin2]", 2), ("all", 7)] {
        let keys = format!("bibliography: works.bib\ncitation-style: author-date.csl\nnocite: {keys}");
        let found = paragraphs(project(&keys, &["# Oman\n\nOne [@twin1].\n"])?.path())?;
        check(found.len() == 1 + count, format!("{keys}: {found:#?}"))?;
    }
    Ok(())
}

fn nothing_is_left_out_silently() -> Outcome {
    let silent = AUTHOR_DATE
        .replace("<text macro=\"short-authors\"/><text macro=\"year\"/>", "<text variable=\"note\"/>");
    for (keys, message) in [
        (
            "citation-style: silent.csl",
            "error[citation-style]: the citation style prints nothing for this citation",
        ),
        (
            "citation-style: author-date.csl\nbibliography-in: case\nnocite: all",
            "error[invalid-value]: `nocite` names works",
        ),
    ] {
        let folder = project(&format!("bibliography: works.bib\n{keys}"), &["# Oman\n\nOne [@twin1].\n"])?;
        fs::write(folder.path().join("silent.csl"), &silent)?;
        let (words, code) = said(folder.path(), &["check"])?;
        check(code == 1 && words.contains(message), words)?;
    }
    Ok(())
}

fn outputs_are_verified() -> Outcome {
    for style in ["author-date", "numbers", "notes"] {
        let keys = format!(
            "bibliography: works.bib\ncitation-style: {style}.csl\nbibliography-in: both\ncited-in: true"
        );
        let folder = project(&keys, &[TEXT, "# Chad\n\nAgain {cite}`twin1,agency` and @kelley2017.\n"])?;
        let (words, code) = said(folder.path(), &["build", "--quiet", "--out", "out"])?;
        check(code == 0 && words.is_empty(), words)?;
        let (words, code) = said(folder.path(), &["verify", "out"])?;
        check(code == 0, words)?;
    }
    Ok(())
}
