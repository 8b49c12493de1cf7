//! Generated texts of any size, each with one repeated construct: those of long books, and those that make parsers
//! slow.

/// A shape: its name, and a function that returns the body of a case with `n` repetitions.
pub struct Shape {
    pub name: &'static str,
    pub text: fn(usize) -> String,
}

const fn shape(name: &'static str, text: fn(usize) -> String) -> Shape {
    Shape { name, text }
}

/// Shapes of long books, without errors.
pub const LONG: [Shape; 14] = [
    shape("paragraphs", |n| each(n, |i| format!("A paragraph of a few words, number {i}.\n\n"))),
    shape("one long line", |n| "A long line of a few words ".repeat(n)),
    shape("headings", |n| each(n, |i| format!("## Section {i}\n\nWords.\n\n"))),
    shape("headings of one name", |n| "## h\n\nt\n\n".repeat(n)),
    shape("list items", |n| each(n, |i| format!("- item {i}\n"))),
    shape("table rows", |n| format!("| A | B |\n| - | - |\n{}", each(n, |i| format!("| {i} | value |\n")))),
    shape("notes", |n| each(n, |i| format!("Words.[^{i}]\n\n[^{i}]: A cable, number {i}.\n\n"))),
    shape("notes in one paragraph", notes_in_one_paragraph),
    shape("references to one note", |n| "a[^n] ".repeat(n) + "\n\n[^n]: b"),
    shape("links to a section", |n| format!("## There\n\n{}", "[a](#there) ".repeat(n))),
    shape("links out", |n| each(n, |i| format!("[a](https://example.org/{i}) "))),
    shape("mentions of a table", |n| {
        format!("*Table 1: Rates*\n\n| A |\n| - |\n| 1 |\n\n{}", "as Table 1 has it, ".repeat(n))
    }),
    shape("definitions", |n| each(n, |i| format!("Term {i}\n: Words {i}\n\n"))),
    shape("lines of code", |n| format!("```\n{}```", "a line\n".repeat(n))),
];

/// Shapes that make parsers slow.
pub const HOSTILE: [Shape; 17] = [
    shape("quotations in quotations", |n| "> ".repeat(n) + "a"),
    shape("lists in lists", |n| "- ".repeat(n) + "a"),
    shape("emphasis in emphasis", |n| "*a _b ".repeat(n) + "c" + &" b_ a*".repeat(n)),
    shape("emphasis left open", |n| "*a **a ".repeat(n)),
    shape("brackets in brackets", |n| "[".repeat(n) + "a" + &"]".repeat(n)),
    shape("links left open", |n| "[a](".repeat(n)),
    shape("addresses left open", |n| "<http://a ".repeat(n)),
    shape("divisions left open", |n| "<div>".repeat(n) + "a"),
    shape("comments left open", |n| "<!-- a ".repeat(n)),
    shape("attribute lists", |n| "[a]{.b} ".repeat(n)),
    shape("dead links in one line", |n| "[b](c.md) ".repeat(n)),
    shape("spans in links", |n| "[a [b]{.c} d](https://example.org/) ".repeat(n)),
    shape("notes in links", |n| "[a[^1] b](https://example.org/) ".repeat(n) + "\n\n[^1]: c\n"),
    shape("marks between letters without blanks", |n| "字\"".repeat(n)),
    shape("ruby left open", |n| "<ruby>a ".repeat(n)),
    shape("words in angle brackets", |n| "<x y> ".repeat(n)),
    shape("undefined notes", |n| "a[^0]\n\n".repeat(n)),
];

fn each(count: usize, write: impl Fn(usize) -> String) -> String {
    (0..count).map(write).collect()
}

pub fn notes_in_one_paragraph(count: usize) -> String {
    let cited = each(count, |number| format!("a[^{number}] "));
    let defined = each(count, |number| format!("[^{number}]: b\n\n"));
    format!("{cited}\n\n{defined}")
}
