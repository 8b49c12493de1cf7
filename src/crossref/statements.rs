//! The numbers and the titles of theorems and other statements.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::{
    Block, BlockKind, CaptionNumbers, Case, Inline, Part, Phrase, StatementKind, Wording, plain_text,
};

/// A statement, and its number if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub kind: StatementKind,
    pub number: Option<String>,
}

/// The statements of a case, in order, with the blocks that they are.
pub fn of_case(case: &Case) -> impl Iterator<Item = (&Block, StatementKind)> {
    case.nodes().blocks().filter_map(|block| Some((block, block.statement()?)))
}

/// The statements of all cases by the places where they begin. Each kind is numbered by itself; `prefixes` begin the numbers
/// in each case. If only captions with references are numbered, so are only statements with an id.
pub fn of_book(
    setting: CaptionNumbers,
    cases: &[(Part, Arc<Case>)],
    prefixes: &[String],
) -> Vec<BTreeMap<usize, Statement>> {
    let mut counts: HashMap<StatementKind, usize> = HashMap::new();
    let mut all = Vec::with_capacity(cases.len());
    for ((_, case), prefix) in cases.iter().zip(prefixes) {
        if setting != CaptionNumbers::Book {
            counts.clear();
        }
        let statement = |(block, kind): (&Block, StatementKind)| {
            let is_wanted = match setting {
                CaptionNumbers::Case | CaptionNumbers::Book => true,
                CaptionNumbers::Referenced => block.attributes.id.is_some(),
                CaptionNumbers::Off => false,
            };
            let number = (is_wanted && kind.is_numbered()).then(|| {
                let count = counts.entry(kind).or_default();
                *count += 1;
                format!("{prefix}{count}")
            });
            (block.span.range().start, Statement { kind, number })
        };
        all.push(of_case(case).map(statement).collect());
    }
    all
}

impl Statement {
    /// Its word and its number.
    pub fn label(&self, wording: &Wording) -> String {
        match (phrase(self.kind, wording), &self.number) {
            (Ok(phrase), Some(number)) => phrase.with(number),
            (Ok(phrase), None) => noun(phrase),
            (Err(word), _) => word.to_owned(),
        }
    }

    /// Whether the author wrote its word at the beginning of its text.
    pub fn is_labelled(&self, wording: &Wording, blocks: &[Block]) -> bool {
        let word =
            phrase(self.kind, wording).map_or_else(str::to_lowercase, |phrase| noun(phrase).to_lowercase());
        let first = blocks.first().map(|block| match &block.kind {
            BlockKind::Paragraph(content) => plain_text(content).to_lowercase(),
            _ => String::new(),
        });
        first.is_some_and(|first| {
            first.strip_prefix(&word).is_some_and(|rest| rest.starts_with(['.', ':', ' ', '\u{A0}']))
        })
    }

    /// Its title: the label, and in parentheses the name that the author gave it.
    pub fn title(&self, wording: &Wording, name: Option<Vec<Inline>>) -> Vec<Inline> {
        let label = self.label(wording);
        let Some(name) = name else { return vec![Inline::Text(label)] };
        let mut title = vec![Inline::Text(format!("{label} ("))];
        title.extend(name);
        title.push(Inline::Text(")".to_owned()));
        title
    }
}

/// The words around the number of a statement, or the word of one without a number.
fn phrase(kind: StatementKind, wording: &Wording) -> Result<&Phrase, &str> {
    Ok(match kind {
        StatementKind::Theorem => &wording.theorem_number,
        StatementKind::Lemma => &wording.lemma_number,
        StatementKind::Corollary => &wording.corollary_number,
        StatementKind::Proposition => &wording.proposition_number,
        StatementKind::Conjecture => &wording.conjecture_number,
        StatementKind::Definition => &wording.definition_number,
        StatementKind::Example => &wording.example_number,
        StatementKind::Exercise => &wording.exercise_number,
        StatementKind::Algorithm => &wording.algorithm_number,
        StatementKind::Proof => return Err(&wording.proof),
        StatementKind::Remark => return Err(&wording.remark),
        StatementKind::Solution => return Err(&wording.solution),
    })
}

/// The words of a phrase without a number.
pub fn noun(phrase: &Phrase) -> String {
    phrase.with("").trim_matches([' ', '\u{A0}', '.']).to_owned()
}

/// The nouns of all statements with a number.
pub fn nouns(wording: &Wording) -> impl Iterator<Item = String> {
    let kinds = StatementKind::all().filter_map(|kind| phrase(kind, wording).ok());
    kinds.map(noun)
}
