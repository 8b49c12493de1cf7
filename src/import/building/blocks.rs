//! Makes blocks of paragraphs and tables: lists, quotations, code, figures, headings.

use super::captions::{self, Draft};
use super::definitions::{Group, grouped};
use super::item::{Atom, Item, Kind, Listing, Marker, Paragraph, Placement};
use super::lines::{Section, code, code_block, is_code, sections};
use super::lists::{self, Entry};
use super::make::block;
use super::pool::{Pool, excerpt};
use super::role::Role;
use super::{tables, text};
use crate::import::Reason;
use crate::model::{
    Attributes, Block, BlockKind, DefinitionItem, Figure, FigureBody, FigureImage, Inline, List, Style,
};

/// Indentation that makes a paragraph a quotation, in twentieths of a point: 7 mm.
const QUOTE: i64 = 400;

/// Takes the next paragraph if it is of a kind.
type Next<'n> = &'n mut dyn FnMut(&dyn Fn(&Paragraph) -> bool) -> Option<Paragraph>;

/// Builds the blocks of a text.
pub struct Builder<'p> {
    /// What has been collected.
    pub pool: &'p mut Pool,
    /// Where the text stands.
    pub within: Within,
    /// Indentation of most paragraphs.
    pub indent: i64,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// In the body of the document, which can have headings and page breaks.
    Body,
    /// In a note.
    Note,
    /// In a cell.
    Cell,
    /// In an item of a list.
    Item,
}

/// The indentation of most running text.
pub fn usual_indent(items: &[Item]) -> i64 {
    let mut letters: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for item in items {
        if let Item::Paragraph(paragraph) = item
            && paragraph.role == Role::Body
            && paragraph.list.is_none()
        {
            *letters.entry(paragraph.indent.left).or_default() += paragraph.words().len();
        }
    }
    letters.into_iter().max_by_key(|(left, count)| (*count, -left)).map_or(0, |(left, _)| left)
}

