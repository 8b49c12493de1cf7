//! The keys of `theme.toml`, each declared once. Their defaults, and the examples in messages, are the values
//! of the built-in `styles/theme.toml`.

use super::key::Default::Nothing;
use super::key::{Key, Kind, keys};

/// Units of a type size on paper.
const ON_PAPER: &[&str] = &["pt", "mm", "cm", "in"];

/// Units relative to the size of the running text.
const PART: &[&str] = &["em"];

/// Units of a type size on a screen.
const ON_SCREEN: &[&str] = &["%", "em", "rem", "px", "pt"];

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
        /// Distances, relative to the size of the running text.
        space "space": Kind::Map(&SPACE), Nothing, "";
        /// The page of the PDF, unless `book.yaml` sets another.
        page "page": Kind::Map(&SHEET), Nothing, "";
        /// Colours on paper and on a light screen.
        color "color": Kind::Map(&COLOR), Nothing, "";
        /// The same colours on a dark screen.
        dark "dark": Kind::Map(&DARK), Nothing, "";
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
                /// The background of code and table heads.
                tint "tint": Kind::Colour, Nothing, "";
                /// Links.
                link "link": Kind::Colour, Nothing, "";
                /// Labels and markers.
                accent "accent": Kind::Colour, Nothing, "";
            }
        }
    };
}

colours! { "Colours on paper and on a light screen." COLOR Color }
colours! { "The same colours on a dark screen." DARK Dark }

/// The built-in theme, which has a value for every key.
pub const BUILT_IN: &str = include_str!("../../styles/theme.toml");

/// The built-in value of a key in a table, as TOML.
pub fn built_in(table: &Key, key: &Key) -> Option<String> {
    let theme: toml::Table = BUILT_IN.parse().ok()?;
    Some(theme.get(table.name)?.get(key.name)?.to_string())
}
