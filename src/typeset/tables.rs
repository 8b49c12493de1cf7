//! Writes tables, and names for each column the cells and words that need the most space.
//!
//! Laying out a table repeatedly is expensive. The page layout measures only the named cells and words, so the time for
//! measuring does not grow with the rows.

use std::ops::Range;

use super::breakable;
use super::call::{Call, Markup, Value};
use super::case::Writer;
use super::last_rows::{self, LONG_TABLE};
use crate::apparatus::{Decimals, Gap, Room};
use crate::model::{Alignment, Block, BlockKind, Cell, Inline, Inside, Nodes, Style, Table, grid};
use crate::vocabulary::{CODE, TABLE};

/// Number of cells and words measured for each column: the widest by estimate.
const MEASURED: usize = 3;

/// A word with more letters than this may be hyphenated in a table.
const LONG_WORD: usize = 12;

/// A run without spaces that is longer than this is an address or a path, and may break after its punctuation.
const LONG_NAME: usize = 20;

impl Writer<'_> {
    /// The call for a table.
    pub(super) fn table(&self, block: &Block, table: &Table) -> Call {
        let attributes = &block.attributes;
        let cells = Self { breaks_words: true, ..*self };
        let header = table.header.iter().flatten();
        let header = header.map(|cell| cells.cell(None, cell, true, &Room::default()));
        let decimals = Decimals::of(table);
        let count = table.rows.len();
        let is_marked = !self.is_inside && last_rows::has_marks(table);
        let mark = |row: usize, column: usize| match column {
            0 if is_marked => last_rows::mark(block.span, row, count),
            _ => None,
        };
        let places = grid::columns(table.below_header(), table.columns.len());
        let below = table.below_header().zip(places).enumerate().map(|(row, (of, places))| {
            let cell = |(column, (cell, place)): (usize, (&Cell, Range<usize>))| {
                let room = decimals.room(&place, cell);
                cells.cell(mark(row, column), cell, cell.is_header, &room)
            };
            of.iter().zip(places).enumerate().map(cell).collect::<Vec<_>>()
        });
        let mut rows: Vec<Vec<Value>> = below.collect();
        let foot: Vec<Value> = rows.split_off(count).into_iter().flatten().collect();
        let rows = rows.into_iter().flatten();
        let call = Call::new(TABLE.function)
            .with(cells.columns(table))
            .with(Value::array(header))
            .with(Value::array(rows))
            .maybe("foot", (!foot.is_empty()).then(|| Value::array(foot)));
        let call = self.caption(call, table.caption.as_ref());
        // A table with a caption gets its name from the caption.
        let id = attributes.id.as_deref().filter(|_| table.caption.is_none());
        let anchor = id.and_then(|id| self.case.anchor(id));
        // A header with links or link targets cannot be repeated on several pages.
        let is_led_to = table.header.iter().flatten().any(is_led_to);
        let spans = table.below_header().flatten().any(|cell| cell.row_span > 1);
        let continued = self.continued(table).filter(|_| !is_led_to);
        call.maybe("name", anchor.map(Value::text))
            .maybe("repeat-header", is_led_to.then(|| false.into()))
            .maybe(
                "looser",
                self.adjustments.last_rows.space(block.span).map(|space| Value::length(space, "pt")),
            )
            .maybe("continued", continued.map(|words| Value::text(&words)))
            .maybe("binds-rows", spans.then(|| true.into()))
            .maybe("inside", self.is_inside.then(|| true.into()))
            .maybe("shares", shares(&table.widths))
    }

    /// The words above the repeated header of a long table with a label.
    fn continued(&self, table: &Table) -> Option<String> {
        let label = &table.caption.as_ref()?.label.as_ref()?.words;
        let is_long = table.rows.len() >= LONG_TABLE && !table.header.is_empty() && !self.is_inside;
        let (before, after) = self.book.wording().continued.around();
        is_long.then(|| format!("{before}{label}{after}"))
    }

    /// A cell. `mark` is the label of its place.
    fn cell(&self, mark: Option<String>, cell: &Cell, is_header: bool, room: &Room) -> Value {
        let mut content = match cell.blocks.as_slice() {
            [] => self.inlines(&cell.content),
            blocks => self.blocks(blocks),
        };
        if let Some(before) = &room.before {
            content = decimal_room(before).then(content);
        }
        if let Some(mark) = mark {
            content = Markup::from(Call::new("anchor").with(Value::text(&mark))).then(content);
        }
        if let Some(after) = &room.after {
            content = content.then(decimal_room(after));
        }
        let written = Call::new("cell").with(cell.column_span).with(cell.row_span);
        written.with(is_header).body(content).into()
    }

    /// For each column: its alignment, the indices of its widest cells, and its longest words.
    fn columns(&self, table: &Table) -> Value {
        let mut widest: Vec<Widest<usize>> = table.columns.iter().map(|_| Widest::default()).collect();
        let mut words: Vec<Widest<Piece>> = table.columns.iter().map(|_| Widest::default()).collect();
        let rows = || table.all_rows();
        let places = grid::columns(rows(), table.columns.len()).into_iter().flatten();
        let in_header = table.header.iter().flatten().count();
        for (index, (cell, columns)) in rows().flatten().zip(places).enumerate() {
            // A cell that spans several columns does not determine the width of a single one.
            if cell.column_span == 1 && !columns.is_empty() {
                let is_strong = index < in_header || cell.is_header;
                let pieces = self.pieces_of(cell, is_strong);
                widest[columns.start].offer(pieces.iter().map(Piece::width).sum(), index);
                for piece in pieces {
                    words[columns.start].offer(piece.width(), piece);
                }
            }
        }
        let columns = table.columns.iter().zip(widest).zip(words);
        Value::array(columns.map(|((alignment, cells), words)| {
            let alignment = match alignment {
                Alignment::Start => "start",
                Alignment::Center => "center",
                Alignment::End => "end",
            };
            let cells = cells.best.iter().map(|(_, place)| Value::from(*place));
            let words = words.best.iter().map(|(_, piece)| Value::content(piece.content()));
            let column = Call::new("column").with(Value::name(alignment));
            column.with(Value::array(cells)).with(Value::array(words)).into()
        }))
    }

    /// The unbreakable pieces of a cell, with or without blocks.
    fn pieces_of(&self, cell: &Cell, is_strong: bool) -> Vec<Piece> {
        let mut pieces = self.pieces(&cell.content, is_strong);
        for block in Nodes::of_blocks(&cell.blocks).blocks() {
            if let BlockKind::CodeBlock { text, .. } = &block.kind {
                let line = |line: &str| Piece { text: line.to_owned(), is_code: true, ..Piece::default() };
                pieces.extend(text.lines().map(line));
            }
            for inside in block.inside() {
                if let Inside::Text(text) = inside {
                    pieces.extend(self.pieces(text.content, is_strong));
                }
            }
        }
        pieces
    }

    /// The unbreakable pieces of a cell.
    fn pieces(&self, content: &[Inline], is_strong: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut open = Piece { is_strong, ..Piece::default() };
        self.collect(content, is_strong, &mut open, &mut pieces);
        close(&mut open, &mut pieces);
        pieces
    }

    fn collect(&self, content: &[Inline], is_strong: bool, open: &mut Piece, pieces: &mut Vec<Piece>) {
        for inline in content {
            // A piece that mixes faces counts as the widest of them.
            let is_new = open.text.is_empty();
            open.is_strong = is_strong || open.is_strong && !is_new;
            open.is_code = matches!(inline, Inline::Code(_)) || open.is_code && !is_new;
            match inline {
                Inline::Text(words) => self.split(words, open, pieces),
                Inline::Code(words) => {
                    for (index, word) in words.split(' ').enumerate() {
                        if index > 0 {
                            close(open, pieces);
                        }
                        let is_long = word.chars().count() > breakable::LONG_PART;
                        let parts = if is_long { breakable::measured_parts(word) } else { vec![word] };
                        let last = parts.len() - 1;
                        for (index, part) in parts.into_iter().enumerate() {
                            open.text.push_str(part);
                            if index < last {
                                close(open, pieces);
                            }
                        }
                    }
                }
                Inline::Image(id, attributes) => {
                    close(open, pieces);
                    pieces.extend(
                        self.least_image_call(*id, attributes)
                            .map(|call| Piece { picture: Some(call), ..Piece::default() }),
                    );
                }
                Inline::NoteReference(id) => {
                    let note = self.case.cited(*id);
                    open.text.extend(note.map(|note| self.case.number(note).to_string()));
                }
                // A formula is not broken.
                Inline::Formula(id, _) => {
                    close(open, pieces);
                    let formula = Value::content(self.formula(*id));
                    pieces.push(Piece { picture: Some(formula), ..Piece::default() });
                }
                // A mention is not broken.
                Inline::Mention(_, words) => open.text.push_str(words),
                Inline::LineBreak => close(open, pieces),
                Inline::Styled(Style::Strong, children) => self.collect(children, true, open, pieces),
                inline => self.collect(inline.children(), is_strong, open, pieces),
            }
        }
    }

    /// Splits text where a line may end.
    fn split(&self, words: &str, open: &mut Piece, pieces: &mut Vec<Piece>) {
        for (index, word) in words.split(' ').enumerate() {
            if index > 0 {
                close(open, pieces);
            }
            for part in parts_of_name(word) {
                let mut rest = part;
                // A line may end after a hyphen, between two ideographs, and at the break opportunities of the author.
                while let Some(end) = rest.char_indices().find_map(|(at, character)| {
                    let is_end = at > 0 && matches!(character, '-' | '–' | '—' | '\u{AD}' | '\u{200B}');
                    (is_end || is_ideograph(character)).then_some(at + character.len_utf8())
                }) {
                    self.hyphenate(&rest[..end], open, pieces);
                    close(open, pieces);
                    rest = &rest[end..];
                }
                self.hyphenate(rest, open, pieces);
                if part.len() < word.len() {
                    close(open, pieces);
                }
            }
        }
    }

    /// Splits a long word into syllables, and a long run that is not a word into equal parts.
    fn hyphenate(&self, word: &str, open: &mut Piece, pieces: &mut Vec<Piece>) {
        let is_long = letters(word).chars().count() > LONG_WORD;
        let (parts, end) = match breakable::syllables(word, self.language) {
            Some(syllables) if is_long => (syllables, "-"),
            None if is_unbroken(word, self.language) => (breakable::measured_parts(word), ""),
            Some(_) | None => (vec![word], ""),
        };
        let last = parts.len() - 1;
        for (index, part) in parts.into_iter().enumerate() {
            open.text.push_str(part);
            if index < last {
                open.text.push_str(end);
                close(open, pieces);
            }
        }
    }
}

