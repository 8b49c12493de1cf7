//! Constructs that begin a line.

use std::ops::Range;

use super::colons;
use super::construct::Construct;
use super::found::{Found, name_length};

/// A line whose first characters may have reached the text as typed.
pub struct Line<'a> {
    text: &'a str,
    /// The whole line in the source.
    pub range: Range<usize>,
    /// Start of its text, after the markers of quotations and lists.
    start: usize,
    /// Offset of the first character that reached the text, from `start`.
    reached: usize,
    /// The markers of lists that reached the text.
    item: Range<usize>,
}

/// The construct of a line, and the length of the prefix that identifies it. A byte of that prefix must have reached
/// the text.
type Hit = (Construct, usize);

impl<'a> Line<'a> {
    /// The line that contains the offset `reached`, its first character that reached the text.
    pub fn around(text: &'a str, reached: usize) -> Self {
        let start = text[..reached].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[reached..].find('\n').map_or(text.len(), |newline| reached + newline);
        let line = &text[start..end];
        let words = start + line.len() - without_marks(line).len();
        let item = reached..words.max(reached);
        Self { text, range: start..end, start: words, reached: reached.saturating_sub(words), item }
    }

    /// The construct that the line begins with.
    pub fn find(&self) -> Option<Found> {
        self.item_in_html().or_else(|| self.construct())
    }

    /// A list item whose marker reached the text: Markdown reads it everywhere but in HTML.
    fn item_in_html(&self) -> Option<Found> {
        let is_escaped = self.text[..self.item.start].ends_with('\\');
        let is_item = self.text[self.item.clone()].starts_with("- ")
            && self.text[self.item.end..].starts_with(char::is_alphanumeric);
        (is_item && !is_escaped).then(|| Found::new(Construct::HtmlMarkdown, self.item.start, 1))
    }

    fn construct(&self) -> Option<Found> {
        let words = self.text[self.start..self.range.end].trim_end();
        let is_escaped = self.text[..self.start + self.reached].ends_with('\\');
        let (construct, length) =
            self.hit(words).filter(|(_, length)| self.reached < *length && !is_escaped)?;
        // The attributes of a division belong to it.
        let attributes = words[length..].trim_start();
        let list = attributes
            .find('}')
            .filter(|_| construct == Construct::FencedDivision && attributes.starts_with('{'));
        let length = list.map_or(length, |end| words.len() - attributes.len() + end + 1);
        Some(Found::new(construct, self.start, length))
    }

    fn hit(&self, words: &str) -> Option<Hit> {
        let first = words.bytes().next()?;
        match first {
            b':' => drawer(words)
                .or_else(|| fenced(words))
                .or_else(|| option(words))
                .or_else(|| self.caption(words))
                .or_else(|| self.colon()),
            b'!' | b'?' | b'/' => admonition(words),
            b'=' => tab(words).or_else(|| asciidoc_heading(words)).or_else(|| self.underline(words)),
            b'^' | b'"' => self.underline(words),
            b'[' => self.alert(words).or_else(|| asciidoc_block(words)),
            b'*' => abbreviation(words),
            b'|' => Self::bar(words),
            b'(' => {
                target(words).or_else(|| words.starts_with("(@) ").then_some((Construct::ExampleList, 3)))
            }
            b'+' => self.plus(words),
            b'%' => self.percent(words),
            b'#' => self.number_signs(words),
            b'.' => rst_directive(words),
            b'-' => self.hyphens(words),
            b'{' => self.brace(words),
            b'T' if self.is_beside_table() && words.starts_with("Table: ") => {
                Some((Construct::TableCaption, 6))
            }
            b'i' | b'e' => mdx(words).or_else(|| asciidoc_macro(words)),
            b'h' | b'b' => textile(words),
            b't' if words == "toc::[]" => Some((Construct::AsciiDoc, words.len())),
            b'A'..=b'Z' => markua(words),
            _ => None,
        }
    }

    /// The markers before the text of the line.
    fn marks(&self) -> &str {
        &self.text[self.range.start..self.start]
    }

    /// The previous line, trimmed.
    fn previous(&self) -> &str {
        let before = &self.text[..self.range.start];
        before.strip_suffix('\n').and_then(|before| before.rsplit('\n').next()).unwrap_or_default().trim()
    }

    /// The next line, trimmed.
    fn next(&self) -> &str {
        let after = self.text.get(self.range.end + 1..).unwrap_or_default();
        after.lines().next().unwrap_or_default().trim()
    }

    fn begins_paragraph(&self) -> bool {
        self.previous().trim_matches(['>', ' ']).is_empty()
    }

