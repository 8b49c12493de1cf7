//! Writes a case as Typst source: calls to the functions of `styles/book.typ`, one top-level block per line. All text
//! is in string literals, so no text of an author can become code.

use std::sync::LazyLock;

use super::adjustments::Adjustments;
use super::breakable::{self, Room};
use super::call::{Call, Markup, Value};
use super::front_matter::{self, citation};
use super::language::{in_language, phrase};
use super::size;
use super::source::{Source, case_path, drawing_path, image_path};
use crate::apparatus::{Extent, ImageSize, Setting, alternative_text, is_icon};
use crate::model::{
    Attributes, Block, BlockKind, Caption, DefinitionItem, Figure, FigureImage, ImageId, Inline, List,
    NoteId, Numbering, Part, SectionId, label,
};
use crate::picture::Drawn;
use crate::resolve::{Book, BookCase, Picture};
use crate::vocabulary::{
    DEFINITION_LIST, DIVIDER, DIVISION, FIGURE, HEADING, IMAGE_GROUP, NEW_PAGE, author_class,
};

/// The Typst function for a paragraph.
fn paragraph(content: &[Inline]) -> &'static str {
    if size::is_long(content) { "long-paragraph" } else { "paragraph" }
}

/// Before the first layout, everything is in its place.
static UNCHANGED: LazyLock<Adjustments> = LazyLock::new(Adjustments::default);

