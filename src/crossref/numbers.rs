//! The numbers of cases, sections and captions.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::parts;
use super::statements::{self, Statement};
use crate::model::{
    BlockKind, CaptionNumbers, Captioned, Case, Inline, Label, LabelKind, Manifest, NumberStyle, Part,
    Referred, Wanted, Wording, running,
};
use crate::resolve;

/// The numbers that casebook gives in a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseNumbers {
    /// Of the case itself.
    pub title: Option<String>,
    /// The words that begin the numbers of captions and equations: in a numbered case, its number and a point.
    pub prefix: String,
    /// What the number counts.
    pub part: Part,
    /// Of each section, by its id.
    pub sections: Vec<Option<String>>,
    /// The label of each caption that has none of the author, by its id.
    pub labels: Vec<Option<Label>>,
    /// Of each statement, by the place where it begins.
    pub statements: BTreeMap<usize, Statement>,
}

impl CaseNumbers {
    /// A case in which casebook numbers nothing.
    pub fn none(part: Part, case: &Case) -> Self {
        let (sections, labels) = (vec![None; case.sections.len()], vec![None; case.captions.len()]);
        let (title, prefix, statements) = (None, String::new(), BTreeMap::new());
        Self { title, prefix, part, sections, labels, statements }
    }
}

/// The numbers of all cases, in the order of the book.
pub fn of_book(manifest: &Manifest, cases: &[(Part, Arc<Case>)], wordings: &[Wording]) -> Vec<CaseNumbers> {
    let mut all: Vec<CaseNumbers> = cases.iter().map(|(part, case)| CaseNumbers::none(*part, case)).collect();
    let levels = manifest.numbers.section_levels;
    let mut counts: HashMap<Part, i64> = HashMap::new();
    for ((part, case), numbers) in cases.iter().zip(&mut all) {
        let Some(style) = style(*part, levels).filter(|_| !case.header.is_unnumbered) else { continue };
        let count = counts.entry(*part).or_default();
        *count += 1;
        let title = style.write(*count);
        if levels > 0 && *part != Part::Title {
            numbers.sections = sections(case, &title, levels);
        }
        if manifest.numbers.captions != CaptionNumbers::Book && *part != Part::Title {
            numbers.prefix = format!("{title}.");
        }
        numbers.title = Some(title);
    }
    captions(manifest.numbers.captions, cases, wordings, &mut all);
    let prefixes: Vec<String> = all.iter().map(|numbers| numbers.prefix.clone()).collect();
    let statements = statements::of_book(manifest.numbers.captions, cases, &prefixes);
    for (numbers, statements) in all.iter_mut().zip(statements) {
        numbers.statements = statements;
    }
    all
}

/// The style of the numbers of cases. `None` if they have none.
fn style(part: Part, levels: u8) -> Option<NumberStyle> {
    match part {
        Part::Appendices => Some(NumberStyle::UpperLetter),
        Part::Cases if levels > 0 => Some(NumberStyle::Decimal),
        Part::Title if levels > 0 => Some(NumberStyle::UpperRoman),
        Part::Front | Part::Title | Part::Cases | Part::Back => None,
    }
}

/// The numbers of the sections of a case. Headings in quotations and lists are not counted.
fn sections(case: &Case, title: &str, levels: u8) -> Vec<Option<String>> {
    let resolved = resolve::levels_of(case);
    let mut numbers = vec![None; case.sections.len()];
    // The numbers of the open sections, from level 2.
    let mut open: Vec<usize> = Vec::new();
    // The level of the open section without a number; those in it have none either.
    let mut unnumbered: Option<u8> = None;
    for block in running(&case.blocks) {
        let BlockKind::Heading(id, _) = &block.kind else { continue };
        let level = resolved[id.index()];
        if unnumbered.is_some_and(|above| level > above) {
            continue;
        }
        let is_exempt = block.attributes.classes.iter().any(|class| class == "unnumbered");
        unnumbered = is_exempt.then_some(level);
        if is_exempt || level > levels {
            continue;
        }
        open.resize(usize::from(level) - 1, 0);
        if let Some(last) = open.last_mut() {
            *last += 1;
        }
        let parts = open.iter().map(ToString::to_string);
        let number: Vec<String> = std::iter::once(title.to_owned()).chain(parts).collect();
        numbers[id.index()] = Some(number.join("."));
    }
    numbers
}

