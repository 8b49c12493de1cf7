//! Blocks as lines.

use super::code_span::code_element;
use super::escape::Site;
use super::lines::followed;
use super::writer::{DEEPEST, Writer};
use super::{attributes, list};
use crate::model::{Attributes, Block, BlockKind, Caption, FigureImage, Inline, Inside, Role};

/// What parts two blocks that would be read as one.
const APART: &str = "<!-- -->";

impl Writer<'_> {
    /// The lines of blocks, with a blank line between two.
    pub(super) fn blocks(&mut self, blocks: &[Block], width: usize) -> Vec<String> {
        if self.depth >= DEEPEST {
            return vec![self.running(blocks)];
        }
        self.depth += 1;
        let mut lines: Vec<String> = Vec::new();
        let mut before: Option<&Block> = None;
        for block in blocks {
            let is_said = matches!(block.kind, BlockKind::PageBreak)
                && before.is_some_and(|before| breaks(before, "after"));
            let of_block = self.block(block, width);
            if of_block.is_empty() || is_said {
                continue;
            }
            if breaks(block, "before")
                && before.is_some_and(|before| matches!(before.kind, BlockKind::PageBreak))
            {
                lines.truncate(lines.len().saturating_sub(2));
            }
            if let Some(before) = before {
                lines.push(String::new());
                if would_join(before, block) {
                    lines.extend([APART.to_owned(), String::new()]);
                }
            }
            lines.extend(of_block);
            before = Some(block);
        }
        self.depth -= 1;
        lines
    }

    /// All running text of blocks on one line, with its markup and its notes.
    fn running(&self, blocks: &[Block]) -> String {
        let texts: Vec<String> = blocks.iter().flat_map(|block| self.texts(block)).collect();
        texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn texts(&self, block: &Block) -> Vec<String> {
        if let BlockKind::CodeBlock { text, .. } = &block.kind {
            return vec![code_element(&text.replace('\n', " "))];
        }
        let mut texts = Vec::new();
        if let BlockKind::Figure(figure) = &block.kind {
            let image = |own: &FigureImage| Inline::Image(own.image, own.attributes.clone());
            texts.extend(figure.images().iter().map(|own| self.line(&[image(own)], Site::Line)));
        }
        for inside in block.inside() {
            match inside {
                Inside::Blocks(blocks) => texts.push(self.running(blocks)),
                Inside::Text(text) => {
                    if let Role::Caption(Caption { label: Some(label), .. }) = text.role {
                        texts.push(self.line(&[Inline::Text(label.words.clone())], Site::Line));
                    }
                    texts.push(self.line(text.content, Site::Line));
                }
            }
        }
        texts
    }

    /// The lines of a block.
    pub(super) fn block(&mut self, block: &Block, width: usize) -> Vec<String> {
        let own = &block.attributes;
        match &block.kind {
            BlockKind::Heading(id, content) => {
                let level = self.case.sections.get(id.index()).map_or(2, |section| section.level);
                vec![self.heading(level, content, own)]
            }
            BlockKind::Paragraph(content) => self.paragraph_block(content, own, width),
            BlockKind::Figure(figure) => self.figure(figure, own, width),
            BlockKind::Table(table) => self.table(table, own),
            BlockKind::List(list) => self.list(list, own, width),
            BlockKind::DefinitionList(items) => followed(self.definitions(items, width), own),
            BlockKind::Quote(blocks) => followed(self.quote(blocks, width), own),
            BlockKind::CodeBlock { .. } => super::code::block(&block.kind, own, None),
            BlockKind::Division(blocks) => self.division(blocks, own, width),
            BlockKind::Callout(callout) => self.callout(callout, own, width),
            BlockKind::Passage(kind, blocks) => self.passage(*kind, blocks, own, width),
            // Under words, hyphens would make them a heading.
            BlockKind::Divider => followed(vec![if self.depth > 1 { "***" } else { "---" }.to_owned()], own),
            BlockKind::PageBreak => vec!["\\newpage".to_owned()],
        }
    }

    fn paragraph_block(&self, content: &[Inline], own: &Attributes, width: usize) -> Vec<String> {
        match attributes::list(own) {
            Some(_) if content.is_empty() && own.id.is_none() => Vec::new(),
            Some(list) if !content.is_empty() => {
                let mut lines = self.paragraph(content, width);
                // Without it, pictures alone are a figure.
                if content.iter().all(|inline| matches!(inline, Inline::Image(..))) {
                    lines.iter_mut().last().into_iter().for_each(|line| line.push('\\'));
                }
                lines.extend(Some(list).filter(|list| !list.is_empty()));
                lines
            }
            _ => vec![format!("<p{}>{}</p>", attributes::of_tag(own), self.markup(content))],
        }
    }

    fn quote(&mut self, blocks: &[Block], width: usize) -> Vec<String> {
        quoted(self.blocks(blocks, width.saturating_sub(2)))
    }
}

/// Lines with the marks of a quotation.
fn quoted(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return vec![">".to_owned()];
    }
    lines.into_iter().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect()
}

/// Whether the style of a block says that a page ends beside it.
fn breaks(block: &Block, side: &str) -> bool {
    let property = format!("break-{side}");
    block.attributes.other.iter().any(|(key, value)| key == "style" && value.contains(&property))
}

/// Whether two blocks would be read as one.
fn would_join(before: &Block, next: &Block) -> bool {
    match (&before.kind, &next.kind) {
        (BlockKind::List(before), BlockKind::List(next)) => {
            list::has_markers(before) && list::has_markers(next)
        }
        (BlockKind::DefinitionList(_), BlockKind::DefinitionList(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::dialect::{Reading, case};
    use crate::model::{Case, CodeLines, Header, Note, Reference, ReferenceId};
    use crate::source::{FileId, Span};

    const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

    fn block(kind: BlockKind) -> Block {
        Block { span: NOWHERE, attributes: Attributes::default(), kind }
    }

    #[test]
    fn text_that_is_nested_too_deeply_keeps_its_words_and_notes() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let mut deep = Case::empty(FileId(0), Header::default());
        let note = block(BlockKind::Paragraph(vec![text("The note.")]));
        deep.notes = vec![Note { label: "a".to_owned(), blocks: vec![note], span: NOWHERE }];
        deep.references = vec![Reference { label: "a".to_owned(), span: NOWHERE }];
        let words = vec![text("Words, and more."), Inline::NoteReference(ReferenceId::after(0))];
        let code = BlockKind::CodeBlock {
            language: None,
            text: "b < c".to_owned(),
            file_name: None,
            lines: CodeLines::default(),
        };
        let inside = vec![block(BlockKind::Paragraph(words)), block(code)];
        let quoted = |inside, _| vec![block(BlockKind::Quote(inside))];
        deep.blocks = (0..DEEPEST + 5).fold(inside, quoted);
        let reading = Reading { has_formulas: false, has_citations: false, keeps_straight_marks: true };
        let found = case(&deep, reading);
        assert!(found.contains("> Words, and more.[^1] <code>b &lt; c</code>\n"), "{found}");
        assert!(found.ends_with("[^1]: The note.\n"), "{found}");
    }
}
