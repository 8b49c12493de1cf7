//! The places that cite each work, and the words with links to them after the work in a list: `(cited in Oman 4, 17; Chad 2)`.

use std::collections::HashMap;

use super::inlines::Writer;
use crate::diag::Diagnostics;
use crate::model::{Attributes, Case, Inline, LinkId, LinkRole, Nodes, Wording, plain_text};
use crate::resolve::numbered_notes;

/// The ids of the citations of a case, and the works that they cite.
#[derive(Default)]
pub struct Marked(HashMap<String, String>);

/// A place that cites a work.
pub struct Place {
    /// The index of its case.
    pub case: usize,
    /// The number of its note; `None` in the text.
    pub note: Option<usize>,
    id: String,
}

/// The places of each work, by its key, in reading order.
#[derive(Default)]
pub struct Places(HashMap<String, Vec<Place>>);

/// How a list names the places.
pub struct Naming<'a> {
    pub wording: &'a Wording,
    /// The names of the cases by their indices; `None` in the list of one case.
    pub names: Option<&'a dyn Fn(usize) -> String>,
    /// The destination of a link to a fragment of a case.
    pub address: &'a dyn Fn(usize, &str) -> String,
}

impl Marked {
    /// The id for another citation of a work, which no author has used.
    pub fn add(&mut self, case: &Case, key: &str) -> String {
        let is_free = |id: &String| !case.author_ids.iter().any(|known| known.id == *id);
        let mut number = self.0.len() + 1;
        let mut id = format!("cite-{number}");
        while !is_free(&id) || self.0.contains_key(&id) {
            number += 1;
            id = format!("cite-{number}");
        }
        self.0.insert(id.clone(), key.to_owned());
        id
    }

    /// The ids.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Places {
    /// Adds the citations of a case: those of the text, and those of the notes by their numbers.
    pub fn add(&mut self, index: usize, case: &Case, marked: &Marked) {
        if marked.0.is_empty() {
            return;
        }
        self.add_from(Nodes::of_blocks(&case.blocks), (index, None), marked);
        // The notes are numbered as they will be in the book, where their faults are reported.
        let numbered = numbered_notes(case, &mut Diagnostics::default());
        for (number, note) in (1..).zip(numbered.order()) {
            let nodes = Nodes::of_blocks(&case.notes[note.index()].blocks);
            self.add_from(nodes, (index, Some(number)), marked);
        }
    }

    fn add_from(&mut self, nodes: Nodes<'_>, (case, note): (usize, Option<usize>), marked: &Marked) {
        for inline in nodes.inlines() {
            let (Inline::Link(_, attributes, _) | Inline::Span(attributes, _)) = inline else { continue };
            let Some((id, key)) = attributes.id.as_ref().and_then(|id| marked.0.get_key_value(id)) else {
                continue;
            };
            let places = self.0.entry(key.clone()).or_default();
            // A note is named once, although it cites the work twice.
            let is_known = |place: &Place| place.case == case && place.note.is_some() && place.note == note;
            if !places.iter().any(is_known) {
                places.push(Place { case, note, id: id.clone() });
            }
        }
    }

    /// The places of a work: those of one case, or of all.
    pub fn of(&self, key: &str, case: Option<usize>) -> Vec<&Place> {
        let places = self.0.get(key).into_iter().flatten();
        places.filter(|place| case.is_none_or(|case| place.case == case)).collect()
    }
}

impl Naming<'_> {
    /// The words after a work, with a space before them; nothing if no place cites it.
    pub fn words(&self, places: &[&Place], writer: &mut Writer<'_>) -> Vec<Inline> {
        if places.is_empty() {
            return Vec::new();
        }
        let (before, after) = self.wording.cited_in.around();
        let mut words = vec![Inline::Text(format!("({before}"))];
        for (index, group) in places.chunk_by(|one, other| one.case == other.case).enumerate() {
            words.extend((index > 0).then(|| Inline::Text("; ".to_owned())));
            self.push_case(group, &mut words, writer);
        }
        words.push(Inline::Text(format!("{after})")));
        let attributes = Attributes { classes: vec!["small".to_owned()], ..Attributes::default() };
        vec![Inline::Text(" ".to_owned()), Inline::Span(attributes, words)]
    }

    /// The places in one case: the numbers of its notes, and then those in the text.
    fn push_case(&self, places: &[&Place], words: &mut Vec<Inline>, writer: &mut Writer<'_>) {
        let name = self.names.map(|name| name(places[0].case));
        let (notes, texts): (Vec<&Place>, Vec<&Place>) =
            places.iter().partition(|place| place.note.is_some());
        let is_name_linked = name.is_some() && notes.is_empty() && texts.len() == 1;
        if let Some(name) = name.clone().filter(|_| !is_name_linked) {
            words.push(Inline::Text(format!("{name}\u{a0}")));
        }
        for (index, place) in notes.iter().enumerate() {
            words.extend((index > 0).then(|| Inline::Text(", ".to_owned())));
            let id = writer.added((self.address)(place.case, &place.id), LinkRole::Note);
            words.push(linked(id, place.note.unwrap_or_default().to_string()));
        }
        words.extend((!notes.is_empty() && !texts.is_empty()).then(|| Inline::Text(", ".to_owned())));
        let mut after = None;
        for (index, place) in texts.iter().enumerate() {
            let role = LinkRole::Page { after, is_named: is_name_linked };
            let id = writer.added((self.address)(place.case, &place.id), role);
            let shown = name.clone().filter(|_| is_name_linked).unwrap_or_else(|| letter(index));
            words.push(linked(id, shown));
            after = Some(id);
        }
    }
}

fn linked(id: LinkId, words: String) -> Inline {
    Inline::Link(id, Attributes::default(), vec![Inline::Text(words)])
}

/// The letters of the citations in a text: a, b, …, z, aa, ab.
pub fn letter(index: usize) -> String {
    let last = char::from(b'a' + u8::try_from(index % 26).unwrap_or_default());
    let before = if index >= 26 { letter(index / 26 - 1) } else { String::new() };
    format!("{before}{last}")
}

/// The name of a case in a list: its short title, or else its title.
pub fn name(case: &Case) -> String {
    case.header.short_title.clone().unwrap_or_else(|| plain_text(case.header.title_without_number()))
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 52].into_iter().map(letter).collect();
        assert_eq!(letters, ["a", "b", "z", "aa", "ab", "ba"]);
    }
}
