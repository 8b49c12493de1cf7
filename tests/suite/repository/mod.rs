//! Rules about the repository itself.

mod uses;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;

use crate::golden::{Outcome, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("repository::rooms_use_only_what_they_may", rooms_use_only_what_they_may),
        Trial::test("repository::nothing_is_used_in_a_circle", nothing_is_used_in_a_circle),
        Trial::test("repository::markup_is_made_by_its_builder", markup_is_made_by_its_builder),
        Trial::test("repository::libraries_stay_in_their_rooms", libraries_stay_in_their_rooms),
        Trial::test("repository::every_dependency_has_its_reason", every_dependency_has_its_reason),
        Trial::test("repository::every_file_says_what_it_is_for", every_file_says_what_it_is_for),
        Trial::test("repository::looks_stay_in_styles", looks_stay_in_styles),
    ]
}

fn architecture() -> Result<String, std::io::Error> {
    fs::read_to_string(root().join("ARCHITECTURE.md"))
}

/// The rows of the first table with this head.
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

/// The rooms in ARCHITECTURE.md, each with the rooms that it may use.
fn rooms() -> Result<BTreeMap<String, Vec<String>>, std::io::Error> {
    let table = table(&architecture()?, "| room | may use |");
    Ok(table
        .into_iter()
        .map(|(room, uses)| (room, uses.split_whitespace().map(str::to_owned).collect()))
        .collect())
}

/// The room of a file: the innermost folder, or the file itself, that has a row.
fn room<'r>(file: &str, rooms: &'r BTreeMap<String, Vec<String>>) -> Option<&'r str> {
    let path = Path::new(file).with_extension("");
    path.ancestors().find_map(|path| Some(rooms.get_key_value(path.to_str()?)?.0.as_str()))
}

/// Whether a file is in a room, or is a room itself.
fn is_in(file: &str, room: &str) -> bool {
    Path::new(file).with_extension("").starts_with(room)
}

fn rooms_use_only_what_they_may() -> Outcome {
    let rooms = rooms()?;
    let files = uses::uses()?;
    let mut wrong = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    for (file, others) in files.iter().filter(|(file, _)| *file != "lib.rs") {
        let own = room(file, &rooms).ok_or(format!("ARCHITECTURE.md has no row for {file}"))?;
        for other in others.iter().filter(|other| room(other, &rooms) != Some(own)) {
            match rooms[own].iter().find(|allowed| is_in(other, allowed)) {
                Some(allowed) => {
                    used.insert((own, allowed));
                }
                None => wrong.push(format!("{file} uses {other}, and {own} may not")),
            }
        }
    }
    for (room, allowed) in &rooms {
        let idle = allowed.iter().filter(|other| *other != "–" && !used.contains(&(room, other)));
        wrong.extend(idle.map(|other| format!("{room} may use {other}, and does not")));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// There are no cyclic dependencies between files, or between the entries of any folder, each with its content.
fn nothing_is_used_in_a_circle() -> Outcome {
    let uses = uses::uses()?;
    let arrows: usize = uses.values().map(BTreeSet::len).sum();
    if arrows < 200 {
        return Err(format!("only {arrows} uses were found: this test looks in the wrong place").into());
    }
    let mut circles = uses::circles(&uses);
    let folders: BTreeSet<&Path> = uses.keys().flat_map(|file| Path::new(file).ancestors().skip(1)).collect();
    for folder in folders {
        circles.extend(uses::circles(&uses::within(folder, &uses)));
    }
    let circles: BTreeSet<String> = circles.iter().map(|circle| circle.join(", ")).collect();
    if circles.is_empty() { Ok(()) } else { Err(circles.into_iter().collect::<Vec<_>>().join("\n").into()) }
}

fn libraries_stay_in_their_rooms() -> Outcome {
    let rules = [
        ("pulldown_cmark", "src/parse"),
        ("html5gum", "src/import src/parse src/verify"),
        ("serde_yaml", "src/config"),
        ("typst", "src/typeset src/pdf src/font src/highlight src/tests"),
        ("epub_builder", "src/epub"),
        ("zip::", "src/epub src/import src/verify"),
        ("clap", "src/cli"),
        ("indicatif", "src/cli"),
        ("notify", "src/serve"),
        ("hayagriva", "src/cite"),
        ("biblatex", "src/cite"),
        ("axum", "src/serve"),
        ("futures_util", "src/serve"),
        ("tokio", "src/serve"),
        ("getrandom", "src/serve"),
        ("std::fs", "src/cache src/load.rs src/release/save.rs src/tests"),
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

/// Sizes and colours are in `styles/`, never in Rust.
fn looks_stay_in_styles() -> Outcome {
    // Tests with sizes in the TeX of authors.
    const TEX: [&str; 3] = ["math/parser/tests.rs", "math/parser/lengths.rs", "markup/math/tests.rs"];
    let mut wrong = Vec::new();
    for file in rust_files(&root().join("src")) {
        if TEX.iter().any(|tests| file.ends_with(tests)) {
            continue;
        }
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

/// Tags in string literals, outside of the builder and of what reads or guards markup.
fn markup_is_made_by_its_builder() -> Outcome {
    const OTHERS: [&str; 7] = [
        "markup/tag.rs",
        "markup/style.rs",
        "html/policy.rs",
        "html/budget.rs",
        // Counts elements in finished markup.
        "html/heights.rs",
        // Finds the single outline in an SVG of Typst.
        "html/drawing.rs",
        // Expects markup.
        "markup/math/tests.rs",
    ];
    let mut wrong = Vec::new();
    for room in ["markup", "html", "epub"] {
        for file in rust_files(&root().join("src").join(room)) {
            if OTHERS.iter().any(|other| file.ends_with(other)) {
                continue;
            }
            for (number, line) in fs::read_to_string(&file)?.lines().enumerate() {
                let literals = line.split('"').skip(1).step_by(2);
                let has_tag = |text: &str| {
                    text.split('<')
                        .skip(1)
                        .any(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '/'))
                };
                if !line.trim_start().starts_with("//") && literals.into_iter().any(has_tag) {
                    wrong.push(format!("{}:{}: {}", file.display(), number + 1, line.trim()));
                }
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}
