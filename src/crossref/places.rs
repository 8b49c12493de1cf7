//! The places to which cross-references lead.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::numbers::CaseNumbers;
use super::statements;
use crate::diag::nearest;
use crate::model::{BlockKind, CaptionId, CaptionNumbers, Case, Inline, List, NumberStyle, Part, SectionId};
use crate::project::Project;
use crate::resolve::{Equations, below, equations_of, slug_of_heading};

/// A place with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Index of the case.
    pub case: usize,
    pub kind: PlaceKind,
}

impl Place {
    /// The title of a case.
    pub fn title(case: usize) -> Self {
        Self { case, kind: PlaceKind::Title }
    }
}

/// What is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// The title of the case.
    Title,
    Section(SectionId),
    Caption(CaptionId),
    /// An equation: an index into the numbers of all equations with an id.
    Equation(usize),
    /// A theorem or another statement: where it begins in the source.
    Statement(usize),
    /// An item of a list: its number, and how that is written.
    Item(NumberStyle, i64),
    /// Something without a number.
    Other,
}

/// Why an id leads nowhere.
pub enum Missing<'a> {
    /// Several other cases have it.
    InSeveral(usize, usize),
    /// No case has it; perhaps this one is meant.
    Unknown(Option<&'a str>),
}

/// The places of a book.
pub struct Places {
    /// By id, for each case.
    by_id: Vec<BTreeMap<String, PlaceKind>>,
    /// The sections by the words of their headings, as other tools make ids of them.
    by_heading: Vec<HashMap<String, PlaceKind>>,
    /// The numbers of equations, with their parentheses, and the case of each.
    equations: Vec<(usize, String)>,
    /// The path of each case.
    paths: Vec<String>,
}

impl Places {
    pub fn of(
        cases: &[(Part, Arc<Case>)],
        numbers: &[CaseNumbers],
        captions: CaptionNumbers,
        project: &Project,
    ) -> Self {
        let mut equations = Vec::new();
        let numbered = cases.iter().zip(numbers).map(|((_, case), numbers)| (&**case, &*numbers.prefix));
        let numbered = equations_of(numbered, captions);
        let of_case = |(index, (_, case)): (usize, &(Part, Arc<Case>))| {
            ids(case, &numbered[index], &mut |number| {
                equations.push((index, number));
                equations.len() - 1
            })
        };
        let by_id = cases.iter().enumerate().map(of_case).collect();
        let by_heading = cases.iter().map(|(_, case)| headings(case)).collect();
        let paths = cases.iter().map(|(_, case)| project.file(case.file).path.clone()).collect();
        Self { by_id, by_heading, equations, paths }
    }

