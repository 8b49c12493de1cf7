//! Rules of the repository itself.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("repository::rooms_use_only_what_they_may", rooms_use_only_what_they_may),
        Trial::test("repository::libraries_stay_in_their_rooms", libraries_stay_in_their_rooms),
        Trial::test("repository::every_dependency_has_its_reason", every_dependency_has_its_reason),
        Trial::test("repository::every_file_says_what_it_is_for", every_file_says_what_it_is_for),
        Trial::test("repository::looks_stay_in_styles", looks_stay_in_styles),
    ]
}

fn architecture() -> Result<String, std::io::Error> {
    fs::read_to_string(root().join("ARCHITECTURE.md"))
}

/// The rows of the first table whose head has these two cells.
fn table(text: &str, head: &str) -> Vec<(String, String)> {
    text.lines()
        .skip_while(|line| *line != head)
        .skip(2)
        .map_while(|line| {
            let mut cells = line.strip_prefix("| ")?.strip_suffix(" |")?.split(" | ");
            Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
        })
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The room that a file is in: the first part of its path below `src`.
fn room(path: &Path) -> String {
    let below = path.strip_prefix(root().join("src")).unwrap_or(path);
    let first = below.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

fn rooms_use_only_what_they_may() -> Outcome {
    let table = table(&architecture()?, "| room | may use |");
    let rooms: BTreeMap<String, Vec<String>> = table
        .into_iter()
        .map(|(room, uses)| (room, uses.split_whitespace().map(str::to_owned).collect()))
        .collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in rust_files(&root().join("src")) {
        let room = room(&file);
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let allowed = rooms.get(&room).ok_or(format!("ARCHITECTURE.md has no row for `{room}`"))?;
        for line in fs::read_to_string(&file)?.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let names =
                    used.strip_prefix('{').map_or_else(|| vec![used], |list| list.split(',').collect());
                for name in names {
                    let name: String =
                        name.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                    seen += 1;
                    if rooms.contains_key(&name) && name != room && !allowed.contains(&name) {
                        wrong.push(format!("{}: {room} may not use {name}", file.display()));
                    }
                }
            }
        }
    }
    if seen < 50 {
        return Err(format!("only {seen} uses were found: this test looks in the wrong place").into());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn libraries_stay_in_their_rooms() -> Outcome {
    let rules = [
        ("pulldown_cmark", "src/parse"),
        ("html5gum", "src/parse src/verify"),
        ("serde_yaml", "src/parse"),
        ("serde_sarif", "src/diag/render"),
        ("typst", "src/emit/pdf"),
        ("epub_builder", "src/emit/epub"),
        ("zip::", "src/emit/epub src/verify"),
        ("clap", "src/cli"),
        ("indicatif", "src/cli"),
        ("std::fs", "src/load.rs src/save.rs"),
    ];
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let below = file.strip_prefix(root())?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file)?;
        for (library, rooms) in rules {
            let uses = text.lines().any(|line| line.starts_with(&format!("use {library}")));
            if uses && !rooms.split(' ').any(|room| below.starts_with(room)) {
                wrong.push(format!("{below} uses {library}, which only {rooms} may know"));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn every_dependency_has_its_reason() -> Outcome {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))?.parse()?;
    let reasons: String = table(&architecture()?, "| crate | why it is here |")
        .into_iter()
        .map(|(names, _)| format!(" {names} "))
        .collect();
    let names =
        ["dependencies", "dev-dependencies"].into_iter().filter_map(|key| manifest.get(key)?.as_table());
    let missing: Vec<String> = names
        .flat_map(toml::Table::keys)
        .filter(|name| {
            let is_named = |mark: &str| reasons.contains(&format!(" {name}{mark}"));
            ![" ", ","].into_iter().any(is_named)
        })
        .cloned()
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(format!("no reason given for {}", missing.join(", ")).into())
    }
}

fn every_file_says_what_it_is_for() -> Outcome {
    let mut silent = Vec::new();
    for file in rust_files(&root().join("src")).into_iter().chain(rust_files(&root().join("tests"))) {
        let text = fs::read_to_string(&file)?;
        if !text.starts_with("//! ") && !text.starts_with("#![doc") {
            silent.push(file.display().to_string());
        }
    }
    if silent.is_empty() { Ok(()) } else { Err(format!("no first line in {}", silent.join(", ")).into()) }
}

/// Sizes and colours belong into `styles/`, never into Rust.
fn looks_stay_in_styles() -> Outcome {
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&file)?;
        for (number, line) in text.lines().enumerate() {
            let words = line.split(|c: char| !(c.is_alphanumeric() || c == '#' || c == '.'));
            let is_size = |word: &str| {
                let number = word.trim_end_matches("pt").trim_end_matches("em").trim_end_matches("mm");
                number.len() + 2 == word.len() && number.parse::<f32>().is_ok()
            };
            let is_colour = |word: &str| {
                word.strip_prefix('#')
                    .is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
            };
            if words.clone().any(is_size) || words.clone().any(is_colour) {
                wrong.push(format!("{}:{}: {line}", file.display(), number + 1));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
