//! Reads the words of HTML with a simple scan of its tags, independent of casebook's readers.

/// The tokens of a text, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// Letters and digits without a gap.
    Word(String),
    /// The number that cites a note.
    Reference(String),
    /// The start of a note.
    Note,
}

impl Token {
    /// The token as messages show it.
    pub fn shown(&self) -> String {
        match self {
            Token::Word(word) => word.clone(),
            Token::Reference(number) => format!("[{number}]"),
            Token::Note => "(note)".to_owned(),
        }
    }
}

/// The text and the notes of an HTML fragment, and the alternative texts of its pictures.
#[derive(Debug, Default)]
pub struct Reading {
    pub text: Vec<Token>,
    pub notes: Vec<Token>,
    pub alternatives: Vec<String>,
}

/// Elements before and after which a word ends, in any browser.
const SEPARATE: [&str; 51] = [
    "address",
    "article",
    "aside",
    "base",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "iframe",
    "img",
    "li",
    "link",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// The classes of note references.
const REFERENCES: [&str; 2] = ["footnote-ref", "note-reference"];

/// Elements whose content is not shown.
const UNREAD: [&str; 5] = ["script", "style", "template", "title", "textarea"];

/// Reads HTML as a browser shows it, with the notes of comrak or of casebook.
pub fn read(html: &str) -> Reading {
    let mut scan = Scan::default();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        scan.text(&rest[..start]);
        rest = scan.markup(&rest[start..]);
    }
    scan.text(rest);
    scan.end_word();
    scan.reading
}

/// Characters that do not separate words: break opportunities, and delimiters that one reader treats as markup and the
/// other as text.
const JOINING: [char; 7] = ['\u{AD}', '\u{200B}', '\u{2060}', '^', '~', '*', '_'];

#[derive(Default)]
struct Scan {
    reading: Reading,
    word: String,
    in_notes: bool,
    /// The element whose end tag ends the current state, and whether its content is a reference.
    until: Option<(String, bool)>,
    number: String,
    /// The open links, and the references in them, which are moved after the link because links cannot nest.
    links: usize,
    held: Vec<Token>,
}

impl Scan {
    fn text(&mut self, text: &str) {
        let text = decoded(text);
        match &self.until {
            Some((_, true)) => self.number.push_str(text.trim()),
            Some((_, false)) => {}
            None => {
                for character in text.chars() {
                    if character.is_alphanumeric() {
                        self.word.push(character);
                    } else if !JOINING.contains(&character) {
                        self.end_word();
                    }
                }
            }
        }
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            let word = std::mem::take(&mut self.word);
            self.push(Token::Word(word));
        }
    }

    fn push(&mut self, token: Token) {
        if self.in_notes { &mut self.reading.notes } else { &mut self.reading.text }.push(token);
    }

    /// Reads markup that begins with `<` and returns the rest.
    fn markup<'h>(&mut self, html: &'h str) -> &'h str {
        for (start, end) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")] {
            if let Some(rest) = html.strip_prefix(start) {
                // In HTML, `>` directly after the start of a comment ends it.
                let rest = if start == "<!--" && rest.starts_with(['>', '-']) { &html[2..] } else { rest };
                return rest.split_once(end).map_or("", |(_, rest)| rest);
            }
        }
        let is_tag = html[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match html[1..].find(tag_end()).filter(|_| is_tag) {
            Some(end) => {
                self.tag(&html[1..=end]);
                &html[end + 2..]
            }
            None => {
                self.text("<");
                &html[1..]
            }
        }
    }

    fn tag(&mut self, tag: &str) {
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if let Some((wanted, is_reference)) = &self.until {
            if tag.starts_with('/') && *wanted == name {
                if *is_reference {
                    let number = Token::Reference(std::mem::take(&mut self.number));
                    if self.links > 0 {
                        self.held.push(number);
                    } else {
                        self.end_word();
                        self.push(number);
                    }
                }
                self.until = None;
            }
            return;
        }
        let is_reference = attribute(tag, "class").is_some_and(|class| REFERENCES.contains(&class.as_str()));
        if SEPARATE.contains(&name.as_str()) && !is_reference {
            self.end_word();
        }
        if tag == "/a" {
            self.links = self.links.saturating_sub(1);
            if self.links == 0 && !self.held.is_empty() {
                self.end_word();
                for number in std::mem::take(&mut self.held) {
                    self.push(number);
                }
            }
        } else if !tag.starts_with('/') {
            self.opening(tag, name);
        }
    }

    fn opening(&mut self, tag: &str, name: String) {
        let class = attribute(tag, "class").unwrap_or_default();
        match class.as_str() {
            "footnotes" | "endnotes" => self.in_notes = true,
            "endnote" => self.push(Token::Note),
            class if REFERENCES.contains(&class) => self.until = Some((name.clone(), true)),
            "footnote-backref" | "note-number" | "backlink" | "citation" => {
                self.until = Some((name.clone(), false));
            }
            _ => self.links += usize::from(name == "a"),
        }
        if self.until.is_some() {
            return;
        }
        let id = attribute(tag, "id").unwrap_or_default();
        if name == "li" && id.starts_with("fn-") {
            self.push(Token::Note);
        }
        if name.starts_with('h') && id.ends_with("_notes") || UNREAD.contains(&name.as_str()) {
            self.until = Some((name, false));
            return;
        }
        let alternative = attribute(tag, if name == "svg" { "aria-label" } else { "alt" });
        if matches!(name.as_str(), "img" | "svg") {
            let alternative = decoded(&alternative.unwrap_or_default());
            let words = alternative.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
            self.reading.alternatives.extend(words.map(str::to_owned));
        }
    }
}

/// Finds the end of a tag: the first `>` outside quotation marks.
fn tag_end() -> impl FnMut(char) -> bool {
    let mut quote = None;
    let mut before = ' ';
    move |character| {
        match (quote, character) {
            (None, '>') => return true,
            (None, '"' | '\'') if before == '=' => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
        if !character.is_whitespace() {
            before = character;
        }
        false
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The text with character references decoded.
fn decoded(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        match found {
            Some((character, rest)) => {
                plain.push(character);
                plain.push_str(rest);
            }
            None => {
                plain.push('&');
                plain.push_str(part);
            }
        }
    }
    plain
}

fn character(name: &str) -> Option<char> {
    let named = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "copy" => '©',
        "ouml" => 'ö',
        "auml" => 'ä',
        "eacute" => 'é',
        _ => '\0',
    };
    if named != '\0' {
        return Some(named);
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}
