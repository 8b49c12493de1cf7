//! Generates the tables of keys in the manual, as Markdown, from the declarations.

use std::fmt::Write;

use super::book_keys::BOOK;
use super::fields::either;
use super::header_keys::HEADER;
use super::key::{Default, Key, Kind, Table};
use super::theme_keys::THEME;
use super::themes::set_by;
use crate::model::ThemeName;

/// The page of the manual about `book.yaml`, headers and `theme.toml`.
#[must_use]
pub fn reference() -> String {
    let mut page =
        "# Configuration\n\nThe tables of this page are made from the declarations in `src/config/`.\n"
            .to_owned();
    page += "\n## book.yaml\n\nAn unknown key is an error. A key without a value counts as missing.\n";
    add_table(&BOOK, "", &mut page);
    page += "\n## The header of a case\n\nYAML between lines of three hyphens, TOML between lines of three plus signs, or `Key: value` lines \
             up to an empty line. Capitals do not matter. Other keys are kept as metadata; a key that looks like one of these, misspelled, causes a warning.\n";
    add_table(&HEADER, "", &mut page);
    page += "\n## theme.toml\n\n`styles/theme.toml` in your project holds only what differs from the built-in theme that `theme` in book.yaml chooses. \
             An empty cell means: as in `press`. Style sheets read a value \
             as `var(--table-key)`, the page layout as `theme.table.key`. An unknown key is an error; values of your own go into `[custom]`.\n";
    for table in THEME.keys() {
        let _ = writeln!(page, "\n### [{}]\n\n{}", table.name, table.doc.trim());
        if let Kind::Map(keys) = table.kind {
            add_values(table, keys, &mut page);
        }
    }
    page
}

/// A table of keys, followed by the tables of the keys that have keys of their own.
fn add_table(table: &'static dyn Table, above: &str, page: &mut String) {
    add_rows(table, &default, page);
    let mut seen: Vec<&str> = Vec::new();
    for key in table.keys() {
        let (Kind::Map(inside) | Kind::Records(inside) | Kind::People(inside)) = key.kind else { continue };
        if seen.contains(&inside.name()) {
            continue;
        }
        seen.push(inside.name());
        let same = table.keys().into_iter().filter(|other| match other.kind {
            Kind::Map(other) | Kind::Records(other) | Kind::People(other) => other.name() == inside.name(),
            _ => false,
        });
        let names: Vec<String> = same.map(|key| format!("`{above}{}`", key.name)).collect();
        let _ = writeln!(page, "\n### {}\n\n{}", names.join(", "), inside.about());
        add_table(inside, &format!("{above}{}.", key.name), page);
    }
}

/// A table of keys. The column of examples is left out if no key has one.
fn add_rows(table: &'static dyn Table, default: &dyn Fn(&Key) -> String, page: &mut String) {
    let has_examples = table.keys().iter().any(|key| !key.example.is_empty());
    *page += if has_examples {
        "\n| key | value | example | default | meaning |\n| --- | --- | --- | --- | --- |\n"
    } else {
        "\n| key | value | default | meaning |\n| --- | --- | --- | --- |\n"
    };
    for key in table.keys() {
        let mut cells =
            vec![format!("`{}`", key.name), kind(key.kind), default(key), key.doc.trim().to_owned()];
        if has_examples {
            let example = Some(key.example).filter(|example| !example.is_empty());
            cells.insert(2, example.map(|example| format!("`{example}`")).unwrap_or_default());
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    }
}

/// A table of keys of the theme, with their values in each built-in theme.
fn add_values(parent: &Key, table: &'static dyn Table, page: &mut String) {
    let names = ThemeName::ALL.map(|name| format!("`{}`", name.name())).join(" | ");
    let _ = write!(page, "\n| key | value | {names} | meaning |\n| --- | --- | --- | --- | --- | --- |\n");
    for key in table.keys() {
        let value = |name| match set_by(name, parent, key) {
            Some(value) => format!("`{value}`"),
            None if name == ThemeName::Press => default(key),
            None => String::new(),
        };
        let values = ThemeName::ALL.map(value).join(" | ");
        let _ = writeln!(page, "| `{}` | {} | {values} | {} |", key.name, kind(key.kind), key.doc.trim());
    }
}

fn default(key: &Key) -> String {
    match key.default {
        Default::Required => "required".to_owned(),
        Default::Nothing => String::new(),
        Default::Is(value) => format!("`{value}`"),
        Default::Otherwise(words) => words.to_owned(),
    }
}

/// The kind of a value, in a few words.
fn kind(kind: Kind) -> String {
    match kind {
        Kind::Words | Kind::Pattern(_) => "text".to_owned(),
        Kind::Flag => "`true` or `false`".to_owned(),
        Kind::Number(least, most) => format!("number from {least} to {most}"),
        Kind::Date => "date".to_owned(),
        Kind::Language => "language tag".to_owned(),
        Kind::Length => "length in mm, cm, in or pt".to_owned(),
        Kind::Paper => "paper size".to_owned(),
        Kind::Choice(choices) => either(&choices.iter().map(|(word, _)| *word).collect::<Vec<_>>()),
        Kind::Texts => "texts by name".to_owned(),
        Kind::Levels => "`allow`, `warn` or `deny` for each check".to_owned(),
        Kind::Map(_) => "keys, see below".to_owned(),
        Kind::List => "list of texts".to_owned(),
        Kind::Records(_) => "list of entries with keys, see below".to_owned(),
        Kind::People(_) => "list of names, or of entries with keys, see below".to_owned(),
        Kind::Families => "list of font families".to_owned(),
        Kind::CssFamilies => "font families in CSS syntax".to_owned(),
        Kind::Colour => "colour".to_owned(),
        Kind::Size(units) => format!("number and unit: {}", units.join(", ")),
        Kind::Weight => "number from 100 to 900".to_owned(),
        Kind::Ratio => "number".to_owned(),
        Kind::Free => "anything".to_owned(),
    }
}
