//! How figures and tables are called: the words that a label begins with, and the number behind them.

use crate::model::Label;

/// What is counted under one name, in the languages of the books we know.
struct Kind {
    /// What all its words have in common.
    name: &'static str,
    is_table: bool,
    /// Words for one of them, as labels have them.
    one: &'static [&'static str],
    /// Words for several.
    many: &'static [&'static str],
}

const KINDS: &[Kind] = &[
    Kind {
        name: "figure",
        is_table: false,
        one: &["figure", "fig", "abbildung", "abb", "figura", "figuur", "afbeelding"],
        many: &["figures", "figs", "abbildungen", "figuras", "figuren", "afbeeldingen"],
    },
    Kind {
        name: "table",
        is_table: true,
        one: &[
            "table", "tab", "tabelle", "tableau", "tabla", "tabela", "tabella", "tabel", "cuadro", "quadro",
        ],
        many: &[
            "tables", "tabellen", "tableaux", "tablas", "tabelas", "tabelle", "cuadros", "quadros", "quadri",
        ],
    },
    Kind { name: "chart", is_table: false, one: &["chart"], many: &["charts"] },
    Kind {
        name: "graph",
        is_table: false,
        one: &["graph", "graphique", "gráfico"],
        many: &["graphs", "graphiques", "gráficos"],
    },
    Kind {
        name: "map",
        is_table: false,
        one: &["map", "karte", "carte", "mapa"],
        many: &["maps", "karten", "cartes", "mapas"],
    },
    Kind { name: "diagram", is_table: false, one: &["diagram"], many: &["diagrams"] },
    Kind { name: "photo", is_table: false, one: &["photo"], many: &["photos"] },
    Kind { name: "plate", is_table: false, one: &["plate"], many: &["plates"] },
    Kind { name: "image", is_table: false, one: &["image"], many: &["images"] },
    Kind { name: "illustration", is_table: false, one: &["illustration"], many: &["illustrations"] },
    Kind { name: "exhibit", is_table: false, one: &["exhibit"], many: &["exhibits"] },
    Kind { name: "box", is_table: false, one: &["box"], many: &["boxes"] },
];

/// Between a word and its number, as between all words: a blank that may break or not.
pub const BLANKS: [char; 3] = [' ', '\u{A0}', '\u{202F}'];

/// A word that labels begin with.
pub struct Word {
    kind: &'static Kind,
    /// Whether it may be followed by several numbers.
    pub is_plural: bool,
}

impl Word {
    /// The word, whatever its capitals.
    pub fn of(written: &str) -> Option<Self> {
        let lower = written.to_lowercase();
        let has = |words: &[&str]| words.contains(&lower.as_str());
        // A form that is a singular in one language and a plural in another is taken for the first: one number follows.
        let one = KINDS.iter().find(|kind| has(kind.one)).map(|kind| Self { kind, is_plural: false });
        one.or_else(|| KINDS.iter().find(|kind| has(kind.many)).map(|kind| Self { kind, is_plural: true }))
    }

    /// The name of the thing with this number.
    pub fn name(&self, number: &str) -> String {
        format!("{} {}", self.kind.name, number.to_lowercase().replace('–', "-"))
    }
}

/// `Figure 9` at the beginning of a caption in which a colon or full stop follows it.
pub fn label(text: &str) -> Option<Label> {
    let word_end = text.find(BLANKS)?;
    let word = Word::of(text[..word_end].trim_end_matches('.')).filter(|word| !word.is_plural)?;
    let number_start = word_end + text[word_end..].chars().next().map_or(0, char::len_utf8);
    let number = text[number_start..].split([' ', ':']).next()?.trim_end_matches('.');
    let is_number = number.starts_with(|first: char| first.is_ascii_digit())
        || number.chars().next().is_some_and(char::is_uppercase)
            && number.chars().skip(1).all(|character| !character.is_alphabetic());
    let end = number_start + number.len();
    (is_number && text[end..].starts_with([':', '.'])).then(|| Label {
        words: text[..end].to_owned(),
        name: word.name(number),
        is_table: word.kind.is_table,
    })
}
