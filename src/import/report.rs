//! The report of the places that a person must look at, `import.md`.

use std::collections::HashMap;

use super::doubt::{Doubt, Place};

/// A case file, to find the places of doubts in it.
#[derive(Debug)]
pub struct CaseFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// The text of the report. `source` is the name of what was imported.
#[must_use]
pub fn markdown(source: &str, counts: &str, doubts: &[Doubt], cases: &[CaseFile]) -> String {
    let mut text = format!("# Import of {}\n\n{counts}.\n", code(source));
    if doubts.is_empty() {
        text.push_str("\nThere is no place that you must look at.\n");
        return text;
    }
    let places = if doubts.len() == 1 { "1 place".to_owned() } else { format!("{} places", doubts.len()) };
    text.push_str(&format!("\nLook at {places}. Delete this file when you have done so.\n"));
    text.push_str(&overview(doubts));
    let of = |piece: Option<usize>| -> Vec<&Doubt> {
        doubts.iter().filter(|doubt| doubt.piece.filter(|piece| *piece < cases.len()) == piece).collect()
    };
    text.push_str(&section("The whole book", None, &of(None)));
    for (index, case) in cases.iter().enumerate() {
        text.push_str(&section(&case.path, Some(case), &of(Some(index))));
    }
    text
}

/// Doubts from which on the report begins with the number of places for each reason.
const MANY: usize = 20;

/// The reasons with the numbers of their places, if there are many places.
fn overview(doubts: &[Doubt]) -> String {
    if doubts.len() < MANY {
        return String::new();
    }
    let all: Vec<&Doubt> = doubts.iter().collect();
    let mut counts: Vec<(String, usize)> =
        by_reason(&all).into_iter().map(|(reason, group)| (reason, group.len())).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let lines = counts.into_iter().map(|(reason, count)| format!("- {count} × {reason}\n"));
    format!("\n{}", lines.collect::<String>())
}

