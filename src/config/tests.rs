//! Tests the messages about invalid YAML: the class of each mistake, its place, and the corrected line.

use super::book_keys::BOOK;
use super::fields::Fields;
use super::header_keys::HEADER;
use super::key::{Default, Key, Kind, Table};
use super::yaml::Yaml;
use crate::diag::{Code, Diagnostics};
use crate::repair;
use crate::source::FileId;

/// A text, its marked part, the beginning of the message, and a part of the help.
type Row = (&'static str, &'static str, &'static str, &'static str);

const TABS: &[Row] = &[
    ("a: b\n\tc: d\n", "\t", "this line is indented with a tab", "two spaces"),
    ("a:\n\tc: d\n", "\t", "this line is indented with a tab", "two spaces"),
    ("a:\n  - b\n\t- c\n", "\t", "this line is indented with a tab", "two spaces"),
    ("a:\n  \t\tc: d\n", "\t\t", "this line is indented with a tab", "two spaces"),
];

const COLONS: &[Row] = &[
    (
        "a: Book: a story\n",
        "Book: a story",
        "a value that contains `: ` needs",
        "write `a: \"Book: a story\"`",
    ),
    ("- name: \"A\"\n- name: B: c # d\n", "B: c", "a value that contains", "`- name: \"B: c\"`"),
    (
        "a: He said \"no\": why\n",
        "He said \"no\": why",
        "a value that contains",
        "`a: 'He said \"no\": why'`",
    ),
    ("a: [b: c: d]\n", ": d", "a value that contains", "around the element"),
    ("a:b\nc: d\n", "a:b", "a space is missing after the colon", "write `a: b`"),
    ("a: b\nc:d\n", "c:d", "a space is missing after the colon", "write `c: d`"),
    ("a: b\nword\nc: d\n", "word", "this line is not of the form `key: value`", "a colon and a space"),
    ("\"a\" b\n", "\"a\" b", "this line is not of the form `key: value`", "a colon and a space"),
];

const INDENTATION: &[Row] = &[
    ("a: b\n c: d\n", "c: d", "this line is indented further than the line above", "by 0 spaces"),
    ("a:\n  b: c\n   d: e\n", "d: e", "this line is indented further", "by 2 spaces"),
    ("a:\n  b: c\n d: e\n", "d: e", "this line is indented by 1 space, which matches no line", "by 0, 2"),
    ("a:\n  - b\n - c\n", "- c", "this line is indented by 1 space, which matches no line", "by 0, 2"),
    ("a: b\n- c\n", "- c", "this list item belongs to no key", "below a key that has no value"),
];

