//! Line ends in the source of running text. A line end between words stands for a space. Chinese and Japanese have no
//! spaces between words, so a line end in them stands for nothing.

use unicode_script::{Script, UnicodeScript};

use crate::model::{Inline, Shown};
use crate::typography::is_undecided;

/// A line end in running text whose meaning is not known yet. Finished text has none.
pub const LINE_END: char = '\n';

/// Takes the place of an image between characters.
const OBJECT: char = '\u{FFFC}';

/// Replaces every line end by a space, or by nothing.
pub fn resolve(inlines: &mut [Inline]) {
    let mut characters = Vec::new();
    if collect(inlines, &mut characters) {
        let mut joins = joins(&characters).into_iter();
        replace(inlines, &mut joins);
    }
}

/// Collects the visible characters, and returns whether there is a line end among them. A note reference counts as
/// nothing.
fn collect(inlines: &[Inline], characters: &mut Vec<char>) -> bool {
    let mut has_line_end = false;
    for inline in inlines {
        match inline.shown() {
            Shown::Words(words) => {
                has_line_end |= words.contains(LINE_END);
                characters.extend(words.chars());
            }
            // Code has no line ends.
            Shown::Code(words) => {
                characters.extend(words.chars().next());
                characters.extend(words.chars().next_back());
            }
            Shown::Object if matches!(inline, Inline::NoteReference(_)) => {}
            Shown::Object | Shown::Formula(_) | Shown::Break => characters.push(OBJECT),
            Shown::Children => has_line_end |= collect(inline.children(), characters),
        }
    }
    has_line_end
}

/// For each line end, whether it stands for nothing.
fn joins(characters: &[char]) -> Vec<bool> {
    let mut joins = Vec::new();
    for (index, character) in characters.iter().enumerate() {
        if *character == LINE_END {
            let before = Neighbour::of(characters[..index].iter().rev().copied());
            let behind = Neighbour::of(characters[index + 1..].iter().copied());
            joins.push(before.joins(behind));
        }
    }
    joins
}

fn replace(inlines: &mut [Inline], joins: &mut impl Iterator<Item = bool>) {
    for inline in inlines {
        match inline {
            Inline::Text(words) if words.contains(LINE_END) => {
                let mut kept = String::with_capacity(words.len());
                for character in words.chars() {
                    if character != LINE_END {
                        kept.push(character);
                    } else if joins.next() != Some(true) {
                        kept.push(' ');
                    }
                }
                *words = kept;
            }
            inline => {
                if let Some(children) = inline.children_mut() {
                    replace(children, joins);
                }
            }
        }
    }
}

/// What stands next to a line end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Neighbour {
    /// A letter of Chinese or Japanese: a Han character, kana, bopomofo, Yi.
    Letter,
    /// A full-width sign, which has its own space inside: `。`, `（`.
    Sign,
    /// A space of zero width: the author wants no space here.
    Join,
    Hangul,
    Other,
}

impl Neighbour {
    /// The class of the first of these characters, which lead away from the line end.
    fn of(mut outwards: impl Iterator<Item = char>) -> Self {
        let Some(first) = outwards.next() else { return Self::Other };
        // Chinese uses the same quotation marks, dashes and dots as English. The character next to one decides.
        if is_shared(first) {
            let inner = outwards.by_ref().find(|character| !is_shared(*character)).map(Self::of_character);
            return if matches!(inner, Some(Self::Letter | Self::Sign)) { Self::Letter } else { Self::Other };
        }
        Self::of_character(first)
    }

