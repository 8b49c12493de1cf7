//! Formats diagnostics for people, editors and programs. A new format needs a file here and an arm below.

mod github;
mod human;
pub mod json;
mod place;
mod sarif;
mod short;

pub use human::human;
pub use sarif::Log;

use super::{Diagnostics, Sources};

/// The format of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageFormat {
    /// With source lines, for people.
    Human,
    /// One line each, `file:line:column: severity[code]: message`, for editors.
    Short,
    /// One JSON object per line.
    Json,
    /// One SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// Workflow commands, with which GitHub annotates the lines of a change.
    Github,
}

impl MessageFormat {
    /// Every format.
    pub const ALL: [MessageFormat; 5] = [
        MessageFormat::Human,
        MessageFormat::Short,
        MessageFormat::Json,
        MessageFormat::Sarif,
        MessageFormat::Github,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            MessageFormat::Human => "human",
            MessageFormat::Short => "short",
            MessageFormat::Json => "json",
            MessageFormat::Sarif => "sarif",
            MessageFormat::Github => "github",
        }
    }
}

/// The diagnostics in a format, with colours if `styled` and the format supports them.
#[must_use]
pub fn render(
    format: MessageFormat,
    diagnostics: &Diagnostics,
    sources: &dyn Sources,
    styled: bool,
) -> String {
    match format {
        MessageFormat::Human => human(diagnostics, sources, styled),
        MessageFormat::Short => short::short(diagnostics, sources),
        MessageFormat::Json => json::json(diagnostics, sources),
        MessageFormat::Sarif => sarif::sarif(diagnostics, sources),
        MessageFormat::Github => github::github(diagnostics, sources),
    }
}
