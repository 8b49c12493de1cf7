//! Straight quotation marks and what typists write for dashes, made typographic: for titles, which are no Markdown, and for
//! marks in Markdown that their neighbours do not turn.

/// Makes straight quotation marks, double and triple hyphens and triple full stops typographic, as pulldown-cmark does in
/// Markdown: for titles, which are no Markdown.
#[must_use]
pub fn typographic(words: &str) -> String {
    let dashed = words.replace("---", "—").replace("--", "–").replace("...", "…");
    let mut out = String::with_capacity(dashed.len());
    let mut marks = Marks::default();
    let mut characters = dashed.chars().peekable();
    while let Some(character) = characters.next() {
        let before = out.chars().next_back();
        let opens = before.is_none_or(|before| before.is_whitespace() || "([{—–“‘".contains(before));
        out.push(match character {
            '"' | '\'' => marks.turn(character, opens, before, characters.peek().copied()),
            character => character,
        });
    }
    out
}

/// Which marks are open in the paragraph that is being read.
#[derive(Debug, Default)]
pub struct Marks {
    is_double_open: bool,
    is_single_open: bool,
    /// Whether a mark was turned by those that are open, which pulldown-cmark does not know.
    is_own: bool,
}

impl Marks {
    /// Turns a straight mark: by those that are open where its neighbours do not tell, else as `opens` says.
    pub fn turn(&mut self, mark: char, opens: bool, before: Option<char>, behind: Option<char>) -> char {
        let is_double = mark == '"';
        let is_open = if is_double { &mut self.is_double_open } else { &mut self.is_single_open };
        let is_apostrophe =
            !is_double && behind.is_some_and(|behind| behind.is_alphabetic() && !is_unsure(behind));
        let points = points(before, behind);
        // Beside others, a double mark closes where it can and one is open, as in pulldown-cmark.
        let opens = if is_double && self.is_own { !(*is_open && can_close(before, behind)) } else { opens };
        self.is_own |= points.is_some();
        let opens = match points {
            Some(Points::Anywhere) if is_apostrophe && !*is_open => before.is_none_or(is_without_blanks),
            Some(Points::Anywhere) => !*is_open,
            Some(Points::Forwards) => true,
            Some(Points::Backwards) => false,
            None => opens,
        };
        // The apostrophe in a word closes nothing.
        *is_open = opens || (is_apostrophe && *is_open && before.is_some_and(char::is_alphanumeric));
        match (is_double, opens) {
            (true, true) => '“',
            (true, false) => '”',
            (false, true) => '‘',
            (false, false) => '’',
        }
    }
}

/// Which way a mark points by its neighbours.
enum Points {
    Forwards,
    Backwards,
    Anywhere,
}

/// Which way a mark beside code or a letter of a script without blanks points; `None` beside others.
fn points(before: Option<char>, behind: Option<char>) -> Option<Points> {
    let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    if !before.is_some_and(is_unsure) && !behind.is_some_and(is_unsure) {
        return None;
    }
    let opens_before = before.is_some_and(|before| "([{".contains(before));
    let ends_behind = behind.is_some_and(|behind| ".,;:!?)]}".contains(behind));
    Some(match (is_blank(before) || opens_before, is_blank(behind) || ends_behind) {
        (true, false) => Points::Forwards,
        (false, true) => Points::Backwards,
        (true, true) | (false, false) => Points::Anywhere,
    })
}

fn can_close(before: Option<char>, behind: Option<char>) -> bool {
    before.is_some_and(|before| !before.is_whitespace()) && !behind.is_some_and(char::is_alphanumeric)
}

/// Whether a neighbour does not tell which way a mark points: code, or a letter of a script without blanks.
fn is_unsure(side: char) -> bool {
    side == '`' || is_without_blanks(side)
}

/// Whether words of the character's script stand without blanks between them, or, in Korean, without one before their
/// endings: Thai, Lao, Tibetan, Burmese, Khmer, Chinese and Japanese.
fn is_without_blanks(character: char) -> bool {
    matches!(character,
        '\u{E00}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
