//! Letters whose case must stay, and formatting in text, as characters of private use: the printing library takes plain text
//! only. What it prints is turned back. Marks that must not change the order of works are control characters, which collation ignores.

/// The first character that stands for a letter whose case stays.
const FIXED: u32 = 0xF_0000;
/// The number of letters that can be fixed. The scripts with cases are below.
const LETTERS: u32 = 0x2C00;

/// A space that does not end a word.
pub const SPACE: char = '\u{f0020}';
/// Begins emphasis in a text.
pub const EMPHASIS: char = '\u{f3000}';
/// Ends emphasis in a text.
pub const END: char = '\u{f3001}';
/// Stands for further persons that a bibliography does not name: `and others`.
pub const OTHERS: char = '\u{f3002}';

/// Stands before a letter that begins a word and is small in every title: `iPad`.
const SMALL: char = '\u{10}';
/// Stand for the quotation marks in a text, which the language of the book decides.
pub const QUOTES: [char; 2] = ['\u{11}', '\u{12}'];
/// Begins and ends the given name that tells persons with one family name apart.
const GIVEN: [char; 2] = ['\u{e}', '\u{f}'];
/// The characters of a given name are written as seven octal digits each, which are U+0001 to U+0008.
const DIGITS: usize = 7;

/// A text that the library prints in full. It leaves out what follows a text and repeats its last sign, such as `)` after `(1980)`.
pub fn whole(words: &str) -> String {
    let last = words.chars().last().filter(|last| ")]’»“".contains(*last));
    match last.and_then(|last| Some((last, char::from_u32(FIXED + u32::from(last))?))) {
        Some((last, mark)) => format!("{}{mark}", &words[..words.len() - last.len_utf8()]),
        None => words.to_owned(),
    }
}

/// A text whose emphasis and quotations begin after their first word, so that the library sees a word there and not a mark.
pub fn with_words_first(words: &str) -> String {
    let is_open = !words.contains(['„', '«', '»']);
    let quoted = |letter: char| match letter {
        '“' if is_open => QUOTES[0],
        '”' if is_open => QUOTES[1],
        letter => letter,
    };
    let mut letters: Vec<char> = words.chars().map(quoted).collect();
    for at in (0..letters.len()).rev() {
        let is_inside = at.checked_sub(1).is_some_and(|before| is_letter(letters[before]));
        if is_moved(letters[at]) && !is_inside {
            let length = letters[at + 1..].iter().take_while(|letter| is_letter(**letter)).count();
            letters[at..=at + length].rotate_left(1);
        }
    }
    letters.into_iter().collect()
}

/// The same text, whose emphasis and quotations begin before their first word again.
pub fn with_marks_first(words: &str) -> String {
    let mut letters: Vec<char> = words.chars().collect();
    for at in 0..letters.len() {
        if is_moved(letters[at]) && !letters.get(at + 1).copied().is_some_and(is_letter) {
            let length = letters[..at].iter().rev().take_while(|letter| is_letter(**letter)).count();
            letters[at - length..=at].rotate_right(1);
        }
    }
    letters.into_iter().collect()
}

fn is_moved(mark: char) -> bool {
    mark == EMPHASIS || mark == QUOTES[0]
}

/// Whether a character is a part of a word, perhaps one whose case stays.
fn is_letter(letter: char) -> bool {
    letter.is_alphanumeric()
        || letter == SMALL
        || u32::from(letter).checked_sub(FIXED).is_some_and(|code| code < LETTERS)
}

/// Words that are small in English titles, also after a comma, where the library would give them a capital.
const JOINTS: [&str; 4] = ["and", "but", "nor", "or"];

/// A text in which words with capitals inside, such as `iPad` and `NaCl`, keep their case in titles.
pub fn with_capitals_inside(words: &str) -> String {
    let mut out = String::new();
    for word in words.split_inclusive([' ', '-', '/', '\u{a0}']) {
        let letters = word.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        let (before, mut letters) = (&word[..word.len() - letters.len()], letters.chars());
        let (first, rest) = (letters.next().unwrap_or(' '), letters.as_str());
        let is_mixed = rest.contains(char::is_uppercase) && word.contains(char::is_lowercase)
            || rest.contains(char::is_uppercase) && word.contains(char::is_numeric)
            || out.ends_with('/') && word.contains(char::is_uppercase);
        let is_plain = word.contains(['\\', '@', '{', '$']);
        let is_joint = out.ends_with(", ") && JOINTS.contains(&word.trim_end());
        if is_joint {
            out.push(SMALL);
            out += word;
        } else if !is_mixed || is_plain {
            out += word;
        } else {
            out += before;
            match first {
                // Works are sorted by their first letter.
                _ if out.is_empty() && first.is_uppercase() => out.push(first),
                _ if first.is_uppercase() => out += &fixed(first.encode_utf8(&mut [0; 4])),
                _ => out.extend([SMALL, first].iter().skip(usize::from(!first.is_lowercase()))),
            }
            out += &fixed(rest);
        }
    }
    out
}

