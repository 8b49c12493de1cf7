//! Names of files: safe on every system, and each only once.

use std::collections::BTreeSet;

/// Most characters of a name.
const LONGEST: usize = 60;

/// Names that Windows reserves for devices.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// The names of files from the stems that readers suggest: letters, digits and hyphens, each name once, in any case.
#[must_use]
pub fn distinct<'s>(stems: impl Iterator<Item = &'s str>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    stems
        .map(|stem| {
            let name = plain(stem);
            let numbered =
                std::iter::once(name.clone()).chain((2_u32..).map(|number| format!("{name}-{number}")));
            let mut free = numbered.filter(|name| !taken.contains(&name.to_lowercase()));
            let name = free.next().unwrap_or(name);
            taken.insert(name.to_lowercase());
            name
        })
        .collect()
}

fn plain(stem: &str) -> String {
    let sign = |sign: char| if sign.is_alphanumeric() || matches!(sign, '_' | '.') { sign } else { '-' };
    let parts: String = stem.chars().map(sign).collect();
    let name = parts.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let name: String = name.trim_matches(['.', '-']).chars().take(LONGEST).collect();
    let name = name.trim_end_matches(['.', '-']).to_owned();
    match name.as_str() {
        "" => "case".to_owned(),
        name if DEVICES.contains(&name.to_lowercase().as_str()) => format!("{name}-1"),
        name => name.to_owned(),
    }
}

/// The path of a picture below the folder of the cases; `None` if it could lead out of it.
#[must_use]
pub fn inside(path: &str) -> Option<String> {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(['\\', ':'])
            && !part.chars().any(char::is_control)
    };
    path.split('/').all(is_part).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_distinct() {
        let names = distinct(["Oman", "oman", "a b/c", "..", "", "con", "Åland 2"].into_iter());
        assert_eq!(names, ["Oman", "oman-2", "a-b-c", "case", "case-2", "con-1", "Åland-2"]);
    }

    #[test]
    fn pictures_stay_in_their_folder() {
        for (path, is_inside) in [
            ("pictures/a.png", true),
            ("../a.png", false),
            ("/a.png", false),
            ("a/../b", false),
            ("c:\\a", false),
            ("", false),
        ] {
            assert_eq!(inside(path).is_some(), is_inside, "{path}");
        }
    }
}
