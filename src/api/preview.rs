//! The steps of a preview: pages without files, the blocks with their ids in the HTML, and the places of both in the
//! sources.

use std::borrow::Cow;
use std::path::Path;

use super::{Book, Project, Report};
use crate::diag::{Diagnostic, Sources};
use crate::model::{Block, BlockKind, running};
use crate::project::{ProjectFile, Refusal};
use crate::render as outputs;
use crate::resolve::BookCase;
use crate::source::{Lines, Span};
use crate::typeset::preview::{Shown, forget};

/// A block with the id of its element in the HTML. The blocks of a note share the id of the note.
pub(crate) struct PlacedBlock {
    /// The id.
    pub anchor: String,
    /// The place of the block.
    pub span: Span,
}

/// The line of a place in the sources.
#[derive(Debug, Clone)]
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

/// How many layouts ago a result of Typst was last used if it is dropped. The results of unchanged cases are used by each
/// layout. With 0, an edit takes five times as long; more than 1 only helps after an edit was undone.
const OLDEST: usize = 2;

impl Project {
    /// Whether a build of the other project would read the same bytes. Files of unknown kinds do not count, because no
    /// build reads them, nor do those of the folder `out`.
    pub(crate) fn is_same(&self, other: &Self, out: Option<&str>) -> bool {
        let is_output = |path: &str| out.is_some_and(|out| Path::new(path).starts_with(out));
        let is_read =
            |file: &&ProjectFile| file.content != Err(Refusal::UnknownKind) && !is_output(&file.path);
        let [own, others] =
            [self, other].map(|project| project.files.files.iter().filter(is_read).collect::<Vec<_>>());
        let is_same = |(one, other): (&&ProjectFile, &&ProjectFile)| {
            one.path == other.path && one.content == other.content
        };
        own.len() == others.len() && own.iter().zip(&others).all(is_same)
    }
}

impl Book {
    /// The pages, or the errors that prevent them. The report has the warnings about the sources, too.
    pub(crate) fn pages(&self) -> (Option<Shown>, Report) {
        let mut found = self.found.clone();
        let shown = outputs::pages(&self.resolved, &self.theme, &mut found);
        forget(OLDEST);
        let report = self.project.report(found);
        (shown.filter(|_| !report.has_errors()), report)
    }

    /// The title of each case, its blocks and its notes, in reading order.
    pub(crate) fn blocks(&self) -> Vec<PlacedBlock> {
        self.resolved.cases().iter().flat_map(of_case).collect()
    }

    /// The text of a place.
    pub(crate) fn text(&self, span: Span) -> Cow<'_, str> {
        match Sources::text(&*self.project.files, span.file) {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(span.range()).unwrap_or_default()),
            Cow::Owned(text) => Cow::Owned(text.get(span.range()).unwrap_or_default().to_owned()),
        }
    }

    /// The line of a place.
    pub(crate) fn source_line(&self, span: Span) -> SourceLine {
        source_line(&self.project.files, span)
    }

    /// The path of the file of a place, below the project folder.
    pub(crate) fn file(&self, span: Span) -> &str {
        &self.project.files.file(span.file).path
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

    /// The line of a diagnostic.
    pub(crate) fn source_line(&self, diagnostic: &Diagnostic) -> Option<SourceLine> {
        diagnostic.span.map(|span| source_line(&self.files, span))
    }
}

fn source_line(files: &crate::project::Project, span: Span) -> SourceLine {
    let lines = Lines::new(Sources::text(files, span.file));
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
