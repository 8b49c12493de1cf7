//! A case as lines of text, with the things in place of their ids, so that two cases can be compared whatever their places in
//! the source are. Notes stand in the order in which the text refers to them.

use std::collections::BTreeMap;

use crate::model::{
    Attributes, Block, BlockKind, Caption, Case, Cell, CitedWork, FigureBody, FigureImage, Image, Inline,
    Link, List, Note, Row, Table,
};

/// The lines of a case.
pub fn lines(case: &Case) -> Vec<String> {
    let mut writing = Writing { case, lines: Vec::new(), depth: 0, notes: Notes::default() };
    writing.header();
    writing.blocks(&case.blocks);
    writing.all_notes();
    writing.lines
}

/// The numbers of notes by their labels.
#[derive(Default)]
struct Notes {
    numbers: BTreeMap<String, usize>,
    waiting: Vec<usize>,
}

struct Writing<'c> {
    case: &'c Case,
    lines: Vec<String>,
    depth: usize,
    notes: Notes,
}

impl Writing<'_> {
    fn say(&mut self, line: impl std::fmt::Display) {
        self.lines.push(format!("{}{line}", "  ".repeat(self.depth)));
    }

    fn header(&mut self) {
        let header = &self.case.header;
        let title = self.inlines(header.title_without_number());
        let language = header.language.as_deref();
        let own = (&header.short_title, &header.id, header.is_unnumbered, header.title_level);
        let slug = header.slug.as_ref().map(|(slug, _)| slug);
        let pdf = header.pdf_name.as_ref().map(|(name, _)| name);
        self.say(format_args!(
            "title {title} {own:?} {slug:?} {pdf:?} {language:?} {:?} {:?}",
            header.excerpt, header.other
        ));
    }

    fn all_notes(&mut self) {
        let mut next = 0;
        while let Some(index) = self.notes.waiting.get(next).copied() {
            next += 1;
            self.note(index, &next.to_string());
        }
        let rest: Vec<usize> =
            (0..self.case.notes.len()).filter(|index| !self.notes.waiting.contains(index)).collect();
        for index in rest {
            self.note(index, "without reference");
        }
    }

    fn note(&mut self, index: usize, name: &str) {
        let note: &Note = &self.case.notes[index];
        self.say(format_args!("note {name}"));
        self.inside(&note.blocks);
    }

    fn inside(&mut self, blocks: &[Block]) {
        self.depth += 1;
        self.blocks(blocks);
        self.depth -= 1;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let own = attributes(&block.attributes);
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let level = self.case.sections.get(id.index()).map(|section| section.level);
                let words = self.inlines(content);
                self.say(format_args!("heading {level:?}{own} {words}"));
            }
            BlockKind::Paragraph(content) => {
                let words = self.inlines(content);
                self.say(format_args!("paragraph{own} {words}"));
            }
            BlockKind::Figure(figure) => {
                self.say(format_args!("figure{own}"));
                self.depth += 1;
                match &figure.body {
                    FigureBody::Images(images) => images.iter().for_each(|image| self.figure_image(image)),
                    FigureBody::Blocks(blocks) => self.blocks(blocks),
                }
                self.caption(figure.caption.as_ref());
                self.depth -= 1;
            }
            BlockKind::Table(table) => self.table(table, &own),
            BlockKind::List(list) => self.list(list, &own),
            BlockKind::DefinitionList(items) => {
                self.say(format_args!("definitions{own}"));
                for item in items {
                    let term = self.inlines(&item.term);
                    self.say(format_args!("  term {term}"));
                    for definition in &item.definitions {
                        self.say("  definition");
                        self.depth += 1;
                        self.inside(definition);
                        self.depth -= 1;
                    }
                }
            }
            BlockKind::Quote(blocks) => {
                self.say(format_args!("quote{own}"));
                self.inside(blocks);
            }
            BlockKind::CodeBlock { language, text, file_name, lines } => {
                self.say(format_args!("code{own} {language:?} {file_name:?} {lines:?} {text:?}"));
            }
            BlockKind::Division(blocks) => {
                self.say(format_args!("division{own}"));
                self.inside(blocks);
            }
            BlockKind::Callout(callout) => {
                let title = callout.title.as_ref().map(|title| self.inlines(title));
                self.say(format_args!("callout{own} {:?} {:?} {title:?}", callout.kind, callout.fold));
                self.inside(&callout.blocks);
            }
            BlockKind::Passage(kind, blocks) => {
                self.say(format_args!("passage{own} {kind:?}"));
                self.inside(blocks);
            }
            BlockKind::Divider => self.say(format_args!("divider{own}")),
            BlockKind::PageBreak => self.say("page break"),
        }
    }

    fn figure_image(&mut self, image: &FigureImage) {
        let link = image
            .link
            .as_ref()
            .map(|(id, own)| format!("{}{}", of_link(&self.case.links[id.index()]), attributes(own)));
        let own = attributes(&image.attributes);
        let image = of_image(&self.case.images[image.image.index()]);
        self.say(format_args!("image {image}{own} {link:?}"));
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        let words = self.inlines(&caption.content);
        self.say(format_args!("caption {:?} {words}", caption.label));
    }

    fn table(&mut self, table: &Table, own: &str) {
        self.say(format_args!("table{own} {:?} {:?}", table.columns, table.widths));
        self.depth += 1;
        self.caption(table.caption.as_ref());
        for (part, rows) in [("head", &table.header), ("row", &table.rows), ("foot", &table.foot)] {
            for row in rows {
                self.row(part, row);
            }
        }
        self.depth -= 1;
    }

    fn row(&mut self, part: &str, row: &Row) {
        self.say(part);
        self.depth += 1;
        for cell in row {
            let Cell { content, blocks, is_header, column_span, row_span } = cell;
            let words = self.inlines(content);
            self.say(format_args!("cell {is_header} {column_span} {row_span} {words}"));
            self.inside(blocks);
        }
        self.depth -= 1;
    }

    fn list(&mut self, list: &List, own: &str) {
        // Nothing is between the items of a list with one.
        let tight = list.tight || list.items.len() == 1 && list.items[0].len() == 1;
        // How the numbers were written is in the numbering.
        let own = if own.contains('(') { "" } else { own };
        self.say(format_args!("list{own} {tight} {:?}", list.numbering));
        for item in &list.items {
            self.say("item");
            self.inside(item);
        }
    }

    fn inlines(&mut self, content: &[Inline]) -> String {
        joined(content).iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Text(words) => format!("{words:?}"),
            Inline::Mention(_, words) => format!("(mention {words:?})"),
            Inline::Styled(style, children) => format!("({style:?} {})", self.inlines(children)),
            Inline::Span(own, children) => format!("(span{} {})", attributes(own), self.inlines(children)),
            Inline::Code(code) => format!("(code {code:?})"),
            Inline::Formula(id, tex) => {
                let found = &self.case.formulas[id.index()];
                let tex: String = tex.split_whitespace().collect::<Vec<_>>().join(" ");
                format!("(formula {tex:?} {} {:?})", found.is_display, found.id)
            }
            Inline::Link(id, own, children) => {
                let link = of_link(&self.case.links[id.index()]);
                format!("(link {link}{} {})", attributes(own), self.inlines(children))
            }
            Inline::Image(id, own) => {
                format!("(image {}{})", of_image(&self.case.images[id.index()]), attributes(own))
            }
            Inline::NoteReference(id) => {
                let label = self.case.references[id.index()].label.to_lowercase();
                format!("(note {})", self.number(&label))
            }
            Inline::Citation(id, _) => {
                let citation = &self.case.citations[id.index()];
                let works: String = citation.works.iter().map(|work| self.work(work)).collect();
                format!("(citation {:?}{works})", citation.form)
            }
            Inline::CrossReference(id, _) => {
                let places = self.case.cross_references[id.index()].places.iter();
                let places: String = places
                    .map(|place| {
                        let (before, behind) = (self.inlines(&place.prefix), self.inlines(&place.suffix));
                        format!(" [{before} {} {:?} {behind}]", place.id, place.wanted)
                    })
                    .collect();
                format!("(reference{places})")
            }
            Inline::LineBreak => "(break)".to_owned(),
        }
    }

    fn work(&mut self, work: &CitedWork) -> String {
        let (before, behind) = (self.inlines(&work.prefix), self.inlines(&work.suffix));
        format!(" [{before} {} {} {behind}]", work.key, work.hides_author)
    }

    fn number(&mut self, label: &str) -> String {
        let Some(index) = self.case.notes.iter().position(|note| note.label.to_lowercase() == label) else {
            return format!("undefined {label}");
        };
        if let Some(number) = self.notes.numbers.get(label) {
            return number.to_string();
        }
        self.notes.waiting.push(index);
        let number = self.notes.waiting.len();
        self.notes.numbers.insert(label.to_owned(), number);
        number.to_string()
    }
}

/// Inlines whose neighbouring texts are one.
fn joined(content: &[Inline]) -> Vec<Inline> {
    let mut found: Vec<Inline> = Vec::new();
    for inline in content {
        match (found.last_mut(), inline) {
            (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(words),
            _ => found.push(inline.clone()),
        }
    }
    found
}

fn of_link(link: &Link) -> String {
    format!("{:?} {:?}", link.destination, link.title)
}

fn of_image(image: &Image) -> String {
    format!("{:?} {:?} {:?}", image.source, image.alt, image.title)
}

/// The attributes, without those that only say what another part of the model says: the widths of columns, the alternative
/// text.
fn attributes(own: &Attributes) -> String {
    let is_said = |key: &str| matches!(key, "tbl-colwidths" | "widths" | "alt" | "fig-alt");
    let other: Vec<_> = own.other.iter().filter(|(key, _)| !is_said(key)).collect();
    if own.id.is_none() && own.classes.is_empty() && own.language.is_none() && other.is_empty() {
        return String::new();
    }
    format!("{{{:?} {:?} {:?} {other:?}}}", own.id, own.classes, own.language)
}
