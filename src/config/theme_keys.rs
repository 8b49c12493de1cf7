//! The keys of `theme.toml`, each declared once. Examples in messages are values of the built-in themes. The default of an
//! optional key says in words what holds without it; all other keys have a value in `styles/theme.toml`.

use super::key::Default::{Nothing, Otherwise};
use super::key::{Kind, keys};

/// Units of a type size on paper.
const ON_PAPER: &[&str] = &["pt", "mm", "cm", "in"];

/// Units relative to the size of the running text.
const PART: &[&str] = &["em"];

/// Units of a type size on a screen.
const ON_SCREEN: &[&str] = &["%", "em", "rem", "px", "pt"];

/// Units of a rule's thickness.
const ON_RULE: &[&str] = &["pt", "mm"];

/// Alignments of running text.
const ALIGNMENTS: &[(&str, &str)] = &[
    ("justify", "Lines end at the same edge."),
    ("start", "Lines end at an uneven edge, with the same space between all words."),
];

/// Styles of digits, as CSS names them.
const FIGURES: &[(&str, &str)] = &[
    ("oldstyle-nums", "Digits with the heights of small letters."),
    ("lining-nums", "Digits as high as capitals."),
];

/// Upright or italic.
const SLANTS: &[(&str, &str)] = &[("normal", "Upright."), ("italic", "Italic.")];

/// Units of a line length on a screen.
const ON_LINE: &[&str] = &["em", "rem", "ch", "ex", "px", "pt", "mm", "cm", "in", "%", "vw"];

keys! {
    /// The keys of `theme.toml`, which set the design of all outputs.
    THEME: Theme {
        /// Font families by their use. The fonts are the built-in ones and those in `fonts/`.
        family "family": Kind::Map(&FAMILY), Nothing, "";
        /// Fallback families on the device of the reader.
        fallback "fallback": Kind::Map(&FALLBACK), Nothing, "";
        /// The running text.
        text "text": Kind::Map(&TEXT), Nothing, "";
        /// Type sizes, relative to the running text.
        scale "scale": Kind::Map(&SCALE), Nothing, "";
        /// Weights of titles and headings: 400 is regular, 700 is bold.
        weight "weight": Kind::Map(&WEIGHT), Nothing, "";
        /// Whether titles and headings are upright or italic.
        slant "slant": Kind::Map(&SLANT), Nothing, "";
        /// Distances, relative to the size of the running text.
        space "space": Kind::Map(&SPACE), Nothing, "";
        /// The thickness of rules.
        rule "rule": Kind::Map(&RULE), Nothing, "";
        /// The page of the PDF, unless `book.yaml` sets another.
        page "page": Kind::Map(&SHEET), Nothing, "";
        /// Colours on paper and on a light screen.
        color "color": Kind::Map(&COLOR), Nothing, "";
        /// The same colours on a dark screen.
        dark "dark": Kind::Map(&DARK), Nothing, "";
        /// Colours of the cover that casebook draws.
        cover "cover": Kind::Map(&COVER), Nothing, "";
        /// Your own values, for the scripts, style sheets and page layout of the project: `var(--custom-name)` in CSS,
        /// `theme.custom.name` in Typst.
        custom "custom": Kind::Free, Nothing, "";
    }
}

keys! {
    /// Font families by their use.
    FAMILY: Family {
        /// The running text.
        text "text": Kind::Families, Nothing, "";
        /// Headings, tables, captions.
        heading "heading": Kind::Families, Nothing, "";
        /// Code.
        code "code": Kind::Families, Nothing, "";
    }
}

keys! {
    /// Fallback families on the device of the reader, in CSS syntax.
    FALLBACK: Fallback {
        /// After the families of the running text.
        text "text": Kind::CssFamilies, Nothing, "";
        /// After those of headings.
        heading "heading": Kind::CssFamilies, Nothing, "";
        /// After those of code.
        code "code": Kind::CssFamilies, Nothing, "";
    }
}

keys! {
    /// The running text.
    TEXT: Text {
        /// Its size on paper.
        size "size": Kind::Size(ON_PAPER), Nothing, "";
        /// Its size on a screen.
        screen "screen": Kind::Size(ON_SCREEN), Nothing, "";
        /// The line height, relative to the type size.
        leading "leading": Kind::Ratio, Nothing, "";
        /// The maximum length of a line on a screen.
        measure "measure": Kind::Size(ON_LINE), Nothing, "";
        /// The alignment of its lines.
        align "align": Kind::Choice(ALIGNMENTS), Otherwise("`justify` on paper, `start` in the HTML, the reader's choice in the EPUB"), "";
        /// The style of digits.
        figures "figures": Kind::Choice(FIGURES), Otherwise("`oldstyle-nums`"), "";
    }
}

keys! {
    /// Type sizes, relative to the running text.
    SCALE: Scale {
        /// The book's title.
        title "title": Kind::Size(PART), Nothing, "";
        /// The book's subtitle.
        subtitle "subtitle": Kind::Size(PART), Nothing, "";
        /// The title of a case.
        case "case": Kind::Size(PART), Nothing, "";
        /// Headings of the first level in a case.
        section "section": Kind::Size(PART), Nothing, "";
        /// Headings of the second level.
        subsection "subsection": Kind::Size(PART), Nothing, "";
        /// All lower headings.
        minor "minor": Kind::Size(PART), Nothing, "";
        /// Notes.
        notes "notes": Kind::Size(PART), Nothing, "";
        /// Captions.
        caption "caption": Kind::Size(PART), Nothing, "";
        /// Tables.
        table "table": Kind::Size(PART), Nothing, "";
        /// The smallest type size for a table that is too wide for the page.
        table_least "table-least": Kind::Size(PART), Nothing, "";
        /// Code.
        code "code": Kind::Size(PART), Nothing, "";
        /// Page numbers and running heads.
        folio "folio": Kind::Size(PART), Nothing, "";
    }
}

