//! `*[HTML]: Hypertext Markup Language`: the line is left out, and the words are those of the abbreviation.

use super::super::callout::Edit;
use super::defined::Abbreviation;
use super::page::Page;

/// Leaves out the definitions of a text, and collects them.
pub fn edit(page: &mut Page<'_>, found: &mut Vec<Abbreviation>) {
    for line in 0..page.lines.len() {
        if !page.is_live(line) {
            continue;
        }
        let range = page.words(line);
        let Some((name, words)) = definition(page.str(range.clone())) else { continue };
        let (name, words) = (name.to_owned(), words.to_owned());
        found.push(Abbreviation { name, words, range: page.text.range(&range) });
        page.taken[line] = true;
        page.edits.push(Edit { range, with: Vec::new() });
    }
}

fn definition(line: &str) -> Option<(&str, &str)> {
    let (name, words) = line.strip_prefix("*[")?.split_once("]:")?;
    let (name, words) = (name.trim(), words.trim());
    (!name.is_empty() && !name.contains(['[', ']']) && !words.is_empty()).then_some((name, words))
}
