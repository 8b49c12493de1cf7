//! How much a complaint matters.

/// How much a complaint matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was repaired or looks wrong; the outputs are written.
    Warning,
    /// The sources cannot be made into a book, or a check is denied; nothing is written.
    Error,
}

impl Severity {
    /// The word for it in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}
