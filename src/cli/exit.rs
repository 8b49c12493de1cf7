//! Exit codes.

use std::process::ExitCode;

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done,
    /// The sources have errors; nothing was written.
    Sources,
    /// The command line is wrong, or the machine failed: disk, permissions.
    Usage,
}

impl Exit {
    /// The code of a process that a signal has ended: 128, and the number of SIGINT.
    pub const STOPPED: i32 = 130;
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => ExitCode::SUCCESS,
            Exit::Sources => ExitCode::from(1),
            Exit::Usage => ExitCode::from(2),
        }
    }
}
