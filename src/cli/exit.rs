//! Exit codes.

use std::process::ExitCode;

/// The result of a run, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Success.
    Done,
    /// The sources have errors. Nothing was written.
    Sources,
    /// The command line is invalid, or the system reported an error: disk, permissions.
    Usage,
}

impl Exit {
    /// The exit code of a process ended by a signal: 128 plus the number of SIGINT.
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
