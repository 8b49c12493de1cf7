//! Other tools' markup: every construct is in the fixture and in the manual.

use std::fs;

use casebook::parse::foreign::Construct;
use libtest_mimic::Trial;

use crate::golden::{Outcome, expect, root};

pub fn tests() -> Vec<Trial> {
    vec![
        Trial::test("foreign::every_construct_is_in_the_manual", every_construct_is_in_the_manual),
        Trial::test("foreign::every_construct_is_in_the_fixture", every_construct_is_in_the_fixture),
    ]
}

/// `docs/foreign-markup.md`, made from the table.
fn every_construct_is_in_the_manual() -> Outcome {
    let mut page = String::from(
        "# Markup of other tools\n\n<!-- Made from src/parse/foreign/construct.rs by the suite; do not edit. -->\n\n\
         casebook prints these constructs as typed and warns about them. Each construct gets one `foreign-markup` warning \
         per file, at its first place, with the number of further places. The check ignores code, addresses, HTML attributes \
         and characters after a backslash. If you mean the characters themselves, put a backslash before the first one \
         (`\\$`), or set `foreign-markup: allow` under `checks:` in book.yaml.\n\n\
         | construct | used by | what to write instead |\n| --- | --- | --- |\n",
    );
    for construct in Construct::ALL {
        let [example, whose, instead] = [construct.example(), construct.whose(), construct.instead()];
        if [example, whose, instead, construct.what()].iter().any(|words| words.trim().is_empty()) {
            return Err(format!("{construct:?} is not explained").into());
        }
        let row = [example, whose, instead].map(|cell| cell.replace('|', "\\|")).join(" | ");
        page.push_str(&format!("| {row} |\n"));
    }
    expect(&root().join("docs/foreign-markup.md"), &page)
}

fn every_construct_is_in_the_fixture() -> Outcome {
    let expected = fs::read_to_string(root().join("tests/diagnostics/foreign-markup.expected"))?;
    let is_missing =
        |construct: &&Construct| !expected.contains(&format!("]: {} is printed as", construct.what()));
    let missing: Vec<_> = Construct::ALL.iter().filter(is_missing).collect();
    if missing.is_empty() { Ok(()) } else { Err(format!("no example of {missing:?}").into()) }
}
