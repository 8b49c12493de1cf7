//! The labels of figures, tables and listings: a word, such as "Figure" or "Tabelle", and a number.

use crate::model::{Label, LabelKind};

/// A kind of label, with its words in several languages.
struct Kind {
    /// Common name of all its words; part of [`Label::name`].
    name: &'static str,
    shows: LabelKind,
    /// Singular forms, in lower case.
    one: &'static [&'static str],
    /// Plural forms, in lower case.
    many: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind {
        name: "figure",
        shows: LabelKind::Figure,
        one: &[
            "figure",
            "fig",
            "abbildung",
            "abb",
            "figura",
            "figuur",
            "afbeelding",
            "afb",
            "figur",
            "kuva",
            "kuvio",
            "rysunek",
            "rys",
            "obrázek",
            "obrázok",
            "obr",
            "slika",
            "sl",
            "ábra",
            "kép",
            "рисунок",
            "рис",
            "рисунка",
            "мал",
            "малюнок",
            "фигура",
            "фиг",
            "слика",
            "сл",
            "εικόνα",
            "εικ",
            "σχήμα",
            "σχ",
            "şekil",
            "איור",
            "תמונה",
            "الشكل",
            "شكل",
            "شکل",
            "تصویر",
            "चित्र",
            "hình",
            "gambar",
            "joonis",
            "attēls",
            "att",
            "pav",
            "irudia",
            "图",
            "圖",
            "図",
            "그림",
            "รูปที่",
            "ภาพที่",
            "รูป",
            "ภาพ",
        ],
        many: &[
            "figures",
            "figs",
            "abbildungen",
            "figuras",
            "figuren",
            "afbeeldingen",
            "figurer",
            "рисунки",
            "рис",
        ],
    },
    Kind {
        name: "table",
        shows: LabelKind::Table,
        one: &[
            "table",
            "tab",
            "tabelle",
            "tableau",
            "tabla",
            "tabela",
            "tabella",
            "tabel",
            "cuadro",
            "quadro",
            "tabell",
            "taulukko",
            "tabulka",
            "tabuľka",
            "tablica",
            "táblázat",
            "tabelul",
            "таблица",
            "табл",
            "таблиця",
            "табела",
            "πίνακας",
            "πίν",
            "tablo",
            "çizelge",
            "טבלה",
            "الجدول",
            "جدول",
            "तालिका",
            "सारणी",
            "bảng",
            "tabula",
            "lentelė",
            "taula",
            "taulak",
            "表",
            "표",
            "ตารางที่",
            "ตาราง",
        ],
        many: &[
            "tables",
            "tabellen",
            "tableaux",
            "tablas",
            "tabelas",
            "tabelle",
            "cuadros",
            "quadros",
            "quadri",
            "tabeller",
            "таблицы",
        ],
    },
    Kind { name: "chart", shows: LabelKind::Figure, one: &["chart"], many: &["charts"] },
    Kind {
        name: "graph",
        shows: LabelKind::Figure,
        one: &["graph", "graphique", "gráfico", "grafik", "график"],
        many: &["graphs", "graphiques", "gráficos"],
    },
    Kind {
        name: "map",
        shows: LabelKind::Figure,
        one: &["map", "karte", "carte", "mapa", "kart", "karta", "карта", "地图", "地圖", "地図"],
        many: &["maps", "karten", "cartes", "mapas"],
    },
    Kind { name: "diagram", shows: LabelKind::Figure, one: &["diagram"], many: &["diagrams"] },
    Kind {
        name: "photo",
        shows: LabelKind::Figure,
        one: &["photo", "foto", "фото", "照片", "写真"],
        many: &["photos"],
    },
    Kind { name: "plate", shows: LabelKind::Figure, one: &["plate"], many: &["plates"] },
    Kind { name: "image", shows: LabelKind::Figure, one: &["image"], many: &["images"] },
    Kind { name: "illustration", shows: LabelKind::Figure, one: &["illustration"], many: &["illustrations"] },
    Kind { name: "exhibit", shows: LabelKind::Figure, one: &["exhibit"], many: &["exhibits"] },
    Kind { name: "box", shows: LabelKind::Figure, one: &["box"], many: &["boxes"] },
    Kind {
        name: "listing",
        shows: LabelKind::Listing,
        one: &[
            "listing",
            "quelltext",
            "quellcode",
            "listado",
            "listato",
            "listagem",
            "листинг",
            "лістинг",
            "代码清单",
            "程序清单",
            "代码",
            "程式碼",
            "リスト",
        ],
        many: &["listings", "quelltexte", "listados", "listati", "listagens", "листинги"],
    },
];

