//! `casebook serve`.

use std::cell::Cell;
use std::convert::Infallible;

use super::arguments::ServeArguments;
use super::build::clock;
use super::exit::Exit;
use super::find;
use super::messages::MessageArguments;
use super::output::{count, fail, print, tell};
use crate::api::Report;
use crate::diag::Severity;
use crate::serve::{self, Built, Console, Editor, Options};

/// The effect of errors on the page.
const LAST: &str = "; the last good book is still shown";

/// Serves the book until the process is stopped.
pub fn serve(arguments: &ServeArguments) -> Exit {
    if let Some(exit) = arguments.messages.explained() {
        return exit;
    }
    match try_serve(arguments) {
        Ok(never) => match never {},
        Err(message) => fail(&message),
    }
}

fn try_serve(arguments: &ServeArguments) -> Result<Infallible, String> {
    let place = find::project(arguments.project.as_deref())?;
    // A folder that cannot be read is reported before the browser opens.
    place.load()?;
    let options = Options {
        out: place.dist(),
        folder: place.folder,
        port: arguments.port,
        editor: arguments.editor.as_deref().map(Editor::parse).transpose()?,
        levels: arguments.messages.levels()?,
        clock: clock()?,
    };
    let (messages, is_opening) = (&arguments.messages, !arguments.no_open);
    let terminal = Terminal { messages, is_opening, has_reported: Cell::new(false) };
    serve::run(options, &terminal)
}

/// Prints the address to standard output, and everything else as other commands do.
struct Terminal<'a> {
    messages: &'a MessageArguments,
    is_opening: bool,
    /// Whether the warnings of a build were printed.
    has_reported: Cell<bool>,
}

impl Terminal<'_> {
    /// Prints a report. People see all warnings once; later the page shows them.
    fn report(&self, report: &Report) {
        if self.has_reported.replace(true) && self.messages.is_human() && !report.has_errors() {
            return;
        }
        if let Err(message) = self.messages.report(report, LAST) {
            tell(&format!("casebook: {message}\n"));
        }
    }
}

impl Console for Terminal<'_> {
    fn is_ready(&self, address: &str) {
        // Nobody may read the output, and the page is served nevertheless.
        let _ = print(&format!("Serving at {address}\n"));
        if self.is_opening
            && let Err(error) = open::that_detached(address)
        {
            tell(&format!("casebook: cannot open the browser: {error}; open the address above\n"));
        }
    }

    fn has_built(&self, report: &Report, built: Option<&Built<'_>>) {
        self.report(report);
        let Some(built) = built.filter(|_| !self.messages.quiet) else { return };
        let [html, whole] = [built.html, built.whole].map(|time| time.as_secs_f64());
        let pages = built.pages.map(|pages| format!(" ({})", count(pages, "page"))).unwrap_or_default();
        let warnings = count(report.count(Severity::Warning), "warning");
        let title = built.title;
        tell(&format!("Built {title}{pages} in {whole:.2} s, the HTML in {html:.2} s; {warnings}\n"));
    }

    fn say(&self, words: &str) {
        tell(&format!("casebook: {words}\n"));
    }
}
