//! The running text of a case as passages without a break: a paragraph, a heading, a cell.

use crate::model::{Attributes, Block, Inline, Inside, Role, Shown};
use crate::resolve::{Book, BookCase};
use crate::source::Span;

/// Replaces code, a picture, a note reference, or words in another language. It separates the words around it.
pub const GAP: char = '\u{FFFC}';

/// A passage of running text.
pub struct Passage<'a> {
    /// The text as printed.
    pub words: String,
    /// Byte offsets where emphasis or a link begins: in `the *The Times*` it marks a name.
    pub edges: Vec<usize>,
    /// Language of the text as a BCP 47 tag.
    pub language: &'a str,
    /// Place of the block.
    pub block: Span,
    /// Whether it is a paragraph, so that a quotation may continue in the next one.
    pub is_paragraph: bool,
}

impl Passage<'_> {
    /// The primary language: `en` of `en-GB`.
    pub fn primary_language(&self) -> &str {
        self.language.split('-').next().unwrap_or_default()
    }
}

/// The passages of the text of a case, then those of its notes.
pub fn passages<'a>(book: &'a Book, case: &'a BookCase) -> Vec<Passage<'a>> {
    let language = case.language().unwrap_or(&book.manifest().language);
    let mut reader = Reader { passages: Vec::new(), language };
    let source = case.source();
    let title_span = source.header.title_span.unwrap_or(Span::whole(source.file));
    reader.passage(&source.header.title, title_span, false);
    reader.blocks(&source.blocks);
    source.notes.iter().for_each(|note| reader.blocks(&note.blocks));
    reader.passages
}

struct Reader<'a> {
    passages: Vec<Passage<'a>>,
    language: &'a str,
}

impl<'a> Reader<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            let outer = self.language;
            self.language = block.attributes.language.as_deref().unwrap_or(outer);
            for inside in block.inside() {
                match inside {
                    Inside::Text(text) => {
                        self.passage(text.content, text.span, matches!(text.role, Role::Paragraph));
                    }
                    Inside::Blocks(blocks) => self.blocks(blocks),
                }
            }
            self.language = outer;
        }
    }

    fn passage(&mut self, content: &[Inline], block: Span, is_paragraph: bool) {
        let (mut words, mut edges) = (String::new(), Vec::new());
        collect(content, &mut words, &mut edges);
        self.passages.push(Passage { words, edges, language: self.language, block, is_paragraph });
    }
}

fn collect(content: &[Inline], words: &mut String, edges: &mut Vec<usize>) {
    let is_foreign = |attributes: &Attributes| attributes.language.is_some();
    for inline in content {
        match (inline, inline.shown()) {
            (Inline::Span(attributes, _) | Inline::Link(_, attributes, _), _) if is_foreign(attributes) => {
                words.push(GAP);
            }
            (_, Shown::Words(text)) => words.push_str(text),
            (_, Shown::Code(_) | Shown::Formula(_) | Shown::Object) => words.push(GAP),
            (_, Shown::Break) => words.push('\n'),
            (_, Shown::Children) => {
                edges.push(words.len());
                collect(inline.children(), words, edges);
            }
        }
    }
}