    /// Whether the next or the previous non-empty line is a table row.
    fn is_beside_table(&self) -> bool {
        let is_row = |line: &str| line.starts_with('|') && line.ends_with('|') || line.starts_with("+--");
        let before = self.text[..self.range.start].lines().rev().map(str::trim).take(2).any(is_row);
        before || self.text[self.range.end..].lines().skip(1).map(str::trim).take(2).any(is_row)
    }

    /// `: words` under a blank line: where casebook reads a definition, the colon does not reach the text.
    fn caption(&self, words: &str) -> Option<Hit> {
        (self.begins_paragraph() && words.starts_with(": ")).then_some((Construct::TableCaption, 1))
    }

    /// A role or an emoji at the line start. casebook may read its first colon as the marker of a definition.
    fn colon(&self) -> Option<Hit> {
        colons::find(self.text, self.start).map(|found| (found.construct, found.range.len()))
    }

    fn alert(&self, words: &str) -> Option<Hit> {
        let name = words.strip_prefix("[!")?;
        let length = name_length(name, "-_");
        let is_alert = length > 0 && self.marks().contains('>') && name[length..].starts_with([']', '|']);
        let is_include = name.starts_with("INCLUDE ") || name.starts_with("include ");
        if is_include {
            return Some((Construct::Include, 9));
        }
        is_alert.then_some((Construct::Alert, length + 3))
    }

    fn bar(words: &str) -> Option<Hit> {
        if words == "|===" {
            return Some((Construct::AsciiDoc, words.len()));
        }
        // Of a table, only a row with too few bars reaches the text.
        let cells = words.matches('|').count();
        if cells > 1 && words.ends_with('|') && !words.starts_with("||") {
            return Some((Construct::HeadlessTable, 1));
        }
        (words.starts_with("| ") && cells == 1).then_some((Construct::LineBlock, 1))
    }

    fn plus(&self, words: &str) -> Option<Hit> {
        let is_grid = words.len() > 4
            && words.ends_with('+')
            && words.contains(['-', '='])
            && words.bytes().all(|byte| b"+-=: ".contains(&byte));
        if is_grid {
            return Some((Construct::DrawnTable, words.len()));
        }
        if words == "+++" && self.start == 0 {
            return Some((Construct::Header, 3));
        }
        if words == "+++" && self.text.starts_with("+++\n") {
            // The end of the header.
            return None;
        }
        (words == "+++" || words.starts_with("+++ {")).then_some((Construct::BlockBreak, 3))
    }

    fn percent(&self, words: &str) -> Option<Hit> {
        if words == "%%" {
            return Some((Construct::HiddenComment, 2));
        }
        let is_comment = words.starts_with("% ") && words.len() > 2;
        match is_comment {
            true if self.is_in_title_block() => Some((Construct::TitleBlock, 1)),
            true if self.begins_paragraph() || self.previous().starts_with("% ") => {
                Some((Construct::CommentLine, 1))
            }
            _ => None,
        }
    }

    /// Whether there are only a few lines before, and all begin with a percent sign.
    fn is_in_title_block(&self) -> bool {
        let before = &self.text[..self.range.start];
        before.len() < 2000 && before.lines().all(|line| line.starts_with('%'))
    }

    fn number_signs(&self, words: &str) -> Option<Hit> {
        if words.starts_with("#| ") {
            return Some((Construct::ChunkOption, 2));
        }
        if words.starts_with("#. ") {
            return Some((Construct::ExampleList, 2));
        }
        if let Some(key) = words.strip_prefix("#+") {
            let length = name_length(key, "_");
            let is_key = length > 2 && (key[..length].contains('_') || key[length..].starts_with(':'));
            return is_key.then_some((Construct::Org, length + 2));
        }
        let signs = words.len() - words.trim_start_matches('#').len();
        let behind = &words[signs..];
        if let Some(part) =
            ["(PART) ", "(APPENDIX) "].iter().find(|part| behind.trim_start().starts_with(**part))
        {
            return Some((Construct::BookdownLabel, signs + 1 + part.len()));
        }
        let took = behind.starts_with(' ') || signs > 1 && behind.starts_with(char::is_alphabetic);
        // A more deeply indented line continues a paragraph.
        let is_code = self.marks().contains('\t') || self.marks().ends_with("    ");
        (signs <= 6 && took && !is_code).then_some((Construct::Heading, signs))
    }

    /// A rule with several parts next to a line of text delimits the head of a table.
    fn hyphens(&self, words: &str) -> Option<Hit> {
        if words.starts_with("--8<-- ") {
            return Some((Construct::Include, 7));
        }
        let parts: Vec<&str> = words.split_whitespace().collect();
        let is_rule =
            parts.len() > 1 && parts.iter().all(|part| part.len() > 2 && part.bytes().all(|b| b == b'-'));
        let is_beside = |line: &str| line.contains(char::is_alphanumeric);
        (is_rule && (is_beside(self.previous()) || is_beside(self.next())))
            .then_some((Construct::DrawnTable, words.len()))
    }