    /// The place with an id, and the id as its author wrote it. The case itself comes first.
    pub fn find<'a>(&'a self, from: usize, id: &'a str) -> Result<(Place, &'a str), Missing<'a>> {
        if let Some((kind, id)) = self.inside(from, id) {
            return Ok((Place { case: from, kind }, id));
        }
        let others = (0..self.by_id.len()).filter(|case| *case != from);
        let mut found = others.filter_map(|case| Some((case, self.inside(case, id)?)));
        match (found.next(), found.next()) {
            (Some((case, (kind, id))), None) => Ok((Place { case, kind }, id)),
            (Some((one, _)), Some((other, _))) => Err(Missing::InSeveral(one, other)),
            (None, _) => Err(Missing::Unknown(self.similar(id))),
        }
    }

    /// The number of an equation, without its parentheses.
    pub fn equation(&self, index: usize) -> &str {
        self.equations.get(index).map_or("", |(_, number)| number.trim_matches(['(', ')']))
    }

    /// Whether no equation of another case has the same number.
    pub fn is_unique_equation(&self, index: usize) -> bool {
        let Some((own, number)) = self.equations.get(index) else { return true };
        self.equations.iter().all(|(case, other)| case == own || other != number)
    }

    /// The place in a case, and its id.
    fn inside<'a>(&'a self, case: usize, id: &'a str) -> Option<(PlaceKind, &'a str)> {
        let ids = &self.by_id[case];
        let spelled = |id: &str| ids.get_key_value(id).map(|(id, kind)| (*kind, id.as_str()));
        let colon = || spelled(&id.replacen(':', "-", 1)).or_else(|| spelled(&id.replacen('-', ":", 1)));
        let lower = || {
            let same = |known: &&String| known.eq_ignore_ascii_case(id);
            ids.keys().find(same).and_then(|known| spelled(known))
        };
        let heading = || self.by_heading[case].get(id).map(|kind| (*kind, id));
        spelled(id).or_else(colon).or_else(lower).or_else(heading)
    }

    fn similar(&self, id: &str) -> Option<&str> {
        nearest(id, self.by_id.iter().flat_map(BTreeMap::keys).map(String::as_str))
    }

    /// The place to which a destination leads: `#id`, `other.md#id`, `other.md`. The extension may be missing.
    pub fn at<'a>(&'a self, from: usize, destination: &'a str) -> Option<Place> {
        let (path, id) = destination.split_once('#').map_or((destination, ""), |(path, id)| (path, id));
        if path.is_empty() {
            return self.find(from, id).ok().map(|(place, _)| place);
        }
        let case = self.case(from, path)?;
        let kind = if id.is_empty() { PlaceKind::Title } else { self.inside(case, id)?.0 };
        Some(Place { case, kind })
    }

    /// The case in a file. `path` is relative to the case `from`, or to the project if it begins with a slash.
    pub fn case(&self, from: usize, path: &str) -> Option<usize> {
        let path = below(&self.paths[from], path)?;
        let stem = |path: &str| path.rsplit_once('.').map_or(path.to_owned(), |(stem, _)| stem.to_owned());
        let exact = self.paths.iter().position(|known| *known == path);
        exact.or_else(|| self.paths.iter().position(|known| stem(known) == path))
    }

    /// The destination of a link from a case to an id in another one, or in itself.
    pub fn destination(&self, from: usize, to: usize, id: &str) -> String {
        let fragment = if id.is_empty() { String::new() } else { format!("#{id}") };
        if from == to && !id.is_empty() {
            return fragment;
        }
        let ups = self.paths[from].matches('/').count();
        format!("{}{}{fragment}", "../".repeat(ups), self.paths[to].replace('%', "%25").replace(' ', "%20"))
    }
}

/// The ids that the author of a case wrote. `add` keeps the number of an equation, and returns its index.
fn ids(case: &Case, own: &Equations, add: &mut impl FnMut(String) -> usize) -> BTreeMap<String, PlaceKind> {
    let mut ids: BTreeMap<String, PlaceKind> =
        case.author_ids.iter().map(|author| (author.id.clone(), PlaceKind::Other)).collect();
    for block in case.nodes().blocks() {
        if let BlockKind::List(list) = &block.kind {
            ids.extend(items(list));
        }
        let BlockKind::Heading(section, content) = &block.kind else { continue };
        // Further ids of a heading are in its text.
        let inside = content.iter().filter_map(|inline| match inline {
            Inline::Span(attributes, words) if words.is_empty() => attributes.id.as_ref(),
            _ => None,
        });
        for id in block.attributes.id.iter().chain(inside) {
            ids.insert(id.clone(), PlaceKind::Section(*section));
        }
    }
    for (block, _) in statements::of_case(case) {
        let id = block.attributes.id.clone();
        ids.extend(id.map(|id| (id, PlaceKind::Statement(block.span.range().start))));
    }
    for (index, captioned) in case.captions.iter().enumerate() {
        if let Some(id) = &captioned.id {
            ids.insert(id.clone(), PlaceKind::Caption(CaptionId::after(index)));
        }
    }
    for (id, number) in own.ids() {
        ids.insert(id.to_owned(), PlaceKind::Equation(add(number.to_owned())));
    }
    ids.extend(case.header.id.clone().map(|id| (id, PlaceKind::Title)));
    ids
}

/// The items of a list that have a number and an id.
fn items(list: &List) -> impl Iterator<Item = (String, PlaceKind)> {
    let numbering = list.numbering.iter();
    let numbers = numbering.flat_map(|list| list.numbers.iter().map(|number| (list.style, *number)));
    list.items.iter().zip(numbers).filter_map(|(item, (style, number))| {
        let id = item.first()?.attributes.id.clone()?;
        Some((id, PlaceKind::Item(style, number)))
    })
}

fn headings(case: &Case) -> HashMap<String, PlaceKind> {
    let mut headings = HashMap::new();
    for (index, section) in case.sections.iter().enumerate() {
        let kind = PlaceKind::Section(SectionId::after(index));
        headings.entry(slug_of_heading(&section.text)).or_insert(kind);
    }
    headings
}
