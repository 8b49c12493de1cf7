//! Generated text on pages: front matter, running heads, and text after links and cases.

use super::pdf::{Pdf, Result, squash};
use super::{built, check, opening, same};

/// The text of a page after certain words.
fn after<'a>(page: &'a str, words: &str) -> Result<&'a str> {
    let found = page.split_once(&squash(words)).map(|(_, rest)| rest);
    Ok(found.ok_or_else(|| format!("no `{words}` in\n{page}"))?)
}

pub fn the_half_title_is_alone() -> Result<()> {
    same(&built()?.screen.pages[0].words(), &squash("Two Elections"))
}

pub fn the_title_page_has_names() -> Result<()> {
    let expected = "Two Elections Read back from paper A. Author Example Press, 2017";
    same(&built()?.screen.pages[1].words(), &squash(expected))
}

pub fn the_imprint_has_rights_and_digest() -> Result<()> {
    let page = built()?.screen.pages[2].words();
    let lines = "© 2017 A. Author Second edition Example Press, April 2017 urn:isbn:9783161484100 https://example.org";
    let rest = page.strip_prefix(&squash(lines)).ok_or_else(|| format!("not what was expected: {page}"))?;
    let digest = after(rest, "SHA-256 of the sources:")?;
    let is_digest = digest.len() == 64 && digest.chars().all(|c| c.is_ascii_hexdigit());
    check(is_digest, format!("`{digest}` is no digest"))
}

pub fn heads_name_case_and_section() -> Result<()> {
    let screen = &built()?.screen;
    let outline = screen.outline()?;
    let page_of = |title: &str| {
        let found = outline.iter().find(|(_, found, _)| found == title);
        found.map(|(_, _, page)| *page).ok_or_else(|| format!("no section {title}"))
    };
    let (opening, recount) = (page_of("Chad")?, page_of("Recount")?);
    let starts = |page: usize, words: &str| {
        let shown = screen.pages[page].words();
        check(shown.starts_with(words), format!("page {} is {shown}", screen.labels[page]))
    };
    // A running head precedes the text in the content stream.
    starts(opening, "ChadBoth")?;
    // The case on left-hand pages, the section on right-hand pages.
    let head = |page: usize, section: &'static str| -> Result<&'static str> {
        Ok(if screen.labels[page].parse::<usize>()? % 2 == 0 { "Chad" } else { section })
    };
    for page in opening + 1..recount {
        starts(page, head(page, "Ballots")?)?;
    }
    starts(recount + 1, head(recount + 1, "Recount")?)?;
    starts(page_of("Oman")?, "Oman")
}

/// Heads that are too long end after a word; a case without sections has the title of the book beside it.
pub fn long_heads_are_shortened() -> Result<()> {
    let book = "title: A Book\ncases: [a.md, b.md]".as_bytes().to_vec();
    let words = "Of the ports, the ships and the letters that passed through them ".repeat(3);
    let text = "A sentence that fills a part of a page. ".repeat(220);
    let long = format!("# {words}\n\n{text}\n\n## {words}\n\n{text}");
    let short = format!("---\ntitle: {words}\nshort-title: It’s \"short\"\n---\n{text}");
    let files = [("book.yaml", book), ("a.md", long.into_bytes()), ("b.md", short.into_bytes())];
    let book = casebook::Project::from_files(files).compile().map_err(|report| report.to_string())?;
    let release = book.render(&[casebook::Format::Pdf]).map_err(|report| report.to_string())?;
    let pdf = release.files().iter().find(|file| file.path.ends_with("a-book.pdf")).ok_or("no PDF")?;
    let pdf = Pdf::read(&pdf.bytes)?;
    let words: std::collections::BTreeSet<&str> = words.split(' ').collect();
    let mut seen = std::collections::BTreeSet::new();
    for (page, label) in pdf.pages.iter().zip(&pdf.labels) {
        let (head, Ok(number)) = (super::notes::head(page).concat(), label.parse::<usize>()) else {
            continue;
        };
        let is_of_case = number % 2 == 0;
        if let Some(start) = head.strip_suffix('…') {
            let is_whole = words.iter().any(|word| start.ends_with(word.trim_end_matches(',')));
            check(is_whole && start.starts_with("Oftheports"), format!("page {number}: {head}"))?;
            seen.insert((is_of_case, "…".to_owned()));
        } else if !head.starts_with("Oftheports") {
            seen.insert((is_of_case, head));
        }
    }
    let expected = [(true, "…"), (true, "It’s“short”"), (false, "…"), (false, "ABook")];
    same(&seen, &expected.map(|(of_case, head)| (of_case, head.to_owned())).into())
}

