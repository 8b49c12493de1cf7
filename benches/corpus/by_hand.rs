//! Writes Typst source as a person would write it for the same book: ordinary markup, with the page size and fonts of
//! the theme, and without the additional features of casebook. In a second form each note names the pages on which it
//! is cited, as in casebook, so the words are the same and Typst must find these pages, too.

use casebook::measure::{
    Alignment, Attributes, Block, BlockKind, Book, BookCase, Caption, Cell, Drawn, ImageId, Inline, LinkId,
    List, MAIN, NoteId, Numbering, Part, Picture, Sheet, Source, Style, Table, Target, Theme, drawing_path,
    image_path, literal,
};

/// Set rules, show rules and the running head.
const RULES: &str = include_str!("by_hand.typ");

/// The links back to the text after a note.
#[derive(Clone, Copy)]
pub enum WaysBack {
    /// An arrow, to the first place that cites the note.
    Arrow,
    /// The page of every reference to it.
    Pages,
}

/// The source that replaces casebook's own sources.
pub fn source(book: &Book, theme: &Theme, sheet: &Sheet, drawn: &[Drawn], ways: WaysBack) -> Source {
    let mut text = values(theme, sheet) + RULES;
    let manifest = book.manifest();
    let title = literal(&manifest.title);
    text += &format!("#set text({})\n", language(&manifest.language));
    text += &format!("#set document(title: {title})\n\n");
    text += &format!("#text(font: family.heading, size: size.title, weight: \"bold\", {title})\n\n");
    text += &format!("#outline(depth: {})\n", manifest.contents_depth);
    text += "#outline(title: [Figures], target: figure.where(kind: image))\n";
    text += "#outline(title: [Tables], target: figure.where(kind: table))\n\n";
    let mut part = Part::Front;
    for case in book.cases() {
        if part == Part::Front && case.part() != Part::Front {
            text += "#pagebreak(weak: true, to: \"odd\")\n#set page(numbering: \"1\")\n#counter(page).update(1)\n\n";
        }
        part = case.part();
        let case_text = Writer { book, drawn, case, ways, is_repeated: false }.case();
        text += &match case.language() {
            Some(tag) => format!("#[\n#set text({})\n{case_text}]\n\n", language(tag)),
            None => case_text,
        };
    }
    Source { path: MAIN.to_owned(), text, lines: Vec::new() }
}

/// The values of the theme, as definitions.
fn values(theme: &Theme, sheet: &Sheet) -> String {
    let values = sheet.values(theme);
    let word = |table: &str, key: &str| {
        values.get(table).and_then(|table| table.get(key)?.as_str()).unwrap_or_default().to_owned()
    };
    let table = |name: &str, write: &dyn Fn(&toml::Value) -> String| {
        let pairs = values.get(name).and_then(toml::Value::as_table).into_iter().flatten();
        let pairs: String = pairs.map(|(key, value)| format!("{key}: {}, ", write(value))).collect();
        format!("({pairs})")
    };
    let plain = |value: &toml::Value| value.as_str().unwrap_or_default().to_owned();
    let part = |value: &toml::Value| format!("{} * base", plain(value).trim_end_matches("em"));
    let names = |value: &toml::Value| {
        let names = value.as_array().into_iter().flatten().chain(value.as_str().map(|_| value));
        format!("({})", names.map(|name| literal(&plain(name)) + ", ").collect::<String>())
    };
    format!(
        "#let base = {}\n#let leading = ({} - 1) * base\n#let page-edges = {}\n#let size = {}\n#let space = {}\n\
         #let family = {}\n#let color = {}\n",
        word("text", "size"),
        word("text", "leading"),
        table("page", &plain),
        table("scale", &part),
        table("space", &part),
        table("family", &names),
        table("color", &|value| format!("rgb({})", literal(&plain(value)))),
    )
}

/// The arguments of `text` for a BCP 47 tag.
fn language(tag: &str) -> String {
    let mut parts = tag.split('-');
    let language = literal(parts.next().unwrap_or("en"));
    let region = parts.find(|part| part.len() == 2).map_or("none".to_owned(), literal);
    format!("lang: {language}, region: {region}")
}

/// Writes one case.
#[derive(Clone, Copy)]
struct Writer<'a> {
    book: &'a Book,
    drawn: &'a [Drawn],
    case: &'a BookCase,
    ways: WaysBack,
    /// Whether the text is repeated in outlines and running heads, where nothing can have a label.
    is_repeated: bool,
}

