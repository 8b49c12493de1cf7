//! Explains each check: its meaning, an example that triggers it, and the fix.

use super::{Code, Severity};

/// The explanation of a check, in Markdown.
#[must_use]
pub fn explain(code: Code) -> String {
    let stops = match code.severity() {
        Severity::Error => {
            "This is an error: the command fails, and a build writes nothing. It cannot be allowed or lowered to a warning."
        }
        Severity::Warning => "This is a warning. `--deny` turns it into an error, `--allow` silences it.",
    };
    let meaning = meaning(code);
    let example: String = code.example().lines().map(|line| format!("    {line}\n")).collect();
    let (name, remedy) = (code.name(), code.remedy());
    format!("# {name}\n\n{meaning}\n\n{stops}\n\nFor example:\n\n{example}\nWhat to do: {remedy}\n")
}

/// The meaning of a check, in one line.
#[must_use]
pub fn meaning(code: Code) -> String {
    code.meaning().split_whitespace().collect::<Vec<_>>().join(" ")
}
