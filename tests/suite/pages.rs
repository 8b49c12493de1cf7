//! Reads finished PDFs: for screens, for printers, and of single cases.

mod book;
mod epub;
mod notes;
pub mod pdf;
mod project;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use libtest_mimic::Trial;

use crate::golden::Outcome;
use pdf::{Goal, Pdf, Result, roman, squash};

type Test = fn() -> Result<()>;

/// The outputs of one build.
struct Built {
    files: BTreeMap<String, Vec<u8>>,
    screen: Pdf,
    print: Pdf,
}

/// The project is built once and shared by all tests.
static BUILT: LazyLock<std::result::Result<Built, String>> =
    LazyLock::new(|| build().map_err(|error| error.to_string()));

fn build() -> Result<Built> {
    let files = files()?;
    let read = |name: &str| Pdf::read(files.get(name).ok_or_else(|| format!("there is no {name}"))?);
    Ok(Built { screen: read("elections.pdf")?, print: read("elections-print.pdf")?, files })
}

fn built() -> Result<&'static Built> {
    Ok(BUILT.as_ref().map_err(Clone::clone)?)
}

/// The files of a new build, by path below the output folder.
fn files() -> Result<BTreeMap<String, Vec<u8>>> {
    let folder = project::build().map_err(|error| error.to_string())?;
    let mut files = BTreeMap::new();
    for (below, prefix) in [("dist", ""), ("dist/cases", "cases/")] {
        for entry in fs::read_dir(folder.path().join(below))? {
            let path = entry?.path();
            if path.is_file() {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                files.insert(format!("{prefix}{name}"), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

fn check(holds: bool, words: impl Into<String>) -> Result<()> {
    if holds { Ok(()) } else { Err(words.into().into()) }
}

/// Fails unless two values are equal.
fn same<T: PartialEq + std::fmt::Debug>(actual: &T, expected: &T) -> Result<()> {
    check(actual == expected, format!("{actual:#?}\ninstead of\n{expected:#?}"))
}

/// A box of a page, in points.
fn is_box(pdf: &Pdf, name: &str, expected: [f32; 4]) -> Result<()> {
    for (index, page) in pdf.pages.iter().enumerate() {
        let sides = page.boxes.get(name).ok_or_else(|| format!("page {index} has no {name}"))?;
        let is_near = sides.iter().zip(expected).all(|(side, wanted)| (side - wanted).abs() < 0.01);
        check(is_near, format!("{name} of page {index} is {sides:?} instead of {expected:?}"))?;
    }
    Ok(())
}

/// The index of the first page of a case, by the outline.
fn opening(pdf: &Pdf, title: &str) -> Result<usize> {
    let outline = pdf.outline()?;
    let found = outline.iter().find(|(depth, found, _)| *depth == 0 && found == title);
    Ok(found.map(|(_, _, page)| *page).ok_or_else(|| format!("{title} is not in the outline"))?)
}

pub fn tests() -> Vec<Trial> {
    let tests: [(&str, Test); 42] = [
        ("the_outline_has_the_headings", the_outline_has_the_headings),
        ("labels_are_roman_and_then_from_1", labels_are_roman_and_then_from_1),
        ("the_number_on_a_page_is_its_label", the_number_on_a_page_is_its_label),
        ("no_page_of_the_screen_is_blank", no_page_of_the_screen_is_blank),
        ("a_page_of_the_screen_is_the_trim", a_page_of_the_screen_is_the_trim),
        ("metadata_are_in_both_places", metadata_are_in_both_places),
        ("every_font_is_embedded", every_font_is_embedded),
        ("contents_and_lists_lead_to_their_pages", contents_and_lists_lead_to_their_pages),
        ("tags_say_what_things_are", tags_say_what_things_are),
        ("references_lead_to_notes", notes::references_lead_to_notes),
        ("arrows_name_the_pages_of_references", notes::arrows_name_the_pages_of_references),
        ("references_do_not_begin_lines", notes::references_do_not_begin_lines),
        ("heads_over_notes_name_their_pages", notes::heads_over_notes_name_their_pages),
        ("the_half_title_is_alone", words::the_half_title_is_alone),
        ("the_title_page_has_names", words::the_title_page_has_names),
        ("the_imprint_has_rights_and_digest", words::the_imprint_has_rights_and_digest),
        ("heads_name_case_and_section", words::heads_name_case_and_section),
        ("long_heads_are_shortened", words::long_heads_are_shortened),
        ("repeated_sections_run_in", words::repeated_sections_run_in),
        ("a_case_says_how_to_cite_it", words::a_case_says_how_to_cite_it),
        ("links_to_other_cases_have_pages", words::links_to_other_cases_have_pages),
        ("right_hand_heads_name_the_last_section", book::right_hand_heads_name_the_last_section),
        ("paragraphs_do_not_end_with_a_part_of_a_word", book::paragraphs_do_not_end_with_a_part_of_a_word),
        ("right_hand_pages_end_with_whole_words", book::right_hand_pages_end_with_whole_words),
        ("the_last_paragraph_is_indented", book::the_last_paragraph_is_indented),
        ("a_print_shop_gets_an_even_number_of_pages", book::a_print_shop_gets_an_even_number_of_pages),
        ("the_printer_gets_whole_sheets", the_printer_gets_whole_sheets),
        ("cases_open_on_right_hand_pages", cases_open_on_right_hand_pages),
        ("the_printer_gets_boxes", the_printer_gets_boxes),
        ("paper_has_no_links_and_no_tags", paper_has_no_links_and_no_tags),
        ("text_on_paper_is_grey_or_black", text_on_paper_is_grey_or_black),
        ("paper_says_what_the_screen_says", paper_says_what_the_screen_says),
        ("cases_have_names_titles_and_labels", cases_have_names_titles_and_labels),
        ("links_of_a_case_lead_somewhere", links_of_a_case_lead_somewhere),
        ("a_second_build_gives_the_same_bytes", a_second_build_gives_the_same_bytes),
        ("the_epub_has_the_pages_of_the_pdf", epub::it_has_the_pages_of_the_pdf),
        ("the_epub_alone_is_the_same", epub::alone_it_is_the_same),
        ("ids_in_the_epub_are_unique", epub::ids_are_unique),
        ("fonts_in_the_epub_have_what_it_uses", epub::fonts_have_what_it_uses),
        ("the_epub_has_a_cover", epub::it_has_a_cover),
        ("the_epub_says_what_it_is", epub::it_says_what_it_is),
        ("pictures_in_the_epub_are_opaque_and_known", epub::pictures_are_opaque_and_known),
    ];
    let trial = |(name, test): (&str, Test)| {
        Trial::test(format!("pages::{name}"), move || -> Outcome {
            test().map_err(|error| error.to_string().into())
        })
    };
    tests.into_iter().map(trial).collect()
}

// ------------------------------------------------------------------------------------------------ the screen

fn the_outline_has_the_headings() -> Result<()> {
    let outline = built()?.screen.outline()?;
    let titles: Vec<(usize, &str)> =
        outline.iter().map(|(depth, title, _)| (*depth, title.as_str())).collect();
    let expected = [
        (0, "Preface"),
        (0, "Chad"),
        (1, "Ballots"),
        (1, "Recount"),
        (2, "By hand"),
        (0, "Oman"),
        (1, "Numbers"),
    ];
    same(&titles, &expected.to_vec())?;
    for (_, title, page) in outline {
        let words = built()?.screen.pages[page].words();
        check(words.contains(&squash(&title)), format!("{title} is not where the outline leads"))?;
    }
    Ok(())
}

fn labels_are_roman_and_then_from_1() -> Result<()> {
    let Built { screen, print, .. } = built()?;
    let first = opening(screen, "Chad")?;
    let (before, cases) = screen.labels.split_at(first);
    let physical = opening(print, "Chad")?;
    // A page has the same label on the screen as on paper, where blank pages count.
    let on_paper =
        |page: usize| if page < physical { roman(page + 1) } else { (page - physical + 1).to_string() };
    let sheets = print.pages.iter().enumerate().filter(|(_, page)| !page.words().is_empty());
    let expected: Vec<String> = sheets.map(|(page, _)| on_paper(page)).collect();
    same(&screen.labels, &expected)?;
    check(before.first().is_some_and(|label| label == "i"), "the first page is not i")?;
    check(cases.first().is_some_and(|label| label == "1"), "the first case does not begin on page 1")
}

fn the_number_on_a_page_is_its_label() -> Result<()> {
    let screen = &built()?.screen;
    let contents = screen.pages.iter().position(|page| page.words().starts_with("Contents"));
    let contents = contents.ok_or("there are no contents")?;
    // A page with only the contents has nothing below its page number.
    let heights = screen.pages[contents].pieces.iter().map(|piece| piece.y);
    let height = heights.min_by(f32::total_cmp).ok_or("the contents are empty")?;
    for (index, (page, label)) in screen.pages.iter().zip(&screen.labels).enumerate() {
        let shown = page.line(height);
        if index < contents {
            check(shown.is_empty(), format!("there is a number on page {label}"))?;
            continue;
        }
        let words: Vec<&str> = shown.iter().map(|piece| piece.words.as_str()).collect();
        same(&words, &vec![label.as_str()])?;
    }
    Ok(())
}

fn no_page_of_the_screen_is_blank() -> Result<()> {
    let Built { screen, print, .. } = built()?;
    let blank = |pdf: &Pdf| pdf.pages.iter().filter(|page| page.words().is_empty()).count();
    check(blank(print) > 0, "the printed book has no blank page, so this test says nothing")?;
    same(&blank(screen), &0)
}

fn a_page_of_the_screen_is_the_trim() -> Result<()> {
    is_box(&built()?.screen, "MediaBox", [0.0, 0.0, 6.0 * 72.0, 9.0 * 72.0])
}

fn metadata_are_in_both_places() -> Result<()> {
    let screen = &built()?.screen;
    let catalog = screen.catalog()?;
    same(&screen.string(catalog, "Lang").as_deref(), &Some("en-GB"))?;
    same(&screen.info("Title").as_deref(), &Some("Two Elections"))?;
    same(&screen.info("Author").as_deref(), &Some("A. Author"))?;
    let xmp = screen.xmp()?;
    for words in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        ">Two Elections<",
        ">A. Author<",
        ">en-GB<",
    ] {
        check(xmp.contains(words), format!("XMP has no {words}"))?;
    }
    Ok(())
}

fn every_font_is_embedded() -> Result<()> {
    let Built { files, .. } = built()?;
    for (name, bytes) in
        files.iter().filter(|(name, _)| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "pdf"))
    {
        let (inside, outside) = Pdf::read(bytes)?.fonts();
        check(outside.is_empty(), format!("{name} lacks {outside:?}"))?;
        check(inside.len() >= 3, format!("{name} has only {inside:?}"))?;
        // Six capitals and a plus sign mark a font subset (ISO 32000-1, section 9.6.4).
        let is_part = |font: &String| {
            let mark = font.split_once('+').map_or("", |(mark, _)| mark);
            mark.len() == 6 && mark.chars().all(|c| c.is_ascii_uppercase())
        };
        check(inside.iter().all(is_part), format!("{name} has whole fonts: {inside:?}"))?;
    }
    Ok(())
}

fn contents_and_lists_lead_to_their_pages() -> Result<()> {
    let screen = &built()?.screen;
    let preface = opening(screen, "Preface")?;
    let mut lines = Vec::new();
    for link in screen.pages[3..preface].iter().flat_map(|page| &page.links) {
        let page = link.to.page().ok_or_else(|| format!("{} leads nowhere", link.words))?;
        let label = &screen.labels[page];
        let line = link.words.strip_suffix(label.as_str());
        let line = line.ok_or_else(|| format!("{} leads to page {label}", link.words))?;
        let title = line.trim_end_matches('.').to_owned();
        let words = screen.pages[page].words();
        check(words.contains(&title), format!("{title} is not on page {label}"))?;
        lines.push(title);
    }
    let expected = [
        "Preface",
        "Chad",
        "Ballots",
        "Recount",
        "Oman",
        "Numbers",
        "Figure 1. Ballots by month",
        "Figure 2. The flag",
    ];
    same(&lines, &expected.map(squash).to_vec())
}

fn tags_say_what_things_are() -> Result<()> {
    let screen = &built()?.screen;
    let mark = screen.get(screen.catalog()?, "MarkInfo").ok_or("the PDF is not marked")?.as_dict()?;
    let is = |key: &str| screen.get(mark, key).is_some_and(|value| value.as_bool().unwrap_or(false));
    check(is("Marked") && !is("Suspects"), "the PDF is not marked, or has suspects")?;
    let tags = screen.tags()?;
    let count = |name: &str| tags.iter().filter(|tag| tag.name == name).count();
    let within = |name: &str, parent: &str| {
        let is_within = |tag: &&pdf::Tag| tag.name == name && tag.within.iter().any(|tag| tag == parent);
        tags.iter().filter(is_within).count()
    };
    // H1: contents, list of figures, preface, two cases. H2: three sections, the notes of two cases. H3: one.
    let found = ["H1", "H2", "H3", "Table", "Figure", "Link"].map(count);
    let links: usize = screen.pages.iter().map(|page| page.links.len()).sum();
    same(&found, &[5, 5, 1, 1, 2, links])?;
    same(&["TR", "TH", "TD"].map(|name| within(name, "Table")), &[3, 2, 4])?;
    // One item for each note, and two of a list.
    same(&within("LI", "L"), &(project::NOTES_OF_CHAD + project::NOTES_OF_OMAN + 2))?;
    let scopes: Vec<_> = tags.iter().filter(|tag| tag.name == "TH").map(|tag| tag.scope.as_deref()).collect();
    same(&scopes, &vec![Some("Column"); 2])?;
    let alts: Vec<_> = tags.iter().filter(|tag| tag.name == "Figure").map(|tag| tag.alt.as_deref()).collect();
    same(&alts, &vec![Some("Bars. Bars for May and June"), Some("A chequered flag")])
}

// ------------------------------------------------------------------------------------------------ the printer

fn the_printer_gets_whole_sheets() -> Result<()> {
    let pages = built()?.print.pages.len();
    check(pages > 0 && pages.is_multiple_of(8), format!("{pages} pages"))
}

fn cases_open_on_right_hand_pages() -> Result<()> {
    let print = &built()?.print;
    for title in ["Preface", "Chad", "Oman"] {
        let page = opening(print, title)?;
        check(page % 2 == 0, format!("{title} opens on page {} of the file", page + 1))?;
        check(print.pages[page].words().starts_with(title), format!("{title} is not on its page"))?;
    }
    Ok(())
}

fn the_printer_gets_boxes() -> Result<()> {
    let print = &built()?.print;
    let trim = *print.pages[0].boxes.get("TrimBox").ok_or("no trim box")?;
    let [left, bottom, right, top] = trim;
    is_box(print, "TrimBox", [left, bottom, left + 432.0, bottom + 648.0])?;
    let bleed = 3.0 / 25.4 * 72.0;
    is_box(print, "BleedBox", [left - bleed, bottom - bleed, right + bleed, top + bleed])?;
    for page in &print.pages {
        let (media, bleed) = (page.boxes["MediaBox"], page.boxes["BleedBox"]);
        let is_larger =
            media[0] < bleed[0] && media[1] < bleed[1] && media[2] > bleed[2] && media[3] > bleed[3];
        check(is_larger, format!("{media:?} leaves no room for marks around {bleed:?}"))?;
    }
    Ok(())
}

fn paper_has_no_links_and_no_tags() -> Result<()> {
    let Built { screen, print, .. } = built()?;
    let links = |pdf: &Pdf| pdf.pages.iter().map(|page| page.links.len()).sum::<usize>();
    check(links(screen) > 0 && screen.catalog()?.has(b"StructTreeRoot"), "nor has the screen any")?;
    same(&links(print), &0)?;
    let catalog = print.catalog()?;
    check(!catalog.has(b"StructTreeRoot") && !catalog.has(b"MarkInfo"), "the printer's PDF is tagged")
}

fn text_on_paper_is_grey_or_black() -> Result<()> {
    let Built { screen, print, .. } = built()?;
    let coloured =
        |pdf: &'static Pdf| pdf.pages.iter().flat_map(|page| &page.pieces).filter(|piece| piece.inks != 1);
    check(coloured(screen).count() > 0, "the screen has no colour either, so this test says nothing")?;
    let words: Vec<&str> = coloured(print).map(|piece| piece.words.as_str()).collect();
    check(words.is_empty(), format!("in colour: {words:?}"))
}

fn paper_says_what_the_screen_says() -> Result<()> {
    let Built { screen, print, .. } = built()?;
    let words = |pdf: &Pdf| {
        pdf.pages.iter().map(pdf::Page::words).filter(|words| !words.is_empty()).collect::<Vec<_>>()
    };
    same(&words(print), &words(screen))
}

// ------------------------------------------------------------------------------------------------ the cases

/// The file of each case, and its title.
const CASES: [(&str, &str); 2] = [("cases/Case study - Oman.pdf", "Oman"), ("cases/chad.pdf", "Chad")];

fn cases_have_names_titles_and_labels() -> Result<()> {
    let Built { files, screen, .. } = built()?;
    let names: Vec<&str> =
        files.keys().filter(|name| name.starts_with("cases/")).map(String::as_str).collect();
    same(&names, &CASES.map(|(name, _)| name).to_vec())?;
    for (name, title) in CASES {
        let case = Pdf::read(&files[name])?;
        let first = opening(screen, title)?;
        same(&case.labels, &screen.labels[first..first + case.pages.len()].to_vec())?;
        same(&case.info("Title"), &Some(format!("{title} — Two Elections")))?;
        let mut words: Vec<String> = case.pages.iter().map(pdf::Page::words).collect();
        let head = pdf::squash("A. Author Example Press, 2017 Two Elections © 2017 A. Author");
        let rest = words[0].strip_prefix(&head).map(str::to_owned);
        words[0] = rest.ok_or_else(|| format!("{name} begins with {}", words[0]))?;
        let in_book = screen.pages[first..].iter().map(pdf::Page::words);
        check(in_book.take(case.pages.len()).eq(words), format!("{name} has not the words of the book"))?;
    }
    let pages: usize =
        CASES.iter().map(|(name, _)| Pdf::read(&files[*name]).map_or(0, |pdf| pdf.pages.len())).sum();
    same(&(pages + opening(screen, "Chad")?), &screen.pages.len())
}

fn links_of_a_case_lead_somewhere() -> Result<()> {
    let Built { files, screen, .. } = built()?;
    let mut out = Vec::new();
    for (name, title) in CASES {
        let case = Pdf::read(&files[name])?;
        let first = opening(screen, title)?;
        for (index, page) in case.pages.iter().enumerate() {
            let in_book = &screen.pages[first + index].links;
            same(&page.links.len(), &in_book.len())?;
            for (link, of_book) in page.links.iter().zip(in_book) {
                same(&link.area, &of_book.area)?;
                match (&link.to, &of_book.to) {
                    // The link leads to the same page as in the PDF of the book.
                    (Goal::Page(page, height), goal) => {
                        same(&Goal::Page(first + page, *height), goal)?;
                        check(*page < case.pages.len(), "a page that is not in the file")?;
                    }
                    (Goal::Address(address), Goal::Page(..)) => {
                        out.push((link.words.clone(), address.clone()));
                    }
                    (to, of_book) => same(to, of_book)?,
                }
            }
        }
    }
    let expected = [
        ("in the first case", "https://example.org/chad/#recount"),
        ("held in Oman", "https://example.org/case-studies/oman/"),
        ("Figure 2", "https://example.org/case-studies/oman/#flag"),
        // The author set no id, so the fragment on the site is unknown.
        ("Table 1", "https://example.org/case-studies/oman/"),
    ];
    same(&out, &expected.map(|(words, address)| (squash(words), address.to_owned())).to_vec())
}

fn a_second_build_gives_the_same_bytes() -> Result<()> {
    let (first, second) = (&built()?.files, files()?);
    check(first.keys().eq(second.keys()), "the second build has other files")?;
    for (name, bytes) in first {
        check(second[name] == *bytes, format!("{name} differs"))?;
    }
    Ok(())
}
