//! The levels of checks, which a project or the command line sets: allow, warn or deny.

use std::collections::BTreeMap;

use super::{Code, Severity};

/// How the findings of a check are treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not reported.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors: nothing is written.
    Deny,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Allow, Level::Warn, Level::Deny];

    /// Its name in `book.yaml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

/// What a level applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Every check that warns and has no level of its own.
    Warnings,
    /// One check.
    Check(Code),
}

impl Subject {
    /// All subjects.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Subject::Warnings).chain(Code::ALL.iter().copied().map(Subject::Check))
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Subject::Warnings => "warnings",
            Subject::Check(code) => code.name(),
        }
    }

    /// The reason why the subject cannot have this level, if there is one: an error cannot be lowered, because the book
    /// cannot be built.
    #[must_use]
    pub fn refusal(self, level: Level) -> Option<String> {
        let is_error = match self {
            Subject::Warnings => false,
            Subject::Check(code) => code.severity() == Severity::Error,
        };
        let name = self.name();
        (is_error && level != Level::Deny)
            .then(|| format!("`{name}` is always an error: without a fix, the book cannot be built"))
    }
}

/// The levels that were set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    given: BTreeMap<Subject, Level>,
}

impl Levels {
    /// Sets a level. One that is [refused](Subject::refusal) changes nothing.
    pub fn set(&mut self, subject: Subject, level: Level) {
        if subject.refusal(level).is_none() {
            self.given.insert(subject, level);
        }
    }

    /// The level that was set for a subject.
    #[must_use]
    pub fn given(&self, subject: Subject) -> Option<Level> {
        self.given.get(&subject).copied()
    }

    /// The level of a check: its own, or else that of all warnings, or else its default.
    #[must_use]
    pub fn of(&self, code: Code) -> Level {
        let all = match code.severity() {
            Severity::Error => Some(&Level::Deny),
            Severity::Warning => self.given.get(&Subject::Warnings),
        };
        *self.given.get(&Subject::Check(code)).or(all).unwrap_or(&Level::Warn)
    }

    /// These levels, with those of `others` as fallback.
    #[must_use]
    pub fn over(&self, others: &Levels) -> Levels {
        let mut given = others.given.clone();
        given.extend(&self.given);
        Levels { given }
    }
}
