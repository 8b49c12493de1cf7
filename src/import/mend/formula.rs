//! Formulas that cannot be read, as code that shows their TeX.

use super::parts::{Edit, Flaw, Mending};
use super::text::{code, line};

/// The TeX of a formula as code: a block if the formula has its own lines.
pub(super) fn as_code(text: &str, flaw: &Flaw) -> Option<Mending> {
    let typed = text.get(flaw.range.clone())?;
    let first = line(text, flaw.range.start);
    let before = text.get(first.start..flaw.range.start)?;
    let after = text.get(flaw.range.end..line(text, flaw.range.end).end)?;
    let is_block =
        typed.contains('\n') && before.chars().all(|sign| " \t>".contains(sign)) && after.trim().is_empty();
    let is_in_table = text.get(first.clone())?.trim_start().starts_with('|');
    let new = if let Some(opening) =
        typed.find("{math}").filter(|at| !typed.get(..*at).is_some_and(|start| start.contains('\n')))
    {
        directive(typed, opening)
    } else if is_block {
        let mark = "`".repeat(crate::import::others::longest_run(typed, '`').max(2) + 1);
        format!("{mark}tex\n{before}{}\n{before}{mark}", typed.trim_end())
    } else {
        code(&typed.split_whitespace().collect::<Vec<_>>().join(" "), is_in_table)
    };
    let what = format!("a formula that cannot be read is code: {}", flaw.message);
    Some(Mending::new(vec![Edit::new(flaw.range.clone(), new)], typed, &what))
}

/// A directive as a block of code, without its options.
fn directive(typed: &str, opening: usize) -> String {
    let start = typed.get(..opening).unwrap_or_default();
    let rest = typed.get(opening + "{math}".len()..).unwrap_or_default();
    let mut lines = rest.lines();
    let argument = lines.next().unwrap_or_default().trim();
    let argument = if argument.is_empty() { String::new() } else { format!("\n{argument}") };
    let lines: Vec<&str> = lines.skip_while(|line| line.trim_start().starts_with(':')).collect();
    let start = start.replace(':', "`");
    let text = format!("{start}tex{argument}\n{}", lines.join("\n"));
    text.replace(":::", "```")
}

#[cfg(test)]
mod tests {
    use super::super::{edited, tests::flaw};
    use super::*;
    use crate::diag::Code;

    #[test]
    fn formulas_become_code() {
        for (before, formula, after, expected) in [
            ("A ", "$\\a$", " b", "A `$\\a$` b"),
            ("| A | ", "$|\\a|$", " |", "| A | `$\\|\\a\\|$` |"),
            ("A\n\n", "$$\n\\a\n$$", "\n\nb", "A\n\n```tex\n$$\n\\a\n$$\n```\n\nb"),
            ("- A\n\n  ", "$$\n  \\a\n  $$", "\n", "- A\n\n  ```tex\n  $$\n  \\a\n  $$\n  ```\n"),
            ("A ", "$$\n\\a\n$$", " b", "A `$$ \\a $$` b"),
            ("", "```{math}\n:label: c\n\n\\a\n```", "\n", "```tex\n\n\\a\n```\n"),
        ] {
            let text = format!("{before}{formula}{after}");
            let flaw = flaw(Code::InvalidFormula, before.len()..before.len() + formula.len(), "x");
            let edits = as_code(&text, &flaw).map(|mending| mending.edits).unwrap_or_default();
            assert_eq!(edited(&text, edits), expected);
        }
    }
}
