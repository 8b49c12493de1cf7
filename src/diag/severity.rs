//! The severity of a diagnostic.

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was repaired or looks wrong. The outputs are written.
    Warning,
    /// The book cannot be built, or a check is denied. No output is written.
    Error,
}

impl Severity {
    /// Its name in messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}
