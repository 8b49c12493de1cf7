//! Writes a case: its title, its blocks, and the markup around them.

use quick_xml::escape::escape;

use super::edition::Edition;
use super::fit::{Fit, scroll_box};
use super::pages::PageBreaks;
use super::tag::{Tag, end};
use crate::apparatus::{ImageSize, Setting, alternative_text, is_icon};
use crate::model::{
    self, Attributes, Block, BlockKind, Caption, Direction, Figure, FigureImage, Inline, Part, are_numbers,
};
use crate::resolve::{Book, BookCase, Picture};
use crate::vocabulary::{
    ALIGNED, BACK, CAPTION_LABEL, CASE, CODE, CODE_BLOCK, DIVIDER, DIVISION, DRAWING, FIGURE, FIGURE_CAPTION,
    FIGURE_DATA, FRONT, HEADING, ICON, IMAGE_GROUP, NARROW, Names, PARAGRAPH, TABLE, WIDE,
};

/// A break opportunity inside a word.
const BREAK: char = '\u{200B}';

/// Writes one case.
pub struct Writer<'a, E> {
    pub(super) book: &'a Book,
    pub(super) case: &'a BookCase,
    pub(super) index: usize,
    pub(super) edition: &'a E,
    pub(super) page_breaks: PageBreaks<'a>,
    /// The number of addressed blocks written so far, which is the index of the next one.
    pub(super) addressed: usize,
    pub(super) out: String,
}

/// The case as a section with its endnotes.
pub fn case<E: Edition>(book: &Book, index: usize, edition: &E) -> String {
    let mut writer = Writer::new(book, index, edition);
    writer.page_breaks = PageBreaks::new(edition.page_breaks(index));
    writer.case();
    writer.out
}

/// Running text of a case for the table of contents: with emphasis, without links and note references.
pub fn label<E: Edition>(book: &Book, index: usize, edition: &E, content: &[Inline]) -> String {
    let mut writer = Writer::new(book, index, edition);
    writer.inlines(&model::label(content));
    writer.out
}

impl<'a, E: Edition> Writer<'a, E> {
    fn new(book: &'a Book, index: usize, edition: &'a E) -> Self {
        let page_breaks = PageBreaks::default();
        Self {
            book,
            case: &book.cases()[index],
            index,
            edition,
            page_breaks,
            addressed: 0,
            out: String::new(),
        }
    }