/// Whether a word is too long for a column and has no syllables.
fn is_unbroken(word: &str, language: Option<hypher::Lang>) -> bool {
    word.chars().count() > breakable::LONG_PART && breakable::syllables(word, language).is_none()
}

/// Text of a cell, with break opportunities in long words.
pub(super) fn breakable(words: &str, language: Option<hypher::Lang>) -> Markup {
    let mut out = Markup::default();
    let mut plain = String::new();
    for (index, word) in words.split(' ').enumerate() {
        if index > 0 {
            plain.push(' ');
        }
        let parts = parts_of_name(word);
        let last = parts.len() - 1;
        for (index, part) in parts.into_iter().enumerate() {
            if is_unbroken(part, language) {
                plain.push_str(&breakable::parts(part).join("\u{200B}"));
            } else if letters(part).chars().count() > LONG_WORD {
                out = out.and_text(&std::mem::take(&mut plain));
                out = out.and(Call::new("long-word").body(Markup::text(part)));
            } else {
                plain.push_str(part);
            }
            if index < last {
                out = out.and_text(&std::mem::take(&mut plain)).and(Call::new("may-break"));
            }
        }
    }
    out.and_text(&plain)
}

/// Code in a cell, with break opportunities in long runs.
pub(super) fn breakable_code(code: &str) -> String {
    let words = code.split(' ').map(|word| match word.chars().count() {
        count if count > breakable::LONG_PART => breakable::parts(word).join("\u{200B}"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The word without the characters around its letters.
fn letters(word: &str) -> &str {
    word.trim_matches(|character: char| !character.is_alphabetic())
}

/// The parts of a long address or path; any other word is one part.
fn parts_of_name(word: &str) -> Vec<&str> {
    if word.chars().count() <= LONG_NAME {
        return vec![word];
    }
    let is_mark = |character: char| "/._@:?&=,;~-".contains(character);
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, mark) in word.char_indices().filter(|(_, character)| is_mark(*character)) {
        let end = at + mark.len_utf8();
        let is_between = |side: Option<char>| side.is_some_and(|character| !is_mark(character));
        // Do not split between "http:" and "//", and do not leave one or two characters alone.
        if is_between(word[end..].chars().next()) && end - start > 2 {
            parts.push(&word[start..end]);
            start = end;
        }
    }
    parts.push(&word[start..]);
    parts
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Content that stays on one line.
#[derive(Default, Clone, PartialEq)]
struct Piece {
    text: String,
    is_strong: bool,
    is_code: bool,
    /// The call for a picture instead of text.
    picture: Option<Value>,
}

impl Piece {
    /// Estimated width, in halves of a small letter. It is only used to choose the pieces to measure.
    fn width(&self) -> usize {
        let letters = self.text.chars().map(|character| match character {
            _ if self.is_code => 3,
            'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '(' | ')'
            | '|' => 1,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 4,
            character if character.is_uppercase() => 3,
            character if is_ideograph(character) => 4,
            _ => 2,
        });
        if self.picture.is_some() { usize::from(u16::MAX) } else { letters.sum() }
    }

    fn content(&self) -> Markup {
        let words = match &self.picture {
            Some(call) => call.clone().into(),
            None if self.is_code => Call::new(CODE.function).with(Value::text(&self.text)).into(),
            None => Markup::text(&self.text),
        };
        if self.is_strong { Call::new("strong").body(words).into() } else { words }
    }
}

/// Closes a piece; the next one has the same face.
fn close(open: &mut Piece, pieces: &mut Vec<Piece>) {
    if !open.text.is_empty() {
        pieces.push(open.clone());
        open.text.clear();
    }
}

/// Keeps the widest of the offered items.
struct Widest<T> {
    best: Vec<(usize, T)>,
}

impl<T> Default for Widest<T> {
    fn default() -> Self {
        Self { best: Vec::new() }
    }
}

impl<T: PartialEq> Widest<T> {
    fn offer(&mut self, width: usize, thing: T) {
        let place = self.best.partition_point(|(other, _)| *other >= width);
        let is_known = self.best.iter().any(|(other, known)| *other == width && *known == thing);
        if width > 0 && place < MEASURED && !is_known {
            self.best.insert(place, (width, thing));
            self.best.truncate(MEASURED);
        }
    }
}

/// The shares of the columns in the width of the text, in thousandths.
fn shares(widths: &[u16]) -> Option<Value> {
    (!widths.is_empty()).then(|| Value::array(widths.iter().map(|width| Value::from(*width))))
}

fn decimal_room(gap: &Gap) -> Markup {
    Call::new("decimal-room").with(Value::text(&gap.most)).with(Value::text(&gap.own)).into()
}

/// Whether the content has links or may be the target of one. A repeated header is an artifact of the PDF, which cannot
/// contain links.
fn is_led_to(cell: &Cell) -> bool {
    let inlines = Nodes::of_text(&cell.content).inlines().chain(Nodes::of_blocks(&cell.blocks).inlines());
    inlines.into_iter().any(|inline| match inline {
        Inline::NoteReference(_) | Inline::Link(..) | Inline::Mention(..) => true,
        Inline::Span(attributes, _) | Inline::Image(_, attributes) => attributes.id.is_some(),
        _ => false,
    })
}