    fn of_character(character: char) -> Self {
        match character {
            '\u{200B}' => Self::Join,
            // The ideographic space, punctuation, and full-width forms of ASCII that are no letters or digits.
            '\u{3000}'..='\u{3004}'
            | '\u{3008}'..='\u{3020}'
            | '\u{3030}'
            | '\u{303D}'
            | '\u{30A0}'
            | '\u{30FB}'
            | '\u{FE10}'..='\u{FE1F}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF01}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}'
            | '\u{FF3B}'..='\u{FF40}'
            | '\u{FF5B}'..='\u{FF65}' => Self::Sign,
            // Full-width letters and digits, iteration marks, and Han characters in circles and squares.
            '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{303F}'
            | '\u{3190}'..='\u{319F}'
            | '\u{31C0}'..='\u{31EF}'
            | '\u{3220}'..='\u{325F}'
            | '\u{3280}'..='\u{33FF}'
            | '\u{2FF0}'..='\u{2FFF}'
            | '\u{30FC}'
            | '\u{FF10}'..='\u{FF5A}'
            | '\u{FF70}' => Self::Letter,
            character => match character.script() {
                Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Yi => {
                    Self::Letter
                }
                Script::Hangul => Self::Hangul,
                _ => Self::Other,
            },
        }
    }

    /// Whether a line end between these two stands for nothing (compare CSS Text 4, "segment break transformation").
    fn joins(self, other: Self) -> bool {
        match (self, other) {
            (Self::Join, _) | (_, Self::Join) => true,
            (Self::Hangul, _) | (_, Self::Hangul) => false,
            (Self::Sign, _) | (_, Self::Sign) | (Self::Letter, Self::Letter) => true,
            (Self::Other, _) | (_, Self::Other) => false,
        }
    }
}

/// Punctuation that Chinese and Japanese share with other scripts.
fn is_shared(character: char) -> bool {
    is_undecided(character) || matches!(character, '“' | '”' | '‘' | '’' | '"' | '\'' | '—' | '–' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ReferenceId, Style, plain_text};

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    fn resolved(mut inlines: Vec<Inline>) -> String {
        resolve(&mut inlines);
        plain_text(&inlines)
    }

    #[test]
    fn a_line_end_is_a_space_except_in_scripts_without_spaces() {
        for (before, behind, is_joined) in [
            ("word", "word", false),
            ("港口", "开放", true),
            ("ひら", "がな", true),
            ("カタ", "カナ", true),
            ("データ", "ーと", true),
            ("漢字", "かな", true),
            ("ㄅㄆ", "ㄇㄈ", true),
            ("第３", "６回", true),
            ("各々", "々と", true),
            ("是。", "他们", true),
            ("说：", "“好", true),
            ("好”", "他说", true),
            ("港口", "“开放”", true),
            ("港口——", "开放", true),
            ("港口……", "开放", true),
            ("港口", "“open”", false),
            ("他用，", "Rust 编写", true),
            ("Rust", "（语言）", true),
            ("港口", "Oman", false),
            ("Oman", "港口", false),
            ("2017", "年", false),
            ("한글", "문장", false),
            ("한글", "漢字", false),
            ("한글", "「말」", false),
            ("🎉", "🎉", false),
            ("ไทย", "ไทย", false),
            ("said:", "“Yes", false),
            ("“", "word", false),
        ] {
            let found = resolved(vec![text(&format!("{before}\n{behind}"))]);
            let joint = if is_joined { "" } else { " " };
            assert_eq!(found, format!("{before}{joint}{behind}"));
        }
    }

    #[test]
    fn styles_and_note_references_do_not_matter() {
        let styled = |words: &str| Inline::Styled(Style::Emphasis, vec![text(words)]);
        let note = || Inline::NoteReference(ReferenceId::after(0));
        assert_eq!(resolved(vec![styled("港口"), text("\n"), styled("开放")]), "港口开放");
        assert_eq!(resolved(vec![text("港口"), note(), text("\n开放")]), "港口开放");
        assert_eq!(resolved(vec![styled("port"), text("\n"), styled("open")]), "port open");
        assert_eq!(resolved(vec![text("港口\n"), Inline::Code("open".to_owned())]), "港口 open");
        assert_eq!(resolved(vec![styled("一\n二"), text("\n三 x\ny")]), "一二三 x y");
        assert!(!resolved(vec![text("word\u{200B}\nword")]).contains(' '));
    }
}
