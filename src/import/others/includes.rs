//! Files that a text includes: `{{#include a.rs:5:9}}` of mdBook, `{{< include a.qmd >}}` of Quarto, `literalinclude` of MyST.

use super::fences::{Fences, LineKind};
use super::plan;
use crate::import::Reason;
use crate::import::files::Files;
use crate::import::paths;

/// How many files may include each other.
const DEEPEST: usize = 8;

/// The largest text, so that files that include each other many times do not fill the memory.
const LARGEST: usize = 20_000_000;

/// A text with what it includes.
#[derive(Debug, Default)]
pub struct Included {
    /// The text.
    pub text: String,
    /// The files that were included.
    pub files: Vec<String>,
    /// The includes that were not found, with the reason.
    pub doubts: Vec<(String, Reason)>,
}

/// The text of a file with what it includes.
#[must_use]
pub fn resolve(files: &Files, from: &str, text: &str) -> Included {
    let mut reader = Reader { files, included: Included::default(), size: text.len() };
    let text = reader.text(from, text, 0);
    Included { text, ..reader.included }
}

struct Reader<'f> {
    files: &'f Files,
    included: Included,
    size: usize,
}

impl Reader<'_> {
    fn text(&mut self, from: &str, text: &str, depth: usize) -> String {
        if !["include", "{{#playground", "{csv-table}"].iter().any(|word| text.contains(word)) {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        let mut fences = Fences::default();
        let mut table = None;
        for line in text.split_inclusive('\n') {
            let kind = fences.line(line);
            if line.trim_start().trim_start_matches(['`', '~', ':']).starts_with("{csv-table}") {
                table = Some(String::new());
            } else if let Some(rows) = table.as_mut() {
                if let Some(path) = line.trim().strip_prefix(":file:") {
                    if let Some(text) = self.file(from, path.trim(), "", DEEPEST) {
                        *rows = indented(&text, line);
                        continue;
                    }
                } else if !line.trim_start().starts_with(':') || line.trim_start().starts_with(":::") {
                    out.push_str(rows);
                    table = None;
                }
            }
            let found = match quarto(line) {
                Some(path) if kind == LineKind::Text => self.file(from, path, "", depth),
                _ if kind == LineKind::Opening => self.literal(from, line),
                _ => None,
            };
            match found {
                Some(text) => out.push_str(&text),
                None => out.push_str(&self.line(from, line, depth)),
            }
        }
        out
    }

    /// A line with the includes of mdBook in it.
    fn line(&mut self, from: &str, line: &str, depth: usize) -> String {
        let (mut out, mut rest) = (String::new(), line);
        while let Some(at) = rest.find("{{#") {
            let (before, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.push_str(before);
            let end = behind.find("}}").map(|end| end + 2);
            let escaped = before.ends_with('\\');
            let found = end
                .filter(|_| !escaped)
                .and_then(|end| behind.get(3..end - 2))
                .and_then(|inside| self.mdbook(from, inside, depth));
            match (found, end) {
                (Some(text), Some(end)) => {
                    out.push_str(text.trim_end_matches('\n'));
                    rest = behind.get(end..).unwrap_or_default();
                }
                _ => {
                    out.push_str("{{#");
                    rest = behind.get(3..).unwrap_or_default();
                }
            }
        }
        out + rest
    }

    fn mdbook(&mut self, from: &str, inside: &str, depth: usize) -> Option<String> {
        let (name, argument) = inside.trim().split_once(char::is_whitespace)?;
        if !matches!(name, "include" | "rustdoc_include" | "playground") {
            return None;
        }
        let argument = argument.split_whitespace().next()?;
        let (path, part) = argument.split_once(':').unwrap_or((argument, ""));
        self.file(from, path, part, depth)
    }

    /// A directive `literalinclude`, whose file becomes the code.
    fn literal(&mut self, from: &str, line: &str) -> Option<String> {
        let (before, path) = line.split_once("{literalinclude}")?;
        let text = self.file(from, path.trim(), "", DEEPEST)?;
        let ending = match paths::ending(path.trim()).as_str() {
            "py" => "python".to_owned(),
            ending => ending.to_owned(),
        };
        Some(format!("{before}{ending}\n{}\n", text.trim_end()))
    }

    /// The included part of a file; `None` with a doubt if it is missing.
    fn file(&mut self, from: &str, path: &str, part: &str, depth: usize) -> Option<String> {
        let found = paths::join(paths::folder(from), path);
        let text = found.as_ref().and_then(|found| plan::text(self.files, found));
        let (Some(found), Some(text)) = (found, text) else {
            self.included
                .doubts
                .push((path.to_owned(), Reason::Missing("a file that the text includes".to_owned())));
            return None;
        };
        let text = lines(&text, part);
        self.size += text.len();
        if depth > DEEPEST || self.size > LARGEST {
            self.included
                .doubts
                .push((path.to_owned(), Reason::NotRead("an included file in too many others".to_owned())));
            return None;
        }
        self.included.files.push(found.clone());
        Some(if paths::is_markdown(&found) { self.text(&found, &text, depth + 1) } else { text })
    }
}

/// The rows of a file below the options of a table, indented as a line of it is.
fn indented(text: &str, line: &str) -> String {
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    let rows = text.trim_end().lines().map(|row| format!("{indent}{row}\n"));
    std::iter::once("\n".to_owned()).chain(rows).collect()
}

/// The path of `{{< include a.qmd >}}` on a line of its own.
fn quarto(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix("{{<")?.strip_suffix(">}}")?.trim().strip_prefix("include ")?;
    Some(inside.trim().trim_matches(['"', '\'']))
}

/// The lines of a part: `5`, `5:9`, `:9`, or the name of an anchor. Lines with anchors are left out.
fn lines(text: &str, part: &str) -> String {
    let is_anchor = |line: &&str| !line.contains("ANCHOR:") && !line.contains("ANCHOR_END:");
    let is_range = part.chars().all(|sign| sign.is_ascii_digit() || sign == ':');
    let all = text.split_inclusive('\n');
    if !is_range {
        let begins = |line: &&str| !names(line, "ANCHOR:", part);
        return all
            .skip_while(begins)
            .skip(1)
            .take_while(|line| !names(line, "ANCHOR_END:", part))
            .filter(is_anchor)
            .collect();
    }
    let (first, last) = part.split_once(':').unwrap_or((part, part));
    let first = first.parse::<usize>().unwrap_or(1).max(1);
    let last = last.parse::<usize>().unwrap_or(usize::MAX);
    all.skip(first - 1).take((last.saturating_sub(first)).saturating_add(1)).filter(is_anchor).collect()
}

fn names(line: &str, sign: &str, anchor: &str) -> bool {
    line.split_once(sign).and_then(|(_, name)| name.split_whitespace().next()) == Some(anchor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn included_files_stand_in_the_text() {
        let code = "one\n// ANCHOR: two\ntwo\n// ANCHOR_END: two\nfive\n";
        let files: Files = [
            ("code/a.rs", code),
            ("src/_b.qmd", "B {{#include ../code/a.rs:5}}\n"),
            ("src/loop.md", "{{#include loop.md}}"),
            ("data/t.csv", "A,B\n1,2\n"),
        ]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
        .collect();
        for (text, expected, doubts) in [
            ("```\n{{#rustdoc_include ../code/a.rs:two}}\n```\n", "```\ntwo\n```\n", 0),
            ("```\n{{#include ../code/a.rs}}\n```\n", "```\none\ntwo\nfive\n```\n", 0),
            ("A\n\n{{< include _b.qmd >}}\n", "A\n\nB {{#include ../code/a.rs:5}}\n", 0),
            (
                "  ```{csv-table} T\n  :file: ../data/t.csv\n  :header-rows: 1\n  ```\n",
                "  ```{csv-table} T\n  :header-rows: 1\n\n  A,B\n  1,2\n  ```\n",
                0,
            ),
            (":::{csv-table} T\n:file: ../data/t.csv\n:::\n", ":::{csv-table} T\n\nA,B\n1,2\n:::\n", 0),
            ("```{csv-table}\n:file: no.csv\n```\n", "```{csv-table}\n:file: no.csv\n```\n", 1),
            ("{{#include ../../a}}\n", "{{#include ../../a}}\n", 1),
            ("{{#include loop.md}}", "{{#include loop.md}}", 1),
        ] {
            let included = resolve(&files, "src/c.md", text);
            let expected = expected.replace("{{#include ../code/a.rs:5}}", "five");
            assert_eq!((included.text.as_str(), included.doubts.len()), (expected.as_str(), doubts));
        }
    }
}
