//! Builds the model from a sequence of openings, text and closings, which come from Markdown or from HTML.
//!
//! Every open construct has a [`Frame`] on the stack. Closing a frame turns its children into one child of the frame
//! below. A frame that is not closed properly passes its children to the frame below, so no text is lost.

mod adding;
mod alternatives;
mod captioned;
mod cell;
mod closing;
pub mod elements;
mod figure;
mod formula;
mod grid;
mod kind;
mod list;
mod numbering;
mod numbers;
mod page_break;
mod passage;
mod running;
mod table;
mod width;
mod words;

pub use alternatives::is_decorative;
pub use captioned::is_caption;
pub use kind::Kind;
pub use numbering::{DELIMITER, integer};
use width::Width;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::foreign::Reached;
use super::formula::Found;
use super::sequence::BULLET;
use crate::diag::{Code, Diagnostic, Diagnostics, Guesses};
use crate::model::{
    Attributes, AuthorId, Block, BlockKind, Caption, Cell, Formula, Image, ImageId, Inline, Link, Note,
    NoteId, Reference, Row, Section,
};
use crate::repair::Source;

/// Limit on nested constructs. Each becomes one element in HTML and EPUB, and reading systems based on libxml2 reject
/// documents with 256 nested elements.
const DEEPEST: usize = 200;

/// An open construct.
pub struct Frame {
    pub kind: Kind,
    /// The HTML element that opened it; `None` for Markdown.
    pub element: Option<String>,
    /// The byte range of the opening in the source.
    pub opening: Range<usize>,
    pub attributes: Attributes,
    /// Empty for [`Kind::Transparent`], whose children go into the frame below.
    children: Vec<Child>,
    surroundings: Surroundings,
    /// For a list item: whether it directly contains a paragraph, which makes the list loose.
    is_loose: bool,
    /// For a list in running text: the numbers that its items set themselves.
    numbers: Vec<Option<i64>>,
}

/// Properties of the frame and all frames below it, computed when the frame opens. Looking through the stack each time
/// would take too long if thousands of frames are open.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct Surroundings {
    /// Number of nested constructs.
    depth: usize,
    /// Index of the innermost frame that keeps its children.
    holder: usize,
    note: Option<NoteId>,
    is_in_link: bool,
    is_in_code_block: bool,
    /// Whether the text is code, or is dropped.
    is_verbatim: bool,
    is_in_text: bool,
    is_in_cell: bool,
}

impl Surroundings {
    fn with(self, kind: &Kind, place: usize) -> Self {
        let is_plain = matches!(kind, Kind::Transparent | Kind::Discard);
        Self {
            depth: self.depth + usize::from(!is_plain),
            holder: if *kind == Kind::Transparent { self.holder } else { place },
            note: if let Kind::Note(note) = kind { Some(*note) } else { self.note },
            is_in_link: self.is_in_link || matches!(kind, Kind::Link(_)),
            is_in_code_block: self.is_in_code_block || matches!(kind, Kind::CodeBlock(_)),
            is_verbatim: self.is_verbatim || matches!(kind, Kind::CodeBlock(_) | Kind::Code | Kind::Discard),
            is_in_cell: self.is_in_cell || matches!(kind, Kind::Cell { .. }),
            is_in_text: if is_plain || kind.is_inline() { self.is_in_text } else { kind.holds_inlines() },
        }
    }
}

#[derive(Clone)]
enum Child {
    Inline(Inline, Range<usize>),
    Block(Block),
    Item {
        blocks: Vec<Block>,
        is_loose: bool,
        number: Option<i64>,
    },
    Term(Vec<Inline>),
    Definition(Vec<Block>),
    Row {
        part: Part,
        row: Row,
    },
    /// `<col>`: its width, and the number of columns.
    Column(Option<Width>, usize),
    Cell(Cell, Range<usize>),
    Caption(Caption),
    TableCaption(Block),
    Title(Vec<Inline>, Range<usize>),
}

/// The part of a table that a row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Body,
    Foot,
}

