//! The encodings of pages and texts: by their mark, by the name that they give, or by a guess that is reported.

use encoding_rs::{DecoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::doubt::{Doubt, Place, Reason};
use super::files::Files;
use super::paths;

/// A text, and the places that a person must look at.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The places, by their lines.
    pub doubts: Vec<Doubt>,
}

/// The text of a page of HTML or XML, which may name its encoding.
///
/// # Errors
/// The reason, if its encoding is not read.
pub fn page(bytes: &[u8]) -> Result<Decoded, String> {
    let names = declared(bytes);
    match with_mark(bytes) {
        Some(decoded) => decoded,
        None if names.is_empty() => by_guess(bytes),
        None => by_name(bytes, &names),
    }
}

/// A text that cannot name its encoding.
///
/// # Errors
/// The reason, if its encoding cannot be told.
pub fn plain(bytes: &[u8]) -> Result<Decoded, String> {
    with_mark(bytes).unwrap_or_else(|| by_guess(bytes))
}

/// Changes the texts among files to UTF-8. Returns the places that a person must look at; a text that cannot be read stays.
pub fn to_utf8(files: &mut Files) -> Vec<Doubt> {
    const TEXTS: [&str; 9] = ["yml", "yaml", "toml", "json", "bib", "tex", "txt", "csv", "rst"];
    let is_text = |path: &str| paths::is_markdown(path) || TEXTS.contains(&paths::ending(path).as_str());
    let mut doubts = Vec::new();
    for (path, bytes) in files.iter_mut().filter(|(path, bytes)| is_text(path) && !is_utf8(bytes)) {
        match plain(bytes) {
            Ok(decoded) => {
                *bytes = decoded.text.into_bytes();
                doubts.extend(decoded.doubts.into_iter().map(|doubt| in_file(path, doubt)));
            }
            Err(reason) => doubts.push(Doubt::of_file(path, Reason::NotRead(format!("a text; {reason}")))),
        }
    }
    doubts
}

/// A doubt about a text as one about a file.
#[must_use]
pub fn in_file(path: &str, doubt: Doubt) -> Doubt {
    Doubt { place: Place::File(path.to_owned()), ..doubt }
}

fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok()
}

/// A text that begins with a byte order mark, or that is UTF-16 without one.
fn with_mark(bytes: &[u8]) -> Option<Result<Decoded, String>> {
    if bytes.starts_with(b"\xFF\xFE\0\0") || bytes.starts_with(b"\0\0\xFE\xFF") {
        return Some(Err(not_read("UTF-32")));
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Some(Ok(decoded(encoding, bytes.get(length..).unwrap_or_default(), "")));
    }
    let encoding = utf16_without_mark(bytes)?;
    Some(Ok(decoded(encoding, bytes, "a text without a byte order mark, read as UTF-16")))
}

/// The encoding of UTF-16 without a byte order mark: every second byte is zero wherever the text has a blank or a line end.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    /// The smallest share of such bytes.
    const SHARE: usize = 50;
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = match (zeros(0), zeros(1)) {
        (0, odd) if odd * SHARE > bytes.len() => UTF_16LE,
        (even, 0) if even * SHARE > bytes.len() => UTF_16BE,
        _ => return None,
    };
    (bytes.len().is_multiple_of(2)).then_some(encoding)
}

/// A text that gives one or more names of its encoding.
fn by_name(bytes: &[u8], names: &[String]) -> Result<Decoded, String> {
    let is_beyond_ascii = !bytes.is_ascii();
    let encodings: Option<Vec<_>> = names.iter().map(|name| encoding(name)).collect();
    let others: Vec<_> = encodings.iter().flatten().copied().filter(|own| *own != UTF_8).collect();
    if is_beyond_ascii && is_utf8(bytes) && (encodings.is_none() || !others.is_empty()) {
        return Ok(decoded(UTF_8, bytes, "a text in UTF-8 that names another encoding"));
    }
    let Some(encodings) = encodings else {
        // These encodings write all signs with those of ASCII.
        let has_escapes = |name: &String| name.starts_with("utf-7") || label(name) == Some(REPLACEMENT);
        return if is_beyond_ascii || names.iter().any(has_escapes) {
            Err(not_read(&names.join("`, `")))
        } else {
            Ok(decoded(UTF_8, bytes, "a text that names an encoding which does not exist"))
        };
    };
    let is_contradiction = encodings.windows(2).any(|pair| matches!(pair, [one, two] if one != two));
    let doubt = if is_contradiction && is_beyond_ascii { "a text that names two encodings" } else { "" };
    let all = others.into_iter().map(|encoding| decoded(encoding, bytes, doubt));
    all.min_by_key(|decoded| decoded.doubts.len()).map_or_else(|| by_guess(bytes), Ok)
}

/// A text that gives no name of its encoding, or the name of UTF-8, which may be wrong.
fn by_guess(bytes: &[u8]) -> Result<Decoded, String> {
    let (text, errors) = replaced(UTF_8, bytes);
    let signs = text.chars().filter(|sign| !sign.is_ascii()).count() - errors.len();
    if errors.len() <= signs {
        return Ok(decoded(UTF_8, bytes, ""));
    }
    if !is_western(bytes) {
        return Err("it is not in UTF-8, and does not name its encoding; save it in UTF-8".to_owned());
    }
    let doubt = "a text that is not in UTF-8, read as Windows-1252. Its letters with accents may be wrong";
    Ok(decoded(WINDOWS_1252, bytes, doubt))
}