/// A family name with a given name that is not printed.
pub fn with_given(family: &str, given: &str) -> String {
    let digits = |letter: char| {
        let code = u32::from(letter);
        (0..DIGITS).rev().filter_map(move |place| char::from_u32((code >> (3 * place) & 7) + 1))
    };
    let hidden: String = format!("{given}\n{family}").chars().flat_map(digits).collect();
    format!("{family}{}{hidden}{}", GIVEN[0], GIVEN[1])
}

/// A text without the given name that is hidden in it, and that name if the family name stands alone. `None` if none is hidden.
pub fn given_in(words: &str) -> Option<(Option<String>, String)> {
    let (before, rest) = words.split_once(GIVEN[0])?;
    let (hidden, after) = rest.split_once(GIVEN[1])?;
    let digits: Vec<u32> = hidden.chars().map(|digit| u32::from(digit).saturating_sub(1)).collect();
    let letter = |digits: &[u32]| char::from_u32(digits.iter().fold(0, |code, digit| code << 3 | digit & 7));
    let hidden: String = digits.chunks(DIGITS).filter_map(letter).collect();
    let (given, family) = hidden.split_once('\n')?;
    let is_alone = after.trim().is_empty() && before.to_lowercase() == family.to_lowercase();
    Some((is_alone.then(|| given.to_owned()), format!("{before}{after}")))
}

/// The same text, whose letters keep their case in titles.
pub fn fixed(words: &str) -> String {
    let fixed = |letter: char| {
        let is_cased = letter.is_lowercase() || letter.is_uppercase() || letter == '-';
        let code = u32::from(letter);
        let mark = (is_cased && code < LETTERS).then(|| char::from_u32(FIXED + code)).flatten();
        mark.unwrap_or(letter)
    };
    // The names of commands stay.
    let mut is_command = false;
    let letter = |letter: char| {
        is_command = letter == '\\' || is_command && letter.is_ascii_alphabetic();
        if is_command { letter } else { fixed(letter) }
    };
    words.chars().map(letter).collect()
}

/// The text as it is shown, without emphasis.
pub fn shown(words: &str) -> String {
    let words = given_in(words).map_or_else(|| words.to_owned(), |(_, words)| words);
    let words = with_marks_first(&words).replace([EMPHASIS, END, SMALL], "");
    let words = words.replace(QUOTES[0], "“").replace(QUOTES[1], "”");
    let shown = |letter: char| match u32::from(letter).checked_sub(FIXED) {
        Some(code) if code < LETTERS => char::from_u32(code).unwrap_or(letter),
        _ => letter,
    };
    words.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_letters_are_shown_again() {
        let words = "iPhone Ünïcode 42, λ";
        assert_ne!(fixed(words), words);
        assert_eq!(fixed(words).to_uppercase().chars().filter(char::is_ascii_alphabetic).count(), 0);
        assert_eq!(shown(&fixed(words)), words);
        assert!(fixed("\\emph{A}").starts_with("\\emph{"));
    }

    #[test]
    fn words_with_capitals_inside_keep_their_case() {
        for (words, is_marked) in [
            ("The iPad", true),
            ("H2O", true),
            ("NaCl at sea", true),
            ("the McDonald-Smith", true),
            ("Scripts in 70 MHz", true),
            ("the METAFONTbook", true),
            ("neurobasal/B27", true),
            ("Ports, and ships", true),
            ("Ports and ships", false),
            ("NATO and the Sea", false),
            ("“Sea”", false),
            ("", false),
            ("A 9001", false),
        ] {
            assert_eq!(with_capitals_inside(words) != words, is_marked, "{words}");
            assert_eq!(shown(&with_capitals_inside(words)), words);
        }
        assert_eq!(shown(&whole("Law (1980)")), "Law (1980)");
        assert!(!whole("Law (1980)").ends_with(')'));
        let words = format!("On {EMPHASIS}Ursa{END} and {EMPHASIS}x{END}");
        assert!(with_words_first(&words).starts_with("On Ursa"));
        assert_eq!(with_marks_first(&with_words_first(&words)), words);
        let quoted = with_words_first("“All hands!”, and “Moby-Dick”");
        assert!(quoted.starts_with("All"));
        assert_eq!(shown(&quoted), "“All hands!”, and “Moby-Dick”");
    }

    #[test]
    fn given_names_are_hidden() {
        let hidden = with_given("Lind", "É. M.");
        assert_eq!(shown(&hidden), "Lind");
        assert_eq!(given_in(&hidden), Some((Some("É. M.".to_owned()), "Lind".to_owned())));
        assert_eq!(given_in(&format!("É. M. {hidden}")), Some((None, "É. M. Lind".to_owned())));
        assert_eq!(given_in(&format!("{hidden}, É. M.")), Some((None, "Lind, É. M.".to_owned())));
        assert_eq!(given_in("Lind"), None);
    }
}