impl Builder<'_> {
    fn is_body(&self) -> bool {
        self.within == Within::Body
    }

    /// The blocks of a text.
    pub fn blocks(&mut self, items: Vec<Item>) -> Vec<Block> {
        let mut rest = grouped(self.prepared(items)).into_iter().peekable();
        let mut drafts = Vec::new();
        while let Some(group) = rest.next() {
            match group {
                Group::Definitions(terms) => drafts.push(Draft::Block(self.definitions(terms))),
                Group::Item(Item::Table(grid)) => {
                    let id = self.pool.id(&grid.anchors);
                    let title = grid.title.clone();
                    let mut inside = self.inside(Within::Cell);
                    let mut table = tables::build(grid, |items| inside.blocks(items));
                    table.attributes.id = id;
                    drafts.extend([Draft::Block(table), Draft::Title(title)]);
                }
                Group::Item(Item::List(listing)) => drafts.push(Draft::Block(self.listing(listing))),
                Group::Item(Item::Paragraph(paragraph)) => {
                    let mut next = |is: &dyn Fn(&Paragraph) -> bool| {
                        let is_next =
                            |group: &Group| matches!(group, Group::Item(Item::Paragraph(next)) if is(next));
                        match rest.next_if(is_next)? {
                            Group::Item(Item::Paragraph(paragraph)) => Some(*paragraph),
                            Group::Item(_) | Group::Definitions(_) => None,
                        }
                    };
                    self.group(*paragraph, &mut next, &mut drafts);
                }
            }
        }
        let (blocks, doubts) = captions::attach(drafts);
        for (number, words, reason) in doubts {
            self.pool.doubt_at(number, reason, &excerpt(&words));
        }
        blocks
    }

    /// The items without paragraphs that show nothing. Places with names move to the next paragraph.
    fn prepared(&mut self, items: Vec<Item>) -> Vec<Item> {
        let mut kept = Vec::new();
        let mut waiting: Vec<usize> = Vec::new();
        for item in items {
            match item {
                Item::Table(mut grid) => {
                    grid.anchors.splice(0..0, waiting.drain(..));
                    kept.push(Item::Table(grid));
                }
                Item::List(listing) => kept.push(Item::List(listing)),
                Item::Paragraph(mut paragraph) => {
                    let has_break =
                        paragraph.begins_page || paragraph.atoms.iter().any(|atom| atom.kind == Kind::Page);
                    if paragraph.is_visible() || paragraph.role == Role::Code {
                        paragraph.anchors.splice(0..0, waiting.drain(..));
                        self.divided(*paragraph, &mut kept);
                    } else {
                        waiting.append(&mut paragraph.anchors);
                        if paragraph.is_rule || has_break && self.is_body() {
                            kept.push(Item::Paragraph(paragraph));
                        }
                    }
                }
            }
        }
        if let (Some(Item::Paragraph(last)), false) = (kept.last_mut(), waiting.is_empty()) {
            last.anchors.append(&mut waiting);
        }
        kept
    }

    /// Divides a paragraph at page breaks and empty lines, and takes floating pictures out of its text.
    fn divided(&self, mut paragraph: Paragraph, kept: &mut Vec<Item>) {
        if matches!(paragraph.role, Role::Heading(_)) || !self.is_body() {
            paragraph
                .atoms
                .iter_mut()
                .filter(|atom| atom.kind == Kind::Page)
                .for_each(|atom| atom.kind = Kind::Break);
        }
        let is_code = is_code(&paragraph);

        let is_only_pictures = paragraph.is_pictures();
        let is_floating = |atom: &Atom| matches!(atom.kind, Kind::Image(_, Placement::Floating));
        let (floating, atoms): (Vec<Atom>, Vec<Atom>) = std::mem::take(&mut paragraph.atoms)
            .into_iter()
            .partition(|atom| is_floating(atom) && !is_only_pictures);
        let mut part = Paragraph { atoms: Vec::new(), ..paragraph.clone() };
        let mut is_first = true;
        for run in sections(atoms, is_code) {
            match run {
                Section::Page => {
                    let rest = Paragraph {
                        begins_page: true,
                        list: None,
                        anchors: Vec::new(),
                        is_rule: false,
                        ..Paragraph::default()
                    };
                    kept.push(Item::Paragraph(Box::new(rest)));
                }
                Section::Text(atoms) => {
                    part.atoms = atoms;
                    if !is_first {
                        part.anchors = Vec::new();
                        part.begins_page = false;
                        // The second part belongs to the same item.
                        part.list = None;
                        if paragraph.list.is_some() {
                            part.role = Role::List;
                        }
                    }
                    is_first = false;
                    kept.push(Item::Paragraph(Box::new(part.clone())));
                }
            }
        }
        if !floating.is_empty() {
            let figure = Paragraph { number: paragraph.number, atoms: floating, ..Paragraph::default() };
            kept.push(Item::Paragraph(Box::new(figure)));
        }
    }

    /// Adds the blocks that begin with a paragraph.
    fn group(&mut self, first: Paragraph, next: Next<'_>, drafts: &mut Vec<Draft>) {
        if first.begins_page && self.is_body() {
            drafts.push(Draft::Block(block(BlockKind::PageBreak)));
        }
        if !first.is_visible() && first.role != Role::Code {
            if first.is_rule {
                drafts.push(Draft::Block(block(BlockKind::Divider)));
            }
        } else if is_asterisks(&first) {
            drafts.push(Draft::Block(block(BlockKind::Divider)));
        } else if first.list.as_ref().is_some_and(|listed| listed.marker.is_some()) {
            drafts.extend(self.list(first, next).into_iter().map(Draft::Block));
        } else if is_code(&first) && (self.within != Within::Cell || first.role == Role::Code) {
            let is_styled = first.role == Role::Code;
            let is_next = move |next: &Paragraph| is_code(next) && (next.role == Role::Code) == is_styled;
            let lines: Vec<String> = std::iter::once(first)
                .chain(std::iter::from_fn(|| next(&is_next)))
                .map(|line| code(&line))
                .collect();
            drafts.extend(code_block(&lines).map(Draft::Block));
        } else if first.is_pictures() {
            drafts.push(Draft::Block(self.figure(&first)));
        } else if self.is_quote(&first) {
            let indent = self.indent;
            let is_next = move |next: &Paragraph| is_quote(next, indent) && !next.begins_page;
            let parts = std::iter::once(first).chain(std::iter::from_fn(|| next(&is_next)));
            let blocks: Vec<Block> = parts.map(|part| self.paragraph(&part)).collect();
            drafts.push(Draft::Block(block(BlockKind::Quote(blocks))));
        } else {
            self.other(&first, drafts);
        }
    }

    fn other(&mut self, paragraph: &Paragraph, drafts: &mut Vec<Draft>) {
        let loose = |builder: &mut Self, is_certain| {
            captions::loose(paragraph, is_certain, |anchors| builder.pool.id(anchors))
        };
        match paragraph.role {
            Role::Heading(level) if self.is_body() => {
                drafts.push(Draft::Block(self.heading(paragraph, level)));
            }
            Role::Caption => drafts.extend(loose(self, true).map(Draft::Caption)),
            Role::Body if captions::caption(paragraph, false).is_some() && paragraph.words().len() < 400 => {
                drafts.extend(loose(self, false).map(Draft::Caption));
            }
            _ => self.text(paragraph, drafts),
        }
    }

    /// A paragraph of text, or pictures with a caption in the same paragraph.
    fn text(&mut self, paragraph: &Paragraph, drafts: &mut Vec<Draft>) {
        let count = paragraph.atoms.iter().take_while(|atom| !matches!(atom.kind, Kind::Text(_))).count();
        let (pictures, rest) = paragraph.atoms.split_at_checked(count).unwrap_or_default();
        let is_figure = pictures.iter().any(|atom| matches!(atom.kind, Kind::Image(..)))
            && pictures.iter().all(|atom| matches!(atom.kind, Kind::Image(..) | Kind::Break));
        let words = Paragraph { atoms: rest.to_vec(), anchors: Vec::new(), ..paragraph.clone() };
        if is_figure && captions::caption(&words, false).is_some() {
            let picture = Paragraph { atoms: pictures.to_vec(), ..paragraph.clone() };
            drafts.push(Draft::Block(self.figure(&picture)));
            self.other(&words, drafts);
        } else {
            drafts.push(Draft::Block(self.paragraph(paragraph)));
        }
    }

    fn heading(&mut self, paragraph: &Paragraph, level: u8) -> Block {
        let mut atoms = paragraph.atoms.clone();
        for atom in atoms.iter_mut().filter(|atom| atom.kind == Kind::Break) {
            atom.kind = Kind::Text(" ".to_owned());
        }
        let id = self.pool.id(&paragraph.anchors);
        let section = self.pool.section(level, paragraph.number);
        let heading = block(BlockKind::Heading(section, text::inlines(&atoms)));
        Block { attributes: Attributes { id, ..Attributes::default() }, ..heading }
    }

    /// A paragraph. Its language and its places with names become attributes where these can stand.
    fn paragraph(&mut self, paragraph: &Paragraph) -> Block {
        let mut attributes = Attributes::default();
        let mut atoms = paragraph.atoms.clone();
        if self.is_body() && paragraph.list.is_none() && paragraph.role != Role::List {
            attributes.id = self.pool.id(&paragraph.anchors);
        } else {
            self.mark_start(&paragraph.anchors, &mut atoms);
        }
        let mut content = text::inlines(&atoms);
        if let [Inline::Span(own, _)] = content.as_slice()
            && own.id.is_none()
            && own.classes.is_empty()
            && self.is_body()
            && let Some(Inline::Span(own, inside)) = content.pop()
        {
            attributes.language = own.language;
            content = inside;
        }
        if matches!(paragraph.role, Role::Heading(_)) && !self.is_body() {
            content = vec![Inline::Styled(Style::Strong, content)];
        }
        Block { attributes, ..block(BlockKind::Paragraph(content)) }
    }

    /// Puts places with names at the first words, where a paragraph can have no attributes.
    fn mark_start(&mut self, anchors: &[usize], atoms: &mut [Atom]) {
        let Some(first) = atoms.iter_mut().find(|atom| atom.kind.is_visible()) else { return };
        let all: Vec<usize> = first.format.anchor.iter().chain(anchors).copied().collect();
        self.pool.id(&all);
        first.format.anchor = all.first().copied();
    }

    fn is_quote(&self, paragraph: &Paragraph) -> bool {
        is_quote(paragraph, self.indent)
    }

    fn figure(&mut self, paragraph: &Paragraph) -> Block {
        let images = paragraph.atoms.iter().filter_map(|atom| match atom.kind {
            Kind::Image(image, _) => {
                let link = atom.format.link.map(|link| (link, Attributes::default()));
                Some(FigureImage { image, attributes: Attributes::default(), link })
            }
            _ => None,
        });
        let body = FigureBody::Images(images.collect());
        let id = self.pool.id(&paragraph.anchors);
        let figure = block(BlockKind::Figure(Figure { body, caption: None }));
        Block { attributes: Attributes { id, ..Attributes::default() }, ..figure }
    }

    fn list(&mut self, first: Paragraph, next: Next<'_>) -> Vec<Block> {
        let mut outermost = first.indent.left;
        let mut entries = vec![self.entry(first)];
        while let Some(paragraph) = next(&|next| belongs_to_list(next, outermost)) {
            outermost =
                outermost.min(if paragraph.list.is_some() { paragraph.indent.left } else { outermost });
            entries.push(self.entry(paragraph));
        }
        lists::build(entries)
    }

    /// A list whose items are known.
    fn listing(&mut self, listing: Listing) -> Block {
        let mut inside = self.inside(Within::Item);
        let items = listing.items.into_iter().map(|items| inside.blocks(items)).collect();
        let mut list = List { numbering: listing.numbering, tight: true, items };
        list.tight = lists::is_tight(&list);
        block(BlockKind::List(list))
    }

    fn entry(&mut self, mut paragraph: Paragraph) -> Entry {
        if let Some(Marker::Number { is_exact: false, .. }) =
            paragraph.list.as_ref().and_then(|listed| listed.marker.as_ref())
            && !self.pool.has_doubt(&Reason::ListNumbers)
        {
            let words = excerpt(&paragraph.words());
            self.pool.doubt_at(paragraph.number, Reason::ListNumbers, &words);
        }
        if let Some(Marker::Task(is_checked)) =
            paragraph.list.as_ref().and_then(|listed| listed.marker.as_ref())
        {
            let text = if *is_checked { "☑ " } else { "☐ " }.to_owned();
            paragraph
                .atoms
                .insert(0, Atom { format: super::format::Format::default(), kind: Kind::Text(text) });
        } else if let Some(Atom { kind: Kind::Text(words), .. }) = paragraph.atoms.first_mut()
            && words.starts_with(['☒', '☑'])
        {
            *words = words.replacen('☒', "☑", 1);
        }
        let block =
            if paragraph.is_pictures() { self.figure(&paragraph) } else { self.paragraph(&paragraph) };
        let left = if is_display(&paragraph) { i64::MAX / 2 } else { paragraph.indent.left };
        Entry { listed: paragraph.list, left, blocks: vec![block] }
    }

    fn definitions(&mut self, terms: Vec<(Paragraph, Vec<Item>)>) -> Block {
        let mut inside = self.inside(Within::Item);
        let items = terms.into_iter().map(|(mut term, items)| {
            inside.mark_start(&term.anchors, &mut term.atoms);
            let blocks = inside.blocks(items);
            let definitions = if blocks.is_empty() { Vec::new() } else { vec![blocks] };
            DefinitionItem { term: text::inlines(&term.atoms), definitions }
        });
        block(BlockKind::DefinitionList(items.collect()))
    }

    /// A builder of the content of something, in which indentation is no quotation.
    fn inside(&mut self, within: Within) -> Builder<'_> {
        Builder { pool: &mut *self.pool, within, indent: i64::MAX / 2 }
    }
}