    /// An underline of equal signs and the like. casebook reads the lines that Markdown accepts as headings.
    fn underline(&self, words: &str) -> Option<Hit> {
        let mark = words.chars().next()?;
        let parts: Vec<&str> = words.split_whitespace().collect();
        let is_row = parts.iter().all(|part| part.len() > 2 && part.chars().all(|other| other == mark));
        if mark == '=' && is_row && parts.len() > 1 {
            return Some((Construct::DrawnTable, words.len()));
        }
        let is_under = mark == '=' || self.previous().contains(char::is_alphanumeric);
        (is_row && words.len() > 3 && is_under).then_some((Construct::Underline, words.len()))
    }

    fn brace(&self, words: &str) -> Option<Hit> {
        if words == "{" && self.start == 0 && self.next().starts_with('"') {
            return Some((Construct::Header, 1));
        }
        if words.starts_with("{|") && self.begins_paragraph() {
            return Some((Construct::MediaWiki, 2));
        }
        let name = words.strip_prefix('{')?.strip_suffix('}')?;
        match name {
            "pagebreak" => Some((Construct::PageBreak, words.len())),
            "aside" | "/aside" | "blurb" | "/blurb" | "frontmatter" | "mainmatter" | "backmatter" => {
                Some((Construct::Markua, words.len()))
            }
            _ => None,
        }
    }
}

/// A line without the markers of quotations and lists.
fn without_marks(line: &str) -> &str {
    let mut rest = line;
    let behind_words = line.trim_end_matches([' ', '\t', '-', '*', '+']).len();
    loop {
        rest = rest.trim_start_matches([' ', '\t', '>']);
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = match rest.as_bytes().get(digits) {
            Some(b'.' | b')') if (1..10).contains(&digits) => &rest[digits + 1..],
            Some(b'-' | b'*' | b'+') if digits == 0 => &rest[1..],
            _ => return rest,
        };
        // A rule is not a list marker.
        let has_words = line.len() - after.len() < behind_words;
        if !after.starts_with([' ', '\t']) || !has_words {
            return rest;
        }
        rest = after;
    }
}

/// The first or the last line of a drawer of Org mode.
fn drawer(words: &str) -> Option<Hit> {
    matches!(words, ":PROPERTIES:" | ":LOGBOOK:" | ":END:").then_some((Construct::Org, words.len()))
}

fn fenced(words: &str) -> Option<Hit> {
    let colons = words.len() - words.trim_start_matches(':').len();
    let behind = words[colons..].trim_start();
    if colons < 3 || behind.is_empty() {
        return None;
    }
    let name = behind.strip_prefix('{').and_then(|name| name.split('}').next()).unwrap_or_default();
    let is_directive = !name.is_empty() && name_length(name, "-_:") == name.len() && !name.contains('=');
    let is_division = behind.starts_with(|first: char| first.is_alphanumeric() || "{.#[".contains(first));
    let construct = if is_directive { Construct::Directive } else { Construct::FencedDivision };
    (is_directive || is_division).then_some((construct, colons))
}

/// Options of directives. Any other word between colons may be an emoji.
const OPTIONS: &[&str] = &[
    "align",
    "alt",
    "caption",
    "class",
    "color",
    "depth",
    "emphasize-lines",
    "figwidth",
    "file",
    "filter",
    "glob",
    "header-rows",
    "height",
    "hidden",
    "icon",
    "label",
    "lineno-start",
    "linenos",
    "link",
    "maxdepth",
    "name",
    "nonumber",
    "number-lines",
    "numbered",
    "open",
    "scale",
    "style",
    "tags",
    "target",
    "titlesonly",
    "width",
    "widths",
    "toc",
    "doctype",
    "author",
    "sectnums",
];

fn option(words: &str) -> Option<Hit> {
    let name = words.strip_prefix(':')?.split(':').next()?;
    let behind = words.get(name.len() + 1..)?;
    let is_option = OPTIONS.contains(&name) && (behind == ":" || behind.starts_with(": "));
    is_option.then_some((Construct::DirectiveOption, name.len() + 2))
}

