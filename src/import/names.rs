//! Names of files: safe on every system, and each only once.

use std::collections::BTreeSet;

/// Most characters of a name.
const LONGEST: usize = 60;

/// Most bytes of a name from a title.
const TITLE: usize = 50;

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

/// A name from a title: its first words in small Latin letters. Empty if no letter has an equivalent.
#[must_use]
pub fn of_title(title: &str) -> String {
    let name = slug::slugify(title);
    match name.split_at_checked(TITLE) {
        // A word that does not fit is left out, unless it is the only one.
        Some((start, rest)) if !rest.is_empty() && !rest.starts_with('-') => {
            start.rsplit_once('-').map_or(start, |(words, _)| words).to_owned()
        }
        Some((start, _)) => start.trim_end_matches('-').to_owned(),
        None => name,
    }
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
    fn names_of_titles_end_with_a_word() {
        let long = "a".repeat(60);
        for (title, expected) in [
            ("Oman", "oman"),
            ("São Tomé & Príncipe", "sao-tome-principe"),
            ("Отчёт о портах", "otchiot-o-portakh"),
            (
                "Defining outcomes: the human trafficking situation",
                "defining-outcomes-the-human-trafficking-situation",
            ),
            (
                "Defining outcomes: the trafficking of humans situation",
                "defining-outcomes-the-trafficking-of-humans",
            ),
            (
                "Defining results: the trafficking of humans anywhere or",
                "defining-results-the-trafficking-of-humans",
            ),
            (&long, &long[..50]),
            ("—", ""),
        ] {
            assert_eq!(of_title(title), expected, "{title}");
        }
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
