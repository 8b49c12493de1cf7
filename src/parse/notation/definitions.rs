//! Definitions that begin with a tilde, as pandoc reads them besides those with a colon.

use super::super::callout::line::columns;
use super::super::callout::{Bit, Edit};
use super::page::Page;

/// The indentation at which a line becomes code or a continuation.
const MOST_INDENTED: usize = 4;

/// Writes a colon for the tilde.
pub fn edit(page: &mut Page<'_>) {
    for line in 0..page.lines.len() {
        let range = page.words(line);
        let is_definition = page.is_live(line)
            && ["~ ", "~\t"].iter().any(|mark| page.str(range.clone()).starts_with(mark))
            && term(page, line)
                .is_some_and(|term| columns(page.prefix(line)) < columns(page.prefix(term)) + MOST_INDENTED);
        if is_definition {
            let colon = Bit::Placed(":".to_owned(), None, range.start);
            page.edits.push(Edit { range: range.start..range.start + 1, with: vec![colon] });
        }
    }
}

/// The line of the term or of another definition above a line, perhaps with one empty line between.
fn term(page: &Page<'_>, line: usize) -> Option<usize> {
    let is_text = |line: usize| {
        let words = page.words(line);
        !page.taken[line] && !words.is_empty() && !page.survey.is_block(words.start)
    };
    let above = line.checked_sub(1).filter(|above| is_text(*above));
    let further = || line.checked_sub(2).filter(|above| is_text(*above) && page.words(above + 1).is_empty());
    above.or_else(further).filter(|above| !page.str(page.words(*above)).starts_with('#'))
}
