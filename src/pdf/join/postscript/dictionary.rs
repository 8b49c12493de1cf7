//! The dictionaries of a font with PostScript outlines (Adobe Technical Note 5176, section 4).

use read_fonts::tables::cff::Cff;

/// Operators of a dictionary. Those of two bytes begin with 12.
const NOTICE: u16 = 1;
pub const CHARSET: u16 = 15;
pub const OUTLINES: u16 = 17;
pub const PRIVATE: u16 = 18;
pub const SUBROUTINES: u16 = 19;
const COPYRIGHT: u16 = two(0);
const ORDERING: u16 = two(30);
pub const DICTIONARIES: u16 = two(36);
pub const SELECTION: u16 = two(37);
const FONT_NAME: u16 = two(38);

/// The number of strings that need not be in the file.
const STANDARD: usize = 391;

/// The first byte of a number of four bytes.
const LONG: u8 = 29;

const fn two(operator: u8) -> u16 {
    12 << 8 | operator as u16
}

/// An entry of a dictionary.
#[derive(Clone, PartialEq)]
pub struct Entry {
    pub operator: u16,
    pub operands: Vec<Operand>,
}

#[derive(Clone, PartialEq)]
pub enum Operand {
    /// An encoded number.
    Number(Vec<u8>),
    Text(Vec<u8>),
}

impl Operand {
    /// A number of four bytes, so that its length does not depend on its value.
    pub fn long(value: usize) -> Self {
        let bytes = i32::try_from(value).unwrap_or(i32::MAX).to_be_bytes();
        Self::Number([&[LONG], &bytes[..]].concat())
    }

    /// The value of a whole number that is not negative.
    pub fn whole(&self) -> Option<usize> {
        let Self::Number(bytes) = self else { return None };
        let value = match **bytes {
            [byte @ 32..=246] => i32::from(byte) - 139,
            [first @ 247..=250, second] => (i32::from(first) - 247) * 256 + i32::from(second) + 108,
            [28, first, second] => i32::from(i16::from_be_bytes([first, second])),
            [LONG, a, b, c, d] => i32::from_be_bytes([a, b, c, d]),
            _ => return None,
        };
        usize::try_from(value).ok()
    }
}

/// The entries of a dictionary, with strings instead of their numbers.
pub fn entries(dictionary: &[u8], font: &Cff<'_>) -> Option<Vec<Entry>> {
    let (mut found, mut operands, mut rest) = (Vec::new(), Vec::new(), dictionary);
    while let [first, ..] = *rest {
        let length = match first {
            0..=11 | 13..=21 => 1,
            12 | 247..=254 => 2,
            28 => 3,
            LONG => 5,
            // Each half of a byte is a digit or a sign, and 15 is the end.
            30 => 2 + rest[1..].iter().position(|byte| byte & 15 == 15 || byte >> 4 == 15)?,
            32..=246 => 1,
            _ => return None,
        };
        let (token, after) = rest.split_at_checked(length)?;
        rest = after;
        if first > 21 {
            operands.push(Operand::Number(token.to_vec()));
            continue;
        }
        let operator = token.iter().fold(0, |operator, byte| operator << 8 | u16::from(*byte));
        let texts = match operator {
            ORDERING => 2,
            NOTICE | COPYRIGHT | FONT_NAME => 1,
            _ => 0,
        };
        for operand in operands.iter_mut().take(texts) {
            if let Some(index) = operand.whole()?.checked_sub(STANDARD) {
                *operand = Operand::Text(font.strings().get(index)?.to_vec());
            }
        }
        found.push(Entry { operator, operands: std::mem::take(&mut operands) });
    }
    operands.is_empty().then_some(found)
}

/// The strings of a font file.
#[derive(Default)]
pub struct Strings {
    pub all: Vec<Vec<u8>>,
}

impl Strings {
    /// The number of a string.
    fn number(&mut self, string: &[u8]) -> usize {
        let index = self.all.iter().position(|known| known == string).unwrap_or_else(|| {
            self.all.push(string.to_vec());
            self.all.len() - 1
        });
        STANDARD + index
    }
}

pub fn dictionary(entries: &[Entry], strings: &mut Strings) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for entry in entries {
        for operand in &entry.operands {
            write(operand, strings, &mut bytes)?;
        }
        bytes.extend(operator(entry.operator));
    }
    Some(bytes)
}

pub fn write(operand: &Operand, strings: &mut Strings, bytes: &mut Vec<u8>) -> Option<()> {
    match operand {
        Operand::Number(number) => bytes.extend(number),
        Operand::Text(text) => {
            let number = i16::try_from(strings.number(text)).ok()?;
            bytes.push(28);
            bytes.extend(number.to_be_bytes());
        }
    }
    Some(())
}

pub fn operator(operator: u16) -> impl Iterator<Item = u8> {
    let [first, second] = operator.to_be_bytes();
    (first != 0).then_some(first).into_iter().chain([second])
}
