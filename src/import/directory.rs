//! The entries of an archive as its directory lists them. The reader of archives drops all but the last of entries with the
//! same path, of which other programs may show another one.

use std::io::{Read, Seek};

use zip::ZipArchive;

/// The first bytes of an entry of the directory (APPNOTE 6.3.10, section 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// The length of an entry without its path and what follows that.
const FIXED: usize = 46;

/// An entry that makes an archive ambiguous or dangerous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// Two entries have this path.
    Twice(String),
    /// The entry with this path is a symbolic link.
    Link(String),
}

/// The first odd entry of an archive with these bytes. `same` gives paths that are the same one form.
pub fn oddity<R: Read + Seek>(
    bytes: &[u8],
    archive: &mut ZipArchive<R>,
    same: impl Fn(&str) -> String,
) -> Option<Oddity> {
    let mut seen = std::collections::HashSet::new();
    let paths = paths(bytes, archive.central_directory_start());
    let twice = paths.into_iter().find(|path| !path.ends_with('/') && !seen.insert(same(path)));
    if let Some(path) = twice {
        return Some(Oddity::Twice(path));
    }
    (0..archive.len()).find_map(|place| {
        let entry = archive.by_index_raw(place).ok().filter(zip::read::ZipFile::is_symlink)?;
        Some(Oddity::Link(entry.name().to_owned()))
    })
}

/// The paths of all entries in their order.
fn paths(bytes: &[u8], start: u64) -> Vec<String> {
    let mut rest = usize::try_from(start).ok().and_then(|start| bytes.get(start..)).unwrap_or_default();
    let mut paths = Vec::new();
    while let Some((path, after)) = entry(rest) {
        paths.push(path);
        rest = after;
    }
    paths
}

/// The path of the first entry, and the bytes after the entry.
fn entry(bytes: &[u8]) -> Option<(String, &[u8])> {
    let fixed = bytes.get(..FIXED).filter(|fixed| fixed.starts_with(ENTRY))?;
    let length = |at: usize| Some(usize::from(u16::from_le_bytes(fixed.get(at..at + 2)?.try_into().ok()?)));
    let (path, extra, comment) = (length(28)?, length(30)?, length(32)?);
    let words = String::from_utf8_lossy(bytes.get(FIXED..FIXED + path)?).replace('\\', "/");
    Some((words, bytes.get(FIXED + path + extra + comment..)?))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive with a file for each path. Each `#` becomes an `a` afterwards, because no writer makes two same paths.
    fn archive(paths: &[&str], link: Option<&str>) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for path in paths {
            archive.start_file(*path, SimpleFileOptions::default()).expect("a path is valid");
            archive.write_all(b"words").expect("memory can be written");
        }
        if let Some(link) = link {
            archive.add_symlink(link, "x", SimpleFileOptions::default()).expect("a path is valid");
        }
        let mut bytes = archive.finish().expect("memory can be written").into_inner();
        bytes.iter_mut().filter(|byte| **byte == b'#').for_each(|byte| *byte = b'a');
        bytes
    }

    #[test]
    fn paths_that_are_there_twice_and_links_are_found() {
        let twice = |path: &str| Some(Oddity::Twice(path.to_owned()));
        for (paths, link, expected) in [
            (vec!["a", "b", "c/d"], None, None),
            (vec!["a", "b", "#"], None, twice("a")),
            (vec!["x/a", "x/A"], None, twice("x/A")),
            (vec!["x/a", "x\\#"], None, twice("x/a")),
            (vec!["a/", "#/"], None, None),
            (vec!["b"], Some("a"), Some(Oddity::Link("a".to_owned()))),
        ] {
            let bytes = archive(&paths, link);
            let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).expect("it is an archive");
            assert_eq!(oddity(&bytes, &mut archive, str::to_lowercase), expected, "{paths:?}");
        }
    }
}
