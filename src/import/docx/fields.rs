//! Fields: the instructions that Word has computed a text from.

use crate::import::building::pool::Target;

/// The meaning of an instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instruction {
    /// `HYPERLINK`
    Link(Target),
    /// `REF`; `is_number` if the number of a paragraph is printed.
    Reference {
        /// The bookmark.
        bookmark: String,
        /// Whether the number of the paragraph is printed.
        is_number: bool,
    },
    /// `PAGEREF`
    Page(String),
    /// `NOTEREF`
    Note(String),
    /// `SEQ`: the number of a caption.
    Sequence,
    /// `TOC` and the like, which casebook makes itself.
    Contents,
    /// `INDEX`, whose page numbers have no meaning.
    Index,
    /// A citation with its works as JSON.
    Citation(String),
    /// A citation without works that can be read; the program.
    OtherCitation(String),
    /// A list of works that a program has written.
    Works,
    /// `SYMBOL`: a character of a font.
    Symbol {
        /// Its number.
        code: u32,
        /// The font.
        font: String,
    },
    /// A formula in the notation of old versions.
    Equation,
    /// A number that Word counts and that has no result.
    AutomaticNumber,
    /// Any other, whose result is text.
    Other,
}

/// Reads an instruction.
pub fn instruction(text: &str) -> Instruction {
    let words = words(text);
    let name = words.first().map(|name| name.to_uppercase()).unwrap_or_default();
    let argument = || words.get(1).filter(|word| !word.starts_with('\\')).cloned();
    let has = |switches: &[&str]| words.iter().any(|word| switches.contains(&word.as_str()));
    let of_bookmark = |make: fn(String) -> Instruction| argument().map_or(Instruction::Other, make);
    match name.as_str() {
        "HYPERLINK" => link(&words),
        "REF" => argument().map_or(Instruction::Other, |bookmark| Instruction::Reference {
            bookmark,
            is_number: has(&["\\r", "\\n", "\\w"]),
        }),
        "PAGEREF" => of_bookmark(Instruction::Page),
        "NOTEREF" => of_bookmark(Instruction::Note),
        "SEQ" => Instruction::Sequence,
        "TOC" | "TOA" => Instruction::Contents,
        "INDEX" => Instruction::Index,
        "BIBLIOGRAPHY" => Instruction::Works,
        "CITATION" => Instruction::OtherCitation("Word".to_owned()),
        "SYMBOL" => symbol(&words).unwrap_or(Instruction::Other),
        "EQ" => Instruction::Equation,
        "LISTNUM" | "AUTONUM" | "AUTONUMLGL" | "AUTONUMOUT" => Instruction::AutomaticNumber,
        "ADDIN" => addin(text),
        _ => Instruction::Other,
    }
}

fn link(words: &[String]) -> Instruction {
    let after = |switch: &str| {
        let place = words.iter().position(|word| word == switch)?;
        words.get(place + 1).cloned()
    };
    let place = after("\\l").filter(|place| !place.is_empty());
    let address = words.get(1).filter(|word| !word.starts_with('\\') && !word.is_empty());
    match (address, place) {
        (Some(address), Some(place)) => Instruction::Link(Target::Address(format!("{address}#{place}"))),
        (Some(address), None) => Instruction::Link(Target::Address(address.clone())),
        (None, Some(place)) => Instruction::Link(Target::Bookmark(place)),
        (None, None) => Instruction::Other,
    }
}

fn symbol(words: &[String]) -> Option<Instruction> {
    let code = words.get(1)?;
    let code = match code.strip_prefix("0x") {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => code.parse().ok()?,
    };
    let place = words.iter().position(|word| word == "\\f");
    let font = place.and_then(|place| words.get(place + 1)).cloned().unwrap_or_default();
    Some(Instruction::Symbol { code, font })
}

/// Instructions of reference managers.
fn addin(text: &str) -> Instruction {
    let json = || text.find('{').map(|start| text.get(start..).unwrap_or_default().to_owned());
    let other = |program: &str| Instruction::OtherCitation(program.to_owned());
    let text = text.to_uppercase();
    let has = |words: &str| text.contains(words);
    if has("ZOTERO_BIBL") || has("CSL_BIBLIOGRAPHY") || has("EN.REFLIST") {
        Instruction::Works
    } else if has("CSL_CITATION") || has("ZOTERO_ITEM") {
        json().map_or_else(|| other("Zotero"), Instruction::Citation)
    } else if has("EN.CITE") {
        other("EndNote")
    } else {
        Instruction::Other
    }
}

/// The words of an instruction. A backslash protects a quotation mark and itself in quoted words.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if matches!(first, '"' | '“' | '”') {
            while let Some(next) = rest.next() {
                match next {
                    '"' | '“' | '”' => break,
                    '\\' => word.extend(rest.next()),
                    next => word.push(next),
                }
            }
        } else {
            word.push(first);
            while let Some(next) = rest.next_if(|next| !next.is_whitespace() && *next != '"') {
                word.push(next);
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_are_read() {
        let address = |address: &str| Instruction::Link(Target::Address(address.to_owned()));
        for (text, expected) in [
            (" HYPERLINK \"https://example.org/a b\" ", address("https://example.org/a b")),
            (r#"HYPERLINK "a.html" \l "part" \o "Tip""#, address("a.html#part")),
            (r#"HYPERLINK \l "_Toc1" \h"#, Instruction::Link(Target::Bookmark("_Toc1".to_owned()))),
            ("REF _Ref1 \\r \\h", Instruction::Reference { bookmark: "_Ref1".to_owned(), is_number: true }),
            (" pageref _Toc9 \\h ", Instruction::Page("_Toc9".to_owned())),
            ("NOTEREF _Ref2 \\f", Instruction::Note("_Ref2".to_owned())),
            ("SEQ Figure \\* ARABIC", Instruction::Sequence),
            (r#"TOC \o "1-3" \h"#, Instruction::Contents),
            ("SYMBOL 183 \\f Symbol", Instruction::Symbol { code: 183, font: "Symbol".to_owned() }),
            (
                "ADDIN ZOTERO_ITEM CSL_CITATION {\"a\":\"{}\"}",
                Instruction::Citation("{\"a\":\"{}\"}".to_owned()),
            ),
            ("ADDIN ZOTERO_BIBL {\"x\":[]} CSL_BIBLIOGRAPHY", Instruction::Works),
            ("ADDIN EN.CITE <EndNote>", Instruction::OtherCitation("EndNote".to_owned())),
            ("DATE \\@ yyyy", Instruction::Other),
            ("", Instruction::Other),
        ] {
            assert_eq!(instruction(text), expected, "{text}");
        }
    }
}
