//! The words that casebook adds to a book, in the language of the book, or else in English.

use crate::resolve::Book;

/// The words of one language.
#[derive(Debug)]
pub struct Words {
    /// Heading of the contents.
    pub contents: &'static str,
    /// Heading of the list of figures.
    pub figures: &'static str,
    /// Heading of the list of tables.
    pub tables: &'static str,
    /// Heading of the endnotes of a case.
    pub notes: &'static str,
    /// Name of the title page in navigation.
    pub title_page: &'static str,
    /// Name of the first case in navigation.
    pub cases: &'static str,
    /// Accessible name of the number of a note, which links back to the text.
    pub back_to_the_text: &'static str,
    /// Heading of the description and data of a drawn figure.
    pub description_and_data: &'static str,
    /// Alternative text of an image that has neither an alternative text nor a caption.
    pub picture: &'static str,
    /// Word before a page number.
    pub page: &'static str,
    /// Heading of the page list.
    pub pages: &'static str,
    /// Name of the cover in navigation.
    pub cover: &'static str,
    /// Words before the title in the alternative text of the cover.
    pub cover_of: &'static str,
    /// Word between the last two of several names.
    pub and: &'static str,
    /// Running head over notes whose references are all on one page, before its number.
    pub notes_to_page: &'static str,
    /// Running head over notes whose references are on several pages, before their numbers.
    pub notes_to_pages: &'static str,
    /// Heading of the citation of a case.
    pub how_to_cite: &'static str,
    /// Word before the title of the book in the citation of a case.
    pub within: &'static str,
    /// Label of the digest of the sources.
    pub digest_of_sources: &'static str,
    /// Words of the user interface of the HTML.
    pub reader: Reader,
}

/// Labels of buttons and panels in the HTML.
#[derive(Debug)]
pub struct Reader {
    /// Link that skips the contents.
    pub skip_to_the_text: &'static str,
    /// Accessible name of the toolbar.
    pub tools: &'static str,
    /// Label of the search field.
    pub search: &'static str,
    /// Word for the number of search results.
    pub hits: &'static str,
    /// Message for a search without results.
    pub no_hits: &'static str,
    /// Label of the switch for dark pages.
    pub dark: &'static str,
    /// Label of the button that closes a panel.
    pub close: &'static str,
    /// Accessible name of a note that is open in a pop-up.
    pub note: &'static str,
    /// Label of the link from an open note to the endnotes.
    pub to_the_notes: &'static str,
    /// Label of the button that copies the URL of a place.
    pub copy_address: &'static str,
    /// Label of the button that copies a citation.
    pub copy_citation: &'static str,
    /// Label of the button that copies a table for a spreadsheet.
    pub copy_table: &'static str,
    /// Message after copying.
    pub copied: &'static str,
    /// Label of the button that enlarges a figure.
    pub enlarge: &'static str,
}

