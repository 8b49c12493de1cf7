//! The command that opens a line in the author's editor.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::api::preview::SourceLine;

/// The command of an editor, split into words. No shell sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    words: Vec<String>,
}

impl Editor {
    /// Reads a command such as `code -g {file}:{line}`. Quotation marks keep words with spaces together.
    ///
    /// # Errors
    /// A message if the command is empty, has no `{file}`, or an open quotation.
    pub fn parse(command: &str) -> Result<Self, String> {
        let words = split(command).ok_or_else(|| format!("a quotation mark in `{command}` is not closed"))?;
        match words.first() {
            None => Err("the command of the editor is empty".to_owned()),
            Some(program) if program.contains("{file}") => {
                Err("the command of the editor must begin with a program".to_owned())
            }
            Some(_) if words.iter().any(|word| word.contains("{file}")) => Ok(Self { words }),
            Some(_) => Err(format!("`{command}` has no `{{file}}`; try `{command} {{file}}`")),
        }
    }

    /// Opens a line of a project file.
    ///
    /// # Errors
    /// A message if the program cannot be started.
    pub fn open(&self, folder: &Path, place: &SourceLine) -> Result<(), String> {
        let words = self.words_for(&folder.join(&place.path), place);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("cannot start `{}`: {error}", words[0]))?;
        // A process that nobody waits for stays in the table of processes.
        thread::spawn(move || child.wait());
        Ok(())
    }

    fn words_for(&self, path: &Path, place: &SourceLine) -> Vec<String> {
        let (line, column) = (place.line.to_string(), place.column.to_string());
        // The file comes last, so that braces in its name stay.
        let filled = |word: &String| {
            word.replace("{line}", &line)
                .replace("{column}", &column)
                .replace("{file}", &path.to_string_lossy())
        };
        self.words.iter().map(filled).collect()
    }
}

/// Splits a command at spaces outside of quotation marks; `None` if a quotation is not closed.
fn split(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for character in command.chars() {
        match (character, quote) {
            (mark, Some(open)) if mark == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            (space, None) if space.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_without_a_shell() {
        let place = SourceLine { path: "a.md".to_owned(), line: 7, column: 2, text: String::new() };
        for (command, words) in [
            ("code -g {file}:{line}", vec!["code", "-g", "/b {line};$(x)/a.md:7"]),
            (
                "'/My Apps/ed' --at={line},{column} \"{file}\"",
                vec!["/My Apps/ed", "--at=7,2", "/b {line};$(x)/a.md"],
            ),
            ("ed '' {file}", vec!["ed", "", "/b {line};$(x)/a.md"]),
        ] {
            let editor = Editor::parse(command).unwrap();
            assert_eq!(editor.words_for(Path::new("/b {line};$(x)/a.md"), &place), words);
        }
        for command in ["", "  ", "code", "code '{file}", "{file}"] {
            assert!(Editor::parse(command).is_err(), "{command}");
        }
    }
}
