//! The text that each output must contain: the pieces of the book in reading order, each with its place in the sources.

use super::piece::{Piece, is_page, key};
use crate::apparatus::{BEHIND_LABEL, alternative_text, callout_label};
use crate::model::{
    Block, BlockKind, Callout, Caption, Figure, FormulaId, ImageId, Inline, Inside, LinkRole, NoteId,
    Numbering, PassageKind, Role, Text, passage,
};
use crate::resolve::{Book, BookCase, Picture, Target};
use crate::source::Span;

/// An expected piece.
#[derive(Debug)]
pub struct Unit {
    /// The text.
    pub piece: Piece,
    /// Place in the source.
    pub place: Span,
    /// Name of the construct, for messages.
    pub name: String,
    /// For each picture, whether it is drawn. In a PDF, more text may follow the alternative text of a drawing.
    pub is_drawn: Vec<bool>,
    /// Maximum number of page numbers after its links.
    pub most_pages: usize,
}

/// The two forms of output, which differ in the order and in the numbers of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// HTML and EPUB. The numbers of list items are not text, and a picture precedes its caption, but code follows it.
    Markup,
    /// PDF. The numbers of list items are text, and a caption precedes its picture.
    Pages,
}

/// The pieces of one case, with its notes at the end.
#[must_use]
pub fn case(book: &Book, case: &BookCase, medium: Medium) -> Vec<Unit> {
    let mut writer = Writer { case, book, medium, units: Vec::new(), inside: None };
    writer.inlines(case.title(), case.title_place(), "title");
    writer.blocks(&case.source().blocks);
    if !case.notes().is_empty() {
        let heading = [Inline::Text(book.wording().notes.clone())];
        writer.inlines(&heading, case.title_place(), "heading of the notes");
    }
    for id in case.notes() {
        writer.note(*id);
    }
    writer.units
}

struct Writer<'a> {
    book: &'a Book,
    case: &'a BookCase,
    medium: Medium,
    units: Vec<Unit>,
    /// Label of the current note.
    inside: Option<&'a str>,
}

