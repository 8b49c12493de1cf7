//! Tests of encodings. The bytes come from the tables of each encoding, not from the decoder.

use super::*;

/// The text and the number of doubts; a refusal in words.
fn read(decoded: Result<Decoded, String>) -> Result<(String, usize), String> {
    decoded.map(|decoded| (decoded.text, decoded.doubts.len()))
}

#[test]
fn pages_are_decoded_by_their_name() {
    for (name, bytes, expected) in [
        ("windows-1252", &b"\xE9\x93"[..], "é“"),
        ("ISO-8859-1", b"\xE9\x80", "é€"),
        ("latin-1", b"\xE9", "é"),
        ("iso-8859-2", b"\xB1\xE6", "ąć"),
        ("ISO-8859-5", b"\xBC\xD8\xE0", "Мир"),
        ("iso-8859-15", b"\xA4", "€"),
        ("windows-1250", b"\xB9\x9C", "ąś"),
        ("windows-1251", b"\xCC\xE8\xF0", "Мир"),
        ("windows-1253", b"\xE1\xE2", "αβ"),
        ("windows-1255", b"\xF9\xEC", "של"),
        ("windows-1256", b"\xD3\xE1", "سل"),
        ("koi8-r", b"\xED\xC9\xD2", "Мир"),
        ("x-mac-roman", b"\x8E", "é"),
        ("Shift_JIS", b"\x93\xFA\x96\x7B", "日本"),
        ("x-sjis", b"\x83\x41", "ア"),
        ("EUC-JP", b"\xC6\xFC\xCB\xDC", "日本"),
        ("iso-2022-jp", b"\x1B$BF|K\\\x1B(B", "日本"),
        ("gb2312", b"\xD6\xD0\xB9\xFA", "中国"),
        ("gb18030", b"\xD6\xD0\x81\x30\x89\x38", "中ß"),
        ("big5", b"\xA4\xA4\xB0\xEA", "中國"),
        ("euc-kr", b"\xC7\xD1\xB1\xB9", "한국"),
    ] {
        for (start, end) in [
            ("<meta charset=", ">"),
            ("<META http-equiv=x content='text/html; charset=", "'>"),
            ("<?xml version='1.0' encoding='", "'?>"),
        ] {
            let start = format!("{start}{name}{end}");
            let whole = [start.as_bytes(), bytes].concat();
            assert_eq!(read(page(&whole)), Ok((format!("{start}{expected}"), 0)), "{name}");
        }
    }
}

#[test]
fn marks_come_before_names() {
    let utf16 =
        |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let (little, big) = (u16::to_le_bytes, u16::to_be_bytes);
    for (bytes, expected, doubts) in [
        (utf16("\u{feff}é“", little), "é“", 0),
        (utf16("\u{feff}é“", big), "é“", 0),
        (utf16("<p>é“ a", little), "<p>é“ a", 1),
        (utf16("<p>é“ a", big), "<p>é“ a", 1),
        (b"\xEF\xBB\xBF<meta charset=latin1>\xC3\xA9".to_vec(), "<meta charset=latin1>é", 0),
    ] {
        assert_eq!(read(page(&bytes)), Ok((expected.to_owned(), doubts)), "{expected}");
    }
    assert!(page(b"\xFF\xFE\0\0a\0\0\0").is_err_and(|reason| reason.contains("UTF-32")));
}

#[test]
fn wrong_names_are_reported() {
    for (bytes, ending, doubts) in [
        // The page is in UTF-8, whatever it says.
        (&b"<meta charset=iso-8859-1>caf\xC3\xA9"[..], "café", 1),
        (b"<meta charset=nonsense>caf\xC3\xA9", "café", 1),
        (b"<meta charset=utf-16>caf\xC3\xA9", "café", 0),
        (b"<meta charset=us-ascii>cafe", "cafe", 0),
        (b"<meta charset=nonsense>cafe", "cafe", 1),
        // The page says UTF-8, but nothing in it is.
        (b"<meta charset=utf-8>\xE9 x", "é x", 1),
        // The two names differ: the one that fits.
        (b"<?xml version='1.0' encoding='utf-8'?><meta charset=koi8-r>\xED\xC9\xD2", "Мир", 1),
        (b"<?xml version='1.0' encoding='euc-jp'?><meta charset=shift_jis>\x83\x41", "ア", 1),
        (b"no name \xE9 word", "é word", 1),
    ] {
        let decoded = page(bytes).unwrap_or_default();
        assert!(decoded.text.ends_with(ending), "{}", decoded.text);
        assert_eq!(decoded.doubts.len(), doubts, "{}", decoded.text);
    }
}