impl Writer<'_> {
    fn case(&self) -> String {
        let case = self.case;
        let title = self.repeated().inlines(case.title());
        let mut text = format!("= {title} <{}>\n\n", case.key());
        text += &self.blocks(&case.source().blocks);
        if !case.notes().is_empty() {
            text += &format!("#metadata(none)<{}>\n#notes[Notes][\n", case.endnotes_anchor());
            for id in case.notes() {
                let note = self.note(*id, &text);
                text += &note;
            }
            text += "]\n\n";
        }
        text
    }

    /// A note as a list item, with links back to the references that have a label.
    fn note(&self, id: NoteId, text: &str) -> String {
        let case = self.case;
        let mut places = case
            .citations(id)
            .iter()
            .filter_map(|reference| case.reference_anchor(*reference))
            .map(|anchor| format!("<{anchor}>"))
            .filter(|label| text.contains(label.as_str()));
        let back = match self.ways {
            WaysBack::Arrow => places.next().map(|label| format!(" #link({label})[↑]")),
            WaysBack::Pages => {
                let labels: Vec<String> = places.collect();
                (!labels.is_empty()).then(|| format!(" #ways-back({})", labels.join(", ")))
            }
        };
        let back = back.unwrap_or_default();
        let blocks = self.blocks(&case.source().notes[id.index()].blocks);
        let target = format!("#metadata(none)<{}>", case.note_anchor(id));
        format!("+ {}\n", indented(&format!("{target}{}{back}", blocks.trim_end())))
    }

    fn repeated(&self) -> Self {
        Self { is_repeated: true, ..*self }
    }

    fn blocks(&self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> String {
        let text = match &block.kind {
            BlockKind::Heading(id, content) => {
                let section = self.case.section(*id);
                let marks = "=".repeat(section.level.into());
                return format!("{marks} {} <{}>\n\n", self.repeated().inlines(content), section.anchor);
            }
            BlockKind::Paragraph(content) => self.inlines(content),
            BlockKind::Figure(figure) => {
                let images = figure.images().iter().filter_map(|image| self.image(image.image, ""));
                let body = images.collect::<String>() + &self.blocks(figure.blocks());
                self.figure(&body, figure.caption.as_ref())
            }
            BlockKind::Table(table) => self.figure(&self.table(table), table.caption.as_ref()),
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(items) => items
                .iter()
                .map(|item| {
                    let definitions: String =
                        item.definitions.iter().map(|blocks| self.blocks(blocks)).collect();
                    format!("/ #[{}]: {}\n", self.inlines(&item.term), indented(definitions.trim_end()))
                })
                .collect(),
            BlockKind::Callout(callout) => self.blocks(&callout.blocks),
            BlockKind::Quote(blocks) => {
                format!("#quote(block: true)[\n{}\n]", self.blocks(blocks).trim_end())
            }
            BlockKind::CodeBlock { language, text, .. } => {
                let fence = if text.contains("```") { "``````" } else { "```" };
                let language = language.as_deref().filter(|name| name.chars().all(char::is_alphanumeric));
                format!("{fence}{}\n{}\n{fence}", language.unwrap_or_default(), text.trim_end())
            }
            BlockKind::Division(blocks) => self.division(blocks, &block.attributes),
            BlockKind::Passage(_, blocks) => self.blocks(blocks),
            BlockKind::Divider => "#divider()".to_owned(),
            BlockKind::PageBreak => "#pagebreak(weak: true)".to_owned(),
        };
        format!("{}{}\n\n", self.anchor(&block.attributes, &text), text.trim_end())
    }

    fn figure(&self, body: &str, caption: Option<&Caption>) -> String {
        let Some(caption) = caption else { return format!("#figure(\n  {body},\n)") };
        let label = caption.label.as_ref().map(|label| format!("*{}.* ", escaped(&label.words)));
        let words = self.repeated().inlines(&caption.content);
        let name = self.case.caption_anchor(caption.id);
        format!("#figure(\n  {body},\n  caption: [{}{words}],\n) <{name}>", label.unwrap_or_default())
    }

    /// A picture, with `more` among its arguments.
    fn image(&self, id: ImageId, more: &str) -> Option<String> {
        let alt = self.case.source().images[id.index()].alt.as_deref();
        let (path, alt) = match self.case.picture(id)? {
            Picture::Asset(index) => (image_path(&self.book.assets()[index].name), alt),
            Picture::Drawing(index) => {
                let description = self.drawn.get(index).and_then(|drawn| drawn.description.as_deref());
                (drawing_path(index), description.or(alt))
            }
        };
        Some(format!("image({}, alt: {}{more})", literal(&path), literal(alt.unwrap_or_default())))
    }

    fn table(&self, table: &Table) -> String {
        let alignments: Vec<&str> = table
            .columns
            .iter()
            .map(|alignment| match alignment {
                Alignment::Start => "start",
                Alignment::Center => "center",
                Alignment::End => "end",
            })
            .collect();
        let mut text =
            format!("table(\n    columns: {},\n    align: ({},),\n", alignments.len(), alignments.join(", "));
        let row = |row: &Vec<Cell>, is_header: bool| {
            let cells: Vec<String> = row.iter().map(|cell| self.cell(cell, is_header)).collect();
            cells.join(", ")
        };
        if !table.header.is_empty() {
            let rows: Vec<String> = table.header.iter().map(|cells| row(cells, true)).collect();
            // The target of a link must be on a single page.
            let repeat = if rows.iter().any(|row| row.contains(")<") || row.contains("]<")) {
                "repeat: false, "
            } else {
                ""
            };
            text += &format!("    table.header({repeat}{}),\n", rows.join(", "));
        }
        for cells in &table.rows {
            text += &format!("    {},\n", row(cells, false));
        }
        text + "  )"
    }

    fn cell(&self, cell: &Cell, is_header: bool) -> String {
        let mut words = self.inlines(&cell.content);
        if (is_header || cell.is_header) && !words.is_empty() {
            words = marked(&words, '*', true);
        }
        match (cell.column_span, cell.row_span) {
            (1, 1) => format!("[{words}]"),
            (columns, rows) => format!("table.cell(colspan: {columns}, rowspan: {rows})[{words}]"),
        }
    }

    fn list(&self, list: &List) -> String {
        let mut text = String::new();
        for (index, item) in list.items.iter().enumerate() {
            let marker = match list.numbering.as_ref().map(Numbering::first) {
                Some(start) if index == 0 && start != 1 => format!("{start}."),
                Some(_) => "+".to_owned(),
                None => "-".to_owned(),
            };
            let blocks = self.blocks(item);
            let gap = if list.tight { "\n" } else { "\n\n" };
            text += &format!("{marker} {}{gap}", indented(blocks.trim_end()));
        }
        text
    }

    fn division(&self, blocks: &[Block], attributes: &Attributes) -> String {
        let has = |name: &str| attributes.classes.iter().any(|class| class == name);
        let body = self.blocks(blocks);
        if has("box") {
            format!("#block(width: 100%, fill: color.tint, inset: 9pt)[\n{}\n]", body.trim_end())
        } else if has("references") {
            let rule = "#set par(hanging-indent: space.indent, first-line-indent: 0pt, justify: false)";
            format!("#[\n{rule}\n{}\n]", body.trim_end())
        } else {
            body
        }
    }

    fn inlines(&self, inlines: &[Inline]) -> String {
        let mut text = String::new();
        for (index, inline) in inlines.iter().enumerate() {
            // Between letters, an asterisk or an underscore is literal.
            let is_letter_next = matches!(inlines.get(index + 1),
                Some(Inline::Text(words)) if words.starts_with(char::is_alphanumeric));
            let is_free = !text.ends_with(char::is_alphanumeric) && !is_letter_next;
            text += &self.inline(inline, is_free);
        }
        text
    }

    fn inline(&self, inline: &Inline, is_free: bool) -> String {
        let inside = self.inlines(inline.children());
        match inline {
            Inline::Text(words) => escaped(words),
            Inline::Citation(..) | Inline::CrossReference(..) => inside,
            Inline::Styled(Style::Emphasis, _) => marked(&inside, '_', is_free),
            Inline::Styled(Style::Strong, _) => marked(&inside, '*', is_free),
            Inline::Styled(Style::Strikethrough, _) => format!("#strike[{inside}];"),
            Inline::Styled(Style::Superscript, _) => format!("#super[{inside}];"),
            Inline::Styled(Style::Subscript, _) => format!("#sub[{inside}];"),
            Inline::Span(attributes, _) => {
                let has = |name: &str| attributes.classes.iter().any(|class| class == name);
                let inside = if has("smallcaps") {
                    format!("#smallcaps[{inside}];")
                } else if has("u") {
                    format!("#underline[{inside}];")
                } else {
                    inside
                };
                self.anchor(attributes, &inside) + &in_language(attributes, inside)
            }
            Inline::Code(code) if code.contains('`') || code.is_empty() => {
                format!("#raw({});", literal(code))
            }
            Inline::Code(code) => format!("`{code}`"),
            Inline::Formula(_, tex) => format!("#raw({});", literal(tex)),
            Inline::Link(id, attributes, _) => {
                let link = in_language(attributes, self.link(*id, &inside));
                self.anchor(attributes, &link) + &link
            }
            Inline::Image(id, _) => {
                let is_drawn = matches!(self.case.picture(*id), Some(Picture::Drawing(_)));
                let image = self.image(*id, if is_drawn { "" } else { ", height: 1em" });
                image.map_or(String::new(), |image| format!("#box({image});"))
            }
            Inline::NoteReference(id) => {
                let (Some(note), Some(name)) = (self.case.cited(*id), self.case.reference_anchor(*id)) else {
                    return String::new();
                };
                let (number, target) = (self.case.number(note), self.case.note_anchor(note));
                let label = if self.is_repeated { ";".to_owned() } else { format!("<{name}>") };
                format!("#super[#link(<{target}>)[{number}]]{label}")
            }
            Inline::Mention(id, words) => match self.case.mentioned(*id) {
                Some(place) => format!("#link(<{}>)[{}];", place.anchor, escaped(words)),
                None => escaped(words),
            },
            Inline::LineBreak => " \\ ".to_owned(),
        }
    }

    fn link(&self, id: LinkId, words: &str) -> String {
        match self.case.target(id) {
            Target::Place(place) => format!("#link(<{}>)[{words}];", place.anchor),
            Target::Address(address) => format!("#link({})[{words}];", literal(address)),
            Target::Nowhere => words.to_owned(),
        }
    }

    /// A label for the author's id, if a link leads there and `text`, which follows, has not set it.
    fn anchor(&self, attributes: &Attributes, text: &str) -> String {
        let anchor = attributes.id.as_deref().and_then(|id| self.case.anchor(id));
        let is_wanted = |anchor: &&str| {
            !self.is_repeated && self.case.is_linked(anchor) && !text.contains(&format!("<{anchor}>"))
        };
        anchor.filter(is_wanted).map_or(String::new(), |anchor| format!("#metadata(none)<{anchor}>"))
    }
}

