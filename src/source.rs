//! Places in the author's files: which file, which bytes, which line and column.

use std::borrow::Cow;
use std::ops::Range;

/// A file of the project, by its place among the paths in their order. [`Report::path`](crate::Report::path) gives its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A run of bytes in one file, as the author wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file the bytes are in.
    pub file: FileId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte; equal to `start` for a point between two bytes.
    pub end: u32,
}

impl Span {
    /// The bytes `range` of `file`. No file is larger than 64 MB, so that 32 bits are enough.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let offset = |bytes: usize| u32::try_from(bytes).unwrap_or(u32::MAX);
        Self { file, start: offset(range.start), end: offset(range.end.max(range.start)) }
    }

    /// The first byte of a file: the place of a complaint about the file as a whole.
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

/// A place as a person counts: line and column from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in Unicode scalar values, from 1.
    pub column: usize,
}

/// A text with the beginnings of its lines, so that many places in it are found fast.
#[derive(Debug)]
pub struct Lines<'a> {
    text: Cow<'a, str>,
    starts: Vec<usize>,
    /// How many characters begin before each [`STRIDE`]: a column in a line of megabytes is not counted from its start.
    counts: Vec<usize>,
}

/// How many bytes are counted at once, and how many at most for one column.
const STRIDE: usize = 1024;

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
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

    /// The bytes of the line with this number, its end included.
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

    /// The words of the line with this number, without its end.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let start = self.starts[number - 1];
        self.text[start..].lines().next().unwrap_or_default()
    }
}

/// How many characters begin in these bytes of a text in UTF-8.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !matches!(byte, 0x80..=0xBF)).count()
}
