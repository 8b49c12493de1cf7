//! The words of a single-file HTML in the order in which they are read, by case, and what must not be in it.

use std::collections::BTreeSet;

use html5gum::{StartTag, Token, Tokenizer};

/// Text without white space: where lines are broken is no one's word.
pub fn plain(text: &str) -> String {
    // A break opportunity is not a letter of a word.
    let is_break = |character: char| matches!(character, '\u{AD}' | '\u{200B}');
    let is_letter =
        |character: &char| !character.is_whitespace() && !character.is_control() && !is_break(*character);
    text.chars().filter(is_letter).collect()
}

/// What an HTML says.
#[derive(Debug, Default)]
pub struct Reading {
    /// The pieces of text of each case, without what only HTML adds to them; the caption of a table behind its cells.
    pub cases: Vec<Vec<String>>,
    /// How many places cite a note.
    pub references: usize,
    /// How many notes there are.
    pub notes: usize,
}

/// Elements without an end (HTML, section 13.1.2).
const VOID: [&str; 10] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// What a browser does not show as text: and the tools, which have words of their own.
const HIDDEN: [&str; 6] = ["script", "style", "template", "title", "nav", "svg"];

/// Classes of what HTML adds to the words of a case: numbers, ways back, how to cite it, the data of a drawing.
const ADDED: [&str; 5] = ["note-reference", "note-number", "backlink", "citation", "figure-data"];

/// Elements that the dialect cannot make, and that act.
const ACTING: [&str; 5] = ["iframe", "object", "embed", "form", "base"];

/// Reads an HTML, or says what is in it that must not be.
pub fn read(html: &str) -> Result<Reading, String> {
    let mut scan = Scan::default();
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => scan.start(&tag)?,
            Ok(Token::EndTag(tag)) => scan.end(&String::from_utf8_lossy(&tag.name)),
            Ok(Token::String(words)) => scan.words(&String::from_utf8_lossy(&words)),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    if scan.scripts > 2 { Err(format!("{} scripts", scan.scripts)) } else { Ok(scan.reading) }
}

/// An element that is open.
struct Open {
    name: String,
    role: Role,
}

/// What an element is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Case,
    /// The label of a caption: on pages, the styles put a full stop behind it.
    Label,
    /// Of the words that HTML adds to a case.
    Added,
    Hidden,
}

#[derive(Default)]
struct Scan {
    reading: Reading,
    open: Vec<Open>,
    ids: BTreeSet<String>,
    scripts: usize,
    /// The captions of the tables that are open.
    captions: Vec<Vec<String>>,
}

impl Scan {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), String> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        self.scripts += usize::from(name == "script");
        if ACTING.contains(&name.as_str()) {
            return Err(format!("there is a <{name}>"));
        }
        let role = if HIDDEN.contains(&name.as_str()) { Role::Hidden } else { Role::Plain };
        let mut open = Open { name, role };
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            self.attribute(&mut open, &key, &value)?;
        }
        if open.name == "table" {
            self.captions.push(Vec::new());
        }
        if open.role == Role::Case {
            self.reading.cases.push(Vec::new());
        }
        if !VOID.contains(&open.name.as_str()) && !tag.self_closing {
            self.open.push(open);
        }
        Ok(())
    }

    fn attribute(&mut self, open: &mut Open, key: &str, value: &str) -> Result<(), String> {
        let scheme: String = value.chars().filter(|character| !character.is_whitespace()).collect();
        let scheme = scheme.to_ascii_lowercase();
        let acts = ["javascript:", "vbscript:", "data:text/html"].iter().any(|bad| scheme.starts_with(bad));
        if key.starts_with("on") || acts && matches!(key, "href" | "src" | "action") {
            return Err(format!("<{} {key}={value:?}> acts", open.name));
        }
        if key == "id" {
            if !self.ids.insert(value.to_owned()) {
                return Err(format!("two elements have the id {value:?}"));
            }
            // The heading over the notes.
            if open.name.starts_with('h') && value.ends_with("_notes") {
                open.role = Role::Added;
            }
        }
        if key == "class" {
            let has = |class: &str| value.split(' ').any(|given| given == class);
            self.reading.references += usize::from(has("note-reference"));
            self.reading.notes += usize::from(has("endnote"));
            let is_case = open.name == "section" && ["case", "front", "back"].into_iter().any(has);
            open.role = match open.role {
                Role::Plain if ADDED.into_iter().any(has) => Role::Added,
                Role::Plain if has("caption-label") => Role::Label,
                Role::Plain if is_case => Role::Case,
                role => role,
            };
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        if !self.open.iter().any(|open| open.name == name) {
            return;
        }
        while let Some(open) = self.open.pop() {
            if open.name == "table" {
                let caption = self.captions.pop().unwrap_or_default();
                self.pieces().extend(caption);
            }
            if open.name == name {
                break;
            }
        }
    }

    fn words(&mut self, words: &str) {
        let is_in = |role: Role| self.open.iter().any(|open| open.role == role);
        if is_in(Role::Hidden) {
            return;
        }
        let piece = plain(if is_in(Role::Label) { words.trim_end_matches('.') } else { words });
        let is_of_case = is_in(Role::Case) && !is_in(Role::Added);
        if !is_of_case || piece.is_empty() {
            return;
        }
        let is_caption = self.open.iter().any(|open| open.name == "caption");
        match self.captions.last_mut().filter(|_| is_caption) {
            Some(caption) => caption.push(piece),
            None => self.pieces().push(piece),
        }
    }

    /// The pieces of the case that is read. A table outside of cases is no matter.
    fn pieces(&mut self) -> &mut Vec<String> {
        if self.reading.cases.is_empty() {
            self.reading.cases.push(Vec::new());
        }
        let last = self.reading.cases.len() - 1;
        &mut self.reading.cases[last]
    }
}
