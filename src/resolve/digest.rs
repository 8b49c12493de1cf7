//! The digest of everything that a book was made from, so that a copy can be told from another edition.

use sha2::{Digest, Sha256};

use super::{Asset, BookCase, Drawing, Script};
use crate::model::Manifest;
use crate::project::Project;
use crate::source::FileId;

/// The SHA-256 (FIPS 180-4) of `book.yaml`, the case files, the images with that on the cover last, and the scripts and data of drawn figures, in this
/// order; the length of each stands before its bytes. The looks do not count.
pub fn digest(
    project: &Project,
    manifest: &Manifest,
    cases: &[BookCase],
    pictures: (&[Asset], Option<&Asset>, &[Drawing]),
) -> String {
    let (assets, cover, drawings) = pictures;
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    let bytes = |file: FileId| project.file(file).content.as_deref().unwrap_or_default();
    add(bytes(manifest.file));
    for case in cases {
        add(bytes(case.case.file));
    }
    for asset in assets.iter().chain(cover) {
        add(&asset.bytes);
    }
    for drawing in drawings {
        if let Script::Project(_, text) = &drawing.script {
            add(text.as_bytes());
        }
        if let Some(data) = &drawing.data {
            add(&data.bytes);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
