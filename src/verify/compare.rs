//! Compares the expected pieces with the pieces of an output. Pieces that occur once on both sides are anchors
//! (patience diff). Between anchors the comparison looks a limited way ahead, so its time grows linearly with the book.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// Number of pieces that a step looks ahead for a match.
const FARTHEST: usize = 24;
/// Length in bytes from which a piece is unlikely to match by chance.
const TELLING: usize = 12;

/// A difference, with the indices of the expected and of the found piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The piece is missing.
    Missing(usize),
    /// The piece is somewhere else.
    Misplaced(usize),
    /// The piece has another text.
    Changed(usize, usize),
    /// The piece occurs once too often.
    Doubled(usize),
    /// Unexpected text after a piece; `None` at the beginning.
    Added(Option<usize>, usize),
}

/// The result of a comparison.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The indices of equal pieces: expected and found.
    pub pairs: Vec<(usize, usize)>,
    /// The differences, in the order of the expected pieces as far as possible.
    pub differences: Vec<Difference>,
}

/// Compares two sequences of pieces.
#[must_use]
pub fn compare(expected: &[&str], found: &[&str]) -> Comparison {
    let sides = Sides::new(expected, found);
    let mut comparison = Comparison::default();
    let mut hunks = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (next_i, next_j) in sides.anchors().into_iter().chain([(expected.len(), found.len())]) {
        sides.step((i..next_i, j..next_j), &mut comparison.pairs, &mut hunks);
        if next_i < expected.len() {
            comparison.pairs.push((next_i, next_j));
        }
        (i, j) = (next_i + 1, next_j + 1);
    }
    comparison.differences = sides.judge(&hunks);
    comparison
}

/// Runs of pieces between two matches, on both sides.
type Hunk = (Range<usize>, Range<usize>);

struct Sides<'a> {
    expected: &'a [&'a str],
    found: &'a [&'a str],
    /// For each text, its indices on both sides.
    places: HashMap<&'a str, (Vec<usize>, Vec<usize>)>,
}

