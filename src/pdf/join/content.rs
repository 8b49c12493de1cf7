//! Renumbers the characters that the content of a document shows in certain fonts (ISO 32000-1, sections 7.8.2 and 9.4.3). Everything
//! else stays as it is, byte for byte.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, Writer};

use super::error::{Error, Result};

/// The new numbers of the characters of fonts.
pub type Numbers = HashMap<ObjectId, Vec<u16>>;

/// The fonts of a content stream by name.
type Names = BTreeMap<Vec<u8>, ObjectId>;

/// The content streams of a document that show text in certain fonts.
pub struct Contents(BTreeMap<ObjectId, Names>);

impl Contents {
    /// The content streams of pages, forms and patterns. `None` if one is unusual.
    pub fn of(document: &Document, fonts: &[ObjectId]) -> Option<Self> {
        let mut found = BTreeMap::new();
        for (id, object) in &document.objects {
            let (stream, holder) = match object {
                Object::Dictionary(page) if page.has_type(b"Page") => match page.get(b"Contents") {
                    Ok(contents) => (contents.as_reference().ok()?, page),
                    Err(_) => continue,
                },
                Object::Stream(stream) if stream.dict.has(b"Resources") => (*id, &stream.dict),
                _ => continue,
            };
            let mut names = names(document, holder)?;
            names.retain(|_, font| fonts.contains(font));
            if names.is_empty() {
                continue;
            }
            let content = document.get_object(stream).ok()?.as_stream().ok()?.get_plain_content().ok()?;
            shown(&content, &names)?;
            if found.insert(stream, names.clone()).is_some_and(|other| other != names) {
                return None;
            }
        }
        Some(Self(found))
    }

    /// Gives the characters new numbers.
    pub fn renumber(&self, document: &mut Document, numbers: &Numbers) -> Result<()> {
        for (id, names) in &self.0 {
            if !names.values().any(|font| numbers.contains_key(font)) {
                continue;
            }
            let stream = document.get_object_mut(*id)?.as_stream_mut()?;
            let content = renumbered(&stream.get_plain_content()?, names, numbers);
            stream.set_plain_content(content.ok_or(Error::Unusual("character"))?);
            stream.compress()?;
        }
        Ok(())
    }
}

/// The fonts of a page or a stream by name.
fn names(document: &Document, holder: &Dictionary) -> Option<Names> {
    let resources = holder.get_deref(b"Resources", document).and_then(Object::as_dict).ok()?;
    let Ok(fonts) = resources.get_deref(b"Font", document) else { return Some(Names::new()) };
    let fonts = fonts.as_dict().ok()?.iter();
    fonts.map(|(name, font)| Some((name.clone(), font.as_reference().ok()?))).collect()
}

/// The same content with other numbers. `None` if a character has none.
fn renumbered(content: &[u8], names: &Names, numbers: &Numbers) -> Option<Vec<u8>> {
    let (mut new, mut done) = (Vec::new(), 0);
    for Shown { place, mut codes, font } in shown(content, names)? {
        let Some(numbers) = numbers.get(&font) else { continue };
        for pair in codes.chunks_exact_mut(2) {
            let number = numbers.get(usize::from(u16::from_be_bytes([pair[0], pair[1]])))?;
            pair.copy_from_slice(&number.to_be_bytes());
        }
        new.extend(&content[done..place.start]);
        Writer::write_object(&mut new, &Object::String(codes, StringFormat::Literal)).ok()?;
        done = place.end;
    }
    new.extend(&content[done..]);
    Some(new)
}

/// A string that is shown.
struct Shown {
    place: Range<usize>,
    codes: Vec<u8>,
    font: ObjectId,
}

/// The strings that are shown in the fonts with these names. `None` if the content is unusual.
fn shown(content: &[u8], names: &Names) -> Option<Vec<Shown>> {
    let (mut found, mut strings) = (Vec::new(), Vec::new());
    let (mut font, mut saved, mut name) = (None, Vec::new(), &b""[..]);
    let mut at = 0;
    loop {
        let (token, place) = token(content, at)?;
        at = place.end;
        match token {
            Token::End => return Some(found),
            Token::Name => name = &content[place.start + 1..place.end],
            Token::String(codes) => strings.push((place, codes)),
            Token::Other => {}
            Token::Operator => {
                match &content[place] {
                    b"q" => saved.push(font),
                    b"Q" => font = saved.pop()?,
                    b"Tf" => font = names.get(name).copied(),
                    // The bytes of a picture would be read as operators.
                    b"BI" => return None,
                    b"Tj" | b"TJ" | b"'" | b"\"" => {
                        let Some(font) = font else {
                            strings.clear();
                            continue;
                        };
                        let shown = strings.drain(..).map(|(place, codes)| Shown { place, codes, font });
                        found.extend(shown);
                    }
                    _ => {}
                }
                strings.clear();
            }
        }
    }
}

/// A part of a content stream.
enum Token {
    Operator,
    Name,
    /// The bytes of a string.
    String(Vec<u8>),
    Other,
    End,
}