fn is_quote(paragraph: &Paragraph, usual: i64) -> bool {
    let indent = paragraph.indent;
    let is_indented = indent.left - usual >= QUOTE && indent.left + indent.first - usual >= QUOTE;
    match paragraph.role {
        Role::Quote => paragraph.list.is_none(),
        Role::Body => {
            paragraph.list.is_none()
                && paragraph.is_at_start()
                && is_indented
                && paragraph.is_visible()
                && !paragraph.is_pictures()
                && !paragraph.is_code()
        }
        _ => false,
    }
}

/// Whether a paragraph is only a row of asterisks, which divides the text.
fn is_asterisks(paragraph: &Paragraph) -> bool {
    let mut visible = paragraph.atoms.iter().filter(|atom| atom.kind.is_visible());
    let is_sign = |sign: char| matches!(sign, '*' | '∗' | '⁎' | '⁂' | ' ' | '\u{A0}' | '\t');
    let is_row = |atom: &Atom| matches!(&atom.kind, Kind::Text(text) if text.chars().all(is_sign));
    let count = paragraph.words().chars().filter(|sign| !sign.is_whitespace()).count();
    paragraph.role == Role::Body && (count > 2 || paragraph.words() == "⁂") && visible.all(is_row)
}

/// Whether a paragraph is only a formula on a line of its own. Such a one has its own place, whatever it belongs to.
fn is_display(paragraph: &Paragraph) -> bool {
    let mut visible = paragraph.atoms.iter().filter(|atom| atom.kind.is_visible());
    paragraph.role == Role::Body && visible.all(|atom| matches!(atom.kind, Kind::Formula(..)))
}

/// Whether a paragraph is an item of the list before it, or continues one.
fn belongs_to_list(paragraph: &Paragraph, outermost: i64) -> bool {
    if !paragraph.is_visible() || paragraph.begins_page {
        return false;
    }
    if is_display(paragraph) {
        return true;
    }
    let is_inside = paragraph.indent.left > 0 && paragraph.indent.left + lists::TOLERANCE >= outermost;
    match paragraph.role {
        Role::Body | Role::List | Role::Quote | Role::Definition if paragraph.list.is_some() => true,
        Role::List => is_inside,
        Role::Body => is_inside && paragraph.indent.first >= 0 && paragraph.is_at_start(),
        _ => false,
    }
}
