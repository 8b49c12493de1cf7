//! The steps of a preview: HTML and pages without files, the blocks with their ids in the HTML, and the places of both in the
//! sources.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::{Book, Project, Report};
use crate::compile;
use crate::diag::{Diagnostic, Diagnostics, Sources};
use crate::html::Parts;
use crate::lint;
use crate::model::{Block, BlockKind, running};
use crate::preview::Kept;
use crate::project::{ProjectFile, Refusal};
use crate::resolve::BookCase;
use crate::source::{FileId, Lines, Span};
use crate::typeset::preview::Shown;

/// A block with the id of its element in the HTML. The blocks of a note share the id of the note.
#[derive(Debug, Clone)]
pub(crate) struct PlacedBlock {
    /// The id.
    pub anchor: String,
    /// The place of the block.
    pub span: Span,
}

/// The line of a place in the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SourceLine {
    /// The path below the project folder.
    pub path: String,
    /// The number of the line, from 1.
    pub line: usize,
    /// The number of the character in the line, from 1.
    pub column: usize,
    /// The text of the line.
    pub text: String,
}

impl Project {
    /// Whether a build of the other project would read the same bytes. Files of unknown kinds do not count, because no
    /// build reads them, nor do those of the folder `out`.
    pub(crate) fn is_same(&self, other: &Self, out: Option<&str>) -> bool {
        let [own, others] = [self, other].map(|project| project.read(out).collect::<Vec<_>>());
        let is_same = |(one, other): (&&ProjectFile, &&ProjectFile)| {
            one.path == other.path && one.content == other.content
        };
        own.len() == others.len() && own.iter().zip(&others).all(is_same)
    }

    /// Whether a file with content is missing or empty in the other project.
    pub(crate) fn has_more(&self, other: &Self, out: Option<&str>) -> bool {
        let has_content = |file: &ProjectFile| file.content.as_ref().is_ok_and(|bytes| !bytes.is_empty());
        let others: HashSet<&str> =
            other.read(out).filter(|file| has_content(file)).map(|file| file.path.as_str()).collect();
        self.read(out).any(|file| has_content(file) && !others.contains(file.path.as_str()))
    }

    /// The files that a build may read.
    fn read<'a>(&'a self, out: Option<&'a str>) -> impl Iterator<Item = &'a ProjectFile> {
        let is_output = move |path: &str| out.is_some_and(|out| Path::new(path).starts_with(out));
        let is_read =
            move |file: &&ProjectFile| file.content != Err(Refusal::UnknownKind) && !is_output(&file.path);
        self.files.files.iter().filter(is_read)
    }

    /// Compiles the book without the checks of a proof-reader: an author wants to see the text first.
    ///
    /// # Errors
    /// The report, if it contains errors.
    pub(crate) fn compile_unchecked(&self, kept: &mut Kept) -> Result<Book, Report> {
        let (book, found) = compile::unchecked(&self.files, self.clock, &mut kept.parsed);
        self.finished(book, found)
    }
}

impl Book {
    /// The HTML, or the errors that prevent it. The report has the warnings about the sources, too.
    pub(crate) fn html(&self, kept: &mut Kept) -> (Option<Parts>, Report) {
        let mut found = self.found.clone();
        let html = kept.html(&self.resolved, &self.theme, &mut found);
        let report = self.project.report(found);
        (html.filter(|_| !report.has_errors()), report)
    }

    /// The pages, or the errors that prevent them. The report has the warnings about the sources, too.
    pub(crate) fn pages(&self, kept: &mut Kept) -> (Option<Shown>, Report) {
        let mut found = self.found.clone();
        let shown = kept.pages(&self.resolved, &self.theme, &mut found);
        let report = self.project.report(found);
        (shown.filter(|_| !report.has_errors()), report)
    }

    /// The warnings of a proof-reader.
    pub(crate) fn proofread(&self) -> Report {
        let mut found = Diagnostics::with_levels(self.found.levels.clone());
        lint::book(&self.resolved, &*self.project.files, &mut found);
        self.project.report(found)
    }

    /// The title of each case, its blocks and its notes, in reading order.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = PlacedBlock> {
        self.resolved.cases().iter().flat_map(of_case)
    }

    /// The first block that differs from a book before. If blocks were only deleted, the one after them. `None` if all blocks
    /// are the same.
    pub(crate) fn edited(&self, before: &Self) -> Option<PlacedBlock> {
        let known: HashMap<&str, &BookCase> =
            before.resolved.cases().iter().map(|case| (case.key(), case)).collect();
        let changed = |case: &BookCase| match known.get(case.key()) {
            Some(old) if case.is_same_source(old) => None,
            Some(old) => self.first_change(&of_case(case), (before, &of_case(old))),
            None => of_case(case).into_iter().next(),
        };
        self.resolved.cases().iter().find_map(changed)
    }

    fn first_change(
        &self,
        new: &[PlacedBlock],
        (before, old): (&Self, &[PlacedBlock]),
    ) -> Option<PlacedBlock> {
        let is_same =
            |(old, new): &(&PlacedBlock, &PlacedBlock)| before.text(old.span) == self.text(new.span);
        let first = old.iter().zip(new).take_while(is_same).count();
        let is_equal = first == old.len() && first == new.len();
        new.get(first).or(new.last()).filter(|_| !is_equal).cloned()
    }

    /// The text of a place.
    pub(crate) fn text(&self, span: Span) -> &str {
        // A case file is valid UTF-8.
        let text = self.project.files.text(span.file).unwrap_or_default();
        text.get(span.range()).unwrap_or_default()
    }

    /// The line of a place.
    pub(crate) fn source_line(&self, span: Span) -> SourceLine {
        let files = &self.project.files;
        source_line(files, span, &Lines::new(Sources::text(&**files, span.file)))
    }
}