/// The next token and its place. `None` if the content is unusual.
fn token(content: &[u8], from: usize) -> Option<(Token, Range<usize>)> {
    let is_space = |byte: &u8| matches!(byte, 0 | 9 | 10 | 12 | 13 | 32);
    let is_regular = |byte: &u8| !is_space(byte) && !b"()<>[]{}/%".contains(byte);
    let Some(start) = content[from..].iter().position(|byte| !is_space(byte)).map(|space| from + space)
    else {
        return Some((Token::End, from..from));
    };
    let regular = |start: usize| {
        let length = content[start..].iter().position(|byte| !is_regular(byte));
        length.map_or(content.len(), |length| start + length)
    };
    let (token, end) = match content[start] {
        b'(' => {
            let (string, length) = literal(&content[start..])?;
            (Token::String(string), start + length)
        }
        b'<' if content.get(start + 1) == Some(&b'<') => (Token::Other, start + 2),
        b'<' => {
            let length = content[start..].iter().position(|byte| *byte == b'>')?;
            (Token::String(hexadecimal(&content[start + 1..start + length])?), start + length + 1)
        }
        b'/' => (Token::Name, regular(start + 1)),
        // Neither typst-pdf nor casebook writes comments or procedures.
        b'%' | b'{' | b'}' | b')' => return None,
        b'>' | b'[' | b']' => (Token::Other, start + 1),
        first => {
            let is_operator = first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"');
            (if is_operator { Token::Operator } else { Token::Other }, regular(start))
        }
    };
    Some((token, start..end))
}

/// The bytes of a string in parentheses, and its length with them (ISO 32000-1, section 7.3.4.2).
fn literal(content: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut bytes, mut depth, mut at) = (Vec::new(), 0, 0);
    loop {
        let byte = *content.get(at)?;
        at += 1;
        match byte {
            b'(' => {
                depth += 1;
                if depth == 1 {
                    continue;
                }
            }
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some((bytes, at));
                }
            }
            b'\\' => {
                let escaped = *content.get(at)?;
                at += 1;
                bytes.push(match escaped {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    b'0'..=b'7' => {
                        let digits =
                            content[at - 1..].iter().take(3).take_while(|digit| matches!(digit, b'0'..=b'7'));
                        let (value, count) = digits.fold((0_u16, 0), |(value, count), digit| {
                            (8 * value + u16::from(digit - b'0'), count + 1)
                        });
                        at += count - 1;
                        u8::try_from(value & 0xFF).ok()?
                    }
                    // A line end after a backslash is not of the string.
                    b'\n' | b'\r' => return None,
                    other => other,
                });
                continue;
            }
            _ => {}
        }
        bytes.push(byte);
    }
}

/// The bytes of a string of hexadecimal digits.
fn hexadecimal(digits: &[u8]) -> Option<Vec<u8>> {
    let value = |digit: &u8| char::from(*digit).to_digit(16);
    let pair = |pair: &[u8]| {
        let [first, second] = pair else { return None };
        u8::try_from(16 * value(first)? + value(second)?).ok()
    };
    digits.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: ObjectId = (7, 0);

    fn names() -> Names {
        Names::from([(b"f1".to_vec(), FONT)])
    }

    fn changed(content: &[u8]) -> Option<String> {
        let numbers = Numbers::from([(FONT, vec![0, 0x4142, 0x4344, 0x2928])]);
        renumbered(content, &names(), &numbers).map(|new| String::from_utf8_lossy(&new).into_owned())
    }

    #[test]
    fn only_shown_characters_of_the_fonts_change() {
        let text = |content: &str| changed(content.as_bytes());
        let same = "BT/f1 9 Tf[(";
        assert_eq!(
            text(&format!("{same}\\000\\001\\0\\2)-20<0002>]TJ ET")),
            Some(format!("{same}ABCD)-20(CD)]TJ ET"))
        );
        assert_eq!(text(&format!("{same}\\000\\003)]TJ")), Some(format!("{same}\\)\\()]TJ")));
        assert_eq!(text("/f1 9 Tf(\\000\\001)Tj"), Some("/f1 9 Tf(AB)Tj".to_owned()));
        // Other fonts, and other strings.
        for content in ["/f2 9 Tf(\\000\\001)Tj", "/f1 9 Tf/Span<</ActualText(\\000\\001)>>BDC EMC", ""] {
            assert_eq!(text(content).as_deref(), Some(content));
        }
        let states = text("q/f1 9 Tf(\\000\\001)Tj q/f2 8 Tf(\\000\\001)Tj Q(\\000\\002)Tj Q(\\000\\002)Tj");
        assert_eq!(
            states.as_deref(),
            Some("q/f1 9 Tf(AB)Tj q/f2 8 Tf(\\000\\001)Tj Q(CD)Tj Q(\\000\\002)Tj")
        );
    }

    #[test]
    fn unusual_content_is_refused() {
        for content in
            ["BI /W 1 ID x EI", "(open", "Q", "% comment\n", "<0g>Tj", "<000>Tj", "(a\\\nb)Tj", "{", ")"]
        {
            assert!(shown(content.as_bytes(), &names()).is_none(), "{content}");
        }
        // A code without a number.
        assert_eq!(changed(b"/f1 9 Tf(\\000\\004)Tj"), None);
    }

    #[test]
    fn strings_are_read_as_another_library_reads_them() -> Result<()> {
        let strings: [&[u8]; 7] =
            [b"", b"a(b)c", b"\\(\\)\\\\", b"\\n\\r\\t\\b\\f", b"\\0\\12\\101\\1234", b"\\x", b"\\377\\400"];
        for string in strings {
            let content = [b"/f1 1 Tf(", string, b")Tj"].concat();
            let own = shown(&content, &names()).and_then(|mut all| Some(all.pop()?.codes));
            let decoded = lopdf::content::Content::decode(&content)?;
            let other = decoded.operations.last().map(|last| last.operands[0].as_str().map(<[u8]>::to_vec));
            assert_eq!(own, other.transpose()?, "{}", String::from_utf8_lossy(string));
        }
        Ok(())
    }
}
