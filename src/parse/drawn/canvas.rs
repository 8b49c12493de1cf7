//! The lines of a drawn table as columns of a typewriter, with the way back to the text.

use std::ops::Range;

use crate::parse::callout::line::{behind_marks, prefix};

/// Tabs lead to multiples of this column.
const TAB: usize = 4;

/// What stands in a column of a line.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// Its offset in the text.
    at: usize,
    /// Its length in bytes; 0 in the second column of a wide character or a tab.
    length: usize,
    mark: char,
}

/// Lines in columns. The markers of lists and quotations before them are blank.
#[derive(Debug, Default)]
pub struct Canvas {
    lines: Vec<Vec<Spot>>,
}

impl Canvas {
    /// Adds a line after its `marks` quotation markers; none if it has fewer. The first line may begin with the marker of
    /// a list, too.
    pub fn add(&mut self, text: &str, line: &Range<usize>, marks: usize) -> Option<()> {
        let whole = &text[line.clone()];
        let hidden = if self.lines.is_empty() { prefix(whole) } else { behind_marks(whole, marks)? };
        let mut spots: Vec<Spot> = Vec::new();
        for (at, character) in whole.char_indices() {
            let mark = if at < hidden && character != '\t' { ' ' } else { character };
            let width = if mark == '\t' { TAB - spots.len() % TAB } else { width(mark) };
            let spot = Spot { at: line.start + at, length: character.len_utf8(), mark };
            match (width, spots.iter_mut().rev().find(|spot| spot.length > 0)) {
                (0, Some(before)) => before.length = spot.at + spot.length - before.at,
                (0, None) => {}
                _ => {
                    let mark = if mark == '\t' { ' ' } else { mark };
                    spots.push(Spot { mark, ..spot });
                    let more = Spot {
                        at: spot.at + spot.length,
                        length: 0,
                        mark: if mark == ' ' { ' ' } else { '\0' },
                    };
                    spots.extend(std::iter::repeat_n(more, width - 1));
                }
            }
        }
        self.lines.push(spots);
        Some(())
    }

    /// The number of lines.
    pub fn height(&self) -> usize {
        self.lines.len()
    }

    /// The number of columns of a line, without blanks at its end.
    pub fn width(&self, line: usize) -> usize {
        let spots = self.lines.get(line).map(Vec::as_slice).unwrap_or_default();
        spots.iter().rposition(|spot| spot.mark != ' ').map_or(0, |last| last + 1)
    }

    /// The first column of a line that is not blank.
    pub fn start(&self, line: usize) -> Option<usize> {
        self.lines.get(line)?.iter().position(|spot| spot.mark != ' ')
    }

    /// The character at a place; a space outside.
    pub fn mark(&self, line: usize, column: usize) -> char {
        self.lines.get(line).and_then(|line| line.get(column)).map_or(' ', |spot| spot.mark)
    }

    /// The characters of a line between two columns.
    pub fn marks(&self, line: usize, columns: Range<usize>) -> impl Iterator<Item = char> {
        columns.map(move |column| self.mark(line, column))
    }

    /// The runs of `mark` in a line that has nothing else but blanks.
    pub fn runs(&self, line: usize, mark: char) -> Option<Vec<Range<usize>>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for column in 0..self.width(line) {
            match (self.mark(line, column), runs.last_mut()) {
                (' ', _) => {}
                (other, Some(run)) if other == mark && run.end == column => run.end += 1,
                (other, _) if other == mark => runs.push(column..column + 1),
                _ => return None,
            }
        }
        (!runs.is_empty()).then_some(runs)
    }

    /// The place in the text of what stands between two columns of a line, without blanks around it, and the number of
    /// blanks before it.
    pub fn words(&self, line: usize, columns: Range<usize>) -> (Range<usize>, usize) {
        let all = self.lines.get(line).map(Vec::as_slice).unwrap_or_default();
        let spots = &all[columns.start.min(all.len())..columns.end.min(all.len())];
        let is_word = |spot: &Spot| spot.mark != ' ';
        let (Some(first), Some(last)) = (spots.iter().position(is_word), spots.iter().rposition(is_word))
        else {
            return (0..0, 0);
        };
        let last = spots[last];
        (spots[first].at..last.at + last.length, first)
    }
}

/// The number of columns of a character (Unicode Standard Annex 11): two for a wide one, none for one that is set on the
/// character before it.
fn width(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36F}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5BD}'
        | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}'
        | '\u{93C}'
        | '\u{941}'..='\u{948}'
        | '\u{94D}'
        | '\u{E31}'
        | '\u{E34}'..='\u{E3A}'
        | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{200B}'..='\u{200F}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{2060}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{FEFF}'
        | '\u{E0100}'..='\u{E01EF}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{231A}'..='\u{231B}'
        | '\u{23E9}'..='\u{23EC}'
        | '\u{2614}'..='\u{2615}'
        | '\u{2648}'..='\u{2653}'
        | '\u{26AA}'..='\u{26AB}'
        | '\u{26BD}'..='\u{26BE}'
        | '\u{2705}'
        | '\u{270A}'..='\u{270B}'
        | '\u{2728}'
        | '\u{274C}'
        | '\u{274E}'
        | '\u{2753}'..='\u{2755}'
        | '\u{2757}'
        | '\u{2795}'..='\u{2797}'
        | '\u{2B1B}'..='\u{2B1C}'
        | '\u{2B50}'
        | '\u{2B55}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{A960}'..='\u{A97C}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1F64F}'
        | '\u{1F680}'..='\u{1F6FF}'
        | '\u{1F7E0}'..='\u{1F7EB}'
        | '\u{1F900}'..='\u{1F9FF}'
        | '\u{1FA70}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_lead_back_to_the_text() {
        let text = "> | 表e\u{301} | b |\n";
        let mut canvas = Canvas::default();
        assert_eq!(canvas.add(text, &(0..text.len() - 1), 1), Some(()));
        assert_eq!((canvas.start(0), canvas.mark(0, 8)), (Some(2), '|'));
        let (words, before) = canvas.words(0, 3..8);
        assert_eq!((&text[words], before), ("表e\u{301}", 1));
    }
}