fn admonition(words: &str) -> Option<Hit> {
    let mark = words.get(..3).filter(|mark| matches!(*mark, "!!!" | "???" | "///"))?;
    let behind = words[3..].strip_prefix('+').unwrap_or(&words[3..]);
    let kind = behind.strip_prefix(' ')?;
    let length =
        kind.find(|end: char| !end.is_ascii_lowercase() && !"-_ ".contains(end)).unwrap_or(kind.len());
    let is_title =
        |rest: &str| rest.is_empty() || rest.starts_with('"') && rest.ends_with('"') || mark == "///";
    (kind.starts_with(|first: char| first.is_ascii_lowercase() || first == '"') && is_title(&kind[length..]))
        .then_some((Construct::Admonition, 3))
}

fn tab(words: &str) -> Option<Hit> {
    let title = words.strip_prefix("===")?.trim_start_matches(['!', '+']).strip_prefix(" \"")?;
    title.ends_with('"').then_some((Construct::ContentTab, 3))
}

fn asciidoc_heading(words: &str) -> Option<Hit> {
    let signs = words.len() - words.trim_start_matches('=').len();
    let title = words[signs..].strip_prefix(' ')?;
    ((2..7).contains(&signs) && title.starts_with(char::is_alphanumeric))
        .then_some((Construct::AsciiDoc, signs))
}

fn asciidoc_block(words: &str) -> Option<Hit> {
    let name = words.strip_prefix('[')?.strip_suffix(']')?;
    let is_block = matches!(name, "NOTE" | "TIP" | "WARNING" | "CAUTION" | "IMPORTANT")
        || ["source,", "quote,", "verse,", "cols="].iter().any(|prefix| name.starts_with(prefix));
    is_block.then_some((Construct::AsciiDoc, words.len()))
}

fn asciidoc_macro(words: &str) -> Option<Hit> {
    let (name, rest) = words.split_once("::")?;
    let (target, attributes) = rest.split_once('[')?;
    let is_macro = matches!(name, "image" | "include" | "ifdef" | "endif" | "ifndef")
        && !target.contains(' ')
        && attributes.ends_with(']');
    is_macro.then_some((Construct::AsciiDoc, words.len()))
}

fn abbreviation(words: &str) -> Option<Hit> {
    let (name, _) = words.strip_prefix("*[")?.split_once("]:")?;
    (!name.is_empty() && !name.contains(['[', ']'])).then_some((Construct::Abbreviation, name.len() + 4))
}

fn target(words: &str) -> Option<Hit> {
    let label = words.strip_prefix('(')?.strip_suffix(")=")?;
    let is_label = !label.is_empty() && !label.contains([' ', '(', ')']);
    is_label.then_some((Construct::Target, words.len()))
}

fn rst_directive(words: &str) -> Option<Hit> {
    let rest = words.strip_prefix(".. ")?;
    let name = name_length(rest, "-_:+.");
    let is_directive = name > 2 && rest[..name].ends_with("::");
    let is_target = rest.starts_with('_') && rest.contains(':')
        || rest.starts_with('|') && rest.contains('|')
        || rest.starts_with('[') && rest.contains("] ");
    (is_directive || is_target).then_some((Construct::RstDirective, 3 + name.max(1)))
}

fn mdx(words: &str) -> Option<Hit> {
    let is_import = words.strip_prefix("import ").is_some_and(|rest| {
        let (names, file) = rest.split_once(" from ").unwrap_or(("", rest));
        let is_list = names.starts_with(['{', '*']) || !names.contains(' ') || names.contains(", {");
        is_list && is_quoted(file.split(';').next().unwrap_or_default())
    });
    let is_export = ["export const ", "export default ", "export function ", "export let "]
        .iter()
        .any(|start| words.starts_with(start));
    let is_export = is_export && words.contains(['=', '(', '{', ';']);
    (is_import || is_export).then_some((Construct::Mdx, 6))
}

/// Whether it is one quoted name.
fn is_quoted(file: &str) -> bool {
    let file = file.trim_end();
    ['\'', '"'].into_iter().any(|quote| {
        let name = file.strip_prefix(quote).and_then(|file| file.strip_suffix(quote));
        name.is_some_and(|name| !name.is_empty() && !name.contains([' ', quote]))
    })
}

fn textile(words: &str) -> Option<Hit> {
    let heading = words.strip_prefix('h').filter(|rest| rest.starts_with(|c: char| ('1'..='6').contains(&c)));
    let rest = heading.map(|rest| &rest[1..]).or_else(|| words.strip_prefix("bq"))?;
    let length = words.len() - rest.len() + 1;
    rest.strip_prefix(". ").is_some_and(|title| !title.is_empty()).then_some((Construct::Textile, length))
}

fn markua(words: &str) -> Option<Hit> {
    let is_box = words.as_bytes().get(1..3) == Some(b"> ") && "ABDEIQTWX".contains(&words[..1]);
    is_box.then_some((Construct::Markua, 2))
}
