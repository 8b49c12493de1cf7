//! The digest of the sources of a book, which tells two editions apart.

use sha2::{Digest, Sha256};

use super::profile::Profile;
use super::{Asset, BookCase, Drawing, Script};
use crate::model::Manifest;
use crate::project::Project;
use crate::source::FileId;

/// The images, the cover picture, the output profile and the drawn figures.
type Material<'a> = (&'a [Asset], (Option<&'a Asset>, Option<&'a Profile>), &'a [Drawing]);

/// The SHA-256 (FIPS 180-4) of, in this order, `book.yaml`, the case files, the images, the cover picture, and for each
/// drawn figure its script and data, and the output profile. Before each file comes its length, as eight bytes in little-endian order. The
/// theme and its scripts are not included.
pub fn digest(project: &Project, manifest: &Manifest, cases: &[BookCase], pictures: Material<'_>) -> String {
    let (assets, (cover, profile), drawings) = pictures;
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
    if let Some(profile) = profile {
        add(&profile.bytes);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
