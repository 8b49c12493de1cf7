//! Reads the text of a single-file HTML by case, in reading order, and rejects active content.

use std::collections::BTreeSet;

use html5gum::{StartTag, Token, Tokenizer};

/// Text without white space and break opportunities, because each output breaks lines differently.
pub fn plain(text: &str) -> String {
    // A break opportunity is not a letter of a word.
    let is_break = |character: char| matches!(character, '\u{AD}' | '\u{200B}');
    let is_letter =
        |character: &char| !character.is_whitespace() && !character.is_control() && !is_break(*character);
    text.chars().filter(is_letter).collect()
}

/// The text of an HTML file.
#[derive(Debug, Default)]
pub struct Reading {
    /// The pieces of text of each case, without what only HTML adds. The caption of a table follows its cells.
    pub cases: Vec<Vec<String>>,
    /// Number of note references.
    pub references: usize,
    /// Number of notes.
    pub notes: usize,
}

/// Void elements, which have no end tag (HTML, section 13.1.2).
const VOID: [&str; 10] = ["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"];

/// Elements that a browser does not show as text, and the tools, which have their own text.
const HIDDEN: [&str; 6] = ["script", "style", "template", "title", "nav", "svg"];

/// Classes of what HTML adds to the text of a case: note numbers, back links, the citation, and the data of a drawing.
const ADDED: [&str; 5] = ["note-reference", "note-number", "backlink", "citation", "figure-data"];

/// Active elements, which the dialect cannot create.
const ACTING: [&str; 5] = ["iframe", "object", "embed", "form", "base"];

/// Reads an HTML file. Fails if it has active content.
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

/// An open element.
struct Open {
    name: String,
    role: Role,
}

/// The role of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Case,
    /// The label of a caption. On pages, the styles add a full stop after it.
    Label,
    /// Text that HTML adds to a case.
    Added,
    Hidden,
}

#[derive(Default)]
struct Scan {
    reading: Reading,
    open: Vec<Open>,
    ids: BTreeSet<String>,
    scripts: usize,
    /// The captions of the open tables.
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
            // The heading of the notes.
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

    /// The pieces of the current case. Tables outside cases do not matter.
    fn pieces(&mut self) -> &mut Vec<String> {
        if self.reading.cases.is_empty() {
            self.reading.cases.push(Vec::new());
        }
        let last = self.reading.cases.len() - 1;
        &mut self.reading.cases[last]
    }
}