/// The lists of the future [`Case`](crate::model::Case), and the stack of open frames.
pub struct Builder<'a> {
    pub source: &'a Source<'a>,
    pub diagnostics: &'a mut Diagnostics,
    pub sections: Vec<Section>,
    pub references: Vec<Reference>,
    pub notes: Vec<Note>,
    pub links: Vec<Link>,
    pub images: Vec<Image>,
    pub formulas: Vec<Formula>,
    /// The source before formulas were masked, and the formulas.
    pub found_formulas: Option<(&'a Source<'a>, &'a [Found])>,
    pub author_ids: Vec<AuthorId>,
    /// Whether an image on the network becomes a link.
    pub links_remote_images: bool,
    /// Whether the alternative text of an image that shares no line with text is its caption.
    pub implicit_figures: bool,
    /// The alternative texts that become captions, with the references to notes in them.
    cited: BTreeMap<ImageId, Vec<Inline>>,
    /// The names of all end tags in the source, collected on first use.
    closed: OnceCell<BTreeSet<String>>,
    pub reached: Reached,
    /// The labels of all notes, for suggestions, collected on first use.
    pub labels: OnceCell<Vec<String>>,
    pub guesses: Guesses,
    stack: Vec<Frame>,
    is_too_deep: bool,
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a Source<'a>, diagnostics: &'a mut Diagnostics) -> Self {
        let mut builder = Self {
            source,
            diagnostics,
            sections: Vec::new(),
            references: Vec::new(),
            notes: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            formulas: Vec::new(),
            found_formulas: None,
            author_ids: Vec::new(),
            links_remote_images: false,
            implicit_figures: false,
            cited: BTreeMap::new(),
            closed: OnceCell::new(),
            reached: Reached::default(),
            labels: OnceCell::new(),
            guesses: Guesses::default(),
            stack: Vec::new(),
            is_too_deep: false,
        };
        builder.push_frame(Kind::Root, None, 0..0);
        builder
    }

    /// Whether the source contains an end tag with this name, in the same case.
    pub fn closes(&self, name: &str) -> bool {
        let closed = self.closed.get_or_init(|| {
            let names = self.source.text.split("</").skip(1);
            let names = names.filter_map(|rest| rest.split(|c: char| c == '>' || c.is_whitespace()).next());
            names.map(str::to_owned).collect()
        });
        closed.contains(name)
    }

    /// Adds a diagnostic for a byte range of the source.
    pub fn complain(&mut self, code: Code, range: Range<usize>, message: impl Into<String>, help: &str) {
        let span = self.source.span(range);
        self.diagnostics.push(Diagnostic::new(code, span, message).help(help));
    }

    /// The innermost open frame.
    pub fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root frame stays open to the end")
    }

    /// The innermost open Markdown construct; HTML elements left open in it are skipped.
    pub fn markdown_top(&mut self) -> &mut Frame {
        let place = self.stack.iter().rposition(|frame| frame.element.is_none()).unwrap_or_default();
        &mut self.stack[place]
    }

    /// Opens a construct.
    pub fn open(&mut self, kind: Kind, element: Option<String>, opening: Range<usize>) {
        // A heading in a cell is none of the text.
        let is_in_cell = self.surroundings().is_in_cell;
        let kind = if is_in_cell && matches!(kind, Kind::Heading(_)) { Kind::Paragraph } else { kind };
        // A transparent or discarded frame may be inside any other.
        let is_block =
            !matches!(kind, Kind::Transparent | Kind::Discard) && !kind.is_inline() && !kind.holds_inlines();
        if is_block && self.top().kind.is_inline() {
            self.close_inlines(opening.start);
        }
        // A Markdown block ends an HTML paragraph, as another HTML element would.
        while element.is_none() && !kind.is_inline() && self.is_html_paragraph() {
            self.close(opening.start);
        }
        if self.surroundings().depth >= DEEPEST && kind != Kind::Transparent {
            if !self.is_too_deep {
                let message = format!("this is nested more than {DEEPEST} levels deep");
                self.complain(Code::DeepNesting, opening.clone(), message, "remove some of the levels");
            }
            self.is_too_deep = true;
            return self.push_frame(Kind::Transparent, element, opening);
        }
        if let Kind::CodeBlock(Some(fence)) = &kind {
            self.reached.add_fence(&fence.word, &opening);
        }
        if kind == Kind::Paragraph && element.is_none() && self.top().kind == Kind::Item {
            self.top().is_loose = true;
        }
        self.push_frame(kind, element, opening);
    }

    fn is_html_paragraph(&mut self) -> bool {
        let top = self.top();
        top.kind == Kind::Paragraph && top.element.is_some()
    }

    fn push_frame(&mut self, kind: Kind, element: Option<String>, opening: Range<usize>) {
        let surroundings = self.surroundings().with(&kind, self.stack.len());
        let (attributes, children) = (Attributes::default(), Vec::new());
        self.stack.push(Frame {
            kind,
            element,
            opening,
            attributes,
            children,
            surroundings,
            is_loose: false,
            numbers: Vec::new(),
        });
    }

    fn surroundings(&self) -> Surroundings {
        self.stack.last().map(|frame| frame.surroundings).unwrap_or_default()
    }

    /// The children of the innermost frame that keeps its own.
    fn children(&mut self) -> &mut Vec<Child> {
        let holder = self.surroundings().holder;
        &mut self.stack[holder].children
    }

    /// The marker of the next item of an HTML list in running text. The list becomes text, so its markers do, too.
    pub fn next_marker(&mut self, number: Option<i64>) -> String {
        let is_list = |frame: &&mut Frame| matches!(frame.element.as_deref(), Some("ol" | "ul"));
        let Some(list) = self.stack.iter_mut().rev().find(is_list) else { return BULLET.to_owned() };
        list.numbers.push(number);
        match numbering::html_numbering(list.element.as_deref(), &list.attributes, &list.numbers) {
            Some(numbering) => numbering.markers().last().unwrap_or_default(),
            None => BULLET.to_owned(),
        }
    }

    /// Whether only running text is allowed here.
    pub fn is_in_text(&self) -> bool {
        self.surroundings().is_in_text
    }

    /// Whether this is the start of a line: the start of a paragraph, or after a line break.
    pub fn is_at_line_start(&self) -> bool {
        let mut holder = self.surroundings().holder;
        while self.stack[holder].kind.holds_inlines() {
            let is_blank = |child: &&Child| matches!(child, Child::Inline(Inline::Text(text), _) if text.trim().is_empty());
            if let Some(last) = self.stack[holder].children.iter().rev().find(|child| !is_blank(child)) {
                return matches!(last, Child::Inline(Inline::LineBreak, _));
            }
            holder = self.stack[holder - 1].surroundings.holder;
        }
        true
    }

    /// Whether this is a paragraph of a quotation, a poem or an epigraph.
    pub fn is_in_quotation(&self) -> bool {
        let parent = self.stack.len().checked_sub(2).map(|place| &self.stack[place].kind);
        matches!(parent, Some(Kind::Quote | Kind::Passage(_)))
    }

    /// Whether a link is open. Links cannot be nested.
    pub fn is_in_link(&self) -> bool {
        self.surroundings().is_in_link
    }

    /// Whether the text is inside a code block, which keeps its white space.
    pub fn is_in_code_block(&self) -> bool {
        self.surroundings().is_in_code_block
    }

    /// Closes the innermost Markdown construct, after every HTML element left open in it.
    pub fn close_markdown(&mut self, end: usize) {
        while self.top().element.is_some() {
            self.report_unclosed();
            self.close(end);
        }
        self.close(end);
    }

    /// Closes the nearest open HTML element with one of these names. Returns false if the current Markdown construct
    /// contains none.
    pub fn close_element(&mut self, names: &[&str], end: usize) -> bool {
        let inside = self.stack.iter().rev().take_while(|frame| frame.element.is_some());
        let Some(above) = inside
            .into_iter()
            .position(|frame| frame.element.as_deref().is_some_and(|name| names.contains(&name)))
        else {
            return false;
        };
        for _ in 0..above {
            self.report_unclosed();
            self.close(end);
        }
        self.close(end);
        true
    }

    /// Whether one of `names` is open in the current Markdown construct, nearer than any of `bounds`.
    pub fn has_open(&self, names: &[&str], bounds: &[&str]) -> bool {
        self.stack
            .iter()
            .rev()
            .map_while(|frame| frame.element.as_deref())
            .take_while(|name| !bounds.contains(name))
            .any(|name| names.contains(&name))
    }

    fn close_inlines(&mut self, end: usize) {
        while self.top().kind.is_inline() && self.top().element.is_some() {
            self.report_unclosed();
            self.close(end);
        }
    }

    fn report_unclosed(&mut self) {
        let frame = self.top();
        let (kind, opening) = (frame.kind.clone(), frame.opening.clone());
        let Some(name) = frame.element.clone() else { return };
        if kind == Kind::Discard {
            let message = format!("`<{name}>` is never closed, so the text after it would be lost");
            self.complain(
                Code::SwallowedText,
                opening,
                message,
                &format!("delete it, or write `</{name}>` at its end"),
            );
        } else if !elements::may_stay_open(&name) {
            let message = format!("`<{name}>` is opened here but never closed");
            self.complain(
                Code::UnbalancedElement,
                opening,
                message,
                &format!("write `</{name}>` at its end"),
            );
        }
    }

    /// Closes all open frames, before another text begins.
    pub fn close_all(&mut self, end: usize) {
        while self.stack.len() > 1 {
            self.close(end);
        }
    }

    /// Closes all open frames and returns the blocks of the case.
    pub fn finish(&mut self) -> Vec<Block> {
        let end = self.source.text.len();
        while self.stack.len() > 1 {
            self.report_unclosed();
            self.close(end);
        }
        let root = self.stack.pop().map(|root| root.children).unwrap_or_default();
        self.blocks(root)
    }

    /// Adds an inline element.
    pub fn inline(&mut self, inline: Inline, range: Range<usize>) {
        self.children().push(Child::Inline(inline, range));
    }

    /// Adds a block without children.
    pub fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        if self.top().kind.is_inline() {
            self.close_inlines(range.start);
        }
        // A divider may be part of a table drawn with hyphens, which another check reports.
        self.reached.add(&self.source.text, "", &range);
        let block = Block { span: self.source.span(range), attributes: Attributes::default(), kind };
        self.children().push(Child::Block(block));
    }
}
