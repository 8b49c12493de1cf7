//! Generates Markdown with every construct inside every other one. Each word is unique, so that a lost one can be
//! identified.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Placeholder of a word until all words are numbered.
const WORD: char = '\u{1}';

/// The delimiters of a span, and an attribute list after a link, which the other reader does not support.
const SPAN: (char, char) = ('\u{2}', '\u{3}');
const LIST: char = '\u{4}';

/// A case as casebook's dialect writes it.
pub fn of_casebook(case: &str) -> String {
    case.replace(SPAN.0, "[").replace(SPAN.1, "]{.attr}").replace(LIST, "{.attr}")
}

/// The same case for a reader that has no attribute lists.
pub fn of_others(case: &str) -> String {
    case.replace(SPAN.0, "<span>").replace(SPAN.1, "</span>").replace(LIST, "")
}

/// Labels of notes: each is defined, and cited any number of times.
pub const LABELS: [&str; 4] = ["1", "b", "long-label", "4"];

/// A case as Markdown, with placeholders that [`of_casebook`] and [`of_others`] replace. Half of the cases have a
/// single block, so that a fault in it is seen alone.
pub fn case() -> impl Strategy<Value = String> {
    prop_oneof![small(), large()]
}

fn small() -> impl Strategy<Value = String> {
    simple().prop_map(|text| {
        let notes = LABELS.map(|label| format!("[^{label}]: {WORD}\n\n")).concat();
        numbered(&without_notes_in_text(&format!("# {WORD}\n\n{}\n\n{text}\n{notes}{REFERENCES}", cited())))
    })
}

fn large() -> impl Strategy<Value = String> {
    let notes = LABELS.map(|label| {
        vec(block(1), 1..3).prop_map(move |blocks| {
            let body = indented(&blocks.join("\n"), "    ");
            format!("[^{label}]: {}\n", body.trim_start())
        })
    });
    let body = vec(block(2), 1..4).prop_map(|blocks| blocks.join("\n"));
    (line(), body, notes, any::<bool>()).prop_map(|(title, body, notes, notes_first)| {
        let notes = notes.join("\n");
        let (first, last) = if notes_first { (notes, body) } else { (body, notes) };
        let case = format!("# {WORD} {title}\n\n{}\n\n{first}\n{last}\n{REFERENCES}", cited());
        numbered(&without_notes_in_text(&case))
    })
}

/// Puts a word between each caret and a bracket after it. comrak does not read `^[words]` as pandoc does: it has no
/// superscripts around links, or no such notes.
fn without_notes_in_text(case: &str) -> String {
    let brackets = ["[", "![", "\u{2}"];
    brackets.iter().fold(case.to_owned(), |case, bracket| {
        case.replace(&format!("^{bracket}"), &format!("^{WORD}{bracket}"))
    })
}

/// The definitions of the labels of links and pictures.
const REFERENCES: &str = "[ref]: https://example.org/r\n[pic]: p.png\n";

/// A line that cites each note.
fn cited() -> String {
    LABELS.map(|label| format!("{WORD}[^{label}]")).join(" ")
}

/// Replaces each placeholder by a unique word.
fn numbered(text: &str) -> String {
    let mut parts = text.split(WORD);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.enumerate().fold(first, |text, (index, part)| format!("{text}w{index:04}{part}"))
}

/// Pieces without content; `W` is a word.
const LEAVES: [&str; 38] = [
    "W",
    "W",
    "W W",
    "`W W`",
    "`` W`W ``",
    "![W](p.png)",
    "![W W][pic]",
    "<https://example.org/W>",
    "https://example.org/W",
    "W &amp; W",
    "W&copy;W",
    "W\\*W",
    "\\[W\\] W",
    "W<br>W",
    "W<br/>W",
    "<b>W</b>",
    "<span class=\"x\">W</span>",
    "W<!-- c -->W",
    "$5 W",
    "\"W\" -- W...",
    "W<sub>W</sub>",
    "W<wbr>W",
    "<mail@example.org>",
    "W*W*W",
    "[W]",
    "W_W_W",
    "(W)",
    "W: W; W,",
    "W W^W^ W",
    "W W~W~ W",
    "W ^*W*^ W",
    "W ~`W`~ W",
    "a@b W",
    "W^*W*^",
    "W~`W`~ W",
    "\u{2}W\u{3}",
    "<ruby>W<rp>(</rp><rt>W</rt><rp>)</rp></ruby>",
    "![W ![W](p.png)](p.png)",
];

