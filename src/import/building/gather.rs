//! Makes the case of a piece: gives everything in it its id, in order of appearance, and resolves links.

use std::collections::{HashMap, HashSet};

use super::make::{self, NOWHERE};
use super::pieces::Part;
use super::pool::Target;
use super::pool::{NoteKey, Pool, anchor_of};
use crate::import::Reason;
use crate::model::{
    AuthorId, Block, BlockKind, CaptionId, Captioned, Case, Citation, CitationForm, CitationId, FigureBody,
    Formula, FormulaId, Header, Image, ImageId, Inline, InsideMut, LabelKind, Link, LinkId, LinkRole, Node,
    Nodes, Note, Reference, ReferenceId, Section, SectionId, plain_text,
};
use crate::source::FileId;

/// The places with names: the piece and the id of each; without an id, the title of the piece.
pub type Places = HashMap<usize, (usize, Option<String>)>;

/// The text of each note.
pub type Notes = HashMap<NoteKey, Vec<Block>>;

/// Everything that the cases share.
pub struct Shared<'s> {
    /// What has been collected.
    pub pool: &'s mut Pool,
    /// The text of each note.
    pub notes: &'s Notes,
    /// The places with names.
    pub places: &'s Places,
    /// The places by their names.
    pub names: &'s HashMap<String, usize>,
    /// The names of the files.
    pub stems: &'s [String],
    /// The paths of the pictures, by their sources.
    pub pictures: &'s HashMap<String, String>,
}

/// The ids of all places with names in a piece and in its notes.
pub fn places(index: usize, part: &Part, notes: &Notes, pool: &Pool, places: &mut Places) {
    let mut taken = HashSet::new();
    if let Some(anchor) = part.id.as_deref().and_then(anchor_of) {
        places.insert(anchor, (index, None));
    }
    for node in nodes(part, notes, pool) {
        let (id, words) = match node {
            Node::Block(block) => (block.attributes.id.as_deref(), words_of(block)),
            Node::Inline(Inline::Span(attributes, _)) => (attributes.id.as_deref(), String::new()),
            Node::Inline(_) => continue,
        };
        let Some(anchor) = id.and_then(anchor_of) else { continue };
        let name = pool.anchors.get(anchor).and_then(|names| names.first()).cloned().unwrap_or_default();
        let wanted = [slug::slugify(words), slug::slugify(name), format!("place-{}", anchor + 1)];
        let is_free = |id: &String| {
            !id.is_empty() && !id.starts_with(|first: char| first.is_ascii_digit()) && !taken.contains(id)
        };
        if let Some(id) = wanted.into_iter().find(is_free) {
            taken.insert(id.clone());
            places.entry(anchor).or_insert((index, Some(id)));
        }
    }
}

/// Everything in a piece, and then in its notes.
fn nodes<'p>(part: &'p Part, notes: &'p Notes, pool: &'p Pool) -> Vec<Node<'p>> {
    let mut all: Vec<Node<'_>> = Nodes::of_blocks(&part.blocks).collect();
    let mut seen = HashSet::new();
    let mut next = 0;
    while let Some(node) = all.get(next).copied() {
        next += 1;
        let Node::Inline(Inline::NoteReference(id)) = node else { continue };
        let Some(reference) = pool.references.get(id.index()) else { continue };
        // A cross-reference to a note does not bring its text.
        if reference.words.is_none() && seen.insert(&reference.key) {
            let blocks = notes.get(&reference.key).map(Vec::as_slice).unwrap_or_default();
            all.extend(Nodes::of_blocks(blocks));
        }
    }
    all
}

/// The words that name a block.
fn words_of(block: &Block) -> String {
    let label = |caption: &Option<crate::model::Caption>| {
        caption
            .as_ref()
            .and_then(|caption| caption.label.as_ref())
            .map(|label| label.words.clone())
            .unwrap_or_default()
    };
    match &block.kind {
        BlockKind::Heading(_, words) => plain_text(words),
        BlockKind::Figure(figure) => label(&figure.caption),
        BlockKind::Table(table) => label(&table.caption),
        _ => String::new(),
    }
}

/// The case of a piece.
pub fn case(index: usize, part: Part, shared: &mut Shared<'_>) -> Case {
    let header = Header { title: part.title, ..Header::default() };
    let mut gather = Gather {
        index,
        number: part.number,
        case: Case::empty(FileId(0), header),
        cited: Vec::new(),
        shared,
    };
    let mut blocks = part.blocks;
    gather.blocks(&mut blocks);
    gather.case.blocks = blocks;
    gather.notes();
    gather.case
}

