//! Writes a case: its title, its blocks, and what stands around them.

use quick_xml::escape::escape;

use super::edition::Edition;
use super::element::{class_attribute, language, reading, semantics, void_end};
use super::pages::PageBreaks;
use crate::apparatus::{alternative_text, words};
use crate::model::{self, Attributes, Block, BlockKind, Caption, Figure, Inline, Part};
use crate::resolve::{Book, BookCase, Picture};

/// A place in a word where a line may end.
const BREAK: char = '\u{200B}';

/// Writes one case.
pub struct Writer<'a, E> {
    pub(super) book: &'a Book,
    pub(super) case: &'a BookCase,
    pub(super) index: usize,
    pub(super) edition: &'a E,
    pub(super) page_breaks: PageBreaks<'a>,
    /// How many blocks of the running text have been written: the next one's place among the addresses of the case.
    pub(super) addressed: usize,
    pub(super) out: String,
}

/// The case as a section with its endnotes, for the edition.
pub fn case<E: Edition>(book: &Book, index: usize, edition: &E) -> String {
    let mut writer = Writer::new(book, index, edition);
    writer.page_breaks = PageBreaks::new(edition.page_breaks(index));
    writer.case();
    writer.out
}

/// Running text of a case, as it stands in contents: emphasis stays, links and note references go.
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

    /// Words that are no author's, or that are not searched for the beginning of a page.
    pub(super) fn text(&mut self, words: &str) {
        let words = escape(words);
        if words.contains(BREAK) {
            // An element, so that it is not among the letters that are searched and copied.
            self.out.push_str(&words.replace(BREAK, &format!("<wbr{}", void_end::<E>())));
        } else {
            self.out.push_str(&words);
        }
    }

    fn case(&mut self) {
        let case = self.case;
        let level = 1 + E::HEADING_OFFSET;
        let language = case.language().map(language::<E>).unwrap_or_default();
        let heading = case.title_anchor();
        let (class, kind, role) = match case.part() {
            Part::Front => ("front", "preface", "doc-preface"),
            Part::Cases => ("case", "chapter", "doc-chapter"),
            Part::Back => ("back", "appendix", "doc-appendix"),
        };
        self.push(&format!(
            "<section id=\"{}\" class=\"{}\"{}{language} aria-labelledby=\"{heading}\">\n",
            case.key(),
            class,
            semantics::<E>(kind, role),
        ));
        self.begin_block(case.title_place());
        self.push(&format!("<h{level} id=\"{heading}\">"));
        self.inlines(case.title());
        self.push(&format!("</h{level}>\n"));
        for block in &case.source().blocks {
            self.begin_block(block.span);
            self.addressed_blocks(std::slice::from_ref(block));
        }
        let colophon = self.edition.colophon(self.index);
        self.push(&colophon);
        self.endnotes();
        self.end_blocks();
        self.push("</section>\n");
    }

    /// The blocks that have addresses: those of the case itself, and of the divisions in it.
    fn addressed_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            if let BlockKind::Division(children) = &block.kind {
                self.open("div", "division", &block.attributes, "");
                self.push("\n");
                self.addressed_blocks(children);
                self.push("</div>\n");
            } else {
                let place = BookCase::is_addressed(block).then(|| {
                    self.addressed += 1;
                    self.case.place(self.addressed - 1)
                });
                self.block_at(block, place.flatten());
            }
        }
    }

    /// The blocks inside another.
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        self.block_at(block, None);
    }

    /// Writes a block; `place` is its anchor where it has no name of its own.
    pub(super) fn block_at(&mut self, block: &Block, place: Option<&str>) {
        let attributes = &block.attributes;
        let anchor = self.named(attributes).or(place);
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let section = self.case.section(*id);
                let level = (section.level + E::HEADING_OFFSET).min(6);
                let class = class_attribute("", &attributes.classes);
                let reading = reading::<E>(attributes);
                self.push(&format!("<h{level} id=\"{}\"{class}{reading}>", section.anchor));
                self.inlines(content);
                self.push(&format!("</h{level}>\n"));
            }
            BlockKind::Paragraph(content) => {
                self.open_named("p", "", anchor, attributes, "");
                self.inlines(content);
                self.push("</p>\n");
            }
            BlockKind::Figure(figure) => self.figure(figure, attributes, anchor),
            BlockKind::Table(table) => self.table(table, attributes, anchor),
            BlockKind::List(list) => self.list(list, attributes, anchor),
            BlockKind::DefinitionList(items) => self.definition_list(items, attributes, anchor),
            BlockKind::Quote(blocks) => self.container("blockquote", "", anchor, attributes, blocks),
            BlockKind::Division(blocks) => self.container("div", "division", anchor, attributes, blocks),
            BlockKind::CodeBlock { text, .. } => {
                self.open_named("pre", "code-block", anchor, attributes, "");
                self.push("<code>");
                self.text(text);
                self.push("</code></pre>\n");
            }
            BlockKind::Divider => {
                self.open("hr", "divider", attributes, if E::IS_XML { "/" } else { "" });
                self.push("\n");
            }
        }
    }

    pub(super) fn container(
        &mut self,
        element: &str,
        class: &str,
        anchor: Option<&str>,
        attributes: &Attributes,
        blocks: &[Block],
    ) {
        self.open_named(element, class, anchor, attributes, "");
        self.push("\n");
        self.blocks(blocks);
        self.push(&format!("</{element}>\n"));
    }

    /// Writes a start tag with the author's attributes; `more` is ready markup with a blank before it.
    pub(super) fn open(&mut self, element: &str, class: &str, attributes: &Attributes, more: &str) {
        let anchor = self.named(attributes);
        self.open_named(element, class, anchor, attributes, more);
    }

    /// The anchor made from the id that an author gave.
    pub(super) fn named(&self, attributes: &Attributes) -> Option<&'a str> {
        attributes.id.as_deref().and_then(|id| self.case.anchor(id))
    }

    /// Writes a start tag whose id is `anchor`.
    pub(super) fn open_named(
        &mut self,
        element: &str,
        class: &str,
        anchor: Option<&str>,
        attributes: &Attributes,
        more: &str,
    ) {
        let id = anchor.map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
        let reading = reading::<E>(attributes);
        let class = class_attribute(class, &attributes.classes);
        self.push(&format!("<{element}{id}{class}{reading}{more}>"));
    }

    pub(super) fn figure(&mut self, figure: &Figure, attributes: &Attributes, place: Option<&str>) {
        // An id on the image names the figure: there is nothing else it could name.
        let anchor = self.named(attributes).or_else(|| self.named(&figure.attributes)).or(place);
        let anchor = figure.caption.as_ref().map(|caption| self.case.caption_anchor(caption.id)).or(anchor);
        self.open_named("figure", "figure", anchor, attributes, "");
        self.push("\n");
        let image = Attributes { id: None, ..figure.attributes.clone() };
        self.image(figure.image, &image, figure.caption.as_ref());
        self.push("\n");
        if let Some(caption) = &figure.caption {
            self.push("<figcaption>");
            self.caption(caption);
            self.push("</figcaption>\n");
        }
        self.push("</figure>\n");
        if let Some(Picture::Drawing(index)) = self.case.picture(figure.image) {
            self.figure_data(index);
        }
    }

    /// What a drawn figure shows, in words and as a table, for readers who want or need it.
    fn figure_data(&mut self, index: usize) {
        let Some(drawn) = self.edition.drawn().get(index).cloned() else { return };
        if drawn.description.is_none() && drawn.rows.is_empty() {
            return;
        }
        let summary = words(self.book).description_and_data;
        self.push(&format!("<details class=\"figure-data\">\n<summary>{summary}</summary>\n"));
        if let Some(description) = &drawn.description {
            self.push(&format!("<p>{}</p>\n", escape(description)));
        }
        if let Some((head, rows)) = drawn.rows.split_first() {
            self.push("<div class=\"table\">\n<table>\n<thead>\n");
            let head = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell)));
            self.push(&format!("<tr>{}</tr>\n</thead>\n<tbody>\n", head.collect::<String>()));
            for row in rows {
                let cells = row.iter().enumerate().map(|(column, cell)| match column {
                    0 => format!("<th scope=\"row\">{}</th>", escape(cell)),
                    _ => format!("<td>{}</td>", escape(cell)),
                });
                self.push(&format!("<tr>{}</tr>\n", cells.collect::<String>()));
            }
            self.push("</tbody>\n</table>\n</div>\n");
        }
        self.push("</details>\n");
    }

    pub(super) fn caption(&mut self, caption: &Caption) {
        if let Some(label) = &caption.label {
            self.push("<span class=\"caption-label\">");
            self.text(&label.words);
            self.push(".</span> ");
        }
        self.inlines(&caption.content);
    }

    pub(super) fn image(
        &mut self,
        id: crate::model::ImageId,
        attributes: &Attributes,
        caption: Option<&Caption>,
    ) {
        let image = &self.case.source().images[id.index()];
        let alt = alternative_text(self.book, image.alt.as_deref(), caption);
        let (index, asset) = match self.case.picture(id) {
            Some(Picture::Asset(index)) => (index, &self.book.assets()[index]),
            Some(Picture::Drawing(index)) => {
                let markup = self.edition.drawing(index, &escape(alt));
                return self.push(&markup);
            }
            None => return,
        };
        let anchor = self.named(attributes).map(|anchor| format!(" id=\"{anchor}\"")).unwrap_or_default();
        let named = anchor + &class_attribute("", &attributes.classes);
        if let Some(markup) = self.edition.shared_picture(index, &escape(alt.as_str()), &named) {
            return self.push(&markup);
        }
        let source = self.edition.image(index, asset);
        let size = asset
            .size
            .map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\""))
            .unwrap_or_default();
        self.push(&format!("<img{named} src=\"{source}\" alt=\"{}\"{size}{}", escape(alt), void_end::<E>()));
    }
}
