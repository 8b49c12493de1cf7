//! The command line: runs the commands and prints their results.

mod arguments;
mod batch;
mod build;
mod cache;
mod check;
mod compiled;
mod deps;
mod examples;
mod exit;
mod explain;
mod find;
mod flaws;
mod folders;
mod fonts;
mod import;
mod init;
mod messages;
mod output;
mod papers;
mod progress;
mod quoted;
mod references;
mod serve;
mod status;
mod verify;
mod version;
mod watch;

use std::ffi::OsString;
use std::process::{self, ExitCode};
use std::thread;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;
use output::fail;

use crate::release::save;

/// Stack size of a run in bytes, independent of the main thread of the process.
const STACK: usize = 8 << 20;

/// Runs casebook with the arguments of a process, its name first. Returns the exit code: 0 for success, 1 if the
/// sources have errors, 2 for wrong usage or a system error.
///
/// On SIGINT, SIGTERM, SIGHUP or Ctrl-C the process exits with 130, as soon as no release is half written.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    refuse_size_limit();
    // Without the signal handler the system ends the process, and the next build rolls back what that leaves.
    let _ = ctrlc::set_handler(|| {
        let _nothing_is_half_written = save::halt();
        process::exit(Exit::STOPPED);
    });
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let exit = thread::scope(|scope| {
        let run = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            settle_threads();
            obey(arguments)
        });
        match run.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(exit)) => exit,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => fail(&format!("cannot start a thread: {error}")),
        }
    });
    exit.into()
}

/// Sets the stack size of rayon's threads. Falls back to a single thread if the system refuses more.
fn settle_threads() {
    let pool = || rayon::ThreadPoolBuilder::new().stack_size(STACK);
    // The global pool can be built only once, so a trial pool shows first whether the system provides the threads.
    let pool = match pool().build() {
        Ok(_) => pool(),
        Err(_) => pool().num_threads(1).use_current_thread(),
    };
    let _ = pool.build_global();
}

/// Blocks SIGXFSZ, so that a file beyond the system's limit (`ulimit -f`) is an error and does not end the process.
#[cfg(unix)]
fn refuse_size_limit() {
    use nix::sys::signal::{SigSet, Signal};
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    // Threads inherit the signal mask, and this is the main thread.
    let _ = signals.thread_block();
}

#[cfg(not(unix))]
fn refuse_size_limit() {}

fn obey(arguments: Vec<OsString>) -> Exit {
    match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command, color }) => {
            color.apply();
            perform(&command)
        }
        Err(usage) => {
            // clap also returns help and version here, and prints each to the right stream.
            let _ = usage.print();
            if usage.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    }
}

fn perform(command: &Command) -> Exit {
    match command {
        Command::Init(arguments) => init::init(arguments),
        Command::Import(arguments) => import::import(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::Build(arguments) => build::build(arguments),
        Command::Serve(arguments) => serve::serve(arguments),
        Command::Watch(arguments) => watch::watch(arguments),
        Command::Verify(arguments) => verify::verify(arguments),
        Command::Fonts(arguments) => fonts::fonts(arguments),
        Command::References(arguments) => references::references(arguments),
        Command::Explain(arguments) => explain::explained(arguments),
        Command::Schema(arguments) => papers::schema(arguments),
        Command::Completions(arguments) => papers::completions(arguments),
        Command::Man(arguments) => papers::manual(arguments),
    }
}
