//! What a person at a terminal sees while the book is made. In a pipe there is nothing to see.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{DecimalBytes, ProgressBar, ProgressStyle};

use super::messages::tell;
use crate::html::Budget;

/// A line that says what is being done.
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shows itself only on a terminal.
    pub fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(
            ProgressStyle::with_template("{spinner} {msg}")
                .unwrap_or_else(|_| ProgressStyle::default_spinner()),
        );
        bar.enable_steady_tick(Duration::from_millis(100));
        Self { bar }
    }

    /// Says what is being done now.
    pub fn step(&self, what: &'static str) {
        self.bar.set_message(what);
    }

    /// Names a file that was written.
    pub fn wrote(&self, path: &str, bytes: usize) {
        if std::io::stderr().is_terminal() {
            let size = DecimalBytes(bytes as u64).to_string();
            self.bar.suspend(|| tell(&format!("{size:>10}  {path}\n")));
        }
    }

    /// Says what the bytes of a file are spent on.
    pub fn spent(&self, budget: &Budget) {
        if std::io::stderr().is_terminal() {
            let size = |bytes: usize| DecimalBytes(bytes as u64).to_string();
            let Budget { text, pictures, fonts, looks } = *budget;
            let (text, pictures, fonts, looks) = (size(text), size(pictures), size(fonts), size(looks));
            self.bar.suspend(|| {
                tell(&format!(
                    "            of it text {text}, pictures {pictures}, fonts {fonts}, looks {looks}\n"
                ));
            });
        }
    }

    /// Takes the line away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
