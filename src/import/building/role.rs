//! What a paragraph is by the name of its style, in the languages of word processors.

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// A heading of a level, 1 to 9.
    Heading(u8),
    /// The title of the document.
    Title,
    /// Its subtitle.
    Subtitle,
    /// An author of the document.
    Author,
    /// The date of the document.
    Date,
    /// The heading of its summary.
    AbstractTitle,
    /// Its summary.
    Abstract,
    /// A quotation.
    Quote,
    /// Code.
    Code,
    /// The caption of a picture or table.
    Caption,
    /// An entry of the contents.
    Contents,
    /// The heading of the contents.
    ContentsHeading,
    /// Text that belongs to a list, with or without a number.
    List,
    /// A term.
    Term,
    /// The definition of a term.
    Definition,
    /// An entry of a list of works that a program has written.
    Works,
}

/// The level of a heading whose style has this name; `None` for any other style.
pub fn heading_named(name: &str) -> Option<u8> {
    match role_named(&plain(name)) {
        Some(Role::Heading(level)) => Some(level),
        _ => None,
    }
}

/// A name without spaces and signs, in lower case.
pub fn plain(name: &str) -> String {
    name.to_lowercase().chars().filter(|character| character.is_alphanumeric()).collect()
}

/// The words for a heading in programs that translate the names of styles.
const HEADINGS: &[&str] = &[
    "heading",
    "überschrift",
    "titre",
    "título",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "заголовок",
    "标题",
    "標題",
    "見出し",
    "제목",
];

/// What a paragraph is whose style has this plain name; `None` if the name says nothing.
pub fn role_named(name: &str) -> Option<Role> {
    if let Some(level) = name.chars().next_back().and_then(|last| last.to_digit(10)) {
        let words = name.trim_end_matches(|last: char| last.is_ascii_digit());
        if HEADINGS.contains(&words) && name.len() == words.len() + 1 && level > 0 {
            return u8::try_from(level).ok().map(Role::Heading);
        }
    }
    let role = match name {
        "title" => Role::Title,
        "subtitle" => Role::Subtitle,
        "author" | "authors" | "byline" => Role::Author,
        "date" => Role::Date,
        "abstracttitle" => Role::AbstractTitle,
        "abstract" => Role::Abstract,
        "quote" | "intensequote" | "blocktext" | "blockquote" | "blockquotation" | "quotations"
        | "quotation" | "extract" | "longquote" | "blockzitat" | "langzitat" | "bloccitation" => Role::Quote,
        "sourcecode" | "htmlpreformatted" | "code" | "codeblock" | "preformattedtext" | "preformatted"
        | "verbatim" | "listing" | "programlisting" | "macrotext" => Role::Code,
        "caption" | "imagecaption" | "tablecaption" | "figurecaption" => Role::Caption,
        "tocheading" | "contentsheading" => Role::ContentsHeading,
        "tableoffigures" => Role::Contents,
        "definitionterm" | "listheading" => Role::Term,
        "definition" | "definitiondefinition" | "listcontents" => Role::Definition,
        name if name.starts_with("toc") || name.starts_with("contents") => {
            let level = name.trim_start_matches("toc").trim_start_matches("contents");
            return level.parse::<u8>().ok().map(|_| Role::Contents);
        }
        name if name.starts_with("list") => Role::List,
        _ => return None,
    };
    Some(role)
}

/// Whether the style of words with this plain name says that they are code.
pub fn is_code_style(name: &str) -> bool {
    matches!(
        name,
        "verbatimchar"
            | "htmlcode"
            | "sourcetext"
            | "code"
            | "inlinecode"
            | "codechar"
            | "teletype"
            | "htmlkeyboard"
            | "htmltypewriter"
            | "htmlsample"
    )
}
