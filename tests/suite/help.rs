//! Tests of the help of each command, and of the list of checks.

use casebook::{Code, Format, MessageFormat};
use libtest_mimic::Trial;

use crate::first_minutes::{Result, casebook, check, command};
use crate::golden::{Outcome, expect, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("help::explain_lists_and_explains", explain_lists_and_explains),
        Trial::test("help::help_fits_a_screen", help_fits_a_screen),
    ]
}

fn explain_lists_and_explains() -> Outcome {
    let list = String::from_utf8(casebook(&root(), &["explain"])?.stdout)?;
    for code in Code::ALL {
        let line = format!("  {} ", code.name());
        check(
            list.lines().filter(|row| row.starts_with(&line)).count() == 1,
            format!("{} is not listed", code.name()),
        )?;
    }
    let wide = list.lines().find(|line| line.chars().count() > 80);
    check(wide.is_none(), format!("{wide:?}"))?;
    for name in ["dead-link", "missing-title"] {
        let [new, old] = [&["explain", name][..], &["check", "--explain", name]]
            .map(|arguments| casebook(&root(), arguments));
        let (new, old) = (new?.stdout, old?.stdout);
        check(
            new == old && new.starts_with(format!("# {name}\n").as_bytes()),
            String::from_utf8_lossy(&new),
        )?;
    }
    Ok(())
}

/// Help has at most 40 lines of 80 columns, begins with what the command is for, ends with examples, and is the same for
/// `-h`, `--help` and `help`.
fn help_fits_a_screen() -> Outcome {
    let mut all = String::new();
    for name in
        ["", "init", "check", "build", "serve", "watch", "verify", "explain", "schema", "completions", "man"]
    {
        let help = |arguments: &[&str]| -> Result<String> {
            let arguments: Vec<&str> = arguments.iter().copied().filter(|word| !word.is_empty()).collect();
            let run = command(&root(), &arguments).env("COLUMNS", "80").output()?;
            check(run.status.success(), format!("{run:?}"))?;
            Ok(String::from_utf8(run.stdout)?)
        };
        let text = help(&[name, "--help"])?;
        check(
            text == help(&[name, "-h"])? && text == help(&["help", name])?,
            format!("{name}: three helps differ"),
        )?;
        let lines: Vec<&str> = text.lines().collect();
        let wide = lines.iter().find(|line| line.chars().count() > 80);
        check(lines.len() <= 40 && wide.is_none(), format!("{name}: {} lines; {wide:?}", lines.len()))?;
        let last = text.trim_end().rsplit("\n\n").next().unwrap_or_default();
        let ends_with_examples = last.starts_with("Example") && last.contains("\n  ");
        let is_purpose =
            lines[0].starts_with(char::is_uppercase) && !lines[0].starts_with("Usage") && lines[1].is_empty();
        check(is_purpose && ends_with_examples, text.clone())?;
        all.push_str(&format!(
            "$ casebook {}--help\n{text}\n",
            if name.is_empty() { String::new() } else { format!("{name} ") }
        ));
    }
    for format in Format::ALL {
        check(all.contains(format.name()), format!("{} is not in the help", format.name()))?;
    }
    for form in MessageFormat::ALL {
        check(all.contains(form.name()), format!("{} is not in the help", form.name()))?;
    }
    expect(&root().join("tests/help.expected"), &all)
}
