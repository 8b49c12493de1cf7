//! Definitions that begin with a tilde, as pandoc reads them besides those with a colon.

use super::super::callout::{Bit, Edit};
use super::page::Page;

/// Writes a colon for the tilde.
pub fn edit(page: &mut Page<'_>) {
    for line in 0..page.lines.len() {
        let range = page.words(line);
        let is_definition = page.is_live(line)
            && ["~ ", "~\t"].iter().any(|mark| page.str(range.clone()).starts_with(mark))
            && page.prefix(line).len() < 4
            && has_term(page, line);
        if is_definition {
            let colon = Bit::Placed(":".to_owned(), None, range.start);
            page.edits.push(Edit { range: range.start..range.start + 1, with: vec![colon] });
        }
    }
}

/// Whether a term or another definition stands above a line, perhaps with one empty line between.
fn has_term(page: &Page<'_>, line: usize) -> bool {
    let is_text = |line: usize| {
        let words = page.words(line);
        !page.taken[line] && !words.is_empty() && !page.survey.is_block(words.start)
    };
    let above = line.checked_sub(1).filter(|above| is_text(*above));
    let further = || line.checked_sub(2).filter(|above| is_text(*above) && page.words(above + 1).is_empty());
    above.or_else(further).is_some_and(|above| !page.str(page.words(above)).starts_with('#'))
}
