//! The few words that casebook itself puts into a book, in the book's language. A language that is not here gets English.

use crate::resolve::Book;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// Over the generated contents.
    pub contents: &'static str,
    /// Over the list of figures.
    pub figures: &'static str,
    /// Over the list of tables.
    pub tables: &'static str,
    /// Over the endnotes of a case.
    pub notes: &'static str,
    /// The name of the title page in navigation.
    pub title_page: &'static str,
    /// The name of the first case in navigation.
    pub cases: &'static str,
    /// What the number of a note says to those who hear it.
    pub back_to_the_text: &'static str,
    /// Over what a drawn figure shows in words and numbers.
    pub description_and_data: &'static str,
    /// What an image says that neither its author nor its caption describes.
    pub picture: &'static str,
    /// Before the number of a page.
    pub page: &'static str,
    /// Between the last two of several names.
    pub and: &'static str,
}

/// The words for a book.
#[must_use]
pub fn words(book: &Book) -> &'static Words {
    let language = book.manifest().language.split('-').next().unwrap_or_default().to_ascii_lowercase();
    match language.as_str() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        "pt" => &PORTUGUESE,
        "it" => &ITALIAN,
        "nl" => &DUTCH,
        _ => &ENGLISH,
    }
}

const ENGLISH: Words = Words {
    contents: "Contents",
    figures: "Figures",
    tables: "Tables",
    notes: "Notes",
    title_page: "Title page",
    cases: "Cases",
    back_to_the_text: "Back to the text",
    description_and_data: "Description and data",
    picture: "Picture without a description",
    page: "p.",
    and: "and",
};

const GERMAN: Words = Words {
    contents: "Inhalt",
    figures: "Abbildungen",
    tables: "Tabellen",
    notes: "Anmerkungen",
    title_page: "Titelseite",
    cases: "Fälle",
    back_to_the_text: "Zurück zum Text",
    description_and_data: "Beschreibung und Daten",
    picture: "Bild ohne Beschreibung",
    page: "S.",
    and: "und",
};

const FRENCH: Words = Words {
    contents: "Table des matières",
    figures: "Figures",
    tables: "Tableaux",
    notes: "Notes",
    title_page: "Page de titre",
    cases: "Cas",
    back_to_the_text: "Retour au texte",
    description_and_data: "Description et données",
    picture: "Image sans description",
    page: "p.",
    and: "et",
};

const SPANISH: Words = Words {
    contents: "Índice",
    figures: "Figuras",
    tables: "Tablas",
    notes: "Notas",
    title_page: "Portada",
    cases: "Casos",
    back_to_the_text: "Volver al texto",
    description_and_data: "Descripción y datos",
    picture: "Imagen sin descripción",
    page: "p.",
    and: "y",
};

const PORTUGUESE: Words = Words {
    contents: "Sumário",
    figures: "Figuras",
    tables: "Tabelas",
    notes: "Notas",
    title_page: "Página de título",
    cases: "Casos",
    back_to_the_text: "Voltar ao texto",
    description_and_data: "Descrição e dados",
    picture: "Imagem sem descrição",
    page: "p.",
    and: "e",
};

const ITALIAN: Words = Words {
    contents: "Indice",
    figures: "Figure",
    tables: "Tabelle",
    notes: "Note",
    title_page: "Frontespizio",
    cases: "Casi",
    back_to_the_text: "Torna al testo",
    description_and_data: "Descrizione e dati",
    picture: "Immagine senza descrizione",
    page: "p.",
    and: "e",
};

const DUTCH: Words = Words {
    contents: "Inhoud",
    figures: "Figuren",
    tables: "Tabellen",
    notes: "Noten",
    title_page: "Titelpagina",
    cases: "Gevallen",
    back_to_the_text: "Terug naar de tekst",
    description_and_data: "Beschrijving en gegevens",
    picture: "Afbeelding zonder beschrijving",
    page: "p.",
    and: "en",
};
