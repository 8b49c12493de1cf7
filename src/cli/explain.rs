//! `casebook explain`: explains a check, or lists all checks.

use super::arguments::ExplainArguments;
use super::exit::Exit;
use super::messages::CodeArgument;
use super::output::show;
use crate::diag::{Code, Severity, explain, meaning};

/// Columns of the list.
const WIDTH: usize = 80;

/// Prints the explanation of a check, or the list of all checks.
pub fn explained(arguments: &ExplainArguments) -> Exit {
    match arguments.check {
        Some(CodeArgument(code)) => show(&explain(code)),
        None => show(&list()),
    }
}

/// All checks sorted by name: errors first, then warnings.
fn list() -> String {
    let mut codes = Code::ALL.to_vec();
    codes.sort_by_key(|code| code.name());
    let of = |severity: Severity| -> String {
        codes.iter().filter(|code| code.severity() == severity).map(|code| entry(*code)).collect()
    };
    format!(
        "Errors (the command fails, and a build writes nothing):\n{}\n\
         Warnings (`--deny` turns them into errors, `--allow` silences them):\n{}\n\
         `casebook explain CHECK` explains one with an example.\n",
        of(Severity::Error),
        of(Severity::Warning)
    )
}

fn entry(code: Code) -> String {
    let column = 2 + Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or_default() + 2;
    let mut text = format!("  {:<width$}", code.name(), width = column - 2);
    let mut used = column;
    for word in meaning(code).split(' ') {
        let width = word.chars().count();
        if used > column && used + 1 + width > WIDTH {
            text.push_str(&format!("\n{:column$}", ""));
            used = column;
        }
        if used > column {
            text.push(' ');
            used += 1;
        }
        text.push_str(word);
        used += width;
    }
    text + "\n"
}
