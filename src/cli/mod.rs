//! What a user types and what a user sees.

mod arguments;
mod build;
mod check;
mod exit;
mod init;
mod messages;
mod papers;
mod progress;
mod verify;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use exit::Exit;

/// Runs casebook with the arguments of a process, its name first, and gives its exit code: 0 done, 1 the sources have
/// errors, 2 wrong usage or the machine failed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let exit = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => match command {
            Command::Build(arguments) => build::build(&arguments),
            Command::Check(arguments) => check::check(&arguments),
            Command::Verify(arguments) => verify::verify(&arguments),
            Command::Init(arguments) => init::init(&arguments),
            Command::Schema(arguments) => papers::schema(&arguments),
            Command::Completions(arguments) => papers::completions(&arguments),
            Command::Man(arguments) => papers::manual(&arguments),
        },
        Err(usage) => {
            // Help and version are no errors; clap knows, and writes each where it belongs.
            let _ = usage.print();
            if usage.use_stderr() { Exit::Usage } else { Exit::Done }
        }
    };
    exit.into()
}
