//! The commands of TeX that formulas may have. Their tables are in `groups` and `symbols`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::command::Command;
use super::groups::{GROUPS, REFUSED};
use super::symbols::{self, TABLES};

static COMMANDS: LazyLock<HashMap<&'static str, Command>> = LazyLock::new(|| {
    let signs = symbols::signs().map(|(name, sign, class, is_upright)| {
        let command = Command::Sign(sign, class, is_upright);
        (name, command)
    });
    let functions =
        symbols::functions().map(|(name, shown, has_limits)| (name, Command::Function(shown, has_limits)));
    let refused = REFUSED
        .iter()
        .flat_map(|(names, help)| names.split_ascii_whitespace().map(|name| (name, Command::Refused(help))));
    signs.chain(functions).chain(refused).chain(constructs()).chain([(" ", Command::Space(6))]).collect()
});

fn constructs() -> impl Iterator<Item = (&'static str, Command)> {
    let rows = GROUPS.iter().flat_map(|(_, rows)| rows.iter());
    rows.flat_map(|(names, command)| names.split_ascii_whitespace().map(|name| (name, *command)))
}

/// The command with a name.
#[must_use]
pub fn named(name: &str) -> Option<Command> {
    COMMANDS.get(name).copied()
}

/// The names of all commands that formulas may have, always in the same order.
pub fn names() -> impl Iterator<Item = &'static str> {
    let signs = TABLES.iter().flat_map(|(_, names, _)| symbols::pairs(names).map(|(name, _)| name));
    signs
        .chain(symbols::functions().map(|(name, ..)| name))
        .chain(constructs().map(|(name, _)| name))
        .chain(["right", "end"])
}

/// The sign of a command that is one.
#[must_use]
pub fn sign(name: &str) -> Option<char> {
    match named(name) {
        Some(Command::Sign(sign, ..)) => Some(sign),
        _ => None,
    }
}