/// Note references, which are allowed anywhere.
const CITATIONS: [&str; 6] =
    ["\u{2}W[^1] W\u{3}", "[^1]", "W[^b]", "[^long-label] W", "*W[^4]*", "W[^1][^b]."];

/// Pieces with unpaired brackets, which cannot be inside other brackets.
const UNPAIRED: [&str; 4] = ["W[^ W", "W] W", "W[ W", "W[^1]\\[W\\] W] W"];

/// Pieces with a link, which are allowed anywhere except in another link.
const LINKED: [&str; 6] = [
    "W[^1][W](https://example.org/y)",
    "[W](https://example.org/y)",
    "W^[W](https://example.org/y)^",
    "W ~[W W][ref]~ W",
    "\u{2}[W](https://example.org/z)\u{3}",
    "[\u{2}W\u{3}](https://example.org/y)",
];

/// Line breaks.
const BREAKS: [&str; 3] = ["W\nW", "W  \nW", "W\\\nW"];

/// Constructs around other pieces: the text before and after them.
const AROUND: [(&str, &str); 13] = [
    ("*", "*"),
    ("_", "_"),
    ("**", "**"),
    ("***", "***"),
    ("~~", "~~"),
    ("<sup>", "</sup>"),
    ("<u>", "</u>"),
    ("<em>", "</em>"),
    ("(", ")"),
    ("\"", "\""),
    ("^", "^"),
    ("~", "~"),
    ("\u{2}", "\u{3}"),
];

/// The brackets of links.
const LINKS: [(&str, &str); 4] = [
    ("\u{2}", "\u{3}"),
    ("[", "](https://example.org/x)"),
    ("[", "][ref]"),
    ("[", "](https://example.org/x \"title\")\u{4}"),
];

/// The brackets of pictures.
const PICTURES: [(&str, &str); 2] = [("![", "](p.png)"), ("![", "][pic]")];

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    select(texts).prop_map(|text| text.replace('W', &WORD.to_string()))
}

/// Pieces inside pieces, and inside or around links.
fn pieces(breaks: bool) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![8 => one_of(&LEAVES), if breaks { 2 } else { 1 } => one_of(if breaks { &BREAKS } else { &LEAVES })];
    let leaf = leaf.boxed();
    let inside = prop_oneof![5 => leaf.clone(), 1 => one_of(&CITATIONS)].boxed();
    let linked = (select(&LINKS[..]), vec(nested(inside.clone()), 1..3))
        .prop_map(|(ends, parts)| bracketed(ends, &parts.join(" ")));
    // comrak drops a note reference in the alternative text of a picture.
    let pictured = (select(&PICTURES[..]), vec(nested(leaf), 1..3))
        .prop_map(|(ends, parts)| bracketed(ends, &parts.join(" ")));
    nested(
        prop_oneof![8 => inside, 1 => one_of(&CITATIONS), 1 => one_of(&LINKED), 1 => linked, 1 => pictured]
            .boxed(),
    )
}

/// A sequence of parts. They are separated where a parenthesis after a bracket would become its address, and where two
/// code spans would become one.
fn joined(parts: &[String], gap: &str) -> String {
    parts.iter().fold(String::new(), |text, part| {
        let meets = |end: char, start: char| text.ends_with(end) && part.starts_with(start);
        let gap = if meets(']', '(') || meets('`', '`') { " " } else { gap };
        let gap = if text.is_empty() { "" } else { gap };
        text + gap + part
    })
}

/// A text in brackets. A caret after the opening bracket would start a note reference.
fn bracketed((before, after): (&str, &str), text: &str) -> String {
    let gap = if text.starts_with('^') { format!("{WORD} ") } else { String::new() };
    format!("{before}{gap}{text}{after}")
}

fn nested(leaf: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    leaf.prop_recursive(2, 6, 3, |inner| {
        let joined =
            (vec(inner, 1..3), select(vec![" ", "", " "])).prop_map(|(parts, gap)| joined(&parts, gap));
        (select(&AROUND[..]), joined).prop_map(|(ends, inner)| bracketed(ends, &inner))
    })
}

/// Words of one line.
fn line() -> impl Strategy<Value = String> {
    parts(false).prop_map(|parts| parts.join(" "))
}

/// Words of one line or several.
fn lines() -> impl Strategy<Value = String> {
    parts(true).prop_map(|parts| format!("{WORD} {}", parts.join(" ")))
}