impl Writer<'_> {
    fn note(&mut self, id: NoteId) {
        let note = &self.case.source().notes[id.index()];
        self.inside = Some(&note.label);
        let number = [Inline::Text(format!("{}.", self.case.number(id)))];
        self.inlines(&number, note.span, "number");
        self.blocks(&note.blocks);
        self.inside = None;
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        let place = block.span;
        match &block.kind {
            BlockKind::Figure(figure) => self.figure(figure, place),
            BlockKind::List(list) => {
                let mut markers = list.numbering.iter().flat_map(Numbering::markers);
                for item in &list.items {
                    if let Some(marker) = markers.next().filter(|_| self.medium == Medium::Pages) {
                        let place = item.first().map_or(place, |block| block.span);
                        self.inlines(&[Inline::Text(marker)], place, "number of a list item");
                    }
                    self.blocks(item);
                }
            }
            BlockKind::Callout(callout) => self.callout(callout, place),
            // On a page, each line is a paragraph.
            BlockKind::Passage(PassageKind::Verse, blocks) if self.medium == Medium::Pages => {
                for block in blocks {
                    self.stanza(block);
                }
            }
            BlockKind::CodeBlock { text, file_name, .. } => {
                if let Some(name) = file_name {
                    self.inlines(&[Inline::Code(name.clone())], place, "file name of a code block");
                }
                self.inlines(&[Inline::Text(text.clone())], place, "code block");
            }
            BlockKind::Heading(..)
            | BlockKind::Paragraph(_)
            | BlockKind::Table(_)
            | BlockKind::DefinitionList(_)
            | BlockKind::Quote(_)
            | BlockKind::Division(_)
            | BlockKind::Passage(..)
            | BlockKind::PageBreak
            | BlockKind::Divider => self.inside(block),
        }
    }

    fn stanza(&mut self, block: &Block) {
        let BlockKind::Paragraph(content) = &block.kind else { return self.block(block) };
        for line in passage::lines(content) {
            self.inlines(line, block.span, "line of a poem");
        }
    }

    fn inside(&mut self, block: &Block) {
        for inside in block.inside() {
            match inside {
                Inside::Text(text) => self.text(text),
                Inside::Blocks(blocks) => self.blocks(blocks),
            }
        }
    }

    fn text(&mut self, text: Text<'_>) {
        let name = match text.role {
            Role::Heading => "heading",
            Role::Paragraph => "paragraph",
            Role::Term => "term",
            Role::Title => "title of a callout",
            Role::Caption(caption) => return self.caption(Some(caption)),
            Role::Cell { row, column } => &format!("cell in row {row}, column {column} of the table"),
        };
        if self.medium == Medium::Pages && matches!(text.role, Role::Paragraph) {
            // On pages a displayed formula parts a paragraph.
            let is_alone = |inline: &Inline| !self.is_displayed(inline);
            let parts: Vec<&[Inline]> =
                text.content.chunk_by(|one, other| is_alone(one) && is_alone(other)).collect();
            return parts.into_iter().for_each(|part| self.inlines(part, text.span, name));
        }
        self.inlines(text.content, text.span, name);
    }

    fn is_displayed(&self, inline: &Inline) -> bool {
        match inline {
            Inline::Formula(id, _) => self.case.source().formulas[id.index()].is_display,
            _ => false,
        }
    }

    /// The TeX; on pages with the number, which is within the formula.
    fn alternative_of_formula(&self, id: FormulaId, tex: &str) -> String {
        let mut numbers = self.case.equation_numbers(id).iter().flatten();
        match (numbers.next(), numbers.next(), self.medium) {
            (Some(number), None, Medium::Pages) => format!("{tex} \\tag*{{{number}}}"),
            _ => tex.to_owned(),
        }
    }

    fn figure(&mut self, figure: &Figure, place: Span) {
        let caption = figure.caption.as_ref();
        let is_above = self.medium == Medium::Pages || figure.is_listing();
        if is_above {
            self.caption(caption);
        }
        // Only the words of a single picture may be those of the caption.
        let told = caption.filter(|_| figure.images().len() == 1);
        // In markup, the pictures of a group are in one line.
        let line = if self.medium == Medium::Markup { usize::MAX } else { 1 };
        for images in figure.images().chunks(line) {
            let mut unit = self.unit(place, "picture");
            for image in images {
                self.picture(&mut unit, image.image, told);
                unit.piece.push(" ");
            }
            self.add(unit);
        }
        self.blocks(figure.blocks());
        if !is_above {
            self.caption(caption);
        }
    }

    fn callout(&mut self, callout: &Callout, place: Span) {
        let mut unit = self.unit(place, "title of a callout");
        if let Some(label) = callout_label(self.book.wording(), callout) {
            unit.piece.push(label);
            unit.piece.push(callout.title.as_ref().map_or("", |_| BEHIND_LABEL));
        }
        self.words(&mut unit, callout.title.as_deref().unwrap_or_default());
        self.add(unit);
        self.blocks(&callout.blocks);
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        let mut unit = self.unit(caption.span, "caption");
        if let Some(label) = &caption.label {
            unit.piece.push(&format!("{}. ", label.words));
        }
        self.words(&mut unit, &caption.content);
        self.add(unit);
    }

    fn inlines(&mut self, content: &[Inline], place: Span, name: &str) {
        let mut unit = self.unit(place, name);
        self.words(&mut unit, content);
        self.add(unit);
    }

    fn unit(&self, place: Span, name: &str) -> Unit {
        let name = match self.inside {
            Some(label) => format!("{name} of note `{label}`"),
            None => name.to_owned(),
        };
        Unit { piece: Piece::default(), place, name, is_drawn: Vec::new(), most_pages: 0 }
    }

    fn add(&mut self, unit: Unit) {
        if !unit.piece.key.is_empty() {
            self.units.push(unit);
        }
    }

    fn words(&self, unit: &mut Unit, content: &[Inline]) {
        for inline in content {
            match inline {
                // On pages this looks like a page number that casebook adds. It is skipped on both sides and counted.
                Inline::Text(words) if self.medium == Medium::Pages && is_page(&key(words)) => {
                    unit.piece.pages += 1;
                    unit.most_pages += 1;
                }
                Inline::Text(words) | Inline::Code(words) | Inline::Mention(_, words) => {
                    unit.piece.push(words);
                }
                Inline::Formula(id, _) if self.case.source().formulas[id.index()].is_silent() => {}
                // A formula is known by its alternative text, as a picture is.
                Inline::Formula(id, tex) => {
                    unit.piece.push_picture(&self.alternative_of_formula(*id, tex));
                    unit.is_drawn.push(false);
                }
                Inline::LineBreak => unit.piece.push(" "),
                Inline::NoteReference(id) => {
                    if let Some(note) = self.case.cited(*id) {
                        unit.piece.push(&self.case.number(note).to_string());
                    }
                }
                Inline::Image(id, _) => self.picture(unit, *id, None),
                Inline::Link(id, _, children) => {
                    match self.case.source().links[id.index()].role {
                        // On pages there is a page number instead.
                        LinkRole::Page { is_named: false, .. } if self.medium == Medium::Pages => {}
                        LinkRole::Page { after, .. } => {
                            unit.piece.push(after.map_or("", |_| ", "));
                            self.words(unit, children);
                        }
                        _ => self.words(unit, children),
                    }
                    unit.most_pages += usize::from(matches!(self.case.target(*id), Target::Place(_)));
                }
                Inline::Styled(..) | Inline::Span(..) | Inline::Citation(..) | Inline::CrossReference(..) => {
                    self.words(unit, inline.children());
                }
            }
        }
    }

    fn picture(&self, unit: &mut Unit, id: ImageId, caption: Option<&Caption>) {
        let image = &self.case.source().images[id.index()];
        // A tagged PDF contains nothing for a decorative image.
        if image.is_decorative() && self.medium == Medium::Pages {
            return;
        }
        let alternative = alternative_text(self.book, image.alt.as_deref(), caption);
        if let Some(picture) = self.case.picture(id) {
            unit.piece.push_picture(&alternative);
            unit.is_drawn.push(matches!(picture, Picture::Drawing(_)));
        }
    }
}
