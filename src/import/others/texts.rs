//! The texts of a book, with what they include.

use serde_json::Value;

use super::headers::Header;
use super::{bookdown, captions, cells, includes, jekyll, plan};
use crate::import::Reason;
use crate::import::files::Files;
use crate::import::options::Tool;

/// A text.
#[derive(Debug, Default)]
pub struct Text {
    /// The file as it stands.
    source: String,
    /// The text after the header, with what it includes.
    pub body: String,
    /// The files that it includes.
    pub includes: Vec<String>,
    /// The places that a person must look at, with their words.
    pub doubts: Vec<(String, Reason)>,
}

impl Text {
    /// The text of a file.
    #[must_use]
    pub fn of(files: &Files, path: &str, tool: Tool) -> Self {
        let mut doubts = Vec::new();
        let mut changed = |what: &str| doubts.push((String::new(), Reason::Changed(what.to_owned())));
        let source = plan::text(files, path).unwrap_or_else(|| {
            changed("a file that is no UTF-8; its wrong signs are replaced");
            String::from_utf8_lossy(files.get(path).map(Vec::as_slice).unwrap_or_default()).into_owned()
        });
        let (header, body) = Header::split(&source);
        if header.value().get("draft") == Some(&Value::Bool(true)) {
            changed("a draft, which the source does not print, is in the book");
        }
        let included = includes::resolve(files, path, body);
        let body = match tool {
            Tool::Bookdown => bookdown::without_openings(&included.text),
            Tool::Jekyll => jekyll::with_ends(&included.text),
            Tool::Quarto | Tool::MdBook | Tool::Myst | Tool::Hugo | Tool::Pelican | Tool::Pandoc => {
                included.text
            }
        };
        let (body, counts) = cells::without_removed(&captions::in_place(&body));
        doubts.extend(counts.reasons().map(|reason| (String::new(), reason)));
        doubts.extend(included.doubts);
        Self { source, body, includes: included.files, doubts }
    }

    /// The header of the file.
    #[must_use]
    pub fn header(&self) -> Header<'_> {
        Header::split(&self.source).0
    }
}
