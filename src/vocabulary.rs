//! The names of constructs in the outputs, in one table for writers and readers.

use crate::model::{CalloutKind, Delimiter, NumberStyle, Numbering, Style, TokenKind};

/// Declares the names of constructs: the element and the class in HTML and EPUB, and the function in `styles/book.typ`.
/// An empty string means that there is no such name.
macro_rules! constructs {
    ($($(#[doc = $doc:literal])+ $name:ident: $element:literal, $class:literal, $function:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: Names = Names { element: $element, class: $class, function: $function };)+

        /// Every construct.
        #[cfg(test)]
        const CONSTRUCTS: &[Names] = &[$($name),+];
    };
}

/// The names of a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Names {
    /// The element in HTML and EPUB.
    pub element: &'static str,
    /// The class in HTML and EPUB. It is reserved: authors cannot use it.
    pub class: &'static str,
    /// The function in `styles/book.typ`.
    pub function: &'static str,
}

constructs! {
    /// A case, or a file of the front or back matter.
    CASE: "section", "case", "case";
    /// A case of the front matter.
    FRONT: "section", "front", "case";
    /// A case of the back matter.
    BACK: "section", "back", "case";
    /// A paragraph.
    PARAGRAPH: "p", "", "paragraph";
    /// A heading; its element has a level.
    HEADING: "h", "", "heading";
    /// A picture with its caption.
    FIGURE: "figure", "figure", "figure";
    /// Several images of one figure, side by side.
    IMAGE_GROUP: "div", "image-group", "image-group";
    /// A picture that is as high as the line that it is in.
    ICON: "img", "icon", "";
    /// A figure that a script draws.
    DRAWING: "img", "drawing", "drawing";
    /// The description and the data of a drawn figure.
    FIGURE_DATA: "details", "figure-data", "";
    /// A table. In HTML the class is that of its scroll container.
    TABLE: "table", "table", "table";
    /// The caption of a figure.
    FIGURE_CAPTION: "figcaption", "", "";
    /// The caption of a table.
    TABLE_CAPTION: "caption", "", "";
    /// The label of a caption: `Figure 9`.
    CAPTION_LABEL: "span", "caption-label", "";
    /// A list with numbers.
    ORDERED_LIST: "ol", "", "list";
    /// A list with bullets.
    BULLET_LIST: "ul", "", "list";
    /// A list of terms.
    DEFINITION_LIST: "dl", "definition-list", "definition-list";
    /// A quotation.
    QUOTE: "blockquote", "", "quote";
    /// A quotation with its source.
    QUOTATION: "figure", "quotation", "";
    /// An epigraph.
    EPIGRAPH: "figure", "epigraph", "epigraph";
    /// The source of a quotation, a poem or an epigraph.
    SOURCE: "figcaption", "source", "";
    /// A poem.
    VERSE: "div", "verse", "verse";
    /// A stanza of a poem.
    STANZA: "p", "stanza", "stanza";
    /// A line of a poem.
    VERSE_LINE: "span", "verse-line", "";
    /// A code block.
    CODE_BLOCK: "pre", "code-block", "code-block";
    /// The name of the file, before its code.
    FILE_NAME: "p", "file-name", "";
    /// A line of code, if its lines have numbers or marks.
    CODE_LINE: "span", "code-line", "";
    /// A line of code that is marked.
    MARKED_LINE: "span", "code-line marked-line", "";
    /// Code in running text.
    CODE: "code", "", "code";
    /// A displayed formula with its number.
    EQUATION: "span", "equation", "equation";
    /// A displayed formula, which scrolls if it is wider than the screen.
    FORMULA: "span", "formula", "formula";
    /// The number of a displayed formula.
    EQUATION_NUMBER: "span", "equation-number", "";
    /// A division: a group of blocks.
    DIVISION: "div", "division", "division";
    /// A callout: a note, a warning, or another box with a title.
    CALLOUT: "aside", "callout", "callout";
    /// The title of a callout.
    CALLOUT_TITLE: "p", "callout-title", "";
    /// The label of a callout, before its title: `Note`.
    CALLOUT_LABEL: "span", "callout-label", "";
    /// A page break of the author.
    NEW_PAGE: "", "", "new-page";
    /// A thematic break.
    DIVIDER: "hr", "divider", "divider";
    /// A span: running text with attributes.
    SPAN: "span", "", "span";
    /// The notes of a case.
    ENDNOTES: "section", "endnotes", "endnotes";
    /// A note.
    ENDNOTE: "div", "endnote", "endnote";
    /// The number of a note, before its text.
    NOTE_NUMBER: "span", "note-number", "";
    /// A reference to a note in running text.
    NOTE_REFERENCE: "a", "note-reference", "note-reference";
    /// A link back to the text from a note that is cited more than once.
    BACKLINK: "a", "backlink", "";
    /// A mention of a figure or table in running text.
    MENTION: "a", "mention", "mention";
    /// A word with a range of numbers, which is not broken.
    RANGE: "span", "range", "number-range";
    /// A page-break marker, where a page of the PDF begins.
    PAGE_BREAK: "div", "page-break", "";
    /// The citation of the book or of a case.
    CITATION: "p", "citation", "how-to-cite";
    /// The title page.
    TITLE_PAGE: "section", "title-page", "";
    /// The cover of an EPUB.
    COVER: "div", "cover", "";
    /// The contents, and the lists of figures and tables.
    CONTENTS: "nav", "contents", "";
    /// Shapes that the page references.
    GLYPHS: "svg", "glyphs", "";
}

/// The lines of the title page.
#[cfg(test)]
const TITLE_PAGE_LINES: [&str; 8] =
    ["author", "contributor", "date", "publisher", "rights", "subtitle", "title", "title-part"];

/// Classes of the parts of formulas, and of a formula with a number.
#[cfg(test)]
const PARTS_OF_FORMULAS: [&str; 16] = [
    "has-number",
    "math-aligned",
    "math-array",
    "math-cases",
    "math-gathered",
    "math-left",
    "math-line-bottom",
    "math-line-left",
    "math-line-right",
    "math-line-top",
    "math-margin",
    "math-number",
    "math-numbered",
    "math-right",
    "math-substack",
    "math-vector",
];

/// Lists next to the table of contents, and entries in it.
#[cfg(test)]
const LISTS: [&str; 3] = ["figures", "tables", "part-title"];

/// Parts of the single-file HTML for its script and for skip links.
#[cfg(test)]
const READER: [&str; 26] = [
    "block-tools",
    "citation-label",
    "citation-text",
    "close",
    "copy-address",
    "copy-citation",
    "copy-place",
    "copy-table",
    "count",
    "dark",
    "enlarge",
    "enlarged",
    "here",
    "hits",
    "note-text",
    "note-tools",
    "open-contents",
    "open-note",
    "open-search",
    "picture",
    "search",
    "sidebar",
    "skip-link",
    "status",
    "to-the-notes",
    "tools",
];

/// Classes that the script of the single-file HTML sets at run time.
#[cfg(test)]
const STATES: [&str; 10] = [
    "found",
    "has-mark",
    "is-addressed",
    "is-beside",
    "is-done",
    "is-hit",
    "is-open",
    "is-pinned",
    "scripted",
    "tool",
];

/// Classes of columns of a table, by their alignment.
pub const ALIGNED: [&str; 2] = ["align-center", "align-end"];

/// Classes of columns whose author gave them a width, by twentieths of the width of the table.
#[rustfmt::skip]
pub const SHARES: [&str; 20] = [
    "share-5", "share-10", "share-15", "share-20", "share-25", "share-30", "share-35", "share-40", "share-45", "share-50", 
    "share-55", "share-60", "share-65", "share-70", "share-75", "share-80", "share-85", "share-90", "share-95", "share-100",
];

/// Classes of tables that are wider than a narrow screen: shown row by row, or with broken words.
pub const STACKED: &str = "stacked";
pub const DENSE: &str = "dense";

/// Classes of the two variants of a drawn figure, of which a screen shows one.
pub const WIDE: &str = "wide";
pub const NARROW: &str = "narrow";

/// The class of a list whose items have no paragraphs.
pub const TIGHT: &str = "tight";

/// The class of a kind of callouts.
#[must_use]
pub fn callout_class(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "callout-note",
        CalloutKind::Tip => "callout-tip",
        CalloutKind::Important => "callout-important",
        CalloutKind::Warning => "callout-warning",
        CalloutKind::Caution => "callout-caution",
    }
}

