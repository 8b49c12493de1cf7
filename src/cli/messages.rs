//! How messages are written and weighed: what `build` and `check` have in common.

use std::io::{ErrorKind, IsTerminal, Write};

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::exit::Exit;
use crate::diag::render::{MessageFormat, render};
use crate::diag::{Code, Diagnostics, Level, Levels, Severity, Sources, Subject, explain};

/// The options about messages.
#[derive(Debug, Args)]
#[command(next_help_heading = "Messages")]
pub struct MessageArguments {
    /// How messages are written: to standard error for people, to standard output in every other form.
    #[arg(long, value_name = "FORM", default_value = "human")]
    pub message_format: FormArgument,

    /// Make an error of this check; `warnings` means all that warn. May be given several times.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub deny: Vec<SubjectArgument>,

    /// Let this check warn, whatever book.yaml says.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub warn: Vec<SubjectArgument>,

    /// Say nothing of this check; `warnings` means all that warn.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub allow: Vec<SubjectArgument>,

    /// Tell what a check means, what triggers it and what to do; and nothing else.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub explain: Option<CodeArgument>,
}

impl MessageArguments {
    /// The levels that the options give.
    ///
    /// # Errors
    /// If a check is given two levels, or one that it cannot have.
    pub fn levels(&self) -> Result<Levels, String> {
        let mut levels = Levels::default();
        let mut named: Vec<Subject> = Vec::new();
        let given = [(&self.deny, Level::Deny), (&self.warn, Level::Warn), (&self.allow, Level::Allow)];
        for (subjects, level) in given {
            for SubjectArgument(subject) in subjects {
                if let Some(refusal) = subject.refusal(level) {
                    return Err(format!("--{} {}: {refusal}", level.name(), subject.name()));
                }
                if named.contains(subject) && levels.given(*subject) != Some(level) {
                    return Err(format!("`{}` is given two levels", subject.name()));
                }
                named.push(*subject);
                levels.set(*subject, level);
            }
        }
        Ok(levels)
    }

    /// Writes the page about the check that is asked for, if one is.
    pub fn explained(&self) -> Option<Exit> {
        let CodeArgument(code) = self.explain?;
        Some(show(&explain(code)))
    }

    /// Weighs the complaints, writes them and how many there are. `otherwise` is what errors have prevented.
    ///
    /// # Errors
    /// If the options contradict each other, or the messages cannot be written.
    pub fn report(
        &self,
        diagnostics: &mut Diagnostics,
        sources: &dyn Sources,
        otherwise: &str,
    ) -> Result<Exit, String> {
        diagnostics.settle(&self.levels()?);
        diagnostics.sort();
        let FormArgument(format) = self.message_format;
        if format == MessageFormat::Human {
            let styled = std::io::stderr().is_terminal();
            tell(&render(format, diagnostics, sources, styled));
        } else {
            print(&render(format, diagnostics, sources, false))?;
        }
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| diagnostics.count(severity));
        let count = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        match (errors, warnings) {
            (0, 0) => {}
            (0, _) => tell(&format!("casebook: {}\n", count(warnings, "warning"))),
            _ => tell(&format!(
                "casebook: {}, {}{otherwise}\n",
                count(errors, "error"),
                count(warnings, "warning")
            )),
        }
        Ok(if errors == 0 { Exit::Done } else { Exit::Sources })
    }
}

/// Writes to standard output. Who reads there may have stopped reading: that is no failure of ours.
fn print(words: &str) -> Result<(), String> {
    let mut output = std::io::stdout();
    match output.write_all(words.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(format!("standard output: {error}")),
        _ => Ok(()),
    }
}

/// Writes what was asked for to standard output.
pub fn show(words: &str) -> Exit {
    match print(words) {
        Ok(()) => Exit::Done,
        Err(message) => fail(&message),
    }
}

/// Says why nothing could be done.
pub fn fail(message: &str) -> Exit {
    tell(&format!("casebook: {message}\n"));
    Exit::Usage
}

/// Writes to standard error. Where that cannot be written to, only the exit code speaks.
pub fn tell(words: &str) {
    let _ = anstream::stderr().write_all(words.as_bytes());
}

/// A form of messages as a word on the command line.
#[derive(Debug, Clone, Copy)]
pub struct FormArgument(MessageFormat);

impl ValueEnum for FormArgument {
    fn value_variants<'a>() -> &'a [Self] {
        static VARIANTS: [FormArgument; MessageFormat::ALL.len()] = {
            let mut variants = [FormArgument(MessageFormat::Human); MessageFormat::ALL.len()];
            let mut index = 0;
            while index < variants.len() {
                variants[index] = FormArgument(MessageFormat::ALL[index]);
                index += 1;
            }
            variants
        };
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self.0 {
            MessageFormat::Human => "with the lines of the source",
            MessageFormat::Short => "a line each, for editors",
            MessageFormat::Json => "a JSON object a line; `casebook schema messages` has its form",
            MessageFormat::Sarif => "a SARIF 2.1.0 log, for code scanning",
            MessageFormat::Github => "workflow commands of GitHub Actions",
        };
        Some(PossibleValue::new(self.0.name()).help(help))
    }
}

/// A check as a word on the command line.
#[derive(Debug, Clone, Copy)]
pub struct CodeArgument(Code);

impl ValueEnum for CodeArgument {
    fn value_variants<'a>() -> &'a [Self] {
        static VARIANTS: std::sync::LazyLock<Vec<CodeArgument>> =
            std::sync::LazyLock::new(|| Code::ALL.iter().copied().map(CodeArgument).collect());
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}

/// A check, or all that warn, as a word on the command line.
#[derive(Debug, Clone, Copy)]
pub struct SubjectArgument(Subject);

impl ValueEnum for SubjectArgument {
    fn value_variants<'a>() -> &'a [Self] {
        static VARIANTS: std::sync::LazyLock<Vec<SubjectArgument>> =
            std::sync::LazyLock::new(|| Subject::all().map(SubjectArgument).collect());
        &VARIANTS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()))
    }
}
