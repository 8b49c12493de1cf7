//! Lists and definition lists.

use super::attributes;
use super::escape::Site;
use super::line_start;
use super::lines::{followed, hung};
use super::writer::Writer;
use crate::model::{
    Attributes, Block, BlockKind, DefinitionItem, Delimiter, Inline, List, NumberStyle, Numbering, plain_text,
};

/// The signs before the text of a task, and their marks.
const TASKS: [(&str, &str); 2] = [("☐\u{A0}", "[ ] "), ("☑\u{A0}", "[x] ")];

impl Writer<'_> {
    pub(super) fn list(&mut self, list: &List, own: &Attributes, width: usize) -> Vec<String> {
        let own = without_numbering(own);
        match markers(list) {
            Some(markers) => followed(self.marked_list(list, &markers, width), &own),
            None => self.html_list(list, &own, width),
        }
    }

    /// A list with a marker before each item.
    fn marked_list(&mut self, list: &List, markers: &[String], width: usize) -> Vec<String> {
        let is_tight = list.tight && list.items.iter().all(|item| is_tight(item));
        let was_unknown = self.is_unknown;
        self.is_unknown |= list.numbering.as_ref().is_some_and(|numbering| !is_usual(numbering));
        let mut lines = Vec::new();
        for (item, marker) in list.items.iter().zip(markers) {
            if !is_tight && !lines.is_empty() {
                lines.push(String::new());
            }
            let indent = " ".repeat(marker.chars().count());
            let inner = width.saturating_sub(indent.len()).max(40);
            let content = self.item(item, is_tight, inner);
            lines.extend(hung(marker, &indent, content));
        }
        self.is_unknown = was_unknown;
        lines
    }

    /// The lines of an item.
    fn item(&mut self, item: &[Block], is_tight: bool, width: usize) -> Vec<String> {
        let (task, item) = without_task(item);
        let mut lines = if is_tight { self.tight_item(&item, width) } else { self.blocks(&item, width) };
        if let (Some(task), Some(first)) = (task, lines.first_mut()) {
            first.insert_str(0, task);
        }
        lines
    }

    fn tight_item(&mut self, item: &[Block], width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for block in item {
            self.depth += 1;
            lines.extend(self.blocks(std::slice::from_ref(block), width));
            self.depth -= 1;
        }
        lines
    }

    /// A list whose numbers Markdown cannot express.
    fn html_list(&mut self, list: &List, own: &Attributes, width: usize) -> Vec<String> {
        let Some(numbering) = &list.numbering else { return Vec::new() };
        let mut tag = "<ol".to_owned();
        if numbering.style != NumberStyle::Decimal {
            tag.push_str(&format!(" type=\"{}\"", numbering.style.html_type()));
        }
        if numbering.is_reversed {
            tag.push_str(" reversed");
        }
        if numbering.first() != 1 || numbering.is_reversed {
            tag.push_str(&format!(" start=\"{}\"", numbering.first()));
        }
        tag.push_str(&attributes::of_tag(own));
        let mut lines = vec![tag + ">"];
        for (index, item) in list.items.iter().enumerate() {
            let number = numbering.numbers.get(index).filter(|_| !numbering.follows(index));
            let value = number.map(|number| format!(" value=\"{number}\"")).unwrap_or_default();
            match item.as_slice() {
                [Block { kind: BlockKind::Paragraph(content), attributes, .. }]
                    if list.tight && *attributes == Attributes::default() =>
                {
                    lines.push(format!("<li{value}>{}</li>", self.markup(content)));
                }
                [Block { kind: BlockKind::Paragraph(content), attributes, .. }, others @ ..]
                    if list.tight && *attributes == Attributes::default() =>
                {
                    lines.push(format!("<li{value}>{}", self.markup(content)));
                    lines.extend(self.apart(others, width));
                    lines.push("</li>".to_owned());
                }
                item => {
                    lines.push(format!("<li{value}>"));
                    lines.extend(self.apart(item, width));
                    lines.push("</li>".to_owned());
                }
            }
        }
        lines.push("</ol>".to_owned());
        lines
    }

    /// Blocks between blank lines, inside an HTML element.
    pub(super) fn apart(&mut self, blocks: &[Block], width: usize) -> Vec<String> {
        let inside = self.blocks(blocks, width);
        if inside.is_empty() {
            return inside;
        }
        [String::new()].into_iter().chain(inside).chain([String::new()]).collect()
    }

    pub(super) fn definitions(&mut self, items: &[DefinitionItem], width: usize) -> Vec<String> {
        if !items.iter().all(is_in_markdown) || items.last().is_some_and(|item| item.definitions.is_empty()) {
            return self.html_definitions(items, width);
        }
        let mut lines: Vec<String> = Vec::new();
        let mut is_open = false;
        for item in items {
            if !lines.is_empty() && !is_open {
                lines.push(String::new());
            }
            lines.push(self.line(&item.term, Site::Block));
            // Terms under each other share their definition.
            is_open = item.definitions.is_empty();
            for definition in &item.definitions {
                let content = self.blocks(definition, width.saturating_sub(4));
                lines.extend(hung(": ", "  ", content));
            }
        }
        lines
    }

    fn html_definitions(&mut self, items: &[DefinitionItem], width: usize) -> Vec<String> {
        let mut lines = vec!["<dl>".to_owned()];
        for item in items {
            if !item.term.is_empty() {
                lines.push(format!("<dt>{}</dt>", self.markup(&item.term)));
            }
            for definition in &item.definitions {
                lines.push("<dd>".to_owned());
                lines.extend(self.apart(definition, width));
                lines.push("</dd>".to_owned());
            }
        }
        lines.push("</dl>".to_owned());
        lines
    }
}

