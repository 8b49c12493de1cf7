//! The options about messages, and how messages are printed, for all commands that report problems.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use clap::{Args, ValueEnum, builder::PossibleValue};

use super::exit::Exit;
use super::output::{count, print, show, tell};
use crate::api::Report;
use crate::diag::render::{Log, MessageFormat};
use crate::diag::{Code, Level, Levels, Severity, Subject, explain};

/// The options about messages.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Messages")]
pub struct MessageArguments {
    /// Print only warnings and errors.
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,

    /// Print more about what was done.
    #[arg(long, short)]
    pub verbose: bool,

    /// One of human, short, json, sarif, github.
    #[arg(
        long,
        value_name = "FORMAT",
        hide_default_value = true,
        default_value = "human",
        hide_possible_values = true
    )]
    pub message_format: FormArgument,

    /// Make this check an error; repeatable.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub deny: Vec<SubjectArgument>,

    /// Make this check a warning; repeatable.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub warn: Vec<SubjectArgument>,

    /// Silence this check; repeatable.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub allow: Vec<SubjectArgument>,

    /// Explain this check and do nothing else.
    #[arg(long, value_name = "CHECK", hide_possible_values = true)]
    pub explain: Option<CodeArgument>,
}

impl MessageArguments {
    /// The levels that the options set.
    ///
    /// # Errors
    /// If a check gets two levels, or one that it cannot have.
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
                    return Err(format!("`{}` is given two different levels", subject.name()));
                }
                named.push(*subject);
                levels.set(*subject, level);
            }
        }
        Ok(levels)
    }

    /// Prints the explanation of the check that `--explain` names. Returns `None` if the option is not given.
    pub fn explained(&self) -> Option<Exit> {
        let CodeArgument(code) = self.explain?;
        Some(show(&explain(code)))
    }

    /// Whether messages are for people, who do not want to read the same message again.
    pub fn is_human(&self) -> bool {
        let FormArgument(format) = self.message_format;
        format == MessageFormat::Human && !self.verbose
    }

    /// Prints the messages of a report with their number. `otherwise` describes the effect of errors.
    ///
    /// # Errors
    /// If the messages cannot be printed.
    pub fn report(&self, report: &Report, otherwise: &str) -> Result<Exit, String> {
        self.print(report)?;
        Ok(sum_up("", report, otherwise))
    }

    /// Like [`report`](Self::report), for one of several projects, whose name precedes the numbers. The log of code
    /// scanning has the messages of all projects, so they are added to it instead of being printed.
    ///
    /// # Errors
    /// If the messages cannot be printed.
    pub fn report_of(
        &self,
        name: &str,
        report: &Report,
        otherwise: &str,
        log: &mut Log,
    ) -> Result<Exit, String> {
        if self.is_log() {
            report.add_to(log);
        } else {
            self.print(report)?;
        }
        Ok(sum_up(name, report, otherwise))
    }

    /// Prints the log of several projects, if the messages are a log.
    ///
    /// # Errors
    /// If it cannot be printed.
    pub fn print_log(&self, log: Log) -> Result<(), String> {
        if self.is_log() { print(&log.text()) } else { Ok(()) }
    }

    fn is_log(&self) -> bool {
        let FormArgument(format) = self.message_format;
        format == MessageFormat::Sarif
    }

    fn print(&self, report: &Report) -> Result<(), String> {
        let FormArgument(format) = self.message_format;
        if format == MessageFormat::Human {
            let choice = anstream::AutoStream::choice(&std::io::stderr());
            let is_plain = choice == anstream::ColorChoice::Never;
            tell(&if is_plain { report.render(format) } else { report.colored() });
        } else {
            print(&report.render(format))?;
        }
        Ok(())
    }
}

/// Prints the number of messages, with the name of the project in front. Returns the exit code.
fn sum_up(name: &str, report: &Report, otherwise: &str) -> Exit {
    let [errors, warnings] = [Severity::Error, Severity::Warning].map(|severity| report.count(severity));
    let (of_errors, of_warnings) = (count(errors, "error"), count(warnings, "warning"));
    match (errors, warnings) {
        (0, 0) => {}
        (0, _) => tell(&format!("casebook: {name}{of_warnings}\n")),
        _ => tell(&format!("casebook: {name}{of_errors}, {of_warnings}{otherwise}\n")),
    }
    tell(&tally(name, report));
    if errors == 0 { Exit::Done } else { Exit::Sources }
}

/// Number of messages from which they are counted by check.
const MANY: usize = 12;
/// Largest number of checks in the tally.
const MOST_NAMED: usize = 6;

/// The number of messages for each check, most frequent first. Empty if there are few messages, or if all are of one
/// check.
fn tally(name: &str, report: &Report) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in report.diagnostics() {
        *counts.entry(diagnostic.code.name()).or_default() += 1;
    }
    if report.diagnostics().count() < MANY || counts.len() < 2 {
        return String::new();
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (Reverse(*count), *name));
    let rest = counts.split_off(counts.len().min(MOST_NAMED));
    let mut words: Vec<String> = counts.iter().map(|(name, count)| format!("{count} {name}")).collect();
    if !rest.is_empty() {
        let sum: usize = rest.iter().map(|(_, count)| count).sum();
        words.push(format!("{sum} from {}", count(rest.len(), "other check")));
    }
    format!("casebook: {name}{}; see `casebook explain {}`\n", words.join(", "), counts[0].0)
}

/// Parses the name of a message format.
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
            MessageFormat::Short => "one line each, for editors",
            MessageFormat::Json => "one JSON object per line; see `casebook schema messages`",
            MessageFormat::Sarif => "a SARIF 2.1.0 log, for code scanning",
            MessageFormat::Github => "workflow commands of GitHub Actions",
        };
        Some(PossibleValue::new(self.0.name()).help(help))
    }
}

/// Parses the name of a check.
#[derive(Debug, Clone, Copy)]
pub struct CodeArgument(pub Code);

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

/// Parses the name of a check, or the name for all warnings.
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