/// Words that stand after their number: `1. ábra`.
const AFTER_NUMBER: &[&str] =
    &["ábra", "kép", "táblázat", "attēls", "att", "tabula", "pav", "lentelė", "irudia", "taula"];

/// Characters that separate a word from its number, or two words: a space or a no-break space.
pub const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{202F}'];

/// A word that can begin a label.
pub struct Word {
    kind: &'static Kind,
    /// Whether it is a plural, which several numbers may follow.
    pub is_plural: bool,
}

impl Word {
    /// Looks up a word, ignoring case.
    pub fn of(written: &str) -> Option<Self> {
        let lower = written.to_lowercase();
        let has = |words: &[&str]| words.contains(&lower.as_str());
        // A form that is singular in one language and plural in another counts as singular.
        let one = KINDS.iter().find(|kind| has(kind.one)).map(|kind| Self { kind, is_plural: false });
        one.or_else(|| KINDS.iter().find(|kind| has(kind.many)).map(|kind| Self { kind, is_plural: true }))
    }

    /// The name of the figure or table with this number.
    pub fn name(&self, number: &str) -> String {
        format!("{} {}", self.kind.name, number.to_lowercase().replace('–', "-"))
    }
}

/// Whether a word can begin a label: `figure`, `Abb`.
#[must_use]
pub fn is_label_word(word: &str) -> bool {
    Word::of(word).is_some()
}

/// What may follow a label and its blanks.
const SEPARATORS: &[char] = &[':', '.', '|', '–', '—', '-', '：', '．', '。', '│'];

/// A separator, for a label that is set off by its type alone.
pub const SEPARATOR: &str = ": ";

/// The label at the start of a caption, such as `Figure 9`, and where the words after it begin. Something must separate them:
/// a punctuation mark or, in scripts that write no spaces, a space.
pub fn label(text: &str) -> Option<(Label, usize)> {
    let (label, end) = at_start(text)?;
    let rest = &text[end..];
    let behind_blanks = rest.trim_start_matches(is_blank);
    let has_blank = behind_blanks.len() < rest.len();
    let separated = behind_blanks.strip_prefix(SEPARATORS);
    // A dash without spaces around it is part of a number or of a word.
    let is_joined = behind_blanks.starts_with('-') && !(has_blank && separated?.starts_with(is_blank));
    let is_ideographic = label.words.starts_with(is_unspaced);
    match separated {
        Some(words) if !is_joined => Some((label, text.len() - words.trim_start_matches(is_blank).len())),
        None if has_blank && is_ideographic => Some((label, text.len() - behind_blanks.len())),
        Some(_) | None => None,
    }
}

/// Whether a text is a label and nothing else.
pub fn is_whole(text: &str) -> bool {
    at_start(text.trim()).is_some_and(|(_, end)| end == text.trim().len())
}

/// The label at the start of a text, and where it ends.
fn at_start(text: &str) -> Option<(Label, usize)> {
    let (word, number, end) = word_first(text).or_else(|| number_first(text))?;
    let label = Label { words: text[..end].to_owned(), name: word.name(number), kind: word.kind.shows };
    Some((label, end))
}

/// `Figure 9`, `Abb. 9`, `图9`
fn word_first(text: &str) -> Option<(Word, &str, usize)> {
    let (written, gap) = match text.chars().next()? {
        first if is_unspaced(first) => {
            let end = text.find(|character: char| !is_unspaced(character)).unwrap_or(text.len());
            (&text[..end], text[end..].trim_start_matches(is_blank))
        }
        _ => {
            let (written, _) = text.split_once(is_blank)?;
            (written.trim_end_matches('.'), text[written.len()..].trim_start_matches(is_blank))
        }
    };
    let word = Word::of(written).filter(|word| !word.is_plural && !AFTER_NUMBER.contains(&written))?;
    let is_end = |character: char| is_blank(character) || "：:|│—。．、，".contains(character);
    let number = gap.split(is_end).next()?.trim_end_matches(['.', '．', '–', '—', '-']);
    is_number(number).then(|| (word, number, text.len() - gap.len() + number.len()))
}