/// Writes one case. The fields describe the context of the text to write.
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
    /// Whether links to other cases show the page number. Headings have no space for it.
    pub(super) has_pages: bool,
    /// Whether the text is inside a list, a quotation or another block.
    pub(super) is_inside: bool,
    /// Whether long words may break, as in table cells.
    pub(super) breaks_words: bool,
    /// Whether the text is already underlined or struck through. A tag of a PDF can record only one such line.
    pub(super) is_lined: bool,
    /// The length of the lines.
    pub(super) room: Room,
    /// Whether the text contains adjacent pieces that are wider than a line together.
    pub(super) is_joined: bool,
    /// What changes after the first layout.
    pub(super) adjustments: &'a Adjustments,
    /// The language for hyphenation.
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
            adjustments: &UNCHANGED,
            language: breakable::language(case.language().unwrap_or(&book.manifest().language)),
        }
    }

    /// The same writer for lines of another length.
    pub(super) fn in_room(self, room: Room) -> Self {
        Self { room, ..self }
    }

    /// A source with the design of the book and the language of the case.
    pub(super) fn opening(&self) -> Source {
        let case = self.case;
        let mut source = Source::new(case_path(case));
        front_matter::design(&mut source, self.book, self.room);
        if case.part() != Part::Front {
            source.line("#show: main-matter", None);
        }
        if let Some(language) = case.language() {
            source.set_language(language);
        }
        source
    }

    /// The complete source of the case.
    pub(super) fn source(&self) -> Source {
        let case = self.case;
        let mut source = self.opening();
        source.show(self.title(), Some(case.title_place()));
        for (index, block) in case.source().blocks.iter().enumerate() {
            source.show(self.before_citation(index, self.block(block)), Some(block.span));
        }
        if self.adjustments.floating.is_any() {
            source.line("#end-of-floats()", None);
        }
        if let Some(citation) = citation(self.book, case, self.room.inside()) {
            let call = Call::new("how-to-cite").with(Value::text(case.key()));
            let call = call.with(Value::text(&case.end_anchor())).with(citation);
            source.show(call.body(self.inlines(&label(case.title_without_number()))), None);
        }
        if !case.notes().is_empty() {
            self.endnotes(&mut source);
        }
        source.show(Call::new("case-end").with(Value::text(&case.end_anchor())), None);
        source
    }

    /// The call that opens the case with its title.
    pub(super) fn title(&self) -> Call {
        let (case, heading) = (self.case, self.in_room(self.room.in_heading(1)));
        let call = Call::new("case").with(Value::text(case.key())).with(Value::text(case.part().key()));
        let short = case.source().header.short_title.as_deref().map(Value::text);
        let call = heading.full(call, case.title()).maybe("short", short);
        call.body(heading.inlines(&label(case.title())))
    }

    /// Keeps the last paragraph of a case without notes with the citation, which would otherwise be alone on its page.
    fn before_citation(&self, index: usize, block: Value) -> Value {
        let case = self.case;
        let blocks = &case.source().blocks;
        let is_last = index + 1 == blocks.len() && case.notes().is_empty();
        let is_paragraph = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
        if is_last && is_paragraph(&blocks[index]) && case.part() == Part::Cases {
            let follows = blocks[..index].last().is_some_and(is_paragraph);
            let call = Call::new("before-citation").maybe("indented", follows.then(|| true.into()));
            return call.body(block.into()).into();
        }
        block
    }

    fn endnotes(&self, source: &mut Source) {
        let (case, words) = (self.case, self.book.wording());
        let call = Call::new("endnotes")
            .with(Value::text(&words.notes))
            .with(Value::text(&case.endnotes_anchor()))
            .with(Value::array([&words.notes_to_page, &words.notes_to_pages].map(phrase)))
            .maybe("on-new-page", self.adjustments.lone_notes.then(|| true.into()))
            .maybe("close", self.adjustments.short_end.then(|| true.into()));
        source.open(&call);
        let notes = self.in_room(self.room.in_note());
        for id in case.notes() {
            source.argument(notes.endnote(*id), Some(case.source().notes[id.index()].span));
        }
        source.close();
    }

    /// One endnote: number, label, text, and links back to its references.
    fn endnote(&self, id: NoteId) -> Call {
        let case = self.case;
        let anchors: Vec<String> =
            case.citations(id).iter().filter_map(|reference| case.reference_anchor(*reference)).collect();
        let blocks = &case.source().notes[id.index()].blocks;
        // The number links to the first reference. The page numbers after the last word link to all references.
        let back = match anchors.as_slice() {
            [] => Markup::default(),
            anchors => Call::new("back-references").with(Value::texts(anchors)).into(),
        };
        let body = match blocks.as_slice() {
            // A note of one paragraph needs no call: the list of notes makes it a paragraph.
            [Block { kind: BlockKind::Paragraph(content), attributes, .. }]
                if *attributes == Attributes::default()
                    && !size::is_long(content)
                    && !self.has_displayed(content) =>
            {
                self.running(content).then(back)
            }
            [rest @ .., Block { kind: BlockKind::Paragraph(text), attributes, .. }]
                if !self.has_displayed(text) =>
            {
                let content = Call::new(paragraph(text)).body(self.running(text).then(back));
                self.blocks(rest).then(self.anchor(attributes)).and(in_language(attributes, content))
            }
            blocks => self.blocks(blocks).and(Call::new("paragraph").body(back)),
        };
        Call::new("endnote")
            .with(case.number(id))
            .with(Value::text(&case.note_anchor(id)))
            .with(Value::optional(anchors.first().map(String::as_str)))
            .body(body)
    }

    pub(super) fn blocks(&self, blocks: &[Block]) -> Markup {
        let inside = Self { is_inside: true, ..self.in_room(self.room.inside()) };
        blocks.iter().map(|block| Markup::from(inside.block(block))).collect()
    }

    /// The call for a block, labelled with the author's id.
    pub(super) fn block(&self, block: &Block) -> Value {
        let call = in_language(&block.attributes, self.block_call(block));
        let is_named_already = match &block.kind {
            BlockKind::Heading(..) | BlockKind::Table(_) => true,
            BlockKind::Figure(figure) => figure.caption.is_some(),
            BlockKind::Paragraph(_)
            | BlockKind::List(_)
            | BlockKind::DefinitionList(_)
            | BlockKind::Quote(_)
            | BlockKind::CodeBlock { .. }
            | BlockKind::Division(_)
            | BlockKind::Callout(_)
            | BlockKind::Passage(..)
            | BlockKind::PageBreak
            | BlockKind::Divider => false,
        };
        if is_named_already { call } else { self.anchored(&block.attributes, call) }
    }

    /// Wraps the call in the label of the author's id, if a link leads to it.
    fn anchored(&self, attributes: &Attributes, call: Value) -> Value {
        match attributes.id.as_deref().and_then(|id| self.case.anchor(id)) {
            Some(anchor) => Call::new("anchored").with(Value::text(anchor)).body(call.into()).into(),
            None => call,
        }
    }

    fn block_call(&self, block: &Block) -> Value {
        match &block.kind {
            BlockKind::Heading(id, content) => self.heading(*id, content).into(),
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Table(table) => self.table(block, table).into(),
            BlockKind::List(list) => self.list(list).into(),
            BlockKind::DefinitionList(items) => self.definition_list(items).into(),
            BlockKind::Quote(blocks) => self.quotation(blocks).into(),
            BlockKind::Passage(kind, blocks) => self.passage(*kind, blocks).into(),
            BlockKind::CodeBlock { language, text, file_name, lines } => {
                self.code_block(language.as_deref(), text, file_name.as_deref(), lines).into()
            }
            BlockKind::Division(blocks) => {
                let classes = block.attributes.classes.iter().map(|class| author_class(class));
                Call::new(DIVISION.function).with(Value::texts(classes)).body(self.blocks(blocks)).into()
            }
            BlockKind::Callout(callout) => self.callout(callout).into(),
            BlockKind::Divider => Call::new(DIVIDER.function).into(),
            // Typst allows a page break only outside of other blocks.
            BlockKind::PageBreak if self.is_inside => Value::none(),
            BlockKind::PageBreak => Call::new(NEW_PAGE.function).into(),
        }
    }

    fn heading(&self, id: SectionId, content: &[Inline]) -> Call {
        let section = self.case.section(id);
        let heading = self.in_room(self.room.in_heading(section.level));
        let call = Call::new(HEADING.function).with(section.level).with(Value::text(&section.anchor));
        heading.full(call, content).body(heading.inlines(&label(content)))
    }

    /// Adds the full heading to a call if the contents and running heads must show a shorter form.
    fn full(&self, call: Call, content: &[Inline]) -> Call {
        let heading = Self { has_pages: false, ..*self };
        let differs = label(content) != content;
        call.maybe("full", differs.then(|| Value::content(heading.inlines(content))))
    }

    fn figure(&self, figure: &Figure) -> Value {
        let Some(body) = self.figure_body(figure) else { return Value::none() };
        let (call, caption) = (Call::new(FIGURE.function), figure.caption.as_ref());
        // The source has the words in the order of the text.
        let call = if figure.is_listing() {
            self.caption(call.named("kind", Value::name("raw")), caption).with(body)
        } else {
            self.caption(call.with(body), caption)
        };
        match figure.attributes_of_image() {
            Some(own) if figure.caption.is_none() => self.anchored(own, call.into()),
            _ => call.into(),
        }
    }

    /// Whether a figure has something to show: pictures that are missing have been reported.
    pub(super) fn has_body(&self, figure: &Figure) -> bool {
        let images = figure.images();
        images.is_empty() || images.iter().any(|image| self.case.picture(image.image).is_some())
    }

    fn figure_body(&self, figure: &Figure) -> Option<Value> {
        match figure.images() {
            [] => Some(Call::new("figure-blocks").body(self.blocks(figure.blocks())).into()),
            [image] => self.figure_image(image, figure.caption.as_ref()),
            images => {
                let image = |image: &FigureImage| {
                    Some(self.anchored(&image.attributes, self.figure_image(image, None)?))
                };
                let images: Vec<Value> = images.iter().filter_map(image).collect();
                (!images.is_empty())
                    .then(|| Call::new(IMAGE_GROUP.function).with(Value::array(images)).into())
            }
        }
    }

    fn figure_image(&self, image: &FigureImage, caption: Option<&Caption>) -> Option<Value> {
        let shown = self.image_call(Setting::Alone, image.image, &image.attributes, caption)?;
        Some(match &image.link {
            Some((id, _)) => self.linked(*id, shown),
            None => shown,
        })
    }

    /// The call for an image: a picture file or a drawing. A decorative image becomes an artifact of the PDF.
    pub(super) fn image_call(
        &self,
        setting: Setting,
        id: ImageId,
        attributes: &Attributes,
        caption: Option<&Caption>,
    ) -> Option<Value> {
        let image = &self.case.source().images[id.index()];
        let alt = alternative_text(self.book, image.alt.as_deref(), caption);
        let call = match self.case.picture(id)? {
            Picture::Asset(index) => {
                let asset = &self.book.assets()[index];
                let call = Call::new(if setting == Setting::Alone { "picture" } else { "inline-picture" });
                let call = call.with(Value::text(&image_path(&asset.name))).with(Value::text(&alt));
                let size = ImageSize::of(attributes);
                let is_large = setting == Setting::InLine && !is_icon(setting, asset.size, size);
                sized(call, size, is_large)
            }
            Picture::Drawing(index) => {
                let description = self.drawn.get(index).and_then(|drawn| drawn.description.as_deref());
                let alt = description.map_or(alt.clone(), |description| format!("{alt}. {description}"));
                let call = Call::new(if setting == Setting::Alone { "drawing" } else { "inline-drawing" });
                let call = call.with(Value::text(&drawing_path(index))).with(Value::text(&alt));
                sized(call, ImageSize::of(attributes), false)
            }
        };
        Some(if image.is_decorative() { Call::new("pdf.artifact").with(call).into() } else { call.into() })
    }

    /// The call for a picture in a cell at the least width that its column must have.
    pub(super) fn least_image_call(&self, id: ImageId, attributes: &Attributes) -> Option<Value> {
        if let Picture::Asset(index) = self.case.picture(id)? {
            let (asset, size) = (&self.book.assets()[index], ImageSize::of(attributes));
            if size.is_natural() && !is_icon(Setting::InLine, asset.size, size) {
                return Some(Call::new("least-picture").with(Value::text(&image_path(&asset.name))).into());
            }
        }
        self.image_call(Setting::InLine, id, attributes, None)
    }

    /// Adds the arguments for a caption. The lists of figures and tables show the caption without links and notes.
    pub(super) fn caption(&self, call: Call, caption: Option<&Caption>) -> Call {
        let Some(caption) = caption else { return call };
        let (content, listed) = (&caption.content, label(&caption.content));
        let floats = !self.is_inside && self.adjustments.floating.has(caption.id);
        let is_listed_otherwise = listed != *content;
        let writer = self.in_room(self.room.in_caption());
        call.named("name", Value::text(self.case.caption_anchor(caption.id)))
            .named("caption-label", Value::optional(caption.label.as_ref().map(|label| label.words.as_str())))
            .named("caption", Value::content(writer.inlines(content)))
            .maybe("floats", floats.then(|| Value::from(true)))
            .maybe("listed", is_listed_otherwise.then(|| Value::content(writer.inlines(&listed))))
    }

    fn list(&self, list: &List) -> Call {
        let numbering = list.numbering.as_ref();
        let start = numbering.map_or(Value::none(), |numbering| numbering.first().max(0).into());
        let markers = numbering.filter(|numbering| !numbering.is_plain()).map(Numbering::markers);
        let items = list.items.iter().map(|item| Value::content(self.blocks(item)));
        Call::new("list")
            .with(start)
            .with(list.tight)
            .with(Value::array(items))
            .maybe("markers", markers.map(Value::texts))
            .maybe("inside", self.is_inside.then(|| true.into()))
    }

    fn definition_list(&self, items: &[DefinitionItem]) -> Call {
        let item = |item: &DefinitionItem| {
            let definitions = item.definitions.iter().map(|blocks| self.blocks(blocks)).collect();
            Value::array([Value::content(self.inlines(&item.term)), Value::content(definitions)])
        };
        Call::new(DEFINITION_LIST.function).with(Value::array(items.iter().map(item)))
    }
}

/// The call for a picture with the arguments for its size. `is_large` says of a picture in a line that it is no icon.
fn sized(call: Call, size: ImageSize, is_large: bool) -> Call {
    let length = |extent: Extent| {
        let (number, unit) = extent.typst();
        Value::length(number, unit)
    };
    let height = size.height.map(length);
    let natural = is_large.then(|| Value::name("auto"));
    call.maybe("width", size.width.map(length)).maybe("height", height.or(natural))
}
