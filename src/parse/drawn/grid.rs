//! Grid tables of pandoc and reStructuredText: boxes of `+`, `-`, `=` and `|`.

use std::collections::BTreeSet;

use super::canvas::Canvas;
use super::drawing::{Cell, Drawing, Row, widths};
use crate::model::Alignment;

/// How many characters are looked at before a drawing counts as broken.
const MOST_STEPS: usize = 4_000_000;

/// A box of the drawing, with its borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Frame {
    top: usize,
    left: usize,
    bottom: usize,
    right: usize,
}

/// Reads a drawing, of which the canvas has no other lines. None if its lines do not meet.
pub fn read(canvas: &Canvas) -> Option<Drawing> {
    let left = canvas.start(0)?;
    let right = canvas.width(0).checked_sub(1)?;
    let bottom = canvas.height().checked_sub(1)?;
    // Words beside the drawing would be lost.
    if (0..=bottom).any(|line| canvas.width(line) != right + 1 || canvas.start(line) != Some(left)) {
        return None;
    }
    let all = Frame { top: 0, left, bottom, right };
    let frames = Tracing { canvas, steps: 0 }.frames(all)?;
    let bounds = |sides: fn(&Frame) -> [usize; 2]| -> Vec<usize> {
        frames.iter().flat_map(sides).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let rows = bounds(|frame| [frame.top, frame.bottom]);
    let columns = bounds(|frame| [frame.left, frame.right]);
    let parts = Parts::of(canvas, all, &rows);
    let rows_in = |from: usize, to: usize| -> Vec<Row> {
        let tops = rows.iter().filter(|top| (from..to).contains(*top));
        tops.map(|top| row(canvas, &frames, *top, &rows, &columns)).collect()
    };
    let header = rows_in(0, parts.head);
    let body = rows_in(parts.head, parts.foot);
    let foot = rows_in(parts.foot, bottom);
    let spans = || columns.windows(2).map(|sides| (sides[0], sides[1]));
    let widths = widths(&[&header, &body, &foot], spans().map(|(left, right)| right - left));
    let line = parts.head;
    let alignments = spans().map(|(left, right)| alignment(canvas, line, left, right)).collect();
    Some(Drawing { height: canvas.height(), columns: alignments, widths, header, rows: body, foot })
}

/// The lines at which the parts of the table begin.
struct Parts {
    /// The end of the head: the first line of equal signs.
    head: usize,
    /// The start of the foot: the line of equal signs before the one at the end of the table.
    foot: usize,
}

impl Parts {
    fn of(canvas: &Canvas, all: Frame, rows: &[usize]) -> Self {
        let is_double = |line: &usize| {
            let mut marks = canvas.marks(*line, all.left..all.right + 1);
            *line > 0 && marks.all(|mark| "+=:".contains(mark))
        };
        let double: Vec<usize> = rows.iter().copied().filter(is_double).collect();
        match double.as_slice() {
            [head, .., foot, last] if *last == all.bottom => Self { head: *head, foot: *foot },
            [head, last] if *last == all.bottom => Self { head: *head, foot: all.bottom },
            [last] if *last == all.bottom => Self { head: 0, foot: all.bottom },
            [head, ..] => Self { head: *head, foot: all.bottom },
            [] => Self { head: 0, foot: all.bottom },
        }
    }
}

/// The alignment that colons at the ends of a border mark.
fn alignment(canvas: &Canvas, line: usize, left: usize, right: usize) -> Option<Alignment> {
    match (canvas.mark(line, left + 1), canvas.mark(line, right - 1)) {
        (':', ':') => Some(Alignment::Center),
        (':', _) => Some(Alignment::Start),
        (_, ':') => Some(Alignment::End),
        _ => None,
    }
}

/// The row of the cells that begin at a line.
fn row(canvas: &Canvas, frames: &[Frame], top: usize, rows: &[usize], columns: &[usize]) -> Row {
    let between = |bounds: &[usize], from: usize, to: usize| {
        let count = bounds.iter().filter(|bound| **bound > from && **bound <= to).count();
        u16::try_from(count).unwrap_or(u16::MAX)
    };
    let cells = frames.iter().filter(|frame| frame.top == top).map(|frame| {
        let lines = frame.top + 1..frame.bottom;
        let lines = lines.map(|line| canvas.words(line, frame.left + 1..frame.right));
        let column_span = between(columns, frame.left, frame.right);
        Cell::of(lines, column_span, between(rows, frame.top, frame.bottom))
    });
    cells.collect()
}

/// Follows the lines of a drawing.
struct Tracing<'c> {
    canvas: &'c Canvas,
    steps: usize,
}

impl Tracing<'_> {
    /// The boxes of the drawing, from the top left; none if they do not fill it.
    fn frames(mut self, all: Frame) -> Option<Vec<Frame>> {
        let mut corners = BTreeSet::from([(all.top, all.left)]);
        let mut seen = BTreeSet::new();
        let mut frames = Vec::new();
        let mut area = 0;
        while let Some((top, left)) = corners.pop_first() {
            if !seen.insert((top, left)) || top == all.bottom || left == all.right {
                continue;
            }
            let Some(frame) = self.frame(top, left, all) else { continue };
            area += (frame.bottom - frame.top) * (frame.right - frame.left);
            corners.extend([(frame.top, frame.right), (frame.bottom, frame.left)]);
            frames.push(frame);
        }
        let is_whole = area == (all.bottom - all.top) * (all.right - all.left);
        frames.sort_unstable();
        (is_whole && !frames.is_empty() && self.steps < MOST_STEPS).then_some(frames)
    }

    /// The smallest box with this corner.
    fn frame(&mut self, top: usize, left: usize, all: Frame) -> Option<Frame> {
        for right in left + 1..=all.right {
            let mark = self.at(top, right);
            if !"+-=:".contains(mark) {
                return None;
            }
            if mark != '+' || right < left + 2 {
                continue;
            }
            for bottom in top + 1..=all.bottom {
                let mark = self.at(bottom, right);
                if !"+|".contains(mark) {
                    break;
                }
                let frame = Frame { top, left, bottom, right };
                if mark == '+' && bottom > top + 1 && self.is_closed(frame) {
                    return Some(frame);
                }
            }
        }
        None
    }

    fn is_closed(&mut self, frame: Frame) -> bool {
        self.at(frame.bottom, frame.left) == '+'
            && (frame.left + 1..frame.right).all(|column| "+-=:".contains(self.at(frame.bottom, column)))
            && (frame.top + 1..frame.bottom).all(|line| "+|".contains(self.at(line, frame.left)))
    }

    /// The character at a place; a space if the drawing has taken too long.
    fn at(&mut self, line: usize, column: usize) -> char {
        self.steps += 1;
        if self.steps < MOST_STEPS { self.canvas.mark(line, column) } else { ' ' }
    }
}
