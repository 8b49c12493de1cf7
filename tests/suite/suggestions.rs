//! Misspellings: which names are suggested, which are found anyway, and the message about a missing title.

use std::fs;

use libtest_mimic::Trial;

use crate::first_minutes::{MANIFEST, check, said, small, write};
use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("suggestions::slips_get_suggestions", slips_get_suggestions),
        Trial::test("suggestions::names_are_found_in_any_form_of_unicode", any_form_of_unicode),
        Trial::test("suggestions::a_heading_that_serves_as_title_is_named", a_heading_serves_as_title),
    ]
}

/// A word with a wrong letter or wrong case, and the suggestion; none if nothing is similar.
fn slips_get_suggestions() -> Outcome {
    let picture = fs::read(root().join("tests/constructs/picture.png"))?;
    let table: &[(&str, &str, Option<&str>)] = &[
        ("cases/oman.md", "![A](../pictures/PIC.png)", Some("../pictures/PIC.PNG")),
        ("cases/oman.md", "![A](../pictures/pci.png)", Some("../pictures/PIC.PNG")),
        ("cases/oman.md", "![A](PIC.PNG)", Some("../pictures/PIC.PNG")),
        ("cases/oman.md", "![A](/pictures/pic.PNG)", Some("/pictures/PIC.PNG")),
        ("cases/oman.md", "![A](harbour.png)", None),
        ("cases/oman.md", "![A](bars.typ){data=../data/trunout.csv}", Some("../data/turnout.csv")),
        ("cases/oman.md", "![A](bras.typ){data=../data/turnout.csv}", None),
        ("cases/oman.md", "![A](time-line.typ)", Some("timeline.typ")),
        ("cases/oman.md", "![A](../figures/Bars.typ)", Some("bars.typ")),
        ("cases/oman.md", "[A](Oman.md)", Some("oman.md")),
        ("cases/oman.md", "[A](../oman.md)", Some("oman.md")),
        ("cases/oman.md", "[A](#backgruond)", Some("#background")),
        ("cases/oman.md", "[A](oman.md#quoet)", Some("#quote")),
        ("cases/oman.md", "[A](#elsewhere)", None),
        ("cases/oman.md", "Words.[^brige]", Some("[^bridge]")),
        ("cases/oman.md", "Words.[^12]", None),
        ("book.yaml", "tilte: X", Some("title")),
        ("book.yaml", "cover: {imgae: x.png}", Some("image")),
        ("book.yaml", "checks: {doubled-wrod: deny}", Some("doubled-word")),
        ("book.yaml", "page: {trim: us leter}", Some("US Letter")),
        ("book.yaml", "front: [cases/omna.md]", Some("cases/oman.md")),
        ("book.yaml", "front: [Cases/Oman.MD]", Some("cases/oman.md")),
        ("book.yaml", "front: [oman.md]", Some("cases/oman.md")),
        ("book.yaml", "front: [\"case/*.md\"]", Some("cases/*.md")),
        ("book.yaml", "front: [\"Cases/*.md\"]", Some("cases/*.md")),
        ("book.yaml", "front: [\"texts/*.md\"]", None),
        ("header", "pfd: x.pdf", Some("pdf")),
    ];
    for (place, text, expected) in table {
        let (_folder, project) = small()?;
        fs::create_dir_all(project.join("pictures"))?;
        fs::write(project.join("pictures/PIC.PNG"), &picture)?;
        let of = |where_: &str| if *place == where_ { *text } else { "" };
        let case = format!(
            "---\ntitle: Oman\n{}\n---\n\n{}\n\n## Background\n\nA quote.[^bridge]\n{{#quote}}\n\n[^bridge]: A note.\n",
            of("header"),
            of("cases/oman.md")
        );
        let script = "#let draw(data, options) = [x]";
        write(
            &project,
            &[
                ("book.yaml", &format!("{}{}\n", MANIFEST.1, of("book.yaml"))),
                ("cases/oman.md", &case),
                ("cases/bars.typ", script),
                ("data/turnout.csv", "a,b\n1,2\n"),
            ],
        )?;
        let (words, _) = said(&project, &["check", "-q"])?;
        match expected {
            Some(name) => {
                check(words.contains(&format!("did you mean `{name}`?")), format!("{text}: {words}"))?;
            }
            None => check(
                !words.contains("did you mean") && words.contains("= help"),
                format!("{text}: {words}"),
            )?,
        }
    }
    let (_folder, project) = small()?;
    let (words, code) = said(&project, &["build", "--case", "Omna"])?;
    check(code == 2 && words.ends_with("there is no case `Omna`; did you mean `oman`?\n"), words)?;
    let (words, code) = said(&project, &["explain", "dead-lnik"])?;
    check(code == 2 && words.contains("dead-link"), words)
}

