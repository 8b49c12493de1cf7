//! The options of the dialect.

use pulldown_cmark::Options;

use crate::model::Direction;
use crate::typography::Language;

/// Options of the dialect, which a project sets in `book.yaml`.
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dialect {
    /// Whether straight quotation marks, `--` and `...` become typographic.
    pub smart_punctuation: bool,
    /// Whether an image with a web address becomes a link to it.
    pub links_remote_images: bool,
    /// Whether the alternative text of an image that shares no line with text is its caption.
    pub implicit_figures: bool,
    /// Whether TeX between dollar signs and the like is a formula.
    pub has_formulas: bool,
    /// The language of the book, for its quotation marks.
    pub language: Language,
    /// The writing direction of the book.
    pub direction: Direction,
    /// Whether the book has a bibliography, so that `[@key]` is a citation.
    pub has_citations: bool,
    /// Names of the sections that list works, in the language of the book.
    pub references: &'static [&'static str],
}

impl Dialect {
    /// The options of pulldown-cmark.
    pub fn options(self) -> Options {
        // Mathematics is not enabled: formulas are masked before, and every other `$` is a dollar sign.
        let mut options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_SUPERSCRIPT
            | Options::ENABLE_SUBSCRIPT
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_DEFINITION_LIST;
        options.set(Options::ENABLE_SMART_PUNCTUATION, self.smart_punctuation);
        options
    }
}
