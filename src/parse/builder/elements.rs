//! What the elements of HTML mean in a book, and which of them end others.

use super::kind::Kind;
use crate::model::{Attributes, Style};

/// What an element means.
pub enum Meaning {
    /// A construct of the model.
    Construct(Kind),
    /// Its children stand for themselves.
    Grouping,
    /// It stands alone: `br`, `hr`, `img`, `wbr`.
    Single,
    /// It could run code or load something: it is dropped with its text.
    Active,
    Unknown,
}

pub fn meaning(name: &str, tag: &Attributes) -> Meaning {
    let number = |key: &str| -> Option<u64> {
        tag.other.iter().find(|(other, _)| other == key).and_then(|(_, value)| value.parse().ok())
    };
    Meaning::Construct(match name {
        "em" | "i" | "cite" | "dfn" | "var" => Kind::Styled(Style::Emphasis),
        "strong" | "b" => Kind::Styled(Style::Strong),
        "s" | "del" | "strike" => Kind::Styled(Style::Strikethrough),
        "sup" => Kind::Styled(Style::Superscript),
        "sub" => Kind::Styled(Style::Subscript),
        "code" | "kbd" | "samp" | "tt" => Kind::Code,
        "span" | "a" | "small" | "abbr" | "u" | "ins" | "mark" | "time" | "q" | "bdi" | "bdo" => Kind::Span,
        "p" => Kind::Paragraph,
        "div" | "section" | "article" | "aside" | "header" | "footer" | "main" | "center" | "address" => {
            Kind::Division
        }
        "figure" => Kind::Figure,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading(name.as_bytes()[1] - b'0'),
        "blockquote" => Kind::Quote,
        "ul" | "dir" | "menu" => Kind::List(None),
        "ol" => Kind::List(Some(1)),
        "li" => Kind::Item,
        "dl" => Kind::DefinitionList,
        "dt" => Kind::Term,
        "dd" => Kind::Definition,
        "pre" => Kind::CodeBlock(None),
        "table" => Kind::Table(Vec::new()),
        "thead" => Kind::TableHead,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell {
            is_header: name == "th",
            column_span: span(number("colspan"), 100),
            row_span: span(number("rowspan"), 1000),
        },
        "caption" | "figcaption" => Kind::Caption,
        "tbody" | "tfoot" | "colgroup" => return Meaning::Grouping,
        "br" | "hr" | "img" | "wbr" | "col" => return Meaning::Single,
        "script" | "style" | "iframe" | "object" | "embed" | "applet" | "template" | "noscript" | "base"
        | "meta" | "link" => {
            return Meaning::Active;
        }
        _ => return Meaning::Unknown,
    })
}

/// How many columns or rows a cell covers.
fn span(count: Option<u64>, most: u16) -> u16 {
    count.and_then(|count| u16::try_from(count).ok()).unwrap_or(1).clamp(1, most)
}

/// Elements whose end tag HTML lets an author leave out.
pub fn may_stay_open(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "td"
            | "th"
            | "tr"
            | "thead"
            | "tbody"
            | "tfoot"
            | "colgroup"
            | "option"
            | "optgroup"
            | "rb"
            | "rt"
            | "rtc"
            | "rp"
    )
}

/// Whether HTML knows an element, even if a book has no use for it.
pub fn is_known(name: &str) -> bool {
    !matches!(meaning(name, &Attributes::default()), Meaning::Unknown)
        || is_unknown_block(name)
        || is_void(name)
        || is_of_ruby(name)
        || matches!(
            name,
            "acronym"
                | "big"
                | "blink"
                | "body"
                | "button"
                | "data"
                | "font"
                | "head"
                | "html"
                | "label"
                | "math"
                | "meter"
                | "nobr"
                | "noembed"
                | "output"
                | "progress"
                | "slot"
                | "svg"
                | "title"
        )
}

/// Whether an attribute may stand without a value (HTML, sections 4 and 16).
pub fn stands_alone(attribute: &str) -> bool {
    matches!(
        attribute,
        "allowfullscreen"
            | "alt"
            | "async"
            | "autofocus"
            | "autoplay"
            | "border"
            | "checked"
            | "compact"
            | "controls"
            | "default"
            | "defer"
            | "disabled"
            | "download"
            | "formnovalidate"
            | "hidden"
            | "inert"
            | "ismap"
            | "itemscope"
            | "loop"
            // What MkDocs calls an element whose content is Markdown.
            | "markdown"
            | "multiple"
            | "muted"
            | "nomodule"
            | "noshade"
            | "novalidate"
            | "nowrap"
            | "open"
            | "playsinline"
            | "popover"
            | "readonly"
            | "required"
            | "reversed"
            | "selected"
    ) || attribute.starts_with("data-")
}

/// For an element that begins: which open ones it ends, and how far out they are looked for.
pub fn ended_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "dir", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select", "datalist"]),
        "p" | "div" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" => (&["p"], &["div", "td", "th", "li"]),
        name if is_unknown_block(name) => (&["p"], &["div", "td", "th", "li"]),
        _ => (&[], &[]),
    }
}

/// Elements outside the dialect whose words stand apart from those around them.
pub fn is_unknown_block(name: &str) -> bool {
    matches!(
        name,
        "details"
            | "summary"
            | "dialog"
            | "fieldset"
            | "legend"
            | "form"
            | "hgroup"
            | "nav"
            | "search"
            | "select"
            | "option"
            | "optgroup"
            | "datalist"
            | "textarea"
            | "canvas"
            | "audio"
            | "video"
            | "picture"
            | "map"
            | "marquee"
            | "frameset"
            | "noframes"
            | "listing"
            | "xmp"
            | "plaintext"
    )
}

pub fn is_void(name: &str) -> bool {
    matches!(name, "area" | "input" | "param" | "source" | "track" | "keygen" | "frame" | "basefont")
}

/// Whether an element is one of ruby.
pub fn is_of_ruby(name: &str) -> bool {
    matches!(name, "ruby" | "rb" | "rt" | "rtc" | "rp")
}
