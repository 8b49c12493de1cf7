//! Turns differences into diagnostics at the places of the sources.

use std::collections::HashSet;

use super::compare::{Comparison, Difference, common, compare};
use super::expected::{Medium, Unit};
use super::files::BUILD_ANEW;
use super::piece::{Glyphs, Piece, differs_in_glyphs, is_from_right, shortened};
use super::place::Outside;
use crate::diag::{Code, Diagnostic, Diagnostics};

/// Compares the text of a file with the expected text.
pub fn differences(
    path: &str,
    units: &[Unit],
    found: &[Piece],
    medium: Medium,
    diagnostics: &mut Diagnostics,
) {
    let sorted = |key: &str, repeats| (medium == Medium::Pages).then(|| on_pages(key, repeats)).flatten();
    let glyphs = Glyphs::of(found);
    let expected_key = |unit: &Unit| {
        let shown = glyphs.shown(&unit.piece.key);
        sorted(shown.as_deref().unwrap_or(&unit.piece.key), false).or(shown)
    };
    let expected_keys: Vec<Option<String>> = units.iter().map(expected_key).collect();
    let expected: Vec<&str> = units
        .iter()
        .zip(&expected_keys)
        .map(|(unit, sorted)| sorted.as_ref().unwrap_or(&unit.piece.key).as_str())
        .collect();
    let wanted: HashSet<&str> = expected.iter().copied().collect();
    // Two hyphens at a line end are either a repeated one, or two of the author.
    let found_key = |piece: &Piece| {
        let both = sorted(&piece.key, false)?;
        if wanted.contains(both.as_str()) { Some(both) } else { sorted(&piece.key, true) }
    };
    let found_keys: Vec<Option<String>> = found.iter().map(found_key).collect();
    let keys: Vec<&str> = found
        .iter()
        .zip(&found_keys)
        .map(|(piece, sorted)| sorted.as_ref().unwrap_or(&piece.key).as_str())
        .collect();
    let Comparison { pairs, differences } = compare(&expected, &keys);
    for (i, j) in pairs {
        let unit = &units[i];
        if let Some(words) = unseen(unit, &found[j], medium) {
            let message = format!("this {} {words} in `{path}`", unit.name);
            diagnostics.push(complaint(Code::ChangedText, Some(unit), message));
        }
    }
    let has_right_to_left =
        medium == Medium::Pages && units.iter().any(|unit| unit.piece.key.chars().any(is_from_right));
    let is_damage = |difference: &Difference| match difference {
        Difference::Changed(i, j) => {
            let (source, output) = (&units[*i].piece.key, &found[*j].key);
            let is_layout = has_right_to_left && has_moved_signs(source, output);
            !is_layout && !differs_in_glyphs(source, output)
        }
        Difference::Missing(_)
        | Difference::Misplaced(_)
        | Difference::Doubled(_)
        | Difference::Added(..) => true,
    };
    let differences: Vec<Difference> = differences.into_iter().filter(is_damage).collect();
    let mut rest = differences.as_slice();
    while let Some((first, _)) = rest.split_first() {
        let length = run(rest, units);
        diagnostics.push(describe(path, *first, length, units, found));
        rest = &rest[length..];
    }
}

/// Reports each page with text outside its edges.
pub fn outside(path: &str, pages: &[Option<Outside>], diagnostics: &mut Diagnostics) {
    let pages = pages.iter().enumerate().filter_map(|(index, outside)| Some((index + 1, outside.as_ref()?)));
    for (number, Outside { words, millimetres }) in pages {
        let message = format!(
            "text runs {:.0} mm past the edge of page {number} of `{path}`: `{}`",
            millimetres.max(1.0),
            shortened(words)
        );
        diagnostics.push(Diagnostic::new(Code::OutsidePage, None, message).help(BUILD_ANEW));
    }
}

/// Number of consecutive differences to report as one: neighbours in the same file that are missing or moved together.
fn run(differences: &[Difference], units: &[Unit]) -> usize {
    let next = |pair: &[Difference]| match pair {
        [Difference::Missing(a), Difference::Missing(b)]
        | [Difference::Misplaced(a), Difference::Misplaced(b)]
        | [Difference::Doubled(a), Difference::Doubled(b)] => {
            *b == a + 1 && units[*a].place.file == units[*b].place.file
        }
        [Difference::Added(a, _), Difference::Added(b, _)] => a == b,
        _ => false,
    };
    1 + differences.windows(2).take_while(|pair| next(pair)).count()
}