/// Text in the language of its attributes.
fn in_language(attributes: &Attributes, words: String) -> String {
    match &attributes.language {
        Some(tag) => format!("#text({})[{words}];", language(tag)),
        None => words,
    }
}

/// `_words_` or `*words*`, or a function with the same meaning where the delimiter would be literal.
fn marked(words: &str, mark: char, is_free: bool) -> String {
    let function = if mark == '_' { "emph" } else { "strong" };
    if words.trim().is_empty() {
        words.to_owned()
    } else if is_free && !words.contains(mark) {
        format!("{mark}{words}{mark}")
    } else {
        format!("#{function}[{words}];")
    }
}

/// Text with a backslash before each character that would be markup, and before no other.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    let mut before = None;
    let mut characters = words.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let is_markup = match character {
            '\\' | '*' | '_' | '#' | '@' | '$' | '`' | '<' | '>' | '[' | ']' | '~' | '\'' | '"' => true,
            '=' | '+' => before.is_none(),
            '-' => before.is_none() || next.is_none_or(|next| matches!(next, '-' | '?') || next.is_numeric()),
            '/' => before.is_none() || matches!(next, Some('/' | '*')),
            // An ellipsis, and the number of a list at the beginning of a line.
            '.' => {
                next == Some('.')
                    || !text.is_empty() && text.chars().all(|character| character.is_ascii_digit())
            }
            _ => false,
        };
        if is_markup {
            text.push('\\');
        }
        text.push(if character.is_control() { ' ' } else { character });
        before = Some(character);
    }
    text
}

/// The content of a list item: all lines but the first are indented.
fn indented(text: &str) -> String {
    text.replace('\n', "\n  ")
}
