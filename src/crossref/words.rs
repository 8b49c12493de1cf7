//! The words of a cross-reference: “Figure 3”, “2.1”, the title of a section.

use std::sync::Arc;

use super::examples::Examples;
use super::numbers::{CaseNumbers, number_of};
use super::places::{Place, PlaceKind, Places};
use super::statements::{noun, nouns};
use crate::model::{Case, Label, LabelKind, Part, Phrase, Wanted, Wording, plain_text};
use crate::parse::is_label_word;

/// Other words before the number of a section or an equation.
const SIGNS: &[&str] = &[
    "§", "§§", "sec", "sect", "eq", "eqs", "eqn", "ch", "chap", "app", "sections", "chapters", "thm", "lem",
    "cor", "prop",
];

/// What the words depend on.
pub struct Printer<'a> {
    pub cases: &'a [(Part, Arc<Case>)],
    pub numbers: &'a [CaseNumbers],
    pub places: &'a Places,
    pub examples: &'a Examples,
    /// The words in the language of each case.
    pub wordings: &'a [Wording],
    /// The quotation marks in the language of each case.
    pub marks: Vec<(String, String)>,
}

impl Printer<'_> {
    /// The words for a place. `None` if it has neither a number nor a title.
    pub fn words(&self, from: usize, place: Place, wanted: Wanted) -> Option<String> {
        match (wanted, self.number(from, place)) {
            (Wanted::Words, _) => Some(String::new()),
            (Wanted::Label, Some((label, _))) => {
                Some(format!("{}{}", whole(&label), self.whose(from, place)))
            }
            (Wanted::Number, Some((_, number))) => Some(number),
            (Wanted::Bare, Some((_, number))) => Some(number.trim_matches(['(', ')']).to_owned()),
            (Wanted::Name, Some((label, _)))
                if matches!(
                    place.kind,
                    PlaceKind::Caption(_)
                        | PlaceKind::Equation(_)
                        | PlaceKind::Statement(_)
                        | PlaceKind::Item(..)
                ) =>
            {
                Some(whole(&label))
            }
            (Wanted::Name | Wanted::Title, _) => self.title(place),
            (Wanted::Label | Wanted::Number | Wanted::Bare, None) => {
                self.title(place).map(|title| self.quoted(from, &title))
            }
        }
    }

    /// Whether words end with those of a label, such as “see Fig.”, so that only the number is missing.
    pub fn ends_with_label(&self, from: usize, words: &str) -> bool {
        let Some(last) = words.split(' ').next_back() else { return false };
        let last = last.trim_end_matches('.').to_lowercase();
        let wording = &self.wordings[from];
        let phrases = [
            &wording.equation_number,
            &wording.section_number,
            &wording.chapter_number,
            &wording.appendix_number,
        ];
        let is_noun = |phrase: &&Phrase| noun(phrase).to_lowercase() == last;
        !last.is_empty()
            && (phrases.iter().any(is_noun)
                || nouns(wording).any(|noun| noun.to_lowercase() == last)
                || is_label_word(&last)
                || SIGNS.contains(&last.as_str()))
    }

    /// The label and the number of a place.
    fn number(&self, from: usize, place: Place) -> Option<(String, String)> {
        let (numbers, wording) = (&self.numbers[place.case], &self.wordings[from]);
        match place.kind {
            PlaceKind::Title => {
                let number = numbers.title.clone()?;
                Some((phrase(numbers.part, wording).with(&number), number))
            }
            PlaceKind::Section(id) => {
                let number = numbers.sections[id.index()].clone()?;
                Some((wording.section_number.with(&number), number))
            }
            PlaceKind::Caption(_) => {
                let label = self.label(place)?;
                let number = number_of(label);
                // A label of casebook in another case may be in another language.
                let words = match label.kind {
                    _ if self.is_written(place) => label.words.clone(),
                    LabelKind::Figure => wording.figure_number.with(&number),
                    LabelKind::Table => wording.table_number.with(&number),
                    LabelKind::Listing => wording.listing_number.with(&number),
                };
                Some((words, number))
            }
            PlaceKind::Equation(index) => {
                let number = self.places.equation(index);
                Some((wording.equation_number.with(number), format!("({number})")))
            }
            PlaceKind::Statement(start) => {
                let statement = numbers.statements.get(&start)?;
                Some((statement.label(wording), statement.number.clone()?))
            }
            PlaceKind::Item(style, number) => {
                let number = style.write(number);
                Some((number.clone(), number))
            }
            PlaceKind::Other => None,
        }
    }

    /// The label of a caption: the author's, or that of casebook.
    fn label(&self, place: Place) -> Option<&Label> {
        let PlaceKind::Caption(id) = place.kind else { return None };
        let own = self.cases[place.case].1.captions[id.index()].label.as_ref();
        own.or(self.numbers[place.case].labels[id.index()].as_ref())
    }

    fn is_written(&self, place: Place) -> bool {
        let PlaceKind::Caption(id) = place.kind else { return false };
        self.cases[place.case].1.captions[id.index()].label.is_some()
    }

    /// The case of a figure in parentheses, if figures of several cases have its label.
    fn whose(&self, from: usize, place: Place) -> String {
        let title = || self.name(place.case);
        if let PlaceKind::Equation(index) = place.kind {
            let is_clear = from == place.case || self.places.is_unique_equation(index);
            return if is_clear { String::new() } else { format!(" ({})", title()) };
        }
        let Some(label) = self.label(place).filter(|_| from != place.case) else { return String::new() };
        let has_same = |index: usize| {
            let (case, numbers) = (&self.cases[index].1, &self.numbers[index]);
            let labels = case.captions.iter().zip(&numbers.labels);
            labels
                .filter_map(|(own, label)| own.label.as_ref().or(label.as_ref()))
                .any(|own| own.name == label.name)
        };
        let is_unique =
            (0..self.cases.len()).filter(|index| *index != place.case).all(|index| !has_same(index));
        if is_unique { String::new() } else { format!(" ({})", title()) }
    }

    /// The name of a case.
    pub fn name(&self, case: usize) -> String {
        let header = &self.cases[case].1.header;
        header.short_title.clone().unwrap_or_else(|| plain_text(&header.title))
    }

    /// The words of a heading, a title or a caption.
    fn title(&self, place: Place) -> Option<String> {
        let case = &self.cases[place.case].1;
        let words = match place.kind {
            PlaceKind::Title => plain_text(&case.header.title),
            PlaceKind::Section(id) => case.sections[id.index()].text.clone(),
            PlaceKind::Caption(id) => case.captions[id.index()].text.clone(),
            PlaceKind::Statement(start) => {
                let label = self.numbers[place.case].statements.get(&start);
                label.map(|statement| statement.label(&self.wordings[place.case])).unwrap_or_default()
            }
            PlaceKind::Equation(_) | PlaceKind::Item(..) | PlaceKind::Other => String::new(),
        };
        (!words.is_empty()).then_some(words)
    }

    /// A title in the quotation marks of the language.
    fn quoted(&self, from: usize, title: &str) -> String {
        let (open, close) = &self.marks[from];
        format!("{open}{title}{close}")
    }
}

/// A label that is not broken between its word and its number.
fn whole(label: &str) -> String {
    label.replace(' ', "\u{A0}")
}

/// The words around the number of a case.
pub fn phrase(part: Part, wording: &Wording) -> &Phrase {
    match part {
        Part::Appendices => &wording.appendix_number,
        Part::Title => &wording.part_number,
        Part::Front | Part::Cases | Part::Back => &wording.chapter_number,
    }
}