/// Whether bytes may be a text in Windows-1252. No word of a Western language has four signs beyond ASCII in a row, but most
/// words of other scripts have.
fn is_western(bytes: &[u8]) -> bool {
    let runs = bytes.split(u8::is_ascii).filter(|run| !run.is_empty());
    let (mut all, mut foreign) = (0, 0);
    for run in runs {
        let is_rule = run.iter().all(|byte| Some(byte) == run.first());
        all += run.len();
        foreign += if run.len() > 3 && !is_rule { run.len() } else { 0 };
    }
    foreign * 5 <= all
}

/// The encoding with a name; `None` if there is none. A text that can name its encoding in ASCII is not in UTF-16.
fn encoding(name: &str) -> Option<&'static Encoding> {
    let bare = || label(&name.replace(['-', '_'], ""));
    let found = label(name).or_else(bare).filter(|encoding| *encoding != REPLACEMENT)?;
    Some(if found == UTF_16LE || found == UTF_16BE { UTF_8 } else { found })
}

fn label(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.as_bytes())
}

fn not_read(name: &str) -> String {
    format!("its encoding is `{name}`, which casebook does not read; save it in UTF-8")
}

/// How many bytes of a page are searched for the name of its encoding.
const SEARCHED: usize = 4096;

/// The encodings that the start of a page names, in lower case: that of its XML declaration first.
fn declared(bytes: &[u8]) -> Vec<String> {
    let start = bytes.get(..SEARCHED.min(bytes.len())).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_lowercase();
    let is_xml = start.trim_start().starts_with("<?xml");
    let declaration = start.split_once("?>").map(|(before, _)| before).filter(|_| is_xml);
    let of_xml = declaration.and_then(|text| text.split_once("encoding")).map(|(_, behind)| behind);
    let mut tags = start.split("<meta").skip(1).filter_map(|tag| tag.split('>').next());
    let of_meta = tags.find_map(|tag| tag.split_once("charset").and_then(|(_, behind)| value(behind)));
    of_xml.and_then(value).into_iter().chain(of_meta).collect()
}

/// The value of an attribute whose name ends before a text.
fn value(behind: &str) -> Option<String> {
    let behind = behind.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let name = behind.split(|sign: char| !(sign.is_ascii_alphanumeric() || "-_:.".contains(sign))).next()?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The text of bytes in an encoding. `doubt` says why a person must look at the whole text.
fn decoded(encoding: &'static Encoding, bytes: &[u8], doubt: &str) -> Decoded {
    let (text, errors) = replaced(encoding, bytes);
    let mut doubts = Vec::new();
    let whole = |what: &str| Doubt {
        place: Place::Whole,
        piece: None,
        words: String::new(),
        reason: Reason::Changed(what.to_owned()),
    };
    doubts.extend((!doubt.is_empty()).then(|| whole(doubt)));
    let mended = with_marks_for_controls(&text);
    if mended != text {
        doubts.push(whole("control characters, which are the punctuation of Windows-1252"));
    }
    doubts.extend(undecoded(encoding, &text, &errors));
    Decoded { text: mended, doubts }
}

/// Most places of a text that are listed.
const LISTED: usize = 20;

/// A doubt for each place of a text whose bytes could not be decoded, by offset.
fn undecoded(encoding: &'static Encoding, text: &str, errors: &[usize]) -> Vec<Doubt> {
    let reason = || Reason::Undecoded(encoding.name().to_owned());
    let doubt = |at: &usize| {
        let before = text.get(..*at).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        Doubt { place: Place::Line(line), piece: None, words: around(text, *at), reason: reason() }
    };
    let mut doubts: Vec<Doubt> = errors.iter().take(LISTED).map(doubt).collect();
    if let Some(rest) = errors.len().checked_sub(LISTED).filter(|rest| *rest > 0) {
        let words = format!("… at {rest} more places");
        doubts.push(Doubt { place: Place::Whole, piece: None, words, reason: reason() });
    }
    doubts
}

/// Some words of a line around an offset, without tags.
fn around(text: &str, at: usize) -> String {
    let (before, behind) = text.split_at_checked(at).unwrap_or((text, ""));
    let before = before.rsplit(['>', '\n']).next().unwrap_or_default();
    let skipped = before.chars().count().saturating_sub(30);
    let behind = behind.split(['<', '\n']).next().unwrap_or_default();
    before.chars().skip(skipped).chain(behind.chars().take(20)).collect()
}

/// The text of bytes, with a replacement character for each run of bytes that are no text, and the offsets of these.
fn replaced(encoding: &'static Encoding, bytes: &[u8]) -> (String, Vec<usize>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut errors, mut rest) = (String::new(), Vec::new(), bytes);
    loop {
        text.reserve(rest.len() + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(read..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, errors),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                let end = errors.last().map(|at| at + char::REPLACEMENT_CHARACTER.len_utf8());
                if end != Some(text.len()) {
                    errors.push(text.len());
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

/// A text with the signs of Windows-1252 for control characters that nobody writes, and a replacement character for those that
/// have none.
fn with_marks_for_controls(text: &str) -> String {
    let mark = |sign: char| match u8::try_from(u32::from(sign)) {
        Ok(byte @ 0x80..=0x9F) => {
            let marks = replaced(WINDOWS_1252, &[byte]).0;
            marks.chars().find(|mark| *mark != sign).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        Ok(_) | Err(_) => sign,
    };
    text.chars().map(mark).collect()
}

#[cfg(test)]
mod tests;
