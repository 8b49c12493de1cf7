//! Finds the tokens of code. All outputs show the same tokens, and their text is the code without any change.
//!
//! The grammars are those of Typst, which the program contains anyway. They are read on first use.

mod grammar;
mod kinds;
mod token;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use rayon::prelude::*;

pub use token::{Line, Token};

/// The lines of code, or `None` for code that is shown as it is.
type Lines = Option<Arc<Vec<Line>>>;

/// The lines of code that were found before, because several outputs need them, and `serve` needs them again and again.
#[derive(Default)]
struct Memory {
    known: HashMap<(String, String), Lines>,
    /// The bytes of code in it.
    size: usize,
}

/// Most bytes of code that are kept.
const MOST: usize = 8_000_000;

static MEMORY: LazyLock<Mutex<Memory>> = LazyLock::new(Mutex::default);

/// The lines of code with their tokens; `None` if the language is unknown or nothing in the code has a kind.
#[must_use]
pub fn lines(language: Option<&str>, text: &str) -> Lines {
    let key = (language?.to_lowercase(), text.to_owned());
    if let Some(known) = MEMORY.lock().ok().and_then(|memory| memory.known.get(&key).cloned()) {
        return known;
    }
    let lines = grammar::lines(&key.0, text).map(Arc::new);
    if let Ok(mut memory) = MEMORY.lock() {
        if memory.size + text.len() > MOST {
            *memory = Memory::default();
        }
        memory.size += text.len();
        memory.known.insert(key, lines.clone());
    }
    lines
}

/// Reads code, each with its language, on all threads. Afterwards, [`lines`] finds it without reading it again.
pub fn prepare<'a>(code: impl IntoIterator<Item = (Option<&'a str>, &'a str)>) {
    let code: Vec<_> = code.into_iter().collect();
    code.into_par_iter().for_each(|(language, text)| {
        let _ = lines(language, text);
    });
}

#[cfg(test)]
mod tests;