impl<'a> Sides<'a> {
    fn new(expected: &'a [&'a str], found: &'a [&'a str]) -> Self {
        let mut places: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (index, text) in expected.iter().enumerate() {
            places.entry(text).or_default().0.push(index);
        }
        for (index, text) in found.iter().enumerate() {
            places.entry(text).or_default().1.push(index);
        }
        Self { expected, found, places }
    }

    /// The longest sequence of texts that occur once on each side, in the same order on both.
    fn anchors(&self) -> Vec<(usize, usize)> {
        let unique = self.expected.iter().filter_map(|text| match self.places.get(text) {
            Some((expected, found)) => match (expected.as_slice(), found.as_slice()) {
                ([i], [j]) => Some((*i, *j)),
                _ => None,
            },
            None => None,
        });
        let unique: Vec<(usize, usize)> = unique.collect();
        // Longest increasing subsequence: for each length, the sequence with the smallest end; and for each text, its
        // predecessor.
        let mut ends: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = Vec::with_capacity(unique.len());
        for (index, (_, j)) in unique.iter().enumerate() {
            let length = ends.partition_point(|end| unique[*end].1 < *j);
            before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
            if length == ends.len() {
                ends.push(index);
            } else {
                ends[length] = index;
            }
        }
        let mut anchors = Vec::with_capacity(ends.len());
        let mut last = ends.last().copied();
        while let Some(index) = last {
            anchors.push(unique[index]);
            last = before[index];
        }
        anchors.reverse();
        anchors
    }

    fn is_same(&self, i: usize, j: usize) -> bool {
        self.expected[i] == self.found[j]
    }

    /// Compares the pieces between two anchors.
    fn step(&self, (expected, found): Hunk, pairs: &mut Vec<(usize, usize)>, hunks: &mut Vec<Hunk>) {
        let (mut i, mut j) = (expected.start, found.start);
        let mut hunk = (i, j);
        while i < expected.end && j < found.end {
            if self.is_same(i, j) {
                self.note((hunk.0..i, hunk.1..j), hunks);
                pairs.push((i, j));
                (i, j) = (i + 1, j + 1);
                hunk = (i, j);
            } else {
                let (ahead_i, ahead_j) = self.meeting(i..expected.end, j..found.end).unwrap_or((1, 1));
                (i, j) = (i + ahead_i, j + ahead_j);
            }
        }
        self.note((hunk.0..expected.end, hunk.1..found.end), hunks);
    }

    /// Number of pieces to skip on each side until the next match.
    fn meeting(&self, expected: Range<usize>, found: Range<usize>) -> Option<(usize, usize)> {
        let ahead = |length: usize| length.saturating_sub(1).min(FARTHEST);
        let (most_i, most_j) = (ahead(expected.len()), ahead(found.len()));
        let steps = (1..=most_i + most_j).flat_map(|steps| {
            (steps.saturating_sub(most_j)..=steps.min(most_i)).map(move |ahead_i| (ahead_i, steps - ahead_i))
        });
        let mut steps = steps.filter(|(ahead_i, ahead_j)| {
            let (i, j) = (expected.start + ahead_i, found.start + ahead_j);
            let is_next_same = match (i + 1 < expected.end, j + 1 < found.end) {
                (true, true) => self.is_same(i + 1, j + 1),
                (is_more, is_more_found) => is_more == is_more_found,
            };
            self.is_same(i, j) && (is_next_same || self.expected[i].len() >= TELLING)
        });
        steps.next()
    }

    /// Records a run that differs. Runs that differ only in block boundaries have the same text.
    fn note(&self, hunk: Hunk, hunks: &mut Vec<Hunk>) {
        let (expected, found) = (&self.expected[hunk.0.clone()], &self.found[hunk.1.clone()]);
        let letters = |texts: &[&'a str]| texts.iter().flat_map(|text| text.bytes()).collect::<Vec<u8>>();
        if letters(expected) != letters(found) {
            hunks.push(hunk);
        }
    }

    /// Classifies every piece without a match.
    fn judge(&self, hunks: &[Hunk]) -> Vec<Difference> {
        let mut alone: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for j in hunks.iter().flat_map(|hunk| hunk.1.clone()) {
            alone.entry(self.found[j]).or_default().push_back(j);
        }
        let mut differences = Vec::new();
        let mut is_used = vec![false; self.found.len()];
        let mut is_misplaced = vec![false; self.expected.len()];
        for i in hunks.iter().flat_map(|hunk| hunk.0.clone()) {
            if let Some(j) = alone.get_mut(self.expected[i]).and_then(VecDeque::pop_front) {
                (is_misplaced[i], is_used[j]) = (true, true);
                differences.push((i, Difference::Misplaced(i)));
            }
        }
        for (expected, found) in hunks {
            let at = expected.start;
            let missing: Vec<usize> = expected.clone().filter(|i| !is_misplaced[*i]).collect();
            let others = found.clone().filter(|j| !is_used[*j]);
            let (doubled, new): (Vec<usize>, Vec<usize>) = others.partition(|j| {
                self.places.get(self.found[*j]).is_some_and(|(expected, _)| !expected.is_empty())
            });
            for j in doubled {
                let places = self.places.get(self.found[j]).map(|(expected, _)| expected.as_slice());
                let places = places.unwrap_or_default();
                let next = places.partition_point(|place| *place < at);
                if let Some(i) = places.get(next.saturating_sub(1)) {
                    differences.push((at, Difference::Doubled(*i)));
                }
            }
            self.pair_up((missing, new), expected.clone(), &mut differences);
        }
        // The sort is stable, so differences at one place stay in the order in which they were found.
        differences.sort_by_key(|(at, _)| *at);
        differences.into_iter().map(|(_, difference)| difference).collect()
    }

    /// Pairs missing pieces with similar new ones at the same place, which were changed.
    fn pair_up(
        &self,
        (missing, new): (Vec<usize>, Vec<usize>),
        hunk: Range<usize>,
        differences: &mut Vec<(usize, Difference)>,
    ) {
        let mut new = VecDeque::from(new);
        let is_one_to_one = missing.len() == new.len();
        let mut last = hunk.start.checked_sub(1);
        for i in missing {
            let mut ahead = new.iter().take(FARTHEST);
            let partner = if is_one_to_one {
                Some(0)
            } else {
                ahead.position(|j| is_alike(self.expected[i], self.found[*j]))
            };
            let Some(partner) = partner else {
                differences.push((i, Difference::Missing(i)));
                continue;
            };
            for j in new.drain(..partner) {
                differences.push((i, Difference::Added(last, j)));
            }
            if let Some(j) = new.pop_front() {
                differences.push((i, Difference::Changed(i, j)));
            }
            last = Some(i);
        }
        differences.extend(new.into_iter().map(|j| (hunk.end, Difference::Added(last, j))));
    }
}

/// Whether two texts share at least half of their bytes at the beginning and the end.
fn is_alike(a: &str, b: &str) -> bool {
    let (before, behind) = common(a, b);
    2 * (before + behind) >= a.len().max(b.len())
}

/// Number of bytes that two texts share at the beginning, and at the end of the rest. Both are at character boundaries.
#[must_use]
pub fn common(a: &str, b: &str) -> (usize, usize) {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let before: usize = same.map(|(a, _)| a.len_utf8()).sum();
    let (a, b) = (&a[before..], &b[before..]);
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    (before, same.map(|(a, _)| a.len_utf8()).sum())
}
