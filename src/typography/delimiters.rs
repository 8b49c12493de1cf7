//! The quotation marks of each language: the delimiters of CLDR 48, in one table.
//!
//! No crate hands out the delimiters of CLDR, so `tests/conformance/delimiters.py` compares every locale of CLDR with this
//! table. A language that is not in the table has the English marks.
//!
//! Practice differs from CLDR for these languages:
//!
//! - `da`: the orthographic dictionary shows ”x”, »x« and „x“, but not the English “x”.
//! - `de-CH`, `de-LI`: Switzerland and Liechtenstein print «x» and ‹y›.
//! - `es`: the orthography of the academies prefers «x» and “y”; CLDR has them in `es-US` only. Latin America keeps “x”.
//! - `fr`: CLDR leaves out the spaces inside « x »; see [`Spacing`].
//! - `fr-CA`: inside « x », the Office québécois recommends “y”; CLDR has the marks of the pair in reverse.
//! - `nl`: the Language Union recommends “x” with ‘y’ inside; CLDR has single marks for both.
//! - `st`: CLDR closes a double mark with a single one, which is an error of its data.

use super::elisions;

/// The marks of a language, and how they are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// The marks that `"` becomes.
    pub outer: Pair,
    /// The marks that `'` becomes.
    pub inner: Pair,
    /// Spaces beside marks.
    pub spacing: Spacing,
    /// The words of the language that begin with an apostrophe, such as `tis`.
    pub elisions: &'static [&'static str],
}

/// An opening and a closing mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The mark that begins a quotation.
    pub opening: char,
    /// The mark that ends it.
    pub closing: char,
}

/// The no-break spaces beside marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spacing {
    /// None, as in most languages.
    None,
    /// French: a full space inside « x » and before a colon, a narrow one before `;`, `!` and `?` (Lexique des règles
    /// typographiques en usage à l’Imprimerie nationale).
    French,
    /// French in Switzerland: narrow spaces only (Guide du typographe).
    Narrow,
}

/// Opening and closing outer mark, opening and closing inner mark; and the tags of the languages, in lower case. The tag
/// of a region or a script stands here if its marks differ from those of the language.
const DELIMITERS: &[(&str, &str)] = &[
    (
        "«»“”",
        "ast blo bm br ca cv dyo el es eu ewo fr-ca ie it kab kk lij mg mua nnh pms pt-ao pt-ch pt-cv pt-gq pt-gw pt-lu pt-mo pt-mz pt-pt pt-st pt-tl sc sg ti",
    ),
    ("„“‚‘", "bs-cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl"),
    ("«»‹›", "am az-arab az-cyrl de-ch de-li fa fr-ch gsw jgo kkj mzn rm sdh wae"),
    ("«»„“", "bas be bua ky os ru sah tyv uk"),
    ("””’’", "da fi he lag rn se sn sv yi"),
    ("«»‘’", "dua el-polyton ksf nb nn no rw"),
    ("«»«»", "fr ht hy oc yav"),
    ("“”‘’", "bm-nkoo es-419 ff-adlm uz-arab uz-cyrl"),
    ("”“’‘", "ar lld ms-arab syr ur"),
    ("‘’“”", "fur ia ti-er tn"),
    ("„“„“", "bg lt prg sgs"),
    ("„”«»", "nmg pl ro"),
    ("「」『』", "ja yue zh-hant"),
    ("«»„”", "shi zgh"),
    ("»«›‹", "kk-arab ug"),
    ("„”»«", "hu szl"),
    ("„”‚’", "agq ff"),
    ("“”«»", "eo"),
    ("“”’‘", "uz"),
    ("“”“”", "tk"),
    ("„“«»", "ka"),
    ("„”‘’", "bs"),
    ("„”’’", "sr"),
];

/// The marks of English, and of every language without others.
const ENGLISH: &str = "“”‘’";

