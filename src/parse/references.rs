//! Finds lists of works: paragraphs under a heading such as "References", which get hanging indents.

use crate::model::{Attributes, Block, BlockKind, Case, plain_text};
use crate::source::Span;

/// The class of a division with hanging indents, which an author can also write.
const REFERENCES: &str = "references";

/// Names of such sections in lower case, by the language of the text.
const NAMES: &[(&str, &[&str])] = &[
    ("ar", &["المراجع", "المصادر", "قائمة المراجع", "المصادر والمراجع"]),
    ("bg", &["литература", "библиография", "използвана литература"]),
    ("ca", &["bibliografia", "referències", "referències bibliogràfiques"]),
    ("cs", &["literatura", "bibliografie", "seznam literatury", "použitá literatura"]),
    ("da", &["litteratur", "litteraturliste", "referencer", "bibliografi"]),
    ("de", &["literatur", "literaturverzeichnis", "bibliographie", "bibliografie", "quellen und literatur"]),
    ("el", &["βιβλιογραφία", "αναφορές"]),
    (
        "en",
        &[
            "references",
            "reference list",
            "list of references",
            "bibliography",
            "select bibliography",
            "selected bibliography",
            "works cited",
            "literature cited",
            "further reading",
        ],
    ),
    ("es", &["referencias", "bibliografía", "referencias bibliográficas", "obras citadas"]),
    ("et", &["kirjandus", "viited", "kasutatud kirjandus"]),
    ("eu", &["bibliografia", "erreferentziak"]),
    ("fa", &["منابع", "مراجع", "کتاب‌شناسی", "فهرست منابع"]),
    ("fi", &["lähteet", "lähdeluettelo", "kirjallisuus"]),
    ("fr", &["bibliographie", "références", "références bibliographiques", "ouvrages cités"]),
    ("gl", &["bibliografía", "referencias"]),
    ("he", &["ביבליוגרפיה", "מקורות", "רשימת מקורות"]),
    ("hi", &["संदर्भ", "ग्रंथसूची", "सन्दर्भ"]),
    ("hr", &["literatura", "bibliografija", "popis literature"]),
    ("hu", &["irodalom", "irodalomjegyzék", "hivatkozások", "bibliográfia"]),
    ("id", &["daftar pustaka", "referensi"]),
    ("is", &["heimildir", "heimildaskrá"]),
    ("it", &["bibliografia", "riferimenti bibliografici", "opere citate"]),
    ("ja", &["参考文献", "引用文献", "文献"]),
    ("ko", &["참고문헌", "참고 문헌"]),
    ("lt", &["literatūra", "literatūros sąrašas"]),
    ("lv", &["literatūra", "izmantotā literatūra"]),
    ("nb", &["litteratur", "litteraturliste", "referanser"]),
    ("nl", &["literatuur", "literatuurlijst", "bibliografie", "referenties"]),
    ("nn", &["litteratur", "litteraturliste", "referansar"]),
    ("no", &["litteratur", "litteraturliste", "referanser"]),
    ("pl", &["bibliografia", "literatura"]),
    ("pt", &["referências", "bibliografia", "referências bibliográficas", "obras citadas"]),
    ("ro", &["bibliografie", "referințe", "referințe bibliografice"]),
    ("ru", &["литература", "список литературы", "библиография"]),
    ("sk", &["literatúra", "bibliografia", "použitá literatúra"]),
    ("sl", &["literatura", "bibliografija", "viri in literatura"]),
    ("sr", &["литература", "библиографија", "literatura", "bibliografija"]),
    ("sv", &["referenser", "litteratur", "litteraturförteckning", "källförteckning"]),
    ("th", &["บรรณานุกรม", "เอกสารอ้างอิง"]),
    ("tr", &["kaynakça", "kaynaklar"]),
    ("uk", &["література", "список літератури", "бібліографія"]),
    ("ur", &["حوالہ جات", "کتابیات"]),
    ("vi", &["tài liệu tham khảo"]),
    ("zh", &["参考文献", "參考文獻", "参考书目", "參考書目"]),
];

/// The names of such sections in the language with this tag.
#[must_use]
pub fn names_in(language: &str) -> &'static [&'static str] {
    let primary = language.split('-').next().unwrap_or_default().to_lowercase();
    NAMES.iter().find(|(tag, _)| *tag == primary).map(|(_, names)| *names).unwrap_or_default()
}

/// Puts the paragraphs of each such section into a division with hanging indents. A case with such a title is a list of
/// works from its beginning. `names` are those in the language of the book.
pub fn mark(case: &mut Case, names: &'static [&'static str]) {
    // An author who marks a list has chosen its paragraphs.
    if case.blocks.iter().any(|block| matches!(block.kind, BlockKind::Division(_)) && has_class(block)) {
        return;
    }
    let names = case.header.language.as_deref().map_or(names, names_in);
    let is_name = |words: &str| names.contains(&bare(words).as_str());
    // The level of the heading of the open list of works.
    let mut open = is_name(&plain_text(&case.header.title)).then_some(0);
    let mut kept: Vec<Block> = Vec::with_capacity(case.blocks.len());
    let mut works = Vec::new();
    for block in std::mem::take(&mut case.blocks) {
        if let BlockKind::Heading(section, content) = &block.kind {
            let level = case.sections[section.index()].level;
            if open.is_none_or(|outer| level <= outer) {
                let is_named = is_name(&plain_text(content)) || has_class(&block);
                open = is_named.then_some(level);
            }
        }
        if open.is_some() && matches!(block.kind, BlockKind::Paragraph(_)) {
            works.push(block);
            continue;
        }
        kept.extend(division(&mut works));
        kept.push(block);
    }
    kept.extend(division(&mut works));
    case.blocks = kept;
}

/// A name without its number and the punctuation around it: `5. References:`.
fn bare(words: &str) -> String {
    let is_around = |character: char| !character.is_alphabetic();
    words.trim_start_matches(is_around).trim_end_matches([':', '.', ' ']).to_lowercase()
}

fn has_class(block: &Block) -> bool {
    block.attributes.classes.iter().any(|class| class == REFERENCES)
}

/// The division of the collected paragraphs, if there are any.
fn division(works: &mut Vec<Block>) -> Option<Block> {
    let (first, last) = (works.first()?.span, works.last()?.span);
    let span = Span { end: last.end, ..first };
    let attributes = Attributes { classes: vec![REFERENCES.to_owned()], ..Attributes::default() };
    Some(Block { span, attributes, kind: BlockKind::Division(std::mem::take(works)) })
}

#[cfg(test)]
mod tests {
    use super::{bare, names_in};

    #[test]
    fn names_are_known_in_the_language_of_the_text() {
        for (language, heading, expected) in [
            ("en", "References", true),
            ("en-GB", "5. Works Cited:", true),
            ("en", "References to slavery", false),
            ("pt-BR", "Referências", true),
            ("es", "Literatura", false),
            ("cs", "Literatura", true),
            ("zh-Hant", "參考文獻", true),
            ("tlh", "References", false),
        ] {
            let is_name = names_in(language).contains(&bare(heading).as_str());
            assert_eq!(is_name, expected, "{heading} ({language})");
        }
    }

    #[test]
    fn names_are_in_lower_case() {
        for (language, names) in super::NAMES {
            assert!(names.iter().all(|name| *name == bare(name)), "{language}");
        }
    }
}