impl Report {
    /// The diagnostics of two reports about the same files, each once.
    pub(crate) fn with(mut self, other: &Report) -> Report {
        let known: Vec<Diagnostic> = self.diagnostics.iter().cloned().collect();
        self.diagnostics.extend(other.diagnostics().filter(|found| !known.contains(found)).cloned());
        self.diagnostics.sort();
        self
    }

    /// The diagnostics with their lines.
    pub(crate) fn with_lines(&self) -> impl Iterator<Item = (&Diagnostic, Option<SourceLine>)> {
        let mut known: HashMap<FileId, Lines<'_>> = HashMap::new();
        self.diagnostics().map(move |diagnostic| {
            let line = diagnostic.span.map(|span| {
                let text = || Lines::new(Sources::text(&*self.files, span.file));
                source_line(&self.files, span, known.entry(span.file).or_insert_with(text))
            });
            (diagnostic, line)
        })
    }
}

fn source_line(files: &crate::project::Project, span: Span, lines: &Lines<'_>) -> SourceLine {
    let place = lines.position(span.range().start);
    let text = lines.line(place.line).to_owned();
    SourceLine { path: files.file(span.file).path.clone(), line: place.line, column: place.column, text }
}

/// The title of a case, its blocks and its notes.
fn of_case(case: &BookCase) -> Vec<PlacedBlock> {
    let title = [case.key().to_owned(), case.title_anchor()]
        .map(|anchor| PlacedBlock { anchor, span: case.title_place() });
    let mut numbers = 0..;
    let mut last = case.title_anchor();
    let blocks = running(&case.source().blocks).map(|block| {
        let number = BookCase::is_addressed(block).then(|| numbers.next()).flatten();
        let place = number.and_then(|number| case.place(number));
        // A divider has no id; the block before it is close enough.
        if let Some(anchor) = named(case, block).or(place) {
            last = anchor.to_owned();
        }
        PlacedBlock { anchor: last.clone(), span: block.span }
    });
    let blocks: Vec<PlacedBlock> = blocks.collect();
    let notes = case.notes().iter().flat_map(|id| {
        let note = &case.source().notes[id.index()];
        let anchor = case.note_anchor(*id);
        note.blocks.iter().map(move |block| PlacedBlock { anchor: anchor.clone(), span: block.span })
    });
    title.into_iter().chain(blocks).chain(notes).collect()
}

/// The id of a block that has one from its section, its caption or its author.
fn named<'a>(case: &'a BookCase, block: &Block) -> Option<&'a str> {
    let own = |id: Option<&String>| id.and_then(|id| case.anchor(id));
    let caption = match &block.kind {
        BlockKind::Heading(id, _) => return Some(&case.section(*id).anchor),
        BlockKind::Figure(figure) => figure.caption.as_ref(),
        BlockKind::Table(table) => table.caption.as_ref(),
        BlockKind::Paragraph(_)
        | BlockKind::List(_)
        | BlockKind::DefinitionList(_)
        | BlockKind::Quote(_)
        | BlockKind::CodeBlock { .. }
        | BlockKind::Division(_)
        | BlockKind::Callout(_)
        | BlockKind::Passage(..)
        | BlockKind::PageBreak
        | BlockKind::Divider => None,
    };
    let of_image = match &block.kind {
        BlockKind::Figure(figure) => figure.attributes_of_image(),
        _ => None,
    };
    let caption = caption.map(|caption| case.caption_anchor(caption.id));
    let authored = || own(block.attributes.id.as_ref());
    caption.or_else(authored).or_else(|| own(of_image?.id.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_build_reads_counts() {
        let project = |path: &str, text: &str| Project::from_files([("a.md", "a"), (path, text)]);
        for (path, is_same) in
            [("b.md", false), ("public/b.md", true), ("publican.md", false), ("b.md~", true)]
        {
            let same = |text| project(path, "b").is_same(&project(path, text), Some("public"));
            assert_eq!((same("c"), same("b")), (is_same, true), "{path}");
        }
        assert!(!project("public/b.md", "b").is_same(&project("public/b.md", "c"), None));
    }
}
