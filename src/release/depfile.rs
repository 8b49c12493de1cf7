//! A depfile: a rule of Make that names the files of a release and everything that they depend on. Ninja reads it, too.
//!
//! Make and Ninja agree on the escapes of spaces, `#`, `:` and `$`, and on few other characters. A name that one of them
//! cannot read is refused, because the file would silently not be watched.

use std::path::{Path, PathBuf};

/// Characters that end a name in Ninja or mean something else in Make, and that neither can escape.
const UNREADABLE: &[u8] = b"*;<>^`|\x7f";

/// A rule of Make.
#[derive(Debug)]
pub struct Depfile {
    /// The files of the release.
    pub targets: Vec<PathBuf>,
    /// The files and folders that they depend on.
    pub prerequisites: Vec<PathBuf>,
}

impl Depfile {
    /// The text of the depfile. After the rule, each prerequisite has an empty rule, so that Make builds the release again
    /// if the file is gone, and does not ask for a way to make it.
    ///
    /// # Errors
    /// If Make or Ninja could not read a name.
    pub fn text(&self) -> Result<Vec<u8>, String> {
        let targets = escaped(&self.targets, true)?;
        let prerequisites = escaped(&self.prerequisites, false)?;
        let rules = escaped(&self.prerequisites, true)?;
        let mut text = targets.join(&b" \\\n"[..]);
        text.push(b':');
        for name in prerequisites {
            text.extend_from_slice(b" \\\n  ");
            text.extend(name);
        }
        text.push(b'\n');
        for name in rules {
            text.push(b'\n');
            text.extend(name);
            text.extend_from_slice(b":\n");
        }
        Ok(text)
    }
}

fn escaped(paths: &[PathBuf], is_target: bool) -> Result<Vec<Vec<u8>>, String> {
    let refusal = |path: &Path| {
        let words = "a depfile cannot name `";
        format!("{words}{}`: Make or Ninja cannot read this name; rename it", path.display())
    };
    paths.iter().map(|path| escape(path, is_target).ok_or_else(|| refusal(path))).collect()
}

/// A name as Make and Ninja read it; `None` if one of them cannot. Only targets are patterns in Make, where `%` matches
/// any characters.
fn escape(path: &Path, is_target: bool) -> Option<Vec<u8>> {
    let name = path.as_os_str().as_encoded_bytes();
    let mut text = Vec::with_capacity(name.len());
    let mut backslashes = 0;
    for &byte in name {
        let byte = if cfg!(windows) && byte == b'\\' { b'/' } else { byte };
        match byte {
            // Backslashes before a space are doubled, and no others.
            b' ' => text.extend(std::iter::repeat_n(b'\\', backslashes + 1)),
            // Here Make would need twice as many backslashes as Ninja.
            b'#' | b':' | b'$' | b'%' if backslashes > 0 => return None,
            b'#' | b':' => text.push(b'\\'),
            b'$' => text.push(b'$'),
            b'%' if is_target => text.push(b'\\'),
            _ if byte < b' ' || UNREADABLE.contains(&byte) => return None,
            _ => {}
        }
        text.push(byte);
        backslashes = if byte == b'\\' { backslashes + 1 } else { 0 };
    }
    // At the end of a name, too, they disagree about backslashes.
    (backslashes == 0).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped() {
        for (name, target, prerequisite) in [
            ("a/b.md", Some("a/b.md"), Some("a/b.md")),
            ("a b.md", Some("a\\ b.md"), Some("a\\ b.md")),
            ("a: b#1$.md", Some("a\\:\\ b\\#1$$.md"), Some("a\\:\\ b\\#1$$.md")),
            ("100%.md", Some("100\\%.md"), Some("100%.md")),
            ("l'été&\"co\"?[1]{=}~!@+,().md", Some("same"), Some("same")),
            ("a;b.md", None, None),
            ("a\tb.md", None, None),
            ("*.md", None, None),
        ] {
            let same =
                |expected: &str| if expected == "same" { name.to_owned() } else { expected.to_owned() };
            for (is_target, expected) in [(true, target), (false, prerequisite)] {
                let escaped = escape(Path::new(name), is_target);
                let escaped = escaped.map(|text| String::from_utf8(text).unwrap());
                assert_eq!(escaped, expected.map(same), "{name}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn backslashes_are_kept_or_refused() {
        for (name, expected) in [
            (r"a\b.md", Some(r"a\b.md")),
            (r"a\ b.md", Some(r"a\\\ b.md")),
            (r"a\#b.md", None),
            (r"a\$b.md", None),
            (r"a\", None),
        ] {
            let escaped = escape(Path::new(name), false).map(|text| String::from_utf8(text).unwrap());
            assert_eq!(escaped.as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn every_prerequisite_has_an_empty_rule() {
        let [targets, prerequisites] = [["out/a.epub", "out/release.json"], ["a/book.yaml", "a/1 2.md"]]
            .map(|paths| paths.map(PathBuf::from).into());
        let text = String::from_utf8(Depfile { targets, prerequisites }.text().unwrap()).unwrap();
        let rule = "out/a.epub \\\nout/release.json: \\\n  a/book.yaml \\\n  a/1\\ 2.md\n";
        assert_eq!(text, format!("{rule}\na/book.yaml:\n\na/1\\ 2.md:\n"));
    }
}
