//! Resolves mentions, such as "Figure 3" in running text, to the figure or table that they refer to.

use std::collections::BTreeMap;

use super::links::address_of;
use super::{BookCase, Place};
use crate::model::{CaptionId, Manifest};

/// The target of each mention of each case. Captions of the same case take precedence over those of other cases. If
/// several captions have the same label, the mention is ambiguous and stays plain text.
pub fn resolve(manifest: &Manifest, cases: &[BookCase]) -> Vec<Vec<Option<Place>>> {
    let mut bearers: BTreeMap<&str, Vec<(usize, CaptionId)>> = BTreeMap::new();
    for (index, case) in cases.iter().enumerate() {
        for (number, captioned) in case.case.captions.iter().enumerate() {
            if let Some(label) = &captioned.label {
                bearers.entry(&label.name).or_default().push((index, CaptionId::after(number)));
            }
        }
    }
    let place = |(index, id): (usize, CaptionId)| {
        let case = &cases[index];
        // The fragment on the public site is known only if the author wrote an id.
        let fragment = case.case.captions[id.index()].id.as_deref();
        Place {
            case: index,
            anchor: case.caption_anchor(id).to_owned(),
            address: address_of(manifest, case, fragment),
        }
    };
    let answer = |from: usize, name: &str| {
        let all = bearers.get(name)?;
        let own: Vec<_> = all.iter().filter(|(index, _)| *index == from).collect();
        match (own.as_slice(), all.as_slice()) {
            ([only], _) => Some(place(**only)),
            ([], [only]) => Some(place(*only)),
            _ => None,
        }
    };
    let of_case = |(index, case): (usize, &BookCase)| {
        case.case.mentions.iter().map(|mention| answer(index, &mention.name)).collect()
    };
    cases.iter().enumerate().map(of_case).collect()
}