/// The file system stores `é` as one character or as two; the author types either.
fn any_form_of_unicode() -> Outcome {
    let (one, two) = ("\u{e9}", "e\u{301}");
    let picture = fs::read(root().join("tests/constructs/picture.png"))?;
    for (disk, typed) in [(one, two), (two, one), (one, one), (two, two)] {
        let folder = tempfile::tempdir()?;
        let at = |path: &str| path.replace('~', disk);
        fs::create_dir_all(folder.path().join(at("cas~s")))?;
        fs::write(folder.path().join(at("cas~s/~.png")), &picture)?;
        let manifest = "title: Small\nlanguage: en\nsite: {url: https://example.org}\nfront: [cas~s/pr~.md]\ncases: [\"cas~s/c*~.md\"]\n";
        let case = "---\ntitle: Case\n---\n\n![A picture](~.png)\n\n[Words](pr~.md)\n\n![Bars](b~.typ){data=d~.csv}\n";
        write(
            folder.path(),
            &[
                ("book.yaml", &manifest.replace('~', typed)),
                (&at("cas~s/pr~.md"), "---\ntitle: Preface\n---\n\nWords.\n"),
                (&at("cas~s/cas~.md"), &case.replace('~', typed)),
                (&at("cas~s/b~.typ"), "#let draw(data, options) = [#data.len()]"),
                (&at("cas~s/d~.csv"), "a,b\n1,2\n"),
            ],
        )?;
        let found = said(folder.path(), &["check", "--allow", "coarse-picture"])?;
        check(
            found == ("Checked 6 files: no problems\n".to_owned(), 0),
            format!("{disk:?} {typed:?}: {found:?}"),
        )?;
    }
    Ok(())
}

fn a_heading_serves_as_title() -> Outcome {
    let table = [
        // There is text above the first heading, so it is the heading of a section.
        ("Words.\n\n## Background\n\nMore.\n", Some("oman.md:3:")),
        ("## Background\n\nWords.\n\n## Results\n\nMore.\n", Some("oman.md:1:")),
        ("# Oman\n\nWords.\n\n# Results\n\nMore.\n", None),
        ("---\nslug: oman\n---\n\n## Background\n\nWords.\n\n## Results\n\nMore.\n", Some("oman.md:5:")),
        ("# Oman\n\nWords.\n\n## Results\n\nMore.\n", None),
        ("## Oman\n\nWords.\n\n### Results\n\nMore.\n", None),
        ("---\ntitle: Oman\n---\n\n## Background\n\nWords.\n\n## Results\n\nMore.\n", None),
    ];
    for (text, place) in table {
        let (_folder, project) = small()?;
        write(&project, &[("cases/oman.md", text)])?;
        let (words, code) = said(&project, &["check", "-q"])?;
        let expected =
            "warning[missing-title]: this case has no title; its first heading is used as the title";
        match place {
            Some(place) => check(
                words.contains(expected) && words.contains(place) && code == 0,
                format!("{text}: {words}"),
            )?,
            None => check(words.is_empty() && code == 0, format!("{text}: {words}"))?,
        }
    }
    Ok(())
}