/// The attributes of a list without those that say how it is numbered.
fn without_numbering(own: &Attributes) -> Attributes {
    let is_of_numbers = |(key, value): &(String, String)| {
        matches!(key.as_str(), "type" | "start" | "reversed")
            || key.contains(char::is_control)
            || value.contains("list-style")
    };
    let other = own.other.iter().filter(|pair| !is_of_numbers(pair)).cloned().collect();
    Attributes { other, ..own.clone() }
}

/// Whether Markdown can express an item of a definition list.
fn is_in_markdown(item: &DefinitionItem) -> bool {
    !item.term.is_empty() && item.definitions.iter().all(|definition| !definition.is_empty())
}

/// Whether the blocks of an item can follow each other without blank lines.
fn is_tight(item: &[Block]) -> bool {
    let pairs = item.iter().zip(item.iter().skip(1));
    pairs
        .into_iter()
        .all(|(before, next)| before.attributes == Attributes::default() && may_touch(before, next))
}

/// The longest text that surely fits into one line of a nested list.
const SHORT: usize = 50;

/// Whether a block may follow another one without a blank line.
fn may_touch(before: &Block, next: &Block) -> bool {
    match (&before.kind, &next.kind) {
        (BlockKind::Paragraph(content), BlockKind::List(list)) => {
            let has_one_line = plain_text(content).chars().count() < SHORT;
            let is_interrupting = |numbering: &Numbering| {
                numbering.first() == 1
                    && numbering.style == NumberStyle::Decimal
                    && numbering.delimiter != Delimiter::Parentheses
            };
            match (&list.numbering, markers(list)) {
                (_, None) => false,
                (None, _) => true,
                (Some(numbering), _) => is_interrupting(numbering) || has_one_line && !is_usual(numbering),
            }
        }
        (BlockKind::Paragraph(_), BlockKind::CodeBlock { .. } | BlockKind::Quote(_)) => true,
        _ => false,
    }
}

/// The mark of a task at the beginning of an item, and the item without it.
fn without_task(item: &[Block]) -> (Option<&'static str>, Vec<Block>) {
    let mut item = item.to_vec();
    if let Some(Block { kind: BlockKind::Paragraph(content), .. }) = item.first_mut()
        && let Some(Inline::Text(words)) = content.first_mut()
    {
        for (sign, mark) in TASKS {
            if let Some(rest) = words.strip_prefix(sign).filter(|rest| !rest.is_empty()) {
                *words = rest.to_owned();
                return (Some(mark), item);
            }
        }
    }
    (None, item)
}

/// Whether Markdown has markers for a list.
pub fn has_markers(list: &List) -> bool {
    markers(list).is_some()
}

/// The markers of a list with the space after them; `None` if Markdown has none for it.
fn markers(list: &List) -> Option<Vec<String>> {
    let Some(numbering) = &list.numbering else { return Some(vec!["- ".to_owned(); list.items.len()]) };
    let is_complete = numbering.numbers.len() == list.items.len();
    if numbering.is_reversed || !is_complete || !counts_up(numbering) {
        return None;
    }
    let highest = numbering.numbers.last().copied().unwrap_or_default();
    let has_markers = if is_usual(numbering) {
        (0..=999_999_999).contains(&numbering.first())
    } else {
        is_lettered(numbering, highest)
    };
    has_markers.then(|| numbering.markers().map(spaced).collect())
}

/// Whether the numbers count up. Only in lists that casebook adds to Markdown, some may be left out.
fn counts_up(numbering: &Numbering) -> bool {
    let most = match numbering.style {
        NumberStyle::Decimal if is_usual(numbering) => 1,
        NumberStyle::Decimal => 100,
        NumberStyle::LowerLetter
        | NumberStyle::UpperLetter
        | NumberStyle::LowerRoman
        | NumberStyle::UpperRoman => 3,
    };
    let steps = numbering.numbers.iter().zip(numbering.numbers.iter().skip(1));
    steps.into_iter().all(|(before, next)| (1..=most).contains(&next.saturating_sub(*before)))
}

/// Whether Markdown itself has the markers of a list.
fn is_usual(numbering: &Numbering) -> bool {
    numbering.style == NumberStyle::Decimal && numbering.delimiter != Delimiter::Parentheses
}

/// Whether the markers are some that casebook adds to Markdown. A single one may be an abbreviation.
fn is_lettered(numbering: &Numbering, highest: i64) -> bool {
    let most = match numbering.style {
        NumberStyle::Decimal => 999,
        NumberStyle::LowerLetter | NumberStyle::UpperLetter => 26,
        NumberStyle::LowerRoman | NumberStyle::UpperRoman => 39,
    };
    numbering.numbers.len() > 1
        && numbering.first() >= 1
        && highest <= most
        && numbering.markers().all(|marker| line_start::is_marker(&marker))
}

/// A marker with its space. A capital with a full stop needs two, because it could be a first name.
fn spaced(marker: String) -> String {
    let is_capital = marker.len() == 2
        && marker.ends_with('.')
        && marker.starts_with(|letter: char| letter.is_ascii_uppercase());
    marker + if is_capital { "  " } else { " " }
}
