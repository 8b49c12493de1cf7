//! What a book says of the works that it cites: links back to the places, metadata, files for other programs.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;

use super::{html, paragraphs, project};
use crate::first_minutes::{Result, casebook, check, said, write};
use crate::golden::Outcome;

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("citations::works_name_the_notes_that_cite_them", works_name_the_notes_that_cite_them),
        Trial::test("citations::works_link_to_places_in_the_text", works_link_to_places_in_the_text),
        Trial::test("citations::works_are_in_the_metadata", works_are_in_the_metadata),
        Trial::test("citations::works_are_printed_for_other_programs", works_are_printed_for_other_programs),
        Trial::test("citations::only_the_cited_works_are_read", only_the_cited_works_are_read),
    ]
}

/// The second case cites a work in a note between those of citations, in one note twice, and with a short title.
const CASES: [&str; 2] = [
    "# Oman\n\nOne [@twin1]. Two [@twin2; @agency].\n",
    "---\ntitle: A Long Title of Chad\nshort-title: Chad\n---\n\nFirst [@twin2]. Then.[^1] Last [@twin2].\n\n[^1]: See @twin1 and again @twin1 [p. 3].\n",
];

fn works_name_the_notes_that_cite_them() -> Outcome {
    for (place, expected) in [
        (
            "book",
            &[
                "Agency of Ships, Report. (cited in Oman 2)",
                "Ann Twin, First. (cited in Oman 1; Chad 2)",
                "Ann Twin, Second. (cited in Oman 2; Chad 1, 3)",
            ][..],
        ),
        (
            "case",
            &[
                "Agency of Ships, Report. (cited in 2)",
                "Ann Twin, First. (cited in 1)",
                "Ann Twin, Second. (cited in 2)",
                "Ann Twin, Second. (cited in 1, 3)",
                "Ann Twin, First. (cited in 2)",
            ],
        ),
    ] {
        let keys = format!("bibliography: works.bib\ncitation-style: notes.csl\nbibliography-in: {place}");
        let folder = project(&keys, &CASES)?;
        let found: Vec<String> =
            paragraphs(folder.path())?.into_iter().filter(|text| text.contains("(cited in")).collect();
        check(found == expected, format!("{place}: {found:#?}"))?;
        let html = html(folder.path())?;
        // Each link leads to a place that is there.
        let targets = html.split("role=\"doc-backlink\" href=\"#").skip(1);
        let mut targets = targets.filter_map(|rest| rest.split_once('"')).map(|(target, _)| target);
        let is_lost = |target: &str| !html.contains(&format!(" id=\"{target}\""));
        check(!targets.any(is_lost), format!("{place}: a link leads nowhere"))?;
    }
    let folder = project("bibliography: works.bib\ncitation-style: author-date.csl", &CASES)?;
    let found = paragraphs(folder.path())?;
    check(!found.iter().any(|text| text.contains("cited in")), format!("{found:#?}"))
}

fn works_link_to_places_in_the_text() -> Outcome {
    let keys = "bibliography: works.bib\ncitation-style: author-date.csl\ncited-in: true";
    let folder = project(keys, &CASES)?;
    let found: Vec<String> =
        paragraphs(folder.path())?.into_iter().filter(|text| text.contains("(cited in")).collect();
    let expected = [
        "Agency of Ships. 2015. Report. (cited in Oman)",
        "Twin, Ann. 1999a. First. (cited in Oman; Chad 1)",
        "Twin, Ann. 1999b. Second. (cited in Oman; Chad a, b)",
    ];
    check(found == expected, format!("{found:#?}"))?;
    let (words, code) = said(folder.path(), &["build", "--quiet", "--out", "pdf", "--format", "pdf"])?;
    check(code == 0 && words.is_empty(), words)?;
    let mut reader = Command::new("pdftotext");
    let Ok(pdf) = reader.args(["-layout", "pdf/book.pdf", "-"]).current_dir(&folder).output() else {
        return Ok(());
    };
    let text = String::from_utf8_lossy(&pdf.stdout).replace('\u{a0}', " ").replace('\u{2060}', "");
    // Both citations in Chad are on one page.
    check(text.contains("(cited in Oman p. 1; Chad p. 3)"), text)
}

