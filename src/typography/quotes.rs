//! Pairs the straight marks of a passage. What finds no partner is an apostrophe, a prime, or a mark that stands alone.
//!
//! - `"` becomes the outer marks of the language and `'` the inner ones, whichever is inside the other.
//! - A pair has the language of the place where it opens.
//! - A quotation cannot end outside the one in which it begins.

use super::delimiters::Language;
use super::marks::{self, Could, Kind, Mark};
use super::passage::{Change, Passage};
use super::signs::{DOUBLE, SINGLE};
use super::spaces;

const APOSTROPHE: char = '’';

/// The decision about a mark.
#[derive(Debug, Clone, Copy)]
enum Role {
    /// It opens a quotation, with a partner or, in the last paragraph but one, without.
    Opens,
    /// It closes the quotation that the mark with this index opens.
    Closes(usize),
    /// It closes a quotation that another paragraph opens.
    ClosesAlone,
    /// Another sign.
    Sign(char),
}

/// The typographic forms of all straight marks, in order.
pub(super) fn changes(passage: &Passage) -> Vec<Change> {
    let marks = marks::of(passage);
    let mut pairing = Pairing {
        passage,
        roles: vec![Role::Sign(APOSTROPHE); marks.len()],
        is_inner: vec![false; marks.len()],
        nexts: next_doubles(&marks),
        open: Vec::new(),
        counts: [0; 3],
        marks: &marks,
    };
    for index in 0..marks.len() {
        pairing.decide(index);
    }
    pairing.give_up(0);
    let Pairing { roles, is_inner, .. } = pairing;
    let form = |index: usize| form(passage, &marks, &roles, &is_inner, index);
    (0..marks.len()).map(form).collect()
}

/// For each mark, the next double one after it.
fn next_doubles(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut next = None;
    let mut nexts = vec![None; marks.len()];
    for (index, mark) in marks.iter().enumerate().rev() {
        nexts[index] = next;
        if mark.kind == Kind::Double {
            next = Some(index);
        }
    }
    nexts
}

struct Pairing<'p> {
    passage: &'p Passage,
    marks: &'p [Mark],
    roles: Vec<Role>,
    /// Whether a pair of an element is inside another one.
    is_inner: Vec<bool>,
    nexts: Vec<Option<usize>>,
    /// The marks that opened a quotation, the innermost last.
    open: Vec<usize>,
    /// How many of them there are of each kind.
    counts: [usize; 3],
}