/// Other tags of languages in the table.
const ALIASES: &[(&str, &str)] = &[("iw", "he"), ("ji", "yi"), ("mo", "ro"), ("sh", "sr")];

/// Regions of America where Spanish has marks of its own.
const LATIN_AMERICA: &str = "ar bo br bz cl co cr cu do ec gt hn mx ni pa pe pr py sv uy ve";

impl Language {
    /// The marks for a BCP 47 tag. Each part of the tag that the table does not know is ignored, as in CLDR.
    #[must_use]
    pub fn of(tag: &str) -> Self {
        let tag = full(&tag.to_ascii_lowercase().replace('_', "-"));
        let primary = tag.split('-').next().unwrap_or_default();
        let mut marks = known(&tag).unwrap_or(ENGLISH).chars();
        let mut pair =
            || Pair { opening: marks.next().unwrap_or_default(), closing: marks.next().unwrap_or_default() };
        let spacing = match primary {
            "fr" if has_part(&tag, "ch") => Spacing::Narrow,
            "fr" => Spacing::French,
            _ => Spacing::None,
        };
        Self { outer: pair(), inner: pair(), spacing, elisions: elisions::of(primary) }
    }
}

/// The tag with the language and the script that CLDR assumes for it.
fn full(tag: &str) -> String {
    let (primary, rest) = tag.split_once('-').map_or((tag, ""), |(primary, rest)| (primary, rest));
    let primary = ALIASES.iter().find(|(alias, _)| *alias == primary).map_or(primary, |(_, known)| known);
    let is_in = |regions: &str| regions.split(' ').any(|region| has_part(rest, region));
    match primary {
        "zh" if is_in("tw hk mo") && !has_part(rest, "hans") => "zh-hant".to_owned(),
        "es" if is_in(LATIN_AMERICA) => "es-419".to_owned(),
        _ if rest.is_empty() => primary.to_owned(),
        _ => format!("{primary}-{rest}"),
    }
}

fn has_part(tag: &str, part: &str) -> bool {
    tag.split('-').any(|own| own == part)
}

/// The marks of the longest beginning of a tag that the table knows.
fn known(tag: &str) -> Option<&'static str> {
    let mut tag = tag;
    loop {
        if let Some((marks, _)) =
            DELIMITERS.iter().find(|(_, tags)| tags.split(' ').any(|known| known == tag))
        {
            return Some(marks);
        }
        tag = tag.rsplit_once('-')?.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_lead_to_the_marks_of_their_language_script_and_region() {
        for (tag, marks) in [
            ("en", "“”‘’"),
            ("xx", "“”‘’"),
            ("", "“”‘’"),
            ("de", "„“‚‘"),
            ("DE_at", "„“‚‘"),
            ("de-CH", "«»‹›"),
            ("fr-BE", "«»«»"),
            ("fr-ca", "«»“”"),
            ("es-MX", "“”‘’"),
            ("es-ES", "«»“”"),
            ("pt", "“”‘’"),
            ("pt-PT", "«»“”"),
            ("zh", "“”‘’"),
            ("zh-TW", "「」『』"),
            ("zh-Hant-HK", "「」『』"),
            ("zh-Hans-HK", "“”‘’"),
            ("no", "«»‘’"),
            ("iw", "””’’"),
        ] {
            let Language { outer, inner, .. } = Language::of(tag);
            let found: String = [outer.opening, outer.closing, inner.opening, inner.closing].iter().collect();
            assert_eq!(found, marks, "{tag}");
        }
    }

    #[test]
    fn every_row_has_four_marks_and_no_language_is_in_two() {
        let mut seen = std::collections::BTreeSet::new();
        for (marks, tags) in DELIMITERS {
            assert_eq!(marks.chars().count(), 4, "{marks}");
            assert!(tags.split(' ').all(|tag| !tag.is_empty() && seen.insert(tag)), "{tags}");
        }
    }
}
