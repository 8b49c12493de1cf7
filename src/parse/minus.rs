//! Writes negative numbers in tables with a minus sign: `-0.35` becomes `−0.35`.

use crate::model::{Block, BlockKind, Case, Cell, Inline, InsideMut, Style, Table};

/// The minus sign, which is as wide as a plus sign.
const MINUS: &str = "\u{2212}";

/// Replaces hyphens and dashes before the numbers of all tables.
pub fn write(case: &mut Case) {
    blocks(&mut case.blocks);
    for note in &mut case.notes {
        blocks(&mut note.blocks);
    }
}

fn blocks(of: &mut [Block]) {
    for block in of {
        if let BlockKind::Table(table) = &mut block.kind {
            cells(table).for_each(cell);
        }
        for inside in block.inside_mut() {
            if let InsideMut::Blocks(inner) = inside {
                blocks(inner);
            }
        }
    }
}

fn cell(cell: &mut Cell) {
    text(&mut cell.content, &mut None);
    inside(&mut cell.blocks);
}

/// The texts of blocks in a cell.
fn inside(blocks: &mut [Block]) {
    for part in blocks.iter_mut().flat_map(Block::inside_mut) {
        match part {
            InsideMut::Text(content) => text(content, &mut None),
            InsideMut::Blocks(blocks) => inside(blocks),
        }
    }
}

fn cells(table: &mut Table) -> impl Iterator<Item = &mut Cell> {
    table.all_rows_mut().flatten()
}

/// `before` is the character before the text; a cell begins with none.
fn text(content: &mut [Inline], before: &mut Option<char>) {
    for inline in content {
        match inline {
            Inline::Text(words) => {
                *words = signed(words, *before);
                *before = words.chars().next_back().or(*before);
            }
            Inline::LineBreak => *before = None,
            // An exponent begins anew: `10^-3^`.
            Inline::Styled(Style::Superscript, children) => text(children, &mut None),
            inline => match inline.children_mut() {
                Some(children) => text(children, before),
                None => *before = Some('\u{FFFC}'),
            },
        }
    }
}

fn signed(words: &str, mut before: Option<char>) -> String {
    let mut out = String::with_capacity(words.len());
    for (at, character) in words.char_indices() {
        let is_sign = matches!(character, '-' | '–') && before.is_none_or(opens) && is_number(&words[at..]);
        if is_sign {
            out.push_str(MINUS);
        } else {
            out.push(character);
        }
        before = Some(character);
    }
    out
}

/// Whether a number may begin after this character.
fn opens(before: char) -> bool {
    before.is_whitespace() || "([{;,<>≤≥=≈~$€£¥±".contains(before)
}

/// Whether a number follows a sign: `-5`, `-.35`, `-$1,200`.
fn is_number(words: &str) -> bool {
    let rest = words.trim_start_matches(['-', '–']);
    let is_single = words.chars().count() == rest.chars().count() + 1;
    is_single
        && rest.trim_start_matches(['$', '€', '£', '¥', '.', ',']).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::signed;

    #[test]
    fn only_signs_of_numbers_are_replaced() {
        for (before, expected) in [
            ("-0.35", "\u{2212}0.35"),
            ("–5", "\u{2212}5"),
            ("(-0.21)", "(\u{2212}0.21)"),
            ("[-0.3; -.1]", "[\u{2212}0.3; \u{2212}.1]"),
            ("-$1,200", "\u{2212}$1,200"),
            ("from -3 to 5", "from \u{2212}3 to 5"),
            ("1990-95", "1990-95"),
            ("1990–95", "1990–95"),
            ("a-5", "a-5"),
            ("-", "-"),
            ("--5", "--5"),
            ("- 5", "- 5"),
            ("-a", "-a"),
            ("<-0.5", "<\u{2212}0.5"),
            ("[-0.3,-0.1]", "[\u{2212}0.3,\u{2212}0.1]"),
            ("$-5", "$\u{2212}5"),
            ("10,-", "10,-"),
        ] {
            assert_eq!(signed(before, None), expected);
        }
        assert_eq!(signed("-5", Some('3')), "-5");
    }
}