fn works_are_in_the_metadata() -> Outcome {
    let keys = "bibliography: more.bib\ncitation-style: author-date.csl\nnocite: [report]";
    let folder = project(keys, &["# Oman\n\nOne [@article].\n"])?;
    let sources = "@article{article, author = {Hill, Beth and Hop, Dan}, title = {Treaties; and More}, journaltitle = {Review}, volume = {3}, number = {2}, pages = {12--14}, date = {2005-03}, doi = {10.1000/x}}
@report{report, author = {{Agency}}, title = {Ships}, institution = {Port Lab}, date = {2001}}
@book{other, title = {Uncited}}";
    write(folder.path(), &[("more.bib", sources)])?;
    let html = html(folder.path())?;
    for expected in [
        "<meta name=\"citation_reference\" content=\"citation_title=Treaties, and More; citation_author=Hill, Beth; citation_author=Hop, Dan; citation_journal_title=Review; citation_volume=3; citation_issue=2; citation_firstpage=12; citation_lastpage=14; citation_publication_date=2005/03; citation_doi=10.1000/x\">",
        "citation_author=Agency; citation_publication_date=2001; citation_technical_report_institution=Port Lab\">",
        "\"@id\":\"https://doi.org/10.1000/x\"",
        "\"@type\":\"ScholarlyArticle\"",
        "{\"@type\":\"Organization\",\"name\":\"Agency\"}",
    ] {
        check(html.contains(expected), format!("no {expected}"))?;
    }
    check(!html.contains("Uncited"), "an uncited work is named")?;
    let (words, code) = said(folder.path(), &["build", "--quiet", "--out", "epub", "--format", "epub"])?;
    check(code == 0 && words.is_empty(), words)?;
    let file = fs::File::open(folder.path().join("epub/book.epub"))?;
    let mut archive = zip::ZipArchive::new(file)?;
    let name = archive
        .file_names()
        .find(|name| name.contains("package.opf") || name.contains("content.opf"))
        .ok_or("no package")?
        .to_owned();
    let package = std::io::read_to_string(archive.by_name(&name)?)?;
    for expected in ["https://doi.org/10.1000/x", "Agency. Ships. 2001"] {
        let expected = format!("<meta property=\"dcterms:references\">{expected}</meta>");
        check(package.contains(&expected), format!("no {expected}"))?;
    }
    Ok(())
}

fn works_are_printed_for_other_programs() -> Outcome {
    let keys = "bibliography: [more.bib, a.json]\ncitation-style: author-date.csl";
    let folder = project(keys, &["# Oman\n\nOne [@chapter; @k].\n", "# Chad\n\nTwo [@article].\n"])?;
    let sources = "@string{rev = {Review of Law}}
@article{article, author = {Hill, Beth}, title = {The {UN}}, journaltitle = rev, mine = {kept}, date = {2005}}
@book{uncited, title = {Uncited}}
@incollection{chapter, author = {Hop, Dan}, title = {Child}, crossref = {parent}, pages = {5--6}}
@collection{parent, editor = {Doe, Jane}, title = {Parent}, date = {2002}}
";
    let json = r#"[{"id": "k", "type": "book", "title": "A & B", "author": [{"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"}, {"literal": "State"}], "issued": {"date-parts": [[1990], [1993]]}}]"#;
    write(folder.path(), &[("more.bib", sources), ("a.json", json)])?;
    let printed = |arguments: &[&str]| -> Result<String> {
        let output = casebook(folder.path(), &[&["references", "--quiet"], arguments].concat())?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into());
        }
        Ok(String::from_utf8(output.stdout)?)
    };
    let bib = "@string{rev = {Review of Law}}

@article{article, author = {Hill, Beth}, title = {The {UN}}, journaltitle = rev, mine = {kept}, date = {2005}}

@incollection{chapter, author = {Hop, Dan}, title = {Child}, crossref = {parent}, pages = {5--6}}

@book{k,
  author = {family={Beethoven}, given={Ludwig}, prefix={van}, useprefix=false and {State}},
  title = {A \\& B},
  date = {1990/1993},
}

@collection{parent, editor = {Doe, Jane}, title = {Parent}, date = {2002}}
";
    let found = printed(&[])?;
    check(found == bib, found)?;
    let ris = "TY  - CHAP\r\nID  - chapter\r\nAU  - Hop, Dan\r\nED  - Doe, Jane\r\nTI  - Child\r\nT2  - Parent\r\nSP  - 5\r\nEP  - 6\r\nPY  - 2002\r\nDA  - 2002///\r\nER  - \r\n\r\n";
    let found = printed(&["--format", "ris", "--case", "case-1"])?;
    check(found.starts_with(ris) && !found.contains("Hill"), found)?;
    let items: serde_json::Value = serde_json::from_str(&printed(&["--format", "csl-json"])?)?;
    let items_before: serde_json::Value = serde_json::from_str(json)?;
    check(items[2] == items_before[0], items[2].to_string())?;
    check(
        items[0]["container-title"] == "Review of Law" && items[0]["title"] == "The UN",
        items[0].to_string(),
    )?;
    let (words, code) = said(folder.path(), &["references", "--case", "fiji"])?;
    check(code == 2 && words.contains("there is no case `fiji`"), words)
}

fn only_the_cited_works_are_read() -> Outcome {
    // An entry that cannot be read prevents nothing until it is cited.
    let sources = "@book{good, title = {Good}, date = {2001}}\n@book{bad, title = unknown, date = {2002}}\n";
    for (key, expected) in [("good", 0), ("bad", 1)] {
        let folder = project("bibliography: more.bib", &[&format!("# Oman\n\nOne [@{key}].\n")])?;
        write(folder.path(), &[("more.bib", sources)])?;
        let (words, code) = said(folder.path(), &["check"])?;
        check(code == expected && (code == 0) != words.contains("the work `bad` cannot be read"), words)?;
    }
    Ok(())
}