/// Gives labels to the captions without one. The numbers that authors wrote are skipped.
fn captions(
    setting: CaptionNumbers,
    cases: &[(Part, Arc<Case>)],
    wordings: &[Wording],
    all: &mut [CaseNumbers],
) {
    let numbered_ids = ids_for_numbers(cases);
    let is_wanted = |captioned: &Captioned| match setting {
        CaptionNumbers::Case | CaptionNumbers::Book => true,
        CaptionNumbers::Referenced => {
            captioned.id.as_deref().is_some_and(|id| kind_of_id(id).is_some() || numbered_ids.contains(id))
        }
        CaptionNumbers::Off => false,
    };
    if setting == CaptionNumbers::Referenced && !are_referenced(cases) {
        return;
    }
    let is_anew = setting != CaptionNumbers::Book;
    let mut counts: HashMap<LabelKind, usize> = HashMap::new();
    for (index, (_, case)) in cases.iter().enumerate() {
        if is_anew {
            counts.clear();
        }
        let near = if is_anew { &cases[index..=index] } else { cases };
        let written: HashSet<&str> = near.iter().flat_map(|(_, case)| names(case)).collect();
        let prefix = all[index].prefix.clone();
        let parts = parts::of_case(case);
        let labels = all[index].labels.iter_mut().enumerate();
        for (captioned, (place, label)) in case.captions.iter().zip(labels) {
            let is_part = parts.iter().any(|part| part.caption.index() == place);
            if captioned.label.is_some() || is_part || !is_wanted(captioned) {
                continue;
            }
            let kind = captioned.id.as_deref().and_then(kind_of_id).unwrap_or(captioned.kind);
            let count = counts.entry(kind).or_default();
            *label = loop {
                *count += 1;
                let label = numbered(kind, &format!("{prefix}{count}"), &wordings[index]);
                if !written.contains(label.name.as_str()) {
                    break Some(label);
                }
            };
        }
        for part in &parts {
            let whole = &case.captions[part.whole.index()];
            let Some(label) = whole.label.as_ref().or(all[index].labels[part.whole.index()].as_ref()) else {
                continue;
            };
            let number = format!("{}{}", number_of(label), part.letter);
            let own = &case.captions[part.caption.index()];
            let kind = own.id.as_deref().and_then(kind_of_id).unwrap_or(own.kind);
            if own.label.is_none() {
                all[index].labels[part.caption.index()] = Some(numbered(kind, &number, &wordings[index]));
            }
        }
    }
}

/// The names of the labels that the author of a case wrote.
fn names(case: &Case) -> impl Iterator<Item = &str> {
    case.captions.iter().filter_map(|captioned| captioned.label.as_ref()).map(|label| label.name.as_str())
}

/// Whether a cross-reference leads to a caption, by the beginning of its id.
fn are_referenced(cases: &[(Part, Arc<Case>)]) -> bool {
    let references = cases.iter().flat_map(|(_, case)| &case.cross_references);
    let ids_for_numbers = ids_for_numbers(cases);
    let ids: HashSet<&str> =
        references.flat_map(|reference| &reference.places).map(|place| place.id.as_str()).collect();
    let fragments = cases.iter().flat_map(|(_, case)| fragments_without_words(case));
    let has_number =
        |captioned: &Captioned| captioned.id.as_deref().is_some_and(|id| ids_for_numbers.contains(id));
    ids.into_iter().chain(fragments).any(|id| kind_of_id(id).is_some())
        || cases.iter().flat_map(|(_, case)| &case.captions).any(has_number)
}

/// The ids whose numbers are printed: those of `` {numref}`port` ``, which need not begin with `fig-`.
fn ids_for_numbers(cases: &[(Part, Arc<Case>)]) -> HashSet<&str> {
    let references = cases.iter().flat_map(|(_, case)| &case.cross_references);
    let places = references.flat_map(|reference| &reference.places);
    let is_number = |place: &&Referred| matches!(place.wanted, Wanted::Label | Wanted::Number | Wanted::Bare);
    places.filter(is_number).map(|place| place.id.as_str()).collect()
}

/// Where links without words lead: the fragments of their destinations.
fn fragments_without_words(case: &Case) -> impl Iterator<Item = &str> {
    let has_links = !case.links.is_empty();
    let inlines = case.nodes().inlines().filter(move |_| has_links);
    inlines.filter_map(|inline| match inline {
        Inline::Link(id, _, words) if words.is_empty() => {
            case.links[id.index()].destination.split_once('#').map(|(_, fragment)| fragment)
        }
        _ => None,
    })
}

/// What an id such as `fig-port` or `tab:law` is the id of.
pub fn kind_of_id(id: &str) -> Option<LabelKind> {
    let (kind, _) = id.split_once(['-', ':', '_'])?;
    match kind.to_ascii_lowercase().as_str() {
        "fig" => Some(LabelKind::Figure),
        "tbl" | "tab" => Some(LabelKind::Table),
        "lst" => Some(LabelKind::Listing),
        _ => None,
    }
}

/// A label with a number of casebook.
fn numbered(kind: LabelKind, number: &str, wording: &Wording) -> Label {
    let (words, name) = match kind {
        LabelKind::Figure => (&wording.figure_number, "figure"),
        LabelKind::Table => (&wording.table_number, "table"),
        LabelKind::Listing => (&wording.listing_number, "listing"),
    };
    Label { words: words.with(number), name: format!("{name} {}", number.to_lowercase()), kind }
}

/// The number in a label, as written: `9` in `Fig. 9`.
pub fn number_of(label: &Label) -> String {
    let (_, name) = label.name.split_once(' ').unwrap_or(("", &label.name));
    let is_number = |word: &&str| word.to_lowercase().replace('–', "-").trim_end_matches('.') == name;
    let words = label.words.split([' ', '\u{A0}', '\u{202F}', '\u{3000}']);
    words
        .into_iter()
        .find(is_number)
        .map_or_else(|| name.to_owned(), |word| word.trim_end_matches('.').to_owned())
}
