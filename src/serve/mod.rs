//! Shows a book while an author writes: watches the project, builds it after each change, and serves it to a browser on
//! the same computer.

mod console;
mod editor;
mod problems;
mod rebuild;
mod rules;
mod server;
mod state;
mod watch;
mod words;

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diag::Levels;
pub use console::{Built, Console};
pub use editor::Editor;
use rebuild::Rebuilder;
use server::Server;
use state::State;
pub use watch::{Change, Watch};

/// What to show, and how.
pub struct Options {
    /// The project folder.
    pub folder: PathBuf,
    /// The output folder, whose changes do not count.
    pub out: PathBuf,
    /// The port; 0 for any free one.
    pub port: u16,
    /// The editor that opens the line of a paragraph.
    pub editor: Option<Editor>,
    /// The levels of the checks.
    pub levels: Levels,
    /// The time of the build.
    pub clock: Option<i64>,
}

/// Serves the book until the process ends.
///
/// # Errors
/// A message if the server cannot be started.
pub fn run(options: Options, console: &dyn Console) -> Result<Infallible, String> {
    let state = Arc::new(State::default());
    // A watch that begins after the first build would miss the changes during it.
    let mut watch = Watch::new(&options.folder, &options.out);
    let Options { folder, port, editor, levels, clock, .. } = options;
    let address = Server::start(port, &state, editor, &folder)?;
    console.is_ready(&address);
    let mut rebuilder = Rebuilder::new(folder, levels, clock, &state, console);
    rebuilder.rebuild(watch.output());
    loop {
        match watch.next() {
            Change::Files => rebuilder.rebuild(watch.output()),
            Change::Gone => rebuilder.lose(),
            Change::Back => {
                console.say("the project folder is back");
                rebuilder.rebuild(watch.output());
            }
        }
    }
}
