//! Lines and columns of the places in diagnostics.

use std::collections::BTreeMap;

use crate::diag::Sources;
use crate::source::{FileId, Lines, Position, Span};

/// A span as lines, columns and byte offsets.
pub struct Place {
    pub path: String,
    pub start: Position,
    pub end: Position,
}

/// Converts spans to lines and columns. The line starts of each file are computed once.
pub struct Places<'a> {
    pub sources: &'a dyn Sources,
    files: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    pub fn new(sources: &'a dyn Sources) -> Self {
        Self { sources, files: BTreeMap::new() }
    }

    pub fn lines(&mut self, file: FileId) -> &Lines<'a> {
        self.files.entry(file).or_insert_with(|| Lines::new(self.sources.text(file)))
    }

    pub fn find(&mut self, span: Span) -> Place {
        let path = self.sources.path(span.file);
        let lines = self.lines(span.file);
        let range = span.range();
        Place { path, start: lines.position(range.start), end: lines.position(range.end) }
    }
}
