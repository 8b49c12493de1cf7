//! Paths of files in a folder, with `/` between their parts.

use percent_encoding::percent_decode_str;

/// Endings of Markdown, and of notebooks, which become Markdown.
const MARKDOWN: [&str; 9] = ["md", "markdown", "mkd", "mkdn", "mdown", "qmd", "rmd", "mdx", "ipynb"];

/// Endings of pictures.
const PICTURES: [&str; 11] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "tif", "tiff", "avif", "pdf"];

/// The folder of a file, empty for the whole folder.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a file, with its ending.
#[must_use]
pub fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path without the ending.
#[must_use]
pub fn without_ending(path: &str) -> &str {
    let is_ending = |ending: &str| !ending.contains('/') && !ending.is_empty();
    path.rsplit_once('.')
        .filter(|(stem, ending)| is_ending(ending) && !name(stem).is_empty())
        .map_or(path, |(stem, _)| stem)
}

/// The ending in lower case.
#[must_use]
pub fn ending(path: &str) -> String {
    name(path).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default()
}

/// Whether a file is Markdown.
#[must_use]
pub fn is_markdown(path: &str) -> bool {
    MARKDOWN.contains(&ending(path).as_str())
}

/// Whether a file is a picture.
#[must_use]
pub fn is_picture(path: &str) -> bool {
    PICTURES.contains(&ending(path).as_str())
}

/// A path from a folder, without `.` and `..`; `None` if it leads out. One that begins with `/` starts at the top.
#[must_use]
pub fn join(folder: &str, path: &str) -> Option<String> {
    let start = if path.starts_with('/') { "" } else { folder };
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A destination without fragment and query, and the fragment with its sign.
#[must_use]
pub fn split_fragment(destination: &str) -> (&str, &str) {
    let at = destination.find('#').unwrap_or(destination.len());
    let (path, fragment) = destination.split_at_checked(at).unwrap_or((destination, ""));
    (path.split('?').next().unwrap_or(path), fragment)
}

/// Whether a destination has a scheme, or names a host.
#[must_use]
pub fn is_elsewhere(destination: &str) -> bool {
    let is_scheme = |scheme: &str| {
        scheme.len() > 1
            && scheme.starts_with(|sign: char| sign.is_ascii_alphabetic())
            && scheme.chars().all(|sign| sign.is_ascii_alphanumeric() || "+.-".contains(sign))
    };
    destination.starts_with("//") || destination.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// A destination with its escapes decoded.
#[must_use]
pub fn decoded(destination: &str) -> String {
    percent_decode_str(destination).decode_utf8_lossy().into_owned()
}

/// A path as a destination of Markdown.
#[must_use]
pub fn encoded(path: &str) -> String {
    let mut out = String::new();
    for sign in path.chars() {
        match sign {
            ' ' | '(' | ')' | '<' | '>' | '"' | '%' | '#' | '?' => {
                out.push_str(&format!("%{:02X}", u32::from(sign)));
            }
            sign => out.push(sign),
        }
    }
    out
}

/// A path with a fragment as a destination of Markdown.
#[must_use]
pub fn encoded_path(destination: &str) -> String {
    let (path, fragment) = split_fragment(destination);
    encoded(path) + fragment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_in_the_folder() {
        for (folder, path, expected) in [
            ("a/b", "../c.md", Some("a/c.md")),
            ("a", "../../c.md", None),
            ("a", "/c/./d.md", Some("c/d.md")),
            ("", "c.md", Some("c.md")),
        ] {
            assert_eq!(join(folder, path).as_deref(), expected);
        }
    }

    #[test]
    fn destinations_have_parts() {
        assert_eq!(split_fragment("a.md?x=1#b"), ("a.md", "#b"));
        assert_eq!(split_fragment("#b"), ("", "#b"));
        assert!(
            is_elsewhere("mailto:a@b.c")
                && is_elsewhere("//a.b")
                && !is_elsewhere("a/b:c")
                && !is_elsewhere("c:")
        );
        assert_eq!(without_ending("a.b/c"), "a.b/c");
        assert_eq!(without_ending("a/b.c.md"), "a/b.c");
        assert_eq!(decoded("a%20b"), "a b");
        assert_eq!(encoded("a b(1).png"), "a%20b%281%29.png");
    }
}
