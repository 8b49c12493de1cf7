//! References to examples: `(@good)` and `@good` in the text become the number of the example, as a link.

use crate::model::{Attributes, Block, Case, Inline, InsideMut, Link, LinkId, LinkRole};
use crate::source::Span;

/// Links the references to the examples of a case. `examples` are their labels and numbers.
pub fn link(case: &mut Case, examples: &[(String, i64)]) {
    if examples.is_empty() {
        return;
    }
    let mut linker =
        Linker { examples, links: std::mem::take(&mut case.links), place: Span::whole(case.file) };
    linker.blocks(&mut case.blocks);
    for note in &mut case.notes {
        linker.blocks(&mut note.blocks);
    }
    case.links = linker.links;
}

struct Linker<'a> {
    examples: &'a [(String, i64)],
    links: Vec<Link>,
    /// The current block.
    place: Span,
}

impl Linker<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.place = block.span;
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.inlines(content, false),
                    InsideMut::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>, is_in_link: bool) {
        for mut inline in std::mem::take(inlines) {
            match &mut inline {
                Inline::Text(words) if words.contains('@') => {
                    self.words(words, is_in_link, inlines);
                    continue;
                }
                Inline::Link(_, _, children) => self.inlines(children, true),
                other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children, is_in_link);
                    }
                }
            }
            inlines.push(inline);
        }
    }

    fn words(&mut self, words: &str, is_in_link: bool, inlines: &mut Vec<Inline>) {
        let mut kept = 0;
        for (sign, _) in words.match_indices('@') {
            let rest = &words[sign + 1..];
            let length =
                rest.find(|end: char| !end.is_alphanumeric() && !"_-".contains(end)).unwrap_or(rest.len());
            // Two hyphens are a dash after the label.
            let length = rest[..length].find("--").unwrap_or(length);
            let label = rest[..length].trim_end_matches('-');
            let Some((_, number)) = self.examples.iter().find(|(known, _)| known == label) else { continue };
            let before = &words[kept.min(sign)..sign];
            if sign < kept || before.ends_with(|last: char| last.is_alphanumeric() || last == '\\') {
                continue;
            }
            let is_enclosed = before.ends_with('(') && rest[label.len()..].starts_with(')');
            let (start, end) =
                (sign - usize::from(is_enclosed), sign + 1 + label.len() + usize::from(is_enclosed));
            if kept < start {
                inlines.push(Inline::Text(words[kept..start].to_owned()));
            }
            let shown = if is_enclosed { format!("({number})") } else { number.to_string() };
            let shown = Inline::Text(shown);
            inlines.push(if is_in_link { shown } else { self.link(label, shown) });
            kept = end;
        }
        if kept < words.len() {
            inlines.push(Inline::Text(words[kept..].to_owned()));
        }
    }

    fn link(&mut self, label: &str, shown: Inline) -> Inline {
        let id = LinkId::after(self.links.len());
        let destination = format!("#example-{label}");
        self.links.push(Link { destination, title: None, role: LinkRole::Written, span: self.place });
        Inline::Link(id, Attributes::default(), vec![shown])
    }
}