fn parts(breaks: bool) -> impl Strategy<Value = Vec<String>> {
    vec(prop_oneof![20 => pieces(breaks), 1 => one_of(&UNPAIRED)], 1..3)
}

fn simple() -> impl Strategy<Value = String> {
    let word = WORD;
    prop_oneof![
        4 => lines().prop_map(|text| format!("{text}\n")),
        1 => lines().prop_map(|text| format!("{text}\n{{.attr}}\n")),
        2 => (1..5_usize, line()).prop_map(|(level, text)| format!("{} {text}\n", "#".repeat(level + 1))),
        1 => line().prop_map(|text| format!("## {text} {{.attr}}\n")),
        1 => (line(), select(vec!["---", "==="])).prop_map(move |(text, under)| format!("{word} {text}\n{under}\n")),
        1 => Just(format!("```text\n{word} *{word}* [^1]\n\n    {word} <b>{word}</b>\n```\n")),
        1 => Just(format!("    {word} {word}\n\n      {word}\n")),
        1 => vec([line(), line()], 1..3).prop_map(|rows| table(&rows)),
        1 => (line(), vec([line(), line()], 1..3))
            .prop_map(|(caption, rows)| format!("{WORD}\n\n*Table 1: {WORD} {}*\n\n{}", caption.replace('*', ""), table(&rows))),
        1 => line().prop_map(move |text| format!("![{word}](p.png)\n\n*Figure 1: {word} {}*\n", text.replace('*', ""))),
        1 => Just("***\n".to_owned()),
        1 => line().prop_map(move |text| format!("{word} {text}\n: {word}\n: {word} {text}\n")),
        1 => line().prop_map(move |text| format!("<div class=\"attr\">\n{word} <b>{word}</b>\n\n{word} {text}\n\n</div>\n")),
        1 => Just(format!("<table><tr><th>{word}</th><td>{word}<br>{word}</td></tr></table>\n")),
        1 => Just(format!("<p>{word}</p><p>{word} <i>{word}</i></p>\n")),
        1 => Just(format!("<ul><li>{word}</li><li>{word}<ol><li>{word}</li></ol></li></ul>\n")),
        1 => Just(format!("<!-- {word} -->\n").replace(word, "c")),
    ]
}

fn table(rows: &[[String; 2]]) -> String {
    let row = |[left, right]: &[String; 2]| format!("| {left} | {right} |\n");
    let rows: String = rows.iter().map(row).collect();
    format!("| {WORD} | {WORD} |\n| --- | :-: |\n{rows}")
}

fn block(depth: u32) -> impl Strategy<Value = String> {
    simple().prop_recursive(depth, 12, 3, |inner| {
        let blocks = vec(inner, 1..3).prop_map(|blocks| blocks.join("\n"));
        let items = vec(blocks.clone(), 1..3);
        prop_oneof![
            blocks.clone().prop_map(|text| prefixed(&text)),
            (items.clone(), any::<bool>()).prop_map(|(items, is_loose)| list(
                &items,
                |_| "- ".to_owned(),
                is_loose
            )),
            (items.clone(), any::<bool>()).prop_map(|(items, is_loose)| list(
                &items,
                |index| format!("{}. ", index + 3),
                is_loose
            )),
            items.prop_map(|items| {
                let items: Vec<String> = items.into_iter().map(without_code_first).collect();
                format!("{WORD} {WORD}\n{}", list(&items, |_| ": ".to_owned(), true))
            }),
            blocks.prop_map(|text| format!("<div>\n\n{text}\n</div>\n")),
        ]
    })
}

/// comrak treats everything as code after a definition that begins with indented code.
fn without_code_first(definition: String) -> String {
    if definition.starts_with("    ") { format!("{WORD}\n\n{definition}") } else { definition }
}

fn list(items: &[String], marker: fn(usize) -> String, is_loose: bool) -> String {
    let item = |(index, text): (usize, &String)| {
        let marker = marker(index);
        let body = indented(text, &" ".repeat(marker.len()));
        format!("{marker}{}", &body[marker.len()..])
    };
    let items: Vec<String> = items.iter().enumerate().map(item).collect();
    items.join(if is_loose { "\n" } else { "" })
}

fn indented(text: &str, indent: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { "\n".to_owned() } else { format!("{indent}{line}\n") })
        .collect()
}

fn prefixed(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", format!("> {line}").trim_end_matches("> ")))
        .map(|line| if line == "\n" { ">\n".to_owned() } else { line })
        .collect()
}
