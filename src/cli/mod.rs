//! The command line: what a user types, and what a user sees.

mod arguments;
mod build;
mod check;
mod examples;
mod exit;
mod explain;
mod find;
mod init;
mod messages;
mod output;
mod papers;
mod progress;
mod status;
mod verify;
mod version;

use std::ffi::OsString;
use std::process::{self, ExitCode};
use std::thread;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;
use output::fail;

use crate::release::save;

/// Bytes of stack that a run has, whatever the system gives the first thread of a process.
const STACK: usize = 8 << 20;

/// Runs casebook with the arguments of a process, its name first, and gives its exit code: 0 done, 1 the sources have
/// errors, 2 wrong usage or the machine failed.
///
/// A process that is asked to end (SIGINT, SIGTERM, SIGHUP, Ctrl-C) does so with 130, as soon as nothing is half written.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    refuse_size_limit();
    // A process that cannot be told of signals is ended by the system, and the next build heals what that leaves.
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

/// Gives the threads that work side by side the same stack, and lets one thread do all where the system gives no more.
fn settle_threads() {
    let pool = || rayon::ThreadPoolBuilder::new().stack_size(STACK);
    // The global pool cannot be built twice, so another one shows first whether the system gives the threads.
    let pool = match pool().build() {
        Ok(_) => pool(),
        Err(_) => pool().num_threads(1).use_current_thread(),
    };
    let _ = pool.build_global();
}

/// Makes a file beyond the limit that the system sets (`ulimit -f`) an error, and not the end of the process.
#[cfg(unix)]
fn refuse_size_limit() {
    use nix::sys::signal::{SigSet, Signal};
    let mut signals = SigSet::empty();
    signals.add(Signal::SIGXFSZ);
    // Threads take over what the one that starts them blocks, and this is the first.
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
            // Help and version are no errors; clap knows, and writes each where it belongs.
            let _ = usage.print();
            if usage.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    }
}

fn perform(command: &Command) -> Exit {
    match command {
        Command::Init(arguments) => init::init(arguments),
        Command::Check(arguments) => check::check(arguments),
        Command::Build(arguments) => build::build(arguments),
        Command::Verify(arguments) => verify::verify(arguments),
        Command::Explain(arguments) => explain::explained(arguments),
        Command::Schema(arguments) => papers::schema(arguments),
        Command::Completions(arguments) => papers::completions(arguments),
        Command::Man(arguments) => papers::manual(arguments),
    }
}
