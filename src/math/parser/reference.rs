//! The page of the manual that lists all commands of formulas.

use std::fmt::Write;

use super::super::{groups, prelude, symbols};
use super::environments;

/// The page.
pub fn reference() -> String {
    let mut page = String::from(
        "# Commands of formulas\n\n<!-- Made from src/math/ by the unit tests; do not edit. -->\n\n\
         casebook knows these commands in formulas (`math: tex`). Any other command is an error at its place, unless \
         `math-macros` in book.yaml or a formula before it in the case defines it.\n\n## Commands\n\n\
         | group | commands |\n| --- | --- |\n",
    );
    for (title, rows) in groups::GROUPS {
        row(&mut page, title, rows.iter().flat_map(|(names, _)| names.split_ascii_whitespace()));
    }
    row(&mut page, "functions", symbols::functions().map(|(name, ..)| name));
    let names: Vec<&str> = environments().collect();
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    writeln!(page, "| environments | {} |", names.join(" ")).expect("writes to a string");
    page += "\n## Signs\n\n| group | commands |\n| --- | --- |\n";
    for (title, names, _) in symbols::TABLES {
        let signs =
            symbols::pairs(names).map(|(name, sign)| format!("{} {sign}", code(name)).replace('|', "\\|"));
        writeln!(page, "| {title} | {} |", signs.collect::<Vec<_>>().join(", ")).expect("writes to a string");
    }
    page += "\n## Short for other commands\n\n| command | stands for |\n| --- | --- |\n";
    for (title, rows) in prelude::GROUPS {
        writeln!(page, "| **{title}** | |").expect("writes to a string");
        for (names, body) in *rows {
            let names: Vec<String> = names.split_ascii_whitespace().map(code).collect();
            writeln!(page, "| {} | `{}` |", names.join(" "), body.replace('|', "\\|"))
                .expect("writes to a string");
        }
    }
    page += "\n## Not in formulas\n\n| command | instead |\n| --- | --- |\n";
    for (names, help) in groups::REFUSED {
        let names: Vec<String> = names.split_ascii_whitespace().map(code).collect();
        writeln!(page, "| {} | {help} |", names.join(" ")).expect("writes to a string");
    }
    page
}

fn row(page: &mut String, title: &str, names: impl Iterator<Item = &'static str>) {
    let names: Vec<String> = names.map(|name| code(name).replace('|', "\\|")).collect();
    writeln!(page, "| {title} | {} |", names.join(" ")).expect("writes to a string");
}

fn code(name: &str) -> String {
    format!("`\\{name}`")
}
