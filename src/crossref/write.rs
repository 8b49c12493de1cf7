//! Writes numbers and cross-references into a copy of a case.

use super::places::{Missing, Place};
use super::words::{Printer, phrase};
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean};
use crate::model::{
    Attributes, Block, BlockKind, Case, CrossReference, Inline, InsideMut, Link, LinkId, LinkRole, Part,
    Referred, Wanted, plain_text,
};
use crate::source::Span;

/// Between a number and the words after it.
const SPACE: &str = "\u{2002}";

/// The case with its numbers and cross-references. Those that lead nowhere are reported and stay as typed.
pub fn rewritten(printer: &Printer<'_>, index: usize, diagnostics: &mut Diagnostics) -> Case {
    let mut case = Case::clone(&printer.cases[index].1);
    number_title(printer, index, &mut case);
    for (captioned, label) in case.captions.iter_mut().zip(&printer.numbers[index].labels) {
        captioned.label = captioned.label.take().or_else(|| label.clone());
    }
    let references = std::mem::take(&mut case.cross_references);
    let (mut blocks, mut notes) = (std::mem::take(&mut case.blocks), std::mem::take(&mut case.notes));
    let links = &mut case.links;
    let block = Span::whole(case.file);
    let mut writer = Writer { printer, index, references: &references, links, diagnostics, block };
    writer.blocks(&mut blocks);
    for note in &mut notes {
        writer.blocks(&mut note.blocks);
    }
    (case.blocks, case.notes) = (blocks, notes);
    case
}

/// Writes the number of the case before its title.
fn number_title(printer: &Printer<'_>, index: usize, case: &mut Case) {
    let numbers = &printer.numbers[index];
    let Some(number) = &numbers.title else { return };
    let words = match numbers.part {
        Part::Cases => number.clone(),
        part => format!("{}:", phrase(part, &printer.wordings[index]).with(number)),
    };
    case.header.title.insert(0, Inline::Text(format!("{words}{SPACE}")));
    case.header.number = Some(words);
    case.header.prefix.clone_from(&numbers.prefix);
}

