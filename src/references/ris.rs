//! Prints works as RIS (specification of Research Information Systems, 2011).

use serde_json::Value;

use crate::model::ListedWork;

/// The types of CSL, and those of RIS. The others are generic.
const KINDS: &[(&str, &str)] = &[
    ("article", "EJOUR"),
    ("article-journal", "JOUR"),
    ("article-magazine", "MGZN"),
    ("article-newspaper", "NEWS"),
    ("bill", "BILL"),
    ("book", "BOOK"),
    ("broadcast", "MPCT"),
    ("chapter", "CHAP"),
    ("collection", "BOOK"),
    ("dataset", "DATA"),
    ("entry-dictionary", "DICT"),
    ("entry-encyclopedia", "ENCYC"),
    ("figure", "FIGURE"),
    ("graphic", "ART"),
    ("hearing", "HEAR"),
    ("legal_case", "CASE"),
    ("legislation", "STAT"),
    ("manuscript", "UNPB"),
    ("map", "MAP"),
    ("motion_picture", "MPCT"),
    ("musical_score", "MUSIC"),
    ("pamphlet", "PAMP"),
    ("paper-conference", "CPAPER"),
    ("patent", "PAT"),
    ("periodical", "SER"),
    ("personal_communication", "PCOMM"),
    ("post", "ELEC"),
    ("post-weblog", "BLOG"),
    ("report", "RPRT"),
    ("review", "JOUR"),
    ("software", "COMP"),
    ("song", "SOUND"),
    ("speech", "CONF"),
    ("standard", "STAND"),
    ("thesis", "THES"),
    ("webpage", "ELEC"),
];

/// The variables with text, and the tags.
const FIELDS: &[(&str, &str)] = &[
    ("title", "TI"),
    ("container-title", "T2"),
    ("collection-title", "T3"),
    ("title-short", "ST"),
    ("container-title-short", "J2"),
    ("volume", "VL"),
    ("issue", "IS"),
    ("number", "M1"),
    ("number-of-volumes", "NV"),
    ("edition", "ET"),
    ("publisher", "PB"),
    ("publisher-place", "CY"),
    ("genre", "M3"),
    ("abstract", "AB"),
    ("note", "N1"),
    ("language", "LA"),
    ("call-number", "CN"),
    ("URL", "UR"),
    ("ISBN", "SN"),
    ("ISSN", "SN"),
];

const NAMES: &[(&str, &str)] =
    &[("author", "AU"), ("editor", "ED"), ("container-author", "A2"), ("translator", "A4")];

/// A work, and an empty line after it.
pub fn print(work: &ListedWork) -> String {
    let kind = work.text("type").unwrap_or_default();
    let kind = KINDS.iter().find(|(csl, _)| *csl == kind).map_or("GEN", |(_, kind)| kind);
    let mut lines = vec![("TY", kind.to_owned()), ("ID", work.key.clone())];
    for (variable, tag) in NAMES {
        let suffixes = work.item.get(variable).and_then(Value::as_array).into_iter().flatten();
        let suffixes = suffixes.map(|name| name.get("suffix").and_then(Value::as_str));
        for ((family, given), suffix) in work.names(variable).into_iter().zip(suffixes) {
            let parts = [Some(family), given, suffix.map(str::to_owned)].into_iter().flatten();
            lines.push((tag, parts.collect::<Vec<_>>().join(", ")));
        }
    }
    for (variable, tag) in FIELDS {
        lines.extend(work.text(variable).map(|words| (*tag, words.to_owned())));
    }
    lines.extend(work.text("DOI").map(|doi| ("DO", crate::model::bare_doi(doi).to_owned())));
    if let Some((first, last)) = work.pages() {
        lines.push(("SP", first.to_owned()));
        lines.extend(last.map(|last| ("EP", last.to_owned())));
    }
    for keyword in work.text("keyword").into_iter().flat_map(|words| words.split([',', ';'])) {
        lines.push(("KW", keyword.trim().to_owned()));
    }
    let words = work.item.get("issued").and_then(|date| date.get("literal")).and_then(Value::as_str);
    lines.extend(words.map(|words| ("PY", words.to_owned())));
    if let Some(date) = work.date("issued") {
        lines.push(("PY", date.split('-').next().unwrap_or_default().to_owned()));
        lines.push(("DA", slashed(&date)));
    }
    lines.extend(work.date("accessed").map(|date| ("Y2", slashed(&date))));
    lines.push(("ER", String::new()));
    // A line break would end the field.
    let line = |(tag, words): (&str, String)| {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{tag}  - {words}\r\n")
    };
    lines.into_iter().map(line).collect::<String>() + "\r\n"
}

/// A date in the form of RIS: `2015/03/09`.
fn slashed(date: &str) -> String {
    let mut parts: Vec<&str> = date.split('-').collect();
    parts.resize(3, "");
    parts.join("/") + "/"
}
