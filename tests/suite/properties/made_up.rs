//! Generates books of arbitrary words as Markdown, with the list of their words.

use proptest::collection::vec;
use proptest::prelude::*;

use super::holds::{NEXT_FILE, files};
use super::words::plain;

/// A book with the words that its outputs must contain, in order.
#[derive(Debug, Clone)]
pub struct MadeUp {
    /// The files, as [`files`] takes them.
    pub text: String,
    /// What was written, without white space.
    pub words: Vec<String>,
    /// How many notes there are, each cited once.
    pub notes: usize,
}

/// A block: its kind, and its words.
#[derive(Debug, Clone)]
enum Part {
    Heading(String),
    Paragraph(Vec<Run>),
    List(Vec<String>),
    Quote(String),
    Table(Vec<[String; 2]>),
    Code(String),
    Figure(String),
}

/// A piece of a paragraph.
#[derive(Debug, Clone)]
enum Run {
    Words(String),
    Emphasis(String),
    Code(String),
    Link(String),
    Note(String),
}

/// Words of any script, with all that means something in Markdown, HTML, XML, YAML or Typst.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9]{1,9}",
        r"[ -/:-@\[-`{-~]{1,4}",
        "[äöüßéñçøłžÅŒ]{1,4}",
        "[αβγδΩжшюЯ]{1,4}",
        "[“”‘’–—…§°×]{1,2}",
        Just("#panic(\"x\")".to_owned()),
        Just("#read(\"/etc/passwd\")".to_owned()),
        Just("</p><script>alert(1)</script>".to_owned()),
        Just("]]><!--".to_owned()),
        Just("\\u{41}".to_owned()),
        Just("&amp;#65;".to_owned()),
        Just("${x} {{x}} <%= x %>".to_owned()),
        Just("$x^2$ @label <label>".to_owned()),
    ];
    // A letter at both ends, to avoid the special rules of Markdown at the edges of lines.
    vec(piece, 0..6).prop_map(|pieces| format!("a{}z", pieces.join(" ")))
}

fn run() -> impl Strategy<Value = Run> {
    prop_oneof![
        words().prop_map(Run::Words),
        words().prop_map(Run::Emphasis),
        words().prop_map(Run::Code),
        words().prop_map(Run::Link),
        words().prop_map(Run::Note),
    ]
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        words().prop_map(Part::Heading),
        vec(run(), 1..6).prop_map(Part::Paragraph),
        vec(words(), 1..4).prop_map(Part::List),
        words().prop_map(Part::Quote),
        vec([words(), words()], 1..4).prop_map(Part::Table),
        words().prop_map(Part::Code),
        words().prop_map(Part::Figure),
    ]
}

/// One or two cases of any words.
pub fn book() -> impl Strategy<Value = MadeUp> {
    (words(), vec((words(), vec(part(), 1..7)), 1..3)).prop_map(|(title, cases)| {
        let mut made = MadeUp {
            text: format!("title: {}\ncases: [\"*.md\"]\nsmart-punctuation: false\n", yaml(&title)),
            words: Vec::new(),
            notes: 0,
        };
        for (title, parts) in cases {
            made.case(&title, &parts);
        }
        made
    })
}

impl MadeUp {
    /// The files of the project.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        files(self.text.as_bytes())
    }

    fn case(&mut self, title: &str, parts: &[Part]) {
        self.text += NEXT_FILE;
        self.text += &format!("# {}\n\n", escaped(title));
        self.say(title);
        let mut notes = Vec::new();
        for part in parts {
            match part {
                Part::Heading(words) => self.text += &format!("## {}\n\n", escaped(words)),
                Part::Paragraph(runs) => self.paragraph(runs, &mut notes),
                Part::List(items) => {
                    for words in items {
                        self.text += &format!("- {}\n", escaped(words));
                        self.say(words);
                    }
                    // Otherwise the next list would continue this one.
                    self.text += "\n---\n\n";
                }
                Part::Quote(words) => self.text += &format!("> {}\n\n", escaped(words)),
                Part::Table(rows) => {
                    self.text += "| A | B |\n|---|---|\n";
                    for [left, right] in rows {
                        self.text += &format!("| {} | {} |\n", escaped(left), escaped(right));
                        self.say(left);
                        self.say(right);
                    }
                    self.text += "\n";
                }
                Part::Code(words) => self.text += &format!("````````\n{words}\n````````\n\n"),
                Part::Figure(words) => {
                    self.text += &format!("![A picture](p.png)\n\nFigure 1. {}\n\n", escaped(words));
                }
            }
            if let Part::Heading(words) | Part::Quote(words) | Part::Code(words) | Part::Figure(words) = part
            {
                self.say(words);
            }
        }
        self.notes += notes.len();
        for (index, words) in notes.iter().enumerate() {
            self.text += &format!("[^{index}]: {}\n", escaped(words));
            self.say(words);
        }
    }

    fn paragraph(&mut self, runs: &[Run], notes: &mut Vec<String>) {
        for run in runs {
            let written = match run {
                Run::Words(words) => escaped(words),
                Run::Emphasis(words) => format!("*{}*", escaped(words)),
                Run::Code(words) => format!("```````` {words} ````````"),
                Run::Link(words) => format!("[{}](https://example.org)", escaped(words)),
                Run::Note(words) => {
                    notes.push(words.clone());
                    format!("word[^{}]", notes.len() - 1)
                }
            };
            self.text += &written;
            self.text += " ";
            match run {
                Run::Note(_) => self.say("word"),
                Run::Words(words) | Run::Emphasis(words) | Run::Code(words) | Run::Link(words) => {
                    self.say(words);
                }
            }
        }
        self.text += "\n\n";
    }

    fn say(&mut self, words: &str) {
        self.words.push(plain(words));
    }
}

/// Markdown in which every delimiter is literal (`CommonMark` 0.31, section 2.4).
fn escaped(words: &str) -> String {
    words
        .chars()
        .flat_map(|character| {
            let mark = character.is_ascii_punctuation().then_some('\\');
            mark.into_iter().chain([character])
        })
        .collect()
}

/// A text between quotation marks (YAML 1.2, section 7.3.1).
fn yaml(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}
