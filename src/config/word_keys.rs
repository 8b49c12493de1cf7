//! The keys below `words:` in `book.yaml`, each declared once with its English words. `words.toml` has the words of
//! other languages.

use super::key::Default::Is;
use super::key::{Kind, keys};

/// Words with a place for one value.
const PHRASE: Kind = Kind::Pattern(r"^[^{}]*\{\}[^{}]*$");

/// Words with places for two values.
const JOINT: Kind = Kind::Pattern(r"^[^{}]*\{\}[^{}]*\{\}[^{}]*$");

keys! {
    /// The words that casebook adds to the book. The defaults below are English; other languages have their own words.
    /// `{}` stands for a value.
    WORDS: Words {
        /// Heading of the contents.
        contents "contents": Kind::Words, Is("Contents"), "Inhalt";
        /// Heading of the list of figures.
        figures "figures": Kind::Words, Is("Figures"), "Abbildungen";
        /// Heading of the list of tables.
        tables "tables": Kind::Words, Is("Tables"), "Tabellen";
        /// Heading of the endnotes of a case.
        notes "notes": Kind::Words, Is("Notes"), "Anmerkungen";
        /// Heading of the list of the works that the text cites.
        bibliography "bibliography": Kind::Words, Is("Bibliography"), "Literaturverzeichnis";
        /// After a work in that list. The value is the places that cite it.
        cited_in "cited-in": PHRASE, Is("cited in {}"), "zitiert in {}";
        /// Name of the title page in navigation.
        title_page "title-page": Kind::Words, Is("Title page"), "Titelseite";
        /// Name of the first case in navigation.
        cases "cases": Kind::Words, Is("Cases"), "Fälle";
        /// Name of the cover in navigation.
        cover "cover": Kind::Words, Is("Cover"), "Umschlag";
        /// Alternative text of the cover. The value is the title.
        cover_of "cover-of": PHRASE, Is("Cover of {}"), "Umschlag von {}";
        /// Heading of the page list.
        pages "pages": Kind::Words, Is("Pages"), "Seiten";
        /// A reference to a page. The value is its number.
        page "page": PHRASE, Is("p. {}"), "S. {}";
        /// Joins two of several names, except the last two.
        comma "comma": JOINT, Is("{}, {}"), "\"{}, {}\"";
        /// Joins the last two of several names.
        and "and": JOINT, Is("{} and {}"), "\"{} und {}\"";
        /// Running head over notes whose references are all on one page. The value is its number.
        notes_to_page "notes-to-page": PHRASE, Is("Notes to page {}"), "Anmerkungen zu Seite {}";
        /// Running head over notes whose references are on several pages. The value is their numbers.
        notes_to_pages "notes-to-pages": PHRASE, Is("Notes to pages {}"), "Anmerkungen zu den Seiten {}";
        /// Above a table that continues on another page. The value is its label.
        continued "continued": PHRASE, Is("{} (continued)"), "\"{} (Fortsetzung)\"";
        /// Label of a figure that casebook numbers. The value is its number.
        figure_number "figure-number": PHRASE, Is("Figure {}"), "Abbildung {}";
        /// Label of a table that casebook numbers.
        table_number "table-number": PHRASE, Is("Table {}"), "Tabelle {}";
        /// Label of a listing that casebook numbers.
        listing_number "listing-number": PHRASE, Is("Listing {}"), "Quelltext {}";
        /// A reference to an equation.
        equation_number "equation-number": PHRASE, Is("Equation {}"), "Gleichung {}";
        /// Title of a theorem.
        theorem_number "theorem-number": PHRASE, Is("Theorem {}"), "Satz {}";
        /// Title of a lemma.
        lemma_number "lemma-number": PHRASE, Is("Lemma {}"), "Lemma {}";
        /// Title of a corollary.
        corollary_number "corollary-number": PHRASE, Is("Corollary {}"), "Korollar {}";
        /// Title of a proposition.
        proposition_number "proposition-number": PHRASE, Is("Proposition {}"), "Proposition {}";
        /// Title of a conjecture.
        conjecture_number "conjecture-number": PHRASE, Is("Conjecture {}"), "Vermutung {}";
        /// Title of a definition.
        definition_number "definition-number": PHRASE, Is("Definition {}"), "Definition {}";
        /// Title of an example.
        example_number "example-number": PHRASE, Is("Example {}"), "Beispiel {}";
        /// Title of an exercise.
        exercise_number "exercise-number": PHRASE, Is("Exercise {}"), "Übung {}";
        /// Title of an algorithm.
        algorithm_number "algorithm-number": PHRASE, Is("Algorithm {}"), "Algorithmus {}";
        /// Title of a proof.
        proof "proof": Kind::Words, Is("Proof"), "Beweis";
        /// Title of a remark.
        remark "remark": Kind::Words, Is("Remark"), "Bemerkung";
        /// Title of a solution.
        solution "solution": Kind::Words, Is("Solution"), "Lösung";
        /// A reference to a section.
        section_number "section-number": PHRASE, Is("Section {}"), "Abschnitt {}";
        /// A reference to a numbered case.
        chapter_number "chapter-number": PHRASE, Is("Chapter {}"), "Fall {}";
        /// Number of an appendix.
        appendix_number "appendix-number": PHRASE, Is("Appendix {}"), "Anhang {}";
        /// Number of a part.
        part_number "part-number": PHRASE, Is("Part {}"), "Teil {}";
        /// Heading of the citation of a case.
        how_to_cite "how-to-cite": Kind::Words, Is("How to cite"), "Zitierweise";
        /// Comes before the title of the book in the citation of a case. The value is the title.
        within "within": PHRASE, Is("In {}"), "In {}";
        /// Label of the digest of the sources.
        digest_of_sources "digest-of-sources": Kind::Words, Is("SHA-256 of the sources"), "SHA-256 der Quelldateien";
        /// Accessible name of the link from a note back to the text.
        back_to_text "back-to-text": Kind::Words, Is("Back to the text"), "Zurück zum Text";
        /// Heading of the description and data of a drawn figure.
        description_and_data "description-and-data": Kind::Words, Is("Description and data"), "Beschreibung und Daten";
        /// Label of a callout with something to know, such as `> [!NOTE]`.
        callout_note "callout-note": Kind::Words, Is("Note"), "Hinweis";
        /// Label of a callout with something that helps.
        callout_tip "callout-tip": Kind::Words, Is("Tip"), "Tipp";
        /// Label of a callout with something not to miss.
        callout_important "callout-important": Kind::Words, Is("Important"), "Wichtig";
        /// Label of a callout about something that can go wrong.
        callout_warning "callout-warning": Kind::Words, Is("Warning"), "Warnung";
        /// Label of a callout about something that can do harm.
        callout_caution "callout-caution": Kind::Words, Is("Caution"), "Vorsicht";
        /// Alternative text of an image that has neither an alternative text nor a caption.
        picture_without_description "picture-without-description": Kind::Words, Is("Picture without a description"), "Bild ohne Beschreibung";
        /// Link in the HTML that skips the contents.
        skip_to_text "skip-to-text": Kind::Words, Is("Skip to the text"), "Zum Text springen";
        /// Accessible name of the toolbar of the HTML.
        tools "tools": Kind::Words, Is("Tools"), "Werkzeuge";
        /// Label of the search field.
        search "search": Kind::Words, Is("Search"), "Suchen";
        /// The number of search results. The value is the number.
        hits "hits": PHRASE, Is("Hits: {}"), "\"Treffer: {}\"";
        /// Message for a search without results.
        no_hits "no-hits": Kind::Words, Is("Nothing found"), "Nichts gefunden";
        /// Label of the switch for dark pages.
        dark_pages "dark-pages": Kind::Words, Is("Dark pages"), "Dunkle Seiten";
        /// Label of the button that closes a panel.
        close "close": Kind::Words, Is("Close"), "Schließen";
        /// Accessible name of a note that is open in a pop-up.
        note "note": Kind::Words, Is("Note"), "Anmerkung";
        /// Label of the link from an open note to the endnotes.
        show_among_notes "show-among-notes": Kind::Words, Is("Show among the notes"), "Bei den Anmerkungen zeigen";
        /// Label of the button that copies the URL of a place.
        copy_address "copy-address": Kind::Words, Is("Copy the address"), "Adresse kopieren";
        /// Label of the button that copies a citation.
        copy_citation "copy-citation": Kind::Words, Is("Copy the citation"), "Zitierweise kopieren";
        /// Label of the button that copies a table for a spreadsheet.
        copy_table "copy-table": Kind::Words, Is("Copy the table"), "Tabelle kopieren";
        /// Message after copying.
        copied "copied": Kind::Words, Is("Copied"), "Kopiert";
        /// Label of the button that enlarges a figure.
        enlarge_figure "enlarge-figure": Kind::Words, Is("Enlarge the figure"), "Abbildung vergrößern";
    }
}
