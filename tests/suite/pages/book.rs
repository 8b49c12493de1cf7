//! Pages of books with one case: running heads over several sections, ends of paragraphs, and the number of pages.

use casebook::{Format, Project};

use super::notes::head;
use super::pdf::Pdf;
use super::{Result, check};

/// A book with this case, for screens and for a print shop.
fn built(case: &str) -> Result<(Pdf, Pdf)> {
    let files = [("book.yaml", b"title: A Book\ncases: [a.md]".to_vec()), ("a.md", case.as_bytes().to_vec())];
    let book = Project::from_files(files).compile().map_err(|report| report.to_string())?;
    let release = book.render(&[Format::Pdf, Format::Print]).map_err(|report| report.to_string())?;
    let read = |name: &str| -> Result<Pdf> {
        let file = release.files().iter().find(|file| file.path.ends_with(name)).ok_or("no PDF")?;
        Pdf::read(&file.bytes)
    };
    Ok((read("a-book.pdf")?, read("a-book-print.pdf")?))
}

/// The Chicago Manual of Style: a right-hand page has the last section on it in its head.
pub fn right_hand_heads_name_the_last_section() -> Result<()> {
    let section = |number: usize| {
        format!("## Part {number} of it\n\n{}\n\n", "Words of a section. ".repeat(20 + 13 * (number % 5)))
    };
    let case: String = (0..40).map(section).collect();
    let (pdf, _) = built(&format!("# A case\n\nBegins.\n\n{case}"))?;
    let sections: Vec<(String, usize)> = pdf
        .outline()?
        .into_iter()
        .filter(|(_, title, _)| title.starts_with("Part"))
        .map(|(_, title, page)| (title, page))
        .collect();
    let (mut checked, mut with_several) = (0, 0);
    for (page, label) in pdf.labels.iter().enumerate() {
        let is_recto = label.parse::<usize>().is_ok_and(|number| number > 1 && number % 2 == 1);
        let last = sections.iter().rfind(|(_, of)| *of <= page);
        let Some((title, _)) = last.filter(|_| is_recto) else { continue };
        let shown = head(&pdf.pages[page]).concat();
        check(shown == super::pdf::squash(title), format!("page {label} has {shown} instead of {title}"))?;
        checked += 1;
        with_several += usize::from(sections.iter().filter(|(_, of)| *of == page).count() > 1);
    }
    check(checked > 3 && with_several > 1, format!("{checked} heads, {with_several} over several sections"))
}

/// The last words of a paragraph are whole, wherever its lines end.
pub fn paragraphs_do_not_end_with_a_part_of_a_word() -> Result<()> {
    let paragraph = |number: usize| {
        let filler = "a ".repeat(number % 60);
        format!("Ordinary words of a text {filler}lead to mere internationalization.\n\n")
    };
    let case: String = (0..180).map(paragraph).collect();
    let (pdf, _) = built(&format!("# A case\n\n{case}"))?;
    let lines = pdf.pages.iter().flat_map(|page| &page.pieces);
    let whole = lines.filter(|piece| piece.words.contains("internationalization.")).count();
    check(whole == 180, format!("only {whole} of 180 words are whole"))
}

/// Words that may be hyphenated.
const LONG: [&str; 24] = [
    "administration",
    "approximately",
    "characteristic",
    "circumstances",
    "communication",
    "consideration",
    "development",
    "entertainment",
    "environmental",
    "establishment",
    "experimental",
    "independent",
    "information",
    "international",
    "investigation",
    "manufacturing",
    "organization",
    "particularly",
    "relationship",
    "representative",
    "responsibility",
    "transportation",
    "understanding",
    "unfortunately",
];

/// Words that are not.
const SHORT: [&str; 4] = ["does", "this", "help", "much"];

/// A reader who turns a leaf sees a whole word first.
pub fn right_hand_pages_end_with_whole_words() -> Result<()> {
    let long = |number: usize| LONG[(number * number + number / 7) % LONG.len()];
    let word =
        |number: usize| if number.is_multiple_of(3) { long(number / 3) } else { SHORT[number % SHORT.len()] };
    let paragraph = |first: usize| (first..first + 160).map(word).collect::<Vec<_>>().join(" ") + ".\n\n";
    let text: String = (0..40).map(|number| paragraph(number * 160)).collect();
    let (pdf, _) = built(&format!("# A case\n\n{text}"))?;
    let mut divided = [Vec::new(), Vec::new()];
    for (page, label) in pdf.pages.iter().zip(&pdf.labels) {
        let Ok(number) = label.parse::<usize>() else { continue };
        let lines = page.pieces.iter().filter(|piece| piece.y > 60.0 && !piece.words.trim().is_empty());
        let Some(last) = lines.min_by(|one, other| one.y.total_cmp(&other.y).then(other.x.total_cmp(&one.x)))
        else {
            continue;
        };
        // Pieces have no spaces.
        let line = last.words.trim_end_matches('.');
        if !line.is_empty() && !LONG.iter().chain(&SHORT).any(|word| line.ends_with(word)) {
            divided[number % 2].push(format!("{number}: {}", last.words));
        }
    }
    let [left, right] = divided;
    check(right.is_empty(), format!("pages {right:?} end with a part of a word"))?;
    check(left.len() > 1, format!("only pages {left:?} could end with a part of a word"))
}

/// A case without notes ends with the citation, and its last paragraph has the indent of the others.
pub fn the_last_paragraph_is_indented() -> Result<()> {
    let (pdf, _) = built("# A case\n\nAlpha begins.\n\nBeta follows.\n\nGamma ends.\n")?;
    let left = |word: &str| {
        let pieces = pdf.pages.iter().flat_map(|page| &page.pieces);
        pieces
            .filter(|piece| piece.words.starts_with(word))
            .map(|piece| piece.x)
            .next_back()
            .ok_or("no such paragraph")
    };
    let (alpha, beta, gamma) = (left("Alpha")?, left("Beta")?, left("Gamma")?);
    check(beta > alpha + 5.0, format!("{alpha} and {beta}"))?;
    check((beta - gamma).abs() < 0.1, format!("{beta} and {gamma}"))
}

/// Leaves have two sides.
pub fn a_print_shop_gets_an_even_number_of_pages() -> Result<()> {
    for paragraphs in [1, 60] {
        let (_, print) = built(&format!("# A case\n\n{}", "A line of words.\n\n".repeat(paragraphs)))?;
        check(print.pages.len().is_multiple_of(2), format!("{} pages", print.pages.len()))?;
    }
    Ok(())
}