/// Doubts with their reason in words, in the order in which the reasons come first.
fn by_reason<'d>(doubts: &[&'d Doubt]) -> Vec<(String, Vec<&'d Doubt>)> {
    let mut groups: Vec<(String, Vec<&Doubt>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for doubt in doubts {
        let reason = doubt.reason.words();
        let place = *places.entry(reason.clone()).or_insert_with(|| {
            groups.push((reason, Vec::new()));
            groups.len() - 1
        });
        groups.get_mut(place).into_iter().for_each(|(_, group)| group.push(doubt));
    }
    groups
}

/// The doubts about the whole book or about a case. Places with the same reason stand together.
fn section(title: &str, case: Option<&CaseFile>, doubts: &[&Doubt]) -> String {
    if doubts.is_empty() {
        return String::new();
    }
    let mut text = format!("\n## {title}\n\n");
    for (reason, group) in by_reason(doubts) {
        let mut finder = case.map(|case| Finder::of(&case.text));
        let mut line = |doubt: &Doubt| finder.as_mut().and_then(|finder| finder.line(&doubt.words));
        if let [doubt] = group.as_slice() {
            text.push_str(&format!("- {}\n", item(doubt, line(doubt), &reason)));
            continue;
        }
        text.push_str(&format!("- {reason}\n"));
        for doubt in group {
            text.push_str(&format!("  - {}\n", item(doubt, line(doubt), "")));
        }
    }
    text
}

/// The place of a doubt, its reason, and its words.
fn item(doubt: &Doubt, line: Option<usize>, reason: &str) -> String {
    let mut places: Vec<String> = line.map(|line| format!("line {line}")).into_iter().collect();
    places.extend(place(&doubt.place));
    let words = doubt.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { String::new() } else { code(&words) };
    let colon = if places.is_empty() || reason.is_empty() && words.is_empty() { "" } else { ":" };
    let place = places.join(", ") + colon;
    let parts = [place.as_str(), reason, words.as_str()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn place(place: &Place) -> Option<String> {
    match place {
        Place::Line(number) => Some(format!("line {number} of the source")),
        Place::Paragraph(number) => Some(format!("paragraph {number} of the source")),
        Place::Note(number) => Some(format!("note {number} of the source")),
        Place::File(path) => Some(format!("the file {} of the source", code(path))),
        Place::Whole => None,
    }
}

/// Words as code, so that no sign in them means anything.
fn code(words: &str) -> String {
    let longest = words.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// Most letters and digits that are compared.
const COMPARED: usize = 40;

/// Fewest of them.
const FEWEST: usize = 4;

/// Finds words in a text, whatever the markup around them is.
struct Finder {
    /// The letters and digits of the text.
    signs: String,
    /// The offset in them of the start of each line.
    starts: Vec<usize>,
    /// The end of the last words that were found.
    from: usize,
}

impl Finder {
    fn of(text: &str) -> Self {
        let (mut signs, mut starts) = (String::new(), Vec::new());
        for line in text.lines() {
            starts.push(signs.len());
            signs.extend(bare(&without_labels(line)));
        }
        Self { signs, starts, from: 0 }
    }

    /// The line in which words begin. Doubts come in the order of the text, so the next place is tried first. The words
    /// may begin with the number of a note, which the text shows in another way.
    fn line(&mut self, words: &str) -> Option<usize> {
        let numbered =
            words.split_once(' ').filter(|(first, _)| first.bytes().all(|byte| byte.is_ascii_digit()));
        let at = self
            .find(words, COMPARED)
            .or_else(|| self.find(numbered?.1, COMPARED))
            .or_else(|| self.find(words, COMPARED / 2))?;
        self.from = at;
        Some(self.starts.partition_point(|start| *start <= at))
    }

    fn find(&self, words: &str, compared: usize) -> Option<usize> {
        let words: String = bare(words).take(compared).collect();
        if words.chars().count() < FEWEST {
            return None;
        }
        let behind = self.signs.get(self.from..).and_then(|rest| rest.find(&words)).map(|at| self.from + at);
        behind.or_else(|| self.signs.find(&words))
    }
}

/// A line without the labels of notes, which stand between its words.
fn without_labels(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("[^") {
        text.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    text + rest
}

/// The letters and digits of a text, in lower case.
fn bare(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::reason::Reason;
    use super::*;

    fn doubt(piece: Option<usize>, words: &str, reason: Reason) -> Doubt {
        Doubt { place: Place::Paragraph(7), piece, words: words.to_owned(), reason }
    }

    #[test]
    fn doubts_stand_under_their_cases_with_their_lines() {
        let cases = [
            CaseFile {
                path: "cases/a.md".to_owned(),
                text: "---\ntitle: A\n---\n\nSome *words*\nin a text.\n".to_owned(),
            },
            CaseFile { path: "cases/b.md".to_owned(), text: "Other words.\n".to_owned() },
        ];
        let doubts = [
            doubt(Some(0), "words in a", Reason::Comment("B. Editor".to_owned())),
            doubt(None, "", Reason::NotRead("a macro".to_owned())),
        ];
        let expected = "# Import of `a.docx`\n\n2 cases.\n\nLook at 2 places. Delete this file when you have done so.\n\n\
            ## The whole book\n\n- paragraph 7 of the source: Not read: a macro.\n\n## cases/a.md\n\n\
            - line 5, paragraph 7 of the source: A comment by B. Editor. `words in a`\n";
        assert_eq!(markdown("a.docx", "2 cases", &doubts, &cases), expected);
    }

    #[test]
    fn places_with_one_reason_stand_together() {
        let text =
            "---\ntitle: A\n---\n\nThe old[^1] harbour,\nand the new one.[^2]\n\n[^1]: A guide.\n".to_owned();
        let cases = [CaseFile { path: "cases/a.md".to_owned(), text }];
        let mut doubts = vec![
            doubt(Some(0), "The old harbour", Reason::Macros),
            doubt(Some(0), "and the new", Reason::Hidden),
            doubt(Some(0), "12 A guide", Reason::Macros),
        ];
        let (macros, hidden) = (Reason::Macros.words(), Reason::Hidden.words());
        let expected = format!(
            "## cases/a.md\n\n- {macros}\n  - line 5, paragraph 7 of the source: `The old harbour`\n  \
            - line 8, paragraph 7 of the source: `12 A guide`\n- line 6, paragraph 7 of the source: {hidden} `and the new`\n"
        );
        let report = markdown("a", "1 case", &doubts, &cases);
        assert!(report.ends_with(&expected), "{report}");
        assert!(!report.contains("× "), "{report}");
        doubts.extend((0..MANY).map(|_| doubt(None, "", Reason::Macros)));
        let report = markdown("a", "1 case", &doubts, &cases);
        assert!(report.contains(&format!("\n- 22 × {macros}\n- 1 × {hidden}\n")), "{report}");
    }

    #[test]
    fn a_report_without_doubts_says_so() {
        let report = markdown("a.md", "1 case", &[], &[]);
        assert_eq!(report, "# Import of `a.md`\n\n1 case.\n\nThere is no place that you must look at.\n");
    }
}
