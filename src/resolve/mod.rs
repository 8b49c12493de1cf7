//! Resolves every reference in the parsed cases and returns a [`Book`]: it numbers the notes, finds the targets of
//! links and mentions, reads the image files, and sets the level of each heading.

mod anchors;
mod asset;
mod book;
mod case_key;
mod digest;
mod drawings;
mod equations;
mod files;
mod folders;
mod images;
mod links;
mod mentions;
mod near;
mod notes;
mod order;
mod path;
mod profile;
mod remarks;
mod sections;

pub use anchors::slug_of_heading;
pub use asset::{Asset, Picture};
pub use book::{Book, BookCase, Place, Target};
pub use drawings::{Data, Drawing, Script};
pub use equations::{Equations, resolve as equations_of};
pub use files::{FileKind, named};
pub use folders::searched;
pub use notes::{fold, resolve as numbered_notes};
pub use order::{Listed, reading_order};
pub use path::below;
pub use sections::levels_of;

use std::sync::Arc;

use crate::diag::Diagnostics;
use crate::model::{Case, Direction, Manifest, Part};
use crate::project::Project;

/// Resolves the cases, given in reading order, into a book. `clock` is the time of the build in seconds since
/// 1970-01-01; without it, the date of the book is used. Never fails: each reference that cannot be resolved adds a
/// diagnostic and stays without a target.
#[must_use]
pub fn book(
    manifest: Manifest,
    cases: Vec<(Part, Arc<Case>)>,
    project: &Project,
    clock: Option<i64>,
    diagnostics: &mut Diagnostics,
) -> Book {
    let slugs = case_key::slugs(&cases, project, diagnostics);
    let keys = case_key::keys(&slugs);
    let pdf_names = case_key::pdf_names(&cases, &keys, diagnostics);
    let mut resolved: Vec<BookCase> = Vec::with_capacity(cases.len());
    let numbered = cases.iter().map(|(_, case)| (&**case, case.header.prefix.as_str()));
    let equations = equations::resolve(numbered, manifest.numbers.captions);
    let names = slugs.into_iter().zip(keys).zip(pdf_names).zip(equations);
    for ((part, case), (((slug, key), pdf_name), equations)) in cases.into_iter().zip(names) {
        let notes = notes::resolve(&case, diagnostics);
        let levels = sections::levels(&case, diagnostics);
        let mut names = anchors::Names::new(&key, &notes);
        let anchors = anchors::author_anchors(&case, &mut names, diagnostics);
        let sections = anchors::sections(&case, levels, &anchors, &mut names);
        let captions = anchors::captions(&case, &anchors, &mut names);
        let places = anchors::places(&case, &mut names);
        let language = case.header.language.as_deref().unwrap_or(&manifest.language);
        let has_right_to_left = Direction::of(language) == Direction::RightToLeft || case.has_right_to_left();
        let is_below_title = part == Part::Cases
            && resolved.last().is_some_and(|before| before.part == Part::Title || before.is_below_title);
        let pending = BookCase {
            part,
            is_below_title,
            case,
            has_right_to_left,
            slug,
            key,
            pdf_name,
            anchors,
            linked_anchors: Vec::new(),
            sections,
            captions,
            places,
            notes,
            equations,
            targets: Vec::new(),
            pictures: Vec::new(),
            mentions: Vec::new(),
        };
        resolved.push(pending);
    }
    let (targets, linked) = links::resolve(&manifest, &resolved, project, diagnostics);
    let mentions = mentions::resolve(&manifest, &resolved);
    let mut pictures = images::resolve(&manifest, &resolved, project, diagnostics);
    for place in targets.iter().flatten().filter_map(Target::place) {
        resolved[place.case].linked_anchors.push(place.anchor.clone());
    }
    let answers = targets.into_iter().zip(mentions).zip(std::mem::take(&mut pictures.of_cases));
    for (case, ((targets, mentions), pictures)) in resolved.iter_mut().zip(answers) {
        case.targets = targets;
        case.mentions = mentions;
        case.pictures = pictures;
    }
    let slug = manifest.slug.clone().unwrap_or_else(|| case_key::file_name(&manifest.title, "book"));
    let clock = clock.or_else(|| manifest.date.and_then(order::start_of));
    let images::Pictures { assets, drawings, of_cases: _, cover } = pictures;
    let output_intent = profile::resolve(&manifest, project)
        .and_then(|found| found.map_err(|complaint| diagnostics.push(complaint)).ok());
    let others = (cover.as_ref(), output_intent.as_ref());
    let digest = digest::digest(project, &manifest, &resolved, (&assets, others, &drawings));
    Book { manifest, slug, clock, cases: resolved, assets, cover, drawings, linked, output_intent, digest }
}