impl Pairing<'_> {
    fn decide(&mut self, index: usize) {
        let mark = self.marks[index];
        match mark.kind {
            Kind::Element if mark.could == Could::Open => {
                let is_outer =
                    |index: &usize| self.marks[*index].kind != Kind::Single && !self.is_inner[*index];
                self.is_inner[index] = self.open.last().is_some_and(is_outer);
                self.open(index);
            }
            Kind::Element => self.close(index, Kind::Element),
            Kind::Double => self.double(index),
            Kind::Single => self.single(index),
        }
    }

    fn double(&mut self, index: usize) {
        let mark = self.marks[index];
        if let Some(sign) = self.hebrew(index) {
            self.roles[index] = Role::Sign(sign);
        } else if mark.could != Could::Open && self.is_prime(index) {
            self.roles[index] = Role::Sign('″');
        } else if mark.could == Could::Open || !self.is_open(Kind::Double) && self.opens_after_all(index) {
            self.open(index);
        } else {
            self.close(index, Kind::Double);
        }
    }

    /// Whether a mark opens a quotation because none is open.
    fn opens_after_all(&self, index: usize) -> bool {
        let mark = self.marks[index];
        let is_empty_quotation = self.sign(mark.at + 1) == Some(DOUBLE);
        mark.could == Could::Either || is_empty_quotation && mark.could == Could::Close
    }

    fn single(&mut self, index: usize) {
        let mark = self.marks[index];
        let is_open = self.open.last().is_some_and(|last| self.marks[*last].kind == Kind::Single);
        if let Some(sign) = self.hebrew(index) {
            self.roles[index] = Role::Sign(sign);
        } else if self.is_minute(index, is_open) {
            self.roles[index] = Role::Sign('′');
        } else {
            match mark.could {
                Could::Open => self.open(index),
                Could::Either | Could::OpenOrJoin if !is_open => self.open(index),
                Could::Close | Could::Either if is_open => self.close(index, Kind::Single),
                Could::Close | Could::Either | Could::OpenOrJoin | Could::Join => {}
            }
        }
    }

    fn open(&mut self, index: usize) {
        self.counts[self.marks[index].kind as usize] += 1;
        self.roles[index] = Role::Opens;
        self.open.push(index);
    }

    /// Closes the innermost quotation with this kind of mark. Those inside it stay open.
    fn close(&mut self, index: usize, kind: Kind) {
        // Without the count, a search in vain through many open marks would take too long.
        let is_partner = |open: &usize| self.marks[*open].kind == kind;
        let partner = if self.is_open(kind) { self.open.iter().rposition(is_partner) } else { None };
        self.roles[index] = match partner {
            Some(place) => {
                let partner = self.open[place];
                self.give_up(place + 1);
                self.open.pop();
                self.counts[kind as usize] -= 1;
                Role::Closes(partner)
            }
            None => Role::ClosesAlone,
        };
    }

    /// Decides the marks that found no partner, down to a depth. A single one stays an opening mark where that is almost
    /// an apostrophe, or where a quotation begins that goes on in the next paragraph. Elsewhere it is an apostrophe.
    fn give_up(&mut self, depth: usize) {
        for index in self.open.drain(depth..) {
            let mark = self.marks[index];
            self.counts[mark.kind as usize] -= 1;
            let is_blank = |at: usize| self.passage.signs.get(at).is_none_or(|sign| sign.is_whitespace());
            let is_alike = self.passage.language_at(mark.at).inner.opening == '‘';
            if mark.kind == Kind::Single && (is_blank(mark.at + 1) || !mark.is_announced && !is_alike) {
                self.roles[index] = Role::Sign(APOSTROPHE);
            } else if mark.kind == Kind::Double && is_blank(mark.at + 1) {
                // Alone in a cell or between words, it means "ditto".
                self.roles[index] = Role::Sign('”');
            }
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.counts[kind as usize] > 0
    }

    fn sign(&self, at: usize) -> Option<char> {
        self.passage.signs.get(at).copied()
    }

    /// Whether a mark follows a number with few digits that is no part of a name such as `C3`.
    fn follows_measure(&self, at: usize) -> bool {
        let before = &self.passage.signs[..at];
        let digits = before.iter().rev().take(FEW + 1).take_while(|sign| sign.is_ascii_digit()).count();
        let mut rest = before[..at - digits].iter().rev();
        let is_name = match rest.next() {
            // A range, or a product: `2-4"`, `12"x4"`.
            Some('-' | 'x') => rest.next().is_some_and(|sign| sign.is_alphabetic()),
            Some(sign) => sign.is_alphabetic(),
            None => false,
        };
        (1..=FEW).contains(&digits) && !is_name
    }

    /// Whether a double mark means inches or seconds: after a number, if it closes nothing, or if the next mark closes the
    /// open quotation.
    fn is_prime(&self, index: usize) -> bool {
        let mark = self.marks[index];
        if !self.follows_measure(mark.at) {
            return false;
        }
        if !self.is_open(Kind::Double) {
            let is_letter = |at: usize| self.sign(at).is_some_and(char::is_alphabetic);
            // `12"x4"`, and a point of the compass.
            let is_unit = matches!(self.sign(mark.at + 1), Some('x' | 'N' | 'S' | 'E' | 'W' | 'O'));
            return !is_letter(mark.at + 1) || is_unit && !is_letter(mark.at + 2);
        }
        self.nexts[index].is_some_and(|next| self.marks[next].could == Could::Close)
    }

    /// Whether a single mark means feet or minutes.
    fn is_minute(&self, index: usize, is_open: bool) -> bool {
        let mark = self.marks[index];
        if mark.could == Could::Open || !self.follows_measure(mark.at) {
            return false;
        }
        let behind = &self.passage.signs[mark.at + 1..];
        let blanks = behind.iter().take(2).take_while(|sign| sign.is_whitespace()).count();
        let number = &behind[blanks.min(1)..];
        let digits = number.iter().take(FEW + 1).take_while(|sign| sign.is_ascii_digit()).count();
        let is_measure = (1..FEW).contains(&digits) && number.get(digits) == Some(&DOUBLE);
        let is_joined = mark.could == Could::Join;
        // Three digits follow the mark between thousands: 10’000.
        is_measure
            || !is_open && !is_joined && behind.first() != Some(&SINGLE)
            || is_joined && blanks == 0 && (1..FEW).contains(&digits)
    }

    /// Gershayim before the last letter of a Hebrew abbreviation, and geresh after a Hebrew letter.
    fn hebrew(&self, index: usize) -> Option<char> {
        let Mark { at, kind, could, .. } = self.marks[index];
        let is_letter = |at: usize| matches!(self.sign(at), Some('א'..='ת'));
        if at == 0 || !is_letter(at - 1) {
            return None;
        }
        match kind {
            Kind::Double => (is_letter(at + 1) && !is_letter(at + 2)).then_some('״'),
            Kind::Single => (could == Could::Join || !self.is_open(Kind::Single)).then_some('׳'),
            Kind::Element => None,
        }
    }
}

/// Number of digits of the longest measure. Longer numbers are years.
const FEW: usize = 3;

/// The typographic form of a mark, with the spaces of French.
fn form(passage: &Passage, marks: &[Mark], roles: &[Role], is_inner: &[bool], index: usize) -> Change {
    let at = marks[index].at;
    let own = |index: usize| {
        let language = passage.language_at(marks[index].at);
        let is_outer = marks[index].kind != Kind::Single && !is_inner[index];
        (if is_outer { language.outer } else { language.inner }, language)
    };
    let space = |language: Language, mark: char| spaces::inside(language.spacing, mark);
    let blank = |at: Option<&char>| at.is_some_and(|sign| sign.is_whitespace());
    match roles[index] {
        Role::Sign(sign) => Change::of(at, sign),
        Role::Opens => {
            let (pair, language) = own(index);
            let is_spaced = blank(passage.signs.get(at + 1));
            let behind = space(language, pair.opening).filter(|_| !is_spaced);
            Change { behind, ..Change::of(at, pair.opening) }
        }
        Role::Closes(_) | Role::ClosesAlone => {
            let (pair, language) =
                own(if let Role::Closes(partner) = roles[index] { partner } else { index });
            let is_spaced = at > 0 && blank(passage.signs.get(at - 1));
            let before = space(language, pair.closing).filter(|_| !is_spaced);
            Change { before, ..Change::of(at, pair.closing) }
        }
    }
}