/// Sections that repeat from case to case follow each other in the contents; others have lines of their own.
pub fn repeated_sections_run_in() -> Result<()> {
    for (count, repeats, expected) in [(6, true, true), (6, false, false), (4, true, false)] {
        let names: Vec<String> = (0..count).map(|case| format!("c{case}.md")).collect();
        let book = format!("title: A Book\ncases: [{}]", names.join(", ")).into_bytes();
        let texts = (0..count).map(|case| {
            let of = if repeats { String::new() } else { format!(" of {case}") };
            format!("# Case {case}\n\nA.\n\n## Before{of}\n\nB.\n\n## After{of}\n\nC.").into_bytes()
        });
        let names = names.iter().map(String::as_str);
        let files = [("book.yaml", book)].into_iter().chain(names.zip(texts));
        let book = casebook::Project::from_files(files).compile().map_err(|report| report.to_string())?;
        let release = book.render(&[casebook::Format::Pdf]).map_err(|report| report.to_string())?;
        let pdf = release.files().iter().find(|file| file.path.ends_with("a-book.pdf")).ok_or("no PDF")?;
        let pdf = Pdf::read(&pdf.bytes)?;
        let page = pdf.pages.iter().find(|page| page.words().starts_with("Contents")).ok_or("no contents")?;
        let height =
            |word: &str| page.pieces.iter().find(|piece| piece.words.contains(word)).map(|piece| piece.y);
        let (before, after) = (height("Before").ok_or("lost")?, height("After").ok_or("lost")?);
        same(&((before - after).abs() < 1.0), &expected)?;
    }
    Ok(())
}

/// The label of the last page of a case, before the next one opens or the book ends.
fn last_label<'a>(screen: &'a Pdf, next: Option<&str>) -> Result<&'a str> {
    let end = next.map_or(Ok(screen.pages.len()), |next| opening(screen, next))?;
    Ok(&screen.labels[end - 1])
}

pub fn a_case_says_how_to_cite_it() -> Result<()> {
    let screen = &built()?.screen;
    for (title, next, slug) in [("Chad", Some("Oman"), "chad"), ("Oman", None, "case-studies/oman")] {
        let first = &screen.labels[opening(screen, title)?];
        let last = last_label(screen, next)?;
        let cited = format!(
            "How to cite: A. Author. “{title}.” In Two Elections, {first}–{last}. Example Press, 2017. https://example.org/{slug}/"
        );
        // Between the text and the notes.
        let end = screen.labels.iter().position(|label| label == last).ok_or("no last page")?;
        let pages = opening(screen, title)?..=end;
        let words: String = screen.pages[pages.clone()].iter().map(super::pdf::Page::words).collect();
        let rest = after(&words, &cited)?;
        check(rest.contains("Notes1.") && words.matches("Notes1.").count() == 1, rest)?;
        let has_citation = |page: &usize| screen.pages[*page].words().contains("Howtocite");
        let page = pages.into_iter().find(has_citation).ok_or("it is broken")?;
        let address = format!("https://example.org/{slug}/");
        let goal = super::pdf::Goal::Address(address);
        check(screen.pages[page].links.iter().any(|link| link.to == goal), "the address is no link")?;
    }
    let preface = screen.pages[opening(screen, "Preface")?].words();
    check(!preface.contains("Howtocite"), "the preface says how to cite it")
}

pub fn links_to_other_cases_have_pages() -> Result<()> {
    let screen = &built()?.screen;
    for (from, words, heading) in [("Chad", "held in Oman", "Oman"), ("Oman", "in the first case", "Recount")]
    {
        let page = &screen.pages[opening(screen, from)?];
        let target = page.link(words)?.to.page().ok_or("the link leads nowhere")?;
        let outline = screen.outline()?;
        let wanted = outline.iter().find(|(_, title, _)| title == heading).map(|(_, _, page)| *page);
        same(&Some(target), &wanted)?;
        after(&page.words(), &format!("{words} (p. {})", screen.labels[target]))?;
    }
    Ok(())
}