struct Writer<'a> {
    printer: &'a Printer<'a>,
    /// Index of the case.
    index: usize,
    references: &'a [CrossReference],
    links: &'a mut Vec<Link>,
    diagnostics: &'a mut Diagnostics,
    /// Place of the current block.
    block: Span,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            self.number(&mut block.kind);
            self.title(block);
            self.block = block.span;
            for inside in block.inside_mut() {
                match inside {
                    InsideMut::Text(content) => self.inlines(content),
                    InsideMut::Blocks(blocks) => self.blocks(blocks),
                }
            }
        }
    }

    /// Writes the title of a statement.
    fn title(&self, block: &mut Block) {
        let numbers = &self.printer.numbers[self.index];
        let Some(statement) = numbers.statements.get(&block.span.range().start) else { return };
        let wording = &self.printer.wordings[self.index];
        if let (Some(_), BlockKind::Callout(callout)) = (block.statement(), &mut block.kind)
            && (callout.title.is_some() || !statement.is_labelled(wording, &callout.blocks))
        {
            callout.title = Some(statement.title(wording, callout.title.take()));
        }
    }

    /// Writes the number of a heading, or the label of a caption.
    fn number(&mut self, kind: &mut BlockKind) {
        let numbers = &self.printer.numbers[self.index];
        let caption = match kind {
            BlockKind::Heading(id, content) => {
                if let Some(number) = &numbers.sections[id.index()] {
                    content.insert(0, Inline::Text(format!("{number}{SPACE}")));
                }
                return;
            }
            BlockKind::Figure(figure) => &mut figure.caption,
            BlockKind::Table(table) => &mut table.caption,
            _ => return,
        };
        if let Some(caption) = caption {
            let label = &numbers.labels[caption.id.index()];
            caption.label = caption.label.take().or_else(|| label.clone());
        }
    }

    fn inlines(&mut self, content: &mut Vec<Inline>) {
        for inline in std::mem::take(content) {
            match inline {
                Inline::CrossReference(id, typed) => {
                    let references = self.references;
                    let before = content.last().map_or("", |last| match last {
                        Inline::Text(words) => words,
                        _ => "",
                    });
                    let is_label = self.printer.ends_with_label(self.index, before.trim_end());
                    match self.cross_reference(&references[id.index()], is_label) {
                        Some(words) => content.extend(words),
                        None => content.extend(typed),
                    }
                }
                Inline::Text(words) => self.examples(&words, content),
                Inline::Link(id, attributes, words) if words.is_empty() => {
                    let words = self.words_of_link(id);
                    content.push(Inline::Link(id, attributes, words));
                }
                // Links cannot be nested.
                link @ Inline::Link(..) => content.push(link),
                mut other => {
                    if let Some(children) = other.children_mut() {
                        self.inlines(children);
                    }
                    content.push(other);
                }
            }
        }
    }

    /// Words, in which a reference to an example of another case becomes a link with its number and the name of the case.
    fn examples(&mut self, words: &str, content: &mut Vec<Inline>) {
        let printer = self.printer;
        let Some(reference) = printer.examples.first(self.index, words) else {
            return content.push(Inline::Text(words.to_owned()));
        };
        let (before, after) = (&words[..reference.start], &words[reference.end()..]);
        let [(case, number)] = reference.places else {
            let label = reference.label;
            let message = format!("several other cases have an example `{label}`");
            self.complain(self.block, message, "give them different labels");
            content.push(Inline::Text(words[..reference.end()].to_owned()));
            return self.examples(after, content);
        };
        let destination = printer.places.destination(self.index, *case, &reference.id());
        let link = LinkId::after(self.links.len());
        self.links.push(Link { destination, title: None, role: LinkRole::Written, span: self.block });
        let shown = format!("{number}, {}", printer.name(*case));
        content.push(Inline::Text(format!("{before}(")));
        content.push(Inline::Link(link, Attributes::default(), vec![Inline::Text(shown)]));
        self.examples(&format!("){after}"), content);
    }

    /// The words of a link that has none: those of the place to which it leads.
    fn words_of_link(&mut self, id: LinkId) -> Vec<Inline> {
        let link = &self.links[id.index()];
        let (destination, span) = (link.destination.trim(), link.span);
        let Some(place) = self.printer.places.at(self.index, destination) else {
            // Any other destination is in the book, and is reported as missing.
            if destination.contains("://") {
                self.complain(span, "this link has no words, so that no reader sees it".to_owned(), NO_WORDS);
            }
            return Vec::new();
        };
        let words = self.printer.words(self.index, place, Wanted::Name);
        if words.is_none() {
            let message =
                format!("this link has no words, and `{destination}` has neither a number nor a title");
            self.complain(span, message, NO_WORDS);
        }
        words.map(Inline::Text).into_iter().collect()
    }

    /// The words of a cross-reference. `None` if a place is unknown. `is_after_label` says that the author wrote its label.
    fn cross_reference(&mut self, reference: &CrossReference, is_after_label: bool) -> Option<Vec<Inline>> {
        let wording = &self.printer.wordings[self.index];
        let count = reference.places.len();
        let places = reference.places.iter().enumerate();
        // Every unknown place is reported.
        let printed: Vec<Option<Vec<Inline>>> =
            places.map(|(index, place)| self.place(place, is_after_label && index == 0)).collect();
        let mut content = Vec::new();
        for (index, place) in printed.into_iter().enumerate() {
            if index > 0 {
                let joint = if index + 1 < count { &wording.comma } else { &wording.and };
                content.push(Inline::Text(joint.joining("", "")));
            }
            content.extend(place?);
        }
        Some(content)
    }

    /// A link to a place, with the words before and after it.
    fn place(&mut self, referred: &Referred, is_after_label: bool) -> Option<Vec<Inline>> {
        let (place, id) = self.find(referred)?;
        let prefix = trimmed(&referred.prefix);
        let is_label = is_after_label && prefix.is_empty()
            || self.printer.ends_with_label(self.index, &plain_text(&prefix));
        let wanted =
            if is_label && referred.wanted == Wanted::Label { Wanted::Number } else { referred.wanted };
        let Some(words) = self.printer.words(self.index, place, wanted) else {
            self.complain(
                referred.span,
                format!("`{}` has neither a number nor a title", referred.id),
                UNNUMBERED,
            );
            return None;
        };
        let destination = self.printer.places.destination(self.index, place.case, &id);
        let link = LinkId::after(self.links.len());
        let role = LinkRole::Written;
        self.links.push(Link { destination, title: None, role, span: referred.span });
        let linked = |words| Inline::Link(link, Attributes::default(), words);
        if wanted == Wanted::Words {
            return Some(vec![linked(prefix)]);
        }
        let mut content = prefix;
        if let Some(last) = content.last() {
            let is_open = matches!(last, Inline::Text(words) if words.ends_with(['(', '[', '\u{A0}']));
            let space = if is_label { "\u{A0}" } else { " " };
            content.extend((!is_open).then(|| Inline::Text(space.to_owned())));
        }
        content.push(linked(vec![Inline::Text(words)]));
        content.extend(referred.suffix.iter().cloned());
        Some(content)
    }

    /// The place to which a reference leads, and its id. A place that is not found is reported.
    fn find(&mut self, referred: &Referred) -> Option<(Place, String)> {
        let places = self.printer.places;
        if referred.wanted == Wanted::Title {
            let Some(case) = places.case(self.index, &referred.id) else {
                let message = format!("no case of the book is in the file `{}`", referred.id);
                self.complain(referred.span, message, "name a file that book.yaml lists".to_owned());
                return None;
            };
            return Some((Place::title(case), String::new()));
        }
        let missing = match places.find(self.index, &referred.id) {
            Ok((place, id)) => return Some((place, id.to_owned())),
            Err(missing) => missing,
        };
        let id = &referred.id;
        let (message, help) = match missing {
            Missing::InSeveral(one, other) => {
                let title = |index: usize| plain_text(&self.printer.cases[index].1.header.title);
                let message = format!(
                    "`{id}` is not in this case but in several others, such as {} and {}",
                    title(one),
                    title(other)
                );
                (message, "write a link with the file: `[](other.md#id)`".to_owned())
            }
            Missing::Unknown(near) => {
                let help = near.map_or_else(|| UNKNOWN.to_owned(), did_you_mean);
                (format!("nothing in the book has the id `{id}`"), help)
            }
        };
        self.complain(referred.span, message, help);
        None
    }

    fn complain(&mut self, span: Span, message: String, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::new(Code::CrossReference, span, message).help(help));
    }
}

/// Help for an unknown id.
const UNKNOWN: &str =
    "write the id after the figure, table or heading: `{#fig-port}`; in braces, `@{fig-port}` is a work";

/// Help for a link without words.
const NO_WORDS: &str = "write the words between the brackets";

/// Help for a place without a number.
const UNNUMBERED: &str = "write `numbering: case` or `number-sections: true` in book.yaml, or a link with words: `[the port](#id)`";

/// Inlines without spaces at the ends.
fn trimmed(content: &[Inline]) -> Vec<Inline> {
    let mut content = content.to_vec();
    if let Some(Inline::Text(words)) = content.first_mut() {
        *words = words.trim_start().to_owned();
    }
    if let Some(Inline::Text(words)) = content.last_mut() {
        *words = words.trim_end().to_owned();
    }
    content.retain(|inline| !matches!(inline, Inline::Text(words) if words.is_empty()));
    content
}
