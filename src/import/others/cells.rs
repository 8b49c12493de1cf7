//! Cells of notebooks that Jupyter Book leaves out, by their tags: `remove-cell`, `remove-input`, `remove-output`.

use crate::import::{Doubt, Place, Reason};

/// The parts of a cell that a book shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The code.
    pub input: bool,
    /// The outputs.
    pub output: bool,
    /// Whether a reader of the source must open a part of the cell to see it.
    pub is_folded: bool,
}

impl Shown {
    /// The parts that the tags of a cell leave. `nbconvert` writes the names with low lines.
    pub fn of<'t>(tags: impl Iterator<Item = &'t str>) -> Self {
        let mut shown = Self { input: true, output: true, is_folded: false };
        for tag in tags {
            match tag
                .trim_matches(|sign: char| sign.is_whitespace() || "[]\"',".contains(sign))
                .replace('_', "-")
                .as_str()
            {
                "remove-cell" => (shown.input, shown.output) = (false, false),
                "remove-input" => shown.input = false,
                "remove-output" => shown.output = false,
                "hide-cell" | "hide-input" | "hide-output" => shown.is_folded = true,
                _ => {}
            }
        }
        shown
    }
}

/// How many cells of a text are changed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    removed: usize,
    folded: usize,
}

impl Counts {
    /// Counts a cell.
    pub fn add(&mut self, shown: Shown) {
        self.removed += usize::from(!shown.input || !shown.output);
        self.folded += usize::from(shown.is_folded && (shown.input || shown.output));
    }

    /// The reasons to look at the text, one for each kind of change.
    pub fn reasons(self) -> impl Iterator<Item = Reason> {
        let removed = (self.removed > 0).then(|| {
            let what = "the code or the outputs of cells whose tags ask for it (`remove-cell`, `remove-input`, `remove-output`)";
            Reason::LeftOut(what.to_owned())
        });
        removed.into_iter().chain((self.folded > 0).then(folded))
    }
}

/// The reason for cells that are folded in the source.
fn folded() -> Reason {
    let what = "cells that the source hides until a reader opens them (`hide-input` and the like) are shown";
    Reason::Changed(what.to_owned())
}

/// Doubts with one about all folded cells of the book instead of one for each text.
pub fn summarized(mut doubts: Vec<Doubt>) -> Vec<Doubt> {
    let count = doubts.len();
    doubts.retain(|doubt| doubt.reason != folded());
    if doubts.len() < count {
        doubts.push(Doubt { place: Place::Whole, piece: None, words: String::new(), reason: folded() });
    }
    doubts
}

/// A text of `MyST` without the cells whose code is removed. Their outputs are not in the text.
pub fn without_removed(text: &str) -> (String, Counts) {
    let mut counts = Counts::default();
    if !text.contains("{code-cell}") {
        return (text.to_owned(), counts);
    }
    let (mut out, mut cell) = (String::with_capacity(text.len()), None::<(String, String)>);
    for line in text.split_inclusive('\n') {
        match cell.as_mut() {
            Some((fence, lines)) => {
                lines.push_str(line);
                if line.trim() == fence {
                    let shown = Shown::of(tags(lines));
                    counts.add(shown);
                    // The caption of an output that is not here must not be lost.
                    let has_caption = shown.output && lines.contains("caption:");
                    out.push_str(if shown.input || has_caption { lines } else { "" });
                    cell = None;
                }
            }
            None => match line.trim_start().split_once("{code-cell}") {
                Some((fence, _))
                    if fence.len() >= 3
                        && ["`", "~", ":"]
                            .iter()
                            .any(|sign| fence.trim_matches(|own| sign.contains(own)).is_empty()) =>
                {
                    cell = Some((fence.to_owned(), line.to_owned()));
                }
                _ => out.push_str(line),
            },
        }
    }
    // A cell without an end goes on to the end of the text.
    out.push_str(cell.map(|(_, lines)| lines).as_deref().unwrap_or_default());
    (out, counts)
}

/// The tags among the options of a cell: `:tags: [a, b]`, or YAML between lines of hyphens.
fn tags(cell: &str) -> impl Iterator<Item = &str> {
    let mut lines = cell.lines().skip(1).map(str::trim).peekable();
    let is_yaml = lines.peek().is_some_and(|line| line.starts_with("---"));
    let options: Vec<&str> = if is_yaml {
        lines.skip(1).take_while(|line| !line.starts_with("---")).collect()
    } else {
        lines.take_while(|line| line.starts_with(':')).map(|line| line.trim_start_matches(':')).collect()
    };
    let start = options.iter().position(|option| option.starts_with("tags:"));
    let own = options.into_iter().skip(start.unwrap_or(usize::MAX));
    let first_and_items = own.enumerate().take_while(|(index, line)| *index == 0 || line.starts_with('-'));
    first_and_items.flat_map(|(_, line)| line.trim_start_matches("tags:").trim_start_matches('-').split(','))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_cells_are_left_out() {
        let cell = |options: &str| format!("A\n\n```{{code-cell}} python\n{options}x = 1\n```\n\nB\n");
        for (options, is_there, removed, folded) in [
            ("", true, 0, 0),
            (":tags: [remove-cell]\n", false, 1, 0),
            (":tags: [\"remove_input\", a]\n", false, 1, 0),
            (":tags: [remove-output]\n", true, 1, 0),
            (":tags: [hide-input]\n", true, 0, 1),
            ("---\nname: a\ntags:\n  - remove-cell\n---\n", false, 1, 0),
            ("---\ntags: [remove-input]\nmystnb:\n  figure:\n    caption: A\n---\n", true, 1, 0),
            ("---\ntags: [a, hide-cell]\n---\n", true, 0, 1),
            ("---\nname: a\nother:\n  - remove-cell\n---\n", true, 0, 0),
        ] {
            let text = cell(options);
            let expected = if is_there { text.clone() } else { "A\n\n\nB\n".to_owned() };
            assert_eq!(without_removed(&text), (expected, Counts { removed, folded }), "{options}");
        }
    }
}
