//! The suite: one test for each fixture, which compares outputs with golden files. It uses only the public API and the
//! command line.
//!
//! `UPDATE_EXPECT=1 cargo test` updates the golden files; a person reviews the differences.

#![expect(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod books;
mod bounds;
mod cache;
mod citations;
mod command_line;
mod constructs;
mod cross_references;
mod diagnostics;
mod differential;
mod faults;
mod first_minutes;
mod floats;
mod fonts;
mod golden;
mod hard_strings;
mod help;
mod hostile;
mod imports;
mod imports_folders;
mod many;
mod messages;
mod nesting;
mod pages;
mod pictures;
mod press;
mod properties;
mod records;
mod releases;
mod repository;
mod reproducible;
mod serve;
mod suggestions;
mod tables;
mod themes;
mod tools;
mod verify;

use std::process::{Command, ExitCode, ExitStatus};

/// Builds neither read nor fill the cache of the user. The tests of the cache name folders of their own.
const WITHOUT_CACHE: (&str, &str) = ("CASEBOOK_CACHE", "");

/// Runs the suite in a process of its own, because a process cannot safely change its environment.
fn again() -> Result<ExitStatus, std::io::Error> {
    let mut suite = Command::new(std::env::current_exe()?);
    suite.args(std::env::args_os().skip(1)).env(WITHOUT_CACHE.0, WITHOUT_CACHE.1);
    #[cfg(unix)]
    return Err(std::os::unix::process::CommandExt::exec(&mut suite));
    #[cfg(not(unix))]
    suite.status()
}

fn main() -> ExitCode {
    if std::env::var_os(WITHOUT_CACHE.0).is_none_or(|folder| folder != WITHOUT_CACHE.1) {
        return match again() {
            Ok(status) if status.success() => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                eprintln!("the suite cannot be started: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let arguments = libtest_mimic::Arguments::from_args();
    let tests = [
        constructs::tests(),
        diagnostics::tests(),
        differential::tests(),
        faults::tests(),
        first_minutes::tests(),
        floats::tests(),
        tables::tests(),
        fonts::tests(),
        books::tests(),
        bounds::tests(),
        cache::tests(),
        citations::tests(),
        cross_references::tests(),
        command_line::tests(),
        hard_strings::tests(),
        help::tests(),
        hostile::tests(),
        imports::tests(),
        imports_folders::tests(),
        many::tests(),
        messages::tests(),
        nesting::tests(),
        pages::tests(),
        pictures::tests(),
        press::tests(),
        properties::tests(),
        records::tests(),
        releases::tests(),
        repository::tests(),
        reproducible::tests(),
        serve::tests(),
        suggestions::tests(),
        themes::tests(),
        tools::tests(),
        verify::tests(),
    ];
    libtest_mimic::run(&arguments, tests.into_iter().flatten().collect()).exit_code()
}
