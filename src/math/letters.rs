//! The mathematical alphabets of Unicode.

/// An alphabet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// `\mathrm`
    Roman,
    /// `\mathbf`
    Bold,
    /// `\mathit`
    Italic,
    /// `\boldsymbol`
    BoldItalic,
    /// `\mathcal`, `\mathscr`
    Script,
    /// `\mathfrak`
    Fraktur,
    /// `\mathbb`
    Double,
    /// `\mathsf`
    Sans,
    /// `\mathtt`
    Mono,
}

/// A character in an alphabet; one that the alphabet does not have stays as it is.
#[must_use]
pub fn shaped(character: char, alphabet: Alphabet) -> char {
    if alphabet == Alphabet::Roman {
        return character;
    }
    irregular(character, alphabet)
        .or_else(|| latin(character, alphabet))
        .or_else(|| digit(character, alphabet))
        .or_else(|| greek(character, alphabet))
        .unwrap_or(character)
}

/// Letters that Unicode had before the block of mathematical letters.
fn irregular(character: char, alphabet: Alphabet) -> Option<char> {
    let pairs = match alphabet {
        Alphabet::Italic => "hℎ",
        Alphabet::Script => "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ",
        Alphabet::Fraktur => "CℭHℌIℑRℜZℨ",
        Alphabet::Double => "CℂHℍNℕPℙQℚRℝZℤ",
        _ => "",
    };
    let mut letters = pairs.chars();
    while let (Some(plain), Some(shaped)) = (letters.next(), letters.next()) {
        if plain == character {
            return Some(shaped);
        }
    }
    None
}

fn latin(character: char, alphabet: Alphabet) -> Option<char> {
    let first = match alphabet {
        Alphabet::Roman => return None,
        Alphabet::Bold => 0x1D400,
        Alphabet::Italic => 0x1D434,
        Alphabet::BoldItalic => 0x1D468,
        Alphabet::Script => 0x1D49C,
        Alphabet::Fraktur => 0x1D504,
        Alphabet::Double => 0x1D538,
        Alphabet::Sans => 0x1D5A0,
        Alphabet::Mono => 0x1D670,
    };
    let place = match character {
        'A'..='Z' => u32::from(character) - u32::from('A'),
        'a'..='z' => u32::from(character) - u32::from('a') + 26,
        _ => return None,
    };
    char::from_u32(first + place)
}

fn digit(character: char, alphabet: Alphabet) -> Option<char> {
    let first = match alphabet {
        Alphabet::Bold | Alphabet::BoldItalic => 0x1D7CE,
        Alphabet::Double => 0x1D7D8,
        Alphabet::Sans => 0x1D7E2,
        Alphabet::Mono => 0x1D7F6,
        _ => return None,
    };
    character.to_digit(10).and_then(|digit| char::from_u32(first + digit))
}

fn greek(character: char, alphabet: Alphabet) -> Option<char> {
    const ORDER: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ";
    let first = match alphabet {
        Alphabet::Bold => 0x1D6A8,
        Alphabet::Italic => 0x1D6E2,
        Alphabet::BoldItalic => 0x1D71C,
        _ => return None,
    };
    let place = ORDER.chars().position(|letter| letter == character)?;
    char::from_u32(first + u32::try_from(place).ok()?)
}
