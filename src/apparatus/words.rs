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
    /// Over the list of pages in navigation.
    pub pages: &'static str,
    /// The name of the cover in navigation.
    pub cover: &'static str,
    /// Before the title of a book, where its cover is described.
    pub cover_of: &'static str,
    /// Between the last two of several names.
    pub and: &'static str,
    /// Running head over notes whose references are all on one page, before its number.
    pub notes_to_page: &'static str,
    /// Running head over notes whose references are on several pages, before their numbers.
    pub notes_to_pages: &'static str,
    /// Before the words that cite a case.
    pub how_to_cite: &'static str,
    /// Before the title of the book that a case is cited from.
    pub within: &'static str,
    /// Before the digest of everything that a book was made from.
    pub digest_of_sources: &'static str,
    /// What the single file says to those who read it in a browser.
    pub reader: Reader,
}

/// The words of the single file's buttons and panels.
#[derive(Debug)]
pub struct Reader {
    /// The link that leads past the contents.
    pub skip_to_the_text: &'static str,
    /// The name of the buttons as a group.
    pub tools: &'static str,
    /// Over the field for words to find.
    pub search: &'static str,
    /// Before the number of places found.
    pub hits: &'static str,
    /// Where nothing was found.
    pub no_hits: &'static str,
    /// The switch from light pages to dark ones.
    pub dark: &'static str,
    /// The button that takes a panel away.
    pub close: &'static str,
    /// The name of a note that is open beside the text.
    pub note: &'static str,
    /// Leads from an open note to the same note among the others.
    pub to_the_notes: &'static str,
    /// Copies the address of a place.
    pub copy_address: &'static str,
    /// Copies a citation.
    pub copy_citation: &'static str,
    /// Copies a table, for a spreadsheet.
    pub copy_table: &'static str,
    /// What is said when something was copied.
    pub copied: &'static str,
    /// Shows a figure as large as the window.
    pub enlarge: &'static str,
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
