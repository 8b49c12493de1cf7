//! Finds the characters that no font has without setting a page: the fonts say which characters they have.

use std::collections::BTreeMap;

use super::complaints::{is_shaped_away, missing_glyphs};
use crate::diag::Diagnostics;
use crate::font::Fonts;
use crate::model::{Block, BlockKind, Caption, Inline};
use crate::project::Theme;
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Warns of every character that no font has, once for each block and script; [sorted](Diagnostics::sort), they are one for
/// each script.
pub fn check(book: &Book, theme: &Theme, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    let families = theme.families();
    let mut known: BTreeMap<(Role, char), bool> = BTreeMap::new();
    let mut has = |role: Role, character: char| {
        *known.entry((role, character)).or_insert_with(|| {
            let mut named = families.iter().filter(|(of, _)| of == role.name());
            is_shaped_away(character) || named.any(|(_, family)| fonts.has(family, character))
        })
    };
    for case in book.cases() {
        for (span, text) in texts(case) {
            let mut missing = Vec::new();
            for (role, character) in text.characters {
                if !has(role, character) && !missing.contains(&character) {
                    missing.push(character);
                }
            }
            if !missing.is_empty() {
                let complaints = missing_glyphs(Some(span), &missing, &book.manifest().language);
                diagnostics.extend(complaints);
            }
        }
    }
}

/// What a family of the theme sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Text,
    Heading,
    Code,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Heading => "heading",
            Role::Code => "code",
        }
    }
}

/// The characters of a block, each with the family that sets it.
#[derive(Default)]
struct Text {
    characters: Vec<(Role, char)>,
}

/// The texts of a case by the places that a page layout knows: title, blocks, notes.
fn texts(case: &BookCase) -> Vec<(Span, Text)> {
    let source = case.source();
    let mut title = Text::default();
    title.inlines(case.title(), Role::Heading);
    let mut texts = vec![(source.header.title_span.unwrap_or(Span::whole(source.file)), title)];
    let of = |blocks: &[Block]| {
        let mut text = Text::default();
        text.blocks(blocks);
        text
    };
    texts.extend(source.blocks.iter().map(|block| (block.span, of(std::slice::from_ref(block)))));
    texts.extend(source.notes.iter().map(|note| (note.span, of(&note.blocks))));
    texts
}

impl Text {
    fn add(&mut self, words: &str, role: Role) {
        self.characters.extend(words.chars().map(|character| (role, character)));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading(_, content) => self.inlines(content, Role::Heading),
                BlockKind::Paragraph(content) => self.inlines(content, Role::Text),
                BlockKind::Figure(figure) => self.caption(figure.caption.as_ref()),
                BlockKind::Table(table) => {
                    self.caption(table.caption.as_ref());
                    for cell in table.header.iter().chain(&table.rows).flatten() {
                        self.inlines(&cell.content, Role::Heading);
                    }
                }
                BlockKind::List(list) => list.items.iter().for_each(|item| self.blocks(item)),
                BlockKind::DefinitionList(items) => {
                    for item in items {
                        self.inlines(&item.term, Role::Text);
                        item.definitions.iter().for_each(|definition| self.blocks(definition));
                    }
                }
                BlockKind::Quote(children) | BlockKind::Division(children) => self.blocks(children),
                BlockKind::CodeBlock { text, .. } => self.add(text, Role::Code),
                BlockKind::Divider => {}
            }
        }
    }

    fn caption(&mut self, caption: Option<&Caption>) {
        if let Some(caption) = caption {
            self.inlines(&caption.content, Role::Heading);
        }
    }

    fn inlines(&mut self, inlines: &[Inline], role: Role) {
        for inline in inlines {
            match inline {
                Inline::Text(words) | Inline::Mention(_, words) => self.add(words, role),
                Inline::Code(words) => self.add(words, Role::Code),
                Inline::Styled(..) | Inline::Span(..) | Inline::Link(..) => {
                    self.inlines(inline.children(), role);
                }
                Inline::Image(..) | Inline::NoteReference(_) | Inline::LineBreak => {}
            }
        }
    }
}
