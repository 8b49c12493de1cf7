//! Prints to the terminal: results to standard output, everything else to standard error.

use std::io::{ErrorKind, Write};

use super::exit::Exit;

/// Prints to standard output. A closed pipe is not an error.
pub fn print(words: &str) -> Result<(), String> {
    let mut output = std::io::stdout();
    match output.write_all(words.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}

/// Prints the requested result to standard output.
pub fn show(words: &str) -> Exit {
    match print(words) {
        Ok(()) => Exit::Done,
        Err(message) => fail(&message),
    }
}

/// Prints the error that ended the command.
pub fn fail(message: &str) -> Exit {
    tell(&format!("casebook: {message}\n"));
    Exit::Usage
}

/// Prints to standard error. If that fails, only the exit code remains.
pub fn tell(words: &str) {
    let _ = anstream::stderr().write_all(words.as_bytes());
}

/// `3 files`, `1 file`.
pub fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
