//! Attributes after the address of a link definition, `[port]: port.png {width=50%}`, as pandoc reads them. With them, the line
//! would be no definition.

use super::super::callout::Edit;
use super::super::foreign::{Construct, Found};
use super::page::Page;

/// Leaves out the attributes.
pub fn edit(page: &mut Page<'_>, found: &mut Vec<Found>) {
    for line in 0..page.lines.len() {
        let range = page.words(line);
        if !page.is_live(line) {
            continue;
        }
        let Some(start) = attributes(page.str(range.clone())).map(|start| range.start + start) else {
            continue;
        };
        let list = start..range.end;
        found.push(Found { construct: Construct::AttributeList, range: page.text.range(&list) });
        page.edits.push(Edit { range: list, with: Vec::new() });
    }
}

/// Where the attributes of a link definition begin.
fn attributes(words: &str) -> Option<usize> {
    let (label, address) = words.strip_prefix('[')?.split_once("]: ")?;
    let list = words.rfind(" {").filter(|_| words.ends_with('}'))?;
    let is_definition = !label.starts_with('^') && !label.contains(['[', ']']) && !label.is_empty();
    let has_address = list > words.len() - address.len() && !address.trim_start().starts_with('{');
    (is_definition && has_address).then_some(list)
}
