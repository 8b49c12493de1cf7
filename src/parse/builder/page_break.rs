//! Page breaks of HTML: `<div style="break-after: page">`.

use std::ops::Range;

use super::{Builder, Child};
use crate::model::{Attributes, Block, BlockKind};

/// Where a page ends beside a block.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Breaks {
    pub before: bool,
    pub after: bool,
}

impl Breaks {
    /// What the style or the class of an element says.
    pub fn of(attributes: &Attributes) -> Self {
        let style = attributes.other.iter().find(|(key, _)| key == "style").map_or("", |(_, value)| value);
        let mut breaks = Self::default();
        for (property, value) in style.split(';').filter_map(|declaration| declaration.split_once(':')) {
            let is_page = matches!(value.trim(), "always" | "page" | "left" | "right" | "recto" | "verso");
            match property.trim().trim_start_matches("page-") {
                "break-before" => breaks.before |= is_page,
                "break-after" => breaks.after |= is_page,
                _ => {}
            }
        }
        let is_named = |class: &String| matches!(class.as_str(), "pagebreak" | "page-break" | "newpage");
        breaks.after |= attributes.classes.iter().any(is_named);
        breaks
    }
}

impl Builder<'_> {
    /// Adds a page break. Returns false if another block is open, where a page cannot end.
    pub fn page_break(&mut self, range: &Range<usize>) -> bool {
        let is_outside = self.stack.len() == 1;
        if is_outside {
            let span = self.source.span(range.clone());
            let block = Block { span, attributes: Attributes::default(), kind: BlockKind::PageBreak };
            self.children().push(Child::Block(block));
        }
        is_outside
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_break_pages() {
        let cases = [
            ("page-break-after: always", (false, true)),
            ("color: red; break-before:page;", (true, false)),
            ("page-break-after: avoid", (false, false)),
            ("break-inside: page", (false, false)),
        ];
        for (style, (before, after)) in cases {
            let other = vec![("style".to_owned(), style.to_owned())];
            let breaks = Breaks::of(&Attributes { other, ..Attributes::default() });
            assert_eq!(breaks, Breaks { before, after }, "{style}");
        }
    }
}
