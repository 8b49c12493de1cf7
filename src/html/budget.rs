//! What the bytes of the finished file are spent on.

use crate::artifact::{Artifact, Content, Format};

/// The parts of a file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Words with their markup.
    pub text: usize,
    /// Pictures, as they are in the file: in base64, a third larger than theirs; or drawn.
    pub pictures: usize,
    /// Fonts, likewise.
    pub fonts: usize,
    /// Style sheet and script.
    pub looks: usize,
}

impl Budget {
    /// Measures the single-file HTML; `None` for other files.
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
