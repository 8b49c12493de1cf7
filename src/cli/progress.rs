//! The progress line on a terminal.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// How often the line moves.
const TICK: Duration = Duration::from_millis(100);

/// A progress line.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A progress line on a terminal; nothing in a pipe or with `--quiet`.
    pub fn new(is_quiet: bool) -> Self {
        if is_quiet || !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(
            ProgressStyle::with_template("{spinner} {prefix}{msg}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.enable_steady_tick(TICK);
        Self { bar }
    }

    /// Shows the current step.
    pub fn step(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Shows a new line, with the project that the next steps are about.
    pub fn begin(&self, what: String) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.reset();
        self.bar.set_message("");
        self.bar.set_prefix(what);
        self.bar.enable_steady_tick(TICK);
    }

    /// Removes the line.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