    pub(super) fn push(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Text that is not the author's, or in which no page break is searched.
    pub(super) fn text(&mut self, words: &str) {
        let words = escape(words);
        if words.contains(BREAK) {
            // An element instead of a character, so that it does not affect searching and copying.
            self.out.push_str(&words.replace(BREAK, &Tag::new("wbr").void::<E>()));
        } else {
            self.out.push_str(&words);
        }
    }

    fn case(&mut self) {
        let case = self.case;
        let level = format!("{}{}", HEADING.element, 1 + E::HEADING_OFFSET);
        let heading = case.title_anchor();
        let (names, kind, role) = match case.part() {
            Part::Front => (FRONT, "preface", "doc-preface"),
            Part::Title => (CASE, "part", "doc-part"),
            Part::Cases => (CASE, "chapter", "doc-chapter"),
            Part::Appendices | Part::Back => (BACK, "appendix", "doc-appendix"),
        };
        let section = Tag::new(names.element)
            .with("id", case.key())
            .classes(names.class, &[])
            .semantics::<E>(kind, role)
            .document_language::<E>(case.language())
            .with("aria-labelledby", &heading);
        self.push(&(section.start() + "\n"));
        self.begin_block(case.title_place());
        self.push(&Tag::new(&level).with("id", heading).start());
        self.inlines(case.title());
        self.close_line(&level);
        for block in &case.source().blocks {
            self.begin_block(block.span);
            self.addressed_blocks(std::slice::from_ref(block));
        }
        let colophon = self.edition.colophon(self.index);
        self.push(&colophon);
        self.endnotes();
        self.end_blocks();
        self.close_line(names.element);
    }

    /// Writes addressed blocks: those of the case itself, and of its divisions.
    fn addressed_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Division(children) = &block.kind {
                self.open(DIVISION.element, DIVISION.class, &block.attributes);
                self.push("\n");
                self.addressed_blocks(children);
                self.close_line(DIVISION.element);
            } else {
                let place = BookCase::is_addressed(block).then(|| {
                    self.addressed += 1;
                    self.case.place(self.addressed - 1)
                });
                self.block_at(block, place.flatten());
            }
        }
    }

    /// Writes the blocks inside another block.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.block_at(block, None);
    }

    /// Writes a block. `place` is its anchor if it has none from its id or caption.
    pub(super) fn block_at(&mut self, block: &Block, place: Option<&str>) {
        let attributes = &block.attributes;
        let anchor = self.named(attributes).or(place);
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let section = self.case.section(*id);
                let level = format!("{}{}", HEADING.element, (section.level + E::HEADING_OFFSET).min(6));
                self.open_named(&level, "", Some(&section.anchor), attributes);
                self.inlines(content);
                self.close_line(&level);
            }
            BlockKind::Paragraph(content) => {
                self.open_named(PARAGRAPH.element, "", anchor, attributes);
                self.inlines(content);
                self.close_line(PARAGRAPH.element);
            }
            BlockKind::Figure(figure) => self.figure(figure, attributes, anchor),
            BlockKind::Table(table) => self.table(table, attributes, anchor),
            BlockKind::List(list) => self.list(list, attributes, anchor),
            BlockKind::DefinitionList(items) => self.definition_list(items, attributes, anchor),
            BlockKind::Quote(blocks) => self.quotation(blocks, attributes, anchor),
            BlockKind::Passage(kind, blocks) => self.passage(*kind, blocks, attributes, anchor),
            // A screen has no pages.
            BlockKind::PageBreak => {}
            BlockKind::Division(blocks) => self.container(DIVISION, anchor, attributes, blocks),
            BlockKind::Callout(callout) => self.callout(callout, attributes, anchor),
            BlockKind::CodeBlock { language, text, file_name, lines } => {
                if let Some(name) = file_name {
                    self.file_name(name);
                }
                self.open_code(attributes, anchor);
                self.code(language.as_deref(), text, lines);
                self.close(CODE.element);
                self.close_line(CODE_BLOCK.element);
            }
            BlockKind::Divider => {
                let tag = tag::<E>(DIVIDER.element, DIVIDER.class, self.named(attributes), attributes);
                self.push(&(tag.void::<E>() + "\n"));
            }
        }
    }

    pub(super) fn container(
        &mut self,
        names: Names,
        anchor: Option<&str>,
        attributes: &Attributes,
        blocks: &[Block],
    ) {
        self.open_named(names.element, names.class, anchor, attributes);
        self.push("\n");
        self.blocks(blocks);
        self.close_line(names.element);
    }

    /// Writes a start tag with the author's attributes.
    pub(super) fn open(&mut self, element: &str, class: &str, attributes: &Attributes) {
        self.open_named(element, class, self.named(attributes), attributes);
    }

    /// Writes a start tag with the author's attributes and `anchor` as its id.
    pub(super) fn open_named(
        &mut self,
        element: &str,
        class: &str,
        anchor: Option<&str>,
        attributes: &Attributes,
    ) {
        let tag = tag::<E>(element, class, anchor, attributes).start();
        self.push(&tag);
    }

    /// Writes an end tag.
    pub(super) fn close(&mut self, element: &str) {
        self.push(&end(element));
    }

    /// Writes an end tag and a newline.
    pub(super) fn close_line(&mut self, element: &str) {
        self.close(element);
        self.push("\n");
    }

    /// The anchor made from the author's id.
    pub(super) fn named(&self, attributes: &Attributes) -> Option<&'a str> {
        attributes.id.as_deref().and_then(|id| self.case.anchor(id))
    }

    pub(super) fn figure(&mut self, figure: &Figure, attributes: &Attributes, place: Option<&str>) {
        // The id of the only image becomes the id of the figure.
        let own = figure.attributes_of_image().and_then(|own| self.named(own));
        let anchor = self.named(attributes).or(own).or(place);
        let anchor = figure.caption.as_ref().map(|caption| self.case.caption_anchor(caption.id)).or(anchor);
        self.open_named(FIGURE.element, FIGURE.class, anchor, attributes);
        self.push("\n");
        let caption = figure.caption.as_ref();
        self.figure_caption(caption.filter(|_| figure.is_listing()));
        self.figure_body(figure);
        self.figure_caption(caption.filter(|_| !figure.is_listing()));
        self.close_line(FIGURE.element);
        for image in figure.images() {
            if let Some(Picture::Drawing(index)) = self.case.picture(image.image) {
                self.figure_data(index);
            }
        }
    }

    /// The direction of code, if text around it may have another one.
    pub(super) fn direction_of_code(&self) -> Option<&'static str> {
        self.case.has_right_to_left().then(|| Direction::LeftToRight.name())
    }

    fn figure_caption(&mut self, caption: Option<&Caption>) {
        let Some(caption) = caption else { return };
        self.push(&Tag::new(FIGURE_CAPTION.element).start());
        self.caption(caption);
        self.close_line(FIGURE_CAPTION.element);
    }

    fn figure_body(&mut self, figure: &Figure) {
        match figure.images() {
            [] => self.blocks(figure.blocks()),
            [image] => {
                let attributes = Attributes { id: None, ..image.attributes.clone() };
                self.figure_image(image, &attributes, figure.caption.as_ref());
            }
            images => {
                self.push(&(Tag::new(IMAGE_GROUP.element).classes(IMAGE_GROUP.class, &[]).start() + "\n"));
                for image in images {
                    self.figure_image(image, &image.attributes, None);
                }
                self.close_line(IMAGE_GROUP.element);
            }
        }
    }

    fn figure_image(&mut self, image: &FigureImage, attributes: &Attributes, caption: Option<&Caption>) {
        let is_open = image.link.as_ref().is_some_and(|(id, link)| self.open_link(*id, link));
        self.image(image.image, attributes, caption, Setting::Alone);
        if is_open {
            self.close("a");
        }
        self.push("\n");
    }

    /// A drawn figure: in two variants, of which a screen shows one, unless the author sets its size.
    fn drawing(&mut self, index: usize, sizes: &str, alt: &str) {
        let class = DRAWING.class;
        let narrow = self.edition.narrow_drawing(index, &format!("{class} {NARROW}"), alt);
        match narrow.filter(|_| sizes.is_empty()) {
            Some(narrow) => {
                self.push(&self.edition.drawing(index, &format!("{class} {WIDE}"), alt));
                self.push(&narrow);
            }
            None => self.push(&self.edition.drawing(index, &format!("{class}{sizes}"), alt)),
        }
    }

    /// The description and the data table of a drawn figure.
    fn figure_data(&mut self, index: usize) {
        let Some(drawn) = self.edition.drawn().get(index).cloned() else { return };
        if drawn.description.is_none() && drawn.rows.is_empty() {
            return;
        }
        let summary = &self.book.wording().description_and_data;
        self.push(&(Tag::new(FIGURE_DATA.element).classes(FIGURE_DATA.class, &[]).start() + "\n"));
        self.push(&(Tag::new("summary").text(summary) + "\n"));
        if let Some(description) = &drawn.description {
            self.push(&(Tag::new(PARAGRAPH.element).text(description) + "\n"));
        }
        self.push(&data_table::<E>(summary, &drawn.rows));
        self.close_line(FIGURE_DATA.element);
    }

    pub(super) fn caption(&mut self, caption: &Caption) {
        if let Some(label) = &caption.label {
            self.push(&Tag::new(CAPTION_LABEL.element).classes(CAPTION_LABEL.class, &[]).start());
            self.text(&label.words);
            self.push(".");
            self.close(CAPTION_LABEL.element);
            self.push(" ");
        }
        self.inlines(&caption.content);
    }

    pub(super) fn image(
        &mut self,
        id: crate::model::ImageId,
        attributes: &Attributes,
        caption: Option<&Caption>,
        setting: Setting,
    ) {
        let image = &self.case.source().images[id.index()];
        let alt = alternative_text(self.book, image.alt.as_deref(), caption);
        let size = ImageSize::of(attributes);
        let (index, asset) = match self.case.picture(id) {
            Some(Picture::Asset(index)) => (index, &self.book.assets()[index]),
            Some(Picture::Drawing(index)) => {
                let sizes = size.rules().map(|(class, _)| format!(" {class}")).collect::<String>();
                return self.drawing(index, &sizes, &alt);
            }
            None => return,
        };
        let icon = is_icon(setting, asset.size, size).then(|| ICON.class.to_owned());
        let classes: Vec<String> = icon.into_iter().chain(size.rules().map(|(class, _)| class)).collect();
        let classes = classes.join(" ");
        let named = |element| {
            let anchor = self.named(attributes);
            Tag::new(element).with_some("id", anchor).classes(&classes, &attributes.classes)
        };
        if let Some(markup) = self.edition.shared_picture(index, &alt, named("svg")) {
            return self.push(&markup);
        }
        let (width, height) = asset.size.unzip();
        let tag = named("img").with("src", self.edition.image(index, asset)).with("alt", alt);
        // Programs that convert an EPUB turn the height into a rule, which distorts a picture that is made narrower.
        let height = height.filter(|_| !E::IS_XML);
        let markup = tag.with_some("width", width).with_some("height", height).void::<E>();
        self.push(&markup);
    }
}

