//! The suite: one test for each fixture, which compares outputs with golden files. It uses only the public API and the
//! command line.
//!
//! `UPDATE_EXPECT=1 cargo test` updates the golden files; a person reviews the differences.

#![expect(clippy::disallowed_methods, reason = "tests make and read their own files")]

mod books;
mod bounds;
mod command_line;
mod constructs;
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

fn main() {
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
        command_line::tests(),
        hard_strings::tests(),
        help::tests(),
        hostile::tests(),
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
    libtest_mimic::run(&arguments, tests.into_iter().flatten().collect()).exit();
}
