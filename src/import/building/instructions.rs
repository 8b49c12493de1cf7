//! Fields: the instructions that a word processor has computed a text from.

use super::pool::Target;

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
    /// A citation of Zotero or Mendeley, with its works as JSON.
    Citation(String),
    /// A citation of Word itself: the words after `CITATION`.
    OfSources(Vec<String>),
    /// A citation of `EndNote`: the whole instruction, which may have the works as XML.
    EndNote(String),
    /// Data of `EndNote` for the field around it.
    EndNoteData,
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

impl Instruction {
    /// Whether it is a citation of works.
    pub fn is_citation(&self) -> bool {
        matches!(self, Self::Citation(_) | Self::OfSources(_) | Self::EndNote(_) | Self::OtherCitation(_))
    }
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
        "CITATION" => Instruction::OfSources(words.get(1..).unwrap_or_default().to_vec()),
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
    let words = text.split_once(['{', '<']).map_or(text, |(words, _)| words).to_uppercase();
    let has = |word: &str| words.contains(word);
    let json = || text.find('{').and_then(|start| text.get(start..)).map(str::to_owned);
    if WORKS.iter().any(|name| has(name)) {
        Instruction::Works
    } else if has("EN.CITE.DATA") {
        Instruction::EndNoteData
    } else if has("EN.CITE") {
        Instruction::EndNote(text.to_owned())
    } else if let (true, Some(json)) = (has("CSL_CITATION") || has("ZOTERO_ITEM"), json()) {
        Instruction::Citation(json)
    } else {
        let program = PROGRAMS.iter().find(|(name, _)| has(name));
        program.map_or(Instruction::Other, |(_, program)| Instruction::OtherCitation((*program).to_owned()))
    }
}

/// The names of fields with a list of works.
const WORKS: [&str; 8] = [
    "ZOTERO_BIBL",
    "CSL_BIBLIOGRAPHY",
    "EN.REFLIST",
    "MENDELEY_BIBLIOGRAPHY",
    "MENDELEY BIBLIOGRAPHY",
    "CITAVIBIBLIOGRAPHY",
    "CITAVI.BIBLIOGRAPHY",
    "REFMGR.REFLIST",
];

/// The names of fields with citations whose works cannot be read, and their programs.
const PROGRAMS: [(&str, &str); 11] = [
    ("ZOTERO_ITEM", "Zotero"),
    ("CSL_CITATION", "Zotero"),
    ("MENDELEY", "Mendeley"),
    ("CITAVI", "Citavi"),
    ("PAPERS2_CITATIONS", "Papers"),
    ("REFMGR.CITE", "Reference Manager"),
    ("PROCITE", "ProCite"),
    ("BIBUS", "Bibus"),
    ("RW.CITE", "RefWorks"),
    ("JABREF_", "JabRef"),
    ("JR_CITE", "JabRef"),
];

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
            ("ADDIN EN.CITE <EndNote>", Instruction::EndNote("ADDIN EN.CITE <EndNote>".to_owned())),
            (" ADDIN EN.CITE.DATA ", Instruction::EndNoteData),
            ("ADDIN EN.REFLIST", Instruction::Works),
            ("ADDIN Mendeley Bibliography CSL_BIBLIOGRAPHY", Instruction::Works),
            ("ADDIN Mendeley Citation{a-b}", Instruction::OtherCitation("Mendeley".to_owned())),
            ("ADDIN CitaviPlaceholder{e30=}", Instruction::OtherCitation("Citavi".to_owned())),
            ("ADDIN ZOTERO_ITEM", Instruction::OtherCitation("Zotero".to_owned())),
            (
                "CITATION Lee11 \\p 12",
                Instruction::OfSources(vec!["Lee11".to_owned(), "\\p".to_owned(), "12".to_owned()]),
            ),
            ("DATE \\@ yyyy", Instruction::Other),
            ("", Instruction::Other),
        ] {
            assert_eq!(instruction(text), expected, "{text}");
        }
    }
}
