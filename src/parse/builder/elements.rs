//! The meaning of HTML elements, and which elements end others.

use super::kind::Kind;
use crate::model::{Attributes, CalloutKind, Fold, Style};

/// The meaning of an element.
pub enum Meaning {
    /// A construct of the model.
    Construct(Kind),
    /// Has no meaning of its own; its children are kept.
    Grouping,
    /// Has no content: `br`, `hr`, `img`, `wbr`.
    Single,
    /// Could run code or load something. It is removed with its content.
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
        "aside" | "details" => callout(name, tag),
        "div" | "section" if tag.classes.iter().any(|class| CalloutKind::is_callout(class)) => {
            callout(name, tag)
        }
        "div" | "section" | "article" | "header" | "footer" | "main" | "center" | "address" => Kind::Division,
        "summary" => Kind::Title,
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
        "tfoot" => Kind::TableFoot,
        "tr" => Kind::Row,
        "td" | "th" => Kind::Cell {
            is_header: name == "th",
            column_span: span(number("colspan"), 100),
            row_span: span(number("rowspan"), 1000),
        },
        "caption" | "figcaption" => Kind::Caption,
        "tbody" | "colgroup" => return Meaning::Grouping,
        "br" | "hr" | "img" | "wbr" | "col" => return Meaning::Single,
        "script" | "style" | "iframe" | "object" | "embed" | "applet" | "template" | "noscript" | "base"
        | "meta" | "link" => {
            return Meaning::Active;
        }
        _ => return Meaning::Unknown,
    })
}

/// A callout. A class that names its kind stays a class, which does no harm.
fn callout(name: &str, tag: &Attributes) -> Kind {
    let is_open = tag.other.iter().any(|(key, _)| key == "open");
    let fold = (name == "details").then_some(if is_open { Fold::Open } else { Fold::Closed });
    let kind = tag.classes.iter().find_map(|class| CalloutKind::of(class));
    Kind::Callout { kind, fold, word: None }
}

/// Number of columns or rows that a cell spans, from 1 to `most`.
fn span(count: Option<u64>, most: u16) -> u16 {
    count.and_then(|count| u16::try_from(count).ok()).unwrap_or(1).clamp(1, most)
}

/// Whether HTML allows an author to omit the end tag.
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

/// Whether HTML defines the element, even if the dialect does not support it.
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

/// Whether the attribute is boolean, so that it needs no value (HTML, sections 4 and 16).
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
            // MkDocs uses this attribute on elements whose content is Markdown.
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

/// For a start tag: the open elements that it ends, and the elements at which the search for them stops.
pub fn ended_by(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "li" => (&["li"], &["ul", "ol", "dir", "menu"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr"], &["table"]),
        "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
        "option" | "optgroup" => (&["option"], &["select", "datalist"]),
        "p" | "div" | "ul" | "ol" | "dl" | "table" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4"
        | "h5" | "h6" | "details" | "summary" => (&["p"], &["div", "td", "th", "li"]),
        name if is_unknown_block(name) => (&["p"], &["div", "td", "th", "li"]),
        _ => (&[], &[]),
    }
}

/// Whether the element is outside the dialect and displayed as a block.
pub fn is_unknown_block(name: &str) -> bool {
    matches!(
        name,
        "dialog"
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

/// Whether the element belongs to a ruby annotation.
pub fn is_of_ruby(name: &str) -> bool {
    matches!(name, "ruby" | "rb" | "rt" | "rtc" | "rp")
}
