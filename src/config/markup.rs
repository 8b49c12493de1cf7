//! Finds Markdown in titles of book.yaml, which are printed as typed.

/// Whether words have Markdown in them: styles, code, links, notes or citations.
pub fn is_in(words: &str) -> bool {
    ["](", "[^", "[@"].iter().any(|mark| words.contains(mark))
        || ['*', '_', '`'].into_iter().any(|mark| has_pair(words, mark))
        || ["~~", "^"].into_iter().any(|mark| has_word_between(words, mark))
}

/// Whether a mark stands before words and another one behind them: `*words*`.
fn has_pair(words: &str, mark: char) -> bool {
    let is_beside_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let is_tight = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_whitespace());
    let mut is_open = false;
    let mut at = 0;
    while let Some(next) = words[at..].find(mark) {
        let start = at + next;
        at = words.len() - words[start..].trim_start_matches(mark).len();
        let (before, behind) = (words[..start].chars().next_back(), words[at..].chars().next());
        if is_open && is_tight(before) && !is_beside_word(behind) {
            return true;
        }
        is_open |= is_tight(behind) && !is_beside_word(before);
    }
    false
}

/// Whether one word stands between two marks: `m^2^`, `~~word~~`.
fn has_word_between(words: &str, mark: &str) -> bool {
    let between: Vec<&str> = words.split(mark).collect();
    let is_word = |between: &&str| !between.is_empty() && !between.contains(' ');
    between.len() > 2 && between[1..between.len() - 1].iter().any(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_is_told_from_signs() {
        for words in [
            "Reading *Hamlet*",
            "*Hamlet*: a reading",
            "**Ports**",
            "(_Ports_)",
            "The `main` branch",
            "m^2^ of land",
            "~~Old~~ ports",
            "A [link](x)",
            "A note[^1]",
            "After [@kelley]",
        ] {
            assert!(is_in(words), "{words}");
        }
        for words in [
            "A* search and B* trees",
            "5 * 3 * 2",
            "*nix and *BSD",
            "snake_case_words",
            "Ports of __init__py",
            "`Abd al-Aziz",
            "x^2",
            "~5 to ~6",
            "[Ports] (and ships)",
            "C:\\ports",
        ] {
            assert!(!is_in(words), "{words}");
        }
    }
}
