//! Breaks down the size of the finished file.

use crate::artifact::{Artifact, Content, Format};

/// The parts of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Text with its markup.
    pub text: usize,
    /// Pictures: as base64, which adds a third, or as SVG.
    pub pictures: usize,
    /// Fonts as base64.
    pub fonts: usize,
    /// Style sheet and script.
    pub looks: usize,
}

impl Budget {
    /// Measures the single-file HTML. Returns `None` for other files.
    #[must_use]
    pub fn of(artifact: &Artifact) -> Option<Self> {
        let is_html = artifact.content == Content::Book(Format::Html);
        std::str::from_utf8(&artifact.bytes).ok().filter(|_| is_html).map(Self::measure)
    }

    fn measure(html: &str) -> Self {
        let fonts = sum(html, "url(data:font/", ")");
        let pictures = sum(html, "src=\"data:image/", "\"") + sum(html, "<svg", "</svg>");
        let looks = sum(html, "<style>", "</style>") + sum(html, "<script>", "</script>") - fonts;
        Self { text: html.len() - fonts - pictures - looks, pictures, fonts, looks }
    }
}

/// The bytes between each `start` and the next `end`.
fn sum(html: &str, start: &str, end: &str) -> usize {
    html.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(part, _)| part.len()).sum()
}
