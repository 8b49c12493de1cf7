//! Finds the characters that no font has, without a layout: it looks them up in the character maps of the fonts.

use std::collections::BTreeMap;

use super::complaints::missing_glyphs;
use crate::diag::Diagnostics;
use crate::font::{Fonts, script::is_shaped_away};
use crate::model::{self, Block, BlockKind, Inline, Inside, Nodes, Shown};
use crate::project::Theme;
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Reports the missing characters of each block, once for each script. [Sorting](Diagnostics::sort) merges them into
/// one diagnostic for each script.
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
                let language = case.language().unwrap_or(&book.manifest().language);
                let complaints = missing_glyphs(Some(span), &missing, language);
                diagnostics.extend(complaints);
            }
        }
    }
}

/// The font family of a text, as the theme names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Text,
    Heading,
    Code,
}

impl Role {
    /// Captions and tables use the family of headings.
    fn of(role: model::Role<'_>) -> Self {
        match role {
            model::Role::Heading | model::Role::Caption(_) | model::Role::Cell { .. } => Role::Heading,
            model::Role::Paragraph | model::Role::Term | model::Role::Title => Role::Text,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Role::Text => "text",
            Role::Heading => "heading",
            Role::Code => "code",
        }
    }
}

/// The characters of a block, each with its family.
#[derive(Default)]
struct Text {
    characters: Vec<(Role, char)>,
}

/// The texts of a case by the places that the page layout reports: title, blocks and notes.
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
            if let BlockKind::CodeBlock { text, file_name, .. } = &block.kind {
                file_name.iter().chain([text]).for_each(|words| self.add(words, Role::Code));
            }
            for inside in block.inside() {
                match inside {
                    Inside::Text(text) => self.inlines(text.content, Role::of(text.role)),
                    Inside::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    fn inlines(&mut self, content: &[Inline], role: Role) {
        for inline in Nodes::of_text(content).inlines() {
            match inline.shown() {
                Shown::Words(words) => self.add(words, role),
                Shown::Code(words) => self.add(words, Role::Code),
                Shown::Formula(_) | Shown::Break | Shown::Object | Shown::Children => {}
            }
        }
    }
}
