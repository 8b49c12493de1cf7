//! Places in source files: file, byte range, line and column.

use std::borrow::Cow;
use std::ops::Range;

/// A file of the project, by its place among the paths in their order. [`Report::path`](crate::Report::path) gives its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range in a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte; equal to `start` for an empty range.
    pub end: u32,
}

impl Span {
    /// The range `range` of `file`. Offsets fit into 32 bits, because the size of files is limited.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self { file, start: offset(range.start), end: offset(range.end.max(range.start)) }
    }

    /// The first byte of a file, which is the place of a diagnostic about the whole file.
    #[must_use]
    pub fn whole(file: FileId) -> Self {
        Self { file, start: 0, end: 0 }
    }

    /// The byte range inside the file.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A line and column, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

/// A text with an index of its lines, for fast conversion of offsets.
#[derive(Debug)]
pub struct Lines<'a> {
    text: Cow<'a, str>,
    starts: Vec<usize>,
    /// The number of characters before each multiple of [`STRIDE`], so that a column in a very long line is not counted
    /// from its start.
    counts: Vec<usize>,
}

/// Distance of the indexed offsets in bytes.
const STRIDE: usize = 1024;

impl<'a> Lines<'a> {
    /// Indexes the lines of a text.
    #[must_use]
    pub fn new(text: Cow<'a, str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        let strides = text.as_bytes().chunks(STRIDE).scan(0, |before, bytes| {
            *before += characters(bytes);
            Some(*before)
        });
        let counts = std::iter::once(0).chain(strides).collect();
        Self { text, starts, counts }
    }

    /// The position of the byte `offset`; an offset inside a character counts as its start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Position { line, column: 1 + self.characters_before(offset) - self.characters_before(start) }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let stride = offset / STRIDE;
        self.counts[stride] + characters(&self.text.as_bytes()[stride * STRIDE..offset])
    }

    /// The byte range of the line with this number, including its newline.
    #[must_use]
    pub fn range(&self, number: usize) -> Range<usize> {
        let end = self.starts.get(number).copied().unwrap_or(self.text.len());
        self.starts[number - 1]..end
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of the line with this number, without its newline.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let start = self.starts[number - 1];
        self.text[start..].lines().next().unwrap_or_default()
    }
}

/// The number of characters that begin in these UTF-8 bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}
