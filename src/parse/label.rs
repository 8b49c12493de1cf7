//! The labels of figures and tables: a word, such as "Figure" or "Tabelle", and a number.

use crate::model::Label;

/// A kind of label, with its words in several languages.
struct Kind {
    /// Common name of all its words; part of [`Label::name`].
    name: &'static str,
    is_table: bool,
    /// Singular forms, in lower case.
    one: &'static [&'static str],
    /// Plural forms, in lower case.
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

/// The label at the start of a caption, such as `Figure 9`, if a colon or full stop follows it.
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
