//! Writes a case as Typst: calls to the functions of `styles/book.typ`, one top-level block a line, every word a string
//! literal. Inside a literal nothing is code, so no text of an author can become any.

use super::breakable::{self, Room};
use super::call::{literal, literal_lines, optional};
use super::front_matter::citation;
use super::language::{in_language, language_and_region};
use super::size;
use super::source::{Source, case_path, drawing_path, image_path};
use crate::apparatus::alternative_text;
use crate::apparatus::words;
use crate::model::{
    Attributes, Block, BlockKind, Caption, DefinitionItem, Figure, ImageId, Inline, List, NoteId, label,
};
use crate::picture::Drawn;
use crate::resolve::{Book, BookCase, Picture};
use crate::vocabulary::author_class;

/// The function that sets a paragraph.
fn paragraph(content: &[Inline]) -> &'static str {
    if size::is_long(content) { "long-paragraph" } else { "paragraph" }
}

/// Writes one case.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says one thing of the place, and none follows from another"
)]
#[derive(Clone, Copy)]
pub(super) struct Writer<'a> {
    pub(super) book: &'a Book,
    pub(super) drawn: &'a [Drawn],
    pub(super) case: &'a BookCase,
    pub(super) index: usize,
    /// Whether links to other cases show the page: headings are too short for it.
    pub(super) has_pages: bool,
    /// Whether what is written stands in a list, a quotation or another block.
    pub(super) is_inside: bool,
    /// Whether long words may be broken: in the cells of a table.
    pub(super) breaks_words: bool,
    /// Whether what is written has a line under it or through it: the tags of a PDF can name one line only.
    pub(super) is_lined: bool,
    /// How long the lines are.
    pub(super) room: Room,
    /// Whether pieces of text stand without a space between them that together are wider than a line.
    pub(super) is_joined: bool,
    /// The language that its words are hyphenated in.
    pub(super) language: Option<hypher::Lang>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        book: &'a Book,
        drawn: &'a [Drawn],
        index: usize,
        case: &'a BookCase,
        room: Room,
    ) -> Self {
        Self {
            book,
            drawn,
            case,
            index,
            has_pages: true,
            is_inside: false,
            breaks_words: false,
            is_lined: false,
            room,
            is_joined: false,
            language: breakable::language(case.language().unwrap_or(&book.manifest().language)),
        }
    }

    /// The same in a room of another size.
    pub(super) fn in_room(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// The source of the case with its language, and nothing else yet.
    pub(super) fn opening(&self) -> Source {
        let case = self.case;
        let mut source = Source::new(case_path(case));
        let (language, region) = case.language().map_or((None, None), |tag| {
            let (language, region) = language_and_region(tag);
            (Some(language), region)
        });

        if language.is_some() {
            let line = format!("#set text(lang: {}, region: {})", optional(language), optional(region));
            source.line(&line, None);
        }
        source
    }

    /// The source of the whole case.
    pub(super) fn source(&self) -> Source {
        let case = self.case;
        let mut source = self.opening();
        let heading = self.in_room(self.room.in_heading(1));
        let title = format!(
            "#case({}, {}{})[{}]",
            literal(case.key()),
            literal(case.part().key()),
            heading.full(case.title()),
            heading.inlines(&label(case.title()))
        );
        source.line(&title, Some(case.title_place()));
        for block in &case.source().blocks {
            source.line(&format!("#{}", self.block(block)), Some(block.span));
        }
        if !case.notes().is_empty() {
            source.line(
                &format!(
                    "#endnotes({}, {}, ({}, {}),",
                    literal(words(self.book).notes),
                    literal(&case.endnotes_anchor()),
                    literal(words(self.book).notes_to_page),
                    literal(words(self.book).notes_to_pages)
                ),
                None,
            );
            let notes = self.in_room(self.room.in_note());
            for id in case.notes() {
                let line = notes.endnote(*id);
                source.line(&line, Some(case.source().notes[id.index()].span));
            }
            source.line(")", None);
        }
        if let Some(citation) = citation(self.book, case, self.room.inside()) {
            let title = self.inlines(&label(case.title()));
            source.line(&format!("#how-to-cite({}, {citation})[{title}]", literal(case.key())), None);
        }
        source.line(&format!("#case-end({})", literal(&case.end_anchor())), None);
        source
    }

    /// One note: number, label, the references that lead to it, and its text.
    fn endnote(&self, id: NoteId) -> String {
        let case = self.case;
        let anchors: Vec<String> =
            case.citations(id).iter().filter_map(|reference| case.reference_anchor(*reference)).collect();
        let blocks = &case.source().notes[id.index()].blocks;
        // The number leads to the first reference; behind the note's last words stand the pages of all, each a way back.
        let list: String = anchors.iter().map(|anchor| literal(anchor) + ", ").collect();
        let back = if anchors.is_empty() { String::new() } else { format!("#back-references(({list}));") };
        let body = match blocks.as_slice() {
            // A paragraph that is all of a note needs no call: the list makes it one.
            [Block { kind: BlockKind::Paragraph(content), attributes, .. }]
                if *attributes == Attributes::default() && !size::is_long(content) =>
            {
                self.running(content) + &back
            }
            [rest @ .., Block { kind: BlockKind::Paragraph(text), attributes, .. }] => {
                let content = format!("[{}{back}]", self.running(text));
                let paragraph = in_language(attributes, format!("{}{content}", paragraph(text)));
                format!("{}{}#{paragraph};", self.blocks(rest), self.anchor(attributes))
            }
            blocks => format!("{}#paragraph[{back}];", self.blocks(blocks)),
        };
        let first = anchors.first().map_or("none".to_owned(), |anchor| literal(anchor));
        format!("  endnote({}, {}, {first})[{body}],", case.number(id), literal(&case.note_anchor(id)))
    }

    fn blocks(&self, blocks: &[Block]) -> String {
        let inside = Self { is_inside: true, ..self.in_room(self.room.inside()) };
        blocks.iter().map(|block| format!("#{};", inside.block(block))).collect()
    }

    /// The call for a block, with the label of the author's id behind it.
    pub(super) fn block(&self, block: &Block) -> String {
        let call = self.block_call(block);
        let is_named_already = match &block.kind {
            BlockKind::Heading(..) | BlockKind::Table(_) => true,
            BlockKind::Figure(figure) => figure.caption.is_some(),
            _ => false,
        };
        let language = in_language(&block.attributes, call);
        match block.attributes.id.as_deref().and_then(|id| self.case.anchor(id)) {
            Some(anchor) if !is_named_already => format!("anchored({})[#{language};]", literal(anchor)),
            _ => language,
        }
    }

    fn block_call(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let section = self.case.section(*id);
                let heading = self.in_room(self.room.in_heading(section.level));
                let (full, label) = (heading.full(content), heading.inlines(&label(content)));
                format!("heading({}, {}{full})[{label}]", section.level, literal(&section.anchor))
            }
            BlockKind::Paragraph(content) => format!("{}[{}]", paragraph(content), self.running(content)),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Table(table) => self.table(table, &block.attributes),
            BlockKind::List(list) => self.list(list),
            BlockKind::DefinitionList(items) => self.definition_list(items),
            BlockKind::Quote(blocks) => format!("quote[{}]", self.blocks(blocks)),
            BlockKind::CodeBlock { language, text } => {
                let language = language.as_deref().map_or("none".to_owned(), literal);
                let text = breakable::code(text, self.room.inside());
                format!("code-block({language}, {})", literal_lines(&text))
            }
            BlockKind::Division(blocks) => {
                let classes: String = block
                    .attributes
                    .classes
                    .iter()
                    .map(|class| literal(&author_class(class)) + ", ")
                    .collect();
                format!("division(({classes}))[{}]", self.blocks(blocks))
            }
            BlockKind::Divider => "divider()".to_owned(),
        }
    }

    /// The argument for a heading that contents and running heads must not show as it is, with a comma before it.
    fn full(&self, content: &[Inline]) -> String {
        let heading = Self { has_pages: false, ..*self };
        if label(content) == content {
            String::new()
        } else {
            format!(", full: [{}]", heading.inlines(content))
        }
    }

    fn figure(&self, figure: &Figure) -> String {
        let Some(image) = self.image_call("", figure.image, figure.caption.as_ref()) else {
            return "none".to_owned();
        };
        let caption = self.caption(figure.caption.as_ref());
        let call = format!("figure({image}{caption})");
        match figure.attributes.id.as_deref().and_then(|id| self.case.anchor(id)) {
            Some(anchor) if figure.caption.is_none() => format!("anchored({})[#{call};]", literal(anchor)),
            _ => call,
        }
    }

    /// The call for a picture: a file, or a script with its data. One for the eye alone is no part of what is told.
    pub(super) fn image_call(&self, prefix: &str, id: ImageId, caption: Option<&Caption>) -> Option<String> {
        let image = &self.case.source().images[id.index()];
        let alt = alternative_text(self.book, image.alt.as_deref(), caption);
        let call = match self.case.picture(id)? {
            Picture::Asset(index) => {
                let path = image_path(&self.book.assets()[index].name);
                format!("picture({}, {})", literal(&path), literal(&alt))
            }
            Picture::Drawing(index) => {
                let description = self.drawn.get(index).and_then(|drawn| drawn.description.as_deref());
                let alt = description.map_or(alt.clone(), |description| format!("{alt}. {description}"));
                format!("drawing({}, {})", literal(&drawing_path(index)), literal(&alt))
            }
        };
        Some(if image.is_decorative() {
            format!("pdf.artifact({prefix}{call})")
        } else {
            format!("{prefix}{call}")
        })
    }

    /// The arguments for a caption, with a comma before them. The lists of figures and tables show a caption without
    /// what leads somewhere.
    pub(super) fn caption(&self, caption: Option<&Caption>) -> String {
        let Some(caption) = caption else { return String::new() };
        let name = literal(self.case.caption_anchor(caption.id));
        let caption_label = caption.label.as_ref().map_or("none".to_owned(), |label| literal(&label.words));
        let (content, listed) = (&caption.content, label(&caption.content));
        let listed =
            if listed == *content { String::new() } else { format!(", listed: [{}]", self.inlines(&listed)) };
        let content = self.inlines(content);
        format!(", name: {name}, caption-label: {caption_label}, caption: [{content}]{listed}")
    }

    fn list(&self, list: &List) -> String {
        let start = list
            .numbering
            .as_ref()
            .map_or("none".to_owned(), |numbering| numbering.first().max(0).to_string());
        let markers = list.numbering.as_ref().filter(|numbering| !numbering.is_plain()).map(|numbering| {
            let markers: String = numbering.markers().map(|marker| literal(&marker) + ", ").collect();
            format!(", markers: ({markers})")
        });
        let items: String = list.items.iter().map(|item| format!("[{}], ", self.blocks(item))).collect();
        format!("list({start}, {}, ({items}){})", list.tight, markers.unwrap_or_default())
    }

    fn definition_list(&self, items: &[DefinitionItem]) -> String {
        let items: String = items
            .iter()
            .map(|item| {
                let definitions: String = item.definitions.iter().map(|blocks| self.blocks(blocks)).collect();
                format!("([{}], [{definitions}]), ", self.inlines(&item.term))
            })
            .collect();
        format!("definition-list(({items}))")
    }
}