/// `1. ábra`
fn number_first(text: &str) -> Option<(Word, &str, usize)> {
    let (number, rest) = text.split_once(is_blank)?;
    let written = rest.split(|character: char| !character.is_alphabetic()).next()?;
    let number = number.trim_end_matches('.');
    let lower = written.to_lowercase();
    let word = Word::of(written).filter(|_| AFTER_NUMBER.contains(&lower.as_str()) && is_number(number))?;
    Some((word, number, text.len() - rest.len() + written.len()))
}

/// `9`, `2.1`, `A`, `A6.6-9`, `۳`
fn is_number(number: &str) -> bool {
    let mut characters = number.chars();
    characters.next().is_some_and(|first| match first {
        // A letter may follow the digits: `3a`. In scripts that write no spaces, a sentence may follow them, too.
        first if first.is_numeric() => !characters.any(is_unspaced),
        first => first.is_uppercase() && characters.all(|character| !character.is_alphabetic()),
    })
}

fn is_blank(character: char) -> bool {
    BLANKS.contains(&character) || character == '\u{3000}'
}

/// Whether a character belongs to a script that writes no spaces between words.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{E00}'..='\u{E7F}' | '\u{3041}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found_in_any_language_and_punctuation() {
        for (text, words, name, rest) in [
            ("Figure 9: words", "Figure 9", "figure 9", "words"),
            ("Fig. 9. Words", "Fig. 9", "figure 9", "Words"),
            ("Figure 1 : le port", "Figure 1", "figure 1", "le port"),
            ("Figure\u{A0}1\u{A0}: le port", "Figure\u{A0}1", "figure 1", "le port"),
            ("Figure 1\u{202F}: le port", "Figure 1", "figure 1", "le port"),
            ("Figure 1 – words", "Figure 1", "figure 1", "words"),
            ("Figure 1 — words", "Figure 1", "figure 1", "words"),
            ("Figure 1—words", "Figure 1", "figure 1", "words"),
            ("Figure 1 - words", "Figure 1", "figure 1", "words"),
            ("Figure 1 | words", "Figure 1", "figure 1", "words"),
            ("Figure A6.6-9. Words", "Figure A6.6-9", "figure a6.6-9", "Words"),
            ("Figure A6.6–9: words", "Figure A6.6–9", "figure a6.6-9", "words"),
            ("Table A1.5: words", "Table A1.5", "table a1.5", "words"),
            ("Tabelle 2.1. Wörter", "Tabelle 2.1", "table 2.1", "Wörter"),
            ("Figure IV.: words", "Figure IV", "", ""),
            ("Рис. 3. Порт", "Рис. 3", "figure 3", "Порт"),
            ("Таблица 4 — Порты", "Таблица 4", "table 4", "Порты"),
            ("图1：港口", "图1", "figure 1", "港口"),
            ("图 1-2 港口", "图 1-2", "figure 1-2", "港口"),
            ("図1\u{3000}港", "図1", "figure 1", "港"),
            ("表2．港", "表2", "table 2", "港"),
            ("그림 1. 항구", "그림 1", "figure 1", "항구"),
            ("1. ábra: Kikötő", "1. ábra", "figure 1", "Kikötő"),
            ("2. táblázat. Kikötők", "2. táblázat", "table 2", "Kikötők"),
            ("شکل ۱: بندر", "شکل ۱", "figure ۱", "بندر"),
            ("Εικόνα 1. Λιμάνι", "Εικόνα 1", "figure 1", "Λιμάνι"),
            ("Şekil 1. Liman", "Şekil 1", "figure 1", "Liman"),
            ("Listing 2-1: words", "Listing 2-1", "listing 2-1", "words"),
            ("Листинг 3. Порт", "Листинг 3", "listing 3", "Порт"),
        ] {
            let found = label(text).map(|(label, end)| (label.words, label.name, &text[end..]));
            match name {
                "" => assert_eq!(found, None, "{text}"),
                _ => assert_eq!(found, Some((words.to_owned(), name.to_owned(), rest)), "{text}"),
            }
        }
    }

    #[test]
    fn other_text_has_no_label() {
        for text in [
            "Figure 1 shows the port.",
            "Figure out: words",
            "Figures 1: words",
            "Figure 1-words",
            "Figure: words",
            "9: words",
            "表示する：港",
            "图书馆 港口",
            "図4-1を見て、ベールの下で何が起きているか。",
            "図14-3は、港です。",
            "图3、图4",
            "1. Words",
            "1. Ábrahám: words",
        ] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
