//! What a project or a command line wants of each check: to be silent, to warn, or to stop the build.

use std::collections::BTreeMap;

use super::{Code, Severity};

/// What is done about what a check finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Nothing is said.
    Allow,
    /// It is said.
    Warn,
    /// It is said, and nothing is written.
    Deny,
}

impl Level {
    /// Every level.
    pub const ALL: [Level; 3] = [Level::Allow, Level::Warn, Level::Deny];

    /// The word for it in `book.yaml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Level::Allow => "allow",
            Level::Warn => "warn",
            Level::Deny => "deny",
        }
    }
}

/// What a level can be given to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Every check that warns, where it is not named itself.
    Warnings,
    /// One check.
    Check(Code),
}

impl Subject {
    /// All that a level can be given to.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Subject::Warnings).chain(Code::ALL.iter().copied().map(Subject::Check))
    }

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Subject::Warnings => "warnings",
            Subject::Check(code) => code.name(),
        }
    }

    /// Why the subject cannot have this level, if it cannot: without what an error asks for there is no book.
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

/// The level of each check that has been given one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    given: BTreeMap<Subject, Level>,
}

impl Levels {
    /// Gives a level; one that is [refused](Subject::refusal) changes nothing.
    pub fn set(&mut self, subject: Subject, level: Level) {
        if subject.refusal(level).is_none() {
            self.given.insert(subject, level);
        }
    }

    /// The level that a subject has been given.
    #[must_use]
    pub fn given(&self, subject: Subject) -> Option<Level> {
        self.given.get(&subject).copied()
    }

    /// The level of a check: its own, else that of all warnings, else what it is by nature.
    #[must_use]
    pub fn of(&self, code: Code) -> Level {
        let all = match code.severity() {
            Severity::Error => Some(&Level::Deny),
            Severity::Warning => self.given.get(&Subject::Warnings),
        };
        *self.given.get(&Subject::Check(code)).or(all).unwrap_or(&Level::Warn)
    }

    /// These levels, and below them those of `others`.
    #[must_use]
    pub fn over(&self, others: &Levels) -> Levels {
        let mut given = others.given.clone();
        given.extend(&self.given);
        Levels { given }
    }
}
