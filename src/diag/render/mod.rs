//! Draws complaints: for people, for editors, for programs. A new form is one file here and one arm below.

mod github;
mod human;
pub mod json;
mod place;
mod sarif;
mod short;

pub use human::human;

use super::{Diagnostics, Sources};

/// How complaints are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the lines of the source, for people.
    Human,
    /// A line each, `file:line:column: severity[code]: message`, for editors.
    Short,
    /// A JSON object a line.
    Json,
    /// One SARIF 2.1.0 log, for code scanning.
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change.
    Github,
}

impl MessageFormat {
    /// Every form.
    pub const ALL: [MessageFormat; 5] = [
        MessageFormat::Human,
        MessageFormat::Short,
        MessageFormat::Json,
        MessageFormat::Sarif,
        MessageFormat::Github,
    ];

    /// The word for it on the command line.
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

/// The complaints in a form; with colours if `styled` and the form knows any.
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