/// The words for the language of a book.
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
    pages: "Pages",
    cover: "Cover",
    cover_of: "Cover of",
    and: "and",
    notes_to_page: "Notes to page",
    notes_to_pages: "Notes to pages",
    how_to_cite: "How to cite",
    within: "In",
    digest_of_sources: "SHA-256 of the sources",
    reader: Reader {
        skip_to_the_text: "Skip to the text",
        tools: "Tools",
        search: "Search",
        hits: "Hits",
        no_hits: "Nothing found",
        dark: "Dark pages",
        close: "Close",
        note: "Note",
        to_the_notes: "Show among the notes",
        copy_address: "Copy the address",
        copy_citation: "Copy the citation",
        copy_table: "Copy the table",
        copied: "Copied",
        enlarge: "Enlarge the figure",
    },
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
    pages: "Seiten",
    cover: "Umschlag",
    cover_of: "Umschlag von",
    and: "und",
    notes_to_page: "Anmerkungen zu Seite",
    notes_to_pages: "Anmerkungen zu den Seiten",
    how_to_cite: "Zitierweise",
    within: "In",
    digest_of_sources: "SHA-256 der Quelldateien",
    reader: Reader {
        skip_to_the_text: "Zum Text springen",
        tools: "Werkzeuge",
        search: "Suchen",
        hits: "Treffer",
        no_hits: "Nichts gefunden",
        dark: "Dunkle Seiten",
        close: "Schließen",
        note: "Anmerkung",
        to_the_notes: "Bei den Anmerkungen zeigen",
        copy_address: "Adresse kopieren",
        copy_citation: "Zitierweise kopieren",
        copy_table: "Tabelle kopieren",
        copied: "Kopiert",
        enlarge: "Abbildung vergrößern",
    },
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
    pages: "Pages",
    cover: "Couverture",
    cover_of: "Couverture de",
    and: "et",
    notes_to_page: "Notes de la page",
    notes_to_pages: "Notes des pages",
    how_to_cite: "Pour citer",
    within: "Dans",
    digest_of_sources: "SHA-256 des sources",
    reader: Reader {
        skip_to_the_text: "Aller au texte",
        tools: "Outils",
        search: "Rechercher",
        hits: "Résultats",
        no_hits: "Aucun résultat",
        dark: "Pages sombres",
        close: "Fermer",
        note: "Note",
        to_the_notes: "Voir parmi les notes",
        copy_address: "Copier l’adresse",
        copy_citation: "Copier la référence",
        copy_table: "Copier le tableau",
        copied: "Copié",
        enlarge: "Agrandir la figure",
    },
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
    pages: "Páginas",
    cover: "Cubierta",
    cover_of: "Cubierta de",
    and: "y",
    notes_to_page: "Notas de la página",
    notes_to_pages: "Notas de las páginas",
    how_to_cite: "Cómo citar",
    within: "En",
    digest_of_sources: "SHA-256 de las fuentes",
    reader: Reader {
        skip_to_the_text: "Ir al texto",
        tools: "Herramientas",
        search: "Buscar",
        hits: "Resultados",
        no_hits: "Sin resultados",
        dark: "Páginas oscuras",
        close: "Cerrar",
        note: "Nota",
        to_the_notes: "Ver entre las notas",
        copy_address: "Copiar la dirección",
        copy_citation: "Copiar la cita",
        copy_table: "Copiar la tabla",
        copied: "Copiado",
        enlarge: "Ampliar la figura",
    },
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
    pages: "Páginas",
    cover: "Capa",
    cover_of: "Capa de",
    and: "e",
    notes_to_page: "Notas da página",
    notes_to_pages: "Notas das páginas",
    how_to_cite: "Como citar",
    within: "Em",
    digest_of_sources: "SHA-256 das fontes",
    reader: Reader {
        skip_to_the_text: "Ir para o texto",
        tools: "Ferramentas",
        search: "Procurar",
        hits: "Resultados",
        no_hits: "Nada encontrado",
        dark: "Páginas escuras",
        close: "Fechar",
        note: "Nota",
        to_the_notes: "Ver entre as notas",
        copy_address: "Copiar o endereço",
        copy_citation: "Copiar a citação",
        copy_table: "Copiar a tabela",
        copied: "Copiado",
        enlarge: "Ampliar a figura",
    },
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
    pages: "Pagine",
    cover: "Copertina",
    cover_of: "Copertina di",
    and: "e",
    notes_to_page: "Note a pagina",
    notes_to_pages: "Note alle pagine",
    how_to_cite: "Come citare",
    within: "In",
    digest_of_sources: "SHA-256 dei sorgenti",
    reader: Reader {
        skip_to_the_text: "Vai al testo",
        tools: "Strumenti",
        search: "Cerca",
        hits: "Risultati",
        no_hits: "Nessun risultato",
        dark: "Pagine scure",
        close: "Chiudi",
        note: "Nota",
        to_the_notes: "Mostra tra le note",
        copy_address: "Copia l’indirizzo",
        copy_citation: "Copia la citazione",
        copy_table: "Copia la tabella",
        copied: "Copiato",
        enlarge: "Ingrandisci la figura",
    },
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
    pages: "Pagina’s",
    cover: "Omslag",
    cover_of: "Omslag van",
    and: "en",
    notes_to_page: "Noten bij pagina",
    notes_to_pages: "Noten bij pagina’s",
    how_to_cite: "Citeren als",
    within: "In",
    digest_of_sources: "SHA-256 van de bronnen",
    reader: Reader {
        skip_to_the_text: "Naar de tekst",
        tools: "Hulpmiddelen",
        search: "Zoeken",
        hits: "Treffers",
        no_hits: "Niets gevonden",
        dark: "Donkere pagina’s",
        close: "Sluiten",
        note: "Noot",
        to_the_notes: "Bij de noten tonen",
        copy_address: "Adres kopiëren",
        copy_citation: "Verwijzing kopiëren",
        copy_table: "Tabel kopiëren",
        copied: "Gekopieerd",
        enlarge: "Figuur vergroten",
    },
};
