//! The words that casebook adds to a book, in the language of the book.

/// The words that casebook adds to a book, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Heading of the contents.
    pub contents: String,
    /// Heading of the list of figures.
    pub figures: String,
    /// Heading of the list of tables.
    pub tables: String,
    /// Heading of the endnotes of a case.
    pub notes: String,
    /// Heading of the list of the works that the text cites.
    pub bibliography: String,
    /// After a work in that list, around the places that cite it.
    pub cited_in: Phrase,
    /// Name of the title page in navigation.
    pub title_page: String,
    /// Name of the first case in navigation.
    pub cases: String,
    /// Name of the cover in navigation.
    pub cover: String,
    /// Alternative text of the cover, around the title.
    pub cover_of: Phrase,
    /// Heading of the page list.
    pub pages: String,
    /// Reference to a page, around its number.
    pub page: Phrase,
    /// Joins two of several names, except the last two.
    pub comma: Phrase,
    /// Joins the last two of several names.
    pub and: Phrase,
    /// Running head over notes whose references are all on one page, around its number.
    pub notes_to_page: Phrase,
    /// Running head over notes whose references are on several pages, around their numbers.
    pub notes_to_pages: Phrase,
    /// Above a table that continues on another page, around its label.
    pub continued: Phrase,
    /// Label of a figure, around its number.
    pub figure_number: Phrase,
    /// Label of a table, around its number.
    pub table_number: Phrase,
    /// Label of a listing, around its number.
    pub listing_number: Phrase,
    /// Reference to an equation, around its number.
    pub equation_number: Phrase,
    /// Title of a theorem, around its number.
    pub theorem_number: Phrase,
    /// Title of a lemma, around its number.
    pub lemma_number: Phrase,
    /// Title of a corollary, around its number.
    pub corollary_number: Phrase,
    /// Title of a proposition, around its number.
    pub proposition_number: Phrase,
    /// Title of a conjecture, around its number.
    pub conjecture_number: Phrase,
    /// Title of a definition, around its number.
    pub definition_number: Phrase,
    /// Title of an example, around its number.
    pub example_number: Phrase,
    /// Title of an exercise, around its number.
    pub exercise_number: Phrase,
    /// Title of an algorithm, around its number.
    pub algorithm_number: Phrase,
    /// Title of a proof.
    pub proof: String,
    /// Title of a remark.
    pub remark: String,
    /// Title of a solution.
    pub solution: String,
    /// Reference to a section, around its number.
    pub section_number: Phrase,
    /// Reference to a case, around its number.
    pub chapter_number: Phrase,
    /// Reference to an appendix, around its letter.
    pub appendix_number: Phrase,
    /// Name of a part of the book, around its number.
    pub part_number: Phrase,
    /// Heading of the citation of a case.
    pub how_to_cite: String,
    /// In the citation of a case, around the title of the book.
    pub within: Phrase,
    /// Label of the digest of the sources.
    pub digest_of_sources: String,
    /// Accessible name of the number of a note, which links back to the text.
    pub back_to_text: String,
    /// Heading of the description and data of a drawn figure.
    pub description_and_data: String,
    /// Label of a callout with something to know.
    pub callout_note: String,
    /// Label of a callout with something that helps.
    pub callout_tip: String,
    /// Label of a callout with something not to miss.
    pub callout_important: String,
    /// Label of a callout about something that can go wrong.
    pub callout_warning: String,
    /// Label of a callout about something that can do harm.
    pub callout_caution: String,
    /// Alternative text of an image that has neither an alternative text nor a caption.
    pub picture_without_description: String,
    /// Link in the HTML that skips the contents.
    pub skip_to_text: String,
    /// Accessible name of the toolbar of the HTML.
    pub tools: String,
    /// Label of the search field.
    pub search: String,
    /// Number of search results.
    pub hits: Phrase,
    /// Message for a search without results.
    pub no_hits: String,
    /// Label of the switch for dark pages.
    pub dark_pages: String,
    /// Label of the button that closes a panel.
    pub close: String,
    /// Accessible name of a note that is open in a pop-up.
    pub note: String,
    /// Label of the link from an open note to the endnotes.
    pub show_among_notes: String,
    /// Label of the button that copies the URL of a place.
    pub copy_address: String,
    /// Label of the button that copies a citation.
    pub copy_citation: String,
    /// Label of the button that copies a table for a spreadsheet.
    pub copy_table: String,
    /// Message after copying.
    pub copied: String,
    /// Label of the button that enlarges a figure.
    pub enlarge_figure: String,
}

/// Words with a place for each value, written as `{}`: `Cover of {}`, `{} and {}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase(String);

impl Phrase {
    /// Where a value is inserted.
    pub const PLACE: &'static str = "{}";

    /// A phrase with these words.
    #[must_use]
    pub fn new(words: String) -> Self {
        Self(words)
    }

    /// The words before and after the first value.
    #[must_use]
    pub fn around(&self) -> (&str, &str) {
        self.0.split_once(Self::PLACE).unwrap_or((&self.0, ""))
    }

    /// The words with one value.
    #[must_use]
    pub fn with(&self, value: &str) -> String {
        let (before, after) = self.around();
        format!("{before}{value}{after}")
    }

    /// The words with two values.
    #[must_use]
    pub fn joining(&self, first: &str, second: &str) -> String {
        let (before, after) = self.around();
        let (between, after) = after.split_once(Self::PLACE).unwrap_or((after, ""));
        format!("{before}{first}{between}{second}{after}")
    }

    /// The words themselves, with their places.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
