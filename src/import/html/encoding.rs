//! The encodings of pages: UTF-8, UTF-16 with a mark, and Windows-1252.

/// A text, and whether some of its signs are replaced or guessed.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The reason why a person must look at it.
    pub doubt: Option<&'static str>,
}

/// How many bytes of a page are searched for the name of its encoding.
const SEARCHED: usize = 4096;

/// The text of a page.
///
/// # Errors
/// The name of the encoding, if it is one that is not read.
pub fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    let plain = |text: String| Ok(Decoded { text, doubt: None });
    match bytes {
        [0xFF, 0xFE, rest @ ..] => return plain(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return plain(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let name = declared(bytes);
    match name.as_deref() {
        // A page that can name its encoding in ASCII is not in UTF-16.
        None | Some("utf-8" | "utf8" | "utf-16" | "utf-16le" | "utf-16be" | "us-ascii" | "ascii") => {
            let Err(error) = std::str::from_utf8(bytes) else {
                return plain(String::from_utf8_lossy(bytes).into_owned());
            };
            // A page that was cut off in the middle of a sign, or a few wrong bytes.
            if name.is_some() || error.error_len().is_none() {
                let text = String::from_utf8_lossy(bytes).into_owned();
                return Ok(Decoded {
                    text,
                    doubt: Some("a page that is no UTF-8; its wrong signs are replaced"),
                });
            }
            let doubt = Some("a page that does not name its encoding, read as Windows-1252");
            Ok(Decoded { text: windows_1252(bytes), doubt })
        }
        Some(
            "windows-1252" | "cp1252" | "x-cp1252" | "iso-8859-1" | "iso8859-1" | "iso_8859-1" | "latin1"
            | "latin-1" | "l1",
        ) => plain(windows_1252(bytes)),
        Some(name) => Err(name.to_owned()),
    }
}

/// The encoding that the start of a page names, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..SEARCHED.min(bytes.len()))?).to_lowercase();
    let is_xml = start.trim_start().starts_with("<?xml");
    let declaration = start.split_once("?>").map(|(before, _)| before).filter(|_| is_xml);
    let of_xml = declaration.and_then(|text| text.split_once("encoding")).map(|(_, behind)| behind);
    let of_meta = || {
        let tags = start.split("<meta").skip(1).filter_map(|tag| tag.split('>').next());
        tags.filter_map(|tag| tag.split_once("charset")).map(|(_, behind)| behind).next()
    };
    let behind = of_xml.or_else(of_meta)?.trim_start().strip_prefix('=')?.trim_start();
    let behind = behind.trim_start_matches(['"', '\'']);
    let name = behind.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-_:.".contains(sign))).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The signs of Windows-1252 from 0x80 to 0x9F. The others have the same number in Unicode.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8]) -> String {
    let sign = |byte: &u8| {
        let high = byte.checked_sub(0x80).and_then(|index| HIGH.get(usize::from(index)).copied());
        high.unwrap_or(char::from(*byte))
    };
    bytes.iter().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_decoded() {
        let utf16: Vec<u8> = "\u{feff}é“".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}é“".encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (bytes, ending, has_doubt) in [
            ("é“".as_bytes(), "é“", false),
            (b"\xEF\xBB\xBFa", "a", false),
            (utf16.as_slice(), "é“", false),
            (big.as_slice(), "é“", false),
            (b"<meta charset=windows-1252>\xE9\x93", "é“", false),
            (b"<META http-equiv=x content='text/html; charset=ISO-8859-1'>\xE9\x80", "é€", false),
            (b"<?xml version='1.0' encoding='latin1'?>\xE9", "é", false),
            (b"no name \xE9 word", "é word", true),
            (b"<meta charset=utf-8>\xE9 x", "\u{fffd} x", true),
        ] {
            let decoded = decode(bytes).unwrap_or(Decoded { text: String::new(), doubt: None });
            assert!(decoded.text.ends_with(ending), "{}", decoded.text);
            assert_eq!(decoded.doubt.is_some(), has_doubt, "{}", decoded.text);
        }
        assert_eq!(decode(b"<meta charset=\"Shift_JIS\">\x83"), Err("shift_jis".to_owned()));
    }
}
