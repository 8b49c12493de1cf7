//! Converts straight quotation marks, and hyphens used as dashes, to typographic ones: in titles, which are not
//! Markdown, and for marks in Markdown whose neighbours do not determine their direction.

/// Converts straight quotation marks, double and triple hyphens and triple full stops in a title, as pulldown-cmark
/// does in Markdown.
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

/// The quotation marks that are open in the current paragraph.
#[derive(Debug, Default)]
pub struct Marks {
    is_double_open: bool,
    is_single_open: bool,
    /// Whether the open marks decided a direction, which pulldown-cmark does not take into account.
    is_own: bool,
}

impl Marks {
    /// The typographic form of a straight mark. If its neighbours do not determine the direction, the open marks do; or
    /// else `opens`.
    pub fn turn(&mut self, mark: char, opens: bool, before: Option<char>, behind: Option<char>) -> char {
        let is_double = mark == '"';
        let is_open = if is_double { &mut self.is_double_open } else { &mut self.is_single_open };
        let is_apostrophe =
            !is_double && behind.is_some_and(|behind| behind.is_alphabetic() && !is_unsure(behind));
        let points = points(before, behind);
        // Next to other characters, a double mark closes if it can and one is open, as in pulldown-cmark.
        let opens = if is_double && self.is_own { !(*is_open && can_close(before, behind)) } else { opens };
        self.is_own |= points.is_some();
        let opens = match points {
            Some(Points::Anywhere) if is_apostrophe && !*is_open => before.is_none_or(is_without_blanks),
            Some(Points::Anywhere) => !*is_open,
            Some(Points::Forwards) => true,
            Some(Points::Backwards) => false,
            None => opens,
        };
        // An apostrophe in a word closes nothing.
        *is_open = opens || (is_apostrophe && *is_open && before.is_some_and(char::is_alphanumeric));
        match (is_double, opens) {
            (true, true) => '“',
            (true, false) => '”',
            (false, true) => '‘',
            (false, false) => '’',
        }
    }
}

/// The direction of a mark that its neighbours determine.
enum Points {
    Forwards,
    Backwards,
    Anywhere,
}

/// The direction of a mark next to code or a letter of a script without spaces; `None` next to others.
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

/// Whether a neighbour does not determine the direction of a mark: code, or a letter of a script without spaces.
fn is_unsure(side: char) -> bool {
    side == '`' || is_without_blanks(side)
}

/// Whether the script of a character has no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Chinese and
/// Japanese; or, in Korean, none before particles.
fn is_without_blanks(character: char) -> bool {
    matches!(character,
        '\u{E00}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{9FFF}'
            | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}