/// Declares a table with a key for each title and heading.
macro_rules! headings {
    ($about:literal $value:ident $table:ident $kind:expr, $default:literal) => {
        keys! {
            #[doc = $about]
            $value: $table {
                /// The book's title.
                title "title": $kind, Otherwise($default), "";
                /// The title of a case.
                case "case": $kind, Otherwise($default), "";
                /// Headings of the first level in a case.
                section "section": $kind, Otherwise($default), "";
                /// Headings of the second level.
                subsection "subsection": $kind, Otherwise($default), "";
                /// All lower headings.
                minor "minor": $kind, Otherwise($default), "";
            }
        }
    };
}

headings! { "Weights of titles and headings." WEIGHT Weight Kind::Weight, "700" }
headings! { "Whether titles and headings are upright or italic." SLANT Slant Kind::Choice(SLANTS), "`normal`" }

keys! {
    /// Distances, relative to the size of the running text.
    SPACE: Space {
        /// Indentation of the first line of a paragraph.
        indent "indent": Kind::Size(PART), Nothing, "";
        /// Between paragraphs that are not indented.
        paragraph "paragraph": Kind::Size(PART), Nothing, "";
        /// Around figures, tables and quotations.
        block "block": Kind::Size(PART), Nothing, "";
        /// Above a heading of the first level.
        above_section "above-section": Kind::Size(PART), Nothing, "";
        /// Above the other headings.
        above_subsection "above-subsection": Kind::Size(PART), Nothing, "";
        /// Below headings.
        below_section "below-section": Kind::Size(PART), Nothing, "";
    }
}

keys! {
    /// The page of the PDF.
    SHEET: Sheet {
        /// The width of the trimmed page.
        width "width": Kind::Size(ON_PAPER), Nothing, "";
        /// Its height.
        height "height": Kind::Size(ON_PAPER), Nothing, "";
        /// The margin above the text.
        top "top": Kind::Size(ON_PAPER), Nothing, "";
        /// The margin below the text.
        bottom "bottom": Kind::Size(ON_PAPER), Nothing, "";
        /// The margin at the spine.
        inner "inner": Kind::Size(ON_PAPER), Nothing, "";
        /// The margin at the outer edge.
        outer "outer": Kind::Size(ON_PAPER), Nothing, "";
        /// The bleed, which is printed beyond the edges.
        bleed "bleed": Kind::Size(ON_PAPER), Nothing, "";
    }
}

keys! {
    /// The thickness of rules.
    RULE: Rule {
        /// Above the titles of the book and of each case, in the colour `accent`.
        title "title": Kind::Size(ON_RULE), Otherwise("no rule"), "";
        /// Above headings of the first level in a case, in the colour `rule`.
        section "section": Kind::Size(ON_RULE), Otherwise("no rule"), "";
        /// Above and below a table, and below its head.
        table "table": Kind::Size(ON_RULE), Otherwise("0.6 pt"), "";
        /// Between the rows of a table.
        row "row": Kind::Size(ON_RULE), Otherwise("hairline"), "";
    }
}

/// Declares the colours. The tables for light and for dark screens have the same keys.
macro_rules! colours {
    ($about:literal $value:ident $table:ident) => {
        keys! {
            #[doc = $about]
            $value: $table {
                /// Text.
                ink "ink": Kind::Colour, Nothing, "";
                /// The background of text.
                paper "paper": Kind::Colour, Nothing, "";
                /// Secondary text: captions, page numbers.
                muted "muted": Kind::Colour, Nothing, "";
                /// Rules and borders.
                rule "rule": Kind::Colour, Nothing, "";
                /// The background of code and boxes.
                tint "tint": Kind::Colour, Nothing, "";
                /// Links.
                link "link": Kind::Colour, Nothing, "";
                /// Labels and markers.
                accent "accent": Kind::Colour, Nothing, "";
                /// Comments in code.
                code_comment "code-comment": Kind::Colour, Nothing, "";
                /// Words of the language in code.
                code_keyword "code-keyword": Kind::Colour, Nothing, "";
                /// Texts in code.
                code_string "code-string": Kind::Colour, Nothing, "";
                /// Numbers and other constants in code.
                code_constant "code-constant": Kind::Colour, Nothing, "";
                /// Names of functions, macros and keys in code.
                code_function "code-function": Kind::Colour, Nothing, "";
                /// Names of types in code.
                code_type "code-type": Kind::Colour, Nothing, "";
                /// Lines that a patch adds.
                code_added "code-added": Kind::Colour, Nothing, "";
                /// Lines that a patch removes.
                code_removed "code-removed": Kind::Colour, Nothing, "";
                /// Headings inside a case.
                heading "heading": Kind::Colour, Otherwise("`ink`"), "";
                /// The background of the heads of tables.
                table_head "table-head": Kind::Colour, Otherwise("`paper`"), "";
            }
        }
    };
}

colours! { "Colours on paper and on a light screen." COLOR Color }
colours! { "The same colours on a dark screen." DARK Dark }

keys! {
    /// Colours of the cover that casebook draws.
    COVER: Cover {
        /// The background.
        paper "paper": Kind::Colour, Otherwise("`color.accent`"), "";
        /// Text and lines.
        ink "ink": Kind::Colour, Otherwise("`color.paper`"), "";
    }
}
