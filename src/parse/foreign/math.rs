//! Formulas in TeX. The text between two dollar signs must look like a formula, so that dollar amounts are not
//! reported.

use super::construct::Construct;
use super::found::{Found, before, window};

/// The formula that begins with the dollar sign at `at`.
pub fn dollar(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    if text[..at].ends_with('$') || rest.starts_with("$$$") {
        return None;
    }
    if rest.starts_with("$$") {
        return displayed(text, at);
    }
    if let Some(code) = rest.strip_prefix("$`") {
        let end = window(code, 0, 1000).find("`$")?;
        return Some(Found::new(Construct::Formula, at, end + 4));
    }
    let inside = window(rest, 1, 1000);
    let end = closing(inside)?;
    let (content, behind) = (&inside[..end], &rest[end + 2..]);
    let touches = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    let stands_apart = !touches(before(text, at)) && !touches(behind.chars().next());
    let is_formula = if stands_apart {
        is_formula(content)
    } else {
        let is_ordinal = content.len() == 1 && content.as_bytes()[0].is_ascii_alphabetic();
        let is_number = behind.starts_with(|next: char| next.is_ascii_digit());
        (!is_number || content.starts_with('\\'))
            && (has_command(content) || is_ordinal && !touches(before(text, at)))
    };
    is_formula.then(|| Found::new(Construct::Formula, at, end + 2))
}

/// The offset of the dollar sign that closes a formula, on the same line or a few lines below in the paragraph.
fn closing(inside: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + inside[from..].find('$')?;
        if !inside[..end].ends_with('\\') {
            let content = &inside[..end];
            let is_tight =
                !content.starts_with(char::is_whitespace) && !content.ends_with(char::is_whitespace);
            let is_whole = !content.is_empty()
                && (is_tight || is_loose_formula(content))
                && !content.contains(['`'])
                && (!content.contains(" | ") || has_command(content))
                && !starts_block(content);
            return is_whole.then_some(end);
        }
        from = end + 1;
    }
}

/// Whether it is a formula with spaces at its ends, and not the words between two amounts.
fn is_loose_formula(content: &str) -> bool {
    let begins_with_digit = content.trim_start().starts_with(|first: char| first.is_ascii_digit());
    has_command(content) && !begins_with_digit && !content.split_whitespace().any(is_word)
}

/// Whether a later line begins another block: a list item, a quotation, a table row, or a heading.
fn starts_block(content: &str) -> bool {
    content.lines().skip(1).any(|line| {
        let line = line.trim_start();
        line.starts_with(['|', '>', '#']) || ["- ", "* "].iter().any(|mark| line.starts_with(mark))
    })
}

fn displayed(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at + 2..];
    let limit = rest.floor_char_boundary(rest.len().min(5000));
    let end = rest[..limit].find("$$")?;
    let content = &rest[..end];
    let stands_alone = content.starts_with('\n') && !content.trim().is_empty();
    let is_formula = stands_alone || !content.contains("\n\n") && is_formula(content.trim());
    if !is_formula {
        return None;
    }
    // The label of a formula belongs to it.
    let behind = &rest[end + 2..];
    let label = behind.trim_start_matches([' ', '\n']);
    let label = label.strip_prefix("{#").or_else(|| label.strip_prefix('(')).and_then(|label| {
        let end = label.find(['}', ')', '\n', ' '])?;
        label[end..].starts_with(['}', ')']).then(|| behind.len() - label.len() + end + 1)
    });
    let label = label.filter(|_| behind.trim_start_matches([' ', '\n']).starts_with("{#"));
    Some(Found::new(Construct::DisplayedFormula, at, end + 4 + label.unwrap_or(0)))
}

/// `\(…\)` and `\[…\]`, whose backslashes Markdown removes. `at` is after the first backslash.
pub fn escaped(text: &str, at: usize) -> Option<Found> {
    between(text, at - 1, 2, if text[at..].starts_with('(') { "\\)" } else { "\\]" })
}

/// `\\(…\\)` and `\\[…\\]`, which keep one of two backslashes. `at` is the second backslash.
pub fn doubled(text: &str, at: usize) -> Option<Found> {
    let closing = if text[at + 1..].starts_with('(') { "\\\\)" } else { "\\\\]" };
    if text[..at].ends_with('\\') { between(text, at - 1, 3, closing) } else { None }
}

fn between(text: &str, start: usize, length: usize, closing: &str) -> Option<Found> {
    let inside = window(text, start + length, 1500);
    let end = inside.find(closing)?;
    let content = inside[..end].trim();
    let is_displayed = closing.ends_with(']');
    let stands_alone = inside.starts_with('\n');
    let is_formula = if is_displayed {
        // Escaped brackets usually contain words added by an editor.
        has_command(content) || stands_alone && is_formula(content)
    } else {
        // So can the parentheses of `\(a\)`.
        is_formula(content) && content.len() > 2
    };
    let construct = if is_displayed { Construct::DisplayedFormula } else { Construct::Formula };
    is_formula.then(|| Found::new(construct, start, length + end + closing.len()))
}

/// Whether it has a backslash before a letter, or a special character of TeX.
fn has_command(content: &str) -> bool {
    let is_command = |(at, _): (usize, &str)| {
        content[at + 1..].starts_with(|next: char| next.is_ascii_alphabetic() || ",;!{}|\\".contains(next))
    };
    content.match_indices('\\').any(is_command)
}

/// Whether it looks like a formula and not like words between two amounts of money.
fn is_formula(content: &str) -> bool {
    if !content.contains(char::is_alphanumeric) {
        return false;
    }
    if has_command(content) {
        return true;
    }
    let runs = || content.split(|c: char| !c.is_ascii_alphabetic());
    let longest = runs().map(str::len).max().unwrap_or(0);
    let begins_with_digit = content.starts_with(|first: char| first.is_ascii_digit());
    let words = content.split_whitespace().filter(|word| is_word(word)).count();
    let has_sign = content.contains(['^', '_', '=', '<', '>', '+', '{', '}', '≤', '≥', '±', '×', '∈']);
    if has_sign {
        return words <= 1 && !(begins_with_digit && longest > 2);
    }
    let is_amount = begins_with_digit && content.contains(char::is_whitespace) && longest > 0
        || content.contains(", ") && begins_with_digit;
    // `$Id$` is a keyword of Subversion.
    let is_short = longest < 2 || longest == 2 && content != "Id";
    is_short && words == 0 && !is_amount
}

/// Whether it is a word of ordinary text.
fn is_word(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', ',', '.', ';', ':']);
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic)
}
