//! Waits for changes in the project folder. Several changes in a row count as one.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::load;

/// A change is reported when nothing has changed for this long: the time between two writes of a program that saves a file in
/// parts.
const QUIET: Duration = Duration::from_millis(8);
/// A change is reported after this time even if files keep changing.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the watch looks whether the folder is still there. The system does not report every way in which a folder
/// can be replaced.
const LOOK: Duration = Duration::from_millis(500);

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Files in the folder may have changed.
    Files,
    /// The folder is gone.
    Gone,
    /// The folder is back.
    Back,
}

/// What the system reports.
enum Signal {
    Changed,
    /// The folder itself was moved or deleted, which ends the reports.
    Lost,
}

/// A watch on a project folder.
pub struct Watch {
    folder: PathBuf,
    out: PathBuf,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    /// The watcher of the system. Without one, for example because the system has no more, the files are compared at
    /// each look.
    watcher: Option<RecommendedWatcher>,
    /// The folder that the watcher watches; `None` if it is gone.
    identity: Option<(PathBuf, u64)>,
    /// The path of the output folder below the project folder; `None` if it is elsewhere.
    output: Option<String>,
}

impl Watch {
    /// Watches a folder, apart from the output folder `out`, hidden files and what a project never contains.
    #[must_use]
    pub fn new(folder: &Path, out: &Path) -> Self {
        let (sender, signals) = mpsc::channel();
        let (folder, out) = (folder.to_owned(), out.to_owned());
        let mut watch = Self { folder, out, sender, signals, watcher: None, identity: None, output: None };
        watch.begin();
        watch
    }

    /// Waits for the next change.
    pub fn next(&mut self) -> Change {
        loop {
            let (is_changed, is_lost) = self.signals();
            let identity = load::identity(&self.folder);
            let (was_there, is_same) = (self.identity.is_some(), self.identity == identity);
            if identity.is_none() {
                (self.watcher, self.identity) = (None, None);
                if was_there {
                    return Change::Gone;
                }
                continue;
            }
            if is_lost || !is_same {
                self.begin();
                return if was_there { Change::Files } else { Change::Back };
            }
            if is_changed || self.watcher.is_none() {
                return Change::Files;
            }
        }
    }

    /// The path of the output folder below the project folder; `None` if it is elsewhere.
    #[must_use]
    pub fn output(&self) -> Option<&str> {
        self.output.as_deref()
    }

    /// Waits until something changes and is quiet again, or until the time of the next look. Returns whether files
    /// changed, and whether the folder was lost.
    fn signals(&self) -> (bool, bool) {
        let mut is_lost = match self.signals.recv_timeout(LOOK) {
            Ok(signal) => matches!(signal, Signal::Lost),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return (false, false),
        };
        let start = Instant::now();
        while let Ok(signal) = self.signals.recv_timeout(QUIET) {
            is_lost |= matches!(signal, Signal::Lost);
            if start.elapsed() > PATIENCE {
                break;
            }
        }
        (true, is_lost)
    }

    /// Begins to watch the folder that is there now.
    fn begin(&mut self) {
        self.watcher = None;
        self.identity = load::identity(&self.folder);
        let Some((root, _)) = &self.identity else { return };
        let below = real(&self.out).and_then(|out| Some(out.strip_prefix(root).ok()?.to_str()?.to_owned()));
        self.output = below.filter(|below| !below.is_empty());
        let filter = Filter { root: root.clone(), out: self.output.as_ref().map(|below| root.join(below)) };
        let sender = self.sender.clone();
        let report = move |event: notify::Result<Event>| {
            // An error means that something was missed.
            let signal = event.map_or(Some(Signal::Changed), |event| filter.signal(&event));
            if let Some(signal) = signal {
                // The receiver is gone only when the process ends.
                let _ = sender.send(signal);
            }
        };
        let watcher = notify::recommended_watcher(report).and_then(|mut watcher| {
            watcher.watch(root, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        self.watcher = watcher.ok();
    }
}

/// The real path of a folder that may not exist yet.
fn real(folder: &Path) -> Option<PathBuf> {
    let above = || Some(load::identity(folder.parent()?)?.0.join(folder.file_name()?));
    load::identity(folder).map(|(path, _)| path).or_else(above)
}

/// Decides which events count.
struct Filter {
    root: PathBuf,
    /// The output folder, if it is below the root.
    out: Option<PathBuf>,
}

impl Filter {
    fn signal(&self, event: &Event) -> Option<Signal> {
        let is_end = matches!(
            event.kind,
            EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(RenameMode::From))
        );
        if is_end && event.paths.contains(&self.root) {
            return Some(Signal::Lost);
        }
        let is_change = match event.kind {
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        let counts = event.need_rescan() || is_change && event.paths.iter().any(|path| self.counts(path));
        counts.then_some(Signal::Changed)
    }

    /// Whether a project is read with this path.
    fn counts(&self, path: &Path) -> bool {
        let Ok(below) = path.strip_prefix(&self.root) else { return true };
        let is_skipped = below.components().any(|part| load::is_skipped(&part.as_os_str().to_string_lossy()));
        let is_output = self.out.as_ref().is_some_and(|out| path.starts_with(out));
        !is_skipped && !is_output
    }
}

#[cfg(test)]
mod tests {
    use notify::event::CreateKind;

    use super::*;

    fn counts(path: &str, kind: EventKind) -> bool {
        let filter = Filter { root: PathBuf::from("/book"), out: Some(PathBuf::from("/book/public")) };
        filter.signal(&Event::new(kind).add_path(PathBuf::from(path))).is_some()
    }

    #[test]
    fn only_changes_of_sources_count() {
        let created = EventKind::Create(CreateKind::File);
        for path in ["/book/a.md", "/book/styles/theme.toml", "/book", "/book/publican.md"] {
            assert!(counts(path, created), "{path}");
        }
        for path in ["/book/.a.md.swp", "/book/.git/index", "/book/dist/a.html", "/book/public/a.html"] {
            assert!(!counts(path, created), "{path}");
        }
        assert!(!counts("/book/a.md", EventKind::Access(AccessKind::Open(AccessMode::Any))));
    }
}