fn describe(path: &str, first: Difference, length: usize, units: &[Unit], found: &[Piece]) -> Diagnostic {
    let name = |index: usize| units[index].name.as_str();
    let more = match length {
        1 => String::new(),
        2 => ", and so is the item after it".to_owned(),
        more => format!(", and so are the {} items after it", more - 1),
    };
    let items = match length {
        1 => String::new(),
        2 => " and the item after it".to_owned(),
        more => format!(" and the {} items after it", more - 1),
    };
    match first {
        Difference::Missing(i) => complaint(
            Code::MissingText,
            Some(&units[i]),
            format!("this {} is missing from `{path}`{more}", name(i)),
        ),
        Difference::Misplaced(i) => complaint(
            Code::MisplacedText,
            Some(&units[i]),
            format!("this {} is misplaced in `{path}`{more}", name(i)),
        ),
        Difference::Doubled(i) => {
            complaint(Code::DoubledText, Some(&units[i]), format!("`{path}` repeats this {}{items}", name(i)))
        }
        Difference::Changed(i, j) => {
            let name = name(i);
            let message = match excerpts(&units[i].piece, &found[j]) {
                (Some(source), Some(output)) => {
                    format!("this {name} reads “{output}” in `{path}` instead of “{source}”")
                }
                (Some(source), None) => format!("this {name} lacks “{source}” in `{path}`"),
                (None, output) => {
                    format!("unexpected “{}” in this {name} in `{path}`", output.unwrap_or_default())
                }
            };
            complaint(Code::ChangedText, Some(&units[i]), message)
        }
        Difference::Added(after, j) => {
            let words = shortened(&found[j].words);
            let message = match after {
                Some(i) => format!("unexpected text in `{path}` after this {}: “{words}”", name(i)),
                None => format!("unexpected text at the beginning of `{path}`: “{words}”"),
            };
            let message = message + &items;
            complaint(Code::AddedText, after.map(|i| &units[i]), message)
        }
    }
}

fn complaint(code: Code, unit: Option<&Unit>, message: String) -> Diagnostic {
    Diagnostic::new(code, unit.map(|unit| unit.place), message).help(BUILD_ANEW)
}

/// The words in which two pieces differ; `None` for a piece that only lacks words of the other.
fn excerpts(source: &Piece, output: &Piece) -> (Option<String>, Option<String>) {
    let (before, behind) = common(&source.key, &output.key);
    let excerpt = |piece: &Piece| {
        let from = piece.key[..before].chars().count();
        let to = piece.key[..piece.key.len() - behind].chars().count();
        (from < to).then(|| piece.excerpt(from, to))
    };
    (excerpt(source), excerpt(output))
}

/// The difference between two pieces with the same text: alternative texts or page numbers.
fn unseen(unit: &Unit, found: &Piece, medium: Medium) -> Option<&'static str> {
    let pictures = unit.piece.pictures.iter().zip(&unit.is_drawn);
    let is_described = |((expected, is_drawn), found): ((&String, &bool), &String)| {
        let rest = found.strip_prefix(expected.as_str());
        // In a PDF, the description of a drawing follows its alternative text.
        rest.is_some_and(|rest| {
            rest.is_empty() || *is_drawn && medium == Medium::Pages && rest.starts_with('.')
        })
    };
    if !pictures.zip(&found.pictures).all(is_described) {
        return Some("has a wrong alternative text");
    }
    let has_pages = medium == Medium::Markup || (unit.piece.pages..=unit.most_pages).contains(&found.pages);
    (!has_pages).then_some("has wrong page numbers")
}

/// The key of a piece in the form that can be compared on pages; `None` if it is the same. Hyphens become equal,
/// because a hyphen at a line end is written as U+2010. The characters of right-to-left text are in visual order on a
/// page, so they are sorted.
///
/// `repeats` is whether a line may begin with the hyphen that ends the line above it, as in some languages.
fn on_pages(key: &str, repeats: bool) -> Option<String> {
    let is_from_right = key.chars().any(is_from_right);
    (is_from_right || key.contains(['\u{2010}', '\u{2011}'])).then(|| {
        let mut key = key.to_owned();
        if repeats {
            key = key.replace("\u{2010}-", "-").replace("\u{2010}\u{2010}", "-");
        }
        key = key.replace(['\u{2010}', '\u{2011}'], "-");
        if is_from_right {
            let mut characters: Vec<char> = key.chars().collect();
            characters.sort_unstable();
            key = characters.into_iter().collect();
        }
        key
    })
}

/// Whether two texts have the same letters in the same order, and the same signs in another one. In text from right to
/// left, a sign after words from left to right is at their other side on a page.
fn has_moved_signs(source: &str, output: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|character| character.is_alphanumeric()).collect::<String>();
    let sorted = |text: &str| {
        let mut characters: Vec<char> = text.chars().collect();
        characters.sort_unstable();
        characters
    };
    letters(source) == letters(output) && sorted(source) == sorted(output)
}

/// Compares the pages of a PDF for a printer with those of the PDF for screens.
pub fn pages(path: &str, screen: &[Piece], print: &[Piece], diagnostics: &mut Diagnostics) {
    let words = |pages: &[Piece]| -> Vec<String> {
        let keys = pages.iter().map(|page| page.key.clone());
        keys.filter(|key| !key.is_empty()).collect()
    };
    let (screen, print) = (words(screen), words(print));
    let mut differing = screen.iter().zip(&print).enumerate().filter(|(_, (a, b))| a != b);
    let message = match (differing.next(), screen.len() == print.len()) {
        (Some((index, _)), _) => {
            format!("page {} of `{path}`, not counting blank pages, differs from the PDF", index + 1)
        }
        (None, false) => {
            format!("`{path}` has {} pages with text, but the PDF has {}", print.len(), screen.len())
        }
        (None, true) => return,
    };
    diagnostics.push(complaint(Code::ChangedText, None, message));
}