/// A start tag with the author's attributes and `anchor` as its id.
pub(super) fn tag<'n, E: Edition>(
    element: &'n str,
    class: &str,
    anchor: Option<&str>,
    attributes: &Attributes,
) -> Tag<'n> {
    Tag::new(element).with_some("id", anchor).classes(class, &attributes.classes).reading::<E>(attributes)
}

/// The data of a drawn figure as a scrollable table. The first row is its head.
fn data_table<E: Edition>(name: &str, rows: &[Vec<String>]) -> String {
    let Some((heads, body)) = rows.split_first() else { return String::new() };
    let fit = if E::IS_XML { Fit::of_words(rows) } else { Fit::Whole };
    let row = |cells: String| Tag::new("tr").around(&cells) + "\n";
    let columns: Vec<bool> = (0..heads.len())
        .map(|column| column > 0 && are_numbers(body.iter().filter_map(|row| row.get(column))))
        .collect();
    let class = |column: usize| if columns.get(column) == Some(&true) { ALIGNED[1] } else { "" };
    let head = |(column, words): (usize, &String)| {
        Tag::new("th").with("scope", "col").classes(class(column), &[]).text(words)
    };
    let head = heads.iter().enumerate().map(head).collect();
    let body_row = |words: &Vec<String>| {
        let cells = words.iter().enumerate().map(|(column, words)| match column {
            0 => Tag::new("th").with("scope", "row").text(words),
            _ => {
                let head = heads.get(column).filter(|_| fit == Fit::Stacked);
                Tag::new("td").classes(class(column), &[]).with_some("data-head", head).text(words)
            }
        });
        row(cells.collect())
    };
    let body: String = body.iter().map(body_row).collect();
    let [head, body] = [("thead", row(head)), ("tbody", body)]
        .map(|(element, rows)| Tag::new(element).around(&format!("\n{rows}")));
    let table = Tag::new(TABLE.element).classes(fit.class(), &[]).around(&format!("\n{head}\n{body}\n"));
    scroll_box().with("role", "group").with("aria-label", name).around(&format!("\n{table}\n")) + "\n"
}
