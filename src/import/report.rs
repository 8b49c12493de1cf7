//! The report of the places that a person must look at, `import.md`.

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
    let of = |piece: Option<usize>| {
        doubts.iter().filter(move |doubt| doubt.piece.filter(|piece| *piece < cases.len()) == piece)
    };
    section(&mut text, "The whole book", None, of(None));
    for (index, case) in cases.iter().enumerate() {
        section(&mut text, &case.path, Some(case), of(Some(index)));
    }
    text
}

fn section<'d>(
    text: &mut String,
    title: &str,
    case: Option<&CaseFile>,
    doubts: impl Iterator<Item = &'d Doubt>,
) {
    let mut finder = case.map(|case| Finder::of(&case.text));
    let mut is_first = true;
    for doubt in doubts {
        if std::mem::take(&mut is_first) {
            text.push_str(&format!("\n## {title}\n\n"));
        }
        let line = finder.as_mut().and_then(|finder| finder.line(&doubt.words));
        text.push_str(&item(doubt, line));
    }
}

/// A doubt as an item of a list.
fn item(doubt: &Doubt, line: Option<usize>) -> String {
    let mut places: Vec<String> = line.map(|line| format!("line {line}")).into_iter().collect();
    places.extend(place(&doubt.place));
    let place = if places.is_empty() { String::new() } else { format!("{}: ", places.join(", ")) };
    let words = doubt.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = if words.is_empty() { String::new() } else { format!(" {}", code(&words)) };
    format!("- {place}{}{words}\n", doubt.reason.words())
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
            signs.extend(bare(line));
        }
        Self { signs, starts, from: 0 }
    }

    /// The line in which words begin. Doubts come in the order of the text, so the next place is tried first.
    fn line(&mut self, words: &str) -> Option<usize> {
        let words: String = bare(words).take(COMPARED).collect();
        if words.chars().count() < FEWEST {
            return None;
        }
        let behind = self.signs.get(self.from..).and_then(|rest| rest.find(&words)).map(|at| self.from + at);
        let at = behind.or_else(|| self.signs.find(&words))?;
        self.from = at;
        Some(self.starts.partition_point(|start| *start <= at))
    }
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
    fn a_report_without_doubts_says_so() {
        let report = markdown("a.md", "1 case", &[], &[]);
        assert_eq!(report, "# Import of `a.md`\n\n1 case.\n\nThere is no place that you must look at.\n");
    }
}