#[test]
fn texts_that_cannot_be_read_are_refused() {
    for (bytes, expected) in [
        (&b"<meta charset=cp437>caf\x82"[..], "its encoding is `cp437`"),
        (b"<meta charset=utf-7>caf+AOk-", "its encoding is `utf-7`"),
        (b"<meta charset=iso-2022-kr>a", "its encoding is `iso-2022-kr`"),
        // Words in Russian (KOI8-R), Japanese (Shift_JIS) and Chinese (GB 2312) that name no encoding.
        (b"<p>\xF0\xD2\xC9\xD7\xC5\xD4, \xCD\xC9\xD2", "does not name its encoding"),
        (b"\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD", "does not name its encoding"),
        (b"\xD6\xD0\xB9\xFA\xC8\xCB", "does not name its encoding"),
    ] {
        assert!(page(bytes).is_err_and(|reason| reason.contains(expected)), "{expected}");
    }
}

#[test]
fn plain_texts_are_decoded() {
    for (bytes, expected, doubts) in [
        ("“é”".as_bytes(), "“é”", 0),
        (b"\xEF\xBB\xBFa", "a", 0),
        (b"\xFF\xFEa\0\x1C\x20", "a“", 0),
        (b"a \xABcaf\xE9\xBB \x97 b", "a «café» — b", 1),
        (b"\x85\x94\x97 \x97\x97\x97\x97 na\xEFve r\xF4le \xE0", "…”— ———— naïve rôle à", 1),
        (b"", "", 0),
    ] {
        assert_eq!(read(plain(bytes)), Ok((expected.to_owned(), doubts)), "{expected}");
    }
}

#[test]
fn each_place_that_cannot_be_decoded_is_reported() {
    let decoded = plain("one é\ntwo è".as_bytes()).unwrap_or_default();
    assert_eq!(decoded.doubts, []);
    let decoded = plain(b"one \xC3\xA9\ntwo \xC3\xA9 \xFF\xFE three").unwrap_or_default();
    assert_eq!(decoded.text, "one é\ntwo é \u{fffd} three");
    let places: Vec<_> = decoded.doubts.iter().map(|doubt| (&doubt.place, doubt.words.as_str())).collect();
    assert_eq!(places, [(&Place::Line(2), "two é \u{fffd} three")]);
    // Bytes that no sign of the encoding has.
    let decoded = page(b"<meta charset=shift_jis><p>\x83\x41\xFF\x83\x41</p>").unwrap_or_default();
    let words: Vec<_> = decoded.doubts.iter().map(|doubt| doubt.words.as_str()).collect();
    assert_eq!(words, ["ア\u{fffd}ア"]);
    let many = [b"\xC3\xA9".repeat(30), b"a\xFF".repeat(30)].concat();
    let decoded = plain(&many).unwrap_or_default();
    let last = decoded.doubts.last().map(|doubt| doubt.words.as_str());
    assert_eq!((decoded.doubts.len(), last), (21, Some("… at 10 more places")));
}

#[test]
fn control_characters_are_punctuation() {
    for (bytes, expected) in [
        ("don\u{92}t".as_bytes(), "don’t"),
        (b"<meta charset=latin1>a\x81b", "<meta charset=latin1>a\u{fffd}b"),
    ] {
        assert_eq!(read(page(bytes)), Ok((expected.to_owned(), 1)), "{expected}");
    }
}

#[test]
fn texts_of_a_folder_become_utf8() {
    let mut files = Files::from([
        ("a.md".to_owned(), b"caf\xE9".to_vec()),
        ("b.md".to_owned(), b"\x82\xB1\x82\xF1\x82\xC9\x82\xBF\x82\xCD".to_vec()),
        ("c.png".to_owned(), b"\x89PNG\xFF".to_vec()),
    ]);
    let doubts = to_utf8(&mut files);
    assert_eq!(files.get("a.md").map(Vec::as_slice), Some("café".as_bytes()));
    assert_eq!(files.get("c.png").map(Vec::len), Some(5));
    let places: Vec<_> = doubts.iter().map(|doubt| doubt.place.clone()).collect();
    assert_eq!(places, [Place::File("a.md".to_owned()), Place::File("b.md".to_owned())]);
}
