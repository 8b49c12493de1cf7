//! `casebook fonts`.

use super::arguments::FontsArguments;
use super::compiled::with_book;
use super::exit::Exit;
use super::output::{count, print};
use crate::api::Book;
use crate::font::needs::Need;

/// Lists the scripts of the book and their fonts.
pub fn fonts(arguments: &FontsArguments) -> Exit {
    let messages = &arguments.messages;
    with_book(messages, arguments.project.as_deref(), |book| {
        let mut needs = book.fonts();
        let is_complete = needs.iter().all(|need| need.missing.is_empty());
        needs.retain(|need| !messages.quiet || !need.missing.is_empty());
        print(&table(book, &needs))?;
        Ok(if is_complete { Exit::Done } else { Exit::Sources })
    })
}

/// A line for each script, and below it the remedy if a font is missing.
fn table(book: &Book, needs: &[Need]) -> String {
    let rows: Vec<[String; 4]> = needs.iter().map(|need| row(book, need)).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths = [width(0), width(1), width(2)];
    let line = |(need, [name, number, place, families]): (&Need, &[String; 4])| {
        let [one, two, three] = widths;
        format!("{name:<one$}  {number:>two$}  {place:<three$}  {families}\n{}", remedy(need))
    };
    needs.iter().zip(&rows).map(line).collect()
}

fn row(book: &Book, need: &Need) -> [String; 4] {
    let place = need.place.map_or_else(|| "book.yaml or a picture".to_owned(), |place| book.place(place));
    let family = |(name, file): &(String, _)| match file {
        Some(file) => format!("{name} ({})", book.path(*file)),
        None => format!("{name} (built in)"),
    };
    let mut families: Vec<String> = need.families.iter().map(family).collect();
    if !need.missing.is_empty() {
        let missing = count(need.missing.len(), "different character");
        families.push(format!("no font for {missing}"));
    }
    [need.name.clone(), count(need.count, "character"), place, families.join(", ")]
}

fn remedy(need: &Need) -> String {
    match &need.suggestion {
        _ if need.missing.is_empty() => String::new(),
        Some(family) => format!(
            "  get {family} (SIL Open Font License, fonts.google.com/noto) and put its files into `fonts/`\n"
        ),
        None => {
            let shown = need.missing.iter().take(8);
            let codes: Vec<String> =
                shown.map(|character| format!("U+{:04X}", u32::from(*character))).collect();
            format!("  put the files of a font with {} into `fonts/`\n", codes.join(", "))
        }
    }
}
