//! Compares the files of a release with `release.json` and `SHA256SUMS`, and the sources with `release.json`.

use std::collections::BTreeMap;

use super::found::Found;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::project::Project;
use crate::release::record::{RECORD, SUMS, sha256, sources};
use crate::resolve::Book;
use crate::source::Span;

/// The help of every message about a wrong file.
pub const BUILD_ANEW: &str = "run `casebook build` again";

/// Compares sizes and digests of the files.
pub fn check(found: &Found, diagnostics: &mut Diagnostics) {
    let mut complain = |message: String| {
        diagnostics.push(Diagnostic::new(Code::DamagedRelease, None, message).help(BUILD_ANEW));
    };
    let mut digests = BTreeMap::from([(RECORD.to_owned(), sha256(&found.record_bytes))]);
    for artifact in &found.record.artifacts {
        let path = &artifact.path;
        match found.files.get(path) {
            Some(Ok(bytes)) => {
                let digest = sha256(bytes);
                if bytes.len() != artifact.size {
                    complain(format!(
                        "`{path}` has {} bytes, but {RECORD} records {}",
                        bytes.len(),
                        artifact.size
                    ));
                } else if digest != artifact.sha256 {
                    complain(format!("`{path}` was changed: its SHA-256 differs from the one in {RECORD}"));
                }
                digests.insert(path.clone(), digest);
            }
            Some(Err(words)) => complain(format!("`{path}` cannot be read: {words}")),
            None => complain(format!("`{path}` is missing, but {RECORD} lists it")),
        }
    }
    let sums = match &found.sums {
        Ok(bytes) => String::from_utf8_lossy(bytes),
        Err(words) => return complain(format!("{SUMS} cannot be read: {words}")),
    };
    let mut named: BTreeMap<&str, &str> = BTreeMap::new();
    for (number, line) in sums.lines().enumerate() {
        match line.split_once("  ") {
            Some((digest, path)) => drop(named.insert(path, digest)),
            None => complain(format!("line {} of {SUMS} was not written by casebook", number + 1)),
        }
    }
    for (path, digest) in &digests {
        match named.remove(path.as_str()) {
            Some(named) if named == digest => {}
            Some(_) => complain(format!("`{path}` was changed: its SHA-256 differs from the one in {SUMS}")),
            None => complain(format!("{SUMS} does not list `{path}`")),
        }
    }
    // Unreadable files have been reported above.
    named.retain(|path, _| !found.files.contains_key(*path));
    for path in named.keys() {
        complain(format!("{SUMS} lists `{path}`, which is not a file of the release"));
    }
}

/// Compares the digests of the sources in `release.json` with the current sources.
pub fn check_sources(found: &Found, book: &Book, project: &Project, diagnostics: &mut Diagnostics) {
    let mut complain = |path: &str, words: &str| {
        let place = project.find(path).map(Span::whole);
        diagnostics
            .push(Diagnostic::new(Code::StaleRelease, place, format!("`{path}` {words}")).help(BUILD_ANEW));
    };
    let recorded = found.record.sources.iter();
    let mut recorded: BTreeMap<&str, &str> =
        recorded.map(|source| (source.path.as_str(), source.sha256.as_str())).collect();
    for source in sources(book, project) {
        match recorded.remove(source.path.as_str()) {
            Some(digest) if digest == source.sha256 => {}
            Some(_) => complain(&source.path, "was changed after the release was built"),
            None => complain(&source.path, "is new: the release was built without it"),
        }
    }
    for path in recorded.into_keys() {
        complain(path, "is no longer part of the book, but the release was built with it");
    }
}

/// The diagnostic for the PDF of a case that is not in the book.
pub fn without_a_case(path: &str) -> Diagnostic {
    Diagnostic::new(
        Code::StaleRelease,
        None,
        format!("`{path}` is the PDF of a case that is no longer in the book"),
    )
    .help(BUILD_ANEW)
}
