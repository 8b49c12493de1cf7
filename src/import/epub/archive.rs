//! The files of an EPUB, within limits.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::import::directory::{Oddity, oddity};
use crate::import::files::Files;

/// Most files.
const MOST: usize = 20_000;

/// Most bytes of all files.
const LARGEST: u64 = 500_000_000;

/// How many times as large as the archive all files may be, if they have more than a few bytes.
const RATIO: u64 = 200;

/// Bytes that are few, whatever the ratio is.
const FEW: u64 = 20_000_000;

/// The files of an archive, by path.
///
/// # Errors
/// The reason, if the archive is damaged, encrypted or too large, or if a path leads out.
pub fn files(bytes: &[u8]) -> Result<Files, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| words(&error))?;
    if archive.len() > MOST {
        return Err(format!("the archive has {} files, but the limit is {MOST}", archive.len()));
    }
    match oddity(bytes, &mut archive, str::to_owned) {
        Some(Oddity::Twice(path)) => return Err(format!("the archive has two files with the path `{path}`")),
        Some(Oddity::Link(path)) => return Err(format!("the archive has a symbolic link, `{path}`")),
        None => {}
    }
    let (mut files, mut total) = (Files::new(), 0_u64);
    let limit = LARGEST.min((bytes.len() as u64).saturating_mul(RATIO).max(FEW));
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|error| words(&error))?;
        if entry.is_dir() {
            continue;
        }
        let name = entry.name().to_owned();
        if entry.enclosed_name().is_none() || name.contains('\\') {
            return Err(format!("the path `{}` leads out of the archive", name.escape_debug()));
        }
        let mut content = Vec::new();
        entry
            .take(limit - total + 1)
            .read_to_end(&mut content)
            .map_err(|error| format!("`{name}` is damaged: {error}"))?;
        total += content.len() as u64;
        if total > limit {
            return Err(format!("its files have more than {} MB", limit / 1_000_000));
        }
        files.insert(name, content);
    }
    Ok(files)
}

fn words(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "it is encrypted".to_owned(),
        error => format!("it is no archive, or damaged: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn archive(name: &str, bytes: &[u8]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file(name, SimpleFileOptions::default()).expect("a name is valid");
        archive.write_all(bytes).expect("memory can be written");
        archive.finish().expect("memory can be written").into_inner()
    }

    #[test]
    fn bad_archives_are_refused() {
        assert_eq!(
            files(&archive("a/b.txt", b"c")),
            Ok(Files::from([("a/b.txt".to_owned(), b"c".to_vec())]))
        );
        for (bytes, reason) in [
            (b"no archive".to_vec(), "it is no archive"),
            (archive("../a.txt", b"b"), "leads out"),
            (archive("a.txt", &vec![0; 30_000_000]), "more than 20 MB"),
        ] {
            assert!(files(&bytes).is_err_and(|error| error.contains(reason)), "{reason}");
        }
    }
}
