//! Places in the author's files: which file, which bytes, which line and column.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

/// A file of the project, by its index in [`Project::files`](crate::project::Project::files).
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
    /// The bytes `range` of `file`. Files are bounded well below 4 GiB by [`load`](crate::load).
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
    /// The last place that was asked for, and its column: the next one in a long line is mostly behind it.
    last: Cell<(usize, usize)>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    #[must_use]
    pub fn new(text: Cow<'a, str>) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        Self { text, starts, last: Cell::new((0, 1)) }
    }

    /// The position of the byte `offset`; an offset inside a character counts as its start.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        let (from, before) =
            Some(self.last.get()).filter(|(last, _)| (start..=offset).contains(last)).unwrap_or((start, 1));
        let column = before + self.text[from..offset].chars().count();
        self.last.set((offset, column));
        Position { line, column }
    }

    /// The words of the line with this number, without its end.
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let start = self.starts[number - 1];
        self.text[start..].lines().next().unwrap_or_default()
    }
}