const MARKS: &[Row] = &[
    ("a: \"b\nc: d\n", "\"b", "this quotation mark is never closed", "write `a: \"b\"`"),
    ("a: 'b\n", "'b", "this quotation mark is never closed", "write `a: \"b\"`"),
    ("a: \"b\nc: \"d\"\n", "\"b", "this quotation mark is never closed", "write `a: \"b\"`"),
    ("a: [\"b, c]\n", "\"b, c]", "this quotation mark is never closed", "the same mark"),
    ("a: 'b's'\n", "s'", "the value continues after its closing quotation mark", "write `a: \"b's\"`"),
    ("a: \"b\" c\n", "c", "the value continues after its closing quotation mark", "write `a: '\"b\" c'`"),
    (r#"a: "b\qc""#, r"\q", r"`\q` is not a YAML escape", r"`a: 'b\qc'`"),
    (r#"a: "b\x4""#, r"\x", r"`\x` is not a YAML escape", r"`a: 'b\x4'`"),
    (r#"a: "C:\Users\me""#, r"\U", r"`\U` is not a YAML escape", r"`a: 'C:\Users\me'`"),
];

const BRACKETS: &[Row] = &[
    ("a: [b\n", "[", "this `[` is never closed", "write `a: [b]`"),
    ("a: [b\nc: d\n", "[", "this `[` is never closed", "write `a: [b]`"),
    ("a: [b,\n  c\nd: [e]\n", "[", "this `[` is never closed", "put a `]` after"),
    ("a: {b: c\n", "{", "this `{` is never closed", "write `a: {b: c}`"),
    ("a: [{b: c, d]\n", "{", "this `{` is never closed", "put a `}` after"),
    ("a: [\"b\" \"c\"]\n", "\"c\"", "a comma is missing before this", "put a comma"),
    ("a: [b] c\n", "c", "the value continues after its closing `]`", "write `a: \"[b] c\"`"),
    ("a: {b} c\n", "c", "the value continues after its closing `}`", "write `a: \"{b} c\"`"),
];

const FIRST_CHARACTERS: &[Row] = &[
    ("a: @b\n", "@b", "a value cannot begin with `@`", "write `a: \"@b\"`"),
    ("- a: x\n- `b`\n", "`b`", "a value cannot begin with a backtick", "write `- \"`b`\"`"),
    ("a: %b\n", "%b", "a value cannot begin with `%`", "write `a: \"%b\"`"),
    ("a: ,b\n", ",b", "a value cannot begin with `,`", "write `a: \",b\"`"),
    ("a: [@b]\n", "@b", "a value cannot begin with `@`", "around the element"),
    ("a: **b** c\n", "**b** c", "a value cannot begin with `*`", "write `a: \"**b** c\"`"),
    ("a: *b\n", "*b", "`*b` refers to the anchor `&b`, which does not exist", "write `a: \"*b\"`"),
    ("a: > b\n", "> b", "the text after `>` begins on the next line", "write `a: \"> b\"`"),
    ("a: - b\n", "- b", "a list begins on the line below its key", "write `a:`, and below it `  - b`"),
    ("a:\n  - b\n  -c\n", "-c", "a list item needs a space after its hyphen", "write `- c`"),
    ("%FOO\na: b\n", "%FOO", "a line that begins with `%` is a YAML directive", "delete the line"),
];

const REST: &[Row] = &[
    ("a: b\nc: d\na: e\n", "a", "duplicate key `a`", "keep one of the two"),
    ("a:\n  - b: 1\n    b: 2\n", "b", "duplicate key `b`", "keep one of the two"),
    ("a: b\n---\nc: d\n", "---", "this line ends the YAML document", "delete the line"),
    ("a: b\n...\nc: d\n", "...", "this line ends the YAML document", "delete the line"),
    (": a\n", ": a", "this is not valid YAML", "compare this line"),
];

#[test]
fn every_slip_is_named_at_its_place() {
    for (text, marked, message, help) in
        [TABS, COLONS, INDENTATION, MARKS, BRACKETS, FIRST_CHARACTERS, REST].concat()
    {
        let mut diagnostics = Diagnostics::default();
        let source = repair::source(FileId(0), text, &mut diagnostics);
        let _ = Fields::read(&Yaml::new(&source, 0..source.text.len()), &mut diagnostics);
        let found: Vec<_> = diagnostics.iter().filter(|found| found.code == Code::InvalidYaml).collect();
        let [found] = found[..] else { panic!("{text}: {found:?}") };
        let place = found.span.map(|span| &text[span.range()]);
        assert_eq!(place, Some(marked), "{text}: {}", found.message);
        assert!(found.message.starts_with(message), "{text}: {}", found.message);
        assert!(found.help.as_ref().is_some_and(|words| words.contains(help)), "{text}: {:?}", found.help);
    }
}

/// A `book.yaml` with one key of a table, below the keys that lead to it. Required sibling keys have their examples.
fn book(parents: &[&Key], table: &'static dyn Table, key: &Key, value: &str) -> String {
    // The title of a part is not required, because its file may have one.
    let is_needed = |other: &Key| {
        other.default == Default::Required || other.name == "title" && table.name() == "PartRecord"
    };
    let required = table.keys().into_iter().filter(|other| is_needed(other));
    let beside = required.filter(|other| other.name != key.name);
    let mut lines: Vec<String> = beside.map(|other| format!("{}: {}", other.name, other.example)).collect();
    lines.push(format!("{}: {value}", key.name));
    for parent in parents.iter().rev() {
        let is_list = matches!(parent.kind, Kind::Records(_) | Kind::People(_));
        let lead = |index: usize| {
            if is_list && index == 0 {
                "  - "
            } else if is_list {
                "    "
            } else {
                "  "
            }
        };
        lines = lines.iter().enumerate().map(|(index, line)| format!("{}{line}", lead(index))).collect();
        lines.insert(0, format!("{}:", parent.name));
    }
    let rest = if parents.is_empty() { "" } else { "title: T\n" };
    let cases = if parents.is_empty() && key.name == "cases" { "" } else { "cases: [a.md]\n" };
    format!("{rest}{cases}{}\n", lines.join("\n"))
}

/// The diagnostics for a `book.yaml`.
fn complaints(text: &str) -> Vec<(Code, String)> {
    let mut diagnostics = Diagnostics::default();
    let _ = super::manifest(FileId(0), text, &mut diagnostics);
    diagnostics.iter().map(|found| (found.code, found.message.clone())).collect()
}

/// A callback with the path of a key, its table, and the key.
type Visit<'v> = dyn FnMut(&[&'static Key], &'static dyn Table, &'static Key) + 'v;

/// Calls `visit` for each key of a table and of the tables below it.
fn each(parents: &[&'static Key], table: &'static dyn Table, visit: &mut Visit<'_>) {
    for key in table.keys() {
        visit(parents, table, key);
        if let Kind::Map(inside) | Kind::Records(inside) | Kind::People(inside) = key.kind {
            let parents: Vec<&'static Key> = parents.iter().copied().chain([key]).collect();
            each(&parents, inside, visit);
        }
    }
}

#[test]
fn the_reader_uses_every_declared_key() {
    let mut count = 0;
    each(&[], &BOOK, &mut |parents, table, key| {
        count += 1;
        let wrong = book(parents, table, key, "[[x]]");
        let found = complaints(&wrong);
        assert!(found.iter().any(|(code, _)| *code == Code::InvalidValue), "{wrong}{found:?}");
    });
    assert!(count > 40, "{count}");
}

#[test]
fn every_example_is_taken() {
    each(&[], &BOOK, &mut |parents, table, key| {
        let text = book(parents, table, key, key.example);
        assert_eq!(complaints(&text), [], "{text}");
    });
    for key in HEADER.keys() {
        let text = format!("---\n{}: {}\n---\n", key.name, key.example);
        let mut diagnostics = Diagnostics::default();
        let source = repair::source(FileId(0), &text, &mut diagnostics);
        let _ = super::header(&source, &mut diagnostics);
        assert_eq!(diagnostics.iter().count(), 0, "{text}");
    }
}