struct Gather<'g, 's> {
    index: usize,
    number: usize,
    case: Case,
    /// The notes in the order of their first references.
    cited: Vec<NoteKey>,
    shared: &'g mut Shared<'s>,
}

impl Gather<'_, '_> {
    /// Adds the notes, which may refer to others.
    fn notes(&mut self) {
        let mut index = 0;
        while let Some(key) = self.cited.get(index).cloned() {
            let mut blocks = self.shared.notes.get(&key).cloned().unwrap_or_default();
            self.blocks(&mut blocks);
            index += 1;
            self.case.notes.push(Note { label: index.to_string(), blocks, span: NOWHERE });
        }
    }

    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &mut Block) {
        self.id(&mut block.attributes.id);
        let id = block.attributes.id.clone();
        match &mut block.kind {
            BlockKind::Heading(section, words) => {
                let level = self.shared.pool.sections.get(section.index()).map_or(2, |(level, _)| *level);
                *section = SectionId::after(self.case.sections.len());
                self.case.sections.push(Section { level, text: plain_text(words), span: NOWHERE });
            }
            BlockKind::Figure(figure) => {
                if let FigureBody::Images(images) = &mut figure.body {
                    for image in images {
                        image.image = self.image(image.image);
                        image.link = image
                            .link
                            .take()
                            .and_then(|(link, attributes)| Some((self.link(link)?, attributes)));
                    }
                }
                self.caption(figure.caption.as_mut(), LabelKind::Figure, id);
            }
            BlockKind::Table(table) => self.caption(table.caption.as_mut(), LabelKind::Table, id),
            _ => {}
        }
        for inside in block.inside_mut() {
            match inside {
                InsideMut::Text(words) => self.inlines(words),
                InsideMut::Blocks(blocks) => self.blocks(blocks),
            }
        }
    }

    fn caption(&mut self, caption: Option<&mut crate::model::Caption>, kind: LabelKind, id: Option<String>) {
        let Some(caption) = caption else { return };
        caption.id = CaptionId::after(self.case.captions.len());
        let text = plain_text(&caption.content);
        self.case.captions.push(Captioned { id, kind, label: caption.label.clone(), text, span: NOWHERE });
    }

    /// Replaces what stands for an id by the id.
    fn id(&mut self, id: &mut Option<String>) {
        let Some(anchor) = id.as_deref().and_then(anchor_of) else { return };
        *id = self.shared.places.get(&anchor).and_then(|(_, id)| id.clone());
        if let Some(id) = id.clone() {
            self.case.author_ids.push(AuthorId { id, span: NOWHERE });
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for mut inline in std::mem::take(inlines) {
            let is_kept = self.inline(&mut inline);
            if is_kept {
                make::add(inlines, inline);
            } else if let Some(inside) = inline.children_mut() {
                // Only the words stay.
                make::extend(inlines, std::mem::take(inside));
            } else if let Inline::NoteReference(id) = inline {
                let words =
                    self.shared.pool.references.get(id.index()).and_then(|reference| reference.words.clone());
                make::extend(inlines, words.map(Inline::Text));
            }
        }
    }

    /// Gives an inline element its id; false if only its words can stay.
    fn inline(&mut self, inline: &mut Inline) -> bool {
        let is_kept = match inline {
            Inline::Link(link, ..) => match self.link(*link) {
                Some(new) => {
                    *link = new;
                    true
                }
                None => false,
            },
            Inline::Span(attributes, _) => {
                self.id(&mut attributes.id);
                *attributes != crate::model::Attributes::default()
            }
            Inline::Image(image, _) => {
                *image = self.image(*image);
                true
            }
            Inline::NoteReference(id) => match self.reference(*id) {
                Some(new) => {
                    *id = new;
                    true
                }
                None => false,
            },
            Inline::Formula(id, _) => {
                *id = self.formula(*id);
                true
            }
            Inline::Citation(id, _) => {
                *id = self.citation(*id);
                true
            }
            Inline::Text(_)
            | Inline::Styled(..)
            | Inline::Code(_)
            | Inline::CrossReference(..)
            | Inline::Mention(..)
            | Inline::LineBreak => true,
        };
        if let Some(inside) = inline.children_mut() {
            self.inlines(inside);
        }
        is_kept
    }

    fn image(&mut self, image: ImageId) -> ImageId {
        let shown = self.shared.pool.images.get(image.index());
        let source =
            shown.map(|shown| self.shared.pictures.get(&shown.source).unwrap_or(&shown.source).clone());
        let alt = shown.and_then(|shown| shown.alt.clone());
        self.case.images.push(Image { source: source.unwrap_or_default(), alt, title: None, span: NOWHERE });
        ImageId::after(self.case.images.len() - 1)
    }

    fn formula(&mut self, id: FormulaId) -> FormulaId {
        let (tex, is_display) = self.shared.pool.formulas.get(id.index()).cloned().unwrap_or_default();
        let sign = if is_display { "$$" } else { "$" };
        let typed = format!("{sign}{tex}{sign}");
        let formula =
            Formula { tex, typed, is_display, id: None, places: Vec::new(), tree: None, span: NOWHERE };
        self.case.formulas.push(formula);
        FormulaId::after(self.case.formulas.len() - 1)
    }

    fn citation(&mut self, id: CitationId) -> CitationId {
        let found = self.shared.pool.citations.get(id.index()).cloned();
        let (works, form) = found.unwrap_or((Vec::new(), CitationForm::Bracketed));
        self.case.citations.push(Citation { works, form });
        CitationId::after(self.case.citations.len() - 1)
    }

    /// A reference to a note. A cross-reference to a note of another piece stays as words.
    fn reference(&mut self, id: ReferenceId) -> Option<ReferenceId> {
        let reference = self.shared.pool.references.get(id.index())?.clone();
        let known = self.cited.iter().position(|key| *key == reference.key);
        if known.is_none() && reference.words.is_some() {
            let words = reference.words.clone().unwrap_or_default();
            self.doubt(Reason::NoteOfAnotherPiece, &words);
            return None;
        }
        let index = known.unwrap_or_else(|| {
            self.cited.push(reference.key.clone());
            self.cited.len() - 1
        });
        self.case.references.push(Reference { label: (index + 1).to_string(), span: NOWHERE });
        Some(ReferenceId::after(self.case.references.len() - 1))
    }

    /// A link, if it leads somewhere.
    fn link(&mut self, link: LinkId) -> Option<LinkId> {
        let destination = match self.shared.pool.links.get(link.index())?.clone() {
            Target::Address(address) => self.address(&address)?,
            Target::Bookmark(name) => self.bookmark(&name)?,
        };
        self.case.links.push(Link { destination, title: None, role: LinkRole::Written, span: NOWHERE });
        Some(LinkId::after(self.case.links.len() - 1))
    }

    fn bookmark(&mut self, name: &str) -> Option<String> {
        let place = self.shared.names.get(name).and_then(|anchor| self.shared.places.get(anchor)).cloned();
        let Some((piece, id)) = place else {
            if !name.eq_ignore_ascii_case("_top") {
                self.doubt(Reason::LinkLost, name);
            }
            return None;
        };
        let id = id.map(|id| format!("#{id}")).unwrap_or_default();
        if piece == self.index && !id.is_empty() {
            return Some(id);
        }
        let stem = self.shared.stems.get(piece)?;
        Some(format!("{stem}.md{id}"))
    }

    /// An address on the network. A file beside the document is not there for readers.
    fn address(&mut self, address: &str) -> Option<String> {
        let address = address.trim();
        if let Some(name) = address.strip_prefix('#') {
            return self.bookmark(name);
        }
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        let is_public =
            matches!(scheme.as_deref(), Some("http" | "https" | "mailto" | "ftp" | "tel" | "doi" | "urn"));
        if is_public {
            return Some(address.to_owned());
        }
        if address.starts_with("www.") {
            return Some(format!("https://{address}"));
        }
        // A page of the web site on which the text was published.
        let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let name = path.rsplit('/').next().unwrap_or_default();
        let name = name.rsplit_once('.').map_or(name, |(name, _)| name);
        if address.starts_with('/') && self.shared.stems.iter().any(|stem| stem == name) {
            self.doubt(Reason::LinkToCase, address);
            return Some(format!("{name}.md"));
        }
        self.doubt(Reason::LinkToFile, address);
        None
    }

    fn doubt(&mut self, reason: Reason, words: &str) {
        self.shared.pool.doubt_at(self.number, reason, words);
    }
}
