//! The titles of the parts of a book, each as a case of its own before the cases of the part.

use std::sync::Arc;

use crate::model::{Case, Header, Inline, Manifest, Part};
use crate::resolve::Listed;

/// The cases with the titles of their parts before them. A part without a case that can be read has no title.
#[must_use]
pub fn with_titles(manifest: &Manifest, cases: Vec<(Listed, Arc<Case>)>) -> Vec<(Part, Arc<Case>)> {
    let mut all = Vec::with_capacity(cases.len() + manifest.parts.len());
    let mut open = None;
    for (listed, case) in cases {
        let is_new = listed.below.is_some() && listed.below != open;
        open = listed.below;
        match listed.below {
            Some(index) if listed.part == Part::Title => {
                all.push((Part::Title, entitled(manifest, index, &case)));
            }
            Some(index) if is_new => {
                all.push((Part::Title, title(manifest, index)));
                all.push((listed.part, case));
            }
            _ => all.push((listed.part, case)),
        }
    }
    all
}

/// The title of a part without text.
fn title(manifest: &Manifest, index: usize) -> Arc<Case> {
    let header = header(manifest, index, Header::default());
    Arc::new(Case { is_generated: true, ..Case::empty(manifest.file, header) })
}

/// The text of a part below its title.
fn entitled(manifest: &Manifest, index: usize, case: &Case) -> Arc<Case> {
    let header = header(manifest, index, case.header.clone());
    Arc::new(Case { header, ..case.clone() })
}

fn header(manifest: &Manifest, index: usize, header: Header) -> Header {
    let part = &manifest.parts[index];
    let slug = header.slug.or(Some((format!("part-{}", index + 1), part.span)));
    let (title, title_span) = match &part.title {
        Some(title) => (vec![Inline::Text(title.clone())], Some(part.span)),
        None => (header.title, header.title_span),
    };
    Header { title, title_span, slug, ..header }
}
