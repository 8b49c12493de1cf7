//! Decides whether a text names a case, by its title or by the English adjective of a country's name.

/// Endings of adjectives made from the name of a country: `Armenian`, `Israeli`, `Japanese`.
const ENDINGS: &[&str] = &["ian", "an", "ean", "n", "i", "ese", "ine", "inian"];

/// The title of a case, prepared for searching.
pub struct Name {
    words: Vec<String>,
}

impl Name {
    /// The name in a title. `None` for a long title, which nobody repeats, and for one in lower case, which is a common
    /// word.
    pub fn of(title: &str) -> Option<Self> {
        if !title.contains(char::is_uppercase) {
            return None;
        }
        let words: Vec<String> = words(title).map(str::to_lowercase).collect();
        let is_short = (1..=4).contains(&words.len()) && words.iter().any(|word| word.chars().count() > 3);
        is_short.then_some(Self { words })
    }

    /// Whether `text` contains one of the longer words of the name, in upper or lower case.
    pub fn shares_a_word(&self, text: &str) -> bool {
        words(text).map(str::to_lowercase).any(|word| word.chars().count() > 3 && self.words.contains(&word))
    }

    /// Whether `text` contains the name and a word of `title`, perhaps with another ending.
    pub fn stands_beside_a_word(&self, text: &str, title: &str) -> bool {
        let of_title: Vec<String> = words(title).map(str::to_lowercase).collect();
        let mut beside = words(text).map(str::to_lowercase).filter(|word| !self.words.contains(word));
        beside.any(|word| of_title.iter().any(|other| has_same_stem(&word, other)))
    }

    /// Whether `text` contains the name.
    pub fn is_in(&self, text: &str) -> bool {
        let words: Vec<&str> = words(text).collect();
        if let [word] = self.words.as_slice() {
            return words.iter().any(|other| is_called(other, word));
        }
        words.windows(self.words.len()).any(|window| {
            let pairs = window.iter().zip(&self.words);
            window[0].starts_with(char::is_uppercase)
                && pairs.into_iter().all(|(other, word)| other.to_lowercase() == *word)
        })
    }
}

/// Whether two words begin with the same four letters.
fn has_same_stem(one: &str, other: &str) -> bool {
    one.chars().zip(other.chars()).take_while(|(one, other)| one == other).count() > 3
}

/// Whether a word is the name or derived from it. In lower case it is a common word.
fn is_called(word: &str, name: &str) -> bool {
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let word = word.to_lowercase();
    let stem = name.trim_end_matches(['s', 'a', 'e', 'i', 'o', 'u', 'y']);
    let stem = if stem.chars().count() < 4 { name } else { stem };
    let is_made_of = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending));
    word == name || is_made_of(stem) || is_made_of(name)
}

/// The words of a text, without articles and possessive endings.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|character: char| !character.is_alphanumeric() && !"’'-".contains(character));
    let words = words.map(|word| {
        let word = word.trim_matches(['’', '\'', '-']);
        word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
    });
    words.filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("the"))
}