/// The names of a style.
#[must_use]
pub const fn style(style: Style) -> Names {
    let (element, function) = match style {
        Style::Emphasis => ("em", "emphasis"),
        Style::Strong => ("strong", "strong"),
        Style::Strikethrough => ("del", "strikethrough"),
        Style::Superscript => ("sup", "superscript"),
        Style::Subscript => ("sub", "subscript"),
    };
    Names { element, class: "", function }
}

/// The names of a token of code: its class, and the key of its colour in the theme after `code-`.
#[must_use]
pub const fn token(kind: TokenKind) -> Names {
    let class = match kind {
        TokenKind::Comment => "comment",
        TokenKind::Keyword => "keyword",
        TokenKind::String => "string",
        TokenKind::Constant => "constant",
        TokenKind::Function => "function",
        TokenKind::Type => "type",
        TokenKind::Added => "added",
        TokenKind::Removed => "removed",
    };
    Names { element: "span", class, function: "" }
}

/// Classes of authors that have a meaning in every output.
pub const AUTHOR_CLASSES: [&str; 9] =
    ["abbr", "bdo", "box", "ins", "mark", "references", "small", "smallcaps", "u"];

/// The classes of lists with other signs around their numbers than a point, which HTML cannot name.
pub const SIGNS: [(Delimiter, NumberStyle, &str); 10] = [
    (Delimiter::Parenthesis, NumberStyle::Decimal, "parenthesis-decimal"),
    (Delimiter::Parenthesis, NumberStyle::LowerLetter, "parenthesis-lower-alpha"),
    (Delimiter::Parenthesis, NumberStyle::UpperLetter, "parenthesis-upper-alpha"),
    (Delimiter::Parenthesis, NumberStyle::LowerRoman, "parenthesis-lower-roman"),
    (Delimiter::Parenthesis, NumberStyle::UpperRoman, "parenthesis-upper-roman"),
    (Delimiter::Parentheses, NumberStyle::Decimal, "parentheses-decimal"),
    (Delimiter::Parentheses, NumberStyle::LowerLetter, "parentheses-lower-alpha"),
    (Delimiter::Parentheses, NumberStyle::UpperLetter, "parentheses-upper-alpha"),
    (Delimiter::Parentheses, NumberStyle::LowerRoman, "parentheses-lower-roman"),
    (Delimiter::Parentheses, NumberStyle::UpperRoman, "parentheses-upper-roman"),
];

/// The class for the signs around the numbers of a list.
#[must_use]
pub fn signs(numbering: &Numbering) -> Option<&'static str> {
    let is_its = |(delimiter, style, _): &(Delimiter, NumberStyle, &str)| {
        *delimiter == numbering.delimiter && *style == numbering.style
    };
    SIGNS.into_iter().find(is_its).map(|(_, _, class)| class)
}

/// The class in HTML and EPUB for a class of an author. A class with a meaning keeps its name; any other gets a prefix,
/// so that it cannot collide with a reserved class.
#[must_use]
pub fn author_class(name: &str) -> String {
    if AUTHOR_CLASSES.contains(&name) { name.to_owned() } else { format!("my-{name}") }
}

#[cfg(test)]
mod tests;
