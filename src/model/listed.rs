//! A work that the text cites or that a list names, for metadata and for other programs.

use serde_json::Value;

/// A work of the bibliography.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedWork {
    /// Its key.
    pub key: String,
    /// The work as an item of CSL JSON (schema `csl-data.json` of Citation Style Language 1.0.2).
    pub item: Value,
    /// The source, if it is in a file of BibLaTeX.
    pub tex: Option<TexSource>,
}

/// An entry as it is in a file of BibLaTeX.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TexSource {
    /// The definitions of the strings that it uses.
    pub strings: Vec<String>,
    /// The entry, and those from which it inherits: key and text of each.
    pub entries: Vec<(String, String)>,
}

impl ListedWork {
    /// A variable with text.
    #[must_use]
    pub fn text(&self, variable: &str) -> Option<&str> {
        self.item.get(variable).and_then(Value::as_str)
    }

    /// The names in a variable, each as family name and given name.
    #[must_use]
    pub fn names(&self, variable: &str) -> Vec<(String, Option<String>)> {
        let names = self.item.get(variable).and_then(Value::as_array);
        let name = |name: &Value| {
            let text = |part: &str| name.get(part).and_then(Value::as_str);
            let family = text("literal").or(text("family"))?;
            let family =
                text("non-dropping-particle").map_or(family.to_owned(), |fixed| format!("{fixed} {family}"));
            let given = [text("given"), text("dropping-particle")]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" ");
            Some((family, Some(given).filter(|given| !given.is_empty())))
        };
        names.into_iter().flatten().filter_map(name).collect()
    }

    /// The first date in a variable, in the form of ISO 8601.
    #[must_use]
    pub fn date(&self, variable: &str) -> Option<String> {
        self.dates(variable).into_iter().next()
    }

    /// The dates in a variable: one, or the first and the last of a range.
    #[must_use]
    pub fn dates(&self, variable: &str) -> Vec<String> {
        let dates = self.item.get(variable).and_then(|date| date.get("date-parts")).and_then(Value::as_array);
        let one = |parts: &Value| {
            let parts: Vec<i64> = parts.as_array()?.iter().filter_map(Value::as_i64).collect();
            let (year, rest) = parts.split_first()?;
            let rest: String = rest.iter().map(|part| format!("-{part:02}")).collect();
            // ISO 8601 has a year 0, before year 1. In CSL JSON, that year is -1.
            let year = year + i64::from(*year < 0);
            let sign = if year < 0 { "-" } else { "" };
            Some(format!("{sign}{:04}{rest}", year.abs()))
        };
        dates.into_iter().flatten().filter_map(one).collect()
    }

    /// The address that identifies it: that of its DOI, or else its own.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let doi = self.text("DOI").map(|doi| format!("https://doi.org/{}", bare_doi(doi)));
        doi.or_else(|| self.text("URL").map(str::to_owned))
    }

    /// The first and the last page.
    #[must_use]
    pub fn pages(&self) -> Option<(&str, Option<&str>)> {
        let pages = self.text("page")?;
        Some(match pages.split_once(['-', '–']) {
            Some((first, last)) => {
                (first.trim(), Some(last.trim_matches(['-', '–', ' '])).filter(|last| !last.is_empty()))
            }
            None => (pages, None),
        })
    }
}

/// A DOI without the address of a resolver.
#[must_use]
pub fn bare_doi(doi: &str) -> &str {
    let resolvers =
        ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    resolvers.iter().find_map(|resolver| doi.strip_prefix(resolver)).unwrap_or(doi)
}
